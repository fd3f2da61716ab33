use crate::event::{Format, Header};
use crate::read::read;

fn sources(text: &str) -> Vec<(String, String)> {
    let reading = read(text);
    let events = reading.events.iter().filter(|event| event.format == Format::WindowsNt);
    let value = |event: &crate::Event, header| event.header(header).unwrap_or_default().to_owned();
    events.map(|event| (value(event, Header::EventId), value(event, Header::Provider))).collect()
}

#[test]
fn a_line_of_number_and_source_is_an_event_and_a_sentence_is_none() {
    for (line, source) in [
        ("Event ID 7023, Service Control Manager", Some("Service Control Manager")),
        ("Event ID: 7023, Source: Net Logon", Some("Net Logon")),
        ("Event 7023 (Service Control Manager)", Some("Service Control Manager")),
        ("Event ID: 7023 Source: Net Logon", Some("Net Logon")),
        ("Event ID 7023, which is logged often", None),
        ("Event ID 7023, Service Control Manager.", None),
        ("Event ID 7023: The service is gone", None),
        ("The Event ID 7023, Service Control Manager", None),
        ("Event ID 7023", None),
        ("Event 7023 occurred (Service)", None),
    ] {
        let expected: Vec<_> =
            source.map(|source| ("7023".to_owned(), source.to_owned())).into_iter().collect();
        assert_eq!(sources(line), expected, "{line}");
    }
}

#[test]
fn hostile_repetition_takes_linear_time() {
    for unit in [
        "Event ",
        "Event ID 1, A\n",
        "Event ID: 5 Source: a ",
        "Type: a\nSource: b\n",
        "Event ID = 5\nSource = a\nType = b\n",
        "Event ID: 5\nSource: a\nType: b\nDescription: c\n",
        "\n\n",
    ] {
        read(&format!("Event ID {}", unit.repeat((1 << 14) / unit.len())));
    }
}
