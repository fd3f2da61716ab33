//! What one text of a collection has and no other: its *exclusive* runs of words.
//!
//! A run of words is exclusive when no other text of the collection has it. The shortest such run from each word on is what
//! tells a text from the others; longer ones follow from it. Found by counting runs of one word, of two, and so on up to
//! [`LONGEST`]: a table of hashes for each length, dropped before the next is made. Cost: O(words × [`LONGEST`]) time, O(words)
//! memory.

use crate::words::Words;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasherDefault, Hasher};

/// Runs are no longer than this: one of more words that is in no other text has a shorter one that is not, or is prose by the
/// yard.
const LONGEST: usize = 8;

/// For each word of a text the length of the shortest exclusive run that begins there; 0 for none.
pub(crate) type Exclusive = Vec<u8>;

/// A text of the collection.
pub(crate) struct Text<'a> {
    /// All that the text says, as far as it can be quoted: the other texts' runs are looked for here.
    pub(crate) all: &'a [Words],
    /// The parts for which exclusive runs are wanted.
    pub(crate) wanted: &'a [Words],
}

/// The exclusive runs of each wanted part of each text. A run does not reach over a gap.
pub(crate) fn exclusive(texts: &[Text<'_>]) -> Vec<Vec<Exclusive>> {
    let empty = |text: &Text<'_>| text.wanted.iter().map(|part| vec![0; part.words.len()]).collect();
    let mut found: Vec<Vec<Exclusive>> = texts.iter().map(empty).collect();
    for length in 1..=LONGEST {
        let owners = owners(texts, length);
        for (owner, (text, parts)) in texts.iter().zip(&mut found).enumerate() {
            for (part, shortest) in text.wanted.iter().zip(parts) {
                for (at, run) in part.words.windows(length).enumerate() {
                    let only = || owners.get(&hash(part, at, length)) == Some(&Some(owner as u32));
                    if shortest[at] == 0 && run.iter().all(|word| !word.volatile) && only() {
                        shortest[at] = length as u8;
                    }
                }
            }
        }
    }
    found
}

/// Whose each run of `length` words is; `None` when it is several texts'.
fn owners(texts: &[Text<'_>], length: usize) -> HashMap<u64, Option<u32>, BuildHasherDefault<Ready>> {
    let mut owners: HashMap<u64, Option<u32>, BuildHasherDefault<Ready>> = HashMap::default();
    for (owner, text) in texts.iter().enumerate() {
        for part in text.all.iter().chain(text.wanted) {
            for at in 0..(part.words.len() + 1).saturating_sub(length) {
                match owners.entry(hash(part, at, length)) {
                    Entry::Vacant(entry) => {
                        entry.insert(Some(owner as u32));
                    }
                    Entry::Occupied(mut entry) => {
                        if *entry.get() != Some(owner as u32) {
                            entry.insert(None);
                        }
                    }
                }
            }
        }
    }
    owners
}

fn hash(part: &Words, at: usize, length: usize) -> u64 {
    // Multiplication by an odd constant and a rotation between words: the order counts. The constant is 2^64 over the golden ratio.
    let words = &part.words[at..at + length];
    words.iter().fold(0, |hash: u64, word| (hash.rotate_left(5) ^ word.hash).wrapping_mul(0x9e37_79b9_7f4a_7c15))
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

    fn shortest(texts: &[&[&str]]) -> Vec<Vec<Exclusive>> {
        let words: Vec<Vec<Words>> =
            texts.iter().map(|parts| parts.iter().map(|part| Words::of(part)).collect()).collect();
        let texts: Vec<Text<'_>> = words.iter().map(|parts| Text { all: &[], wanted: parts }).collect();
        exclusive(&texts)
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
    fn no_run_reaches_over_a_gap() {
        assert_eq!(shortest(&[&["send to <name> failed"], &["send to all"]])[0], [[0, 0, 0, 1]]);
    }
}
