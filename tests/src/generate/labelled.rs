//! Layouts of labels and values in lines: Event Viewer, old and new, `wevtutil`, `dcdiag`, Splunk, properties.

use super::event::{ACCOUNT, Event, SID};
use super::languages::{DE, EN, JA, KO, RU, ZH_CN, ZH_TW};
use super::layout::{Below, Body, Column, Layout, Render, Shape, lines};
use kbmatch::{Format, Header};

/// The layouts.
pub const LAYOUTS: &[Layout] = &[
    viewer("event-viewer-en", Render::Viewer(&EN, Below::Nothing)),
    viewer("event-viewer-de", Render::Viewer(&DE, Below::Nothing)),
    viewer("event-viewer-ru", Render::Viewer(&RU, Below::Nothing)),
    viewer("event-viewer-ja", Render::Viewer(&JA, Below::Nothing)),
    viewer("event-viewer-zh-cn", Render::Viewer(&ZH_CN, Below::Nothing)),
    viewer("event-viewer-zh-tw", Render::Viewer(&ZH_TW, Below::Nothing)),
    viewer("event-viewer-ko", Render::Viewer(&KO, Below::Nothing)),
    with_xml("event-viewer-xml-en", Render::Viewer(&EN, Below::Xml)),
    with_xml("event-viewer-xml-ru", Render::Viewer(&RU, Below::Xml)),
    with_xml("event-viewer-xml-ja", Render::Viewer(&JA, Below::Xml)),
    with_xml("event-viewer-xml-ko", Render::Viewer(&KO, Below::Xml)),
    text("event-viewer-xp", Format::EventViewer, Shape::Labels, xp, XP),
    text("wevtutil", Format::Wevtutil, Shape::Columns, wevtutil, WEVTUTIL),
    text("splunk", Format::Splunk, Shape::Labels, splunk, SPLUNK),
    text("properties", Format::Properties, Shape::Columns, properties, PROPERTIES),
    text("dcdiag", Format::Dcdiag, Shape::Columns, dcdiag, DCDIAG),
    Layout {
        body: Body::Data,
        ..text("friendly-view", Format::FriendlyView, Shape::Columns, friendly, FRIENDLY)
    },
];

const fn viewer(name: &'static str, render: Render) -> Layout {
    let (format, shape, body) = (Format::EventViewer, Shape::Labels, Body::OpenMessage);
    Layout { name, format, shape, body, render, columns: &[] }
}

const fn with_xml(name: &'static str, render: Render) -> Layout {
    Layout { shape: Shape::Columns, body: Body::Both, ..viewer(name, render) }
}

const fn text(
    name: &'static str,
    format: Format,
    shape: Shape,
    render: fn(&Event, &[Column]) -> String,
    columns: &'static [Column],
) -> Layout {
    Layout { name, format, shape, body: Body::OpenMessage, render: Render::Own(render), columns }
}

const XP: &[Column] = &[
    Column("Event Type", Some(Header::Level), |e| e.level_word().into()),
    Column("Event Source", Some(Header::Provider), |e| e.provider.clone()),
    Column("Event Category", Some(Header::Task), |e| format!("({})", e.task)),
    Column("Event ID", Some(Header::EventId), |e| e.id.to_string()),
    Column("Date", None, |e| e.time.american_date()),
    Column("Time", None, |e| e.time.american_clock()),
    Column("User", Some(Header::User), |_| ACCOUNT.into()),
    Column("Computer", Some(Header::Computer), |e| e.computer.clone()),
];

fn xp(event: &Event, columns: &[Column]) -> String {
    let head = lines(event, columns, |label, value| format!("{label}:\t{value}"));
    format!("{head}Description:\n{}\n", event.message())
}

const WEVTUTIL: &[Column] = &[
    Column("Log Name", Some(Header::Channel), |e| e.channel.clone()),
    Column("Source", Some(Header::Provider), |e| e.provider.clone()),
    Column("Date", Some(Header::Time), |e| format!("{}.1130000Z", e.time.iso())),
    Column("Event ID", Some(Header::EventId), |e| e.id.to_string()),
    Column("Task", Some(Header::Task), |_| "N/A".into()),
    Column("Level", Some(Header::Level), |e| e.level_word().into()),
    Column("Opcode", Some(Header::Opcode), |_| "Info".into()),
    Column("Keyword", Some(Header::Keywords), |_| "Classic".into()),
    Column("User", Some(Header::User), |_| SID.into()),
    Column("User Name", None, |_| ACCOUNT.into()),
    Column("Computer", Some(Header::Computer), |e| e.computer.clone()),
];

