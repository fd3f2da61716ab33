//! The W3C extended log format, which names its columns: IIS (columns between spaces), Exchange (between commas).
//!
//! `#Software: ...`, `#Fields: date time s-ip cs-method ...`, then a line of values for each entry; `-` is none.
//! Sources: <https://www.w3.org/TR/WD-logfile.html>,
//! <https://learn.microsoft.com/exchange/mail-flow/transport-logs/message-tracking>.

use super::super::lines::{first_line, lines, next_line};
use super::super::{Block, Builder, Layout, Next, Spec, stamp};
use crate::Span;
use crate::event::{Event, Extent, FieldKey, Format, Header};

/// The layout.
pub(in crate::read) const SPEC: Spec =
    Spec { anchors: &["#Fields:"], start: |text| Box::new(W3c { text, names: Vec::new(), goes_on: 0 }) };

/// So many columns are named.
const MAX_COLUMNS: usize = 256;

/// So many entries make a block; the next one goes on.
const MAX_ENTRIES: usize = 4096;

/// So many directives follow each other.
const MAX_DIRECTIVES: usize = 12;

struct W3c<'t> {
    text: &'t str,
    /// The columns that the last `#Fields` named.
    names: Vec<&'t str>,
    /// Where a block was cut for its length.
    goes_on: usize,
}

impl Layout for W3c<'_> {
    fn near(&mut self, from: usize, until: usize) -> Next {
        let begins = |line: Span| {
            let slice = &self.text[line.range()];
            slice.starts_with('#')
                && ["#Software:", "#Version:", "#Fields:"].iter().any(|d| slice.starts_with(d))
        };
        if self.goes_on > 0 && self.goes_on >= from {
            let mut after = lines(self.text, self.goes_on);
            return Next::of(after.find(|line| !line.is_empty()).map(|line| line.start));
        }
        next_line(self.text, from, until, begins)
    }

    fn read(&mut self, at: usize) -> Option<Block> {
        self.goes_on = 0;
        let mut events: Vec<Event> = Vec::new();
        // Directives belong to the row after them.
        let (mut directives, mut from, mut end) = (0, None, at);
        let first = first_line(self.text, at);
        for line in std::iter::once(first).chain(lines(self.text, first.end)) {
            let slice = &self.text[line.range()];
            if slice.is_empty() {
                continue;
            }
            if slice.starts_with('#') {
                directives += 1;
                if directives > MAX_DIRECTIVES || !is_directive(slice) {
                    break;
                }
                if let Some(names) = slice.strip_prefix("#Fields:") {
                    let separator = |c: char| c.is_whitespace() || c == ',';
                    self.names = names.split(separator).filter(|n| !n.is_empty()).take(MAX_COLUMNS).collect();
                }
                from.get_or_insert(line.start);
                continue;
            }
            let Some(values) = self.values(line) else { break };
            let start = from.take().unwrap_or(line.start);
            events.push(self.event(Span::new(start, line.end), line, &values));
            (end, directives) = (line.end, 0);
            if events.len() == MAX_ENTRIES {
                self.goes_on = end;
                break;
            }
        }
        (end > at).then_some(Block { end, events, notes: Vec::new() })
    }
}

fn is_directive(line: &str) -> bool {
    let name = line[1..].split(':').next().unwrap_or_default();
    line.contains(':') && name.len() <= 20 && name.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-')
}

impl W3c<'_> {
    /// The values of a row that has a value for each column, and a time or number where one must be.
    fn values(&self, line: Span) -> Option<Vec<Span>> {
        let slice = &self.text[line.range()];
        let dated = slice.starts_with(|c: char| c.is_ascii_digit());
        let values = if slice.contains(' ') && !slice.contains(',') || !self.by_commas(slice) {
            between_spaces(self.text, line)
        } else {
            between_commas(self.text, line)
        };
        (dated && self.names.len() > 2 && values.len() == self.names.len()).then_some(values)
    }

    fn by_commas(&self, row: &str) -> bool {
        row.bytes().filter(|b| *b == b',').count() + 1 >= self.names.len()
    }

    fn event(&self, span: Span, line: Span, values: &[Span]) -> Event {
        let mut builder = Builder::new(self.text, span.start);
        builder.copy(line);
        let mut time = None;
        for (name, value) in self.names.iter().zip(values) {
            let slice = &self.text[value.range()];
            if matches!(slice, "-" | "") {
                continue;
            }
            let range = builder.made_from(*value);
            match *name {
                "date" => time = Some(range),
                "time" => {
                    let start = time.take().map_or(range.start, |date| date.start);
                    builder.field(FieldKey::Header(Header::Time), start..range.end);
                }
                "date-time" | "DateTime" if stamp::at_start(slice).is_some() => {
                    builder.field(FieldKey::Header(Header::Time), range);
                }
                "s-computername" | "server-hostname" => {
                    builder.field(FieldKey::Header(Header::Computer), range);
                }
                name => builder.field(FieldKey::named(name), range),
            }
        }
        builder.build(Format::Log, span, Extent::Whole)
    }
}

fn between_spaces(text: &str, line: Span) -> Vec<Span> {
    let slice = &text[line.range()];
    let words = slice.split([' ', '\t']).filter(|word| !word.is_empty()).take(MAX_COLUMNS + 1);
    words.filter_map(|word| super::super::span_of(text, word)).collect()
}

/// The cells of a row, without their quotes.
fn between_commas(text: &str, line: Span) -> Vec<Span> {
    let mut cells = Vec::new();
    let (mut start, mut quoted) = (line.start, false);
    for (at, b) in text[line.range()].bytes().enumerate() {
        match b {
            b'"' => quoted = !quoted,
            b',' if !quoted && cells.len() <= MAX_COLUMNS => {
                cells.push(unquoted(text, Span::new(start, line.start + at)));
                start = line.start + at + 1;
            }
            _ => {}
        }
    }
    cells.push(unquoted(text, Span::new(start, line.end)));
    cells
}

fn unquoted(text: &str, cell: Span) -> Span {
    let slice = &text[cell.range()];
    let quoted = slice.len() >= 2 && slice.starts_with('"') && slice.ends_with('"');
    if quoted { Span::new(cell.start + 1, cell.end - 1) } else { cell }
}
