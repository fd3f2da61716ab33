//! What the worker does with each request: one knowledge base, and at most one scan in pieces.

use super::codes;
use super::finder::Finder;
use super::holdings::{Fetched, Holdings, Missing};
use super::protocol::{
    Answer, Applies, ArticlePage, Digest, Drafted, Expected, Lookup, Progress, Reason, Relation, Reply,
    Request, ScanId, SymptomWords,
};
use super::rendered::{Keep, Kept, MOST_KEPT, Render, Rendered};
use super::search::Catalogue;
use crate::evidence;
use crate::excerpt::{Excerpt, excerpts};
use crate::marks::Mark;
use crate::viewer::LineEnds;
use crate::words;
use kbmatch::article::Article;
use kbmatch::pack::ShardKind;
use kbmatch::symptom::{Condition, Expr, Pattern, Predicate, Rule, Symptom, SymptomId};
use kbmatch::{
    Input, KnowledgeBase, Mention, Mentions, Overview, Passages, Redactor, Report, Scanner, Verdict,
};
use std::collections::VecDeque;
use web_sys::Blob;

/// So many shards of prose are kept for the next article, where not all are.
const SHELF: usize = 8;

/// Prose up to so many bytes is fetched whether or not somebody reads it: what is fetched then tells nothing of what was pasted.
const STOCK: usize = 4 << 20;

/// So many events are looked at better when they are counted.
const MANY: usize = 20;

/// The engine that is built for speed scans about so many times faster (`cargo xtask bench wasm`).
const GAIN: usize = 3;

/// More reasons than this explain nothing better.
const MOST_REASONS: usize = 12;

/// Answers requests, one after the other.
pub(super) struct Desk<'kb> {
    holdings: Holdings<'kb>,
    /// How many parts of the base the newest request asked for in vain.
    unloaded: usize,
    /// Why the last of them did not come.
    why_unloaded: String,
    stream: Option<Stream<'kb>>,
    /// Shards of prose by their hashes, the newest last.
    shelf: VecDeque<(String, Vec<u8>)>,
    /// What a search looks through, once there was one.
    catalogue: Option<Catalogue>,
    /// The words of all articles, once no article explained a text.
    mentions: Option<Mentions>,
    /// What it looks through instead, of a base in routed shards.
    finder: Option<Finder>,
    /// The last short text, and the last report: they tell which names are private.
    scanned: Option<Vec<u8>>,
    report: Option<Report>,
    /// Whether all prose is kept.
    has_stock: bool,
    /// The shards that are on their way without being asked for, the next one first.
    stock: VecDeque<String>,
    /// The articles that wait for one of those: id and shard.
    waiting: Vec<(String, String)>,
    /// The table of error codes, once it is there.
    codes: Option<String>,
    /// What the table says in the page's language: nothing for English, `None` while it is on its way.
    words: Option<String>,
    /// The newest codes that wait for these, with their text.
    wants_codes: Option<(ScanId, Vec<String>, Vec<u8>)>,
}

/// What a request leads to.
#[derive(Debug, PartialEq)]
pub(super) enum Outcome {
    /// Nothing to say: a scan goes on, or was given up.
    Silence,
    /// This.
    Reply(Reply),
    /// This, and beside it the text that was made of the document.
    Rendered(Reply, Blob),
    /// The shard with this hash has to be put on the shelf for the article: see [`Desk::shelve`].
    Wants {
        /// The article's id.
        article: String,
        /// The shard's hash.
        shard: String,
    },
}

/// A scan in pieces that is under way.
struct Stream<'kb> {
    progress: Progress,
    /// Nothing without all of the base.
    scanner: Option<Scanner<'kb>>,
    ends: LineEnds,
    /// Of a document that is no text.
    rendered: Option<Rendered>,
}

/// What comes of a scan in pieces.
struct Ended {
    answer: Answer,
    /// How the text begins.
    head: String,
    /// The text that was made of the document, if it was kept.
    text: Option<Blob>,
}

impl<'kb> Desk<'kb> {
    pub(super) fn new(holdings: Holdings<'kb>) -> Self {
        let base = holdings.current();
        let bodies = || base.manifest().shards.iter().filter(|shard| shard.kind == ShardKind::Bodies);
        let all = bodies().fold(0_usize, |sum, shard| sum.saturating_add(shard.bytes));
        let has_stock = all <= STOCK && holdings.routed().is_none();
        let stock = bodies().filter(|_| has_stock).map(|shard| shard.sha256.clone()).collect();
        Self {
            finder: holdings.finder(),
            holdings,
            unloaded: 0,
            why_unloaded: String::new(),
            stream: None,
            shelf: VecDeque::new(),
            catalogue: None,
            mentions: None,
            scanned: None,
            report: None,
            has_stock,
            stock,
            waiting: Vec::new(),
            codes: None,
            words: Some(String::new()),
            wants_codes: None,
        }
    }

