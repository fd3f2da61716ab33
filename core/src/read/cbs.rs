//! `CBS.log`, `DISM.log` and their like, and with the same columns Windows Setup's `setupact.log` and `setuperr.log`.
//!
//! `2026-01-02 03:04:05, Error                 SP     text[gle=0x000000b7]`: time, level, component, text. Lines without a
//! component, and CSI's, which go on over more lines, are entries too.
//! Sources: <https://learn.microsoft.com/troubleshoot/windows-server/installing-updates-features-roles/fix-windows-update-errors>,
//! <https://learn.microsoft.com/windows/deployment/upgrade/log-files>.

use super::lines::{Cursor, Entries, Head, Kind, extent};
use super::{Spec, stamp};
use crate::Span;
use crate::event::{FieldKey, Format, Header};

/// The layout.
pub(super) const SPEC: Spec = Spec {
    anchors: &[", info", ", error", ", warning", ", warn", ", perf", ", fatal", ", debug"],
    start: |text| Box::new(Entries::new(text, Servicing)),
};

/// Who writes to the log of Windows Setup and to no other.
const SETUP: [&str; 18] = [
    "SP", "MIG", "MOUPG", "CONX", "IBS", "IBSLIB", "DIAG", "DU", "WINPE", "SYSPRP", "MXEAgent", "SFPPNP",
    "SETUP", "CLNUP", "UI", "DEPLOY", "PNPIBS", "HWRQCHK",
];

/// Who writes to the logs of servicing.
const SERVICING: [&str; 10] = ["CBS", "CSI", "DISM", "DPX", "SXS", "WUSA", "PSFX", "CSIPERF", "SFC", "TI"];

struct Servicing;

impl Kind for Servicing {
    fn head(&mut self, text: &str, line: Span) -> Option<Head> {
        head(text, line)
    }
}

/// The entry that begins with `line`.
pub(super) fn head(text: &str, line: Span) -> Option<Head> {
    let mut cursor = Cursor::new(text, line);
    let found = stamp::at_start(cursor.rest()).filter(|stamp| stamp.dated)?;
    let time = cursor.take(found.len);
    cursor.literal(",")?;
    cursor.spaces();
    let level = cursor.run(16, char::is_alphabetic)?;
    let word = stamp::level(cursor.slice(level))?;
    let gap = cursor.spaces();
    if gap == 0 && !cursor.rest().is_empty() {
        return None;
    }
    let component = component(&mut cursor);
    let extent = extent(text, line, cursor.remainder());
    let mut head = Head::new(Format::SetupLog, extent, cursor.remainder());
    head.header(Header::Time, time);
    head.level = Some((word, level));
    if let Some(component) = component {
        let name = cursor.slice(component);
        if SERVICING.contains(&name) {
            // Parts of the one servicing stack; those of Setup are programs.
            head.format = Format::Cbs;
            head.fields.push((FieldKey::named("component"), component));
        } else {
            head.header(Header::Provider, component);
        }
    }
    numbers(&mut head, text);
    Some(head)
}

/// Who logged the entry: a known name, or a word in capitals in a column of its own, perhaps after `[0x0f0082]`.
fn component(cursor: &mut Cursor<'_>) -> Option<Span> {
    let mut ahead = *cursor;
    if ahead.literal("[0x").is_some() {
        ahead.until("]")?;
        ahead.spaces();
    }
    let word = ahead.run(16, |c| c.is_ascii_alphanumeric() || c == '_')?;
    let name = ahead.slice(word);
    let known = SETUP.contains(&name) || SERVICING.contains(&name);
    let gap = ahead.spaces();
    let column = gap >= 2 && name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    if !(column || known && gap > 0) {
        return None;
    }
    *cursor = ahead;
    Some(word)
}

/// The number in brackets at the end of DISM's lines: `(hr:0x800f081f)`. The others are pairs of the message:
/// `[HRESULT = 0x80004005 - E_FAIL]`, and `[gle=0x000000b7]`, what `GetLastError` held, which need not be the cause.
fn numbers(head: &mut Head, text: &str) {
    let message = &text[head.message.range()];
    let tail = message.ceil_char_boundary(message.len().saturating_sub(96));
    let Some(at) = message[tail..].rfind("(hr:") else { return };
    let start = head.message.start + tail + at + "(hr:".len();
    let length = text[start..head.message.end].bytes().take_while(u8::is_ascii_alphanumeric).count();
    if length > 2 {
        head.fields.push((FieldKey::named("hresult"), Span::new(start, start + length)));
    }
}
