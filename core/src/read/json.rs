//! JSON objects: alone, several in a row, one per line, or in an array; each is an event.
//!
//! The grammar is `serde_json`'s; [`record`] keeps track of where things stand. An array of objects needs no reading: its
//! brackets and commas only stand between them, and a cut one has whole objects too.

mod record;
mod shapes;

use super::{Block, Builder, Layout, MAX_EVENT, Spec, trimmed};
use crate::Span;
use crate::event::{Extent, Format};
use crate::report::{Note, NoteCode};
use record::{Recorded, record};

/// The layout.
pub(super) const SPEC: Spec = Spec { anchors: &[], start: |text| Box::new(Json { text, tried: 0 }) };

struct Json<'t> {
    text: &'t str,
    /// Up to here a failed attempt came: there is no use in trying again inside.
    tried: usize,
}

impl Layout for Json<'_> {
    fn find(&mut self, from: usize) -> Option<usize> {
        let from = from.max(self.tried);
        let braces = memchr::memchr_iter(b'{', &self.text.as_bytes()[from..]);
        braces.map(|brace| from + brace).find(|&brace| may_begin(self.text, brace))
    }

    fn read(&mut self, at: usize) -> Option<Block> {
        let most = self.text.floor_char_boundary(at + MAX_EVENT);
        let mut builder = Builder::new(self.text, at);
        let Recorded { end, complete, members } = record(&mut builder, Span::new(at, most));
        self.tried = end;
        if members == 0 {
            return None;
        }
        let span = trimmed(self.text, Span::new(at, end));
        let has_all = shapes::apply(&mut builder);
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

/// Whether an object may begin with this brace: after white space or what stands before a value, and a name follows.
fn may_begin(text: &str, brace: usize) -> bool {
    let before = text[..brace].chars().next_back();
    let after = text[brace + 1..].trim_start_matches([' ', '\t', '\r', '\n']);
    after.starts_with('"') && before.is_none_or(|c| c.is_whitespace() || "[(,:=|>'`}".contains(c))
}

#[cfg(test)]
mod tests;
