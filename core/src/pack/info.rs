use super::PackError;
use super::manifest::{ENVELOPE, Manifest, ShardKind};
use crate::KnowledgeBase;
use crate::routes::{self, Routes};
use serde::Serialize;

/// What a file says of itself as a pack, also when it cannot be used.
///
/// ```
/// let info = kbmatch::PackInfo::of(b"no pack");
/// assert!(info.is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PackInfo {
    /// The format version that it names.
    pub version: u32,
    /// The format version that this engine reads.
    pub supported: u32,
    /// All of it, in bytes.
    pub bytes: u64,
    /// Its parts, in order, as far as they are known.
    pub parts: Vec<PackPart>,
    /// Whether the content is the one that the checksum was made of.
    pub checksum: Checksum,
    /// What is in it; `None` when it cannot be used.
    pub counts: Option<PackCounts>,
    /// Why it cannot be used, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
}

/// A part of a pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PackPart {
    /// What it holds.
    pub name: &'static str,
    /// In how many pieces.
    pub pieces: usize,
    /// Its size in bytes.
    pub bytes: u64,
}

/// Whether a pack's content fits its checksum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Checksum {
    /// It fits.
    Valid,
    /// It does not.
    Invalid,
    /// Not all of it was looked at: another format version, another length, or a part that cannot be read.
    Unknown,
}

/// What is in a pack.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PackCounts {
    /// Articles.
    pub articles: usize,
    /// Their symptoms.
    pub symptoms: usize,
    /// The different predicates of these; 0 of a root, which does not say.
    pub predicates: usize,
}

impl PackInfo {
    /// Looks at `bytes`. Cost: that of loading them, and of decoding everything in them.
    ///
    /// # Errors
    ///
    /// [`PackError::NotAPack`] when they do not begin as a pack does.
    pub fn of(bytes: &[u8]) -> Result<Self, PackError> {
        if Routes::is_root(bytes) {
            return Ok(Self::of_root(bytes));
        }
        let version = bytes.strip_prefix(&ENVELOPE.magic).and_then(|rest| rest.first_chunk::<4>());
        let version = version.ok_or(PackError::NotAPack)?;
        let loaded = KnowledgeBase::from_pack(bytes).and_then(|base| base.check_bodies().map(|()| base));
        let checksum = match &loaded {
            Ok(_) => Checksum::Valid,
            Err(PackError::Checksum(_)) => Checksum::Invalid,
            Err(_) => Checksum::Unknown,
        };
        let base = loaded.and_then(|base| base.verify().map(|()| base));
        Ok(Self {
            version: u32::from_le_bytes(*version),
            supported: ENVELOPE.version,
            bytes: bytes.len() as u64,
            parts: parts(bytes),
            checksum,
            counts: base.as_ref().ok().map(PackCounts::of),
            problem: base.err().map(|error| error.to_string()),
        })
    }
}

impl PackInfo {
    /// What the root of a base in routed shards says of itself; its shards are files of their own.
    fn of_root(bytes: &[u8]) -> Self {
        let version = bytes.get(8..).and_then(|rest| rest.first_chunk::<4>());
        let routes = Routes::read(bytes);
        let checksum = match &routes {
            Ok(_) => Checksum::Valid,
            Err(PackError::Checksum(_)) => Checksum::Invalid,
            Err(_) => Checksum::Unknown,
        };
        let counts = |routes: &Routes| PackCounts {
            articles: routes.articles(),
            symptoms: routes.symptoms(),
            predicates: 0,
        };
        Self {
            version: version.copied().map_or(0, u32::from_le_bytes),
            supported: routes::ENVELOPE.version,
            bytes: bytes.len() as u64,
            parts: vec![PackPart { name: "root", pieces: 1, bytes: bytes.len() as u64 }],
            checksum,
            counts: routes.as_ref().ok().map(counts),
            problem: routes.err().map(|error| error.to_string()),
        }
    }
}

/// What the manifest says of the parts; nothing when there is none.
fn parts(bytes: &[u8]) -> Vec<PackPart> {
    let Ok((manifest, length)) = Manifest::read(bytes) else { return Vec::new() };
    let shards = |kind, name| {
        let shards = manifest.shards.iter().filter(|shard| shard.kind == kind);
        let size = |sum: u64, bytes: usize| sum.saturating_add(bytes as u64);
        PackPart {
            name,
            pieces: shards.clone().count(),
            bytes: shards.map(|shard| shard.bytes).fold(0, size),
        }
    };
    vec![
        PackPart { name: "manifest", pieces: 1, bytes: length as u64 },
        shards(ShardKind::Symptoms, "symptoms"),
        shards(ShardKind::Bodies, "bodies"),
    ]
}

impl PackCounts {
    fn of(base: &KnowledgeBase) -> Self {
        Self { articles: base.len(), symptoms: base.manifest().symptoms, predicates: base.predicates() }
    }
}
