use super::could_not_read::file_name;
use super::wording::rich;
use crate::dom;
use crate::engine::Progress;
use crate::hooks::Page;
use crate::state::{Action, Reading};
use crate::texts::Language;
use yew::prelude::*;

/// A long document that is being read, or that the user stopped: how far it came.
pub(super) fn reading(page: &Page, name: &str) -> Html {
    match page.reading {
        Some(Reading { progress, is_stopped: false }) => under_way(page, name, progress),
        Some(Reading { progress, is_stopped: true }) => stopped(page, name, progress),
        None => Html::default(),
    }
}

fn under_way(page: &Page, name: &str, progress: Progress) -> Html {
    let t = page.language;
    let percent = progress.percent();
    // The button goes, and its place in the order of the keyboard would be lost.
    let onclick = act(page, Action::StopReading, "#read-again");
    html! {
        <div class="panel reading">
            <h2 id="reading-title">{ rich(t.reading_file, &[file_name(name)]) }</h2>
            <div class="reading-bar">
                <progress max="100" value={percent.to_string()} aria-labelledby="reading-title" />
                <span class="reading-percent" aria-hidden="true">{ t.fill(t.percent, &[&percent.to_string()]) }</span>
            </div>
            <p class="reading-facts">{ facts(t, progress) }</p>
            <p><button type="button" id="stop-reading" class="button" {onclick}>{ t.cancel }</button></p>
        </div>
    }
}

fn stopped(page: &Page, name: &str, progress: Progress) -> Html {
    let t = page.language;
    let onclick = act(page, Action::ReadAgain, "#stop-reading");
    html! {
        <div class="panel reading">
            <h2>{ rich(t.stopped_file, &[file_name(name)]) }</h2>
            <p class="reading-facts">{ facts(t, progress) }</p>
            <p>{ t.stopped_why }</p>
            <p><button type="button" id="read-again" class="button" {onclick}>{ t.read_again }</button></p>
        </div>
    }
}

fn act(page: &Page, action: Action, then_focus: &'static str) -> Callback<MouseEvent> {
    let page = page.clone();
    Callback::from(move |_| {
        page.dispatch(action.clone());
        dom::focus(then_focus);
    })
}

fn facts(t: Language, progress: Progress) -> String {
    let (done, total) = (t.size(progress.done), t.size(progress.total));
    match progress.events_per_second() {
        Some(pace) => t.count_with(t.read_pace, progress.events, &[&done, &total, &t.number(pace)]),
        None => t.count_with(t.read_so_far, progress.events, &[&done, &total]),
    }
}
