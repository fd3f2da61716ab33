use crate::words::count;
use kbmatch::Report;
use kbmatch::report::{EventSummary, Finding};
use std::collections::BTreeSet;
use yew::prelude::*;

/// More rows than this are counted.
const SHOWN: usize = 10;

/// The events that a finding rests on, when there are several in the text.
pub(super) fn rests_on(report: &Report, finding: &Finding) -> Html {
    let numbers: BTreeSet<usize> = finding.evidence.iter().map(|evidence| evidence.event).collect();
    let events: Vec<&EventSummary> = numbers.iter().filter_map(|at| report.events.get(*at)).collect();
    if report.events.len() < 2 || events.is_empty() {
        return Html::default();
    }
    let all = finding.hits.max(events.len());
    let rest = all.saturating_sub(events.len().min(SHOWN));
    html! {
        <section class="rests-on" aria-label="Events that show it">
            <p>{ format!("{} of your text {} it.", count(all, "event"), if all == 1 { "shows" } else { "show" }) }</p>
            <ol>{ for events.iter().take(SHOWN).map(|event| row(event)) }</ol>
            if rest > 0 { <p>{ format!("and {}.", count(rest, "more event")) }</p> }
        </section>
    }
}

fn row(event: &EventSummary) -> Html {
    let id = event.event_id.map(|id| format!("Event {id}"));
    let facts = [id, event.provider.clone(), event.computer.clone()].into_iter().flatten();
    html! {
        <li>
            if let Some(time) = &event.time { <span class="rests-on-time">{ time }</span> }
            { facts.collect::<Vec<_>>().join(", ") }
        </li>
    }
}
