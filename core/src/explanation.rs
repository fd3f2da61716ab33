//! Why one article matches a text, or does not: everything that was looked at, with its value.
//!
//! Its JSON is a public interface, version [`VERSION`]; its schema is `docs/explain.schema.json`. Spans count bytes of the
//! caller's input, as in a [`Report`](crate::Report).

use crate::Verdict;
use crate::passages::Passages;
use crate::report::{EventSummary, Note, Place};
use crate::symptom::Truth;
use serde::{Deserialize, Serialize};

/// The version of the explanation's JSON. It is raised when a reader of the old one would misunderstand the new one.
pub const VERSION: u32 = 1;

/// Why one article matches a text, or does not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// [`VERSION`]
    pub version: u32,
    /// The article's id.
    pub article: String,
    /// Its title.
    pub title: String,
    /// The verdict of a scan; `None` where a scan would not name the article.
    pub verdict: Option<Verdict>,
    /// Bits of information in the evidence: the score of a scan, or what there is when a scan would not name the article.
    pub score: f64,
    /// So many bits of evidence are needed for a verdict when the condition is not true.
    pub specific: f64,
    /// How many events were read.
    pub read: usize,
    /// The events that are shown, in the order of the input.
    pub events: Vec<EventSummary>,
    /// The condition that makes the article match.
    #[serde(rename = "match")]
    pub matches: ConditionValue,
    /// The conditions of its named causes.
    pub causes: Vec<CauseValue>,
    /// The conditions that raise its rank.
    pub supports: Vec<ConditionValue>,
    /// What keeps it from a match; empty for a match.
    pub deciding: Vec<Deciding>,
    /// Its symptoms, in the order of the article.
    pub symptoms: Vec<SymptomValue>,
    /// What the user should know of the reading.
    pub notes: Vec<Note>,
}

/// A formula in which every part has its value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "op", rename_all = "snake_case")]
pub enum Tree<L> {
    /// A leaf, which knows its value.
    Leaf(L),
    /// All of them.
    All {
        /// The value.
        truth: Truth,
        /// The parts.
        of: Vec<Tree<L>>,
    },
    /// At least so many of them.
    AtLeast {
        /// The value.
        truth: Truth,
        /// So many; 1 is *or*.
        at_least: u32,
        /// The parts.
        of: Vec<Tree<L>>,
    },
    /// Not so.
    Not {
        /// The value.
        truth: Truth,
        /// The part.
        of: Box<Tree<L>>,
    },
}

impl<L> Tree<L> {
    /// All leaves, in order.
    pub fn leaves(&self) -> Vec<&L> {
        match self {
            Self::Leaf(leaf) => vec![leaf],
            Self::Not { of, .. } => of.leaves(),
            Self::All { of, .. } | Self::AtLeast { of, .. } => of.iter().flat_map(Self::leaves).collect(),
        }
    }

    fn leaves_mut(&mut self) -> Vec<&mut L> {
        match self {
            Self::Leaf(leaf) => vec![leaf],
            Self::Not { of, .. } => of.leaves_mut(),
            Self::All { of, .. } | Self::AtLeast { of, .. } => {
                of.iter_mut().flat_map(Self::leaves_mut).collect()
            }
        }
    }
}

/// A condition over all events, with its value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConditionValue {
    /// The value.
    pub truth: Truth,
    /// What it is made of.
    #[serde(flatten)]
    pub form: ConditionForm,
}

/// What a condition is made of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConditionForm {
    /// Symptoms under `and`, `or`, `not`.
    Formula(Tree<SymptomTruth>),
    /// Several events in relation to each other.
    Correlation(CorrelationValue),
}

/// The condition of a named cause.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CauseValue {
    /// The cause's name in the article.
    pub name: String,
    /// Its title.
    pub title: String,
    /// When it holds, and whether it does.
    pub when: ConditionValue,
}

/// A symptom in a condition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SymptomTruth {
    /// Its name.
    pub symptom: String,
    /// Its value there. Behind *not*, what the text does not show counts as absent.
    pub truth: Truth,
    /// Whether it stands under an odd number of negations.
    pub negated: bool,
}

