//! Rows of Event Viewer's list in which each tab has become a space, as web pages, mails and screen readers leave them:
//!
//! ```text
//! Level Date and Time Source Event ID Task Category
//! Error 1/27/2026 8:19:22 AM Service Control Manager 7023 None The Contoso service terminated ...
//! Information 1/27/2026 8:18:02 AM Contoso-Sync 4021 (3)
//! ```
//!
//! With its tabs, or with commas, such a list is read by [`super::csv`]. Without them the columns are told by what stands in
//! them: a level as Event Viewer prints it, a date with a time, a name, a number, and a category. A message may come after
//! that, in quotes over several lines. An entry of another log has its level in capitals, or a fraction of a second, or goes
//! on in lower case.
//!
//! The rows of PowerShell's table of events are told in the same way where its header was not copied:
//!
//! ```text
//! 1/27/2026 8:19:22 AM          7023 Error            The Contoso service terminated ...
//! ```
//!
//! Source of the columns: <https://forsenergy.com/en-us/eventviewer/html/386a877a-220a-4a7f-9238-7bacdee90279.htm>.

mod row;

use super::labelled::{header_field, is_shortened, message};
use super::plain::is_fence;
use super::{Block, Builder, Layout, Next, Spec, line_end, opening, trimmed};
use crate::Span;
use crate::event::{Event, Extent, FieldKey, Format, Header};
use row::Row;

/// The layout.
pub(super) const SPEC: Spec = Spec {
    anchors: &[
        "Information ",
        "Error ",
        "Warning ",
        "Critical ",
        "Verbose ",
        "Audit Success ",
        "Audit Failure ",
        "Informationen ",
        "Fehler ",
        "Warnung ",
        "Kritisch ",
        "Informations ",
        "Erreur ",
        "Avertissement ",
        "Informaci\u{f3}n ",
        "Advertencia ",
        "Informazioni ",
        "Errore ",
        "Avviso ",
        "Informa\u{e7}\u{f5}es ",
        "Erro ",
        "Aviso ",
        "Сведения ",
        "Ошибка ",
        "Предупреждение ",
        "情報 ",
        "エラー ",
        "警告 ",
        "信息 ",
        "错误 ",
        "資訊 ",
        "錯誤 ",
        "정보 ",
        "오류 ",
        "경고 ",
    ],
    start: |text| Box::new(List { text }),
};

/// So many rows make a block, of so many bytes; the next one goes on.
const MAX_ROWS: usize = 1 << 12;
const MAX_BLOCK: usize = 128 << 10;

/// A row with its message is at most this long.
const MAX_ROW: usize = 64 << 10;

/// So many blank lines may stand between two rows.
const MAX_BLANK: usize = 2;

struct List<'t> {
    text: &'t str,
}

impl Layout for List<'_> {
    fn near(&mut self, from: usize, until: usize) -> Next {
        super::lines::next_line(self.text, from, until, |line| self.row(line).is_some())
    }

    fn read(&mut self, at: usize) -> Option<Block> {
        let mut events = Vec::new();
        let mut end = at;
        let mut line = super::lines::first_line(self.text, at);
        while let Some(row) = self.row(line).filter(|_| events.len() < MAX_ROWS && end - at < MAX_BLOCK) {
            let body = self.body(&row);
            end = line.end.max(body.end);
            events.push(self.event(&row, line.start, end, body));
            let Some(next) = self.next_row(end) else { break };
            line = next;
        }
        (!events.is_empty()).then_some(Block { end, events, notes: Vec::new() })
    }
}

