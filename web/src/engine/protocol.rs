//! What page and worker say to each other. A message is a pair: JSON of one of these types, and, for a scan, the bytes; beside an
//! answer, the text that was made of a document that is none, as a blob.
//!
//! A short text is scanned in one message. A long document goes over in pieces, so that neither side ever holds all of it:
//!
//! ```text
//! page:   Begin  Piece           Piece           ...  End
//! worker:               Progress        Progress            Answer
//! ```
//!
//! The next piece leaves when the last one is acknowledged. In between the worker answers other requests, and a `Cancel` ends
//! the scan without an answer. When the worker says `Ready` once more, a faster engine has taken over there, and the document is to
//! be sent from its beginning.

use crate::excerpt::Excerpt;
use crate::viewer::{LineEnds, LineIndex};
pub use kbmatch::article::Entry;
use kbmatch::article::{Body, License, Source};
use kbmatch::symptom::Expr;
use kbmatch::{Mention, Overview, Report};
use serde::{Deserialize, Serialize};

/// Numbers scans, so that the answer to an older one can be told and dropped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ScanId(pub u32);

impl ScanId {
    /// The next one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.wrapping_add(1))
    }
}

/// From the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// Scan the bytes beside this message.
    Scan {
        /// Comes back in the answer.
        id: ScanId,
    },
    /// Scan the pieces that follow. A scan in pieces that has not ended is given up.
    Begin {
        /// Comes back in whatever is said of this scan.
        id: ScanId,
        /// How many bytes there are in all.
        total: usize,
        /// How the document's lines end.
        ends: LineEnds,
    },
    /// The next bytes of the document stand beside this message.
    Piece {
        /// Which scan.
        id: ScanId,
    },
    /// There are no more pieces.
    End {
        /// Which scan.
        id: ScanId,
    },
    /// Give that scan up.
    Cancel {
        /// Which scan.
        id: ScanId,
    },
    /// Send an article.
    Article {
        /// Its id.
        id: String,
    },
    /// Find articles.
    Search {
        /// What the user typed.
        query: String,
    },
    /// Say why that article is not the answer to the text beside this message.
    WhyNot {
        /// Its id.
        id: String,
    },
    /// Explain these error codes, and those of mail systems in the text beside this message.
    Codes {
        /// The scan whose text has them; comes back.
        id: ScanId,
        /// The codes, as the report lists them.
        codes: Vec<String>,
    },
    /// Explain error codes in this language from now on.
    Words {
        /// Its tag.
        language: String,
    },
    /// Begin an article with the text beside this message.
    Draft,
    /// Make the text beside this message one without names and addresses.
    Redact,
    /// Make a text to take along: of the text beside this message, or of the newest report.
    Ticket {
        /// Whether it is the report, as JSON.
        is_report: bool,
        /// Whether stand-ins take the place of what is private.
        is_redacted: bool,
    },
}

/// From the worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// The engine takes requests from now on.
    Ready {
        /// What the base holds; nothing when texts are answered by parts of it.
        catalogue: Vec<Entry>,
        /// How many articles it then has.
        routed: Option<usize>,
    },
    /// A piece was scanned.
    Progress(Progress),
    /// The document of that scan is an event log file, and what reads those could not be loaded.
    NoReader {
        /// Which scan.
        id: ScanId,
    },
    /// A scan's outcome.
    Answer(Box<Answer>),
    /// An article.
    Article {
        /// As asked for.
        id: String,
        /// What came of it.
        found: Lookup,
    },
    /// The articles that a search found, best first.
    Found {
        /// As asked for.
        query: String,
        /// What a list shows of them.
        found: Vec<Entry>,
        /// Why nothing could be looked through, in words; empty when it could.
        unloaded: String,
    },
    /// Why an article is not the answer.
    WhyNot {
        /// As asked for.
        id: String,
        /// What keeps it from a match.
        deciding: Vec<Reason>,
    },
    /// Error codes in words.
    Codes {
        /// As asked for.
        id: ScanId,
        /// Those that are known.
        codes: Vec<CodeWords>,
    },
    /// The beginning of an article; `None` when the text has nothing to begin with.
    Draft(Option<Drafted>),
    /// The text without names and addresses.
    Redacted {
        /// The text.
        text: String,
    },
    /// A text to take along.
    Ticket {
        /// The text; with stand-ins if they were asked for.
        text: String,
        /// What was replaced, and by what.
        stand_ins: Vec<(String, String)>,
    },
    /// The engine cannot work at all; in words.
    Failed(String),
}

/// The beginning of an article, without names and addresses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drafted {
    /// Its id, which is the name of its folder.
    pub id: String,
    /// Its file, `article.md`.
    pub article: String,
    /// The text that it begins with, as its first sample.
    pub sample: String,
}

