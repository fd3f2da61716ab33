//! The engine as wasm beside the engine as it is: the same packs, the same texts, from bytes to the report as JSON.

use crate::args::WasmArgs;
use crate::figures::{MB, made_up};
use kbmatch::KnowledgeBase;
use kbmatch_tests::generate::logs::{Form, Plan, text};
use kbmatch_tests::timed;
use std::io;
use std::path::Path;
use std::process::Command;

/// Milliseconds: of loading the pack, and of each run.
struct Times {
    load: f64,
    runs: Vec<f64>,
}

pub(crate) fn run(args: &WasmArgs) -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    println!(
        "Milliseconds from bytes to the report as JSON. first: before the browser's compiler has seen what matters."
    );
    for (what, articles, plan, runs) in [
        ("a log", args.articles, Plan::new(Form::EventViewer, args.size), args.runs),
        (
            "a paste",
            args.paste_articles,
            Plan { noise: 6, ..Plan::new(Form::EventViewer, args.paste) },
            25 * args.runs,
        ),
    ] {
        let (pack, text) = (made_up(articles).to_pack(), text(&plan).0);
        println!("\n{what} of {:.2} MB against {articles} articles, {runs} runs", text.len() as f64 / MB);
        println!(
            "{:20} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9}",
            "", "load", "first", "median", "best", "MB/s", "x native"
        );
        let native = natively(&pack, text.as_bytes(), runs);
        let best = row("native", &native, text.len(), None);
        let (pack_file, text_file) = (folder.path().join("pack"), folder.path().join("text"));
        std::fs::write(&pack_file, &pack)?;
        std::fs::write(&text_file, &text)?;
        for module in &args.module {
            let (name, path) = module.split_once('=').unwrap_or(("wasm", module));
            row(name, &under_node(Path::new(path), &pack_file, &text_file, runs)?, text.len(), Some(best));
        }
    }
    Ok(())
}

fn natively(pack: &[u8], text: &[u8], runs: usize) -> Times {
    let (load, base) = timed(|| KnowledgeBase::from_pack(pack).expect("the pack was made by this program"));
    let runs = (0..runs.max(1)).map(|_| timed(|| kbmatch_parity::report(&base, text)).0 * 1000.0);
    Times { load: load * 1000.0, runs: runs.collect() }
}

fn under_node(module: &Path, pack: &Path, text: &Path, runs: usize) -> io::Result<Times> {
    let script = kbmatch_tests::repository().join("tests/parity/run.cjs");
    let mut node = Command::new("node");
    node.arg(script).arg(module).arg("time").args([pack, text]).arg(runs.max(1).to_string());
    let output = node.output()?;
    let printed = String::from_utf8_lossy(&output.stdout);
    let mut times = printed.lines().map_while(|line| line.parse().ok());
    let load =
        times.next().ok_or_else(|| io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned()))?;
    Ok(Times { load, runs: times.collect() })
}

/// Prints a row and gives the median.
fn row(name: &str, times: &Times, bytes: usize, native: Option<f64>) -> f64 {
    let first = times.runs.first().copied().unwrap_or_default();
    let mut sorted = times.runs.clone();
    sorted.sort_by(f64::total_cmp);
    let [best, median] = [0, sorted.len() / 2].map(|at| sorted.get(at).copied().unwrap_or_default());
    let speed = bytes as f64 / MB / (median / 1000.0);
    let ratio = native.map_or(1.0, |native| median / native);
    println!(
        "{name:20} {:>9.2} {first:>9.2} {median:>9.2} {best:>9.2} {speed:>9.1} {ratio:>9.2}",
        times.load
    );
    median
}
