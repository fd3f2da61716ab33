//! Syslog: RFC 3164, with its priority or without as in `/var/log/messages`, RFC 5424, and the kernel's ring buffer.
//!
//! `<34>Oct 11 22:14:15 host app[123]: text`; `<165>1 2026-01-02T03:04:05Z host app 123 ID47 [sd@1 k="v"] text`; the same with an
//! ISO time, as `rsyslog` and `journalctl -o short-iso` write; `[  123.456789] text`. The priority's severity is the level.
//! Sources: <https://www.rfc-editor.org/rfc/rfc3164>, <https://www.rfc-editor.org/rfc/rfc5424>.

use super::lines::{Cursor, Entries, Entry, Head, Kind, extent, wraps_event};
use super::pairs::pairs;
use super::{Spec, columns, stamp};
use crate::Span;
use crate::event::{Extent, FieldKey, Format, Header};

/// The layout. Every line of it has a time, and so a colon between digits or a dot: no literal is in all of them.
pub(super) const SPEC: Spec =
    Spec { anchors: &["]: ", ": ", "- ", "] "], start: |text| Box::new(Entries::new(text, Syslog)) };

struct Syslog;

/// Whether `line` is a message with its priority: others may be anything that has two words after a time.
pub(super) fn begins(text: &str, line: Span) -> bool {
    text.as_bytes().get(line.start) == Some(&b'<')
        && Syslog.head(text, line).is_some_and(|head| head.level.is_some())
}

impl Kind for Syslog {
    fn head(&mut self, text: &str, line: Span) -> Option<Head> {
        let first = *text.as_bytes().get(line.start)?;
        if !(first.is_ascii_alphanumeric() || first == b'<' || first == b'[') {
            return None;
        }
        let mut cursor = Cursor::new(text, line);
        // Looks at all of the line: last, at few lines.
        let is_own = |head: &Head| !wraps_event(&text[head.message.range()]);
        if first == b'[' {
            return kernel(cursor).filter(is_own);
        }
        let priority = priority(&mut cursor);
        let mut head = match priority {
            Some(_) if cursor.rest().starts_with("1 ") => rfc5424(&mut cursor)?,
            _ => rfc3164(&mut cursor, priority.is_some())?,
        };
        head.level = priority;
        head.extent = extent(text, line, head.message);
        Some(head).filter(is_own)
    }

    /// Lines without a priority could be anything that has two words after a time: then there must be several, or a process.
    fn is_log(&self, entries: &[Entry]) -> bool {
        let told = |entry: &Entry| entry.head.level.is_some() || entry.head.fields.len() > 3;
        entries.len() > 1 || entries.iter().any(told)
    }
}

/// Who sent what stands behind a syslog header.
pub(super) struct Sender {
    pub time: Span,
    pub host: Span,
    pub app: Option<Span>,
}

/// The syslog header that is all of `head` up to what it carries: a time, a host, perhaps an application with its process.
pub(super) fn sender(text: &str, head: Span) -> Option<Sender> {
    let mut cursor = Cursor::new(text, head);
    let priority = priority(&mut cursor);
    let is_new = priority.is_some() && cursor.literal("1 ").is_some();
    let time = if is_new { cursor.word()? } else { cursor.take(time_length(cursor.rest())?) };
    (cursor.spaces() > 0).then_some(())?;
    let host = cursor.word().filter(|host| is_host(cursor.slice(*host)))?;
    cursor.spaces();
    let app = cursor.run(64, is_app);
    if !is_new && app.is_some() {
        let process = cursor.literal("[").map(|()| cursor.until("]"));
        let ended = process.is_none_or(|process| process.is_some()) && cursor.literal(":").is_some();
        // `@cee:` says that JSON follows.
        let rest = cursor.rest().trim();
        (ended && (rest.is_empty() || rest == "@cee:")).then_some(())?;
    }
    let is_time = !is_new || stamp::at_start(text.get(time.range())?).is_some();
    is_time.then_some(Sender { time, host, app: app.filter(|app| text.get(app.range()) != Some("-")) })
}

