//! All that the page knows, and how it changes: one pure reducer. What has to happen outside of it is done in
//! [`crate::components::App`], which watches this state.

use crate::engine::{
    Answer, ArticlePage, CodeWords, Drafted, EngineEvent, Entry, Lookup, Progress, Reason, Reply, ScanId,
};
use crate::evidence;
use crate::history::History;
use crate::marks::Edit;
use crate::route::Route;
use crate::site::Site;
use crate::texts::Language;
use crate::theme::Theme;
use crate::unreadable::Unreadable;
use crate::viewer::{LineEnds, LineIndex};
use crate::words;
use kbmatch::report::{Finding, Verdict};
use std::collections::BTreeMap;
use std::rc::Rc;
use web_sys::Blob;
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

/// What came of beginning an article with the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Draft {
    /// It begins so.
    Begun(Rc<Drafted>),
    /// The document has nothing to begin with.
    Nothing,
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

    fn waits(&self) -> bool {
        self.answer.is_none() && !matches!(self.document, Document::Unreadable { .. } | Document::Empty)
    }
}

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

    fn of(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.into()) }
    }
}

/// How the scan of a large document goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// How far it came.
    pub progress: Progress,
    /// Whether the user stopped it.
    pub is_stopped: bool,
}

/// More codes than this are not explained.
const MOST_CODES: usize = 50;

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

impl Reading {
    fn of(id: ScanId, total: usize) -> Self {
        Self { progress: Progress { id, total, ..Progress::default() }, is_stopped: false }
    }
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

    fn edit(&mut self, text: &str, change: Change) {
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

    fn open(&mut self, document: Document) {
        (self.answer, self.chosen) = (None, None);
        self.replace(document, Change::Replaced);
    }

    /// Goes to a file: to its answer, or, when it has none, to its scan.
    fn turn_to(&mut self, file: usize) {
        let Some(entry) = self.files.get(file).cloned() else { return };
        self.file = file;
        self.open(entry.document);
        if let Some(answer) = entry.answer {
            self.answer = Some(Rc::new(Answer { id: self.scan, ..Answer::clone(&answer) }));
            (self.reading, self.index) = (None, entry.index);
        }
    }

    /// Goes to the next file without an answer; when all have theirs, to the one with the best.
    fn turn_to_next(&mut self) {
        let next = self.files.iter().position(FileEntry::waits);
        let rank = |entry: &FileEntry| entry.best().map_or(3, |best| best as usize);
        let best = (0..self.files.len()).min_by_key(|at| rank(&self.files[*at]));
        if let Some(file) = next.or(best) {
            self.turn_to(file);
        }
    }

    /// Keeps what became of the file that is the document, and goes on.
    fn keep_file(&mut self) {
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

    fn replace(&mut self, document: Document, change: Change) {
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

    fn begin_scan(&mut self) {
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
    fn stop_reading(&mut self) {
        if let Some(reading) = &mut self.reading {
            reading.is_stopped = true;
            self.scan = self.scan.next();
        }
    }

    fn restart(&mut self) {
        self.engine = EngineState::Starting;
        if let Some(reading) = self.reading.as_mut().filter(|reading| !reading.is_stopped) {
            *reading = Reading::of(self.scan, reading.progress.total);
        }
    }

    fn heard(&mut self, event: EngineEvent) {
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

    fn step(&mut self, back: bool) {
        if let Some((_, finding)) = self.finding() {
            self.current = evidence::step(finding, self.current, back);
        }
    }

    /// Whether the document is to be scanned: not when the user stopped that, nor when it is one of several files and has its answer.
    pub fn wants_scan(&self) -> bool {
        let has_answer = !self.files.is_empty() && self.is_current();
        self.reading.is_none_or(|reading| !reading.is_stopped) && !has_answer
    }

    /// Whether there is an engine, or will be.
    pub fn engine_works(&self) -> bool {
        !matches!(self.engine, EngineState::Failed(_))
    }

    /// Whether the newest scan is answered.
    pub fn is_current(&self) -> bool {
        self.answer.as_ref().is_some_and(|answer| answer.id == self.scan)
    }

    /// How many lines of the large document can be shown.
    pub fn lines(&self) -> usize {
        let known = self.index.lines();
        let digest =
            self.answer.as_ref().filter(|_| self.is_current()).and_then(|answer| answer.digest.as_ref());
        // Behind the last line end is no line when nothing stands there.
        digest.map_or(known, |digest| known.min(digest.lines))
    }

    /// The results, best first.
    pub fn results(&self) -> &[Finding] {
        self.answer.as_ref().map_or(&[], |answer| &answer.report.results)
    }

    /// The result that is shown in full, with its place: the one that the user chose, else the best, unless it only came
    /// close.
    pub fn finding(&self) -> Option<(usize, &Finding)> {
        let mut results = self.results().iter().enumerate();
        let chosen = results.clone().find(|(_, finding)| Some(&finding.article) == self.chosen.as_ref());
        chosen.or_else(|| results.next().filter(|(_, best)| best.verdict != Verdict::NearMiss))
    }

    /// The id of the article that is on the page, or should be.
    pub fn wanted_article(&self) -> Option<&str> {
        match &self.route {
            Route::Article(id) => Some(id),
            Route::Home | Route::Shared(_) => self.finding().map(|(_, finding)| finding.article.as_str()),
            Route::Articles | Route::Area(_) | Route::Unknown(_) => None,
        }
    }

    /// The article of the address, if the text was read and it is not among the results: one may ask why.
    pub fn unexplained_article(&self) -> Option<&str> {
        let Route::Article(id) = &self.route else { return None };
        let is_result = self.results().iter().any(|finding| finding.article == *id);
        (self.is_current() && !is_result && !self.document.text().is_empty()).then_some(id)
    }

    /// The error codes of the newest answer, each once, in the order of the events; none while a newer one is awaited.
    pub fn answered_codes(&self) -> Vec<String> {
        let answer = self.answer.as_ref().filter(|_| self.is_current());
        let events = answer.iter().flat_map(|answer| &answer.report.events);
        let mut codes: Vec<String> = Vec::new();
        for code in events.flat_map(|event| &event.codes) {
            if codes.len() < MOST_CODES && !codes.contains(code) {
                codes.push(code.clone());
            }
        }
        codes
    }

    /// The page's title.
    pub fn title(&self) -> String {
        let t = self.language;
        let page = match &self.route {
            Route::Articles => Some(t.articles.to_owned()),
            Route::Area(folder) => Some(words::area(folder)),
            Route::Unknown(_) => Some(t.title_no_page.to_owned()),
            Route::Article(id) => Some(match self.articles.get(id) {
                Some(Asked::Page(page)) => page.entry.title.clone(),
                Some(Asked::Unknown) => t.title_no_article.to_owned(),
                Some(Asked::Unloaded(_)) | None => id.clone(),
            }),
            Route::Home | Route::Shared(_) => self.finding().map(|(_, finding)| finding.title.clone()),
        };
        let site = self.site.title();
        page.map_or_else(|| site.to_owned(), |page| t.fill(t.title, &[&page, site]))
    }
}

#[cfg(test)]
#[path = "state_tests.rs"]
mod tests;
