//! An event as YAML: the tree of event XML, as Chainsaw prints it.
//!
//! ```text
//! Event:
//!   System:
//!     Provider_attributes:
//!       Name: Contoso-Sync
//!     EventID: 4021
//! ```
//!
//! Source: <https://github.com/WithSecureLabs/chainsaw>. The grammar is `saphyr-parser`'s; an event is the block of lines
//! around its `System:`. Other YAML is text.

use super::json::record::{Escapes, Recorder};
use super::json::shapes;
use super::opening::Opening;
use super::{Block, Builder, Layout, Spec, line_end, plain, trimmed};
use crate::Span;
use crate::event::{Extent, Format};
use crate::report::{Note, NoteCode};
use saphyr_parser::{Event, Parser, ScalarStyle};

/// The layout.
pub(super) const SPEC: Spec = Spec { anchors: &["System:"], start: |text| Box::new(Yaml { text, tried: 0 }) };

const MARK: &str = "System:";

/// An event is at most so long.
const MAX_EVENT: usize = 64 << 10;

/// So many lines above `System:` are looked at, and so many bytes below it.
const MAX_ABOVE: usize = 16;
const MAX_BELOW: usize = 2 << 10;

/// How deep an event may nest.
const MAX_DEPTH: usize = 32;

/// Whether a line is the first one of an event: `Event:`, with one of its parts below.
pub(super) fn begins(opening: &Opening<'_>) -> bool {
    let is_event = |line: &str| matches!(line.trim_start_matches("- "), "Event:" | "Event_attributes:");
    is_event(opening.line)
        && (opening.next() == MARK || is_event(opening.next()) || opening.next().starts_with("xmlns"))
}

struct Yaml<'t> {
    text: &'t str,
    /// Up to here there is nothing.
    tried: usize,
}

impl Layout for Yaml<'_> {
    fn find(&mut self, from: usize) -> Option<usize> {
        let mut from = from.max(self.tried);
        loop {
            let mark = from + memchr::memmem::find(&self.text.as_bytes()[from..], MARK.as_bytes())?;
            if let Some(start) = self.start(from, mark) {
                return Some(start);
            }
            from = mark + MARK.len();
        }
    }

    fn read(&mut self, at: usize) -> Option<Block> {
        let end = self.end(at);
        self.tried = end;
        let mut builder = Builder::new(self.text, at);
        let mut recorder = Recorder::new(&mut builder, at, Escapes::Once);
        let mut walk = Walk::new(self.text, Span::new(at, end));
        let complete = walk.run(&mut recorder);
        if !complete {
            recorder.rest(Span::new(walk.last, end));
        }
        recorder.finish(end);
        let applied = shapes::apply(&mut builder);
        if !applied.is_log_record {
            return None;
        }
        let span = trimmed(self.text, Span::new(at, end));
        let note =
            || Note::new(NoteCode::Truncated, span, "this YAML is cut or damaged; what it shows was read");
        let notes = if complete { Vec::new() } else { vec![note()] };
        let extent = match complete {
            true if applied.has_all => Extent::Whole,
            true => Extent::DataOnly,
            false => Extent::Fragment,
        };
        Some(Block { end: span.end, events: vec![builder.build(Format::Yaml, span, extent)], notes })
    }
}

impl Yaml<'_> {
    /// Where the event begins whose `System:` is at `mark`; `None` when that is no key on a line of its own, or of no event.
    fn start(&self, from: usize, mark: usize) -> Option<usize> {
        let after = self.text[mark + MARK.len()..].chars().find(|c| *c == '\n' || !c.is_whitespace());
        if after.is_some_and(|c| c != '\n') {
            return None; // in a line that may be long
        }
        let line = self.line_start(from, mark);
        let end = line_end(self.text, mark, self.text.len());
        let below = &self.text[end..self.text.floor_char_boundary(end + MAX_BELOW)];
        let is_key = self.text[line..end].trim() == MARK || self.text[line..end].trim() == "- System:";
        if !is_key || !below.contains("EventID") {
            return None;
        }
        let (mut start, mut at) = (line, line);
        for _ in 0..MAX_ABOVE {
            if at == from {
                break;
            }
            at = self.line_start(from, at - 1);
            let line = self.text[at..line_end(self.text, at, self.text.len())].trim_end();
            if line.trim().is_empty()
                || line == "---"
                || !line.contains(':')
                || indent(line) > indent(&self.text[start..]) + 8
            {
                break;
            }
            if matches!(line.trim_start().trim_start_matches("- "), "Event:" | "Event_attributes:") {
                start = at;
            }
        }
        Some(start)
    }

    fn line_start(&self, from: usize, at: usize) -> usize {
        memchr::memrchr(b'\n', &self.text.as_bytes()[from..at]).map_or(from, |newline| from + newline + 1)
    }

    /// Where the lines end that belong to the event that starts at `start`.
    fn end(&self, start: usize) -> usize {
        let limit = self.text.floor_char_boundary(start + MAX_EVENT);
        let depth = indent(&self.text[start..]);
        let mut end = line_end(self.text, start, limit);
        let mut seen_event = self.text[start..end].contains("Event:");
        while end < limit {
            let next = end + 1;
            let next_end = line_end(self.text, next, limit);
            let line = self.text[next..next_end].trim_end();
            let at_top = !line.trim().is_empty() && indent(line) <= depth;
            if at_top
                && (!is_part(line)
                    || indent(line) < depth
                    || seen_event && line.trim_start().starts_with("Event"))
            {
                break;
            }
            seen_event |= at_top && line.trim() == "Event:";
            end = next_end;
        }
        end
    }
}

