//! Event Viewer's Details pane, "Friendly View": the event's XML as an outline.
//!
//! ```text
//! - System
//!
//!   - Provider
//!
//!    [ Name]  Contoso-Sync
//!    [ Guid]  {4de9bc9c-b27a-43c9-8994-0915f1a5e24f}
//!
//!    EventID 53
//!   ...
//! - EventData
//!
//!   param1 C:\plans
//! ```
//!
//! The names are those of the XML, in any language. Pastes lose the markers, the indents, the line breaks, and one of the two
//! parts. So the system part is read word by word, by its names, and the data line by line, as [`data`] says.
//! Source of the names: <https://learn.microsoft.com/windows/win32/wes/eventschema-systempropertiestype-complextype>.

mod data;
mod system;
#[cfg(test)]
mod tests;

use super::labelled::{bare, end_of_lines, message, opens_other};
use super::{Block, Builder, Layout, MAX_EVENT, Spec, line_end, trimmed};
use crate::Span;
use crate::event::{Extent, FieldKey, Format, Header};
use crate::report::{Note, NoteCode};

/// The layout.
pub(super) const SPEC: Spec = Spec {
    anchors: &["[ name]", "[name]", "[ systemtime]", "[systemtime]", "- eventdata", "- userdata"],
    start: |text| Box::new(Friendly { text, tried: 0 }),
};

struct Friendly<'t> {
    text: &'t str,
    /// Up to here names were found that make no event.
    tried: usize,
}

/// A value, and the header field or the name that it has.
struct Entry {
    key: FieldKey,
    value: Span,
}

impl Layout for Friendly<'_> {
    fn find(&mut self, from: usize) -> Option<usize> {
        let from = from.max(self.tried);
        let bytes = &self.text.as_bytes()[from..];
        memchr::memchr2_iter(b'[', b'a', bytes).find_map(|at| self.candidate(from + at, from))
    }

    fn read(&mut self, at: usize) -> Option<Block> {
        let system = system::read(self.text, at);
        let data = data::read(self.text, system.as_ref().map_or(at, |system| system.end));
        match system {
            Err(end) if data.is_none() => {
                self.tried = end;
                None
            }
            system => Some(self.event(at, system.ok(), data)),
        }
    }
}

impl Friendly<'_> {
    /// Where the block starts that a bracket or the `a` of `Data` at `at` shows; not before `from`.
    fn candidate(&self, at: usize, from: usize) -> Option<usize> {
        if self.text.as_bytes()[at] == b'[' {
            let inner = self.text[at + 1..].trim_start_matches(' ');
            let is_name = inner.starts_with("Name]");
            let is_time = inner.starts_with("SystemTime]");
            return if is_name || is_time { system::start_before(self.text, at, from) } else { None };
        }
        let before = &self.text.as_bytes()[from..at];
        let start = at - ["EventD", "UserD"].iter().find(|name| before.ends_with(name.as_bytes()))?.len();
        data::start_of_line(self.text, start, from)
    }

    fn event(&self, start: usize, system: Option<system::System>, data: Option<data::Data>) -> Block {
        let mut end = system.as_ref().map_or(start, |system| system.end);
        end = data.as_ref().map_or(end, |data| data.end.max(end));
        let told = self.message_after(end);
        end = start + self.text[start..told.map_or(end, |told| told.end)].trim_end().len();
        let is_complete = system.as_ref().is_some_and(|system| system.is_complete);
        let has_data = data.as_ref().is_some_and(|data| !data.entries.is_empty());
        let has_system = system.is_some();
        let mut builder = Builder::new(self.text, start);
        builder.copy(Span::new(start, end));
        let entries = system.map(|system| system.entries).into_iter().chain(data.map(|data| data.entries));
        for Entry { key, value } in entries.flatten() {
            let value = trimmed(self.text, value);
            if !value.is_empty() {
                let range = builder.made_from(value);
                builder.field(key, range);
            }
        }
        if let Some(told) = told {
            message(&mut builder, told);
        }
        let extent = match told {
            Some(told) if !told.is_empty() => Extent::Whole,
            _ if has_data && is_complete => Extent::DataOnly,
            _ => Extent::Fragment,
        };
        let span = Span::new(start, end);
        let is_cut = has_system && !is_complete;
        let note =
            is_cut.then(|| Note::new(NoteCode::Truncated, span, "this event is cut; what it shows was read"));
        Block {
            end,
            events: vec![builder.build(Format::FriendlyView, span, extent)],
            notes: note.into_iter().collect(),
        }
    }

    /// The message that people add from the other pane, below a label of its own.
    fn message_after(&self, at: usize) -> Option<Span> {
        let rest = self.text[at..].trim_start();
        let from = self.text.len() - rest.len();
        let first =
            line_end(self.text, from, self.text.floor_char_boundary((from + 64).min(self.text.len())));
        let label = bare(self.text, Span::new(from, first));
        if !matches!(&self.text[label.range()], "Details:" | "Description:" | "Message:" | "General:") {
            return None;
        }
        let limit = self.text.floor_char_boundary((first + MAX_EVENT).min(self.text.len()));
        let end = end_of_lines(self.text, first, limit, |line| {
            let content = &self.text[line.range()];
            (line.start > first && (opens_other(content) || content.trim_end() == "- System"))
                .then_some(line.start)
        });
        Some(trimmed(self.text, Span::new(first, end)))
    }
}

/// The next word at or after `at` and before `limit`, and whether a line break stands before it. `[ Name]` is one word.
fn word(text: &str, at: usize, limit: usize) -> Option<(Span, bool)> {
    let gap = &text[at..limit];
    let rest = gap.trim_start();
    let start = at + gap.len() - rest.len();
    let broken = text[at..start].contains('\n');
    let near = &rest[..rest.floor_char_boundary(MAX_WORD.min(rest.len()))];
    let bracket = near.strip_prefix('[').and_then(|inner| inner.split_once(']')).map(|(name, _)| name);
    let bracket =
        bracket.filter(|name| name.len() <= 64 && name.trim().chars().all(|c| c.is_ascii_alphanumeric()));
    let length = match bracket {
        Some(name) => name.len() + 2,
        None => near.find(char::is_whitespace).unwrap_or(near.len()),
    };
    (length > 0).then(|| (Span::new(start, start + length), broken))
}

/// A longer word is taken in pieces.
const MAX_WORD: usize = 4 << 10;

/// The name in `[ Name]`.
fn attribute(word: &str) -> Option<&str> {
    let name = word.strip_prefix('[')?.strip_suffix(']')?.trim();
    (!name.is_empty()).then_some(name)
}

/// Whether a word only opens or closes a part of the outline.
fn is_marker(word: &str) -> bool {
    matches!(word, "-" | "+" | "\u{2013}" | "\u{2212}" | "---")
}

/// The header field or the name of a value in the system part.
fn key(element: &str, attribute: Option<&str>) -> FieldKey {
    let header = match (element, attribute) {
        ("Provider", Some("Name") | None) => Header::Provider,
        ("TimeCreated", Some("SystemTime") | None) => Header::Time,
        ("Security", Some("UserID") | None) => Header::User,
        ("EventID", None) => Header::EventId,
        ("Level", None) => Header::Level,
        ("Task", None) => Header::Task,
        ("Opcode", None) => Header::Opcode,
        ("Keywords", None) => Header::Keywords,
        ("Channel", None) => Header::Channel,
        ("Computer", None) => Header::Computer,
        (element, Some(attribute)) => return FieldKey::named(&format!("{element}.{attribute}")),
        (element, None) => return FieldKey::named(element),
    };
    FieldKey::Header(header)
}
