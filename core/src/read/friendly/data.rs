//! The data part of an outline.
//!
//! On lines: `name value`, or only values, which are called `param1`, `param2`, as in event XML. What has no name is known
//! by words that cannot be one. On one line: names are words in camel case, since the values have no end of their own.

use super::{Entry, attribute, is_marker, word};
use crate::Span;
use crate::event::FieldKey;
use crate::read::labelled::opens_other;
use crate::read::line_end;
use crate::read::opening;
use crate::read::plain::is_fence;

/// So many values are read.
const MAX_ENTRIES: usize = 1024;

/// A line of prose has more words than this, or ends like a sentence.
const MAX_WORDS: usize = 12;

/// What was read of it.
pub(super) struct Data {
    pub end: usize,
    pub entries: Vec<Entry>,
}

/// So many marks may stand before a part's name.
const MAX_MARKS: usize = 8;

/// One line of the part.
struct Line {
    /// Its first word.
    name: Span,
    value: Span,
    is_attribute: bool,
}

impl Line {
    /// Its first word with what follows.
    fn all(&self) -> Span {
        Span::new(self.name.start, self.value.end.max(self.name.end))
    }
}

/// The start of the marker before a part's name at `at`, when nothing else stands on the line; not before `from`.
pub(super) fn start_of_line(text: &str, at: usize, from: usize) -> Option<usize> {
    let near = text.ceil_char_boundary(from.max(at.saturating_sub(32)));
    let before = &text[near..at];
    let line = &before[before.rfind('\n').map_or(0, |newline| newline + 1)..];
    let marker = line.trim_start();
    // Most places end here, at little cost: the rest of the line may be long.
    if !matches!(marker.trim_end(), "-" | "+") {
        return None;
    }
    let rest = ["EventData", "UserData"].iter().find_map(|name| text[at..].strip_prefix(name))?;
    let is_part = rest[..line_end(rest, 0, rest.len())].trim().is_empty();
    is_part.then(|| with_system(text, at - marker.len(), from))
}

/// `at`, or where the folded system part before it starts; not before `from`.
fn with_system(text: &str, at: usize, from: usize) -> usize {
    let near = text.ceil_char_boundary(from.max(at.saturating_sub(64)));
    let before = text[near..at].trim_end();
    let marked =
        before.strip_suffix("System").map(str::trim_end).and_then(|rest| rest.strip_suffix(['+', '-']));
    let is_line = |rest: &&str| rest.is_empty() || rest.trim_end_matches([' ', '\t']).ends_with('\n');
    marked.filter(is_line).map_or(at, |rest| near + rest.len())
}

/// The data part that comes next after `at`.
pub(super) fn read(text: &str, at: usize) -> Option<Data> {
    let mut from = at;
    let mut column = None;
    for _ in 0..MAX_MARKS {
        let (found, _) = word(text, from, text.len())?;
        let name = &text[found.range()];
        if is_marker(name) || (name == "System" && column.is_some()) {
            column = Some(indent_at(text, found.start));
        } else if matches!(name, "EventData" | "UserData") {
            return Some(part(text, found, column.unwrap_or_else(|| indent_at(text, found.start))));
        } else {
            from = view_name(text, found)?;
            continue;
        }
        from = found.end;
    }
    None
}

/// The end of the name of a view of the pane, a line that is copied with it, if its first word is `word`.
fn view_name(text: &str, word: Span) -> Option<usize> {
    let end = line_end(text, word.end, text.len());
    let is_view = matches!(text[word.start..end].trim_end(), "Friendly View" | "XML View");
    is_view.then_some(end)
}

/// How far from the start of its line a place is, looking back a little.
fn indent_at(text: &str, at: usize) -> usize {
    let near = text.ceil_char_boundary(at.saturating_sub(64));
    let before = &text[near..at];
    before.rfind('\n').map_or(before.len(), |newline| before.len() - newline - 1)
}

fn part(text: &str, name: Span, column: usize) -> Data {
    let end = line_end(text, name.end, text.len());
    if !text[name.end..end].trim().is_empty() {
        return joined(text, name.end, end);
    }
    let is_user = &text[name.range()] == "UserData";
    let lines = lines(text, end, column);
    let end = lines.last().map_or(name.end, |line| line.all().end);
    let entries = if are_pairs(text, &lines) {
        pairs(text, &lines)
    } else if is_user || are_named(text, &lines) {
        with_names(text, &lines)
    } else {
        without_names(&lines)
    };
    Data { end, entries }
}

/// The lines of the part. It ends with a line that stands no deeper than its name; where nothing is indented, with prose.
fn lines(text: &str, from: usize, column: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut at = from + 1;
    let mut is_flat = None;
    while at < text.len() && lines.len() < MAX_ENTRIES {
        let end = line_end(text, at, text.len());
        let content = text[at..end].trim_end();
        let inner = content.trim_start();
        let indent = content.len() - inner.len();
        let start = at;
        at = end + 1;
        if inner.is_empty() {
            continue;
        }
        let is_flat = *is_flat.get_or_insert(indent <= column);
        let ends = if is_flat { is_prose(inner) } else { indent <= column };
        let is_other = opens_other(inner) || is_next(inner) || opening::begins(text, start);
        if ends || is_fence(inner) || is_other {
            break;
        }
        if let Some(line) = line_of(text, Span::new(start, end)) {
            lines.push(line);
        }
    }
    lines
}

/// Whether a line begins the next event.
fn is_next(line: &str) -> bool {
    let name = line.trim_start_matches(['-', '+', ' ', '*']).trim_end();
    matches!(
        name,
        "System"
            | "Provider"
            | "EventData"
            | "UserData"
            | "Details:**"
            | "Details:"
            | "Description:"
            | "Message:"
    )
}

