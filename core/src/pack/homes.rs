//! What a shard of a base in routed shards says before its symptoms: where the prose of its articles is.

use super::shard::Slice;
use super::{PackError, Part};
use crate::routes::Name;
use serde::{Deserialize, Serialize};

/// The articles of a shard.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Homes {
    /// The shards that have their prose, each once, and how many articles each has.
    bodies: Vec<(Name, u32)>,
    /// For each article: how much further in `bodies` its shard stands than the one before, and its place in that shard.
    places: Vec<(u32, u32)>,
}

/// What [`Homes`] tell.
#[derive(Debug)]
pub(super) struct Housed {
    /// Where the prose of each article is.
    pub(super) homes: Vec<Home>,
    /// The shard of their symptoms.
    pub(super) symptoms: Slice,
}

/// Where an article's prose is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Home {
    /// The shard that has it.
    pub(crate) shard: Name,
    /// How many articles that has.
    pub(crate) articles: u32,
    /// Which of them it is.
    pub(crate) place: u32,
}

impl Housed {
    pub(super) fn read(bytes: &Slice, part: Part) -> Result<Self, PackError> {
        let wrong = |why: &str| part.wrong(why);
        let (length, rest) = bytes.get().split_first_chunk::<4>().ok_or_else(|| wrong("it is too short"))?;
        let length = u32::from_le_bytes(*length) as usize;
        let homes = rest.get(..length).ok_or_else(|| wrong("it is too short"))?;
        let homes: Homes = postcard::from_bytes(homes).map_err(|error| wrong(&error.to_string()))?;
        let mut at = 0_usize;
        let home = |&(step, place): &(u32, u32)| {
            at = at.checked_add(step as usize)?;
            let &(shard, articles) = homes.bodies.get(at)?;
            (place < articles).then_some(Home { shard, articles, place })
        };
        let found: Option<Vec<Home>> = homes.places.iter().map(home).collect();
        let found = found.ok_or_else(|| wrong("it says of articles that they are where they cannot be"))?;
        Ok(Self { homes: found, symptoms: bytes.from(4 + length) })
    }
}

/// Writes a shard: where the prose of its articles is, and their symptoms.
#[cfg(feature = "author")]
pub(crate) fn write(articles: impl Iterator<Item = Home>, symptoms: &[u8]) -> Vec<u8> {
    let mut homes = Homes::default();
    for Home { shard, articles, place } in articles {
        let is_next = homes.bodies.last().is_some_and(|(last, _)| *last != shard);
        if is_next || homes.bodies.is_empty() {
            homes.bodies.push((shard, articles));
        }
        homes.places.push((u32::from(is_next), place));
    }
    // It fails on sequences of unknown length only, of which there are none.
    let homes = postcard::to_allocvec(&homes).unwrap_or_default();
    let mut bytes = u32::try_from(homes.len()).unwrap_or(u32::MAX).to_le_bytes().to_vec();
    bytes.extend(homes);
    bytes.extend_from_slice(symptoms);
    bytes
}
