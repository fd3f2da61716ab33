//! Lines of `path: value`, and fields, from the parts of an object as a grammar finds them.

use super::loose;
use crate::Span;
use crate::event::FieldKey;
use crate::read::Builder;
use std::ops::Range;

/// A long path above many short values makes the text longer than the object. From so many times its length on (and
/// [`SLACK`]), the rest is taken as it stands.
const MAX_GROWTH: usize = 8;
const SLACK: usize = 4 << 10;

/// What a grammar has read of an object.
pub(in crate::read) struct Recorded {
    /// Where the object ends, or where it stops being one.
    pub end: usize,
    /// Whether it is all there, and in order.
    pub complete: bool,
    /// How many values were read.
    pub members: usize,
}

/// How the strings of an object are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read) enum Escapes {
    /// By the book.
    Once,
    /// The object itself stands in a string: `{\"a\":\"b\"}`.
    Twice,
}

/// Writes the values of one object.
pub(in crate::read) struct Recorder<'b, 't> {
    pub builder: &'b mut Builder<'t>,
    pub members: usize,
    escapes: Escapes,
    /// Where the object starts.
    start: usize,
    /// The keys that lead here, decoded, each with a dot behind it.
    path: String,
    /// Where in `path` the last key starts, for each level; and the key.
    keys: Vec<(usize, Span)>,
    /// Where writing stopped because the text grew too long.
    full: Option<usize>,
}

impl<'b, 't> Recorder<'b, 't> {
    pub(in crate::read) fn new(builder: &'b mut Builder<'t>, start: usize, escapes: Escapes) -> Self {
        Self { builder, members: 0, escapes, start, path: String::new(), keys: Vec::new(), full: None }
    }

    /// Goes below a key; `span` is what stands between its quotes.
    pub(in crate::read) fn enter(&mut self, span: Span) {
        let at = self.path.len();
        let escapes = self.escapes;
        decode(&self.builder.input()[span.range()], escapes, |piece| match piece {
            Piece::Plain(range) => self.path.push_str(&self.builder.input()[span.range()][range]),
            Piece::Escape(c, _) => self.path.push(c),
        });
        self.path.push('.');
        self.keys.push((at, span));
    }

    /// As [`Recorder::enter`], for the end of a key: `Id` may be that of `ProcessId`, so it must not pass for a whole one.
    pub(in crate::read) fn enter_cut(&mut self, span: Span) {
        let at = self.path.len();
        self.enter(span);
        self.path.insert(at, '…');
    }

    /// Leaves the last key.
    pub(in crate::read) fn leave(&mut self) {
        if let Some((at, _)) = self.keys.pop() {
            self.path.truncate(at);
        }
    }

    /// A string; `span` is what stands between its quotes.
    pub(in crate::read) fn string(&mut self, span: Span) {
        if self.is_object(span) {
            self.escapes = Escapes::Twice;
            loose::record_nested(self, span);
            self.escapes = Escapes::Once;
        } else {
            self.leaf(span, Self::write_string);
        }
    }

    /// Whether a string holds a valid object, or an array of these.
    fn is_object(&self, span: Span) -> bool {
        let raw = &self.builder.input()[span.range()];
        let start = raw.trim_start_matches(['[', ' ']);
        if self.escapes == Escapes::Twice || !start.starts_with("{\\") {
            return false;
        }
        let mut decoded = String::with_capacity(raw.len());
        decode(raw, Escapes::Once, |piece| match piece {
            Piece::Plain(range) => decoded.push_str(&raw[range]),
            Piece::Escape(c, _) => decoded.push(c),
        });
        serde_json::from_str::<serde::de::IgnoredAny>(&decoded).is_ok()
    }

    /// A value as it stands: a number, a word.
    pub(in crate::read) fn bare(&mut self, span: Span) {
        let is_none = matches!(&self.builder.input()[span.range()], "null" | "None" | "undefined");
        if is_none {
            self.members += 1;
        } else {
            self.leaf(span, |recorder, span| recorder.builder.copy(span));
        }
    }

    /// A value that stands for `span`, decoded.
    pub(in crate::read) fn scalar(&mut self, value: &str, span: Span) {
        self.leaf(span, |recorder, span| match recorder.builder.input()[span.range()] == *value {
            true => recorder.builder.copy(span),
            false => recorder.builder.replace(value, span),
        });
    }

