//! Whether the articles do what the rules' own logs ask for.

use super::{Made, Rules, Unproven};
use crate::{Skipped, Terms};
use kbmatch::{Input, KnowledgeBase, ORDINARY_LOGS, SourceFile, Verdict};
use std::collections::{BTreeMap, BTreeSet};

/// The logs beside a rule: the one that it finds, and the one that looks like it.
const FINDS: &str = "test.log";
const LOOKS_LIKE: &str = "test-fp.log";

/// Compiles the articles, scans the logs, and writes what holds: an article without mistakes, and a log as a sample where the
/// article says of it what the rule does. Articles that match each other's samples are related.
pub(super) fn prove(rules: &mut Rules, mut made: Vec<Made>, files: &[SourceFile], terms: &Terms) {
    leave_out_mistakes(rules, &mut made, terms);
    let logs: BTreeMap<&str, &SourceFile> = files.iter().map(|file| (file.path.as_str(), file)).collect();
    widen(&mut made, &logs, terms);
    let Some(base) = compiled(made.iter().map(|made| made.file(terms))) else { return };
    leave_out_ordinary(rules, &mut made, &base);
    let kept: BTreeSet<String> = made.iter().map(|made| made.draft.id.clone()).collect();
    let mut related: BTreeSet<(String, String)> = BTreeSet::new();
    let mut samples = Vec::new();
    for made in &made {
        let log = |name: &str| made.log(name, &logs);
        let found = log(FINDS).map(|log| matches(&base, log, made));
        let silent = log(LOOKS_LIKE).map(|log| matches(&base, log, made));
        if let Some(why) = why_not(found.as_ref(), silent.as_ref()) {
            rules.unproven.push(Unproven { path: made.path.clone(), why });
        } else {
            rules.proven += 1;
        }
        if let Some((log, found)) =
            log(FINDS).zip(found).filter(|(_, found)| found.own == Some(Verdict::Match))
        {
            samples.push(made.sample("match", log));
            let others = found.others.into_iter().filter(|other| kept.contains(other));
            let pairs = others.map(|other| (made.draft.id.clone(), other));
            related.extend(pairs.flat_map(|(a, b)| [(a.clone(), b.clone()), (b, a)]));
        }
        if let Some(log) = log(LOOKS_LIKE).filter(|_| silent.is_some_and(|silent| silent.is_silent())) {
            samples.push(made.sample("miss", log));
        }
    }
    for made in &mut made {
        let own = related.iter().filter(|(id, _)| *id == made.draft.id);
        made.draft.related = own.map(|(_, other)| other.clone()).collect();
    }
    rules.import.articles = made.len();
    rules.import.files = made.iter().map(|made| made.file(terms)).chain(samples).collect();
    rules.import.files.sort_by(|a, b| a.path.cmp(&b.path));
}

fn compiled(articles: impl Iterator<Item = SourceFile>) -> Option<KnowledgeBase> {
    kbmatch::compile_articles(&articles.collect::<Vec<_>>()).ok()
}

/// Takes the wider article where the narrow one does not find the rule's log, and the wider one does.
fn widen(made: &mut [Made], logs: &BTreeMap<&str, &SourceFile>, terms: &Terms) {
    let narrow = compiled(made.iter().map(|made| made.file(terms)));
    let wide = compiled(made.iter().filter_map(|made| made.wider_file(terms)));
    let Some((narrow, wide)) = narrow.zip(wide) else { return };
    for made in made {
        let Some(log) = made.log(FINDS, logs) else { continue };
        let finds = |base: &KnowledgeBase| matches(base, log, made).own == Some(Verdict::Match);
        if !finds(&narrow)
            && finds(&wide)
            && let Some(wider) = made.wider.take()
        {
            made.draft = wider;
        }
    }
}

/// Leaves out the articles that would keep the base from being built.
fn leave_out_mistakes(rules: &mut Rules, made: &mut Vec<Made>, terms: &Terms) {
    let written: Vec<SourceFile> = made.iter().map(|made| made.file(terms)).collect();
    let mistakes = kbmatch::compile_articles(&written).err().unwrap_or_default();
    for mistake in &mistakes {
        if let Some(at) = made.iter().position(|made| made.file_path() == mistake.file) {
            let path = made.remove(at).path;
            rules.import.skipped.push(Skipped { path: path.clone(), reason: "its article has a mistake" });
            rules.unproven.push(Unproven { path, why: mistake.message.clone() });
        }
    }
}

/// Leaves out the rules that find what machines log when nothing is wrong.
fn leave_out_ordinary(rules: &mut Rules, made: &mut Vec<Made>, base: &KnowledgeBase) {
    let mut ordinary = BTreeSet::new();
    for (_, text) in ORDINARY_LOGS {
        let results = base.scan(&Input::decode(text.as_bytes())).results;
        let matches = results.into_iter().filter(|finding| finding.verdict == Verdict::Match);
        ordinary.extend(matches.map(|finding| finding.article));
    }
    made.retain(|made| {
        let kept = !ordinary.contains(&made.draft.id);
        if !kept {
            let reason = "it finds ordinary logs";
            rules.import.skipped.push(Skipped { path: made.path.clone(), reason });
            rules.unproven.push(Unproven { path: made.path.clone(), why: reason.to_owned() });
        }
        kept
    });
}

/// What a log brings up.
struct Brought {
    own: Option<Verdict>,
    /// Other articles that match.
    others: Vec<String>,
}

impl Brought {
    fn is_silent(&self) -> bool {
        !self.own.is_some_and(Verdict::is_answer)
    }
}

fn matches(base: &KnowledgeBase, log: &SourceFile, made: &Made) -> Brought {
    let results = base.scan(&Input::decode(&log.bytes)).results;
    let own = results.iter().find(|finding| finding.article == made.draft.id).map(|finding| finding.verdict);
    let others = results.into_iter().filter(|finding| finding.verdict == Verdict::Match);
    let others = others.map(|finding| finding.article).filter(|id| *id != made.draft.id).collect();
    Brought { own, others }
}

/// What is missing from the proof of a rule.
fn why_not(found: Option<&Brought>, silent: Option<&Brought>) -> Option<String> {
    let verdict = |brought: &Brought| brought.own.map_or("nothing", Verdict::name);
    match (found, silent) {
        (None, _) => Some(format!("it has no {FINDS}")),
        (Some(found), _) if found.own != Some(Verdict::Match) => {
            Some(format!("{FINDS} is {}", verdict(found)))
        }
        (_, Some(silent)) if silent.own == Some(Verdict::Match) => Some(format!("{LOOKS_LIKE} is a match")),
        _ => None,
    }
}

impl Made {
    fn file_path(&self) -> String {
        format!("{}/article.md", self.draft.id)
    }

    fn log<'f>(&self, name: &str, logs: &BTreeMap<&str, &'f SourceFile>) -> Option<&'f SourceFile> {
        logs.get(format!("{}/{name}", self.folder).trim_start_matches('/')).copied()
    }

    fn wider_file(&self, terms: &Terms) -> Option<SourceFile> {
        let wider = self.wider.as_ref()?;
        Some(SourceFile { path: self.file_path(), bytes: wider.write(terms).into_bytes() })
    }

    fn file(&self, terms: &Terms) -> SourceFile {
        SourceFile { path: self.file_path(), bytes: self.draft.write(terms).into_bytes() }
    }

    fn sample(&self, kind: &str, log: &SourceFile) -> SourceFile {
        SourceFile { path: format!("{}/{kind}-rule.log", self.draft.id), bytes: log.bytes.clone() }
    }
}
