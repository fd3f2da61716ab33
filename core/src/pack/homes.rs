//! What a shard of a base in routed shards says before its symptoms: which articles it has, and where their prose is.

use super::manifest::{ShardInfo, ShardKind};
use super::shard::Slice;
use super::{PackError, Part};
use crate::routes::{Name, name};
use serde::{Deserialize, Serialize};

/// The articles of a shard.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Homes {
    /// The number of the first article in the base, and how much greater that of each next one is.
    steps: Vec<u32>,
    /// The names of the shards that have their prose, in order and each once.
    bodies: Vec<Name>,
}

/// What [`Homes`] tell.
#[derive(Debug)]
pub(super) struct Housed {
    /// The number of each article in the base, ascending.
    pub(super) numbers: Vec<usize>,
    /// The shards that have their prose.
    pub(super) bodies: Vec<ShardInfo>,
    /// The shard of their symptoms.
    pub(super) symptoms: Slice,
}

impl Housed {
    /// Reads a shard of a base of so many articles, of which so many share a shard of prose.
    pub(super) fn read(
        bytes: &Slice,
        part: Part,
        articles: usize,
        bodies_of: usize,
    ) -> Result<Self, PackError> {
        let wrong = |why: &str| part.wrong(why);
        let (length, rest) = bytes.get().split_first_chunk::<4>().ok_or_else(|| wrong("it is too short"))?;
        let length = u32::from_le_bytes(*length) as usize;
        let homes = rest.get(..length).ok_or_else(|| wrong("it is too short"))?;
        let homes: Homes = postcard::from_bytes(homes).map_err(|error| wrong(&error.to_string()))?;
        let unsound = || wrong("its articles do not fit the base");
        let mut at = 0_usize;
        let numbers = homes.steps.iter().enumerate().map(|(place, &step)| {
            at = at.checked_add(step as usize).filter(|&at| at < articles && (place == 0 || step > 0))?;
            Some(at)
        });
        let numbers: Vec<usize> = numbers.collect::<Option<_>>().ok_or_else(unsound)?;
        let mut groups: Vec<usize> = numbers.iter().map(|number| number / bodies_of).collect();
        groups.dedup();
        if groups.len() != homes.bodies.len() {
            return Err(unsound());
        }
        let info = |(group, shard): (&usize, &Name)| ShardInfo {
            kind: ShardKind::Bodies,
            first: group * bodies_of,
            articles: bodies_of.min(articles - group * bodies_of),
            bytes: 0,
            sha256: name(shard),
        };
        let bodies = groups.iter().zip(&homes.bodies).map(info).collect();
        Ok(Self { numbers, bodies, symptoms: bytes.from(4 + length) })
    }
}

/// Writes a shard: the articles with these numbers, ascending, and their symptoms; `bodies` are all shards of prose, each of so many
/// articles.
#[cfg(feature = "author")]
pub(crate) fn write(numbers: &[usize], bodies_of: usize, bodies: &[Name], symptoms: &[u8]) -> Vec<u8> {
    let mut homes = Homes::default();
    let (mut before, mut last) = (0, None);
    for &number in numbers {
        homes.steps.push(u32::try_from(number - before).unwrap_or(u32::MAX));
        before = number;
        let group = number / bodies_of;
        if last != Some(group) {
            homes.bodies.push(bodies.get(group).copied().unwrap_or_default());
        }
        last = Some(group);
    }
    // It fails on sequences of unknown length only, of which there are none.
    let homes = postcard::to_allocvec(&homes).unwrap_or_default();
    let mut bytes = u32::try_from(homes.len()).unwrap_or(u32::MAX).to_le_bytes().to_vec();
    bytes.extend(homes);
    bytes.extend_from_slice(symptoms);
    bytes
}
