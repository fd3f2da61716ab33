//! Finding articles by words of their titles, by ids, products, and by what their symptoms look for: codes, event ids, sources.

use kbmatch::Arrange as _;
use kbmatch::KnowledgeBase;
use kbmatch::article::Entry;
use kbmatch::directory::words;

/// A search gives no more than this.
const MOST: usize = 50;

/// In a larger base, what symptoms look for is not searched: all rules would have to be decoded.
const LARGE: usize = 5_000;

/// Shorter words are taken as they are.
const TOLERANT: usize = 5;

/// What a search looks through.
#[derive(Debug)]
pub(super) struct Catalogue(Vec<Row>);

/// An article by its words.
#[derive(Debug)]
pub(super) struct Row {
    id: String,
    /// Words of the title.
    title: Vec<String>,
    /// Words of everything else that the list shows.
    facts: Vec<String>,
    /// Words of what its symptoms look for.
    symptoms: Vec<String>,
}

impl Catalogue {
    /// All articles of a base. Cost: decoding its rules.
    pub(super) fn of(base: &KnowledgeBase) -> Self {
        let has_symptoms = base.len() <= LARGE;
        let symptoms = |id: &str| match has_symptoms {
            true => words(&base.expectations(id).join(" ")),
            false => Vec::new(),
        };
        Self(base.entries().map(|entry| Row::of(entry, symptoms(&entry.id))).collect())
    }

    /// The ids of the articles that have all words of `query`, best first.
    pub(super) fn find(&self, query: &str) -> Vec<String> {
        let asked = words(query);
        if asked.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<(u32, &str)> = self
            .0
            .iter()
            .filter_map(|row| {
                Some((asked.iter().map(|word| row.score(word)).sum::<Option<u32>>()?, row.id.as_str()))
            })
            .collect();
        found.arrange_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
        found.into_iter().take(MOST).map(|(_, id)| id.to_owned()).collect()
    }
}

impl Row {
    /// An article by what a list shows of it, and by the words of what its symptoms look for.
    pub(super) fn of(entry: &Entry, symptoms: Vec<String>) -> Self {
        let facts = words(&format!("{} {} {}", entry.id, entry.area, entry.products.join(" ")));
        Self { id: entry.id.clone(), title: words(&entry.title), facts, symptoms }
    }

    /// How well a word fits; `None` when it does not.
    pub(super) fn score(&self, word: &str) -> Option<u32> {
        let of = |words: &[String], exact: u32| words.iter().filter_map(|w| likeness(word, w, exact)).max();
        let id = (self.id == word).then_some(100);
        let scores = [id, of(&self.title, 20), of(&self.facts, 16), of(&self.symptoms, 12)];
        scores.into_iter().flatten().max()
    }
}

/// The same word, its beginning, or one that differs by a slip of the finger.
pub(super) fn likeness(asked: &str, word: &str, exact: u32) -> Option<u32> {
    if asked == word {
        return Some(exact);
    }
    if asked.len() >= 2 && word.starts_with(asked) {
        return Some(exact / 2);
    }
    let has_digits = asked.bytes().any(|byte| byte.is_ascii_digit());
    (!has_digits && asked.len() >= TOLERANT && is_slip(asked, word)).then_some(exact / 4)
}

/// Whether one letter was left out, added, changed, or swapped with its neighbour.
fn is_slip(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[head..], &b[head..]);
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[..a.len() - tail], &b[..b.len() - tail]);
    a.len() <= 1 && b.len() <= 1 || a.len() == 2 && b.len() == 2 && a[0] == b[1] && a[1] == b[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(query: &str) -> Vec<String> {
        let base = KnowledgeBase::from_pack(kbmatch_kb::PACK).expect("the pack is whole");
        Catalogue::of(&base).find(query)
    }

    #[test]
    fn an_id_a_code_and_words_of_the_title_lead_to_the_article() {
        for query in ["kb3193683", "KB3193683", "enterprise state roaming", "Enterprize roaming"] {
            assert_eq!(find(query).first().map(String::as_str), Some("kb3193683"), "{query}");
        }
        assert!(find("0xCAA2000C").iter().any(|id| id == "kb3193683"));
    }

    #[test]
    fn all_words_must_be_there_and_nothing_finds_nothing() {
        assert!(find("enterprise xylophone").is_empty());
        assert!(find("  -- ").is_empty());
    }

    #[test]
    fn a_slip_is_one_letter_and_digits_are_taken_as_they_are() {
        for (a, b) in [("roamin", "roaming"), ("raoming", "roaming"), ("roamimg", "roaming")] {
            assert!(is_slip(a, b), "{a}");
        }
        assert!(!is_slip("raomng", "roaming"));
        assert!(find("0xCAA2000D").is_empty());
    }
}
