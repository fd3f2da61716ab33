//! Lists of numbers by a number, in three arrays.

/// For a number, a list of numbers. Cost of a look-up: constant, and the list.
#[derive(Clone, Debug, Default)]
pub(super) struct Postings {
    /// Where the pairs of each slot begin; one more at the end.
    slots: Vec<u32>,
    /// How far a number is shifted to give its slot.
    shift: u32,
    pairs: Vec<(u32, u32)>,
}

impl Postings {
    /// For numbers that are hashes.
    pub(super) fn hashed(mut pairs: Vec<(u32, u32)>) -> Self {
        let bits = pairs.len().max(2).next_power_of_two().ilog2().min(24);
        pairs.sort_unstable();
        pairs.dedup();
        Self::with_slots(pairs, 32 - bits, 1 << bits)
    }

    /// For numbers that count from nought.
    pub(super) fn dense(mut pairs: Vec<(u32, u32)>) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        let slots = pairs.last().map_or(0, |(number, _)| *number as usize + 1);
        Self::with_slots(pairs, 0, slots)
    }

    fn with_slots(pairs: Vec<(u32, u32)>, shift: u32, count: usize) -> Self {
        let mut slots = vec![0; count + 1];
        for (number, _) in &pairs {
            slots[(number >> shift) as usize + 1] += 1;
        }
        for slot in 1..slots.len() {
            slots[slot] += slots[slot - 1];
        }
        Self { slots, shift, pairs }
    }

    /// The list of `number`, ascending.
    pub(super) fn of(&self, number: u32) -> impl Iterator<Item = u32> {
        let slot = (number >> self.shift) as usize;
        let pairs = match (self.slots.get(slot), self.slots.get(slot + 1)) {
            (Some(&start), Some(&end)) => &self.pairs[start as usize..end as usize],
            _ => &[],
        };
        pairs.iter().filter(move |(of, _)| *of == number).map(|&(_, listed)| listed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(postings: &Postings, number: u32) -> Vec<u32> {
        postings.of(number).collect()
    }

    #[test]
    fn each_number_has_its_list() {
        let pairs = vec![(7, 2), (0, 5), (7, 1), (7, 2), (u32::MAX, 9)];
        let hashed = Postings::hashed(pairs.clone());
        assert_eq!(of(&hashed, 7), [1, 2]);
        assert_eq!(of(&hashed, u32::MAX), [9]);
        assert_eq!(of(&hashed, 8), [0; 0]);
        let dense = Postings::dense(pairs[..4].to_vec());
        assert_eq!(
            (of(&dense, 7), of(&dense, 0), of(&dense, 3), of(&dense, 99)),
            (vec![1, 2], vec![5], vec![], vec![])
        );
    }

    #[test]
    fn without_pairs_every_list_is_empty() {
        assert_eq!(of(&Postings::default(), 0), [0; 0]);
        assert_eq!(of(&Postings::dense(Vec::new()), 0), [0; 0]);
        assert_eq!(of(&Postings::hashed(Vec::new()), 1 << 31), [0; 0]);
    }
}
