//! The events of a text that one article has to do with.

use super::seen;
use crate::arrange::Arrange as _;
use crate::eval::correlation::mark_needed;
use crate::eval::gathering::Room;
use crate::eval::sighting::{Sighting, Watch};
use crate::eval::test::leaf;
use crate::event::Event;
use crate::read::{Reading, Windows};
use crate::report::Note;
use crate::symptom::{CompiledRule, Shared, Symptom, Truth};
use crate::{Input, Span};

/// The events that bear on an article, as a scan would keep them, and for each symptom the one that comes nearest.
pub(super) struct Gathered {
    /// The events that bear on the article, in order; behind them the nearest ones.
    pub(super) events: Vec<Event>,
    /// How many of the events bear on the article.
    pub(super) bearing: usize,
    /// For each symptom, what the events say of it.
    pub(super) sightings: Vec<Sighting>,
    /// For each symptom, the place in `events` of the one that comes nearest.
    pub(super) nearest: Vec<Option<usize>>,
    /// For each symptom, how many events that bear on it were forgotten.
    pub(super) forgotten: Vec<Forgotten>,
    /// How many events were read.
    pub(super) read: usize,
    /// What was said of the reading.
    pub(super) notes: Vec<Note>,
}

/// Events that no verdict can need any more.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Forgotten {
    /// On so many the symptom is true.
    pub(super) hits: usize,
    /// So many bear on it.
    pub(super) bearing: usize,
}

/// How near an event comes to a symptom: the bits of what is true, and how much is.
type Nearness = (f64, usize);

struct Gatherer<'a> {
    rule: &'a CompiledRule,
    input: &'a Input<'a>,
    watches: Vec<Watch>,
    kept: Vec<Event>,
    kept_text: usize,
    nearest: Vec<Option<(Nearness, Event)>>,
    forgotten: Vec<Forgotten>,
    /// The first event for which there was no room.
    overflow: Option<Span>,
    read: usize,
    reading: Reading,
}

impl Gathered {
    /// Reads `input`. Cost: every predicate of the article on every event, twice.
    pub(super) fn of(rule: &CompiledRule, input: &Input<'_>) -> Self {
        let symptoms = rule.symptoms.len();
        let mut gatherer = Gatherer {
            rule,
            input,
            watches: vec![Watch::default(); symptoms],
            kept: Vec::new(),
            kept_text: 0,
            nearest: (0..symptoms).map(|_| None).collect(),
            forgotten: vec![Forgotten::default(); symptoms],
            overflow: None,
            read: 0,
            reading: Reading::default(),
        };
        gatherer.take(Reading::of_input(input));
        Windows::new(input.text()).for_each(|(_, reading)| gatherer.take(reading));
        gatherer.finish()
    }
}

impl Gatherer<'_> {
    fn take(&mut self, reading: Reading) {
        for event in reading.events {
            self.read += 1;
            self.offer(&event);
            self.keep(event);
        }
        for note in reading.notes {
            let span = self.input.source_span(note.span.bytes).into();
            self.reading.note(Note { span, ..note });
        }
    }

    /// Remembers the event for the symptoms that it comes nearest to so far.
    fn offer(&mut self, event: &Event) {
        for (symptom, best) in self.rule.symptoms.iter().zip(&mut self.nearest) {
            let near = nearness(symptom, event);
            if best.as_ref().is_none_or(|(so_far, _)| near > *so_far) {
                *best = Some((near, relocated(event.clone(), self.input)));
            }
        }
    }

    /// Keeps the event if it bears on the article: by the same measure and in the same room as a scan, which keeps events for
    /// other articles too.
    fn keep(&mut self, event: Event) {
        let symptoms = self.rule.symptoms.iter();
        let looks: Vec<_> = symptoms
            .zip(&self.watches)
            .map(|(symptom, watch)| Some(seen(symptom, &event)).filter(|seen| watch.wants(*seen)))
            .collect();
        if looks.iter().all(Option::is_none) || !self.has_room(&event) {
            return;
        }
        for (watch, seen) in self.watches.iter_mut().zip(looks) {
            if let Some(seen) = seen {
                watch.add(self.kept.len(), seen);
            }
        }
        self.kept_text += event.text().len();
        self.kept.push(relocated(event, self.input));
    }

    fn has_room(&mut self, event: &Event) -> bool {
        let is_full = |s: &Self| Room::FULL.is_taken(s.kept.len(), s.kept_text);
        if is_full(self) && self.overflow.is_none() {
            self.forget();
            if Room::FULL.is_mostly_taken(self.kept.len(), self.kept_text) {
                self.overflow = Some(self.input.source_span(event.span));
            }
        }
        !is_full(self)
    }

    /// Forgets the events that no verdict can need any more.
    fn forget(&mut self) {
        let sightings: Vec<Sighting> = self.watches.iter().map(Watch::sighting).collect();
        let mut needed = vec![false; self.kept.len()];
        self.watches.iter().flat_map(Watch::best).for_each(|event| needed[event] = true);
        mark_needed(self.rule, &sightings, &self.kept, &mut needed);
        let mut left = 0;
        let numbers = needed.iter().map(|needed| {
            left += usize::from(*needed);
            needed.then(|| left - 1)
        });
        let numbers: Vec<Option<usize>> = numbers.collect();
        self.watches.iter_mut().for_each(|watch| watch.renumber(&numbers));
        let all = std::mem::take(&mut self.kept);
        for (event, needed) in all.into_iter().zip(needed) {
            if needed { self.kept.push(event) } else { self.count_forgotten(&event) }
        }
        self.kept_text = self.kept.iter().map(|event| event.text().len()).sum();
    }

    fn count_forgotten(&mut self, event: &Event) {
        for (symptom, forgotten) in self.rule.symptoms.iter().zip(&mut self.forgotten) {
            let seen = seen(symptom, event);
            forgotten.hits += usize::from(seen.truth == Truth::True);
            forgotten.bearing += usize::from(seen.bears());
        }
    }

    fn finish(mut self) -> Gathered {
        if let Some(span) = self.overflow {
            self.reading.note(Room::FULL.note(span.into()));
        }
        let mut events = self.kept;
        let bearing = events.len();
        let nearest = self.nearest.into_iter().map(|best| {
            let (_, event) = best?;
            events.push(event);
            Some(events.len() - 1)
        });
        let nearest = nearest.collect();
        let sightings = self.watches.iter().map(Watch::sighting).collect();
        let mut notes = self.reading.notes;
        notes.arrange_by_key(|note| note.span.bytes.start);
        let forgotten = self.forgotten;
        Gathered { events, bearing, sightings, nearest, forgotten, read: self.read, notes }
    }
}

/// With its places in the bytes of the input.
fn relocated(mut event: Event, input: &Input<'_>) -> Event {
    event.relocate(|span: Span| input.source_span(span));
    event
}

fn nearness(symptom: &Symptom<Shared>, event: &Event) -> Nearness {
    let mut bits = 0.0;
    let mut counted: Vec<u32> = Vec::new();
    symptom.expr.for_each_leaf(&mut |shared, negated| {
        let new = !negated && !counted.contains(&shared.id);
        if new && leaf(&shared.predicate, negated, event).truth == Truth::True {
            bits += shared.bits;
            counted.push(shared.id);
        }
    });
    (bits, counted.len())
}
