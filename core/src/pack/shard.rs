//! The shards of a pack in memory. Everything that is only needed for an article that a text brings up is decoded then.

use super::list::List;
use super::manifest::{ShardInfo, has_name};
use super::{PackError, Part, from_json};
use crate::article::{Details, Entry};
use crate::index::Triggers;
use crate::symptom::{CompiledRule, Predicate, Rule, Shared};
use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// How many sections a shard of symptoms has: catalogue, predicates, bits, rules, triggers.
const SECTIONS: usize = 5;

/// What a list of articles shows, and how many symptoms each has.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Catalogue {
    pub(super) entries: Vec<Entry>,
    pub(super) symptoms: Vec<u32>,
}

type Lazy<T> = OnceLock<Option<Arc<T>>>;

/// The symptoms of some articles.
#[derive(Clone, Debug)]
pub(crate) struct SymptomShard {
    pub(super) bytes: Slice,
    pub(super) entries: Vec<Entry>,
    /// How many symptoms each article has.
    pub(super) symptoms: Vec<u32>,
    /// By which number the prose of each article is found; empty when they follow each other.
    pub(super) numbers: Vec<usize>,
    /// Where the numbers of its predicates begin among those of all shards.
    first_predicate: u32,
    bits: Vec<f64>,
    rule_list: List,
    /// Where each article's rule stands in the list.
    rows: Vec<u32>,
    predicate_list: List,
    rules: Vec<Lazy<CompiledRule>>,
    predicates: Vec<Lazy<Predicate>>,
}

impl SymptomShard {
    /// Reads a shard, and what wakes its symptoms.
    pub(super) fn read(slice: Slice, part: Part) -> Result<(Self, Triggers), PackError> {
        let bytes = slice.get();
        let wrong = |why: &str| part.wrong(why);
        let sections = sections(bytes).ok_or_else(|| wrong("its sections do not fit its length"))?;
        let [catalogue, predicates, bits, rules, triggers] = sections;
        let decoded = |error: postcard::Error| wrong(&error.to_string());
        let Catalogue { entries, symptoms } = postcard::from_bytes(&bytes[catalogue]).map_err(decoded)?;
        let triggers: Triggers = postcard::from_bytes(&bytes[triggers]).map_err(decoded)?;
        let list = |section: Range<usize>| {
            List::read(&bytes[section.clone()], section.start)
                .ok_or_else(|| wrong("a list does not fit its length"))
        };
        let (predicate_list, rule_list) = (list(predicates)?, list(rules)?);
        let (bits, _) = bytes[bits].as_chunks::<2>();
        let bits: Vec<f64> = bits.iter().map(|bits| f64::from(u16::from_le_bytes(*bits)) / 10.0).collect();
        let total = symptoms.iter().try_fold(0_u32, |sum, &count| sum.checked_add(count));
        let sound = total.is_some_and(|total| triggers.is_sound(entries.len(), total as usize, bits.len()))
            && symptoms.len() == entries.len()
            && rule_list.len() == entries.len()
            && predicate_list.len() == bits.len()
            && entries.is_sorted_by(|a, b| a.id < b.id);
        if !sound {
            return Err(wrong("its parts do not fit together"));
        }
        let mut shard = Self {
            bytes: slice,
            first_predicate: 0,
            rules: Vec::new(),
            predicates: Vec::new(),
            entries,
            symptoms,
            numbers: Vec::new(),
            bits,
            rows: (0..).take(rule_list.len()).collect(),
            rule_list,
            predicate_list,
        };
        shard.renumber(0);
        Ok((shard, triggers))
    }

    /// Sets where the numbers of its predicates begin.
    pub(super) fn renumber(&mut self, first_predicate: u32) {
        self.first_predicate = first_predicate;
        self.rules = vec![Lazy::new(); self.entries.len()];
        self.predicates = vec![Lazy::new(); self.predicate_list.len()];
    }

    /// Leaves out the articles that `stays` says no of, and what wakes them.
    pub(super) fn retain(&mut self, triggers: &mut Triggers, stays: &[bool]) {
        let mut symptoms = Vec::new();
        let (mut next, mut articles) = (0, Vec::with_capacity(stays.len()));
        for (&stays, &count) in stays.iter().zip(&self.symptoms) {
            articles.push(stays);
            for _ in 0..count {
                symptoms.push(stays.then_some(next));
                next += u32::from(stays);
            }
        }
        triggers.renumber(&symptoms, &articles);
        self.entries = kept(std::mem::take(&mut self.entries), stays);
        self.symptoms = kept(std::mem::take(&mut self.symptoms), stays);
        self.numbers = kept(std::mem::take(&mut self.numbers), stays);
        self.rows = kept(std::mem::take(&mut self.rows), stays);
        self.renumber(self.first_predicate);
    }

