use super::overview::{moment, printed, sparkline};
use crate::engine::Answer;
use crate::texts::Language;
use kbmatch::report::{EventSummary, Finding};
use kbmatch::{ArticleEvents, gathered};
use std::collections::BTreeSet;
use yew::prelude::*;

/// More rows than this are counted.
const SHOWN: usize = 10;

/// So many events are seen better in a picture.
const MANY: usize = 5;

/// The events that a finding rests on, when there are several in the text.
pub(super) fn rests_on(t: Language, answer: &Answer, finding: &Finding) -> Html {
    let report = &answer.report;
    let numbers: BTreeSet<usize> = gathered(finding.evidence.iter().map(|evidence| evidence.event));
    let events: Vec<&EventSummary> = numbers.iter().filter_map(|at| report.events.get(*at)).collect();
    if report.events.len() < 2 || events.is_empty() {
        return Html::default();
    }
    let all = finding.hits.max(events.len());
    let rest = all.saturating_sub(events.len().min(SHOWN));
    let counted = answer
        .overview
        .as_ref()
        .and_then(|overview| overview.articles.iter().find(|counted| counted.article == finding.article));
    html! {
        <section class="rests-on" aria-label={t.rests_on}>
            <p>{ t.count(t.events_show_it, all) }</p>
            if let Some(counted) = counted { { when(t, counted) } }
            <ol>{ for events.iter().take(SHOWN).map(|event| row(t, event)) }</ol>
            if rest > 0 { <p>{ t.count(t.and_more_events, rest) }</p> }
        </section>
    }
}

fn when(t: Language, counted: &ArticleEvents) -> Html {
    let (Some(first), Some(last)) = (&counted.first, &counted.last) else { return Html::default() };
    let between = t.fill(t.first_and_last, &[&moment(first), &moment(last)]);
    html! {
        <>
            <p class="rests-on-between" translate="no">{ &between }</p>
            if counted.events >= MANY && !counted.bars.is_empty() { { sparkline(&counted.bars, &between) } }
        </>
    }
}

fn row(t: Language, event: &EventSummary) -> Html {
    let id = event.event_id.map(|id| t.fill(t.event_id, &[&id.to_string()]));
    let facts = [id, event.provider.clone(), event.computer.clone()].into_iter().flatten();
    html! {
        <li translate="no">
            if let Some(time) = &event.time { <span class="rests-on-time">{ printed(time) }</span> }
            { facts.collect::<Vec<_>>().join(", ") }
        </li>
    }
}
