//! One event as data for people and programs that ask what was understood: its JSON is a public interface, version
//! [`VERSION`]; its schema is `docs/event.schema.json`.

use crate::Span;
use crate::event::{Event, Extent, Field, FieldKey, Format};
use serde::Serialize;
use std::collections::BTreeMap;

/// The version of the record's JSON. It is raised when a reader of the old one would misunderstand the new one.
pub const VERSION: u32 = 1;

/// An event, with every value and its place in bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EventRecord {
    /// The layout it was read from.
    pub format: Format,
    /// How much of it was there.
    pub extent: Extent,
    /// All of it.
    pub span: Span,
    /// The event id, when there is one that is a number: without the qualifiers that some tools print with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_id: Option<u32>,
    /// The header fields, each with its first value.
    pub header: BTreeMap<&'static str, Value>,
    /// All other fields, in order.
    pub fields: Vec<NamedValue>,
    /// The error codes that the text shows by their spelling, in canonical form.
    pub codes: Vec<NamedValue>,
}

/// A value and its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Value {
    /// As it was printed.
    pub value: String,
    /// Of a header field: its normal form, in which spellings compare equal, where it is not what was printed. A time in ISO
    /// 8601, in UTC with a `Z` or local without.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub normal: Option<String>,
    /// Where; several when it is not in one piece.
    pub spans: Vec<Span>,
}

/// A value with its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NamedValue {
    /// The field's name, folded; of a code its canonical spelling.
    pub name: String,
    /// The value.
    #[serde(flatten)]
    pub value: Value,
}

impl EventRecord {
    /// The record of an event. `place` gives the spans that it has in place of the event's own, which count decoded text.
    pub fn new(event: &Event, place: impl Fn(Span) -> Span) -> Self {
        let value = |range: std::ops::Range<usize>| Value {
            value: event.text()[range.clone()].to_owned(),
            normal: None,
            spans: event.source(range).into_iter().map(&place).collect(),
        };
        let of_field = |field: &Field| Value {
            normal: event.other_normal(field).map(str::to_owned),
            ..value(field.range.clone())
        };
        let mut header = BTreeMap::new();
        let mut fields = Vec::new();
        for field in &event.fields {
            match &field.key {
                FieldKey::Header(name) => {
                    header.entry(name.name()).or_insert_with(|| of_field(field));
                }
                FieldKey::Named(name) => {
                    fields.push(NamedValue { name: name.as_str().to_owned(), value: of_field(field) });
                }
            }
        }
        let codes = event.codes().iter();
        let codes =
            codes.map(|found| NamedValue { name: found.code.to_string(), value: value(found.range.clone()) });
        Self {
            format: event.format,
            extent: event.extent,
            span: place(event.span),
            event_id: event.event_id(),
            header,
            fields,
            codes: codes.collect(),
        }
    }
}

impl From<&Event> for EventRecord {
    /// A record whose spans count decoded text, as the event's do.
    fn from(event: &Event) -> Self {
        Self::new(event, |span| span)
    }
}
