//! From a base to routed shards.

use super::filter::{MOST_REST, Packed};
use super::grams::{self, KINDS, Kind};
use super::root::{MAX_BITS, Mark, Name, Root, name, place, routed_name};
use crate::KnowledgeBase;
use crate::article::Entry;
use crate::directory;
use crate::eval;
use crate::index::{Wake, rarity, wakes};
use crate::pack::{self, Home, PackError, PackParts, ShardKind};
use crate::symptom::{CompiledRule, Predicate, Rule};
use sha2::{Digest, Sha256};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A base whose symptoms have more bytes than this is routed by itself: a page would load more than a quarter of a megabyte.
const LARGE: usize = 1 << 20;

/// Articles that each lie in more shards than this are not routed: a text would load most of them, many times over.
const MOST_COPIES: usize = 6;

/// A routed shard has about so many bytes, before it is compressed.
const SHARD: usize = 6 << 10;

/// There are at most two to this power of routed shards: hosts limit a site to 20,000 files.
const MOST_BITS: u8 = 13;

/// So many articles, or up to four times as many, share a shard of the whole base.
const WHOLE_OF: usize = 250;

/// A routed shard has about so many bits when it is compressed.
const SHARD_PACKED: u64 = 8 * (2 << 10);

/// Of so many different hashes of each kind a text of ten kilobytes asks whether they are there.
const SHOWN: [u64; KINDS] = [400, 1_200, 1_000, 30_000];

/// A base in routed shards.
#[derive(Clone, Debug)]
pub struct Routed {
    /// What is loaded first: see [`Routes`](crate::Routes).
    pub root: Vec<u8>,
    /// All shards, each once.
    pub shards: Vec<RoutedShard>,
}

/// A shard of a base in routed shards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoutedShard {
    /// The beginning of its hash.
    pub name: String,
    /// What is in it.
    pub kind: RoutedKind,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// What is in a shard of a base in routed shards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RoutedKind {
    /// The articles that any text may ask for.
    Always,
    /// The articles that some keys and words ask for.
    Routed,
    /// The next articles of all.
    Whole,
    /// What people read.
    Bodies,
    /// What a search looks through: see [`directory`](crate::directory).
    Search,
}

impl Routed {
    /// The base in routed shards, when it is so large that a page should not load all of it, and texts ask for few of its shards.
    ///
    /// # Errors
    ///
    /// As [`Routed::of`].
    pub fn if_large(pack: &[u8]) -> Result<Option<Self>, PackError> {
        let parts = PackParts::of(pack)?;
        let symptoms = parts.shards.iter().filter(|(info, _)| info.kind == ShardKind::Symptoms);
        let bytes: usize = symptoms.map(|(_, bytes)| bytes.len()).sum();
        if bytes <= LARGE {
            return Ok(None);
        }
        Self::written(pack, |writer| writer.pays().then(|| writer.write(None)))
    }

    /// The base of a pack in routed shards. The same pack always gives the same bytes. Cost: a few times that of loading the pack.
    ///
    /// # Errors
    ///
    /// As [`KnowledgeBase::from_pack`].
    pub fn of(pack: &[u8]) -> Result<Self, PackError> {
        Self::with_bits(pack, None)
    }

    /// The same, in two to the power of `bits` routed shards.
    #[doc(hidden)]
    pub fn with_bits(pack: &[u8], bits: Option<u8>) -> Result<Self, PackError> {
        Self::written(pack, |writer| writer.write(bits))
    }

    fn written<T>(pack: &[u8], write: impl FnOnce(Writer<'_>) -> T) -> Result<T, PackError> {
        let base = KnowledgeBase::from_pack(pack)?;
        let parts = PackParts::of(pack)?;
        let (mut bodies, mut homes) = (Vec::new(), Vec::with_capacity(base.len()));
        for (info, bytes) in parts.shards.into_iter().filter(|(info, _)| info.kind == ShardKind::Bodies) {
            let (shard, articles) = (name_of(bytes), number(info.articles));
            homes.extend((0..articles).map(|place| Home { shard, articles, place }));
            bodies.push(RoutedShard::new(RoutedKind::Bodies, bytes.to_vec()));
        }
        let writer = Writer::new(&base, bodies, homes);
        if writer.articles.len() < base.len() {
            let why = "a rule in it cannot be decoded".to_owned();
            return Err(PackError::Content { part: "symptoms".to_owned(), why });
        }
        Ok(write(writer))
    }
}

impl RoutedShard {
    fn new(kind: RoutedKind, bytes: Vec<u8>) -> Self {
        Self { name: name(&name_of(&bytes)), kind, bytes }
    }

