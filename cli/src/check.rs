//! `kbmatch check`

use crate::Answer;
use crate::args::{CheckArgs, CheckFormat};
use crate::base;
use crate::failure::Failure;
use crate::output::Output;
use crate::sarif;
use kbmatch::{Diagnostic, SourceFile};
use kbmatch_kb::folder;
use serde::Serialize;

pub(crate) fn run(args: &CheckArgs, out: &Output) -> Result<Answer, Failure> {
    let folder = args.base.folder()?;
    let files = base::read(&folder)?;
    let checked = Checked { folder: &folder.to_string_lossy(), files: &files, mistakes: &mistakes(&files) };
    match args.format {
        CheckFormat::Text => out.print(&checked.text(out.is_coloured()))?,
        CheckFormat::Json => out.print_json(&checked.located(), false)?,
        CheckFormat::Sarif => out.print_json(&sarif::log(&checked.located()), false)?,
    }
    Ok(if checked.mistakes.is_empty() { Answer::Yes } else { Answer::No })
}

fn mistakes(files: &[SourceFile]) -> Vec<Diagnostic> {
    kbmatch::compile(files).err().unwrap_or_default()
}

struct Checked<'a> {
    folder: &'a str,
    files: &'a [SourceFile],
    mistakes: &'a [Diagnostic],
}

/// A mistake with its place as editors count: lines and columns from 1, columns in characters.
#[derive(Serialize)]
pub(crate) struct Located<'a> {
    pub(crate) code: &'static str,
    pub(crate) summary: &'static str,
    pub(crate) file: String,
    pub(crate) start: Position,
    pub(crate) end: Position,
    pub(crate) message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) hint: Option<&'a str>,
}

#[derive(Clone, Copy, Serialize)]
pub(crate) struct Position {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

impl Checked<'_> {
    fn text(&self, coloured: bool) -> String {
        if self.mistakes.is_empty() {
            return format!("{} in {}: no mistakes\n", self.counts(), self.folder);
        }
        folder::render(self.files, self.mistakes, self.folder, coloured) + "\n"
    }

    fn counts(&self) -> String {
        let names = || self.files.iter().filter_map(|file| file.path.rsplit('/').next());
        let articles = names().filter(|name| *name == "article.md").count();
        format!("{articles} articles with {} samples", names().count() - articles)
    }

    fn located(&self) -> Vec<Located<'_>> {
        self.mistakes.iter().map(|mistake| self.locate(mistake)).collect()
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
            summary: mistake.code.summary(),
            file: folder::join(self.folder, &mistake.file),
            start: at(mistake.span.start),
            end: at(mistake.span.end),
            message: &mistake.message,
            hint: mistake.hint.as_deref(),
        }
    }
}
