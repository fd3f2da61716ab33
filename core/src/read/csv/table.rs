//! What is known of a table: its columns, by its header or by what its rows look like.

use super::record::Record;
use crate::event::Header;
use crate::read::columns::{self, Cell, Column, Kind, Piece, Property};
use crate::read::line_end;
use std::borrow::Cow;

/// A header is at most this long.
const MAX_HEADER: usize = 8 << 10;

/// So much of a line is looked at to tell whether it is a row.
const MAX_LOOK: usize = 512;

/// What may stand between fields.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// The order in which PowerShell writes the properties of an event. Documentation shortens it.
/// Source: <https://learn.microsoft.com/powershell/module/microsoft.powershell.utility/convertto-csv>.
const GET_WIN_EVENT: [&str; 14] = [
    "Message",
    "Id",
    "Version",
    "Qualifiers",
    "Level",
    "Task",
    "Opcode",
    "Keywords",
    "RecordId",
    "ProviderName",
    "ProviderId",
    "LogName",
    "ProcessId",
    "ThreadId",
];

/// The columns of Event Viewer's list.
const LIST: [&str; 5] = ["Level", "Date and Time", "Source", "Event ID", "Task Category"];

/// A table of events.
pub(super) struct Table {
    pub columns: Vec<Column>,
    pub delimiter: u8,
    pub kind: Kind,
    /// The column with the number that each row has.
    pub id: usize,
    time: Option<usize>,
    /// Whether the rows have a field more than the header: the message.
    has_unnamed: bool,
    /// Whether the header's first name is quoted: then so is the first field of each row.
    quoted: bool,
    /// Whether it has no header and is known by the looks of its rows.
    pub listed: bool,
}

impl Table {
    /// The table whose header stands at `at`, perhaps after PowerShell's line with the type, and where its first row starts.
    pub(super) fn header(text: &str, at: usize) -> Option<(Self, usize)> {
        let end = line_end(text, at, text.len());
        let (start, end) = if text[at..end].starts_with("#TYPE") && end < text.len() {
            (end + 1, line_end(text, end + 1, text.len()))
        } else {
            (at, end)
        };
        let line = &text[start..end];
        if line.len() > MAX_HEADER {
            return None;
        }
        let delimiter = delimiter_of(line)?;
        let names = line.split(char::from(delimiter)).map(unquoted);
        let mut columns: Vec<Column> = names.map(Column::new).collect();
        complete(&mut columns);
        let (kind, id) = columns::kind(&columns)?;
        let quoted = line.trim_start().starts_with('"');
        let mut table =
            Self { columns, delimiter, kind, id, time: None, has_unnamed: false, quoted, listed: false };
        table.time = columns::best(&table.columns, Header::Time, |_| true);
        table.add_unnamed();
        Some((table, (end + 1).min(text.len())))
    }

    /// The table of Event Viewer's list, if a row of it stands at `at`.
    pub(super) fn list_row(text: &str, at: usize) -> Option<Self> {
        let line = &text[at..line_end(text, at, text.len())];
        let (delimiter, first) = is_list_row(line.trim_start_matches(' '))?;
        let mut columns: Vec<Column> = LIST.iter().map(|name| Column::new(name)).collect();
        if first == Header::Keywords {
            columns[0] = Column::new("Keywords");
        }
        let (kind, id, time) = (Kind::Events, 3, Some(1));
        let mut table =
            Self { columns, delimiter, kind, id, time, has_unnamed: false, quoted: false, listed: true };
        table.add_unnamed();
        Some(table)
    }

    /// Adds the message that Event Viewer gives no name. Its tables may have more columns than five, but never that one.
    fn add_unnamed(&mut self) {
        let message = self.columns.iter().any(|column| column.header() == Some(Header::Message));
        if self.kind == Kind::Events && !message && !self.quoted {
            self.columns.push(Column::unnamed(Header::Message));
            self.has_unnamed = true;
        }
    }

    /// How many fields a row has at most, where the last one is a message: it may hold delimiters that nobody quoted.
    pub(super) fn limit(&self) -> Option<usize> {
        let last = self.columns.last().and_then(Column::header);
        (last == Some(Header::Message) && self.kind == Kind::Events).then_some(self.columns.len())
    }

    /// Whether a line looks like the start of a row, without a look at quotes.
    pub(super) fn starts_row(&self, line: &str) -> bool {
        if self.listed {
            let same =
                |(delimiter, first)| delimiter == self.delimiter && self.columns[0].header() == Some(first);
            return is_list_row(line.trim_start_matches(' ')).is_some_and(same);
        }
        let line = &line[..line.floor_char_boundary(MAX_LOOK)];
        let first = line.split(char::from(self.delimiter)).next().unwrap_or_default().trim();
        // The last line of a message, with the rest of its row, has a quote at one end only or begins with a doubled one.
        let odd =
            first.starts_with('"') != first.ends_with('"') || first.starts_with("\"\"") && first != "\"\"";
        if odd || (self.quoted && !first.starts_with('"')) {
            return false;
        }
        let needed = self.time.unwrap_or_default().max(self.id);
        let cells: Vec<&str> =
            line.split(char::from(self.delimiter)).take(needed + 1).map(unquoted).collect();
        let is_time = |at: usize| cells.get(at).is_some_and(|cell| columns::is_time(cell));
        cells.get(self.id).is_some_and(|cell| columns::is_id(cell)) && self.time.is_none_or(is_time)
    }