fn is_prose(line: &str) -> bool {
    line.split_whitespace().count() > MAX_WORDS
        || (line.ends_with(['.', ':', '?', '!']) && line.contains(' '))
}

fn line_of(text: &str, span: Span) -> Option<Line> {
    let (mut name, _) = word(text, span.start, span.end)?;
    if is_marker(&text[name.range()]) {
        name = word(text, name.end, span.end)?.0;
    }
    let value = word(text, name.end, span.end).map_or(name.end, |(value, _)| value.start);
    let end = span.start + text[span.range()].trim_end().len();
    let is_attribute = attribute(&text[name.range()]).is_some();
    Some(Line { name, value: Span::new(value, end.max(value)), is_attribute })
}

/// Whether the lines begin with names: most first words could be one, no two are the same, and some have a value.
fn are_named(text: &str, lines: &[Line]) -> bool {
    let could = lines.iter().filter(|line| is_identifier(&text[line.name.range()])).count();
    let valued = lines.iter().any(|line| !line.value.is_empty() && is_identifier(&text[line.name.range()]));
    could * 2 > lines.len() && valued
}

fn is_identifier(word: &str) -> bool {
    let is_plain = word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    word.len() > 1 && is_plain && word.starts_with(|c: char| c.is_ascii_alphabetic())
}

fn with_names(text: &str, lines: &[Line]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut element = "";
    for line in lines {
        let name = &text[line.name.range()];
        if let Some(attribute) = attribute(name) {
            let key = FieldKey::named(&format!("{element}.{attribute}"));
            entries.push(Entry { key, value: line.value });
        } else if is_identifier(name) || line.is_attribute {
            element = name;
            entries.push(Entry { key: FieldKey::named(name), value: line.value });
        } else if let Some(last) = entries.last_mut() {
            // A value of several lines.
            last.value = Span::new(last.value.start, line.all().end);
        }
    }
    entries
}

/// Whether names and values take turns, each on a line of its own.
fn are_pairs(text: &str, lines: &[Line]) -> bool {
    let is_name = |line: &Line| line.value.is_empty() && is_identifier(&text[line.name.range()]);
    let (names, values) = (lines.iter().step_by(2), lines.iter().skip(1).step_by(2));
    lines.len() > 1
        && lines.len().is_multiple_of(2)
        && names.into_iter().all(is_name)
        && !values.into_iter().all(is_name)
}

fn pairs(text: &str, lines: &[Line]) -> Vec<Entry> {
    let entry = |pair: &[Line]| {
        let [name, value] = pair else { return None };
        Some(Entry { key: FieldKey::named(&text[name.name.range()]), value: value.all() })
    };
    lines.chunks(2).filter_map(entry).collect()
}

fn without_names(lines: &[Line]) -> Vec<Entry> {
    let number = |(at, line): (usize, &Line)| Entry {
        key: FieldKey::named(&format!("param{}", at + 1)),
        value: line.all(),
    };
    lines.iter().enumerate().map(number).collect()
}

/// The part on one line: from each name to the next.
fn joined(text: &str, from: usize, end: usize) -> Data {
    let mut entries: Vec<Entry> = Vec::new();
    let mut at = from;
    let mut is_full = false;
    let mut is_first = true;
    while let Some((found, _)) = word(text, at, end) {
        let name = &text[found.range()];
        at = found.end;
        if is_marker(name) && word(text, at, end).is_some_and(|(next, _)| is_identifier(&text[next.range()]))
        {
            is_first = true;
            continue;
        }
        let is_name = attribute(name).is_some() || is_joined_name(name) || (is_first && is_identifier(name));
        if is_name && entries.len() < MAX_ENTRIES {
            let key = FieldKey::named(attribute(name).unwrap_or(name));
            entries.push(Entry { key, value: Span::new(found.end, found.end) });
            is_full = false;
        } else if is_first {
            entries.push(Entry { key: FieldKey::named("param1"), value: found });
            is_full = true;
        } else if let Some(last) = entries.last_mut().filter(|_| !is_full) {
            let start = if last.value.is_empty() { found.start } else { last.value.start };
            is_full = last.value.is_empty() && is_atom(name);
            last.value = Span::new(start, found.end);
        }
        is_first = false;
    }
    Data { end: from + text[from..end].trim_end().len(), entries }
}

/// Whether a word among names and values on one line is a name: `TaskName`, `param1`, or one of those that many events have.
fn is_joined_name(word: &str) -> bool {
    const NAMES: [&str; 12] = [
        "Image",
        "Hashes",
        "User",
        "Product",
        "Company",
        "Description",
        "Signature",
        "Status",
        "Binary",
        "Message",
        "Error",
        "Data",
    ];
    let is_numbered =
        word.strip_prefix("param").is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    let humps = word
        .as_bytes()
        .windows(2)
        .filter(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase());
    let is_camel =
        is_identifier(word) && word.starts_with(|c: char| c.is_ascii_uppercase()) && humps.count() > 0;
    is_camel || is_numbered || NAMES.contains(&word)
}

/// Whether a word is all of a value: a number, an identifier in braces, an account's SID.
fn is_atom(word: &str) -> bool {
    let digits = word.strip_prefix("0x").unwrap_or(word);
    let is_number = !digits.is_empty()
        && digits.bytes().all(|b| b.is_ascii_hexdigit())
        && digits.bytes().any(|b| b.is_ascii_digit());
    is_number || (word.starts_with('{') && word.ends_with('}')) || word.starts_with("S-1-")
}
