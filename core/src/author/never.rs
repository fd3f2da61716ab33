//! Symptoms and conditions that can never be true, whatever is pasted.
//!
//! Only what is certain: two different values that one header field would have to have, a predicate and its negation, an
//! empty range of numbers, a formula that no values of its symptoms make true, a correlation that forbids what it asks for.

use crate::event::{FieldKey, Header};
use crate::symptom::{
    Comparison, Condition, Correlation, Expr, Needle, Pattern, Predicate, Rule, Subject, SymptomId, Test,
    Truth,
};

/// Formulas over more symptoms than that are not tried out: 2¹² values.
const MOST_TRIED: usize = 12;

/// Why a symptom can never be true.
pub(super) fn symptom(expr: &Expr<Predicate>) -> Option<String> {
    match expr {
        Expr::Leaf(_) | Expr::Not(_) => None,
        Expr::All(parts) => {
            let mut leaves = Vec::new();
            required(expr, false, &mut leaves);
            contradiction(&leaves).or_else(|| parts.iter().find_map(symptom))
        }
        Expr::AtLeast(n, parts) => {
            let reasons: Vec<String> = parts.iter().filter_map(symptom).collect();
            let left = parts.len() - reasons.len();
            if left < *n as usize { reasons.into_iter().next() } else { None }
        }
    }
}

/// The predicates that must hold together, each with whether it is negated.
fn required<'e>(expr: &'e Expr<Predicate>, negated: bool, into: &mut Vec<(&'e Predicate, bool)>) {
    match expr {
        Expr::Leaf(predicate) => into.push((predicate, negated)),
        Expr::Not(inner) => match &**inner {
            // Not any of them: none of them.
            Expr::AtLeast(1, parts) if !negated => parts.iter().for_each(|part| required(part, true, into)),
            inner @ Expr::Leaf(_) => required(inner, !negated, into),
            _ => {}
        },
        Expr::All(parts) if !negated => parts.iter().for_each(|part| required(part, false, into)),
        Expr::AtLeast(1, parts) if !negated && parts.len() == 1 => required(&parts[0], false, into),
        _ => {}
    }
}

fn contradiction(leaves: &[(&Predicate, bool)]) -> Option<String> {
    leaves.iter().enumerate().find_map(|(at, &(a, a_negated))| {
        leaves[at + 1..].iter().find_map(|&(b, b_negated)| {
            let exclude = match (a_negated, b_negated) {
                (false, false) => exclude_each_other(a, b),
                (true, true) => false,
                _ => a.source() == b.source(),
            };
            exclude
                .then(|| format!("`{}` and `{}` cannot both hold", shown(a, a_negated), shown(b, b_negated)))
        })
    })
}

fn shown(predicate: &Predicate, negated: bool) -> String {
    if negated { format!("not {}", predicate.source()) } else { predicate.source() }
}

fn exclude_each_other(a: &Predicate, b: &Predicate) -> bool {
    let (Subject::Field(key), true) = (&a.subject, a.subject == b.subject) else { return false };
    match (&a.test, &b.test) {
        (Test::Level(a), Test::Level(b)) => a != b,
        (Test::Exists(a), Test::Exists(b)) => a != b,
        (Test::Exists(false), Test::Text(_) | Test::Number(..) | Test::Regex(_)) => true,
        (Test::Text(_) | Test::Number(..) | Test::Regex(_), Test::Exists(false)) => true,
        // A field of the message may come more than once, each time with another value; these do not.
        (Test::Text(_), Test::Text(_)) if is_single(key) => match (value(&a.test), value(&b.test)) {
            (Some(a), Some(b)) => a != b,
            _ => false,
        },
        (Test::Number(a, low), Test::Number(b, high)) if is_single(key) => {
            is_empty_range(*a, *low, *b, *high) || is_empty_range(*b, *high, *a, *low)
        }
        _ => false,
    }
}

fn is_single(key: &FieldKey) -> bool {
    matches!(key, FieldKey::Header(Header::EventId | Header::Channel | Header::Provider | Header::Level))
}

/// The one value that a text test takes.
fn value(test: &Test) -> Option<&str> {
    match test {
        Test::Text(test) if test.at_start && test.at_end && !test.cased => match &test.needle {
            Needle::Literal(text) => Some(text.as_str()),
            Needle::Wildcards(_) => None,
        },
        _ => None,
    }
}

/// Whether nothing is above `low` and below `high`.
fn is_empty_range(a: Comparison, low: f64, b: Comparison, high: f64) -> bool {
    let above = matches!(a, Comparison::Gt | Comparison::Gte);
    let below = matches!(b, Comparison::Lt | Comparison::Lte);
    let touching = (a, b) == (Comparison::Gte, Comparison::Lte);
    above && below && (low > high || (low == high && !touching))
}

/// Whether no text can make the condition true. `dead` are the symptoms that can never be true.
pub(super) fn condition(condition: &Condition, rule: &Rule, dead: &[SymptomId]) -> bool {
    match condition {
        Condition::Formula(expr) => formula(expr, rule.symptoms.len(), dead),
        Condition::Correlation(correlation) => correlated(correlation, dead),
    }
}

fn correlated(Correlation { pattern, without, .. }: &Correlation, dead: &[SymptomId]) -> bool {
    let parts = pattern.symptoms();
    // The first event of a sequence stands where the window begins, and counts as one that may not come.
    let forbidden = without.is_some_and(|without| match pattern {
        Pattern::Count { of, .. } => *of == without,
        Pattern::Sequence(of) | Pattern::Together(of) => of.contains(&without),
    });
    forbidden || parts.iter().any(|part| dead.contains(part))
}

fn formula(expr: &Expr<SymptomId>, symptoms: usize, dead: &[SymptomId]) -> bool {
    let mut named = Vec::new();
    expr.for_each_leaf(&mut |&id, _| named.push(id));
    named.sort_unstable();
    named.dedup();
    if named.len() > MOST_TRIED || named.iter().any(|id| id.index() >= symptoms) {
        return false;
    }
    (0_u32..1 << named.len()).all(|values| {
        let is_true = |id: SymptomId| {
            let bit = named.iter().position(|known| *known == id).unwrap_or_default();
            !dead.contains(&id) && values >> bit & 1 == 1
        };
        expr.value(&mut |&id, _| is_true(id).into()) != Truth::True
    })
}
