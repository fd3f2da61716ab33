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
    start: |text| Box::new(Xml { text, tags: Tags::find(text), tried: 0, parts: 0 }),
};

struct Xml<'t> {
    text: &'t str,
    tags: Tags,
    /// Up to here there is no event, in spite of tags.
    tried: usize,
    /// Up to here there is no part of an event outside of one.
    parts: usize,
}

impl Layout for Xml<'_> {
    fn find(&mut self, from: usize) -> Option<usize> {
        let from = from.max(self.tried);
        let next = self.tags.first(from).map(|tag| tag.region.start);
        let limit = next.unwrap_or(self.text.len());
        self.part(from, limit).or_else(|| next.map(|tag| self.record_line(from, tag).unwrap_or(tag)))
    }

    fn read(&mut self, at: usize) -> Option<Block> {
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
            None => {
                let end = self.tags.first(at).map_or(self.text.len(), |tag| tag.region.start);
                let tag = Tag { region: Span::new(at, end), kind: Kind::Headless };
                self.event(Builder::new(self.text, at), at, &tag)
            }
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

/// A longer line is not the one that `evtx_dump` writes.
const MAX_RECORD_LINE: usize = 64;

fn is_record_line(line: &str) -> bool {
    line.strip_prefix("Record ")
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests;
