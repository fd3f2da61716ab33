use crate::{Input, Span};
use std::borrow::Cow;

/// The parts of an input that a report points at, with the way from the report's places into their text.
///
/// Of an input that is at hand that is all of it ([`Passages::whole`]). Of a stream ([`Scanner`](crate::Scanner)) only the
/// events that matter are kept, each with a few lines around it.
#[derive(Clone, Debug, Default)]
pub struct Passages<'a> {
    text: Cow<'a, str>,
    pieces: Vec<Piece<'a>>,
}

#[derive(Clone, Debug)]
struct Piece<'a> {
    input: Input<'a>,
    /// Where it starts in the passages' text.
    start: usize,
    lines: Lines,
}

impl<'a> Passages<'a> {
    /// All of an input. Cost: one pass, for the line numbers.
    pub fn whole(input: &'a Input<'a>) -> Self {
        let piece = Piece { input: input.clone(), start: 0, lines: Lines::new(input.text(), 1) };
        Self { text: Cow::Borrowed(input.text()), pieces: vec![piece] }
    }

    /// Adds a part that comes after the others, whose first line has this number.
    pub(crate) fn push(&mut self, input: Input<'a>, line: usize) {
        let text = self.text.to_mut();
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        let start = text.len();
        text.push_str(input.text());
        let lines = Lines::new(input.text(), line);
        self.pieces.push(Piece { input, start, lines });
    }

    /// Leaves out the parts of which `keep` says no, given their bytes in the input. Cost: linear in the text.
    pub(crate) fn retain(&mut self, keep: impl Fn(Span) -> bool) {
        let mut left = Self::default();
        for Piece { input, lines, .. } in std::mem::take(&mut self.pieces) {
            let end = input.source_offset(input.text().len());
            if keep(Span::new(input.source_offset(0), end)) {
                let line = lines.number(input.text(), 0);
                left.push(input, line);
            }
        }
        *self = left;
    }

    /// The parts, each starting on a line of its own.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where bytes of the input stand in [`Passages::text`]; `None` when they were not kept.
    pub fn text_span(&self, bytes: Span) -> Option<Span> {
        let after = self.pieces.partition_point(|piece| piece.input.source_offset(0) <= bytes.start);
        // The first piece also has what stands before its text: a byte order mark.
        let piece = self.pieces.get(after.saturating_sub(1))?;
        let kept = piece.input.source_offset(piece.input.text().len());
        (bytes.end <= kept).then(|| piece.input.text_span(bytes).shifted(piece.start))
    }

    /// The number in the input, from 1, of the line that holds this offset of [`Passages::text`].
    pub fn line(&self, offset: usize) -> usize {
        let after = self.pieces.partition_point(|piece| piece.start <= offset);
        let Some(piece) = after.checked_sub(1).and_then(|last| self.pieces.get(last)) else { return 1 };
        piece.lines.number(piece.input.text(), offset - piece.start)
    }
}

/// Line numbers of a text. Cost: one pass over it, once; then at most [`STRIDE`] bytes a question.
#[derive(Clone, Debug)]
struct Lines {
    /// The number of the line that holds each multiple of [`STRIDE`].
    numbers: Vec<usize>,
}

const STRIDE: usize = 1 << 12;

impl Lines {
    fn new(text: &str, first: usize) -> Self {
        let mut number = first;
        let numbers = text.as_bytes().chunks(STRIDE).map(|chunk| {
            number += count_breaks(chunk);
            number
        });
        Self { numbers: std::iter::once(first).chain(numbers).collect() }
    }

    fn number(&self, text: &str, offset: usize) -> usize {
        let offset = offset.min(text.len());
        let stride = offset / STRIDE;
        self.numbers[stride] + count_breaks(&text.as_bytes()[stride * STRIDE..offset])
    }
}

/// How many lines end in these bytes.
pub(crate) fn count_breaks(bytes: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', bytes).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_from_one_across_strides() {
        let text = "ab\n".repeat(50_000);
        let input = Input::decode(text.as_bytes());
        let passages = Passages::whole(&input);
        for offset in [0, 2, 3, STRIDE - 1, STRIDE, STRIDE + 1, 2 * STRIDE, text.len(), text.len() + 9] {
            assert_eq!(passages.line(offset), 1 + offset.min(text.len()) / 3, "{offset}");
        }
        let input = Input::decode(b"");
        assert_eq!(Passages::whole(&input).line(0), 1);
    }

    #[test]
    fn parts_know_their_bytes_and_lines() {
        let mut passages = Passages::default();
        passages.push(Input::decode(b"one\ntwo").starting_at(100), 7);
        passages.push(Input::decode("drei\nvi\u{e9}r\n".as_bytes()).starting_at(500), 90);
        assert_eq!(passages.text(), "one\ntwo\ndrei\nvi\u{e9}r\n");
        let words = |start, end| {
            passages
                .text_span(Span::new(start, end))
                .map(|span| (&passages.text()[span.range()], passages.line(span.start)))
        };
        assert_eq!(words(104, 107), Some(("two", 8)));
        assert_eq!(words(505, 510), Some(("vi\u{e9}r", 91)));
        assert_eq!(words(108, 110), None);
        assert_eq!(words(600, 601), None);
    }
}
