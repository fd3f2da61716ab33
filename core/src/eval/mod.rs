//! Evaluation: from events to verdicts. Plain, every symptom on every event: the definition of what is right.

mod correlation;
mod explain;
mod information;
mod sighting;
mod test;
mod verdict;

use crate::Input;
use crate::article::Article;
use crate::event::{Event, Header};
use crate::read::read;
use crate::report::{EventSummary, Finding, MAX_CODES, Report, VERSION, Verdict};
use crate::symptom::{Condition, SymptomId, Truth};
pub(crate) use information::Information;
use sighting::{Sighting, look_for};

/// How many near misses a report holds; there may be as many as articles.
const MAX_NEAR_MISSES: usize = 10;

/// Reads `input` and evaluates every article on it.
pub(crate) fn scan(articles: &[Article], information: &Information, input: &Input<'_>) -> Report {
    let reading = read(input.text());
    let findings = articles.iter().filter_map(|article| {
        let symptoms = article.rule.symptoms.iter();
        let sightings: Vec<_> =
            symptoms.map(|symptom| look_for(symptom, &reading.events, information)).collect();
        verdict::finding(&Evaluation { article, events: &reading.events, sightings: &sightings, information })
    });
    let mut notes = input.notes();
    notes.extend(reading.notes);
    let mut report = Report {
        version: VERSION,
        events: reading.events.iter().map(summary).collect(),
        results: ranked(findings.collect()),
        notes,
    };
    report.place_in_source(input);
    report
}

/// One article on one text.
struct Evaluation<'a> {
    article: &'a Article,
    events: &'a [Event],
    sightings: &'a [Sighting],
    information: &'a Information,
}

/// The value of a condition, and the events that it rests on, each with the symptom that it is.
struct Value {
    truth: Truth,
    rests_on: Vec<(SymptomId, usize)>,
}

impl Evaluation<'_> {
    fn value(&self, condition: &Condition) -> Value {
        match condition {
            Condition::Correlation(correlation) => {
                let (truth, mut rests_on) = correlation::correlate(correlation, self.sightings, self.events);
                if truth != Truth::True {
                    rests_on = self.rests_on(condition);
                }
                Value { truth, rests_on }
            }
            Condition::Formula(expr) => {
                let truth = expr.value(&mut |&id, negated| self.sighting(id).status.truth(negated));
                Value { truth, rests_on: self.rests_on(condition) }
            }
        }
    }

    fn sighting(&self, id: SymptomId) -> &Sighting {
        &self.sightings[id.index()]
    }

    /// The event of each symptom that the condition wants and some event bears on.
    fn rests_on(&self, condition: &Condition) -> Vec<(SymptomId, usize)> {
        let mut wanted = Vec::new();
        match condition {
            Condition::Formula(expr) => expr.for_each_leaf(&mut |&id, negated| {
                if !negated {
                    wanted.push(id);
                }
            }),
            Condition::Correlation(correlation) => wanted.extend(correlation.pattern.symptoms()),
        }
        wanted.into_iter().filter_map(|id| Some((id, self.sighting(id).status.event()?))).collect()
    }
}

fn ranked(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by(|a, b| {
        let by_score = || b.score.total_cmp(&a.score);
        a.verdict.cmp(&b.verdict).then_with(by_score).then_with(|| a.article.cmp(&b.article))
    });
    let near_misses = findings.partition_point(|finding| finding.verdict < Verdict::NearMiss);
    findings.truncate(near_misses + MAX_NEAR_MISSES);
    findings
}

fn summary(event: &Event) -> EventSummary {
    let header = |header| event.header(header).map(explain::shortened);
    let mut codes: Vec<String> = Vec::new();
    for code in event.codes().iter().map(|found| found.code.to_string()) {
        if codes.len() < MAX_CODES && !codes.contains(&code) {
            codes.push(code);
        }
    }
    EventSummary {
        format: event.format,
        span: event.span.into(),
        provider: header(Header::Provider),
        channel: header(Header::Channel),
        event_id: event.event_id(),
        level: header(Header::Level),
        time: header(Header::Time),
        computer: header(Header::Computer),
        user: header(Header::User),
        task: header(Header::Task),
        codes,
    }
}
