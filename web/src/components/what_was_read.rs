use crate::hooks::use_page;
use crate::texts::Language;
use crate::words::{self, events_read};
use kbmatch::Report;
use kbmatch::report::EventSummary;
use yew::prelude::*;

/// More events than this are counted, not listed.
const LISTED: usize = 20;

/// How the text was understood; on request.
#[component]
pub(super) fn WhatWasRead() -> Html {
    let page = use_page();
    let t = page.language;
    let Some(answer) = &page.answer else { return Html::default() };
    html! {
        <details class="panel what-was-read">
            <summary>{ t.count(t.how_read, events_read(&answer.report)) }</summary>
            { events(t, &answer.report) }
        </details>
    }
}

/// Events as they were understood.
pub(super) fn events(t: Language, report: &Report) -> Html {
    if report.events.is_empty() {
        return Html::default();
    }
    let rest = events_read(report).saturating_sub(LISTED);
    html! {
        <>
            <ol class="events">{ for report.events.iter().take(LISTED).map(|of| event(t, of)) }</ol>
            if rest > 0 {
                <p>{ t.count(t.and_more, rest) }</p>
            }
        </>
    }
}

fn event(t: Language, event: &EventSummary) -> Html {
    let id = event.event_id.map(|id| id.to_string());
    let fact = |name: &str, value: Option<String>| {
        value
            .map(|value| html! { <div><dt>{ name }</dt><dd translate="no"><bdi>{ value }</bdi></dd></div> })
            .unwrap_or_default()
    };
    html! {
        <li>
            <dl class="event">
                <div><dt>{ t.read_as }</dt><dd>{ words::format(t, event.format) }</dd></div>
                { fact(t.field_event_id, id) }
                { fact(t.field_provider, event.provider.clone()) }
                { fact(t.field_log, event.channel.clone()) }
                { fact(t.field_level, event.level.clone()) }
                { fact(t.field_time, event.time.clone()) }
                { fact(t.field_computer, event.computer.clone()) }
                { fact(t.field_codes, (!event.codes.is_empty()).then(|| event.codes.join(", "))) }
            </dl>
        </li>
    }
}
