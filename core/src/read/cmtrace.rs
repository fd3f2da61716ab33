//! The log of Configuration Manager's and Intune's agents, which CMTrace shows.
//!
//! `<![LOG[text]LOG]!><time="10:35:33.039-60" date="09-07-2022" component="X" context="" type="1" thread="2000" file="x.cpp:1">`:
//! the text may have brackets and line breaks; Intune writes seven decimals and no offset. Types are 1 information,
//! 2 warning, 3 error: other numbers than those of Windows' levels. The older form, `text  $$<X><date time><thread=1 (0x1)>`,
//! and lines copied from CMTrace's list, `text  X  date time  1 (0x1)`, are a line each.
//! Source: <https://learn.microsoft.com/intune/configmgr/core/support/cmtrace>.

use super::lines::{Entries, Head, Kind, lines};
use super::{Block, Builder, Layout, Spec, line_end, stamp, trimmed};
use crate::Span;
use crate::event::{Event, Extent, FieldKey, Format, Header};
use crate::report::{Note, NoteCode};
use memchr::memmem;

/// The layout as it stands in the file.
pub(super) const SPEC: Spec =
    Spec { anchors: &[OPEN, CLOSE], start: |text| Box::new(Cmtrace { text, first: true }) };

/// The older form, and the list of the viewer.
pub(super) const LINES: Spec = Spec { anchors: &["(0x"], start: |text| Box::new(Entries::new(text, Line)) };

const OPEN: &str = "<![LOG[";
const CLOSE: &str = "]LOG]!>";

/// The attributes are at most so long.
const MAX_ATTRIBUTES: usize = 2048;

struct Cmtrace<'t> {
    text: &'t str,
    /// Whether nothing was found yet: the first entry may have lost its start.
    first: bool,
}

impl Layout for Cmtrace<'_> {
    fn find(&mut self, from: usize) -> Option<usize> {
        let rest = &self.text.as_bytes()[from..];
        let open = memmem::find(rest, OPEN.as_bytes()).map(|at| from + at);
        if std::mem::replace(&mut self.first, false)
            && let Some(close) = memmem::find(rest, CLOSE.as_bytes()).map(|at| from + at)
            && open.is_none_or(|open| close < open)
        {
            let start =
                memchr::memrchr(b'\n', &rest[..close - from]).map_or(from, |newline| from + newline + 1);
            return Some(trimmed(self.text, Span::new(start, close + CLOSE.len())).start);
        }
        open
    }

    fn read(&mut self, at: usize) -> Option<Block> {
        let start = at + if self.text[at..].starts_with(OPEN) { OPEN.len() } else { 0 };
        let next = memmem::find(&self.text.as_bytes()[start..], OPEN.as_bytes());
        let limit = next.map_or(self.text.len(), |length| start + length);
        let close =
            memmem::find(&self.text.as_bytes()[start..limit], CLOSE.as_bytes()).map(|length| start + length);
        let whole = start > at;
        let message = match close {
            Some(close) => Span::new(start, close),
            None => trimmed(self.text, Span::new(start, paragraph_end(self.text, start, limit))),
        };
        if trimmed(self.text, message).is_empty() {
            return None;
        }
        let attributes = close.and_then(|close| Attributes::read(self.text, close + CLOSE.len()));
        let end = attributes.as_ref().map_or(close.map_or(message.end, |c| c + CLOSE.len()), |a| a.span.end);
        let span = trimmed(self.text, Span::new(at, end));
        let cut = !whole || attributes.as_ref().is_none_or(|a| !a.closed);
        let mut notes = Vec::new();
        if cut {
            notes.push(Note::new(NoteCode::Truncated, span, "an entry of the log is not all there"));
        }
        let extent = if cut { Extent::Fragment } else { Extent::Whole };
        Some(Block {
            end: span.end,
            events: vec![event(self.text, span, message, attributes, extent)],
            notes,
        })
    }
}

/// The end of the paragraph that starts at `start`.
fn paragraph_end(text: &str, start: usize, limit: usize) -> usize {
    let blank = lines(&text[..limit], start).find(|line| line.is_empty());
    let blank = blank.map_or(limit, |line| line.start);
    blank.clamp(line_end(text, start, limit), limit)
}

/// What stands behind the text of an entry.
struct Attributes<'t> {
    span: Span,
    values: Vec<(&'t str, Span)>,
    closed: bool,
}

impl<'t> Attributes<'t> {
    fn read(text: &'t str, at: usize) -> Option<Self> {
        let start = at + (text[at..].len() - text[at..].trim_start().len());
        let limit = text.floor_char_boundary((start + MAX_ATTRIBUTES).min(text.len()));
        text[start..limit].starts_with('<').then_some(())?;
        let mut values = Vec::new();
        let mut at = start + 1;
        loop {
            at += text[at..limit].len() - text[at..limit].trim_start().len();
            let rest = &text[at..limit];
            if rest.starts_with('>') {
                return Some(Self { span: Span::new(start, at + 1), values, closed: true });
            }
            let name_length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
            let quoted = rest[name_length..].strip_prefix("=\"").filter(|_| name_length > 0);
            let Some(quoted) = quoted else {
                return Some(Self { span: Span::new(start, at.max(start + 1)), values, closed: false });
            };
            let value = at + name_length + 2;
            let length = quoted.find(['"', '\n']);
            let end = value + length.unwrap_or(quoted.len());
            let is_closed = length.is_some_and(|length| quoted[length..].starts_with('"'));
            if is_closed {
                values.push((&rest[..name_length], Span::new(value, end)));
            } else {
                // What is left of a value that was cut is no value.
                return Some(Self { span: Span::new(start, end), values, closed: false });
            }
            at = end + 1;
        }
    }

