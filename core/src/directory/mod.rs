//! What a search of a base in routed shards loads instead of all of it: `docs/pack.md` has the format.
//!
//! ```text
//! query --words--> Directory --> shards of terms --> ids, by their hashes --> Directory --> shards of entries --> what a list shows
//! ```
//!
//! Terms lie in shards by the alphabet, so that the beginning of a word finds all that begin so; entries by the hash of their ids.

mod words;
#[cfg(feature = "author")]
mod write;

pub use words::words;
#[cfg(feature = "author")]
pub(crate) use write::{Listed, Written, write};

use crate::article::Entry;
use crate::pack::{PackError, has_name};
use crate::routes::{Name, name, place};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// There are at most two to this power of shards of entries.
const MAX_BITS: u8 = 14;

/// A word's beginning asks for so many shards of terms at most.
const MOST_SHARDS: usize = 4;

/// So many letters of a word lead to where others are that differ from it by a slip of the finger.
const HEAD: usize = 4;

/// Where the terms and the entries of a base are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Directory {
    /// The shards of terms, and the first term of each, ascending.
    terms: Vec<(Name, String)>,
    /// An entry's shard is found by so many of its hash's first bits.
    bits: u8,
    /// The shards of entries; zeros where there is none.
    entries: Vec<Name>,
}

/// A word by which articles are found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// In lower case.
    pub word: String,
    /// Whether so many articles have it that not all are listed.
    pub is_common: bool,
    /// The articles that have it in their titles; else in their other facts; else in what their symptoms look for.
    pub articles: [Vec<Reference>; 3],
}

/// An article by the beginning of its id's hash: nearly always by that alone.
pub type Reference = [u8; 4];

/// The hash that stands for an article.
pub fn reference(id: &str) -> Reference {
    crate::routes::id_hash(id).to_be_bytes().first_chunk().copied().unwrap_or_default()
}

/// The shards of terms to look for a word in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Their names.
    pub shards: Vec<String>,
    /// Whether they have all terms that begin so.
    pub is_complete: bool,
}

impl Directory {
    /// Reads a directory that [`Routes::directory`](crate::Routes::directory) names.
    ///
    /// # Errors
    ///
    /// [`PackError`] when it is not what its name says, or not sound.
    pub fn read(shard: &str, bytes: &[u8]) -> Result<Self, PackError> {
        let read: Self = decoded(shard, bytes, "directory")?;
        let is_sound = read.bits <= MAX_BITS
            && read.entries.len() == 1 << read.bits
            && read.terms.is_sorted_by(|a, b| a.1 < b.1);
        is_sound.then_some(read).ok_or_else(|| wrong("directory", "its parts do not fit together"))
    }

    /// Whether a shard of this name has terms. Cost: linear in these shards.
    pub fn has_terms(&self, shard: &str) -> bool {
        self.terms.iter().any(|(known, _)| name(known) == shard)
    }

    /// Where the terms are that are this word, begin with it, or differ from it by a slip behind its first letters.
    pub fn asked(&self, word: &str) -> Asked {
        let (exact, head) = (self.beginning(word), self.beginning(first(word)));
        let fits = |range: &std::ops::Range<usize>| range.len() <= MOST_SHARDS;
        let range = if fits(&head) { head } else { exact.start..exact.end.min(exact.start + MOST_SHARDS) };
        let names = self.terms.get(range).unwrap_or_default().iter().map(|(shard, _)| name(shard));
        Asked { shards: names.collect(), is_complete: fits(&exact) }
    }

    /// The shards that can have terms that begin so.
    fn beginning(&self, start: &str) -> std::ops::Range<usize> {
        let first = self.terms.partition_point(|(_, term)| term.as_str() <= start).saturating_sub(1);
        let last = self.terms.partition_point(|(_, term)| term.as_str() <= start || term.starts_with(start));
        first..last.max(first)
    }

    /// The shard that has what a list shows of an article.
    pub fn entries_of(&self, article: Reference) -> Option<String> {
        let hash = u64::from(u32::from_be_bytes(article)) << 32;
        let shard = self.entries.get(place(hash, self.bits))?;
        (*shard != Name::default()).then(|| name(shard))
    }
}

impl Term {
    /// The terms of a shard, ascending.
    ///
    /// # Errors
    ///
    /// [`PackError`] when it is not what its name says, or not sound.
    pub fn read(shard: &str, bytes: &[u8]) -> Result<Vec<Self>, PackError> {
        decoded(shard, bytes, "terms")
    }
}

/// What a list shows of the articles of a shard.
///
/// # Errors
///
/// [`PackError`] when it is not what its name says, or not sound.
pub fn read_entries(shard: &str, bytes: &[u8]) -> Result<Vec<Entry>, PackError> {
    decoded(shard, bytes, "entries")
}

fn decoded<T: DeserializeOwned>(shard: &str, bytes: &[u8], part: &str) -> Result<T, PackError> {
    if !has_name(bytes, shard) {
        return Err(PackError::Checksum(part.to_owned()));
    }
    postcard::from_bytes(bytes).map_err(|error| wrong(part, &error.to_string()))
}

fn wrong(part: &str, why: &str) -> PackError {
    PackError::Content { part: part.to_owned(), why: why.to_owned() }
}

/// The first letters of a word.
fn first(word: &str) -> &str {
    word.char_indices().nth(HEAD).map_or(word, |(end, _)| &word[..end])
}
