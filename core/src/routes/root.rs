//! The root of a base in routed shards: which shards a text asks for.

use super::filter::{Filter, Packed};
use super::grams::{self, KINDS, Kind};
use crate::index::{self, Index, Shown};
use crate::pack::{Envelope, Loaded, Manifest, PackError, ShardInfo, ShardKind};
use crate::read::Windows;
use crate::{Event, Input};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What stands around a root.
pub(crate) const ENVELOPE: Envelope = Envelope { magic: *b"KBROUTES", version: 4, part: "root" };

/// There are at most two to this power of routed shards.
pub(super) const MAX_BITS: u8 = 14;

/// A text that asks for more shards than this gets all of the base at a lower cost.
const MOST_SHARDS: usize = 400;

/// From so many events on a text is a log: what is remembered of one depends on all articles.
const MOST_EVENTS: usize = 8_000;

/// The beginning of a SHA-256: what names a shard.
pub(crate) type Name = [u8; 6];

/// What tells a routed shard from others that may have stood in its place: the beginning of its SHA-256. Every byte of it is one that
/// a page loads for each shard before it can match.
pub(super) type Mark = [u8; 4];

/// What a root says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Root {
    /// How many articles there are, and how many symptoms they have.
    pub(super) articles: u32,
    pub(super) symptoms: u32,
    /// A shard is found by so many of a hash's first bits.
    pub(super) bits: u8,
    /// A bit for each place, the lowest of a byte first: whether a routed shard is there.
    pub(super) there: Vec<u8>,
    /// The routed shards that are there.
    pub(super) marks: Vec<Mark>,
    /// The shard of articles that any text may ask for.
    pub(super) always: Option<Name>,
    /// What asks for shards, by its [`Kind`].
    pub(super) asks: [Packed; KINDS],
    /// The shards of the whole base: how many articles each has, and the id of the first.
    pub(super) whole: Vec<(Name, u32, String)>,
    /// What a search begins with.
    pub(super) directory: Name,
}

/// What a text asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The shards of these names, ascending.
    Shards(Vec<String>),
    /// All of the base: the text is a log, or speaks of very many things.
    Whole,
}

/// Which parts of a large base a text asks for.
///
/// A base in *routed shards* is loaded by the texts that are scanned: its root says which shards can matter to a text, and a base of
/// these alone gives the report that the whole base gives. `docs/pack.md` has the format.
#[derive(Clone, Debug)]
pub struct Routes {
    pub(super) root: Root,
    /// The routed shards, by their places.
    shards: Vec<Option<Mark>>,
    asks: [Filter; KINDS],
}

impl Routes {
    /// Whether these bytes mean to be a root.
    pub fn is_root(bytes: &[u8]) -> bool {
        bytes.starts_with(&ENVELOPE.magic)
    }

    /// Reads a root. Cost: linear in its length.
    ///
    /// # Errors
    ///
    /// [`PackError`] when it is none, of another version, damaged, or not sound.
    pub fn read(bytes: &[u8]) -> Result<Self, PackError> {
        let (root, rest) = ENVELOPE.open(bytes)?;
        if !rest.is_empty() {
            let (expected, found) = ((bytes.len() - rest.len()) as u64, bytes.len() as u64);
            return Err(PackError::Length { expected, found });
        }
        let wrong = |why: &str| PackError::Content { part: "root".to_owned(), why: why.to_owned() };
        let root: Root = postcard::from_bytes(root).map_err(|error| wrong(&error.to_string()))?;
        let is_sound = root.bits <= MAX_BITS
            && root.whole.iter().map(|(_, articles, _)| u64::from(*articles)).sum::<u64>()
                == u64::from(root.articles)
            && root.whole.is_sorted_by(|a, b| a.2 < b.2);
        let read = || Some((root.places()?, Filter::read_all(&root.asks)?));
        match is_sound.then(read).flatten() {
            Some((shards, asks)) => Ok(Self { root, shards, asks }),
            None => Err(wrong("its parts do not fit together")),
        }
    }

    /// The whole base, of which no shard is there yet.
    pub(crate) fn pack(&self) -> Loaded {
        let mut first = 0;
        let info = |(shard, articles, _): &(Name, u32, String)| {
            let articles = *articles as usize;
            first += articles;
            let (kind, first) = (ShardKind::Symptoms, first - articles);
            ShardInfo { kind, first, articles, bytes: 0, sha256: name(shard) }
        };
        let shards = self.root.whole.iter().map(info).collect();
        Loaded::of_routes(Manifest { shards, ..self.manifest() })
    }

