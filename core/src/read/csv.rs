//! Comma-, semicolon- and tab-separated exports: Event Viewer's "Save As", PowerShell's `Export-Csv` and `ConvertTo-Csv`, and
//! those of log stores and of Entra's sign-in logs.
//!
//! Event Viewer writes five names and six fields, since the message has no name; the first field is a level, or for the
//! Security log a keyword. Its rows, and those copied from its list, can be told without the header. Any other table is
//! known by the names in its header, whatever their order. Quoted fields hold line breaks and tabs, and quotes doubled. A
//! field that is never closed ends where the next line is the start of a row: it must not swallow the rest.
//!
//! A block is the header with its rows, up to a bound; the next one goes on with the rows, in the next window of the text, too.
//!
//! Sources: RFC 4180, <https://www.rfc-editor.org/rfc/rfc4180>;
//! <https://learn.microsoft.com/powershell/module/microsoft.powershell.utility/export-csv>. The records are not read by the
//! `csv` crates: these say neither where a field's text stands nor which of its quotes were doubled, and take a quote that is
//! not closed to the end of the text.

mod record;
mod table;

use super::columns::{self, Kind, Row};
use super::opening::Opening;
use super::{Block, GoesOn, Layout, MAX_EVENT, Next, Resume, Spec, line_end, trimmed};
use crate::Span;
use crate::event::Format;
use crate::report::{Note, NoteCode};
use record::Record;
use std::sync::Arc;
use table::Table;

/// The layout.
pub(super) const SPEC: Spec = Spec {
    anchors: &[
        // Headers.
        "EventID",
        "Event ID",
        "event_id",
        "EventCode",
        "event.code",
        "InstanceId",
        "EventIdentifier",
        "TimeCreated",
        "ProviderName",
        "RecordId",
        "Sign-in error code",
        "Ereignis-ID",
        "nement",
        "evento",
        "Код события",
        "イベント ID",
        "事件 ID",
        "事件識別碼",
        "이벤트 ID",
        "Identyfikator",
        "Gebeurtenis-id",
        // Rows without a header, by what comes first in them.
        "Information\t",
        "Information,",
        "Error\t",
        "Error,",
        "Warning\t",
        "Warning,",
        "Critical\t",
        "Critical,",
        "Verbose\t",
        "Verbose,",
        "Audit Success",
        "Audit Failure",
        "Informationen",
        "Fehler",
        "Warnung",
        "Kritisch",
        "Überwachung",
        "Erreur",
        "Avertissement",
        "Informations",
        "Información",
        "Advertencia",
        "Informazioni",
        "Errore",
        "Avviso",
        "Informações",
        "Erro\t",
        "Erro,",
        "Aviso",
        "Сведения",
        "Ошибка",
        "Предупреждение",
        "Аудит",
        "情報",
        "エラー",
        "警告",
        "信息",
        "错误",
        "資訊",
        "錯誤",
        "정보",
        "오류",
        "경고",
        "감사",
    ],
    start: |text| Box::new(Csv { text, table: None, start: None, goes_on: None, limit: usize::MAX }),
};

/// So many rows make a block, of so many bytes; the next one goes on.
const MAX_ROWS: usize = 1 << 12;
const MAX_BLOCK: usize = 128 << 10;

/// So many blank lines may stand between two rows.
const MAX_BLANK: usize = 3;

/// A header of a table of events has more separators than a sentence.
const MIN_SEPARATORS: usize = 4;

/// Whether a line is the header of a table of events.
pub(super) fn begins(opening: &Opening<'_>) -> bool {
    let line = opening.line;
    let many = |delimiter: u8| line.bytes().filter(|byte| *byte == delimiter).count() >= MIN_SEPARATORS;
    [b',', b';', b'\t'].into_iter().any(many)
        && Table::header(line, 0).is_some_and(|(table, _)| table.kind == Kind::Events)
}

struct Csv<'t> {
    text: &'t str,
    /// The table of the last block.
    table: Option<Arc<Table>>,
    /// Where that block begins, when its header stands before it.
    start: Option<usize>,
    /// Where the next one begins that goes on with the table.
    goes_on: Option<usize>,
    /// See [`Layout::leave_at`].
    limit: usize,
}

impl GoesOn for Table {
    fn start<'t>(self: Arc<Self>, text: &'t str) -> Box<dyn Layout + 't> {
        Box::new(Csv { text, table: Some(self), start: None, goes_on: Some(0), limit: usize::MAX })
    }

    fn may_go_on(&self, line: &str) -> bool {
        self.starts_row(line)
    }
}

