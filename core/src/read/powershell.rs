//! What PowerShell prints of events: lists (`Key : value` lines) and tables (a header over a rule of dashes); and the tables of
//! `wmic ntevent`, which have no rule.
//!
//! Both come from `Get-WinEvent` and from `Get-EventLog`, with all properties or with those that somebody chose, in any
//! order. The names are those of .NET and never translated; dates and messages are. Long values are wrapped at the width of
//! the console, which is not in the text: see [`wrap`]. A command that names the log is part of the first event below it;
//! other prompts, and what else stands in a transcript, are plain text.
//!
//! Sources: <https://learn.microsoft.com/powershell/module/microsoft.powershell.diagnostics/get-winevent>,
//! <https://learn.microsoft.com/powershell/module/microsoft.powershell.management/get-eventlog>,
//! <https://learn.microsoft.com/powershell/scripting/samples/using-format-commands-to-change-output-view>.

mod command;
mod list;
mod table;
mod wrap;

use super::opening::Opening;
use super::{Block, GoesOn, Layout, Next, Resume, Spec};
use crate::Span;
use command::Command;
use std::sync::Arc;
use table::Table;
pub(super) use table::is_rule;

/// The layout.
pub(super) const SPEC: Spec = Spec {
    anchors: &[
        "ProviderName",
        "TimeCreated",
        "LevelDisplayName",
        "EventID",
        "Event ID",
        "EventCode",
        "EventIdentifier",
        "InstanceId",
        "EntryType",
        "TimeGenerated",
        "LogName",
        // Rows of `Get-EventLog` without their header.
        " Information ",
        " Warning ",
        " Error ",
        " SuccessA",
        " FailureA",
    ],
    start: |text| Box::new(PowerShell { text, tried: 0, output: None, long: None }),
};

/// Whether a list or a table of events begins with the first word of a line.
pub(super) fn begins(opening: &Opening<'_>) -> bool {
    let (near, at) = (opening.near, opening.indent());
    if command::is_command(opening.line) {
        let output = Command::read(near, Line::at(near, at)).and_then(|command| below(near, command.end));
        return output
            .is_some_and(|at| Table::read(near, at).is_some() || list::List::read(near, at).is_event(near));
    }
    let is_headed = is_rule(opening.next()) || table::may_be_heading(opening.line);
    if is_headed && Table::read(near, at).is_some() {
        return true;
    }
    list::may_begin(opening.line) && {
        let list = list::List::read(near, at);
        list.is_long() && list.is_event(near)
    }
}

struct PowerShell<'t> {
    text: &'t str,
    /// The end of the last list that was none of an event: no list starts before it.
    tried: usize,
    /// The log that the last command named, and how far its output was read.
    output: Option<(Span, usize)>,
    /// The table of the last block, when it has more rows than that.
    long: Option<Long>,
}

/// A table of more than one block.
struct Long {
    table: Arc<Table>,
    /// Where the block begins that has been read, when its header stands before it.
    start: Option<usize>,
    /// Where the next one begins.
    goes_on: Option<usize>,
}

impl Layout for PowerShell<'_> {
    fn near(&mut self, from: usize, until: usize) -> Next {
        if from >= self.text.len() {
            return Next::of(None);
        }
        if let Some(at) = self.long.as_ref().and_then(|long| long.goes_on).filter(|&at| at >= from) {
            return Next::At(at);
        }
        let near = self.text.ceil_char_boundary(from.saturating_sub(MAX_INDENT));
        let from = self.text.ceil_char_boundary(from);
        let before = self.text[near..from].trim_end_matches([' ', '\t']);
        let starts_line = before.ends_with('\n') || (before.is_empty() && near == 0);
        self.first_candidate(if starts_line { from } else { Line::at(self.text, from).next }, until)
    }

    fn read(&mut self, at: usize) -> Option<Block> {
        if let Some(Long { table, goes_on, .. }) = self.long.take()
            && goes_on == Some(at)
            && let Some((block, full)) = table.rows(self.text, at, at)
        {
            let goes_on = full.then_some(block.end);
            self.long = Some(Long { table, start: Some(at), goes_on });
            return Some(block);
        }
        let command = Command::read(self.text, Line::at(self.text, at));
        let first = command.map_or(Some(at), |command| below(self.text, command.end))?;
        let log = command.map(|command| command.log).or_else(|| self.log_of_output(at));
        let block = self.output_at(Span::new(at, first), log)?;
        self.output = log.map(|log| (log, block.end));
        Some(block)
    }

    fn resume(&self, at: usize) -> Option<Resume> {
        let long = self.long.as_ref().filter(|long| long.goes_on == Some(at) || long.start == Some(at))?;
        Some(Arc::new(long.table.gone(self.text)))
    }
}

