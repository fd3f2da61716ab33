//! `kbmatch scan`

use crate::Answer;
use crate::ahead::Crew;
use crate::args::{ReportFormat, ScanArgs};
use crate::failure::Failure;
use crate::input::{Source, for_each_source_at_once};
use crate::output::Output;
use anstyle::Style;
use kbmatch::{KnowledgeBase, Mentions, Report, Scanned, Verdict};
use kbmatch_cli::text::{View, report_text, visible};
use serde::Serialize;
use std::sync::OnceLock;

/// A report in a sequence of several.
#[derive(Serialize)]
struct FileReport<'a> {
    file: &'a str,
    report: &'a Report,
}

pub(crate) fn run(args: &ScanArgs, out: &Output) -> Result<Answer, Failure> {
    let base = args.base.load()?;
    let sources = Source::from_args(&args.files);
    let scan = Scan {
        args,
        base: &base,
        out,
        several: sources.len() > 1,
        crew: Crew::default(),
        mentions: OnceLock::new(),
    };
    let mut answer = Answer::No;
    for_each_source_at_once(
        &sources,
        out,
        |source| scan.source(source),
        |source, scanned| {
            if scanned.report.best() == Some(Verdict::Match) {
                answer = Answer::Yes;
            }
            scan.print(source, &scanned)
        },
    )?;
    Ok(answer)
}

struct Scan<'a> {
    args: &'a ScanArgs,
    base: &'a KnowledgeBase,
    out: &'a Output,
    several: bool,
    crew: Crew,
    /// The words of all articles, once no article explained a file.
    mentions: OnceLock<Mentions>,
}

impl Scan<'_> {
    fn source(&self, source: &Source<'_>) -> Result<Scanned, Failure> {
        self.crew.scan(self.base.scanner(), |scan| {
            source.for_each_piece(self.out, |piece| {
                scan.push(piece);
                Ok(())
            })
        })
    }

    fn print(&self, source: &Source<'_>, scanned: &Scanned) -> Result<(), Failure> {
        match self.args.format {
            ReportFormat::Json => self.print_json(source, &scanned.report),
            ReportFormat::Text => self.print_text(source, scanned),
        }
    }

    fn print_json(&self, source: &Source<'_>, report: &Report) -> Result<(), Failure> {
        if self.several {
            self.out.print_json(&FileReport { file: &source.name(), report }, true)
        } else {
            self.out.print_json(report, false)
        }
    }

    fn print_text(&self, source: &Source<'_>, scanned: &Scanned) -> Result<(), Failure> {
        let Scanned { report, passages, head, .. } = scanned;
        let mentions = if report.is_answered() {
            Vec::new()
        } else {
            self.mentions.get_or_init(|| Mentions::of(self.base)).find(report, head)
        };
        let (base, mentions, columns) = (self.base, mentions.as_slice(), self.out.columns());
        let view = View { base, passages, report, mentions, columns, all: self.args.all };
        let text = report_text(&view);
        if self.several {
            let bold = Style::new().bold();
            let name = source.name();
            self.out.print(&format!("{bold}==> {} <=={bold:#}\n\n{text}\n", visible(&name)))
        } else {
            self.out.print(&text)
        }
    }
}
