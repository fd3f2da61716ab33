//! Finds the knowledge-base article that explains an event.
#![forbid(unsafe_code)]

mod event;
mod read;
pub mod report;
mod span;
mod text;

pub use event::{Event, Extent, Field, FieldKey, FieldName, Format, Header, Level};
pub use read::{Reading, read};
pub use report::{Report, Verdict};
pub use span::Span;
pub use text::{Encoding, Input, Mapped, fold};
