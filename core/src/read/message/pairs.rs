//! Pairs with `=` inside a message: `hr=0x80070005`, `error = 0x8024401C, soap client error = 10`, `Last Phase = Downlevel`.
//!
//! Without spaces any word may be a key that is not part of an address. With spaces the line must be nothing but the pair, or
//! the value must be a number, a GUID or in quotes: other text with `=` is code.

use super::{Key, MAX_FIELDS, MAX_KEY, MAX_WORDS, push};

/// Adds the pairs of one line that starts at `offset`. Cost: linear in the line.
pub(super) fn of_line(line: &str, offset: usize, fields: &mut Vec<super::Field>) {
    let bytes = line.as_bytes();
    let mut from = 0;
    for equals in memchr::memchr_iter(b'=', bytes) {
        if fields.len() >= MAX_FIELDS {
            return;
        }
        if equals < from {
            continue; // of the value before
        }
        let around = (equals.checked_sub(1).map(|before| bytes[before]), bytes.get(equals + 1).copied());
        let pair = match around {
            (Some(b' '), Some(b' ')) => spaced(line, from, equals),
            (Some(before), Some(after))
                if is_word(before) && !after.is_ascii_whitespace() && after != b'=' =>
            {
                joined(line, from, equals)
            }
            _ => None,
        };
        let Some((start, end, value_end)) = pair else { continue };
        let quoted = usize::from(matches!(bytes.get(end.1), Some(b'"' | b'\'')));
        let key = Key { cut: start, range: start..end.0, value_start: end.1 + quoted, nested: false };
        push(line, key, value_end, offset, fields);
        from = value_end;
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// The start of a key, the end of it and the start of its value, and the end of that.
type Pair = (usize, (usize, usize), usize);

/// `key=value`.
fn joined(line: &str, from: usize, equals: usize) -> Option<Pair> {
    let near = equals.saturating_sub(MAX_KEY).max(from);
    let bytes = line.as_bytes();
    let length = bytes[near..equals].iter().rev().take_while(|b| is_word(**b) || b"-.".contains(b)).count();
    let start = equals - length;
    let before = start.checked_sub(1).map_or(b' ', |at| bytes[at]);
    let apart = matches!(before, b' ' | b'\t' | b',' | b';' | b'(' | b'[' | b'{' | b'|' | b'"');
    // Attributes of mark-up are no fields.
    let tag = memchr::memrchr2(b'<', b'>', &bytes[near..start]).is_some_and(|at| bytes[near + at] == b'<');
    let is_key = length > 1 && bytes[start].is_ascii_alphabetic() && !tag;
    (apart && is_key).then(|| (start, (equals, equals + 1), value_end(line, equals + 1)))
}

/// `key = value`.
fn spaced(line: &str, from: usize, equals: usize) -> Option<Pair> {
    let near = line.ceil_char_boundary(equals.saturating_sub(MAX_KEY).max(from));
    let before = &line[near..equals];
    let separator = before.rfind([',', ';', '[', '(', '{', '.']).map(|at| at + 1);
    let key = before[separator.unwrap_or(0)..].trim();
    let start = near + before.len() - before[separator.unwrap_or(0)..].trim_start().len();
    let plain = key.chars().all(|c| c.is_alphanumeric() || c == ' ' || c == '_' || c == '-');
    let is_key =
        plain && key.len() > 1 && key.starts_with(char::is_alphabetic) && key.split(' ').count() <= MAX_WORDS;
    let whole = separator.is_some() || near == from;
    let value = equals + 2;
    let rest = &line[value..];
    let alone = start == line.len() - line.trim_start().len() && !rest.contains(['=', ';', '(', '{']);
    let number = rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '"' | '\'' | '{' | '-'));
    if !(is_key && whole && (alone || number)) {
        return None;
    }
    let end = if alone { line.trim_end().len() } else { value_end(line, value) };
    Some((start, (start + key.len(), value), end))
}

/// The end of the value that starts at `at`: its closing quote, or white space or a separator.
fn value_end(line: &str, at: usize) -> usize {
    let rest = &line[at..];
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
    if let Some(quote) = quote
        && let Some((length, _)) =
            rest.match_indices(quote).skip(1).find(|(end, _)| !rest[..*end].ends_with('\\'))
    {
        return at + length;
    }
    let length = rest.find([' ', '\t', '\r', '\n', ',', ';', ')', ']']).unwrap_or(rest.len());
    at + rest[..length].trim_end_matches(['.', ':', '"', '\'']).len()
}
