//! Several events in relation to each other.
//!
//! A correlation is evaluated twice: once on what is certain (events on which the symptoms are true, times that differ, nothing
//! that might forbid it), and once on what is possible. Certain makes it true; not even possible makes it false; else it is
//! unknown. Cost: O(n log n) in the events that bear on it.

use super::sighting::{Sighting, Status};
use crate::arrange::Arrange as _;
use crate::event::{Event, FieldKey};
use crate::symptom::{CompiledRule, Condition, Correlation, Pattern, SymptomId, Truth};
use crate::text::fold;
use crate::time::Clock;
use std::collections::BTreeMap;

/// The value of `correlation`, and the events that make it true, each with the symptom that it is.
pub(super) fn correlate(
    correlation: &Correlation,
    sightings: &[Sighting],
    events: &[Event],
) -> (Truth, Vec<(SymptomId, usize)>) {
    let certain = Search::new(correlation, sightings, events, true).run();
    if let Some(found) = certain {
        return (Truth::True, found);
    }
    let status = |id: &SymptomId| sightings[id.index()].status;
    let parts = correlation.pattern.symptoms();
    if parts.iter().any(|id| matches!(status(id), Status::Contradicted(_))) {
        return (Truth::False, Vec::new());
    }
    let shown = parts.iter().all(|id| matches!(status(id), Status::Seen(_) | Status::Partly(_)));
    let counted = matches!(correlation.pattern, Pattern::Count { .. });
    let possible = !shown || counted || Search::new(correlation, sightings, events, false).run().is_some();
    (if possible { Truth::Unknown } else { Truth::False }, Vec::new())
}

/// Marks the events that a rule's correlations may still need when more events come: see [`needed`].
pub(super) fn mark_needed(rule: &CompiledRule, sightings: &[Sighting], events: &[Event], marks: &mut [bool]) {
    for condition in rule.conditions() {
        if let Condition::Correlation(correlation) = condition {
            needed(correlation, sightings, events).into_iter().for_each(|event| marks[event] = true);
        }
    }
}

/// The events that `correlation` may still need when more events come in the order of time or against it: those that make it
/// true by now; those near the first and the last time, where a window may still fill; and where no window is asked for, the first
/// and the last of every symptom in every group. Cost: as [`correlate`].
fn needed(correlation: &Correlation, sightings: &[Sighting], events: &[Event]) -> Vec<usize> {
    let certain = Search::new(correlation, sightings, events, true);
    let possible = Search::new(correlation, sightings, events, false);
    let found = certain.run();
    let settled = found.is_some() && correlation.without.is_none();
    let mut needed: Vec<usize> = found.into_iter().flatten().map(|(_, event)| event).collect();
    if !settled {
        needed.extend(possible.run().into_iter().flatten().map(|(_, event)| event));
        certain.ends(&mut needed);
        possible.ends(&mut needed);
    }
    needed
}

/// The event that keeps `correlation` from being true: all that it asks for is there, and so is what must not be there with it.
pub(super) fn blocker(correlation: &Correlation, sightings: &[Sighting], events: &[Event]) -> Option<usize> {
    let search = Search::new(correlation, sightings, events, true);
    search.groups().into_values().find_map(|mut group| {
        let mut blockers = std::mem::take(&mut group.blockers);
        let first = search.find(&mut group)?.iter().map(|hit| hit.time).min()?;
        blockers.arrange_by(Ord::cmp);
        search.blocking(&blockers, first)
    })
}

struct Search<'a> {
    correlation: &'a Correlation,
    sightings: &'a [Sighting],
    events: &'a [Event],
    certain: bool,
    /// Whether the times count.
    timed: bool,
}

/// An event that is one of the symptoms. `part` is its place in the pattern.
#[derive(Clone, Copy, Debug)]
struct Hit {
    part: usize,
    event: usize,
    /// Milliseconds; 0 where time does not matter.
    time: i64,
}

#[derive(Default)]
struct Group {
    hits: Vec<Hit>,
    /// Times and places of the events that must not be there.
    blockers: Vec<(i64, usize)>,
}

/// The clock of the times, or the lack of one; the event itself, where it is alone because nothing tells when it was; and the values
/// of the `by` fields.
type Key = (Option<Clock>, Option<usize>, Vec<String>);