    /// The shard of a place, and what the root says of it.
    fn at(place: usize, bytes: Vec<u8>) -> (Self, Mark) {
        let mark = beginning_of_hash(&bytes);
        (Self { name: routed_name(place, &mark), kind: RoutedKind::Routed, bytes }, mark)
    }
}

pub(crate) fn name_of(bytes: &[u8]) -> Name {
    beginning_of_hash(bytes)
}

fn beginning_of_hash<const N: usize>(bytes: &[u8]) -> [u8; N] {
    let hash = Sha256::digest(bytes);
    hash.as_slice().first_chunk().copied().unwrap_or([0; N])
}

struct Writer<'a> {
    articles: Vec<(&'a Entry, &'a CompiledRule)>,
    bodies: Vec<RoutedShard>,
    /// Where the prose of each article is.
    homes: Vec<Home>,
    /// What asks for each article; nothing for one that any text may ask for.
    asks: Vec<Option<BTreeSet<Ask>>>,
}

impl<'a> Writer<'a> {
    fn new(base: &'a KnowledgeBase, bodies: Vec<RoutedShard>, homes: Vec<Home>) -> Self {
        let articles: Vec<_> = base.compiled().collect();
        let asks = asks(&articles);
        Self { articles, bodies, homes, asks }
    }

    /// How many asks there are, each article's counted.
    fn copies(&self) -> usize {
        self.asks.iter().flatten().map(BTreeSet::len).sum()
    }

    /// Whether a text asks for few shards.
    fn pays(&self) -> bool {
        self.copies() <= MOST_COPIES * self.articles.len()
    }

    fn write(self, bits: Option<u8>) -> Routed {
        let asked = &self.asks;
        let ids = || self.articles.iter().map(|(entry, _)| entry.id.as_str());
        let whole = pack::runs(ids(), WHOLE_OF).into_iter();
        let whole: Vec<(RoutedShard, usize, &str)> = whole
            .map(|run| {
                let numbers: Vec<usize> = run.clone().collect();
                let shard = RoutedShard::new(RoutedKind::Whole, self.shard(&numbers));
                (shard, run.len(), self.articles[run.start].0.id.as_str())
            })
            .collect();
        let bytes = whole.iter().map(|(shard, ..)| shard.bytes.len()).sum::<usize>();
        let copies = bytes / self.articles.len().max(1) * self.copies();
        let bits = bits.unwrap_or_else(|| bits_for(copies)).min(MAX_BITS);
        let mut in_shard: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (number, asks) in asked.iter().enumerate() {
            let places: BTreeSet<usize> = asks.iter().flatten().map(|ask| place(ask.hash, bits)).collect();
            places.into_iter().for_each(|place| in_shard.entry(place).or_default().push(number));
        }
        let mut root = Root {
            articles: number(self.articles.len()),
            symptoms: number(self.articles.iter().map(|(_, rule)| rule.symptoms.len()).sum()),
            bits,
            there: vec![0; (1_usize << bits).div_ceil(8)],
            asks: Kind::ALL.map(|kind| packed(kind, asked.iter().flatten().flatten())),
            ..Root::default()
        };
        let mut shards = Vec::new();
        let always: Vec<usize> =
            (0..).zip(asked).filter(|(_, asks)| asks.is_none()).map(|(at, _)| at).collect();
        if !always.is_empty() {
            let shard = RoutedShard::new(RoutedKind::Always, self.shard(&always));
            root.always = Some(name_of(&shard.bytes));
            shards.push(shard);
        }
        for (place, numbers) in in_shard {
            let (shard, mark) = RoutedShard::at(place, self.shard(&numbers));
            root.there[place / 8] |= 1 << (place % 8);
            root.marks.push(mark);
            shards.push(shard);
        }
        for (shard, articles, first) in whole {
            root.whole.push((name_of(&shard.bytes), number(articles), first.to_owned()));
            shards.push(shard);
        }
        let found = self.directory();
        root.directory = name_of(&found.directory);
        let found = std::iter::once(found.directory).chain(found.shards);
        shards.extend(found.map(|bytes| RoutedShard::new(RoutedKind::Search, bytes)));
        shards.extend(self.bodies);
        let mut known = BTreeSet::new();
        shards.retain(|shard| known.insert(shard.name.clone()));
        Routed { root: root.write(), shards }
    }

