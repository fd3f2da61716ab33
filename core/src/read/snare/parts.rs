//! The fields of a Snare line.

use crate::event::Header;
use std::ops::Range;

/// The fields that are looked for, where they stand in the text.
pub(super) struct Parts {
    pub headers: Vec<(Header, Range<usize>)>,
    /// Whether the message is there.
    pub whole: bool,
}

/// The fields by position, from the one behind the mark on.
const COLUMNS: [Option<Header>; 13] = [
    None, // criticality
    Some(Header::Channel),
    None, // counter
    Some(Header::Time),
    Some(Header::EventId),
    Some(Header::Provider),
    Some(Header::User),
    None, // the kind of the user's SID
    Some(Header::Level),
    Some(Header::Computer),
    Some(Header::Task),
    None, // data
    Some(Header::Message),
];

/// The tabs of a line that has kept them; the last fields may be cut.
const MIN_TABS: usize = 6;

/// Where tabs are lost, the date is looked for in so many bytes, and so are the fields behind it.
const MAX_LOOK: usize = 512;

/// What the field after the user says.
const SID_TYPES: [&str; 11] = [
    "Well Known Group",
    "Deleted Account",
    "User",
    "Group",
    "Domain",
    "Alias",
    "Invalid",
    "Unknown",
    "Computer",
    "Label",
    "N/A",
];

/// The type of an event, as Windows' first event log had it.
const TYPES: [&str; 8] = [
    "Success Audit",
    "Failure Audit",
    "Audit Success",
    "Audit Failure",
    "Information",
    "Warning",
    "Error",
    "Critical",
];

/// Users of two words.
const USERS: [&str; 5] = ["NULL SID", "Unknown User", "NETWORK SERVICE", "LOCAL SERVICE", "ANONYMOUS LOGON"];

/// How a tab is written: as it is, or as rsyslog and others escape it.
/// Source: <https://www.rsyslog.com/doc/reference/parameters/global-escapecontrolcharactersonreceive.html>.
const TABS: [&str; 4] = ["\t", "#011", "\\t", "<tab>"];

/// How the tabs of a line are written, if it still has them.
pub(super) fn tab(line: &str) -> Option<&'static str> {
    let near = &line.as_bytes()[..line.len().min(MAX_LOOK * 4)];
    let count = |tab: &str| memchr::memmem::find_iter(near, tab.as_bytes()).take(MIN_TABS).count();
    TABS.into_iter().find(|tab| count(tab) == MIN_TABS)
}

impl Parts {
    /// The fields of the event whose fields start at `body` and which ends with `text`; `None` when it has no event id.
    pub(super) fn new(text: &str, body: usize) -> Option<Self> {
        match tab(&text[body..]) {
            Some(tab) => Self::by_tabs(text, body, tab),
            None => Self::by_date(text, body),
        }
    }

    fn by_tabs(text: &str, body: usize, tab: &str) -> Option<Self> {
        let mut parts = Self { headers: Vec::new(), whole: false };
        let mut at = body + if text[body..].starts_with(tab) { tab.len() } else { 0 };
        for column in COLUMNS {
            let end = text[at..].find(tab).map_or(text.len(), |found| at + found);
            parts.add(column, at..end);
            parts.whole = column == Some(Header::Message);
            if end == text.len() {
                break;
            }
            at = end + tab.len();
        }
        let id = parts.headers.iter().find(|(header, _)| *header == Header::EventId)?.1.clone();
        is_number(text[id].trim()).then_some(parts)
    }

    fn add(&mut self, header: Option<Header>, range: Range<usize>) {
        self.headers.extend(header.map(|header| (header, range)));
    }

    fn by_date(text: &str, body: usize) -> Option<Self> {
        let date = date(text, body)?;
        let mut parts = Self { headers: Vec::new(), whole: false };
        parts.add(channel(text, body..date.start).map(|_| Header::Channel), channel(text, body..date.start)?);
        parts.add(Some(Header::Time), date.clone());
        let id = word(text, date.end);
        if !is_number(&text[id.clone()]) {
            return None;
        }
        parts.add(Some(Header::EventId), id.clone());
        let near = text.floor_char_boundary((id.end + MAX_LOOK).min(text.len()));
        match event_type(&text[id.end..near]) {
            Some(kind) => parts.around(text, id.end, id.end + kind.start..id.end + kind.end),
            None => {
                let source = first_column(text, id.end..near);
                parts.add(Some(Header::Provider), source);
            }
        }
        Some(parts)
    }

