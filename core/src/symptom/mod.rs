//! The symptom language: when an article applies.
//!
//! A [`Rule`] is data: parsing makes it from an article's front matter, a pack stores it, and `eval` computes its value.

mod expr;
mod predicate;

pub use expr::{Expr, Truth};
pub use predicate::{
    Comparison, Literal, Needle, Network, NotARegex, Predicate, Regex, Subject, Test, TextTest, Words,
};

use crate::event::FieldKey;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// When an article applies, and what it takes from the text. `P` is what stands for a predicate: the predicate itself, or a
/// reference to one that several articles share.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(serialize = "P: Clone + Serialize", deserialize = "P: Deserialize<'de>"))]
pub struct Rule<P = Predicate> {
    /// Conditions on one event, by name, in the order of the article.
    pub symptoms: Vec<Symptom<P>>,
    /// What makes the article match.
    pub matches: Condition,
    /// Named causes.
    pub causes: Vec<Cause>,
    /// What raises its rank and never decides.
    pub supports: Vec<Condition>,
    /// What its prose quotes from the text.
    pub captures: Vec<CaptureRule>,
}

impl<P> Rule<P> {
    /// All conditions in it.
    pub(crate) fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let causes = self.causes.iter().map(|cause| &cause.when);
        std::iter::once(&self.matches).chain(causes).chain(&self.supports)
    }

    /// Whether every symptom that a condition names exists.
    pub(crate) fn is_sound(&self) -> bool {
        self.conditions().flat_map(Condition::symptoms).all(|id| id.index() < self.symptoms.len())
    }

    /// The same rule over other leaves; `None` when there is none for one of them.
    pub(crate) fn try_map<Q>(self, leaf: &mut impl FnMut(&P) -> Option<Q>) -> Option<Rule<Q>> {
        let symptoms = self.symptoms.into_iter().map(|symptom| {
            let expr = symptom.expr.map(&mut |predicate, _| leaf(predicate));
            Some(Symptom { name: symptom.name, expr: expr.transposed()? })
        });
        Some(Rule {
            symptoms: symptoms.collect::<Option<_>>()?,
            matches: self.matches,
            causes: self.causes,
            supports: self.supports,
            captures: self.captures,
        })
    }
}

/// A predicate of a compiled base, which several symptoms may share.
#[derive(Clone, Debug)]
pub(crate) struct Shared {
    /// Its number in the base.
    pub(crate) id: u32,
    /// How much it says when it is true, in bits: see `eval/information.rs`.
    pub(crate) bits: f64,
    pub(crate) predicate: Arc<Predicate>,
}

/// A rule as it is evaluated.
pub(crate) type CompiledRule = Rule<Shared>;

impl CompiledRule {
    /// Whether each of its regular expressions compiles.
    pub(crate) fn has_sound_expressions(&self) -> bool {
        let mut sound = self.captures.iter().all(|capture| capture.re.as_ref().is_none_or(Regex::is_sound));
        for symptom in &self.symptoms {
            symptom
                .expr
                .for_each_leaf(&mut |leaf, _| sound &= leaf.predicate.regex().is_none_or(Regex::is_sound));
        }
        sound
    }
}

/// A named condition on one event.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(serialize = "P: Clone + Serialize", deserialize = "P: Deserialize<'de>"))]
pub struct Symptom<P = Predicate> {
    /// `[a-z_][a-z0-9_]*`
    pub name: String,
    /// What must hold.
    pub expr: Expr<P>,
}

/// A symptom of the same rule, by its place in [`Rule::symptoms`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SymptomId(pub u32);

impl SymptomId {
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// A condition over all events of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// Symptoms under `and`, `or`, `not`.
    Formula(Expr<SymptomId>),
    /// Several events in relation to each other.
    Correlation(Correlation),
}

impl Condition {
    /// The symptoms of which at least one was seen when an article says something: not those that must not be there.
    #[cfg(feature = "author")]
    pub(crate) fn wanted(&self) -> Vec<SymptomId> {
        let mut wanted = Vec::new();
        match self {
            Self::Formula(expr) => expr.for_each_leaf(&mut |&id, negated| {
                if !negated {
                    wanted.push(id);
                }
            }),
            Self::Correlation(correlation) => wanted.extend(correlation.pattern.symptoms()),
        }
        wanted
    }

    /// The symptoms that it names, as often as it does.
    pub(crate) fn symptoms(&self) -> Vec<SymptomId> {
        let mut named = Vec::new();
        match self {
            Self::Formula(expr) => expr.for_each_leaf(&mut |&id, _| named.push(id)),
            Self::Correlation(correlation) => {
                named.extend(correlation.pattern.symptoms());
                named.extend(correlation.without);
            }
        }
        named
    }
}

/// Several events in relation to each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correlation {
    /// Which events.
    pub pattern: Pattern,
    /// No event of this symptom may come in the same group, from the first event on for [`Correlation::within`].
    pub without: Option<SymptomId>,
    /// The longest time between the first and the last of the events, in milliseconds.
    pub within_ms: Option<u64>,
    /// The fields in which the events agree.
    pub by: Vec<FieldKey>,
}

/// Which events a correlation asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pattern {
    /// These, in this order.
    Sequence(Vec<SymptomId>),
    /// These, in any order.
    Together(Vec<SymptomId>),
    /// So many of one.
    Count {
        /// Of which symptom.
        of: SymptomId,
        /// How many.
        at_least: u32,
    },
}

impl Pattern {
    /// The symptoms that it asks for.
    pub(crate) fn symptoms(&self) -> &[SymptomId] {
        match self {
            Self::Sequence(of) | Self::Together(of) => of,
            Self::Count { of, .. } => std::slice::from_ref(of),
        }
    }
}

/// One of several causes, and when it holds.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Cause {
    /// Its name: `conditional-access`.
    pub name: String,
    /// Its title for people.
    pub title: String,
    /// When it holds.
    pub when: Condition,
}

/// A value that an article's prose quotes from the text. Of several with one name, the first that finds a value counts.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CaptureRule {
    /// Its name in the prose.
    pub name: String,
    /// Where it stands: in a field, or anywhere in the text.
    pub from: Subject,
    /// Which part of that: the first group of this expression, or all of its match when it has none.
    pub re: Option<Regex>,
}
