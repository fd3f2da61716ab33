use serde::{Deserialize, Serialize};

/// What wakes the symptoms of a part of a base: the index as packs hold it. Numbers count within that part.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Triggers {
    /// Key and symptom, ascending.
    pub(super) keys: Vec<(u32, u32)>,
    /// Folded texts, ascending.
    pub(super) literals: Vec<String>,
    /// Literal and symptom, ascending.
    pub(super) by_literal: Vec<(u32, u32)>,
    /// Predicate, and a literal without any of which it need not be tested; ascending.
    pub(super) gates: Vec<(u32, u32)>,
    /// The fields that keys of values are made of, by their short hashes; ascending.
    pub(super) valued: Vec<u32>,
    /// The fields whose presence is a key.
    pub(super) present: Vec<u32>,
    /// The headers whose normal forms are searched for literals, a bit for each.
    pub(super) normals: u16,
    /// Whether levels are keys.
    pub(super) levels: bool,
    /// The symptoms that are evaluated on every event.
    pub(super) always: Vec<u32>,
    /// The articles that have something to say of a text without events.
    pub(crate) standing: Vec<u32>,
}

impl Triggers {
    /// Whether all its numbers are below these.
    pub(crate) fn is_sound(&self, articles: usize, symptoms: usize, predicates: usize) -> bool {
        let within = |number: u32, limit: usize| (number as usize) < limit;
        let literals = self.literals.len();
        self.keys.iter().all(|&(_, symptom)| within(symptom, symptoms))
            && self.by_literal.iter().all(|&(l, symptom)| within(l, literals) && within(symptom, symptoms))
            && self.gates.iter().all(|&(predicate, l)| within(predicate, predicates) && within(l, literals))
            && self.always.iter().all(|&symptom| within(symptom, symptoms))
            && self.standing.iter().all(|&article| within(article, articles))
    }
}