/// Several events in relation to each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrelationValue {
    /// The relation.
    pub relation: Relation,
    /// The symptoms that it asks for.
    pub symptoms: Vec<SymptomTruth>,
    /// How many events, for a count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least: Option<u32>,
    /// The symptom that must not come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub without: Option<SymptomTruth>,
    /// The longest time between the first and the last event, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within_ms: Option<u64>,
    /// The fields in which the events agree.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<String>,
    /// How many events make it true; 0 when it is not.
    pub found: usize,
}

/// How the events of a correlation relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// In this order.
    Sequence,
    /// In any order.
    Together,
    /// So many of one.
    Count,
}

/// What keeps an article from a match.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Deciding {
    /// The symptom it belongs to; of a correlation, its symptoms.
    pub symptom: String,
    /// The predicate as an author writes it; absent when a whole event, or a relation of events, is lacking.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub predicate: Option<String>,
    /// What was needed, in words.
    pub expected: String,
    /// The value of the predicate, or of the symptom.
    pub truth: Truth,
    /// What the text says; empty when nothing was found.
    pub found: String,
    /// Index into [`Explanation::events`]; absent when no event is near.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<usize>,
    /// The words; empty when nothing was found.
    pub spans: Vec<Place>,
}

/// What the text says of one symptom.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SymptomValue {
    /// Its name.
    pub name: String,
    /// What all events together say.
    pub status: Status,
    /// The same as a value in a condition, not behind *not*.
    pub truth: Truth,
    /// On how many events it is true.
    pub hits: usize,
    /// How many events bear on it; those beyond [`SymptomValue::shown`] are left out.
    pub bearing: usize,
    /// The events that bear on it: the ones that the answer rests on first, then the surest, the most specific, the newest.
    /// Where none does, the one that comes nearest.
    pub shown: Vec<EventValue>,
}

/// What all events together say of one symptom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It is true on an event.
    Seen,
    /// It is unknown on an event with specific evidence.
    Partly,
    /// It is false on an event in spite of specific evidence.
    Contradicted,
    /// No event bears on it.
    Absent,
}

/// One symptom on one event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventValue {
    /// Index into [`Explanation::events`].
    pub event: usize,
    /// The symptom's value on it.
    pub truth: Truth,
    /// Bits of information in the predicates that are true and meant to be; 0 on an event with another event id.
    pub bits: f64,
    /// Whether the event bears on the symptom: it is true there, or there is enough evidence.
    pub bears: bool,
    /// The predicates.
    pub formula: Tree<PredicateValue>,
}

/// One predicate on one event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PredicateValue {
    /// As an author writes it: `Resource|startswith: https://...`
    pub predicate: String,
    /// What it looks for, in words.
    pub expected: String,
    /// Its value there. Behind *not*, what the event does not show counts as absent.
    pub truth: Truth,
    /// Whether it stands under an odd number of negations.
    pub negated: bool,
    /// What it found: the words that make it true, or the value that makes it false; empty when there is none. Shortened as in
    /// a report.
    pub found: String,
    /// Where that stands.
    pub spans: Vec<Place>,
    /// How much it says when it is true, in bits.
    pub bits: f64,
}

impl Explanation {
    /// Numbers the lines of all places. `passages` is the whole input.
    pub(crate) fn count_lines(&mut self, passages: &Passages<'_>) {
        let number = |place: &mut Place| {
            place.line = passages.text_span(place.bytes).map_or(1, |span| passages.line(span.start));
        };
        self.events.iter_mut().map(|event| &mut event.span).for_each(number);
        self.notes.iter_mut().map(|note| &mut note.span).for_each(number);
        self.deciding.iter_mut().flat_map(|deciding| &mut deciding.spans).for_each(number);
        let shown = self.symptoms.iter_mut().flat_map(|symptom| &mut symptom.shown);
        let leaves = shown.flat_map(|shown| shown.formula.leaves_mut());
        leaves.flat_map(|leaf| &mut leaf.spans).for_each(number);
    }
}
