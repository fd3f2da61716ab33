//! From a JSON object to lines of `path: value`, and fields.

use crate::Span;
use crate::event::FieldKey;
use crate::read::{Builder, line_end, span_of, trimmed};
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;
use std::ops::Range;

/// A long path above many short values makes the text longer than the object. From so many times its length on (and
/// [`SLACK`]), the rest is taken as it stands.
const MAX_GROWTH: usize = 8;
const SLACK: usize = 4 << 10;

/// What [`record`] has read.
pub(super) struct Recorded {
    /// Where the object ends, or where it stops being one.
    pub end: usize,
    /// Whether its end is there.
    pub complete: bool,
    /// How many values were read.
    pub members: usize,
}

/// Appends the object that starts `span` to the builder's text, and its fields. Cost: linear in what is read.
pub(super) fn record(builder: &mut Builder<'_>, span: Span) -> Recorded {
    let text = &builder.input()[span.range()];
    let mut recorder =
        Recorder { builder, start: span.start, cursor: span.start, path: Vec::new(), members: 0, full: None };
    let error = Value(&mut recorder).deserialize(&mut serde_json::Deserializer::from_str(text)).err();
    let Recorder { cursor, members, full, .. } = recorder;
    // Damage goes to the end of its line.
    let damage = |error| line_end(builder.input(), span.start + error_offset(text, error), span.end);
    let end = error.as_ref().map_or(cursor, damage).max(cursor);
    let rest = full.or(error.is_some().then_some(cursor)).unwrap_or(end);
    let rest = trimmed(builder.input(), Span::new(rest, end));
    if !rest.is_empty() {
        builder.end_line();
        builder.copy(rest);
    }
    Recorded { end: end.max(span.start + 1), complete: error.is_none(), members }
}

/// The offset of what is wrong.
fn error_offset(text: &str, error: &serde_json::Error) -> usize {
    if error.is_eof() {
        return text.len();
    }
    let mut breaks = memchr::memchr_iter(b'\n', text.as_bytes());
    let line = error.line().checked_sub(2).and_then(|line| breaks.nth(line)).map_or(0, |newline| newline + 1);
    text.floor_char_boundary(line + error.column().saturating_sub(1))
}

struct Recorder<'b, 't> {
    builder: &'b mut Builder<'t>,
    /// Where the object starts.
    start: usize,
    /// The end of the last key, value or bracket.
    cursor: usize,
    /// The keys that lead here, without quotes.
    path: Vec<Span>,
    members: usize,
    /// Where writing stopped because the text grew too long.
    full: Option<usize>,
}

impl<'t> Recorder<'_, 't> {
    /// The first byte of the next value; the cursor moves there. The parser has seen to it that the separator is right.
    fn next(&mut self) -> Option<u8> {
        let rest = &self.builder.input()[self.cursor..];
        let after = rest.trim_start_matches([' ', '\t', '\r', '\n', ':', ',']);
        self.cursor += rest.len() - after.len();
        after.as_bytes().first().copied()
    }

    /// Moves the cursor behind the bracket that comes next.
    fn close(&mut self) {
        self.next();
        self.cursor += 1;
    }

    fn key(&mut self, raw: &'t RawValue) {
        let Some(span) = span_of(self.builder.input(), raw.get()) else { return };
        self.cursor = span.end;
        self.path.push(unquoted(span));
    }

    fn leaf(&mut self, raw: &'t RawValue) {
        let raw = raw.get();
        let Some(span) = span_of(self.builder.input(), raw) else { return };
        self.cursor = span.end;
        self.members += 1;
        if self.builder.len() > SLACK + MAX_GROWTH * (span.end - self.start) {
            self.full.get_or_insert(span.start);
        }
        if self.full.is_some() || raw == "null" {
            return;
        }
        let path = self.write_path();
        self.builder.insert(": ");
        let is_string = raw.starts_with('"');
        let value = if is_string { self.write_string(unquoted(span)) } else { self.builder.copy(span) };
        let key = FieldKey::named(self.builder.text(path));
        self.builder.field(key, value);
        self.builder.insert("\n");
    }

    fn write_path(&mut self) -> Range<usize> {
        let start = self.builder.len();
        for (depth, key) in self.path.clone().into_iter().enumerate() {
            if depth > 0 {
                self.builder.insert(".");
            }
            self.write_string(key);
        }
        start..self.builder.len()
    }

    /// Writes what is between the quotes, with its escapes undone.
    fn write_string(&mut self, span: Span) -> Range<usize> {
        let raw = &self.builder.input()[span.range()];
        let start = self.builder.len();
        let (mut plain, mut next) = (0, 0);
        while let Some(at) = memchr::memchr(b'\\', &raw.as_bytes()[next..]).map(|at| next + at) {
            let (c, length) = unescape(&raw[at..]);
            let source = Span::new(span.start + at, span.start + at + length);
            self.builder.copy(Span::new(span.start + plain, source.start));
            self.builder.replace(c.encode_utf8(&mut [0; 4]), source);
            next = at + length;
            plain = next;
        }
        self.builder.copy(Span::new(span.start + plain, span.end));
        start..self.builder.len()
    }
}

fn unquoted(span: Span) -> Span {
    Span::new(span.start + 1, span.end - 1)
}

/// The character that the escape at the start of a valid string's rest stands for, and the escape's length.
fn unescape(text: &str) -> (char, usize) {
    let bytes = text.as_bytes();
    let simple = match bytes.get(1) {
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return unescape_utf16(text),
        Some(&other) => char::from(other),
        None => '\\',
    };
    (simple, bytes.len().min(2))
}

/// `\uXXXX`, and a pair of these for a character beyond the first 65536. Half a pair is U+FFFD.
fn unescape_utf16(text: &str) -> (char, usize) {
    let unit =
        |text: &str| text.strip_prefix("\\u")?.get(..4).and_then(|hex| u16::from_str_radix(hex, 16).ok());
    let (first, second) = (unit(text).unwrap_or(0xfffd), text.get(6..).and_then(unit));
    let mut chars = char::decode_utf16([Some(first), second].into_iter().flatten());
    let c = chars.next().and_then(Result::ok).unwrap_or(char::REPLACEMENT_CHARACTER);
    (c, if c.len_utf16() == 2 { 12 } else { text.len().min(6) })
}

/// Any JSON value, recorded while it is parsed.
struct Value<'r, 'b, 't>(&'r mut Recorder<'b, 't>);

impl<'t> DeserializeSeed<'t> for Value<'_, '_, 't> {
    type Value = ();

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.0.next() {
            Some(b'{') => deserializer.deserialize_map(self),
            Some(b'[') => deserializer.deserialize_seq(self),
            _ => {
                self.0.leaf(<&RawValue>::deserialize(deserializer)?);
                Ok(())
            }
        }
    }
}

impl<'t> Visitor<'t> for Value<'_, '_, 't> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<(), A::Error> {
        self.0.cursor += 1;
        while let Some(key) = map.next_key::<&RawValue>()? {
            self.0.key(key);
            map.next_value_seed(Value(&mut *self.0))?;
            self.0.path.pop();
        }
        self.0.close();
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut seq: A) -> Result<(), A::Error> {
        self.0.cursor += 1;
        while seq.next_element_seed(Value(&mut *self.0))?.is_some() {}
        self.0.close();
        Ok(())
    }
}
