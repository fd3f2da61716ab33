//! The system part of an outline: known names, each with a value or attributes.

use super::{Entry, attribute, is_marker, key, word};
use crate::Span;
use crate::event::{FieldKey, Header};
use crate::read::labelled::number;
use crate::read::line_end;

/// The elements, in the order of the schema, and whether they have a value of their own beside attributes.
const ELEMENTS: [(&str, bool); 14] = [
    ("Provider", false),
    ("EventID", true),
    ("Version", true),
    ("Level", true),
    ("Task", true),
    ("Opcode", true),
    ("Keywords", true),
    ("TimeCreated", false),
    ("EventRecordID", true),
    ("Correlation", false),
    ("Execution", false),
    ("Channel", true),
    ("Computer", true),
    ("Security", false),
];

/// So far before its first attribute a block is looked for.
const MAX_BEFORE: usize = 400;

/// The system part is at most this long.
const MAX_SYSTEM: usize = 8 << 10;

/// What was read of it.
pub(super) struct System {
    pub end: usize,
    pub entries: Vec<Entry>,
    /// Whether it is there from the provider on to the last elements.
    pub is_complete: bool,
}

/// Where the block starts to which an attribute at `at` belongs; not before `from`.
pub(super) fn start_before(text: &str, at: usize, from: usize) -> Option<usize> {
    let mut start = text.ceil_char_boundary(from.max(at.saturating_sub(MAX_BEFORE)));
    while let Some((found, _)) = word(text, start, at) {
        let is_first = is_marker(&text[found.range()]) || is_name(&text[found.range()]);
        if is_first && reaches(text, found.start, at) {
            return Some(found.start);
        }
        start = found.end;
    }
    None
}

/// Whether nothing but the system part stands between `start` and an attribute at `at`.
fn reaches(text: &str, start: usize, at: usize) -> bool {
    let mut reader = Reader { text, at: start, limit: at, entries: Vec::new(), element: None };
    reader.run();
    reader.element.is_some() && text[reader.at..at].trim().is_empty()
}

/// The system part at `at`, or when there is none, the end of what was looked at.
pub(super) fn read(text: &str, at: usize) -> Result<System, usize> {
    let limit = text.floor_char_boundary((at + MAX_SYSTEM).min(text.len()));
    let mut reader = Reader { text, at, limit, entries: Vec::new(), element: None };
    reader.run();
    let has = |header| reader.entries.iter().any(|entry| entry.key == FieldKey::Header(header));
    let is_event = reader.entries.len() > 1 || has(Header::Provider) || has(Header::Time);
    let is_last = matches!(reader.element, Some("Security" | "Computer"));
    let is_complete = has(Header::Provider) && has(Header::EventId) && is_last;
    let is_read = is_event && reader.element.is_some();
    if is_read { Ok(System { end: reader.at, entries: reader.entries, is_complete }) } else { Err(reader.at) }
}

fn element(word: &str) -> Option<(&'static str, bool)> {
    let word = word.trim_end_matches(':');
    ELEMENTS.iter().find(|(name, _)| *name == word).copied()
}

fn is_name(word: &str) -> bool {
    element(word).is_some() || word == "System"
}

/// Whether a word begins a part after the system part.
pub(super) fn is_section(word: &str) -> bool {
    matches!(
        word,
        "EventData" | "UserData" | "ProcessingErrorData" | "RenderingInfo" | "DebugData" | "BinaryEventData"
    )
}

struct Reader<'t> {
    text: &'t str,
    /// The end of what was read.
    at: usize,
    limit: usize,
    entries: Vec<Entry>,
    /// The element that is open.
    element: Option<&'static str>,
}

impl<'t> Reader<'t> {
    fn run(&mut self) {
        let mut at = self.at;
        while let Some((found, broken)) = word(self.text, at, self.limit) {
            let text = self.source(found);
            at = found.end;
            if is_marker(text) {
                continue;
            }
            // A file of elements may begin again: that is the next event.
            let is_again = self.element.is_some() && matches!(text, "System" | "Provider");
            if is_again || is_section(text) {
                return;
            }
            if let Some(name) = attribute(text)
                && let Some(element) = self.element
            {
                at = self.value(found.end, key(element, Some(name)), true);
            } else if let Some((name, has_value)) = element(text)
                && (broken || self.element.is_none() || !has_value || self.is_entry(found.end))
            {
                self.element = Some(name);
                at = self.own_value(found.end, name, has_value);
            } else if text != "System" {
                return;
            }
            self.at = at;
        }
    }

    /// Whether a value stands after a name on the same line.
    fn is_entry(&self, at: usize) -> bool {
        word(self.text, at, self.limit).is_some_and(|(_, broken)| !broken)
    }

    /// Reads the value of an element's own.
    fn own_value(&mut self, at: usize, name: &str, has_value: bool) -> usize {
        let next = word(self.text, at, self.limit);
        let is_inline = next.is_some_and(|(found, broken)| {
            let text = self.source(found);
            let fits = match name {
                "Provider" | "TimeCreated" => !text.starts_with('['),
                "Security" => text.starts_with("S-1-"),
                _ => false,
            };
            fits && !broken && !is_marker(text) && !is_name(text) && !is_section(text)
        });
        if has_value || is_inline { self.value(at, key(name, None), has_value) } else { at }
    }

    /// Reads the value at `at`: the rest of its line, up to a name; or, when that is empty, the next line. Gives its end.
    fn value(&mut self, at: usize, key: FieldKey, may_break: bool) -> usize {
        let Some((first, broken)) = word(self.text, at, self.limit) else { return at };
        let text = self.source(first);
        let is_log = key == FieldKey::Header(Header::Channel) && matches!(text, "System" | "Security");
        let is_named = attribute(text).is_some() || is_marker(text) || (is_name(text) && (broken || !is_log));
        let is_named = is_named && !(is_log && broken && self.is_computer_next(first.end));
        if is_named || (broken && !may_break) || is_section(text) || text.starts_with("```") {
            return at;
        }
        let line = line_end(self.text, first.start, self.limit);
        let mut end = first.end;
        while let Some((next, _)) = word(self.text, end, line) {
            if self.begins_next(next, line) {
                break;
            }
            end = next.end;
        }
        let value = Span::new(first.start, end);
        let id = number(self.text, value).filter(|_| key == FieldKey::Header(Header::EventId));
        self.entries.push(Entry { key, value: id.unwrap_or(value) });
        end
    }

    fn is_computer_next(&self, at: usize) -> bool {
        let next = |at| word(self.text, at, self.limit);
        let Some((mut found, _)) = next(at) else { return true };
        if is_marker(self.source(found)) {
            let Some((after, _)) = next(found.end) else { return true };
            found = after;
        }
        self.source(found) == "Computer"
    }

    /// Whether a word after the first one of a value is no part of it.
    fn begins_next(&self, found: Span, line: usize) -> bool {
        let text = self.source(found);
        if is_marker(text) {
            let next = word(self.text, found.end, line);
            return next.is_none_or(|(next, _)| is_name(self.source(next)) || is_section(self.source(next)));
        }
        attribute(text).is_some() || element(text).is_some() || is_section(text)
    }

    fn source(&self, span: Span) -> &'t str {
        &self.text[span.range()]
    }
}
