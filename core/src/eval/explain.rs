//! Why: the predicates and the words that a verdict rests on.

use super::Evaluation;
use super::correlation::blocker;
use super::sighting::Status;
use super::test::{Outcome, Place, leaf};
use crate::event::Event;
use crate::report::{Against, Capture, Evidence, MAX_FOUND, Missing};
use crate::symptom::{
    CaptureRule, Condition, Correlation, Expr, Pattern, Predicate, Shared, Subject, SymptomId, Truth,
};
use std::collections::BTreeMap;

/// A predicate and what became of it on one event.
struct Tested<'a> {
    predicate: &'a Predicate,
    bits: f64,
    negated: bool,
    outcome: Outcome,
}

fn tested<'a>(evaluation: &Evaluation<'a>, id: SymptomId, event: usize) -> Expr<Tested<'a>> {
    let event = &evaluation.events[event];
    let symptom = &evaluation.rule.symptoms[id.index()];
    symptom.expr.map(&mut |shared, negated| Tested {
        predicate: &shared.predicate,
        bits: shared.bits,
        negated,
        outcome: leaf(&shared.predicate, negated, event),
    })
}

/// The true predicates of these symptoms on these events.
pub(super) fn evidence(evaluation: &Evaluation<'_>, rests_on: &[(SymptomId, usize)]) -> Vec<Evidence> {
    let mut found = Vec::new();
    for &(id, at) in rests_on {
        let event = &evaluation.events[at];
        tested(evaluation, id, at).for_each_leaf(&mut |leaf, _| {
            let is_true = leaf.outcome.truth == Truth::True && !leaf.negated;
            if is_true && leaf.outcome.place.is_some() {
                let (words, spans) = leaf.outcome.shown(event);
                found.push(Evidence {
                    symptom: evaluation.rule.symptoms[id.index()].name.clone(),
                    predicate: leaf.predicate.source(),
                    expected: leaf.predicate.describe(),
                    found: words,
                    event: at,
                    spans,
                    bits: leaf.bits,
                });
            }
        });
    }
    found
}

/// What would decide a condition that is unknown.
pub(super) fn missing(evaluation: &Evaluation<'_>) -> Vec<Missing> {
    let condition = &evaluation.rule.matches;
    let undecided: Vec<SymptomId> = match condition {
        Condition::Formula(expr) => {
            let status = |id: SymptomId| evaluation.sighting(id).status;
            let seen = |&id: &SymptomId| matches!(status(id), Status::Partly(_) | Status::Seen(_));
            let lacking = expr.lacking(&mut |&id, negated| status(id).truth(negated), &mut { seen });
            lacking.into_iter().copied().collect()
        }
        Condition::Correlation(correlation) => {
            let parts = correlation.pattern.symptoms().iter().copied();
            parts.filter(|id| evaluation.sighting(*id).status.truth(false) == Truth::Unknown).collect()
        }
    };
    let mut missing = distinct(undecided.into_iter().flat_map(|id| missing_of(evaluation, id)));
    if let (true, Condition::Correlation(correlation)) = (missing.is_empty(), condition) {
        missing.push(missing_relation(evaluation, correlation));
    }
    missing
}

fn missing_of(evaluation: &Evaluation<'_>, id: SymptomId) -> Vec<Missing> {
    let symptom = &evaluation.rule.symptoms[id.index()];
    match evaluation.sighting(id).status {
        Status::Partly(at) => tested(evaluation, id, at)
            .lacking(&mut |leaf, _| leaf.outcome.truth, &mut |leaf| {
                leaf.outcome.truth == Truth::True && !leaf.negated
            })
            .into_iter()
            .map(|leaf| Missing {
                symptom: symptom.name.clone(),
                predicate: Some(leaf.predicate.source()),
                expected: leaf.predicate.describe(),
                event: Some(at),
            })
            .collect(),
        _ => vec![Missing {
            symptom: symptom.name.clone(),
            predicate: None,
            expected: format!("an event where {}", all_in_words(&symptom.expr)),
            event: None,
        }],
    }
}

