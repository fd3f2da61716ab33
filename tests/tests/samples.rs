//! Every sample of every article that ships gets the verdict that its name says.

use kbmatch::{KnowledgeBase, Verdict};
use kbmatch_tests::{default_base, read_base, scan};
use libtest_mimic::{Arguments, Failed, Trial};
use std::process::ExitCode;
use std::sync::Arc;

fn main() -> ExitCode {
    let base = Arc::new(default_base());
    let trials =
        read_base("kb/articles").into_iter().filter(|file| !file.path.ends_with("/article.md")).map(|file| {
            let base = Arc::clone(&base);
            let path = file.path.clone();
            Trial::test(path, move || check(&base, &file.path, &file.bytes))
        });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit_code()
}

fn check(base: &KnowledgeBase, path: &str, bytes: &[u8]) -> Result<(), Failed> {
    let mut names = path.rsplit('/');
    let (sample, article) = (names.next().unwrap_or_default(), names.next().unwrap_or_default());
    if base.entry(article).is_none() {
        return Err(format!("the base holds no article {article:?}").into());
    }
    let scanned = scan(base, bytes, true);
    let verdict = scanned
        .report
        .results
        .iter()
        .find(|finding| finding.article == article)
        .map(|finding| finding.verdict);
    let right = match sample.split('-').next() {
        Some("match") => verdict == Some(Verdict::Match),
        Some("possible") => verdict == Some(Verdict::Possible),
        Some("miss") => matches!(verdict, None | Some(Verdict::NearMiss)),
        _ => return Err("a sample begins with match-, possible- or miss-".into()),
    };
    let found = verdict.map_or("nothing", Verdict::name);
    if right { Ok(()) } else { Err(format!("the verdict is {found}\n\n{}", scanned.text).into()) }
}
