//! Snare's lines for Windows events, often behind a syslog header. The fields are separated by tabs, which a paste loses:
//! then the date and the type of the event are what the others are found by.
//!
//! ```text
//! MSWinEventLog <criticality> <log> <counter> <date> <event id> <source> <user> <sid type> <type> <computer> <category> <data> <message> <counter>
//! ```
//!
//! Source: "Windows Event Output Format" in the agent's manual,
//! <https://prophecyinternational.atlassian.net/wiki/spaces/WADOC/pages/1233224043/>.

mod parts;

use super::{Block, Builder, Layout, Spec, line_end, trimmed};
use crate::Span;
use crate::event::{Extent, FieldKey, Format, Header};
use crate::report::{Note, NoteCode};
use parts::Parts;

/// The layout.
pub(super) const SPEC: Spec =
    Spec { anchors: &["MSWinEventLog"], start: |text| Box::new(Snare { text, tried: 0 }) };

const MARK: &str = "MSWinEventLog";

/// What stands before the mark on its line is at most this long.
const MAX_HEAD: usize = 160;

/// An event has at most so many lines when its tabs are lost, and is at most so long.
const MAX_LINES: usize = 64;
const MAX_EVENT: usize = 64 << 10;

struct Snare<'t> {
    text: &'t str,
    /// Up to here there is nothing.
    tried: usize,
}

impl Layout for Snare<'_> {
    fn find(&mut self, from: usize) -> Option<usize> {
        let from = from.max(self.tried);
        let mark = from + memchr::memmem::find(&self.text.as_bytes()[from..], MARK.as_bytes())?;
        let line = memchr::memrchr(b'\n', &self.text.as_bytes()[from..mark]).map_or(from, |at| from + at + 1);
        let head = &self.text[line..mark];
        let is_head = head.len() <= MAX_HEAD && head.bytes().filter(|b| *b == b':').count() >= 2;
        Some(if is_head { line + (head.len() - head.trim_start().len()) } else { mark })
    }

    fn read(&mut self, at: usize) -> Option<Block> {
        let mark = at + memchr::memmem::find(&self.text.as_bytes()[at..], MARK.as_bytes())?;
        let body = mark + MARK.len();
        self.tried = body;
        let span = trimmed(self.text, Span::new(at, self.end(body)));
        let parts = Parts::new(&self.text[..span.end], body)?;
        let mut builder = Builder::new(self.text, at);
        let out = builder.copy(span);
        for (header, range) in parts.headers {
            let range = out.start + range.start - at..out.start + range.end - at;
            match header {
                Header::Message => builder.message(range),
                header => builder.field(FieldKey::Header(header), range),
            }
        }
        let mut notes = Vec::new();
        if !parts.whole {
            notes.push(Note::new(NoteCode::Truncated, span, "this line is cut; what it shows was read"));
        }
        let extent = if parts.whole { Extent::Whole } else { Extent::Fragment };
        Some(Block { end: span.end, events: vec![builder.build(Format::Snare, span, extent)], notes })
    }
}

/// Adds the header fields of the event that stands in `range` of what was built, as a collector keeps it in a string. Whether
/// there is one.
pub(super) fn apply(builder: &mut Builder<'_>, range: &std::ops::Range<usize>) -> bool {
    let value = builder.text(range.clone());
    let Some(mark) = value.find(MARK) else { return false };
    let Some(parts) = Parts::new(value, mark + MARK.len()) else { return false };
    // What the collector calls the message is the line.
    let all = 0..builder.fields().len();
    builder.demote(all, |header| header == Header::Message);
    for (header, place) in parts.headers {
        let place = range.start + place.start..range.start + place.end;
        match header {
            Header::Message => builder.message(place),
            header => builder.field(FieldKey::Header(header), place),
        }
    }
    true
}

impl Snare<'_> {
    /// Where the event ends whose fields start at `body`: with its line, or before a blank line or the next event.
    fn end(&self, body: usize) -> usize {
        let limit = self.text.floor_char_boundary(body + MAX_EVENT);
        let mut end = line_end(self.text, body, limit);
        if parts::tab(&self.text[body..end]).is_some() {
            return end;
        }
        for _ in 0..MAX_LINES {
            let next = (end + 1).min(limit);
            let next_end = line_end(self.text, next, limit);
            let line = self.text[next..next_end].trim();
            let head = &line[..line.floor_char_boundary(MAX_HEAD + MARK.len())];
            if line.is_empty() || head.contains(MARK) || super::plain::is_fence(line) {
                break;
            }
            end = next_end;
        }
        end
    }
}

#[cfg(test)]
mod tests;
