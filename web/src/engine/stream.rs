//! A long document that is scanned piece by piece.

use super::desk::MANY;
use super::protocol::{Answer, Digest, Progress, ScanId};
use super::rendered::{Keep, Kept, MOST_KEPT, Render, Rendered};
use crate::evidence;
use crate::excerpt::{Excerpt, excerpts};
use crate::marks::Mark;
use crate::viewer::LineEnds;
use kbmatch::{Input, KnowledgeBase, Passages, Report, Scanner};
use web_sys::Blob;

/// A scan in pieces that is under way.
pub(super) struct Stream<'kb> {
    progress: Progress,
    /// Nothing without all of the base.
    scanner: Option<Scanner<'kb>>,
    ends: LineEnds,
    /// Of a document that is no text.
    rendered: Option<Rendered>,
}

/// What comes of a scan in pieces.
pub(super) struct Ended {
    pub(super) answer: Answer,
    /// How the text begins.
    pub(super) head: String,
    /// The text that was made of the document, if it was kept.
    pub(super) text: Option<Blob>,
}

/// The engine that is built for speed scans about so many times faster (`cargo xtask bench wasm`).
const GAIN: usize = 3;

impl<'kb> Stream<'kb> {
    /// One of `total` bytes that end lines like that. Without all of the base, nothing is looked at until there is.
    pub(super) fn new(base: Option<&'kb KnowledgeBase>, id: ScanId, total: usize, ends: LineEnds) -> Self {
        let progress = Progress { id, total, ..Progress::default() };
        let scanner = base.map(|base| base.scanner().with_overview());
        Self { progress, scanner, ends, rendered: None }
    }

    pub(super) fn id(&self) -> ScanId {
        self.progress.id
    }

    /// Whether it has begun with nothing to ask.
    pub(super) fn lacks_base(&self) -> bool {
        self.progress.done == 0 && self.scanner.is_none()
    }

    /// Whether it has not come so far that it ends sooner here than from its beginning in the other engine.
    pub(super) fn is_early(&self) -> bool {
        self.progress.done < self.progress.total / GAIN * (GAIN - 1)
    }

    /// Whether the next bytes are the first of the document, and need something that makes text of them.
    pub(super) fn needs_renderer(&self, bytes: &[u8]) -> bool {
        self.progress.done == 0 && self.rendered.is_none() && kbmatch::is_event_log_file(bytes)
    }

    /// Lets `renderer` make text of the document, and `keeper` keep it for the page.
    pub(super) fn render_with(&mut self, renderer: Box<dyn Render>, keeper: Box<dyn Keep>) {
        self.rendered = Some(Rendered::new(renderer, keeper, MOST_KEPT));
    }

    /// Scans the next bytes.
    pub(super) fn take(&mut self, base: Option<&'kb KnowledgeBase>, bytes: &[u8]) -> Progress {
        let is_first = self.progress.done == 0;
        if let (true, None, Some(base)) = (is_first, &self.scanner, base) {
            self.scanner = Some(base.scanner().with_overview());
        }
        if let Some(scanner) = &mut self.scanner {
            match &mut self.rendered {
                Some(rendered) => scanner.push(&rendered.push(bytes)),
                None => scanner.push(bytes),
            }
            self.progress.events = scanner.events();
        }
        self.progress.done += bytes.len();
        if self.rendered.is_none() {
            self.progress.line_ends += self.ends.count(bytes);
        }
        self.progress
    }

    /// What comes of it; without all of the base, `part` of it looks at nothing.
    pub(super) fn end(self, part: &KnowledgeBase, unloaded: usize) -> Ended {
        let Some(mut scanner) = self.scanner else {
            let mut report = part.scan(&Input::decode(&[]));
            report.notes.clear();
            let answer = Answer {
                id: self.progress.id,
                report,
                digest: None,
                overview: None,
                unloaded: unloaded.max(1),
                mentions: Vec::new(),
            };
            return Ended { answer, head: String::new(), text: None };
        };
        let (mut notes, mut kept) = (Vec::new(), None);
        if let Some(rendered) = self.rendered {
            let rest;
            (rest, notes, kept) = rendered.finish();
            scanner.push(&rest);
        }
        let (text, index) = kept.map(|Kept { blob, index }| (blob, index)).unzip();
        let mut scanned = scanner.finish();
        scanned.report.notes.splice(..0, notes);
        let excerpts = cut_excerpts(&scanned.report, &scanned.passages);
        let digest = Digest { lines: scanned.lines, excerpts, index };
        let overview = scanned.overview.filter(|overview| overview.all.events >= MANY);
        let answer = Answer {
            id: self.progress.id,
            report: scanned.report,
            digest: Some(digest),
            overview,
            unloaded: 0,
            mentions: Vec::new(),
        };
        Ended { answer, head: scanned.head, text }
    }
}

fn cut_excerpts(report: &Report, passages: &Passages<'_>) -> Vec<Vec<Excerpt>> {
    let in_text = |mark: Mark| {
        let span = passages.text_span(mark.range.into())?;
        Some(Mark { range: span.range(), item: mark.item })
    };
    let cut = |finding| {
        let marks: Vec<Mark> = evidence::marks(finding).into_iter().filter_map(in_text).collect();
        excerpts(passages.text(), &marks, |offset| passages.line(offset))
    };
    report.results.iter().map(cut).collect()
}
