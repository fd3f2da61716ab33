//! What is remembered of the events that have gone by: enough for every verdict, and no more.

use super::watching::Watching;
use super::{Evaluation, explain, ranked, verdict};
use crate::Span;
use crate::arrange::Arrange as _;
use crate::event::{Event, Header};
use crate::index::Index;
use crate::overview::Tally;
use crate::pack::Loaded;
use crate::passages::{Passages, count_breaks};
use crate::read::Reading;
use crate::report::{EventSummary, Finding, MAX_CODES, Note, NoteCode, Place, Report, VERSION};

/// So many events are listed in a report, and each that evidence points at.
const MAX_LISTED: usize = 10_000;

/// How much is kept because it bears on an article. When that is reached, what no verdict can need any more is forgotten.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Room {
    pub(super) events: usize,
    /// Bytes of their texts.
    pub(super) text: usize,
}

impl Room {
    pub(crate) const FULL: Self = Self { events: 8_000, text: 8 << 20 };

    /// Whether so much takes all of it.
    pub(super) fn is_taken(self, events: usize, text: usize) -> bool {
        events >= self.events || text >= self.text
    }

    /// Whether so much is more than half of it: to make room once more would hardly help.
    pub(super) fn is_mostly_taken(self, events: usize, text: usize) -> bool {
        events > self.events / 2 || text > self.text / 2
    }

    /// Says that there was none left for the event at this place.
    pub(super) fn note(self, place: Place) -> Note {
        let message = format!(
            "more than {} events, or {} MiB of them, wait for others that articles ask for; not all from here on were looked at together",
            self.events / 2,
            self.text >> 21
        );
        Note { code: NoteCode::Oversize, message, span: place }
    }
}

/// The events that bear on articles, and what each article has seen.
#[derive(Debug)]
pub(crate) struct Gathering<'kb> {
    pack: &'kb Loaded,
    watching: Watching<'kb>,
    room: Room,
    kept: Vec<Event>,
    kept_text: usize,
    /// The place in `summaries` of each kept event.
    listed: Vec<usize>,
    summaries: Vec<EventSummary>,
    /// How often events were forgotten.
    rounds: usize,
    /// How many events there were.
    events: usize,
    notes: Reading,
    /// The first event that bears on an article and was not kept.
    overflow: Option<Place>,
}

/// A stretch of text whose events are taken in.
pub(crate) struct Stretch<'s> {
    /// The text.
    pub text: &'s str,
    /// Where it starts in all of the text.
    pub start: usize,
    /// The number of its first line.
    pub line: usize,
    /// From spans of all of the text to the bytes of the input.
    pub source: &'s dyn Fn(Span) -> Span,
}

impl Stretch<'_> {
    fn place(&self, span: Span, lines: &mut Counter) -> Place {
        Place { line: lines.number(self, span.start), ..(self.source)(span).into() }
    }
}

/// Counts the lines of a stretch forwards.
struct Counter {
    at: usize,
    line: usize,
}

impl Counter {
    fn number(&mut self, stretch: &Stretch<'_>, at: usize) -> usize {
        if at < stretch.start {
            return 1; // what is said at the end of all of the text
        }
        let at = at.min(stretch.start + stretch.text.len());
        if at < self.at {
            *self = Self { at: stretch.start, line: stretch.line };
        }
        let between = self.at - stretch.start..at - stretch.start;
        self.line += count_breaks(&stretch.text.as_bytes()[between]);
        self.at = at;
        self.line
    }
}

impl<'kb> Gathering<'kb> {
    /// For the articles of `pack`: with its index, or, to define what is right, without.
    pub(crate) fn new(pack: &'kb Loaded, index: Option<&'kb Index>) -> Self {
        Self::with_room(pack, index, Room::FULL)
    }

    pub(crate) fn with_room(pack: &'kb Loaded, index: Option<&'kb Index>, room: Room) -> Self {
        Self {
            room,
            rounds: 0,
            pack,
            watching: Watching::new(pack, index),
            kept: Vec::new(),
            kept_text: 0,
            listed: Vec::new(),
            summaries: Vec::new(),
            events: 0,
            notes: Reading::default(),
            overflow: None,
        }
    }

    /// Takes in what was read of a stretch. Gives the spans, in all of the text, of the events that are kept: the caller may
    /// want to show them. Counts all of them in `tally`.
    pub(crate) fn take(
        &mut self,
        reading: Reading,
        stretch: &Stretch<'_>,
        mut tally: Option<&mut Tally>,
    ) -> Vec<Span> {
        let mut lines = Counter { at: stretch.start, line: stretch.line };
        let mut kept = Vec::new();
        for event in reading.events {
            let bears = self.watching.look(&event);
            if let Some(tally) = &mut tally {
                tally.add(&event, self.watching.satisfied());
            }
            let place = stretch.place(event.span, &mut lines);
            let keep = bears && self.has_room(place);
            if keep || self.events < MAX_LISTED {
                self.summaries.push(summary(&event, place));
            }
            self.events += 1;
            if keep {
                kept.push(event.span);
                self.keep(event, stretch);
            }
        }
        for note in reading.notes {
            let span = stretch.place(note.span.bytes, &mut lines);
            self.notes.note(Note { span, ..note });
        }
        kept
    }

    fn has_room(&mut self, place: Place) -> bool {
        let is_full = |s: &Self| s.room.is_taken(s.kept.len(), s.kept_text);
        if is_full(self) && self.overflow.is_none() {
            self.forget();
            if self.room.is_mostly_taken(self.kept.len(), self.kept_text) {
                self.overflow = Some(place);
            }
        }
        !is_full(self)
    }

