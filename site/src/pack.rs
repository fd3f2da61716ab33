//! The knowledge base of a site, in the parts that its page loads.

use kbmatch::pack::ShardKind;
use kbmatch::{PackError, PackParts, Routed, RoutedKind};

/// Prose of up to so many bytes is fetched by every page, and kept for when there is no network; of more than that, what is
/// read. The page's engine goes by the same number (`web/src/engine/desk.rs`).
const STOCK: usize = 4 << 20;

/// A pack in parts.
#[derive(Clone, Debug)]
pub struct Pack {
    /// What names the shards: a manifest, or the root of routed shards.
    pub manifest: Vec<u8>,
    /// The shards.
    pub shards: Vec<Shard>,
    /// Whether texts are answered by the shards that they ask for.
    pub is_routed: bool,
}

/// A part of a pack.
#[derive(Clone, Debug)]
pub struct Shard {
    /// Its hash, by which the page asks for it.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// Whether the engine needs it before it can match: whether it holds symptoms.
    pub is_early: bool,
}

impl Pack {
    /// The parts of a pack that is one file.
    ///
    /// # Errors
    ///
    /// When it is no pack.
    pub fn of(pack: &[u8]) -> Result<Self, PackError> {
        let parts = PackParts::of(pack)?;
        let shard = |(info, bytes): (kbmatch::pack::ShardInfo, &[u8])| Shard {
            name: info.sha256,
            bytes: bytes.to_vec(),
            is_early: info.kind == ShardKind::Symptoms,
        };
        Ok(Self {
            manifest: parts.manifest.to_vec(),
            shards: parts.shards.into_iter().map(shard).collect(),
            is_routed: false,
        })
    }

    /// The parts of a pack for a page that loads them one by one: of a large one, routed shards.
    ///
    /// # Errors
    ///
    /// When it is no pack.
    pub fn in_files(pack: &[u8]) -> Result<Self, PackError> {
        let Some(routed) = Routed::if_large(pack)? else { return Self::of(pack) };
        let shard = |shard: kbmatch::RoutedShard| Shard {
            name: shard.name,
            bytes: shard.bytes,
            is_early: shard.kind == RoutedKind::Always,
        };
        let shards = routed.shards.into_iter().map(shard).collect();
        Ok(Self { manifest: routed.root, shards, is_routed: true })
    }

    /// Whether all of its prose is fetched by every page.
    pub(crate) fn has_stock(&self) -> bool {
        !self.is_routed
            && self
                .shards
                .iter()
                .filter(|shard| !shard.is_early)
                .map(|shard| shard.bytes.len())
                .sum::<usize>()
                <= STOCK
    }

    /// The shards that the engine needs before it can match.
    pub(crate) fn early(&self) -> impl Iterator<Item = &Shard> {
        self.shards.iter().filter(|shard| shard.is_early)
    }
}
