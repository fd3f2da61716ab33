//! Formulas with the value of every part.

use crate::eval::Evaluation;
use crate::eval::test::leaf;
use crate::event::Event;
use crate::explanation::{
    CauseValue, ConditionForm, ConditionValue, CorrelationValue, PredicateValue, Relation, SymptomTruth, Tree,
};
use crate::symptom::{Cause, Condition, Correlation, Expr, Pattern, Shared, Symptom, SymptomId, Truth};

/// Every predicate of a symptom on one event, in the symptom's formula.
pub(super) fn on_event(symptom: &Symptom<Shared>, event: &Event) -> Expr<PredicateValue> {
    symptom.expr.map(&mut |shared, negated| predicate_value(shared, negated, event))
}

fn predicate_value(shared: &Shared, negated: bool, event: &Event) -> PredicateValue {
    let predicate = &shared.predicate;
    let outcome = leaf(predicate, negated, event);
    let (found, spans) = outcome.shown(event);
    PredicateValue {
        predicate: predicate.source(),
        expected: predicate.describe(),
        truth: outcome.truth,
        negated,
        found,
        spans,
        bits: shared.bits,
    }
}

/// The formula with the value of every part.
pub(super) fn tree<L>(expr: Expr<L>, truth_of: fn(&L) -> Truth) -> Tree<L> {
    let truth = expr.value(&mut |leaf, _| truth_of(leaf));
    let trees = |of: Vec<Expr<L>>| of.into_iter().map(|expr| tree(expr, truth_of)).collect();
    match expr {
        Expr::Leaf(leaf) => Tree::Leaf(leaf),
        Expr::All(of) => Tree::All { truth, of: trees(of) },
        Expr::AtLeast(at_least, of) => Tree::AtLeast { truth, at_least, of: trees(of) },
        Expr::Not(inner) => Tree::Not { truth, of: Box::new(tree(*inner, truth_of)) },
    }
}

impl Evaluation<'_> {
    /// A condition with the value of every part.
    pub(super) fn condition_value(&self, condition: &Condition) -> ConditionValue {
        let value = self.value(condition);
        let form = match condition {
            Condition::Formula(expr) => {
                let leaves = expr.map(&mut |&id, negated| self.symptom_truth(id, negated));
                ConditionForm::Formula(tree(leaves, |leaf| leaf.truth))
            }
            Condition::Correlation(correlation) => {
                let found = if value.truth == Truth::True { value.rests_on.len() } else { 0 };
                ConditionForm::Correlation(self.correlation_value(correlation, found))
            }
        };
        ConditionValue { truth: value.truth, form }
    }

    /// The condition of a cause with the value of every part.
    pub(super) fn cause_value(&self, cause: &Cause) -> CauseValue {
        let Cause { name, title, when } = cause;
        CauseValue { name: name.clone(), title: title.clone(), when: self.condition_value(when) }
    }

    fn correlation_value(&self, correlation: &Correlation, found: usize) -> CorrelationValue {
        let (relation, at_least) = match correlation.pattern {
            Pattern::Sequence(_) => (Relation::Sequence, None),
            Pattern::Together(_) => (Relation::Together, None),
            Pattern::Count { at_least, .. } => (Relation::Count, Some(at_least)),
        };
        let parts = correlation.pattern.symptoms().iter();
        CorrelationValue {
            relation,
            symptoms: parts.map(|&id| self.symptom_truth(id, false)).collect(),
            at_least,
            without: correlation.without.map(|id| self.symptom_truth(id, true)),
            within_ms: correlation.within_ms,
            by: correlation.by.iter().map(ToString::to_string).collect(),
            found,
        }
    }

    fn symptom_truth(&self, id: SymptomId, negated: bool) -> SymptomTruth {
        let symptom = self.symptom(id).name.clone();
        SymptomTruth { symptom, truth: self.sighting(id).status.truth(negated), negated }
    }

    /// A symptom of the article.
    pub(super) fn symptom(&self, id: SymptomId) -> &Symptom<Shared> {
        &self.rule.symptoms[id.index()]
    }
}
