//! What is remembered of the events that have gone by: enough for every verdict, and no more.

use super::watching::Watching;
use super::{Evaluation, explain, ranked, verdict};
use crate::Span;
use crate::event::{Event, Header};
use crate::index::Index;
use crate::pack::Loaded;
use crate::passages::{Passages, count_breaks};
use crate::read::Reading;
use crate::report::{EventSummary, Finding, MAX_CODES, Note, NoteCode, Place, Report, VERSION};

/// So many events are listed in a report, and each that evidence points at.
const MAX_LISTED: usize = 10_000;

/// So many events, and so much text, are kept because they bear on an article.
pub(super) const MAX_KEPT: usize = 20_000;
pub(super) const MAX_KEPT_TEXT: usize = 16 << 20;

/// The events that bear on articles, and what each article has seen.
#[derive(Debug)]
pub(crate) struct Gathering<'kb> {
    pack: &'kb Loaded,
    watching: Watching<'kb>,
    kept: Vec<Event>,
    kept_text: usize,
    /// The place in `summaries` of each kept event.
    listed: Vec<usize>,
    summaries: Vec<EventSummary>,
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
        Self {
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
    /// want to show them.
    pub(crate) fn take(&mut self, reading: Reading, stretch: &Stretch<'_>) -> Vec<Span> {
        let mut lines = Counter { at: stretch.start, line: stretch.line };
        let mut kept = Vec::new();
        for event in reading.events {
            let bears = self.watching.look(&event);
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
        let room = self.kept.len() < MAX_KEPT && self.kept_text < MAX_KEPT_TEXT;
        if !room {
            self.overflow.get_or_insert(place);
        }
        room
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

    /// The report. `passages` has the text of the events that were kept.
    pub(crate) fn finish(mut self, passages: &Passages<'_>) -> Report {
        if let Some(place) = self.overflow {
            let message = format!(
                "more than {MAX_KEPT} events, or {} MiB of them, bear on articles; those from here on were not looked at together",
                MAX_KEPT_TEXT >> 20
            );
            self.notes.note(Note { code: NoteCode::Oversize, message, span: place });
        }
        self.note_broken();
        let findings = self.watching.articles().into_iter().filter_map(|article| {
            let sightings = self.watching.sightings(article);
            verdict::finding(&Evaluation {
                entry: self.pack.entry(article)?,
                rule: self.pack.rule(article)?,
                events: &self.kept,
                sightings: &sightings,
            })
        });
        let mut results = ranked(findings.collect());
        for finding in &mut results {
            point_at_listed(finding, &self.listed);
        }
        let omitted = self.events - self.summaries.len();
        self.notes.notes.sort_by_key(|note| note.span.bytes.start);
        let mut report =
            Report { version: VERSION, events: self.summaries, omitted, results, notes: self.notes.notes };
        report.count_lines(passages);
        report
    }
}

impl Gathering<'_> {
    /// Says which articles could not be evaluated: a pack from a stranger may have such.
    fn note_broken(&mut self) {
        for entry in self.watching.broken().iter().filter_map(|article| self.pack.entry(*article)) {
            let message = format!("the knowledge base is damaged: the rule of its article {:?} cannot be read", entry.id);
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
