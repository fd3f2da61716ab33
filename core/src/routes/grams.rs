//! By which bytes of a literal a text tells that it may have it.
//!
//! A literal that has the beginning of a word in it is told by sixteen or eight bytes from there: a text has few beginnings of words.
//! Others are told by eight, six or four bytes that may stand anywhere.

/// From the beginning of a word, so many bytes.
const WORD: [(usize, Kind); 2] = [(16, Kind::Long), (8, Kind::Short)];

/// Anywhere, so many bytes.
const ANYWHERE: [usize; 3] = [8, 6, 4];

/// By what a text tells that it may have something to do with an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A key of the index.
    Key,
    /// Sixteen bytes from the beginning of a word.
    Long,
    /// Eight.
    Short,
    /// Bytes that may stand anywhere.
    Anywhere,
}

/// How many kinds there are.
pub(super) const KINDS: usize = Kind::ALL.len();

impl Kind {
    /// All of them, in order.
    pub(super) const ALL: [Self; 4] = [Self::Key, Self::Long, Self::Short, Self::Anywhere];
}

/// What a hash is of: the first thing that goes into it.
const KEY: u64 = 1;
const WORDS: u64 = 64;
const ANY: u64 = 128;
const ID: u64 = 192;

/// The hash of a value of a class: SplitMix64's (<https://prng.di.unimi.it/splitmix64.c>).
pub(super) fn hash(class: u64, value: u64) -> u64 {
    let z = value.wrapping_add(class.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// The hash of a key of the index.
pub(super) fn key(key: u32) -> u64 {
    hash(KEY, u64::from(key))
}

/// The hash of an article's id.
pub(crate) fn id(id: &str) -> u64 {
    of(ID, id.as_bytes())
}

fn of(class: u64, bytes: &[u8]) -> u64 {
    bytes.chunks(8).fold(class + bytes.len() as u64, |hashed, eight| {
        hash(hashed, eight.iter().rev().fold(0, |value, &byte| value << 8 | u64::from(byte)))
    })
}

/// Calls `found` with the kind, the hash and the bytes at every beginning of a word but at the very start.
pub(super) fn at_words<'t>(text: &'t [u8], mut found: impl FnMut(Kind, u64, &'t [u8])) {
    for at in 1..text.len() {
        if !is_word(text[at - 1]) && is_word(text[at]) {
            for (length, kind) in WORD {
                let bytes = text.get(at..at + length);
                bytes.into_iter().for_each(|bytes| found(kind, of(WORDS, bytes), bytes));
            }
        }
    }
}

/// Calls `found` with the hash of bytes anywhere, and these: of each length in turn.
pub(super) fn anywhere<'t>(text: &'t [u8], mut found: impl FnMut(u64, &'t [u8])) {
    for length in ANYWHERE {
        for_each(text, length, &mut found);
    }
}

fn for_each<'t>(text: &'t [u8], length: usize, found: &mut impl FnMut(u64, &'t [u8])) {
    text.windows(length).for_each(|bytes| found(of(ANY, bytes), bytes));
}

/// As [`anywhere`], of a literal: of the greatest length that it has.
#[cfg(feature = "author")]
pub(super) fn anywhere_in<'t>(literal: &'t [u8], mut found: impl FnMut(u64, &'t [u8])) {
    let length = ANYWHERE.into_iter().find(|&length| length <= literal.len());
    length.into_iter().for_each(|length| for_each(literal, length, &mut found));
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}
