//! A pack in memory: those of its shards that were loaded, with one numbering over all of them.

use super::homes::{Home, Housed};
use super::manifest::{Manifest, NAME, ShardInfo, ShardKind, has_name, hash_of};
use super::shard::{BodyShard, Slice, SymptomShard};
use super::{PackError, Part};
use crate::article::{Article, Details, Entry};
use crate::index::{self, Index, Triggers};
use crate::routes::{Name, name};
use crate::symptom::CompiledRule;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// More symptoms or predicates than this are not numbered: they would not fit the memory that they need either.
const MAX_NUMBER: usize = 1 << 28;

/// The shards of a pack that are at hand.
#[derive(Clone, Debug, Default)]
pub(crate) struct Loaded {
    manifest: Manifest,
    /// Of symptoms, with the numbers of their first articles in the manifest; ascending.
    symptoms: Vec<(usize, SymptomShard)>,
    /// Where the articles of each begin among those that are loaded.
    first_articles: Vec<usize>,
    /// The number of each article's first symptom, and that of all symptoms at the end.
    first_symptoms: Vec<u32>,
    /// The article of each symptom.
    owners: Vec<u32>,
    /// Of bodies, by the numbers of their first articles in the manifest.
    bodies: BTreeMap<usize, BodyShard>,
    /// The articles that have something to say of a text without events.
    standing: Vec<u32>,
    /// Of a base in routed shards, each of which says where the prose of its articles is: the numbers at which shards of prose begin.
    homes: Option<BTreeMap<Name, usize>>,
}

impl Loaded {
    /// A pack that is one file, with all of its shards, and their index.
    pub(crate) fn read(bytes: Cow<'_, [u8]>) -> Result<(Self, Index), PackError> {
        let (manifest, start) = Manifest::read(&bytes)?;
        let expected = manifest.shards.iter().try_fold(start, |sum, shard| sum.checked_add(shard.bytes));
        if expected != Some(bytes.len()) {
            let expected = expected.map_or(u64::MAX, |expected| expected as u64);
            return Err(PackError::Length { expected, found: bytes.len() as u64 });
        }
        let shards = manifest.shards.clone();
        let mut loaded = Self { manifest, ..Self::default() };
        let all = Arc::new(bytes.into_owned());
        let (mut at, mut triggers) = (start, Vec::new());
        for info in &shards {
            triggers.extend(loaded.take(info, Slice::new(&all, at..at + info.bytes))?);
            at += info.bytes;
        }
        let index = loaded.number(triggers)?;
        Ok((loaded, index))
    }

    /// A base in routed shards of which none is there yet.
    pub(crate) fn of_routes(manifest: Manifest) -> Self {
        Self { manifest, first_symptoms: vec![0], homes: Some(BTreeMap::new()), ..Self::default() }
    }

    /// The part of a base in routed shards that these are, each with its name; an article that is in several of them counts once.
    pub(crate) fn of_routed(
        manifest: Manifest,
        shards: &[(String, &[u8])],
    ) -> Result<(Self, Index), PackError> {
        let mut loaded = Self::of_routes(manifest);
        let (mut triggers, mut known) = (Vec::new(), BTreeSet::new());
        for (place, (name, bytes)) in shards.iter().enumerate() {
            let info = ShardInfo {
                kind: ShardKind::Symptoms,
                first: place,
                articles: 0,
                bytes: bytes.len(),
                sha256: name.clone(),
            };
            let part = Part::of(&info);
            let (mut shard, mut wakes) = loaded.read_symptoms(&info, part, Slice::whole(bytes))?;
            let stays: Vec<bool> = shard.entries.iter().map(|entry| known.insert(entry.id.clone())).collect();
            if !stays.iter().all(|stays| *stays) {
                shard.retain(&mut wakes, &stays);
            }
            loaded.symptoms.push((place, shard));
            triggers.push(wakes);
        }
        let index = loaded.number(triggers)?;
        Ok((loaded, index))
    }

    /// A pack whose shards are still to come.
    pub(crate) fn of_manifest(bytes: &[u8]) -> Result<Self, PackError> {
        let (manifest, _) = Manifest::read(bytes)?;
        Ok(Self { manifest, first_symptoms: vec![0], ..Self::default() })
    }

    /// Adds a shard. Gives the new index when it is one of symptoms. On an error everything is as it was.
    pub(crate) fn add(&mut self, bytes: &[u8]) -> Result<Option<Index>, PackError> {
        let info = self.info_of(bytes)?;
        if info.kind == ShardKind::Bodies {
            self.take(&info, Slice::whole(bytes))?;
            return Ok(None);
        }
        self.add_all(&[bytes]).map(Some)
    }

    /// Adds shards, and gives the new index. On an error everything is as it was.
    pub(crate) fn add_all(&mut self, shards: &[&[u8]]) -> Result<Index, PackError> {
        let mut next = self.clone();
        for bytes in shards {
            next.take(&next.info_of(bytes)?, Slice::whole(bytes))?;
        }
        let read = |(first, shard): &(usize, SymptomShard)| {
            let part = Part { kind: ShardKind::Symptoms, first: *first, articles: shard.entries.len() };
            SymptomShard::read(shard.bytes.clone(), part).map(|(_, triggers)| triggers)
        };
        let triggers: Result<Vec<_>, _> = next.symptoms.iter().map(read).collect();
        let index = next.number(triggers?)?;
        *self = next;
        Ok(index)
    }

