use super::*;
use crate::event::{Event, Extent, Header};
use crate::read::read;
use std::fmt::Write;

fn ids(text: &str) -> Vec<u32> {
    read(text).events.iter().filter_map(Event::event_id).collect()
}

const EXPORT: &str = "\"TimeCreated\",\"ProviderName\",\"Id\",\"Message\"\r\n\
                      \"3/7/2026 8:02:57 PM\",\"Contoso-Sync\",\"4021\",\"One \"\"two\"\",\r\nthree\"\r\n\
                      \"3/7/2026 8:03:57 PM\",\"Contoso-Sync\",\"4022\",\"Four, five\"\r\n";

const LIST: &str = "Level,Date and Time,Source,Event ID,Task Category\n\
                    Error,3/7/2026 8:02:57 PM,Contoso-Sync,4021,None,\"One \"\"two\"\",\nthree\"\n\
                    Warning,3/7/2026 8:03:57 PM,Contoso-Sync,4022,None,Four\n";

#[test]
fn a_field_knows_its_place_around_doubled_quotes() {
    let events = read(EXPORT).events;
    assert_eq!(events[0].header(Header::Message), Some("One \"two\",\r\nthree"));
    let message = events[0]
        .fields
        .iter()
        .find(|field| events[0].value(field).starts_with("One"))
        .map(|field| field.range.clone());
    let source = events[0].source(message.unwrap_or_default());
    let start = EXPORT.find("One").unwrap_or_default();
    assert_eq!((source[0].start, source[0].end), (start, start + "One \"\"two\"\",\r\nthree".len()));
    assert!(events[0].text().starts_with("TimeCreated: 3/7/2026 8:02:57 PM\nProviderName: Contoso-Sync\n"));
}

/// A table of more than its bound, in rows of 64 KiB.
fn long_table(header: &str, row: &str) -> String {
    let mut text = header.to_owned();
    while text.len() < MAX_EVENT + MAX_EVENT / 4 {
        writeln!(text, "{row}{}", "x".repeat(64 << 10)).unwrap_or_default();
    }
    text
}

#[test]
fn rows_have_no_bound_with_a_header_or_without() {
    let tables = [
        ("TimeCreated,Id,ProviderName,Message\n", "3/7/2026 8:02:57 PM,7,Contoso,"),
        ("Level,Date and Time,Source,Event ID,Task Category\n", "Error,3/7/2026 8:02:57 PM,Contoso,7,None,"),
    ];
    for (header, row) in tables {
        let reading = read(&long_table(header, row));
        let is_row = |event: &Event| event.event_id() == Some(7) && event.extent == Extent::Whole;
        assert!(reading.events.len() >= 60 && reading.events.iter().all(is_row), "{header}");
        assert!(reading.notes.is_empty());
    }
}

#[test]
fn rows_whose_header_is_not_in_the_text_are_read_only_by_event_viewers_shape() {
    let rows = |text: &str| text.split_once('\n').map(|(_, rows)| rows.to_owned()).unwrap_or_default();
    assert_eq!(ids(&rows(LIST)), [4021, 4022]);
    assert!(ids(&rows(EXPORT)).is_empty());
}

#[test]
fn every_cut_of_a_table_leaves_the_rows_before_it_whole() {
    for text in [EXPORT, LIST] {
        let second = text.rfind("\n\"3/7").or_else(|| text.rfind("\nWarning")).unwrap_or_default() + 1;
        for end in second..text.len() {
            let events = read(&text[..end]).events;
            assert_eq!(events[0].event_id(), Some(4021), "{end}");
            assert_eq!(events[0].extent, Extent::Whole, "{end}");
        }
        for start in 1..text.len() - 8 {
            assert!(!read(&text[start..]).events.is_empty());
        }
    }
}

#[test]
fn a_row_that_stops_in_a_quoted_field_is_a_fragment() {
    let text = &EXPORT[..EXPORT.len() - 5];
    let reading = read(text);
    assert_eq!(reading.events.last().map(|event| event.extent), Some(Extent::Fragment));
    assert_eq!(reading.notes.len(), 1);
}

#[test]
fn hostile_tables_take_linear_time() {
    let long = |unit: &str| unit.repeat((1 << 14) / unit.len());
    let header = "Message,Id,ProviderName,TimeCreated\n";
    for unit in [
        "\"",
        "\"\"",
        "\"\n",
        "\"a\n",
        ",",
        "a,b,\"\n",
        "EventID,",
        "EventID,Source,Level\n",
        "\"x\",1,y,3/7/2026 8:02\n\"",
        "\n",
    ] {
        read(&(header.to_owned() + &long(unit)));
        read(&long(unit));
    }
    let row = "Error,3/7/2026 8:02:57 PM,Contoso,1,None,\"\n";
    read(&long(row));
    read(&long("Error,3/7/2026 8:02:57 PM,Contoso,1,None,\"open"));
}

#[test]
fn the_line_break_after_a_quote_that_nobody_closed_is_not_of_the_field() {
    for after in ["\n", "\r\n\n", "\r\n\r\nWarning\t3/7/2026 8:03:57 PM\tContoso\t43\tNone\tFour"] {
        let text = format!("Error\t3/7/2026 8:02:57 PM\tContoso\t42\tNone\t\"One{after}");
        let event = &read(&text).events[0];
        assert_eq!(event.header(Header::Message), Some("One"), "{after:?}");
        let sources = event.source(0..event.text().len());
        assert!(sources.iter().all(|source| source.end <= event.span.end), "{after:?}: {sources:?}");
    }
}

#[test]
fn rows_know_their_header_over_blocks_and_windows() {
    let header = "\"TimeCreated\",\"Id\",\"ProviderName\",\"Message\"\n";
    let row = |at: usize| {
        format!("\"3/7/2026 8:02:57 PM\",\"{at}\",\"Contoso-Sync\",\"Reading folder {at} failed, again.\"\n")
    };
    let text: String = std::iter::once(header.to_owned()).chain((0..60_000).map(row)).collect();
    assert!(text.len() > 4 << 20);
    let events = read(&text).events;
    assert_eq!(events.len(), 60_000);
    assert!(events.iter().zip(0..).all(|(event, at)| event.event_id() == Some(at)));
    let ends = |event: &Event| &text[event.span.end..] == "\n";
    assert!(events.last().is_some_and(ends));
}

#[test]
fn another_header_after_rows_that_filled_a_block_is_one() {
    let rows = "\"3/7/2026 8:02:57 PM\",\"1\",\"Contoso-Sync\",\"Reading failed.\"\n".repeat(MAX_ROWS);
    let text = format!(
        "TimeCreated,Id,ProviderName,Message\n{rows}Id,LogName,ProviderName,TimeCreated\n7,System,Disk,3/7/2026 8:02\n"
    );
    let events = read(&text).events;
    assert_eq!(events.len(), MAX_ROWS + 1);
    assert_eq!(events[MAX_ROWS].header(Header::Channel), Some("System"));
}
