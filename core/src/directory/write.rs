//! From the articles of a base to its directory.

use super::{Directory, MAX_BITS, Reference, Term, reference, words};
use crate::article::Entry;
use crate::pack::runs;
use crate::routes::{Name, name_of, place};
use std::collections::BTreeMap;

/// So many terms, or up to four times as many, share a shard.
const TERMS_OF: usize = 200;

/// No shard of several terms has more bytes: numbers of events are terms of hundreds of articles each.
const LARGEST: usize = 16 << 10;

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
        for part in parts(&terms[run]) {
            let first = part.first().map_or_else(String::new, |term| term.word.clone());
            directory.terms.push((kept(encoded(&part), shards), first));
        }
    }
}

/// Terms in parts that are not too large.
fn parts(terms: &[Term]) -> Vec<&[Term]> {
    let (mut parts, mut start, mut bytes) = (Vec::new(), 0, 0);
    for (at, term) in terms.iter().enumerate() {
        let size = encoded(term).len();
        if bytes + size > LARGEST && at > start {
            parts.push(&terms[start..at]);
            (start, bytes) = (at, 0);
        }
        bytes += size;
    }
    parts.push(&terms[start..]);
    parts
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Severity;
    use crate::directory::read_entries;
    use crate::routes::name;

    fn entries(count: usize) -> Vec<Entry> {
        let entry = |n: usize| Entry {
            id: format!("kb{n:06}"),
            area: "made-up".to_owned(),
            title: format!("Service {} does not start", n / 300),
            severity: Severity::Error,
            products: vec!["Contoso Sync".to_owned()],
        };
        (0..count).map(entry).collect()
    }

    fn written(entries: &[Entry]) -> (Directory, BTreeMap<String, Vec<u8>>) {
        let listed =
            entries.iter().map(|entry| Listed { entry, looks_for: vec![format!("{:x}", entry.id.len())] });
        let Written { directory, shards } = write(listed);
        let shards = shards.into_iter().map(|bytes| (name(&name_of(&bytes)), bytes)).collect();
        (Directory::read(&name(&name_of(&directory)), &directory).expect("a directory"), shards)
    }

    #[test]
    fn a_word_leads_to_all_articles_that_have_it_and_these_to_what_a_list_shows() {
        let entries = entries(20_000);
        let (directory, shards) = written(&entries);
        let asked = directory.asked("37");
        let terms = asked.shards.iter().flat_map(|shard| Term::read(shard, &shards[shard]).expect("terms"));
        let term = terms.into_iter().find(|term| term.word == "37").expect("a term");
        assert!(!term.is_common && asked.is_complete);
        assert_eq!(term.articles[0].len(), 300);
        for article in &term.articles[0] {
            let shard = directory.entries_of(*article).expect("a shard");
            let found = read_entries(&shard, &shards[&shard]).expect("entries");
            assert!(
                found.iter().any(|entry| reference(&entry.id) == *article && entry.title.contains(" 37 "))
            );
        }
    }

    #[test]
    fn a_word_of_very_many_articles_is_common_and_no_shard_is_large() {
        let (directory, shards) = written(&entries(20_000));
        let [shard] = directory.asked("contoso").shards.try_into().expect("one shard");
        let terms = Term::read(&shard, &shards[&shard]).expect("terms");
        let term = terms.into_iter().find(|term| term.word == "contoso").expect("a term");
        assert!(term.is_common);
        assert_eq!(term.articles.map(|articles| articles.len()), [0, LISTED, 0]);
        assert!(shards.values().all(|bytes| bytes.len() <= LARGEST + 8));
    }

    #[test]
    fn the_beginning_of_very_many_words_asks_for_few_shards_and_says_that_there_are_more() {
        let (directory, shards) = written(&entries(20_000));
        let asked = directory.asked("kb0");
        assert!((1..=4).contains(&asked.shards.len()) && !asked.is_complete);
        assert!(directory.asked("kb000042").is_complete && shards.len() > 50);
        assert_eq!(directory.asked("a").shards.len(), 1);
    }

    #[test]
    fn what_is_not_what_its_name_says_is_refused() {
        let (_, shards) = written(&entries(100));
        for bytes in shards.values() {
            assert!(Directory::read("000000000000", bytes).is_err());
            assert!(Term::read("", bytes).is_err() && read_entries("00", bytes).is_err());
        }
    }
}
