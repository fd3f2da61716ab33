//! `cargo xtask bench`: how fast events are read and matched, and that the time grows with the text only.

use crate::process::{cargo, run};
use crate::{browser, wasm};
use anyhow::Result;

/// What to measure.
#[derive(clap::Args)]
pub(crate) struct Args {
    #[arg(value_enum, default_value = "layouts")]
    what: What,
    /// Flags of that benchmark, as `--size 100MB`; `--help` lists them
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    flags: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum What {
    /// Every layout, beside a count of its lines; then a long stream and the memory that it takes.
    Layouts,
    /// 1 and 10 MB of every label, anchor and mark, repeated.
    Hostile,
    /// Knowledge bases from 10 to 100,000 articles on logs, beside a bare search for their literals.
    Scan,
    /// Ways to find all literals of a base in one pass, side by side.
    Literals,
    /// The size of packs, how long they take to load, and the memory that they then take.
    Pack,
    /// What a paste of 10 KB takes against 10,000 articles.
    Paste,
    /// A stream of 1 GB, and the most memory that it takes.
    Memory,
    /// The engine as wasm under Node, built for size and for speed, with SIMD and without, beside the engine as it is.
    Wasm,
    /// Beside rsigma-eval, with the same rules on the same events.
    Peer,
}

pub(crate) fn run_benches(args: &Args) -> Result<()> {
    match args.what {
        What::Layouts => {
            reading("layouts")?;
            // A process of its own: its peak of memory is the stream's.
            reading("stream")
        }
        What::Hostile => reading("hostile"),
        What::Scan => matching("scan", &args.flags),
        What::Literals => matching("literals", &args.flags),
        What::Pack => matching("pack", &args.flags),
        What::Paste => matching("paste", &args.flags),
        What::Memory => matching("memory", &args.flags),
        What::Wasm => as_wasm(&args.flags),
        What::Peer => peer(&args.flags),
    }
}

fn reading(what: &str) -> Result<()> {
    bench("reading", what, &[])
}

fn matching(what: &str, flags: &[String]) -> Result<()> {
    bench("matching", what, flags)
}

fn bench(name: &str, what: &str, flags: &[String]) -> Result<()> {
    let fixed = ["bench", "--quiet", "--package", "kbmatch-tests", "--bench", name, "--", what];
    run(cargo(&fixed).args(flags))
}

/// How the page could be built: its name here, and what is asked for beyond its profile.
const WAYS: [(&str, &[&str], &[&str]); 4] = [
    ("size", &[], &[]),
    ("size, SIMD", &[], &[wasm::SIMD]),
    ("speed", &SPEED, &[]),
    ("speed, SIMD", &SPEED, &[wasm::SIMD]),
];

const SPEED: [&str; 3] = [wasm::SPEED, "--features", "speed"];

fn as_wasm(flags: &[String]) -> Result<()> {
    browser::ensure_node()?;
    let mut modules = Vec::new();
    for (name, options, rustc) in WAYS {
        let folder = format!("target/bench-wasm/{}", name.replace(", ", "-"));
        let options = [&["--profile", "page"][..], options].concat();
        let module = wasm::build_for_node_with("kbmatch-parity", &folder, &options, rustc)?;
        modules.push(format!("--module={name}={}", std::path::absolute(module)?.display()));
    }
    matching("wasm", &[&modules[..], flags].concat())
}

/// A package of its own, whose dependencies no other build pays for. It shares the folder of what is built.
fn peer(flags: &[String]) -> Result<()> {
    let manifest = "tests/peer/Cargo.toml";
    let fixed = ["run", "--quiet", "--release", "--manifest-path", manifest, "--target-dir", "target", "--"];
    run(cargo(&fixed).args(flags))
}
