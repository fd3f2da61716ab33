use super::language_switch::LanguageSwitch;
use super::theme_switch::ThemeSwitch;
use crate::hooks::use_page;
use crate::route::Route;
use crate::site::Site;
use yew::prelude::*;

/// The page's name, its views, and the theme.
#[component]
pub(super) fn Header() -> Html {
    let page = use_page();
    let t = page.language;
    let link = |route: Route, name: &str| {
        let is_part = matches!((&page.route, &route), (Route::Area(_), Route::Articles));
        let current = if page.route == route { Some("page") } else { is_part.then_some("true") };
        html! { <li><a href={route.href()} aria-current={current}>{ name }</a></li> }
    };
    html! {
        <header class="site-header">
            <a class="brand" href="#/" translate="no">{ logo(&page.site) }{ page.site.title() }</a>
            <nav aria-label={t.views}>
                <ul>
                    { link(Route::Home, t.view_match) }
                    { link(Route::Articles, t.articles) }
                </ul>
            </nav>
            <LanguageSwitch />
            <ThemeSwitch />
        </header>
    }
}

/// The site's picture; without one, lines of a text, one of them marked.
fn logo(site: &Site) -> Html {
    if let Some(logo) = &site.logo {
        return html! { <img class="logo" src={logo.clone()} alt="" /> };
    }
    html! {
        <svg class="logo" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <rect class="logo-sheet" x="1" y="1" width="22" height="22" rx="5" />
            <path class="logo-line" d="M6 7.5h9M6 16.5h7" />
            <rect class="logo-mark" x="5" y="10" width="14" height="4" rx="1.5" />
        </svg>
    }
}
