//! Microsoft's support articles: Markdown with front matter, in the shape that their documentation repositories have.
//!
//! ```text
//! page.md --page--> front matter, lines --blocks--> what it shows, by section
//!         --passages--> what a user's text may quote  --rarity, fragments--> symptoms
//!         --prose--> kbmatch's sections
//! ```
//!
//! A symptom is a passage that the article quotes: an error, a log, a dialog. It is looked for by its fragments that no other
//! article of the import has; more than half of them are proof, since a user's text has other values, or is cut. The shape:
//! <https://learn.microsoft.com/contribute/content/markdown-reference>.

mod blocks;
mod events;
mod page;
mod passages;
mod prose;
mod sections;

use crate::draft::{Draft, Source, Symptom};
use crate::fragments::{Fragment, Strength, fragments, opening, strength};
use crate::rarity::{self, Rare, Text};
use crate::words::Words;
use crate::{Import, Skipped, Terms};
use events::EventName;
use kbmatch::draft::{literal, slug};
use kbmatch::{ORDINARY_LOGS, SourceFile};
use page::{Includes, Page};
use passages::Passage;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use std::collections::{BTreeMap, BTreeSet};

/// An article keeps so many symptoms of each kind, the likeliest first.
const MOST_SYMPTOMS: usize = 40;

/// What a path in an address writes otherwise: <https://url.spec.whatwg.org/#path-percent-encode-set>.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'}');

/// A page, what it shows, and what of that may be quoted.
struct Shown {
    page: Page,
    all: Vec<Words>,
    passages: Vec<Passage>,
    words: Vec<Words>,
    /// The events that it shows, each with its line.
    events: Vec<(u32, EventName)>,
}

/// How many pages show each event.
type Shows = BTreeMap<EventName, usize>;

/// Imports the Markdown files among `files`, whose paths are relative to the folder. Deterministic. Cost: O(text); on the order of
/// a second for a thousand articles.
pub fn import(files: &[SourceFile], terms: &Terms) -> Import {
    import_pages(files, terms, Shape::Docs)
}

/// As [`import`], for Markdown of any origin: a page needs no front matter, and is called by its first heading, or by its file.
pub fn import_plain(files: &[SourceFile], terms: &Terms) -> Import {
    import_pages(files, terms, Shape::Plain)
}

/// What is known of all pages of a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// They are documentation of Microsoft's.
    Docs,
    /// Nothing.
    Plain,
}

fn import_pages(files: &[SourceFile], terms: &Terms, shape: Shape) -> Import {
    let includes = Includes::of(files);
    let mut import = Import::default();
    let mut shown = Vec::new();
    for file in files.iter().filter(|file| file.path.ends_with(".md")) {
        match Page::read(file, &includes, shape) {
            Ok(page) => shown.push(Shown::of(page)),
            Err(reason) => import.skipped.push(Skipped { path: file.path.clone(), reason }),
        }
    }
    let texts: Vec<Text<'_>> =
        shown.iter().map(|shown| Text { all: &shown.all, wanted: &shown.words }).collect();
    // What machines log when nothing is wrong tells no article.
    let ordinary: Vec<Words> = ORDINARY_LOGS.iter().map(|(_, text)| Words::of(text)).collect();
    let rare = rarity::rare(&texts, &ordinary);
    let mut shows = Shows::new();
    for (_, event) in shown.iter().flat_map(|shown| &shown.events) {
        *shows.entry(event.clone()).or_default() += 1;
    }
    let mut ids = BTreeSet::new();
    for (shown, rare) in shown.iter().zip(&rare) {
        let draft = shown.draft(rare, &shows, terms, &mut ids);
        import.articles += 1;
        import.without_symptoms += usize::from(draft.symptoms.is_empty());
        let area = slug(shown.page.path.split_once('/').map_or("", |(area, _)| area));
        let area = if area.is_empty() { String::new() } else { format!("{area}/") };
        let path = format!("{area}{}/article.md", draft.id);
        import.files.push(SourceFile { path, bytes: draft.write(terms).into_bytes() });
    }
    import.files.sort_by(|a, b| a.path.cmp(&b.path));
    import
}

impl Shown {
    fn of(page: Page) -> Self {
        let blocks = blocks::read(&page);
        let all = [&page.title, &page.description].into_iter().map(|text| Words::of(text));
        // A reader copies over the ends of paragraphs: runs of words go on there.
        let text: String = blocks.iter().flat_map(|block| [block.text.as_str(), "\n"]).collect();
        let all = all.chain([Words::of(&text)]).collect();
        let mut passages = passages::of(&page, &blocks);
        // In a few pages of any origin each sentence is one that no other page has: only what is quoted tells one.
        passages.retain(|passage| passage.shown || page.shape == Shape::Docs);
        let words = passages.iter().map(|passage| Words::of(&passage.text)).collect();
        let shown = passages
            .iter()
            .flat_map(|passage| events::of(passage).into_iter().map(|name| (passage.line, name)));
        let mut events: Vec<(u32, EventName)> = shown.collect();
        events.sort_by(|a, b| a.1.cmp(&b.1));
        events.dedup_by(|a, b| a.1 == b.1);
        Self { page, all, passages, words, events }
    }

    fn draft(&self, rare: &[Rare], shows: &Shows, terms: &Terms, ids: &mut BTreeSet<String>) -> Draft {
        let page = &self.page;
        let (symptoms, matches) = self.symptoms(rare, shows);
        let base = terms.base_url.as_deref();
        let web = base
            .map(|base| format!("{}/{}", base.trim_end_matches('/'), utf8_percent_encode(&page.path, PATH)));
        let title = page.title.clone();
        let sources = web.map(|url| Source { url, title, updated: page.date.clone() });
        Draft {
            id: id(&page.path, ids),
            title: page.title.clone(),
            products: page.products.clone(),
            tags: page.kb.iter().map(|kb| format!("kb{kb}")).collect(),
            sources: sources.into_iter().chain(page.kb_source()).collect(),
            origin: (page.path.clone(), page.first_line),
            symptoms,
            matches,
            body: prose::write(page, base),
            ..Draft::default()
        }
    }