fn wevtutil(event: &Event, columns: &[Column]) -> String {
    let head = lines(event, columns, |label, value| format!("  {label}: {value}"));
    format!("Event[0]:\n{head}  Description: \n{}\n\n", event.message())
}

const SPLUNK: &[Column] = &[
    Column("LogName", Some(Header::Channel), |e| e.channel.clone()),
    Column("EventCode", Some(Header::EventId), |e| e.id.to_string()),
    Column("EventType", None, |e| e.level_number().to_string()),
    Column("ComputerName", Some(Header::Computer), |e| e.computer.clone()),
    Column("SourceName", Some(Header::Provider), |e| e.provider.clone()),
    Column("Type", Some(Header::Level), |e| e.level_word().into()),
    Column("RecordNumber", None, |e| e.record.to_string()),
    Column("Keywords", Some(Header::Keywords), |_| "Classic".into()),
    Column("TaskCategory", Some(Header::Task), |_| "Folders".into()),
    Column("OpCode", Some(Header::Opcode), |_| "Info".into()),
];

fn splunk(event: &Event, columns: &[Column]) -> String {
    let time = event.time;
    let date = format!("{:02}/{:02}/{} {:02}", time.month, time.day, time.year, time.hour12());
    let clock = format!("{:02}:{:02} {}", time.minute, time.second, time.half("AM", "PM"));
    let rest = lines(event, columns, |label, value| format!("{label}={value}"));
    format!("{date}:{clock}\n{rest}Message={}\n", event.message())
}

const PROPERTIES: &[Column] = &[
    Column("Log Name", Some(Header::Channel), |e| e.channel.clone()),
    Column("Source", Some(Header::Provider), |e| e.provider.clone()),
    Column("Event ID", Some(Header::EventId), |e| e.id.to_string()),
    Column("Level", Some(Header::Level), |e| e.level_word().into()),
    Column("TimeCreated", Some(Header::Time), |e| format!("{}Z", e.time.iso())),
    Column("Computer", Some(Header::Computer), |e| e.computer.clone()),
];

fn properties(event: &Event, columns: &[Column]) -> String {
    let head = lines(event, columns, |label, value| format!("{label:<12} = {value}"));
    format!("{head}Description  = {}\n", event.message())
}

const DCDIAG: &[Column] = &[
    Column("", Some(Header::Level), |e| e.level_word().into()),
    Column("", Some(Header::EventId), |e| format!("0x0000{:04X}", e.id)),
    Column("", Some(Header::Time), dcdiag_time),
];

fn dcdiag_time(event: &Event) -> String {
    format!("{:02}/{:02}/{}   {}", event.time.month, event.time.day, event.time.year, event.time.clock())
}

fn dcdiag(event: &Event, columns: &[Column]) -> String {
    let article = if event.level == kbmatch::Level::Error || event.level == kbmatch::Level::Information {
        "An"
    } else {
        "A"
    };
    let level = (columns[0].2)(event).to_lowercase();
    format!(
        "         {article} {level} event occurred.  EventID: {}\n            Time Generated: {}\n            Event String:\n            {}\n",
        (columns[1].2)(event),
        (columns[2].2)(event),
        event.message().replace('\n', "\n            ")
    )
}

const FRIENDLY: &[Column] = &[
    Column("", Some(Header::Provider), |e| e.provider.clone()),
    Column("EventID", Some(Header::EventId), |e| e.id.to_string()),
    Column("Level", Some(Header::Level), |e| e.level_number().to_string()),
    Column("Task", Some(Header::Task), |e| e.task.to_string()),
    Column("Keywords", Some(Header::Keywords), |_| "0x8000000000000000".into()),
    Column("Channel", Some(Header::Channel), |e| e.channel.clone()),
    Column("Computer", Some(Header::Computer), |e| e.computer.clone()),
];

fn friendly(event: &Event, columns: &[Column]) -> String {
    let head = lines(event, &columns[1..], |name, value| format!("   {name} {value}\n"));
    let data: String =
        event.fields.iter().map(|(key, value)| format!("  {} {value}\n", key.replace(' ', ""))).collect();
    format!(
        "- System\n\n  - Provider\n\n   [ Name]  {}\n   [ Guid]  {{1c2d3e4f-0000-4000-8000-00000000aa01}}\n\n{head}\
         - EventData\n\n{data}",
        event.provider
    )
}
