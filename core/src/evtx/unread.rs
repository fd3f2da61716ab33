//! In place of the renderer where it is left out.

use crate::Span;
use crate::report::{Note, NoteCode};

/// Takes an event log file and gives no text.
#[derive(Debug, Default)]
pub(crate) struct EventLogText {
    notes: Vec<Note>,
}

impl EventLogText {
    #[expect(clippy::unused_self, reason = "the renderer needs itself")]
    pub(crate) fn push(&mut self, _bytes: &[u8], _out: &mut String) {}

    pub(crate) fn finish(&mut self, _out: &mut String) {
        let message = "this is an event log file (.evtx), which this build of kbmatch does not read";
        self.notes.push(Note::new(NoteCode::Refused, Span::new(0, 0), message));
    }

    pub(crate) fn notes(&self) -> &[Note] {
        &self.notes
    }
}
