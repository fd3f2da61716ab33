//! Tables: names, a rule of dashes under them, rows. `Get-WinEvent` prints one for each provider, under its name.
//!
//! A column starts where its dashes do, but numbers stand at the right of theirs and may begin further left. Where the spaces
//! are lost, the words of a row are dealt out to the columns by what these hold.

use super::wrap::{self, Console, Part};
use super::{Line, next_line};
use crate::Span;
use crate::event::{Format, Header};
use crate::read::columns::{self, Cell, Column, Kind, Row, Shared};
use crate::read::{Block, trimmed};
use crate::report::{Note, NoteCode};

/// So many rows make a block, of so many bytes; the next one goes on.
const MAX_ROWS: usize = 1 << 12;
const MAX_BLOCK: usize = 128 << 10;

/// A table has so many columns at most.
const MAX_COLUMNS: usize = 32;

/// Rules of dashes and headings are at most this long, in bytes.
const MAX_LINE: usize = 1 << 10;

/// The columns of `Get-EventLog`, whose rows can be told without them.
const LOG: [&str; 6] = ["Index", "Time", "EntryType", "Source", "InstanceID", "Message"];

/// What the log is called that only the command names.
pub(super) const LOG_NAME: &str = "LogName";

/// How `Get-EventLog` says how grave an event is: names of .NET, in every language.
/// Source: <https://learn.microsoft.com/dotnet/api/system.diagnostics.eventlogentrytype>.
const ENTRY_TYPES: [&str; 7] =
    ["Information", "Warning", "Error", "SuccessAudit", "FailureAudit", "SuccessA...", "FailureA..."];

/// A table of events.
pub(super) struct Table {
    /// What is said of all rows: columns and where their values stand. The log that the command names, then the heading.
    shared: Vec<(Column, Shared)>,
    columns: Vec<Column>,
    /// Where the dashes of each column stand, in cells; none where the header is lost.
    dashes: Vec<(usize, usize)>,
    id: usize,
}

/// A row that was read: the lines of each cell.
struct Cells {
    parts: Vec<Vec<Part>>,
    start: usize,
    end: usize,
}

/// Whether a line may be the heading of a table: `ProviderName: Microsoft-Windows-Kernel-Power`.
pub(super) fn may_be_heading(content: &str) -> bool {
    ["ProviderName:", "LogName:", "LevelDisplayName:", "MachineName:"].iter().any(|name| {
        content.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
            && content.len() <= MAX_LINE
    })
}

/// Whether a line is nothing but dashes in groups.
pub(in crate::read) fn is_rule(line: &str) -> bool {
    line.trim_start().starts_with("--")
        && line.len() <= MAX_LINE
        && line.bytes().all(|byte| matches!(byte, b'-' | b' ' | b'\t'))
        && line.split_whitespace().count() >= 2
}

/// Whether a line is a row of `Get-EventLog`'s table.
pub(super) fn is_log_row(content: &str) -> bool {
    content.starts_with(|c: char| c.is_ascii_digit()) && log_row(content).is_some()
}

fn log_row(content: &str) -> Option<Vec<(usize, usize)>> {
    let head = &content[..content.floor_char_boundary(MAX_LINE)];
    let mut words = head.split_whitespace().take(8);
    if !words.any(|word| ENTRY_TYPES.contains(&word)) {
        return None;
    }
    let columns: Vec<Column> = LOG.iter().map(|name| Column::new(name)).collect();
    let cells = deal(content, &columns)?;
    let value = |at: usize| cells.get(at).map_or("", |&(start, end)| &content[start..end]);
    let fits = columns::is_id(value(0)) && columns::is_id(value(4)) && value(1).contains(':');
    (fits && value(1).len() <= 32 && !value(1).ends_with(',') && ENTRY_TYPES.contains(&value(2)))
        .then_some(cells)
}

impl Table {
    /// The table whose heading, header or first row stands at `at`, and where its rows start; nowhere when there is nothing
    /// but the heading.
    pub(super) fn read(text: &str, at: usize) -> Option<(Self, Option<usize>)> {
        let line = Line::at(text, at);
        let content = line.text(text);
        if is_log_row(content) {
            let columns = LOG.iter().map(|name| Column::new(name)).collect();
            return Some((Self { shared: Vec::new(), columns, dashes: Vec::new(), id: 4 }, Some(at)));
        }
        let shared: Vec<_> =
            may_be_heading(content).then(|| heading(text, line)).flatten().into_iter().collect();
        let is_headed = !shared.is_empty();
        let header = if is_headed { next_line(text, line.next) } else { Some(line) };
        let Some(header) = header else {
            let rest = Span::new(line.next, text.len());
            let alone = is_headed && line.column(text) > 0 && trimmed(text, rest).is_empty();
            return alone.then_some((Self { shared, columns: Vec::new(), dashes: Vec::new(), id: 0 }, None));
        };
        let rule = (header.next < text.len()).then(|| Line::at(text, header.next))?;
        let (dashes, rows) = if is_rule(rule.text(text)) {
            (dashes(rule.text(text)), rule.next)
        } else {
            (padded(header.text(text))?, header.next)
        };
        let columns = names(text, header, &dashes)?;
        let id = match columns::kind(&columns) {
            Some((Kind::Events, id)) => id,
            _ if is_headed => columns::best(&columns, Header::EventId, |_| true)?,
            _ => return None,
        };
        Some((Self { shared, columns, dashes, id }, Some(rows)))
    }

