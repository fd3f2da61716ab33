//! Finds which of very many literals stand in a text, in one pass.
//!
//! Of every literal four bytes, rare ones, are its *gram*. A bit for each hash of a gram tells, for nearly every place of a
//! text, that no literal's gram is there; where one may be, a table gives the literals to compare. That costs about as much
//! as reading the text, hardly grows with the number of literals, and is built in the time that it takes to read them: an
//! Aho-Corasick automaton of the same literals is slower to scan with, and a hundred times slower to build (`cargo xtask
//! bench literals`).
//!
//! Many literals with the same rare gram, all of them nearly there, would cost a comparison each: at most [`MAX_SHARED`] share
//! one, the others take their next best.

/// The length of a gram, in bytes. A literal is at least so long.
pub(crate) const GRAM: usize = 4;

/// So many literals may have one gram, as long as another of their own is free.
const MAX_SHARED: u32 = 8;

/// A set of literals, to be found in texts all at once.
///
/// ```
/// let literals = kbmatch::Literals::new(["syncservice", "login", "too"].map(str::as_bytes));
/// let mut found = Vec::new();
/// literals.scan(b"https://syncservice.windows.net", |number| found.push(number));
/// assert_eq!(found, [0]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Literals {
    /// All of them, one behind the other.
    bytes: Vec<u8>,
    /// Where each ends in `bytes`.
    ends: Vec<u32>,
    /// A bit for each hash of [`Self::filter_bits`] bits.
    filter: Vec<u64>,
    filter_bits: u32,
    /// Where the grams of each hash of [`Self::slot_bits`] bits begin in `grams`; one more at the end.
    slots: Vec<u32>,
    slot_bits: u32,
    grams: Vec<Gram>,
}

#[derive(Clone, Copy, Debug)]
struct Gram {
    value: u32,
    literal: u32,
    /// Where in the literal it stands.
    offset: u32,
    /// Where in the literal another four bytes stand, rare ones too, and what they are: to compare them asks for no memory but the
    /// text, which is at hand.
    proof: u32,
    proof_value: u32,
}

