//! What may stand on the command line.

use crate::base::{FolderArgs, KbArgs};
use clap::{Parser, Subcommand, ValueEnum};
use kbmatch::Day;
use kbmatch::assess::Metric;
use kbmatch_site::BaseUrl;
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
  kbmatch explain kb3193683 event.txt  why is this article the answer, or why not?
  kbmatch draft event.txt              begin an article with this event
  kbmatch redact event.txt             the event without names and addresses
  kbmatch check kb/articles            is the knowledge base sound?
  kbmatch eval cases.jsonl             how well does it answer texts whose answer is known?
  kbmatch site our-articles -o site    a website of articles, with the matcher
  kbmatch import msdocs docs -o ours   make articles of pages that there are already";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Scan(ScanArgs),
    Read(ReadArgs),
    Explain(ExplainArgs),
    Redact(RedactArgs),
    Check(CheckArgs),
    Draft(DraftArgs),
    Eval(EvalArgs),
    Build(BuildArgs),
    #[command(subcommand)]
    Import(ImportCommand),
    #[command(subcommand)]
    Pack(PackCommand),
    Show(ShowArgs),
    Site(SiteArgs),
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
    #[command(flatten)]
    pub(crate) base: KbArgs,
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
Several are scanned at the same time, and answered in their order.

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
    #[command(flatten)]
    pub(crate) base: FolderArgs,
    /// `text` for people, `json` for programs, `sarif` for code review tools
    #[arg(long, default_value = "text")]
    pub(crate) format: CheckFormat,
    /// In place of the mistakes, show every sample that brings up another article than its own
    #[arg(long)]
    pub(crate) collisions: bool,
    /// Correct in the files what is certain: names of products, dates and severities that are written otherwise
    #[arg(long)]
    pub(crate) fix: bool,
    /// End with status 1 also when there are only warnings
    #[arg(long)]
    pub(crate) deny_warnings: bool,
    /// Warn of sources that were last changed more than so many years ago
    #[arg(long, value_name = "YEARS")]
    pub(crate) stale_after: Option<u16>,
    /// The day to count from, as in 2026-01-31; today without it
    #[arg(long, value_name = "DAY")]
    pub(crate) today: Option<Day>,
}

const CHECK_EXAMPLES: &str = "\
Examples:
  kbmatch check
  kbmatch check ../our-articles
  kbmatch check --fix --stale-after 5
  kbmatch check --collisions --format json | jq '.[] | select(.verdict == \"match\")'
  kbmatch check --format sarif > mistakes.sarif

An error keeps the base from being built; a warning is for a person to look at.

Exit status: 0 when nothing is wrong, 1 when there are errors, 2 when the folder could not be read.";

/// Begin an article with an event: a symptom that fits it, and sections to be written
///
/// Of a text with several events, the gravest is taken. The symptom has what survives other machines, languages and layouts:
/// provider and event id, error codes, and words only where these are not enough. It is not true of what machines log when nothing
/// is wrong, nor of what other articles explain.
#[derive(Debug, clap::Args)]
#[command(after_help = DRAFT_EXAMPLES)]
pub(crate) struct DraftArgs {
    /// The file with the event; `-`, or none, reads standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) base: KbArgs,
    /// A text that must not match, such as the same event with another cause; may be given several times
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) against: Vec<PathBuf>,
    /// Write a folder for the article below DIR, with the event as its sample, in place of printing the article
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
}

const DRAFT_EXAMPLES: &str = "\
Examples:
  kbmatch draft event.txt
  Get-Clipboard | kbmatch draft -o kb/articles/printing
  kbmatch draft event.txt --against other-cause.txt healthy.log

Exit status: 0 when the symptom tells the event from everything else, 1 when it does not, 2 when something could not be read.";

