//! Tables drawn with bars: Markdown's, and those that consoles and databases print.
//!
//! ```text
//! | TimeCreated         | Id   | ProviderName | Message        |
//! |---------------------|------|--------------|----------------|
//! | 2026-01-02 03:04:05 | 4021 | Contoso-Sync | Reading failed |
//! ```
//!
//! A rule stands under the names. Rows are events when the names say so and each has a time: documentation lists events in
//! such tables, too, without one. A table of two columns may also be one event, a property a row.
//!
//! Sources: <https://github.github.com/gfm/#tables-extension->; `psql`, <https://www.postgresql.org/docs/current/app-psql.html>.

use super::columns::{self, Cell, Column, Kind, Piece, Row};
use super::opening::Opening;
use super::{Block, Layout, Next, Spec, line_end, span_of, trimmed};
use crate::Span;
use crate::event::{Event, Format, Header};

/// The layout.
pub(super) const SPEC: Spec = Spec {
    anchors: &["|-", "| -", "|:-", "| :-", "-|", "- |", "+-", "|=", "+="],
    start: |text| Box::new(Bars { text }),
};

/// A table has so many columns and rows at most.
const MAX_COLUMNS: usize = 64;
const MAX_ROWS: usize = 1 << 12;

/// Names and rules are on lines of at most so many bytes.
const MAX_LINE: usize = 4 << 10;

/// A row is so long at most.
const MAX_ROW: usize = 64 << 10;

/// An event has a property that is known before so many that are not.
const MAX_STRANGE: usize = 8;

/// So many header fields make an event of a table with a property a row.
const MIN_PROPERTIES: usize = 4;

/// Whether the line is the header of a table of events, or the first property of one.
pub(super) fn begins(opening: &Opening<'_>) -> bool {
    opening.line.contains('|')
        && is_rule(opening.next())
        && Table::read(opening.near, opening.indent())
            .is_some_and(|table| table.events(opening.near).is_some())
}

struct Bars<'t> {
    text: &'t str,
}

impl Layout for Bars<'_> {
    fn near(&mut self, from: usize, until: usize) -> Next {
        let mut at = match from.checked_sub(1) {
            Some(before) => line_end(self.text, before, self.text.len()) + 1,
            None => 0,
        };
        while at < self.text.len() {
            if at > until {
                return Next::NotBefore(at);
            }
            let end = line_end(self.text, at, self.text.len());
            if may_be_header(&self.text[at..end]) && is_rule(self.line(end + 1)) {
                return Next::At(at);
            }
            at = end + 1;
        }
        Next::of(None)
    }

    fn read(&mut self, at: usize) -> Option<Block> {
        let table = Table::read(self.text, at)?;
        let (end, events) = table.events(self.text)?;
        Some(Block { end, events, notes: Vec::new() })
    }
}

impl Bars<'_> {
    /// The line that starts at `at`.
    fn line(&self, at: usize) -> &str {
        self.text.get(at..).map_or("", |rest| &rest[..line_end(rest, 0, rest.len())])
    }
}

fn may_be_header(line: &str) -> bool {
    line.len() <= MAX_LINE && memchr::memchr(b'|', line.as_bytes()).is_some() && !is_rule(line)
}

/// Whether a line is nothing but dashes, with what stands where they cross bars.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() <= MAX_LINE
        && line.contains("--")
        && line.bytes().any(|byte| matches!(byte, b'|' | b'+'))
        && line.bytes().all(|byte| matches!(byte, b'-' | b'=' | b'+' | b'|' | b':' | b' '))
        || is_double_rule(line)
}

/// The same of equals signs, which some print under names.
fn is_double_rule(line: &str) -> bool {
    line.len() <= MAX_LINE
        && line.starts_with(['|', '+'])
        && line.contains("==")
        && line.bytes().all(|byte| b"=+| ".contains(&byte))
}

/// A table whose header was read.
struct Table {
    /// Where its header stands, and what the cells of it are.
    header: Span,
    names: Vec<Span>,
    /// Where its rows start.
    from: usize,
    /// Whether its lines begin with a bar.
    framed: bool,
}

impl Table {
    fn read(text: &str, at: usize) -> Option<Self> {
        let header = trimmed(text, Span::new(at, line_end(text, at, text.len())));
        let rule = line_end(text, at, text.len()) + 1;
        let rule_end = text.get(rule..).map(|rest| rule + line_end(rest, 0, rest.len()))?;
        if !may_be_header(&text[header.range()]) || !is_rule(&text[rule..rule_end]) {
            return None;
        }
        let framed = text[header.range()].starts_with('|');
        Some(Self { header, names: cells(text, header), from: (rule_end + 1).min(text.len()), framed })
    }

    /// The events of the table and its end, if it is one of events.
    fn events(&self, text: &str) -> Option<(usize, Vec<Event>)> {
        let columns: Vec<Column> = self.names.iter().map(|name| Column::new(&text[name.range()])).collect();
        if let Some((Kind::Events, id)) = columns::kind(&columns)
            && let Some(time) = columns::best(&columns, Header::Time, |_| true)
        {
            return self.rows(text, &columns, (id, time));
        }
        self.properties(text)
    }

