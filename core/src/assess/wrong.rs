use super::judgment::answers;
use crate::explanation::{Deciding, Explanation};
use crate::report::{Evidence, Finding, Report};
use crate::symptom::Truth;
use crate::{Input, KnowledgeBase, Verdict};
use serde::{Deserialize, Serialize};

/// A wrong answer, or an answer that is lacking, with its explanation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Wrong {
    /// The case.
    pub case: String,
    /// What is wrong.
    pub reason: Reason,
    /// The articles that were expected.
    pub expected: Vec<String>,
    /// The article that was given, with its evidence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given: Option<Explained>,
    /// For each expected article why it was not given, for [`MAX_EXPLAINED`] of them; none when it was left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub why_not: Vec<WhyNot>,
}

/// So many expected articles of one case are explained.
pub const MAX_EXPLAINED: usize = 5;

/// What is wrong with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Another article was given than an expected one.
    AnotherArticle,
    /// No article was given.
    NoAnswer,
    /// An article was given where nothing explains the text.
    NothingExpected,
    /// An article was given when the expected ones were left out of the base.
    LeftOut,
}

/// An article that was given, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Explained {
    /// Its id.
    pub article: String,
    /// `match` or `possible`.
    pub verdict: Verdict,
    /// Bits of information in its evidence.
    pub score: f64,
    /// What speaks for it.
    pub evidence: Vec<Point>,
}

/// An expected article, and why it was not given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WhyNot {
    /// Its id.
    pub article: String,
    /// Whether the base has it; if not, nothing else is known.
    pub known: bool,
    /// Its verdict; `None` where a scan does not name it.
    pub verdict: Option<Verdict>,
    /// Its rank among the answers, from 1; `None` when it is no answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<usize>,
    /// Bits of information in its evidence.
    pub score: f64,
    /// What keeps it from a match.
    pub deciding: Vec<Point>,
}

/// A predicate that counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// The symptom it belongs to.
    pub symptom: String,
    /// As an author writes it; absent when a whole event, or a relation of events, is lacking.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub predicate: Option<String>,
    /// What it looks for, in words.
    pub expected: String,
    /// Its value.
    pub truth: Truth,
    /// What the text says; empty when nothing was found.
    pub found: String,
    /// The line where that stands, or else where the event does; absent when no event is near.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
}

impl Wrong {
    pub(super) fn new(reason: Reason, case: &str, expected: &[String]) -> Self {
        Self { case: case.to_owned(), reason, expected: expected.to_vec(), given: None, why_not: Vec::new() }
    }
}

/// An article of a report, with its evidence.
pub(super) fn explained(report: &Report, finding: &Finding) -> Explained {
    let point = |evidence: &Evidence| Point {
        symptom: evidence.symptom.clone(),
        predicate: Some(evidence.predicate.clone()),
        expected: evidence.expected.clone(),
        truth: Truth::True,
        found: evidence.found.clone(),
        line: match evidence.spans.first() {
            Some(place) => Some(place.line),
            None => report.events.get(evidence.event).map(|event| event.span.line),
        },
    };
    let mut points: Vec<Point> = Vec::new();
    for point in finding.evidence.iter().map(point) {
        // Alternatives of one symptom repeat what they have in common.
        if !points.contains(&point) {
            points.push(point);
        }
    }
    Explained {
        article: finding.article.clone(),
        verdict: finding.verdict,
        score: finding.score,
        evidence: points,
    }
}

/// Why each of these articles is not the answer.
pub(super) fn why_not(
    base: &KnowledgeBase,
    input: &Input<'_>,
    report: &Report,
    articles: &[String],
) -> Vec<WhyNot> {
    let why_not = |id: &String| match base.explain(id, input) {
        Some(explanation) => of_explanation(id, report, explanation),
        None => WhyNot {
            article: id.clone(),
            known: false,
            verdict: None,
            rank: None,
            score: 0.0,
            deciding: Vec::new(),
        },
    };
    articles.iter().take(MAX_EXPLAINED).map(why_not).collect()
}

fn of_explanation(id: &str, report: &Report, explanation: Explanation) -> WhyNot {
    let line = |deciding: &Deciding| match deciding.spans.first() {
        Some(place) => Some(place.line),
        None => explanation.events.get(deciding.event?).map(|event| event.span.line),
    };
    let lines: Vec<_> = explanation.deciding.iter().map(line).collect();
    let point = |(deciding, line): (Deciding, Option<usize>)| Point {
        symptom: deciding.symptom,
        predicate: deciding.predicate,
        expected: deciding.expected,
        truth: deciding.truth,
        found: deciding.found,
        line,
    };
    WhyNot {
        article: id.to_owned(),
        known: true,
        verdict: explanation.verdict,
        rank: answers(report).position(|finding| finding.article == id).map(|at| at + 1),
        score: explanation.score,
        deciding: explanation.deciding.into_iter().zip(lines).map(point).collect(),
    }
}
