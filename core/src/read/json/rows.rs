//! What Azure Monitor's query API answers: tables of columns and rows. Each row is an event.
//!
//! Source: <https://learn.microsoft.com/azure/azure-monitor/logs/api/response-format>.

use super::record::{Escapes, Recorder};
use super::shapes;
use crate::Span;
use crate::event::{Event, Extent, Format};
use crate::read::{Builder, span_of};
use serde::Deserialize;
use serde_json::value::RawValue;

#[derive(Deserialize)]
struct Answer<'t> {
    #[serde(borrow, alias = "Tables")]
    tables: Vec<Table<'t>>,
}

#[derive(Deserialize)]
struct Table<'t> {
    #[serde(borrow, alias = "Columns")]
    columns: Vec<Column<'t>>,
    #[serde(borrow, alias = "Rows")]
    rows: Vec<Vec<&'t RawValue>>,
}

#[derive(Deserialize)]
struct Column<'t> {
    #[serde(borrow, alias = "ColumnName")]
    name: &'t RawValue,
}

/// The events of a valid object that stands at `span`, if it is such an answer. Cost: linear.
pub(super) fn read(text: &str, span: Span) -> Option<Vec<Event>> {
    let object = &text[span.range()];
    let has = |name: &[u8]| memchr::memmem::find(object.as_bytes(), name).is_some();
    if !(has(b"\"rows\"") || has(b"\"Rows\"")) {
        return None;
    }
    let tables = match serde_json::from_str::<Answer<'_>>(object) {
        Ok(answer) => answer.tables,
        Err(_) => vec![serde_json::from_str::<Table<'_>>(object).ok()?],
    };
    let rows = tables.iter().flat_map(|table| table.rows.iter().map(|row| (&table.columns, row)));
    let events: Vec<Event> = rows.filter_map(|(columns, row)| event(text, columns, row)).collect();
    (!events.is_empty()).then_some(events)
}

fn event(text: &str, columns: &[Column<'_>], row: &[&RawValue]) -> Option<Event> {
    let (first, last) = (span_of(text, row.first()?.get())?, span_of(text, row.last()?.get())?);
    let span = Span::new(first.start, last.end);
    let mut builder = Builder::new(text, span.start);
    let mut recorder = Recorder::new(&mut builder, span.start, Escapes::Once);
    for (column, value) in columns.iter().zip(row) {
        let (name, value) = (span_of(text, column.name.get())?, span_of(text, value.get())?);
        recorder.enter(unquoted(text, name));
        match text[value.range()].starts_with('"') {
            true => recorder.string(unquoted(text, value)),
            false => recorder.bare(value),
        }
        recorder.leave();
    }
    let extent = if shapes::apply(&mut builder).has_all { Extent::Whole } else { Extent::DataOnly };
    Some(builder.build(Format::Json, span, extent))
}

fn unquoted(text: &str, span: Span) -> Span {
    let is_string = text[span.range()].starts_with('"');
    if is_string { Span::new(span.start + 1, span.end - 1) } else { span }
}
