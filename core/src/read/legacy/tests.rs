use crate::event::{Event, Header};
use crate::read::read;
use crate::read::tests::show;

const EVENT: &str = "Event Type: Error\nEvent Source: Contoso\nEvent Category: None\nEvent ID: 7\nDate: 1/2/2026\nTime: 3:04:05 PM\n\
                     User: N/A\nComputer: pc1\nDescription:\nGone: yes\nData:\n0000: 05 00 00 00               ....\n";

#[test]
fn an_event_that_is_cut_anywhere_loses_no_value_that_is_there() {
    let whole: Vec<(String, String)> = values(EVENT);
    for at in 0..EVENT.len() {
        let cut = values(&EVENT[..at]);
        for (name, value) in &cut {
            assert!(
                whole.iter().any(|(known, full)| known == name && full.starts_with(value.as_str()))
                    || matches!(name.as_str(), "date" | "time" | "message"),
                "{name}={value} after {at} bytes"
            );
        }
    }
}

fn values(text: &str) -> Vec<(String, String)> {
    let reading = read(text);
    let events = reading.events.iter().filter(|event| event.header(Header::EventId).is_some());
    let value = |event: &Event| -> Vec<(String, String)> {
        event.fields.iter().map(|field| (field.key.to_string(), event.value(field).to_owned())).collect()
    };
    events.flat_map(value).collect()
}

#[test]
fn many_events_without_a_blank_line_are_as_many() {
    assert_eq!(read(&EVENT.repeat(500)).events.len(), 500);
    let joined = EVENT.replace('\n', " ").replace("Data: 0000: 05 00 00 00               .... ", "");
    assert_eq!(read(&joined.repeat(500)).events.len(), 500);
}

#[test]
fn date_and_time_apart_are_two_values() {
    let text = "Event Source: Contoso\nDate: 1/2/2026\nEvent ID: 7\nTime: 3:04:05 PM\nEvent Type: Error\n";
    assert_eq!(
        show(text),
        "EventViewer Fragment \"Event So\"..\"e: Error\"\n  *provider=\"Contoso\"\n  *time=\"1/2/2026\"\n  *event_id=\"7\"\n  \
         *level=\"Error\"\n"
    );
}

#[test]
fn a_time_without_a_date_is_the_time() {
    let text = "Event Type: Error\nEvent Source: Contoso\nEvent ID: 7\nTime: 3:04:05 PM\n";
    assert_eq!(read(text).events[0].header(Header::Time), Some("3:04:05 PM"));
}

#[test]
fn hostile_repetition_takes_linear_time() {
    for unit in [
        "Event Type: ",
        "Event Type: a\nEvent Source: b\n",
        "Event Type: a Event Source: b Event ID: c ",
        "Event ID: 5\nEvent Type: a\nEvent Source: b\nDescription:\nData:\n0000: 00\n",
        "Event ID: 5 Event Type: a Event Source: b Description: ",
        "Date: Time: User: Computer: Event Type",
        "Event Type: a\nTipo de evento: b\nイベント ソース: c\n",
        "0000: 00 00\n",
    ] {
        let text = unit.repeat((1 << 14) / unit.len());
        read(&text);
        read(&format!("Event Type: a\nEvent Source: b\nEvent ID: 5\nDescription: {text}"));
    }
}
