//! Packs of all sizes.

use crate::args::PackArgs;
use crate::figures::{MB, memory};
use kbmatch::{KnowledgeBase, compile_articles};
use kbmatch_tests::generate::articles::{literals, sources};
use kbmatch_tests::timed;
use std::path::Path;
use std::process::Command;

/// What a process that loads a pack prints, in its order.
#[derive(Clone, Copy, Debug)]
struct Loaded {
    seconds: f64,
    resident: f64,
    peak: f64,
}

pub(crate) fn run(args: &PackArgs) {
    println!(
        "MB are 10^6 bytes. B/symptom: bytes of the pack beyond its literals, for each symptom, prose included."
    );
    println!(
        "sources: the articles' files. resident and peak: of a process that loads the pack, beyond what it had before."
    );
    let names = [
        "symptoms",
        "literals MB",
        "sources MB",
        "pack MB",
        "B/symptom",
        "load ms",
        "resident MB",
        "peak MB",
        "x pack",
    ];
    println!("{:>8}{}", "articles", names.map(|name| format!(" {name:>11}")).concat());
    for &articles in &args.articles {
        if let Err(error) = row(articles, args.runs) {
            println!("{articles:>8} {error}");
        }
    }
}

fn row(articles: u32, runs: usize) -> std::io::Result<()> {
    let sources = sources(articles);
    let from: usize = sources.iter().map(|file| file.bytes.len()).sum();
    let base = compile_articles(&sources).map_err(|_| std::io::Error::other("the articles are wrong"))?;
    drop(sources);
    let symptoms = base.manifest().symptoms;
    let pack = base.to_pack();
    drop(base);
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("base.pack");
    std::fs::write(&file, &pack)?;
    let all: Vec<Loaded> = (0..runs.max(1)).filter_map(|_| load_apart(&file)).collect();
    let best = |figure: fn(&Loaded) -> f64| all.iter().map(figure).fold(f64::INFINITY, f64::min);
    let literals: usize = literals(articles).iter().map(String::len).sum();
    let size = pack.len() as f64;
    let resident = best(|loaded| loaded.resident);
    let figures = [
        symptoms as f64,
        literals as f64 / MB,
        from as f64 / MB,
        size / MB,
        (size - literals as f64) / symptoms as f64,
        best(|loaded| loaded.seconds) * 1000.0,
        resident,
        best(|loaded| loaded.peak),
        resident * MB / size,
    ];
    println!("{articles:>8}{}", figures.map(|figure| format!(" {figure:>11.2}")).concat());
    Ok(())
}

fn load_apart(pack: &Path) -> Option<Loaded> {
    let output = Command::new(std::env::current_exe().ok()?).arg("load").arg(pack).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let figures: Vec<f64> = text.split_whitespace().map_while(|word| word.parse().ok()).collect();
    let [seconds, resident, peak] = figures[..] else { return None };
    Some(Loaded { seconds, resident, peak })
}

/// Loads a pack and prints seconds, megabytes that stay, and the peak of megabytes.
pub(crate) fn load(pack: &Path) {
    let before = memory("VmRSS").unwrap_or_default();
    let (seconds, base) = timed(|| {
        let bytes = std::fs::read(pack).ok()?;
        KnowledgeBase::from_pack(bytes).ok()
    });
    let Some(base) = base else { return };
    let [resident, peak] = ["VmRSS", "VmHWM"].map(|name| memory(name).unwrap_or_default() - before);
    println!("{seconds} {resident} {peak}");
    drop(base);
}
