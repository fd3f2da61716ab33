use super::gathering::{Gathering, Stretch};
use crate::overview::{Overview, Tally};
use crate::passages::{Passages, count_breaks};
use crate::read::{Ahead, Guessed, Stream, Window};
use crate::{Mentions, Report, Span};

/// Scans bytes that come in pieces, in memory that does not grow with their number. The report is that of
/// [`KnowledgeBase::scan`](crate::KnowledgeBase::scan) for the same bytes.
///
/// ```no_run
/// # fn run(base: &kbmatch::KnowledgeBase, pieces: &[&[u8]]) {
/// let mut scanner = base.scanner();
/// for piece in pieces {
///     scanner.push(piece);
/// }
/// let scanned = scanner.finish();
/// println!("{} articles, {} lines", scanned.report.results.len(), scanned.lines);
/// # }
/// ```
#[derive(Debug)]
pub struct Scanner<'kb> {
    stream: Stream,
    gathering: Gathering<'kb>,
    passages: Passages<'static>,
    head: String,
    lines: usize,
    tally: Option<Tally>,
}

/// What a scan of a stream found.
#[derive(Clone, Debug)]
pub struct Scanned {
    /// The report.
    pub report: Report,
    /// The text that it points at.
    pub passages: Passages<'static>,
    /// How the text begins: as much of it as [`Mentions::find`](crate::Mentions::find) looks at.
    pub head: String,
    /// How many lines there were, as an editor counts them.
    pub lines: usize,
    /// The events by time, level and source, if that was asked for.
    pub overview: Option<Overview>,
}

/// So many lines before and after an event are kept with it.
const CONTEXT: usize = 2;

impl<'kb> Scanner<'kb> {
    pub(crate) fn new(gathering: Gathering<'kb>) -> Self {
        Self {
            stream: Stream::new(),
            gathering,
            passages: Passages::default(),
            head: String::new(),
            lines: 0,
            tally: None,
        }
    }

    /// The same, which counts the events by time, level and source as well. Cost: a few hundred nanoseconds for each.
    #[must_use]
    pub fn with_overview(mut self) -> Self {
        self.tally = Some(Tally::default());
        self
    }

    /// Takes the next bytes, and evaluates the events that they complete.
    pub fn push(&mut self, bytes: &[u8]) {
        self.hold(bytes);
        while self.step(None) {}
    }

    /// Takes the next bytes, and holds them until [`Scanner::step`], for who has several threads.
    pub fn hold(&mut self, bytes: &[u8]) {
        self.stream.push(bytes);
    }

    /// What may be done on another thread: see [`Stream::ahead`].
    pub fn ahead(&mut self) -> Ahead {
        self.stream.ahead()
    }

    /// How many guesses may still hold: see [`Stream::standing`].
    pub fn standing(&self) -> usize {
        self.stream.standing()
    }

    /// Evaluates the next events of those that are held, if there are any that more text would not change. The first of what was
    /// guessed and not given yet spares it their reading.
    pub fn step(&mut self, guessed: Option<Guessed>) -> bool {
        let window = match guessed {
            Some(guessed) => self.stream.take(guessed),
            None => self.stream.read(),
        };
        let Some(window) = window else { return false };
        if window.start() == 0 {
            let text = window.text();
            text[..text.floor_char_boundary(Mentions::HEAD)].clone_into(&mut self.head);
        }
        let seen =
            Seen { gathering: &mut self.gathering, passages: &mut self.passages, tally: self.tally.as_mut() };
        self.lines = seen.take(window);
        true
    }

    /// How many events were evaluated so far.
    pub fn events(&self) -> usize {
        self.gathering.events()
    }

    /// Says that there are no more bytes, and what was found.
    pub fn finish(mut self) -> Scanned {
        self.stream.finish();
        while self.step(None) {}
        let (tally, pack) = (self.tally.take(), self.gathering.pack());
        let report = self.gathering.finish(&self.passages);
        let id = |article| pack.entry(article).map(|entry| entry.id.clone());
        let overview = tally.map(|tally| tally.finish(&report, id));
        Scanned { report, passages: self.passages, head: self.head, lines: self.lines, overview }
    }
}

/// What the events of a window are added to.
struct Seen<'s, 'kb> {
    gathering: &'s mut Gathering<'kb>,
    passages: &'s mut Passages<'static>,
    tally: Option<&'s mut Tally>,
}

impl Seen<'_, '_> {
    /// Evaluates a window. Gives how many lines there were up to its end.
    fn take(self, mut window: Window<'_>) -> usize {
        let rounds = self.gathering.rounds();
        let reading = window.take_reading();
        let source = |span: Span| window.source_span(span);
        let stretch =
            Stretch { text: window.text(), start: window.start(), line: window.line(), source: &source };
        let kept = self.gathering.take(reading, &stretch, self.tally);
        let mut shown = window.start();
        let (mut counted, mut line) = (0, window.line());
        for span in merged(window.text(), window.start(), &kept) {
            let span = Span::new(span.start.max(shown), span.end);
            shown = span.end;
            let start = span.start - window.start();
            line += count_breaks(&window.text().as_bytes()[counted..start]);
            counted = start;
            self.passages.push(window.cut(span), line);
        }
        if self.gathering.rounds() > rounds {
            self.passages.retain(|bytes| self.gathering.keeps(bytes));
        }
        let text = window.text();
        let open = !text.is_empty() && !text.ends_with('\n');
        line - 1 + count_breaks(&text.as_bytes()[counted..]) + usize::from(open)
    }
}

/// The lines of these events with those around them, where they touch as one.
fn merged(text: &str, start: usize, events: &[Span]) -> Vec<Span> {
    let mut shown: Vec<Span> = Vec::new();
    for event in events {
        let (from, to) = (event.start - start, event.end - start);
        let before = memchr::memrchr_iter(b'\n', &text.as_bytes()[..from]).nth(CONTEXT);
        let after = memchr::memchr_iter(b'\n', &text.as_bytes()[to..]).nth(CONTEXT);
        let from = before.map_or(0, |at| at + 1);
        let to = after.map_or(text.len(), |at| to + at + 1);
        match shown.last_mut() {
            Some(last) if start + from <= last.end => last.end = last.end.max(start + to),
            _ => shown.push(Span::new(start + from, start + to)),
        }
    }
    shown
}
