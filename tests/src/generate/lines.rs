//! Lines of logs.

use super::event::{Event, words};
use super::layout::{Body, Column, Layout, Render, Shape};
use kbmatch::{Format, Header};

/// The layouts.
pub const LAYOUTS: &[Layout] = &[
    line("snare", Format::Snare, snare, SNARE),
    line("ossec", Format::Ossec, ossec, OSSEC),
    line("cef", Format::Cef, cef, CEF),
    line("leef", Format::Leef, leef, LEEF),
    line("wincollect", Format::WinCollect, wincollect, WINCOLLECT),
    Layout { body: Body::Message, ..line("cmtrace", Format::Cmtrace, cmtrace, CMTRACE) },
    line("syslog-3164", Format::Syslog, syslog_3164, SYSLOG_3164),
    line("syslog-5424", Format::Syslog, syslog_5424, SYSLOG_5424),
    line("klog", Format::Klog, klog, KLOG),
    line("logfmt", Format::Logfmt, logfmt, LOGFMT),
    line("cbs", Format::Cbs, cbs, CBS),
];

const fn line(
    name: &'static str,
    format: Format,
    render: fn(&Event, &[Column]) -> String,
    columns: &'static [Column],
) -> Layout {
    Layout { name, format, shape: Shape::Line, body: Body::Line, render: Render::Own(render), columns }
}

const PROVIDER: Column = Column("", Some(Header::Provider), |e| e.provider.clone());
const CHANNEL: Column = Column("", Some(Header::Channel), |e| e.channel.clone());
const ID: Column = Column("", Some(Header::EventId), |e| e.id.to_string());
const COMPUTER: Column = Column("", Some(Header::Computer), |e| e.computer.clone());
const LEVEL: Column = Column("", Some(Header::Level), |e| e.level_word().into());

const SNARE: &[Column] = &[
    PROVIDER,
    CHANNEL,
    ID,
    COMPUTER,
    LEVEL,
    Column("", Some(Header::Time), |e| e.time.ctime()),
    Column("", Some(Header::User), |_| "ada".into()),
];

fn snare(event: &Event, _: &[Column]) -> String {
    let cells = [
        format!("<13>{} {} MSWinEventLog", event.time.bsd(), event.computer),
        "1".into(),
        event.channel.clone(),
        event.record.to_string(),
        event.time.ctime(),
        event.id.to_string(),
        event.provider.clone(),
        "ada".into(),
        "User".into(),
        event.level_word().into(),
        event.computer.clone(),
        "None".into(),
        String::new(),
        event.line(),
        (event.record / 7).to_string(),
    ];
    cells.join("\t")
}

const OSSEC: &[Column] = &[
    PROVIDER,
    CHANNEL,
    ID,
    COMPUTER,
    LEVEL,
    Column("", Some(Header::Time), ossec_time),
    Column("", Some(Header::User), |_| "ada".into()),
];

fn ossec_time(event: &Event) -> String {
    let time = event.time;
    format!("{} {} {:02} {}", time.year, time.month_word(), time.day, time.clock())
}

fn ossec(event: &Event, _: &[Column]) -> String {
    format!(
        "{} WinEvtLog: {}: {}({}): {}: ada: CONTOSO: {}: {}",
        ossec_time(event),
        event.channel,
        event.level_word().to_uppercase(),
        event.id,
        event.provider,
        event.computer,
        event.line()
    )
}

const MILLIS: Column = Column("", Some(Header::Time), |e| e.time.millis().to_string());

const CEF: &[Column] = &[PROVIDER, CHANNEL, ID, COMPUTER, MILLIS];

fn cef(event: &Event, _: &[Column]) -> String {
    let escaped = |text: &str| text.replace('\\', "\\\\").replace('=', "\\=").replace('\n', "\\n");
    format!(
        "<13>{} {} CEF:0|Microsoft|Microsoft Windows||{}:{}|{}|Low|externalId={} cat={} rt={} dhost={} \
         cs3={} cs3Label=EventSource msg={}",
        event.time.bsd(),
        "collector1",
        event.provider,
        event.id,
        escaped(&event.sentences[0]).replace('|', "\\|"),
        event.id,
        event.channel,
        event.time.millis(),
        event.computer,
        event.provider,
        escaped(&event.line()),
    )
}

const LEEF: &[Column] =
    &[PROVIDER, CHANNEL, ID, COMPUTER, Column("", Some(Header::Time), |e| e.time.spaced())];

fn leef(event: &Event, _: &[Column]) -> String {
    let pairs = [
        format!("EventTime={}", event.time.spaced()),
        format!("Hostname={}", event.computer),
        format!("EventID={}", event.id),
        format!("SourceName={}", event.provider),
        format!("Channel={}", event.channel),
        format!("Message={}", event.line()),
    ];
    format!("{} collector1 LEEF:1.0|Contoso|agent|5.4|unknown|{}", event.time.bsd(), pairs.join("\t"))
}

