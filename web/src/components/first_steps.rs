use super::browse::areas;
use super::privacy::privacy;
use crate::hooks::use_page;
use crate::route::Route;
use crate::words;
use yew::prelude::*;

/// What the page offers before there is a text.
#[component]
pub(super) fn FirstSteps() -> Html {
    let page = use_page();
    html! {
        <div class="first-steps">
            { privacy() }
            if !page.catalogue.is_empty() {
                <section aria-labelledby="known-title">
                    <h2 id="known-title">{ "What it knows" }</h2>
                    { areas(&page.catalogue) }
                    <p><a href={Route::Articles.href()}>{ format!("Search and browse {}", words::count(page.catalogue.len(), "article")) }</a></p>
                </section>
            }
        </div>
    }
}