    /// The next shard to fetch for [`Desk::put_in_stock`].
    pub(super) fn wanted_in_stock(&self) -> Option<String> {
        self.stock.front().cloned()
    }

    /// Takes the shard that [`Desk::wanted_in_stock`] named, and answers those that waited for it.
    pub(super) fn put_in_stock(&mut self, bytes: &Result<Vec<u8>, String>) -> Vec<Reply> {
        let Some(shard) = self.stock.pop_front() else { return Vec::new() };
        let waited = self.waiting.extract_if(.., |(_, wanted)| *wanted == shard);
        let articles: Vec<String> = waited.map(|(article, _)| article).collect();
        let found = |article: &str| match bytes {
            Ok(bytes) => self.page(article, bytes),
            Err(why) => Lookup::Unloaded(why.clone()),
        };
        let replies = articles.into_iter().map(|id| Reply::Article { found: found(&id), id }).collect();
        if let Ok(bytes) = bytes {
            self.shelf.push_back((shard, bytes.clone()));
        }
        replies
    }

    /// What the page has to know before it asks.
    pub(super) fn ready(&self) -> Reply {
        let routed = self.holdings.routed();
        let catalogue = match routed {
            Some(_) => Vec::new(),
            None => self.holdings.current().entries().cloned().collect(),
        };
        Reply::Ready { catalogue, routed }
    }

    /// Turns to the parts of the base that a request needs. Gives what is not here: that is to be fetched, shelved, and this called
    /// again, before the request is handled.
    pub(super) fn prepare(&mut self, request: &Request, bytes: &[u8]) -> Missing {
        let is_waiting = |stream: &Stream<'_>| stream.progress.done == 0 && stream.scanner.is_none();
        let missing = match request {
            Request::Scan { .. } => self.holdings.turn_to_text(bytes),
            Request::Piece { id } | Request::End { id }
                if self.of(*id).as_deref().is_some_and(is_waiting) =>
            {
                self.all()
            }
            // What it lacks is no matter of an answer's.
            Request::Search { query } => return self.missing_of_search(query),
            Request::Article { id } | Request::WhyNot { id } => self.holdings.turn_to_article(id),
            _ => return Missing::Nothing,
        };
        self.unloaded = match &missing {
            Missing::Nothing => 0,
            Missing::Shards(names) => names.len(),
            Missing::Whole => 1,
        };
        missing
    }

    fn missing_of_search(&mut self, query: &str) -> Missing {
        let missing = self.finder.as_mut().map_or_else(Vec::new, |finder| finder.turn_to(query));
        if missing.is_empty() { Missing::Nothing } else { Missing::Shards(missing) }
    }

    fn all(&self) -> Missing {
        if self.holdings.all().is_some() { Missing::Nothing } else { Missing::Whole }
    }

    /// Keeps parts of the base that [`Desk::prepare`] asked for.
    pub(super) fn shelve_parts(&mut self, fetched: Fetched) {
        if let Some(why) = self.holdings.shelve(fetched) {
            self.why_unloaded = why;
        }
    }

    /// Keeps parts that [`Desk::prepare`] asked for because of a search.
    pub(super) fn shelve_found(&mut self, fetched: Fetched) {
        if let Some(why) = self.finder.as_mut().and_then(|finder| finder.shelve(fetched)) {
            self.why_unloaded = why;
        }
    }

    /// All of the base did not come.
    pub(super) fn lack_whole(&mut self, why: String) {
        self.why_unloaded = why;
    }

    /// Takes all of the base.
    pub(super) fn take_whole(&mut self, base: &'kb KnowledgeBase) {
        self.holdings = Holdings::Whole(base);
    }