impl List<'_> {
    fn row(&self, line: Span) -> Option<Row> {
        row::read(self.text, line)
    }

    /// The line after the row that ends at `end`, but for a few blank ones.
    fn next_row(&self, end: usize) -> Option<Span> {
        let mut lines = super::lines::lines(self.text, end).take(MAX_BLANK + 1);
        lines.find(|line| !line.is_empty())
    }

    /// The message of a row: up to its quote mark, or up to a blank line or the next row. Empty when the row has none.
    fn body(&self, row: &Row) -> Span {
        if row.message.is_empty() {
            return row.message;
        }
        let start = row.message.start;
        let limit = self.text.floor_char_boundary((start + MAX_ROW).min(self.text.len()));
        if row.quoted
            && let Some(close) = memchr::memchr(b'"', &self.text.as_bytes()[start..limit])
        {
            return trimmed(self.text, Span::new(start, start + close));
        }
        let mut end = line_end(self.text, start, limit);
        for line in super::lines::lines(self.text, end) {
            let slice = &self.text[line.range()];
            let goes_on = row.quoted || !slice.is_empty();
            if !goes_on || line.end > limit || is_fence(slice) || self.row(line).is_some() {
                break;
            }
            if opening::begins(self.text, line.start) {
                break;
            }
            end = end.max(line.end);
        }
        trimmed(self.text, Span::new(start, end))
    }

    fn event(&self, row: &Row, start: usize, end: usize, body: Span) -> Event {
        let span = Span::new(start, end);
        let mut builder = Builder::new(self.text, start);
        builder.copy(span);
        header_field(&mut builder, row.kind, row.level);
        let range = builder.made_from(row.time);
        builder.field(FieldKey::Header(Header::Time), range);
        header_field(&mut builder, Header::Provider, row.source);
        header_field(&mut builder, Header::EventId, row.id);
        header_field(&mut builder, Header::Task, row.task);
        message(&mut builder, body);
        let is_whole = !body.is_empty() && !is_shortened(&self.text[body.range()]);
        builder.build(Format::Csv, span, if is_whole { Extent::Whole } else { Extent::Fragment })
    }
}

#[cfg(test)]
mod tests {
    use crate::event::{Format, Header};
    use crate::read::read;

    fn rows(text: &str) -> Vec<String> {
        let reading = read(text);
        let events = reading.events.iter().filter(|event| event.format == Format::Csv);
        let value = |event: &crate::Event, header| event.header(header).unwrap_or("-").to_owned();
        let headers = [Header::EventId, Header::Provider, Header::Task, Header::Message];
        events.map(|event| headers.map(|header| value(event, header)).join("|")).collect()
    }

    #[test]
    fn rows_are_told_by_what_stands_in_their_columns() {
        for (line, row) in [
            ("Error 1/7/2026 8:19:22 AM Disk 7 None", "7|Disk|None|-"),
            ("Error 1/7/2026 8:19:22 AM disk 7 None Bad block.", "7|disk|None|Bad block."),
            (
                "Fehler 07.01.2026 08:19:22 Contoso Sync Agent 4021 (3) Es ist weg.",
                "4021|Contoso Sync Agent|(3)|Es ist weg.",
            ),
            (
                "Warning 2026-01-07 08:19 ASP.NET 4.0.30319.0 1309 Web Event",
                "1309|ASP.NET 4.0.30319.0|Web Event|-",
            ),
            (
                "Level Date and Time Source Event ID Task Category Error 1/7/2026 8:19 Disk 7 None Bad block",
                "7|Disk|None|Bad block",
            ),
            ("1/7/2026 8:19:22 AM           7 Error            Bad block.", "7|-|-|Bad block."),
            ("情報 2026/01/07 8:19:22 Contoso-Sync 4021 なし", "4021|Contoso-Sync|なし|-"),
            (
                "Audit Failure 1/7/2026 8:19:22 AM Microsoft Windows security auditing. 4625 Logon",
                "4625|Microsoft Windows security auditing.|Logon|-",
            ),
        ] {
            assert_eq!(rows(line), [row], "{line}");
        }
    }

    #[test]
    fn entries_of_other_logs_are_no_rows() {
        for line in [
            "ERROR 2026-01-07 08:19:22 Worker 12 Started",
            "Error 2026-01-07 08:19:22.123 Worker 12 Started",
            "Warning 2026-01-07 08:19:22 Worker 12 started",
            "Error 2026-01-07 08:19:22 Worker [12] Started",
            "2026-01-07 08:19:22 12 Error The worker is gone",
            "2026-01-07 08:19:22  12 ERROR  The worker is gone",
            "Error 7 None",
            "Information 24 hours a day: call 4021 (free)",
        ] {
            assert_eq!(rows(line), Vec::<String>::new(), "{line}");
        }
    }

    #[test]
    fn a_message_goes_on_to_its_quote_mark_or_the_next_row() {
        let text = "Error 1/7/2026 8:19:22 AM Disk 7 None \"It is\n\nbad.\"\nError 1/7/2026 8:18:22 AM Disk 8 None Gone\nfor good.\n\nThat is all.";
        assert_eq!(rows(text), ["7|Disk|None|It is\n\nbad.", "8|Disk|None|Gone\nfor good."]);
    }

    #[test]
    fn hostile_repetition_takes_linear_time() {
        for unit in ["Error 1/7/2026 8:19:22 AM ", "Error 1 ", "Error 1/7/2026 8:19 A 7 None \"\n"] {
            read(&unit.repeat((1 << 14) / unit.len()));
        }
    }
}
