use super::codes::Codes;
use super::evidence_list::EvidenceList;
use super::input_panel::InputPanel;
use super::outcome::Outcome;
use super::results::Results;
use crate::hooks::use_page;
use crate::state::Document;
use crate::texts::Language;
use yew::prelude::*;

/// The paste on one side, the answer on the other.
#[component]
pub(super) fn Workspace() -> Html {
    let page = use_page();
    let is_empty = page.document == Document::Empty;
    html! {
        <div class={classes!("workspace", if is_empty { "is-empty" } else { "is-active" })}>
            <div class="workspace-side">
                { headline(page.language, is_empty) }
                <InputPanel key="input" />
                if !is_empty {
                    <Results />
                    <EvidenceList />
                    <Codes />
                }
            </div>
            <Outcome />
        </div>
    }
}

fn headline(t: Language, is_empty: bool) -> Html {
    if !is_empty {
        return html! { <h1 key="headline" class="visually-hidden">{ t.match_an_event }</h1> };
    }
    html! {
        <div key="headline" class="hero">
            <h1>{ for t.headline.split_inclusive(". ").map(sentence) }</h1>
            <p class="lead">{ t.lead }</p>
        </div>
    }
}

/// A line ends behind a sentence rather than within one.
fn sentence(words: &str) -> Html {
    html! { <><span>{ words.trim_end() }</span>{ " " }</> }
}
