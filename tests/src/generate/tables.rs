//! What PowerShell lists, exports of rows, and tables with bars.

use super::event::{Event, SID};
use super::layout::{Body, Column, Layout, Render, Shape, lines};
use kbmatch::{Format, Header};

/// The layouts.
pub const LAYOUTS: &[Layout] = &[
    list("get-winevent-list", |e, columns| listed(e, columns, Place::Last, wrapped), LIST),
    list("get-winevent-list-all", |e, columns| listed(e, columns, Place::First, wrapped), LIST_ALL),
    list("get-winevent-list-cut", |e, columns| listed(e, columns, Place::Last, cut), LIST),
    list("get-winevent-list-all-cut", |e, columns| listed(e, columns, Place::First, cut), LIST_ALL),
    rows("event-viewer-csv", |e, columns| viewer(e, columns, ','), VIEWER),
    rows("event-viewer-txt", |e, columns| viewer(e, columns, '\t'), VIEWER),
    rows("convertto-csv", converted, CONVERTED),
    Layout {
        name: "table-with-bars",
        format: Format::Table,
        shape: Shape::Table,
        body: Body::Line,
        render: Render::Own(barred),
        columns: BARRED,
    },
];

const fn list(
    name: &'static str,
    render: fn(&Event, &[Column]) -> String,
    columns: &'static [Column],
) -> Layout {
    let (format, shape, body) = (Format::PowerShell, Shape::Columns, Body::Message);
    Layout { name, format, shape, body, render: Render::Own(render), columns }
}

const fn rows(
    name: &'static str,
    render: fn(&Event, &[Column]) -> String,
    columns: &'static [Column],
) -> Layout {
    let (format, shape, body) = (Format::Csv, Shape::Table, Body::Message);
    Layout { name, format, shape, body, render: Render::Own(render), columns }
}

const TIME: Column = Column("TimeCreated", Some(Header::Time), |e| e.time.american());
const PROVIDER: Column = Column("ProviderName", Some(Header::Provider), |e| e.provider.clone());
const ID: Column = Column("Id", Some(Header::EventId), |e| e.id.to_string());
const COMPUTER: Column = Column("MachineName", Some(Header::Computer), |e| e.computer.clone());
const CHANNEL: Column = Column("LogName", Some(Header::Channel), |e| e.channel.clone());
const USER: Column = Column("UserId", Some(Header::User), |_| SID.into());
const LEVEL: Column = Column("LevelDisplayName", Some(Header::Level), |e| e.level_word().into());

const LIST: &[Column] = &[TIME, PROVIDER, ID];

const LIST_ALL: &[Column] = &[
    ID,
    Column("Version", None, |_| "0".into()),
    Column("Qualifiers", None, |_| String::new()),
    Column("Level", None, |e| e.level_number().to_string()),
    Column("Task", None, |e| e.task.to_string()),
    Column("Opcode", None, |_| "0".into()),
    Column("Keywords", None, |_| "-9223372036854775808".into()),
    Column("RecordId", None, |e| e.record.to_string()),
    PROVIDER,
    CHANNEL,
    Column("ProcessId", None, |_| "732".into()),
    COMPUTER,
    USER,
    TIME,
    Column("ContainerLog", None, |e| e.channel.to_lowercase()),
    LEVEL,
    Column("KeywordsDisplayNames", None, |_| "{}".into()),
];

/// Where a list shows the message.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    First,
    Last,
}

/// The width of PowerShell's window, but for the last cell; or a little less.
const CONSOLE: usize = 119;

/// Pieces of a line that fill a width, words cut: how PowerShell writes in most languages.
fn cut(line: &str, width: usize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut used = 0;
    for c in line.chars() {
        if used + cells(c) > width {
            pieces.push(String::new());
            used = 0;
        }
        used += cells(c);
        pieces.last_mut().expect("there is one").push(c);
    }
    pieces
}