/// Compile a folder of articles into a pack: one file that `--kb` reads, or the parts that a page loads
#[derive(Debug, clap::Args)]
#[command(after_help = BUILD_EXAMPLES)]
pub(crate) struct BuildArgs {
    #[command(flatten)]
    pub(crate) base: FolderArgs,
    /// The pack to write; with --parts, the folder for its parts
    #[arg(short, long, value_name = "PACK")]
    pub(crate) output: PathBuf,
    /// Write `manifest`, and each shard as a file named by its SHA-256 (docs/pack.md)
    #[arg(long)]
    pub(crate) parts: bool,
}

const BUILD_EXAMPLES: &str = "\
Examples:
  kbmatch build ../our-articles -o ours.kbpack
  kbmatch build ../our-articles -o site/kb --parts";

/// Print an article, or list all of them
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  kbmatch show\n  kbmatch show kb3193683")]
pub(crate) struct ShowArgs {
    /// The article's id; without it, all ids and titles
    #[arg(value_name = "ARTICLE")]
    pub(crate) article: Option<String>,
    #[command(flatten)]
    pub(crate) base: KbArgs,
}

/// Make a website of a folder of articles: static files, for any host
///
/// The page that matches what is pasted into it, a page for each article that can be read without scripts, and pages that lead to
/// them. Title, logo, colours and language stand in `kbmatch.toml` beside the articles. docs/site.md tells everything.
#[derive(Debug, clap::Args)]
#[command(after_help = SITE_EXAMPLES)]
pub(crate) struct SiteArgs {
    #[command(flatten)]
    pub(crate) base: FolderArgs,
    /// The folder to write: a new one, or one that was written so before; with --single-file, the file
    #[arg(short, long, value_name = "OUT", required_unless_present = "serve")]
    pub(crate) output: Option<PathBuf>,
    /// Serve the site on this machine alone, and make it anew whenever an article changes
    #[arg(long, conflicts_with_all = ["output", "single_file"])]
    pub(crate) serve: bool,
    /// The port for --serve, or the next free one after it; 0 takes any
    #[arg(long, value_name = "N", default_value_t = 8080, requires = "serve")]
    pub(crate) port: u16,
    /// Write the page with all articles as one file, which opens from a disk or an attachment
    #[arg(long)]
    pub(crate) single_file: bool,
    /// Where the site will stand: for the sitemap, the feed and the addresses that search engines keep
    #[arg(long, value_name = "URL", value_parser = BaseUrl::new)]
    pub(crate) base_url: Option<BaseUrl>,
    /// The settings; without it, `kbmatch.toml` in DIR if it is there
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// No page for each article: they are read in the page that matches
    #[arg(long)]
    pub(crate) no_article_pages: bool,
    /// Take articles without symptoms as well, which a search finds and no paste; and folders of plain Markdown
    #[arg(long)]
    pub(crate) allow_search_only: bool,
    /// Do not run the samples: for large folders that were checked before
    #[arg(long)]
    pub(crate) skip_samples: bool,
    /// Another page than the built-in one: a kit that `cargo xtask dist` made
    #[arg(long, value_name = "FILE")]
    pub(crate) kit: Option<PathBuf>,
}

const SITE_EXAMPLES: &str = "\
Examples:
  kbmatch site our-articles -o site --base-url https://kb.contoso.com/
  kbmatch site our-articles --serve
  kbmatch site our-articles -o support.html --single-file
  kbmatch site docs -o site --allow-search-only

Of a folder that was written before, only what changed is written again, and only what kbmatch wrote is removed.

Exit status: 0 when the site was made, 2 when something was wrong: mistakes are shown as by `kbmatch check`.";

/// Say why an article is the answer to a text, or why not
///
/// Every predicate of every symptom: true, false or unknown, what it looks for, what it found and where, on each event that bears
/// on it; then the conditions of the article with their values. For authors, and for everybody who expected another answer.
#[derive(Debug, clap::Args)]
#[command(after_help = EXPLAIN_EXAMPLES)]
pub(crate) struct ExplainArgs {
    /// The article's id
    #[arg(value_name = "ARTICLE")]
    pub(crate) article: String,
    /// The file with events; `-`, or none, reads standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) base: KbArgs,
    /// `text` for people, `json` for programs (docs/explain.schema.json)
    #[arg(long, default_value = "text")]
    pub(crate) format: ReportFormat,
}

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  kbmatch explain kb3193683 event.txt
  Get-Clipboard | kbmatch explain kb3193683
  kbmatch explain --kb ../our-articles --format json kb1 event.txt | jq .deciding

