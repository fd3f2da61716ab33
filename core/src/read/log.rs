//! Lines of applications' logs, of whatever kind, that begin with a time.
//!
//! Level and logger are read where the pattern leaves no doubt: those of Log4j and Logback, Python's `logging`, Serilog, NLog,
//! Spring Boot, `java.util.logging` (two lines an entry), Apache's and nginx's error logs, PostgreSQL, MySQL; SQL Server's
//! `ERRORLOG` has an error's number in a line of its own. A date in prose is no log: it takes a level, or two lines.
//! Sources: <https://logging.apache.org/log4j/2.x/manual/pattern-layout.html>,
//! <https://github.com/serilog/serilog/wiki/Formatting-Output>, <https://httpd.apache.org/docs/2.4/mod/core.html#errorlogformat>,
//! <https://learn.microsoft.com/sql/relational-databases/logs/view-offline-log-files>.

mod access;
mod prelude;
mod w3c;

pub(super) use access::SPEC as ACCESS;
pub(super) use w3c::SPEC as W3C;

use super::lines::{Cursor, Entries, Entry, Head, Kind, lines, wraps_event};
use super::{Spec, line_end, stamp};
use crate::Span;
use crate::event::{Extent, FieldKey, Format, Header};

/// The layout. Every line of it has a colon between digits.
pub(super) const SPEC: Spec =
    Spec { anchors: &[":0", ":1", ":2", ":3", ":4", ":5"], start: |text| Box::new(Entries::new(text, Log)) };

struct Log;

impl Kind for Log {
    fn head(&mut self, text: &str, line: Span) -> Option<Head> {
        let slice = &text[line.range()];
        let first = slice.bytes().next()?;
        if !(first.is_ascii_alphanumeric() || first == b'[' || first == b'(') {
            return None;
        }
        let mut cursor = Cursor::new(text, line);
        let time = time(&mut cursor)?;
        if wraps_event(slice) || cursor.remainder().is_empty() || cursor.rest().starts_with([',', ';']) {
            return None;
        }
        let clock = text[time.range()].bytes().filter(|b| *b == b':').count();
        sql_server(text, line, time, cursor)
            .or_else(|| java(text, line, time, cursor))
            .or_else(|| prelude::read(time, cursor))
            // Listings of files have times without seconds, tables have tabs.
            .or_else(|| plain(time, cursor).filter(|_| clock >= 2))
    }

    fn is_log(&self, entries: &[Entry]) -> bool {
        entries.len() > 1
            || entries.iter().any(|entry| entry.head.level.is_some() || entry.head.extent == Extent::Whole)
    }
}

/// The time at the start of the line, in brackets or not. The cursor is behind it.
fn time(cursor: &mut Cursor<'_>) -> Option<Span> {
    let rest = cursor.rest();
    if let Some((range, end)) = stamp::bracketed(rest) {
        let time = Span::new(cursor.at + range.start, cursor.at + range.end);
        cursor.at += end;
        return Some(time);
    }
    // `[03:04:05 ERR]`, `[2026-01-02T03:04:05Z ERROR app]`: the bracket closes behind the level.
    let open = usize::from(rest.starts_with('['));
    let found = stamp::at_start(&rest[open..])?;
    cursor.at += open;
    Some(cursor.take(found.len))
}

/// A line with a time and nothing else that is known.
fn plain(time: Span, mut cursor: Cursor<'_>) -> Option<Head> {
    let opened = cursor.text()[..time.start].ends_with('[');
    if opened && !cursor.slice(Span::new(time.end, cursor.at)).ends_with(']') {
        return None;
    }
    let spaces = cursor.spaces();
    let _ = cursor.literal("- ").or_else(|| cursor.literal(": ")).or_else(|| cursor.literal("| "));
    if spaces == 0
        || cursor.slice(Span::new(time.end, cursor.at)).contains('\t')
        || !is_dated(cursor.slice(time))
    {
        return None;
    }
    let mut head = Head::new(Format::Log, Extent::Fragment, cursor.remainder());
    head.header(Header::Time, time);
    Some(head)
}

fn is_dated(time: &str) -> bool {
    stamp::at_start(time).is_some_and(|stamp| stamp.dated)
}

/// `2026-01-02 03:04:05.12 spid5s      Error: 18456, Severity: 14, State: 8.`, and the line that says what it is.
fn sql_server(text: &str, line: Span, time: Span, mut cursor: Cursor<'_>) -> Option<Head> {
    (time.start == line.start && cursor.spaces() > 0).then_some(())?;
    let source = cursor.word()?;
    let name = cursor.slice(source);
    let spid = name.strip_prefix("spid").is_some_and(|n| n.starts_with(|c: char| c.is_ascii_digit()));
    if !(spid || matches!(name, "Logon" | "Server" | "Backup")) || cursor.spaces() == 0 {
        return None;
    }
    let message = cursor.remainder();
    let mut head = Head::new(Format::Log, Extent::Whole, message);
    head.header(Header::Time, time);
    head.fields.push((FieldKey::named("source"), source));
    let says = cursor.slice(message);
    if says.starts_with("Error: ") && says.contains("Severity: ") {
        // The text comes with the same time and source.
        let same = &text[line.start..message.start];
        let next = lines(text, line.end).next().filter(|next| text[next.range()].starts_with(same));
        if let Some(next) = next {
            head.message.end = next.end;
            head.end = Some(next.end);
            head.skip = Some(Span::new(next.start, next.start + same.len()));
        }
    }
    Some(head)
}

/// `Jan 02, 2026 3:04:05 PM com.contoso.Sync run`, and `SEVERE: text` below it.
fn java(text: &str, line: Span, time: Span, mut cursor: Cursor<'_>) -> Option<Head> {
    (cursor.spaces() > 0).then_some(())?;
    let class = cursor.word().filter(|class| prelude::is_logger(cursor.slice(*class)))?;
    cursor.spaces();
    let method = cursor.remainder();
    if cursor.slice(method).contains(' ') {
        return None;
    }
    let start = line_end(text, line.end, text.len()) + 1;
    let next = text.get(start..).map(|_| Span::new(start, line_end(text, start, text.len())))?;
    let mut below = Cursor::new(text, next);
    let level = below.run(8, |c| c.is_ascii_uppercase())?;
    let word = stamp::level(below.slice(level))?;
    below.literal(":")?;
    let mut head = Head::new(Format::Log, Extent::Whole, below.remainder());
    head.header(Header::Time, time);
    head.header(Header::Provider, class);
    if !method.is_empty() {
        head.fields.push((FieldKey::named("method"), method));
    }
    head.level = Some((word, level));
    head.end = Some(head.message.end.max(level.end + 1));
    Some(head)
}
