//! What stands around a pack's manifest, and around a root: `docs/pack.md`.

use super::PackError;
use sha2::{Digest, Sha256};

/// Magic, version, length and SHA-256 of the content.
const HEADER: usize = 8 + 4 + 4 + 32;

/// No content is longer than this, in bytes.
const MAX_CONTENT: usize = 16 << 20;

/// A kind of content, with what tells it.
pub(crate) struct Envelope {
    pub(crate) magic: [u8; 8],
    /// The version that this engine writes and reads.
    pub(crate) version: u32,
    /// What errors call the content.
    pub(crate) part: &'static str,
}

impl Envelope {
    /// The content that `bytes` begin with, checked, and what follows it.
    pub(crate) fn open<'a>(&self, bytes: &'a [u8]) -> Result<(&'a [u8], &'a [u8]), PackError> {
        let cut =
            |expected: usize| PackError::Length { expected: expected as u64, found: bytes.len() as u64 };
        let rest = bytes.strip_prefix(&self.magic).ok_or(PackError::NotAPack)?;
        let (version, rest) = rest.split_first_chunk::<4>().ok_or(PackError::NotAPack)?;
        let found = u32::from_le_bytes(*version);
        if found != self.version {
            return Err(PackError::Version { found, reads: self.version });
        }
        let (length, rest) = rest.split_first_chunk::<4>().ok_or_else(|| cut(HEADER))?;
        let (checksum, rest) = rest.split_first_chunk::<32>().ok_or_else(|| cut(HEADER))?;
        let length = u32::from_le_bytes(*length) as usize;
        if length > MAX_CONTENT {
            return Err(PackError::Content { part: self.part.to_owned(), why: "it is too long".to_owned() });
        }
        let (content, rest) = rest.split_at_checked(length).ok_or_else(|| cut(HEADER + length))?;
        if Sha256::digest(content).as_slice() != checksum {
            return Err(PackError::Checksum(self.part.to_owned()));
        }
        Ok((content, rest))
    }

    /// `content` with what stands before it.
    #[cfg(feature = "author")]
    pub(crate) fn seal(&self, content: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(HEADER + content.len());
        bytes.extend(self.magic);
        bytes.extend(self.version.to_le_bytes());
        bytes.extend(u32::try_from(content.len()).unwrap_or(u32::MAX).to_le_bytes());
        bytes.extend(Sha256::digest(content));
        bytes.extend(content);
        bytes
    }
}
