//! Packs: a compiled knowledge base as one file, or as a manifest with shards beside it. `docs/pack.md` is the specification.
//!
//! ```text
//! offset  bytes  what
//!      0      8  "KBMATCH\0"
//!      8      4  format version, little endian: 4
//!     12      4  length of the manifest
//!     16     32  SHA-256 of the manifest
//!     48      -  manifest: JSON, with length and SHA-256 of every shard
//!      -      -  the shards, in its order: of symptoms (what a scan needs), of bodies (what people read)
//! ```
//!
//! A pack may come from a stranger. Nothing is looked at before its hash is checked. Loading allocates in proportion to the
//! bytes that are there; numbers that point somewhere are checked; formulas and prose nest to a fixed depth; links are checked
//! when they are decoded, regular expressions are bounded when they are compiled. Rules are decoded when a text brings them up:
//! [`KnowledgeBase::verify`](crate::KnowledgeBase::verify) decodes all of them.

mod envelope;
mod homes;
mod info;
mod list;
mod loaded;
mod manifest;
mod parts;
#[cfg(feature = "author")]
mod runs;
mod shard;
#[cfg(feature = "author")]
mod write;

pub(crate) use envelope::Envelope;
pub use info::{Checksum, PackCounts, PackInfo, PackPart};
pub(crate) use loaded::Loaded;
pub(crate) use manifest::has_name;
pub use manifest::{Manifest, ShardInfo, ShardKind};
pub use parts::PackParts;
#[cfg(feature = "author")]
pub use runs::runs;
#[cfg(feature = "author")]
pub(crate) use {
    homes::{Home, write as write_routed},
    write::{symptoms, write},
};

use serde::de::DeserializeOwned;
use std::fmt;

/// Why bytes are not taken as a pack.
#[derive(Debug)]
#[non_exhaustive]
pub enum PackError {
    /// They do not begin as a pack does.
    NotAPack,
    /// Of another format version.
    Version {
        /// Which.
        found: u32,
        /// The one that this engine reads.
        reads: u32,
    },
    /// Shorter or longer than the header says.
    Length {
        /// What the header says, in bytes.
        expected: u64,
        /// What is there, in bytes.
        found: u64,
    },
    /// A part is not the one that its checksum was made of: this one.
    Checksum(String),
    /// A part cannot be used.
    Content {
        /// Which.
        part: String,
        /// Why not.
        why: String,
    },
    /// A shard that is none of this pack's.
    Stranger,
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAPack => f.write_str("not a kbmatch pack: `kbmatch build DIR -o PACK` makes one"),
            Self::Version { found, reads } => write!(
                f,
                "the pack has format version {found}, this kbmatch reads version {reads}: build the pack again"
            ),
            Self::Length { expected, found } => {
                write!(f, "the pack should hold {expected} bytes and holds {found}: it was cut or added to")
            }
            Self::Checksum(part) => write!(f, "the pack is damaged: the checksum of its {part} does not fit"),
            Self::Content { part, why } => write!(f, "the pack cannot be used: its {part}: {why}"),
            Self::Stranger => {
                f.write_str("this is no shard of the pack: take the shards that belong to the manifest")
            }
        }
    }
}

impl std::error::Error for PackError {}

/// What JSON in these bytes says, or why not, in words. Read as text, as all other JSON is: the page's engine holds one reader of it.
fn from_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
    let json = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
    serde_json::from_str(json).map_err(|error| error.to_string())
}

/// A shard as errors name it.
#[derive(Clone, Copy, Debug)]
struct Part {
    kind: ShardKind,
    first: usize,
    articles: usize,
}

impl Part {
    fn of(info: &ShardInfo) -> Self {
        Self { kind: info.kind, first: info.first, articles: info.articles }
    }

    fn wrong(self, why: &str) -> PackError {
        PackError::Content { part: self.to_string(), why: why.to_owned() }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            ShardKind::Symptoms => "symptoms",
            ShardKind::Bodies => "bodies",
        };
        write!(f, "{kind} of articles {} to {}", self.first + 1, self.first + self.articles)
    }
}
