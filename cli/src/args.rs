//! What may stand on the command line.

use clap::{Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Finds the knowledge-base article that explains an event, with the evidence in the event's own text.
///
/// Everything happens on this machine.
#[derive(Debug, Parser)]
#[command(name = "kbmatch", version, arg_required_else_help = true, max_term_width = 100, after_help = EXAMPLES)]
pub(crate) struct Args {
    /// When to use colours; `auto` heeds NO_COLOR
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    pub(crate) color: Color,
    /// What to do
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXAMPLES: &str = "\
Examples:
  kbmatch scan event.txt               which article explains this event?
  kbmatch read event.txt               what is understood of it?
  Get-Clipboard | kbmatch scan         the same for what was just copied (PowerShell)
  kbmatch show                         all articles
  kbmatch show kb3193683               one of them
  kbmatch check kb/articles            is the knowledge base sound?";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Scan(ScanArgs),
    Read(ReadArgs),
    Check(CheckArgs),
    Build(BuildArgs),
    Show(ShowArgs),
}

/// Find the articles that explain the events in files or in standard input
///
/// Reads whatever was copied: Event Viewer's "Copy Details as Text", event XML, JSON, or just some lines of a log.
#[derive(Debug, clap::Args)]
#[command(after_help = SCAN_EXAMPLES)]
pub(crate) struct ScanArgs {
    /// Files with events; `-`, or none, reads standard input
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Another knowledge base than the built-in one: a folder of articles, or a pack that `kbmatch build` wrote
    #[arg(long, value_name = "DIR|PACK")]
    pub(crate) kb: Option<PathBuf>,
    /// `text` for people, `json` for programs (docs/report.schema.json)
    #[arg(long, default_value = "text")]
    pub(crate) format: ReportFormat,
    /// Also show the articles that look similar and cannot be it, and why
    #[arg(long)]
    pub(crate) all: bool,
}

const SCAN_EXAMPLES: &str = "\
Examples:
  kbmatch scan event.txt
  wevtutil qe Microsoft-Windows-AAD/Operational /c:20 /rd:true /f:text | kbmatch scan
  kbmatch scan --format json event.txt | jq -r '.results[].article'
  kbmatch scan --kb ../our-articles *.txt

With one FILE, the JSON is the report. With several, it is one line for each: {\"file\": ..., \"report\": ...}.

Exit status: 0 when an article matches, 1 when none does, 2 when something could not be read.";

/// Print the events of files or of standard input as they are understood, one JSON object a line
///
/// For everybody who wonders why an article was found, or was not: what kbmatch takes for an event, its fields, its error
/// codes, and the bytes where each of them stands. Nothing is matched.
#[derive(Debug, clap::Args)]
#[command(after_help = READ_EXAMPLES)]
pub(crate) struct ReadArgs {
    /// Files with events; `-`, or none, reads standard input
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
}

const READ_EXAMPLES: &str = "\
Examples:
  kbmatch read event.txt
  kbmatch read System.evtx | jq -c 'select(.event_id == 7031) | .header.time.value'
  kbmatch read big.log | jq -r '.header.provider.value // .format' | sort | uniq -c

A line is an event (docs/event.schema.json), or {\"note\": ...}. With several FILEs each line names its \"file\".

Exit status: 0 when there was an event or some text, 1 when there was nothing, 2 when something could not be read.";

/// Check a knowledge base: every mistake, with its place and a hint
#[derive(Debug, clap::Args)]
#[command(after_help = CHECK_EXAMPLES)]
pub(crate) struct CheckArgs {
    /// The folder of articles; without it `kb/articles`, or the current folder if it holds articles
    #[arg(value_name = "DIR")]
    pub(crate) folder: Option<PathBuf>,
    /// `text` for people, `json` for programs, `sarif` for code review tools
    #[arg(long, default_value = "text")]
    pub(crate) format: CheckFormat,
}

const CHECK_EXAMPLES: &str = "\
Examples:
  kbmatch check
  kbmatch check ../our-articles
  kbmatch check --format sarif > mistakes.sarif

Exit status: 0 when nothing is wrong, 1 when there are mistakes, 2 when the folder could not be read.";

/// Compile a folder of articles into a pack: one file that `--kb` and the page read
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  kbmatch build ../our-articles -o ours.kbpack")]
pub(crate) struct BuildArgs {
    /// The folder of articles
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// The pack to write
    #[arg(short, long, value_name = "PACK")]
    pub(crate) output: PathBuf,
}

/// Print an article, or list all of them
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  kbmatch show\n  kbmatch show kb3193683")]
pub(crate) struct ShowArgs {
    /// The article's id; without it, all ids and titles
    #[arg(value_name = "ARTICLE")]
    pub(crate) article: Option<String>,
    /// Another knowledge base than the built-in one: a folder of articles, or a pack
    #[arg(long, value_name = "DIR|PACK")]
    pub(crate) kb: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    Text,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    Text,
    Json,
    Sarif,
}