    /// What a search looks through.
    fn directory(&self) -> directory::Written {
        directory::write(self.articles.iter().map(|(entry, rule)| {
            let mut expected = String::new();
            for symptom in &rule.symptoms {
                symptom.expr.for_each_leaf(&mut |leaf, _| {
                    expected.push_str(&leaf.predicate.describe());
                    expected.push(' ');
                });
            }
            directory::Listed { entry, looks_for: directory::words(&expected) }
        }))
    }

    /// The bytes of a shard of the articles with these numbers.
    fn shard(&self, numbers: &[usize]) -> Vec<u8> {
        let articles = || numbers.iter().map(|&number| self.articles[number]);
        let (mut known, mut predicates, mut bits) = (BTreeMap::new(), Vec::new(), Vec::new());
        let mut number_of = |leaf: &crate::symptom::Shared| {
            *known.entry(leaf.id).or_insert_with(|| {
                predicates.push(Predicate::clone(&leaf.predicate));
                bits.push(leaf.bits);
                number(predicates.len() - 1)
            })
        };
        let rules: Vec<Rule<u32>> = articles()
            .filter_map(|(_, rule)| rule.clone().try_map(&mut |leaf| Some(number_of(leaf))))
            .collect();
        let entries = articles().map(|(entry, _)| entry.clone()).collect();
        let symptoms = pack::symptoms(entries, &rules, &predicates, &bits);
        let homes = numbers.iter().filter_map(|&number| self.homes.get(number).copied());
        pack::write_routed(homes, &symptoms)
    }
}

fn asks(articles: &[(&Entry, &CompiledRule)]) -> Vec<Option<BTreeSet<Ask>>> {
    let wakes: Vec<Option<Vec<Wake>>> = articles.iter().map(|(_, rule)| article_wakes(rule)).collect();
    let literals = wakes.iter().flatten().flatten().flat_map(|wake| match wake {
        Wake::Literals(lists) => lists.as_slice(),
        Wake::Key(_) => &[],
    });
    let counts = Counts::of(literals.flatten().map(String::as_str));
    let asks = |wakes: Option<Vec<Wake>>| {
        let ask = |wake| match wake {
            Wake::Key(key) => vec![Ask { kind: Kind::Key, hash: grams::key(key) }],
            Wake::Literals(lists) => counts.rarest(&lists),
        };
        Some(wakes?.into_iter().flat_map(ask).collect())
    };
    wakes.into_iter().map(asks).collect()
}

/// Without one of these an article has nothing to say of a text; `None` when it may have something to say of any.
///
/// Only the symptoms that its verdict can rest on count: those that the article wants. What else it looks for is looked at when one
/// of them has been seen.
fn article_wakes(rule: &CompiledRule) -> Option<Vec<Wake>> {
    if eval::says_something_of_nothing(rule) {
        return None;
    }
    let wanted = rule.matches.wanted();
    let symptoms =
        rule.symptoms.iter().enumerate().filter(|(at, _)| wanted.iter().any(|id| id.index() == *at));
    let wakes: Option<Vec<Vec<Wake>>> = symptoms.map(|(_, symptom)| wakes(&symptom.expr)).collect();
    Some(wakes?.concat())
}

/// What of a text asks for a shard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Ask {
    kind: Kind,
    hash: u64,
}

