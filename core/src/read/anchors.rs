//! Which layouts a text can hold at all, found in one pass: most texts hold one or two of some thirty.
//!
//! Each anchor is known by four of its bytes. The pass looks at every four bytes of the text and whether they are those of an
//! anchor of a layout that was not found yet; only then it compares. Against an automaton this makes no table to speak of,
//! and no pause before the first text is read.

use super::{LAYOUTS, Spec};
use crate::arrange::Arrange as _;
use std::sync::LazyLock;

/// An anchor with letters, and the four bytes by which it is known.
struct Anchor {
    /// See [`gram_at`].
    gram: u32,
    /// Where they stand in it.
    offset: usize,
    bytes: &'static [u8],
    /// The index of its layout.
    layout: usize,
}

/// The anchors with letters of all layouts, sorted by their four bytes.
static ANCHORS: LazyLock<Vec<Anchor>> = LazyLock::new(|| {
    let anchors = LAYOUTS.iter().enumerate().flat_map(|(layout, spec)| {
        spec.anchors.iter().filter(|anchor| !is_mark(anchor)).map(move |anchor| Anchor::new(anchor, layout))
    });
    let mut anchors: Vec<Anchor> = anchors.collect();
    anchors.arrange_by_key(|anchor| anchor.gram);
    anchors
});

/// Whether an anchor has no letters, or too few: such anchors are frequent where they are at all, and are found at once by a
/// search of their own.
fn is_mark(anchor: &str) -> bool {
    anchor.len() < GRAM || anchor.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_alphabetic())
}

/// By so many bytes an anchor is known.
const GRAM: usize = 4;

/// Bytes as a number, without the case of their letters.
fn gram_of(bytes: &[u8]) -> u32 {
    let gram = bytes.first_chunk().map_or(0, |gram| u32::from_le_bytes(*gram));
    gram | 0x2020_2020
}

impl Anchor {
    fn new(anchor: &'static str, layout: usize) -> Self {
        let bytes = anchor.as_bytes();
        let grams = bytes.windows(GRAM).enumerate();
        let rarest = grams.max_by_key(|(_, gram)| gram.iter().map(|&byte| rarity(byte)).sum::<u32>());
        let (offset, gram) = rarest.map_or((0, 0), |(offset, gram)| (offset, gram_of(gram)));
        Self { gram, offset, bytes, layout }
    }

    /// Whether the anchor stands in a text that has its four bytes at `at`.
    fn stands(&self, text: &[u8], at: usize) -> bool {
        let found = at.checked_sub(self.offset).and_then(|start| text.get(start..start + self.bytes.len()));
        found.is_some_and(|found| found.eq_ignore_ascii_case(self.bytes))
    }
}

/// How rare a byte is in the text of events, roughly.
fn rarity(byte: u8) -> u32 {
    match byte.to_ascii_lowercase() {
        b'e' | b't' | b'a' | b'o' | b'i' | b'n' | b's' | b'r' => 0,
        b'a'..=b'z' | b' ' => 1,
        _ => 2,
    }
}

/// A set of hashed grams: a gram of an anchor that is looked for is in it, hardly any other is.
struct Filter([u64; FILTER_WORDS]);

const FILTER_BITS: u32 = 15;
const FILTER_WORDS: usize = (1 << FILTER_BITS) / 64;

impl Filter {
    /// For the anchors of layouts that are not `present` yet.
    fn new(present: &[bool]) -> Self {
        let mut filter = Self([0; FILTER_WORDS]);
        for anchor in ANCHORS.iter().filter(|anchor| !present[anchor.layout]) {
            let (word, bit) = Self::place(anchor.gram);
            filter.0[word] |= bit;
        }
        filter
    }

    fn place(gram: u32) -> (usize, u64) {
        let hash = gram.wrapping_mul(0x9e37_79b1) >> (32 - FILTER_BITS);
        ((hash / 64) as usize % FILTER_WORDS, 1 << (hash % 64))
    }

    /// The first place at or after `from` whose bytes may be those of an anchor, and them.
    fn next(&self, text: &[u8], from: usize) -> Option<(usize, u32)> {
        let grams = text.get(from..)?.windows(GRAM).map(gram_of).enumerate();
        let mut hits = grams.filter(|(_, gram)| {
            let (word, bit) = Self::place(*gram);
            self.0[word] & bit != 0
        });
        hits.next().map(|(at, gram)| (from + at, gram))
    }
}

fn has_mark(text: &str, spec: &Spec) -> bool {
    let mut marks = spec.anchors.iter().filter(|anchor| is_mark(anchor));
    marks.any(|mark| memchr::memmem::find(text.as_bytes(), mark.as_bytes()).is_some())
}

/// The layouts of which a block may be in `text`, in their order. Cost: one pass over the text, less where all are found
/// early.
pub(super) fn layouts_in(text: &str) -> impl Iterator<Item = &'static Spec> {
    let mut present: Vec<bool> =
        LAYOUTS.iter().map(|spec| spec.anchors.is_empty() || has_mark(text, spec)).collect();
    let (text, mut from) = (text.as_bytes(), 0);
    let mut filter = Filter::new(&present);
    while let Some((at, gram)) = filter.next(text, from) {
        from = at + 1;
        let first = ANCHORS.partition_point(|anchor| anchor.gram < gram);
        let same = ANCHORS[first..].iter().take_while(|anchor| anchor.gram == gram);
        let mut found = false;
        for anchor in same.filter(|anchor| anchor.stands(text, at)) {
            found |= !std::mem::replace(&mut present[anchor.layout], true);
        }
        if found {
            filter = Filter::new(&present);
        }
        if !present.contains(&false) {
            break;
        }
    }
    LAYOUTS.iter().zip(present).filter_map(|(spec, present)| present.then_some(spec))
}
