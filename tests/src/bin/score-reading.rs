//! How well events are read, measured on labelled texts.
//!
//! `cargo run -p kbmatch-tests --bin score-reading -- SAMPLES.tsv` takes a table with the columns `file`, `format_code`,
//! `language`, `event_ids`, `provider` and `channel`; the files lie beside it. Several values in a cell are separated by `;`,
//! `-` is none, and what stands in brackets is a remark; one that says so makes its value one that need
//! not be read. Values are compared in their normal form: `DCOM` counts as
//! `Microsoft-Windows-DistributedCOM`. A text counts when every event id, provider and channel that the table names and the text
//! shows is read, and none that the table does not name. Prints the shares by format and by
//! language, and what is wrong in the other texts.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command")]

use kbmatch::{Event, Header, Input, fold, normal};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

fn main() -> ExitCode {
    let Some(table) = env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("usage: score-reading SAMPLES.tsv");
        return ExitCode::from(2);
    };
    match score(&table) {
        Ok(report) => {
            print!("{report}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("score-reading: {error}");
            ExitCode::from(2)
        }
    }
}

/// A value that the table names; the maps that hold it have it by its normal form.
struct Expected {
    /// As the table spells it, folded.
    spelling: String,
    /// Whether the table says that the text does not show it as such: then it may be read, and need not be.
    optional: bool,
}

/// A line of the table.
struct Sample {
    file: String,
    format: String,
    language: String,
    expected: [BTreeMap<String, Expected>; 3],
}

const PARTS: [&str; 3] = ["event_ids", "provider", "channel"];

fn score(table: &Path) -> Result<String, String> {
    let read = |path: &Path| fs::read(path).map_err(|error| format!("{}: {error}", path.display()));
    let text = String::from_utf8(read(table)?).map_err(|_| "the table is not UTF-8".to_owned())?;
    let folder = table.parent().unwrap_or(Path::new("."));
    let mut tally = Tally::default();
    for sample in samples(&text)? {
        let path = folder.join(&sample.file);
        tally.add(&sample, mistakes(&sample, &read(&path)?));
    }
    Ok(tally.to_string())
}

fn samples(table: &str) -> Result<Vec<Sample>, String> {
    let mut lines = table.lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let column = |name: &str| {
        header
            .iter()
            .position(|column| *column == name)
            .ok_or_else(|| format!("the table has no column `{name}`"))
    };
    let (file, format, language) = (column("file")?, column("format_code")?, column("language")?);
    let parts = [column(PARTS[0])?, column(PARTS[1])?, column(PARTS[2])?];
    let sample = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
        Sample {
            file: cell(file).to_owned(),
            format: cell(format).to_owned(),
            language: cell(language).to_owned(),
            expected: [
                values(cell(parts[0]), &|value| value.to_owned()),
                values(cell(parts[1]), &|value| normal::provider(value).into_owned()),
                values(cell(parts[2]), &|value| normal::channel(value).into_owned()),
            ],
        }
    };
    Ok(lines.filter(|line| !line.trim().is_empty()).map(sample).collect())
}

/// Remarks that say that a value is not in the text, or stands in it as mere words.
const NOT_SHOWN: [&str; 4] = ["not in the", "in prose", "in a picture", "only"];

/// The values in a cell by their normal form.
fn values(cell: &str, normal: &dyn Fn(&str) -> String) -> BTreeMap<String, Expected> {
    let not_shown = |remark: &str| NOT_SHOWN.iter().any(|words| remark.contains(words));
    // A remark on a whole cell: `(not in the text; Security)` names a value all the same.
    let whole = cell.trim().strip_prefix('(').and_then(|cell| cell.strip_suffix(')'));
    let (cell, optional) = match whole.filter(|remark| not_shown(remark)) {
        Some(remark) => (remark, true),
        None => (cell, false),
    };
    split_outside_brackets(cell)
        .into_iter()
        .map(|(value, remark)| (value, optional || not_shown(&remark)))
        .filter(|(value, _)| !value.is_empty() && value != "-")
        .map(|(value, optional)| (fold(&normal(&value)), Expected { spelling: fold(&value), optional }))
        .collect()
}

/// The parts of a cell between `;`, each without what stands in brackets, and that.
fn split_outside_brackets(cell: &str) -> Vec<(String, String)> {
    let mut parts = vec![(String::new(), String::new())];
    let mut depth = 0_usize;
    for c in cell.chars() {
        let Some((value, remark)) = parts.last_mut() else { break };
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ';' if depth == 0 => parts.push((String::new(), String::new())),
            c if depth == 0 => value.push(c),
            c => remark.push(c),
        }
    }
    parts.into_iter().map(|(value, remark)| (value.trim().to_owned(), remark)).collect()
}

/// What is wrong with the reading of one text.
fn mistakes(sample: &Sample, bytes: &[u8]) -> Vec<String> {
    let input = Input::decode(bytes);
    let events = kbmatch::read(input.text()).events;
    let text = fold(input.text());
    let found: [BTreeSet<String>; 3] = [
        events.iter().filter_map(Event::event_id).map(|id| id.to_string()).collect(),
        headers(&events, Header::Provider),
        headers(&events, Header::Channel),
    ];
    let mut mistakes = Vec::new();
    for ((part, expected), found) in PARTS.iter().zip(&sample.expected).zip(&found) {
        // An id may be printed in another way; a name that is not in the text cannot be read from it.
        let shown = |value: &str| *part == "event_ids" || text.contains(value);
        for (normal, Expected { spelling, optional }) in expected {
            if !optional && !found.contains(normal) && shown(spelling) {
                mistakes.push(format!("{part}: {spelling} not found"));
            }
        }
        for wrong in found.iter().filter(|normal| !expected.contains_key(*normal)) {
            mistakes.push(format!("{part}: {wrong} is wrong"));
        }
    }
    mistakes
}

fn headers(events: &[Event], header: Header) -> BTreeSet<String> {
    events.iter().filter_map(|event| event.normal(header)).map(|value| fold(&value)).collect()
}

/// Right and all, by format and by language.
#[derive(Default)]
struct Tally {
    formats: BTreeMap<String, (usize, usize)>,
    languages: BTreeMap<String, (usize, usize)>,
    wrong: Vec<(String, Vec<String>)>,
}

impl Tally {
    fn add(&mut self, sample: &Sample, mistakes: Vec<String>) {
        let right = usize::from(mistakes.is_empty());
        let counts = [
            self.formats.entry(sample.format.clone()).or_default(),
            self.languages.entry(sample.language.clone()).or_default(),
        ];
        for (good, all) in counts {
            *good += right;
            *all += 1;
        }
        if right == 0 {
            self.wrong.push((sample.file.clone(), mistakes));
        }
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (file, mistakes) in &self.wrong {
            writeln!(f, "{file}")?;
            for mistake in mistakes {
                writeln!(f, "  {mistake}")?;
            }
        }
        for (name, counts) in [("format", &self.formats), ("language", &self.languages)] {
            writeln!(f, "\n{name:<24} right   of")?;
            for (key, (good, all)) in counts {
                writeln!(f, "{key:<24} {good:>5} {all:>4}")?;
            }
        }
        let (good, all) =
            self.formats.values().fold((0, 0), |sum, counts| (sum.0 + counts.0, sum.1 + counts.1));
        writeln!(f, "\n{good} of {all} texts are read right")
    }
}
