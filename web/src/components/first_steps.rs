use super::browse::article_list;
use super::privacy::privacy;
use crate::hooks::use_page;
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
                    { article_list(&page.catalogue, 3) }
                </section>
            }
        </div>
    }
}
