//! `kbmatch draft`

use crate::Answer;
use crate::args::DraftArgs;
use crate::base;
use crate::failure::Failure;
use crate::input::Source;
use crate::output::Output;
use kbmatch::draft::{Draft, draft};
use kbmatch::{Input, KnowledgeBase, ORDINARY_LOGS, Verdict};
use std::fs::{File, create_dir_all};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

pub(crate) fn run(args: &DraftArgs, out: &Output) -> Result<Answer, Failure> {
    let bytes = args.file.as_deref().map_or(Source::Stdin, Source::of).read(out)?;
    let input = Input::decode(&bytes);
    let known = known(&args.base.load()?, &input, out);
    let against = against(args, &known, out)?;
    let drafted = draft(input.text(), against.iter().map(|other| other.text.as_str()));
    let Some(drafted) = drafted else { return Err(Failure::NothingToDraft) };
    for other in drafted.confused_with.iter().filter_map(|at| against.get(*at)) {
        out.remark(&format!(
            "nothing in this event tells it from {}: narrow the symptom by hand",
            other.name
        ));
    }
    match &args.output {
        None => out.print(&drafted.article())?,
        Some(folder) => write(&drafted, &bytes, args.file.as_deref(), folder, out)?,
    }
    Ok(if drafted.confused_with.is_empty() { Answer::Yes } else { Answer::No })
}

/// A text that the draft must not match.
struct Other {
    name: String,
    text: String,
}

/// What is named, what machines log when nothing is wrong, and what other articles of the folder explain.
fn against(args: &DraftArgs, known: &[String], out: &Output) -> Result<Vec<Other>, Failure> {
    let mut others = Vec::new();
    for path in &args.against {
        let bytes = Source::of(path).read(out)?;
        others.push(Other {
            name: path.to_string_lossy().into_owned(),
            text: Input::decode(&bytes).text().to_owned(),
        });
    }
    let ordinary = ORDINARY_LOGS.iter();
    others.extend(
        ordinary.map(|(name, text)| Other {
            name: format!("an ordinary event ({name})"),
            text: (*text).to_owned(),
        }),
    );
    for file in args.base.folder().map(|folder| base::read(&folder)).transpose()?.unwrap_or_default() {
        let mut names = file.path.rsplit('/');
        let (name, article) = (names.next().unwrap_or_default(), names.next().unwrap_or_default());
        // Samples of an article that explains the event are events of its kind.
        if name.starts_with("match-") && !known.iter().any(|id| id == article) {
            others.push(Other {
                text: Input::decode(&file.bytes).text().to_owned(),
                name: format!("the sample {}", file.path),
            });
        }
    }
    Ok(others)
}

/// The articles that explain the event already; says so.
fn known(base: &KnowledgeBase, input: &Input<'_>, out: &Output) -> Vec<String> {
    let results = base.scan(input).results;
    let known = results.into_iter().filter(|finding| finding.verdict == Verdict::Match);
    known
        .map(|finding| {
            out.remark(&format!("{} explains this event already: {}", finding.article, finding.title));
            finding.article
        })
        .collect()
}

/// Writes the article's folder: the article, and the event as its first sample.
fn write(
    drafted: &Draft,
    sample: &[u8],
    from: Option<&Path>,
    folder: &Path,
    out: &Output,
) -> Result<(), Failure> {
    let folder = folder.join(&drafted.id);
    create_dir_all(&folder).map_err(|error| Failure::Write(folder.clone(), error))?;
    let extension = from.and_then(Path::extension).and_then(|name| name.to_str()).unwrap_or("txt");
    let article = folder.join("article.md");
    create(&article, drafted.article().as_bytes())?;
    create(&folder.join(format!("match-event.{extension}")), sample)?;
    out.remark(&format!(
        "wrote {article:?} with the event as its sample: replace names of people and machines there"
    ));
    Ok(())
}

/// Writes a file that is not there yet.
fn create(path: &PathBuf, bytes: &[u8]) -> Result<(), Failure> {
    let write = |mut file: File| -> io::Result<()> { file.write_all(bytes) };
    File::create_new(path).and_then(write).map_err(|error| Failure::Write(path.clone(), error))
}