    /// Does what the page asks for.
    pub(super) fn handle(&mut self, request: Request, bytes: &[u8]) -> Outcome {
        let reply = match request {
            Request::Scan { id } => Some(self.scan(id, bytes)),
            Request::Begin { id, total, ends } => {
                let progress = Progress { id, total, ..Progress::default() };
                let scanner = self.holdings.all().map(|base| base.scanner().with_overview());
                self.stream = Some(Stream { progress, scanner, ends, rendered: None });
                None
            }
            Request::Piece { id } => {
                let base = self.holdings.all();
                self.of(id).map(|stream| Reply::Progress(stream.take(base, bytes)))
            }
            Request::End { id } => return self.end(id),
            Request::Cancel { id } => {
                if self.of(id).is_some() {
                    self.stream = None;
                }
                None
            }
            Request::Article { id } => return self.look_up(id),
            Request::Search { query } => Some(self.search(query)),
            Request::WhyNot { id } => Some(self.why_not(id, bytes)),
            Request::Codes { id, codes } => self.explain_codes(id, codes, bytes),
            Request::Redact => {
                let text = self.redactor().redact(Input::decode(bytes).text());
                Some(Reply::Redacted { text })
            }
            // That is for who fetches the words: see [`Desk::await_words`].
            Request::Words { .. } => None,
            Request::Draft => Some(self.draft(bytes)),
            Request::Ticket { is_report, is_redacted } => Some(self.ticket(is_report, is_redacted, bytes)),
        };
        reply.map_or(Outcome::Silence, Outcome::Reply)
    }

    /// Whether another engine can take over instead of doing what the page asks for: a scan in pieces begins, or has not come so
    /// far that it ends sooner here than from its beginning there; and nothing that was asked before is still to be answered.
    pub(super) fn may_give_way(&self, request: &Request) -> bool {
        let is_early = match request {
            Request::Begin { .. } => true,
            Request::Piece { id } => self.stream.as_ref().is_some_and(|stream| {
                let Progress { id: of, done, total, .. } = stream.progress;
                of == *id && done < total / GAIN * (GAIN - 1)
            }),
            _ => false,
        };
        is_early && self.waiting.is_empty() && self.wants_codes.is_none()
    }

    /// Whether these bytes are the first of the scan's document, and need something that makes text of them.
    pub(super) fn needs_renderer(&mut self, id: ScanId, bytes: &[u8]) -> bool {
        let is_first =
            self.of(id).is_some_and(|stream| stream.progress.done == 0 && stream.rendered.is_none());
        is_first && kbmatch::is_event_log_file(bytes)
    }

    /// Lets `renderer` make text of the scan's document, and `keeper` keep it for the page.
    pub(super) fn render_with(&mut self, id: ScanId, renderer: Box<dyn Render>, keeper: Box<dyn Keep>) {
        if let Some(stream) = self.of(id) {
            stream.rendered = Some(Rendered::new(renderer, keeper, MOST_KEPT));
        }
    }

    /// Puts a shard of prose on the shelf, and answers for the article that wanted it.
    pub(super) fn shelve(&mut self, article: String, shard: String, bytes: Result<Vec<u8>, String>) -> Reply {
        match bytes {
            Ok(bytes) => {
                let found = self.page(&article, &bytes);
                self.shelf.push_back((shard, bytes));
                // Where there is a stock, all are kept.
                if self.shelf.len() > SHELF && !self.has_stock {
                    self.shelf.pop_front();
                }
                Reply::Article { id: article, found }
            }
            Err(why) => Reply::Article { id: article, found: Lookup::Unloaded(why) },
        }
    }

    fn look_up(&mut self, id: String) -> Outcome {
        let Some(info) = self.holdings.about(&id).body_shard(&id) else {
            if self.unloaded > 0 {
                let why = self.why_unloaded.clone();
                return Outcome::Reply(Reply::Article { id, found: Lookup::Unloaded(why) });
            }
            return Outcome::Reply(Reply::Article { id, found: Lookup::Unknown });
        };
        match self.shelf.iter().find(|(shard, _)| *shard == info.sha256) {
            Some((_, bytes)) => {
                let found = self.page(&id, bytes);
                Outcome::Reply(Reply::Article { id, found })
            }
            None if self.stock.contains(&info.sha256) => {
                self.waiting.push((id, info.sha256.clone()));
                Outcome::Silence
            }
            None => Outcome::Wants { article: id, shard: info.sha256.clone() },
        }
    }

    fn page(&self, id: &str, shard: &[u8]) -> Lookup {
        let base = self.holdings.about(id);
        match base.article_from(id, shard) {
            Ok(article) => Lookup::Page(Box::new(page(base, &article))),
            Err(error) => Lookup::Unloaded(error.to_string()),
        }
    }

