//! How little evidence can make an article match.

use crate::eval::Information;
use crate::symptom::{Condition, Expr, Pattern, Predicate, Rule};

/// The bits of the least evidence on which the rule matches.
pub(super) fn least_bits(rule: &Rule, information: &Information) -> f64 {
    let symptom = |id: &crate::symptom::SymptomId| {
        least(&rule.symptoms[id.index()].expr, &mut |leaf: &Predicate| information.bits(leaf))
    };
    match &rule.matches {
        Condition::Formula(expr) => least(expr, &mut |id| symptom(id)),
        Condition::Correlation(correlation) => match &correlation.pattern {
            Pattern::Sequence(of) | Pattern::Together(of) => {
                let mut distinct: Vec<_> = of.iter().collect();
                distinct.sort_unstable();
                distinct.dedup();
                distinct.into_iter().map(symptom).sum()
            }
            // That it comes so often is evidence, too: a bit for each doubling.
            Pattern::Count { of, at_least } => symptom(of) + f64::from(*at_least).log2(),
        },
    }
}

/// The least sum of leaves that makes the formula true. Behind *not* nothing is seen, which says nothing.
fn least<L>(expr: &Expr<L>, bits: &mut impl FnMut(&L) -> f64) -> f64 {
    match expr {
        Expr::Leaf(leaf) => bits(leaf),
        Expr::Not(_) => 0.0,
        Expr::All(parts) => parts.iter().map(|part| least(part, bits)).sum(),
        Expr::AtLeast(n, parts) => {
            let mut each: Vec<f64> = parts.iter().map(|part| least(part, bits)).collect();
            each.sort_by(f64::total_cmp);
            each.iter().take(*n as usize).sum()
        }
    }
}
