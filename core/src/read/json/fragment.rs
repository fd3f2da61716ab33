//! Objects whose start is missing: `nel":"Security","EventID":4656,...`, or a few lines out of a pretty-printed one.

use super::loose::{self, Start};
use super::quotes::Quote;
use super::record::Escapes;
use super::shapes;
use crate::Span;
use crate::event::{Extent, Format};
use crate::read::{Block, Builder, Layout, MAX_EVENT, Spec, line_end, trimmed};
use crate::report::{Note, NoteCode};

/// The layout. It comes after that of whole objects, which begin at a brace.
pub(in crate::read) const SPEC: Spec =
    Spec { anchors: &["\":", "\" :"], start: |text| Box::new(Fragment { text, tried: 0 }) };

/// So many values are the least.
const MIN_MEMBERS: usize = 3;

struct Fragment<'t> {
    text: &'t str,
    /// Up to here there is nothing.
    tried: usize,
}

impl Layout for Fragment<'_> {
    fn find(&mut self, from: usize) -> Option<usize> {
        let mut from = from.max(self.tried);
        loop {
            let hit = from + memchr::memmem::find(&self.text.as_bytes()[from..], b"\":")?;
            let line =
                memchr::memrchr(b'\n', &self.text.as_bytes()[from..hit]).map_or(from, |at| from + at + 1);
            // Behind a brace a whole object may begin.
            if !self.text[line..hit].contains('{') {
                return Some(self.start(line, hit));
            }
            from = line_end(self.text, hit, self.text.len());
        }
    }

    fn read(&mut self, at: usize) -> Option<Block> {
        let most = self.text.floor_char_boundary(at + MAX_EVENT);
        let rest = &self.text[at..most];
        let quote = Quote::at(rest).unwrap_or(Quote::tail(rest));
        let escapes = if quote == Quote::Escaped { Escapes::Twice } else { Escapes::Once };
        let start = if Quote::at(rest).is_some() { Start::Member } else { Start::String };
        let mut builder = Builder::new(self.text, at);
        let recorded = loose::record(&mut builder, Span::new(at, most), start, escapes);
        self.tried = recorded.end.max(line_end(self.text, at, self.text.len()));
        let applied = shapes::apply(&mut builder);
        if recorded.members < MIN_MEMBERS || !applied.is_log_record {
            return None;
        }
        let span = trimmed(self.text, Span::new(at, recorded.end));
        let note =
            Note::new(NoteCode::Truncated, span, "this JSON object lacks its start; what it shows was read");
        let event = builder.build(Format::Json, span, Extent::Fragment);
        Some(Block { end: span.end, events: vec![event], notes: vec![note] })
    }
}

impl Fragment<'_> {
    /// Where a part of an object begins on a line whose first key ends at `hit`.
    fn start(&self, line: usize, hit: usize) -> usize {
        let head = &self.text[line..=hit];
        let first = head.find('"').unwrap_or(0);
        let after = self.text[line + first + 1..].trim_start_matches([' ', '\t']);
        // The first quote ends a string whose start is not there, or opens one, maybe behind other text.
        if after.starts_with([':', ',', '}', ']']) {
            return line + (head.len() - head.trim_start().len());
        }
        line + head[..first].strip_suffix('\\').unwrap_or(&head[..first]).len()
    }
}