Exit status: 0 when the article matches, 1 when it does not, 2 when something could not be read.";

/// Print a text without what tells who and where
///
/// Users, hosts, domains, addresses, mails, SIDs and GUIDs give way to stand-ins, the same for the same value: HOST-1,
/// 192.0.2.1. The same articles match the text that comes out; a value that decides about an article stays.
#[derive(Debug, clap::Args)]
#[command(after_help = REDACT_EXAMPLES)]
pub(crate) struct RedactArgs {
    /// The file with events; `-`, or none, reads standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) base: KbArgs,
    /// `text` for the redacted text, `json` for it with a table of what stands for what: keep that to yourself
    #[arg(long, default_value = "text")]
    pub(crate) format: ReportFormat,
}

const REDACT_EXAMPLES: &str = "\
Examples:
  kbmatch redact event.txt > for-the-ticket.txt
  Get-Clipboard | kbmatch redact | Set-Clipboard
  kbmatch redact --format json event.txt | jq -r '.stand_ins[] | [.original, .stand_in] | @tsv'

Look at the result before you pass it on: a name that no field tells is not found in a sentence.

Exit status: 0 when it is done, 2 when something could not be read.";

/// Measure a knowledge base on texts whose right answer is known
///
/// A line of a file is a case, a JSON object: {"id": ..., "text": ..., "expect": [ARTICLE, ...]}. Without `expect` no article
/// is the right answer. Other keys are for you. docs/eval.md says what each figure means.
#[derive(Debug, clap::Args)]
#[command(after_help = EVAL_EXAMPLES)]
pub(crate) struct EvalArgs {
    /// Files with cases; `-`, or none, reads standard input
    #[arg(value_name = "CASES")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) base: KbArgs,
    /// Also judge each case as if the base did not have the expected articles: then every answer is wrong
    #[arg(long)]
    pub(crate) leave_one_out: bool,
    /// Also give the figures for each value that the cases have for KEY
    #[arg(long, value_name = "KEY")]
    pub(crate) group_by: Option<String>,
    /// End with status 1 when a figure is lower: `precision=0.99`, `recall=80%`; may be given several times
    #[arg(long, value_name = "FIGURE=VALUE", value_parser = parse_floor)]
    pub(crate) fail_under: Vec<Floor>,
    /// How many wrong answers `text` shows; `json` has all of them
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) list: usize,
    /// `text` for people, `json` for programs (docs/eval.schema.json)
    #[arg(long, default_value = "text")]
    pub(crate) format: ReportFormat,
}

const EVAL_EXAMPLES: &str = "\
Examples:
  kbmatch eval cases.jsonl
  kbmatch eval --leave-one-out --group-by kind cases.jsonl
  kbmatch eval --fail-under precision=99% --fail-under silence=95% cases.jsonl
  kbmatch eval --format json cases.jsonl | jq '.wrong[] | select(.reason == \"nothing_expected\")'

Figures for --fail-under: top-1, top-5, precision, recall, match-precision, match-recall, recall-at-99, silence,
left-out-silence, left-out-recall-at-99.

Exit status: 0 when all cases were judged, 1 when a figure is lower than --fail-under says, 2 when something could not be read.";

/// The lowest value that a figure may have.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Floor {
    pub(crate) metric: Metric,
    /// From 0 to 1.
    pub(crate) value: f64,
}

