//! From the files of a knowledge base to articles, or to everything that is wrong with them.
//!
//! ```text
//! article.md --yaml--> nodes with spans --front_matter, rule, condition--> Rule
//!            --markdown--> Body
//! ```
//!
//! Nothing stops at the first mistake: each step reports into [`Problems`] and goes on with what it could read.

mod common;
mod condition;
mod day;
mod diagnostic;
mod front_matter;
mod markdown;
mod never;
mod ordinary;
mod problems;
mod products;
mod references;
mod rule;
mod samples;
mod yaml;

pub use day::{Day, NotADay};
pub use diagnostic::{Diagnostic, DiagnosticCode, DiagnosticLevel};
pub use ordinary::ORDINARY_LOGS;
pub use products::product_name;
pub use samples::Collision;

use crate::article::Article;
use crate::{KnowledgeBase, Span};
use front_matter::Places;
use problems::Problems;

/// A file of a knowledge base's folder.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Its path below the folder, with `/` between names.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl SourceFile {
    fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}

/// An article as it was read: what the checks over the whole base need beside it.
struct Draft<'a> {
    file: &'a SourceFile,
    article: Article,
    /// Where its `id` stands.
    id_span: Span,
    /// Ids that it refers to, with their places: `related`, and links to `#/id`.
    references: Vec<(String, Span)>,
    /// Where else things stand.
    places: Places,
}

/// What front matter may hold: the keys of each kind of map that has a fixed set of them, by the kind's name in
/// `docs/article.schema.json`.
pub const ARTICLE_KEYS: &[(&str, &[&str])] = &[
    ("article", &front_matter::KEYS),
    ("source", &front_matter::SOURCE_KEYS),
    ("origin", &front_matter::ORIGIN_KEYS),
    ("license", &front_matter::LICENSE_KEYS),
    ("cause", &rule::CAUSE_KEYS),
    ("capture", &rule::CAPTURE_KEYS),
    ("correlation", &condition::CORRELATION),
    ("count", &condition::COUNT),
];

/// What may stand behind a field's name in a symptom; and the flags that may follow `re`.
pub const MODIFIERS: (&[&str], &[&str]) = (&rule::MODIFIERS, &rule::FLAGS);

/// The articles' file, one to a folder.
const ARTICLE: &str = "article.md";

/// What [`check`] goes by.
#[derive(Clone, Copy, Debug, Default)]
pub struct CheckOptions {
    /// What day it is; without it no source is too old, and none lies in the future.
    pub today: Option<Day>,
    /// After how many years without a change a source is stale.
    pub stale_after_years: Option<u16>,
    /// Whether an article may do without symptoms: a search finds it, and no text. It needs no samples then.
    pub allow_search_only: bool,
    /// Whether to leave samples and [`ORDINARY_LOGS`] alone, which take most of the time.
    pub skip_samples: bool,
}

/// What a check of a knowledge base gave.
#[derive(Debug)]
pub struct Checked {
    /// The base; `None` when there are errors.
    pub base: Option<KnowledgeBase>,
    /// Everything that is wrong, in the order of files and places.
    pub diagnostics: Vec<Diagnostic>,
    /// Which samples bring up other articles than their own, in the order of samples; empty when articles could not be read.
    pub collisions: Vec<Collision>,
}

/// Compiles the files of a knowledge base: reads every article, checks them against each other, and runs every sample.
///
/// # Errors
///
/// The errors of [`check`], in the order of files and places. Samples are run only when all articles could be read.
pub fn compile(files: &[SourceFile]) -> Result<KnowledgeBase, Vec<Diagnostic>> {
    let Checked { base, mut diagnostics, .. } = check(files, &CheckOptions::default());
    diagnostics.retain(Diagnostic::is_error);
    base.ok_or(diagnostics)
}

/// As [`compile`], without a look at samples: for articles that are being written, and for tests of the engine.
///
/// # Errors
///
/// Everything that is wrong with the articles themselves.
pub fn compile_articles(files: &[SourceFile]) -> Result<KnowledgeBase, Vec<Diagnostic>> {
    let (drafts, mut diagnostics) = read_articles(files, false);
    diagnostics.retain(Diagnostic::is_error);
    let base = if diagnostics.is_empty() { base_of(&drafts, &mut diagnostics) } else { None };
    base.ok_or(diagnostics)
}

