//! What the page asks of its state.

use super::{Asked, EngineState, State};
use crate::route::Route;
use crate::words;
use kbmatch::report::{Finding, Verdict};

/// More codes than this are not explained.
const MOST_CODES: usize = 50;

impl State {
    /// Whether the document is to be scanned: not when the user stopped that, nor when it is one of several files and has its answer.
    pub fn wants_scan(&self) -> bool {
        let has_answer = !self.files.is_empty() && self.is_current();
        self.reading.is_none_or(|reading| !reading.is_stopped) && !has_answer
    }

    /// Whether there is an engine, or will be.
    pub fn engine_works(&self) -> bool {
        !matches!(self.engine, EngineState::Failed(_))
    }

    /// Whether the newest scan is answered.
    pub fn is_current(&self) -> bool {
        self.answer.as_ref().is_some_and(|answer| answer.id == self.scan)
    }

    /// How many lines of the large document can be shown.
    pub fn lines(&self) -> usize {
        let known = self.index.lines();
        let digest =
            self.answer.as_ref().filter(|_| self.is_current()).and_then(|answer| answer.digest.as_ref());
        // Behind the last line end is no line when nothing stands there.
        digest.map_or(known, |digest| known.min(digest.lines))
    }

    /// The results, best first.
    pub fn results(&self) -> &[Finding] {
        self.answer.as_ref().map_or(&[], |answer| &answer.report.results)
    }

    /// The result that is shown in full, with its place: the one that the user chose, else the best, unless it only came
    /// close.
    pub fn finding(&self) -> Option<(usize, &Finding)> {
        let mut results = self.results().iter().enumerate();
        let chosen = results.clone().find(|(_, finding)| Some(&finding.article) == self.chosen.as_ref());
        chosen.or_else(|| results.next().filter(|(_, best)| best.verdict != Verdict::NearMiss))
    }

    /// The id of the article that is on the page, or should be.
    pub fn wanted_article(&self) -> Option<&str> {
        match &self.route {
            Route::Article(id) => Some(id),
            Route::Home | Route::Shared(_) => self.finding().map(|(_, finding)| finding.article.as_str()),
            Route::Articles | Route::Area(_) | Route::Unknown(_) => None,
        }
    }

    /// The article of the address, if the text was read and it is not among the results: one may ask why.
    pub fn unexplained_article(&self) -> Option<&str> {
        let Route::Article(id) = &self.route else { return None };
        let is_result = self.results().iter().any(|finding| finding.article == *id);
        (self.is_current() && !is_result && !self.document.text().is_empty()).then_some(id)
    }

    /// The error codes of the newest answer, each once, in the order of the events; none while a newer one is awaited.
    pub fn answered_codes(&self) -> Vec<String> {
        let answer = self.answer.as_ref().filter(|_| self.is_current());
        let events = answer.iter().flat_map(|answer| &answer.report.events);
        let mut codes: Vec<String> = Vec::new();
        for code in events.flat_map(|event| &event.codes) {
            if codes.len() < MOST_CODES && !codes.contains(code) {
                codes.push(code.clone());
            }
        }
        codes
    }

    /// The page's title.
    pub fn title(&self) -> String {
        let t = self.language;
        let page = match &self.route {
            Route::Articles => Some(t.articles.to_owned()),
            Route::Area(folder) => Some(words::area(folder)),
            Route::Unknown(_) => Some(t.title_no_page.to_owned()),
            Route::Article(id) => Some(match self.articles.get(id) {
                Some(Asked::Page(page)) => page.entry.title.clone(),
                Some(Asked::Unknown) => t.title_no_article.to_owned(),
                Some(Asked::Unloaded(_)) | None => id.clone(),
            }),
            Route::Home | Route::Shared(_) => self.finding().map(|(_, finding)| finding.title.clone()),
        };
        let site = self.site.title();
        page.map_or_else(|| site.to_owned(), |page| t.fill(t.title, &[&page, site]))
    }
}
