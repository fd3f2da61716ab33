use super::could_not_read::could_not_read;
use super::engine_failed::EngineFailed;
use super::finding::FindingView;
use super::first_steps::FirstSteps;
use super::no_match::NoMatch;
use super::reading::reading;
use crate::hooks::use_page;
use crate::state::{Document, EngineState};
use crate::texts::Language;
use yew::prelude::*;

/// What the text is answered with: one of the page's states.
#[component]
pub(super) fn Outcome() -> Html {
    let page = use_page();
    if let EngineState::Failed(why) = &page.engine {
        return outcome("failed", html! { <EngineFailed why={why.clone()} /> });
    }
    match (&page.document, &page.answer) {
        (Document::Empty, _) => outcome("empty", html! { <FirstSteps /> }),
        (Document::Unreadable { name, why }, _) => {
            outcome("unreadable", could_not_read(page.language, name, *why))
        }
        (Document::Large { name, .. }, None) => {
            let state = if page.wants_scan() { "working" } else { "stopped" };
            outcome(state, reading(&page, name))
        }
        (Document::Text(_), None) => outcome("working", working(page.language)),
        (_, Some(_)) => match page.finding() {
            Some((_, finding)) => outcome(
                finding.verdict.name(),
                html! { <FindingView key={finding.article.clone()} finding={finding.clone()} /> },
            ),
            None => outcome("no-match", html! { <NoMatch /> }),
        },
    }
}

fn outcome(state: &'static str, view: Html) -> Html {
    html! { <div class="outcome" data-outcome={state}>{ view }</div> }
}

/// Short texts are answered before this shows: see its animation.
fn working(t: Language) -> Html {
    html! { <p class="working" role="status">{ t.reading }</p> }
}
