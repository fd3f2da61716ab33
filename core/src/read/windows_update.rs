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
        "\tinv\t",
        " inv ",
    ],
    start: |text| Box::new(Entries::new(text, WindowsUpdate)),
};

/// Who writes to the log.
const COMPONENTS: [&str; 39] = [
    "Agent",
    "AU",
    "AUClnt",
    "CDM",
    "CMPRESS",
    "COMAPI",
    "ComApi",
    "DataStore",
    "DnldMgr",
    "DownloadManager",
    "DRIVER",
    "DtaStor",
    "EEHndlr",
    "EventLog",
    "EP",
    "Handler",
    "IdleTimer",
    "InstallAgent",
    "Inv",
    "Metadata",
    "Misc",
    "OfflSnc",
    "Parser",
    "PT",
    "ProtocolTalker",
    "Report",
    "Reporter",
    "Service",
    "Setup",
    "Shared",
    "SLS",
    "Deployment",
    "UpdateAgent",
    "WUAHandler",
    "WUTask",
    "WebServices",
    "WuTask",
    "WUApp",
    "IdleTmr",
];

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

/// A line with all its columns.
fn stamped(mut cursor: Cursor<'_>) -> Option<Head> {
    let found = stamp::at_start(cursor.rest()).filter(|stamp| stamp.dated)?;
    let time = cursor.take(found.len);
    let process = number(&mut cursor)?;
    let thread = number(&mut cursor)?;
    cursor.spaces();
    let component = cursor.run(24, |c| c.is_ascii_alphanumeric() || c == '_')?;
    let known = COMPONENTS.iter().any(|name| *name == cursor.slice(component));
    (cursor.spaces() > 0 && known).then_some(())?;
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
    let known = COMPONENTS.iter().any(|name| *name == cursor.slice(component));
    (known && cursor.spaces() > 0).then_some(())?;
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