    fn get(&self, name: &str) -> Option<Span> {
        self.values.iter().find(|(found, span)| *found == name && !span.is_empty()).map(|(_, span)| *span)
    }
}

fn event(text: &str, span: Span, message: Span, attributes: Option<Attributes<'_>>, extent: Extent) -> Event {
    let mut builder = Builder::new(text, span.start);
    let message = trimmed(text, message);
    if !message.is_empty() {
        let range = builder.copy(message);
        builder.message(range);
        builder.end_line();
    }
    if let Some(attributes) = attributes {
        put_attributes(&mut builder, &attributes);
    }
    builder.build(Format::Cmtrace, span, extent)
}

fn put_attributes(builder: &mut Builder<'_>, attributes: &Attributes<'_>) {
    let time =
        attributes.get("time").zip(attributes.get("date")).filter(|(time, date)| time.end < date.start);
    let text = builder.input();
    for (name, span) in &attributes.values {
        if span.is_empty() || (time.is_some() && *name == "date") {
            continue;
        }
        builder.insert(name);
        builder.insert(": ");
        let (key, range) = match (*name, time) {
            // The date stands behind the time; they are one value.
            ("time", Some((time, date))) => {
                let both = format!("{} {}", &text[date.range()], &text[time.range()]);
                (FieldKey::Header(Header::Time), builder.replace(&both, Span::new(time.start, date.end)))
            }
            ("component", _) => (FieldKey::Header(Header::Provider), builder.copy(*span)),
            ("type", _) => match level(&text[span.range()]) {
                Some(level) => (FieldKey::Header(Header::Level), builder.replace(level, *span)),
                None => (FieldKey::named(name), builder.copy(*span)),
            },
            _ => (FieldKey::named(name), builder.copy(*span)),
        };
        builder.field(key, range);
        builder.insert("\n");
    }
}

fn level(kind: &str) -> Option<&'static str> {
    match kind {
        "0" | "1" => Some("Information"),
        "2" => Some("Warning"),
        "3" => Some("Error"),
        _ => None,
    }
}

/// A line of the older form or of the viewer's list.
struct Line;

impl Kind for Line {
    fn head(&mut self, text: &str, line: Span) -> Option<Head> {
        let slice = &text[line.range()];
        if !slice.ends_with([')', '>']) {
            return None;
        }
        old_form(slice, line.start).or_else(|| list_form(slice, line.start))
    }
}

/// `text  $$<component><01-02-2026 03:04:05.123-60><thread=4660 (0x1234)>`
fn old_form(line: &str, offset: usize) -> Option<Head> {
    let mark = line.find("$$<")?;
    let mut parts = line[mark + 2..].split('>').map(|part| part.strip_prefix('<').unwrap_or(part));
    let (component, time) = (parts.next()?, parts.next()?);
    let thread = parts.next()?.strip_prefix("thread=")?;
    stamp::date(time)?;
    Some(head(line, offset, &line[..mark], [component, time, thread]))
}

/// `text<TAB>component<TAB>1/2/2026 3:04:05 PM<TAB>4660 (0x1234)`; tabs may have become spaces.
fn list_form(line: &str, offset: usize) -> Option<Head> {
    let open = line.rfind(" (0x")?;
    let hex = line[open + 4..].strip_suffix(')')?;
    (hex.len() <= 8 && hex.bytes().all(|b| b.is_ascii_hexdigit())).then_some(())?;
    let digits = line[..open].bytes().rev().take_while(u8::is_ascii_digit).count();
    let thread = &line[open - digits..];
    let before = line[..open - digits].trim_end();
    let (time, rest) = time_at_end(before)?;
    let rest = rest.trim_end();
    let component_start = rest.rfind([' ', '\t']).map_or(0, |space| space + 1);
    let component = &rest[component_start..];
    (digits > 0 && !component.is_empty())
        .then(|| head(line, offset, &rest[..component_start], [component, time, thread]))
}

/// The time at the end of a text, and what stands before it.
fn time_at_end(text: &str) -> Option<(&str, &str)> {
    let near = text.ceil_char_boundary(text.len().saturating_sub(40));
    let starts = text[near..].char_indices().map(|(at, _)| near + at);
    let start = starts.filter(|at| text[..*at].ends_with([' ', '\t'])).find(|at| {
        stamp::at_start(&text[*at..]).is_some_and(|stamp| {
            // CMTrace glues the bias to the time: `+300`.
            stamp.dated && text[*at + stamp.len..].chars().all(|c| c.is_ascii_digit() || "+-".contains(c))
        })
    })?;
    Some((&text[start..], &text[..start]))
}

fn head(line: &str, offset: usize, message: &str, [component, time, thread]: [&str; 3]) -> Head {
    let place = |piece: &str| {
        super::span_of(line, piece)
            .map_or(Span::new(offset, offset), |s| Span::new(s.start + offset, s.end + offset))
    };
    let mut head = Head::new(Format::Cmtrace, Extent::Whole, place(message.trim()));
    head.header(Header::Provider, place(component.trim()));
    head.header(Header::Time, place(time.trim()));
    // `4660 (0x1234)` is one number twice.
    let decimal = thread.split(" (").next().unwrap_or(thread).trim();
    head.fields.push((FieldKey::named("thread"), place(decimal)));
    head.skip =
        Some(Span::new(place(decimal).end, place(thread.trim_end()).end)).filter(|span| !span.is_empty());
    head
}