impl Layout for Csv<'_> {
    fn near(&mut self, from: usize, until: usize) -> Next {
        if let Some(at) = self.goes_on.filter(|&at| at >= from) {
            return Next::At(at);
        }
        let Some(mut at) = self.line_start(from) else { return Next::of(None) };
        while at <= until {
            let end = line_end(self.text, at, self.text.len());
            if self.may_begin(at, end) {
                return Next::At(at);
            }
            if end == self.text.len() {
                return Next::of(None);
            }
            at = end + 1;
        }
        Next::NotBefore(at)
    }

    fn read(&mut self, at: usize) -> Option<Block> {
        let known = self.goes_on.take().filter(|&place| place == at).and(self.table.take());
        let more = known.and_then(|table| Some((self.rows(&table, at, at)?, table)));
        self.start = more.is_some().then_some(at);
        let (block, table) = more.or_else(|| {
            let header = Table::header(self.text, at);
            let (table, rows) = header.or_else(|| Some((Table::list_row(self.text, at)?, at)))?;
            Some((self.rows(&table, at, rows)?, Arc::new(table)))
        })?;
        self.table = Some(table);
        Some(block)
    }

    fn resume(&self, at: usize) -> Option<Resume> {
        let is_known = self.goes_on == Some(at) || self.start == Some(at);
        let table = Arc::clone(self.table.as_ref().filter(|_| is_known)?);
        Some(table)
    }

    fn leave_at(&mut self, limit: usize) {
        self.limit = limit;
    }
}

impl Csv<'_> {
    /// The start of the first line at or after `from`.
    fn line_start(&self, from: usize) -> Option<usize> {
        if from >= self.text.len() {
            return None;
        }
        if from == 0 || self.text.as_bytes().get(from - 1) == Some(&b'\n') {
            return Some(from);
        }
        let end = line_end(self.text, from, self.text.len());
        (end < self.text.len()).then_some(end + 1)
    }

    fn may_begin(&self, at: usize, end: usize) -> bool {
        let line = self.text[at..end].trim_start_matches(' ');
        table::may_be_header(line) || table::is_list_row(line).is_some()
    }

    /// The rows from `from` on. The header belongs to the first of them.
    fn rows(&mut self, table: &Table, start: usize, from: usize) -> Option<Block> {
        let most = self.text.floor_char_boundary(self.text.len().min(from.saturating_add(MAX_EVENT)));
        let (mut at, mut event_start) = (from, start);
        let (mut events, mut notes) = (Vec::new(), Vec::new());
        let mut full = false;
        while !full && at < most {
            let Some(next) = self.next_row(table, at, most) else { break };
            let Some(record) = self.record(table, next, most) else { break };
            let is_beyond = record.end > self.limit || record.end == most && most < self.text.len();
            if is_beyond && !events.is_empty() {
                full = true;
                break;
            }
            let span = trimmed(self.text, Span::new(event_start, record.end));
            let cut = table.is_cut(self.text, &record);
            if cut && (record.open || record.end == self.text.len()) {
                notes.push(Note::new(NoteCode::Truncated, span, "a row stops before its end"));
            }
            let cells = table.cells(record, self.text);
            let columns = &*table.columns_of(&cells);
            let (text, cells_of, kind) = (self.text, &cells.cells, table.kind);
            events.push(
                Row { text, span, columns, cells: cells_of, shared: &[], cut, kind }.event(Format::Csv),
            );
            at = cells.end;
            event_start = at;
            full = events.len() == MAX_ROWS || at - from >= MAX_BLOCK;
        }
        self.goes_on = (full && at < self.text.len()).then_some(at);
        (!events.is_empty()).then_some(Block { end: at, events, notes })
    }

    /// Where the next row starts: at `at`, or after a few blank lines if what comes then is one by its shape.
    fn next_row(&self, table: &Table, at: usize, most: usize) -> Option<usize> {
        let mut start = at;
        for _ in 0..=MAX_BLANK {
            let end = line_end(self.text, start, most);
            if !self.text[start..end].trim().is_empty() {
                let known = start == at && !table.listed;
                return (known || table.starts_row(&self.text[start..end])).then_some(start);
            }
            if end == most {
                return None;
            }
            start = end + 1;
        }
        None
    }

    /// The row that starts at `at`, if one does.
    fn record(&self, table: &Table, at: usize, most: usize) -> Option<Record> {
        let record = Record::read(self.text, Span::new(at, most), table.delimiter, table.limit(), |line| {
            table.starts_row(line)
        });
        let record = table.mended(self.text, record);
        let number = record.cells.get(table.id).is_some_and(|cell| columns::is_id(&cell.value(self.text)));
        let ends_with_text = record.open && record.end == self.text.len() && record.cells.len() <= table.id;
        let row = number || (ends_with_text && table.kind == Kind::Events && !record.cells.is_empty());
        row.then_some(record)
    }
}

#[cfg(test)]
mod tests;
