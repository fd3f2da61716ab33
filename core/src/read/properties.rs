//! An event as lines of a name and a value: with equals signs (`Event ID = 7031`), as a hash table that PowerShell prints
//! under `Name` and `Value`, or as fields copied from a log store's page (`winlogbeat_winlog_event_id: 7031`).
//!
//! Other programs write `Label: value` and `Key=value` lines too; those have layouts of their own. What all share is that
//! the names are those of the columns of tables ([`columns`]), in any order.
//!
//! Sources: <https://learn.microsoft.com/powershell/scripting/learn/deep-dives/everything-about-hashtable>,
//! <https://go2docs.graylog.org/current/getting_in_log_data/ingest_windows_eventlog.html>.

use super::columns::{self, Cell, Column, Kind, Row};
use super::opening::{self, Opening};
use super::plain::is_fence;
use super::powershell::is_rule;
use super::{Block, Layout, Next, Spec, line_end, trimmed};
use crate::Span;
use crate::event::{Format, Header};

/// The layout.
pub(super) const SPEC: Spec = Spec {
    anchors: &[
        "EventID",
        "Event ID",
        "EventCode",
        "Event Code",
        "event_id",
        "event_code",
        "InstanceId",
        "LogName",
    ],
    start: |text| Box::new(Properties { text, tried: 0 }),
};

/// So many lines are read of one event, of at most so many bytes each.
const MAX_LINES: usize = 256;
const MAX_LINE: usize = 64 << 10;

/// So many fields at most stand before the one by which the event is known.
const MAX_BEFORE: usize = 64;

/// A name has at most so many bytes.
const MAX_NAME: usize = 64;

/// So many known names make an event.
const MIN_KNOWN: usize = 3;

/// What collectors put before the names of an event's fields, the longest first.
const PREFIXES: [&str; 10] = [
    "winlogbeat_winlog_event_data_",
    "winlogbeat_winlog_",
    "winlogbeat_",
    "winlog_event_data_",
    "winlog_",
    "data.win.system.",
    "data.win.eventdata.",
    "win.system.",
    "win.eventdata.",
    "_source.",
];

/// What stands between a name and its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Separator {
    /// With a blank on one side at least; without one it is Splunk's.
    Equals,
    /// After names of one word with underscores: others are labels.
    Colon,
    /// A run of blanks, under a heading.
    Blanks,
}

/// A line.
struct Property {
    name: Span,
    separator: Separator,
    value: Span,
}

impl Property {
    fn shifted(self, by: usize) -> Self {
        Self { name: self.name.shifted(by), value: self.value.shifted(by), ..self }
    }
}

/// Whether a line begins such an event, and the next one goes on with it.
pub(super) fn begins(opening: &Opening<'_>) -> bool {
    is_heading(opening.line, opening.next()) || may_begin(opening.line) && may_begin(opening.next())
}

struct Properties<'t> {
    text: &'t str,
    /// Up to here there is nothing.
    tried: usize,
}

