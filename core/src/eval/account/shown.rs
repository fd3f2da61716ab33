//! Which events are shown of a symptom.

use super::seen;
use crate::arrange::{Arrange as _, gathered};
use crate::eval::Evaluation;
use crate::eval::sighting::Seen;
use crate::symptom::{Condition, SymptomId, Truth};
use crate::time::Clock;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// So many events are shown of a symptom, and those that the answer rests on, up to a limit of their own: a count may rest on
/// thousands.
const MAX_SHOWN: usize = 5;
const MAX_RESTED_ON: usize = 20;

/// An event that bears on a symptom.
struct Bearing {
    at: usize,
    truth: Truth,
    bits: f64,
    rested_on: bool,
    /// The clock and the milliseconds on it: the newest first.
    time: Option<(Clock, Reverse<i64>)>,
}

/// The events that bear on a symptom, best first.
pub(super) struct Shown {
    /// Their places, as many as are shown.
    pub(super) events: Vec<usize>,
    /// On how many the symptom is true.
    pub(super) hits: usize,
    /// How many there are.
    pub(super) bearing: usize,
}

/// The events to show of a symptom: those of `evaluation` before `limit` that bear on it. `rests_on` are the events of which the
/// conditions speak.
pub(super) fn shown(
    evaluation: &Evaluation<'_>,
    id: SymptomId,
    limit: usize,
    rests_on: &BTreeSet<(SymptomId, usize)>,
) -> Shown {
    let mut found: Vec<Bearing> = (0..limit).filter_map(|at| bearing(evaluation, id, at, rests_on)).collect();
    found.arrange_by(|a, b| {
        let sure = b.rested_on.cmp(&a.rested_on).then(b.truth.cmp(&a.truth));
        sure.then(b.bits.total_cmp(&a.bits)).then(a.time.cmp(&b.time)).then(a.at.cmp(&b.at))
    });
    let rested_on = found.iter().filter(|bearing| bearing.rested_on).count().min(MAX_RESTED_ON);
    Shown {
        events: found.iter().take(rested_on.max(MAX_SHOWN)).map(|bearing| bearing.at).collect(),
        hits: found.iter().filter(|bearing| bearing.truth == Truth::True).count(),
        bearing: found.len(),
    }
}

fn bearing(
    evaluation: &Evaluation<'_>,
    id: SymptomId,
    at: usize,
    rests_on: &BTreeSet<(SymptomId, usize)>,
) -> Option<Bearing> {
    let event = &evaluation.events[at];
    let seen = seen(evaluation.symptom(id), event);
    let rested_on = rests_on.contains(&(id, at)) || evaluation.sighting(id).status.event() == Some(at);
    let time = event.time().map(|time| (time.clock(), Reverse(time.millis())));
    let Seen { truth, bits } = seen;
    (seen.bears() || rested_on).then_some(Bearing { at, truth, bits, rested_on, time })
}

/// The events of which the article's conditions speak, each with the symptom that it is.
pub(super) fn rests_on(evaluation: &Evaluation<'_>) -> BTreeSet<(SymptomId, usize)> {
    let conditions = evaluation.rule.conditions();
    gathered(conditions.flat_map(|condition: &Condition| evaluation.value(condition).rests_on))
}
