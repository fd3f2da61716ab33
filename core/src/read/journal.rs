//! systemd's journal, entry by entry: `journalctl -o verbose` and `-o export`. Its short forms are those of syslog.
//!
//! Lines `_SYSTEMD_UNIT=ssh.service`, indented below a line `Fri 2026-01-02 03:04:05.123456 UTC [s=...;i=...]`, or without
//! both and with a blank line after each entry.
//! Source: <https://systemd.io/JOURNAL_EXPORT_FORMATS/>, `systemd.journal-fields(7)`.

use super::lines::{first_line, lines, next_line};
use super::{Block, Builder, Layout, Next, Spec};
use crate::Span;
use crate::event::{Event, Extent, FieldKey, Format, Header};

/// The layout.
pub(super) const SPEC: Spec = Spec {
    anchors: &[
        "__CURSOR=",
        "__REALTIME_TIMESTAMP=",
        "_BOOT_ID=",
        "_SYSTEMD_UNIT=",
        "SYSLOG_IDENTIFIER=",
        "_HOSTNAME=",
    ],
    start: |text| Box::new(Journal { text, tried: 0 }),
};

/// Fields that only the journal has.
const OWN: [&str; 6] =
    ["__CURSOR", "__REALTIME_TIMESTAMP", "_BOOT_ID", "_SYSTEMD_UNIT", "SYSLOG_IDENTIFIER", "_HOSTNAME"];

/// So many fields make an entry.
const MIN_FIELDS: usize = 4;
const MAX_FIELDS: usize = 512;

/// Whether a line is the title of an entry.
pub(super) fn begins(text: &str, line: Span) -> bool {
    title(text, line).is_some()
}

struct Journal<'t> {
    text: &'t str,
    /// Up to here there is no entry.
    tried: usize,
}

impl Layout for Journal<'_> {
    fn near(&mut self, from: usize, until: usize) -> Next {
        let begins = |line| field(self.text, line).is_some() || title(self.text, line).is_some();
        next_line(self.text, from.max(self.tried), until, begins)
    }

    fn read(&mut self, at: usize) -> Option<Block> {
        let first = first_line(self.text, at);
        let title = title(self.text, first);
        let mut fields: Vec<(&str, Span)> = field(self.text, first).into_iter().collect();
        for line in lines(self.text, first.end) {
            if fields.len() > MAX_FIELDS {
                break;
            }
            if let Some(field) = field(self.text, line) {
                fields.push(field);
            } else if let Some((_, value)) = fields.last_mut()
                && !line.is_empty()
                && self.is_value_line(line)
            {
                value.end = line.end;
            } else {
                break;
            }
        }
        let own = fields.iter().any(|(name, _)| OWN.contains(name));
        let end = fields.last()?.1.end;
        if fields.len() < MIN_FIELDS || !own {
            self.tried = end;
            return None;
        }
        let event = event(self.text, Span::new(at, end), title, &fields);
        Some(Block { end, events: vec![event], notes: Vec::new() })
    }
}

impl Journal<'_> {
    /// Whether a line goes on with a value: `-o verbose` indents it further than names.
    fn is_value_line(&self, line: Span) -> bool {
        self.text[..line.start].ends_with("            ")
    }
}

/// `NAME=value`, the name in capitals.
fn field(text: &str, line: Span) -> Option<(&str, Span)> {
    let slice = &text[line.range()];
    let length = slice
        .bytes()
        .take(65)
        .take_while(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || *b == b'_')
        .count();
    let name = &slice[..length];
    let is_name = (2..=64).contains(&length)
        && slice[length..].starts_with('=')
        && name.contains(|c: char| c.is_ascii_uppercase());
    is_name.then(|| (name, Span::new(line.start + length + 1, line.end)))
}

/// The time of `Fri 2026-01-02 03:04:05.123456 UTC [s=0123;i=1;b=4567;m=8;t=9;x=a]`.
fn title(text: &str, line: Span) -> Option<Span> {
    let slice = &text[line.range()];
    let time = slice.get(4..)?;
    let stamp = super::stamp::at_start(time).filter(|stamp| stamp.dated)?;
    let rest = time[stamp.len..].trim_start();
    let cursor = rest.starts_with("[s=") || rest.split_once(" [s=").is_some_and(|(zone, _)| zone.len() < 8);
    cursor.then(|| Span::new(line.start, line.start + 4 + stamp.len))
}

fn event(text: &str, span: Span, title: Option<Span>, fields: &[(&str, Span)]) -> Event {
    let mut builder = Builder::new(text, span.start);
    if let Some(time) = title {
        let range = builder.copy(time);
        builder.field(FieldKey::Header(Header::Time), range);
        builder.end_line();
    }
    for (name, value) in fields {
        builder.copy(Span::new(value.start - 1 - name.len(), value.start));
        let key = match *name {
            "PRIORITY" => {
                if let Some(level) = level(&text[value.range()]) {
                    let range = builder.replace(level, *value);
                    builder.field(FieldKey::Header(Header::Level), range);
                    builder.end_line();
                    continue;
                }
                FieldKey::named(name)
            }
            "MESSAGE" => {
                let range = builder.copy(*value);
                if !range.is_empty() {
                    builder.message(range);
                }
                builder.end_line();
                continue;
            }
            "_HOSTNAME" => FieldKey::Header(Header::Computer),
            "SYSLOG_IDENTIFIER" => FieldKey::Header(Header::Provider),
            "__REALTIME_TIMESTAMP" if title.is_none() => FieldKey::Header(Header::Time),
            name => FieldKey::named(name),
        };
        let range = builder.copy(*value);
        builder.field(key, range);
        builder.end_line();
    }
    builder.build(Format::Journal, span, Extent::Whole)
}

/// The severity of a priority, which is syslog's.
fn level(priority: &str) -> Option<&'static str> {
    Some(match priority.trim() {
        "0" | "1" | "2" => "Critical",
        "3" => "Error",
        "4" => "Warning",
        "5" | "6" => "Information",
        "7" => "Verbose",
        _ => return None,
    })
}
