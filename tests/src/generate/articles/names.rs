//! Names that no product has and no English text contains.

/// How many names there are.
pub(super) const MOST: u32 = 1 << 18;

const CONSONANTS: &[u8; 16] = b"bdfghjklmnprstvz";
const VOWELS: &[u8; 4] = b"aeio";

/// A place in the list of names: neighbours get names that differ much, and no two the same.
pub(super) fn scattered(number: u32) -> u32 {
    // An odd factor is a permutation of the numbers below a power of two.
    number.wrapping_mul(0x2_5a75) % MOST
}

/// A name of seven letters, such as `Velorak`: three syllables of 64, and a letter that makes it no English word.
pub(super) fn name(number: u32) -> String {
    let place = scattered(number);
    let mut letters = String::with_capacity(7);
    for syllable in [place >> 12, place >> 6, place] {
        letters.push(CONSONANTS[(syllable >> 2) as usize % CONSONANTS.len()].into());
        letters.push(VOWELS[syllable as usize % VOWELS.len()].into());
    }
    letters[..1].make_ascii_uppercase();
    letters.push('k');
    letters
}

/// A code that belongs to one article.
pub(super) fn code(number: u32) -> String {
    format!("0x8A{:06X}", scattered(number))
}
