//! What `psloglist` prints:
//!
//! ```text
//! [8932] Contoso-Sync
//!    Type:     ERROR
//!    Computer: LT-1
//!    Time:     3/7/2026 8:02:57 PM   ID:       4021
//!    User:     CONTOSO\ada
//! The folder was not read.
//! ```
//!
//! A blank line ends a record. The log is named once, above the first one: `System log on \\LT-1:`. Source:
//! <https://learn.microsoft.com/sysinternals/downloads/psloglist>.

use super::lines::{Cursor, Entries, Head, Kind, extent, lines};
use super::plain::is_fence;
use super::{Spec, columns, stamp, trimmed};
use crate::Span;
use crate::event::{Extent, Format, Header};

/// The layout.
pub(super) const SPEC: Spec =
    Spec { anchors: &["   id:   "], start: |text| Box::new(Entries::new(text, PsLogList)) };

struct PsLogList;

/// A record has so many lines with labels at most, and so many of message.
const MAX_LABELS: usize = 6;
const MAX_LINES: usize = 64;

impl Kind for PsLogList {
    fn head(&mut self, text: &str, line: Span) -> Option<Head> {
        let mut cursor = Cursor::new(text, line);
        cursor.literal("[")?;
        cursor.run(10, |c| c.is_ascii_digit())?;
        cursor.literal("] ")?;
        let mut head = Head::new(Format::WindowsNt, Extent::Whole, Span::new(line.end, line.end));
        head.header(Header::Provider, cursor.remainder());
        let (mut end, mut has_id) = (line.end, false);
        for labelled in lines(text, line.end).take(MAX_LABELS) {
            let Some(with_id) = add_label(&mut head, text, labelled) else { break };
            has_id |= with_id;
            end = labelled.end;
        }
        let goes_on = |line: &Span| !line.is_empty() && !is_fence(&text[line.range()]);
        let mut below = lines(text, end).take(MAX_LINES).take_while(goes_on);
        let first = below.next().unwrap_or(Span::new(end, end));
        let end = below.last().map_or(first.end, |last| last.end);
        head.message = Span::new(first.start, end);
        head.extent = extent(text, line, head.message);
        head.end = Some(end);
        has_id.then_some(head)
    }
}

/// Adds what a line with a label says; whether it has the number. `None` for a line without a label.
fn add_label(head: &mut Head, text: &str, line: Span) -> Option<bool> {
    let mut cursor = Cursor::new(text, line);
    let name = cursor.until(":")?;
    cursor.spaces();
    let value = cursor.remainder();
    match cursor.slice(name) {
        "Type" => match stamp::level(cursor.slice(value)) {
            Some(level) => head.level = Some((level, value)),
            None => head.header(Header::Keywords, value),
        },
        "Computer" => head.header(Header::Computer, value),
        "User" => head.header(Header::User, value),
        "Category" => head.header(Header::Task, value),
        "Time" => {
            let time = trimmed(text, cursor.until("   ID:")?);
            cursor.spaces();
            let id =
                cursor.run(10, |c| c.is_ascii_digit()).filter(|_| columns::is_time(cursor.slice(time)))?;
            head.header(Header::Time, time);
            head.header(Header::EventId, id);
            return Some(true);
        }
        _ => return None,
    }
    Some(false)
}
