//! The event lists in the reports of the tools that help forums ask for:
//!
//! ```text
//! Error: (03/07/2026 08:02:57 PM) (Source: Contoso-Sync) (EventID: 4021) (User: )
//! Description: The folder was not read.
//!
//! Error - 3/7/2026 8:02:57 PM | Computer Name = LT-1 | Source = Contoso-Sync | ID = 4021
//! Description = The folder was not read.
//!
//! 3/7/2026 8:02:57 PM, error: Contoso-Sync [4021]  - The folder was not read.
//! ```
//!
//! The first is FRST's and MiniToolBox's, the second OTL's, the third that of DDS. Descriptions go on up to a blank line.
//! Source: such reports; <https://www.geekstogo.com/forum/topic/335081-frst-tutorial-how-to-use-farbar-recovery-scan-tool/>
//! describes FRST's.

use super::lines::{Cursor, Entries, Head, Kind, extent, lines};
use super::plain::is_fence;
use super::{Spec, columns, stamp, trimmed};
use crate::Span;
use crate::event::{Extent, Format, Header};

/// The layout.
pub(super) const SPEC: Spec = Spec {
    anchors: &[") (eventid: ", " | id = ", "]  - "],
    start: |text| Box::new(Entries::new(text, RepairTools)),
};

struct RepairTools;

/// A description has at most so many lines.
const MAX_LINES: usize = 64;

/// Whether an entry begins with `line`.
pub(super) fn begins(text: &str, line: Span) -> bool {
    first(text, line).is_some()
}

impl Kind for RepairTools {
    fn head(&mut self, text: &str, line: Span) -> Option<Head> {
        let (mut head, label) = first(text, line)?;
        if let Some(label) = label {
            describe(&mut head, text, line, label);
        }
        head.extent = extent(text, line, head.message);
        Some(head)
    }
}

/// What the first line of an entry says, and what stands before the description in the next one.
fn first(text: &str, line: Span) -> Option<(Head, Option<&'static str>)> {
    let cursor = Cursor::new(text, line);
    frst(cursor)
        .map(|head| (head, Some("Description:")))
        .or_else(|| otl(cursor).map(|head| (head, Some("Description ="))))
        .or_else(|| dds(cursor).map(|head| (head, None)))
}

fn frst(mut cursor: Cursor<'_>) -> Option<Head> {
    let level = level(&mut cursor)?;
    cursor.literal(": (")?;
    let time = cursor.until(") (Source: ")?;
    let source = cursor.until(") (EventID: ")?;
    let id = cursor.until(")")?;
    cursor.spaces();
    let user = cursor.literal("(User: ").and_then(|()| cursor.until(")"));
    let mut head =
        entry(&cursor, level, [(Header::Time, time), (Header::Provider, source), (Header::EventId, id)])?;
    head.header(
        Header::User,
        user.map_or(Span::new(cursor.end, cursor.end), |user| trimmed(cursor.text(), user)),
    );
    Some(head)
}

fn otl(mut cursor: Cursor<'_>) -> Option<Head> {
    let level = level(&mut cursor)?;
    cursor.literal(" - ")?;
    let time = cursor.until(" | Computer Name = ")?;
    let computer = cursor.until(" | Source = ")?;
    let source = cursor.until(" | ID = ")?;
    let id = cursor.run(10, |c| c.is_ascii_digit())?;
    let mut head =
        entry(&cursor, level, [(Header::Time, time), (Header::Provider, source), (Header::EventId, id)])?;
    head.header(Header::Computer, trimmed(cursor.text(), computer));
    Some(head)
}

fn dds(mut cursor: Cursor<'_>) -> Option<Head> {
    if !cursor.rest().starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let time = cursor.until(", ")?;
    let level = level(&mut cursor)?;
    cursor.literal(": ")?;
    let source = cursor.until(" [")?;
    let id = cursor.until("]  - ")?;
    entry(&cursor, level, [(Header::Time, time), (Header::Provider, source), (Header::EventId, id)])
}

/// The level at the start of a line, as everybody spells it, and where it stands.
fn level(cursor: &mut Cursor<'_>) -> Option<(&'static str, Span)> {
    let word = cursor.run(16, |c| c.is_ascii_alphabetic())?;
    Some((stamp::level(cursor.slice(word))?, word))
}

/// An entry with these fields, if they can be what they are said to be; its message is the rest of the line.
fn entry(cursor: &Cursor<'_>, level: (&'static str, Span), fields: [(Header, Span); 3]) -> Option<Head> {
    let [(_, time), _, (_, id)] = fields;
    if !columns::is_time(cursor.slice(time).trim()) || !columns::is_id(cursor.slice(id)) {
        return None;
    }
    let mut head = Head::new(Format::Properties, Extent::Whole, cursor.remainder());
    head.level = Some(level);
    for (header, span) in fields {
        head.header(header, trimmed(cursor.text(), span));
    }
    Some(head)
}

/// Adds the description below the first line.
fn describe(head: &mut Head, text: &str, line: Span, label: &str) {
    let mut below = lines(text, line.end).take(MAX_LINES);
    let Some(first) = below.next().filter(|first| text[first.range()].starts_with(label)) else {
        head.message = Span::new(line.end, line.end);
        return;
    };
    let goes_on = |line: &Span| !line.is_empty() && !is_fence(&text[line.range()]) && !begins(text, *line);
    let end = below.take_while(goes_on).last().map_or(first.end, |last| last.end);
    head.message = Span::new(first.start + label.len(), end);
    head.end = Some(end);
}
