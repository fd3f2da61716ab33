use super::icon::Icon;
use crate::hooks::{Page, use_page};
use crate::state::Action;
use crate::texts::Language;
use crate::words;
use kbmatch::report::Note;
use yew::prelude::*;

/// More notes than this say nothing more.
const SHOWN: usize = 5;

/// What the engine has to say about the reading.
#[component]
pub(super) fn Notes() -> Html {
    let page = use_page();
    let t = page.language;
    let unloaded = page.answer.as_ref().map_or(0, |answer| answer.unloaded);
    let notes: &[Note] = page.answer.as_ref().map_or(&[], |answer| &answer.report.notes);
    html! {
        <>
            if unloaded > 0 { { incomplete(&page, unloaded) } }
            if !notes.is_empty() { { list(t, notes) } }
        </>
    }
}

/// That parts of the base are not here, so that there may be more to say.
fn incomplete(page: &Page, parts: usize) -> Html {
    let t = page.language;
    let onclick = page.callback(|| Action::ReadAgain);
    html! {
        <div class="callout is-possible" role="alert" data-unloaded={parts.to_string()}>
            <p>{ t.count(t.parts_unloaded, parts) }</p>
            <p><button type="button" class="button" {onclick}>{ t.try_again }</button></p>
        </div>
    }
}

fn list(t: Language, notes: &[Note]) -> Html {
    let note = |note: &Note| {
        html! { <li>{ Icon::Warning.view() }<span>{ words::note(t, note).into_owned() }</span></li> }
    };
    html! { <ul class="notes" aria-label={t.notes}>{ for notes.iter().take(SHOWN).map(note) }</ul> }
}