    /// Forgets the events that no verdict can need any more.
    fn forget(&mut self) {
        self.rounds += 1;
        let needed = self.watching.needed(&self.kept);
        let mut kept = 0;
        let numbers = needed.iter().map(|needed| {
            kept += usize::from(*needed);
            needed.then(|| kept - 1)
        });
        self.watching.renumber(&numbers.collect::<Vec<_>>());
        let mut summaries = vec![true; self.summaries.len()];
        for (listed, needed) in self.listed.iter().zip(&needed) {
            // What is listed in any case stays.
            summaries[*listed] = *needed || *listed < MAX_LISTED;
        }
        let mut left = 0;
        let places: Vec<usize> = summaries
            .iter()
            .map(|stays| {
                left += usize::from(*stays);
                left.saturating_sub(1)
            })
            .collect();
        self.listed =
            kept_of(std::mem::take(&mut self.listed), &needed).map(|listed| places[listed]).collect();
        self.summaries = kept_of(std::mem::take(&mut self.summaries), &summaries).collect();
        self.kept = kept_of(std::mem::take(&mut self.kept), &needed).collect();
        self.kept_text = self.kept.iter().map(|event| event.text().len()).sum();
    }

    /// How often events were forgotten so far: then [`Gathering::keeps`] may say less.
    pub(crate) fn rounds(&self) -> usize {
        self.rounds
    }

    /// Whether an event that overlaps these bytes of the input is kept.
    pub(crate) fn keeps(&self, bytes: Span) -> bool {
        let after = self.kept.partition_point(|event| event.span.start < bytes.end);
        after.checked_sub(1).is_some_and(|last| self.kept[last].span.end > bytes.start)
    }

    fn keep(&mut self, mut event: Event, stretch: &Stretch<'_>) {
        self.watching.keep(self.kept.len());
        self.kept_text += event.text().len();
        event.relocate(stretch.source);
        self.listed.push(self.summaries.len() - 1);
        self.kept.push(event);
    }

    /// How many events were taken in.
    pub(crate) fn events(&self) -> usize {
        self.events
    }

    /// The pack whose articles are evaluated.
    pub(crate) fn pack(&self) -> &'kb Loaded {
        self.pack
    }

    /// The report. `passages` has the text of the events that were kept.
    pub(crate) fn finish(mut self, passages: &Passages<'_>) -> Report {
        if let Some(place) = self.overflow {
            self.notes.note(self.room.note(place));
        }
        self.note_broken();
        let findings = self.watching.articles().into_iter().filter_map(|article| {
            let sightings = self.watching.sightings(article);
            verdict::finding(&Evaluation {
                entry: self.pack.entry(article)?,
                rule: self.pack.rule(article)?,
                events: &self.kept,
                sightings: &sightings,
                hits: self.watching.hits(article),
            })
        });
        let mut results = ranked(findings.collect());
        for finding in &mut results {
            point_at_listed(finding, &self.listed);
        }
        let omitted = self.events - self.summaries.len();
        self.notes.notes.arrange_by_key(|note| note.span.bytes.start);
        let mut report =
            Report { version: VERSION, events: self.summaries, omitted, results, notes: self.notes.notes };
        report.count_lines(passages);
        report
    }
}

/// Those of `items` that stay.
fn kept_of<T>(items: Vec<T>, stays: &[bool]) -> impl Iterator<Item = T> {
    items.into_iter().zip(stays).filter(|(_, stays)| **stays).map(|(item, _)| item)
}

impl Gathering<'_> {
    /// Says which articles could not be evaluated: a pack from a stranger may have such.
    fn note_broken(&mut self) {
        for entry in self.watching.broken().iter().filter_map(|article| self.pack.entry(*article)) {
            let message = format!(
                "the knowledge base is damaged: the rule of its article {:?} cannot be read",
                entry.id
            );
            self.notes.note(Note { code: NoteCode::Damaged, message, span: Span::new(0, 0).into() });
        }
    }
}

/// Lets a finding point into the report's list of events, not that of the events that were kept.
fn point_at_listed(finding: &mut Finding, listed: &[usize]) {
    let evidence = finding.evidence.iter_mut().map(|e| &mut e.event);
    let against = finding.against.iter_mut().map(|a| &mut a.event);
    let missing = finding.missing.iter_mut().filter_map(|m| m.event.as_mut());
    let captures = finding.captures.values_mut().map(|c| &mut c.event);
    for event in evidence.chain(against).chain(missing).chain(captures) {
        *event = listed[*event];
    }
}

pub(super) fn summary(event: &Event, place: Place) -> EventSummary {
    let header = |header| event.header(header).map(explain::shortened);
    let mut codes: Vec<String> = Vec::new();
    for code in event.codes().iter().map(|found| found.code.to_string()) {
        if codes.len() < MAX_CODES && !codes.contains(&code) {
            codes.push(code);
        }
    }
    EventSummary {
        format: event.format,
        span: place,
        provider: header(Header::Provider),
        channel: header(Header::Channel),
        event_id: event.event_id(),
        level: header(Header::Level),
        time: header(Header::Time),
        computer: header(Header::Computer),
        user: header(Header::User),
        task: header(Header::Task),
        codes,
    }
}

#[cfg(all(test, feature = "author"))]
mod tests;