    /// What the manifest says of a shard.
    fn info_of(&self, bytes: &[u8]) -> Result<ShardInfo, PackError> {
        let hash = hash_of(bytes);
        let is_it = |shard: &&ShardInfo| shard.sha256.len() >= NAME && hash.starts_with(&shard.sha256);
        let known = self.manifest.shards.iter().find(is_it);
        known.cloned().ok_or(PackError::Stranger)
    }

    /// Keeps a shard. Gives the triggers of one of symptoms.
    fn take(&mut self, info: &ShardInfo, bytes: Slice) -> Result<Option<Triggers>, PackError> {
        let part = Part::of(info);
        if info.kind == ShardKind::Bodies {
            self.bodies.insert(info.first, BodyShard::new(bytes, info));
            return Ok(None);
        }
        let (shard, triggers) = self.read_symptoms(info, part, bytes)?;
        if shard.entries.len() != info.articles {
            return Err(part.wrong("it has another number of articles than the manifest says"));
        }
        self.symptoms.retain(|(first, _)| *first != info.first);
        let at = self.symptoms.partition_point(|(first, _)| *first < info.first);
        self.symptoms.insert(at, (info.first, shard));
        Ok(Some(triggers))
    }

    /// Reads a shard of symptoms, and learns where the bodies of its articles are, if it says so.
    fn read_symptoms(
        &mut self,
        info: &ShardInfo,
        part: Part,
        bytes: Slice,
    ) -> Result<(SymptomShard, Triggers), PackError> {
        if !has_name(bytes.get(), &info.sha256) {
            return Err(PackError::Checksum(part.to_string()));
        }
        if self.homes.is_none() {
            return SymptomShard::read(bytes, part);
        }
        let housed = Housed::read(&bytes, part)?;
        let (mut shard, triggers) = SymptomShard::read(housed.symptoms, part)?;
        if shard.entries.len() != housed.homes.len() {
            return Err(part.wrong("it says where other articles are than it has"));
        }
        let numbers: Option<Vec<usize>> = housed.homes.into_iter().map(|home| self.number_at(home)).collect();
        shard.numbers = numbers.ok_or_else(|| part.wrong("it says where too many articles are"))?;
        Ok((shard, triggers))
    }

    /// The number of an article whose prose is there. Shards of prose are numbered as they become known.
    fn number_at(&mut self, home: Home) -> Option<usize> {
        let homes = self.homes.as_mut()?;
        if let Some(first) = homes.get(&home.shard) {
            return first.checked_add(home.place as usize);
        }
        let last = self.manifest.shards.last().filter(|last| last.kind == ShardKind::Bodies);
        let first = last.map_or(Some(0), |last| last.first.checked_add(last.articles))?;
        let articles = home.articles as usize;
        homes.insert(home.shard, first);
        let (kind, sha256) = (ShardKind::Bodies, name(&home.shard));
        self.manifest.shards.push(ShardInfo { kind, first, articles, bytes: 0, sha256 });
        first.checked_add(home.place as usize)
    }

    /// Numbers articles, symptoms and predicates over all shards that are loaded, and makes the index of their triggers.
    fn number(&mut self, triggers: Vec<Triggers>) -> Result<Index, PackError> {
        let too_many =
            || PackError::Content { part: "symptoms".to_owned(), why: "there are too many".to_owned() };
        let (mut parts, mut predicates) = (Vec::new(), 0);
        self.first_articles.clear();
        self.first_symptoms = vec![0];
        self.owners.clear();
        self.standing.clear();
        let mut symptoms = 0_u32;
        let mut articles = 0;
        for ((_, shard), triggers) in self.symptoms.iter_mut().zip(triggers) {
            self.standing.extend(triggers.standing.iter().map(|article| article + articles as u32));
            parts.push(index::Part { triggers, symptoms, predicates });
            shard.renumber(predicates);
            predicates += shard.predicates() as u32;
            self.first_articles.push(articles);
            articles += shard.entries.len();
            for count in &shard.symptoms {
                symptoms = symptoms.checked_add(*count).ok_or_else(too_many)?;
                if symptoms as usize > MAX_NUMBER || predicates as usize > MAX_NUMBER {
                    return Err(too_many());
                }
                let article = self.first_symptoms.len() as u32 - 1;
                self.first_symptoms.push(symptoms);
                self.owners.resize(symptoms as usize, article);
            }
        }
        let is_in_order = self.entries().map(|entry| entry.id.as_str()).is_sorted_by(|a, b| a < b);
        // The shards that a text asks for are parts of the base that do not follow each other.
        if !is_in_order && self.homes.is_none() {
            return Err(PackError::Content {
                part: "articles".to_owned(),
                why: "they are not in order".to_owned(),
            });
        }
        Ok(Index::new(&parts, symptoms as usize))
    }

