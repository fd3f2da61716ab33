//! The parts of CEF, LEEF and WinCollect lines.

use super::super::Builder;
use crate::Span;
use std::ops::Range;

/// So many parts are read of a line.
const MAX_PARTS: usize = 256;

/// A key is at most so long.
const MAX_KEY: usize = 64;

/// The parts of a line, in order.
#[derive(Debug)]
pub(super) struct Parts<'t> {
    pub parts: Vec<Part<'t>>,
    /// Where the last one ends.
    pub end: usize,
}

/// A part: its name, and where its value is.
#[derive(Debug)]
pub(super) struct Part<'t> {
    key: &'t str,
    /// What a custom field (`cs1`) is called in another one (`cs1Label`).
    label: Option<&'t str>,
    pub value: Span,
    /// Whether the value has CEF's escapes.
    escaped: bool,
}

impl Part<'_> {
    /// What the value is.
    pub(super) fn name(&self) -> &str {
        self.label.unwrap_or(self.key)
    }
}

/// `0|vendor|product|version|class|name|severity|pairs`, behind the mark.
pub(super) fn cef(text: &str, body: Span) -> Option<Parts<'_>> {
    const HEAD: [&str; 6] =
        ["device vendor", "device product", "device version", "device event class id", "name", "severity"];
    let (mut parts, at) = head(text, body, &HEAD, true)?;
    add_words(text, Span::new(at, body.end), true, &mut parts);
    add_labels(text, &mut parts);
    Some(Parts::new(parts, at))
}

/// `2.0|vendor|product|version|event|^|pairs`, behind the mark; `1.0` has no separator but the tab.
pub(super) fn leef(text: &str, body: Span) -> Option<Parts<'_>> {
    const HEAD: [&str; 4] = ["device vendor", "device product", "device version", "device event class id"];
    let (mut parts, mut at) = head(text, body, &HEAD, false)?;
    let mut separator = '\t';
    if let Some((own, _)) =
        text[at..body.end].split_once('|').filter(|(own, _)| own.len() <= 5 && !own.contains('='))
    {
        separator = leef_separator(own).unwrap_or(separator);
        at += own.len() + 1;
    }
    add_pairs(text, Span::new(at, body.end), separator, &mut parts);
    Some(Parts::new(parts, at))
}

/// Nothing but pairs, separated by tabs, or by spaces where a paste lost these.
pub(super) fn wincollect(text: &str, body: Span) -> Option<Parts<'_>> {
    let mut parts = Vec::new();
    add_pairs(text, body, '\t', &mut parts);
    (parts.len() > 2).then(|| Parts::new(parts, body.start))
}

impl<'t> Parts<'t> {
    fn new(parts: Vec<Part<'t>>, start: usize) -> Self {
        let end = parts.last().map_or(start, |part| part.value.end);
        Self { parts, end }
    }
}

/// What stands between the bars of the head, under these names, and where the rest begins.
fn head<'t>(
    text: &'t str,
    body: Span,
    names: &[&'static str],
    escaped: bool,
) -> Option<(Vec<Part<'t>>, usize)> {
    let version = bar(text, body, escaped)?;
    let is_version = |b: u8| b.is_ascii_digit() || b == b'.';
    if version == body.start || !text[body.start..version].bytes().all(is_version) {
        return None;
    }
    let mut at = version + 1;
    let mut parts = Vec::new();
    for &key in names {
        let end = bar(text, Span::new(at, body.end), escaped)?;
        parts.push(Part { key, label: None, value: Span::new(at, end), escaped });
        at = end + 1;
    }
    Some((parts, at))
}

/// The next bar that is no text.
fn bar(text: &str, span: Span, escaped: bool) -> Option<usize> {
    let bars = memchr::memchr_iter(b'|', &text.as_bytes()[span.range()]).map(|at| span.start + at);
    let mut bars = bars.filter(|&at| !(escaped && is_escaped(text, span.start, at)));
    bars.next()
}

