use crate::Span;
use std::ops::Range;

/// A text, and for each stretch of it the place in another text (its *source*) that it was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapped {
    text: String,
    map: OffsetMap,
}

impl Mapped {
    /// The text itself.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the text's bytes in `range` came from: in order, touching pieces joined. Stretches that were inserted have no
    /// source and add nothing. Cost: O(log n) and the pieces returned.
    pub fn source(&self, range: Range<usize>) -> Vec<Span> {
        self.map.source(range)
    }

    /// An empty text with room for `bytes`, and for `pieces` of them.
    pub(crate) fn with_capacity(bytes: usize, pieces: usize) -> Self {
        let map = OffsetMap { segments: Vec::with_capacity(pieces) };
        Self { text: String::with_capacity(bytes), map }
    }

    /// Moves the sources to where `place` says. Where a stretch changes its length, the map gets a segment for each character.
    pub(crate) fn relocate(&mut self, place: impl Fn(Span) -> Span) {
        let mut moved = OffsetMap { segments: Vec::with_capacity(self.map.segments.len()) };
        for segment in &self.map.segments {
            let source = place(segment.source);
            if segment.kind == Kind::Replaced || source.len() == segment.source.len() {
                moved.push(segment.end - segment.start, source, segment.kind);
                continue;
            }
            let mut at = segment.source.start;
            for c in self.text[segment.start..segment.end].chars() {
                let source = place(Span::new(at, at + c.len_utf8()));
                at += c.len_utf8();
                moved.push(c.len_utf8(), source, Kind::Replaced);
            }
        }
        self.map = moved;
    }

    /// Moves the sources `by` bytes on.
    pub(crate) fn shift(&mut self, by: usize) {
        for segment in &mut self.map.segments {
            segment.source = segment.source.shifted(by);
        }
    }

    /// The text without its map.
    pub(crate) fn into_text(self) -> String {
        self.text
    }

    /// Appends `piece`, which stands at `source_start` in the source letter by letter. Returns its range in the text.
    pub(crate) fn copy(&mut self, piece: &str, source_start: usize) -> Range<usize> {
        let source = Span::new(source_start, source_start + piece.len());
        self.map.push(piece.len(), source, Kind::Verbatim);
        self.append(piece)
    }

    /// Puts lower-case letters in place of the upper-case ones of ASCII.
    pub(crate) fn make_ascii_lowercase(&mut self) {
        self.text.make_ascii_lowercase();
    }

    /// Appends `piece`, which as a whole stands for `source` (an escape, a run of white space).
    pub(crate) fn replace(&mut self, piece: &str, source: Span) -> Range<usize> {
        self.map.push(piece.len(), source, Kind::Replaced);
        self.append(piece)
    }

    /// Appends one character that stands for `source`; one of the same length counts as copied, which keeps the map small.
    pub(crate) fn replace_char(&mut self, c: char, source: Span) -> Range<usize> {
        let kind = if c.len_utf8() == source.len() { Kind::Verbatim } else { Kind::Replaced };
        self.map.push(c.len_utf8(), source, kind);
        self.append(c.encode_utf8(&mut [0; 4]))
    }

    /// Appends `piece`, which has no source; `near` keeps offsets in order.
    pub(crate) fn insert(&mut self, piece: &str, near: usize) -> Range<usize> {
        self.replace(piece, Span::new(near, near))
    }

    /// The range of this text that was made from `source`: the inverse of [`Mapped::source`], for a map whose sources
    /// ascend. A bound inside a replaced stretch moves outwards.
    pub(crate) fn made_from(&self, source: Span) -> Range<usize> {
        self.map.made_from(source, self.text.len())
    }

    /// The same text, its map counting in the source of `outer`: of the text that this one, `shift` bytes in, was made from.
    /// Cost: the segments of this map, and those of `outer` that they lie on, each after a binary search.
    #[must_use]
    pub(crate) fn through(self, outer: &Self, shift: usize) -> Self {
        let mut map = OffsetMap::default();
        for segment in self.map.segments {
            outer.map.push_through(&segment, shift, &mut map);
        }
        Self { text: self.text, map }
    }

    /// The stretch of the source that holds all that `span` of the text was made from, with what was left out in between.
    pub(crate) fn hull(&self, span: Span) -> Span {
        self.map.hull(span)
    }

    fn append(&mut self, piece: &str) -> Range<usize> {
        let start = self.text.len();
        self.text.push_str(piece);
        start..self.text.len()
    }
}

/// Piecewise map from offsets of a text to spans of its source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct OffsetMap {
    segments: Vec<Segment>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Byte for byte (or character for character of the same length).
    Verbatim,
    /// The whole stretch stands for the whole source span.
    Replaced,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Segment {
    start: usize,
    end: usize,
    source: Span,
    kind: Kind,
}

impl OffsetMap {
    fn push(&mut self, len: usize, source: Span, kind: Kind) {
        if len == 0 {
            return;
        }
        let start = self.segments.last().map_or(0, |s| s.end);
        if let Some(last) = self.segments.last_mut()
            && kind == Kind::Verbatim
            && last.kind == Kind::Verbatim
            && last.source.end == source.start
        {
            last.end += len;
            last.source.end = source.end;
            return;
        }
        self.segments.push(Segment { start, end: start + len, source, kind });
    }

