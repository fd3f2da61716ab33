//! Lists: `Key : value` lines with the colons in one column.

use super::table::LOG_NAME;
use super::wrap::{self, Console, Part};
use super::{Line, next_line};
use crate::Span;
use crate::event::{Extent, Format, Header};
use crate::read::columns::{self, Column};
use crate::read::opening;
use crate::read::plain::is_fence;
use crate::read::{Block, Builder, MAX_EVENT, trimmed};
use crate::report::{Note, NoteCode};
use std::ops::Range;

/// A key is at most this long, with the spaces after it.
const MAX_KEY: usize = 64;

/// A list has so many properties at most.
const MAX_PROPERTIES: usize = 128;

/// Where a value lost its indent, its end is looked for in so many lines.
const MAX_LOST: usize = 64;

/// A `Key : value` line.
struct KeyLine {
    name: Span,
    /// The cell of its colon.
    column: usize,
    /// The cells before its name.
    indent: usize,
    value: Span,
    /// Whether a space stands before the colon, as PowerShell always prints it.
    spaced: bool,
}

impl KeyLine {
    fn read(text: &str, line: Line) -> Option<Self> {
        let content = line.text(text);
        let head = &content[..content.floor_char_boundary(MAX_KEY + super::MAX_INDENT)];
        let colon = head.find(':')?;
        if !content[colon + 1..].chars().next().is_none_or(char::is_whitespace) {
            return None;
        }
        let before = &content[..colon];
        let name = before.trim();
        let plain = name.chars().all(|c| c.is_alphanumeric() || " _-.()#@".contains(c));
        if !plain || !name.starts_with(|c: char| c.is_alphabetic() || c == '@') || name.len() > MAX_KEY {
            return None;
        }
        Some(Self {
            name: trimmed(text, Span::new(line.start, line.start + colon)),
            column: line.column(text) + wrap::cells(before),
            indent: line.column(text) + before.len() - before.trim_start().len(),
            value: Span::new(line.start + colon + 1, line.end),
            spaced: before.ends_with([' ', '\t']),
        })
    }
}

/// Whether a list may begin with a line: cheap, for almost every line is none.
pub(super) fn may_begin(content: &str) -> bool {
    let head = &content[..content.floor_char_boundary(MAX_KEY)];
    let Some(colon) = head.find(':') else { return false };
    let name = head[..colon].trim_end();
    let spaced = name.len() < colon;
    let named = name.starts_with(char::is_alphabetic) && (spaced || !name.contains(' '));
    named && (spaced || is_dotnet_name(name) || name.eq_ignore_ascii_case(EVENT_ID))
}

/// Rules for detection have this name too; so a list that begins with it must have one of .NET's names as well.
const EVENT_ID: &str = "EventID";

/// Names that are not found in other lists, so that no space is needed before the colon.
fn is_dotnet_name(name: &str) -> bool {
    ["TimeCreated", "ProviderName", "LogName", "LevelDisplayName", "InstanceId", "EntryType", "TimeGenerated"]
        .iter()
        .any(|known| name.eq_ignore_ascii_case(known))
}

struct Property {
    column: Column,
    name: Span,
    parts: Vec<Part>,
}

/// A list that was read, of an event or not.
pub(super) struct List {
    properties: Vec<Property>,
    /// Whether lines without words still have the spaces that PowerShell prints.
    keeps_spaces: bool,
    /// After its last line.
    pub end: usize,
}

impl List {
    /// Reads the list that begins at `at`.
    pub(super) fn read(text: &str, at: usize) -> Self {
        let mut list = Self { properties: Vec::new(), keeps_spaces: false, end: at };
        let Some(first) = KeyLine::read(text, Line::at(text, at)) else {
            list.end = Line::at(text, at).next;
            return list;
        };
        let shape = Shape::of(text, &first, Line::at(text, at));
        let most = at.saturating_add(MAX_EVENT);
        let mut place = at;
        while place < most {
            let Some(line) = next_line(text, place) else { break };
            let blank = line.start > place;
            list.keeps_spaces |= text[place..line.start].contains(' ');
            match KeyLine::read(text, line).filter(|key| shape.has(text, key)) {
                Some(key) if shape.is_cut && key.name.start == shape.first => {}
                Some(key) if list.takes(text, &key, blank) => list.add(text, &key),
                Some(_) => break,
                None if blank && opening::begins(text, line.start) => break,
                None if shape.goes_on(text, line, blank) => list.extend(text, line, &shape, blank),
                None => break,
            }
            place = line.next;
            list.end = place;
        }
        list
    }

