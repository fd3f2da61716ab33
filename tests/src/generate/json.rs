//! JSON of collectors, converters and PowerShell.

use super::event::{ACCOUNT, Event, SID};
use super::layout::{Body, Column, Layout, Render, Shape};
use kbmatch::{Format, Header};
use serde_json::{Map, Value, json};

/// The layouts.
pub const LAYOUTS: &[Layout] = &[
    layout(
        "evtx-dump-json",
        Body::Data,
        |e, _| format!("Record {}\n{:#}", e.record, evtx_dump(e, Attributes::Inside)),
        EVTX,
    ),
    layout("evtx-dump-jsonl", Body::Data, |e, _| evtx_dump(e, Attributes::Beside).to_string(), EVTX),
    layout("winlogbeat", Body::Both, |e, _| format!("{:#}", winlogbeat(e)), WINLOGBEAT),
    layout("winlogbeat-lines", Body::Both, |e, _| winlogbeat(e).to_string(), WINLOGBEAT),
    layout("nxlog", Body::Both, |e, columns| flat(e, columns, "Message").to_string(), NXLOG),
    layout("wazuh", Body::Both, |e, _| wazuh(e).to_string(), WAZUH),
    layout(
        "azure-monitor",
        Body::Message,
        |e, columns| flat(e, columns, "RenderedDescription").to_string(),
        AZURE,
    ),
    layout(
        "convertto-json-51",
        Body::Message,
        |e, columns| converted(&flat(e, columns, "Message")),
        GET_WINEVENT,
    ),
];

const fn layout(
    name: &'static str,
    body: Body,
    render: fn(&Event, &[Column]) -> String,
    columns: &'static [Column],
) -> Layout {
    Layout { name, format: Format::Json, shape: Shape::Json, body, render: Render::Own(render), columns }
}

const PROVIDER: Column = Column("SourceName", Some(Header::Provider), |e| e.provider.clone());
const CHANNEL: Column = Column("Channel", Some(Header::Channel), |e| e.channel.clone());
const ID: Column = Column("EventID", Some(Header::EventId), |e| e.id.to_string());
const LEVEL: Column = Column("", Some(Header::Level), |e| e.level_word().into());
const COMPUTER: Column = Column("Hostname", Some(Header::Computer), |e| e.computer.clone());
const TIME: Column = Column("", Some(Header::Time), millis);
const USER: Column = Column("", Some(Header::User), |_| SID.into());

const EVTX: &[Column] = &[PROVIDER, CHANNEL, ID, LEVEL, COMPUTER, TIME, USER];
const WINLOGBEAT: &[Column] = &[PROVIDER, CHANNEL, ID, LEVEL, COMPUTER, TIME];
const WAZUH: &[Column] = &[PROVIDER, CHANNEL, ID, LEVEL, COMPUTER, TIME];

const NXLOG: &[Column] = &[
    Column("EventTime", Some(Header::Time), |e| e.time.spaced()),
    COMPUTER,
    Column("Keywords", Some(Header::Keywords), |_| "-9187343239835811840".into()),
    Column("EventType", None, |e| e.level_word().to_uppercase()),
    Column("SeverityValue", None, |e| (6 - e.level_number()).to_string()),
    Column("Severity", Some(Header::Level), |e| e.level_word().to_uppercase()),
    ID,
    PROVIDER,
    Column("TaskValue", None, |e| e.task.to_string()),
    Column("RecordNumber", None, |e| e.record.to_string()),
    CHANNEL,
];

const AZURE: &[Column] = &[
    Column("TimeGenerated", Some(Header::Time), millis),
    Column("Source", Some(Header::Provider), |e| e.provider.clone()),
    Column("EventLog", Some(Header::Channel), |e| e.channel.clone()),
    Column("Computer", Some(Header::Computer), |e| e.computer.clone()),
    Column("EventID", Some(Header::EventId), |e| e.id.to_string()),
    Column("EventLevel", None, |e| e.level_number().to_string()),
    Column("EventLevelName", Some(Header::Level), |e| e.level_word().into()),
    Column("EventCategory", Some(Header::Task), |e| e.task.to_string()),
    Column("UserName", Some(Header::User), |_| ACCOUNT.into()),
];

