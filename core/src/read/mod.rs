//! Readers: from text to [`Event`]s. Never fails.
//!
//! Each layout has a file of its own. It says where a block of it may begin and reads the block that begins there;
//! [`read`] asks all layouts, lets the earliest one read, and makes plain events of what lies between the blocks. So a
//! paste may mix layouts, and a new one is a file and a line in [`LAYOUTS`].
//!
//! Cost: linear in the text. A layout that looks at the same bytes for every candidate would break that; hence
//! everything that a candidate does without being read must be bounded or remembered.

mod adiscon;
mod ahead;
mod anchors;
mod bars;
mod build;
mod candidates;
mod cbs;
mod cmtrace;
mod columns;
mod csv;
mod dcdiag;
mod dress;
mod dsregcmd;
mod entra_page;
mod event_viewer;
mod friendly;
mod journal;
mod json;
mod klog;
mod labelled;
mod labels;
mod legacy;
mod lines;
mod list;
mod log;
mod logfmt;
mod message;
mod nt;
mod oauth_text;
mod opening;
mod ossec;
mod pairs;
mod plain;
mod powershell;
mod properties;
mod psloglist;
mod repair_tools;
mod scom;
mod setup;
mod siem;
mod snare;
mod splunk;
mod stack_trace;
mod stamp;
mod stream;
mod syslog;
#[cfg(test)]
mod tests;
mod undescribed;
mod wevtutil;
mod window;
mod windows_update;
mod xml;
mod yaml;

pub use ahead::{Ahead, Guess, Guessed};
pub use stream::{Stream, Window};
pub(crate) use window::Windows;

use crate::event::Event;
use crate::report::{Note, NoteCode};
use crate::text::is_blank;
use crate::{Input, Span};
use build::Builder;
use candidates::{Candidates, Next};
use std::sync::Arc;

/// What reading a text gave.
#[derive(Debug, Default)]
pub struct Reading {
    /// The events, in order. Their spans do not overlap.
    pub events: Vec<Event>,
    /// What the user should know.
    pub notes: Vec<Note>,
}

/// A layout, as the engine knows it before it looks at a text.
struct Spec {
    /// Each block of the layout has at least one of these, in any case of its ASCII letters; a text without them is not
    /// asked for blocks. Empty: the layout is always asked, and finds out quickly.
    anchors: &'static [&'static str],
    /// Makes the layout ready to read a text.
    start: for<'t> fn(&'t str) -> Box<dyn Layout + 't>,
}

/// The layouts, in the order in which they are asked when two could begin at the same place.
const LAYOUTS: &[Spec] = &[
    powershell::SPEC,
    csv::SPEC,
    list::SPEC,
    bars::SPEC,
    friendly::SPEC,
    wevtutil::SPEC,
    scom::SPEC,
    legacy::SPEC,
    dcdiag::SPEC,
    nt::SPEC,
    event_viewer::SPEC,
    xml::SPEC,
    yaml::SPEC,
    json::SPEC,
    json::fragment::SPEC,
    splunk::SPEC,
    properties::SPEC,
    repair_tools::SPEC,
    psloglist::SPEC,
    snare::SPEC,
    ossec::SPEC,
    siem::CEF,
    siem::LEEF,
    siem::WINCOLLECT,
    cmtrace::SPEC,
    cmtrace::LINES,
    setup::SPEC,
    cbs::SPEC,
    windows_update::SPEC,
    klog::SPEC,
    journal::SPEC,
    adiscon::SPEC,
    syslog::SPEC,
    log::W3C,
    log::ACCESS,
    log::SPEC,
    logfmt::SPEC,
    dsregcmd::SPEC,
    entra_page::SPEC,
    oauth_text::SPEC,
    undescribed::SPEC,
    stack_trace::SPEC,
];

/// An event longer than this is cut: all that is done with one event is done in memory.
const MAX_EVENT: usize = 4 << 20;

/// So many events are read at once: bounds memory where every few bytes are an event.
const MAX_EVENTS: usize = 1 << 18;

/// So many notes are kept: the first ones tell the story.
const MAX_NOTES: usize = 64;

/// A way in which events are written, found by content. A layout has one of the two ways to be found; the other one comes
/// of it.
trait Layout {
    /// The first place at or after `from` where a block may begin. Calls come with ascending `from`. For layouts whose marks
    /// are found at the speed of `memchr`.
    fn find(&mut self, from: usize) -> Option<usize> {
        match self.near(from, usize::MAX) {
            Next::At(at) => Some(at),
            Next::NotBefore(_) => None,
        }
    }

