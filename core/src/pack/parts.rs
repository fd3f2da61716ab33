//! A pack that is one file, cut into the parts that a page loads.

use super::{Manifest, PackError, ShardInfo};

/// The parts of a pack. Nothing but the manifest was checked.
#[derive(Clone, Debug)]
pub struct PackParts<'a> {
    /// What [`KnowledgeBase::from_manifest`](crate::KnowledgeBase::from_manifest) takes.
    pub manifest: &'a [u8],
    /// The shards, in the manifest's order.
    pub shards: Vec<(ShardInfo, &'a [u8])>,
}

impl<'a> PackParts<'a> {
    /// The parts of a pack.
    ///
    /// # Errors
    ///
    /// When it is no pack, or longer or shorter than its manifest says.
    pub fn of(pack: &'a [u8]) -> Result<Self, PackError> {
        let (manifest, start) = Manifest::read(pack)?;
        let length = |expected| PackError::Length { expected, found: pack.len() as u64 };
        let mut rest = pack.get(start..).unwrap_or_default();
        let mut shards = Vec::with_capacity(manifest.shards.len());
        for shard in manifest.shards {
            let (bytes, after) =
                rest.split_at_checked(shard.bytes).ok_or_else(|| length(shard.bytes as u64))?;
            shards.push((shard, bytes));
            rest = after;
        }
        if !rest.is_empty() {
            return Err(length((pack.len() - rest.len()) as u64));
        }
        Ok(Self { manifest: &pack[..start], shards })
    }
}
