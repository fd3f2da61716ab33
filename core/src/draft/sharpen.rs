//! Which predicates a draft has: enough to be specific, and what tells the event from those that must not match.

use super::Line;
use super::candidates::{Candidates, of_other};
use crate::eval::{SPECIFIC, bits_alone};
use crate::event::Event;
use crate::symptom::Truth;

/// So many predicates are added for the sake of other texts. A symptom with more fits one event and no other.
const MAX_ADDED: usize = 6;

/// The predicates, and the texts of `against` of which they are true all the same.
pub(super) fn sharpened(
    event: &Event,
    candidates: &Candidates,
    against: &[Vec<Event>],
) -> (Vec<Line>, Vec<usize>) {
    let mut lines = specific(candidates);
    if lines.is_empty() {
        return (lines, Vec::new());
    }
    let mut others = confused(&lines, against);
    for _ in 0..MAX_ADDED {
        if others.is_empty() {
            break;
        }
        let Some(line) = best(event, candidates, &others) else { break };
        lines.push(line);
        others = confused(&lines, against);
    }
    let mut confused_with: Vec<usize> = others.into_iter().map(|(text, _)| text).collect();
    confused_with.dedup();
    (lines, confused_with)
}

/// As few predicates as make the event specific: what it is, the code it fails with, and else its words.
fn specific(candidates: &Candidates) -> Vec<Line> {
    let mut lines: Vec<Line> = candidates.identity.iter().chain(&candidates.codes).cloned().collect();
    let mut bits: f64 = lines.iter().map(|line| bits_alone(&line.predicate)).sum();
    for line in candidates.words.iter().chain(&candidates.fields).chain(&candidates.header) {
        if bits >= SPECIFIC {
            break;
        }
        bits += bits_alone(&line.predicate);
        lines.push(line.clone());
    }
    lines
}

/// The events of which all lines are true, each with the number of its text.
fn confused<'e>(lines: &[Line], against: &'e [Vec<Event>]) -> Vec<(usize, &'e Event)> {
    let all =
        against.iter().enumerate().flat_map(|(text, events)| events.iter().map(move |event| (text, event)));
    all.filter(|(_, event)| lines.iter().all(|line| line.truth(event) == Truth::True)).collect()
}

/// The line that is true of `event` and of the fewest of `others`; what the event has before what others have. `None` when none
/// helps.
fn best(event: &Event, candidates: &Candidates, others: &[(usize, &Event)]) -> Option<Line> {
    let left = |line: &Line| others.iter().filter(|(_, other)| line.truth(other) == Truth::True).count();
    let own = candidates.all().map(|line| (left(line), line.clone())).min_by_key(|(left, _)| *left);
    if let Some((left, line)) = own
        && left < others.len()
    {
        return Some(line);
    }
    let (_, first) = others.first()?;
    let negated = of_other(first).into_iter().filter(|line| line.truth(event) == Truth::True);
    let (left, line) = negated.map(|line| (left(&line), line)).min_by_key(|(left, _)| *left)?;
    (left < others.len()).then_some(line)
}
