//! Whether a symptom can matter on an event, asked of its cheap predicates first.
//!
//! The index may select too much. Most of that has another event id, or lacks something so that what is left makes too few bits,
//! whatever the costly predicates say.

use super::sighting::Seen;
use super::weight::tenths;
use crate::arrange::Arrange as _;
use crate::symptom::{Expr, Predicate, Shared, Subject, Test, Truth};

/// What of a symptom to ask first.
#[derive(Debug)]
pub(super) struct Prospect<'r> {
    /// The predicates on the event's id, where the symptom cannot be true without one of them.
    ids: Vec<&'r Shared>,
    /// All of these must be true; the cheap ones come first.
    parts: Vec<Part<'r>>,
    /// The most bits that the symptom can have.
    bits: f64,
}

#[derive(Debug)]
struct Part<'r> {
    expr: &'r Expr<Shared>,
    /// The predicates whose bits it counts, those of parts before it left out.
    counted: Vec<&'r Shared>,
}

impl<'r> Prospect<'r> {
    /// Of the symptom with this formula.
    pub(super) fn of(expr: &'r Expr<Shared>) -> Self {
        let mut ids = Vec::new();
        expr.for_each_leaf(&mut |leaf, negated| {
            if !negated && leaf.predicate.is_event_id() {
                ids.push(leaf);
            }
        });
        let without = expr.value(&mut |leaf, negated| (!negated && !leaf.predicate.is_event_id()).into());
        if without == Truth::True {
            ids.clear();
        }
        let mut exprs: Vec<&Expr<Shared>> = match expr {
            Expr::All(of) => of.iter().collect(),
            _ => vec![expr],
        };
        exprs.arrange_by_key(|expr| cost(expr));
        let mut known: Vec<u32> = Vec::new();
        let parts: Vec<Part<'r>> = exprs.into_iter().map(|expr| Part::of(expr, &mut known)).collect();
        let bits: f64 = parts.iter().flat_map(|part| &part.counted).map(|leaf| leaf.bits).sum();
        Self { ids, parts, bits: tenths(bits) }
    }

    /// Whether the symptom can matter on an event, where `wants` says what of it would. `truth` gives the value of a leaf.
    pub(super) fn may_matter(
        &self,
        wants: impl Fn(Seen) -> bool,
        truth: &mut impl FnMut(&Shared, bool) -> Truth,
    ) -> bool {
        let same_id = self.ids.iter().map(|id| truth(id, false)).reduce(known_or_best);
        if same_id == Some(Truth::False) {
            return false;
        }
        let mut at_most = Seen { truth: Truth::True, bits: self.bits };
        self.parts.iter().all(|part| {
            at_most.truth = at_most.truth.min(part.expr.value(truth));
            let lost = part.counted.iter().filter(|leaf| truth(leaf, false) != Truth::True);
            at_most.bits = tenths(at_most.bits - lost.map(|leaf| leaf.bits).sum::<f64>());
            wants(at_most)
        })
    }
}

/// Whether an event has one of several ids.
fn known_or_best(a: Truth, b: Truth) -> Truth {
    match (a, b) {
        (Truth::Unknown, known) | (known, Truth::Unknown) => known,
        (a, b) => a.max(b),
    }
}

impl<'r> Part<'r> {
    fn of(expr: &'r Expr<Shared>, known: &mut Vec<u32>) -> Self {
        let mut counted = Vec::new();
        expr.for_each_leaf(&mut |leaf, negated| {
            if !negated && !known.contains(&leaf.id) {
                known.push(leaf.id);
                counted.push(leaf);
            }
        });
        Self { expr, counted }
    }
}

/// How much work a part is, in no unit: that of its most costly predicate.
fn cost(expr: &Expr<Shared>) -> u8 {
    let mut most = 0;
    expr.for_each_leaf(&mut |leaf, _| most = most.max(cost_of(&leaf.predicate)));
    most
}