/// An error code in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeWords {
    /// The code, as the report lists it.
    pub code: String,
    /// What kind of code it is.
    pub kind: CodeKind,
    /// The part of Windows that it comes from; may be empty.
    pub facility: String,
    /// Its name; may be empty.
    pub name: String,
    /// What it means, in one sentence; may be empty.
    pub sentence: String,
    /// Whether that is in the language that the page asked for, not in English.
    pub is_translated: bool,
}

/// Kinds of error codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeKind {
    /// An error of Windows' older functions.
    Win32,
    /// An error of COM and what came after.
    Hresult,
    /// An error of the system's core.
    Ntstatus,
    /// An error of Entra ID's token service.
    Entra,
    /// A mail system's: it worked.
    MailDone,
    /// A mail system's: it failed for now.
    MailForNow,
    /// A mail system's: it failed for good.
    MailForGood,
}

impl CodeWords {
    pub(super) fn new(code: &str, kind: CodeKind, facility: &str, name: &str, sentence: &str) -> Self {
        let [code, facility, name, sentence] = [code, facility, name, sentence].map(str::to_owned);
        Self { code, kind, facility, name, sentence, is_translated: false }
    }
}

/// What came of asking for an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lookup {
    /// Here it is.
    Page(Box<ArticlePage>),
    /// The base has none of that id.
    Unknown,
    /// Its prose could not be loaded; why, in words.
    Unloaded(String),
}

/// Something that keeps an article from a match.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// What was needed.
    pub expected: Expected,
    /// What the text says; empty when it says nothing.
    pub found: String,
    /// In which line.
    pub line: Option<usize>,
}

/// How far a scan in pieces is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Which scan.
    pub id: ScanId,
    /// How many bytes are scanned.
    pub done: usize,
    /// How many there are.
    pub total: usize,
    /// How many events were in them.
    pub events: usize,
    /// How many line ends were in them; none in what is no text.
    pub line_ends: usize,
    /// How long that took, in milliseconds.
    pub ms: u32,
}

impl Progress {
    /// How much of the whole is done, from 0 to 100.
    pub fn percent(&self) -> u32 {
        let percent = 100.0 * self.done as f64 / self.total.max(1) as f64;
        percent.min(100.0) as u32
    }

    /// How many events are read in a second; `None` before that can be told.
    pub fn events_per_second(&self) -> Option<usize> {
        let is_telling = self.ms >= 500 && self.events > 0;
        is_telling.then(|| (self.events as f64 * 1000.0 / f64::from(self.ms)) as usize)
    }
}

/// What a scan found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// Which scan.
    pub id: ScanId,
    /// The engine's report; its spans count bytes of the scanned text.
    pub report: Report,
    /// What the page shows of a text that it does not hold: of a scan in pieces.
    pub digest: Option<Digest>,
    /// The events counted, if there are many.
    pub overview: Option<Overview>,
    /// How many parts of the base could not be loaded that the text asks for: there may be more to say.
    #[serde(default)]
    pub unloaded: usize,
    /// Where no article explains the text: those that speak of what it says.
    #[serde(default)]
    pub mentions: Vec<Mention>,
}

/// What there is to show of a long document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest {
    /// How many lines it has.
    pub lines: usize,
    /// One list of excerpts for each of the report's results.
    pub excerpts: Vec<Vec<Excerpt>>,
    /// Where its lines are, if it is text that was made of the document, and stands beside this message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index: Option<LineIndex>,
}

/// An article to read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticlePage {
    /// What a list says of it.
    pub entry: Entry,
    /// Versions of its products.
    pub versions: Vec<String>,
    /// Where its facts come from.
    pub sources: Vec<Source>,
    /// Whether nobody has looked through it yet.
    pub draft: bool,
    /// The terms of its text, when they are not those of the base.
    pub license: Option<License>,
    /// Neighbouring articles: id and title.
    pub related: Vec<(String, String)>,
    /// Its prose.
    pub body: Body,
    /// Name and title of each named cause.
    pub causes: Vec<(String, String)>,
    /// When it matches.
    pub applies: Applies,
    /// The symptoms that `applies` speaks of.
    pub symptoms: Vec<SymptomWords>,
}

/// When an article matches: its condition over the names of its symptoms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Applies {
    /// Symptoms under `and`, `or`, `not`.
    Formula(Expr<String>),
    /// Several events in relation to each other.
    Related {
        /// Which relation.
        relation: Relation,
        /// Of which symptoms.
        names: Vec<String>,
        /// No event of this symptom may come between.
        without: Option<String>,
        /// The longest time between the first and the last, in milliseconds.
        within_ms: Option<u64>,
        /// The fields in which the events agree.
        by: Vec<String>,
    },
}

/// How several events are related.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// They come in this order.
    Sequence,
    /// They come in any order.
    Together,
    /// At least so many come.
    Times(u32),
}

/// A symptom in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SymptomWords {
    /// Its name, as words.
    pub name: String,
    /// What must hold on one event.
    pub expr: Expr<Expected>,
}

/// What an article asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expected {
    /// The predicate as an author writes it; none for what is more than one.
    pub predicate: Option<String>,
    /// The same in English.
    pub words: String,
}