    fn source(&self, range: Range<usize>) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        let first = self.segments.partition_point(|s| s.end <= range.start);
        for segment in self.segments[first..].iter().take_while(|s| s.start < range.end) {
            let span = segment.source_of(&range);
            match spans.last_mut() {
                _ if span.is_empty() => {}
                Some(last) if last.end == span.start => last.end = span.end,
                _ => spans.push(span),
            }
        }
        spans
    }

    /// Pushes onto `map` what `segment`, whose source is `shift` bytes into the text of this map, comes from.
    fn push_through(&self, segment: &Segment, shift: usize, map: &mut Self) {
        let source = segment.source.shifted(shift);
        if segment.kind == Kind::Replaced {
            map.push(segment.end - segment.start, self.hull(source), Kind::Replaced);
            return;
        }
        let first = self.segments.partition_point(|s| s.end <= source.start);
        for inner in self.segments[first..].iter().take_while(|s| s.start < source.end) {
            let length = inner.end.min(source.end) - inner.start.max(source.start);
            map.push(length, inner.source_of(&source.range()), inner.kind);
        }
    }

    fn hull(&self, span: Span) -> Span {
        let first = self.segments.partition_point(|s| s.end <= span.start);
        let Some(segment) = self.segments.get(first) else {
            let end = self.segments.last().map_or(0, |s| s.source.end);
            return Span::new(end, end);
        };
        let start = segment.source_of(&span.range()).start;
        if span.is_empty() {
            return Span::new(start, start);
        }
        let last = self.segments.partition_point(|s| s.start < span.end);
        let end = last.checked_sub(1).and_then(|last| self.segments.get(last));
        Span::new(start, end.map_or(start, |s| s.source_of(&span.range()).end.max(start)))
    }

    fn made_from(&self, source: Span, text_len: usize) -> Range<usize> {
        let first = self.segments.partition_point(|s| s.source.end <= source.start);
        let start = self.segments.get(first).map_or(text_len, |s| match s.kind {
            Kind::Verbatim => s.start + source.start.saturating_sub(s.source.start),
            Kind::Replaced => s.start,
        });
        let after = self.segments.partition_point(|s| s.source.start < source.end);
        let end = after.checked_sub(1).and_then(|i| self.segments.get(i)).map_or(0, |s| match s.kind {
            Kind::Verbatim => s.end - s.source.end.saturating_sub(source.end),
            Kind::Replaced => s.end,
        });
        start..end.max(start)
    }
}

impl Segment {
    fn source_of(&self, range: &Range<usize>) -> Span {
        match self.kind {
            Kind::Replaced => self.source,
            Kind::Verbatim => Span {
                start: self.source.start + range.start.saturating_sub(self.start),
                end: self.source.end - self.end.saturating_sub(range.end),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sample() -> Mapped {
        // source: `ab&lt;cd> ef`
        let mut m = Mapped::default();
        m.copy("ab", 0);
        m.replace("<", Span::new(2, 6));
        m.copy("cd", 6);
        m.insert("\n", 8);
        m.copy("ef", 10);
        m
    }

    #[test]
    fn pieces_that_touch_in_the_source_are_one_span() {
        let m = sample();
        assert_eq!(m.text(), "ab<cd\nef");
        assert_eq!(m.source(0..5), [Span::new(0, 8)]);
        assert_eq!(m.source(1..2), [Span::new(1, 2)]);
        assert_eq!(m.source(2..3), [Span::new(2, 6)]);
        assert_eq!(m.source(4..7), [Span::new(7, 8), Span::new(10, 11)]);
    }

    #[test]
    fn inserted_text_has_no_source() {
        assert_eq!(sample().source(5..6), []);
    }

    #[test]
    fn the_inverse_finds_what_was_made_from_a_span() {
        let m = sample();
        assert_eq!(m.made_from(Span::new(1, 7)), 1..4);
        assert_eq!(m.made_from(Span::new(3, 4)), 2..3);
        assert_eq!(m.made_from(Span::new(10, 12)), 6..8);
    }

    /// A text made from `source`: `0` copies a character, `1` drops it, `2` replaces it by `#`, `3` puts `+` before it.
    fn made(source: &str, edits: &[u8]) -> Mapped {
        let mut made = Mapped::default();
        for ((at, c), edit) in source.char_indices().zip(edits.iter().cycle()) {
            let span = Span::new(at, at + c.len_utf8());
            match edit {
                0 => made.copy(&source[span.range()], at),
                1 => continue,
                2 => made.replace("#", span),
                _ => {
                    made.insert("+", at);
                    made.copy(&source[span.range()], at)
                }
            };
        }
        made
    }

    proptest! {
        #[test]
        fn a_map_through_another_finds_what_both_find_one_after_the_other(
            source in "[a-d\u{e9}]{0,20}",
            outer in prop::collection::vec(0..4_u8, 1..20),
            inner in prop::collection::vec(0..4_u8, 1..20),
            shift in 0..3_usize,
        ) {
            let outer = made(&source, &outer);
            let shift = outer.text().ceil_char_boundary(shift);
            let inner = made(&outer.text()[shift..], &inner);
            let through = inner.clone().through(&outer, shift);
            prop_assert_eq!(inner.text(), through.text());
            for (at, c) in inner.text().char_indices() {
                let range = at..at + c.len_utf8();
                let expected: Vec<Span> =
                    inner.source(range.clone()).into_iter().flat_map(|s| outer.source(s.shifted(shift).range())).collect();
                prop_assert_eq!(through.source(range), expected);
            }
        }
    }

    #[test]
    fn a_hull_holds_what_was_left_out_in_between() {
        let m = sample();
        assert_eq!(m.hull(Span::new(4, 7)), Span::new(7, 11));
        assert_eq!(m.hull(Span::new(2, 3)), Span::new(2, 6));
        assert_eq!(m.hull(Span::new(8, 8)), Span::new(12, 12));
        assert_eq!(m.hull(Span::new(3, 3)), Span::new(6, 6));
    }
}
