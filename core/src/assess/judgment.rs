use super::wrong::{self, Reason, Wrong};
use crate::report::{Finding, Report};
use crate::{Input, KnowledgeBase, Verdict};
use serde::{Deserialize, Serialize};

/// A text with the articles that explain it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Case {
    /// Its name.
    pub id: String,
    /// The text.
    pub text: String,
    /// The articles any of which is the right answer; empty when no article explains the text.
    pub expect: Vec<String>,
    /// What it shares with other cases whose figures are wanted.
    pub group: Option<String>,
}

/// An article that was given as an answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Given {
    /// Its id.
    pub article: String,
    /// `match` or `possible`.
    pub verdict: Verdict,
    /// Bits of information in its evidence.
    pub score: f64,
}

/// What came out of one case.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgment {
    /// The articles that were expected, ordered, each once.
    pub expect: Vec<String>,
    /// The case's group.
    pub group: Option<String>,
    /// The articles that match or may match, best first: at most [`MAX_ANSWERS`].
    pub answers: Vec<Given>,
    /// The best answer without the expected articles; `None` unless leave-one-out was asked for and an article was expected.
    pub left_out: Option<Option<Given>>,
    /// What went wrong.
    pub wrong: Vec<Wrong>,
}

/// So many answers are looked at.
pub const MAX_ANSWERS: usize = 5;

impl Judgment {
    /// Whether the best answer is expected; or, where nothing is, whether there is none.
    pub fn is_right(&self) -> bool {
        match self.answers.first() {
            Some(given) => self.expects(&given.article),
            None => self.expect.is_empty(),
        }
    }

    pub(super) fn expects(&self, article: &str) -> bool {
        self.expect.iter().any(|id| id == article)
    }
}

/// Scans the text of a case, and judges the answer; with `leave_one_out` a second time without the expected articles. Cost: a scan;
/// where an expected article is not the answer, also an explanation of it.
pub fn judge(base: &KnowledgeBase, case: &Case, leave_one_out: bool) -> Judgment {
    let input = Input::decode(case.text.as_bytes());
    let report = base.scan(&input);
    let mut expect = case.expect.clone();
    expect.sort();
    expect.dedup();
    let mut judgment = Judgment {
        group: case.group.clone(),
        answers: answers(&report).take(MAX_ANSWERS).map(given).collect(),
        left_out: None,
        wrong: Vec::new(),
        expect,
    };
    if let Some(reason) = reason(&judgment) {
        let mut wrong = Wrong::new(reason, &case.id, &judgment.expect);
        wrong.given = answers(&report).next().map(|finding| wrong::explained(&report, finding));
        wrong.why_not = wrong::why_not(base, &input, &report, &judgment.expect);
        judgment.wrong.push(wrong);
    }
    if leave_one_out && !judgment.expect.is_empty() {
        leave_out(&mut judgment, case, &report);
    }
    judgment
}

/// What is wrong with the answer, if anything.
fn reason(judgment: &Judgment) -> Option<Reason> {
    match (judgment.answers.is_empty(), judgment.expect.is_empty()) {
        _ if judgment.is_right() => None,
        (false, true) => Some(Reason::NothingExpected),
        (false, false) => Some(Reason::AnotherArticle),
        (true, _) => Some(Reason::NoAnswer),
    }
}

/// Judges the answer without the expected articles.
fn leave_out(judgment: &mut Judgment, case: &Case, report: &Report) {
    let rest = answers(report).find(|finding| !judgment.expects(&finding.article));
    if let Some(finding) = rest {
        let mut wrong = Wrong::new(Reason::LeftOut, &case.id, &judgment.expect);
        wrong.given = Some(wrong::explained(report, finding));
        judgment.wrong.push(wrong);
    }
    judgment.left_out = Some(rest.map(given));
}

/// The articles that match or may match, best first.
pub(super) fn answers(report: &Report) -> impl Iterator<Item = &Finding> {
    report.results.iter().filter(|finding| finding.verdict != Verdict::NearMiss)
}

fn given(finding: &Finding) -> Given {
    Given { article: finding.article.clone(), verdict: finding.verdict, score: finding.score }
}