    /// The part of the base that these shards are.
    pub(crate) fn pack_of(&self, shards: &[(String, &[u8])]) -> Result<(Loaded, Index), PackError> {
        Loaded::of_routed(self.manifest(), shards)
    }

    fn manifest(&self) -> Manifest {
        let (articles, symptoms) = (self.root.articles as usize, self.root.symptoms as usize);
        Manifest { articles, symptoms, shards: Vec::new() }
    }

    /// How many articles the base has.
    pub fn articles(&self) -> usize {
        self.root.articles as usize
    }

    /// How many symptoms these have.
    pub fn symptoms(&self) -> usize {
        self.root.symptoms as usize
    }

    /// The shard that every text asks for, if there is one.
    pub fn always(&self) -> Option<String> {
        self.root.always.as_ref().map(name)
    }

    /// The shards of the whole base, in order.
    pub fn whole(&self) -> Vec<String> {
        self.root.whole.iter().map(|(shard, ..)| name(shard)).collect()
    }

    /// The one of [`Routes::whole`] that has the article with this id, if there is such an article.
    pub fn whole_shard(&self, id: &str) -> Option<String> {
        let after = self.root.whole.partition_point(|(.., first)| first.as_str() <= id);
        self.root.whole.get(after.checked_sub(1)?).map(|(shard, ..)| name(shard))
    }

    /// What a search begins with: a [`Directory`](crate::directory::Directory).
    pub fn directory(&self) -> String {
        name(&self.root.directory)
    }

    /// The shards that can matter to a text. Never too few; some for nothing. Cost: reading the text, and looking up each of its words.
    pub fn of(&self, input: &Input<'_>) -> Route {
        let mut asked = BTreeSet::new();
        let mut events = 0;
        for (_, reading) in Windows::new(input.text()) {
            reading.events.iter().for_each(|event| self.ask(event, &mut asked));
            events += reading.events.len();
            if events >= MOST_EVENTS || asked.len() > MOST_SHARDS {
                return Route::Whole;
            }
        }
        let routed =
            asked.into_iter().filter_map(|at| Some(routed_name(at, &self.shards.get(at).copied()??)));
        let mut names: Vec<String> = routed.chain(self.always()).collect();
        names.sort_unstable();
        names.dedup();
        Route::Shards(names)
    }

    fn ask(&self, event: &Event, asked: &mut BTreeSet<usize>) {
        let mut ask = |kind: Kind, hash: u64| {
            if self.asks[kind as usize].has(hash) {
                asked.insert(place(hash, self.root.bits));
            }
        };
        index::show(event, |shown| match shown {
            Shown::Key(key) => ask(Kind::Key, grams::key(key)),
            Shown::Text(text) => {
                grams::at_words(text, |kind, hash, _| ask(kind, hash));
                if !self.asks[Kind::Anywhere as usize].is_empty() {
                    grams::anywhere(text, |hash, _| ask(Kind::Anywhere, hash));
                }
            }
        });
    }
}

impl Root {
    /// The routed shards by their places; `None` when there are not as many as there should be.
    fn places(&self) -> Option<Vec<Option<Mark>>> {
        let mut marks = self.marks.iter();
        let is_there = |at: usize| self.there.get(at / 8).map(|byte| byte >> (at % 8) & 1 != 0);
        let places =
            (0..1 << self.bits).map(|at| Some(if is_there(at)? { Some(*marks.next()?) } else { None }));
        let places: Option<Vec<_>> = places.collect();
        places.filter(|_| marks.next().is_none())
    }
}

/// The number of the shard for a hash.
pub(crate) fn place(hash: u64, bits: u8) -> usize {
    hash.checked_shr(64 - u32::from(bits)).unwrap_or_default() as usize
}

/// The name of the routed shard in a place.
pub(super) fn routed_name(place: usize, mark: &Mark) -> String {
    format!("{place:04x}-{:08x}", u32::from_be_bytes(*mark))
}

/// A shard's name in hexadecimal digits.
pub(crate) fn name(name: &Name) -> String {
    name.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(feature = "author")]
impl Root {
    pub(super) fn write(&self) -> Vec<u8> {
        // It fails on sequences of unknown length only, of which there are none.
        let content = postcard::to_allocvec(self).unwrap_or_default();
        ENVELOPE.seal(&content)
    }
}
