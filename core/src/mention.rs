//! Which articles speak of what a text says, where none explains it: a bare code, an event's number and source in a sentence.
//!
//! No verdict: nothing is proved. Words count by how few articles have them.

use crate::arrange::{Arrange as _, gathered};
use crate::directory::words;
use crate::symptom::{Predicate, Test};
use crate::text::caseless;
use crate::{KnowledgeBase, Report};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// An article that speaks of what a text says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Its id.
    pub article: String,
    /// Its title.
    pub title: String,
    /// The words of the text that it has, in lower case: those that few articles have first.
    pub words: Vec<String>,
}

/// The words of a base's articles: of titles, ids, and what their symptoms look for.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    articles: Vec<(String, String)>,
    by_word: BTreeMap<String, Vec<u32>>,
    /// Those that are about the word: their titles or ids have it.
    by_title: BTreeMap<String, Vec<u32>>,
    /// Those whose symptoms ask for an event id.
    by_event_id: BTreeMap<String, Vec<u32>>,
}

/// In a larger base nothing is looked for: all rules would have to be decoded.
const LARGE: usize = 5_000;

/// Of a text with more different words only its codes count: any article has some of so many.
const MOST_WORDS: usize = 40;

/// A number of so many digits, or one among so few words, may be an event's beside a word of its article alone.
const LONG_ID: usize = 4;
const FEW_WORDS: usize = 8;

/// A code or an event id that more articles have tells nothing; nor does a word, by itself.
const FEW: usize = 8;

/// What a word says at least that is worth showing: a quarter of the articles has it.
const TELLING: f64 = 2.0;

/// So many articles are given.
const MOST: usize = 5;

/// So many words are given for each.
const MOST_SHOWN: usize = 6;

/// How the word before an event's number begins: in English, and in the languages that have another root for it.
const EVENT: [&str; 5] = ["id", "even", "évén", "ereignis", "событ"];

impl Mentions {
    /// Of a text that has this many bytes or more only the codes count.
    pub const HEAD: usize = 64 * MOST_WORDS;

    /// Of all articles of a base; of none in a base of more than 5,000. Cost: decoding its rules.
    pub fn of(base: &KnowledgeBase) -> Self {
        let mut mentions = Self::default();
        if base.len() > LARGE {
            return mentions;
        }
        for (entry, number) in base.entries().zip(0..) {
            let title: BTreeSet<String> = gathered(words(&format!("{} {}", entry.id, entry.title)));
            let mut known = title.clone();
            let mut ids: BTreeSet<String> = BTreeSet::new();
            base.for_each_predicate(&entry.id, |predicate| {
                known.extend(words_of(predicate));
                if predicate.is_event_id() {
                    ids.extend(words_of(predicate));
                }
            });
            title.into_iter().for_each(|word| mentions.by_title.entry(word).or_default().push(number));
            known.into_iter().for_each(|word| mentions.by_word.entry(word).or_default().push(number));
            ids.into_iter().for_each(|id| mentions.by_event_id.entry(id).or_default().push(number));
            mentions.articles.push((entry.id.clone(), entry.title.clone()));
        }
        mentions
    }

    /// The articles that a code or an event id of this text leads to, or most of its words, best first; at most five. Those of which
    /// the report says something are left out. No more of the text is looked at than [`Mentions::HEAD`] bytes; its codes are the report's.
    pub fn find(&self, report: &Report, text: &str) -> Vec<Mention> {
        let is_known = |article: &str| report.results.iter().any(|finding| finding.article == article);
        let asked = Asked::of(report, text);
        let all: f64 = asked.words.iter().map(|word| self.bits(word)).sum();
        let shared = self.shared(&asked);
        // Words say little beside a code or an event's number.
        let is_led = shared.values().any(|shared| shared.is_led);
        let says_enough =
            |shared: &Shared<'_>| shared.has_name && shared.bits > (all / 2.0).max(self.enough());
        let mut found: Vec<(f64, f64, Mention)> = shared
            .into_iter()
            .filter(|(_, shared)| shared.is_led || !is_led && says_enough(shared))
            .filter_map(|(number, shared)| {
                let (article, title) = self.articles.get(number as usize).cloned()?;
                let mention = Mention { article, title, words: self.telling(shared.words) };
                Some((shared.bits, shared.titled, mention))
            })
            .filter(|(_, _, mention)| !mention.words.is_empty() && !is_known(&mention.article))
            .collect();
        // Of those that have the same of the text, the ones that are about it come first.
        found.arrange_by(|(bits, titled, a), (other_bits, other_titled, b)| {
            let by_bits = other_bits.total_cmp(bits);
            by_bits.then(other_titled.total_cmp(titled)).then_with(|| a.article.cmp(&b.article))
        });
        let least = found.first().map_or(0.0, |(best, ..)| best / 2.0);
        let good = found.into_iter().take_while(|(bits, ..)| *bits >= least);
        good.take(MOST).map(|(.., mention)| mention).collect()
    }

