//! `WindowsUpdate.log`, as the agent wrote it up to Windows 8.1 and as `Get-WindowsUpdateLog` makes it.
//!
//! `2026-01-02 03:04:05:123 808 aac Agent * WARNING: text`: time, process, thread (hexadecimal), component, text, with tabs in
//! the file and spaces in pastes. Converted: `2026/01/02 03:04:05.1234567 1234  5678  ComApi  text`. People cut the columns
//! before the component away; then a line begins with a known component and says `WARNING:` or `FATAL:`, or stars.
//! Source: <https://learn.microsoft.com/windows/deployment/update/windows-update-logs>.

use super::lines::{Cursor, Entries, Head, Kind};
use super::{Spec, stamp};
use crate::Span;
use crate::event::{Extent, FieldKey, Format, Header};

/// The layout.
pub(super) const SPEC: Spec = Spec {
    anchors: &[
        "agent",
        "comapi",
        "handler",
        "dnldmgr",
        "report",
        "service",
        "misc",
        "setup",
        "shared",
        "talker",
        "datastore",
        "dtastor",
        "downloadmanager",
        "idletim",
        "eventlog",
        "deployment",
        "metadata",
        "driver",
        "parser",
        "\tau\t",
        " au ",
        "auclnt",
        "\tpt\t",
        " pt ",
        "\tep\t",
        " ep ",
        "cdm",
        "sls",
        "eehndlr",
        "cmpress",
        "offlsnc",
        "wutask",
        "wuapp",
        "webservices",
        "\tws\t",
        " ws ",
        "ws\twarning:",
        "ws warning:",
        "ws fatal:",
        "eehandler",
        "eehndler",
        "endpointprovider",
        "shutdwn",
        "wuredir",
        "wuweb",
        "\tinv\t",
        " inv ",
    ],
    start: |text| Box::new(Entries::new(text, WindowsUpdate)),
};

/// Who writes to the log, in any case.
const COMPONENTS: [&str; 44] = [
    "Agent",
    "AU",
    "AUClnt",
    "CDM",
    "CMPRESS",
    "ComApi",
    "DataStore",
    "Deployment",
    "DnldMgr",
    "DownloadManager",
    "Driver",
    "DtaStor",
    "EEHandler",
    "EEHndler",
    "EEHndlr",
    "EndpointProvider",
    "EP",
    "EventLog",
    "Handler",
    "IdleTimer",
    "IdleTmr",
    "InstallAgent",
    "Inv",
    "Metadata",
    "Misc",
    "OfflSnc",
    "Parser",
    "ProtocolTalker",
    "PT",
    "Report",
    "Reporter",
    "Service",
    "Setup",
    "Shared",
    "ShutDwn",
    "SLS",
    "UpdateAgent",
    "WebServices",
    "WS",
    "WUAHandler",
    "WUApp",
    "WURedir",
    "WUTask",
    "WUWeb",
];

/// Whether a line has all columns of the log.
pub(super) fn begins(text: &str, line: Span) -> bool {
    stamped(Cursor::new(text, line)).is_some()
}

struct WindowsUpdate;

impl Kind for WindowsUpdate {
    fn head(&mut self, text: &str, line: Span) -> Option<Head> {
        let cursor = Cursor::new(text, line);
        match cursor.rest().as_bytes().first()? {
            b'0'..=b'9' => stamped(cursor),
            _ => bare(cursor),
        }
    }
}

fn is_known(component: &str) -> bool {
    COMPONENTS.iter().any(|name| name.eq_ignore_ascii_case(component))
}

/// A line with all its columns, or without its date.
fn stamped(mut cursor: Cursor<'_>) -> Option<Head> {
    let found = stamp::at_start(cursor.rest())?;
    let time = cursor.take(found.len);
    let process = number(&mut cursor)?;
    let thread = number(&mut cursor)?;
    cursor.spaces();
    let component = cursor.run(24, |c| c.is_ascii_alphanumeric() || c == '_')?;
    (cursor.spaces() > 0 && is_known(cursor.slice(component))).then_some(())?;
    let mut head = entry(&cursor, component);
    head.fields.insert(0, (FieldKey::Header(Header::Time), time));
    head.fields.insert(1, (FieldKey::named("process id"), process));
    head.fields.insert(2, (FieldKey::named("thread id"), thread));
    Some(head)
}

/// A process or thread, decimal or hexadecimal.
fn number(cursor: &mut Cursor<'_>) -> Option<Span> {
    (cursor.spaces() > 0).then_some(())?;
    cursor.run(8, |c| c.is_ascii_hexdigit())
}

/// A line of which only the component and the text are left.
fn bare(mut cursor: Cursor<'_>) -> Option<Head> {
    let component = cursor.run(24, |c| c.is_ascii_alphanumeric())?;
    (is_known(cursor.slice(component)) && cursor.spaces() > 0).then_some(())?;
    let marks = cursor.rest().trim_start_matches(['*', '-', '#', '+', ' ', '\t']);
    let marked = cursor.rest().starts_with(['*', '#']) && cursor.rest().len() > marks.len() + 3;
    let said = ["WARNING:", "FATAL:"].iter().any(|word| marks.starts_with(word));
    (said || marked).then(|| entry(&cursor, component))
}

fn entry(cursor: &Cursor<'_>, component: Span) -> Head {
    let message = cursor.remainder();
    let mut head = Head::new(Format::WindowsUpdateLog, Extent::Whole, message);
    // Not the provider: parts of one agent, whose names are everyday words.
    head.fields.push((FieldKey::named("component"), component));
    let text = cursor.slice(message);
    let marks = text.len() - text.trim_start_matches(['*', '-', '#', '+', ' ', '\t']).len();
    for word in ["WARNING", "FATAL"] {
        if text[marks..].strip_prefix(word).is_some_and(|rest| rest.starts_with(':')) {
            let start = message.start + marks;
            head.header(Header::Level, Span::new(start, start + word.len()));
        }
    }
    head
}
