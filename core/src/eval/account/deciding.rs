//! What keeps an article from a match.

use super::Account;
use super::values::on_event;
use crate::eval::correlation::blocker;
use crate::eval::explain::{all_in_words, missing_relation};
use crate::eval::sighting::Status;
use crate::explanation::{Deciding, PredicateValue};
use crate::symptom::{Condition, SymptomId, Truth};

impl Account<'_> {
    /// What would have to be otherwise for a match: the predicates that decide on the symptoms that decide on the condition.
    pub(super) fn deciding(&self) -> Vec<Deciding> {
        let evaluation = &self.evaluation;
        let condition = &evaluation.rule.matches;
        if evaluation.value(condition).truth == Truth::True {
            return Vec::new();
        }
        let mut found: Vec<Deciding> = Vec::new();
        for deciding in self.deciding_symptoms(condition).into_iter().flat_map(|id| self.deciding_of(id)) {
            // Alternatives of one symptom repeat what they have in common.
            if !found.contains(&deciding) {
                found.push(deciding);
            }
        }
        if let (true, Condition::Correlation(correlation)) = (found.is_empty(), condition) {
            let missing = missing_relation(evaluation, correlation);
            found.push(Deciding {
                symptom: missing.symptom,
                predicate: None,
                expected: missing.expected,
                truth: evaluation.value(condition).truth,
                found: String::new(),
                event: None,
                spans: Vec::new(),
            });
        }
        found
    }

    /// The symptoms that have the condition's value, and those that speak against it: which decide when it is open.
    fn deciding_symptoms(&self, condition: &Condition) -> Vec<SymptomId> {
        let status = |id: SymptomId| self.evaluation.sighting(id).status;
        let against = |&(id, negated): &(SymptomId, bool)| match status(id) {
            Status::Seen(_) => negated,
            Status::Contradicted(_) => !negated,
            _ => false,
        };
        let (mut named, mut deciding) = (Vec::new(), Vec::new());
        match condition {
            Condition::Formula(expr) => {
                let leaves = expr.map(&mut |&id, negated| (id, negated));
                let responsible = leaves.responsible(&mut |&(id, negated), _| status(id).truth(negated));
                deciding.extend(responsible.into_iter().copied());
                expr.for_each_leaf(&mut |&id, negated| named.push((id, negated)));
            }
            Condition::Correlation(correlation) => {
                let parts = correlation.pattern.symptoms().iter().map(|&id| (id, false));
                deciding.extend(parts.filter(|&(id, _)| status(id).truth(false) != Truth::True));
                named.extend(correlation.without.map(|id| (id, true)));
            }
        }
        let against = named.into_iter().filter(|leaf| against(leaf) && !deciding.contains(leaf));
        let against: Vec<_> = against.collect();
        deciding.into_iter().chain(against).map(|(id, _)| id).collect()
    }

    /// The predicates that decide on a symptom's value, on the event that it rests on or on the nearest.
    fn deciding_of(&self, id: SymptomId) -> Vec<Deciding> {
        let symptom = self.evaluation.symptom(id);
        let status = self.evaluation.sighting(id).status;
        let at = self.blocking(id).or_else(|| status.event()).or_else(|| self.near(id));
        let Some(at) = at else {
            return vec![Deciding {
                symptom: symptom.name.clone(),
                predicate: None,
                expected: format!("an event where {}", all_in_words(&symptom.expr)),
                truth: status.truth(false),
                found: String::new(),
                event: None,
                spans: Vec::new(),
            }];
        };
        let leaves = on_event(symptom, &self.evaluation.events[at]);
        let responsible = leaves.responsible(&mut |leaf, _| leaf.truth);
        responsible.into_iter().map(|leaf| self.deciding_leaf(&symptom.name, leaf, at)).collect()
    }

    /// The event of a symptom that must not be there with the others, and is.
    fn blocking(&self, id: SymptomId) -> Option<usize> {
        let Condition::Correlation(correlation) = &self.evaluation.rule.matches else { return None };
        let unwanted = correlation.without == Some(id);
        unwanted.then(|| blocker(correlation, self.evaluation.sightings, self.evaluation.events)).flatten()
    }

    /// The nearest event of a symptom on which nothing bears, if anything in it is as it should be.
    fn near(&self, id: SymptomId) -> Option<usize> {
        let at = self.nearest(id)?;
        let leaves = on_event(self.evaluation.symptom(id), &self.evaluation.events[at]);
        let mut any = false;
        leaves.for_each_leaf(&mut |leaf, _| any |= leaf.truth == Truth::True && !leaf.negated);
        any.then_some(at)
    }

    fn deciding_leaf(&self, symptom: &str, leaf: &PredicateValue, at: usize) -> Deciding {
        let unwanted = leaf.truth == Truth::True;
        let expected = &leaf.expected;
        Deciding {
            symptom: symptom.to_owned(),
            predicate: Some(leaf.predicate.clone()),
            expected: if unwanted { format!("not: {expected}") } else { expected.clone() },
            truth: leaf.truth,
            found: leaf.found.clone(),
            event: Some(at),
            spans: leaf.spans.clone(),
        }
    }
}
