use super::icon::Icon;
use crate::hooks::use_page;
use crate::words;
use kbmatch::report::Note;
use yew::prelude::*;

/// More notes than this say nothing more.
const SHOWN: usize = 5;

/// What the engine has to say about the reading.
#[component]
pub(super) fn Notes() -> Html {
    let page = use_page();
    let notes: &[Note] = page.answer.as_ref().map_or(&[], |answer| &answer.report.notes);
    if notes.is_empty() {
        return Html::default();
    }
    let t = page.language;
    let note = |note: &Note| {
        html! { <li>{ Icon::Warning.view() }<span>{ words::note(t, note).into_owned() }</span></li> }
    };
    html! { <ul class="notes" aria-label={t.notes}>{ for notes.iter().take(SHOWN).map(note) }</ul> }
}
