use clap::builder::PossibleValuesParser;
use clap::{Parser, Subcommand};
use kbmatch_tests::generate::logs::Form;
use kbmatch_tests::size;
use std::path::PathBuf;

#[derive(Parser)]
#[command(name = "matching")]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) what: What,
    /// Cargo adds this.
    #[arg(long, hide = true, global = true)]
    bench: bool,
}

#[derive(Subcommand)]
pub(crate) enum What {
    /// Events and megabytes per second, beside a bare search for the same literals
    Scan(ScanArgs),
    /// Ways to find all literals of a base in one pass, side by side
    Literals(LiteralsArgs),
    /// The size of packs, how long they take to load, and the memory that they then take
    Pack(PackArgs),
    /// How long a paste takes
    Paste(PasteArgs),
    /// The peak of memory of a long stream
    Memory(MemoryArgs),
    /// The engine as wasm, beside the engine as it is
    Wasm(WasmArgs),
    /// Loads a pack and prints what that took; `pack` starts it as a process of its own
    #[command(hide = true)]
    Load { pack: PathBuf },
}

#[derive(clap::Args)]
pub(crate) struct ScanArgs {
    /// The most text of a run; less where a run would take longer than `--seconds`
    #[arg(long, default_value = "8MB", value_parser = size)]
    pub(crate) size: u64,
    /// How long a run may take, about
    #[arg(long, default_value_t = 0.6)]
    pub(crate) seconds: f64,
    /// Sizes of knowledge bases, in articles; each is compared with the first
    #[arg(long, value_delimiter = ',', default_value = "10,361,10000,100000")]
    pub(crate) articles: Vec<u32>,
    /// Layouts of the log
    #[arg(
        long,
        value_delimiter = ',',
        default_value = "event-viewer,xml,json-lines,csv,syslog",
        value_parser = PossibleValuesParser::new(Form::ALL.map(Form::name))
    )]
    pub(crate) layout: Vec<String>,
    /// Runs of each; the best counts
    #[arg(long, default_value_t = 3)]
    pub(crate) runs: usize,
}

#[derive(clap::Args)]
pub(crate) struct PackArgs {
    /// Sizes of knowledge bases, in articles
    #[arg(long, value_delimiter = ',', default_value = "10,361,10000,100000")]
    pub(crate) articles: Vec<u32>,
    /// Loads of each, each in a process of its own; the best counts
    #[arg(long, default_value_t = 3)]
    pub(crate) runs: usize,
}

#[derive(clap::Args)]
pub(crate) struct PasteArgs {
    /// Articles
    #[arg(long, default_value_t = 10_000)]
    pub(crate) articles: u32,
    /// The paste's length
    #[arg(long, default_value = "10KB", value_parser = size)]
    pub(crate) size: u64,
    /// Pastes of each layout; fewer where they would take longer than ten seconds
    #[arg(long, default_value_t = 200)]
    pub(crate) runs: usize,
}

#[derive(clap::Args)]
pub(crate) struct MemoryArgs {
    /// Articles
    #[arg(long, default_value_t = 361)]
    pub(crate) articles: u32,
    /// The stream's length
    #[arg(long, default_value = "1GB", value_parser = size)]
    pub(crate) size: u64,
    /// Stops after about so many seconds, and says so
    #[arg(long, default_value_t = 110.0)]
    pub(crate) seconds: f64,
    /// The log's layout
    #[arg(long, default_value = "event-viewer", value_parser = PossibleValuesParser::new(Form::ALL.map(Form::name)))]
    pub(crate) layout: String,
}

#[derive(clap::Args)]
pub(crate) struct WasmArgs {
    /// Modules that Node loads, each as NAME=FILE: `cargo xtask bench wasm` makes them
    #[arg(long)]
    pub(crate) module: Vec<String>,
    /// The log's length
    #[arg(long, default_value = "8MB", value_parser = size)]
    pub(crate) size: u64,
    /// The articles that it is matched to
    #[arg(long, default_value_t = 361)]
    pub(crate) articles: u32,
    /// The paste's length
    #[arg(long, default_value = "10KB", value_parser = size)]
    pub(crate) paste: u64,
    /// The articles that it is matched to
    #[arg(long, default_value_t = 10_000)]
    pub(crate) paste_articles: u32,
    /// Runs with the log; the paste's are 25 times as many
    #[arg(long, default_value_t = 8)]
    pub(crate) runs: usize,
}

#[derive(clap::Args)]
pub(crate) struct LiteralsArgs {
    /// The log's length, in Event Viewer's layout
    #[arg(long, default_value = "8MB", value_parser = size)]
    pub(crate) size: u64,
    /// Sizes of knowledge bases, in articles
    #[arg(long, value_delimiter = ',', default_value = "10,361,10000,100000")]
    pub(crate) articles: Vec<u32>,
    /// Runs, of which the best counts
    #[arg(long, default_value_t = 3)]
    pub(crate) runs: usize,
}