impl Layout for Properties<'_> {
    fn near(&mut self, from: usize, until: usize) -> Next {
        let mut at = from.max(self.tried);
        let starts_line = at == 0 || self.text.as_bytes().get(at - 1) == Some(&b'\n');
        if !starts_line {
            at = self.end(at) + 1;
        }
        // Where the fields begin among which the line stands, and how many there are before it.
        let mut run: Option<(usize, usize)> = None;
        while at < self.text.len() {
            let first = run.map_or(at, |(first, _)| first);
            if first > until {
                return Next::NotBefore(first);
            }
            let line = Span::new(at, self.end(at));
            let start = trimmed(self.text, line).start;
            run = is_field(&self.text[line.range()]).then(|| match run {
                Some((first, count)) if count < MAX_BEFORE => (first, count + 1),
                _ => (start, 0),
            });
            if self.may_begin(line) {
                return Next::At(run.map_or(start, |(first, _)| first));
            }
            at = line.end + 1;
        }
        Next::of(None)
    }

    fn read(&mut self, at: usize) -> Option<Block> {
        let mut lines = Lines { text: self.text, at };
        let first = lines.next()?;
        let headed = lines
            .clone()
            .next()
            .is_some_and(|rule| is_heading(self.text[first.range()].trim(), self.text[rule.range()].trim()));
        let separator = if headed {
            lines.next();
            Separator::Blanks
        } else {
            lines.at = at;
            any(&self.text[first.range()])?.separator
        };
        let (columns, values, end) = self.properties(lines, separator);
        self.tried = end;
        let known = columns.iter().filter(|column| column.property.is_some()).count();
        let (kind, id) = columns::kind(&columns)?;
        if separator == Separator::Colon && self.is_detection(first, &columns)
            || kind != Kind::Events
            || known < MIN_KNOWN
            || !columns::is_id(&self.text[values[id].range()])
        {
            return None;
        }
        let cells: Vec<Cell> = values.into_iter().map(Cell::of).collect();
        let span = trimmed(self.text, Span::new(at, end));
        let row =
            Row { text: self.text, span, columns: &columns, cells: &cells, shared: &[], cut: false, kind };
        Some(Block { end: span.end, events: vec![row.event(Format::Properties)], notes: Vec::new() })
    }
}

impl Properties<'_> {
    /// How much white space stands before `at` on its line.
    fn indent(&self, at: usize) -> usize {
        let before = self.text.as_bytes()[..at].iter().rev();
        before.take(MAX_NAME).take_while(|byte| matches!(byte, b' ' | b'\t')).count()
    }

    /// Whether a list with colons is a rule for detection: these have the names of events, too, and no time.
    fn is_detection(&self, first: Span, columns: &[Column]) -> bool {
        let has_time = columns.iter().any(|column| column.header() == Some(Header::Time));
        let line = &self.text[first.range()];
        !has_time && any(line).is_none_or(|first| !line[first.name.range()].contains(['_', '.']))
    }

    fn end(&self, at: usize) -> usize {
        line_end(self.text, at, self.text.len())
    }

    fn may_begin(&self, line: Span) -> bool {
        let content = self.text[line.range()].trim();
        let next = || {
            let start = (line.end + 1).min(self.text.len());
            self.text[start..self.end(start)].trim()
        };
        content.starts_with(char::is_alphabetic)
            && (is_heading_line(content) && is_heading(content, next()) || may_begin(content))
    }

    /// The properties of `lines` with that separator, their values, and where they end. Lines that have none go on with a
    /// message.
    fn properties(&self, lines: Lines<'_>, separator: Separator) -> (Vec<Column>, Vec<Span>, usize) {
        let (mut columns, mut values): (Vec<Column>, Vec<Span>) = (Vec::new(), Vec::new());
        let (mut end, mut after_blank) = (lines.at, false);
        let indent = self.indent(lines.at);
        for line in lines.take(MAX_LINES) {
            let in_message = columns.last().is_some_and(|last| last.header() == Some(Header::Message));
            let content = &self.text[line.range()];
            if content.trim().is_empty() && in_message {
                after_blank = true;
                continue;
            }
            if is_fence(content) {
                break;
            }
            let found = property(content, separator).map(|found| found.shifted(line.start));
            let is_left = self.indent(line.start + content.len() - content.trim_start().len()) < indent;
            let is_field = |found: &Property| {
                let name = without_prefix(&self.text[found.name.range()]);
                let is_again =
                    columns.iter().skip(1).any(|known| known.header().is_some() && known.name == name);
                !in_message || is_known(name) && !is_left && !is_again
            };
            match found.filter(is_field) {
                Some(found) => {
                    let column = Column::new(without_prefix(&self.text[found.name.range()]));
                    if columns.iter().any(|known| known.header().is_some() && known.name == column.name) {
                        break; // the next event
                    }
                    columns.push(column);
                    values.push(found.value);
                }
                None if in_message && !(after_blank && opening::begins(self.text, line.start)) => {
                    if let Some(message) = values.last_mut() {
                        *message = trimmed(self.text, Span::new(message.start, line.end));
                    }
                }
                None => break,
            }
            (end, after_blank) = (line.end, false);
        }
        (columns, values, end)
    }
}