    fn leaf(&mut self, span: Span, write: impl FnOnce(&mut Self, Span) -> Range<usize>) {
        self.members += 1;
        if self.builder.len() > SLACK + MAX_GROWTH * (span.end - self.start) {
            self.full.get_or_insert(span.start);
        }
        if self.full.is_some() {
            return;
        }
        let path = self.write_path();
        self.builder.insert(": ");
        let value = write(self, span);
        let key = FieldKey::named(self.builder.text(path));
        self.builder.field(key, value);
        self.builder.insert("\n");
    }

    /// Writes the path; the last key has its place in the input.
    fn write_path(&mut self) -> Range<usize> {
        let start = self.builder.len();
        if let Some(&(at, key)) = self.keys.last() {
            self.builder.insert(&self.path[..at]);
            let last = &self.path[at..self.path.len() - 1];
            match self.builder.input()[key.range()] == *last {
                true => self.builder.copy(key),
                false => self.builder.replace(last, key),
            };
        }
        start..self.builder.len()
    }

    /// Writes what is between the quotes, with its escapes undone.
    fn write_string(&mut self, span: Span) -> Range<usize> {
        let start = self.builder.len();
        let raw = &self.builder.input()[span.range()];
        decode(raw, self.escapes, |piece| {
            let of = |range: Range<usize>| Span::new(span.start + range.start, span.start + range.end);
            match piece {
                Piece::Plain(range) => self.builder.copy(of(range)),
                Piece::Escape(c, range) => self.builder.replace(c.encode_utf8(&mut [0; 4]), of(range)),
            };
        });
        start..self.builder.len()
    }

    /// Writes what could not be read as a value, as it stands.
    pub(in crate::read) fn rest(&mut self, span: Span) {
        let rest = crate::read::trimmed(self.builder.input(), span);
        if !rest.is_empty() {
            self.builder.end_line();
            self.builder.copy(rest);
            self.builder.insert("\n");
        }
    }

    /// Writes what did not fit, up to the end of the object.
    pub(in crate::read) fn finish(&mut self, end: usize) {
        if let Some(full) = self.full {
            self.rest(Span::new(full, end));
        }
    }
}

/// A stretch of a string.
enum Piece {
    Plain(Range<usize>),
    Escape(char, Range<usize>),
}

/// Cuts what is between the quotes of a string into its pieces.
fn decode(raw: &str, escapes: Escapes, mut piece: impl FnMut(Piece)) {
    let (mut plain, mut next) = (0, 0);
    while let Some(at) = memchr::memchr(b'\\', &raw.as_bytes()[next..]).map(|at| next + at) {
        let escape = match escapes {
            Escapes::Once => unescape(&raw[at..]),
            Escapes::Twice => unescape_twice(&raw[at..]),
        };
        // What is no escape stays: a path in a string that nobody escaped.
        let Some((c, length)) = escape else {
            next = at + 1;
            continue;
        };
        piece(Piece::Plain(plain..at));
        piece(Piece::Escape(c, at..at + length));
        next = at + length;
        plain = next;
    }
    piece(Piece::Plain(plain..raw.len()));
}

/// The character that the escape at the start of a text stands for, and the escape's length.
fn unescape(text: &str) -> Option<(char, usize)> {
    let c = text[1..].chars().next()?;
    if c == 'u' {
        return unescape_utf16(text);
    }
    Some((simple_escape(c)?, 2))
}

fn simple_escape(c: char) -> Option<char> {
    Some(match c {
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        '"' | '\'' | '\\' | '/' => c,
        _ => return None,
    })
}

/// As [`unescape`], in a string that was itself escaped once more.
fn unescape_twice(text: &str) -> Option<(char, usize)> {
    let (outer, length) = unescape(text)?;
    if outer != '\\' {
        return Some((outer, length));
    }
    let rest = &text[length..];
    let (c, more) = if rest.starts_with('\\') { unescape(rest)? } else { (rest.chars().next()?, 1) };
    if c == 'u' {
        let (c, inner) = unescape_utf16(&text[length - 1..])?;
        return Some((c, length - 1 + inner));
    }
    simple_escape(c).map(|c| (c, length + more))
}

/// `\uXXXX`, and a pair of these for a character beyond the first 65536. Half a pair is U+FFFD.
fn unescape_utf16(text: &str) -> Option<(char, usize)> {
    let unit =
        |text: &str| text.strip_prefix("\\u")?.get(..4).and_then(|hex| u16::from_str_radix(hex, 16).ok());
    let (first, second) = (unit(text)?, text.get(6..).and_then(unit));
    let mut chars = char::decode_utf16([Some(first), second].into_iter().flatten());
    let c = chars.next().and_then(Result::ok).unwrap_or(char::REPLACEMENT_CHARACTER);
    Some((c, if c.len_utf16() == 2 { 12 } else { 6 }))
}