    /// The fields before and after the type of the event.
    fn around(&mut self, text: &str, start: usize, kind: Range<usize>) {
        let columns = first_column(text, start..kind.start);
        // With one space between all fields, source and user are one column.
        let before = source_and_user(&text[start..kind.start]);
        let spaced = columns.end < kind.start && text[columns.end..].starts_with(['\n', '\r', '\t'])
            || text[columns.end..].starts_with("  ");
        let source = if spaced { columns } else { start + before.0.start..start + before.0.end };
        self.add(Some(Header::Provider), source);
        self.add(Some(Header::User), start + before.1.start..start + before.1.end);
        self.add(Some(Header::Level), kind.clone());
        let computer = word(text, kind.end);
        self.add(Some(Header::Computer), computer.clone());
        self.whole = computer.end < text.len();
        if self.whole {
            self.add(Some(Header::Message), computer.end..text.len());
        }
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.len() <= 10 && text.bytes().all(|b| b.is_ascii_digit())
}

/// The word at or after `at`.
fn word(text: &str, at: usize) -> Range<usize> {
    let rest = &text[at..];
    let start = at + (rest.len() - rest.trim_start().len());
    let end = text[start..].find(char::is_whitespace).map_or(text.len(), |space| start + space);
    start..end
}

/// A date has so many words at most: some lose the colons of the time too.
const MAX_DATE_WORDS: usize = 7;

/// `Fri Jan 02 03:04:05 2026`, in the first bytes from `body` on.
fn date(text: &str, body: usize) -> Option<Range<usize>> {
    const DAYS: [&str; 7] = ["Mon ", "Tue ", "Wed ", "Thu ", "Fri ", "Sat ", "Sun "];
    let near = &text[body..text.floor_char_boundary((body + MAX_LOOK).min(text.len()))];
    let start = near.char_indices().map(|(at, _)| at).find(|&at| {
        near.as_bytes()[at].is_ascii_uppercase()
            && DAYS.iter().any(|day| near[at..].starts_with(day))
            && (at == 0 || near[..at].ends_with(char::is_whitespace))
    })?;
    let mut end = body + start;
    for words in 1..=MAX_DATE_WORDS {
        let last = word(text, end);
        end = last.end;
        let is_year = matches!(text.get(last.clone()), Some(year) if year.len() == 4 && is_number(year));
        if words >= 4 && is_year {
            return Some(body + start..end);
        }
    }
    None
}

/// The log's name: between the criticality and the counter.
fn channel(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let criticality = word(text, range.start);
    let start = if is_number(&text[criticality.clone()]) { criticality.end } else { range.start };
    let before = text.get(start..range.end)?.trim_end();
    let name = before.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
    let from = start + (name.len() - name.trim_start().len());
    (!name.trim().is_empty()).then_some(from..start + name.len())
}

/// What stands up to two spaces or a line break.
fn first_column(text: &str, range: Range<usize>) -> Range<usize> {
    let slice = &text[range.clone()];
    let start = slice.len() - slice.trim_start().len();
    let rest = &slice[start..];
    let ends = ["  ", "\t", "\n", "\r"].iter().filter_map(|end| rest.find(end));
    let length = ends.min().unwrap_or(rest.trim_end().len());
    range.start + start..range.start + start + length
}

/// The first type of an event that stands behind the kind of a SID.
fn event_type(text: &str) -> Option<Range<usize>> {
    let starts = text.char_indices().filter(|(_, c)| c.is_ascii_uppercase()).map(|(at, _)| at);
    starts.into_iter().find_map(|at| {
        let kind = TYPES.iter().find(|kind| text[at..].starts_with(**kind))?;
        let before = text[..at].trim_end();
        let is_field = before.len() < at && SID_TYPES.iter().any(|sid| before.ends_with(sid));
        is_field.then_some(at..at + kind.len())
    })
}

/// The source, and the user who stands between it and the kind of a SID, which ends `text`.
fn source_and_user(text: &str) -> (Range<usize>, Range<usize>) {
    let text = text.trim_end();
    let before = SID_TYPES.iter().find_map(|sid| text.strip_suffix(sid)).unwrap_or(text).trim_end();
    let one = before.rfind(char::is_whitespace).map_or(0, |space| space + 1);
    let domain = before.rfind("NT AUTHORITY\\").unwrap_or(one);
    let two =
        USERS.iter().find(|user| before.ends_with(**user)).map_or(one, |user| before.len() - user.len());
    let user = one.min(two).min(domain);
    let source = before[..user].trim_end();
    (source.len() - source.trim_start().len()..source.len(), user..before.len())
}