/// Lines of words, each with the space after it: how PowerShell writes in English and five other languages. A longer word is cut.
fn wrapped(line: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in line.split_inclusive(' ') {
        let last = lines.last_mut().expect("there is one");
        if length(last) + length(word) <= width {
            last.push_str(word);
        } else if length(word) <= width {
            lines.push(word.into());
        } else {
            let whole = std::mem::take(last) + word;
            lines.pop();
            lines.extend(cut(&whole, width));
        }
    }
    lines
}

fn length(text: &str) -> usize {
    text.chars().map(cells).sum()
}

/// How many cells of the window a character takes.
fn cells(c: char) -> usize {
    if matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}') {
        2
    } else {
        1
    }
}

/// `Format-List`: names padded to the longest, further lines of a value below its first.
fn listed(event: &Event, columns: &[Column], message: Place, wrap: fn(&str, usize) -> Vec<String>) -> String {
    let width = columns.iter().map(|column| column.0.len()).max().unwrap_or_default();
    // Where a line of the message ends in the last cell, nothing tells whether the next one goes on with it.
    let tells = |room: &usize| {
        event.message().lines().all(|line| wrap(line, *room).last().is_none_or(|last| length(last) < *room))
    };
    let widest = CONSOLE - width - 3;
    let room = (1..=widest).rev().find(tells).unwrap_or(widest);
    let row = |name: &str, value: String| {
        let lines: Vec<String> = value.lines().flat_map(|line| wrap(line, room)).collect();
        format!("{name:width$} : {}", lines.join(&format!("\n{:1$}", "", width + 3)))
    };
    let rest = lines(event, columns, row);
    let message_row = row("Message", event.message());
    match message {
        Place::First => format!("\n{message_row}\n{rest}\n"),
        Place::Last => format!("\n{rest}{message_row}\n\n"),
    }
}

const VIEWER: &[Column] = &[
    Column("Level", Some(Header::Level), |e| e.level_word().into()),
    Column("Date and Time", Some(Header::Time), |e| e.time.american()),
    Column("Source", Some(Header::Provider), |e| e.provider.clone()),
    Column("Event ID", Some(Header::EventId), |e| e.id.to_string()),
    Column("Task Category", Some(Header::Task), |e| format!("({})", e.task)),
];

fn viewer(event: &Event, columns: &[Column], separator: char) -> String {
    let between = separator.to_string();
    let names: Vec<&str> = columns.iter().map(|column| column.0).collect();
    let cells = columns.iter().map(|column| (column.2)(event)).chain([event.message()]);
    let row: Vec<String> = cells.map(|cell| as_needed(&cell, separator)).collect();
    format!("{}\n{}\n", names.join(&between), row.join(&between))
}

/// A cell in quotes where it needs them.
fn as_needed(cell: &str, separator: char) -> String {
    if cell.contains([separator, '"', '\n']) { quoted(cell) } else { cell.into() }
}

fn quoted(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}

const CONVERTED: &[Column] = &[
    ID,
    Column("Version", None, |_| "0".into()),
    Column("Qualifiers", None, |_| String::new()),
    Column("Level", None, |e| e.level_number().to_string()),
    Column("RecordId", None, |e| e.record.to_string()),
    PROVIDER,
    CHANNEL,
    COMPUTER,
    USER,
    TIME,
    LEVEL,
];

fn converted(event: &Event, columns: &[Column]) -> String {
    let names = columns.iter().map(|column| quoted(column.0));
    let cells = columns.iter().map(|column| (column.2)(event));
    let cells = cells.map(|cell| if cell.is_empty() { cell } else { quoted(&cell) });
    let join = |first: String, rest: Vec<String>| format!("{first},{}\n", rest.join(","));
    join(quoted("Message"), names.collect()) + &join(quoted(&event.message()), cells.collect())
}

const BARRED: &[Column] = &[TIME, LEVEL, PROVIDER, ID, CHANNEL, COMPUTER];

/// As Markdown has it.
fn barred(event: &Event, columns: &[Column]) -> String {
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let names: Vec<String> =
        columns.iter().map(|column| column.0).chain(["Message"]).map(str::to_owned).collect();
    let rule = format!("|{}\n", "---|".repeat(names.len()));
    let cells = columns.iter().map(|column| (column.2)(event)).chain([event.line()]);
    row(names) + &rule + &row(cells.collect())
}
