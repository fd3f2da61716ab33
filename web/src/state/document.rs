//! What the user gave: a text, a file, several files.

use crate::engine::Answer;
use crate::unreadable::Unreadable;
use crate::viewer::{LineEnds, LineIndex};
use kbmatch::report::Verdict;
use std::rc::Rc;
use web_sys::Blob;

/// What the user gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Document {
    /// Nothing yet.
    #[default]
    Empty,
    /// A text that the page shows and the user may edit.
    Text(Rc<str>),
    /// A text too long for that; the browser holds its bytes.
    Large {
        /// The file's name, or what else to call it.
        name: Rc<str>,
        /// Its length in bytes.
        size: usize,
        /// How its lines end; `None` when its bytes are no text.
        ends: Option<LineEnds>,
        /// Of such bytes, the text that was made of them, which the browser holds.
        made: Option<Blob>,
    },
    /// A file that is no text.
    Unreadable {
        /// The file's name.
        name: Rc<str>,
        /// Why not.
        why: Unreadable,
    },
}

impl Document {
    /// The editable text; empty when there is none.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            _ => "",
        }
    }

    /// The editable text, if there is one.
    pub fn shared_text(&self) -> Option<Rc<str>> {
        match self {
            Self::Text(text) => Some(Rc::clone(text)),
            _ => None,
        }
    }

    pub(super) fn of(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.into()) }
    }
}

/// One of several files that the user gave at once.
#[derive(Clone, Debug, PartialEq)]
pub struct FileEntry {
    /// Its name.
    pub name: Rc<str>,
    /// What it is.
    pub document: Document,
    /// What it was answered with.
    pub answer: Option<Rc<Answer>>,
    /// Where its lines are.
    pub index: Rc<LineIndex>,
}

impl FileEntry {
    /// A file that was not scanned yet.
    pub fn new(name: Rc<str>, document: Document) -> Self {
        Self { name, document, answer: None, index: Rc::default() }
    }

    /// The best verdict of its answer.
    pub fn best(&self) -> Option<Verdict> {
        self.answer.as_ref().and_then(|answer| answer.report.best())
    }

    pub(super) fn waits(&self) -> bool {
        self.answer.is_none() && !matches!(self.document, Document::Unreadable { .. } | Document::Empty)
    }
}

/// How the document changed last: decides how soon it is scanned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Change {
    /// Something else took its place: scan now.
    #[default]
    Replaced,
    /// A keystroke: more may follow.
    Typed,
}

impl Change {
    /// How long to wait for more before a scan, in milliseconds.
    pub fn delay_ms(self) -> u32 {
        match self {
            Self::Replaced => 0,
            Self::Typed => 80,
        }
    }
}
