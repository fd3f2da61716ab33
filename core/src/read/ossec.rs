//! OSSEC's `WinEvtLog` lines, alone, behind the header of its archive, or in an alert:
//!
//! ```text
//! 2026 Jan 02 03:04:05 WinEvtLog: Application: ERROR(1000): Application Error: (no user): no domain: PC1: Faulting ...
//! ```
//!
//! Source: <https://github.com/ossec/ossec-hids/blob/master/src/logcollector/read_win_el.c>.

use super::{Block, Builder, Layout, Spec, line_end, trimmed};
use crate::Span;
use crate::event::{Extent, FieldKey, Format, Header};
use std::ops::Range;

/// The layout.
pub(super) const SPEC: Spec =
    Spec { anchors: &["WinEvtLog: "], start: |text| Box::new(Ossec { text, tried: 0 }) };

const MARK: &str = "WinEvtLog: ";

/// What stands before the mark on its line is at most this long.
const MAX_HEAD: usize = 160;

/// The header fields together are at most this long.
const MAX_FIELDS: usize = 1 << 10;

/// So many lines may a message have, and so long it may be.
const MAX_LINES: usize = 128;
const MAX_MESSAGE: usize = 64 << 10;

/// So many lines above it may belong to an alert.
const MAX_ALERT: usize = 8;

struct Ossec<'t> {
    text: &'t str,
    /// Up to here there is nothing.
    tried: usize,
}

impl Layout for Ossec<'_> {
    fn find(&mut self, from: usize) -> Option<usize> {
        let from = from.max(self.tried);
        let mark = from + memchr::memmem::find(&self.text.as_bytes()[from..], MARK.as_bytes())?;
        Some(self.start(from, mark))
    }

    fn read(&mut self, at: usize) -> Option<Block> {
        let mark = at + memchr::memmem::find(&self.text.as_bytes()[at..], MARK.as_bytes())?;
        self.tried = mark + MARK.len();
        let parts = Parts::new(self.text, self.tried)?;
        let end = self.end(parts.message);
        let span = trimmed(self.text, Span::new(at, end));
        let mut builder = Builder::new(self.text, at);
        let out = builder.copy(span);
        let place = |range: &Range<usize>| out.start + range.start - at..out.start + range.end - at;
        for (header, range) in &parts.headers {
            builder.field(FieldKey::Header(*header), place(range));
        }
        if let Some(time) = time(&self.text[at..mark]) {
            builder.field(FieldKey::Header(Header::Time), time);
        }
        builder.message(place(&(parts.message.min(span.end)..span.end)));
        let has_message =
            parts.headers.iter().any(|(header, _)| *header == Header::Computer) && parts.message < span.end;
        let extent = if has_message { Extent::Whole } else { Extent::Fragment };
        let event = builder.build(Format::Ossec, span, extent);
        Some(Block { end: span.end, events: vec![event], notes: Vec::new() })
    }
}

/// Adds the header fields of a line that stands in a range of an event's text. Whether there is one.
pub(super) fn apply(builder: &mut Builder<'_>, range: &Range<usize>) -> bool {
    let text = builder.text(range.clone());
    let Some(mark) = memchr::memmem::find(text.as_bytes(), MARK.as_bytes()) else { return false };
    let Some(parts) = Parts::new(text, mark + MARK.len()).filter(|_| is_head(&text[..mark])) else {
        return false;
    };
    let time = time(&text[..mark]).map(|time| (Header::Time, time));
    let message = range.start + parts.message.min(text.len())..range.end;
    for (header, place) in parts.headers.into_iter().chain(time) {
        builder.field(FieldKey::Header(header), range.start + place.start..range.start + place.end);
    }
    builder.message(message);
    true
}

