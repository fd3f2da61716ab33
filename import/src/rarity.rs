//! What one text of a collection has and no other, or hardly any other: its *rare* runs of words.
//!
//! The shortest run from each word on that so few texts have is what tells a text from the others; longer ones follow from it. Found by counting runs of one word, of two, and so on up to
//! [`LONGEST`]: a table of hashes for each length, dropped before the next is made. Cost: O(words × [`LONGEST`]) time, O(words)
//! memory.

use crate::words::Words;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Runs are no longer than this: one of more words that is in no other text has a shorter one that is not, or is prose by the
/// yard.
const LONGEST: usize = 8;

/// A run that more texts have tells nothing.
const MOST_OWNERS: u8 = 3;

/// The shortest rare runs of a text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rare {
    /// How much each word says, in bits: how seldom it comes among all words of the collection.
    pub(crate) bits: Vec<f32>,
    /// For each word the length of the shortest run that begins there and that no other text has; 0 for none.
    pub(crate) exclusive: Vec<u8>,
    /// The same for runs that at most [`MOST_OWNERS`] texts have.
    pub(crate) shared: Vec<u8>,
}

/// A text of the collection.
pub(crate) struct Text<'a> {
    /// All that the text says, as far as it can be quoted: the other texts' runs are looked for here.
    pub(crate) all: &'a [Words],
    /// The parts for which exclusive runs are wanted.
    pub(crate) wanted: &'a [Words],
}

/// The rare runs of each wanted part of each text. A run does not reach over a gap, and is not rare where `ordinary` has it.
pub(crate) fn rare(texts: &[Text<'_>], ordinary: &[Words]) -> Vec<Vec<Rare>> {
    let bits = Information::of(texts);
    let none = |part: &Words| Rare {
        bits: part.words.iter().map(|word| bits.of_word(word.hash)).collect(),
        exclusive: vec![0; part.words.len()],
        shared: vec![0; part.words.len()],
    };
    let mut found: Vec<Vec<Rare>> = texts.iter().map(|text| text.wanted.iter().map(none).collect()).collect();
    for length in 1..=LONGEST {
        let owners = owners(texts, ordinary, length);
        for (text, parts) in texts.iter().zip(&mut found) {
            for (part, rare) in text.wanted.iter().zip(parts) {
                for (at, run) in part.words.windows(length).enumerate() {
                    if rare.exclusive[at] > 0 || run.iter().any(|word| word.volatile) {
                        continue;
                    }
                    // The text itself is one of them.
                    match owners.get(&hash(part, at, length)).map_or(0, |owners| owners.count) {
                        1 => rare.exclusive[at] = length as u8,
                        2..=MOST_OWNERS => {}
                        _ => continue,
                    }
                    if rare.shared[at] == 0 {
                        rare.shared[at] = length as u8;
                    }
                }
            }
        }
    }
    found
}

/// How often each word comes.
struct Information {
    counts: HashMap<u64, u32, BuildHasherDefault<Ready>>,
    all: u32,
}

impl Information {
    fn of(texts: &[Text<'_>]) -> Self {
        let mut counts: HashMap<u64, u32, BuildHasherDefault<Ready>> = HashMap::default();
        let mut all = 0;
        for word in texts.iter().flat_map(|text| text.all).flat_map(|part| &part.words) {
            *counts.entry(word.hash).or_default() += 1;
            all += 1;
        }
        Self { counts, all }
    }

    fn of_word(&self, hash: u64) -> f32 {
        (self.all.max(1) as f32 / self.counts.get(&hash).copied().unwrap_or(1) as f32).log2()
    }
}

/// How many texts have a run, as far as it matters.
struct Owners {
    count: u8,
    last: u32,
}

/// Who has each run of `length` words.
fn owners(
    texts: &[Text<'_>],
    ordinary: &[Words],
    length: usize,
) -> HashMap<u64, Owners, BuildHasherDefault<Ready>> {
    let mut owners: HashMap<u64, Owners, BuildHasherDefault<Ready>> = HashMap::default();
    for (text, owner) in texts.iter().zip(0..) {
        for part in text.all.iter().chain(text.wanted) {
            for at in 0..(part.words.len() + 1).saturating_sub(length) {
                let known = owners.entry(hash(part, at, length)).or_insert(Owners { count: 1, last: owner });
                if known.last != owner {
                    *known = Owners { count: known.count.saturating_add(1), last: owner };
                }
            }
        }
    }
    for part in ordinary {
        for at in 0..(part.words.len() + 1).saturating_sub(length) {
            if let Some(known) = owners.get_mut(&hash(part, at, length)) {
                known.count = u8::MAX;
            }
        }
    }
    owners
}

fn hash(part: &Words, at: usize, length: usize) -> u64 {
    // Multiplication by an odd constant and a rotation between words: the order counts. The constant is 2^64 over the golden ratio.
    let words = &part.words[at..at + length];
    words
        .iter()
        .fold(0, |hash: u64, word| (hash.rotate_left(5) ^ word.hash).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// Takes keys that are hashes already.
#[derive(Default)]
struct Ready(u64);

impl Hasher for Ready {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, &b| hash.rotate_left(8) ^ u64::from(b));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rare(texts: &[&[&str]]) -> Vec<Vec<Rare>> {
        let words: Vec<Vec<Words>> =
            texts.iter().map(|parts| parts.iter().map(|part| Words::of(part)).collect()).collect();
        let texts: Vec<Text<'_>> = words.iter().map(|parts| Text { all: &[], wanted: parts }).collect();
        super::rare(&texts, &[Words::of("all is well")])
    }

    fn shortest(texts: &[&[&str]]) -> Vec<Vec<Vec<u8>>> {
        let exclusive = |parts: Vec<Rare>| parts.into_iter().map(|rare| rare.exclusive).collect();
        rare(texts).into_iter().map(exclusive).collect()
    }

    #[test]
    fn the_shortest_run_that_no_other_text_has_is_found() {
        let found = shortest(&[&["the mailbox is full"], &["the mailbox is locked", "a full mailbox"]]);
        assert_eq!(found[0], [[4, 3, 2, 0]]);
        assert_eq!(found[1], [vec![4, 3, 2, 1], vec![1, 2, 0]]);
    }

    #[test]
    fn a_run_that_comes_twice_in_one_text_is_still_its_own() {
        assert_eq!(shortest(&[&["one two", "one two"], &["three"]])[0], [[1, 1], [1, 1]]);
    }

    #[test]
    fn a_run_that_few_texts_share_is_known_apart() {
        let found = rare(&[&["quota exceeded"], &["quota exceeded now"], &["quota"], &["quota"]]);
        assert_eq!((&found[0][0].exclusive, &found[0][0].shared), (&vec![0, 0], &vec![2, 1]));
        assert_eq!((&found[1][0].exclusive, &found[1][0].shared), (&vec![3, 2, 1], &vec![2, 1, 1]));
    }

    #[test]
    fn what_ordinary_texts_have_is_not_rare() {
        assert_eq!(shortest(&[&["all is well here"]])[0], [[4, 3, 2, 1]]);
    }

    #[test]
    fn no_run_reaches_over_a_gap() {
        assert_eq!(shortest(&[&["send to <name> failed"], &["send to all"]])[0], [[0, 0, 0, 0, 0, 1]]);
    }
}
