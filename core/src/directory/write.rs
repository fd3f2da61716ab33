//! From the articles of a base to its directory.

use super::{Directory, MAX_BITS, Reference, Term, reference, words};
use crate::article::Entry;
use crate::pack::runs;
use crate::routes::{Name, name_of, place};
use std::collections::BTreeMap;

/// So many terms, or up to four times as many, share a shard.
const TERMS_OF: usize = 200;

/// About so many articles share a shard of entries.
const ENTRIES_OF: usize = 64;

/// A word of more articles than this tells little: it is common.
const COMMON: usize = 400;

/// So many articles of a common word are listed, the first by their ids.
const LISTED: usize = 50;

/// A longer word is none that anybody looks for.
const LONGEST: usize = 64;

/// An article, and the words of what its symptoms look for.
pub(crate) struct Listed<'a> {
    pub(crate) entry: &'a Entry,
    pub(crate) looks_for: Vec<String>,
}

/// A directory, and the shards that it names.
pub(crate) struct Written {
    pub(crate) directory: Vec<u8>,
    pub(crate) shards: Vec<Vec<u8>>,
}

/// Writes the directory of articles that are ordered by id. Cost: linear in their words.
pub(crate) fn write<'a>(articles: impl Iterator<Item = Listed<'a>>) -> Written {
    let (mut terms, mut entries) = (BTreeMap::<String, [Vec<Reference>; 3]>::new(), Vec::new());
    for Listed { entry, looks_for } in articles {
        entries.push(entry);
        // Each word where it counts most.
        let mut best: BTreeMap<String, usize> = BTreeMap::new();
        let facts = format!("{} {} {}", entry.id, entry.area, entry.products.join(" "));
        for (place, words) in [words(&entry.title), words(&facts), looks_for].into_iter().enumerate() {
            for word in words.into_iter().filter(|word| word.len() <= LONGEST) {
                best.entry(word).or_insert(place);
            }
        }
        for (word, place) in best {
            terms.entry(word).or_default()[place].push(reference(&entry.id));
        }
    }
    let (mut directory, mut shards) = (Directory::default(), Vec::new());
    write_terms(terms, &mut directory, &mut shards);
    write_entries(&entries, &mut directory, &mut shards);
    Written { directory: encoded(&directory), shards }
}

fn write_terms(
    terms: BTreeMap<String, [Vec<Reference>; 3]>,
    directory: &mut Directory,
    shards: &mut Vec<Vec<u8>>,
) {
    let terms: Vec<Term> = terms.into_iter().map(|(word, articles)| term(word, articles)).collect();
    for run in runs(terms.iter().map(|term| term.word.as_str()), TERMS_OF) {
        let first = terms[run.start].word.clone();
        directory.terms.push((kept(encoded(&&terms[run]), shards), first));
    }
}

fn term(word: String, mut articles: [Vec<Reference>; 3]) -> Term {
    let is_common = articles.iter().map(Vec::len).sum::<usize>() > COMMON;
    let mut room = if is_common { LISTED } else { COMMON };
    for of in &mut articles {
        of.truncate(room);
        room -= of.len();
    }
    Term { word, is_common, articles }
}

fn write_entries(entries: &[&Entry], directory: &mut Directory, shards: &mut Vec<Vec<u8>>) {
    let bits = (entries.len() / ENTRIES_OF).max(1).next_power_of_two().ilog2() as u8;
    directory.bits = bits.min(MAX_BITS);
    let mut places: BTreeMap<usize, Vec<&Entry>> = BTreeMap::new();
    for entry in entries {
        let hash = u64::from(u32::from_be_bytes(reference(&entry.id))) << 32;
        places.entry(place(hash, directory.bits)).or_default().push(entry);
    }
    directory.entries = vec![Name::default(); 1 << directory.bits];
    for (place, entries) in places {
        directory.entries[place] = kept(encoded(&entries), shards);
    }
}

fn kept(bytes: Vec<u8>, shards: &mut Vec<Vec<u8>>) -> Name {
    let name = name_of(&bytes);
    shards.push(bytes);
    name
}

fn encoded<T: serde::Serialize>(value: &T) -> Vec<u8> {
    // It fails on sequences of unknown length only, of which there are none.
    postcard::to_allocvec(value).unwrap_or_default()
}
