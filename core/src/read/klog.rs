//! Kubernetes' log lines: `E0102 03:04:05.678901       1 controller.go:114] text err="..." key="value"`.
//!
//! Severity and date, time, thread, file and line, then the text, which in structured logs is in quotes and has pairs
//! after it. Source: <https://github.com/kubernetes/klog>,
//! <https://kubernetes.io/docs/concepts/cluster-administration/system-logs/>.

use super::lines::{Cursor, Entries, Head, Kind};
use super::pairs::pairs;
use super::{Spec, stamp};
use crate::Span;
use crate::event::{Extent, FieldKey, Format, Header};

/// The layout.
pub(super) const SPEC: Spec = Spec {
    anchors: &["] "],
    start: |text| Box::new(Entries::new(text, Klog)),
};

struct Klog;

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
        let mut head = Head::new(Format::Klog, Extent::Whole, cursor.remainder());
        head.level = Some((level, severity));
        head.header(Header::Time, time);
        head.fields.push((FieldKey::named("thread"), thread));
        head.fields.push((FieldKey::named("source"), source));
        structured(text, &mut head);
        Some(head)
    }
}

/// `"text" key="value"`: the pairs after a text in quotes.
fn structured(text: &str, head: &mut Head) {
    let message = &text[head.message.range()];
    let quoted = if message.starts_with('"') { message[1..].find("\" ") } else { None };
    let plain = || message.find("=\"").and_then(|equals| message[..equals].rfind(' '));
    let Some(start) = quoted.map(|length| length + 2).or_else(plain) else { return };
    let (pairs, _) = pairs(text, head.message.start + start, head.message.end);
    let pairs = pairs.into_iter().filter(|pair| !pair.value.is_empty());
    head.fields.extend(pairs.map(|pair| (FieldKey::named(pair.key), pair.value)));
}
