//! Readers: from text to [`Event`]s. Never fails.

use crate::event::{Event, Extent, Format};
use crate::report::Note;
use crate::text::Mapped;

/// What reading a text gave.
#[derive(Debug, Default)]
pub struct Reading {
    /// The events, in order.
    pub events: Vec<Event>,
    /// What the user should know.
    pub notes: Vec<Note>,
}

/// Reads all events of `text`.
pub fn read(text: &str) -> Reading {
    let mut mapped = Mapped::default();
    mapped.copy(text, 0);
    let span = (0..text.len()).into();
    Reading {
        events: vec![Event::new(Format::Text, span, Extent::Fragment, mapped, Vec::new())],
        notes: Vec::new(),
    }
}
