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
mod page;
mod passages;
mod prose;
mod sections;

use crate::draft::{Draft, Source, Symptom, Values, literal, slug};
use crate::fragments::{Strength, fragments, strength};
use crate::rarity::{self, Exclusive, Text};
use crate::words::Words;
use crate::{Import, Skipped, Terms};
use blocks::Block;
use kbmatch::SourceFile;
use page::{Includes, Page};
use passages::Passage;
use std::collections::BTreeSet;

/// An article keeps so many symptoms, the likeliest first.
const MOST_SYMPTOMS: usize = 40;

/// A page, what it shows, and what of that may be quoted.
struct Shown {
    page: Page,
    all: Vec<Words>,
    passages: Vec<Passage>,
    words: Vec<Words>,
}

/// Imports the Markdown files among `files`, whose paths are relative to the folder. Deterministic. Cost: O(text); on the order of
/// a second for a thousand articles.
pub fn import(files: &[SourceFile], terms: &Terms) -> Import {
    let includes = Includes::of(files);
    let mut import = Import::default();
    let mut shown = Vec::new();
    for file in files.iter().filter(|file| file.path.ends_with(".md")) {
        match Page::read(file, &includes) {
            Ok(page) => shown.push(Shown::of(page)),
            Err(reason) => import.skipped.push(Skipped { path: file.path.clone(), reason }),
        }
    }
    let texts: Vec<Text<'_>> =
        shown.iter().map(|shown| Text { all: &shown.all, wanted: &shown.words }).collect();
    let exclusive = rarity::exclusive(&texts);
    let mut ids = BTreeSet::new();
    for (shown, exclusive) in shown.iter().zip(&exclusive) {
        let draft = shown.draft(exclusive, terms, &mut ids);
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
        let all = all.chain(blocks.iter().map(Block::words)).collect();
        let passages = passages::of(&page, &blocks);
        let words = passages.iter().map(|passage| Words::of(&passage.text)).collect();
        Self { page, all, passages, words }
    }

    fn draft(&self, exclusive: &[Exclusive], terms: &Terms, ids: &mut BTreeSet<String>) -> Draft {
        let page = &self.page;
        let symptoms = self.symptoms(exclusive);
        let hints = symptoms.iter().filter(|symptom| symptom.name.starts_with("hint")).count();
        let matches = match (symptoms.len() - hints, hints) {
            (_, 0 | 1) => "1 of them".to_owned(),
            (0, _) => "2 of them".to_owned(),
            _ => "1 of quote_* or 2 of hint_*".to_owned(),
        };
        let base = terms.base_url.as_deref();
        let web = base.map(|base| format!("{}/{}", base.trim_end_matches('/'), page.path));
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
        }
    }

    fn symptoms(&self, exclusive: &[Exclusive]) -> Vec<Symptom> {
        let mut used = BTreeSet::new();
        let (mut quotes, mut hints) = (Vec::new(), Vec::new());
        for ((passage, words), shortest) in self.passages.iter().zip(&self.words).zip(exclusive) {
            let mut fragments = fragments(words, shortest);
            fragments.retain(|fragment| !used.contains(fragment));
            let kind = match strength(&fragments) {
                _ if fragments.is_empty() => continue,
                Strength::Proof => &mut quotes,
                Strength::Hint => &mut hints,
            };
            kind.push((passage.line, fragments.iter().map(|fragment| literal(fragment)).collect::<Vec<_>>()));
            used.extend(fragments);
        }
        // A hint alone decides nothing, and two are needed for a match.
        if hints.len() == 1 {
            quotes.append(&mut hints);
        }
        let named = |name: &'static str| {
            move |(at, (line, fragments)): (usize, (u32, Vec<String>))| Symptom {
                name: format!("{name}_{}", at + 1),
                line,
                predicates: vec![("text|most", Values::List(fragments))],
            }
        };
        let quotes = quotes.into_iter().take(MOST_SYMPTOMS).enumerate().map(named("quote"));
        quotes.chain(hints.into_iter().take(MOST_SYMPTOMS).enumerate().map(named("hint"))).collect()
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