    pub(crate) fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// What a list shows of each article, by id.
    pub(crate) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.symptoms.iter().flat_map(|(_, shard)| &shard.entries)
    }

    /// How many articles are loaded.
    pub(crate) fn len(&self) -> usize {
        self.first_symptoms.len().saturating_sub(1)
    }

    /// The number of the article with this id.
    pub(crate) fn find(&self, id: &str) -> Option<usize> {
        let mut shards = self.symptoms.iter().zip(&self.first_articles);
        shards.find_map(|((_, shard), first)| {
            Some(first + shard.entries.binary_search_by(|entry| entry.id.as_str().cmp(id)).ok()?)
        })
    }

    /// The number of an article, by which its prose is found.
    fn number_of(&self, article: usize) -> Option<usize> {
        let ((first, shard), at) = self.shard(article)?;
        if shard.numbers.is_empty() { Some(first + at) } else { shard.numbers.get(at).copied() }
    }

    /// The shard of an article, and the article's number in it.
    fn shard(&self, article: usize) -> Option<(&(usize, SymptomShard), usize)> {
        let at = self.first_articles.partition_point(|first| *first <= article).checked_sub(1)?;
        Some((self.symptoms.get(at)?, article - self.first_articles.get(at)?))
    }

    pub(crate) fn entry(&self, article: usize) -> Option<&Entry> {
        let ((_, shard), at) = self.shard(article)?;
        shard.entries.get(at)
    }

    /// The rule of an article; `None` when it cannot be decoded.
    pub(crate) fn rule(&self, article: usize) -> Option<&CompiledRule> {
        let ((_, shard), at) = self.shard(article)?;
        shard.rule(at).map(AsRef::as_ref)
    }

    /// The article that a symptom belongs to, and the symptom's number in it.
    pub(crate) fn article_of(&self, symptom: u32) -> (usize, usize) {
        let article = self.owners.get(symptom as usize).map_or(usize::MAX, |&owner| owner as usize);
        let first = self.first_symptoms.get(article).copied().unwrap_or_default();
        (article, symptom.saturating_sub(first) as usize)
    }

    /// How many symptoms there are.
    pub(crate) fn symptoms(&self) -> usize {
        self.owners.len()
    }

    /// The numbers of an article's symptoms.
    pub(crate) fn symptoms_of(&self, article: usize) -> std::ops::Range<u32> {
        match (self.first_symptoms.get(article), self.first_symptoms.get(article + 1)) {
            (Some(&first), Some(&end)) => first..end,
            _ => 0..0,
        }
    }

    /// How many predicates there are.
    pub(crate) fn predicates(&self) -> usize {
        self.symptoms.iter().map(|(_, shard)| shard.predicates()).sum()
    }

    /// The articles that have something to say of a text without events.
    pub(crate) fn standing(&self) -> &[u32] {
        &self.standing
    }

    /// An article with all that is in it; `None` when its body is not loaded, or cannot be decoded.
    pub(crate) fn article(&self, article: usize) -> Option<Article> {
        let number = self.number_of(article)?;
        let (body_first, bodies) = self.bodies.range(..=number).next_back()?;
        self.joined(article, bodies.details(number - body_first)?)
    }

    /// An article whose body is in a shard that is not kept.
    pub(crate) fn article_from(&self, article: usize, bytes: &[u8]) -> Result<Article, PackError> {
        let info = self.body_shard(article).ok_or(PackError::Stranger)?;
        let shard = BodyShard::new(Slice::whole(bytes), info);
        shard.check()?;
        let unsound = || Part::of(info).wrong("an article in it cannot be decoded");
        let number = self.number_of(article).ok_or_else(unsound)?;
        let details = shard.details(number - info.first).ok_or_else(unsound)?;
        self.joined(article, details).ok_or_else(unsound)
    }

    fn joined(&self, article: usize, details: Details) -> Option<Article> {
        let ((_, shard), at) = self.shard(article)?;
        let rule = self.rule(article)?.clone().try_map(&mut |leaf| Some(leaf.predicate.as_ref().clone()))?;
        Some(Article::of_parts(shard.entries.get(at)?.clone(), details, rule))
    }

    /// Checks the shards of bodies, which are otherwise checked when an article is read.
    pub(crate) fn check_bodies(&self) -> Result<(), PackError> {
        self.bodies.values().try_for_each(BodyShard::check)
    }

    /// The shard that has the body of an article.
    pub(crate) fn body_shard(&self, article: usize) -> Option<&ShardInfo> {
        let number = self.number_of(article)?;
        let bodies = self.manifest.shards.iter().filter(|shard| shard.kind == ShardKind::Bodies);
        bodies.into_iter().find(|shard| (shard.first..shard.first + shard.articles).contains(&number))
    }

    /// The pack as one file; without the shards that are not loaded it cannot be read again.
    #[cfg(feature = "author")]
    pub(crate) fn write(&self) -> Vec<u8> {
        let mut bytes = self.manifest.write();
        self.symptoms.iter().for_each(|(_, shard)| bytes.extend_from_slice(shard.bytes.get()));
        self.bodies.values().for_each(|shard| bytes.extend_from_slice(shard.bytes.get()));
        bytes
    }
}
