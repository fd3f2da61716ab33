//! Splunk's `Key=value` lines for Windows events: a date, the header, and the message to its end. Also on one line, in any
//! order, and with quotes as in search results.
//!
//! ```text
//! 01/02/2026 03:04:05 AM
//! LogName=Security
//! EventCode=4738
//! EventType=0
//! ComputerName=pc1.contoso.com
//! Message=A user account was changed.
//! ```
//!
//! Source: <https://docs.splunk.com/Documentation/Splunk/latest/Data/MonitorWindowseventlogdata>.

mod pairs;

use super::opening::Opening;
use super::{Block, Builder, Layout, MAX_EVENT, Spec, trimmed};
use crate::Span;
use crate::event::{Extent, FieldKey, Format, Header};
use pairs::{Found, Pair};
use std::ops::Range;

/// The layout.
pub(super) const SPEC: Spec =
    Spec { anchors: &["EventCode=", "LogName="], start: |text| Box::new(Splunk { text, tried: 0 }) };

/// So many different keys are the least: a search has fewer.
const MIN_KEYS: u32 = 3;

/// So many lines may stand above the first of the keys that are looked for.
const MAX_ABOVE: usize = 24;

/// Whether a line is an event's date or first key, with another key below.
pub(super) fn begins(opening: &Opening<'_>) -> bool {
    let is_key = |line: &str| line.starts_with("LogName=") || line.starts_with("EventCode=");
    let is_first = is_key(opening.line) || pairs::is_date(opening.line) && is_key(opening.next());
    is_first && pairs::starts_with_key(opening.next())
}

struct Splunk<'t> {
    text: &'t str,
    /// Up to here there is nothing.
    tried: usize,
}

impl Layout for Splunk<'_> {
    fn find(&mut self, from: usize) -> Option<usize> {
        let from = from.max(self.tried);
        let mut equals = memchr::memchr_iter(b'=', &self.text.as_bytes()[from..]).map(|at| from + at);
        let hit = equals
            .find(|&at| ["EventCode", "LogName"].iter().any(|key| self.text[from..at].ends_with(key)))?;
        Some(self.start(from, hit))
    }

    fn read(&mut self, at: usize) -> Option<Block> {
        let most = self.text.floor_char_boundary(at + MAX_EVENT);
        let found = pairs::read(self.text, Span::new(at, most));
        let is_short = found.known.count_ones() < MIN_KEYS && !self.is_apart(&found);
        if is_short || !found.has_event() || self.is_search(at) {
            self.tried = found.end.max(at + 1);
            return None;
        }
        let span = trimmed(self.text, Span::new(at, found.end));
        let mut builder = Builder::new(self.text, at);
        let out = builder.copy(span);
        let place = |at: usize| (out.start + at - span.start).min(out.end);
        add(&mut builder, &found, |range| place(range.start)..place(range.end));
        let has_message = builder.fields().iter().any(|field| field.key == FieldKey::Header(Header::Message));
        let extent = if has_message { Extent::Whole } else { Extent::Fragment };
        Some(Block {
            end: span.end,
            events: vec![builder.build(Format::Splunk, span, extent)],
            notes: Vec::new(),
        })
    }
}

/// So far before a key its search begins.
const MAX_SEARCH: usize = 256;

impl Splunk<'_> {
    /// Whether what starts at `at` goes on with a search, which has events' keys too: `index=main EventCode=4624`.
    fn is_search(&self, at: usize) -> bool {
        let near = self.text.ceil_char_boundary(at.saturating_sub(MAX_SEARCH));
        let line = self.text[near..at].rsplit('\n').next().unwrap_or_default();
        line.contains("index=") || line.contains("sourcetype=")
    }

    /// Whether the log and the number stand on lines of their own: no search is written so, and people shorten to them.
    fn is_apart(&self, found: &Found) -> bool {
        let value = |header| {
            let pair = found.pairs.iter().find(|pair| pair.key == FieldKey::Header(header))?;
            Some(pair.value.clone())
        };
        let (Some(log), Some(id)) = (value(Header::Channel), value(Header::EventId)) else { return false };
        let between = log.end.min(id.end)..log.start.max(id.start);
        self.text.get(between).is_some_and(|between| between.contains('\n'))
    }

    /// Where the event begins that has a key at `hit`.
    fn start(&self, from: usize, hit: usize) -> usize {
        let line_start = |at: usize| {
            memchr::memrchr(b'\n', &self.text.as_bytes()[from..at]).map_or(from, |newline| from + newline + 1)
        };
        let mut start = line_start(hit);
        let mut first = pairs::first_key(self.text, Span::new(start, hit + 1)).unwrap_or(start);
        for _ in 0..MAX_ABOVE {
            // Text before the keys of a line is not the event's.
            if !pairs::is_date(&self.text[start..first]) && first > start {
                break;
            }
            first = start;
            if start == from {
                break;
            }
            let above = line_start(start - 1);
            let line = &self.text[above..start - 1];
            let belongs = pairs::is_date(line) || pairs::starts_with_key(line) || is_placeholder(line);
            if !belongs {
                break;
            }
            start = above;
            first = above;
            if pairs::is_date(line) {
                break;
            }
        }
        first + (self.text[first..].len() - self.text[first..].trim_start().len())
    }
}

/// Whether a line is what someone put in place of the date.
fn is_placeholder(line: &str) -> bool {
    let line = line.trim();
    line.len() <= 40 && line.starts_with(['<', '[']) && line.ends_with(['>', ']'])
}

/// Adds the fields of an event that stands in a range of the builder's text: in a string of a JSON object. Whether there is
/// one.
pub(super) fn apply(builder: &mut Builder<'_>, range: &Range<usize>) -> bool {
    let text = builder.text(range.clone());
    let found = pairs::read(text, Span::new(0, text.len()));
    if found.known.count_ones() < MIN_KEYS || !found.has_event() {
        return false;
    }
    add(builder, &found, |inner| range.start + inner.start..range.start + inner.end);
    true
}

fn add(builder: &mut Builder<'_>, found: &Found, place: impl Fn(&Range<usize>) -> Range<usize>) {
    for Pair { key, value } in &found.pairs {
        match key {
            FieldKey::Header(Header::Message) => builder.message(place(value)),
            key => builder.field(key.clone(), place(value)),
        }
    }
}

#[cfg(test)]
mod tests;
