//! `key=value` runs, as logfmt, klog and syslog's structured data write them: values in quotes have escapes, others end with
//! white space.

use super::Builder;
use crate::Span;

/// So many pairs are read of one line.
const MAX_PAIRS: usize = 256;

/// A key is at most so long.
const MAX_KEY: usize = 64;

/// A pair. Places are those of the whole text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair<'t> {
    pub key: &'t str,
    /// Where it starts.
    pub start: usize,
    /// The value, without its quotes.
    pub value: Span,
    /// Whether the value stands in quotes, and so may have escapes.
    pub quoted: bool,
    /// Where it ends, with the quote.
    pub end: usize,
}

/// The pair that starts at `at`, which has its end at or before `limit`.
pub(super) fn pair(text: &str, at: usize, limit: usize) -> Option<Pair<'_>> {
    let rest = &text[at..limit];
    let is_key = |b: &u8| b.is_ascii_alphanumeric() || b"_-./@:$".contains(b);
    let length = rest.bytes().take(MAX_KEY + 1).take_while(is_key).count();
    let key = &rest[..length];
    let first = *key.as_bytes().first()?;
    if length > MAX_KEY || !(first.is_ascii_alphabetic() || first == b'_' || first == b'@') {
        return None;
    }
    let value = rest[length..].strip_prefix('=')?;
    let start = at + length + 1;
    if let Some(quoted) = value.strip_prefix('"') {
        let length = quoted_length(quoted);
        let closed = quoted[length..].starts_with('"');
        let value = Span::new(start + 1, start + 1 + length);
        return Some(Pair { key, start: at, value, quoted: true, end: value.end + usize::from(closed) });
    }
    let length = value.find([' ', '\t', '\n', '\r']).unwrap_or(value.len());
    let value = Span::new(start, start + length);
    Some(Pair { key, start: at, value, quoted: false, end: value.end })
}

/// The length of a value up to its closing quote, or all of the text.
fn quoted_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, b) in text.bytes().enumerate() {
        match b {
            b'"' if !escaped => return at,
            b'\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    text.len()
}

/// The pairs of `text[at..limit]`, and where the last one ends: at the first word that is none.
pub(super) fn pairs(text: &str, at: usize, limit: usize) -> (Vec<Pair<'_>>, usize) {
    let mut pairs: Vec<Pair<'_>> = Vec::new();
    let mut end = at;
    while pairs.len() < MAX_PAIRS {
        let rest = &text[end..limit];
        let start = end + (rest.len() - rest.trim_start_matches([' ', '\t', ',']).len());
        let Some(pair) = pair(text, start, limit) else { break };
        end = pair.end;
        pairs.push(pair);
    }
    (pairs, end)
}

/// Appends the value of a pair to the text of an event, its escapes undone.
pub(super) fn put(builder: &mut Builder<'_>, pair: &Pair<'_>) -> std::ops::Range<usize> {
    if !pair.quoted {
        return builder.copy(pair.value);
    }
    builder.unescape(pair.value, |escaped| match escaped {
        b'n' => Some("\n"),
        b't' => Some("\t"),
        b'r' => Some("\r"),
        b'"' => Some("\""),
        b'\\' => Some("\\"),
        b']' => Some("]"),
        _ => None,
    })
}
