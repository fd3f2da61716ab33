//! Writes a knowledge base of any size, for `kbmatch build`.
//!
//!     cargo run --release -p kbmatch-tests --bin generate-kb -- --articles 10000 -o DIR

use clap::Parser;
use kbmatch_tests::generate::articles::{Case, MOST};
use std::fs;
use std::path::PathBuf;

/// Writes the folders of made-up articles, each with a sample that matches and one that does not.
#[derive(Parser)]
struct Args {
    /// How many
    #[arg(long, default_value_t = 361, value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST)))]
    articles: u32,
    /// The folder
    #[arg(short, long)]
    output: PathBuf,
}

fn main() -> std::io::Result<()> {
    let args = Args::parse();
    for case in (0..args.articles).map(Case::new) {
        for file in case.samples().into_iter().chain([case.source()]) {
            let path = args.output.join(&file.path);
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(path, &file.bytes)?;
        }
    }
    Ok(())
}
