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
    let t = page.language;
    let id = id.clone();
    let onclick = page.callback(move || Action::AskAgain(id.clone()));
    html! {
        <div class="callout is-possible" role="alert">
            <p>{ t.article_not_loaded }</p>
            <p><button type="button" class="button" {onclick}>{ t.try_again }</button></p>
            <p class="failure-reason"><code lang="en" translate="no">{ why }</code></p>
        </div>
    }
}
