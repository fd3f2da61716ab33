//! `wevtutil query-events /format:text`:
//!
//! ```text
//! Event[0]:
//!   Log Name: System
//!   Source: Microsoft-Windows-Kernel-Power
//!   Date: 2019-05-26T10:21:11.251
//!   Event ID: 107
//!   Task: N/A
//!   Level: Information
//!   Opcode: Info
//!   Keyword: N/A
//!   User: N/A
//!   User Name: N/A
//!   Computer: DESKTOP-ONE
//!   Description:
//! The system has resumed from sleep.
//! ```
//!
//! The labels are English in any language. Newer builds print `Event[0]` without the colon. The message starts at the
//! margin and has blank lines of its own. `Keyword`, `Opcode` and `User Name` tell a block without its first line from
//! Event Viewer's text. The command: <https://learn.microsoft.com/windows-server/administration/windows-commands/wevtutil>,
//! which does not show its output.

use super::labelled::{
    Found, Labels, end_of_lines, header_field, is_shortened, line_prefix, message, number, value_in,
};
use super::opening::Opening;
use super::{Block, Builder, Layout, MAX_EVENT, Next, Spec, trimmed};
use crate::Span;
use crate::event::{Extent, FieldKey, Format, Header};
use crate::report::{Note, NoteCode};

/// The layout.
pub(super) const SPEC: Spec = Spec {
    anchors: &["event[", "user name:", "keyword:", "opcode:"],
    start: |text| Box::new(Wevtutil { text, opening: 0 }),
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label {
    Header(Header),
    UserName,
    Description,
    /// A label of Event Viewer's own text.
    Foreign,
}

static LABELS: Labels<Label> = Labels::new(&[TABLE], b':');

const TABLE: &[(&str, Label)] = &[
    ("Log Name", Label::Header(Header::Channel)),
    ("Source", Label::Header(Header::Provider)),
    ("Date", Label::Header(Header::Time)),
    ("Event ID", Label::Header(Header::EventId)),
    ("Task", Label::Header(Header::Task)),
    ("Level", Label::Header(Header::Level)),
    ("Opcode", Label::Header(Header::Opcode)),
    ("Keyword", Label::Header(Header::Keywords)),
    ("User", Label::Header(Header::User)),
    ("User Name", Label::UserName),
    ("Computer", Label::Header(Header::Computer)),
    ("Description", Label::Description),
    ("Task Category", Label::Foreign),
    ("Keywords", Label::Foreign),
    ("Event Type", Label::Foreign),
    ("Event Source", Label::Foreign),
    ("Event Category", Label::Foreign),
    ("Event Description", Label::Foreign),
];

/// So many different labels make a header whose first line is missing.
const MIN_LABELS: usize = 4;

/// The first line of a block is at most so far from its first label.
const MAX_INDENT: usize = 64;

/// Whether `Event[0]` stands at the start of a line, and a label after it.
pub(super) fn begins(opening: &Opening<'_>) -> bool {
    opening.line.starts_with(OPENING)
        && Wevtutil { text: opening.content, opening: 0 }.after_opening(0).is_some()
}

struct Wevtutil<'t> {
    text: &'t str,
    /// The place of the next `Event[`, as far as it is known: looking for it anew for each label would not be linear.
    opening: usize,
}

/// The header of an event.
struct Head {
    start: usize,
    /// Whether `Event[0]` stands before it.
    is_opened: bool,
    labels: Vec<Found<Label>>,
}

impl Layout for Wevtutil<'_> {
    fn near(&mut self, from: usize, until: usize) -> Next {
        if self.opening <= from {
            let next = memchr::memmem::find(&self.text.as_bytes()[from..], OPENING.as_bytes());
            self.opening = next.map_or(self.text.len(), |at| from + at);
        }
        let before = &self.text[..self.opening];
        match LABELS.near(before, from, until, |label| self.may_begin(label)) {
            Next::NotBefore(at) if at > self.opening && self.opening < self.text.len() => {
                Next::At(self.opening)
            }
            found => found,
        }
    }

    fn read(&mut self, at: usize) -> Option<Block> {
        let head = self.head(at)?;
        Some(self.event(&head))
    }
}

const OPENING: &str = "Event[";