fn cost_of(predicate: &Predicate) -> u8 {
    match (&predicate.subject, &predicate.test) {
        _ if predicate.regex().is_some() => 3,
        (Subject::Text, Test::Text(_)) => 2,
        (_, Test::Code(_)) => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::sighting::Watch;
    use crate::event::{FieldKey, Header};
    use crate::symptom::{Regex, Words};
    use Truth::{False as F, True as T, Unknown as U};
    use std::cell::RefCell;
    use std::sync::Arc;

    const ID: u32 = 0;
    const THERE: u32 = 1;
    const COSTLY: u32 = 2;

    fn leaf(id: u32) -> Expr<Shared> {
        let field = |header| Subject::Field(FieldKey::Header(header));
        let (subject, test) = match id {
            ID => (field(Header::EventId), Test::Exists(true)),
            THERE => (field(Header::User), Test::Exists(true)),
            _ => (Subject::Text, Test::Regex(Regex::new("x+").expect("an expression"))),
        };
        let words = Words { subject: String::new(), modifiers: String::new(), value: String::new() };
        Expr::Leaf(Shared { id, bits: 10.0, predicate: Arc::new(Predicate { subject, test, words }) })
    }

    /// Whether a symptom with the values of its leaves may matter, and which of them were asked for.
    fn asked(expr: &Expr<Shared>, values: [Truth; 3]) -> (bool, Vec<u32>) {
        let asked = RefCell::new(Vec::new());
        let matters = Prospect::of(expr).may_matter(|seen| Watch::default().wants(seen), &mut |leaf, _| {
            let mut asked = asked.borrow_mut();
            if !asked.contains(&leaf.id) {
                asked.push(leaf.id);
            }
            values[leaf.id as usize]
        });
        (matters, asked.into_inner())
    }

    #[test]
    fn of_an_event_with_another_id_nothing_else_is_asked() {
        let all = Expr::All(vec![leaf(COSTLY), leaf(THERE), leaf(ID)]);
        assert_eq!(asked(&all, [F, T, T]), (false, vec![ID]));
        assert_eq!(asked(&all, [U, T, T]), (true, vec![ID, THERE, COSTLY]));
        // Without that id it may be true.
        let any = Expr::any(vec![leaf(ID), leaf(COSTLY)]);
        assert_eq!(asked(&any, [F, F, T]), (true, vec![ID, COSTLY]));
    }

    #[test]
    fn one_of_several_ids_is_enough() {
        let mut other = leaf(ID);
        if let Expr::Leaf(other) = &mut other {
            other.id = THERE;
        }
        let all = Expr::All(vec![leaf(COSTLY), Expr::any(vec![leaf(ID), other])]);
        assert!(asked(&all, [F, T, T]).0);
        assert_eq!(asked(&all, [F, F, T]), (false, vec![ID, THERE]));
    }

    #[test]
    fn what_is_costly_is_asked_only_while_enough_may_be_true() {
        let all = Expr::All(vec![leaf(COSTLY), leaf(THERE)]);
        assert_eq!(asked(&all, [U, F, T]), (false, vec![THERE]));
        assert_eq!(asked(&all, [U, T, F]), (false, vec![THERE, COSTLY]));
        assert_eq!(asked(&all, [U, T, T]), (true, vec![THERE, COSTLY]));
    }

    #[test]
    fn a_contradiction_that_says_less_than_another_does_not_matter() {
        let all = Expr::All(vec![leaf(ID), leaf(THERE), leaf(COSTLY)]);
        let mut watch = Watch::default();
        watch.add(0, Seen { truth: F, bits: 20.0 });
        // Of the three, two can be true at most: no more than what was seen.
        let truth = &mut |leaf: &Shared, _| if leaf.id == THERE { F } else { T };
        assert!(Prospect::of(&all).may_matter(|seen| Watch::default().wants(seen), truth));
        assert!(!Prospect::of(&all).may_matter(|seen| watch.wants(seen), truth));
    }
}
