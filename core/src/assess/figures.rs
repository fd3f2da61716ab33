use super::judgment::Judgment;
use crate::Verdict;
use serde::{Deserialize, Serialize};

/// A part of a number of things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Share {
    /// How many of them.
    pub count: usize,
    /// How many there are.
    pub of: usize,
    /// The part, from 0 to 1, rounded to four digits; `None` of nothing.
    pub share: Option<f64>,
}

impl Share {
    fn new(count: usize, of: usize) -> Self {
        let mut share = Self { count, of, share: None };
        share.share = share.exact().map(|part| (part * 1e4).round() / 1e4);
        share
    }

    /// The part, not rounded.
    fn exact(self) -> Option<f64> {
        (self.of > 0).then(|| self.count as f64 / self.of as f64)
    }
}

/// What came out of some cases.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// How many cases there are.
    pub cases: usize,
    /// How many of them expect an article.
    pub expecting: usize,
    /// Of those that expect an article: the best answer is an expected one.
    pub top_1: Share,
    /// Of those that expect an article: one of the best five answers is an expected one.
    pub top_5: Share,
    /// When only a `match` is taken for an answer.
    #[serde(rename = "match")]
    pub matches: Answers,
    /// When a `match` or a `possible` is taken for an answer.
    pub any: Answers,
    /// Of those that expect nothing: answered nevertheless.
    pub unexpected: Unexpected,
    /// What could be answered by score at 99 % precision.
    pub recall_at_99: RecallAt,
    /// What comes out without the expected articles, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leave_one_out: Option<LeaveOneOut>,
}

/// How good the best answers are, where one is taken.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answers {
    /// Of all answers, of all cases: right ones.
    pub precision: Share,
    /// Of the cases that expect an article: answered rightly.
    pub recall: Share,
}

/// How often there is an answer where none is right.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unexpected {
    /// By a `match`.
    #[serde(rename = "match")]
    pub matches: Share,
    /// By a `match` or a `possible`.
    pub any: Share,
}

/// How much is answered rightly when only answers from a score on are taken, and that score is the lowest at which 99 % of them
/// are right.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecallAt {
    /// Of the cases that expect an article: answered rightly with at least that score.
    pub recall: Share,
    /// The score, in bits; `None` when no score gives that precision.
    pub score: Option<f64>,
}

/// What comes out when each case that expects an article is judged without it: every answer is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeaveOneOut {
    /// Of the cases that expect an article: answered nevertheless.
    #[serde(flatten)]
    pub answered: Unexpected,
    /// [`Figures::recall_at_99`], when these answers count too, as wrong ones.
    pub recall_at_99: RecallAt,
}

impl Figures {
    /// Of these judgments. Cost: O(n log n).
    pub(super) fn of<'a>(judgments: impl Iterator<Item = &'a Judgment> + Clone) -> Self {
        let expecting = judgments.clone().filter(|judgment| !judgment.expect.is_empty());
        let answers = judgments.clone().filter_map(answer);
        let count = expecting.clone().count();
        let in_top =
            |judgment: &&Judgment| judgment.answers.iter().any(|given| judgment.expects(&given.article));
        let right = answers.clone().filter(|answer| answer.right).count();
        Self {
            cases: judgments.clone().count(),
            expecting: count,
            top_1: Share::new(right, count),
            top_5: Share::new(expecting.clone().filter(in_top).count(), count),
            matches: Answers::of(answers.clone().filter(|answer| answer.verdict == Verdict::Match), count),
            any: Answers::of(answers.clone(), count),
            unexpected: Unexpected::of(
                judgments.clone().filter(|judgment| judgment.expect.is_empty()).map(answer),
            ),
            recall_at_99: RecallAt::of(answers.clone(), count),
            leave_one_out: LeaveOneOut::of(judgments, answers, count),
        }
    }
}

/// The best answer to a case.
#[derive(Clone, Copy)]
struct Answer {
    verdict: Verdict,
    score: f64,
    right: bool,
}

fn answer(judgment: &Judgment) -> Option<Answer> {
    let given = judgment.answers.first()?;
    Some(Answer { verdict: given.verdict, score: given.score, right: judgment.is_right() })
}

impl Answers {
    fn of(answers: impl Iterator<Item = Answer>, expecting: usize) -> Self {
        let (mut right, mut all) = (0, 0);
        for answer in answers {
            all += 1;
            right += usize::from(answer.right);
        }
        Self { precision: Share::new(right, all), recall: Share::new(right, expecting) }
    }
}

