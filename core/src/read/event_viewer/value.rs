//! The value of a label: where it ends, what surrounds it, and where it was broken.

use super::frame::line_prefix;
use super::head::MAX_GAP;
use crate::Span;
use crate::read::labelled::without_comma;
use crate::read::labels::{CHANNEL, EVENT_ID, Label, Occurrence, PROVIDER, is_label};
use crate::read::{line_end, span_of, trimmed};

/// A value goes on over so many lines.
const MAX_VALUE_LINES: usize = 3;

/// A label, and what bounds its value.
pub(super) struct Neighbours<'l> {
    pub label: &'l Occurrence,
    /// The next label of the header.
    pub next: Option<&'l Occurrence>,
    /// The end of the code block.
    pub limit: usize,
}

/// The value of a label of a header, without what surrounds it.
pub(super) fn find(text: &str, place: &Neighbours<'_>) -> Span {
    let value = without_dress(text, without_hyphen(text, lines(text, place), place.next));
    let value = place.next.map_or(value, |next| without_comma(text, value, next.start));
    if place.label.label == EVENT_ID {
        return number(text, value);
    }
    let value = if [CHANNEL, PROVIDER].contains(&place.label.label) { once(text, value) } else { value };
    let Some(name) = text[value.range()].strip_suffix(':') else { return value };
    // What ends with a colon is a label, in a translation that has put the words into another order; but not at the end of
    // the line.
    let is_value = [CHANNEL, PROVIDER].contains(&place.label.label)
        && ends_line(text, value.end)
        && !text[place.label.end..value.end].contains('\n');
    Span::new(value.start, if is_value { value.start + name.len() } else { value.start })
}

/// Whether nothing but marks stands between `at` and the end of its line.
fn ends_line(text: &str, at: usize) -> bool {
    let near = &text[at..text.floor_char_boundary((at + MAX_GAP).min(text.len()))];
    near[..line_end(near, 0, near.len())].trim_matches([' ', '\t', '\r', '*', '\\', '|']).is_empty()
}

/// A name that stands there twice, as translated pages have it, once.
fn once(text: &str, value: Span) -> Span {
    let slice = &text[value.range()];
    let half = slice.len() / 2;
    let is_twice = slice.is_char_boundary(half)
        && slice.as_bytes().get(half) == Some(&b' ')
        && slice.get(half + 1..).is_some_and(|second| second.eq_ignore_ascii_case(&slice[..half]));
    if is_twice { Span::new(value.start, value.start + half) } else { value }
}

/// A value without the hyphen with which machine translation has glued the next label to it.
fn without_hyphen(text: &str, value: Span, next: Option<&Occurrence>) -> Span {
    let is_glued = next.is_some_and(|next| next.start == value.end) && text[value.range()].ends_with('-');
    Span::new(value.start, value.end - usize::from(is_glued))
}

/// The lines that hold the value. Where the next label stands in the middle of a line, the value goes up to there, since
/// a line was broken: `Source: Application`, `Error Date: ...`. Else up to a blank line or one with a label that is not
/// known.
fn lines(text: &str, place: &Neighbours<'_>) -> Span {
    let from = place.label.end;
    let Some(next) = place.next else {
        let last = text.floor_char_boundary(place.limit.min(from + MAX_GAP));
        return Span::new(from, line_end(text, from, last));
    };
    let prefix = line_prefix(text, next.start);
    let starts_line = prefix.is_some();
    let last = (next.start - prefix.map_or(0, str::len)).max(from);
    let mut end = line_end(text, from, last);
    let mut count = 0;
    while end < last && count < MAX_VALUE_LINES {
        let stop = line_end(text, end + 1, last);
        let line = text[end + 1..stop].trim_matches([' ', '\t', '\r', '>', '|', '\u{a0}']);
        let is_empty = trimmed(text, Span::new(from, end)).is_empty();
        if line.is_empty() && starts_line && !is_empty || has_label(line) || is_elision(line) {
            break;
        }
        count += usize::from(!line.is_empty());
        end = stop;
    }
    Span::new(from, end)
}

/// Whether a line seems to begin with a label that is not known: a few words before a colon, or words in bold.
pub(super) fn has_label(line: &str) -> bool {
    if line.strip_prefix("**").is_some_and(|rest| rest.contains("**")) {
        return true;
    }
    let colon =
        line.find(": ").or_else(|| line.find('\u{ff1a}')).or_else(|| line.strip_suffix(':').map(str::len));
    colon.is_some_and(|colon| line[..colon].split_whitespace().count() <= MAX_WORDS) || has_close_label(line)
}

