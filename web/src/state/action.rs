//! What can happen.

use super::{Change, Document, FileEntry};
use crate::engine::EngineEvent;
use crate::history::History;
use crate::route::Route;
use crate::texts::Language;
use crate::theme::Theme;
use std::rc::Rc;

/// What can happen.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// The address changed.
    Navigate(Route),
    /// The user chose a theme.
    SetTheme(Theme),
    /// The history became another.
    SetHistory(History),
    /// The user chose a language.
    SetLanguage(Language),
    /// The user edited the text.
    Edit(Rc<str>, Change),
    /// A text, a large text, or a file that is none, took the document's place.
    Open(Document),
    /// Several files took the document's place.
    OpenAll(Vec<FileEntry>),
    /// The user turned to one of several files.
    TurnTo(usize),
    /// The engine has something to say.
    Engine(EngineEvent),
    /// The engine is being started again.
    Restart,
    /// The user types what to look for among the articles.
    Search(Rc<str>),
    /// A newer build of the page waits.
    Update,
    /// The user wants another try at an article that could not be loaded.
    AskAgain(String),
    /// The user does not want to wait for the rest of a large document.
    StopReading,
    /// The user wants it read after all.
    ReadAgain,
    /// The user chose a result, or none of them.
    Choose(Option<String>),
    /// The user went to an item of the evidence.
    Show(usize),
    /// The user went to the next item of the evidence, or to the one before.
    Step {
        /// To the one before.
        back: bool,
    },
}
