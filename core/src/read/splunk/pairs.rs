//! The `Key=value` pairs of one event, and where it ends.

use crate::Span;
use crate::event::{FieldKey, Header};
use crate::read::plain::is_fence;
use crate::read::{line_end, opening};
use std::ops::Range;

/// A key that Splunk writes.
struct Known {
    name: &'static str,
    header: Option<Header>,
    /// Whether the name is so odd that it is a key even in the middle of a message.
    is_odd: bool,
}

const fn known(name: &'static str, header: Option<Header>, is_odd: bool) -> Known {
    Known { name, header, is_odd }
}

const KEYS: &[Known] = &[
    known("LogName", Some(Header::Channel), true),
    known("Logfile", Some(Header::Channel), true),
    known("EventCode", Some(Header::EventId), true),
    known("EventType", None, true),
    known("ComputerName", Some(Header::Computer), true),
    known("SourceName", Some(Header::Provider), true),
    known("Type", Some(Header::Level), false),
    known("RecordNumber", None, true),
    known("Keywords", Some(Header::Keywords), false),
    known("TaskCategory", Some(Header::Task), true),
    known("OpCode", Some(Header::Opcode), true),
    known("User", Some(Header::User), false),
    known("Sid", None, false),
    known("SidType", None, true),
    known("Message", Some(Header::Message), false),
    known("TimeGenerated", Some(Header::Time), true),
];

/// Keys that no event lacks.
const EVENT: [&str; 2] = ["EventCode", "LogName"];

/// So many pairs are read of one event.
const MAX_PAIRS: usize = 256;

/// A date is at most this long.
const MAX_DATE: usize = 48;

pub(super) struct Pair {
    pub key: FieldKey,
    pub value: Range<usize>,
}

/// What there is of an event.
pub(super) struct Found {
    pub pairs: Vec<Pair>,
    /// Which of [`KEYS`] are there, a bit for each.
    pub known: u32,
    pub end: usize,
}

impl Found {
    pub(super) fn has_event(&self) -> bool {
        KEYS.iter().enumerate().any(|(bit, key)| self.known & 1 << bit != 0 && EVENT.contains(&key.name))
    }
}

/// Reads the event that starts `span`. Cost: linear in what is read.
pub(super) fn read(text: &str, span: Span) -> Found {
    let mut reader = Reader { text, pairs: Vec::new(), known: 0, message: None, next: None };
    let mut at = span.start;
    while at < span.end {
        let end = line_end(text, at, span.end);
        if !reader.line(at, end, span.end) {
            break;
        }
        // A quoted message may have taken more than its line.
        at = reader.pairs.last().map_or(end, |pair| line_end(text, pair.value.end.max(end), span.end)) + 1;
    }
    let end = reader.next.unwrap_or(at.min(span.end));
    reader.close(end);
    Found { pairs: reader.pairs, known: reader.known, end }
}

struct Reader<'t> {
    text: &'t str,
    pairs: Vec<Pair>,
    known: u32,
    /// Where the message that goes on to the event's end starts.
    message: Option<usize>,
    /// Where the next event begins.
    next: Option<usize>,
}

/// A key on a line.
struct Key {
    at: usize,
    /// Its place in [`KEYS`].
    known: Option<usize>,
    value: usize,
}

