//! Lists of byte strings: `count: u32, lengths: [u32; count], bytes`, little endian.

use std::ops::Range;

/// A list somewhere in a shard, checked.
#[derive(Clone, Debug, Default)]
pub(super) struct List {
    ends: Vec<u32>,
    /// Where the items' bytes begin in the shard.
    start: usize,
}

impl List {
    /// The list that is `section` of a shard, which begins at `start` in it. `None` when its numbers do not fit its length.
    pub(super) fn read(section: &[u8], start: usize) -> Option<Self> {
        let (count, rest) = section.split_first_chunk::<4>()?;
        let count = usize::try_from(u32::from_le_bytes(*count)).ok()?;
        let (lengths, items) = rest.split_at_checked(count.checked_mul(4)?)?;
        let (lengths, _) = lengths.as_chunks::<4>();
        let mut end = 0_u32;
        let ends = lengths.iter().map(|length| {
            end = end.checked_add(u32::from_le_bytes(*length))?;
            Some(end)
        });
        let ends: Vec<u32> = ends.collect::<Option<_>>()?;
        (end as usize == items.len()).then_some(Self { ends, start: start + 4 + count * 4 })
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Where an item stands in the shard.
    pub(super) fn range(&self, item: usize) -> Option<Range<usize>> {
        let end = *self.ends.get(item)? as usize;
        let start =
            item.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |&start| start as usize);
        Some(self.start + start..self.start + end)
    }
}

/// Writes a list.
#[cfg(feature = "author")]
pub(super) fn write<T: AsRef<[u8]>>(items: &[T], out: &mut Vec<u8>) {
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX).to_le_bytes();
    out.extend(number(items.len()));
    items.iter().for_each(|item| out.extend(number(item.as_ref().len())));
    items.iter().for_each(|item| out.extend_from_slice(item.as_ref()));
}

#[cfg(all(test, feature = "author"))]
mod tests {
    use super::*;

    #[test]
    fn a_list_gives_back_what_was_put_in() {
        let mut bytes = vec![9, 9];
        write(&[&b"one"[..], b"", b"three"], &mut bytes);
        let list = List::read(&bytes[2..], 2).expect("a list");
        let items: Vec<&[u8]> = (0..list.len()).filter_map(|item| Some(&bytes[list.range(item)?])).collect();
        assert_eq!(items, [&b"one"[..], b"", b"three"]);
        assert_eq!(list.range(3), None);
    }

    #[test]
    fn a_list_whose_numbers_do_not_fit_is_none() {
        let mut bytes = Vec::new();
        write(&[&b"one"[..], b"two"], &mut bytes);
        for len in 0..bytes.len() {
            assert!(List::read(&bytes[..len], 0).is_none(), "{len}");
        }
        for at in 0..12 {
            let mut wrong = bytes.clone();
            wrong[at] ^= 0x80;
            assert!(List::read(&wrong, 0).is_none(), "byte {at}");
        }
    }
}
