//! Which predicates of a symptom the index waits for.
//!
//! A symptom matters on an event when it is true, or when the predicates that are true make [`SPECIFIC`] bits
//! (`eval/sighting.rs`). Its *anchors* are predicates of which at least one is true in both cases: without all of them the
//! formula cannot be true, and the bits of the others do not suffice. Rare ones are taken, so that few events wake the symptom.

use super::need::Need;
use crate::arrange::Arrange as _;
use crate::eval::{SPECIFIC, tenths};
use crate::symptom::{Expr, Truth};

/// A predicate of the symptom, as far as anchors go.
pub(super) struct Leaf<'a> {
    pub(super) id: u32,
    pub(super) bits: f64,
    pub(super) need: &'a Option<Need>,
}

/// The anchors of a symptom, by id; `None` when none will do, and it has to be evaluated on every event.
pub(super) fn anchors(expr: &Expr<Leaf<'_>>) -> Option<Vec<u32>> {
    let mut positive: Vec<(u32, f64)> = Vec::new();
    let mut anchors: Vec<(f64, u32)> = Vec::new();
    expr.for_each_leaf(&mut |leaf, negated| {
        if negated || positive.iter().any(|(id, _)| *id == leaf.id) {
            return;
        }
        positive.push((leaf.id, leaf.bits));
        if let Some(need) = leaf.need {
            anchors.push((if need.is_common() { 0.0 } else { leaf.bits }, leaf.id));
        }
    });
    let suffice = |anchors: &[(f64, u32)]| {
        let is_anchor = |id: u32| anchors.iter().any(|(_, anchor)| *anchor == id);
        let others = positive.iter().filter(|(id, _)| !is_anchor(*id)).map(|(_, bits)| bits).sum::<f64>();
        let without = expr.value(&mut |leaf, negated| (!negated && !is_anchor(leaf.id)).into());
        tenths(others) < SPECIFIC && without != Truth::True
    };
    if !suffice(&anchors) {
        return None;
    }
    anchors.arrange_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut at = 0;
    while at < anchors.len() {
        let common = anchors.remove(at);
        if !suffice(&anchors) {
            anchors.insert(at, common);
            at += 1;
        }
    }
    Some(anchors.into_iter().map(|(_, id)| id).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::key::Key;

    /// `code`, `provider` and so on, each with its bits; those in upper case need nothing.
    fn of(expr: &Expr<(char, f64)>) -> Option<String> {
        let (nothing, something) = (None, Some(Need { keys: vec![Key::number(1)], ..Need::default() }));
        let leaves = expr.map(&mut |&(name, bits), _| Leaf {
            id: u32::from(name),
            bits,
            need: if name.is_uppercase() { &nothing } else { &something },
        });
        let mut names: String = anchors(&leaves)?.into_iter().filter_map(char::from_u32).collect();
        names = names.chars().rev().collect();
        Some(names)
    }

    const CODE: Expr<(char, f64)> = Expr::Leaf(('c', 15.5));
    const ID: Expr<(char, f64)> = Expr::Leaf(('i', 13.5));
    const PROVIDER: Expr<(char, f64)> = Expr::Leaf(('p', 10.5));
    const UNKNOWN: Expr<(char, f64)> = Expr::Leaf(('X', 4.0));

    #[test]
    fn the_rarest_predicates_are_waited_for_and_no_more_than_must() {
        assert_eq!(of(&Expr::All(vec![CODE, PROVIDER])).as_deref(), Some("c"));
        // Provider and event id together make the symptom partly known: one of them must wake it.
        assert_eq!(of(&Expr::All(vec![CODE, ID, PROVIDER])).as_deref(), Some("ci"));
        assert_eq!(of(&Expr::any(vec![CODE, ID])).as_deref(), Some("ci"));
        assert_eq!(of(&Expr::All(vec![ID, Expr::Not(Box::new(CODE))])).as_deref(), Some("i"));
    }

    #[test]
    fn what_can_be_true_of_an_event_that_shows_nothing_waits_for_nothing() {
        assert_eq!(of(&Expr::Not(Box::new(CODE))), None);
        assert_eq!(of(&Expr::any(vec![CODE, UNKNOWN])), None);
        assert_eq!(of(&Expr::All(vec![])), None);
        assert_eq!(of(&Expr::All(vec![CODE, UNKNOWN])).as_deref(), Some("c"));
    }
}
