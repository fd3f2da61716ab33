//! How much a true predicate says, in bits.
//!
//! How rare the value is in ordinary logs (a prior by kind, below), less what the predicate loses by being shared: each doubling
//! of the articles that have it takes a bit. The number of *other* articles does not count, so that a score means the same in
//! a base of ten articles and in one of a hundred thousand. Rounded to a tenth, so that every platform's `log2` gives the
//! same report.

use super::weight::tenths;
#[cfg(feature = "author")]
use crate::article::Article;
use crate::code::Code;
use crate::event::{FieldKey, Header};
#[cfg(feature = "author")]
use crate::index::Need;
use crate::symptom::{Needle, Predicate, Subject, Test, TextTest};
#[cfg(feature = "author")]
use std::collections::BTreeMap;

/// What a predicate that one article alone has says beyond its prior: it points at that article.
const UNSHARED: f64 = 3.5;

/// What any true predicate says, however many articles share it.
#[cfg(feature = "author")]
const LEAST: f64 = 0.5;

/// The bits of a predicate that one article alone has.
pub(crate) fn bits_alone(predicate: &Predicate) -> f64 {
    tenths(prior(predicate) + UNSHARED)
}

/// The bits of every predicate of a base.
#[cfg(feature = "author")]
#[derive(Clone, Debug)]
pub(crate) struct Information {
    bits: BTreeMap<String, f64>,
}

#[cfg(feature = "author")]
impl Information {
    pub(crate) fn of(articles: &[Article]) -> Self {
        let mut known: BTreeMap<String, (usize, usize, f64)> = BTreeMap::new();
        for (id, article) in articles.iter().enumerate() {
            for symptom in &article.rule.symptoms {
                symptom.expr.for_each_leaf(&mut |predicate, _| {
                    let start = || (0, usize::MAX, prior(predicate).min(most(predicate)));
                    let entry = known.entry(predicate.source()).or_insert_with(start);
                    if entry.1 != id {
                        (entry.0, entry.1) = (entry.0 + 1, id);
                    }
                });
            }
        }
        let bits = |with: usize, prior: f64| tenths((prior + UNSHARED - (with as f64).log2()).max(LEAST));
        let bits = known.into_iter().map(|(key, (with, _, prior))| (key, bits(with, prior))).collect();
        Self { bits }
    }

    pub(crate) fn bits(&self, predicate: &Predicate) -> f64 {
        self.bits.get(&predicate.source()).copied().unwrap_or_default()
    }
}

/// What an expression says at most that has no text which every match must hold: values fit in it, such as any number in brackets. So
/// it is no specific evidence by itself, and need not be looked for in every event.
#[cfg(feature = "author")]
const OF_VALUES: f64 = 6.0;

#[cfg(feature = "author")]
fn most(predicate: &Predicate) -> f64 {
    let is_regex = matches!(predicate.test, Test::Regex(_));
    let is_sure = || Need::of(predicate).is_some_and(|need| !need.is_common());
    if is_regex && !is_sure() { OF_VALUES } else { f64::INFINITY }
}

/// How rare a true predicate of this kind is in ordinary logs: orders of magnitude, not measurements. A machine logs from some
/// hundred providers about a thousand kinds of events, most of them in the three classic logs.
fn prior(predicate: &Predicate) -> f64 {
    match (&predicate.subject, &predicate.test) {
        (_, Test::Code(Code::Number(_))) => 12.0,
        (_, Test::Code(Code::Prefixed(..))) => 13.0,
        (_, Test::Exists(_)) => 1.0,
        (_, Test::Level(_)) => 2.0,
        (_, Test::Number(..)) => 2.0,
        (_, Test::Cidr(_)) => 4.0,
        (_, Test::Regex(regex)) => literal_bits(regex.as_str(), 14.0),
        (Subject::Field(FieldKey::Header(header)), Test::Text(test)) => header_bits(*header, test),
        (_, Test::Text(test)) => literal_bits(literal(test), 16.0),
    }
}

fn header_bits(header: Header, test: &TextTest) -> f64 {
    match header {
        Header::Channel if ["application", "system", "security", "setup"].contains(&literal(test)) => 2.0,
        Header::Channel => 6.0,
        Header::Provider => 7.0,
        Header::EventId => 10.0,
        Header::Task => 5.0,
        Header::Computer | Header::User => 4.0,
        Header::Level | Header::Keywords | Header::Opcode | Header::Time => 2.0,
        Header::Message => literal_bits(literal(test), 16.0),
    }
}

fn literal(test: &TextTest) -> &str {
    match &test.needle {
        Needle::Literal(text) => text.as_str(),
        Needle::Wildcards(regex) => regex.as_str(),
    }
}

/// About one bit a letter or digit, as in written language.
fn literal_bits(text: &str, most: f64) -> f64 {
    (text.chars().filter(|c| c.is_alphanumeric()).count() as f64).min(most)
}
