//! Large bases in shards of which a text asks for few: `docs/pack.md` has the format.
//!
//! ```text
//! text --keys, words--> Routes (the root) --> names of shards --> a base of these alone --> the report of the whole base
//! ```
//!
//! An article has something to say of a text only when an event matters to a symptom that it wants, and that takes one of the
//! symptom's anchors (`index`). So each article lies in the shard of every one of its anchors: where the first bits of the anchor's
//! hash say. The root holds the hashes, roughly, so that what no article asks for asks for nothing.

mod filter;
mod grams;
mod root;
#[cfg(feature = "author")]
mod write;

pub(crate) use grams::id as id_hash;
pub(crate) use root::{ENVELOPE, Name, name, place};
pub use root::{Route, Routes};
#[cfg(feature = "author")]
pub(crate) use write::name_of;
#[cfg(feature = "author")]
pub use write::{Routed, RoutedKind, RoutedShard};