    /// An event a row.
    fn rows(
        &self,
        text: &str,
        columns: &[Column],
        (id, time): (usize, usize),
    ) -> Option<(usize, Vec<Event>)> {
        let mut rows: Vec<(Span, Vec<Cell>)> = Vec::new();
        for row in (Lines { text, at: self.from, framed: self.framed }).take(MAX_ROWS) {
            let found = cells(text, row);
            let value = |at: usize| found.get(at).map_or("", |cell| &text[cell.range()]);
            if columns::is_id(value(id)) && columns::is_time(value(time)) {
                rows.push((row, found.into_iter().map(Cell::of).collect()));
            } else if let Some((span, cells)) = rows.last_mut().filter(|_| value(id).is_empty()) {
                // The cells of the row before go on: in a narrow column they were wrapped.
                span.end = row.end;
                cells.iter_mut().zip(&found).for_each(|(cell, more)| go_on(cell, *more));
            } else {
                break;
            }
        }
        let end = after_rules(text, rows.last()?.0.end);
        let event = |(place, (row, cells)): (usize, &(Span, Vec<Cell>))| {
            let start = if place == 0 { self.header.start } else { row.start };
            let span = trimmed(text, Span::new(start, row.end));
            Row { text, span, columns, cells, shared: &[], cut: false, kind: Kind::Events }
                .event(Format::Table)
        };
        Some((end, rows.iter().enumerate().map(event).collect()))
    }

    /// One event, a property a row: names in the first column, values in the second.
    fn properties(&self, text: &str) -> Option<(usize, Vec<Event>)> {
        let [name, value] = self.names[..] else { return None };
        let titled = columns::property(&text[name.range()]).is_none();
        let mut pairs: Vec<(Span, Span)> = (!titled).then_some((name, value)).into_iter().collect();
        let mut end = self.from;
        for row in (Lines { text, at: self.from, framed: self.framed }).take(MAX_COLUMNS) {
            let [name, value] = cells(text, row)[..] else { break };
            if pairs.len() == MAX_STRANGE
                && pairs.iter().all(|(name, _)| columns::property(&text[name.range()]).is_none())
            {
                return None;
            }
            pairs.push((name, value));
            end = row.end;
        }
        let columns: Vec<Column> = pairs.iter().map(|(name, _)| Column::new(&text[name.range()])).collect();
        let value = |at: usize| &text[pairs[at].1.range()];
        let has = |header: Header| columns::best(&columns, header, |at| !value(at).is_empty()).is_some();
        let known = columns.iter().filter(|column| column.property.is_some()).count();
        columns::best(&columns, Header::EventId, |at| columns::is_id(value(at)))?;
        if known < MIN_PROPERTIES || !(has(Header::Provider) || has(Header::Channel)) {
            return None;
        }
        let cells: Vec<Cell> = pairs.iter().map(|(_, value)| Cell::of(*value)).collect();
        let span = trimmed(text, Span::new(self.header.start, end));
        let row =
            Row { text, span, columns: &columns, cells: &cells, shared: &[], cut: false, kind: Kind::Events };
        Some((after_rules(text, end), vec![row.event(Format::Table)]))
    }
}

/// The end of the rules that stand right below a row.
fn after_rules(text: &str, mut end: usize) -> usize {
    while let Some(rest) = text[line_end(text, end, text.len())..].strip_prefix('\n') {
        let line = &rest[..line_end(rest, 0, rest.len())];
        if !is_rule(line) {
            break;
        }
        end = text.len() - rest.len() + line.len();
    }
    end
}

/// Appends a line of a cell that was wrapped. Its place in the text is before that of cells that were read already.
fn go_on(cell: &mut Cell, more: Span) {
    if let (false, Some(Piece::Copy(last) | Piece::Lent(last))) =
        (more.is_empty(), cell.pieces.last().copied())
    {
        cell.pieces.extend([Piece::For(" ", Span::new(last.end, last.end)), Piece::Lent(more)]);
    }
}

/// The rows of a table. In one whose lines begin with a bar, lines that do not go on with the row before them.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    framed: bool,
}

impl Lines<'_> {
    /// The line that starts at `at`, without white space around it; `None` where a table ends.
    fn line(&self, at: usize) -> Option<Span> {
        let rest = self.text.get(at..)?;
        let line = trimmed(self.text, Span::new(at, at + line_end(rest, 0, rest.len())));
        (!line.is_empty()).then_some(line)
    }
}

impl Iterator for Lines<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        let mut row: Option<Span> = None;
        while let Some(line) = self.line(self.at) {
            let slice = &self.text[line.range()];
            let after = (line_end(self.text, line.end, self.text.len()) + 1).min(self.text.len());
            let begins = if self.framed { slice.starts_with('|') } else { slice.contains('|') };
            match &mut row {
                None if is_rule(slice) => {}
                None if begins => row = Some(line),
                Some(row)
                    if self.framed
                        && !begins
                        && !is_rule(slice)
                        && line.end - row.start <= MAX_ROW
                        && !self.text[row.range()].ends_with('|') =>
                {
                    row.end = line.end;
                }
                _ => break,
            }
            self.at = after;
        }
        row
    }
}

/// The cells of a line, without what Markdown puts around them.
fn cells(text: &str, line: Span) -> Vec<Span> {
    let slice = &text[line.range()];
    let inner = slice.strip_prefix('|').unwrap_or(slice);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let cells = inner.split('|').take(MAX_COLUMNS);
    let bare = |cell: &str| span_of(text, cell.trim().trim_matches(['*', '`']).trim());
    cells.filter_map(bare).collect()
}

#[cfg(test)]
mod tests;
