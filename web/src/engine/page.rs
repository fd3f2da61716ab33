//! An article as the page shows it: its prose, and what it looks for in words.

use super::protocol::{Applies, ArticlePage, Expected, Relation, SymptomWords};
use crate::words;
use kbmatch::KnowledgeBase;
use kbmatch::article::Article;
use kbmatch::symptom::{Condition, Expr, Pattern, Predicate, Rule, Symptom, SymptomId};

/// One of the articles of `base`.
pub(super) fn page(base: &KnowledgeBase, article: &Article) -> ArticlePage {
    // Of an article that is not here, the id: the base has it, or it would not have been made.
    let titled =
        |id: &String| (id.clone(), base.entry(id).map_or_else(|| id.clone(), |entry| entry.title.clone()));
    ArticlePage {
        entry: article.entry(),
        versions: article.versions.clone(),
        sources: article.sources.clone(),
        draft: article.draft,
        license: article.license.clone(),
        related: article.related.iter().map(titled).collect(),
        body: article.body.clone(),
        causes: article.rule.causes.iter().map(|cause| (cause.name.clone(), cause.title.clone())).collect(),
        applies: applies(&article.rule),
        symptoms: article.rule.symptoms.iter().map(symptom).collect(),
    }
}

fn applies(rule: &Rule) -> Applies {
    let name = |id: &SymptomId| {
        let symptom = rule.symptoms.get(id.0 as usize);
        symptom.map_or_else(String::new, |symptom| words::humanize(&symptom.name))
    };
    let names = |of: &[SymptomId]| of.iter().map(name).collect::<Vec<_>>();
    match &rule.matches {
        Condition::Formula(expr) => Applies::Formula(mapped(expr, &name)),
        Condition::Correlation(correlation) => {
            let (relation, names) = match &correlation.pattern {
                Pattern::Sequence(of) => (Relation::Sequence, names(of)),
                Pattern::Together(of) => (Relation::Together, names(of)),
                Pattern::Count { of, at_least } => (Relation::Times(*at_least), vec![name(of)]),
            };
            Applies::Related {
                relation,
                names,
                without: correlation.without.as_ref().map(name),
                within_ms: correlation.within_ms,
                by: correlation.by.iter().map(ToString::to_string).collect(),
            }
        }
    }
}

fn symptom(symptom: &Symptom) -> SymptomWords {
    let expected =
        |predicate: &Predicate| Expected { predicate: Some(predicate.source()), words: predicate.describe() };
    SymptomWords { name: words::humanize(&symptom.name), expr: mapped(&symptom.expr, &expected) }
}

/// The same formula over other leaves.
fn mapped<A, B>(expr: &Expr<A>, leaf: &impl Fn(&A) -> B) -> Expr<B> {
    let all = |of: &[Expr<A>]| of.iter().map(|part| mapped(part, leaf)).collect();
    match expr {
        Expr::Leaf(a) => Expr::Leaf(leaf(a)),
        Expr::All(of) => Expr::All(all(of)),
        Expr::AtLeast(n, of) => Expr::AtLeast(*n, all(of)),
        Expr::Not(inner) => Expr::Not(Box::new(mapped(inner, leaf))),
    }
}
