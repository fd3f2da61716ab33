//! One symptom over all events: where it was seen, and how surely.

use super::information::{Information, SPECIFIC};
use super::test::leaf;
use crate::event::{Event, FieldKey, Header};
use crate::symptom::{Expr, Predicate, Subject, Symptom, Truth};

/// What all events together say of one symptom.
#[derive(Clone, Debug)]
pub(super) struct Sighting {
    pub(super) status: Status,
    /// The events on which it is true, and those on which it is unknown with specific evidence; in order.
    pub(super) events: Vec<(usize, Truth)>,
}

/// The value of a symptom over the whole text. An event that the text does not show is no evidence against it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Status {
    /// True on this event, the one with the most evidence.
    Seen(usize),
    /// Unknown on this event, with specific evidence.
    Partly(usize),
    /// False on this event, in spite of specific evidence.
    Contradicted(usize),
    /// No event bears on it.
    Absent,
}

impl Status {
    /// As a value in a condition. Behind *not*, what the text does not show counts as absent.
    pub(super) fn truth(self, negated: bool) -> Truth {
        match self {
            Self::Seen(_) => Truth::True,
            Self::Partly(_) => Truth::Unknown,
            Self::Contradicted(_) => Truth::False,
            Self::Absent if negated => Truth::False,
            Self::Absent => Truth::Unknown,
        }
    }

    /// The event that it rests on.
    pub(super) fn event(self) -> Option<usize> {
        match self {
            Self::Seen(event) | Self::Partly(event) | Self::Contradicted(event) => Some(event),
            Self::Absent => None,
        }
    }
}

/// The best of a kind so far: the first event with the most evidence.
#[derive(Clone, Copy, Default)]
struct Best(Option<(usize, f64)>);

impl Best {
    fn offer(&mut self, event: usize, bits: f64) {
        if self.0.is_none_or(|(_, best)| bits > best) {
            self.0 = Some((event, bits));
        }
    }

    fn bits(self) -> f64 {
        self.0.map_or(0.0, |(_, bits)| bits)
    }
}

/// Evaluates `symptom` on every event. Cost: the sum of its predicates' costs.
pub(super) fn look_for(symptom: &Symptom, events: &[Event], information: &Information) -> Sighting {
    let (mut seen, mut partly, mut contradicted) = (Best::default(), Best::default(), Best::default());
    let mut hits = Vec::new();
    for (at, event) in events.iter().enumerate() {
        let (truth, bits) = evaluate(&symptom.expr, event, information);
        match truth {
            Truth::True => seen.offer(at, bits),
            _ if bits < SPECIFIC => continue,
            Truth::Unknown => partly.offer(at, bits),
            Truth::False => {
                contradicted.offer(at, bits);
                continue;
            }
        }
        hits.push((at, truth));
    }
    let status = match (seen.0, partly.0, contradicted.0) {
        (Some((event, _)), ..) => Status::Seen(event),
        (None, Some((event, bits)), _) if bits > contradicted.bits() => Status::Partly(event),
        (None, _, Some((event, _))) => Status::Contradicted(event),
        (None, ..) => Status::Absent,
    };
    Sighting { status, events: hits }
}

/// The value of the formula on one event, and the information of the predicates that are true and meant to be: none on an
/// event with another event id, which is another event and says nothing against this one.
fn evaluate(expr: &Expr<Predicate>, event: &Event, information: &Information) -> (Truth, f64) {
    let mut bits = 0.0;
    let mut same_id = None;
    let truth = expr.value(&mut |predicate, negated| {
        let truth = leaf(predicate, negated, event).truth;
        if truth == Truth::True && !negated {
            bits += information.bits(predicate);
        }
        if is_event_id(predicate) && !negated && truth != Truth::Unknown {
            same_id = Some(same_id == Some(true) || truth == Truth::True);
        }
        truth
    });
    (truth, if same_id == Some(false) { 0.0 } else { bits })
}

fn is_event_id(predicate: &Predicate) -> bool {
    predicate.subject == Subject::Field(FieldKey::Header(Header::EventId))
}
