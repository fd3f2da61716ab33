//! Events that stand in a string of an object in another layout: event XML (Wazuh's raw events, `event.original`, the
//! `EventData` of Azure Monitor) Splunk's lines (`_raw`), OSSEC's (`full_log` of its alerts and Wazuh's) and
//! Snare's.

use crate::Span;
use crate::event::{FieldKey, Header};
use crate::read::{Builder, ossec, snare, span_of, splunk};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::ops::Range;

/// So many values of an object are looked at.
const MAX_VALUES: usize = 64;

/// So many parts are read of one event.
const MAX_PARTS: usize = 512;

/// Adds the fields of the first event that stands in a value. Whether there is one.
pub(super) fn apply(builder: &mut Builder<'_>) -> bool {
    let is_long = |range: &Range<usize>| range.len() > 40;
    let ranges: Vec<_> =
        builder.fields().iter().map(|field| field.range.clone()).filter(is_long).take(MAX_VALUES).collect();
    ranges.iter().any(|range| {
        let value = builder.text(range.clone());
        if value.starts_with("<Event") || value.starts_with("<DataItem") || value.starts_with("<?xml") {
            return apply_xml(builder, range);
        }
        if value.contains("EventCode=") {
            return splunk::apply(builder, range);
        }
        if value.contains("MSWinEventLog") {
            return snare::apply(builder, range);
        }
        value.contains("WinEvtLog: ") && ossec::apply(builder, range)
    })
}

fn apply_xml(builder: &mut Builder<'_>, range: &Range<usize>) -> bool {
    let parts = parts(builder.text(range.clone()));
    let any = !parts.is_empty();
    for (key, part) in parts {
        let place = range.start + part.start..range.start + part.end;
        match key {
            FieldKey::Header(Header::Message) => builder.message(place),
            FieldKey::Header(_) => builder.field(key, place),
            FieldKey::Named(_) => {
                builder.field(key, place.clone());
                builder.message_fields(place);
            }
        }
    }
    any
}

/// The parts of an event that its XML shows, up to the first mistake.
fn parts(xml: &str) -> Vec<(FieldKey, Range<usize>)> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    let mut parts = Vec::new();
    let mut open = None;
    let mut unnamed = 0;
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Eof => break,
            Event::Start(tag) => {
                attributes(xml, &tag, &mut parts);
                open = key(&tag, &mut unnamed);
            }
            Event::Empty(tag) => attributes(xml, &tag, &mut parts),
            Event::End(_) => open = None,
            Event::Text(text) => {
                // What the text ends with may go on.
                let piece = span_of(xml, &text).filter(|piece| piece.end < xml.len());
                parts.extend(open.take().zip(piece.map(Span::range)));
            }
            _ => {}
        }
        if parts.len() >= MAX_PARTS {
            break;
        }
    }
    parts
}

/// What the text of an element is.
fn key(tag: &BytesStart<'_>, unnamed: &mut usize) -> Option<FieldKey> {
    Some(match tag.local_name().as_ref() {
        "EventID" => FieldKey::Header(Header::EventId),
        "Channel" => FieldKey::Header(Header::Channel),
        "Computer" => FieldKey::Header(Header::Computer),
        "Level" => FieldKey::Header(Header::Level),
        "Keywords" => FieldKey::Header(Header::Keywords),
        "Message" => FieldKey::Header(Header::Message),
        "Data" => match tag.try_get_attribute("Name").ok().flatten() {
            Some(name) => FieldKey::named(&name.value),
            None => {
                *unnamed += 1;
                FieldKey::named(&format!("param{unnamed}"))
            }
        },
        _ => return None,
    })
}

/// The header fields that are attributes.
fn attributes(xml: &str, tag: &BytesStart<'_>, parts: &mut Vec<(FieldKey, Range<usize>)>) {
    let (name, header) = match tag.local_name().as_ref() {
        "Provider" => ("Name", Header::Provider),
        "TimeCreated" => ("SystemTime", Header::Time),
        "Security" => ("UserID", Header::User),
        _ => return,
    };
    let Ok(Some(attribute)) = tag.try_get_attribute(name) else { return };
    let value = span_of(xml, &attribute.value);
    parts.extend(value.map(|span| (FieldKey::Header(header), span.range())));
}
