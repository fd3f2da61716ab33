//! From symptoms to what wakes them.

use super::anchors::{Leaf, anchors};
use super::key::header_number;
use super::need::Need;
use super::triggers::Triggers;
use crate::event::{FieldKey, Header};
use crate::symptom::{Expr, Predicate, Shared, Subject, Test};
use std::collections::{BTreeMap, BTreeSet};

/// Collects the triggers of a part of a base, symptom by symptom.
#[derive(Debug)]
pub(crate) struct Builder<'a> {
    predicates: &'a [Predicate],
    needs: Vec<Option<Need>>,
    bits: &'a [f64],
    keys: BTreeSet<(u32, u32)>,
    literals: Vec<String>,
    /// Where each literal stands in `literals`.
    numbers: BTreeMap<String, u32>,
    by_literal: BTreeSet<(u32, u32)>,
    valued: BTreeSet<u32>,
    present: BTreeSet<u32>,
    always: Vec<u32>,
    symptoms: u32,
}

impl<'a> Builder<'a> {
    /// A builder for formulas over these predicates, with the bits of each.
    pub(crate) fn new(predicates: &'a [Predicate], bits: &'a [f64]) -> Self {
        Self {
            predicates,
            needs: predicates.iter().map(Need::of).collect(),
            bits,
            keys: BTreeSet::new(),
            literals: Vec::new(),
            numbers: BTreeMap::new(),
            by_literal: BTreeSet::new(),
            valued: BTreeSet::new(),
            present: BTreeSet::new(),
            always: Vec::new(),
            symptoms: 0,
        }
    }

    /// Adds the next symptom.
    pub(crate) fn add(&mut self, expr: &Expr<u32>) {
        let symptom = self.symptoms;
        self.symptoms += 1;
        let leaves =
            expr.map(&mut |&id, _| Leaf { id, bits: self.bits[id as usize], need: &self.needs[id as usize] });
        let Some(anchors) = anchors(&leaves) else { return self.always.push(symptom) };
        for id in anchors {
            self.wake(symptom, id as usize);
        }
    }

    fn wake(&mut self, symptom: u32, anchor: usize) {
        let Some(need) = self.needs[anchor].clone() else { return };
        self.keys.extend(need.keys.iter().map(|key| (key.0, symptom)));
        for literal in need.literals {
            let literal = self.number(literal);
            self.by_literal.insert((literal, symptom));
        }
        self.valued.extend(need.valued.map(super::key::FieldHash::short));
        self.present.extend(need.present.map(super::key::FieldHash::short));
    }

    fn number(&mut self, literal: String) -> u32 {
        *self.numbers.entry(literal).or_insert_with_key(|literal| {
            self.literals.push(literal.clone());
            self.literals.len() as u32 - 1
        })
    }

    /// The triggers; `standing` are the articles that have something to say of a text without events.
    pub(crate) fn finish(mut self, standing: Vec<u32>) -> Triggers {
        let mut gates = BTreeSet::new();
        for (id, predicate) in (0..).zip(self.predicates) {
            // To look for a literal once more costs little; an automaton does.
            if predicate.regex().is_some() {
                let literals = self.needs[id as usize].iter().flat_map(|need| need.literals.clone());
                for literal in literals.collect::<Vec<_>>() {
                    gates.insert((id, self.number(literal)));
                }
            }
        }
        Triggers {
            gates: gates.into_iter().collect(),
            by_literal: self.by_literal.into_iter().collect(),
            normals: self.needs.iter().flatten().filter_map(|need| need.normal).fold(0, with_header),
            levels: self.predicates.iter().any(is_level),
            keys: self.keys.into_iter().collect(),
            valued: self.valued.into_iter().collect(),
            present: self.present.into_iter().collect(),
            always: self.always,
            standing,
            literals: self.literals,
        }
    }
}

/// What wakes a symptom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Wake {
    /// A key of an event.
    Key(u32),
    /// One of the literals of a list, in its folded text; of each of these lists.
    Literals(Vec<Vec<String>>),
}

/// Without one of these no event matters to a symptom with this formula; `None` when any event may.
pub(crate) fn wakes(expr: &Expr<Shared>) -> Option<Vec<Wake>> {
    let mut needs: BTreeMap<u32, Option<Need>> = BTreeMap::new();
    expr.for_each_leaf(&mut |leaf, _| {
        needs.entry(leaf.id).or_insert_with(|| Need::of(&leaf.predicate));
    });
    let leaves = expr.map(&mut |leaf, _| Leaf { id: leaf.id, bits: leaf.bits, need: &needs[&leaf.id] });
    let anchors = anchors(&leaves)?;
    let needs = anchors.iter().filter_map(|id| needs.get(id)?.as_ref());
    let wakes = needs.flat_map(|need| {
        let lists = || std::iter::once(&need.literals).chain(&need.others).cloned().collect();
        let literals = (!need.literals.is_empty()).then(|| Wake::Literals(lists()));
        need.keys.iter().map(|key| Wake::Key(key.0)).chain(literals)
    });
    Some(wakes.collect())
}

fn is_level(predicate: &Predicate) -> bool {
    predicate.subject == Subject::Field(FieldKey::Header(Header::Level))
        && matches!(predicate.test, Test::Level(_))
}

fn with_header(set: u16, header: Header) -> u16 {
    set | 1 << header_number(header)
}
