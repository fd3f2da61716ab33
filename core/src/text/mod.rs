//! Text that knows where it came from.
//!
//! ```text
//! bytes --decode--> Input.text --read--> Event.text (Mapped) --fold--> folded text (Mapped)
//! ```
//!
//! Each arrow keeps a map back, so that a hit in the folded text of an event can be shown in the bytes that
//! the user pasted.

mod buffer;
mod decode;
mod fold;
mod map;

pub(crate) use buffer::Buffer;
pub use decode::{Encoding, Input};
pub use fold::fold;
pub(crate) use fold::{caseless, simple_fold};
pub(crate) use fold::{fold_mapped, is_blank};
pub use map::Mapped;
