//! The verdict for one article, with all that the report says of it.

use super::Evaluation;
use super::explain::{against, captures, evidence, missing};
use super::sighting::Status;
use super::weight::{SPECIFIC, SUPPORT, tenths};
use crate::arrange::Arrange as _;
use crate::report::{CauseFinding, Evidence, Finding, Holds, Verdict};
use crate::symptom::{Condition, SymptomId, Truth};
use std::collections::BTreeMap;

/// What the article has to say of the text; `None` when nothing.
pub(super) fn finding(evaluation: &Evaluation<'_>) -> Option<Finding> {
    let rule = &evaluation.rule;
    let value = evaluation.value(&rule.matches);
    let mut found = evidence(evaluation, &value.rests_on);
    let verdict = verdict(evaluation, value.truth, &found)?;
    let (supports, added) = supporting(evaluation, &value.rests_on);
    found.extend(evidence(evaluation, &added));
    let rests_on = [value.rests_on, added].concat();
    Some(Finding {
        article: evaluation.entry.id.clone(),
        title: evaluation.entry.title.clone(),
        verdict,
        score: tenths(information(&found) + SUPPORT * supports as f64),
        hits: evaluation.hits,
        causes: causes(evaluation),
        captures: captures(evaluation, &rests_on),
        missing: if verdict == Verdict::Possible { missing(evaluation) } else { Vec::new() },
        against: if verdict == Verdict::NearMiss { against(evaluation) } else { Vec::new() },
        evidence: found,
    })
}

fn verdict(evaluation: &Evaluation<'_>, truth: Truth, evidence: &[Evidence]) -> Option<Verdict> {
    let symptoms = evaluation.rule.symptoms.iter().zip(evaluation.sightings);
    let contradicted: Vec<&str> = symptoms
        .filter(|(_, sighting)| matches!(sighting.status, Status::Contradicted(_)))
        .map(|(symptom, _)| symptom.name.as_str())
        .collect();
    let in_favour = evidence.iter().filter(|e| !contradicted.contains(&e.symptom.as_str()));
    match truth {
        Truth::True => Some(Verdict::Match),
        Truth::Unknown if information(in_favour) >= SPECIFIC => Some(Verdict::Possible),
        Truth::False if information(evidence) >= SPECIFIC => Some(Verdict::NearMiss),
        Truth::Unknown if !contradicted.is_empty() && information(evidence) >= SPECIFIC => {
            Some(Verdict::NearMiss)
        }
        _ => None,
    }
}

/// The bits of distinct predicates: saying one thing twice says no more.
pub(super) fn information<'a>(evidence: impl IntoIterator<Item = &'a Evidence>) -> f64 {
    let mut by_predicate: BTreeMap<&str, f64> = BTreeMap::new();
    for e in evidence {
        by_predicate.insert(&e.predicate, e.bits);
    }
    tenths(by_predicate.values().sum())
}

/// How many supports are true; and the events that they and the true causes rest on, beyond `known`.
fn supporting(evaluation: &Evaluation<'_>, known: &[(SymptomId, usize)]) -> (usize, Vec<(SymptomId, usize)>) {
    let rule = &evaluation.rule;
    let mut added = Vec::new();
    let mut holds = |condition: &Condition| {
        let value = evaluation.value(condition);
        let holds = value.truth == Truth::True;
        for pair in value.rests_on.into_iter().filter(|_| holds) {
            let seen = matches!(evaluation.sighting(pair.0).status, Status::Seen(_));
            if seen && !known.contains(&pair) && !added.contains(&pair) {
                added.push(pair);
            }
        }
        holds
    };
    let count = rule.supports.iter().filter(|support| holds(support)).count();
    for cause in &rule.causes {
        holds(&cause.when);
    }
    (count, added)
}

fn causes(evaluation: &Evaluation<'_>) -> Vec<CauseFinding> {
    let causes = evaluation.rule.causes.iter();
    let mut found: Vec<_> = causes
        .map(|cause| CauseFinding {
            name: cause.name.clone(),
            title: cause.title.clone(),
            holds: match evaluation.value(&cause.when).truth {
                Truth::True => Holds::Yes,
                Truth::Unknown => Holds::Unknown,
                Truth::False => Holds::No,
            },
        })
        .collect();
    found.arrange_by_key(|cause| cause.holds);
    found
}
