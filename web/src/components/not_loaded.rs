use crate::hooks::use_page;
use crate::state::Action;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The article's id.
    pub(super) id: String,
    /// What happened, in words.
    pub(super) why: String,
}

/// In place of an article's prose, when that could not be loaded.
#[component]
pub(super) fn NotLoaded(Props { id, why }: &Props) -> Html {
    let page = use_page();
    let id = id.clone();
    let onclick = page.callback(move || Action::AskAgain(id.clone()));
    html! {
        <div class="callout is-possible" role="alert">
            <p>{ "The text of this article could not be loaded. What was found in your own text stands all the same." }</p>
            <p><button type="button" class="button" {onclick}>{ "Try again" }</button></p>
            <p class="failure-reason"><code>{ why }</code></p>
        </div>
    }
}
