//! Event log files of Windows (`.evtx`), rendered to event XML: whatever comes after works on that text.
//!
//! Without the feature `evtx` they are recognised and not read.

#[cfg(feature = "evtx")]
mod render;
#[cfg(not(feature = "evtx"))]
mod unread;

#[cfg(feature = "evtx")]
pub use render::EventLogText;
#[cfg(not(feature = "evtx"))]
pub(crate) use unread::EventLogText;

use crate::Span;
use crate::report::{Note, NoteCode};

/// How an event log file begins.
const SIGNATURE: &[u8] = b"ElfFile\0";

/// How an event log file of Windows XP and Server 2003 (`.evt`) begins, after four bytes.
const OLD_SIGNATURE: &[u8] = b"LfLe";

/// Whether a file that begins with `head` is an event log file.
pub fn is_event_log_file(head: &[u8]) -> bool {
    head.starts_with(SIGNATURE)
}

/// Whether a file that begins with `head` is an event log file of before Windows Vista, which is not read.
pub(crate) fn is_old(head: &[u8]) -> bool {
    head.get(4..).is_some_and(|head| head.starts_with(OLD_SIGNATURE))
}

/// What there is to say about a file of before Windows Vista.
pub(crate) fn old_note() -> Note {
    let message = "this is an event log file of Windows XP or Server 2003 (.evt), which is not read: \
                   save it as .evtx in Event Viewer";
    Note::new(NoteCode::Refused, Span::new(0, 0), message)
}
