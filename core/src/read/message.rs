//! Fields inside a message: `Key: value` lines, runs of them on one line, and comma runs (`client: a, resource: b`).
//!
//! What may be a key depends on where it stands. At the start of a line, after a comma, or right after another key, it is
//! one to four words; also after a sentence, if it begins with a capital letter. In running text only capitalised words without digits are, since there `AADSTS50076: The user ...`
//! is no key, and before `Trace ID:` any word may stand. Pairs with `=` have a file of their own.

mod pairs;

use crate::arrange::Arrange as _;
use crate::event::{Field, FieldKey};
use std::ops::Range;

/// So many fields are read from one message.
const MAX_FIELDS: usize = 256;

/// A value is cut at this length.
const MAX_VALUE: usize = 4 << 10;

/// A key is at most this long, and has at most [`MAX_WORDS`] words.
const MAX_KEY: usize = 64;
const MAX_WORDS: usize = 4;

/// The fields in `text[range]`. Cost: linear in the range.
pub(super) fn fields(text: &str, range: Range<usize>) -> Vec<Field> {
    let message = &text[range.clone()];
    let mut fields = Vec::new();
    let mut line_start = 0;
    for line in message.split_inclusive('\n') {
        line_fields(line, range.start + line_start, &mut fields);
        pairs::of_line(line, range.start + line_start, &mut fields);
        line_start += line.len();
        if fields.len() >= MAX_FIELDS {
            break;
        }
    }
    fields.truncate(MAX_FIELDS);
    fields.arrange_by_key(|field| field.range.start);
    fields
}

/// The fields of one line that starts at `offset`.
fn line_fields(line: &str, offset: usize, fields: &mut Vec<Field>) {
    let mut open: Option<Key> = None;
    for colon in memchr::memchr_iter(b':', line.as_bytes()) {
        if !line[colon + 1..].chars().next().is_none_or(char::is_whitespace) {
            continue;
        }
        let Some(key) = key_before(line, open.as_ref().map(|key| key.value_start), colon) else { continue };
        // `Request: authority: a, client: b`: the value of `Request` is the run.
        let end = if key.nested { line.len() } else { key.cut };
        if let Some(last) = open.replace(key) {
            push(line, last, end, offset, fields);
        }
        if fields.len() >= MAX_FIELDS {
            return;
        }
    }
    if let Some(last) = open {
        push(line, last, line.len(), offset, fields);
    }
}

struct Key {
    /// Where the value before it ends.
    cut: usize,
    range: Range<usize>,
    value_start: usize,
    /// Whether it stands right after another key.
    nested: bool,
}

/// Ends the value of a key at `end`.
fn push(line: &str, key: Key, end: usize, offset: usize, fields: &mut Vec<Field>) {
    let end = end.min(line.floor_char_boundary(key.value_start + MAX_VALUE)).max(key.value_start);
    let untrimmed = &line[key.value_start..end];
    let start = offset + key.value_start + (untrimmed.len() - untrimmed.trim_start().len());
    let value = untrimmed.trim();
    if !value.is_empty() {
        fields.push(Field { key: FieldKey::named(&line[key.range]), range: start..start + value.len() });
    }
}

/// The key that ends before the colon at `colon`. `value_start` is where the value of the key before it starts, if there is
/// one on the line.
fn key_before(line: &str, value_start: Option<usize>, colon: usize) -> Option<Key> {
    let from = value_start.unwrap_or(0);
    let near = line.ceil_char_boundary(colon.saturating_sub(MAX_KEY).max(from));
    let before = &line[near..colon];
    let whole = near == from;
    let key = |start: usize, cut: usize, nested: bool| {
        let range = near + start..near + before.trim_end().len();
        Key { cut: near + cut, range, value_start: colon + 1, nested }
    };
    let separated = || {
        let (separator, start) = separated_key(before).filter(|_| value_start.is_some())?;
        Some(key(start, separator, false))
    };
    let first =
        || free_key(before).filter(|_| whole && value_start.is_none()).map(|start| key(start, start, false));
    let running = || capitalised_key(before).map(|start| key(start, start, false));
    let nested = || {
        let plain = whole && !before.contains(|c: char| c.is_ascii_digit());
        free_key(before).filter(|_| plain).map(|start| key(start, start, true))
    };
    let mut key = separated().or_else(first).or_else(running).or_else(nested)?;
    let name = line[key.range.clone()].trim_end_matches('\'');
    key.range.end = key.range.start + name.len();
    // `C: ` is a drive, `AADSTS50076: ` a code.
    (name.len() > 1 && !is_message_code(name)).then_some(key)
}

/// `AADSTS50076`, `AH00957`: capitals and a number, which programs put before a text.
fn is_message_code(name: &str) -> bool {
    let digits = name.trim_start_matches(|c: char| c.is_ascii_uppercase());
    digits.len() < name.len() && digits.len() > 2 && digits.bytes().all(|b| b.is_ascii_digit())
}

/// The separator and the start of the key in `..., key`, `... ¦ key`, `... · key` and `... . Key`.
fn separated_key(text: &str) -> Option<(usize, usize)> {
    let dot = text.rfind(" \u{b7} ").map(|space| space + 1);
    let separator = text.rfind([',', ';', '\u{a6}']).max(text.rfind(". ")).max(dot)?;
    let after = separator + text[separator..].chars().next().map_or(1, char::len_utf8);
    let start = after + free_key(&text[after..])?;
    let sentence = text[separator..].starts_with('.');
    (!sentence || text[start..].starts_with(char::is_uppercase)).then_some((separator, start))
}

/// Where the key starts in a text that must be nothing but a key, after bullets and quote marks.
fn free_key(text: &str) -> Option<usize> {
    let key = text.trim_start_matches([' ', '\t', '>', '*', '|', '-', '\'', '\u{a0}']);
    let plain = key.chars().all(|c| c.is_alphanumeric() || " \t\u{a0}_-/'()#".contains(c));
    let is_key = plain && key.starts_with(char::is_alphabetic) && key.split_whitespace().count() <= MAX_WORDS;
    is_key.then(|| text.len() - key.len())
}

/// Where the capitalised words at the end of a text start.
fn capitalised_key(text: &str) -> Option<usize> {
    let mut start = None;
    let mut rest = text.trim_end();
    for _ in 0..MAX_WORDS {
        // A word at the very start may be the end of a longer one.
        let Some((space, c)) = rest.char_indices().rfind(|(_, c)| c.is_whitespace()) else { break };
        let word = &rest[space + c.len_utf8()..];
        let remark = start.is_none() && word.starts_with('(') && word.ends_with(')');
        if !remark && !is_capitalised(word) {
            break;
        }
        start = Some(space + c.len_utf8());
        rest = rest[..space].trim_end();
    }
    start.filter(|&start| text[start..].starts_with(char::is_uppercase))
}

fn is_capitalised(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || c == '-')
}

#[cfg(test)]
mod tests;
