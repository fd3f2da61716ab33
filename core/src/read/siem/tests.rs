use crate::event::{Event, Extent, Format, Header};
use crate::read::read;

fn event(text: &str) -> Event {
    let mut events = read(text).events;
    assert_eq!(events.len(), 1, "{events:?}");
    events.remove(0)
}

fn field<'e>(event: &'e Event, name: &str) -> Option<&'e str> {
    event
        .fields
        .iter()
        .find(|field| field.key == crate::FieldKey::named(name))
        .map(|field| event.value(field))
}

#[test]
fn a_cef_line_of_windows_is_an_event() {
    let event = event(
        "<13>Jan  2 03:04:05 collector1 CEF:0|Microsoft|Microsoft Windows||Contoso-Sync:1098|A folder could not be read.|Low| \
         externalId=1098 cat=Contoso-Sync/Operational rt=1767323045000 dhost=pc1.contoso.com cs3=Contoso-Sync cs4=0x80070005 \
         cs3Label=EventSource cs4Label=Reason or Error Code msg=Path: a\\=b\\nStage: two words\n",
    );
    assert_eq!((event.format, event.extent, event.event_id()), (Format::Cef, Extent::Whole, Some(1098)));
    assert_eq!(event.header(Header::Provider), Some("Contoso-Sync"));
    assert_eq!(event.header(Header::Channel), Some("Contoso-Sync/Operational"));
    assert_eq!(event.header(Header::Computer), Some("pc1.contoso.com"));
    assert_eq!(event.header(Header::Time), Some("1767323045000"));
    assert_eq!(event.header(Header::Message), Some("Path: a=b\nStage: two words"));
    assert_eq!(event.header(Header::Level), None);
    assert_eq!(field(&event, "Reason or Error Code"), Some("0x80070005"));
    assert_eq!(field(&event, "Stage"), Some("two words"));
}

#[test]
fn the_class_tells_provider_and_id_where_nothing_else_does() {
    let event = event("CEF:0|Microsoft|Microsoft Windows||Contoso-Sync:1098|It failed.|Low|dhost=pc1\n");
    assert_eq!((event.event_id(), event.header(Header::Provider)), (Some(1098), Some("Contoso-Sync")));
    assert_eq!((event.extent, event.header(Header::Message)), (Extent::DataOnly, Some("It failed.")));
}

#[test]
fn the_number_of_another_product_is_no_event_id() {
    let line = "Jan  2 03:04:05 fw1 CEF:0|Contoso|Gate \\| Keeper|2.1|1098|Traffic dropped|5|externalId=1098 src=192.0.2.7 act=drop\n";
    let event = event(line);
    assert_eq!((event.format, event.event_id()), (Format::Cef, None));
    assert_eq!(event.header(Header::Provider), Some("Gate | Keeper"));
    assert_eq!(event.header(Header::Message), Some("Traffic dropped"));
    assert_eq!(
        (event.header(Header::Time), event.header(Header::Computer)),
        (Some("Jan  2 03:04:05"), Some("fw1"))
    );
    assert_eq!(field(&event, "device event class id"), Some("1098"));
}

#[test]
fn a_leef_line_says_what_separates_its_pairs() {
    for (version, separator) in [("2.0|", "^"), ("2.0|", "\t"), ("1.0|", "\t")] {
        let own = match (version, separator) {
            ("2.0|", "\t") => "x09|",
            ("2.0|", _) => "^|",
            _ => "",
        };
        let pairs = ["devTime=2026-01-02T03:04:05Z", "Computer=pc1.contoso.com", "msg=a b"].join(separator);
        let event = event(&format!("LEEF:{version}Microsoft|Windows|10.0|1098|{own}{pairs}"));
        assert_eq!((event.format, event.event_id()), (Format::Leef, Some(1098)));
        assert_eq!(event.header(Header::Computer), Some("pc1.contoso.com"), "{own}");
        assert_eq!(event.header(Header::Message), Some("a b"));
    }
    let other = event("LEEF:1.0|Contoso|Gate|2.1|1098|src=192.0.2.7\tact=drop");
    assert_eq!((other.event_id(), field(&other, "act")), (None, Some("drop")));
}

#[test]
fn a_line_of_wincollect_is_an_event_with_tabs_and_without() {
    let pairs = [
        "AgentDevice=WindowsLog",
        "AgentLogFile=System",
        "Source=Contoso Print Helper",
        "Computer=pc1.contoso.com",
        "User=",
        "EventID=1073742922",
        "EventIDCode=1098",
        "EventType=1",
        "TimeGenerated=1767323045000",
        "Message=A folder could not be read. Path=C:\\new Error Code: 0x80070005",
    ];
    for separator in ["\t", " "] {
        let event = event(&format!("<13>Jan 02 03:04:05 192.0.2.7 {}\n", pairs.join(separator)));
        assert_eq!((event.format, event.extent), (Format::WinCollect, Extent::Whole));
        assert_eq!((event.event_id(), event.header(Header::Channel)), (Some(1098), Some("System")));
        assert_eq!(event.header(Header::Provider), Some("Contoso Print Helper"));
        assert_eq!(event.header(Header::Message), pairs[9].strip_prefix("Message="));
        assert_eq!(field(&event, "Error Code"), Some("0x80070005"));
    }
}

#[test]
fn prose_about_the_formats_is_no_event() {
    for text in [
        "The format is CEF:Version|Device Vendor|Device Product|Device Version|Class|Name|Severity|Extension.",
        "We forward CEF: see the manual.",
        "LEEF:1.0 was replaced by LEEF:2.0|which|has more",
        "Set AgentDevice=WindowsLog in the filter.",
    ] {
        let reading = read(text);
        assert!(reading.events.iter().all(|event| event.format == Format::Text), "{text}: {reading:?}");
    }
}