    fn end(&mut self, id: ScanId) -> Outcome {
        let Some(stream) = self.stream.take_if(|stream| stream.progress.id == id) else {
            return Outcome::Silence;
        };
        let Ended { mut answer, head, text } = stream.end(self.holdings.current(), self.unloaded);
        answer.mentions = self.mentions(&answer.report, &head);
        (self.scanned, self.report) = (None, Some(answer.report.clone()));
        let reply = Reply::Answer(Box::new(answer));
        match text {
            Some(text) => Outcome::Rendered(reply, text),
            None => Outcome::Reply(reply),
        }
    }

    fn search(&mut self, query: String) -> Reply {
        if let Some(finder) = &mut self.finder {
            let is_whole = finder.turn_to(&query).is_empty();
            let unloaded = if is_whole { String::new() } else { self.why_unloaded.clone() };
            return Reply::Found { query, found: finder.find(), unloaded };
        }
        let base = self.holdings.current();
        let catalogue = self.catalogue.get_or_insert_with(|| Catalogue::of(base));
        let found = catalogue.find(&query).iter().filter_map(|id| base.entry(id)).cloned().collect();
        Reply::Found { query, found, unloaded: String::new() }
    }

    fn why_not(&self, id: String, bytes: &[u8]) -> Reply {
        let explained = self.holdings.about(&id).explain(&id, &Input::decode(bytes));
        let reason = |deciding: kbmatch::explanation::Deciding| Reason {
            expected: Expected { predicate: deciding.predicate, words: deciding.expected },
            found: deciding.found,
            line: deciding.spans.first().map(|place| place.line),
        };
        let deciding = explained.into_iter().flat_map(|explanation| explanation.deciding).map(reason);
        Reply::WhyNot { id, deciding: deciding.take(MOST_REASONS).collect() }
    }

    fn ticket(&self, is_report: bool, is_redacted: bool, bytes: &[u8]) -> Reply {
        let text = match &self.report {
            // Words and numbers only: serde_json has no way to fail on them.
            Some(report) if is_report => serde_json::to_string_pretty(report).unwrap_or_default(),
            _ => String::from_utf8_lossy(bytes).into_owned(),
        };
        if !is_redacted {
            return Reply::Ticket { text, stand_ins: Vec::new() };
        }
        let mut redactor = self.redactor();
        let text = redactor.redact(&text);
        let pair = |known: &kbmatch::redact::StandIn| (known.original.clone(), known.stand_in.clone());
        Reply::Ticket { text, stand_ins: redactor.stand_ins().iter().map(pair).collect() }
    }

    /// Takes the table of error codes, or that there is none, and answers who waits for it.
    pub(super) fn take_codes(&mut self, table: Option<String>) -> Option<Reply> {
        self.codes = Some(table.unwrap_or_default());
        self.explain_waiting()
    }

    /// Explains no codes until [`Desk::take_words`].
    pub(super) fn await_words(&mut self) {
        self.words = None;
    }

    /// Takes what the table says in the page's language, or that there is nothing, and answers who waits for it.
    pub(super) fn take_words(&mut self, words: Option<String>) -> Option<Reply> {
        self.words = Some(words.unwrap_or_default());
        self.explain_waiting()
    }

    fn explain_waiting(&mut self) -> Option<Reply> {
        let (id, codes, text) = self.wants_codes.take()?;
        self.explain_codes(id, codes, &text)
    }

    fn explain_codes(&mut self, id: ScanId, codes: Vec<String>, bytes: &[u8]) -> Option<Reply> {
        let (Some(table), Some(words)) = (&self.codes, &self.words) else {
            self.wants_codes = Some((id, codes, bytes.to_vec()));
            return None;
        };
        let codes = codes::explain(table, words, &codes, Input::decode(bytes).text());
        Some(Reply::Codes { id, codes })
    }

    fn draft(&self, bytes: &[u8]) -> Reply {
        let sample = self.redactor().redact(Input::decode(bytes).text());
        let drafted = kbmatch::draft::draft(&sample, []);
        let article = drafted.map(|draft| Drafted { article: draft.article(), id: draft.id, sample });
        Reply::Draft(article)
    }

    /// One that knows the names in what was scanned last.
    fn redactor(&self) -> Redactor {
        let mut redactor = Redactor::default();
        self.report.iter().for_each(|report| redactor.learn_report(report));
        if let Some(scanned) = &self.scanned {
            kbmatch::read(Input::decode(scanned).text())
                .events
                .iter()
                .for_each(|event| redactor.learn(event));
        }
        redactor
    }

