//! JSON objects: alone, several in a row, one per line, or in an array; each is an event.
//!
//! [`strict`] reads valid ones, [`loose`] what is damaged; both tell [`record`] what they see. [`shapes`] knows which tool
//! wrote an object, and so where its event's header is. An array of objects needs no reading: its brackets and commas only
//! stand between them, and a cut one has whole objects too. A syslog header before an object says when and where. [`fragment`] is for objects whose start is missing.

pub(super) mod fragment;
mod loose;
mod quotes;
pub(super) mod record;
mod rows;
pub(super) mod shapes;
mod strict;

use super::{Block, Builder, Layout, MAX_EVENT, Spec, syslog, trimmed};
use crate::Span;
use crate::event::{Extent, FieldKey, Format, Header};
use crate::report::{Note, NoteCode};
use loose::Start;
use quotes::Quote;
use record::{Escapes, Recorded};

/// The layout.
pub(super) const SPEC: Spec = Spec { anchors: &["{"], start: |text| Box::new(Json { text, tried: 0 }) };

/// So many lines of comments, and so long ones, may stand before an object's first name.
const MAX_COMMENTS: usize = 4;
const MAX_COMMENT: usize = 160;

struct Json<'t> {
    text: &'t str,
    /// Up to here a failed attempt came: there is no use in trying again inside.
    tried: usize,
}

impl Layout for Json<'_> {
    fn find(&mut self, from: usize) -> Option<usize> {
        let from = from.max(self.tried);
        let braces = memchr::memchr_iter(b'{', &self.text.as_bytes()[from..]);
        let brace = braces.map(|brace| from + brace).find(|&brace| may_begin(self.text, brace))?;
        Some(
            record_line(self.text, from, brace)
                .or_else(|| syslog_line(self.text, from, brace))
                .unwrap_or(brace),
        )
    }

    fn read(&mut self, at: usize) -> Option<Block> {
        let brace = at + self.text[at..].find('{')?;
        let most = self.text.floor_char_boundary(brace + MAX_EVENT);
        let (mut builder, Recorded { end, complete, members }) = self.record(at, Span::new(brace, most));
        self.tried = end.max(brace + 1);
        if members == 0 {
            return None;
        }
        let span = trimmed(self.text, Span::new(at, end));
        if let Some(events) = rows::read(self.text, Span::new(brace, end)).filter(|_| complete) {
            return Some(Block { end: span.end, events, notes: Vec::new() });
        }
        let has_all = shapes::apply(&mut builder).has_all;
        sent(&mut builder, Span::new(at, brace));
        let mut notes = Vec::new();
        if !complete && end == most && most < self.text.len() {
            notes.push(Note::new(NoteCode::Oversize, span, "a JSON object of more than 4 MiB was cut"));
        } else if !complete {
            let message = "this JSON object is cut or damaged; what it shows was read";
            notes.push(Note::new(NoteCode::Truncated, span, message));
        }
        let extent = match complete {
            true if has_all => Extent::Whole,
            true => Extent::DataOnly,
            false => Extent::Fragment,
        };
        Some(Block { end: span.end, events: vec![builder.build(Format::Json, span, extent)], notes })
    }
}

impl<'t> Json<'t> {
    /// Reads the object that begins `span` by the book, or else as far as it goes; and before it what stands between `at` and
    /// it.
    fn record(&self, at: usize, span: Span) -> (Builder<'t>, Recorded) {
        let quote = first_quote(&self.text[span.start + 1..span.end]);
        let builder = || {
            let mut builder = Builder::new(self.text, at);
            builder.copy(Span::new(at, span.start));
            builder
        };
        let mut builder_of_valid = builder();
        if quote == Some(Quote::Double)
            && let Some(recorded) = strict::record(&mut builder_of_valid, span)
        {
            return (builder_of_valid, recorded);
        }
        let mut builder = builder();
        let escapes = if quote == Some(Quote::Escaped) { Escapes::Twice } else { Escapes::Once };
        let recorded = loose::record(&mut builder, span, Start::Object, escapes);
        (builder, recorded)
    }
}

/// Whether an object may begin with this brace: after white space or what stands before a value, and a name follows.
fn may_begin(text: &str, brace: usize) -> bool {
    let before = text[..brace].chars().next_back();
    first_quote(&text[brace + 1..]).is_some()
        && before.is_none_or(|c| c.is_whitespace() || "[(,:=|>'\"`}“".contains(c))
}

/// Where the line begins with which evtx_dump heads an object: `Record 12`.
fn record_line(text: &str, from: usize, brace: usize) -> Option<usize> {
    let line = text[from..brace].strip_suffix('\n')?;
    let line = line.strip_suffix('\r').unwrap_or(line);
    let start = line.rfind('\n').map_or(0, |newline| newline + 1);
    let number = line[start..].strip_prefix("Record ")?;
    (!number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())).then_some(from + start)
}

/// So long may a syslog header be.
const MAX_HEAD: usize = 200;

/// Where the syslog header begins behind which an object stands.
fn syslog_line(text: &str, from: usize, brace: usize) -> Option<usize> {
    let near = from.max(text.floor_char_boundary(brace.saturating_sub(MAX_HEAD)));
    let line = text[near..brace].rfind('\n').map_or(near, |newline| near + newline + 1);
    let head = trimmed(text, Span::new(line, brace));
    let is_head = !text[head.range()].contains('{') && syslog::sender(text, head).is_some();
    is_head.then_some(head.start)
}

/// Adds what the syslog header before an object says, where the object says nothing of its own.
fn sent(builder: &mut Builder<'_>, head: Span) {
    let head = trimmed(builder.input(), head);
    let Some(sender) = syslog::sender(builder.input(), head).filter(|_| !head.is_empty()) else { return };
    // Who sends an event of Windows did not write it.
    let app = sender.app.filter(|_| builder.header(Header::EventId).is_none());
    let places =
        [(Header::Time, Some(sender.time)), (Header::Computer, Some(sender.host)), (Header::Provider, app)];
    for (header, place) in places {
        if let Some(place) = place.filter(|_| builder.header(header).is_none()) {
            let range = builder.made_from(place);
            builder.field(FieldKey::Header(header), range);
        }
    }
}

/// The quote mark of an object's first name, in a text that starts behind the brace.
fn first_quote(text: &str) -> Option<Quote> {
    let mut rest = text.trim_start_matches([' ', '\t', '\r', '\n']);
    // Line breaks of an object that stands in a string.
    while let Some(after) = ["\\r", "\\n", "\\t"].iter().find_map(|escape| rest.strip_prefix(escape)) {
        rest = after.trim_start_matches(' ');
    }
    for _ in 0..MAX_COMMENTS {
        let Some(comment) = rest.strip_prefix("//") else { break };
        let comment = &comment[..comment.floor_char_boundary(MAX_COMMENT)];
        rest = rest[2 + comment.find('\n').unwrap_or(comment.len())..].trim_start();
    }
    Quote::at(rest)
}

#[cfg(test)]
mod tests;
