//! From articles to a pack.

use super::list;
use super::manifest::{Manifest, ShardInfo, ShardKind, hash_of};
use super::runs::runs;
use super::shard::{Catalogue, write_sections};
use crate::article::{Article, Entry};
use crate::eval::{self, Information};
use crate::index::Builder;
use crate::symptom::{Predicate, Rule, Shared};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// So many articles, or up to four times as many, share a shard of symptoms.
const SYMPTOMS_OF: usize = 1_000;

/// So many articles, or up to four times as many, share a shard of bodies: a page that shows one fetches the others with it.
const BODIES_OF: usize = 10;

/// The pack of these articles, which are ordered by id.
pub(crate) fn write(articles: &[Article]) -> Vec<u8> {
    let information = Information::of(articles);
    let ids = || articles.iter().map(|article| article.id.as_str());
    let symptoms = runs(ids(), SYMPTOMS_OF).into_iter().map(|run| {
        let shard = symptom_shard(&articles[run.clone()], &information);
        (ShardKind::Symptoms, run, shard)
    });
    let bodies = runs(ids(), BODIES_OF).into_iter().map(|run| {
        let shard = body_shard(&articles[run.clone()]);
        (ShardKind::Bodies, run, shard)
    });
    let shards: Vec<(ShardKind, Range<usize>, Vec<u8>)> = symptoms.chain(bodies).collect();
    let info = |(kind, run, bytes): &(ShardKind, Range<usize>, Vec<u8>)| ShardInfo {
        kind: *kind,
        first: run.start,
        articles: run.len(),
        bytes: bytes.len(),
        sha256: hash_of(bytes),
    };
    let manifest = Manifest {
        articles: articles.len(),
        symptoms: articles.iter().map(|article| article.rule.symptoms.len()).sum(),
        shards: shards.iter().map(info).collect(),
    };
    let mut pack = manifest.write();
    shards.iter().for_each(|(.., bytes)| pack.extend_from_slice(bytes));
    pack
}

fn symptom_shard(articles: &[Article], information: &Information) -> Vec<u8> {
    let (predicates, rules) = shared(articles);
    let bits: Vec<f64> = predicates.iter().map(|predicate| information.bits(predicate)).collect();
    symptoms(articles.iter().map(Article::entry).collect(), &rules, &predicates, &bits)
}

/// A shard of symptoms: articles, ordered by id, with their rules over the numbers of predicates.
pub(crate) fn symptoms(
    entries: Vec<Entry>,
    rules: &[Rule<u32>],
    predicates: &[Predicate],
    bits: &[f64],
) -> Vec<u8> {
    let mut builder = Builder::new(predicates, bits);
    rules.iter().flat_map(|rule| &rule.symptoms).for_each(|symptom| builder.add(&symptom.expr));
    let standing = (0..).zip(rules).filter(|(_, rule)| says_something(rule, predicates)).map(|(at, _)| at);
    let triggers = builder.finish(standing.collect());
    let counts = rules.iter().map(|rule| number(rule.symptoms.len())).collect();
    let catalogue = Catalogue { entries, symptoms: counts };
    let mut sections = [const { Vec::new() }; 5];
    sections[0] = encoded(&catalogue);
    list::write(&predicates.iter().map(encoded).collect::<Vec<_>>(), &mut sections[1]);
    sections[2] = bits.iter().flat_map(|bits| tenths(*bits).to_le_bytes()).collect();
    list::write(&rules.iter().map(encoded).collect::<Vec<_>>(), &mut sections[3]);
    sections[4] = encoded(&triggers);
    write_sections(&sections)
}

/// The predicates of the articles, each once, and their rules over the predicates' numbers.
fn shared(articles: &[Article]) -> (Vec<Predicate>, Vec<Rule<u32>>) {
    let mut numbers: BTreeMap<Vec<u8>, u32> = BTreeMap::new();
    let mut predicates = Vec::new();
    let mut number_of = |predicate: &Predicate| {
        *numbers.entry(encoded(predicate)).or_insert_with(|| {
            predicates.push(predicate.clone());
            number(predicates.len() - 1)
        })
    };
    let rules =
        articles.iter().filter_map(|article| article.rule.clone().try_map(&mut |p| Some(number_of(p))));
    let rules = rules.collect();
    (predicates, rules)
}

/// Whether an article with this rule has something to say of a text that shows none of its symptoms.
fn says_something(rule: &Rule<u32>, predicates: &[Predicate]) -> bool {
    let shared = |&id: &u32| {
        let predicate = Arc::new(predicates.get(id as usize)?.clone());
        Some(Shared { id, bits: 0.0, predicate })
    };
    rule.clone().try_map(&mut { shared }).is_some_and(|rule| eval::says_something_of_nothing(&rule))
}

fn body_shard(articles: &[Article]) -> Vec<u8> {
    // Strings, numbers and maps with string keys only: serde_json has no way to fail on them.
    let json = articles.iter().map(|article| serde_json::to_vec(&article.details()).unwrap_or_default());
    let mut bytes = Vec::new();
    list::write(&json.collect::<Vec<_>>(), &mut bytes);
    bytes
}

fn encoded<T: serde::Serialize>(value: &T) -> Vec<u8> {
    // It fails on sequences of unknown length only, of which there are none.
    postcard::to_allocvec(value).unwrap_or_default()
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "bits are between 0 and some dozens"
)]
fn tenths(bits: f64) -> u16 {
    (bits * 10.0).round().clamp(0.0, 65_535.0) as u16
}