const WINCOLLECT: &[Column] = &[PROVIDER, CHANNEL, ID, COMPUTER, MILLIS];

fn wincollect(event: &Event, _: &[Column]) -> String {
    let pairs = [
        format!("<13>{} 192.0.2.7 AgentDevice=WindowsLog", event.time.bsd()),
        format!("AgentLogFile={}", event.channel),
        format!("Source={}", event.provider),
        format!("Computer={}", event.computer),
        "User=".into(),
        format!("EventID={}", u32::from(event.id) | 0x4000_0000),
        format!("EventIDCode={}", event.id),
        "EventType=4".into(),
        format!("TimeGenerated={}", event.time.millis()),
        format!("Message={}", event.line()),
    ];
    pairs.join("\t")
}

const CMTRACE: &[Column] =
    &[Column("", Some(Header::Provider), component), Column("", Some(Header::Time), cmtrace_time)];

fn cmtrace_time(event: &Event) -> String {
    format!(
        "{:02}-{:02}-{} {}.033+000",
        event.time.month,
        event.time.day,
        event.time.year,
        event.time.clock()
    )
}

fn cmtrace(event: &Event, _: &[Column]) -> String {
    let time = cmtrace_time(event);
    let (date, clock) = time.split_once(' ').unwrap_or_default();
    format!(
        "<![LOG[{}]LOG]!><time=\"{clock}\" date=\"{date}\" component=\"{}\" context=\"\" type=\"1\" thread=\"{}\" file=\"sync.cpp:{}\">",
        event.message(),
        component(event),
        event.task,
        event.id
    )
}

/// The provider as a word.
fn component(event: &Event) -> String {
    event.provider.replace([' ', '$'], "")
}

const PROGRAM: Column = Column("", Some(Header::Provider), component);
const SYSLOG_3164: &[Column] = &[PROGRAM, COMPUTER, Column("", Some(Header::Time), |e| e.time.bsd())];
const SYSLOG_5424: &[Column] =
    &[PROGRAM, COMPUTER, Column("", Some(Header::Time), |e| format!("{}.003Z", e.time.iso()))];

fn syslog_3164(event: &Event, _: &[Column]) -> String {
    format!(
        "<13>{} {} {}[{}]: {}",
        event.time.bsd(),
        event.computer,
        component(event),
        event.task,
        event.line()
    )
}

fn syslog_5424(event: &Event, _: &[Column]) -> String {
    let (time, computer) = (event.time.iso(), &event.computer);
    format!("<165>1 {time}.003Z {computer} {} {} ID47 - {}", component(event), event.task, event.line())
}

const KLOG: &[Column] =
    &[Column("", Some(Header::Level), |e| klog_level(e).into()), Column("", Some(Header::Time), klog_time)];

fn klog_level(event: &Event) -> &'static str {
    if event.level == kbmatch::Level::Critical { "Error" } else { event.level_word() }
}

fn klog_time(event: &Event) -> String {
    format!("{:02}{:02} {}.678901", event.time.month, event.time.day, event.time.clock())
}

fn klog(event: &Event, _: &[Column]) -> String {
    let level = klog_level(event).chars().next().unwrap_or('I');
    format!("{level}{} {:7} sync.go:{}] {}", klog_time(event), event.task, event.id, event.line())
}

const LOGFMT: &[Column] = &[
    Column("", Some(Header::Level), logfmt_level),
    Column("", Some(Header::Time), |e| format!("{}Z", e.time.iso())),
];

fn logfmt_level(event: &Event) -> String {
    event.level_word().into()
}

fn logfmt(event: &Event, _: &[Column]) -> String {
    let message = event.line().replace('\\', "\\\\").replace('"', "\\\"");
    format!("time={}Z level={} msg=\"{message}\" component=sync", event.time.iso(), logfmt_word(event))
}

fn logfmt_word(event: &Event) -> String {
    match event.level {
        kbmatch::Level::Information => "info".into(),
        _ => event.level_word().to_lowercase(),
    }
}

const CBS: &[Column] = &[
    Column("", Some(Header::Level), |e| cbs_level(e).into()),
    Column("", Some(Header::Time), |e| e.time.spaced()),
];

fn cbs_level(event: &Event) -> &'static str {
    if event.level == kbmatch::Level::Information { "Info" } else { "Error" }
}

fn cbs(event: &Event, _: &[Column]) -> String {
    format!("{}, {:21} CBS    {}", event.time.spaced(), cbs_level(event), words(&event.message()))
}
