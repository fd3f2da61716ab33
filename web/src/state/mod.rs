//! All that the page knows, and how it changes: one pure reducer. What has to happen outside of it is done in
//! [`crate::components::App`], which watches this state.

mod action;
mod document;
mod given;
mod questions;
mod told;

use crate::engine::{Answer, CodeWords, Entry, ScanId};
use crate::evidence;
use crate::history::History;
use crate::route::Route;
use crate::site::Site;
use crate::texts::Language;
use crate::theme::Theme;
use crate::viewer::LineIndex;
pub use action::Action;
pub use document::{Change, Document, FileEntry};
use std::collections::BTreeMap;
use std::rc::Rc;
pub use told::{Asked, Draft, EngineState, Reading, Ticket, WhyNot};
use yew::Reducible;

/// The page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// Whether it is drawn in a page that is not ours: nothing in that has an address.
    pub is_embedded: bool,
    /// Which view.
    pub route: Route,
    /// What the page is told of its site.
    pub site: Rc<Site>,
    /// Light, dark, or as the system says.
    pub theme: Theme,
    /// The language of all that is not the article's or the user's.
    pub language: Language,
    /// Whether there is an engine to ask.
    pub engine: EngineState,
    /// What the knowledge base holds; empty until the engine is ready, and where texts are answered by parts of it.
    pub catalogue: Rc<[Entry]>,
    /// How many articles the knowledge base has; none until the engine is ready.
    pub known: usize,
    /// What the user gave.
    pub document: Document,
    /// All files that the user gave at once, if there are several.
    pub files: Rc<[FileEntry]>,
    /// Which of them is the document.
    pub file: usize,
    /// The newest scan; raised with every change of the document.
    pub scan: ScanId,
    /// How the document changed last.
    pub change: Change,
    /// How the scan of a large document goes; `None` once that is answered, and for other documents.
    pub reading: Option<Reading>,
    /// Where the lines of a large document are, as far as it was read.
    pub index: Rc<LineIndex>,
    /// The newest answer. Its spans fit the document even while a scan for a newer version of it runs.
    pub answer: Option<Rc<Answer>>,
    /// The article that the user chose among the results, by its id.
    pub chosen: Option<String>,
    /// The item of the evidence that is highlighted.
    pub current: Option<usize>,
    /// What came of asking the engine for articles, by their ids.
    pub articles: Rc<BTreeMap<String, Asked>>,
    /// What the user looks for among the articles.
    pub query: Rc<str>,
    /// What a list shows of the articles that fit the newest answered search, best first.
    pub found: Rc<[Entry]>,
    /// Why the newest search looked through nothing, in words.
    pub unsearched: Option<Rc<str>>,
    /// Why an article is not the answer to the document.
    pub why_not: Option<WhyNot>,
    /// The answer as a text to take along.
    pub ticket: Option<Ticket>,
    /// The error codes of the document in words, as far as they are known.
    pub codes: Rc<[CodeWords]>,
    /// The beginning of an article, once the user asked for it.
    pub draft: Option<Draft>,
    /// The text without names and addresses, once the user asked for a link that carries it.
    pub redacted: Option<Rc<str>>,
    /// The user's last texts, if the user asked for that.
    pub history: History,
    /// Whether a newer build of the page waits.
    pub has_update: bool,
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut state = Rc::unwrap_or_clone(self);
        state.apply(action);
        Rc::new(state)
    }
}

impl State {
    fn apply(&mut self, action: Action) {
        match action {
            Action::Navigate(route) => self.route = route,
            Action::SetTheme(theme) => self.theme = theme,
            Action::SetHistory(history) => self.history = history,
            Action::SetLanguage(language) => self.language = language,
            Action::Edit(text, change) => self.edit(&text, change),
            Action::Open(document) => {
                self.files = Rc::default();
                self.file = 0;
                self.open(document);
            }
            Action::OpenAll(files) => {
                self.files = files.into();
                self.turn_to_next();
            }
            Action::TurnTo(file) => self.turn_to(file),
            Action::Engine(event) => self.heard(event),
            Action::Restart => self.restart(),
            Action::Search(query) => self.query = query,
            Action::Update => self.has_update = true,
            Action::AskAgain(id) => drop(Rc::make_mut(&mut self.articles).remove(&id)),
            Action::StopReading => self.stop_reading(),
            Action::ReadAgain => self.begin_scan(),
            Action::Choose(id) => (self.chosen, self.current, self.ticket) = (id, None, None),
            Action::Show(item) => self.current = Some(item),
            Action::Step { back } => self.step(back),
        }
    }

    fn step(&mut self, back: bool) {
        if let Some((_, finding)) = self.finding() {
            self.current = evidence::step(finding, self.current, back);
        }
    }
}

#[cfg(test)]
mod tests;
