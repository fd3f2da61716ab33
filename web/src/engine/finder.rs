//! Finding articles of a base in routed shards, by the parts of its directory that the words of a query ask for.

use super::holdings::Fetched;
use super::search::{Row, likeness};
use kbmatch::article::Entry;
use kbmatch::directory::{Directory, Reference, Term, read_entries, words};
use kbmatch::{Arrange as _, Routes, gathered};
use std::collections::BTreeMap;

/// A search gives no more than this: each may be in a part of its own.
const MOST: usize = 30;

/// From so many parts on, those of earlier queries are given up.
const MOST_KEPT: usize = 600;

/// What a word counts in a title, in other facts, in what symptoms look for.
const COUNTS: [u32; 3] = [20, 16, 12];

/// The parts of a directory that queries asked for.
pub(super) struct Finder {
    name: String,
    directory: Option<Directory>,
    terms: BTreeMap<String, Vec<Term>>,
    entries: BTreeMap<String, Vec<Entry>>,
    /// The newest query.
    query: String,
}

/// The articles that have a word, and how well it fits.
#[derive(Default)]
struct Hits {
    articles: BTreeMap<Reference, u32>,
    /// Whether no others have it.
    is_complete: bool,
}

impl Finder {
    pub(super) fn new(routes: &Routes) -> Self {
        let (terms, entries) = (BTreeMap::new(), BTreeMap::new());
        Self { name: routes.directory(), directory: None, terms, entries, query: String::new() }
    }

    /// Turns to a query. Gives the parts that it is known to need, and that are not here: when these are, it may need others.
    pub(super) fn turn_to(&mut self, query: &str) -> Vec<String> {
        if query != self.query && self.terms.len() + self.entries.len() > MOST_KEPT {
            self.terms.clear();
            self.entries.clear();
        }
        query.clone_into(&mut self.query);
        self.missing(&words(query))
    }

    fn missing(&self, asked: &[String]) -> Vec<String> {
        let Some(directory) = &self.directory else { return vec![self.name.clone()] };
        let terms = asked.iter().flat_map(|word| directory.asked(word).shards);
        let missing = distinct(terms.filter(|shard| !self.terms.contains_key(shard)));
        if !missing.is_empty() {
            return missing;
        }
        let best = self.ranked(directory, asked);
        let shards = best.iter().filter_map(|(article, _)| directory.entries_of(*article));
        distinct(shards.filter(|shard| !self.entries.contains_key(shard)))
    }

    /// Keeps parts that were fetched. Gives why one of them is not here, if one is not.
    pub(super) fn shelve(&mut self, fetched: Fetched) -> Option<String> {
        let mut failure = None;
        for (name, bytes) in fetched {
            let kept = bytes.and_then(|bytes| self.keep(&name, &bytes).map_err(|error| error.to_string()));
            failure = kept.err().or(failure);
        }
        failure
    }

    fn keep(&mut self, name: &str, bytes: &[u8]) -> Result<(), kbmatch::PackError> {
        match &self.directory {
            None => self.directory = Some(Directory::read(name, bytes)?),
            Some(directory) if directory.has_terms(name) => {
                self.terms.insert(name.to_owned(), Term::read(name, bytes)?);
            }
            Some(_) => {
                self.entries.insert(name.to_owned(), read_entries(name, bytes)?);
            }
        }
        Ok(())
    }

    /// The articles that have all words of the newest query, best first; of words that very many have, those that have most of them.
    pub(super) fn find(&self) -> Vec<Entry> {
        let asked = words(&self.query);
        let Some(directory) = &self.directory else { return Vec::new() };
        let best: BTreeMap<Reference, u32> = gathered(self.ranked(directory, &asked));
        let mut found: Vec<(u32, &Entry)> = Vec::new();
        for entry in self.entries.values().flatten() {
            let Some(score) = best.get(&kbmatch::directory::reference(&entry.id)) else { continue };
            let is_meant = asked.contains(&entry.id);
            found.push((if is_meant { u32::MAX } else { *score + fitting(entry, &asked) }, entry));
        }
        found.arrange_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.id.cmp(&b.1.id)));
        found.into_iter().map(|(_, entry)| entry.clone()).collect()
    }

    /// The articles that fit best, and how well, as far as terms tell.
    fn ranked(&self, directory: &Directory, asked: &[String]) -> Vec<(Reference, u32)> {
        let hits: Vec<Hits> = asked.iter().map(|word| self.hits(directory, word)).collect();
        let complete = || hits.iter().filter(|hits| hits.is_complete);
        let mut scores: BTreeMap<Reference, u32> = BTreeMap::new();
        for (article, score) in hits.iter().flat_map(|hits| &hits.articles) {
            *scores.entry(*article).or_default() += score;
        }
        // A word that very many have, and of which not all are listed, leaves nothing out.
        scores.retain(|article, _| complete().all(|hits| hits.articles.contains_key(article)));
        let mut ranked: Vec<(Reference, u32)> = scores.into_iter().collect();
        ranked.arrange_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        ranked.truncate(MOST);
        ranked
    }

    fn hits(&self, directory: &Directory, word: &str) -> Hits {
        let asked = directory.asked(word);
        let mut hits = Hits { is_complete: asked.is_complete, ..Hits::default() };
        for term in asked.shards.iter().filter_map(|shard| self.terms.get(shard)).flatten() {
            for (articles, exact) in term.articles.iter().zip(COUNTS) {
                let Some(score) = likeness(word, &term.word, exact) else { break };
                hits.is_complete &= !(term.is_common && term.word.starts_with(word));
                for article in articles {
                    let best = hits.articles.entry(*article).or_default();
                    *best = score.max(*best);
                }
            }
        }
        hits
    }
}

/// How many of the words a list shows of an article: that tells apart what terms do not.
fn fitting(entry: &Entry, asked: &[String]) -> u32 {
    let row = Row::of(entry, Vec::new());
    asked.iter().filter_map(|word| row.score(word)).sum()
}

fn distinct(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut names: Vec<String> = names.collect();
    names.arrange_by(Ord::cmp);
    names.dedup();
    names
}

#[cfg(test)]
#[path = "finder_tests.rs"]
mod tests;