/// The length of the time that a line of the old kind begins with.
fn time_length(text: &str) -> Option<usize> {
    stamp::without_year(text).or_else(|| {
        let stamp = stamp::at_start(text).filter(|stamp| stamp.dated)?;
        (text.as_bytes().get(4) == Some(&b'-')).then_some(stamp.len)
    })
}

fn is_app(c: char) -> bool {
    c.is_alphanumeric() || "_-./@()".contains(c)
}

/// The severities, in their order.
const SEVERITIES: [&str; 8] =
    ["Critical", "Critical", "Critical", "Error", "Warning", "Information", "Information", "Verbose"];

/// `<34>`
fn priority(cursor: &mut Cursor<'_>) -> Option<(&'static str, Span)> {
    let start = cursor.at;
    cursor.literal("<")?;
    let digits = cursor.run(3, |c| c.is_ascii_digit());
    let number = digits.and_then(|digits| cursor.slice(digits).parse::<usize>().ok()).filter(|n| *n < 192);
    match number.zip(cursor.literal(">")) {
        Some((number, ())) => Some((SEVERITIES[number % 8], Span::new(start, cursor.at))),
        None => {
            cursor.at = start;
            None
        }
    }
}

/// `Oct 11 22:14:15 host app[123]: text`, and with another time.
fn rfc3164(cursor: &mut Cursor<'_>, has_priority: bool) -> Option<Head> {
    let iso = stamp::without_year(cursor.rest()).is_none();
    let time = cursor.take(time_length(cursor.rest())?);
    (cursor.spaces() > 0).then_some(())?;
    let host = cursor.word().filter(|host| is_host(cursor.slice(*host)))?;
    cursor.spaces();
    let app = cursor.run(64, is_app)?;
    let process = if cursor.literal("[").is_some() { Some(cursor.until("]")?) } else { None };
    if cursor.literal(": ").is_none() && cursor.rest() != ":" {
        return None;
    }
    let id = if process.is_none() { event_id(cursor) } else { None };
    // `2026-01-02 03:04:05 host word: text` could be a line of any log.
    if iso
        && process.is_none()
        && !has_priority
        && !matches!(cursor.slice(app), "kernel" | "sudo" | "systemd" | "su")
    {
        return None;
    }
    let mut head = Head::new(Format::Syslog, Extent::Whole, cursor.remainder());
    head.header(Header::Time, time);
    head.header(Header::Computer, host);
    head.header(Header::Provider, app);
    if let Some(id) = id {
        head.header(Header::EventId, id);
    }
    if let Some(process) = process.filter(|process| !process.is_empty()) {
        head.fields.push((FieldKey::named("process id"), process));
    }
    Some(head)
}

/// The event id with which `evtsys` begins its messages: `Service_Control_Manager: 7036: The ...`.
/// Source: <https://code.google.com/archive/p/eventlog-to-syslog/>.
fn event_id(cursor: &mut Cursor<'_>) -> Option<Span> {
    let mut ahead = *cursor;
    let id = ahead.run(MAX_ID, |c| c.is_ascii_digit())?;
    ahead.literal(": ")?;
    ahead.rest().starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase()).then_some(())?;
    *cursor = ahead;
    Some(id)
}

/// An event id has at most so many digits.
const MAX_ID: usize = 5;

fn is_host(word: &str) -> bool {
    let plain = word.chars().all(|c| c.is_alphanumeric() || "-._:*<>".contains(c));
    plain && !word.ends_with(':') && stamp::level(word).is_none()
}

/// `1 2026-01-02T03:04:05Z host app 123 ID47 [sd@1 k="v"] text`
fn rfc5424(cursor: &mut Cursor<'_>) -> Option<Head> {
    cursor.literal("1 ")?;
    let mut head = Head::new(Format::Syslog, Extent::Whole, Span::new(cursor.at, cursor.at));
    let time = cursor.word()?;
    let is_time = stamp::at_start(cursor.slice(time)).is_some_and(|stamp| stamp.len == time.len());
    (is_time || cursor.slice(time) == "-").then_some(())?;
    let keys = [
        FieldKey::Header(Header::Computer),
        FieldKey::Header(Header::Provider),
        FieldKey::named("process id"),
        FieldKey::named("message id"),
    ];
    let mut words = vec![(FieldKey::Header(Header::Time), time)];
    for key in keys {
        cursor.spaces();
        words.push((key, cursor.word()?));
    }
    head.fields.extend(words.into_iter().filter(|(_, span)| cursor.slice(*span) != "-"));
    cursor.spaces();
    structured_data(cursor, &mut head);
    windows_event(cursor.text(), &mut head);
    cursor.spaces();
    head.message = cursor.remainder();
    Some(head)
}

