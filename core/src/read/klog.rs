//! Kubernetes' log lines: `E0102 03:04:05.678901       1 controller.go:114] text err="..." key="value"`.
//!
//! Severity and date, time, thread, file and line, then the text, which in structured logs is in quotes and has pairs
//! after it. Source: <https://github.com/kubernetes/klog>,
//! <https://kubernetes.io/docs/concepts/cluster-administration/system-logs/>.

use super::lines::{Cursor, Entries, Head, Kind, extent};
use super::pairs::pairs;
use super::{Spec, stamp};
use crate::Span;
use crate::event::{FieldKey, Format, Header};

/// The layout.
pub(super) const SPEC: Spec = Spec { anchors: &["] "], start: |text| Box::new(Entries::new(text, Klog)) };

struct Klog;

/// Whether an entry begins with `line`.
pub(super) fn begins(text: &str, line: Span) -> bool {
    Klog.head(text, line).is_some()
}

impl Kind for Klog {
    fn head(&mut self, text: &str, line: Span) -> Option<Head> {
        let mut cursor = Cursor::new(text, line);
        let level = match cursor.rest().bytes().next()? {
            b'E' => "Error",
            b'F' => "Critical",
            b'W' => "Warning",
            b'I' => "Information",
            _ => return None,
        };
        let severity = cursor.take(1);
        let date = cursor.run(4, |c| c.is_ascii_digit()).filter(|date| date.len() == 4)?;
        cursor.spaces();
        let clock = stamp::at_start(cursor.rest()).filter(|stamp| !stamp.dated)?;
        let time = Span::new(date.start, cursor.take(clock.len).end);
        cursor.spaces();
        let thread = cursor.run(10, |c| c.is_ascii_digit())?;
        (cursor.spaces() > 0).then_some(())?;
        let source = cursor.until("]").filter(|source| cursor.slice(*source).contains(':'))?;
        let mut head = Head::new(Format::Klog, extent(text, line, cursor.remainder()), cursor.remainder());
        head.level = Some((level, severity));
        head.header(Header::Time, time);
        head.fields.push((FieldKey::named("thread"), thread));
        head.fields.push((FieldKey::named("source"), source));
        structured(text, &mut head);
        Some(head)
    }
}

/// `"text" key="value"`: the message is what stands in quotes, and pairs come after it.
fn structured(text: &str, head: &mut Head) {
    let message = head.message;
    let Some(quoted) = text[message.range()].strip_prefix('"') else { return };
    let Some(length) = quoted.find("\" ").or_else(|| quoted.strip_suffix('"').map(str::len)) else { return };
    head.message = Span::new(message.start + 1, message.start + 1 + length);
    let (pairs, _) = pairs(text, head.message.end + 1, message.end);
    let pairs = pairs.into_iter().filter(|pair| !pair.value.is_empty());
    head.fields.extend(pairs.map(|pair| (FieldKey::named(pair.key), pair.value)));
}