    /// The table, of a log that the command above it names.
    pub(super) fn of_log(mut self, log: Option<Span>) -> Self {
        let is_named = self.columns.iter().any(|column| column.header() == Some(Header::Channel));
        let log = log.filter(|_| !is_named).map(|log| (Column::new(LOG_NAME), Shared::Here(log)));
        self.shared.splice(..0, log);
        self
    }

    /// The table, for rows in a text after this one.
    pub(super) fn gone(&self, text: &str) -> Self {
        let shared = self.shared.iter().map(|(column, shared)| (column.clone(), shared.gone(text))).collect();
        Self { shared, columns: self.columns.clone(), dashes: self.dashes.clone(), id: self.id }
    }

    /// A heading at the end of `block` under which nothing stands: the text was cut after it.
    pub(super) fn heading_alone(&self, text: &str, block: Span) -> Block {
        let line = Line::at(text, block.end);
        let span = trimmed(text, Span::new(block.start, line.end));
        let event = self.row(text, span, &[], true);
        let note = Note::new(NoteCode::Truncated, span, "a table stops after its heading");
        Block { end: line.next, events: vec![event], notes: vec![note] }
    }

    /// The rows from `from` on, and whether there may be more of them; the header belongs to the first one.
    pub(super) fn rows(&self, text: &str, start: usize, from: usize) -> Option<(Block, bool)> {
        let mut rows: Vec<Cells> = Vec::new();
        let mut at = from;
        let mut full = false;
        while at < text.len() {
            let Some(line) = next_line(text, at) else { break };
            let blank = line.start > at;
            let row = if blank && !rows.is_empty() { None } else { self.cells(text, line) };
            full = row.is_some() && (rows.len() == MAX_ROWS || at - from >= MAX_BLOCK);
            match (row, rows.last_mut()) {
                (Some(_), _) if full => break,
                (Some(row), _) => rows.push(row),
                (None, Some(last)) if self.continues(text, line) => self.extend(text, last, line, blank),
                (None, Some(_)) if self.is_elision(text, line) => {}
                _ => break,
            }
            at = line.next;
        }
        let console = self.console(&rows);
        let mut events = Vec::with_capacity(rows.len());
        for (place, row) in rows.iter().enumerate() {
            let start = if place == 0 { start } else { row.start };
            let cells: Vec<Cell> =
                (0..row.parts.len()).map(|column| self.joined(text, row, column, console)).collect();
            let span = trimmed(text, Span::new(start, row.end));
            events.push(self.row(text, span, &cells, self.is_cut(row)));
        }
        (!events.is_empty()).then_some((Block { end: at, events, notes: Vec::new() }, full))
    }

    fn row(&self, text: &str, span: Span, cells: &[Cell], cut: bool) -> crate::event::Event {
        Row { text, span, columns: &self.columns, cells, shared: &self.shared, cut, kind: Kind::Events }
            .event(Format::PowerShell)
    }

    /// Whether a message before another column fills its own: there it is cut without dots.
    fn is_cut(&self, row: &Cells) -> bool {
        let Some(message) = columns::best(&self.columns, Header::Message, |_| true) else { return false };
        let next = self.dashes.get(message + 1);
        let last = row.parts.get(message).and_then(|parts| parts.last());
        next.zip(last).is_some_and(|(next, last)| last.end + 1 >= next.0)
    }

    /// The width of the console: the end of the longest line, if some row is wrapped.
    fn console(&self, rows: &[Cells]) -> usize {
        let wrapped = rows.iter().any(|row| row.parts.iter().any(|parts| parts.len() > 1));
        let ends = rows.iter().flat_map(|row| row.parts.iter().flatten()).map(|part| part.end);
        ends.max().filter(|_| wrapped).unwrap_or_default()
    }

    /// The text of a cell.
    fn joined(&self, text: &str, row: &Cells, column: usize, console: usize) -> Cell {
        let parts = &row.parts[column];
        let last = column + 1 == self.columns.len();
        if parts.len() < 2 || last {
            return wrap::join(text, parts, Console::of_width(console));
        }
        // What stands beside the message comes later in the text than the message's first line, in a narrow column.
        let end = parts.iter().map(|part| part.end).max().unwrap_or_default();
        wrap::join_narrow(text, parts, end)
    }