/// Lines with their places, none longer than [`MAX_LINE`].
#[derive(Clone)]
struct Lines<'t> {
    text: &'t str,
    at: usize,
}

impl Iterator for Lines<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        (self.at < self.text.len()).then(|| {
            let most = self.text.floor_char_boundary(self.at.saturating_add(MAX_LINE));
            let line = Span::new(self.at, line_end(self.text, self.at, most));
            self.at = line.end + 1;
            line
        })
    }
}

fn is_heading_line(line: &str) -> bool {
    line.strip_prefix("Name").is_some_and(|rest| rest.starts_with(' ') && rest.trim() == "Value")
}

/// Whether PowerShell's heading of a hash table stands over its rule.
fn is_heading(line: &str, rule: &str) -> bool {
    is_heading_line(line) && is_rule(rule)
}

/// Whether a line is a field with a value: its name is one word before a colon.
fn is_field(line: &str) -> bool {
    let line = line.trim();
    property(line, Separator::Colon).is_some_and(|field| !field.value.is_empty())
}

/// Whether an event may begin on a line: it has a name that events have. With a colon that is a label, but for an underscore
/// or a capital inside of a name that hardly anything else has.
fn may_begin(line: &str) -> bool {
    any(line).is_some_and(|Property { name, separator, .. }| {
        let name = &line[name.range()];
        let is_label = separator == Separator::Colon && !name.contains(['_', '.']) && !is_joined(name);
        !is_label && is_known(name)
    })
}

/// Whether a name is of several words written as one, and hardly anything but an event has it: `EventTime`, `SourceName`.
fn is_joined(name: &str) -> bool {
    let lower_then_upper = |pair: &[u8]| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase();
    name.as_bytes().windows(2).any(lower_then_upper)
        && columns::property(name).is_some_and(columns::Property::is_telling)
}

/// The property on a line that stands under no heading.
fn any(line: &str) -> Option<Property> {
    property(line, Separator::Equals).or_else(|| property(line, Separator::Colon))
}

fn property(line: &str, separator: Separator) -> Option<Property> {
    let (end, after) = match separator {
        Separator::Equals => {
            let at = line.find('=').filter(|&at| at <= MAX_NAME)?;
            let is_apart = line[..at].ends_with([' ', '\t']) || line[at + 1..].starts_with([' ', '\t']);
            (is_apart.then_some(at)?, at + 1)
        }
        Separator::Colon => {
            let at = line.find(':').filter(|&at| at <= MAX_NAME)?;
            let name = columns::without_unit(&line[..at]);
            let is_field = name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_.@".contains(&b));
            (is_field.then_some(at)?, at + 1)
        }
        Separator::Blanks => {
            let at = line.find("  ").filter(|&at| at <= MAX_NAME)?;
            (at, at)
        }
    };
    let name = trimmed(line, Span::new(0, end));
    let is_name = line[name.range()].starts_with(|c: char| c.is_alphabetic() || c == '@' || c == '_');
    is_name.then(|| Property { name, separator, value: trimmed(line, Span::new(after, line.len())) })
}

/// Whether a name is one that events have.
fn is_known(name: &str) -> bool {
    known(name).is_some()
}

/// What a name announces, whatever a collector has put before it.
pub(super) fn known(name: &str) -> Option<columns::Property> {
    columns::property(without_prefix(name))
}

fn without_prefix(name: &str) -> &str {
    PREFIXES.iter().find_map(|prefix| name.strip_prefix(prefix)).unwrap_or(name)
}
