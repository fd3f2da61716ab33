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
#[derive(Clone, Copy, Debug, Default)]
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

/// What one event says of one symptom.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    truth: Truth,
    bits: f64,
}

/// One symptom, and what the events so far say of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Watch {
    seen: Best,
    partly: Best,
    contradicted: Best,
    /// The events on which it is true, and those on which it is unknown with specific evidence.
    events: Vec<(usize, Truth)>,
}

impl Watch {
    /// What `event` says of `symptom`, if that matters after what was seen so far. Cost: the sum of its predicates' costs.
    pub(super) fn look(&self, symptom: &Symptom, event: &Event, information: &Information) -> Option<Seen> {
        let (truth, bits) = evaluate(&symptom.expr, event, information);
        let matters = match truth {
            Truth::True => true,
            Truth::Unknown => bits >= SPECIFIC,
            Truth::False => bits >= SPECIFIC && bits > self.contradicted.bits(),
        };
        matters.then_some(Seen { truth, bits })
    }

    /// Remembers what an event says.
    pub(super) fn add(&mut self, event: usize, Seen { truth, bits }: Seen) {
        match truth {
            Truth::True => self.seen.offer(event, bits),
            Truth::Unknown => self.partly.offer(event, bits),
            Truth::False => return self.contradicted.offer(event, bits),
        }
        self.events.push((event, truth));
    }

    /// What all events together say.
    pub(super) fn sighting(&self) -> Sighting {
        let status = match (self.seen.0, self.partly.0, self.contradicted.0) {
            (Some((event, _)), ..) => Status::Seen(event),
            (None, Some((event, bits)), _) if bits > self.contradicted.bits() => Status::Partly(event),
            (None, _, Some((event, _))) => Status::Contradicted(event),
            (None, ..) => Status::Absent,
        };
        Sighting { status, events: self.events.clone() }
    }
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
