//! What the layouts of `Label: value` lines share: finding labels in one pass over the colons, and the ends of values and
//! messages.

mod names;

use super::plain::is_fence;
use super::{Builder, Next, line_end, opening, span_of, trimmed};
use crate::Span;
use crate::event::{FieldKey, Header};
pub(super) use names::{Found, Labels};

/// From the end of one label of a header to the start of the next there are at most so many bytes.
const MAX_GAP: usize = 320;

/// A longer line is looked at in pieces of this length.
const MAX_PIECE: usize = 4 << 10;

/// Whether a label cannot begin after this byte.
fn is_inside_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii() || b"-_./\\'\"%".contains(&byte)
}

/// How far labels are looked for that begin up to `until`.
pub(super) struct Lookout {
    /// Their colons stand before this place.
    pub to: usize,
    /// What is known when there is none.
    pub next: Next,
}

impl Lookout {
    /// For labels of at most `longest` bytes.
    pub(super) fn new(text: &str, from: usize, until: usize, longest: usize) -> Self {
        let until = until.clamp(from, text.len());
        let (bytes, to) = (text.as_bytes(), text.len().min(until.saturating_add(longest)));
        // Behind the word that holds `until`: no label begins inside of it.
        let word = bytes[until..].iter().position(|&byte| !is_inside_word(byte));
        let next = word.map_or(Next::of(None), |length| Next::NotBefore(until + length + 1));
        Self { to, next: if to == text.len() { Next::of(None) } else { next } }
    }
}

/// The value that stands after a label up to `to`, the next label: its line, or when that is empty the first line that is
/// not.
pub(super) fn value(text: &str, from: usize, to: usize) -> Span {
    let mut at = from;
    while at < to {
        let end = line_end(text, at, to);
        let found = bare(text, Span::new(at, end));
        if !found.is_empty() {
            return found;
        }
        at = end + 1;
    }
    Span::new(from, from)
}

/// The value of the label at `place` of a header. After the last one only its own line counts.
pub(super) fn value_in<L>(text: &str, head: &[Found<L>], place: usize, limit: usize) -> Span {
    let from = head[place].end;
    let own_line = || line_end(text, from, text.floor_char_boundary(limit.min(from + MAX_GAP)).max(from));
    let to = head.get(place + 1).map_or_else(own_line, |next| next.start);
    let value = without_comma(text, value(text, from, to), to);
    // In italics, the mark before the label has its other half after the value.
    let is_italic = text[head[place].start..].starts_with('_');
    let end = text[value.range()].trim_end_matches('_').len();
    if is_italic { Span::new(value.start, value.start + end) } else { value }
}

/// A value without the comma after it, where the next label, at `to`, goes on behind that on the same line.
pub(super) fn without_comma(text: &str, value: Span, to: usize) -> Span {
    let inner = text[value.range()].trim_end_matches([',', ';', ' ', '\u{ff0c}', '\u{3001}']);
    let goes_on = to > value.end && !text[value.end..to].contains('\n');
    if goes_on { Span::new(value.start, value.start + inner.len()) } else { value }
}

/// A span without white space and the marks that documents put around values.
pub(super) fn bare(text: &str, span: Span) -> Span {
    let mut inner = &text[span.range()];
    loop {
        let length = inner.len();
        inner = inner.trim().trim_matches(['*', '`', '\0']).trim_end_matches('\\');
        if inner.len() == length {
            break;
        }
    }
    if inner.is_empty() {
        return Span::new(span.start, span.start);
    }
    span_of(text, inner).unwrap_or(span)
}

/// The leading digits of a value, when they are a number of their own.
pub(super) fn number(text: &str, value: Span) -> Option<Span> {
    let slice = &text[value.range()];
    let digits = slice.bytes().take_while(u8::is_ascii_digit).count();
    let goes_on = slice[digits..].starts_with(|c: char| c.is_alphanumeric() || c == '-');
    ((1..=10).contains(&digits) && !goes_on).then(|| Span::new(value.start, value.start + digits))
}

/// What stands before `at` on its line, if that is only white space, quote marks and bullets.
pub(super) fn line_prefix(text: &str, at: usize) -> Option<&str> {
    let near = text.ceil_char_boundary(at.saturating_sub(64));
    let before = &text[near..at];
    let start = before.rfind('\n').map(|newline| newline + 1).or((near == 0).then_some(0))?;
    let prefix = &before[start..];
    prefix
        .chars()
        .all(|c| matches!(c, ' ' | '\t' | '\u{a0}' | '>' | '-' | '*' | '|' | '`' | '_'))
        .then_some(prefix)
}

/// Where what starts at `from` ends: where `stop` says for one of its lines, or before a code fence; at most `limit`. Lines
/// are given as spans, the first one from `from` on, long ones in pieces.
pub(super) fn end_of_lines(
    text: &str,
    from: usize,
    limit: usize,
    mut stop: impl FnMut(Span) -> Option<usize>,
) -> usize {
    let mut at = from;
    let mut starts_line = false;
    let mut after_blank = false;
    while at < limit {
        let most = text.floor_char_boundary(limit.min(at + MAX_PIECE)).max(at + 1);
        let most = text.ceil_char_boundary(most);
        let end = line_end(text, at, most);
        let ends = is_fence(&text[at..end]) || after_blank && opening::begins(text, at);
        if starts_line && ends {
            return at;
        }
        after_blank = starts_line && opening::is_blank(&text[at..end]);
        if let Some(end) = stop(Span::new(at, end)) {
            return end;
        }
        starts_line = end < most;
        at = if starts_line { end + 1 } else { end };
    }
    limit
}

/// Whether a line opens a block of another layout, a heading, or a separator between events.
pub(super) fn opens_other(line: &str) -> bool {
    const STARTS: [&str; 5] = ["Log Name:", "<Event ", "<Event>", "Event[", "# "];
    let line = line.trim_start().trim_start_matches(['*', '>']);
    let is_heading = line.starts_with("##") && line.trim_start_matches('#').starts_with(' ');
    let bare = line.trim_matches(['-', ' ', '\r', '*']);
    is_heading
        || bare.eq_ignore_ascii_case("or") && line.starts_with('-')
        || STARTS.iter().any(|start| line.starts_with(start))
}

/// Adds a header field whose value stands in `span` of the input; none when that is empty.
pub(super) fn header_field(builder: &mut Builder<'_>, header: Header, span: Span) {
    if !span.is_empty() {
        let range = builder.made_from(span);
        builder.field(FieldKey::Header(header), range);
    }
}

/// Adds the message that stands in `span` of the input; none when that is empty.
pub(super) fn message(builder: &mut Builder<'_>, span: Span) {
    let span = trimmed(builder.input(), span);
    if !span.is_empty() {
        let range = builder.made_from(span);
        builder.message(range);
    }
}

/// Whether a text visibly ends before its end: programs and people shorten with an ellipsis.
pub(super) fn is_shortened(text: &str) -> bool {
    let text = text.trim_end();
    text.ends_with("...") || text.ends_with('\u{2026}')
}
