//! From a passage to the fragments by which it is recognised.

use crate::rarity::Exclusive;
use crate::words::{Words, letters};
use std::ops::Range;

/// A fragment is lengthened to so many words and letters where its surroundings allow: fewer could stand in any text.
const WORDS: usize = 3;
const LETTERS: usize = 16;

/// A fragment of fewer letters is dropped.
const FEWEST_LETTERS: usize = 8;

/// So many fragments of one passage are kept.
const MOST: usize = 12;

/// How sure a passage makes its reader that the text quotes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strength {
    /// Most of its fragments together are proof.
    Proof,
    /// A hint that needs another one.
    Hint,
}

/// The fragments of `passage` that no other text has, in order, each as it stands in folded text.
pub(crate) fn fragments(passage: &Words, shortest: &Exclusive) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let (mut from, mut done) = (0, 0);
    while from < shortest.len() && found.len() < MOST {
        let length = usize::from(shortest[from]);
        if length == 0 {
            from += 1;
            continue;
        }
        let range = lengthened(passage, from..from + length, earliest(passage, from).max(done));
        let text = passage.text(range.clone());
        if letters(text) >= FEWEST_LETTERS && !found.iter().any(|known| known == text) {
            found.push(text.to_owned());
        }
        (from, done) = (range.end, range.end);
    }
    found
}

/// Whether fragments are proof of their passage.
pub(crate) fn strength(fragments: &[String]) -> Strength {
    match fragments {
        [] => Strength::Hint,
        [only] => {
            let long = only.split_whitespace().count() > WORDS && letters(only) >= LETTERS * 3 / 2;
            if long { Strength::Proof } else { Strength::Hint }
        }
        _ => Strength::Proof,
    }
}

/// The first word that a fragment from `at` may be lengthened to: behind the last gap.
fn earliest(passage: &Words, at: usize) -> usize {
    passage.words[..at].iter().rposition(|word| word.volatile).map_or(0, |gap| gap + 1)
}

/// `range` with words behind it, and then before it, until it is long enough.
fn lengthened(passage: &Words, mut range: Range<usize>, earliest: usize) -> Range<usize> {
    let short = |range: &Range<usize>| range.len() < WORDS || letters(passage.text(range.clone())) < LETTERS;
    while short(&range) && passage.words.get(range.end).is_some_and(|word| !word.volatile) {
        range.end += 1;
    }
    while short(&range) && range.start > earliest {
        range.start -= 1;
    }
    range
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, shortest: &[u8]) -> Vec<String> {
        fragments(&Words::of(text), &shortest.to_vec())
    }

    #[test]
    fn fragments_are_long_enough_and_do_not_overlap() {
        let text = "the archive database is not explicitly set on the mailbox";
        assert_eq!(of(text, &[3, 2, 0, 0, 2, 1, 0, 0, 0, 0]), ["the archive database", "not explicitly set"]);
    }

    #[test]
    fn a_fragment_grows_backwards_up_to_a_gap() {
        assert_eq!(of("<name> cannot be opened", &[0, 0, 0, 1]), ["cannot be opened"]);
        assert_eq!(of("cannot find it <name> now", &[0, 0, 0, 0, 1]), [] as [&str; 0]);
    }

    #[test]
    fn one_short_fragment_is_a_hint() {
        let strength = |fragments: &[&str]| super::strength(&fragments.iter().map(|&f| f.into()).collect::<Vec<_>>());
        assert_eq!(strength(&["failed on start"]), Strength::Hint);
        assert_eq!(strength(&["no mail public folder entry was found"]), Strength::Proof);
        assert_eq!(strength(&["failed on start", "retrying the job"]), Strength::Proof);
    }
}
