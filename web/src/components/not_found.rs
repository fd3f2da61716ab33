use super::browse::article_list;
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
    html! {
        <div class="view">
            <h1>{ "There is no such article" }</h1>
            <p class="lead">
                { "This knowledge base has no article " }<code>{ asked }</code>
                { ". It may have been renamed, or belong to another base." }
            </p>
            <p><a href={Route::Home.href()}>{ "Match an event" }</a>{ ", or choose one of these:" }</p>
            { article_list(&page.catalogue, 2) }
        </div>
    }
}
