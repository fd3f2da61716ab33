use serde::{Deserialize, Serialize};

/// What wakes the symptoms of a part of a base: the index as packs hold it. Numbers count within that part.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Triggers {
    /// Key and symptom, ascending.
    #[serde(with = "columns")]
    pub(super) keys: Vec<(u32, u32)>,
    /// Folded texts, in the order in which symptoms and predicates ask for them.
    pub(super) literals: Vec<String>,
    /// Literal and symptom, ascending.
    #[serde(with = "columns")]
    pub(super) by_literal: Vec<(u32, u32)>,
    /// Predicate, and a literal without any of which it need not be tested; ascending.
    #[serde(with = "columns")]
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
    /// Gives each symptom the number that `symptoms` has for it, and forgets those without; the same for the articles that stay.
    pub(crate) fn renumber(&mut self, symptoms: &[Option<u32>], stays: &[bool]) {
        let number = |symptom: u32| symptoms.get(symptom as usize).copied().flatten();
        let pairs = |pairs: &mut Vec<(u32, u32)>| {
            *pairs = pairs.iter().filter_map(|&(of, symptom)| Some((of, number(symptom)?))).collect();
        };
        pairs(&mut self.keys);
        pairs(&mut self.by_literal);
        self.always = self.always.iter().filter_map(|&symptom| number(symptom)).collect();
        let mut next = 0;
        let places: Vec<Option<u32>> = stays
            .iter()
            .map(|&stays| {
                next += u32::from(stays);
                stays.then(|| next - 1)
            })
            .collect();
        let place = |article: u32| places.get(article as usize).copied().flatten();
        self.standing = self.standing.iter().filter_map(|&article| place(article)).collect();
    }

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

/// Pairs as two lists of how much more each number is than the one before it: small numbers where both go up, which pack well.
mod columns {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(pairs: &[(u32, u32)], serializer: S) -> Result<S::Ok, S::Error> {
        (steps(pairs.iter().map(|pair| pair.0)), steps(pairs.iter().map(|pair| pair.1))).serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<(u32, u32)>, D::Error> {
        let (first, second) = <(Vec<i32>, Vec<i32>)>::deserialize(from)?;
        if first.len() != second.len() {
            return Err(D::Error::invalid_length(second.len(), &"as many as in the first column"));
        }
        Ok(sums(first).zip(sums(second)).collect())
    }

    fn steps(numbers: impl Iterator<Item = u32>) -> Vec<i32> {
        let mut last = 0;
        numbers
            .map(|number| number.wrapping_sub(std::mem::replace(&mut last, number)).cast_signed())
            .collect()
    }

    fn sums(steps: Vec<i32>) -> impl Iterator<Item = u32> {
        steps.into_iter().scan(0_u32, |sum, step| {
            *sum = sum.wrapping_add_signed(step);
            Some(*sum)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn pairs_come_back_as_they_were_written(keys in proptest::collection::vec((any::<u32>(), 0_u32..9), 0..20)) {
            let triggers = Triggers { keys, ..Triggers::default() };
            let bytes = postcard::to_allocvec(&triggers).expect("memory");
            prop_assert_eq!(postcard::from_bytes::<Triggers>(&bytes).expect("the same"), triggers);
        }
    }
}
