//! How well a knowledge base answers texts whose right answer is known.
//!
//! A [`Case`] is a text with the articles that explain it. [`judge`] scans it; [`Assessment::of`] counts what came out. What each
//! figure means exactly is in `docs/eval.md`. The assessment's JSON is a public interface, version [`VERSION`]; its schema is
//! `docs/eval.schema.json`.
//!
//! **Leave one out.** A case that expects an article is judged a second time as if the base did not have it: then every answer
//! is wrong. The expected articles are masked: their findings are taken out of the report. That gives the answers of a base
//! without them, because a finding depends on its own article alone, and a report holds every article that matches or may match.
//! Two things are left as they are in the full base: by how many articles a predicate is shared, which the score counts and
//! through it the limit for `possible`; and the limit on the events that are looked at together, which a text of thousands of
//! events may reach.

mod figures;
mod judgment;
mod wrong;

pub use figures::{Answers, Figures, LeaveOneOut, Metric, RecallAt, Share, Unexpected};
pub use judgment::{Case, Given, Judgment, MAX_ANSWERS, judge};
pub use wrong::{Explained, MAX_EXPLAINED, Point, Reason, WhyNot, Wrong};

use crate::KnowledgeBase;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The version of the assessment's JSON. It is raised when a reader of the old one would misunderstand the new one.
pub const VERSION: u32 = 1;

/// What came out of all cases.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Assessment {
    /// [`VERSION`]
    pub version: u32,
    /// How many articles the base has.
    pub articles: usize,
    /// Of all cases.
    pub figures: Figures,
    /// Of the cases of each group, where the cases were grouped; ordered by group.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
    /// Expected articles that the base does not have, each once. Cases that expect no other cannot be answered rightly.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<String>,
    /// What was given instead of what was expected, the most frequent first.
    pub confusion: Vec<Confusion>,
    /// Every wrong answer, in the order of the cases.
    pub wrong: Vec<Wrong>,
}

/// The figures of some of the cases.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// What these cases have in common; `None` for those without a group.
    pub group: Option<String>,
    /// Of these cases.
    pub figures: Figures,
}

/// How often an article was given where others were expected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confusion {
    /// The articles that were expected, ordered; empty where nothing was.
    pub expected: Vec<String>,
    /// The article that was given; `None` where nothing was.
    pub given: Option<String>,
    /// In how many cases.
    pub count: usize,
}

impl Assessment {
    /// Counts what came out of the cases: judgments by `base`, all with leave-one-out or all without. Cost: O(n log n).
    pub fn of(base: &KnowledgeBase, judgments: Vec<Judgment>) -> Self {
        let expected: BTreeSet<&String> = judgments.iter().flat_map(|judgment| &judgment.expect).collect();
        let unknown = expected.into_iter().filter(|id| base.entry(id).is_none()).cloned().collect();
        Self {
            version: VERSION,
            articles: base.len(),
            figures: Figures::of(judgments.iter()),
            groups: groups(&judgments),
            unknown,
            confusion: confusion(&judgments),
            wrong: judgments.into_iter().flat_map(|judgment| judgment.wrong).collect(),
        }
    }
}

/// The figures by group; none when no case has one.
fn groups(judgments: &[Judgment]) -> Vec<Group> {
    let mut groups: BTreeMap<Option<&str>, Vec<&Judgment>> = BTreeMap::new();
    for judgment in judgments {
        groups.entry(judgment.group.as_deref()).or_default().push(judgment);
    }
    if groups.keys().all(Option::is_none) {
        return Vec::new();
    }
    groups
        .into_iter()
        .map(|(group, of)| Group { group: group.map(str::to_owned), figures: Figures::of(of.into_iter()) })
        .collect()
}

fn confusion(judgments: &[Judgment]) -> Vec<Confusion> {
    let mut counts: BTreeMap<(&[String], Option<&str>), usize> = BTreeMap::new();
    for judgment in judgments.iter().filter(|judgment| !judgment.is_right()) {
        let given = judgment.answers.first().map(|given| given.article.as_str());
        *counts.entry((&judgment.expect, given)).or_default() += 1;
    }
    let mut confusion: Vec<Confusion> = counts
        .into_iter()
        .map(|((expected, given), count)| Confusion {
            expected: expected.to_vec(),
            given: given.map(str::to_owned),
            count,
        })
        .collect();
    // Stable: equal counts stay ordered by article.
    confusion.sort_by_key(|confusion| Reverse(confusion.count));
    confusion
}