impl Literals {
    /// The set of `literals`, numbered in their order. Those shorter than four bytes are never found. Cost: linear in their length.
    pub fn new<'a>(literals: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let literals = literals.into_iter();
        let mut set = Self::default();
        let mut shared = Shared::for_about(literals.size_hint().0);
        for (number, literal) in (0..).zip(literals) {
            set.bytes.extend_from_slice(literal);
            set.ends.push(length(set.bytes.len()));
            if let Some((offset, value)) = choose(literal, &mut shared) {
                let (proof, proof_value) = prove(literal, offset);
                set.grams.push(Gram { value, literal: number, offset, proof, proof_value });
            }
        }
        set.build();
        set
    }

    fn build(&mut self) {
        let grams = self.grams.len().max(1);
        self.slot_bits = grams.next_power_of_two().ilog2().clamp(4, 22);
        // Sixteen to thirty-two bits for each gram.
        self.filter_bits = (self.slot_bits + 4).clamp(12, 24);
        self.filter = vec![0; 1 << (self.filter_bits - 6)];
        self.grams.sort_by_key(|gram| (hash(gram.value, self.slot_bits), gram.value, gram.literal));
        for gram in &self.grams {
            let bit = hash(gram.value, self.filter_bits);
            self.filter[bit >> 6] |= 1 << (bit & 63);
        }
        self.slots = vec![0; (1 << self.slot_bits) + 1];
        for gram in &self.grams {
            self.slots[hash(gram.value, self.slot_bits) + 1] += 1;
        }
        for slot in 1..self.slots.len() {
            self.slots[slot] += self.slots[slot - 1];
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    fn literal(&self, number: usize) -> &[u8] {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.bytes[start..self.ends[number] as usize]
    }

    /// Calls `found` with the number of each literal that stands in `text`, at least once. Cost: linear in the text, and in the
    /// literals that begin to look like it.
    pub fn scan(&self, text: &[u8], mut found: impl FnMut(u32)) {
        if self.grams.is_empty() {
            return;
        }
        let shift = 32 - self.filter_bits;
        let mask = self.filter.len() - 1;
        for (at, gram) in text.windows(GRAM).enumerate() {
            let value = u32::from_le_bytes([gram[0], gram[1], gram[2], gram[3]]);
            let bit = (value.wrapping_mul(MULTIPLIER) >> shift) as usize;
            if self.filter[(bit >> 6) & mask] >> (bit & 63) & 1 != 0 {
                self.compare(text, at, value, &mut found);
            }
        }
    }

    #[cold]
    #[inline(never)]
    fn compare(&self, text: &[u8], at: usize, value: u32, found: &mut impl FnMut(u32)) {
        let slot = hash(value, self.slot_bits);
        let here = self.slots[slot] as usize..self.slots[slot + 1] as usize;
        for gram in self.grams[here].iter().filter(|gram| gram.value == value) {
            let Some(rest) = at.checked_sub(gram.offset as usize).and_then(|start| text.get(start..)) else {
                continue;
            };
            let proof = rest.get(gram.proof as usize..).and_then(|rest| rest.first_chunk::<GRAM>());
            let is_near = proof.is_some_and(|proof| u32::from_le_bytes(*proof) == gram.proof_value);
            if is_near && rest.starts_with(self.literal(gram.literal as usize)) {
                found(gram.literal);
            }
        }
    }
}

/// Knuth's multiplier, 2^32 over the golden ratio: the upper bits of the product depend on all of the value.
const MULTIPLIER: u32 = 0x9e37_79b1;

fn hash(value: u32, bits: u32) -> usize {
    (value.wrapping_mul(MULTIPLIER) >> (32 - bits)) as usize
}

fn length(bytes: usize) -> u32 {
    // Whoever makes a set keeps it far below: see the limits of packs.
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

/// How many literals have a gram, about: grams of one hash are counted together.
struct Shared {
    counts: Vec<u32>,
    bits: u32,
}

impl Shared {
    fn for_about(literals: usize) -> Self {
        let bits = (literals.max(256) * 8).next_power_of_two().ilog2().min(22);
        Self { counts: vec![0; 1 << bits], bits }
    }

    fn count(&mut self, value: u32) -> &mut u32 {
        &mut self.counts[hash(value, self.bits)]
    }
}

fn value(gram: &[u8]) -> u32 {
    u32::from_le_bytes([gram[0], gram[1], gram[2], gram[3]])
}

/// How rare these bytes are in folded event text, in half bits.
pub(crate) fn rarity(gram: &[u8]) -> u32 {
    gram.iter().map(|&b| u32::from(RARITY[usize::from(b)])).sum()
}

/// The rarest four bytes of a literal that share none with its gram, and where they stand; its first four where all do.
fn prove(literal: &[u8], gram: u32) -> (u32, u32) {
    let others = (0_u32..)
        .zip(literal.windows(GRAM))
        .take(MAX_OFFERED)
        .filter(|(at, _)| at.abs_diff(gram) >= GRAM as u32);
    let rarest = others.max_by_key(|(_, bytes)| rarity(bytes));
    rarest.or_else(|| Some((0, literal.get(..GRAM)?))).map_or((0, 0), |(at, bytes)| (at, value(bytes)))
}

/// The rarest gram of a literal that few others have, and where it stands.
fn choose(literal: &[u8], shared: &mut Shared) -> Option<(u32, u32)> {
    let offered = literal.windows(GRAM).take(MAX_OFFERED).enumerate();
    let cost = |(_, gram): &(usize, &[u8])| {
        (*shared.count(value(gram)) / MAX_SHARED, std::cmp::Reverse(rarity(gram)))
    };
    let (offset, gram) = offered.min_by_key(cost)?;
    *shared.count(value(gram)) += 1;
    Some((u32::try_from(offset).ok()?, value(gram)))
}

/// So many grams of a literal are considered.
const MAX_OFFERED: usize = 64;

/// How rare a byte is in folded event text, in half bits. Letters by their share in English
/// (<https://en.wikipedia.org/wiki/Letter_frequency>), rounded; digits and punctuation by what header lines, times and paths
/// are made of.
const RARITY: [u8; 256] = {
    let mut rarity = [14; 256];
    let (letters, bits) = (b"abcdefghijklmnopqrstuvwxyz", b"\x07\x0c\x0a\x09\x06\x0b\x0b\x08\x07\x12\x0d\x09\x0a\x07\x07\x0b\x14\x08\x08\x07\x0a\x0d\x0b\x11\x0b\x13");
    let mut at = 0;
    while at < letters.len() {
        rarity[letters[at] as usize] = bits[at];
        at += 1;
    }
    let (marks, bits) = (b" 0123456789.:-/\\,;()'\"=_<>", b"\x05\x09\x09\x09\x0a\x0a\x0a\x0a\x0a\x0a\x0a\x09\x09\x09\x0a\x0b\x0c\x0d\x0d\x0d\x0c\x0a\x0b\x0b\x09\x09");
    at = 0;
    while at < marks.len() {
        rarity[marks[at] as usize] = bits[at];
        at += 1;
    }
    rarity
};

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(literals: &[&str], text: &str) -> Vec<u32> {
        let mut found = Vec::new();
        let set = Literals::new(literals.iter().map(|literal| literal.as_bytes()));
        set.scan(text.as_bytes(), |literal| found.push(literal));
        found.sort_unstable();
        found.dedup();
        found
    }

    #[test]
    fn literals_are_found_at_both_ends_and_inside_each_other() {
        let literals = ["https://sync", "sync", "syncservice", "windows.net", "absent", "ce.windows"];
        assert_eq!(found(&literals, "https://syncservice.windows.net"), [0, 1, 2, 3, 5]);
        assert_eq!(found(&literals, "syn"), [0; 0]);
        assert_eq!(found(&[], "anything"), [0; 0]);
    }

    #[test]
    fn a_literal_that_is_too_short_is_never_found() {
        assert_eq!(found(&["abc", "abcd"], "abcd"), [1]);
    }

    proptest! {
        /// Few letters make many near misses.
        #[test]
        fn just_the_literals_that_are_there_are_found(
            literals in prop::collection::vec("[ab c]{4,9}", 0..40),
            text in "[ab c]{0,120}",
        ) {
            let literals: Vec<&str> = literals.iter().map(String::as_str).collect();
            let expected: Vec<u32> =
                (0..).zip(&literals).filter(|(_, literal)| text.contains(**literal)).map(|(at, _)| at).collect();
            prop_assert_eq!(found(&literals, &text), expected);
        }
    }
}