impl<'a> Search<'a> {
    fn new(
        correlation: &'a Correlation,
        sightings: &'a [Sighting],
        events: &'a [Event],
        certain: bool,
    ) -> Self {
        let mut search = Self { correlation, sightings, events, certain, timed: false };
        // Times of several clocks do not compare: any order of them is possible, none is certain.
        search.timed = search.needs_time() && (certain || search.is_of_one_clock());
        search
    }

    fn is_of_one_clock(&self) -> bool {
        let parts = self.correlation.pattern.symptoms().iter();
        let mut clocks = parts
            .flat_map(|id| &self.sightings[id.index()].events)
            .filter_map(|&(at, _)| Some(self.events[at].time()?.clock()));
        let first = clocks.next();
        clocks.all(|clock| Some(clock) == first)
    }
}

impl Search<'_> {
    fn run(&self) -> Option<Vec<(SymptomId, usize)>> {
        let parts = self.correlation.pattern.symptoms();
        self.groups().into_values().find_map(|mut group| {
            let hits = self.find(&mut group)?;
            Some(hits.into_iter().map(|hit| (parts[hit.part], hit.event)).collect())
        })
    }

    /// The hits in a group that make the pattern.
    fn find(&self, group: &mut Group) -> Option<Vec<Hit>> {
        group.hits.arrange_by_key(|hit| (hit.time, hit.event, hit.part));
        group.blockers.arrange_by(Ord::cmp);
        match &self.correlation.pattern {
            Pattern::Sequence(parts) => self.sequence(group, parts.len()),
            Pattern::Together(parts) => self.window(group, parts.len(), 1),
            Pattern::Count { at_least, .. } => self.window(group, 1, *at_least as usize),
        }
    }

    /// Of every group, the events near its first and its last time.
    fn ends(&self, needed: &mut Vec<usize>) {
        let parts = self.correlation.pattern.symptoms();
        let asked =
            parts.iter().copied().enumerate().chain(self.correlation.without.map(|id| (parts.len(), id)));
        let mut groups: BTreeMap<Key, Vec<Hit>> = BTreeMap::new();
        for (part, id) in asked {
            for (event, time, key) in self.placed(id, false) {
                groups.entry(key).or_default().push(Hit { part, event, time });
            }
        }
        let each = match &self.correlation.pattern {
            Pattern::Count { at_least, .. } => *at_least as usize,
            _ => 1,
        };
        for mut hits in groups.into_values() {
            hits.arrange_by_key(|hit| (hit.time, hit.event));
            let Some((first, last)) =
                hits.first().zip(hits.last()).map(|(first, last)| (first.time, last.time))
            else {
                continue;
            };
            self.end(hits.iter(), first, each, needed);
            self.end(hits.iter().rev(), last, each, needed);
        }
    }

    /// Of `hits`, beginning at `time`, the first `each` of every symptom, and those in its window.
    fn end<'h>(&self, hits: impl Iterator<Item = &'h Hit>, time: i64, each: usize, needed: &mut Vec<usize>) {
        let mut seen = vec![0; self.correlation.pattern.symptoms().len() + 1];
        let windowed = self.correlation.within_ms.is_some();
        for hit in hits {
            seen[hit.part] += 1;
            if seen[hit.part] <= each || windowed && self.fits(time, hit.time) {
                needed.push(hit.event);
            }
        }
    }

    fn needs_time(&self) -> bool {
        self.correlation.within_ms.is_some() || matches!(self.correlation.pattern, Pattern::Sequence(_))
    }

    /// The hits by group. An event that cannot be placed in time is certain to come together with itself alone: it is a group
    /// of its own in a certain search, and one with all others of its kind in a possible one. Events without a value to group by are
    /// left out of a certain search.
    fn groups(&self) -> BTreeMap<Key, Group> {
        let mut groups: BTreeMap<Key, Group> = BTreeMap::new();
        for (part, id) in self.correlation.pattern.symptoms().iter().enumerate() {
            for (event, time, key) in self.placed(*id, self.certain) {
                groups.entry(key).or_default().hits.push(Hit { part, event, time });
            }
        }
        if let Some(id) = self.correlation.without {
            // What might forbid it does so when we ask what is certain.
            for (event, time, key) in self.placed(id, !self.certain) {
                if let Some(group) = groups.get_mut(&key) {
                    group.blockers.push((time, event));
                }
            }
        }
        groups
    }

    fn placed(&self, id: SymptomId, only_true: bool) -> impl Iterator<Item = (usize, i64, Key)> {
        let events = self.sightings[id.index()].events.iter();
        events.filter(move |(_, truth)| !only_true || *truth == Truth::True).filter_map(|&(at, _)| {
            let event = &self.events[at];
            let (clock, time) = match event.time() {
                _ if !self.timed => (Some(Clock::Utc), 0),
                Some(time) => (Some(time.clock()), time.millis()),
                None => (None, 0),
            };
            let by: Option<Vec<String>> =
                self.correlation.by.iter().map(|key| group_value(event, key)).collect();
            if by.is_none() && self.certain {
                return None;
            }
            let alone = (clock.is_none() && self.certain).then_some(at);
            Some((at, time, (clock, alone, by.unwrap_or_default())))
        })
    }

    fn blocked(&self, group: &Group, start: i64) -> bool {
        self.blocking(&group.blockers, start).is_some()
    }

    /// The first of these events, in order, that lies in the window from `start` on.
    fn blocking(&self, blockers: &[(i64, usize)], start: i64) -> Option<usize> {
        let first = match self.correlation.within_ms {
            None => 0,
            Some(_) => blockers.partition_point(|&(time, _)| time < start),
        };
        blockers.get(first).filter(|&&(time, _)| self.fits(start, time)).map(|&(_, event)| event)
    }

    fn fits(&self, start: i64, end: i64) -> bool {
        self.correlation.within_ms.is_none_or(|within| start.abs_diff(end) <= within)
    }

    /// The symptoms in order. For each number of parts, keeps the chain that began last: no other can reach further.
    fn sequence(&self, group: &Group, parts: usize) -> Option<Vec<Hit>> {
        let mut chains: Vec<Option<Vec<Hit>>> = vec![None; parts];
        for moment in group.hits.chunk_by(|a, b| self.certain && a.time == b.time) {
            let before = chains.clone();
            for hit in moment {
                let chain = match hit.part.checked_sub(1) {
                    None if self.blocked(group, hit.time) => continue,
                    None => vec![*hit],
                    Some(previous) => {
                        let Some(mut chain) = before[previous].clone() else { continue };
                        chain.push(*hit);
                        chain
                    }
                };
                if !self.fits(chain[0].time, hit.time) {
                    continue;
                }
                if chain.len() == parts {
                    return Some(chain);
                }
                chains[hit.part] = Some(chain);
            }
        }
        // Without times that differ the order of two events is open: possible in whatever order they stand.
        let tie = |pair: &[Hit]| pair[0].time == pair[1].time && pair[0].event != pair[1].event;
        let open = !self.certain && group.hits.windows(2).any(tie);
        if open { self.window(group, parts, 1) } else { None }
    }

    /// At least `each` hits of every part, in one window.
    fn window(&self, group: &Group, parts: usize, each: usize) -> Option<Vec<Hit>> {
        let mut counts = vec![0_usize; parts];
        let (mut full, mut end) = (0, 0);
        for (start, first) in group.hits.iter().enumerate() {
            while let Some(hit) = group.hits.get(end).filter(|hit| self.fits(first.time, hit.time)) {
                counts[hit.part] += 1;
                full += usize::from(counts[hit.part] == each);
                end += 1;
            }
            if full == parts && !self.blocked(group, first.time) {
                return Some(representatives(&group.hits[start..end], parts, each));
            }
            full -= usize::from(counts[first.part] == each);
            counts[first.part] -= 1;
        }
        None
    }
}

/// The first `each` hits of every part.
fn representatives(hits: &[Hit], parts: usize, each: usize) -> Vec<Hit> {
    let of = |part| hits.iter().filter(move |hit| hit.part == part).take(each);
    (0..parts).flat_map(of).copied().collect()
}

fn group_value(event: &Event, key: &FieldKey) -> Option<String> {
    let value = event.fields_named(key).find_map(|field| event.normal_value(field))?;
    Some(fold(&value))
}
