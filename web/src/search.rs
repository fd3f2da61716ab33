//! Looking for words in a long document, a piece of it at a time.

use crate::viewer::{Chunk, LineEnds, LineIndex, find_in};
use std::ops::Range;

/// Where words were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The place in the document's bytes.
    pub byte: usize,
    /// The number of the line, from 0.
    pub line: usize,
}

/// A search through all of a document, from a place on, around its end.
#[derive(Clone, Debug)]
pub struct Search {
    ends: LineEnds,
    query: String,
    back: bool,
    from: usize,
    /// Bytes of each piece, and the line that it begins in.
    pieces: Vec<(Range<usize>, usize)>,
    /// The piece that the search begins with.
    first: usize,
    /// How many pieces were looked through.
    done: usize,
}

impl Search {
    /// A search for `query` behind the place `from`, or before it when `back`.
    pub fn new(index: &LineIndex, ends: LineEnds, query: &str, from: usize, back: bool) -> Self {
        let pieces = index.pieces();
        let first = pieces.iter().rposition(|(bytes, _)| bytes.start <= from).unwrap_or_default();
        Self { ends, query: query.to_owned(), back, from, pieces, first, done: 0 }
    }

    /// The bytes to look at next; `None` when all were. A piece goes a little into the next one: words may lie across.
    pub fn wanted(&self) -> Option<Range<usize>> {
        let (bytes, _) = self.piece()?;
        let more = self.ends.encode(&self.query).len().saturating_sub(1);
        Some(bytes.start..bytes.end + more)
    }

    /// Looks at the bytes that were wanted.
    pub fn look(&mut self, bytes: Vec<u8>) -> Option<Hit> {
        let (range, line) = self.piece()?.clone();
        let is_first = self.done == 0;
        self.done += 1;
        let chunk = Chunk { start: range.start, line, bytes };
        let from = match (is_first, self.back) {
            (true, _) => self.from,
            (false, false) => range.start,
            (false, true) => usize::MAX,
        };
        let (byte, line) = find_in(&chunk, self.ends, &self.query, from, self.back)?;
        Some(Hit { byte, line })
    }

    /// How much was looked through, from 0 to 100.
    pub fn percent(&self) -> u32 {
        (100 * self.done / self.pieces.len().max(1)).min(100) as u32
    }

    /// Once around, and the first piece again, for what lies on the other side of the place.
    fn piece(&self) -> Option<&(Range<usize>, usize)> {
        let all = self.pieces.len();
        if self.done > all || all == 0 {
            return None;
        }
        let step = self.done % all;
        let at = if self.back { (self.first + all - step) % all } else { (self.first + step) % all };
        self.pieces.get(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pieces of four bytes.
    fn hits(text: &str, query: &str, from: usize, back: bool) -> Option<(usize, usize)> {
        let mut index = LineIndex::default();
        for end in (4..text.len()).step_by(4).chain([text.len()]) {
            index.add(end, text[..end].matches('\n').count());
        }
        let mut search = Search::new(&index, LineEnds::Byte, query, from, back);
        while let Some(bytes) = search.wanted() {
            let end = bytes.end.min(text.len());
            if let Some(hit) = search.look(text.as_bytes()[bytes.start..end].to_vec()) {
                return Some((hit.byte, hit.line));
            }
        }
        None
    }

    #[test]
    fn a_search_goes_on_from_piece_to_piece_and_around_the_end() {
        let text = "needle\nab\nNEEDLE\ncd\n";
        assert_eq!(hits(text, "needle", 0, false), Some((0, 0)));
        assert_eq!(hits(text, "needle", 1, false), Some((10, 2)));
        assert_eq!(hits(text, "needle", 11, false), Some((0, 0)));
        assert_eq!(hits(text, "needle", 10, true), Some((0, 0)));
        assert_eq!(hits(text, "needle", 0, true), Some((10, 2)));
        assert_eq!(hits(text, "xyz", 3, false), None);
        assert_eq!(hits("", "a", 0, false), None);
    }
}
