//! The access logs of Apache and nginx: `host - user [02/Jan/2026:03:04:05 +0000] "GET / HTTP/1.1" 200 5 "referer" "agent"`.
//!
//! Source: the common and combined formats, <https://httpd.apache.org/docs/2.4/logs.html#accesslog>.

use super::super::lines::{Cursor, Entries, Head, Kind};
use super::super::{Spec, stamp};
use crate::Span;
use crate::event::{Extent, FieldKey, Format, Header};

/// The layout.
pub(in crate::read) const SPEC: Spec =
    Spec { anchors: &["] \""], start: |text| Box::new(Entries::new(text, Access)) };

struct Access;

impl Kind for Access {
    fn head(&mut self, text: &str, line: Span) -> Option<Head> {
        let mut cursor = Cursor::new(text, line);
        let client = cursor.word()?;
        let mut words = [client; 2];
        for word in &mut words {
            cursor.spaces();
            *word = cursor.word()?;
        }
        cursor.spaces();
        cursor.literal("[")?;
        let found = stamp::at_start(cursor.rest()).filter(|stamp| stamp.dated)?;
        let time = cursor.take(found.len);
        cursor.literal("] \"")?;
        let request = cursor.until("\" ")?;
        let status = cursor.run(3, |c| c.is_ascii_digit())?;
        cursor.spaces();
        let size = cursor.word()?;
        let mut head = Head::new(Format::Log, Extent::Whole, request);
        head.fields.push((FieldKey::named("client"), client));
        head.fields.push((FieldKey::named("user"), words[1]));
        head.header(Header::Time, time);
        head.fields.push((FieldKey::named("status"), status));
        head.fields.push((FieldKey::named("size"), size));
        for name in ["referer", "user agent"] {
            cursor.spaces();
            if cursor.literal("\"").is_some()
                && let Some(value) = cursor.until("\"")
            {
                head.fields.push((FieldKey::named(name), value));
            }
        }
        if cursor.slice(request) == "-" {
            head.message.end = head.message.start;
        }
        head.fields.retain(|(_, span)| !matches!(cursor.slice(*span), "-" | ""));
        Some(head)
    }
}
