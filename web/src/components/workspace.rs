use super::evidence_list::EvidenceList;
use super::input_panel::InputPanel;
use super::outcome::Outcome;
use super::results::Results;
use crate::hooks::use_page;
use crate::state::Document;
use yew::prelude::*;

/// The paste on one side, the answer on the other.
#[component]
pub(super) fn Workspace() -> Html {
    let page = use_page();
    let is_empty = page.document == Document::Empty;
    html! {
        <div class={classes!("workspace", if is_empty { "is-empty" } else { "is-active" })}>
            <div class="workspace-side">
                { headline(is_empty) }
                <InputPanel key="input" />
                if !is_empty {
                    <Results />
                    <EvidenceList />
                }
            </div>
            <Outcome />
        </div>
    }
}

fn headline(is_empty: bool) -> Html {
    if !is_empty {
        return html! { <h1 key="headline" class="visually-hidden">{ "Match an event" }</h1> };
    }
    html! {
        <div key="headline" class="hero">
            <h1>{ "Paste an event. Get the article that explains it." }</h1>
            <p class="lead">
                { "Symptom, cause and resolution, with the exact words of your own text that prove it." }
            </p>
        </div>
    }
}
