use super::browse::areas;
use super::history::History;
use super::privacy::privacy;
use crate::hooks::use_page;
use crate::route::Route;
use yew::prelude::*;

/// What the page offers before there is a text.
#[component]
pub(super) fn FirstSteps() -> Html {
    let page = use_page();
    let t = page.language;
    html! {
        <div class="first-steps">
            { privacy(t, page.site.routed) }
            if page.known > 0 {
                <section aria-labelledby="known-title">
                    <h2 id="known-title">{ t.what_it_knows }</h2>
                    { areas(t, &page.catalogue) }
                    <p><a href={Route::Articles.href()}>{ t.count(t.search_and_browse, page.known) }</a></p>
                </section>
                <History />
            }
        </div>
    }
}
