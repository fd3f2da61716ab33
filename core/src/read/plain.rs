//! What is left when every layout has taken its blocks: text without event structure.

use super::{Builder, Reading, ceil_boundary, floor_boundary, line_end, trimmed};
use crate::Span;
use crate::event::{Extent, Format};
use crate::report::{Note, NoteCode};

/// A piece of plain text is one event up to this length: evidence that lies further apart says little.
const MAX_PIECE: usize = 64 << 10;

/// A line is kept whole up to this length.
const MAX_LINE: usize = 1 << 20;

/// Makes plain events of a stretch of the text; none when it has no word: quote marks, bullets, code fences.
pub(super) fn read(text: &str, span: Span, reading: &mut Reading) {
    let span = without_fences(text, span);
    let mut at = span.start;
    let mut in_line = false;
    while at < span.end {
        let Cut { end, mid_line } = cut(text, at, span.end);
        if mid_line && !in_line {
            let line = Span::new(at, line_end(text, end, span.end));
            reading.note(Note::new(
                NoteCode::Oversize,
                line,
                "a line of more than 1 MiB was cut into pieces",
            ));
        }
        in_line = mid_line;
        let piece = trimmed(text, Span::new(at, end));
        if text[piece.range()].contains(char::is_alphanumeric) {
            let mut builder = Builder::new(text, piece.start);
            let range = builder.copy(piece);
            builder.message_fields(range);
            reading.events.push(builder.build(Format::Text, piece, Extent::Fragment));
        }
        at = end;
    }
}

/// The end of a piece.
struct Cut {
    end: usize,
    /// Whether it cuts a line in two.
    mid_line: bool,
}

/// Where the piece that starts at `at` ends: with a line if possible.
fn cut(text: &str, at: usize, limit: usize) -> Cut {
    if limit - at <= MAX_PIECE {
        return Cut { end: limit, mid_line: false };
    }
    if let Some(newline) = memchr::memrchr(b'\n', &text.as_bytes()[at..at + MAX_PIECE]) {
        return Cut { end: at + newline + 1, mid_line: false };
    }
    let most = floor_boundary(text, limit.min(at + MAX_LINE));
    let end = line_end(text, at, most);
    if end < most || end == limit {
        return Cut { end: (end + 1).min(limit), mid_line: false };
    }
    // Not in the middle of a word, if it has white space at all: looked for near the end only.
    let tail = ceil_boundary(text, end - 256);
    let end = text[tail..end].rfind(char::is_whitespace).map_or(end, |space| tail + space);
    Cut { end, mid_line: true }
}

/// The stretch without blank lines and code fences at either end.
fn without_fences(text: &str, span: Span) -> Span {
    let Span { mut start, mut end } = trimmed(text, span);
    while start < end && is_fence(&text[start..end]) {
        start = trimmed(text, Span::new(line_end(text, start, end), end)).start;
    }
    loop {
        let last = text[start..end].rfind('\n').map_or(start, |newline| start + newline + 1);
        if last >= end || !is_fence(&text[last..end]) {
            return Span::new(start, end);
        }
        end = trimmed(text, Span::new(start, last)).end;
    }
}

/// Whether a text starts with a line that opens or closes a fenced code block: at most one word beside the fence, quoted
/// or not.
pub(super) fn is_fence(text: &str) -> bool {
    let Some(info) = text.trim_start_matches([' ', '\t', '>']).strip_prefix("```") else { return false };
    let info = &info[..line_end(info, 0, info.len())];
    info.len() <= 64 && !info.trim().contains([' ', '`'])
}
