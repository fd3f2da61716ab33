//! Finds the knowledge-base article that explains an event.
#![forbid(unsafe_code)]

pub mod article;
mod code;
#[cfg(feature = "author")]
mod compile;
#[cfg(feature = "author")]
mod diagnostic;
mod eval;
mod event;
mod kb;
mod pack;
mod read;
pub mod report;
mod span;
pub mod symptom;
mod text;

pub use code::{Code, Found, NotACode};
#[cfg(feature = "author")]
pub use compile::{SourceFile, compile};
#[cfg(feature = "author")]
pub use diagnostic::{Diagnostic, DiagnosticCode};
pub use event::{Event, Extent, Field, FieldKey, FieldName, Format, Header, Level};
pub use kb::KnowledgeBase;
pub use pack::PackError;
pub use read::{Reading, read};
pub use report::{Report, Verdict};
pub use span::Span;
pub use text::{Encoding, Input, Mapped, fold};
