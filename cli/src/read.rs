//! `kbmatch read`

use crate::Answer;
use crate::args::ReadArgs;
use crate::failure::Failure;
use crate::input::{Source, for_each_source};
use crate::output::Output;
use kbmatch::report::Note;
use kbmatch::{EventRecord, Stream, Window};
use serde::Serialize;

/// A line of the output. The file is named where there are several.
#[derive(Serialize)]
struct Line<'a, T> {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    #[serde(flatten)]
    what: T,
}

/// Something about the reading that is no error.
#[derive(Serialize)]
struct Remark<'a> {
    note: &'a Note,
}

pub(crate) fn run(args: &ReadArgs, out: &Output) -> Result<Answer, Failure> {
    let sources = Source::from_args(&args.files);
    let several = sources.len() > 1;
    let mut answer = Answer::No;
    for_each_source(&sources, out, |source| {
        let name = several.then(|| source.name());
        let mut lines = Lines { file: name.as_deref(), out, events: 0 };
        lines.source(source)?;
        if lines.events > 0 {
            answer = Answer::Yes;
        }
        Ok(())
    })?;
    Ok(answer)
}

struct Lines<'a> {
    file: Option<&'a str>,
    out: &'a Output,
    events: usize,
}

impl Lines<'_> {
    fn source(&mut self, source: &Source<'_>) -> Result<(), Failure> {
        let mut stream = Stream::new();
        source.for_each_piece(self.out, |piece| {
            stream.push(piece);
            self.print(&mut stream)
        })?;
        stream.finish();
        self.print(&mut stream)
    }

    fn print(&mut self, stream: &mut Stream) -> Result<(), Failure> {
        while let Some(window) = stream.read() {
            self.events += window.events().len();
            for event in window.events() {
                let record = EventRecord::new(event, |span| window.source_span(span));
                self.out.print_json(&Line { file: self.file, what: record }, true)?;
            }
            self.notes(&window)?;
        }
        Ok(())
    }

    fn notes(&self, window: &Window<'_>) -> Result<(), Failure> {
        for note in window.source_notes() {
            self.out.print_json(&Line { file: self.file, what: Remark { note: &note } }, true)?;
        }
        Ok(())
    }
}
