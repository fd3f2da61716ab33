//! Event XML: `<Event>` elements, bare or below `<Events>`, one or many, with or without a declaration, and parts of them.
//!
//! A pass over the tags pairs each `<Event>` with its `</Event>` first, so that damage in one event stays there. What stands
//! between events may be a part of one whose start is not there: `<System>` and what follows it, `<EventData>` as Azure Monitor
//! keeps it, or elements of `System` one after the other. `evtx_dump` writes a line `Record 12` before each event; it belongs to
//! the event. An `Event` element without any part of an event (of a feed, of a pipeline) is none.
//!
//! Sources: <https://learn.microsoft.com/windows/win32/wes/eventschema-schema>,
//! <https://learn.microsoft.com/azure/azure-monitor/reference/tables/event>, <https://github.com/omerbenamram/evtx>.

mod parser;
mod render;
mod schema;
mod tags;
mod value;

pub(super) use render::{Rendered, render};
pub(super) use tags::{Tag, Tags};

use super::plain::is_fence;
use super::{Block, Builder, Layout, Spec, line_end};
use crate::Span;
use crate::event::Format;
use crate::report::{Note, NoteCode};
use tags::Kind;

/// The layout.
pub(super) const SPEC: Spec = Spec {
    anchors: &[
        "<event",
        ":event",
        "</event",
        "<?xml",
        "<!doctype",
        "<system>",
        "</system",
        "<userdata",
        "</userdata",
        "<renderinginfo",
        "</renderinginfo",
        "<processingerrordata",
        "<dataitem",
        "<binaryeventdata",
        "<debugdata",
        "<provider name",
        "<timecreated",
        "<execution process",
        "<data name",
    ],
    start: |text| Box::new(Xml { text, tags: Tags::find(text), tried: 0, parts: 0, lead: 0 }),
};

struct Xml<'t> {
    text: &'t str,
    tags: Tags,
    /// Up to here there is no event, in spite of tags.
    tried: usize,
    /// Up to here there is no part of an event outside of one.
    parts: usize,
    /// Where the part begins that [`Layout::find`] found last, if what stands before it on its line belongs to it.
    lead: usize,
}

impl Layout for Xml<'_> {
    fn find(&mut self, from: usize) -> Option<usize> {
        let from = from.max(self.tried);
        let next = self.tags.first(from).map(|tag| tag.region.start);
        let limit = next.unwrap_or(self.text.len());
        self.part(from, limit)
            .map(|part| self.led(from, part))
            .or_else(|| next.map(|tag| self.record_line(from, tag).unwrap_or(tag)))
    }

    fn read(&mut self, at: usize) -> Option<Block> {
        if at < self.lead {
            return self.part_after_rest(at);
        }
        if !self.text[at..].starts_with('<') {
            return self.event_after_record(at);
        }
        match self.tags.first(at).copied().filter(|tag| tag.region.start == at) {
            Some(Tag { region, kind: Kind::Wrapper }) => {
                Some(Block { end: region.end, events: Vec::new(), notes: Vec::new() })
            }
            Some(Tag { region, kind: Kind::DocType }) => {
                let message = "a document type declaration was not read: its entities could do harm";
                let note = Note::new(NoteCode::Refused, region, message);
                Some(Block { end: region.end, events: Vec::new(), notes: vec![note] })
            }
            Some(tag) => self.event(Builder::new(self.text, at), at, &tag),
            None => self.event(Builder::new(self.text, at), at, &self.headless(at)),
        }
    }
}

