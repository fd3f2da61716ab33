//! Tables with ` · ` or ` ‖ ` between their columns, as Hayabusa prints time lines to a console: tabs for these, as far as
//! there are columns.
//!
//! Source: <https://github.com/Yamato-Security/hayabusa>, the output of `csv-timeline` without a file.

use super::Rewriter;
use crate::Span;
use crate::read::columns::{self, Column, Kind};
use crate::read::line_end;
use crate::text::Mapped;
use memchr::memmem;

/// What stands between columns.
const MARKS: [&str; 2] = [" \u{b7} ", " \u{2016} "];

/// A header has so many marks at least, and so many bytes at most.
const MIN_MARKS: usize = 4;
const MAX_HEADER: usize = 1 << 10;

/// Tabs for the marks in tables of events.
pub(super) fn columns(text: &str) -> Option<Mapped> {
    let mark = MARKS.into_iter().find(|mark| memmem::find(text.as_bytes(), mark.as_bytes()).is_some())?;
    let mut rewriter = Rewriter::new(text);
    // How many marks the rows of the table have that was begun.
    let mut wanted = 0;
    let mut at = 0;
    while at < text.len() {
        let line = &text[at..line_end(text, at, text.len())];
        if wanted == 0 {
            wanted = marks_of_header(line, mark);
        }
        let found: Vec<usize> = line.match_indices(mark).map(|(place, _)| at + place).take(wanted).collect();
        if found.len() == wanted {
            found.iter().for_each(|&start| rewriter.replace(Span::new(start, start + mark.len()), "\t"));
        } else if !line.trim().is_empty() {
            wanted = 0;
        }
        at += line.len() + 1;
    }
    rewriter.finish()
}

/// How many marks a line has if it is the header of a table of events, else none.
fn marks_of_header(line: &str, mark: &str) -> usize {
    if line.len() > MAX_HEADER {
        return 0;
    }
    let names: Vec<Column> = line.split(mark).map(Column::new).collect();
    let is_header = names.len() > MIN_MARKS && matches!(columns::kind(&names), Some((Kind::Events, _)));
    if is_header { names.len() - 1 } else { 0 }
}