    /// What each article has of what is asked for.
    fn shared<'a>(&self, asked: &'a Asked) -> BTreeMap<u32, Shared<'a>> {
        let mut found: BTreeMap<u32, Shared<'a>> = BTreeMap::new();
        for word in asked.words.union(&asked.codes) {
            let having = self.having(word);
            let is_led = asked.codes.contains(word) && having.len() <= FEW;
            for article in having {
                let shared = found.entry(*article).or_default();
                shared.bits += self.bits(word);
                shared.words.push(word);
                shared.is_led |= is_led;
                shared.has_name |= !is_number(word) && self.bits(word) >= TELLING;
            }
            for article in self.by_title.get(word).into_iter().flatten() {
                if let Some(shared) = found.get_mut(article) {
                    shared.titled += self.bits(word);
                }
            }
        }
        let may_be_id = |word: &&String| word.len() >= LONG_ID || asked.words.len() <= FEW_WORDS;
        let numbers = asked.words.iter().filter(|word| is_number(word));
        for id in numbers.filter(|id| asked.event_ids.contains(*id) || may_be_id(id)) {
            let having = self.by_event_id.get(id).filter(|having| having.len() <= FEW);
            for article in having.into_iter().flatten() {
                let Some(shared) = found.get_mut(article) else { continue };
                shared.is_led |= shared.has_name || asked.event_ids.contains(id);
            }
        }
        found
    }

    fn having(&self, word: &str) -> &[u32] {
        self.by_word.get(word).map_or(&[], Vec::as_slice)
    }

    /// How much it says that an article has this word: a bit for each halving of the articles. Words that no article has are half
    /// names and numbers, of which none would have them.
    fn bits(&self, word: &str) -> f64 {
        let all = (self.articles.len().max(1) as f64).log2();
        match self.having(word).len() {
            0 => all / 2.0,
            having => all - (having as f64).log2(),
        }
    }

    /// What words say at least that lead to an article by themselves: as much as one that few articles have. `error` leads nowhere.
    fn enough(&self) -> f64 {
        (self.articles.len().max(1) as f64 / FEW as f64).log2()
    }

    /// Those words of which an article's having them says something, the rarest first.
    fn telling(&self, words: Vec<&String>) -> Vec<String> {
        let mut words: Vec<&String> = words.into_iter().filter(|word| self.bits(word) >= TELLING).collect();
        words.arrange_by(|a, b| self.bits(b).total_cmp(&self.bits(a)));
        words.into_iter().take(MOST_SHOWN).cloned().collect()
    }
}

/// What an article has of a text.
#[derive(Default)]
struct Shared<'a> {
    bits: f64,
    /// What of these bits its title and id have.
    titled: f64,
    words: Vec<&'a String>,
    /// Whether a code or an event id leads to it.
    is_led: bool,
    /// Whether a word that tells something is more than a number.
    has_name: bool,
}

/// What a text says.
struct Asked {
    /// Its codes, as articles have them.
    codes: BTreeSet<String>,
    /// Its words, if they are few.
    words: BTreeSet<String>,
    /// The numbers that it calls those of events.
    event_ids: BTreeSet<String>,
}

impl Asked {
    fn of(report: &Report, text: &str) -> Self {
        let codes = report.events.iter().flat_map(|event| &event.codes).map(|code| code.to_ascii_lowercase());
        let is_short = text.len() < Mentions::HEAD;
        let said = if is_short { words(text) } else { Vec::new() };
        let said = if said.len() <= MOST_WORDS { said } else { Vec::new() };
        let event_ids = if said.is_empty() { BTreeSet::new() } else { event_ids(text) };
        Self { codes: gathered(codes), words: gathered(said), event_ids }
    }
}

/// The numbers that stand behind a word for an event or its id.
fn event_ids(text: &str) -> BTreeSet<String> {
    let lower = caseless(text);
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let pairs = words.windows(2).filter(|pair| EVENT.iter().any(|event| pair[0].starts_with(event)));
    gathered(pairs.map(|pair| pair[1].to_owned()))
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// The words that a predicate looks for; of a code the one form in which reports have it.
fn words_of(predicate: &Predicate) -> Vec<String> {
    match &predicate.test {
        Test::Code(code) => vec![code.to_string().to_ascii_lowercase()],
        Test::Text(_) if predicate.regex().is_none() => words(&predicate.words.value),
        _ => Vec::new(),
    }
}
