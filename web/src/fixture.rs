//! Reports for unit tests.

use kbmatch::Span;
use kbmatch::report::{Against, Evidence, Finding, Place, Report, VERSION, Verdict};
use std::collections::BTreeMap;

fn places(&(start, end): &(usize, usize)) -> Vec<Place> {
    vec![Span::new(start, end).into()]
}

/// A match of `article`, with one item of evidence for each span of the text.
pub(crate) fn finding(article: &str, evidence: &[(usize, usize)], against: &[(usize, usize)]) -> Finding {
    let evidence = evidence.iter().map(|span| Evidence {
        symptom: "s".into(),
        predicate: "text: x".into(),
        expected: "the text contains x".into(),
        found: "x".into(),
        event: 0,
        spans: places(span),
        bits: 4.0,
    });
    let against = against.iter().map(|span| Against {
        symptom: "s".into(),
        predicate: "text: y".into(),
        expected: "the text contains y".into(),
        found: "z".into(),
        event: 0,
        spans: places(span),
    });
    Finding {
        article: article.into(),
        title: format!("Title of {article}"),
        verdict: Verdict::Match,
        score: 4.0,
        hits: 1,
        causes: Vec::new(),
        evidence: evidence.collect(),
        missing: Vec::new(),
        against: against.collect(),
        captures: BTreeMap::new(),
    }
}

/// The same with another verdict.
pub(crate) fn with_verdict(article: &str, verdict: Verdict) -> Finding {
    Finding { verdict, ..finding(article, &[], &[]) }
}

/// A report of these findings.
pub(crate) fn report(results: Vec<Finding>) -> Report {
    Report { version: VERSION, events: Vec::new(), omitted: 0, results, notes: Vec::new() }
}