    /// Whether a key belongs to this list and does not begin the next one.
    fn takes(&self, text: &str, key: &KeyLine, blank: bool) -> bool {
        let name = &text[key.name.range()];
        let seen = self.properties.iter().any(|property| property.column.name == name);
        let needed = [Header::EventId, Header::Message, Header::Provider];
        let complete = blank && needed.iter().all(|&header| self.has(header));
        !seen && !complete && self.properties.len() < MAX_PROPERTIES
    }

    fn has(&self, header: Header) -> bool {
        self.properties.iter().any(|property| property.column.header() == Some(header))
    }

    fn add(&mut self, text: &str, key: &KeyLine) {
        let value = &text[key.value.range()];
        let start = key.value.start + usize::from(value.starts_with(' '));
        let span = Span::new(start, (key.value.start + value.trim_end().len()).max(start));
        let end = key.column + 2 + wrap::cells(&text[span.range()]);
        let column = Column::new(&text[key.name.range()]);
        self.keeps_spaces |= value == " ";
        self.properties.push(Property { column, name: key.name, parts: vec![Part { span, end }] });
    }

    /// Appends a line to the last value.
    fn extend(&mut self, text: &str, line: Line, shape: &Shape, blank: bool) {
        let Some(last) = self.properties.last_mut() else { return };
        let content = line.text(text);
        let indent = content.bytes().take_while(|&byte| byte == b' ').count().min(shape.column + 2);
        let start = line.start + indent;
        let span = Span::new(start, (line.start + content.trim_end().len()).max(start));
        if blank {
            last.parts.push(Part { span: Span::new(start, start), end: 0 });
        }
        last.parts.push(Part { span, end: indent + wrap::cells(&text[span.range()]) });
    }

    /// Whether the list has as many properties as no message has of lines that look so.
    pub(super) fn is_long(&self) -> bool {
        self.properties.len() > 2
    }

    /// Whether this is a list of an event's properties.
    pub(super) fn is_event(&self, text: &str) -> bool {
        let value = |at: usize| text[self.properties[at].parts[0].span.range()].trim();
        let is_rule = self.properties.first().is_some_and(|first| {
            first.column.name.eq_ignore_ascii_case(EVENT_ID) && text[first.name.end..].starts_with(':')
        });
        if is_rule && !self.properties.iter().any(|property| is_dotnet_name(&property.column.name)) {
            return false;
        }
        let columns: Vec<Column> = self.properties.iter().map(|property| property.column.clone()).collect();
        let telling = columns.iter().filter(|column| column.is_telling()).count();
        let id =
            columns::best(&columns, Header::EventId, |at| columns::is_id(value(at).trim_start_matches('-')));
        let origin = [Header::Provider, Header::Channel, Header::Time, Header::Level];
        let mut others =
            origin.iter().filter_map(|&header| columns::best(&columns, header, |at| !value(at).is_empty()));
        match id {
            Some(id) => {
                let named = columns[id].is_telling();
                others.clone().next().is_some() && telling > usize::from(named)
                    || named && others.next().is_some() && columns.len() > 2
            }
            None => telling >= 2 && others.any(|at| columns[at].is_telling() && is_source(&columns[at])),
        }
    }