impl Wevtutil<'_> {
    fn may_begin(&self, label: &Found<Label>) -> bool {
        matches!(label.what, Label::Header(_) | Label::UserName)
            && line_prefix(self.text, label.start).is_some()
    }

    /// The header that starts at `at`, if one does.
    fn head(&self, at: usize) -> Option<Head> {
        let first = self.after_opening(at);
        if first.is_none() && self.text[at..].starts_with(OPENING) {
            return None;
        }
        let ends = |label| matches!(label, Label::Description | Label::Foreign);
        let labels = LABELS.head(self.text, first.unwrap_or(at), self.text.len(), ends);
        let has = |what| labels.iter().any(|label| label.what == what);
        let is_foreign = labels.last().is_none_or(|last| last.what == Label::Foreign);
        let is_named = has(Label::Header(Header::Channel)) || has(Label::Header(Header::Provider));
        let typical = [Label::Header(Header::Opcode), Label::Header(Header::Keywords), Label::UserName];
        let count = typical.into_iter().filter(|what| has(*what)).count();
        let is_enough = match first {
            Some(_) => is_named || count > 0,
            None => count > 1 && labels.len() >= MIN_LABELS,
        };
        (is_enough && !is_foreign).then_some(Head { start: at, is_opened: first.is_some(), labels })
    }

    /// Where the first label stands after `Event[0]` at `at`.
    fn after_opening(&self, at: usize) -> Option<usize> {
        let inner = self.text[at..].strip_prefix(OPENING)?;
        let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
        let rest = inner[digits..].strip_prefix(']').filter(|_| digits > 0)?;
        let rest = rest.strip_prefix(':').unwrap_or(rest);
        let from = self.text.len() - rest.len();
        let to = self.text.floor_char_boundary((from + MAX_INDENT).min(self.text.len()));
        let label = LABELS.between(self.text, from, to).next()?;
        let between = &self.text[from..label.start];
        between.chars().all(char::is_whitespace).then_some(label.start)
    }

    fn event(&self, head: &Head) -> Block {
        let Head { start, is_opened, ref labels } = *head;
        let last = &labels[labels.len() - 1];
        let mut end = value_in(self.text, labels, labels.len() - 1, self.text.len()).end.max(last.end);
        let mut body = Span::new(end, end);
        if last.what == Label::Description {
            body = trimmed(self.text, Span::new(last.end, self.message_end(last.end)));
            end = last.end.max(body.end);
        }
        let mut builder = Builder::new(self.text, start);
        builder.copy(Span::new(start, end));
        for (place, label) in labels.iter().enumerate() {
            self.header(&mut builder, labels, place, label.what);
        }
        let has_message = !matches!(&self.text[body.range()], "" | "N/A");
        if has_message {
            message(&mut builder, body);
        }
        let is_whole = has_message && is_opened && !is_shortened(&self.text[body.range()]);
        let extent = if is_whole { Extent::Whole } else { Extent::Fragment };
        let span = Span::new(start, end);
        let is_cut = !is_opened || last.what != Label::Description;
        let note =
            is_cut.then(|| Note::new(NoteCode::Truncated, span, "this event is cut; what it shows was read"));
        Block {
            end,
            events: vec![builder.build(Format::Wevtutil, span, extent)],
            notes: note.into_iter().collect(),
        }
    }

    fn header(&self, builder: &mut Builder<'_>, labels: &[Found<Label>], place: usize, label: Label) {
        let value = value_in(self.text, labels, place, self.text.len());
        match label {
            Label::Header(header) => {
                let id = number(self.text, value).filter(|_| header == Header::EventId);
                let list = self.text[value.range()].trim_end_matches([',', ' ', '\0']).len();
                header_field(builder, header, id.unwrap_or(Span::new(value.start, value.start + list)));
            }
            Label::UserName if !value.is_empty() => {
                let range = builder.made_from(value);
                builder.field(FieldKey::named("User Name"), range);
            }
            Label::UserName | Label::Description | Label::Foreign => {}
        }
    }

    /// Where the message that starts at `from` ends: with the next event, or the prompt of the next command.
    fn message_end(&self, from: usize) -> usize {
        let limit = self.text.floor_char_boundary((from + MAX_EVENT).min(self.text.len()));
        end_of_lines(self.text, from, limit, |line| {
            let content = &self.text[line.range()];
            if line.start > from && is_prompt(content) {
                return Some(line.start);
            }
            let opening = content.find(OPENING).map(|at| line.start + at);
            let opening = opening.filter(|&at| self.after_opening(at).is_some());
            let mut labels = LABELS.between(self.text, line.start, opening.unwrap_or(line.end));
            let header = labels
                .find(|label| {
                    label.what == Label::Header(Header::Channel) && self.head(label.start).is_some()
                })
                .map(|label| label.start);
            opening.into_iter().chain(header).min()
        })
    }
}

/// Whether a line is the prompt of a command shell: `C:\>`, `PS C:\>`.
fn is_prompt(line: &str) -> bool {
    let line = line.trim_start();
    let path = line.strip_prefix("PS ").unwrap_or(line);
    let mut letters = path.chars();
    let is_drive = letters.next().is_some_and(|c| c.is_ascii_alphabetic()) && path[1..].starts_with(":\\");
    is_drive && path.find('>').is_some_and(|at| at < 260 && !path[..at].contains(['"', '<']))
}

#[cfg(test)]
mod tests;
