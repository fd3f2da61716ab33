//! Samples: pastes beside an article, whose names say what must become of them.

use super::diagnostic::{Diagnostic, DiagnosticCode};
use super::{ARTICLE, Draft, SourceFile};
use crate::article::Article;
use crate::report::{Finding, Verdict};
use crate::{Input, KnowledgeBase, Span};
use std::collections::{BTreeMap, BTreeSet};

/// What a sample's name promises.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Promise {
    Match,
    Possible,
    Miss,
}

impl Promise {
    fn of(name: &str) -> Option<Self> {
        [("match-", Self::Match), ("possible-", Self::Possible), ("miss-", Self::Miss)]
            .into_iter()
            .find_map(|(prefix, promise)| name.starts_with(prefix).then_some(promise))
    }

    fn is_kept(self, verdict: Option<Verdict>) -> bool {
        match self {
            Self::Match => verdict == Some(Verdict::Match),
            Self::Possible => verdict == Some(Verdict::Possible),
            Self::Miss => !verdict.is_some_and(Verdict::is_answer),
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Match => "`match`",
            Self::Possible => "`possible`",
            Self::Miss => "neither `match` nor `possible`",
        }
    }
}

/// Checks that every article has its samples, unless it is a draft or has no symptoms, and that nothing else lies beside it.
pub(super) fn check_files(files: &[SourceFile], drafts: &[Draft<'_>]) -> Vec<Diagnostic> {
    let unfinished: BTreeSet<&str> =
        drafts.iter().filter(|draft| needs_none(&draft.article)).map(|draft| draft.file.folder()).collect();
    let mut promised: BTreeMap<&str, Vec<Promise>> = BTreeMap::new();
    for file in files {
        promised.entry(file.folder()).or_default().extend(Promise::of(file.name()));
    }
    let articles = files.iter().filter(|file| file.name() == ARTICLE);
    let folders: BTreeSet<&str> = articles.clone().map(SourceFile::folder).collect();
    let finished = articles.filter(|file| !unfinished.contains(file.folder()) && !says_draft(file));
    let mut found: Vec<Diagnostic> = finished
        .flat_map(|article| missing(article, &promised.get(article.folder()).cloned().unwrap_or_default()))
        .collect();
    for file in files.iter().filter(|file| file.name() != ARTICLE) {
        let problem = match (folders.contains(file.folder()), Promise::of(file.name())) {
            (true, None) => Some((
                "this is neither the article nor a sample",
                "a sample is called `match-*`, `possible-*` or `miss-*`",
            )),
            (false, Some(_)) => Some((
                "this sample lies beside no article",
                "put it beside the `article.md` that it belongs to",
            )),
            _ => None,
        };
        if let Some((message, hint)) = problem {
            found.push(
                Diagnostic::new(DiagnosticCode::StrayFile, &file.path, Span::default(), message).hint(hint),
            );
        }
    }
    found
}

fn needs_none(article: &Article) -> bool {
    article.draft || article.rule.symptoms.is_empty()
}

/// Whether the front matter, which may be too broken to be read, says that the article is a draft.
fn says_draft(article: &SourceFile) -> bool {
    let text = String::from_utf8_lossy(&article.bytes);
    text.lines()
        .skip(1)
        .take_while(|line| line.trim_end() != "---")
        .any(|line| line.trim_end() == "draft: true")
}

fn missing(article: &SourceFile, promises: &[Promise]) -> Vec<Diagnostic> {
    [
        (Promise::Match, "match-", "a paste that this article explains"),
        (Promise::Miss, "miss-", "a look-alike that it does not explain"),
    ]
    .into_iter()
    .filter(|(promise, ..)| !promises.contains(promise))
    .map(|(_, prefix, what)| {
        let message = format!("there is no sample `{prefix}*`");
        Diagnostic::new(DiagnosticCode::MissingSample, &article.path, Span::default(), message)
            .hint(format!("add a file `{prefix}something.txt` beside the article: {what}"))
    })
    .collect()
}

/// A sample that brings up another article than its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Collision {
    /// The sample, as [`SourceFile::path`].
    pub sample: String,
    /// The article that it is a sample of.
    pub article: String,
    /// The article that it brings up.
    pub other: String,
    /// What it is for that article: `match` or `possible`.
    pub verdict: Verdict,
    /// The bits of evidence for that article.
    pub score: f64,
    /// Whether each of the two names the other as related.
    pub declared: bool,
}

