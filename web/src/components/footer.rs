use super::sections::external;
use super::wording::rich;
use crate::hooks::use_page;
use crate::site::Link;
use yew::prelude::*;

/// What holds on every view.
#[component]
pub(super) fn Footer() -> Html {
    let page = use_page();
    let (t, site) = (page.language, &page.site);
    let link = |link: &Link| external(t, link.url.as_str(), html! { &link.text });
    html! {
        <footer class="site-footer">
            if let Some(footer) = &site.footer {
                <p translate="no">{ footer }</p>
            }
            if !site.links.is_empty() {
                <ul class="footer-links">{ for site.links.iter().map(|l| html! { <li>{ link(l) }</li> }) }</ul>
            }
            <p>{ if site.routed { t.footer_privacy_routed } else { t.footer_privacy } }</p>
            if let Some(license) = &site.license {
                <p>{ rich(t.footer_license, &[html! { <span translate="no">{ link(license) }</span> }]) }</p>
            }
        </footer>
    }
}
