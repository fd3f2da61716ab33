use crate::dom;
use crate::engine::Progress;
use crate::hooks::Page;
use crate::state::{Action, Reading};
use crate::words;
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
    let percent = progress.percent();
    // The button goes, and its place in the order of the keyboard would be lost.
    let onclick = act(page, Action::StopReading, "#read-again");
    html! {
        <div class="panel reading">
            <h2 id="reading-title">{ "Reading " }<span class="file-name">{ name }</span></h2>
            <div class="reading-bar">
                <progress max="100" value={percent.to_string()} aria-labelledby="reading-title" />
                <span class="reading-percent" aria-hidden="true">{ format!("{percent} %") }</span>
            </div>
            <p class="reading-facts">{ facts(progress) }</p>
            <p><button type="button" id="stop-reading" class="button" {onclick}>{ "Cancel" }</button></p>
        </div>
    }
}

fn stopped(page: &Page, name: &str, progress: Progress) -> Html {
    let onclick = act(page, Action::ReadAgain, "#stop-reading");
    html! {
        <div class="panel reading">
            <h2>{ "Stopped reading " }<span class="file-name">{ name }</span></h2>
            <p class="reading-facts">{ facts(progress) }</p>
            <p>{ "There is no answer: what was not read may hold the event that decides." }</p>
            <p><button type="button" id="read-again" class="button" {onclick}>{ "Read it from the start" }</button></p>
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

fn facts(progress: Progress) -> String {
    let (done, total) = (words::size(progress.done), words::size(progress.total));
    let pace = progress.events_per_second().map(|pace| format!(", {} a second", words::thousands(pace)));
    let events = words::count(progress.events, "event");
    format!("{done} of {total}, {events} so far{}", pace.unwrap_or_default())
}