    /// The cells of a row, if a line is one.
    fn cells(&self, text: &str, line: Line) -> Option<Cells> {
        let content = line.text(text);
        let is_row = |cells: &Vec<(usize, usize)>| self.is_row(content, cells);
        let aligned = || self.split(content).filter(is_row);
        let dealt = || if self.dashes.is_empty() { log_row(content) } else { deal(content, &self.columns) };
        let lost = || if self.continues(text, line) { None } else { dealt().filter(is_row) };
        let cells = aligned().or_else(lost)?;
        let part = |&(start, end): &(usize, usize)| {
            let span = trimmed(text, Span::new(line.start + start, line.start + end));
            let end = wrap::cells(&text[line.start..span.end]);
            if span.is_empty() { Vec::new() } else { vec![Part { span, end }] }
        };
        Some(Cells { parts: cells.iter().map(part).collect(), start: line.start, end: line.end })
    }

    /// Whether the cells of a line hold what those of a row do: a number and, where there is a column for it, a time.
    fn is_row(&self, content: &str, cells: &[(usize, usize)]) -> bool {
        let value = |at: usize| cells.get(at).map_or("", |&(start, end)| content[start..end].trim());
        let time = columns::best(&self.columns, Header::Time, |_| true);
        let has_digit = |at: usize| value(at).contains(|c: char| c.is_ascii_digit());
        columns::is_id(value(self.id)) && time.is_none_or(has_digit)
    }

    /// Whether a line only goes on with the cells of the row before it: it has nothing where the number stands.
    fn continues(&self, text: &str, line: Line) -> bool {
        let content = line.text(text);
        let Some(&(start, _)) = self.dashes.last() else { return false };
        let message = self.columns.last().and_then(Column::header) == Some(Header::Message);
        let indent = wrap::cells(&content[..content.len() - content.trim_start().len()]);
        if message && start > 0 && indent >= start {
            return true;
        }
        let Some(cells) = self.split(content).filter(|_| indent > 0) else { return false };
        let empty =
            |at: usize| cells.get(at).is_none_or(|&(start, end)| content[start..end].trim().is_empty());
        empty(self.id) && empty(0) && self.dashes.len() > 2
    }

    /// Whether a line says that rows were left out before the next one.
    fn is_elision(&self, text: &str, line: Line) -> bool {
        matches!(line.text(text).trim(), "..." | "\u{2026}" | "[...]" | "<snip>")
            && next_line(text, line.next).is_some_and(|next| self.cells(text, next).is_some())
    }

    fn extend(&self, text: &str, row: &mut Cells, line: Line, blank: bool) {
        let content = line.text(text);
        let Some(cells) = self.split(content) else { return };
        let last = cells.len().saturating_sub(1);
        for (at, (&(start, end), parts)) in cells.iter().zip(&mut row.parts).enumerate() {
            let span = trimmed(text, Span::new(line.start + start, line.start + end));
            if span.is_empty() {
                continue;
            }
            if blank && at == last {
                parts.push(Part { span: Span::new(span.start, span.start), end: 0 });
            }
            parts.push(Part { span, end: wrap::cells(&text[line.start..span.end]) });
        }
        row.end = line.end;
    }

    /// Splits a line where the dashes of the header start, or at the space before a number that begins further left.
    fn split(&self, content: &str) -> Option<Vec<(usize, usize)>> {
        let mut bounds = Vec::with_capacity(self.dashes.len());
        let mut cell = 0;
        let mut columns = self.dashes.iter().skip(1).map(|&(start, _)| start).peekable();
        for (at, c) in content.char_indices() {
            while columns.next_if(|&start| cell >= start).is_some() {
                bounds.push(at);
            }
            if columns.peek().is_none() {
                break;
            }
            cell += wrap::width(c);
        }
        bounds.resize(self.dashes.len().checked_sub(1)?, content.len());
        let mut from = 0;
        for bound in &mut bounds {
            let before = &content[from..(*bound).max(from)];
            if *bound < content.len() && !before.is_empty() && !before.ends_with(char::is_whitespace) {
                *bound = from + before.rfind(char::is_whitespace).map(|space| space + 1)?;
            }
            *bound = (*bound).max(from);
            from = *bound;
        }
        let starts = std::iter::once(0).chain(bounds.iter().copied());
        let ends = bounds.iter().copied().chain(std::iter::once(content.len()));
        Some(starts.zip(ends).collect())
    }
}

/// The column and the value of a heading.
fn heading(text: &str, line: Line) -> Option<(Column, Shared)> {
    let colon = line.text(text).find(':')?;
    let value = trimmed(text, Span::new(line.start + colon + 1, line.end));
    (!value.is_empty()).then(|| (Column::new(&text[line.start..line.start + colon]), Shared::Here(value)))
}