/// Whether a line begins with a word and a value right behind its colon, and with no drive or scheme.
fn has_close_label(line: &str) -> bool {
    line.split_once(':').is_some_and(|(name, value)| {
        name.chars().nth(1).is_some()
            && name.starts_with(char::is_uppercase)
            && name.chars().all(char::is_alphabetic)
            && value.starts_with(char::is_alphanumeric)
    })
}

/// Labels have no more words.
const MAX_WORDS: usize = 5;

/// Whether a line says that something was left out.
fn is_elision(line: &str) -> bool {
    matches!(line.trim_matches(['(', ')', '[', ']', '<', '>', ' ']), "..." | "\u{2026}" | "\u{2026}.")
}

/// The number at the start of an event id, after which people write more: `7 (twice)`.
fn number(text: &str, value: Span) -> Span {
    let slice = &text[value.range()];
    let digits = slice.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &slice[digits..];
    let in_number =
        rest.strip_prefix([',', '.']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let goes_on = in_number || rest.starts_with(|c: char| c.is_alphanumeric() || c == '-');
    if digits == 0 {
        return displaced_number(text, value).unwrap_or(value);
    }
    if goes_on { value } else { Span::new(value.start, value.start + digits) }
}

/// A number that a broken translation has put before the next label's colon: `Event ID: Task Category 10000: None`.
fn displaced_number(text: &str, value: Span) -> Option<Span> {
    let slice = &text[value.range()];
    let before = &slice[..slice.find(':')?];
    let label = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = span_of(text, &before[label.len()..])?;
    (!number.is_empty() && is_label(label.trim())).then_some(number)
}

/// The span without white space and what Markdown, HTML and tables put in place of it, and without quotes around it.
fn without_dress(text: &str, span: Span) -> Span {
    let mut inner = text[span.range()].trim();
    if let (Some(first), Some(last)) = (inner.bytes().next(), inner.bytes().next_back())
        && first.is_ascii_alphanumeric()
        && last.is_ascii_alphanumeric()
    {
        return span_of(text, inner).unwrap_or(span);
    }
    loop {
        let length = inner.len();
        inner = inner.trim().trim_matches(['*', '`', '|']).trim_end_matches('\\');
        inner = inner.strip_prefix("&nbsp;").unwrap_or(inner);
        inner = inner.strip_suffix("&nbsp;").unwrap_or(inner);
        inner = unquoted(inner);
        if inner.len() == length {
            break;
        }
    }
    span_of(text, inner).unwrap_or(span)
}

fn unquoted(text: &str) -> &str {
    let quotes = [('"', '"'), ('\u{201c}', '\u{201d}'), ('\u{ab}', '\u{bb}')];
    let inner = |(open, close)| text.strip_prefix(open)?.strip_suffix(close);
    quotes.into_iter().find_map(inner).filter(|inner| !inner.contains('"')).unwrap_or(text)
}

/// A stretch of white space inside a value that is none of its own: a line break with what surrounds it.
pub(super) struct Joint {
    pub span: Span,
    /// What stands there in the value.
    pub as_text: &'static str,
}

/// Where a value was broken. Names of channels and providers have no space beside a hyphen or a slash.
pub(super) fn joints(text: &str, label: Label, value: Span) -> Vec<Joint> {
    let is_name = [CHANNEL, PROVIDER].contains(&label);
    let mut joints = Vec::new();
    if !is_name && memchr::memchr(b'\n', &text.as_bytes()[value.range()]).is_none() {
        return joints;
    }
    let mut at = value.start;
    while let Some(offset) = text[at..value.end].find(char::is_whitespace) {
        let start = at + offset;
        let mut rest = text[start..value.end].trim_start();
        let breaks = text[start..value.end - rest.len()].contains('\n');
        if breaks {
            rest = rest.trim_start_matches(['>', ' ', '\t', '\u{a0}']);
        }
        let end = value.end - rest.len();
        let before = text[value.start..start].trim_end_matches('\\');
        let start = if breaks { value.start + before.len() } else { start };
        let as_text = if is_name && is_inside_name(before, rest) { "" } else { " " };
        if breaks || as_text.is_empty() {
            joints.push(Joint { span: Span::new(start, end), as_text });
        }
        at = end;
    }
    joints
}

/// Whether a name goes on without a space: `Microsoft-Windows- AAD`, `AAD /Operational`, but not `A - B`.
fn is_inside_name(before: &str, after: &str) -> bool {
    let joins = |c: char| matches!(c, '-' | '/');
    let word = |c: char| c.is_alphanumeric();
    let left = before.strip_suffix(joins).is_some_and(|rest| rest.ends_with(word)) && after.starts_with(word);
    let right =
        after.strip_prefix(joins).is_some_and(|rest| rest.starts_with(word)) && before.ends_with(word);
    left || right
}
