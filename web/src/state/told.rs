//! What the engine tells the page.

use super::{Document, State};
use crate::engine::{Answer, ArticlePage, Drafted, EngineEvent, Lookup, Progress, Reason, Reply, ScanId};
use crate::unreadable::Unreadable;
use std::rc::Rc;
use web_sys::Blob;

/// Whether there is an engine to ask.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum EngineState {
    /// It loads; requests wait.
    #[default]
    Starting,
    /// It answers.
    Ready,
    /// It does not; holds why, in words.
    Failed(String),
}

/// How the scan of a large document goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// How far it came.
    pub progress: Progress,
    /// Whether the user stopped it.
    pub is_stopped: bool,
}

impl Reading {
    pub(super) fn of(id: ScanId, total: usize) -> Self {
        Self { progress: Progress { id, total, ..Progress::default() }, is_stopped: false }
    }
}

/// What came of asking for an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// It can be read.
    Page(Rc<ArticlePage>),
    /// The base has none of that id.
    Unknown,
    /// Its prose could not be loaded; why, in words.
    Unloaded(String),
}

impl Asked {
    /// What there is to read.
    pub fn page(&self) -> Option<&Rc<ArticlePage>> {
        match self {
            Self::Page(page) => Some(page),
            Self::Unknown | Self::Unloaded(_) => None,
        }
    }
}

impl From<Lookup> for Asked {
    fn from(found: Lookup) -> Self {
        match found {
            Lookup::Page(page) => Self::Page(Rc::new(*page)),
            Lookup::Unknown => Self::Unknown,
            Lookup::Unloaded(why) => Self::Unloaded(why),
        }
    }
}

/// Why an article is not the answer to a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhyNot {
    /// The article's id.
    pub id: String,
    /// What keeps it from a match.
    pub deciding: Rc<[Reason]>,
}

/// A text to take along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// The text; with stand-ins if the user wants them.
    pub text: Rc<str>,
    /// What was replaced, and by what.
    pub stand_ins: Rc<[(String, String)]>,
}

/// What came of beginning an article with the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Draft {
    /// It begins so.
    Begun(Rc<Drafted>),
    /// The document has nothing to begin with.
    Nothing,
}

impl State {
    pub(super) fn heard(&mut self, event: EngineEvent) {
        match event {
            EngineEvent::Reply(Reply::Ready { catalogue, routed }) => {
                self.known = routed.unwrap_or(catalogue.len());
                (self.engine, self.catalogue) = (EngineState::Ready, catalogue.into());
            }
            EngineEvent::Reply(Reply::Progress(progress)) => self.came_to(progress),
            EngineEvent::Rendered(id, text) => self.take_made(id, text),
            EngineEvent::Reply(Reply::Answer(answer)) => self.answered(*answer),
            EngineEvent::Reply(Reply::Article { id, found }) => {
                Rc::make_mut(&mut self.articles).insert(id, found.into());
            }
            EngineEvent::Reply(Reply::Failed(why)) | EngineEvent::Failed(why) => {
                self.engine = EngineState::Failed(why);
            }
            EngineEvent::Reply(Reply::Found { query, found, unloaded }) => {
                if *query == *self.query {
                    self.found = found.into();
                    self.unsearched = (!unloaded.is_empty()).then(|| unloaded.into());
                }
            }
            EngineEvent::Reply(Reply::WhyNot { id, deciding }) => {
                self.why_not = Some(WhyNot { id, deciding: deciding.into() });
            }
            EngineEvent::Reply(Reply::Ticket { text, stand_ins }) => {
                self.ticket = Some(Ticket { text: text.into(), stand_ins: stand_ins.into() });
            }
            EngineEvent::Reply(Reply::Codes { id, codes }) => {
                if id == self.scan {
                    self.codes = codes.into();
                }
            }
            EngineEvent::Reply(Reply::Redacted { text }) => self.redacted = Some(text.into()),
            EngineEvent::Reply(Reply::Draft(drafted)) => {
                self.draft = Some(drafted.map_or(Draft::Nothing, |drafted| Draft::Begun(Rc::new(drafted))));
            }
            EngineEvent::Reply(Reply::NoReader { id }) => self.unreadable(id, Unreadable::NoReader),
            EngineEvent::Unreadable(id) => self.unreadable(id, Unreadable::Gone),
        }
    }

    /// Takes the answer to the newest scan; any other is about a text that is gone.
    fn answered(&mut self, mut answer: Answer) {
        if answer.id == self.scan && matches!(self.document, Document::Text(_) | Document::Large { .. }) {
            if let Some(index) = answer.digest.as_mut().and_then(|digest| digest.index.take()) {
                self.index = Rc::new(index);
            }
            self.answer = Some(Rc::new(answer));
            self.reading = None;
            self.keep_file();
        }
    }

    /// Takes the text that was made of the document; its answer follows.
    fn take_made(&mut self, id: ScanId, text: Blob) {
        if let (true, Document::Large { made, .. }) = (id == self.scan, &mut self.document) {
            *made = Some(text);
        }
    }

    fn came_to(&mut self, progress: Progress) {
        if let (true, Some(reading)) = (progress.id == self.scan, &mut self.reading) {
            reading.progress = progress;
            Rc::make_mut(&mut self.index).add(progress.done, progress.line_ends);
        }
    }

    fn unreadable(&mut self, id: ScanId, why: Unreadable) {
        if let (true, Document::Large { name, .. }) = (id == self.scan, &self.document) {
            self.document = Document::Unreadable { name: Rc::clone(name), why };
            self.reading = None;
            self.keep_file();
        }
    }
}