fn parse_floor(text: &str) -> Result<Floor, String> {
    let (name, value) = text.split_once('=').ok_or("write FIGURE=VALUE, as in precision=0.99")?;
    let metric = Metric::parse(name).ok_or_else(|| {
        let known: Vec<&str> = Metric::NAMES.iter().map(|(_, name)| *name).collect();
        format!("no figure {name:?}; there are {}", known.join(", "))
    })?;
    let (number, unit) = value.strip_suffix('%').map_or((value, 1.0), |percent| (percent, 100.0));
    let value = number.trim().parse::<f64>().ok().map(|number| number / unit);
    let value = value.filter(|value| (0.0..=1.0).contains(value));
    let value =
        value.ok_or_else(|| format!("{text:?}: the value is a number from 0 to 1, or a percentage"))?;
    Ok(Floor { metric, value })
}

/// Turn a knowledge base that already exists into articles: drafts with symptoms, to build or to edit
#[derive(Debug, Subcommand)]
pub(crate) enum ImportCommand {
    /// Import Common Reliability Enumerations: rules in YAML, each in a folder with the log that it finds
    ///
    /// A rule becomes a draft whose symptoms are the rule's terms. Its `test.log` becomes a sample that matches, its `test-fp.log` one
    /// that does not; rules for which that does not hold are listed on standard output, with the reason.
    #[command(after_help = IMPORT_CRE_EXAMPLES)]
    Cre(ImportArgs),
    Msdocs(ImportArgs),
}

const IMPORT_CRE_EXAMPLES: &str = "\
Examples:
  kbmatch import cre cre -o imported --base-url https://github.com/prequel-dev/cre/blob/main
  kbmatch check imported

Exit status: 0 when articles were written, 1 when there were none, 2 when something could not be read or written.";

/// Import support articles in Markdown with front matter, as Microsoft's documentation repositories hold them
///
/// The symptoms of each article are the errors, logs and dialogs that it quotes, by their fragments that no other article of the
/// folder has. Every article says which file and line it was made from, and is marked as a draft.
#[derive(Debug, clap::Args)]
#[command(after_help = IMPORT_EXAMPLES)]
pub(crate) struct ImportArgs {
    /// The folder to import
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// The folder to write: it must not be there yet, or be empty
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: PathBuf,
    /// The short name of the licence of the text; without it, what DIR's own LICENSE tells
    #[arg(long, value_name = "NAME")]
    pub(crate) license: Option<String>,
    /// Where the licence's text stands on the web
    #[arg(long, value_name = "URL")]
    pub(crate) license_url: Option<String>,
    /// Whom the licence asks to name; without it, the authors of DIR
    #[arg(long, value_name = "WHO")]
    pub(crate) attribution: Option<String>,
    /// Where DIR stands on the web: articles then link the page that they were made from
    #[arg(long, value_name = "URL")]
    pub(crate) base_url: Option<String>,
}

const IMPORT_EXAMPLES: &str = "\
Examples:
  kbmatch import msdocs SupportArticles -o imported
  kbmatch import msdocs docs -o ours --base-url https://github.com/contoso/docs/blob/main
  kbmatch build imported -o imported.kbpack

Exit status: 0 when articles were written, 1 when there were none, 2 when something could not be read or written.";

/// Look into packs, the files that `kbmatch build` writes
#[derive(Debug, Subcommand)]
pub(crate) enum PackCommand {
    Info(PackInfoArgs),
}

/// Say what is in a pack, and whether it can be used
#[derive(Debug, clap::Args)]
#[command(after_help = PACK_INFO_EXAMPLES)]
pub(crate) struct PackInfoArgs {
    /// The pack
    #[arg(value_name = "PACK")]
    pub(crate) file: PathBuf,
    /// `text` for people, `json` for programs (docs/pack-info.schema.json)
    #[arg(long, default_value = "text")]
    pub(crate) format: ReportFormat,
}

const PACK_INFO_EXAMPLES: &str = "\
Example:
  kbmatch pack info ours.kbpack

Exit status: 0 when the pack can be used, 1 when it cannot, 2 when the file could not be read or is no pack.";

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
