use super::browse::{listed, search_box};
use super::wording::rich;
use crate::hooks::use_page;
use crate::route::Route;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// What the address asked for.
    pub(super) asked: String,
}

/// An address that leads nowhere: what there is instead.
#[component]
pub(super) fn NotFound(Props { asked }: &Props) -> Html {
    let page = use_page();
    let t = page.language;
    let asked = html! { <code translate="no">{ asked }</code> };
    let home = html! { <a href={Route::Home.href()}>{ t.match_an_event }</a> };
    html! {
        <div class="view">
            <h1>{ t.no_article }</h1>
            <p class="lead">{ rich(t.no_article_why, &[asked]) }</p>
            <p class="instead">{ rich(t.no_article_instead, &[home]) }</p>
            if page.known > 0 { { search_box(&page) } }
            { listed(&page, 0) }
        </div>
    }
}
