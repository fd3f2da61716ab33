//! Writes a log of any length: ordinary events, and now and then one that a generated article explains.
//!
//!     cargo run --release -p kbmatch-tests --bin generate-log -- --layout event-viewer --size 100MB > FILE
#![allow(clippy::print_stderr, reason = "a command line program for people")]

use clap::{Parser, builder::PossibleValuesParser};
use kbmatch_tests::generate::logs::{Form, Plan, write};
use kbmatch_tests::size;
use std::io::{BufWriter, Write as _, stdout};

/// Writes a made-up log to the standard output, and to the standard error which articles of `generate-kb` it hits.
#[derive(Parser)]
struct Args {
    /// How it is laid out
    #[arg(long, default_value = "event-viewer", value_parser = PossibleValuesParser::new(Form::ALL.map(Form::name)))]
    layout: String,
    /// How long it becomes: bytes, or 100KB, 100MB, 1GB (powers of ten)
    #[arg(long, default_value = "1MB", value_parser = size)]
    size: u64,
    /// So many ordinary events before each hit
    #[arg(long, default_value_t = 150)]
    noise: u32,
    /// Hits are of the first so many articles
    #[arg(long, default_value_t = 10)]
    articles: u32,
    /// Another seed gives another log
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

fn main() -> std::io::Result<()> {
    let Args { layout, size, noise, articles, seed } = Args::parse();
    let form = Form::named(&layout).unwrap_or(Form::EventViewer);
    let mut out = BufWriter::with_capacity(1 << 20, stdout().lock());
    let written = write(&Plan { form, size, noise, articles, seed }, &mut out)?;
    out.flush()?;
    eprintln!("{} bytes, {} events", written.bytes, written.events);
    for (article, times) in &written.hits {
        eprintln!("{article}: {times}");
    }
    Ok(())
}
