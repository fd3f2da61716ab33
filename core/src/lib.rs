//! Finds the knowledge-base article that explains an event, with the evidence in the event's own text.
//!
//! A [`KnowledgeBase`] comes from a pack, or, with the feature `author`, from a folder's files ([`compile`]). Scanning an
//! [`Input`] gives a [`Report`]: the events that were read, the articles that explain them, best first, and for each the
//! words that prove it.
//!
//! ```
//! use kbmatch::{Input, KnowledgeBase, PackError};
//!
//! fn explain(pack: &[u8], pasted: &[u8]) -> Result<(), PackError> {
//!     let base = KnowledgeBase::from_pack(pack)?;
//!     let input = Input::decode(pasted);
//!     for finding in base.scan(&input).results {
//!         println!("{}: {} ({})", finding.verdict.name(), finding.title, finding.article);
//!         for evidence in finding.evidence {
//!             println!("  {}: {}", evidence.expected, evidence.found);
//!         }
//!     }
//!     Ok(())
//! }
//! # assert!(explain(b"no pack", b"").is_err());
//! ```
//!
//! Nothing here does I/O, reads a clock or panics on any input: text, articles and packs are untrusted.
#![cfg_attr(not(feature = "author"), doc = "\n[`compile`]: https://docs.rs/kbmatch")]
#![forbid(unsafe_code)]

mod arrange;
pub mod article;
pub mod assess;
#[cfg(feature = "author")]
mod author;
mod code;
pub mod directory;
pub mod draft;
mod eval;
mod event;
mod evtx;
pub mod explanation;
mod index;
mod kb;
mod level;
mod mention;
pub mod normal;
mod overview;
pub mod pack;
mod passages;
mod read;
pub mod record;
pub mod redact;
pub mod report;
mod routes;
mod span;
pub mod symptom;
mod text;
mod time;

#[doc(hidden)]
pub use arrange::{Arrange, gathered};
#[cfg(feature = "author")]
pub use author::{
    ARTICLE_KEYS, CheckOptions, Checked, Collision, Day, Diagnostic, DiagnosticCode, DiagnosticLevel,
    MODIFIERS, NotADay, ORDINARY_LOGS, SourceFile, check, compile, compile_articles, product_name,
};
pub use code::{Code, Found, NotACode};
pub use eval::{Scanned, Scanner};
pub use event::{Event, Extent, Field, FieldKey, FieldName, Format, Header, Level};
#[cfg(feature = "evtx")]
pub use evtx::EventLogText;
pub use evtx::is_event_log_file;
pub use explanation::Explanation;
pub use index::Literals;
pub use kb::KnowledgeBase;
pub use mention::{Mention, Mentions};
pub use overview::{ArticleEvents, Bar, Count, Overview, Timeline};
pub use pack::{Checksum, PackCounts, PackError, PackInfo, PackPart, PackParts};
pub use passages::Passages;
pub use read::{Ahead, Guess, Guessed, Reading, Stream, Window, read};
pub use record::EventRecord;
pub use redact::{Redaction, Redactor};
pub use report::{Report, Verdict};
pub use routes::{Route, Routes};
#[cfg(feature = "author")]
pub use routes::{Routed, RoutedKind, RoutedShard};
pub use span::Span;
pub use text::{Encoding, Input, Mapped, fold};
pub use time::{Clock, PrintedDay, Time};
