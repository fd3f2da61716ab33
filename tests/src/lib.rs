//! What the suites share: where files are, what a scan says in every form, and golden files.
//!
//! A golden file holds what a suite expects. `KBMATCH_BLESS=1 cargo test -p kbmatch-tests` writes what there is now; review the
//! difference before you commit it.

pub mod background;
pub mod generate;
mod golden;
mod reading;
mod size;
mod timed;

pub use golden::{Golden, files_below, folders};
pub use reading::reading_text;
pub use size::size;
pub use timed::timed;

use kbmatch::{Input, KnowledgeBase, Passages, Report, SourceFile};
use kbmatch_cli::text::{View, report_text};
use std::fs;
use std::path::{Path, PathBuf};

/// The repository's folder.
///
/// # Panics
///
/// Never: this package lies one level below it.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the repository").to_owned()
}

/// The files of a knowledge base's folder, below the repository.
///
/// # Panics
///
/// When it cannot be read.
pub fn read_base(folder: &str) -> Vec<SourceFile> {
    let files = kbmatch_kb::folder::read_folder(&repository().join(folder));
    files.unwrap_or_else(|error| panic!("{error}"))
}

/// A knowledge base, below the repository.
///
/// # Panics
///
/// With its mistakes, when it has some.
pub fn compile(folder: &str) -> KnowledgeBase {
    let files = read_base(folder);
    kbmatch::compile(&files)
        .unwrap_or_else(|mistakes| panic!("{}", kbmatch_kb::folder::render(&files, &mistakes, folder, false)))
}

/// The base that ships.
///
/// # Panics
///
/// Never: this build made it.
pub fn default_base() -> KnowledgeBase {
    kbmatch_kb::default_base().expect("the pack was made by this build")
}

/// A file of the repository.
///
/// # Panics
///
/// When it cannot be read.
pub fn read(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|error| panic!("{path:?}: {error}"))
}

/// What a scan of some bytes gives, as data and as text without styles.
#[derive(Debug)]
pub struct Scanned {
    /// The report.
    pub report: Report,
    /// The report as the terminal shows it, 100 columns wide.
    pub text: String,
}

/// Scans `bytes`, and holds the answer to what holds for every answer:
///
/// - the same input gives the same report, also as a stream;
/// - places lie in the input, with their start before their end;
/// - the terminal gets no control character but line breaks.
///
/// # Panics
///
/// When one of these does not hold.
pub fn scan(base: &KnowledgeBase, bytes: &[u8], all: bool) -> Scanned {
    let input = Input::decode(bytes);
    let report = base.scan(&input);
    assert_eq!(base.scan(&input), report, "the same input gives the same report");
    assert_places_lie_inside(&report, bytes.len());
    if bytes.len() <= LONG {
        assert_streams_alike(base, bytes, &report);
    }
    let passages = Passages::whole(&input);
    let styled =
        report_text(&View { base, passages: &passages, report: &report, mentions: &[], columns: 100, all });
    let text = anstream::adapter::strip_str(&styled).to_string();
    assert!(
        !text.chars().any(|c| c.is_control() && c != '\n'),
        "a control character reached the terminal: {text:?}"
    );
    Scanned { report, text }
}

/// Longer inputs are not scanned as a stream, too: it takes long in a test, and the core's own tests do it.
const LONG: usize = 4 << 20;

fn assert_streams_alike(base: &KnowledgeBase, bytes: &[u8], report: &Report) {
    let mut scanner = base.scanner();
    bytes.chunks(10_007).for_each(|piece| scanner.push(piece));
    let scanned = scanner.finish();
    assert_eq!(&scanned.report, report, "a stream gives the same report");
    let evidence = report.results.iter().flat_map(|finding| &finding.evidence);
    for place in evidence.flat_map(|evidence| &evidence.spans) {
        let shown = scanned.passages.text_span(place.bytes).expect("evidence is kept");
        assert_eq!(scanned.passages.line(shown.start), place.line, "{place:?}");
    }
}

fn assert_places_lie_inside(report: &Report, len: usize) {
    let results = || report.results.iter();
    let evidence = results().flat_map(|finding| &finding.evidence).flat_map(|evidence| &evidence.spans);
    let against = results().flat_map(|finding| &finding.against).flat_map(|against| &against.spans);
    let captures = results().flat_map(|finding| finding.captures.values()).flat_map(|capture| &capture.spans);
    let events = report.events.iter().map(|event| &event.span);
    let notes = report.notes.iter().map(|note| &note.span);
    for place in evidence.chain(against).chain(captures).chain(events).chain(notes) {
        assert!(place.bytes.start <= place.bytes.end && place.bytes.end <= len, "{place:?} in {len} bytes");
    }
}
