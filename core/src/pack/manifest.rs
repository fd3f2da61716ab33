//! The first part of a pack: what it holds, and where.

use super::PackError;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub(super) const MAGIC: [u8; 8] = *b"KBMATCH\0";

/// The version of the format that this engine writes and reads.
pub(super) const VERSION: u32 = 3;

/// Magic, version, length and hash of the manifest.
const HEADER: usize = 8 + 4 + 4 + 32;

/// A manifest is no longer than this, in bytes.
const MAX_MANIFEST: usize = 16 << 20;

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
    /// The number, in the order of their ids, of its first article.
    pub first: usize,
    /// Of how many articles.
    pub articles: usize,
    /// How long it is.
    pub bytes: usize,
    /// The SHA-256 of its bytes, in lower-case hexadecimal digits: its name when it is a file of its own. Of a base in routed shards,
    /// the first sixteen digits.
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
        let (magic, rest) = bytes.split_first_chunk::<8>().ok_or(PackError::NotAPack)?;
        if *magic != MAGIC {
            return Err(PackError::NotAPack);
        }
        let cut =
            |expected: usize| PackError::Length { expected: expected as u64, found: bytes.len() as u64 };
        let (version, rest) = rest.split_first_chunk::<4>().ok_or(PackError::NotAPack)?;
        match u32::from_le_bytes(*version) {
            VERSION => {}
            other => return Err(PackError::Version(other)),
        }
        let (length, rest) = rest.split_first_chunk::<4>().ok_or_else(|| cut(HEADER))?;
        let (checksum, rest) = rest.split_first_chunk::<32>().ok_or_else(|| cut(HEADER))?;
        let length = u32::from_le_bytes(*length) as usize;
        if length > MAX_MANIFEST {
            return Err(PackError::Content { part: "manifest".to_owned(), why: "it is too long".to_owned() });
        }
        let json = rest.get(..length).ok_or_else(|| cut(HEADER + length))?;
        if Sha256::digest(json).as_slice() != checksum {
            return Err(PackError::Checksum("manifest".to_owned()));
        }
        let manifest: Self = serde_json::from_slice(json)
            .map_err(|error| PackError::Content { part: "manifest".to_owned(), why: error.to_string() })?;
        Ok((manifest, HEADER + length))
    }

    #[cfg(feature = "author")]
    pub(super) fn write(&self) -> Vec<u8> {
        // Numbers and strings only: serde_json has no way to fail on them.
        let json = serde_json::to_vec(self).unwrap_or_default();
        let mut bytes = Vec::with_capacity(HEADER + json.len());
        bytes.extend(MAGIC);
        bytes.extend(VERSION.to_le_bytes());
        bytes.extend(u32::try_from(json.len()).unwrap_or(u32::MAX).to_le_bytes());
        bytes.extend(Sha256::digest(&json));
        bytes.extend(json);
        bytes
    }
}

/// Whether bytes are those that the beginning of their hash, of sixteen digits or more, names.
pub(super) fn has_name(bytes: &[u8], name: &str) -> bool {
    name.len() >= NAME && hash_of(bytes).starts_with(name)
}

/// A name is that many digits of a hash, or more.
pub(super) const NAME: usize = 16;

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