    /// The symptoms, and the condition over them.
    fn symptoms(&self, rare: &[Rare], shows: &Shows) -> (Vec<Symptom>, String) {
        let mut used = BTreeSet::new();
        let mut found = Found::default();
        let mut shared = Vec::new();
        for ((passage, words), rare) in self.passages.iter().zip(&self.words).zip(rare) {
            let mut exclusive = fragments(words, &rare.exclusive, &rare.bits);
            exclusive.retain(|fragment| used.insert(fragment.text.clone()));
            match strength(&exclusive) {
                Strength::Proof => found.quotes.push((passage.line, Tell::Fragments(exclusive))),
                _ if !exclusive.is_empty() => found.hints.push((passage.line, Tell::Fragments(exclusive))),
                _ if passage.shown => {
                    let first = fragments(words, &rare.shared, &rare.bits).into_iter().next();
                    shared.extend(first.map(|fragment| (passage.line, fragment)));
                }
                _ => {}
            }
        }
        for (line, fragment) in shared {
            if used.insert(fragment.text.clone()) {
                found.shared.push((line, Tell::Fragments(vec![fragment])));
            }
        }
        let shown = self.passages.iter().zip(&self.words).zip(rare).filter(|((passage, _), _)| passage.shown);
        for ((passage, words), rare) in shown {
            if let Some(opening) = opening(words, &rare.exclusive, &rare.bits)
                && used.insert(opening.text.clone())
            {
                found.openings.push((passage.line, Tell::Fragments(vec![opening])));
            }
        }
        for (line, event) in &self.events {
            match shows.get(event) {
                Some(1) => found.hints.push((*line, Tell::Event(event.clone()))),
                Some(2..=3) => found.shared.push((*line, Tell::Event(event.clone()))),
                _ => {}
            }
        }
        let matches = found.condition();
        (found.into_symptoms(), matches)
    }
}

/// What tells an article.
enum Tell {
    Fragments(Vec<Fragment>),
    Event(EventName),
}

impl Tell {
    fn predicates(self) -> Vec<(&'static str, Vec<String>)> {
        match self {
            Self::Fragments(fragments) => {
                vec![("text|words|most", fragments.iter().map(|fragment| literal(&fragment.text)).collect())]
            }
            Self::Event(EventName { provider, id }) => {
                vec![("provider", vec![literal(&provider)]), ("event_id", vec![id.to_string()])]
            }
        }
    }
}

/// What was found to tell an article, each with the line that it was derived from.
#[derive(Default)]
struct Found {
    /// Each is proof.
    quotes: Vec<(u32, Tell)>,
    /// Two are.
    hints: Vec<(u32, Tell)>,
    /// A few other articles show the same.
    shared: Vec<(u32, Tell)>,
    /// What is left of a message that was cut short.
    openings: Vec<(u32, Tell)>,
}

impl Found {
    /// When the article matches. What it shares with others proves nothing by itself, and makes it possible: an *and* with what
    /// the text does not show is unknown. So does an opening, beside what is proof without it.
    fn condition(&self) -> String {
        let mut ways = Vec::new();
        if !self.quotes.is_empty() {
            ways.push("1 of quote_*");
        }
        match (self.hints.len(), self.shared.len()) {
            (0, 0) => {}
            (0, _) if self.quotes.is_empty() => ways.push("all of shared_*"),
            (0, _) => ways.push("(1 of shared_* and 1 of quote_*)"),
            (1, 0) if self.quotes.is_empty() => ways.push("1 of hint_*"),
            (1, 0) => ways.push("(1 of hint_* and 1 of quote_*)"),
            (1, _) => ways.push("(1 of hint_* and 1 of shared_*)"),
            (_, 0) => ways.push("2 of hint_*"),
            (_, _) => ways.extend(["2 of hint_*", "(1 of hint_* and 1 of shared_*)"]),
        }
        let cut = ways.first().filter(|_| !self.openings.is_empty());
        let cut = cut.map(|proof| format!("(1 of opening_* and {proof})"));
        let ways: Vec<&str> = ways.into_iter().chain(cut.as_deref()).collect();
        ways.join(" or ")
    }

    fn into_symptoms(self) -> Vec<Symptom> {
        let named = |name: &'static str, told: Vec<(u32, Tell)>| {
            let kept = told.into_iter().take(MOST_SYMPTOMS).enumerate();
            kept.map(move |(at, (line, tell))| Symptom {
                name: format!("{name}_{}", at + 1),
                line,
                predicates: tell.predicates(),
            })
        };
        let all = named("quote", self.quotes).chain(named("hint", self.hints));
        all.chain(named("shared", self.shared)).chain(named("opening", self.openings)).collect()
    }
}

/// An id that no other article of the import has: the file's name, with its folders when that is taken.
fn id(path: &str, taken: &mut BTreeSet<String>) -> String {
    let path = path.strip_suffix(".md").unwrap_or(path);
    let starts = path.rmatch_indices('/').map(|(at, _)| at + 1).chain([0]);
    let names = starts.map(|start| slug(&path[start..])).filter(|name| !name.is_empty());
    let numbered = (2..).map(|number| format!("{}-{number}", slug(path)));
    let free = names.chain(numbered).find(|name| !taken.contains(name)).unwrap_or_default();
    taken.insert(free.clone());
    free
}