    /// Whether something of a row is missing.
    pub(super) fn is_cut(&self, text: &str, record: &Record) -> bool {
        let named = self.columns.len() - usize::from(self.has_unnamed);
        let dots = record.cells.last().is_some_and(|cell| is_dots(&cell.value(text)));
        record.open || record.cells.len() < named || dots
    }

    /// The record without dots at its end, and with the comma that one of Microsoft's examples lost:
    /// `"Error Message = System error""4100","1"`.
    pub(super) fn mended(&self, text: &str, mut record: Record) -> Record {
        let Some(before) = self.id.checked_sub(1) else { return record };
        let Some(cell) = record.cells.get_mut(before) else { return record };
        let quotes = cell.pieces.iter().filter(|piece| matches!(piece, Piece::For(..))).count();
        if let [.., Piece::For(..), Piece::Copy(last)] = cell.pieces[..]
            && quotes % 2 == 1
            && columns::is_id(&text[last.range()])
        {
            cell.pieces.truncate(cell.pieces.len() - 2);
            record.cells.insert(self.id, Cell::of(last));
        }
        record
    }

    /// The columns of a record. A name that stops in the middle names nothing.
    pub(super) fn columns_of(&self, record: &Record) -> Cow<'_, [Column]> {
        let last = record.cells.len().saturating_sub(1);
        let whole = !record.open
            || self.columns.get(last).is_none_or(|column| column.header() == Some(Header::Message));
        if whole {
            return Cow::Borrowed(&self.columns);
        }
        let mut columns = self.columns.clone();
        columns[last].property = None;
        Cow::Owned(columns)
    }

    /// The record as its cells are shown: a last one that is only dots is none.
    pub(super) fn cells(&self, mut record: Record, text: &str) -> Record {
        if record.cells.last().is_some_and(|cell| is_dots(&cell.value(text))) {
            record.cells.pop();
        }
        record
    }
}

fn is_dots(value: &str) -> bool {
    matches!(value, "..." | "\u{2026}")
}

/// Whether a line could be a header, or the line with the type before one: a cheap look.
pub(super) fn may_be_header(line: &str) -> bool {
    if line.starts_with("#TYPE System.Diagnostics.Event")
        || line.starts_with("#TYPE Selected.System.Diagnostics.Event")
    {
        return true;
    }
    let Some(delimiter) = (line.len() <= MAX_HEADER).then(|| delimiter_of(line)).flatten() else {
        return false;
    };
    let names = || line.split(char::from(delimiter)).map(unquoted);
    names().all(|name| name.len() <= 96) && names().any(is_number_column)
}

fn is_number_column(name: &str) -> bool {
    let is_id = |property: Property| property.header == Header::EventId;
    let plain = !name.is_empty() && !name.bytes().any(|byte| byte.is_ascii_digit());
    plain && (columns::property(name).is_some_and(is_id) || name.eq_ignore_ascii_case("Sign-in error code"))
}

/// What stands between the fields of a line: what there is most of.
fn delimiter_of(line: &str) -> Option<u8> {
    let count = |delimiter: u8| memchr::memchr_iter(delimiter, line.as_bytes()).count();
    let (count, delimiter) = DELIMITERS.map(|delimiter| (count(delimiter), delimiter)).into_iter().max()?;
    (count >= 2).then_some(delimiter)
}

/// Whether a line is the start of a row of Event Viewer's list: what is between its fields, and what the first one is.
pub(super) fn is_list_row(line: &str) -> Option<(u8, Header)> {
    let line = &line[..line.floor_char_boundary(MAX_LOOK)];
    for delimiter in [b'\t', b',', b';'] {
        let mut cells = line.split(char::from(delimiter)).map(unquoted);
        let (Some(first), Some(time), Some(source), Some(id)) =
            (cells.next(), cells.next(), cells.next(), cells.next())
        else {
            continue;
        };
        if columns::is_id(id)
            && columns::is_time(time)
            && !source.is_empty()
            && cells.next().is_some()
            && let Some(header) = columns::level_word(first)
        {
            return Some((delimiter, header));
        }
    }
    None
}

fn unquoted(cell: &str) -> &str {
    let cell = cell.trim_matches([' ', '\r', '\u{feff}']);
    cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"')).unwrap_or(cell)
}

/// Adds the names that stand behind dots: `"Message","Id","Version", ...`.
fn complete(columns: &mut Vec<Column>) {
    if !columns.last().is_some_and(|column| is_dots(&column.name)) {
        return;
    }
    columns.pop();
    if columns.iter().zip(GET_WIN_EVENT).all(|(column, name)| column.name == name) {
        let rest = GET_WIN_EVENT.iter().skip(columns.len());
        columns.extend(rest.map(|name| Column::new(name)));
    }
}