impl Xml<'_> {
    /// The event in `tag`; it starts at `start`.
    fn event(&mut self, mut builder: Builder<'_>, start: usize, tag: &Tag) -> Option<Block> {
        let Rendered { end, extent, notes, is_event, reached } = render(&mut builder, tag);
        if !is_event {
            // A tag in somebody's prose, or in another schema.
            self.tried = reached.max(start + 1);
            return None;
        }
        if tag.kind == Kind::Headless {
            self.parts = self.parts.max(reached);
        }
        let event = builder.build(Format::Xml, Span::new(start, end), extent);
        Some(Block { end, events: vec![event], notes })
    }

    /// What stands at `at` outside of events, up to the next one.
    fn headless(&self, at: usize) -> Tag {
        let end = self.tags.first(at).map_or(self.text.len(), |tag| tag.region.start);
        Tag { region: Span::new(at, end), kind: Kind::Headless }
    }

    /// Where a part begins whose first tag is at `part`: where the text or a code block begins with the rest of the tag or
    /// value in which the event was cut, there.
    fn led(&mut self, from: usize, part: usize) -> usize {
        let near = self.text.ceil_char_boundary(part.saturating_sub(MAX_REST).max(from));
        let start =
            memchr::memrchr(b'\n', &self.text.as_bytes()[near..part]).map_or(near, |at| near + at + 1);
        let rest = &self.text[start..part];
        let is_rest = rest.ends_with('>') || self.text[part..].starts_with("</");
        let begins = || start == 0 || self.follows_fence(start);
        if !is_rest || rest.trim().is_empty() || rest.contains('<') || !begins() {
            return part;
        }
        self.lead = part;
        start
    }

    /// Whether a line starts at `at` and the one before it opens a code block.
    fn follows_fence(&self, at: usize) -> bool {
        let near = &self.text[self.text.ceil_char_boundary(at.saturating_sub(MAX_FENCE))..at];
        let before = near.trim_end_matches(['\r', '\n']);
        let line = before.rfind('\n').map_or(0, |newline| newline + 1);
        near.ends_with('\n') && (line > 0 || near.len() == at) && is_fence(&before[line..])
    }

    fn part_after_rest(&mut self, at: usize) -> Option<Block> {
        let mut builder = Builder::new(self.text, at);
        builder.copy(Span::new(at, self.lead));
        builder.insert("\n");
        self.event(builder, at, &self.headless(self.lead))
    }

    /// The first place in a stretch outside of events where a part of one may begin.
    fn part(&mut self, from: usize, limit: usize) -> Option<usize> {
        let start = from.max(self.parts).min(limit);
        let found = memchr::memchr_iter(b'<', &self.text.as_bytes()[start..limit])
            .map(|at| start + at)
            .find(|&at| tags::name(self.text, at).is_some_and(|name| schema::may_begin(name.local)));
        self.parts = self.parts.max(found.unwrap_or(limit));
        found
    }

    /// Where the line `Record 12` starts that stands before an event or its declaration.
    fn record_line(&self, from: usize, tag: usize) -> Option<usize> {
        let near = self.text.ceil_char_boundary(tag.saturating_sub(MAX_RECORD_LINE).max(from));
        let before = self.text[near..tag].trim_end();
        let start = near + before.rfind('\n').map_or(0, |newline| newline + 1);
        let starts_line = start == 0 || self.text[..start].ends_with('\n');
        (starts_line && is_record_line(&self.text[start..near + before.len()])).then_some(start)
    }

    fn event_after_record(&mut self, at: usize) -> Option<Block> {
        let end = line_end(self.text, at, self.text.len());
        let tag = self.tags.first(end).copied().and_then(|tag| match tag.kind {
            Kind::Wrapper => self
                .tags
                .first(tag.region.end)
                .filter(|next| self.text[tag.region.end..next.region.start].trim().is_empty()),
            _ => self.tags.first(end),
        });
        let Some(tag) = tag.copied().filter(|tag| matches!(tag.kind, Kind::Event { .. })) else {
            self.tried = end;
            return None;
        };
        let mut builder = Builder::new(self.text, at);
        builder.copy(Span::new(at, at + self.text[at..end].trim_end().len()));
        builder.insert("\n");
        self.event(builder, at, &tag)
    }
}

/// The rest of a tag or value in which an event was cut is at most this long.
const MAX_REST: usize = 4 << 10;

/// A longer line opens no code block.
const MAX_FENCE: usize = 256;

/// A longer line is not the one that `evtx_dump` writes.
const MAX_RECORD_LINE: usize = 64;

fn is_record_line(line: &str) -> bool {
    line.strip_prefix("Record ")
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests;