impl Ossec<'_> {
    /// Where the line or the alert begins whose mark is at `mark`.
    fn start(&self, from: usize, mark: usize) -> usize {
        let line_start = |at: usize| {
            memchr::memrchr(b'\n', &self.text.as_bytes()[from..at]).map_or(from, |newline| from + newline + 1)
        };
        let line = line_start(mark);
        if mark - line > MAX_HEAD || !is_head(&self.text[line..mark]) {
            return mark;
        }
        let mut above = line;
        for _ in 0..MAX_ALERT {
            if above <= from {
                break;
            }
            above = line_start(above - 1);
            if self.text[above..].starts_with("** Alert ") {
                return above;
            }
        }
        line + (self.text[line..mark].len() - self.text[line..mark].trim_start().len())
    }

    /// Where the message ends that starts at `at`: with its line, or where the lines that continue it end.
    fn end(&self, at: usize) -> usize {
        let limit = self.text.floor_char_boundary(at + MAX_MESSAGE);
        let mut end = line_end(self.text, at, limit);
        for _ in 0..MAX_LINES {
            let next = (end + 1).min(limit);
            let next_end = line_end(self.text, next, limit);
            if next == next_end || !continues(&self.text[next..next_end]) {
                break;
            }
            end = next_end;
        }
        end
    }
}

/// Whether what stands before the mark is a time, a host, a syslog header; not prose.
fn is_head(head: &str) -> bool {
    let head = head.trim();
    head.is_empty() || head.ends_with("->") || head.contains("->WinEvtLog") || has_clock(head)
}

/// Whether a text has a time of day in it.
fn has_clock(text: &str) -> bool {
    text.as_bytes().windows(6).any(|w| {
        let digit = |at: usize| w[at].is_ascii_digit();
        digit(0) && w[1] == b':' && digit(2) && digit(3) && w[4] == b':' && digit(5)
    })
}

/// Whether a line goes on with the message above it.
fn continues(line: &str) -> bool {
    let line = line.trim();
    let head = &line[..line.floor_char_boundary(MAX_HEAD)];
    let is_entry = head.contains("WinEvtLog")
        || head.starts_with("** ")
        || has_clock(&head[..head.floor_char_boundary(32)]);
    !line.is_empty() && !is_entry && !super::plain::is_fence(line) && !line.starts_with(['{', '<'])
}

/// The time before the mark.
fn time(head: &str) -> Option<Range<usize>> {
    let line = head.rfind('\n').map_or(0, |newline| newline + 1);
    let text = head[line..].trim_end();
    let start = text.rfind("->WinEvtLog").map_or(line, |at| line + at + "->WinEvtLog".len());
    // `2026 Jan 02 03:04:05`: up to the last part of the clock.
    let colon = head.rfind(':').filter(|&colon| colon > start)?;
    let end = colon + 1 + head[colon + 1..].bytes().take_while(u8::is_ascii_digit).count();
    // `full event: '2026 Jan 02 03:04:05`: `wazuh-logtest` repeats the line in quotes.
    let quote = head[start..end].rfind(['\'', '"']).map_or(start, |quote| start + quote + 1);
    has_clock(&head[quote..end]).then_some(quote..end)
}

/// The parts of a line, where they stand in the text.
struct Parts {
    headers: Vec<(Header, Range<usize>)>,
    message: usize,
}

impl Parts {
    /// Those behind the mark, which ends at `at`.
    fn new(text: &str, at: usize) -> Option<Self> {
        let limit = text.floor_char_boundary(at + MAX_FIELDS);
        let mut headers = Vec::new();
        let mut at = at;
        let mut next = || {
            let end = at + text[at..limit].find(": ")?;
            let part = at..end;
            at = end + 2;
            Some((part, at))
        };
        let (channel, _) = next()?;
        let (kind, _) = next()?;
        let inner = text[kind.clone()].strip_suffix(')')?;
        let open = kind.start + inner.rfind('(')?;
        let id = open + 1..kind.start + inner.len();
        if id.is_empty() || !text[id.clone()].bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        headers.push((Header::Channel, channel));
        headers.push((Header::Level, kind.start..open));
        headers.push((Header::EventId, id));
        let mut message = kind.end + 2;
        for header in [Some(Header::Provider), Some(Header::User), None, Some(Header::Computer)] {
            let Some((part, after)) = next() else { break };
            headers.extend(header.map(|header| (header, part)));
            message = after;
        }
        Some(Self { headers, message })
    }
}

#[cfg(test)]
mod tests;
