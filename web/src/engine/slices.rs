//! How a long document is cut: into pieces of one size, one after the other.

use std::ops::Range;

/// A piece this long is scanned in a fraction of a second, and its trip costs little beside that.
const PIECE: usize = 1 << 20;

/// The pieces of a document that were not sent yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Slices {
    sent: usize,
    size: usize,
}

impl Slices {
    /// All of a document of that size.
    pub(super) fn of(size: usize) -> Self {
        Self { sent: 0, size }
    }
}

impl Iterator for Slices {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let start = self.sent;
        let end = start.saturating_add(PIECE).min(self.size);
        self.sent = end;
        (start < end).then_some(start..end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_follow_each_other_to_the_end() {
        let cut = |size| Slices::of(size).collect::<Vec<_>>();
        assert!(cut(0).is_empty());
        assert_eq!(cut(PIECE), std::iter::once(0..PIECE).collect::<Vec<_>>());
        assert_eq!(cut(2 * PIECE + 1), [0..PIECE, PIECE..2 * PIECE, 2 * PIECE..2 * PIECE + 1]);
    }

    #[test]
    fn the_longest_document_that_can_be_counted_has_an_end() {
        let mut slices = Slices { sent: usize::MAX - 1, size: usize::MAX };
        assert_eq!((slices.next(), slices.next()), (Some(usize::MAX - 1..usize::MAX), None));
    }
}
