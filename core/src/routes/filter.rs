//! A set of hashes that holds what was put in, and few others: in a page's first load, bits count.
//!
//! Hashes are mapped, in order, to numbers below `count * 2^rest`. The numbers, sorted, are written as differences: Golomb-Rice codes,
//! about `rest + 1.5` bits each. One in `2^rest` hashes that were not put in is taken for one that was.

use serde::{Deserialize, Serialize};

/// A set as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Packed {
    /// Of how many hashes it was made.
    count: u32,
    /// How many different numbers these have.
    numbers: u32,
    rest: u8,
    codes: Vec<u8>,
}

/// The same, ready to be asked.
#[derive(Clone, Debug, Default)]
pub(super) struct Filter {
    range: u64,
    numbers: Vec<u32>,
}

/// Numbers have at most so many bits.
const MOST_BITS: u32 = 32;

/// One in two to this power of other hashes is taken for one of a set, or more.
pub(super) const MOST_REST: u8 = 24;

fn range(count: u32, rest: u8) -> Option<u64> {
    let range = u64::from(count).checked_shl(u32::from(rest)).filter(|_| rest <= MOST_REST)?;
    (range <= 1 << MOST_BITS).then_some(range)
}

fn number(hash: u64, range: u64) -> u32 {
    // Less than the range, which is at most 2^32.
    ((u128::from(hash) * u128::from(range)) >> 64) as u32
}

impl Filter {
    /// The set that was written; `None` when it is not one. Cost: linear in its length.
    pub(super) fn read(packed: &Packed) -> Option<Self> {
        let range = range(packed.count, packed.rest)?;
        let most = packed.codes.len().saturating_mul(8) / (usize::from(packed.rest) + 1);
        if packed.numbers as usize > most {
            return None;
        }
        let (mut bits, mut at, mut numbers) =
            (Bits { bytes: &packed.codes, at: 0 }, 0_u64, Vec::with_capacity(packed.numbers as usize));
        for _ in 0..packed.numbers {
            let mut quotient = 0_u64;
            while bits.next()? {
                quotient += 1;
            }
            let rest = (0..packed.rest).try_fold(0, |rest, _| Some(rest << 1 | u64::from(bits.next()?)))?;
            at = at.checked_add(quotient << packed.rest | rest).filter(|&at| at < range)?;
            numbers.push(at as u32);
        }
        Some(Self { range, numbers })
    }

    /// As [`Filter::read`], of several.
    pub(super) fn read_all<const N: usize>(packed: &[Packed; N]) -> Option<[Self; N]> {
        let sets: Option<Vec<Self>> = packed.iter().map(Self::read).collect();
        sets?.try_into().ok()
    }

    /// Whether it holds this hash, or one that looks like it.
    pub(super) fn has(&self, hash: u64) -> bool {
        self.numbers.binary_search(&number(hash, self.range)).is_ok()
    }

    /// Whether it holds nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }
}

struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    fn next(&mut self) -> Option<bool> {
        let byte = self.bytes.get(self.at / 8)?;
        self.at += 1;
        Some(byte >> ((self.at - 1) % 8) & 1 != 0)
    }
}

#[cfg(feature = "author")]
impl Packed {
    /// The set of these hashes, of which one in `2^rest` others is taken for one.
    pub(super) fn of(mut hashes: Vec<u64>, rest: u8) -> Self {
        hashes.sort_unstable();
        hashes.dedup();
        // More hashes than there is room for would be no base that anybody could make.
        let most = (1_usize << (MOST_BITS - u32::from(rest))).min(hashes.len());
        let count = u32::try_from(most).unwrap_or(u32::MAX);
        let Some(range) = range(count, rest) else { return Self::default() };
        let mut numbers: Vec<u32> = hashes.into_iter().map(|hash| number(hash, range)).collect();
        numbers.dedup();
        let mut codes = Codes::default();
        let mut before = 0;
        for &number in &numbers {
            let difference = number - before;
            (0..difference >> rest).for_each(|_| codes.push(true));
            codes.push(false);
            (0..rest).rev().for_each(|bit| codes.push(difference >> bit & 1 != 0));
            before = number;
        }
        Self { count, numbers: u32::try_from(numbers.len()).unwrap_or(u32::MAX), rest, codes: codes.bytes }
    }
}

#[cfg(feature = "author")]
#[derive(Default)]
struct Codes {
    bytes: Vec<u8>,
    bits: usize,
}

#[cfg(feature = "author")]
impl Codes {
    fn push(&mut self, bit: bool) {
        if self.bits.is_multiple_of(8) {
            self.bytes.push(0);
        }
        if let Some(last) = self.bytes.last_mut() {
            *last |= u8::from(bit) << (self.bits % 8);
        }
        self.bits += 1;
    }
}

#[cfg(all(test, feature = "author"))]
mod tests {
    use super::*;

    fn hashes(from: u64, count: u64) -> Vec<u64> {
        (from..from + count).map(|n| crate::routes::grams::hash(0, n)).collect()
    }

    #[test]
    fn a_set_holds_what_was_put_in_and_little_else() {
        for (count, rest) in [(0, 8), (1, 8), (5_000, 8), (5_000, 14), (300, 0)] {
            let packed = Packed::of(hashes(0, count), rest);
            let set = Filter::read(&packed).expect("a set");
            assert!(hashes(0, count).iter().all(|&hash| set.has(hash)));
            let others = hashes(1 << 40, 100_000).iter().filter(|&&hash| set.has(hash)).count();
            let expected = if count == 0 { 0 } else { 100_000 >> rest };
            assert!(others <= expected + expected / 5 + 40, "{count} {rest}: {others} others");
        }
    }

    #[test]
    fn a_set_takes_little_more_than_its_bits() {
        let packed = Packed::of(hashes(0, 10_000), 8);
        assert!(packed.codes.len() * 8 < 10_000 * 10, "{} bytes", packed.codes.len());
    }

    #[test]
    fn what_is_no_set_is_refused_in_bounded_memory() {
        let whole = Packed::of(hashes(0, 100), 8);
        let cut = Packed { codes: whole.codes[..whole.codes.len() / 2].to_vec(), ..whole.clone() };
        let long = Packed { numbers: u32::MAX, ..whole.clone() };
        let wide = Packed { rest: 200, ..whole.clone() };
        let narrow = Packed { count: 1, ..whole };
        for wrong in [cut, long, wide, narrow] {
            assert!(Filter::read(&wrong).is_none());
        }
    }
}
