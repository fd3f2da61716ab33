//! Common Reliability Enumerations: rules on the lines of logs, in YAML, each in a folder with the log that it must find.
//!
//! ```text
//! rule.yaml --rule--> what it asks for --symptoms--> symptoms and a condition
//!           --prose--> kbmatch's sections
//! test.log, test-fp.log --proof--> samples, where the article keeps what the rule promises
//! ```
//!
//! The shape: <https://docs.prequel.dev/cres/cre-spec> and <https://docs.prequel.dev/rules/syntax>. Which log a rule is for (its
//! `source`) is not asked: a user's text does not say.

mod proof;
mod prose;
mod rule;
mod symptoms;

use crate::draft::{Draft, Source};
use crate::{Import, Skipped, Terms};
use kbmatch::draft::slug;
use kbmatch::{SourceFile, product_name};
use rule::Rule;
use std::collections::BTreeSet;
use symptoms::Lines;

/// What the import of rules gave.
#[derive(Debug, Default)]
pub struct Rules {
    /// The base. Every article in it that has a sample keeps what the sample promises.
    pub import: Import,
    /// How many of them match the log that the rule is given with, and not the one that looks like it.
    pub proven: usize,
    /// Rules whose article does not: where they stand, and why.
    pub unproven: Vec<Unproven>,
}

/// A rule whose article does not do what the rule's own logs ask for.
#[derive(Debug)]
pub struct Unproven {
    /// The rule's file.
    pub path: String,
    /// What is missing.
    pub why: String,
}

/// An article with the folder of the rule that it was made of.
struct Made {
    draft: Draft,
    /// The same article with expressions that look at several lines; taken where only that finds the rule's log.
    wider: Option<Draft>,
    path: String,
    folder: String,
}

/// Imports the rules among `files`, whose paths are relative to the folder. Deterministic. Cost: linear in the text of rules and
/// logs, and a scan of each log.
pub fn import(files: &[SourceFile], terms: &Terms) -> Rules {
    let mut rules = Rules::default();
    let mut made: Vec<Made> = Vec::new();
    let mut ids = BTreeSet::new();
    for file in files.iter().filter(|file| file.path.ends_with(".yaml") || file.path.ends_with(".yml")) {
        let mut skip = |reason| rules.import.skipped.push(Skipped { path: file.path.clone(), reason });
        let text = String::from_utf8_lossy(&file.bytes);
        let found = rule::read(&text);
        if found.is_empty() {
            skip("no rule");
        }
        for rule in found {
            match article(&rule, &file.path, Lines::One, terms) {
                Ok(draft) if ids.insert(draft.id.clone()) => {
                    let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
                    let wider = article(&rule, &file.path, Lines::All, terms).ok();
                    made.push(Made { draft, wider, path: file.path.clone(), folder });
                }
                Ok(_) => skip("another rule has its id"),
                Err(reason) => {
                    skip(reason);
                    rules.unproven.push(Unproven { path: file.path.clone(), why: reason.to_owned() });
                }
            }
        }
    }
    proof::prove(&mut rules, made, files, terms);
    rules
}

fn article(rule: &Rule, path: &str, lines: Lines, terms: &Terms) -> Result<Draft, &'static str> {
    let id = slug(&rule.id);
    if id.is_empty() || rule.title.is_empty() {
        return Err("a rule without an id or a title");
    }
    let (symptoms, matches) = symptoms::of(rule, lines)?;
    let web = terms.base_url.as_deref().map(|base| format!("{}/{path}", base.trim_end_matches('/')));
    let own = web.map(|url| Source { url, title: rule.title.clone(), updated: None });
    let others =
        rule.references.iter().map(|url| Source { url: url.clone(), title: url.clone(), updated: None });
    Ok(Draft {
        id,
        title: rule.title.clone(),
        severity: Some(severity(rule.severity)),
        products: products(&rule.applications),
        tags: rule.tags.iter().map(|tag| slug(tag)).collect(),
        sources: own.into_iter().chain(others).collect(),
        origin: (path.to_owned(), rule.line),
        author: rule.author.clone(),
        symptoms,
        matches,
        body: prose::write(rule),
        ..Draft::default()
    })
}

/// 0 is critical, 1 high, 2 medium, 3 low.
fn severity(number: i64) -> &'static str {
    match number {
        ..=0 => "critical",
        1 => "error",
        2 => "warning",
        _ => "info",
    }
}

/// The applications under the names that their makers give them, each once.
fn products(applications: &[String]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for application in applications {
        let name = product_name(application).map_or_else(|| application.clone(), str::to_owned);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}
