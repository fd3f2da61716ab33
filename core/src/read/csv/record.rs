//! One record: its fields, and where it ends.

use crate::Span;
use crate::read::columns::{Cell, Piece};
use memchr::{memchr2, memchr2_iter};

/// So many fields are taken apart.
const MAX_CELLS: usize = 512;

/// A record that was read.
pub(super) struct Record {
    pub cells: Vec<Cell>,
    /// After its line break.
    pub end: usize,
    /// Whether its last field has a quote that was not closed.
    pub open: bool,
}

/// Where a field ends.
struct End {
    /// The delimiter or line break after it.
    at: usize,
    open: bool,
}

impl Record {
    /// Reads the record at the start of `span`. No field is taken apart beyond `limit`: what has no quotes is one field to
    /// the end of the line. A quoted field that is not closed ends before a line that is the start of a row.
    pub(super) fn read(
        text: &str,
        span: Span,
        delimiter: u8,
        limit: Option<usize>,
        starts_row: impl Fn(&str) -> bool,
    ) -> Self {
        let mut record = Self { cells: Vec::new(), end: span.end, open: false };
        let bytes = text.as_bytes();
        let mut at = span.start;
        loop {
            let last = record.cells.len() + 1 >= limit.unwrap_or(MAX_CELLS);
            let rest = &text[at..span.end];
            let quote = at + (rest.len() - rest.trim_start_matches(' ').len());
            let mut cell = Cell::default();
            let end = if bytes.get(quote) == Some(&b'"') && quote < span.end {
                quoted(text, Span::new(quote + 1, span.end), delimiter, &mut cell, &starts_row)
            } else {
                bare(text, Span::new(at, span.end), (!last).then_some(delimiter), &mut cell)
            };
            record.cells.push(cell);
            record.open = end.open;
            if end.at >= span.end {
                return record;
            }
            at = end.at + 1;
            if bytes[end.at] == b'\n' {
                record.end = at;
                return record;
            }
        }
    }
}

/// A field without quotes.
fn bare(text: &str, span: Span, delimiter: Option<u8>, cell: &mut Cell) -> End {
    let bytes = &text.as_bytes()[span.range()];
    let length = memchr2(delimiter.unwrap_or(b'\n'), b'\n', bytes).unwrap_or(bytes.len());
    let at = span.start + length;
    *cell = Cell::of(crate::read::trimmed(text, Span::new(span.start, at)));
    End { at, open: false }
}

/// A field of which the opening quote stands before `span`.
fn quoted(text: &str, span: Span, delimiter: u8, cell: &mut Cell, starts_row: impl Fn(&str) -> bool) -> End {
    let bytes = text.as_bytes();
    let mut copied = span.start;
    let mut copy = |cell: &mut Cell, end: usize, next: usize| {
        if end > copied {
            cell.pieces.push(Piece::Copy(Span::new(copied, end)));
        }
        copied = next;
    };
    // White space at the end of what is cut is not the field's: the row's event ends before it.
    let written = |end: usize| span.start + text[span.start..end].trim_end().len();
    let mut skip = 0;
    for place in memchr2_iter(b'"', b'\n', &bytes[span.range()]) {
        let at = span.start + place;
        if at < skip {
            continue;
        }
        if bytes[at] == b'\n' {
            let line = &text[at + 1..super::line_end(text, at + 1, span.end)];
            if starts_row(line) {
                copy(cell, written(at), at);
                return End { at, open: true };
            }
        } else if bytes.get(at + 1) == Some(&b'"') && at + 1 < span.end {
            copy(cell, at, at + 2);
            cell.pieces.push(Piece::For("\"", Span::new(at, at + 2)));
            skip = at + 2;
        } else if let Some(end) = closes(bytes, at + 1, span.end, delimiter) {
            copy(cell, at, end);
            return End { at: end, open: false };
        }
    }
    copy(cell, written(span.end), span.end);
    End { at: span.end, open: true }
}

/// Where the field ends whose closing quote stands before `at`: nothing but spaces may come before the delimiter. `None` when
/// the quote is part of the field: people write files without doubling quotes.
fn closes(bytes: &[u8], at: usize, limit: usize, delimiter: u8) -> Option<usize> {
    let mut end = at;
    while end < limit && end - at < 16 && matches!(bytes[end], b' ' | b'\r') {
        end += 1;
    }
    (end == limit || bytes[end] == delimiter || bytes[end] == b'\n').then_some(end)
}