/// Looks for everything that is wrong with a knowledge base, and for what a person should look at. Cost: a scan of each sample
/// and of [`ORDINARY_LOGS`].
pub fn check(files: &[SourceFile], options: &CheckOptions) -> Checked {
    let (drafts, mut diagnostics) = read_articles(files, options.allow_search_only);
    diagnostics.extend(samples::check_files(files, &drafts));
    diagnostics.extend(references::check_dates(&drafts, options));
    let mut collisions = Vec::new();
    let mut base = None;
    if !diagnostics.iter().any(Diagnostic::is_error) {
        base = base_of(&drafts, &mut diagnostics);
    }
    if let Some(base) = base.as_ref().filter(|_| !options.skip_samples) {
        let ran = samples::run(files, &drafts, base);
        diagnostics.extend(ran.diagnostics);
        collisions = ran.collisions;
        diagnostics.extend(ordinary::check(&drafts, base));
        diagnostics.extend(common::check(&drafts));
    }
    sort(&mut diagnostics);
    let base = base.filter(|_| !diagnostics.iter().any(Diagnostic::is_error));
    Checked { base, diagnostics, collisions }
}

fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| (&a.file, a.span, a.code).cmp(&(&b.file, b.span, b.code)));
}

/// Every article that can be read, and what is wrong with each and with their references.
fn read_articles(files: &[SourceFile], may_lack_symptoms: bool) -> (Vec<Draft<'_>>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut drafts = Vec::new();
    for file in files.iter().filter(|file| file.name() == ARTICLE) {
        let mut problems = Problems::new(&file.path);
        drafts.extend(read_article(file, may_lack_symptoms, &mut problems));
        diagnostics.extend(problems.into_list());
    }
    if drafts.is_empty() && diagnostics.is_empty() {
        diagnostics.push(
            Diagnostic::new(DiagnosticCode::NoArticles, "", Span::default(), "there is no article here")
                .hint("an article is a folder with a file `article.md`"),
        );
    }
    // A reference to an article that could not be read is not dead.
    if !diagnostics.iter().any(Diagnostic::is_error) {
        diagnostics.extend(references::check(&drafts));
    }
    sort(&mut diagnostics);
    (drafts, diagnostics)
}

fn base_of(drafts: &[Draft<'_>], diagnostics: &mut Vec<Diagnostic>) -> Option<KnowledgeBase> {
    match KnowledgeBase::new(drafts.iter().map(|draft| draft.article.clone()).collect()) {
        Ok(base) => Some(base),
        Err(error) => {
            let message = format!("the articles do not fit into a pack: {error}");
            diagnostics.push(Diagnostic::new(DiagnosticCode::TooLarge, "", Span::default(), message));
            None
        }
    }
}

fn read_article<'a>(
    file: &'a SourceFile,
    may_lack_symptoms: bool,
    problems: &mut Problems<'_>,
) -> Option<Draft<'a>> {
    let text = match std::str::from_utf8(&file.bytes) {
        Ok(text) => text,
        Err(error) => {
            let at = error.valid_up_to();
            problems
                .add(DiagnosticCode::NotText, Span::new(at, at), "here the file is not UTF-8")
                .hint("save the file as UTF-8");
            return None;
        }
    };
    let Some(parts) = split(text) else {
        problems
            .add(DiagnosticCode::NoFrontMatter, first_line(text), "the file does not begin with front matter")
            .hint("begin with a line `---`, then YAML, then another line `---`; docs/articles.md has an example");
        return None;
    };
    let before = problems.errors();
    let front = yaml::parse(&text[parts.front.range()], parts.front.start, problems)
        .and_then(|root| front_matter::read(&root, may_lack_symptoms, problems));
    let is_draft = front.as_ref().is_some_and(|front| front.article.draft);
    let markdown = markdown::read(text, parts.body, is_draft, problems);
    let front = front?;
    front_matter::check_against_body(&front, &markdown, problems);
    if problems.errors() > before {
        return None;
    }
    let mut references = front.references;
    references.extend(markdown.references);
    let article = Article { area: area(file).to_owned(), body: markdown.body, ..front.article };
    Some(Draft { file, article, id_span: front.id_span, references, places: front.places })
}

/// The folder above the article's folder.
fn area(file: &SourceFile) -> &str {
    file.folder().rsplit_once('/').map_or("", |(area, _)| area)
}

struct Parts {
    front: Span,
    body: Span,
}

/// The front matter between two lines of `---`, and what follows.
fn split(text: &str) -> Option<Parts> {
    let start = text.strip_prefix('\u{feff}').map_or(0, |_| '\u{feff}'.len_utf8());
    let mut lines = text[start..].split_inclusive('\n').scan(start, |at, line| {
        let line_start = *at;
        *at += line.len();
        Some((line_start, line))
    });
    let (_, first) = lines.next().filter(|(_, line)| line.trim_end() == "---")?;
    let front = start + first.len();
    let (end, last) = lines.find(|(_, line)| line.trim_end() == "---")?;
    Some(Parts { front: Span::new(front, end), body: Span::new(end + last.len(), text.len()) })
}

fn first_line(text: &str) -> Span {
    Span::new(0, text.lines().next().unwrap_or_default().len())
}