impl Unexpected {
    fn of(cases: impl Iterator<Item = Option<Answer>>) -> Self {
        let (mut matches, mut any, mut all) = (0, 0, 0);
        for answer in cases {
            all += 1;
            any += usize::from(answer.is_some());
            matches += usize::from(answer.is_some_and(|answer| answer.verdict == Verdict::Match));
        }
        Self { matches: Share::new(matches, all), any: Share::new(any, all) }
    }
}

impl RecallAt {
    /// Answers of one score are taken or left together.
    fn of(answers: impl Iterator<Item = Answer>, expecting: usize) -> Self {
        let mut answers: Vec<Answer> = answers.collect();
        answers.sort_by(|a, b| b.score.total_cmp(&a.score));
        let (mut right, mut all) = (0, 0);
        let (mut best, mut score) = (0, None);
        for same in answers.chunk_by(|a, b| a.score == b.score) {
            all += same.len();
            right += same.iter().filter(|answer| answer.right).count();
            if right * 100 >= all * 99 {
                (best, score) = (right, Some(same[0].score));
            }
        }
        Self { recall: Share::new(best, expecting), score }
    }
}

impl LeaveOneOut {
    fn of<'a>(
        judgments: impl Iterator<Item = &'a Judgment>,
        answers: impl Iterator<Item = Answer>,
        expecting: usize,
    ) -> Option<Self> {
        let left_out: Vec<Option<Answer>> = judgments
            .filter_map(|judgment| judgment.left_out.as_ref())
            .map(|given| {
                let given = given.as_ref()?;
                Some(Answer { verdict: given.verdict, score: given.score, right: false })
            })
            .collect();
        (!left_out.is_empty()).then(|| Self {
            answered: Unexpected::of(left_out.iter().copied()),
            recall_at_99: RecallAt::of(answers.chain(left_out.into_iter().flatten()), expecting),
        })
    }
}

/// A figure that a check may ask for. All are better when they are higher.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Metric {
    /// [`Figures::top_1`]
    Top1,
    /// [`Figures::top_5`]
    Top5,
    /// Precision of `match` and `possible`.
    Precision,
    /// Recall of `match` and `possible`.
    Recall,
    /// Precision of `match` alone.
    MatchPrecision,
    /// Recall of `match` alone.
    MatchRecall,
    /// [`Figures::recall_at_99`]
    RecallAt99,
    /// Of the cases that expect nothing: not answered.
    Silence,
    /// Of the cases whose articles were left out: not answered.
    LeftOutSilence,
    /// [`LeaveOneOut::recall_at_99`]
    LeftOutRecallAt99,
}

impl Metric {
    /// All of them, with their names.
    pub const NAMES: [(Self, &'static str); 10] = [
        (Self::Top1, "top-1"),
        (Self::Top5, "top-5"),
        (Self::Precision, "precision"),
        (Self::Recall, "recall"),
        (Self::MatchPrecision, "match-precision"),
        (Self::MatchRecall, "match-recall"),
        (Self::RecallAt99, "recall-at-99"),
        (Self::Silence, "silence"),
        (Self::LeftOutSilence, "left-out-silence"),
        (Self::LeftOutRecallAt99, "left-out-recall-at-99"),
    ];

    /// The metric of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(_, known)| *known == name).map(|&(metric, _)| metric)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(metric, _)| *metric == self).map_or("", |&(_, name)| name)
    }

    /// Its value, from 0 to 1, not rounded; `None` when there is no such case or answer.
    pub fn of(self, figures: &Figures) -> Option<f64> {
        let left_out = figures.leave_one_out;
        match self {
            Self::Top1 => figures.top_1.exact(),
            Self::Top5 => figures.top_5.exact(),
            Self::Precision => figures.any.precision.exact(),
            Self::Recall => figures.any.recall.exact(),
            Self::MatchPrecision => figures.matches.precision.exact(),
            Self::MatchRecall => figures.matches.recall.exact(),
            Self::RecallAt99 => figures.recall_at_99.recall.exact(),
            Self::Silence => figures.unexpected.any.exact().map(|answered| 1.0 - answered),
            Self::LeftOutSilence => left_out?.answered.any.exact().map(|answered| 1.0 - answered),
            Self::LeftOutRecallAt99 => left_out?.recall_at_99.recall.exact(),
        }
    }
}
