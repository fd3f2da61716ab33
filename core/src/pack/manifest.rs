//! The first part of a pack: what it holds, and where.

use super::envelope::Envelope;
use super::{PackError, from_json};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What stands around the manifest.
pub(super) const ENVELOPE: Envelope = Envelope { magic: *b"KBMATCH\0", version: 4, part: "manifest" };

/// What a pack holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// How many articles there are.
    pub articles: usize,
    /// How many symptoms they have together.
    pub symptoms: usize,
    /// Its shards, in the order in which they follow in a single file: those of symptoms first.
    pub shards: Vec<ShardInfo>,
}

/// A part of a pack, which may be loaded apart from the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShardInfo {
    /// What is in it.
    pub kind: ShardKind,
    /// The number, in the order of their ids, of its first article; of prose in a base in routed shards, any by which it is told.
    pub first: usize,
    /// Of how many articles.
    pub articles: usize,
    /// How long it is.
    pub bytes: usize,
    /// The SHA-256 of its bytes, in lower-case hexadecimal digits: its name when it is a file of its own. Of a base in routed shards,
    /// the first twelve digits; or a place, a dash, and eight.
    pub sha256: String,
}

/// What is in a shard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShardKind {
    /// What a scan needs: titles, rules, index.
    Symptoms,
    /// What people read: prose, sources.
    Bodies,
}

impl Manifest {
    /// The manifest that `bytes` begin with, and how long it is with its header.
    pub(super) fn read(bytes: &[u8]) -> Result<(Self, usize), PackError> {
        let (json, rest) = ENVELOPE.open(bytes)?;
        let manifest: Self =
            from_json(json).map_err(|why| PackError::Content { part: "manifest".to_owned(), why })?;
        Ok((manifest, bytes.len() - rest.len()))
    }

    #[cfg(feature = "author")]
    pub(super) fn write(&self) -> Vec<u8> {
        // Numbers and strings only: serde_json has no way to fail on them.
        let json = serde_json::to_vec(self).unwrap_or_default();
        ENVELOPE.seal(&json)
    }
}

/// Whether bytes are those that the beginning of their hash, of twelve digits or more, names; or, behind the number of a place and a
/// dash, eight.
pub(crate) fn has_name(bytes: &[u8], name: &str) -> bool {
    let (digits, least) = name.split_once('-').map_or((name, NAME), |(_, digits)| (digits, PLACED));
    digits.len() >= least && hash_of(bytes).starts_with(digits)
}

/// Of a shard that is known by its place, so many digits of a hash tell it from others that may have stood there.
const PLACED: usize = 8;

/// A name is that many digits of a hash, or more.
pub(super) const NAME: usize = 12;

/// The SHA-256 of bytes, in lower-case hexadecimal digits.
pub(super) fn hash_of(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut digits = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        // Writing to a string does not fail.
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}
