//! Clocks, tables, and what Linux says of memory.

use kbmatch::{KnowledgeBase, Verdict, compile_articles};
use kbmatch_tests::generate::articles::sources;
use kbmatch_tests::generate::logs::Written;
use kbmatch_tests::timed;

/// Bytes of a megabyte.
pub(crate) const MB: f64 = 1e6;

/// The best times of several things that are done in turn, `runs` times.
pub(crate) fn best_in_turn(runs: usize, things: &mut [Box<dyn FnMut() + '_>]) -> Vec<f64> {
    let mut best = vec![f64::INFINITY; things.len()];
    for _ in 0..runs.max(1) {
        for (best, thing) in best.iter_mut().zip(things.iter_mut()) {
            *best = best.min(timed(thing).0);
        }
    }
    best
}

/// The made-up base of so many articles.
///
/// # Panics
///
/// Never: the generator makes no mistakes, its tests say.
pub(crate) fn made_up(articles: u32) -> KnowledgeBase {
    compile_articles(&sources(articles)).expect("generated articles are right")
}

/// Scans a text as a stream is scanned, in pieces; gives the number of events, and of articles that match.
pub(crate) fn scan(base: &KnowledgeBase, text: &str) -> (usize, usize) {
    let mut scanner = base.scanner();
    text.as_bytes().chunks(1 << 16).for_each(|piece| scanner.push(piece));
    let report = scanner.finish().report;
    let matches = report.results.iter().filter(|finding| finding.verdict == Verdict::Match).count();
    (report.events.len() + report.omitted, matches)
}

/// `found 9 of 10 articles`
pub(crate) fn found(matches: usize, written: &Written) -> String {
    format!("found {matches} of {} articles", written.hits.len())
}

/// A line of the process's `/proc/self/status` in megabytes; `None` elsewhere than on Linux.
pub(crate) fn memory(name: &str) -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
    let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    // The kernel's kB are 1024 bytes.
    Some(kilobytes * 1024.0 / MB)
}
