//! `kbmatch check`

mod collisions;
mod fix;

use crate::Answer;
use crate::args::{CheckArgs, CheckFormat};
use crate::base;
use crate::failure::Failure;
use crate::output::Output;
use crate::sarif;
use kbmatch::{CheckOptions, Day, Diagnostic, SourceFile};
use kbmatch_kb::folder;
use serde::Serialize;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

pub(crate) fn run(args: &CheckArgs, out: &Output) -> Result<Answer, Failure> {
    let folder = args.base.folder()?;
    let options = CheckOptions {
        today: args.today.or_else(today),
        stale_after_years: args.stale_after,
        ..CheckOptions::default()
    };
    let mut files = base::read(&folder)?;
    let mut checked = kbmatch::check(&files, &options);
    if args.fix && fix_all(&folder, &files, &checked.diagnostics, out)? {
        files = base::read(&folder)?;
        checked = kbmatch::check(&files, &options);
    }
    let mistakes = Mistakes { folder: &folder.to_string_lossy(), files: &files, list: &checked.diagnostics };
    if args.collisions {
        collisions::print(&checked.collisions, args.format, out)?;
    } else {
        mistakes.print(args.format, out)?;
    }
    let wrong = if args.deny_warnings { !mistakes.list.is_empty() } else { mistakes.errors() > 0 };
    Ok(if wrong { Answer::No } else { Answer::Yes })
}

/// What day it is, in UTC.
fn today() -> Option<Day> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    Day::of_unix_seconds(since.as_secs().try_into().ok()?)
}

/// Whether a file was changed.
fn fix_all(folder: &Path, files: &[SourceFile], list: &[Diagnostic], out: &Output) -> Result<bool, Failure> {
    let (mut places, mut changed) = (0, 0);
    for file in files {
        if let Some(fixed) = fix::fixed(file, list) {
            let path = folder.join(&file.path);
            std::fs::write(&path, &fixed.text).map_err(|error| Failure::Write(path.clone(), error))?;
            (places, changed) = (places + fixed.places, changed + 1);
        }
    }
    out.remark(&format!("corrected {places} places in {changed} files"));
    Ok(changed > 0)
}

struct Mistakes<'a> {
    folder: &'a str,
    files: &'a [SourceFile],
    list: &'a [Diagnostic],
}

/// A mistake with its place as editors count: lines and columns from 1, columns in characters.
#[derive(Serialize)]
pub(crate) struct Located<'a> {
    pub(crate) code: &'static str,
    pub(crate) level: &'static str,
    pub(crate) summary: &'static str,
    pub(crate) file: String,
    pub(crate) start: Position,
    pub(crate) end: Position,
    pub(crate) message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) hint: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) fix: Option<&'a str>,
}

#[derive(Clone, Copy, Serialize)]
pub(crate) struct Position {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

impl Mistakes<'_> {
    fn print(&self, format: CheckFormat, out: &Output) -> Result<(), Failure> {
        match format {
            CheckFormat::Text => out.print(&self.text(out.is_coloured())),
            CheckFormat::Json => out.print_json(&self.located(), false),
            CheckFormat::Sarif => out.print_json(&sarif::log(&self.located()), false),
        }
    }

    fn errors(&self) -> usize {
        self.list.iter().filter(|mistake| mistake.is_error()).count()
    }

    fn text(&self, coloured: bool) -> String {
        if self.list.is_empty() {
            return format!("{} in {}: no mistakes\n", self.counts(), self.folder);
        }
        folder::render(self.files, self.list, self.folder, coloured) + "\n"
    }

    fn counts(&self) -> String {
        let names = || self.files.iter().filter_map(|file| file.path.rsplit('/').next());
        let articles = names().filter(|name| *name == "article.md").count();
        format!("{articles} articles with {} samples", names().count() - articles)
    }

    fn located(&self) -> Vec<Located<'_>> {
        self.list.iter().map(|mistake| self.locate(mistake)).collect()
    }

    fn locate<'m>(&self, mistake: &'m Diagnostic) -> Located<'m> {
        let text = folder::text_of(self.files, &mistake.file);
        let at = |start: usize| {
            let (line, column) =
                Diagnostic { span: (start..start).into(), ..mistake.clone() }.position(&text);
            Position { line, column }
        };
        Located {
            code: mistake.code.name(),
            level: mistake.code.level().name(),
            summary: mistake.code.summary(),
            file: folder::join(self.folder, &mistake.file),
            start: at(mistake.span.start),
            end: at(mistake.span.end),
            message: &mistake.message,
            hint: mistake.hint.as_deref(),
            fix: mistake.fix.as_deref(),
        }
    }
}