/// The set of the asks of a kind.
fn packed<'a>(kind: Kind, asks: impl Iterator<Item = &'a Ask>) -> Packed {
    let hashes: BTreeSet<u64> = asks.filter(|ask| ask.kind == kind).map(|ask| ask.hash).collect();
    let rest = rest(kind, hashes.len() as u64);
    Packed::of(hashes.into_iter().collect(), rest)
}

/// How precise a set of so many hashes should be. One more bit of each halves the shards that a text asks for nothing: that is worth it
/// as long as these have more bits.
fn rest(kind: Kind, hashes: u64) -> u8 {
    let for_nothing = SHOWN[kind as usize] * SHARD_PACKED;
    (0..MOST_REST).find(|rest| for_nothing >> (rest + 1) <= hashes).unwrap_or(MOST_REST)
}

/// In how many literals each stretch of bytes stands, up to a doubling: so that another article changes little.
struct Counts(BTreeMap<u64, u32>);

impl Counts {
    fn of<'l>(literals: impl Iterator<Item = &'l str>) -> Self {
        let mut counts = BTreeMap::new();
        let literals: BTreeSet<&str> = literals.collect();
        for literal in literals {
            let mut count = |hash| *counts.entry(hash).or_insert(0) += 1;
            grams::at_words(literal.as_bytes(), |_, hash, _| count(hash));
            grams::anywhere_in(literal.as_bytes(), |hash, _| count(hash));
        }
        Self(counts)
    }

    fn doublings(&self, hash: u64) -> u32 {
        self.0.get(&hash).copied().unwrap_or(1).max(1).ilog2()
    }

    /// What tells the literals of that list which the fewest others are like.
    fn rarest(&self, lists: &[Vec<String>]) -> Vec<Ask> {
        let told = lists.iter().map(|list| {
            let told = list.iter().filter_map(|literal| self.choose(literal.as_bytes()));
            let (doublings, asks): (Vec<u32>, Vec<Ask>) = told.unzip();
            (doublings.into_iter().max().unwrap_or_default(), list.len(), asks)
        });
        told.min_by_key(|(doublings, literals, _)| (*doublings, *literals))
            .map_or_else(Vec::new, |(.., asks)| asks)
    }

    /// The bytes that tell a literal from others, and how many have them.
    fn choose(&self, literal: &[u8]) -> Option<(u32, Ask)> {
        let (mut word, mut any): (Option<Offer>, Option<Offer>) = (None, None);
        grams::at_words(literal, |kind, hash, bytes| self.offer(&mut word, Ask { kind, hash }, bytes));
        let mut offer = |hash, bytes| self.offer(&mut any, Ask { kind: Kind::Anywhere, hash }, bytes);
        grams::anywhere_in(literal, &mut offer);
        let told = |offer: Option<Offer>| offer.map(|(cost, ask)| (cost.0, ask));
        match (told(word), told(any)) {
            // A word that many have is worse than bytes that few have.
            (Some(word), Some(any)) if word.0 > any.0 + WORSE => Some(any),
            (word, any) => word.or(any),
        }
    }

    fn offer(&self, best: &mut Option<Offer>, ask: Ask, bytes: &[u8]) {
        let cost = (
            self.doublings(ask.hash),
            Reverse(bytes.len()),
            Reverse(rarity(bytes.get(..8).unwrap_or(bytes))),
        );
        if best.is_none_or(|(known, _)| cost < known) {
            *best = Some((cost, ask));
        }
    }
}

/// How many share some bytes, how many those are, and how rare.
type Cost = (u32, Reverse<usize>, Reverse<u32>);

/// Some bytes by their hash, and what they cost.
type Offer = (Cost, Ask);

/// So many doublings more literals have a word than have bytes that may stand anywhere, when these are better.
const WORSE: u32 = 3;

/// How many bits tell a shard, for so many bytes.
fn bits_for(bytes: usize) -> u8 {
    let shards = (bytes / SHARD).max(1).next_power_of_two();
    (shards.ilog2() as u8).min(MOST_BITS)
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