    pub(super) fn predicates(&self) -> usize {
        self.predicate_list.len()
    }

    /// The rule of an article; `None` when it cannot be decoded. Cost: the first time, in its length.
    pub(super) fn rule(&self, article: usize) -> Option<&Arc<CompiledRule>> {
        self.rules.get(article)?.get_or_init(|| self.decode_rule(article).map(Arc::new)).as_ref()
    }

    fn decode_rule(&self, article: usize) -> Option<CompiledRule> {
        let bytes = &self.bytes.get()[self.rule_list.range(*self.rows.get(article)? as usize)?];
        let rule: Rule<u32> = postcard::from_bytes(bytes).ok()?;
        let sound = rule.is_sound() && rule.symptoms.len() == self.symptoms[article] as usize;
        if sound { rule.try_map(&mut |&id| self.shared(id)) } else { None }
    }

    fn shared(&self, id: u32) -> Option<Shared> {
        let predicate = self.predicates.get(id as usize)?.get_or_init(|| {
            let bytes = &self.bytes.get()[self.predicate_list.range(id as usize)?];
            postcard::from_bytes(bytes).ok().map(Arc::new)
        });
        let bits = *self.bits.get(id as usize)?;
        Some(Shared { id: id + self.first_predicate, bits, predicate: predicate.clone()? })
    }
}

fn kept<T>(items: Vec<T>, stays: &[bool]) -> Vec<T> {
    items.into_iter().zip(stays).filter(|(_, stays)| **stays).map(|(item, _)| item).collect()
}

/// Where the sections of a shard of symptoms are.
fn sections(bytes: &[u8]) -> Option<[Range<usize>; SECTIONS]> {
    let (lengths, rest) = bytes.split_at_checked(4 * SECTIONS)?;
    let mut at = lengths.len();
    let mut sections = [const { 0..0 }; SECTIONS];
    for (section, length) in sections.iter_mut().zip(lengths.as_chunks::<4>().0) {
        let end = at.checked_add(u32::from_le_bytes(*length) as usize)?;
        *section = at..end;
        at = end;
    }
    (at == lengths.len() + rest.len()).then_some(sections)
}

/// Writes the sections of a shard of symptoms.
#[cfg(feature = "author")]
pub(super) fn write_sections(sections: &[Vec<u8>; SECTIONS]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for section in sections {
        bytes.extend(u32::try_from(section.len()).unwrap_or(u32::MAX).to_le_bytes());
    }
    bytes.extend(sections.concat());
    bytes
}

/// What people read of some articles. It is looked at when the first of them is read.
#[derive(Clone, Debug)]
pub(crate) struct BodyShard {
    pub(super) bytes: Slice,
    part: Part,
    sha256: String,
    list: OnceLock<Option<List>>,
}

impl BodyShard {
    pub(super) fn new(bytes: Slice, info: &ShardInfo) -> Self {
        let (part, sha256) = (Part::of(info), info.sha256.clone());
        Self { bytes, part, sha256, list: OnceLock::new() }
    }

    /// Whether it is the one that the manifest speaks of.
    pub(super) fn check(&self) -> Result<(), PackError> {
        match self.list() {
            Some(_) => Ok(()),
            None if !has_name(self.bytes.get(), &self.sha256) => {
                Err(PackError::Checksum(self.part.to_string()))
            }
            None => Err(self.part.wrong("its list does not fit")),
        }
    }

    /// What is said of an article; `None` when the shard is damaged.
    pub(super) fn details(&self, article: usize) -> Option<Details> {
        from_json(&self.bytes.get()[self.list()?.range(article)?]).ok()
    }

    fn list(&self) -> Option<&List> {
        let read = || {
            let bytes = self.bytes.get();
            let list = if has_name(bytes, &self.sha256) { List::read(bytes, 0) } else { None };
            list.filter(|list| list.len() == self.part.articles)
        };
        self.list.get_or_init(read).as_ref()
    }
}

/// A stretch of bytes that others share.
#[derive(Clone, Debug)]
pub(crate) struct Slice {
    all: Arc<Vec<u8>>,
    range: Range<usize>,
}

impl Slice {
    /// A part of `all`; nothing where it reaches beyond.
    pub(super) fn new(all: &Arc<Vec<u8>>, range: Range<usize>) -> Self {
        Self { all: Arc::clone(all), range }
    }

    /// What is left of it from here on.
    pub(super) fn from(&self, start: usize) -> Self {
        let start = self.range.start.saturating_add(start).min(self.range.end);
        Self { all: Arc::clone(&self.all), range: start..self.range.end }
    }

    pub(super) fn whole(bytes: &[u8]) -> Self {
        Self { range: 0..bytes.len(), all: Arc::new(bytes.to_vec()) }
    }

    pub(super) fn get(&self) -> &[u8] {
        self.all.get(self.range.clone()).unwrap_or_default()
    }
}
