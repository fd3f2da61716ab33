//! Evaluation: from events to verdicts. Which symptoms are looked at for which event is the [`watching`](watching) module's
//! business; what they say is defined here, symptom by symptom and event by event.

mod account;
mod correlation;
mod explain;
mod gathering;
mod information;
mod prospect;
mod scanner;
mod sighting;
mod test;
mod verdict;
mod watching;
mod weight;

pub(crate) use account::explain;
pub(crate) use gathering::Gathering;
#[cfg(all(test, feature = "author"))]
pub(crate) use gathering::Room;
#[cfg(feature = "author")]
pub(crate) use information::Information;
pub(crate) use information::bits_alone;
pub use scanner::{Scanned, Scanner};
pub(crate) use weight::SPECIFIC;
#[cfg(feature = "author")]
pub(crate) use weight::tenths;

use crate::arrange::Arrange as _;
use crate::article::Entry;
use crate::event::Event;
use crate::passages::{Passages, count_breaks};
use crate::read::{Reading, Windows};
use crate::report::{Finding, Report, Verdict};
use crate::symptom::{CompiledRule, Condition, Predicate, SymptomId, Truth};
use crate::{Input, Span};
use gathering::Stretch;
use sighting::Sighting;

/// How many near misses a report holds; there may be as many as articles.
const MAX_NEAR_MISSES: usize = 10;

/// Reads `input` and evaluates every article on it.
pub(crate) fn scan(mut gathering: Gathering<'_>, input: &Input<'_>) -> Report {
    let source = |span: Span| input.source_span(span);
    let stretch = |span: Span, line| Stretch {
        text: &input.text()[span.range()],
        start: span.start,
        line,
        source: &source,
    };
    let mut line = 1;
    gathering.take(Reading::of_input(input), &stretch(Span::new(0, input.text().len()), line), None);
    for (span, reading) in Windows::new(input.text()) {
        let stretch = stretch(span, line);
        gathering.take(reading, &stretch, None);
        line += count_breaks(stretch.text.as_bytes());
    }
    gathering.finish(&Passages::whole(input))
}

/// One article on one text.
struct Evaluation<'a> {
    entry: &'a Entry,
    rule: &'a CompiledRule,
    events: &'a [Event],
    sightings: &'a [Sighting],
    /// How many events satisfied one of the symptoms that decide.
    hits: usize,
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

/// The value of a predicate on one event, as a leaf under an odd number of negations or not.
pub(crate) fn leaf_truth(predicate: &Predicate, negated: bool, event: &Event) -> Truth {
    test::leaf(predicate, negated, event).truth
}

/// Whether an article with this rule has something to say of a text in which no event bears on it.
#[cfg(feature = "author")]
pub(crate) fn says_something_of_nothing(rule: &CompiledRule) -> bool {
    match &rule.matches {
        Condition::Formula(expr) => {
            expr.value(&mut |_, negated| sighting::Status::Absent.truth(negated)) == Truth::True
        }
        Condition::Correlation(_) => false,
    }
}

fn ranked(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.arrange_by(|a, b| {
        let by_score = || b.score.total_cmp(&a.score);
        a.verdict.cmp(&b.verdict).then_with(by_score).then_with(|| a.article.cmp(&b.article))
    });
    let near_misses = findings.partition_point(|finding| finding.verdict < Verdict::NearMiss);
    findings.truncate(near_misses + MAX_NEAR_MISSES);
    findings
}