impl Reader<'_> {
    /// Reads a line; whether it belongs to the event.
    fn line(&mut self, start: usize, end: usize, limit: usize) -> bool {
        let line = &self.text[start..end];
        if self.message.is_some() {
            let first = key_at_start(self.text, start, end).and_then(|key| key.known);
            let header = first.filter(|&bit| KEYS[bit].is_odd);
            return match header {
                Some(bit) if self.has(bit) => false,
                Some(_) => {
                    self.close(start);
                    self.keys(start, end, limit)
                }
                None => !ends_message(self.text, start, end, limit) && !self.is_other(start),
            };
        }
        if is_date(line) {
            let is_first = self.known == 0;
            if is_first {
                self.pairs.push(Pair { key: FieldKey::Header(Header::Time), value: start..end });
            }
            return is_first;
        }
        let outside = line.trim().is_empty() || self.known == 0 && !is_fence(line);
        self.keys(start, end, limit) || outside
    }

    /// Whether a block of another layout begins on a line, after a blank one.
    fn is_other(&self, start: usize) -> bool {
        let above = self.text[..start].trim_end_matches([' ', '\t', '\r']);
        above
            .strip_suffix('\n')
            .is_some_and(|above| above.trim_end_matches([' ', '\t', '\r']).ends_with('\n'))
            && opening::begins(self.text, start)
    }

    fn has(&self, bit: usize) -> bool {
        self.known & 1 << bit != 0
    }

    /// Reads the pairs of a line; whether there are any, none of them for the second time.
    fn keys(&mut self, start: usize, end: usize, limit: usize) -> bool {
        let mut next = keys(self.text, start, end).next();
        if let Some(key) = &next
            && is_date(&self.text[start..key.at])
            && !self.text[start..key.at].trim().is_empty()
        {
            self.pairs.push(Pair { key: FieldKey::Header(Header::Time), value: start..key.at });
        }
        let mut any = false;
        while let Some(key) = next {
            if key.known.is_some_and(|bit| self.has(bit)) || self.pairs.len() >= MAX_PAIRS {
                self.next = Some(key.at);
                return false;
            }
            any = true;
            let is_message = key.known.is_some_and(|bit| KEYS[bit].header == Some(Header::Message));
            let (value, after) = self.value(key.value, end, is_message, limit);
            next = keys(self.text, after, end).next().filter(|_| after < end);
            self.add(&key, value, is_message && next.is_none());
        }
        any
    }

    /// The value that starts at `at`, and where it ends.
    fn value(&self, at: usize, end: usize, is_message: bool, limit: usize) -> (Range<usize>, usize) {
        if self.text[at..end].starts_with('"') {
            let most = if is_message { limit } else { end };
            let quote = self.text[at + 1..most].find('"').map_or(end, |quote| at + 1 + quote);
            return (at + 1..quote.max(at + 1), (quote + 1).min(self.text.len()));
        }
        let is_next = |key: &Key| key.known.is_some_and(|bit| !is_message || KEYS[bit].is_odd);
        let next = keys(self.text, at, end).find(|key| key.at > at && is_next(key)).map_or(end, |key| key.at);
        (at..at + self.text[at..next].trim_end_matches([' ', '\t', '\r', ',', ';']).len(), next)
    }

    fn add(&mut self, key: &Key, value: Range<usize>, goes_on: bool) {
        let header = key.known.and_then(|bit| KEYS[bit].header);
        if let Some(bit) = key.known {
            self.known |= 1 << bit;
        }
        let is_open = goes_on && !self.text[key.value..].starts_with('"');
        if is_open {
            self.message = Some(value.start);
            return;
        }
        let name = self.text[key.at..key.value].trim_end_matches('=');
        let key = header.map_or_else(|| FieldKey::named(name), FieldKey::Header);
        self.pairs.push(Pair { key, value });
    }

    /// Ends the message, if one is open.
    fn close(&mut self, end: usize) {
        if let Some(start) = self.message.take() {
            let end = start + self.text[start..end.max(start)].trim_end().len();
            self.pairs.push(Pair { key: FieldKey::Header(Header::Message), value: start..end });
        }
    }
}

/// Whether a line begins something else than more of a message.
fn ends_message(text: &str, start: usize, end: usize, limit: usize) -> bool {
    let line = text[start..end].trim_start();
    let next = (end + 1).min(limit);
    is_fence(line)
        || line.starts_with("{\"")
        || line.starts_with("<Event")
        || is_date(line) && key_at_start(text, next, line_end(text, next, limit)).is_some()
}

/// The keys in a stretch of a line: known ones anywhere, others at its start.
fn keys(text: &str, start: usize, end: usize) -> impl Iterator<Item = Key> + '_ {
    let equals = memchr::memchr_iter(b'=', &text.as_bytes()[start.min(end)..end]).map(move |at| start + at);
    equals.filter_map(move |equals| {
        let before = &text[start..equals];
        let name = &before[before
            .rfind(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8))..];
        let at = equals - name.len();
        let head = &text[start..at];
        let known = KEYS.iter().position(|key| key.name == name);
        let stands_free = head.is_empty() || head.ends_with([' ', '\t', ',', ';', '|', '"']);
        let is_first = head.trim().is_empty() && name.starts_with(|c: char| c.is_ascii_alphabetic());
        (stands_free && (known.is_some() || is_first)).then_some(Key { at, known, value: equals + 1 })
    })
}

fn key_at_start(text: &str, start: usize, end: usize) -> Option<Key> {
    keys(text, start, end).next().filter(|key| text[start..key.at].trim().is_empty())
}

/// Where the first known key stands.
pub(super) fn first_key(text: &str, span: Span) -> Option<usize> {
    keys(text, span.start, span.end).find(|key| key.known.is_some()).map(|key| key.at)
}

/// Whether a line begins with a key that Splunk writes.
pub(super) fn starts_with_key(line: &str) -> bool {
    key_at_start(line, 0, line.floor_char_boundary(256)).is_some_and(|key| key.known.is_some())
}

/// Whether a line is a date and a time, or blank.
pub(super) fn is_date(line: &str) -> bool {
    let line = line.trim();
    if line.len() > MAX_DATE || !line.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let parts = line.bytes().filter(|b| matches!(b, b'/' | b'-' | b'.' | b':')).count();
    parts >= 3 && line.chars().all(|c| c.is_ascii_digit() || "/-.:, +TZAPMapm".contains(c))
}
