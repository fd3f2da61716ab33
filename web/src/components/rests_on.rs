use crate::texts::Language;
use kbmatch::Report;
use kbmatch::report::{EventSummary, Finding};
use std::collections::BTreeSet;
use yew::prelude::*;

/// More rows than this are counted.
const SHOWN: usize = 10;

/// The events that a finding rests on, when there are several in the text.
pub(super) fn rests_on(t: Language, report: &Report, finding: &Finding) -> Html {
    let numbers: BTreeSet<usize> = finding.evidence.iter().map(|evidence| evidence.event).collect();
    let events: Vec<&EventSummary> = numbers.iter().filter_map(|at| report.events.get(*at)).collect();
    if report.events.len() < 2 || events.is_empty() {
        return Html::default();
    }
    let all = finding.hits.max(events.len());
    let rest = all.saturating_sub(events.len().min(SHOWN));
    html! {
        <section class="rests-on" aria-label={t.rests_on}>
            <p>{ t.count(t.events_show_it, all) }</p>
            <ol>{ for events.iter().take(SHOWN).map(|event| row(t, event)) }</ol>
            if rest > 0 { <p>{ t.count(t.and_more_events, rest) }</p> }
        </section>
    }
}

fn row(t: Language, event: &EventSummary) -> Html {
    let id = event.event_id.map(|id| t.fill(t.event_id, &[&id.to_string()]));
    let facts = [id, event.provider.clone(), event.computer.clone()].into_iter().flatten();
    html! {
        <li translate="no">
            if let Some(time) = &event.time { <span class="rests-on-time">{ time }</span> }
            { facts.collect::<Vec<_>>().join(", ") }
        </li>
    }
}
