//! The verdict for one article, with all that the report says of it.

use super::explain::{against, captures, evidence, missing};
use super::information::{SPECIFIC, SUPPORT, tenths};
use super::sighting::Status;
use super::{Evaluation, Value};
use crate::report::{CauseFinding, Evidence, Finding, Holds, Verdict};
use crate::symptom::{Condition, SymptomId, Truth};
use std::collections::BTreeMap;

/// What the article has to say of the text; `None` when nothing.
pub(super) fn finding(evaluation: &Evaluation<'_>) -> Option<Finding> {
    let rule = &evaluation.article.rule;
    let value = evaluation.value(&rule.matches);
    let own = evidence(evaluation, &value.rests_on);
    let verdict = verdict(evaluation, &value, &own)?;
    let mut rests_on = value.rests_on.clone();
    let supports = supporting(evaluation, &mut rests_on);
    let evidence = evidence(evaluation, &rests_on);
    Some(Finding {
        article: evaluation.article.id.clone(),
        title: evaluation.article.title.clone(),
        verdict,
        score: tenths(information(&evidence) + SUPPORT * supports as f64),
        hits: hits(evaluation),
        causes: causes(evaluation),
        captures: captures(evaluation, &rests_on),
        missing: if verdict == Verdict::Possible { missing(evaluation) } else { Vec::new() },
        against: if verdict == Verdict::NearMiss { against(evaluation) } else { Vec::new() },
        evidence,
    })
}

fn verdict(evaluation: &Evaluation<'_>, value: &Value, evidence: &[Evidence]) -> Option<Verdict> {
    let contradicted = evaluation.sightings.iter().any(|s| matches!(s.status, Status::Contradicted(_)));
    let supported = |evidence: &Evidence| {
        evaluation.article.rule.symptoms.iter().zip(evaluation.sightings).any(|(symptom, sighting)| {
            symptom.name == evidence.symptom && matches!(sighting.status, Status::Seen(_) | Status::Partly(_))
        })
    };
    let for_it: Vec<Evidence> = evidence.iter().filter(|e| supported(e)).cloned().collect();
    match value.truth {
        Truth::True => Some(Verdict::Match),
        Truth::Unknown if information(&for_it) >= SPECIFIC => Some(Verdict::Possible),
        Truth::False if information(evidence) >= SPECIFIC => Some(Verdict::NearMiss),
        Truth::Unknown if contradicted && information(evidence) >= SPECIFIC => Some(Verdict::NearMiss),
        _ => None,
    }
}

/// The bits of distinct predicates: saying one thing twice says no more.
fn information(evidence: &[Evidence]) -> f64 {
    let mut by_predicate: BTreeMap<&str, f64> = BTreeMap::new();
    for e in evidence {
        by_predicate.insert(&e.predicate, e.bits);
    }
    by_predicate.values().sum()
}

/// Adds the events of true supports and causes to `rests_on`; returns how many supports are true.
fn supporting(evaluation: &Evaluation<'_>, rests_on: &mut Vec<(SymptomId, usize)>) -> usize {
    let rule = &evaluation.article.rule;
    let mut count = 0;
    let mut add = |condition: &Condition| {
        let value = evaluation.value(condition);
        if value.truth != Truth::True {
            return 0;
        }
        let new = value
            .rests_on
            .into_iter()
            .filter(|(id, _)| matches!(evaluation.sighting(*id).status, Status::Seen(_)));
        for pair in new {
            if !rests_on.contains(&pair) {
                rests_on.push(pair);
            }
        }
        1
    };
    for support in &rule.supports {
        count += add(support);
    }
    for cause in &rule.causes {
        add(&cause.when);
    }
    count
}

fn hits(evaluation: &Evaluation<'_>) -> usize {
    let wanted = evaluation.article.rule.matches.symptoms();
    let mut events: Vec<usize> = wanted
        .iter()
        .flat_map(|id| &evaluation.sighting(*id).events)
        .filter(|(_, truth)| *truth == Truth::True)
        .map(|(event, _)| *event)
        .collect();
    events.sort_unstable();
    events.dedup();
    events.len()
}

fn causes(evaluation: &Evaluation<'_>) -> Vec<CauseFinding> {
    let causes = evaluation.article.rule.causes.iter();
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
    found.sort_by_key(|cause| cause.holds);
    found
}