pub(super) fn all_in_words(expr: &Expr<Shared>) -> String {
    let join = |of: &[Expr<Shared>], word: &str| of.iter().map(all_in_words).collect::<Vec<_>>().join(word);
    match expr {
        Expr::Leaf(leaf) => leaf.predicate.describe(),
        Expr::Not(inner) => format!("not ({})", all_in_words(inner)),
        Expr::All(of) => join(of, " and "),
        Expr::AtLeast(1, of) if of.len() == 1 => join(of, ""),
        Expr::AtLeast(1, of) => format!("({})", join(of, " or ")),
        Expr::AtLeast(n, of) => format!("at least {n} of ({})", join(of, ", ")),
    }
}

/// What a correlation lacks whose events are all there: times, something to group by, or numbers.
pub(super) fn missing_relation(evaluation: &Evaluation<'_>, correlation: &Correlation) -> Missing {
    let names: Vec<&str> = correlation
        .pattern
        .symptoms()
        .iter()
        .map(|id| evaluation.rule.symptoms[id.index()].name.as_str())
        .collect();
    let expected = match &correlation.pattern {
        Pattern::Count { at_least, .. } => format!("at least {at_least} such events"),
        Pattern::Sequence(_) => "the times of these events, which tell their order".to_owned(),
        Pattern::Together(_) => {
            "the times and groups of these events, which tell whether they belong together".to_owned()
        }
    };
    let expected = match correlation.without {
        Some(id) => {
            let without = all_in_words(&evaluation.rule.symptoms[id.index()].expr);
            format!("{expected}; and with them none where {without}")
        }
        None => expected,
    };
    Missing { symptom: names.join(", "), predicate: None, expected, event: None }
}

/// What decides a condition that is false.
pub(super) fn against(evaluation: &Evaluation<'_>) -> Vec<Against> {
    let mut found = Vec::new();
    let condition = &evaluation.rule.matches;
    let contradicted = |id: &SymptomId| matches!(evaluation.sighting(*id).status, Status::Contradicted(_));
    let forbidden = |id: &SymptomId| matches!(evaluation.sighting(*id).status, Status::Seen(_));
    match condition {
        Condition::Formula(expr) => {
            let mut named = Vec::new();
            expr.for_each_leaf(&mut |&id, negated| named.push((id, negated)));
            for (id, negated) in named {
                if negated && forbidden(&id) || !negated && contradicted(&id) {
                    found.extend(against_of(evaluation, id));
                }
            }
        }
        // That the symptom which must not come is contradicted speaks for the article.
        Condition::Correlation(correlation) => {
            for &id in correlation.pattern.symptoms().iter().filter(|id| contradicted(id)) {
                found.extend(against_of(evaluation, id));
            }
        }
    }
    if let (true, Condition::Correlation(correlation)) = (found.is_empty(), condition) {
        found = against_blocked(evaluation, correlation);
        if found.is_empty() {
            found.extend(against_relation(evaluation, correlation));
        }
    }
    found
}

/// The leaves that decide on a symptom's value: false ones, or, where its truth is what forbids the article, true ones.
fn against_of(evaluation: &Evaluation<'_>, id: SymptomId) -> Vec<Against> {
    let at = evaluation.sighting(id).status.event();
    at.map_or_else(Vec::new, |at| against_on(evaluation, id, at))
}

/// What shows that an event came which must not come with the others; nothing where there is none.
fn against_blocked(evaluation: &Evaluation<'_>, correlation: &Correlation) -> Vec<Against> {
    let without = correlation.without.into_iter();
    let blocked = without.filter_map(|id| {
        let at = blocker(correlation, evaluation.sightings, evaluation.events)?;
        Some(against_on(evaluation, id, at))
    });
    blocked.flatten().collect()
}

