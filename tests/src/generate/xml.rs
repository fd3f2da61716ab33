//! Event XML, as Event Viewer, `wevtutil` and `EvtRender` write it.

use super::event::{Event, SID, words};
use super::layout::{Body, Column, Layout, Render, Shape};
use kbmatch::{Format, Header};

const NAMESPACE: &str = "http://schemas.microsoft.com/win/2004/08/events/event";

const COLUMNS: &[Column] = &[
    Column("", Some(Header::Provider), |e| e.provider.clone()),
    Column("", Some(Header::EventId), |e| e.id.to_string()),
    Column("", Some(Header::Level), |e| e.level_number().to_string()),
    Column("", Some(Header::Task), |e| e.task.to_string()),
    Column("", Some(Header::Keywords), |_| "0x8000000000000000".into()),
    Column("", Some(Header::Time), time),
    Column("", Some(Header::Channel), |e| e.channel.clone()),
    Column("", Some(Header::Computer), |e| e.computer.clone()),
    Column("", Some(Header::User), |_| SID.into()),
];

/// Columns where the rendered words come with the numbers: what counts is in [`Layout::headers`] once.
const RENDERED: &[Column] = &[
    COLUMNS[0],
    COLUMNS[1],
    COLUMNS[5],
    COLUMNS[6],
    COLUMNS[7],
    COLUMNS[8],
    Column("", Some(Header::Level), |e| e.level_word().into()),
];

/// The layouts.
pub const LAYOUTS: &[Layout] = &[
    layout("xml-double-quotes", Body::Data, |e, _| indented(e), COLUMNS),
    layout("xml-single-quotes", Body::Data, |e, _| single(&flat(e, "")), COLUMNS),
    layout("xml-saved", Body::Data, |e, _| saved(e), COLUMNS),
    layout("xml-rendered", Body::Both, |e, _| single(&flat(e, &rendering(e))), RENDERED),
];

const fn layout(
    name: &'static str,
    body: Body,
    render: fn(&Event, &[Column]) -> String,
    columns: &'static [Column],
) -> Layout {
    Layout { name, format: Format::Xml, shape: Shape::Xml, body, render: Render::Own(render), columns }
}

/// The time in UTC.
pub fn time(event: &Event) -> String {
    format!("{}.1130676Z", event.time.iso())
}

/// On one line, `"` around attributes.
pub fn flat(event: &Event, rendering: &str) -> String {
    words(&indented(event)).replace("> <", "><").replace("</Event>", &format!("{rendering}</Event>"))
}

fn single(xml: &str) -> String {
    xml.replace('"', "'")
}

fn saved(event: &Event) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\n<Events>{}</Events>",
        flat(event, "")
    )
}

fn rendering(event: &Event) -> String {
    let message = escaped(&event.message()).replace('\n', "&#xD;&#xA;");
    format!(
        "<RenderingInfo Culture=\"en-US\"><Message>{message}</Message><Level>{}</Level><Task></Task><Opcode>Info</Opcode>\
         <Channel></Channel><Provider></Provider><Keywords></Keywords></RenderingInfo>",
        event.level_word()
    )
}

/// As Event Viewer's text has it.
pub fn indented(event: &Event) -> String {
    let data: String = event.fields.iter().map(|(key, value)| data(key, value)).collect();
    let data = if data.is_empty() {
        "\n  <EventData />".into()
    } else {
        format!("\n  <EventData>{data}\n  </EventData>")
    };
    format!(
        "<Event xmlns=\"{NAMESPACE}\">
  <System>
    <Provider Name=\"{}\" Guid=\"{{1c2d3e4f-0000-4000-8000-00000000aa01}}\" />
    <EventID>{}</EventID>
    <Version>0</Version>
    <Level>{}</Level>
    <Task>{}</Task>
    <Opcode>0</Opcode>
    <Keywords>0x8000000000000000</Keywords>
    <TimeCreated SystemTime=\"{}\" />
    <EventRecordID>{}</EventRecordID>
    <Correlation />
    <Execution ProcessID=\"732\" ThreadID=\"5120\" />
    <Channel>{}</Channel>
    <Computer>{}</Computer>
    <Security UserID=\"{SID}\" />
  </System>{data}
</Event>
",
        event.provider,
        event.id,
        event.level_number(),
        event.task,
        time(event),
        event.record,
        event.channel,
        event.computer
    )
}

fn data(key: &str, value: &str) -> String {
    format!("\n    <Data Name=\"{}\">{}</Data>", key.replace(' ', ""), escaped(value))
}

/// What XML asks for.
pub fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;").replace('\'', "&apos;")
}