    /// The same, but no block that begins after `until` is looked for: most of a text belongs to one layout, and the others
    /// need not look at it.
    fn near(&mut self, from: usize, _until: usize) -> Next {
        Next::of(self.find(from))
    }

    /// Reads the block that begins at `at`, a place that [`Layout::find`] gave; `None` when it is none after all.
    fn read(&mut self, at: usize) -> Option<Block>;

    /// How to go on at `at`, an end of the last block or its start, with a text that begins there, if the layout could not tell
    /// then what it reads: the rows of a table whose header has gone by.
    fn resume(&self, _at: usize) -> Option<Resume> {
        None
    }

    /// Says once, before all else, where the text is to be left: a block of several events then stops before the one that goes
    /// beyond, if that is not its first. So where a window ends is known from what stands there.
    fn leave_at(&mut self, _limit: usize) {}
}

/// What a layout must know to go on with a text that begins where it has stopped.
trait GoesOn: Send + Sync {
    /// The layout, which goes on with `text`.
    fn start<'t>(self: Arc<Self>, text: &'t str) -> Box<dyn Layout + 't>;

    /// Whether it may go on with `line`, for who knows only a part of the text.
    fn may_go_on(&self, _line: &str) -> bool {
        true
    }
}

/// As long as it is the same table, it is the same allocation.
type Resume = Arc<dyn GoesOn>;

/// A stretch of text that a layout has read.
#[derive(Debug)]
struct Block {
    /// Where it ends; after where it began.
    end: usize,
    events: Vec<Event>,
    notes: Vec<Note>,
}

/// Reads all events of `text`. Cost: O(n) time, and memory for a small multiple of the text: see [`Stream`] for more text than
/// that.
pub fn read(text: &str) -> Reading {
    let mut reading = if is_blank(text) { Reading::nothing() } else { Reading::default() };
    for (_, part) in Windows::new(text) {
        reading.add(part);
        if reading.events.len() >= MAX_EVENTS {
            let end = reading.events.last().map_or(0, |event| event.span.end);
            let message = format!("only the first {MAX_EVENTS} events were read");
            reading.note(Note::new(NoteCode::Oversize, Span::new(end, text.len()), message));
            break;
        }
    }
    reading
}

impl Reading {
    /// What is to be said of an input before its events are read.
    pub(crate) fn of_input(input: &Input<'_>) -> Self {
        let mut notes = input.notes();
        if is_blank(input.text()) {
            notes.extend(Self::nothing().notes);
        }
        Self { events: Vec::new(), notes }
    }

    /// What is read where there is nothing.
    fn nothing() -> Self {
        let note = Note::new(NoteCode::Empty, Span::new(0, 0), "there is no text to read");
        Self { events: Vec::new(), notes: vec![note] }
    }

    pub(crate) fn add(&mut self, more: Reading) {
        self.events.extend(more.events);
        for note in more.notes {
            self.note(note);
        }
    }

    /// The same for a text before which there are `by` bytes.
    fn shift(&mut self, by: usize) {
        for event in &mut self.events {
            event.shift(by);
        }
        for note in &mut self.notes {
            note.span.bytes = note.span.bytes.shifted(by);
        }
    }

    /// Adds a note; one that goes on where the last one ends, of the same kind, makes that one longer.
    pub(crate) fn note(&mut self, note: Note) {
        if let Some(last) = self.notes.last_mut()
            && (last.code, &last.message) == (note.code, &note.message)
            && (last.span.bytes.start..=last.span.bytes.end).contains(&note.span.bytes.start)
        {
            last.span.bytes.end = last.span.bytes.end.max(note.span.bytes.end);
        } else if self.notes.len() < MAX_NOTES {
            self.notes.push(note);
        }
    }
}

/// Where `piece`, a slice of `text`, stands in it; `None` when it is no slice of it.
fn span_of(text: &str, piece: &str) -> Option<Span> {
    let start = piece.as_ptr().addr().checked_sub(text.as_ptr().addr())?;
    (start + piece.len() <= text.len()).then(|| Span::new(start, start + piece.len()))
}

/// The part of `span` without white space around it; empty at its start when there is nothing else.
fn trimmed(text: &str, span: Span) -> Span {
    let slice = &text[span.range()];
    let rest = slice.trim_start();
    let start = span.end - rest.len();
    let end = start + rest.trim_end().len();
    if start == end { Span::new(span.start, span.start) } else { Span::new(start, end) }
}

/// The end of the line that holds `at`, before its line break; at most `limit`.
fn line_end(text: &str, at: usize, limit: usize) -> usize {
    memchr::memchr(b'\n', &text.as_bytes()[at..limit]).map_or(limit, |length| at + length)
}