impl GoesOn for Table {
    fn start<'t>(self: Arc<Self>, text: &'t str) -> Box<dyn Layout + 't> {
        let long = Some(Long { table: self, start: None, goes_on: Some(0) });
        Box::new(PowerShell { text, tried: 0, output: None, long })
    }
}

/// The first word of what stands below a command.
fn below(text: &str, end: usize) -> Option<usize> {
    let line = next_line(text, Line::at(text, end).next)?;
    Some(line.end - line.text(text).trim_start_matches([' ', '\t']).len())
}

impl PowerShell<'_> {
    /// The log of a block that goes on with the output of a command.
    fn log_of_output(&self, at: usize) -> Option<Span> {
        let (log, end) = self.output?;
        self.text.get(end..at)?.trim().is_empty().then_some(log)
    }

    /// The table or list that begins at the end of `start`, which is the command above it.
    fn output_at(&mut self, start: Span, log: Option<Span>) -> Option<Block> {
        let Span { start, end: at } = start;
        if let Some((table, rows)) = Table::read(self.text, at) {
            let table = table.of_log(log);
            let Some(rows) = rows else { return Some(table.heading_alone(self.text, Span::new(start, at))) };
            let (block, full) = table.rows(self.text, start, rows)?;
            self.long = full.then(|| Long { table: Arc::new(table), start: None, goes_on: Some(block.end) });
            return Some(block);
        }
        if at >= self.tried && list::may_begin(Line::at(self.text, at).text(self.text)) {
            let list = list::List::read(self.text, at);
            if list.is_event(self.text) {
                return Some(list.block(self.text, start, log));
            }
            self.tried = list.end;
        }
        None
    }

    /// The first place in the lines from `at` on that begin up to `until` where a block may begin.
    fn first_candidate(&self, mut at: usize, until: usize) -> Next {
        while at < self.text.len() {
            if at > until {
                return Next::NotBefore(at);
            }
            let line = Line::at(self.text, at);
            let content = line.text(self.text).trim_start_matches([' ', '\t']);
            if !content.is_empty() && self.may_begin(&line, content) {
                return Next::At(line.end - content.len());
            }
            at = line.next;
        }
        Next::of(None)
    }

    fn may_begin(&self, line: &Line, content: &str) -> bool {
        let is_list = line.start >= self.tried && list::may_begin(content);
        is_list
            || command::is_command(content)
            || table::may_be_heading(content)
            || table::is_log_row(content)
            || table::padded(content).is_some()
            || self.is_header(line, content)
    }

    /// Whether a rule of dashes stands under a line.
    fn is_header(&self, line: &Line, content: &str) -> bool {
        content.starts_with(char::is_alphabetic)
            && line.next < self.text.len()
            && is_rule(Line::at(self.text, line.next).text(self.text))
    }
}

/// A line of the text.
#[derive(Clone, Copy)]
struct Line {
    start: usize,
    /// Before its line break.
    end: usize,
    /// Where the next one starts.
    next: usize,
}

impl Line {
    /// The line from `start` on, which may be in the middle of it.
    fn at(text: &str, start: usize) -> Self {
        let end = super::line_end(text, start, text.len());
        let next = (end + 1).min(text.len());
        let carriage = text[start..end].ends_with('\r');
        Self { start, end: end - usize::from(carriage), next }
    }

    fn text(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    fn is_blank(self, text: &str) -> bool {
        self.text(text).trim().is_empty()
    }

    /// How many cells of the console stand before it, when it does not start at its line's start.
    fn column(self, text: &str) -> usize {
        let near = text.ceil_char_boundary(self.start.saturating_sub(MAX_INDENT));
        let before = &text[near..self.start];
        wrap::cells(before.rfind('\n').map_or(before, |newline| &before[newline + 1..]))
    }
}

/// No block is indented deeper.
const MAX_INDENT: usize = 256;

/// So many blank lines may stand inside a block.
const MAX_BLANK: usize = 4;

/// The first line at or after `at` that is not blank, if only a few blank ones stand before it.
fn next_line(text: &str, mut at: usize) -> Option<Line> {
    for _ in 0..=MAX_BLANK {
        if at >= text.len() {
            return None;
        }
        let line = Line::at(text, at);
        if !line.is_blank(text) {
            return Some(line);
        }
        at = line.next;
    }
    None
}

#[cfg(test)]
mod tests;