/// What collectors call the parts of an event of Windows in the structured data: NXLog, syslog-ng's agent, Fluent Bit.
/// Sources: <https://docs.nxlog.co/refman/current/xm/syslog.html>,
/// <https://support.oneidentity.com/technical-documents/syslog-ng-premium-edition/windows-event-log>.
const WINDOWS_NAMES: [(&str, Header); 10] = [
    ("EventID", Header::EventId),
    ("EVENT_ID", Header::EventId),
    ("Channel", Header::Channel),
    ("EVENT_NAME", Header::Channel),
    ("EventLog", Header::Channel),
    ("SourceName", Header::Provider),
    ("EVENT_SOURCE", Header::Provider),
    ("ProviderName", Header::Provider),
    ("Provider", Header::Provider),
    ("EVENT_USERNAME", Header::User),
];

/// Makes header fields of what collectors put into the structured data of an event of Windows.
fn windows_event(text: &str, head: &mut Head) {
    let names: Vec<(FieldKey, Header)> =
        WINDOWS_NAMES.iter().map(|(name, header)| (FieldKey::named(name), *header)).collect();
    let header = |key: &FieldKey| names.iter().find(|(name, _)| name == key).map(|(_, header)| *header);
    let has = |header_of: Header, fits: &dyn Fn(&str) -> bool| {
        head.fields.iter().any(|(key, span)| header(key) == Some(header_of) && fits(&text[span.range()]))
    };
    if !has(Header::EventId, &columns::is_id) || !has(Header::Channel, &|_| true) {
        return;
    }
    // The name of the application is the source in letters that may stand there.
    if has(Header::Provider, &|_| true) {
        head.fields.retain(|(key, _)| *key != FieldKey::Header(Header::Provider));
    }
    let mut given: Vec<Header> = Vec::new();
    for (key, _) in &mut head.fields {
        if let Some(header) = header(key).filter(|header| !given.contains(header)) {
            given.push(header);
            *key = FieldKey::Header(header);
        }
    }
}

/// `-`, or elements in brackets, one after the other.
fn structured_data(cursor: &mut Cursor<'_>, head: &mut Head) {
    if cursor.literal("- ").is_some() || (cursor.rest() == "-" && cursor.literal("-").is_some()) {
        return;
    }
    while cursor.rest().starts_with('[') {
        let mut ahead = *cursor;
        ahead.at += 1;
        if ahead.run(64, |c| !matches!(c, ' ' | '=' | ']' | '"')).is_none() {
            return;
        }
        let (pairs, end) = pairs(cursor.text(), ahead.at, cursor.end);
        ahead.at = end;
        if ahead.literal("]").is_none() {
            return;
        }
        let pairs = pairs.iter().filter(|pair| !pair.value.is_empty());
        head.fields.extend(pairs.map(|pair| (FieldKey::named(pair.key), pair.value)));
        *cursor = ahead;
    }
}

/// `[  123.456789] text`, perhaps with `[Fri Jan  2 03:04:05 2026]` as `dmesg -T` writes.
fn kernel(mut cursor: Cursor<'_>) -> Option<Head> {
    cursor.literal("[")?;
    cursor.spaces();
    let time = cursor.run(20, |c| c.is_ascii_digit() || c == '.')?;
    let is_time = cursor.slice(time).split_once('.').is_some_and(|(_, fraction)| fraction.len() == 6);
    cursor.literal("] ").filter(|()| is_time)?;
    let mut head = Head::new(Format::Syslog, Extent::Fragment, cursor.remainder());
    // Seconds since the start of the machine: no time of day.
    head.fields.push((FieldKey::named("uptime"), time));
    Some(head)
}