    /// The event, which begins at `at`: with the command above it, which may name its log.
    pub(super) fn block(&self, text: &str, at: usize, log: Option<Span>) -> Block {
        let parts: Vec<&[Part]> = self.properties.iter().map(|property| &*property.parts).collect();
        let console = Console::of_values(text, &parts, self.keeps_spaces);
        let mut builder = Builder::new(text, at);
        let mut columns = Vec::with_capacity(self.properties.len());
        let mut values: Vec<Range<usize>> = Vec::with_capacity(self.properties.len());
        if let Some(log) = log.filter(|_| !self.has(Header::Channel)) {
            builder.insert(&format!("{LOG_NAME} : "));
            values.push(builder.copy(log));
            builder.end_line();
            columns.push(Column::new(LOG_NAME));
        }
        let span = trimmed(text, Span::new(at, self.end));
        for property in &self.properties {
            // Blanks after the last colon, with no value behind them, are not the event's.
            let value = property.parts[0].span.start.min(span.end);
            builder.copy(Span::new(property.name.start, value));
            values.push(wrap::join(text, &property.parts, console).write(&mut builder));
            builder.end_line();
            columns.push(property.column.clone());
        }
        columns::add_fields(&mut builder, &columns, &values);
        let cut = self.is_cut();
        let extent = if cut { Extent::Fragment } else { columns::extent(builder.header(Header::Message)) };
        let note =
            cut.then(|| Note::new(NoteCode::Truncated, span, "the list stops before the event's source"));
        Block {
            end: self.end,
            events: vec![builder.build(Format::PowerShell, span, extent)],
            notes: note.into_iter().collect(),
        }
    }

    /// Whether the list stops inside a message: `Get-EventLog` shows the source after it.
    fn is_cut(&self) -> bool {
        let is = |property: &Property, name: &str| property.column.name.eq_ignore_ascii_case(name);
        let message_last = self.properties.last().is_some_and(|last| is(last, "Message"));
        message_last
            && !self.has(Header::Provider)
            && self.properties.iter().any(|property| is(property, "EntryType"))
    }
}

fn is_source(column: &Column) -> bool {
    matches!(column.header(), Some(Header::Provider | Header::Channel))
}

/// How the lines of a list are set.
struct Shape {
    /// Where the first name stands: a property, wherever its colon is.
    first: usize,
    /// Whether only the end of that name is there.
    is_cut: bool,
    /// The cell of the first colon.
    column: usize,
    /// Whether all colons stand there. In pastes that lost their spaces they do not.
    aligned: bool,
    spaced: bool,
}

impl Shape {
    fn of(text: &str, first: &KeyLine, line: Line) -> Self {
        let below = |line: Line| {
            let next = next_line(text, line.next)?;
            Some((KeyLine::read(text, next)?, next))
        };
        let second = below(line);
        let third = second.as_ref().and_then(|(_, line)| below(*line)).map(|(key, _)| key);
        let second = second.map(|(key, _)| key);
        let column = match (&second, third) {
            (Some(second), Some(third)) if second.column == third.column && second.spaced => second.column,
            _ => first.column,
        };
        let aligned = second.as_ref().is_none_or(|second| second.column == column);
        // The text may begin in the middle of the first name, which is another one then.
        let begins = text[..line.start].trim().is_empty() && column > first.column;
        let is_cut = begins && second.is_some_and(|second| second.indent == 0);
        Self {
            first: first.name.start,
            is_cut,
            column,
            aligned: aligned && first.spaced,
            spaced: first.spaced,
        }
    }

    /// Whether a line is one of the list's properties, not of its message.
    fn has(&self, text: &str, key: &KeyLine) -> bool {
        if self.aligned {
            return key.spaced && (key.column == self.column || key.name.start == self.first);
        }
        key.spaced == self.spaced && columns::property(&text[key.name.range()]).is_some()
            || key.spaced && key.column == self.column
    }

    /// Whether a line that is no property belongs to the value before it.
    fn goes_on(&self, text: &str, line: Line, blank: bool) -> bool {
        let content = line.text(text);
        let indent = content.len() - content.trim_start_matches([' ', '\t']).len();
        if self.spaced && indent > self.column {
            return true;
        }
        !blank && !is_fence(content) && !is_prompt(content) && self.comes_back(text, line)
    }

    /// Whether a property of the list stands in the lines after one that lost its indent.
    fn comes_back(&self, text: &str, line: Line) -> bool {
        let mut at = line.next;
        for _ in 0..MAX_LOST {
            if at >= text.len() || at - line.start > MAX_LOST * MAX_LOST {
                return false;
            }
            let next = Line::at(text, at);
            if next.is_blank(text) || is_fence(next.text(text)) || is_prompt(next.text(text)) {
                return false;
            }
            if KeyLine::read(text, next).is_some_and(|key| self.has(text, &key)) {
                return true;
            }
            at = next.next;
        }
        false
    }
}

/// Whether a line is a command that somebody typed.
fn is_prompt(line: &str) -> bool {
    line.starts_with("PS ") && line.contains('>') || line.starts_with("C:\\")
}