    fn scan(&mut self, id: ScanId, bytes: &[u8]) -> Reply {
        let input = Input::decode(bytes);
        let mut report = self.holdings.current().scan(&input);
        (self.scanned, self.report) = (Some(bytes.to_vec()), Some(report.clone()));
        // What leaves the worker is for JavaScript, too, which counts in its own way.
        report.add_utf16(&input);
        let overview = if report.events.len() >= MANY { self.overview(bytes) } else { None };
        let mentions = self.mentions(&report, input.text());
        Reply::Answer(Box::new(Answer {
            id,
            report,
            digest: None,
            overview,
            unloaded: self.unloaded,
            mentions,
        }))
    }

    /// The articles that speak of a text which none explains. Of a base in parts not all are here.
    fn mentions(&mut self, report: &Report, text: &str) -> Vec<Mention> {
        if matches!(report.best(), Some(Verdict::Match | Verdict::Possible))
            || self.holdings.routed().is_some()
        {
            return Vec::new();
        }
        let base = self.holdings.current();
        self.mentions.get_or_insert_with(|| Mentions::of(base)).find(report, text)
    }

    /// The events of a short text, counted. Cost: another scan.
    fn overview(&self, bytes: &[u8]) -> Option<Overview> {
        let mut scanner = self.holdings.current().scanner().with_overview();
        scanner.push(bytes);
        scanner.finish().overview
    }

    fn of(&mut self, id: ScanId) -> Option<&mut Stream<'kb>> {
        self.stream.as_mut().filter(|stream| stream.progress.id == id)
    }
}

impl<'kb> Stream<'kb> {
    fn take(&mut self, base: Option<&'kb KnowledgeBase>, bytes: &[u8]) -> Progress {
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
    fn end(self, part: &KnowledgeBase, unloaded: usize) -> Ended {
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

fn page(base: &KnowledgeBase, article: &Article) -> ArticlePage {
    // Of an article that is not here, the id: the base has it, or it would not have been made.
    let titled =
        |id: &String| (id.clone(), base.entry(id).map_or_else(|| id.clone(), |entry| entry.title.clone()));
    ArticlePage {
        entry: article.entry(),
        versions: article.versions.clone(),
        sources: article.sources.clone(),
        draft: article.draft,
        license: article.license.clone(),
        related: article.related.iter().map(titled).collect(),
        body: article.body.clone(),
        causes: article.rule.causes.iter().map(|cause| (cause.name.clone(), cause.title.clone())).collect(),
        applies: applies(&article.rule),
        symptoms: article.rule.symptoms.iter().map(symptom).collect(),
    }
}

fn applies(rule: &Rule) -> Applies {
    let name = |id: &SymptomId| {
        let symptom = rule.symptoms.get(id.0 as usize);
        symptom.map_or_else(String::new, |symptom| words::humanize(&symptom.name))
    };
    let names = |of: &[SymptomId]| of.iter().map(name).collect::<Vec<_>>();
    match &rule.matches {
        Condition::Formula(expr) => Applies::Formula(mapped(expr, &name)),
        Condition::Correlation(correlation) => {
            let (relation, names) = match &correlation.pattern {
                Pattern::Sequence(of) => (Relation::Sequence, names(of)),
                Pattern::Together(of) => (Relation::Together, names(of)),
                Pattern::Count { of, at_least } => (Relation::Times(*at_least), vec![name(of)]),
            };
            Applies::Related {
                relation,
                names,
                without: correlation.without.as_ref().map(name),
                within_ms: correlation.within_ms,
                by: correlation.by.iter().map(ToString::to_string).collect(),
            }
        }
    }
}

fn symptom(symptom: &Symptom) -> SymptomWords {
    let expected =
        |predicate: &Predicate| Expected { predicate: Some(predicate.source()), words: predicate.describe() };
    SymptomWords { name: words::humanize(&symptom.name), expr: mapped(&symptom.expr, &expected) }
}

/// The same formula over other leaves.
fn mapped<A, B>(expr: &Expr<A>, leaf: &impl Fn(&A) -> B) -> Expr<B> {
    let all = |of: &[Expr<A>]| of.iter().map(|part| mapped(part, leaf)).collect();
    match expr {
        Expr::Leaf(a) => Expr::Leaf(leaf(a)),
        Expr::All(of) => Expr::All(all(of)),
        Expr::AtLeast(n, of) => Expr::AtLeast(*n, all(of)),
        Expr::Not(inner) => Expr::Not(Box::new(mapped(inner, leaf))),
    }
}

#[cfg(test)]
#[path = "desk_tests.rs"]
mod tests;
