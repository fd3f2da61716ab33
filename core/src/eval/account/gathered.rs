//! The events of a text that one article has to do with.

use crate::eval::gathering::Room;
use crate::eval::sighting::{Sighting, Watch};

use super::seen;
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
    /// How many events were read.
    pub(super) read: usize,
    /// What was said of the reading.
    pub(super) notes: Vec<Note>,
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

    /// Keeps the event if it bears on the article: by the same measure and up to the same limit as a scan, which keeps events
    /// for other articles too.
    fn keep(&mut self, event: Event) {
        let symptoms = self.rule.symptoms.iter();
        let looks: Vec<_> = symptoms
            .zip(&self.watches)
            .map(|(symptom, watch)| Some(seen(symptom, &event)).filter(|seen| watch.wants(*seen)))
            .collect();
        let room = self.kept.len() < Room::FULL.events && self.kept_text < Room::FULL.text;
        if !room || looks.iter().all(Option::is_none) {
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

    fn finish(self) -> Gathered {
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
        notes.sort_by_key(|note| note.span.bytes.start);
        Gathered { events, bearing, sightings, nearest, read: self.read, notes }
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
