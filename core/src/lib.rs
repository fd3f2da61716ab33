//! Finds the knowledge-base article that explains an event.
#![forbid(unsafe_code)]

pub mod article;
#[cfg(feature = "author")]
mod author;
mod code;
mod eval;
mod event;
mod kb;
mod pack;
mod read;
pub mod report;
mod span;
pub mod symptom;
mod text;
mod time;

#[cfg(feature = "author")]
pub use author::{Diagnostic, DiagnosticCode, SourceFile, compile, compile_articles};
pub use code::{Code, Found, NotACode};
pub use event::{Event, Extent, Field, FieldKey, FieldName, Format, Header, Level};
pub use kb::KnowledgeBase;
pub use pack::PackError;
pub use read::{Reading, read};
pub use report::{Report, Verdict};
pub use span::Span;
pub use text::{Encoding, Input, Mapped, fold};
pub use time::Time;
