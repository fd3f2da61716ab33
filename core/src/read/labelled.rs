//! What the layouts of `Label: value` lines share: finding labels in one pass over the colons, and the ends of values and
//! messages.

use super::plain::is_fence;
use super::{Builder, Next, line_end, opening, span_of, trimmed};
use crate::Span;
use crate::event::{FieldKey, Header};

/// From the end of one label of a header to the start of the next there are at most so many bytes.
const MAX_GAP: usize = 320;

/// No label with its mark-up is longer, in bytes.
const MAX_LABEL: usize = 96;

/// A longer line is looked at in pieces of this length.
const MAX_PIECE: usize = 4 << 10;

/// The labels of a layout: each name with what it announces.
#[derive(Clone, Copy)]
pub(super) struct Labels<L: 'static> {
    /// The tables, one for each language.
    pub tables: &'static [&'static [(&'static str, L)]],
    /// What may stand between a label and its value, beside a colon.
    pub separator: u8,
}

/// A label in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found<L> {
    /// What it announces.
    pub what: L,
    /// Where it starts, with the mark-up before it.
    pub start: usize,
    /// The end of its colon and the mark-up after it.
    pub end: usize,
}

impl<L: Copy + PartialEq> Labels<L> {
    /// The labels whose colon stands in `text[from..to]`, none beginning before `from`, in order.
    pub(super) fn between<'t>(
        &self,
        text: &'t str,
        from: usize,
        to: usize,
    ) -> impl Iterator<Item = Found<L>> + use<'t, L> {
        let labels = *self;
        let bytes = &text.as_bytes()[from..to.max(from)];
        memchr::memchr2_iter(b':', labels.separator, bytes)
            .filter_map(move |colon| labels.before(text, from, from + colon))
    }

    /// Where the first label for which `begins` holds may begin, between `from` and `until`.
    pub(super) fn near(
        &self,
        text: &str,
        from: usize,
        until: usize,
        begins: impl FnMut(&Found<L>) -> bool,
    ) -> Next {
        let Lookout { to, next } = Lookout::new(text, from, until, MAX_LABEL);
        self.between(text, from, to).find(begins).map_or(next, |label| Next::At(label.start))
    }

    /// The labels of a header that starts at `at`: they stand near each other, and each comes once. `last` ends it.
    pub(super) fn head(
        &self,
        text: &str,
        at: usize,
        limit: usize,
        last: impl Fn(L) -> bool,
    ) -> Vec<Found<L>> {
        let mut found: Vec<Found<L>> = Vec::new();
        let mut from = at;
        loop {
            let to = text.floor_char_boundary(limit.min(from + MAX_GAP)).max(from);
            let Some(label) = self.between(text, from, to).next() else { return found };
            let repeated = found.iter().any(|known| known.what == label.what);
            let is_near =
                if found.is_empty() { label.start == at } else { !is_apart(&text[from..label.start]) };
            if repeated || !is_near {
                return found;
            }
            from = label.end;
            found.push(label);
            if last(label.what) {
                return found;
            }
        }
    }

    /// The longest label that stands before a colon, not beginning before `from`.
    fn before(&self, text: &str, from: usize, colon: usize) -> Option<Found<L>> {
        let near = text.ceil_char_boundary(from.max(colon.saturating_sub(MAX_LABEL)));
        let before = &text[near..colon];
        let name = before.trim_end_matches([' ', '\t', '\u{a0}']).trim_end_matches('*');
        let names = self.tables.iter().copied().flatten();
        let (length, what) = names
            .filter_map(|&(known, what)| Some((ends_with(name, known)?, what)))
            .max_by_key(|(length, _)| *length)?;
        let head = &name[..name.len() - length];
        if head
            .chars()
            .next_back()
            .is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '/' | '\'' | '"' | '%'))
            || head.trim_end_matches('_').ends_with(char::is_alphanumeric)
        {
            return None;
        }
        let start = near + head.trim_end_matches(['*', '`', '_']).len();
        let after = &text[colon + 1..];
        let marked = start < near + head.len();
        let end = colon + 1 + if marked { after.len() - after.trim_start_matches('*').len() } else { 0 };
        Some(Found { what, start, end })
    }
}

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

/// Whether more than a value and one further line stand between two labels, or words of another sentence.
fn is_apart(between: &str) -> bool {
    let has_words = |line: &str| line.chars().any(char::is_alphanumeric);
    let (before, last) = between.rsplit_once('\n').unwrap_or(("", between));
    let is_inside = !before.trim().is_empty() && has_words(last);
    is_inside || between.split('\n').filter(|line| has_words(line)).count() > 2
}

/// The length of the label `known` at the end of `text`, if it stands there: its first letter in its own case, any other in
/// any, either apostrophe, and any blanks for a space.
fn ends_with(text: &str, known: &str) -> Option<usize> {
    // Most labels are told apart by their last byte alone.
    let (last, known_last) = (text.as_bytes().last()?, known.as_bytes().last()?);
    if !last.eq_ignore_ascii_case(known_last) {
        return None;
    }
    let mut rest = text;
    for (at, c) in known.char_indices().rev() {
        if c == ' ' {
            let shorter = rest.trim_end_matches([' ', '\t', '\u{a0}']);
            if shorter.len() == rest.len() {
                return None;
            }
            rest = shorter;
            continue;
        }
        let found = rest.chars().next_back()?;
        let same = found == c
            || (c == '\'' && found == '\u{2019}')
            || (at > 0 && found.to_lowercase().eq(c.to_lowercase()));
        if !same {
            return None;
        }
        rest = &rest[..rest.len() - found.len_utf8()];
    }
    Some(text.len() - rest.len())
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
    let value = value(text, from, to);
    // In italics, the mark before the label has its other half after the value.
    let is_italic = text[head[place].start..].starts_with('_');
    let end = text[value.range()].trim_end_matches('_').len();
    if is_italic { Span::new(value.start, value.start + end) } else { value }
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
