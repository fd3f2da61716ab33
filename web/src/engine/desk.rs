//! What the worker does with each request: one knowledge base, and at most one scan in pieces.

use super::protocol::{Answer, ArticlePage, Digest, Progress, Reply, Request, ScanId};
use crate::evidence;
use crate::excerpt::{Excerpt, excerpts};
use crate::marks::Mark;
use crate::words;
use kbmatch::article::Article;
use kbmatch::{Input, KnowledgeBase, Passages, Report, Scanner};

/// Answers requests, one after the other.
pub(super) struct Desk<'kb> {
    base: &'kb KnowledgeBase,
    stream: Option<Stream<'kb>>,
}

/// A scan in pieces that is under way.
struct Stream<'kb> {
    progress: Progress,
    scanner: Scanner<'kb>,
}

impl<'kb> Desk<'kb> {
    pub(super) fn new(base: &'kb KnowledgeBase) -> Self {
        Self { base, stream: None }
    }

    /// What the page has to know before it asks.
    pub(super) fn ready(&self) -> Reply {
        Reply::Ready { catalogue: self.base.entries().cloned().collect() }
    }

    /// The reply to a request, if it gets one: a scan that was given up gets none.
    pub(super) fn handle(&mut self, request: Request, bytes: &[u8]) -> Option<Reply> {
        match request {
            Request::Scan { id } => Some(self.scan(id, bytes)),
            Request::Begin { id, total } => {
                let progress = Progress { id, total, ..Progress::default() };
                self.stream = Some(Stream { progress, scanner: self.base.scanner() });
                None
            }
            Request::Piece { id } => self.of(id).map(|stream| Reply::Progress(stream.take(bytes))),
            Request::End { id } => {
                self.of(id)?;
                self.stream.take().map(|stream| Reply::Answer(Box::new(stream.answer())))
            }
            Request::Cancel { id } => {
                self.of(id)?;
                self.stream = None;
                None
            }
            Request::Article { id } => {
                let page = self.base.article(&id).map(|article| Box::new(page(self.base, &article)));
                Some(Reply::Article { id, page })
            }
        }
    }

    fn scan(&self, id: ScanId, bytes: &[u8]) -> Reply {
        let input = Input::decode(bytes);
        let mut report = self.base.scan(&input);
        // What leaves the worker is for JavaScript, too, which counts in its own way.
        report.add_utf16(&input);
        Reply::Answer(Box::new(Answer { id, report, digest: None }))
    }

    fn of(&mut self, id: ScanId) -> Option<&mut Stream<'kb>> {
        self.stream.as_mut().filter(|stream| stream.progress.id == id)
    }
}

impl Stream<'_> {
    fn take(&mut self, bytes: &[u8]) -> Progress {
        self.scanner.push(bytes);
        self.progress.done += bytes.len();
        self.progress.events = self.scanner.events();
        self.progress
    }

    fn answer(self) -> Answer {
        let scanned = self.scanner.finish();
        let excerpts = cut_excerpts(&scanned.report, &scanned.passages);
        let digest = Digest { lines: scanned.lines, excerpts };
        Answer { id: self.progress.id, report: scanned.report, digest: Some(digest) }
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

fn page(base: &KnowledgeBase, article: &Article) -> ArticlePage {
    let titled = |id: &String| Some((id.clone(), base.entry(id)?.title.clone()));
    ArticlePage {
        entry: article.entry(),
        versions: article.versions.clone(),
        sources: article.sources.clone(),
        related: article.related.iter().filter_map(titled).collect(),
        body: article.body.clone(),
        causes: article.rule.causes.iter().map(|cause| (cause.name.clone(), cause.title.clone())).collect(),
        applies: words::condition(&article.rule, &article.rule.matches),
        symptoms: words::symptoms(&article.rule),
    }
}

#[cfg(test)]
#[path = "desk_tests.rs"]
mod tests;