/// As [`against_of`], on this event.
fn against_on(evaluation: &Evaluation<'_>, id: SymptomId, at: usize) -> Vec<Against> {
    let event = &evaluation.events[at];
    let symptom = &evaluation.rule.symptoms[id.index()];
    let leaves = tested(evaluation, id, at);
    let responsible = leaves.responsible(&mut |leaf, _| leaf.outcome.truth);
    let forbids = matches!(evaluation.sighting(id).status, Status::Seen(_));
    let against = responsible.into_iter().map(|leaf| {
        let (found, spans) = leaf.outcome.shown(event);
        let unwanted = leaf.negated != forbids;
        let described = leaf.predicate.describe();
        Against {
            symptom: symptom.name.clone(),
            predicate: leaf.predicate.source(),
            expected: if unwanted { format!("not: {described}") } else { described },
            found,
            event: at,
            spans,
        }
    });
    distinct(against)
}

/// Each of them once: alternatives of one symptom repeat what they have in common.
fn distinct<T: PartialEq>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut found = Vec::new();
    for item in items {
        if !found.contains(&item) {
            found.push(item);
        }
    }
    found
}

/// Every event is there, and they do not stand in the relation that is asked for.
fn against_relation(evaluation: &Evaluation<'_>, correlation: &Correlation) -> Option<Against> {
    let first = correlation.pattern.symptoms().first()?;
    let expected = match &correlation.pattern {
        Pattern::Sequence(_) => "these events in this order, close enough in time",
        Pattern::Together(_) => "these events together, close enough in time",
        Pattern::Count { .. } => "so many of these events",
    };
    Some(Against {
        symptom: evaluation.rule.symptoms[first.index()].name.clone(),
        predicate: String::new(),
        expected: expected.to_owned(),
        found: String::new(),
        event: evaluation.sighting(*first).status.event()?,
        spans: Vec::new(),
    })
}

/// The values that the article's prose quotes, from the events that count.
pub(super) fn captures(
    evaluation: &Evaluation<'_>,
    rests_on: &[(SymptomId, usize)],
) -> BTreeMap<String, Capture> {
    let mut found = BTreeMap::new();
    for rule in &evaluation.rule.captures {
        if found.contains_key(&rule.name) {
            continue;
        }
        let value = rests_on.iter().find_map(|&(_, at)| capture(rule, at, &evaluation.events[at]));
        found.extend(value.map(|value| (rule.name.clone(), value)));
    }
    found
}

fn capture(rule: &CaptureRule, at: usize, event: &Event) -> Option<Capture> {
    let outer = match &rule.from {
        Subject::Text => 0..event.text().len(),
        Subject::Field(key) => {
            event.fields_named(key).find(|field| event.says_something(field))?.range.clone()
        }
    };
    let range = match &rule.re {
        None => outer,
        Some(re) => {
            let part = re.find_group(&event.text()[outer.clone()])?;
            outer.start + part.start..outer.start + part.end
        }
    };
    let place = Place::Text(range);
    let value = quoted(&place, event);
    (!value.is_empty()).then(|| Capture {
        value,
        event: at,
        spans: place.spans(event).into_iter().map(Into::into).collect(),
    })
}

/// The event's words at `place`, as they stand, shortened.
pub(super) fn quoted(place: &Place, event: &Event) -> String {
    match place {
        Place::Text(range) => shortened(&one_line(&event.text()[range.clone()])),
        Place::Folded(range) => shortened(&one_line(event.original(range.clone()))),
    }
}

fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// At most [`MAX_FOUND`] characters of `text`; the last is an ellipsis where it was longer.
pub(super) fn shortened(text: &str) -> String {
    match text.char_indices().nth(MAX_FOUND) {
        None => text.to_owned(),
        Some(_) => text.chars().take(MAX_FOUND - 1).chain(['\u{2026}']).collect(),
    }
}
