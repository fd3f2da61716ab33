use crate::event::{Extent, Format, Header};
use crate::read::read;

const EVENT: &str = "- System\n\n  - Provider\n\n   [ Name]  Contoso Sync\n   [ Guid]  {1}\n\n   EventID 53\n\n   Level 2\n\n  \
                     - TimeCreated\n\n   [ SystemTime]  2026-01-02T03:04:05Z\n\n   Channel System\n\n   Computer pc1\n\n  - Security\n\n   \
                     [ UserID]  S-1-5-18\n\n- EventData\n\n  Path C:\\plans\n  Count 3\n";

#[test]
fn an_event_that_is_cut_at_its_end_is_read_up_to_there() {
    let ends = EVENT.char_indices().map(|(at, _)| at).filter(|&at| at > 60);
    for end in ends {
        let reading = read(&EVENT[..end]);
        let first = &reading.events[0];
        assert_eq!(first.format, Format::FriendlyView, "{end}");
        assert_eq!(first.header(Header::Provider), Some("Contoso Sync"), "{end}");
        let has_data =
            first.fields.iter().any(|field| matches!(field.key.to_string().as_str(), "path" | "param1"));
        assert_eq!(first.extent, if has_data { Extent::DataOnly } else { Extent::Fragment }, "{end}");
    }
}

#[test]
fn the_indent_the_line_breaks_and_the_markers_may_be_gone() {
    let flat = EVENT.replace("  ", " ").replace("\n ", "\n").replace("\n ", "\n");
    let joined = EVENT.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = EVENT.replace("- ", "");
    for text in [flat, joined, bare] {
        let reading = read(&text);
        let event = &reading.events[0];
        assert_eq!(reading.events.len(), 1, "{text}");
        for (header, value) in [
            (Header::Provider, "Contoso Sync"),
            (Header::EventId, "53"),
            (Header::Level, "2"),
            (Header::Time, "2026-01-02T03:04:05Z"),
            (Header::Channel, "System"),
            (Header::Computer, "pc1"),
            (Header::User, "S-1-5-18"),
        ] {
            assert_eq!(event.header(header), Some(value), "{text}");
        }
    }
}

#[test]
fn many_events_are_as_many() {
    assert_eq!(read(&EVENT.repeat(200)).events.len(), 200);
}

#[test]
fn hostile_repetition_takes_linear_time() {
    for unit in [
        "[ Name]",
        "- [ Name] ",
        "Provider [ Name] ",
        "Level [ Name] ",
        "Provider [ Name] a EventID 5 ",
        "System [ SystemTime]",
        "- EventData\n",
        "- EventData\n  a b\n",
        "- EventData a b ",
        "+ System\n",
        "EventDa",
        "Channel System ",
    ] {
        let text = unit.repeat((1 << 14) / unit.len());
        read(&format!("- EventData\n{text}"));
        read(&format!("Provider [ Name] a {text}"));
    }
}
