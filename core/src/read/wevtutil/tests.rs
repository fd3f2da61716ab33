use crate::event::{Extent, Format, Header};
use crate::read::read;
use crate::report::NoteCode;

const EVENT: &str = "Event[0]:\n  Log Name: System\n  Source: Contoso\n  Date: 2026-01-02T03:04:05.000\n  Event ID: 7\n  Task: N/A\n  \
                     Level: Error\n  Opcode: Info\n  Keyword: Classic,\n  User: N/A\n  User Name: N/A\n  Computer: pc1\n  \
                     Description: \nGone.\n\nFor good.\n\n";

#[test]
fn a_block_that_is_cut_at_either_end_is_a_part_with_a_note() {
    let text = EVENT.trim_end();
    let start = text.find("  Event ID").unwrap_or_default();
    let end = text.find("  Computer").unwrap_or_default();
    for (cut, id) in [(&text[start..], Some("7")), (&text[..end], Some("7"))] {
        let reading = read(cut);
        assert_eq!(reading.events.len(), 1, "{cut}");
        assert_eq!(reading.events[0].format, Format::Wevtutil);
        assert_eq!(reading.events[0].extent, Extent::Fragment);
        assert_eq!(reading.events[0].header(Header::EventId), id);
        assert_eq!(reading.notes[0].code, NoteCode::Truncated);
    }
}

#[test]
fn the_message_runs_to_the_next_block() {
    let reading = read(&EVENT.repeat(300));
    assert_eq!(reading.events.len(), 300);
    let is_whole = |event: &crate::Event| event.header(Header::Message) == Some("Gone.\n\nFor good.");
    assert!(reading.events.iter().all(is_whole));
    assert_eq!(reading.events[0].header(Header::Keywords), Some("Classic"));
}

#[test]
fn event_viewers_own_labels_are_left_to_its_reader() {
    let text = "Log Name: System\nSource: Contoso\nEvent ID: 7\nTask Category: None\nLevel: Error\nOpcode: Info\nKeywords: Classic\n\
                User: N/A\nDescription:\nUser Name: ada\n";
    assert_eq!(read(text).events[0].format, Format::EventViewer);
}

#[test]
fn hostile_repetition_takes_linear_time() {
    for unit in [
        "Event[",
        "Event[1] ",
        "Event[1]: Log Name: a Opcode: b ",
        "Level: a\nOpcode: b\n",
        "Level: a\nOpcode: b\nKeyword: c\nUser Name: d\n",
        "Event[0]: Log Name: a Source: b Description: ",
    ] {
        let text = unit.repeat((1 << 14) / unit.len());
        read(&format!("Opcode: {text}"));
        read(&format!("Event[0]:\n  Log Name: a\n  Source: b\n  Description: {text}"));
    }
}
