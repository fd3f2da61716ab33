use super::wording::rich;
use crate::hooks::use_page;
use yew::prelude::*;

/// What holds on every view.
#[component]
pub(super) fn Footer() -> Html {
    let t = use_page().language;
    let license = html! {
        <a href="https://creativecommons.org/licenses/by/4.0/" target="_blank" rel="noreferrer" translate="no">{ "CC BY 4.0" }</a>
    };
    html! {
        <footer class="site-footer">
            <p>{ t.footer_privacy }</p>
            <p>{ rich(t.footer_license, &[license]) }</p>
        </footer>
    }
}
