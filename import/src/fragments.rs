//! From a passage to the fragments by which it is recognised.

use crate::words::{Words, letters};
use std::ops::Range;

/// A fragment is lengthened where its surroundings allow until it has two words and so many bits: less could stand in any text
/// by chance, of the hundred thousand fragments that a base may have.
const ENOUGH: f32 = 30.0;

/// One fragment alone is proof of its passage with so many.
const PROOF: f32 = 36.0;

/// A fragment of fewer letters is dropped.
const FEWEST_LETTERS: usize = 8;

/// An opening says at least so much, in so many letters: less than half a message could stand in any text.
const OPENING: f32 = 15.0;
const OPENING_LETTERS: usize = 13;

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

/// A part of a passage that is looked for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Fragment {
    /// As it stands in folded text.
    pub(crate) text: String,
    /// How much its words say.
    bits: f32,
}

/// The fragments of `passage` around its rare runs, in order. `shortest` is the length of the rare run that begins at each word, 0
/// for none; `bits` is what each word says.
pub(crate) fn fragments(passage: &Words, shortest: &[u8], bits: &[f32]) -> Vec<Fragment> {
    let mut found: Vec<Fragment> = Vec::new();
    let (mut from, mut done) = (0, 0);
    while from < shortest.len() && found.len() < MOST {
        let length = usize::from(shortest[from]);
        if length == 0 {
            from += 1;
            continue;
        }
        let range = lengthened(passage, bits, from..from + length, earliest(passage, from).max(done));
        let text = passage.text(range.clone());
        if letters(text) >= FEWEST_LETTERS && !found.iter().any(|known| known.text == text) {
            found.push(Fragment { text: text.to_owned(), bits: sum(bits, &range) });
        }
        (from, done) = (range.end, range.end);
    }
    found
}

/// How `passage` begins, from its first rare run on: what is left of a message of which most was cut off. It says less than a
/// fragment, and is no proof. `shortest` and `bits` as in [`fragments`].
pub(crate) fn opening(passage: &Words, shortest: &[u8], bits: &[f32]) -> Option<Fragment> {
    let from = passage.words.iter().position(|word| !word.volatile)?;
    let run = usize::from(*shortest.get(from)?);
    let says_enough = |range: &Range<usize>| {
        sum(bits, range) >= OPENING && letters(passage.text(range.clone())) >= OPENING_LETTERS
    };
    let steady = passage.words[from..].iter().take_while(|word| !word.volatile).count();
    let range = (run.max(2)..=steady)
        .map(|length| from..from + length)
        .find(|range| run > 0 && says_enough(range))?;
    Some(Fragment { text: passage.text(range.clone()).to_owned(), bits: sum(bits, &range) })
}

/// Whether fragments are proof of their passage.
pub(crate) fn strength(fragments: &[Fragment]) -> Strength {
    match fragments {
        [] => Strength::Hint,
        [only] if only.bits < PROOF => Strength::Hint,
        _ => Strength::Proof,
    }
}

fn sum(bits: &[f32], range: &Range<usize>) -> f32 {
    bits[range.clone()].iter().sum()
}

/// The first word that a fragment from `at` may be lengthened to: behind the last gap.
fn earliest(passage: &Words, at: usize) -> usize {
    passage.words[..at].iter().rposition(|word| word.volatile).map_or(0, |gap| gap + 1)
}

/// `range` with words behind it, and then before it, until it says enough.
fn lengthened(passage: &Words, bits: &[f32], mut range: Range<usize>, earliest: usize) -> Range<usize> {
    let short = |range: &Range<usize>| range.len() < 2 || sum(bits, range) < ENOUGH;
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

    fn of(text: &str, shortest: &[u8], bits: f32) -> Vec<String> {
        let found = fragments(&Words::of(text), shortest, &vec![bits; shortest.len()]);
        found.into_iter().map(|fragment| fragment.text).collect()
    }

    #[test]
    fn fragments_say_enough_and_do_not_overlap() {
        let text = "the archive database is not explicitly set on the mailbox";
        let shortest = [3, 2, 0, 0, 2, 1, 0, 0, 0, 0];
        assert_eq!(of(text, &shortest, 9.0), ["the archive database is", "not explicitly set on"]);
        assert_eq!(of(text, &shortest, 20.0), ["the archive database", "not explicitly"]);
    }

    #[test]
    fn a_fragment_grows_backwards_up_to_a_gap() {
        assert_eq!(of("<name> cannot be opened", &[0, 0, 0, 0, 0, 1], 12.0), ["cannot be opened"]);
        assert_eq!(of("cannot find it <name> now", &[0, 0, 0, 0, 0, 0, 1], 12.0), [] as [&str; 0]);
    }

    #[test]
    fn an_opening_is_the_first_rare_run_or_nothing() {
        let of = |text: &str, shortest: &[u8], bits: f32| {
            opening(&Words::of(text), shortest, &vec![bits; shortest.len()]).map(|fragment| fragment.text)
        };
        let cut = |shortest| of("the archive database is not set on it", shortest, 9.0);
        assert_eq!(cut(&[3, 2, 0, 0, 0, 0, 0, 0]).as_deref(), Some("the archive database"));
        assert_eq!(cut(&[0, 2, 0, 0, 0, 0, 0, 0]), None, "others begin so, too");
        assert_eq!(
            of("it is not set on the database", &[2, 0, 0, 0, 0, 0, 0], 9.0).as_deref(),
            Some("it is not set on the")
        );
        assert_eq!(
            of("<name> is not there", &[0, 0, 0, 3, 0, 0], 20.0),
            None,
            "too few letters before the end"
        );
    }

    #[test]
    fn one_fragment_that_says_little_is_a_hint() {
        let of = |bits: &[f32]| {
            let fragments = bits.iter().map(|&bits| Fragment { text: String::new(), bits });
            strength(&fragments.collect::<Vec<_>>())
        };
        assert_eq!(of(&[35.0]), Strength::Hint);
        assert_eq!(of(&[55.0]), Strength::Proof);
        assert_eq!(of(&[35.0, 35.0]), Strength::Proof);
    }
}
