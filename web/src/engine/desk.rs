//! What the worker does with each request: one knowledge base, and at most one scan in pieces.

use super::explainer::Explainer;
use super::finder::Finder;
use super::holdings::{Fetched, Holdings, Missing};
use super::page::page;
use super::prose::Prose;
use super::protocol::{Answer, Drafted, Expected, Lookup, Reason, Reply, Request, ScanId};
use super::rendered::{Keep, Render};
use super::search::Catalogue;
use super::stream::{Ended, Stream};
use kbmatch::{Input, KnowledgeBase, Mention, Mentions, Redactor, Report, Scanned};
use web_sys::Blob;

/// So many events are looked at better when they are counted.
pub(super) const MANY: usize = 20;

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
    prose: Prose,
    /// What a search looks through, once there was one.
    catalogue: Option<Catalogue>,
    /// The words of all articles, once no article explained a text.
    mentions: Option<Mentions>,
    /// What it looks through instead, of a base in routed shards.
    finder: Option<Finder>,
    /// The last short text, and the last report: they tell which names are private.
    scanned: Option<Vec<u8>>,
    report: Option<Report>,
    codes: Explainer,
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

impl<'kb> Desk<'kb> {
    pub(super) fn new(holdings: Holdings<'kb>) -> Self {
        Self {
            prose: Prose::new(holdings.current(), holdings.routed().is_some()),
            finder: holdings.finder(),
            holdings,
            unloaded: 0,
            why_unloaded: String::new(),
            stream: None,
            catalogue: None,
            mentions: None,
            scanned: None,
            report: None,
            codes: Explainer::default(),
        }
    }

    /// The next shard to fetch for [`Desk::put_in_stock`].
    pub(super) fn wanted_in_stock(&self) -> Option<String> {
        self.prose.wanted().map(str::to_owned)
    }

    /// Takes the shard that [`Desk::wanted_in_stock`] named, and answers those that waited for it.
    pub(super) fn put_in_stock(&mut self, bytes: &Result<Vec<u8>, String>) -> Vec<Reply> {
        let waited = self.prose.take_wanted(bytes.as_deref().ok());
        let found = |article: &str| match bytes {
            Ok(bytes) => self.page(article, bytes),
            Err(why) => Lookup::Unloaded(why.clone()),
        };
        waited.into_iter().map(|id| Reply::Article { found: found(&id), id }).collect()
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
        let missing = match request {
            Request::Scan { .. } => self.holdings.turn_to_text(bytes),
            Request::Piece { id } | Request::End { id }
                if self.of(*id).is_some_and(|stream| stream.lacks_base()) =>
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
                self.stream = Some(Stream::new(self.holdings.all(), id, total, ends));
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
            Request::Codes { id, codes } => self.codes.explain(id, codes, bytes),
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
            Request::Piece { id } => {
                self.stream.as_ref().is_some_and(|stream| stream.id() == *id && stream.is_early())
            }
            _ => false,
        };
        is_early && !self.prose.is_awaited() && !self.codes.is_awaited()
    }

    /// Whether these bytes are the first of the scan's document, and need something that makes text of them.
    pub(super) fn needs_renderer(&mut self, id: ScanId, bytes: &[u8]) -> bool {
        self.of(id).is_some_and(|stream| stream.needs_renderer(bytes))
    }

    /// Lets `renderer` make text of the scan's document, and `keeper` keep it for the page.
    pub(super) fn render_with(&mut self, id: ScanId, renderer: Box<dyn Render>, keeper: Box<dyn Keep>) {
        if let Some(stream) = self.of(id) {
            stream.render_with(renderer, keeper);
        }
    }

    /// Puts a shard of prose on the shelf, and answers for the article that wanted it.
    pub(super) fn shelve(&mut self, article: String, shard: String, bytes: Result<Vec<u8>, String>) -> Reply {
        match bytes {
            Ok(bytes) => {
                let found = self.page(&article, &bytes);
                self.prose.shelve(shard, bytes);
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
        if let Some(bytes) = self.prose.get(&info.sha256) {
            let found = self.page(&id, bytes);
            return Outcome::Reply(Reply::Article { id, found });
        }
        let shard = info.sha256.clone();
        if self.prose.comes(&shard) {
            self.prose.await_shard(id, shard);
            return Outcome::Silence;
        }
        Outcome::Wants { article: id, shard }
    }

    fn page(&self, id: &str, shard: &[u8]) -> Lookup {
        let base = self.holdings.about(id);
        match base.article_from(id, shard) {
            Ok(article) => Lookup::Page(Box::new(page(base, &article))),
            Err(error) => Lookup::Unloaded(error.to_string()),
        }
    }

    fn end(&mut self, id: ScanId) -> Outcome {
        let Some(stream) = self.stream.take_if(|stream| stream.id() == id) else {
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
        self.codes.take_table(table.unwrap_or_default())
    }

    /// Explains no codes until [`Desk::take_words`].
    pub(super) fn await_words(&mut self) {
        self.codes.await_words();
    }

    /// Takes what the table says in the page's language, or that there is nothing, and answers who waits for it.
    pub(super) fn take_words(&mut self, words: Option<String>) -> Option<Reply> {
        self.codes.take_words(words.unwrap_or_default())
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
        let mut scanner = self.holdings.current().scanner().with_overview();
        scanner.push(bytes);
        let Scanned { mut report, head, overview, .. } = scanner.finish();
        (self.scanned, self.report) = (Some(bytes.to_vec()), Some(report.clone()));
        // What leaves the worker is for JavaScript, too, which counts in its own way.
        report.add_utf16(&Input::decode(bytes));
        let mentions = self.mentions(&report, &head);
        let overview = overview.filter(|overview| overview.all.events >= MANY);
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
        if report.is_answered() || self.holdings.routed().is_some() {
            return Vec::new();
        }
        let base = self.holdings.current();
        self.mentions.get_or_insert_with(|| Mentions::of(base)).find(report, text)
    }

    fn of(&mut self, id: ScanId) -> Option<&mut Stream<'kb>> {
        self.stream.as_mut().filter(|stream| stream.id() == id)
    }
}

#[cfg(test)]
#[path = "desk_tests.rs"]
mod tests;
