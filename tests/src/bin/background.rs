//! Counts how common values are in a folder of logs, and writes the table that `docs/background.md` describes.
//!
//!     cargo run --release -p kbmatch-tests --bin background -- LOGS -o core/src/eval/background/windows.tsv
#![allow(clippy::print_stderr, reason = "a command line program for people")]

use clap::Parser;
use kbmatch_tests::background::{Counts, Limits, table};
use kbmatch_tests::files_below;
use std::fs;
use std::path::PathBuf;

/// Writes a table of how common providers, event ids, logs, levels, words and numbers are in a folder of logs.
#[derive(Parser)]
struct Args {
    /// A folder of logs in any format that kbmatch reads; what lies deeper counts, too
    logs: PathBuf,
    /// The table
    #[arg(short, long)]
    output: PathBuf,
    /// Rows of headers at most
    #[arg(long, default_value_t = Limits::default().headers)]
    headers: usize,
    /// Rows of words and numbers at most
    #[arg(long, default_value_t = Limits::default().words)]
    words: usize,
    /// Words and numbers stand in so many logs at least
    #[arg(long, default_value_t = Limits::default().logs)]
    in_logs: usize,
}

fn main() -> std::io::Result<()> {
    let args = Args::parse();
    let mut counts = Counts::default();
    for (_, file) in files_below(&fs::canonicalize(&args.logs)?.to_string_lossy()) {
        let bytes = fs::read(&file)?;
        counts.add_log(bytes.chunks(1 << 16));
    }
    eprintln!("{} events in {} logs", counts.events(), counts.logs());
    let limits = Limits { headers: args.headers, words: args.words, logs: args.in_logs };
    fs::write(&args.output, table(&counts, &limits))
}
