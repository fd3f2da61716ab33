//! logfmt: `time=2026-01-02T03:04:05Z level=error msg="text" err="more"`, as Docker, Grafana, Prometheus and Go's `slog` write.
//!
//! A line is one when it is nothing but pairs, and one of them is the level or the message and another the time or the
//! level; or one the number of a Windows event, and another its log or provider. Source: <https://pkg.go.dev/log/slog#TextHandler>, <https://brandur.org/logfmt>.

use super::lines::{first_line, next_line};
use super::pairs::{Pair, pairs, put};
use super::{Block, Builder, Layout, Next, Spec, columns, line_end, stamp};
use crate::Span;
use crate::event::{Event, Extent, FieldKey, Format, Header, Level};

/// The layout.
pub(super) const SPEC: Spec = Spec {
    anchors: &["level=", "lvl=", "severity=", "msg=", "EventID="],
    start: |text| Box::new(Logfmt { text }),
};

struct Logfmt<'t> {
    text: &'t str,
}

impl Layout for Logfmt<'_> {
    fn near(&mut self, from: usize, until: usize) -> Next {
        next_line(self.text, from, until, |line| line_pairs(self.text, line).is_some())
    }

    fn read(&mut self, at: usize) -> Option<Block> {
        let pairs = line_pairs(self.text, first_line(self.text, at))?;
        let end = pairs.last()?.end;
        let is_open = |pair: &Pair<'_>| pair.quoted && pair.end == pair.value.end;
        let is_told = pairs.iter().any(|pair| MESSAGES.contains(&pair.key) && !pair.value.is_empty());
        let is_last = self.text[end..].trim().is_empty();
        let is_cut = is_cut(self.text, end) || pairs.last().is_some_and(is_open) || is_last && !is_told;
        let extent = if is_cut { Extent::Fragment } else { Extent::Whole };
        let event = event(self.text, &pairs, Span::new(at, end), extent);
        Some(Block { end, events: vec![event], notes: Vec::new() })
    }
}

/// Whether an entry begins with `line`.
pub(super) fn begins(text: &str, line: Span) -> bool {
    line_pairs(text, line).is_some()
}

/// What the pairs of a line are called.
const TIMES: [&str; 4] = ["time", "ts", "timestamp", "t"];
const LEVELS: [&str; 3] = ["level", "lvl", "severity"];
const MESSAGES: [&str; 3] = ["msg", "message", "Message"];

/// The pairs of a line that is nothing else.
fn line_pairs(text: &str, line: Span) -> Option<Vec<Pair<'_>>> {
    // Cheap for lines of other kinds: the first word is a pair.
    let first = super::pairs::pair(text, line.start, line.end)?;
    if first.value.is_empty() && !first.quoted {
        return None;
    }
    let (pairs, end) = pairs(text, line.start, line_end(text, line.start, text.len()));
    let has = |names: &[&str]| pairs.iter().any(|pair| names.contains(&pair.key));
    let level =
        pairs.iter().any(|p| LEVELS.contains(&p.key) && stamp::level(&text[p.value.range()]).is_some());
    let evidence = usize::from(has(&TIMES)) + usize::from(level) + usize::from(has(&MESSAGES));
    ((evidence >= 2 || is_windows_event(text, &pairs)) && (end >= line.end || is_cut(text, end)))
        .then_some(pairs)
}

/// Whether the pairs are those of a Windows event, as programs write it that have no layout for one.
fn is_windows_event(text: &str, pairs: &[Pair<'_>]) -> bool {
    let has = |header: Header| pairs.iter().find(|pair| windows_header(pair) == Some(header));
    let id = has(Header::EventId).is_some_and(|pair| columns::is_id(&text[pair.value.range()]));
    id && (has(Header::Channel).is_some() || has(Header::Provider).is_some())
}

fn windows_header(pair: &Pair<'_>) -> Option<Header> {
    columns::property(pair.key).map(|property| property.header)
}

/// Whether after `end` comes only the beginning of a key, in which the text ends.
fn is_cut(text: &str, end: usize) -> bool {
    let rest = &text[end..];
    let key = rest.trim_start_matches([' ', '\t']);
    rest.len() <= MAX_CUT && !key.is_empty() && !key.contains(|c: char| c.is_whitespace() || c == '=')
}

/// No key is longer.
const MAX_CUT: usize = 64;

fn event(text: &str, pairs: &[Pair<'_>], span: Span, extent: Extent) -> Event {
    let mut builder = Builder::new(text, span.start);
    let is_windows = is_windows_event(text, pairs);
    for pair in pairs {
        builder.insert(if pair.start > span.start { " " } else { "" });
        builder.copy(Span::new(pair.start, pair.start + pair.key.len()));
        builder.insert("=");
        let value = &text[pair.value.range()];
        if LEVELS.contains(&pair.key)
            && let Some(level) = stamp::level(value)
        {
            let known = Level::parse(value).is_some();
            let range = if known { builder.copy(pair.value) } else { builder.replace(level, pair.value) };
            builder.field(FieldKey::Header(Header::Level), range);
            continue;
        }
        let range = put(&mut builder, pair);
        if range.is_empty() {
            continue;
        }
        if MESSAGES.contains(&pair.key) {
            builder.message(range);
        } else if TIMES.contains(&pair.key) {
            builder.field(FieldKey::Header(Header::Time), range);
        } else {
            let header = windows_header(pair).filter(|_| is_windows);
            builder.field(header.map_or_else(|| FieldKey::named(pair.key), FieldKey::Header), range);
        }
    }
    builder.build(Format::Logfmt, span, extent)
}
