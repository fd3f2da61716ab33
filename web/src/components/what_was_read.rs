use crate::hooks::use_page;
use crate::words::{count, events_read, thousands};
use kbmatch::Report;
use kbmatch::report::EventSummary;
use yew::prelude::*;

/// More events than this are counted, not listed.
const LISTED: usize = 20;

/// How the text was understood; on request.
#[component]
pub(super) fn WhatWasRead() -> Html {
    let page = use_page();
    let Some(answer) = &page.answer else { return Html::default() };
    html! {
        <details class="panel what-was-read">
            <summary>{ format!("How your text was read: {}", count(events_read(&answer.report), "event")) }</summary>
            { events(&answer.report) }
        </details>
    }
}

/// Events as they were understood.
pub(super) fn events(report: &Report) -> Html {
    if report.events.is_empty() {
        return Html::default();
    }
    let rest = events_read(report).saturating_sub(LISTED);
    html! {
        <>
            <ol class="events">{ for report.events.iter().take(LISTED).map(event) }</ol>
            if rest > 0 {
                <p>{ format!("and {} more.", thousands(rest)) }</p>
            }
        </>
    }
}

fn event(event: &EventSummary) -> Html {
    let id = event.event_id.map(|id| id.to_string());
    let fact = |name: &str, value: Option<String>| {
        value.map(|value| html! { <div><dt>{ name }</dt><dd>{ value }</dd></div> }).unwrap_or_default()
    };
    html! {
        <li>
            <dl class="event">
                { fact("Read as", Some(event.format.label().to_owned())) }
                { fact("Event ID", id) }
                { fact("Provider", event.provider.clone()) }
                { fact("Log", event.channel.clone()) }
                { fact("Level", event.level.clone()) }
                { fact("Time", event.time.clone()) }
                { fact("Computer", event.computer.clone()) }
                { fact("Codes", (!event.codes.is_empty()).then(|| event.codes.join(", "))) }
            </dl>
        </li>
    }
}
