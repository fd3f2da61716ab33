use super::verdict_badge::verdict_badge;
use crate::hooks::{Page, use_page};
use crate::state::{Action, Document, FileEntry};
use yew::prelude::*;

/// Several files that the user gave at once: what became of each, and the way to it.
#[component]
pub(super) fn Files() -> Html {
    let page = use_page();
    let t = page.language;
    if page.files.len() < 2 {
        return Html::default();
    }
    let row = |(at, entry): (usize, &FileEntry)| html! { <li key={at}>{ file(&page, at, entry) }</li> };
    html! {
        <nav class="files" aria-label={t.files}>
            <ol>{ for page.files.iter().enumerate().map(row) }</ol>
        </nav>
    }
}

fn file(page: &Page, at: usize, entry: &FileEntry) -> Html {
    let is_shown = at == page.file;
    let onclick = page.callback(move || Action::TurnTo(at));
    html! {
        <button type="button" class="file" aria-current={is_shown.then_some("true")} {onclick}>
            <bdi class="file-title" translate="no">{ entry.name.as_ref() }</bdi>
            { outcome(page, entry) }
        </button>
    }
}

fn outcome(page: &Page, entry: &FileEntry) -> Html {
    let t = page.language;
    match (&entry.document, &entry.answer) {
        (Document::Unreadable { .. }, _) => html! { <span class="file-outcome">{ t.file_unreadable }</span> },
        (Document::Empty, _) => html! { <span class="file-outcome">{ t.file_empty }</span> },
        (_, None) => html! { <span class="file-outcome">{ t.file_waits }</span> },
        (_, Some(answer)) => match answer.report.best() {
            Some(best) if best.is_answer() => {
                let same = answer.report.results.iter().filter(|found| found.verdict == best).count();
                html! { <span class="file-outcome">{ verdict_badge(t, best) }if same > 1 { { t.number(same) } }</span> }
            }
            _ => html! { <span class="file-outcome">{ t.file_nothing }</span> },
        },
    }
}