const GET_WINEVENT: &[Column] = &[
    Column("Id", Some(Header::EventId), |e| e.id.to_string()),
    Column("Version", None, |_| "0".into()),
    Column("Level", None, |e| e.level_number().to_string()),
    Column("RecordId", None, |e| e.record.to_string()),
    Column("ProviderName", Some(Header::Provider), |e| e.provider.clone()),
    Column("LogName", Some(Header::Channel), |e| e.channel.clone()),
    Column("MachineName", Some(Header::Computer), |e| e.computer.clone()),
    Column("TimeCreated", Some(Header::Time), |e| format!("/Date({})/", e.time.millis())),
    Column("LevelDisplayName", Some(Header::Level), |e| e.level_word().into()),
];

fn millis(event: &Event) -> String {
    format!("{}.113Z", event.time.iso())
}

/// The data, by names without spaces.
fn data(event: &Event) -> Value {
    let pairs = event.fields.iter().map(|(key, value)| (key.replace(' ', ""), Value::from(value.as_str())));
    Value::Object(pairs.collect())
}

/// An object with a member for each column, numbers as numbers.
fn flat(event: &Event, columns: &[Column], message: &str) -> Value {
    let mut members: Map<String, Value> =
        columns.iter().map(|Column(name, _, show)| ((*name).into(), number_or_text(show(event)))).collect();
    members.insert(message.into(), event.message().into());
    if message == "Message" && members.contains_key("EventTime") {
        members.extend(data(event).as_object().cloned().unwrap_or_default());
    }
    Value::Object(members)
}

fn number_or_text(value: String) -> Value {
    value.parse::<i64>().map_or(Value::from(value), Value::from)
}

/// Where evtx_dump puts attributes.
#[derive(Clone, Copy, PartialEq)]
enum Attributes {
    Inside,
    Beside,
}

fn evtx_dump(event: &Event, attributes: Attributes) -> Value {
    let own = |name: &str, members: Value| match attributes {
        Attributes::Inside => json!({ name: { "#attributes": members } }),
        Attributes::Beside => json!({ format!("{name}_attributes"): members }),
    };
    let mut system = json!({
        "Level": event.level_number(), "Task": event.task, "Opcode": 0, "Version": 0,
        "EventRecordID": event.record, "Channel": event.channel, "Computer": event.computer,
    });
    let parts = [
        own("Provider", json!({ "Name": event.provider })),
        own("TimeCreated", json!({ "SystemTime": millis(event) })),
        own("Security", json!({ "UserID": SID })),
        match attributes {
            Attributes::Inside => {
                json!({ "EventID": { "#attributes": { "Qualifiers": 0 }, "#text": event.id } })
            }
            Attributes::Beside => json!({ "EventID_attributes": { "Qualifiers": 0 }, "EventID": event.id }),
        },
    ];
    for part in parts {
        if let (Some(system), Value::Object(part)) = (system.as_object_mut(), part) {
            system.extend(part);
        }
    }
    json!({ "Event": { "System": system, "EventData": data(event) } })
}

fn winlogbeat(event: &Event) -> Value {
    json!({
        "@timestamp": millis(event),
        "winlog": {
            "event_id": event.id.to_string(), "provider_name": event.provider, "channel": event.channel,
            "computer_name": event.computer, "record_id": event.record, "event_data": data(event),
        },
        "event": { "code": event.id.to_string(), "provider": event.provider, "kind": "event" },
        "log": { "level": event.level_word().to_lowercase() },
        "message": event.message(),
    })
}

fn wazuh(event: &Event) -> Value {
    json!({
        "timestamp": "2026-01-02T03:04:05.006+0000",
        "rule": { "level": 5, "description": "Windows event", "id": "61138" },
        "agent": { "id": "004", "name": "pc1" },
        "data": { "win": {
            "system": {
                "providerName": event.provider, "eventID": event.id.to_string(), "level": event.level_number().to_string(),
                "channel": event.channel, "computer": event.computer, "systemTime": millis(event),
                "severityValue": event.level_word().to_uppercase(), "message": event.message(),
            },
            "eventdata": data(event),
        } },
        "location": "EventChannel",
    })
}

/// As PowerShell 5.1 prints it: two spaces after colons, and escapes that JSON does not ask for.
fn converted(value: &Value) -> String {
    let mut text = String::new();
    for line in format!("{value:#}").lines() {
        let line = line.replacen("\": ", "\":  ", 1).replace('/', "\\/").replace('\'', "\\u0027");
        text.push_str(&line.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026"));
        text.push('\n');
    }
    text
}
