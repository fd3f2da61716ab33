//! `cargo xtask bench`: how fast events are read, and that the time grows with the text only.

use crate::process::{cargo, run};
use anyhow::Result;

/// What to measure.
#[derive(clap::Args)]
pub(crate) struct Args {
    #[arg(value_enum, default_value = "layouts")]
    what: What,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum What {
    /// Every layout, beside a count of its lines; then a long stream and the memory that it takes.
    Layouts,
    /// 1 and 10 MB of every label, anchor and mark, repeated.
    Hostile,
}

pub(crate) fn run_benches(args: &Args) -> Result<()> {
    match args.what {
        What::Layouts => {
            bench("layouts")?;
            // A process of its own: its peak of memory is the stream's.
            bench("stream")
        }
        What::Hostile => bench("hostile"),
    }
}

fn bench(what: &str) -> Result<()> {
    run(&mut cargo(&["bench", "--quiet", "--package", "kbmatch-tests", "--bench", "reading", "--", what]))
}
