//! How the document changes, and its scan with it.

use super::{Change, Document, EngineState, FileEntry, Reading, State};
use crate::engine::Answer;
use crate::evidence;
use crate::marks::Edit;
use std::rc::Rc;

impl State {
    pub(super) fn edit(&mut self, text: &str, change: Change) {
        if let (Some(answer), Document::Text(old)) = (&mut self.answer, &self.document) {
            evidence::carry(&mut Rc::make_mut(answer).report, &Edit::between(old, text));
        }
        if change == Change::Replaced {
            self.chosen = None;
        }
        // What the user edits is no file any more.
        self.files = Rc::default();
        self.replace(Document::of(text), change);
    }

    pub(super) fn open(&mut self, document: Document) {
        (self.answer, self.chosen) = (None, None);
        self.replace(document, Change::Replaced);
    }

    /// Goes to a file: to its answer, or, when it has none, to its scan.
    pub(super) fn turn_to(&mut self, file: usize) {
        let Some(entry) = self.files.get(file).cloned() else { return };
        self.file = file;
        self.open(entry.document);
        if let Some(answer) = entry.answer {
            self.answer = Some(Rc::new(Answer { id: self.scan, ..Answer::clone(&answer) }));
            (self.reading, self.index) = (None, entry.index);
        }
    }

    /// Goes to the next file without an answer; when all have theirs, to the one with the best.
    pub(super) fn turn_to_next(&mut self) {
        let next = self.files.iter().position(FileEntry::waits);
        let rank = |entry: &FileEntry| entry.best().map_or(3, |best| best as usize);
        let best = (0..self.files.len()).min_by_key(|at| rank(&self.files[*at]));
        if let Some(file) = next.or(best) {
            self.turn_to(file);
        }
    }

    /// Keeps what became of the file that is the document, and goes on.
    pub(super) fn keep_file(&mut self) {
        let mut files = self.files.to_vec();
        if let Some(entry) = files.get_mut(self.file) {
            let was_waiting = entry.waits();
            (entry.document, entry.answer) = (self.document.clone(), self.answer.clone());
            entry.index = Rc::clone(&self.index);
            self.files = files.into();
            if was_waiting {
                self.turn_to_next();
            }
        }
    }

    pub(super) fn replace(&mut self, document: Document, change: Change) {
        if document == Document::Empty {
            (self.answer, self.chosen) = (None, None);
        }
        (self.document, self.change, self.current) = (document, change, None);
        (self.why_not, self.ticket, self.draft, self.redacted) = (None, None, None, None);
        if change == Change::Replaced {
            self.codes = Rc::default();
        }
        self.begin_scan();
    }

    pub(super) fn begin_scan(&mut self) {
        self.scan = self.scan.next();
        self.reading = match self.document {
            Document::Large { size, .. } => {
                self.index = Rc::default();
                Some(Reading::of(self.scan, size))
            }
            _ => None,
        };
    }

    /// The scan gets a new number: an answer may be on its way that nobody wants any more.
    pub(super) fn stop_reading(&mut self) {
        if let Some(reading) = &mut self.reading {
            reading.is_stopped = true;
            self.scan = self.scan.next();
        }
    }

    pub(super) fn restart(&mut self) {
        self.engine = EngineState::Starting;
        if let Some(reading) = self.reading.as_mut().filter(|reading| !reading.is_stopped) {
            *reading = Reading::of(self.scan, reading.progress.total);
        }
    }
}
