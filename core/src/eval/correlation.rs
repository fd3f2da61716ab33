//! Several events in relation to each other.
//!
//! A correlation is evaluated twice: once on what is certain (events on which the symptoms are true, times that differ, nothing
//! that might forbid it), and once on what is possible. Certain makes it true; not even possible makes it false; else it is
//! unknown. Cost: O(n log n) in the events that bear on it.

use super::sighting::{Sighting, Status};
use crate::event::{Event, FieldKey};
use crate::symptom::{Correlation, Pattern, SymptomId, Truth};
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

/// The events that `correlation` may still need when more events come in the order of time or against it: those that make it
/// true by now; those near the first and the last time, where a window may still fill; and where no window is asked for, the first
/// and the last of every symptom in every group. Cost: as [`correlate`].
pub(super) fn needed(correlation: &Correlation, sightings: &[Sighting], events: &[Event]) -> Vec<usize> {
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
    blockers: Vec<i64>,
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
            group.hits.sort_by_key(|hit| (hit.time, hit.event, hit.part));
            group.blockers.sort_unstable();
            let events = match &self.correlation.pattern {
                Pattern::Sequence(_) => self.sequence(&group, parts.len()),
                Pattern::Together(_) => self.window(&group, parts.len(), 1),
                Pattern::Count { at_least, .. } => self.window(&group, 1, *at_least as usize),
            }?;
            Some(events.into_iter().map(|hit| (parts[hit.part], hit.event)).collect())
        })
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
            hits.sort_by_key(|hit| (hit.time, hit.event));
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
            for (_, time, key) in self.placed(id, !self.certain) {
                if let Some(group) = groups.get_mut(&key) {
                    group.blockers.push(time);
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
        match self.correlation.within_ms {
            None => !group.blockers.is_empty(),
            Some(_) => {
                let first = group.blockers.partition_point(|&t| t < start);
                group.blockers.get(first).is_some_and(|&t| self.fits(start, t))
            }
        }
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