/// Where the dashes stand in a rule.
fn dashes(rule: &str) -> Vec<(usize, usize)> {
    let mut groups: Vec<(usize, usize)> = Vec::new();
    for at in memchr::memchr_iter(b'-', rule.as_bytes()) {
        match groups.last_mut() {
            Some((_, end)) if *end == at => *end += 1,
            _ => groups.push((at, at + 1)),
        }
    }
    groups.truncate(MAX_COLUMNS);
    groups
}

/// Where the columns stand of a header without a rule: that of `wmic ntevent`, whose names are padded with two spaces at least.
/// Source: <https://learn.microsoft.com/previous-versions/windows/desktop/eventlogprov/win32-ntlogevent>.
pub(super) fn padded(header: &str) -> Option<Vec<(usize, usize)>> {
    let has = |name: &str| header.split_whitespace().take(MAX_COLUMNS).any(|word| word == name);
    let is_one = header.len() <= MAX_LINE
        && (has("EventCode") || has("EventIdentifier"))
        && (has("SourceName") || has("Logfile"));
    if !is_one || !header.is_ascii() {
        return None;
    }
    let start = |name: &str| name.as_ptr().addr() - header.as_ptr().addr();
    let names: Vec<_> =
        header.split_whitespace().map(|name| (start(name), start(name) + name.len())).collect();
    let are_apart = names.windows(2).all(|pair| pair[1].0 >= pair[0].1 + 2);
    (are_apart && names.len() > 2 && names.len() <= MAX_COLUMNS).then_some(names)
}

/// The names over the dashes: word by word if there are as many words, else what stands over each.
fn names(text: &str, header: Line, dashes: &[(usize, usize)]) -> Option<Vec<Column>> {
    let words: Vec<&str> = header.text(text).split_whitespace().take(MAX_COLUMNS + 1).collect();
    if words.len() == dashes.len() {
        return Some(words.into_iter().map(Column::new).collect());
    }
    // The header may have been indented as the rule is; it is looked at from its line's start.
    let indent = header.column(text);
    let start = header.start - indent.min(header.start);
    let line = text.get(start..header.end)?;
    let over = |&(start, end): &(usize, usize)| Some(Column::new(line.get(start..end.min(line.len()))?));
    dashes.iter().map(over).collect()
}

/// Deals the words of a row out to its columns, by what these hold: a number is one word, a time goes to its `12:00`, the
/// last column has the rest.
fn deal(content: &str, columns: &[Column]) -> Option<Vec<(usize, usize)>> {
    let mut words = words(content);
    let mut cells = Vec::with_capacity(columns.len());
    for (at, column) in columns.iter().enumerate() {
        let Some(&(start, mut end)) = words.first() else { break };
        let next = columns.get(at + 1);
        let mut taken = 1;
        if next.is_none() {
            end = content.len();
            taken = words.len();
        } else {
            while !is_full(&content[start..end], column)
                || words.get(taken).is_some_and(|&(start, end)| goes_on(&content[start..end], column, next))
            {
                end = words.get(taken)?.1;
                taken += 1;
            }
        }
        cells.push((start, end));
        words.drain(..taken.min(words.len()));
    }
    Some(cells)
}

/// The first words of a row, and where they stand; enough for all columns but the last.
fn words(content: &str) -> Vec<(usize, usize)> {
    let head = &content[..content.floor_char_boundary(MAX_LINE)];
    let start = |word: &str| word.as_ptr().addr() - content.as_ptr().addr();
    head.split_whitespace()
        .take(4 * MAX_COLUMNS)
        .map(|word| (start(word), start(word) + word.len()))
        .collect()
}

fn is_number(column: &Column) -> bool {
    column.header() == Some(Header::EventId)
        || ["Index", "RecordId", "ProcessId", "ThreadId"].contains(&&*column.name)
}

/// Whether a cell has what its column needs.
fn is_full(value: &str, column: &Column) -> bool {
    match column.header() {
        Some(Header::Time) => value.contains(':') || value.len() > 40,
        _ => true,
    }
}

/// Whether the next word still belongs to a cell that could be complete.
fn goes_on(word: &str, column: &Column, next: Option<&Column>) -> bool {
    if is_number(column) {
        return false;
    }
    match column.header() {
        Some(Header::Level) => false,
        Some(Header::Time) => is_half_of_day(word),
        _ => next.is_some_and(|next| {
            is_number(next) && !columns::is_id(word)
                || next.header() == Some(Header::Level) && columns::level_word(word).is_none()
        }),
    }
}

fn is_half_of_day(word: &str) -> bool {
    matches!(&*word.to_ascii_lowercase(), "am" | "pm" | "a.m." | "p.m." | "a." | "p." | "m.")
}