/// What running all samples gave.
#[derive(Default)]
pub(super) struct Ran {
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) collisions: Vec<Collision>,
}

/// Scans every sample with the whole base and compares the verdicts with the names.
pub(super) fn run(files: &[SourceFile], drafts: &[Draft<'_>], base: &KnowledgeBase) -> Ran {
    let mut ran = Ran::default();
    let mut beside: BTreeMap<&str, Vec<&SourceFile>> = BTreeMap::new();
    for file in files {
        beside.entry(file.folder()).or_default().push(file);
    }
    let by_id: BTreeMap<&str, &Article> =
        drafts.iter().map(|draft| (draft.article.id.as_str(), &draft.article)).collect();
    for draft in drafts {
        for file in beside.get(draft.file.folder()).into_iter().flatten() {
            let Some(promise) = Promise::of(file.name()) else { continue };
            let results = base.scan(&Input::decode(&file.bytes)).results;
            let own = results.iter().find(|finding| finding.article == draft.article.id);
            if !promise.is_kept(own.map(|finding| finding.verdict)) {
                ran.diagnostics.push(broken(file, draft, promise, own));
            }
            let collisions = collisions(file, draft, &results, &by_id);
            if promise == Promise::Match {
                let undeclared = collisions
                    .iter()
                    .filter(|collision| collision.verdict == Verdict::Match && !collision.declared);
                ran.diagnostics.extend(undeclared.map(|collision| collides(file, collision)));
            }
            ran.collisions.extend(collisions);
        }
    }
    ran
}

fn broken(file: &SourceFile, draft: &Draft<'_>, promise: Promise, own: Option<&Finding>) -> Diagnostic {
    let id = &draft.article.id;
    let verdict = own.map_or("nothing", |finding| finding.verdict.name());
    let message = format!("`{id}` should say {} here, and says {verdict}", promise.words());
    Diagnostic::new(DiagnosticCode::SampleVerdict, &file.path, Span::default(), message).hint(why(own))
}

/// What the verdict rests on, in one line.
fn why(own: Option<&Finding>) -> String {
    let Some(finding) = own else {
        return "no symptom has specific evidence in this sample".to_owned();
    };
    let list = |parts: Vec<String>| parts.join("; ");
    match finding.verdict {
        Verdict::Match => {
            list(finding.evidence.iter().map(|e| format!("{}: {}", e.symptom, e.expected)).collect())
        }
        Verdict::Possible => {
            format!(
                "undecided: {}",
                list(finding.missing.iter().map(|m| format!("{}: {}", m.symptom, m.expected)).collect())
            )
        }
        Verdict::NearMiss => {
            let against = finding.against.iter().map(|a| match a.found.as_str() {
                "" => format!("{}: {}, not found", a.symptom, a.expected),
                found => format!("{}: {}, found `{found}`", a.symptom, a.expected),
            });
            format!("against it: {}", list(against.collect()))
        }
    }
}

fn collisions(
    file: &SourceFile,
    draft: &Draft<'_>,
    results: &[Finding],
    by_id: &BTreeMap<&str, &Article>,
) -> Vec<Collision> {
    let own = &draft.article;
    let others = results.iter().filter(|finding| finding.verdict.is_answer() && finding.article != own.id);
    others
        .map(|finding| {
            let other = by_id.get(finding.article.as_str());
            let back = other.is_some_and(|other| other.related.contains(&own.id));
            Collision {
                sample: file.path.clone(),
                article: own.id.clone(),
                other: finding.article.clone(),
                verdict: finding.verdict,
                score: finding.score,
                declared: back && own.related.contains(&finding.article),
            }
        })
        .collect()
}

fn collides(file: &SourceFile, collision: &Collision) -> Diagnostic {
    let message = format!("this sample of `{}` also matches `{}`", collision.article, collision.other);
    Diagnostic::new(DiagnosticCode::SampleCollision, &file.path, Span::default(), message).hint(
        "give each the field that tells them apart; if both are right, name each in the other's `related`",
    )
}
