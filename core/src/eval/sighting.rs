//! One symptom over all events: where it was seen, and how surely.

use super::weight::{SPECIFIC, tenths};
use crate::symptom::{Expr, Shared, Truth};

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
    pub(super) truth: Truth,
    pub(super) bits: f64,
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
    /// Whether what an event says matters after what was seen so far.
    pub(super) fn wants(&self, Seen { truth, bits }: Seen) -> bool {
        match truth {
            Truth::True => true,
            Truth::Unknown => bits >= SPECIFIC,
            Truth::False => bits >= SPECIFIC && bits > self.contradicted.bits(),
        }
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

    /// The events that its status rests on.
    pub(super) fn best(&self) -> impl Iterator<Item = usize> {
        [self.seen, self.partly, self.contradicted].into_iter().filter_map(|best| Some(best.0?.0))
    }

    /// The events on which it is true.
    pub(super) fn true_events(&self) -> impl Iterator<Item = usize> {
        self.events.iter().filter(|(_, truth)| *truth == Truth::True).map(|&(event, _)| event)
    }

    /// Gives every event the number that `numbers` has for it, and forgets those that it has none for.
    pub(super) fn renumber(&mut self, numbers: &[Option<usize>]) {
        for best in [&mut self.seen, &mut self.partly, &mut self.contradicted] {
            best.0 = best.0.and_then(|(event, bits)| Some((numbers[event]?, bits)));
        }
        self.events =
            self.events.iter().filter_map(|&(event, truth)| Some((numbers[event]?, truth))).collect();
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

impl Seen {
    /// Whether the event bears on the symptom.
    pub(super) fn bears(self) -> bool {
        self.truth == Truth::True || self.bits >= SPECIFIC
    }

    /// The value of a symptom's formula on one event, and the information of the predicates that are true and meant to be, each
    /// once: none on an event with another event id, which is another event and says nothing against this one. `truth` gives the
    /// value of a leaf, which may be asked for more than once; the memory of `counted` is used.
    pub(super) fn of(
        expr: &Expr<Shared>,
        counted: &mut Vec<u32>,
        truth: &mut impl FnMut(&Shared, bool) -> Truth,
    ) -> Self {
        counted.clear();
        let mut bits = 0.0;
        let mut same_id = None;
        let truth = expr.value(&mut |leaf, negated| {
            let truth = truth(leaf, negated);
            if truth == Truth::True && !negated && !counted.contains(&leaf.id) {
                counted.push(leaf.id);
                bits += leaf.bits;
            }
            if !negated && truth != Truth::Unknown && leaf.predicate.is_event_id() {
                same_id = Some(same_id == Some(true) || truth == Truth::True);
            }
            truth
        });
        Self { truth, bits: if same_id == Some(false) { 0.0 } else { tenths(bits) } }
    }
}

impl Sighting {
    /// Of a symptom that no event bears on.
    pub(super) fn absent() -> Self {
        Self { status: Status::Absent, events: Vec::new() }
    }
}
