//! Knowledge bases of any size, and for each article events that it explains.
//!
//! The article of a number is the same in every base, so that a base of 100,000 begins with the base of 10. Providers, event
//! ids and common codes are shared, also with ordinary events; a name or a code tells each article from all others.

mod case;
mod condition;
mod markdown;
mod names;
mod occur;
mod sigma;

pub use case::{Case, Kind};
pub use condition::{Condition, Symptom};

use kbmatch::SourceFile;

/// The most articles that have names of their own.
pub const MOST: u32 = names::MOST;

/// The sources of the first `count` articles, one `article.md` each: for `kbmatch::compile_articles`.
pub fn sources(count: u32) -> Vec<SourceFile> {
    (0..count.min(MOST)).map(|number| Case::new(number).source()).collect()
}

/// The literals that the first `count` articles look for, folded, in order, each once. A code counts as its hexadecimal digits.
pub fn literals(count: u32) -> Vec<String> {
    let cases = (0..count.min(MOST)).map(Case::new);
    let mut literals: Vec<String> = cases.flat_map(|case| case.literals()).collect();
    literals.sort_unstable();
    literals.dedup();
    literals
}

/// How many symptoms the first `count` articles have.
pub fn symptoms(count: u32) -> usize {
    let cases = (0..count.min(MOST)).map(Case::new);
    cases.map(|case| case.symptoms().len() + case.further_symptoms().len()).sum()
}
