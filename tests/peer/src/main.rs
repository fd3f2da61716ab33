//! kbmatch beside rsigma-eval: the same rules on the same events, from bytes to answers.
//!
//! Both get JSON, an object a line, as NXLog writes it, and both parse it: kbmatch as a stream of bytes, rsigma-eval through
//! serde_json, as its documentation shows. MB are 10^6 bytes. The best of a few runs, taken in turn.
#![allow(clippy::print_stdout, reason = "a benchmark's table is its result")]
#![allow(clippy::cast_precision_loss, reason = "no count here is near 2^52")]

use clap::Parser;
use kbmatch::{KnowledgeBase, SourceFile, Verdict, compile_articles};
use kbmatch_tests::generate::articles::Case;
use kbmatch_tests::generate::logs::{Form, Plan, text};
use kbmatch_tests::{size, timed};
use rsigma_eval::{Engine, JsonEvent};
use rsigma_parser::{SigmaRule, parse_sigma_yaml};
use std::collections::BTreeSet;
use std::hint::black_box;

#[derive(Parser)]
#[command(name = "peer")]
struct Args {
    /// Rules: symptoms of one event each
    #[arg(long, default_value_t = 3000)]
    rules: usize,
    /// The most text of a run; less where a run would take longer than `--seconds`
    #[arg(long, default_value = "8MB", value_parser = size)]
    size: u64,
    /// How long a run of either may take, about
    #[arg(long, default_value_t = 2.0)]
    seconds: f64,
    /// Runs of each; the best counts
    #[arg(long, default_value_t = 5)]
    runs: usize,
}

/// What its documentation offers for many rules: the plain index, and two filters before it.
const SETTINGS: [(&str, bool, bool); 4] = [
    ("default", false, false),
    ("bloom prefilter", true, false),
    ("cross-rule ac", false, true),
    ("bloom and cross-rule ac", true, true),
];

struct Peer {
    name: &'static str,
    engine: Engine,
}

/// Ids of what matched, and how many events there were.
type Answer = (BTreeSet<String>, usize);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args = Args::parse();
    let cases: Vec<Case> = (0..).map(Case::new).filter(Case::needs_one_event).take(args.rules).collect();
    let sources: Vec<SourceFile> = cases.iter().map(Case::source).collect();
    let base = compile_articles(&sources).map_err(|_| "the generated articles are wrong")?;
    let rules = cases.iter().filter_map(Case::sigma).map(|rule| parsed(&rule)).collect::<Result<Vec<_>, _>>()?;
    if rules.len() != base.len() {
        return Err(format!("{} rules here, {} there: nothing to compare", base.len(), rules.len()).into());
    }
    let peers = SETTINGS.map(|(name, bloom, ac)| peer(name, bloom, ac, &rules));
    println!(
        "{} rules here, {} there; JSON parsing included on both sides; MB are 10^6 bytes",
        base.len(),
        rules.len()
    );
    measure(&args, &base, &peers);
    Ok(())
}

/// The one rule of a document. A collection keeps what it could not read as errors, which nobody may miss.
fn parsed(document: &str) -> Result<SigmaRule, Box<dyn std::error::Error>> {
    let mut collection = parse_sigma_yaml(document)?;
    match (collection.rules.pop(), collection.rules.is_empty(), collection.errors.is_empty()) {
        (Some(rule), true, true) => Ok(rule),
        _ => Err(format!("{document}\nis not one rule: {:?}", collection.errors).into()),
    }
}

fn peer(name: &'static str, bloom: bool, ac: bool, rules: &[SigmaRule]) -> Peer {
    let mut engine = Engine::new();
    engine.set_bloom_prefilter(bloom);
    engine.set_cross_rule_ac(ac);
    // Its index is built as the rules are added.
    let refused = engine.add_rules(rules);
    assert!(refused.is_empty(), "every generated rule is a Sigma rule: {refused:?}");
    Peer { name, engine }
}

fn measure(args: &Args, base: &KnowledgeBase, peers: &[Peer]) {
    let log = fitting(args, base, peers);
    let mb = log.len() as f64 / 1e6;
    let (mut ours, mut theirs) = (f64::INFINITY, vec![f64::INFINITY; peers.len()]);
    let (mut answer, mut answers) = (Answer::default(), vec![Answer::default(); peers.len()]);
    for _ in 0..args.runs.max(1) {
        ours = ours.min(timed(|| answer = scan(base, &log)).0);
        for ((peer, best), answer) in peers.iter().zip(&mut theirs).zip(&mut answers) {
            *best = best.min(timed(|| *answer = evaluate(&peer.engine, &log)).0);
        }
    }
    let json = (0..args.runs.max(1)).map(|_| timed(|| parse_only(&log)).0).fold(f64::INFINITY, f64::min);
    println!("{:30} {:>10} {:>12} {:>10} {:>10}  rules that match", "", "MB", "events/s", "MB/s", "x ours");
    row("kbmatch", mb, ours, 1.0, &answer);
    for ((peer, time), answer) in peers.iter().zip(&theirs).zip(&answers) {
        row(&format!("rsigma-eval, {}", peer.name), mb, *time, time / ours, answer);
    }
    row("serde_json alone", mb, json, json / ours, &(BTreeSet::new(), answer.1));
    let differ = answers.iter().filter(|other| other.0 != answer.0).count();
    println!("{differ} of {} settings of the peer match other rules than kbmatch does", peers.len());
    let best = theirs.iter().copied().fold(f64::INFINITY, f64::min);
    println!("its best setting takes {:.2} times as long as kbmatch", best / ours);
}

fn row(name: &str, mb: f64, time: f64, ratio: f64, (matched, events): &Answer) {
    let rate = *events as f64 / time;
    println!("{name:30} {mb:>10.2} {rate:>12.0} {:>10.2} {ratio:>10.2}  {}", mb / time, matched.len());
}

/// A log of the most text that both have time for.
fn fitting(args: &Args, base: &KnowledgeBase, peers: &[Peer]) -> String {
    let mut length = 50_000.min(args.size);
    loop {
        let log = text(&Plan::new(Form::FlatJson, length)).0;
        let theirs = peers.iter().map(|peer| timed(|| evaluate(&peer.engine, &log)).0);
        let slowest = theirs.fold(timed(|| scan(base, &log)).0, f64::max);
        if length >= args.size || slowest * 2.0 > args.seconds {
            return log;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "positive, and below 2^50"
        )]
        let longer = (length as f64 * (args.seconds / slowest).clamp(2.0, 16.0)) as u64;
        length = longer.min(args.size);
    }
}

fn scan(base: &KnowledgeBase, log: &str) -> Answer {
    let mut scanner = base.scanner();
    log.as_bytes().chunks(1 << 16).for_each(|piece| scanner.push(piece));
    let report = scanner.finish().report;
    let matches = report.results.iter().filter(|found| found.verdict == Verdict::Match);
    (matches.map(|found| found.article.clone()).collect(), report.events.len() + report.omitted)
}

fn evaluate(engine: &Engine, log: &str) -> Answer {
    let (mut matched, mut events) = (BTreeSet::new(), 0);
    for line in log.lines() {
        let Ok(value) = serde_json::from_str::<serde_json::Value>(line) else { continue };
        events += 1;
        for result in engine.evaluate(&JsonEvent::borrow(&value)) {
            matched.extend(result.header.rule_id.clone());
        }
    }
    (matched, events)
}

fn parse_only(log: &str) {
    for line in log.lines() {
        let _ = black_box(serde_json::from_str::<serde_json::Value>(line));
    }
}
