//! How little evidence can make an article match.

use super::Draft;
use super::diagnostic::{Diagnostic, DiagnosticCode};
use crate::article::Article;
use crate::eval::Information;
use crate::event::FieldKey;
use crate::symptom::{Condition, Expr, Pattern, Predicate, Rule, Subject};

/// Fewer bits than that are common: less than an error code, or than a sentence of a dozen letters.
const COMMON: f64 = 12.0;

/// What it says beyond its value that an event has a field of this name at all: most have not.
const NAMED: f64 = 4.0;

/// Articles that match on evidence that is common.
pub(super) fn check(drafts: &[Draft<'_>]) -> Vec<Diagnostic> {
    let articles: Vec<Article> = drafts.iter().map(|draft| draft.article.clone()).collect();
    let information = Information::of(&articles);
    let mut found = Vec::new();
    for draft in drafts {
        let bits = least_bits(&draft.article.rule, &information);
        if bits < COMMON {
            let message = format!("`{}` can match on {bits:.1} bits of evidence", draft.article.id);
            found.push(
                Diagnostic::new(DiagnosticCode::TooCommon, &draft.file.path, draft.places.matches, message).hint(
                    format!(
                        "ask for at least {COMMON}: an event id with its provider or log, a code, a rare field or sentence"
                    ),
                ),
            );
        }
    }
    found
}

/// The bits of the least evidence on which the rule matches.
fn least_bits(rule: &Rule, information: &Information) -> f64 {
    let symptom = |id: &crate::symptom::SymptomId| {
        least(&rule.symptoms[id.index()].expr, &mut |leaf| bits(leaf, information))
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

fn bits(predicate: &Predicate, information: &Information) -> f64 {
    let named = matches!(predicate.subject, Subject::Field(FieldKey::Named(_)));
    information.bits(predicate) + if named { NAMED } else { 0.0 }
}

/// The least sum of leaves that makes the formula true. Behind *not* nothing is seen, which says nothing.
fn least<L>(expr: &Expr<L>, bits: &mut impl FnMut(&L) -> f64) -> f64 {
    match expr {
        Expr::Leaf(leaf) => bits(leaf),
        Expr::Not(_) => 0.0,
        Expr::All(parts) => parts.iter().map(|part| least(part, bits)).sum(),
        // No text makes it true.
        Expr::AtLeast(n, parts) if parts.len() < *n as usize => f64::INFINITY,
        Expr::AtLeast(n, parts) => {
            let mut each: Vec<f64> = parts.iter().map(|part| least(part, bits)).collect();
            each.sort_by(f64::total_cmp);
            each.iter().take(*n as usize).sum()
        }
    }
}