/// Whether an odd number of backslashes stands before `at`. Looks at a few bytes.
fn is_escaped(text: &str, start: usize, at: usize) -> bool {
    let before = &text.as_bytes()[start.max(at.saturating_sub(8))..at];
    before.iter().rev().take_while(|b| **b == b'\\').count() % 2 == 1
}

/// `^`, `x09`, `0x09`
fn leef_separator(text: &str) -> Option<char> {
    let mut chars = text.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return Some(c);
    }
    let hex = text.strip_prefix("0x").or_else(|| text.strip_prefix('x'))?;
    u32::from_str_radix(hex, 16).ok().and_then(char::from_u32)
}

/// `key=value` between separators; between words when there is no separator.
fn add_pairs<'t>(text: &'t str, span: Span, separator: char, parts: &mut Vec<Part<'t>>) {
    let rest = &text[span.range()];
    if !rest.contains(separator) {
        return add_words(text, span, false, parts);
    }
    let mut at = span.start;
    for piece in rest.split(separator).take(MAX_PARTS) {
        if let Some((key, value)) = piece.split_once('=').filter(|(key, _)| key.len() <= MAX_KEY) {
            let start = at + key.len() + 1;
            let value = Span::new(start, start + value.len());
            parts.push(Part { key: key.trim(), label: None, value, escaped: false });
        }
        at += piece.len() + separator.len_utf8();
    }
}

/// `key=value` between white space, where a value may have white space too: it ends before the next key.
fn add_words<'t>(text: &'t str, span: Span, escaped: bool, parts: &mut Vec<Part<'t>>) {
    let first = parts.len();
    for sign in memchr::memchr_iter(b'=', &text.as_bytes()[span.range()]).map(|at| span.start + at) {
        let Some(key) = key_before(text, span.start, sign) else { continue };
        if parts.len() >= MAX_PARTS {
            break;
        }
        if let Some(last) = parts[first..].last_mut() {
            last.value.end = last.value.start + text[last.value.start..key.start].trim_end().len();
            // The message is the last part, whatever stands in it.
            if last.key == "Message" {
                last.value.end = span.end;
                break;
            }
        }
        let value = Span::new(sign + 1, span.end);
        parts.push(Part { key: &text[key.range()], label: None, value, escaped });
    }
}

/// The key that ends at an equals sign, at the start or behind white space.
fn key_before(text: &str, start: usize, sign: usize) -> Option<Span> {
    let near = &text.as_bytes()[start.max(sign.saturating_sub(MAX_KEY + 1))..sign];
    let is_key = |b: &&u8| b.is_ascii_alphanumeric() || matches!(**b, b'_' | b'.' | b'-');
    let length = near.iter().rev().take_while(is_key).count();
    let begins = near.len() == length || near[near.len() - length - 1].is_ascii_whitespace();
    (length > 0 && length <= MAX_KEY && begins).then(|| Span::new(sign - length, sign))
}

/// Gives custom fields the names that their labels say.
fn add_labels<'t>(text: &'t str, parts: &mut [Part<'t>]) {
    let labels: Vec<(&str, &str)> = parts
        .iter()
        .filter_map(|part| Some((part.key.strip_suffix("Label")?, text[part.value.range()].trim())))
        .filter(|(key, label)| key.starts_with("cs") || key.starts_with("cn") && !label.is_empty())
        .collect();
    for part in parts {
        part.label = labels.iter().find(|(key, _)| *key == part.key).map(|(_, label)| *label);
    }
}

/// Appends a value, its escapes undone.
pub(super) fn put(builder: &mut Builder<'_>, part: &Part<'_>) -> Range<usize> {
    if !part.escaped {
        return builder.copy(part.value);
    }
    // Whoever writes `C:\new` does not escape.
    let breaks = !builder.input()[part.value.range()].contains(":\\");
    builder.unescape(part.value, |escaped| match escaped {
        b'\\' => Some("\\"),
        b'=' => Some("="),
        b'|' => Some("|"),
        b'n' if breaks => Some("\n"),
        b'r' if breaks => Some("\r"),
        _ => None,
    })
}