/// Whether a line at the top of an event's tree is a key of it.
fn is_part(line: &str) -> bool {
    let key = line.trim_start().split(':').next().unwrap_or_default();
    let is_name = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    is_name && line.contains(':') && !plain::is_fence(line)
}

fn indent(line: &str) -> usize {
    line.bytes().take_while(|b| *b == b' ').count()
}

/// A walk through the parser's events.
struct Walk<'t> {
    parser: Parser<'t, saphyr_parser::StrInput<'t>>,
    text: &'t str,
    /// Byte offsets of the characters; the parser counts these.
    offsets: Vec<usize>,
    /// The end of the last scalar.
    last: usize,
    /// For each open mapping, whether a key waits for its value; `None` for a list.
    open: Vec<Option<bool>>,
}

impl<'t> Walk<'t> {
    fn new(text: &'t str, span: Span) -> Self {
        let slice = &text[span.range()];
        let offsets = slice.char_indices().map(|(at, _)| span.start + at).chain([span.end]).collect();
        Self { parser: Parser::new_from_str(slice), text, offsets, last: span.start, open: Vec::new() }
    }

    /// Records all scalars; whether there was no mistake.
    fn run(&mut self, recorder: &mut Recorder<'_, 't>) -> bool {
        loop {
            let Some(Ok((event, span))) = self.parser.next() else { return false };
            let span = Span::new(self.offset(span.start.index()), self.offset(span.end.index()));
            match event {
                Event::StreamEnd | Event::DocumentEnd => return true,
                Event::MappingStart(..) => self.open.push(Some(false)),
                Event::SequenceStart(..) => self.open.push(None),
                Event::MappingEnd | Event::SequenceEnd => {
                    self.open.pop();
                    self.leave(recorder);
                }
                Event::Scalar(value, style, ..) => self.scalar(&value, style, span, recorder),
                Event::Alias(_) => return false,
                _ => {}
            }
            if self.open.len() > MAX_DEPTH {
                return false;
            }
        }
    }

    fn offset(&self, index: usize) -> usize {
        self.offsets.get(index).or(self.offsets.last()).copied().unwrap_or_default()
    }

    fn scalar(&mut self, value: &str, style: ScalarStyle, span: Span, recorder: &mut Recorder<'_, 't>) {
        let span = trimmed(self.text, span);
        self.last = span.end;
        if let Some(Some(keyed @ false)) = self.open.last_mut() {
            *keyed = true;
            recorder.enter(without_quotes(self.text, span));
            return;
        }
        let is_null = style == ScalarStyle::Plain && matches!(value, "" | "~" | "null");
        if !is_null {
            recorder.scalar(value, without_quotes(self.text, span));
        }
        self.leave(recorder);
    }

    /// Leaves the key whose value has come.
    fn leave(&mut self, recorder: &mut Recorder<'_, 't>) {
        if let Some(Some(keyed @ true)) = self.open.last_mut() {
            *keyed = false;
            recorder.leave();
        }
    }
}

fn without_quotes(text: &str, span: Span) -> Span {
    let slice = &text[span.range()];
    let is_quoted = slice.len() > 1
        && ['"', '\''].iter().any(|quote| slice.starts_with(*quote) && slice.ends_with(*quote));
    if is_quoted { Span::new(span.start + 1, span.end - 1) } else { span }
}
