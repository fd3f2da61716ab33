//! How articles of the 1990s list events: the number and the source on one line, the message below it.
//!
//! ```text
//! Event ID 7023, Service Control Manager
//! The Contoso service terminated with the following error: Access is
//! denied.
//! ```
//!
//! Some have the labels of the dialog of Windows NT, `Source`, `Type` and `Category`, with colons or with equals signs:
//!
//! ```text
//! Event ID    = 7023
//! Source      = Service Control Manager
//! Type        = Error
//! Description = The Contoso service terminated with the following error: Access is denied.
//! ```
//!
//! Many have nothing but the number, on a line of its own:
//!
//! ```text
//! Event ID: 7023
//! The Contoso service terminated with the following error: Access is denied.
//! ```
//!
//! Event Viewer titles the pane with the message like the first form, in every language: see [`line`].
//!
//! A sentence that names an event is none. Sources: <https://learn.microsoft.com/windows/win32/api/winsvc/nf-winsvc-setservicestatus>
//! for the second form, and the archive of old articles <https://github.com/jeffpar/kbarchive> for both.

mod line;

use super::labelled::{
    Found, Labels, bare, end_of_lines, header_field, is_shortened, line_prefix, message, number, opens_other,
    value_in,
};
use super::{Block, Builder, Layout, MAX_EVENT, Next, Spec, line_end, trimmed};
use crate::Span;
use crate::event::{Extent, Format, Header};
use line::{Line, MARKS, MAX_SOURCE};

/// The layout.
pub(super) const SPEC: Spec = Spec {
    anchors: &[
        "event id",
        "event 1",
        "event 2",
        "event 3",
        "event 4",
        "event 5",
        "event 6",
        "event 7",
        "event 8",
        "event 9",
        "ereignis ",
        "v\u{e9}nement ",
        "evento ",
        "Событие ",
        "Подія ",
        "イベント ",
        "事件 ",
        "이벤트 ",
        "zdarzenie ",
        "gebeurtenis ",
        "ndelse ",
        "ud\u{e1}lost ",
        "esem\u{e9}ny ",
        "olay ",
        "tapahtuma ",
        "udalos\u{165} ",
        "eveniment ",
    ],
    start: |text| Box::new(Nt { text }),
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label {
    Header(Header),
    Description,
    /// A label of a later layout.
    Foreign,
}

static LABELS: Labels<Label> = Labels::new(&[TABLE], b'=');

const TABLE: &[(&str, Label)] = &[
    ("Event ID", Label::Header(Header::EventId)),
    ("Event", Label::Header(Header::EventId)),
    ("Source", Label::Header(Header::Provider)),
    ("Type", Label::Header(Header::Level)),
    ("Category", Label::Header(Header::Task)),
    ("Date", Label::Header(Header::Time)),
    ("User", Label::Header(Header::User)),
    ("Computer", Label::Header(Header::Computer)),
    ("Description", Label::Description),
    ("Log Name", Label::Foreign),
    ("Level", Label::Foreign),
    ("Task Category", Label::Foreign),
    ("Keywords", Label::Foreign),
    ("User Name", Label::Foreign),
    ("Event Type", Label::Foreign),
    ("Event Source", Label::Foreign),
    ("Event Category", Label::Foreign),
    ("Event Description", Label::Foreign),
    ("Entry Type", Label::Foreign),
    ("Log", Label::Foreign),
    ("Message", Label::Foreign),
];

/// What stands before the colon of a label has at most so many words.
const MAX_WORDS: usize = 5;

/// So much of the lines around a number without a source is looked at.
const MAX_LINE: usize = 160;

/// A sentence has more words.
const MIN_WORDS: usize = 2;

struct Nt<'t> {
    text: &'t str,
}

/// What stands before the message.
enum Head {
    /// `Event ID 7023, Service Control Manager`.
    Line(Line),
    /// Labels.
    Labels(Vec<Found<Label>>),
}

impl Layout for Nt<'_> {
    fn near(&mut self, from: usize, until: usize) -> Next {
        let newlines = memchr::memchr_iter(b'\n', &self.text.as_bytes()[from..]).map(|at| from + at + 1);
        for line in (from == 0).then_some(0).into_iter().chain(newlines) {
            if line > until {
                // The line break before it is looked at again.
                return Next::NotBefore(line - 1);
            }
            if let Some(at) = self.candidate(line) {
                return Next::At(at);
            }
        }
        Next::of(None)
    }

    fn read(&mut self, at: usize) -> Option<Block> {
        let head = line::read(self.text, at).map(Head::Line);
        let head = head.or_else(|| self.labels(at).map(Head::Labels))?;
        Some(self.event(at, &head))
    }
}

impl Nt<'_> {
    /// Where an event may begin on the line that starts at `at`: at its first word.
    fn candidate(&self, at: usize) -> Option<usize> {
        let near = &self.text[at..self.text.floor_char_boundary((at + 64).min(self.text.len()))];
        let line = near.trim_start_matches(MARKS);
        let begins = line::is_title(line) || ["Source", "Type"].iter().any(|word| line.starts_with(word));
        begins.then(|| at + near.len() - line.len())
    }

    /// The labels that start at `at`, when they make a header.
    fn labels(&self, at: usize) -> Option<Vec<Found<Label>>> {
        let ends = |label| matches!(label, Label::Description | Label::Foreign);
        let head = LABELS.head(self.text, at, self.text.len(), ends);
        let value = |header| self.value_of(&head, header);
        let id = value(Header::EventId).and_then(|id| number(self.text, id))?;
        let Some(source) = value(Header::Provider) else {
            return self.is_bare(&head, id).then_some(head);
        };
        if source.len() > MAX_SOURCE {
            return None;
        }
        let is_foreign = head.last().is_none_or(|last| last.what == Label::Foreign);
        let has = |header| head.iter().any(|label| label.what == Label::Header(header));
        let is_typed = has(Header::Level) || has(Header::Task);
        let equals = self.text[..head[0].end].ends_with('=');
        let only = [Label::Header(Header::EventId), Label::Header(Header::Provider), Label::Description];
        let is_line = head.iter().all(|label| only.contains(&label.what))
            && !self.text[id.start.min(source.start)..source.end.max(id.end)].contains('\n');
        let is_pair = head.len() == 2 && self.is_told(&head);
        let is_event = is_line || is_pair || (head.len() > 2 && (is_typed || equals));
        (is_event && !is_foreign).then_some(head)
    }

    /// Whether a header without a source is one of an event: a number alone on its line, apart from what stands before, and
    /// what the event says.
    fn is_bare(&self, head: &[Found<Label>], id: Span) -> bool {
        let first = head[0];
        let own = [Label::Header(Header::EventId), Label::Header(Header::Level), Label::Header(Header::Task)];
        let described = head.last().is_some_and(|last| last.what == Label::Description);
        first.what == Label::Header(Header::EventId)
            && (described || self.is_apart(first.start))
            && self.ends_line(id.end)
            && head.iter().all(|label| own.contains(&label.what) || label.what == Label::Description)
            && head.iter().all(|label| line_prefix(self.text, label.start).is_some())
            && self.is_unbroken(head, id)
            && (described || self.is_told(head))
    }

    /// Whether nothing stands between the labels but their values.
    fn is_unbroken(&self, head: &[Found<Label>], id: Span) -> bool {
        (1..head.len()).all(|place| {
            let value = value_in(self.text, head, place - 1, self.text.len());
            let end = if place == 1 { id.end } else { value.end.max(head[place - 1].end) };
            !self.text[end..head[place].start].contains(char::is_alphanumeric)
        })
    }

    /// Whether nothing stands before `at` on its line, and nothing but marks on the line before.
    fn is_apart(&self, at: usize) -> bool {
        let near = self.text.ceil_char_boundary(at.saturating_sub(MAX_LINE));
        let before = &self.text[near..at];
        let Some((above, _)) = before.rsplit_once('\n') else { return near == 0 };
        let above = above.rsplit_once('\n').map_or(above, |(_, line)| line);
        !above.contains(char::is_alphanumeric) && (near == 0 || before.matches('\n').nth(1).is_some())
    }

    fn ends_line(&self, at: usize) -> bool {
        let near = &self.text[at..self.text.floor_char_boundary((at + MAX_LINE).min(self.text.len()))];
        let rest = near[..line_end(near, 0, near.len())].trim_matches([' ', '\t', '\r', '*', '`', '\\']);
        rest.is_empty()
    }

    /// Whether a sentence stands below the labels, each of which has its own line: no further label, and no list.
    fn is_told(&self, head: &[Found<Label>]) -> bool {
        let on_lines = head.iter().all(|label| line_prefix(self.text, label.start).is_some());
        let value = value_in(self.text, head, head.len() - 1, self.text.len());
        let from = line_end(self.text, value.end, self.text.len());
        let below = self.text[from..].strip_prefix('\n').unwrap_or_default();
        let line = &below[..line_end(below, 0, below.floor_char_boundary(MAX_LINE.min(below.len())))];
        let line = line.trim_matches([' ', '\t', '\r', '>', '*', '"']);
        let is_label = line.split_once(':').is_some_and(|(name, value)| {
            let words = name.split_whitespace().count();
            words <= MIN_WORDS || words <= MAX_WORDS && !value.is_empty()
        });
        on_lines
            && line.starts_with(char::is_uppercase)
            && line.split_whitespace().count() > MIN_WORDS
            && !is_label
            && !opens_other(line)
    }

    fn value_of(&self, head: &[Found<Label>], header: Header) -> Option<Span> {
        let place = head.iter().position(|label| label.what == Label::Header(header))?;
        let value = value_in(self.text, head, place, self.text.len());
        let text = self.text[value.range()].trim_end_matches([',', ';', ' ']);
        Some(Span::new(value.start, value.start + text.len())).filter(|value| !value.is_empty())
    }

    fn event(&self, start: usize, head: &Head) -> Block {
        let from = match head {
            Head::Line(Line { source, .. }) => line_end(self.text, source.end, self.text.len()),
            Head::Labels(labels) => self.labels_end(labels),
        };
        let mut body = self.body(from);
        let is_apart = body.is_empty() && matches!(head, Head::Line(_));
        if is_apart {
            body = self.apart(from);
        }
        let end = if body.is_empty() { start + self.text[start..from].trim_end().len() } else { body.end };
        let mut builder = Builder::new(self.text, start);
        builder.copy(Span::new(start, end));
        match head {
            Head::Line(Line { id, source }) => {
                header_field(&mut builder, Header::EventId, *id);
                header_field(&mut builder, Header::Provider, *source);
            }
            Head::Labels(labels) => self.header_fields(&mut builder, labels),
        }
        message(&mut builder, body);
        let is_whole = !body.is_empty() && !is_apart && !is_shortened(&self.text[body.range()]);
        let extent = if is_whole { Extent::Whole } else { Extent::Fragment };
        let event = builder.build(Format::WindowsNt, Span::new(start, end), extent);
        Block { end, events: vec![event], notes: Vec::new() }
    }

    /// Where the message may start after labels.
    fn labels_end(&self, labels: &[Found<Label>]) -> usize {
        let last = &labels[labels.len() - 1];
        if last.what == Label::Description {
            return last.end;
        }
        let value = value_in(self.text, labels, labels.len() - 1, self.text.len());
        line_end(self.text, value.end.max(last.end), self.text.len())
    }

    fn header_fields(&self, builder: &mut Builder<'_>, labels: &[Found<Label>]) {
        for label in labels {
            if let Label::Header(header) = label.what
                && let Some(value) = self.value_of(labels, header)
            {
                let id = number(self.text, value).filter(|_| header == Header::EventId);
                header_field(builder, header, id.unwrap_or(value));
            }
        }
    }

    /// The message: up to a blank line or the next event, and the data word below it.
    fn body(&self, from: usize) -> Span {
        let limit = self.text.floor_char_boundary((from + MAX_EVENT).min(self.text.len()));
        let mut is_begun = false;
        let end = end_of_lines(self.text, from, limit, |line| {
            let content = self.text[line.range()].trim();
            let is_first = line.start == from;
            if is_first && content.is_empty() {
                return None;
            }
            let is_next = || self.is_next(line, content);
            if content.is_empty() || (!is_first && (opens_other(content) || is_next())) {
                return Some(line.start);
            }
            is_begun = true;
            None
        });
        let body = trimmed(self.text, Span::new(from, if is_begun { end } else { from }));
        self.with_data(body)
    }

    /// The paragraph after a blank line below a title: the message, unless somebody announces it there or something else
    /// begins.
    fn apart(&self, from: usize) -> Span {
        let none = Span::new(from, from);
        let Some(below) = self.text[from..].strip_prefix('\n') else { return none };
        let blank = line_end(below, 0, below.len());
        if !below[..blank].trim().is_empty() || blank == below.len() {
            return none;
        }
        let body = self.body(from + 1 + blank);
        let first = &self.text[body.start..line_end(self.text, body.start, body.end.max(body.start))];
        if first.trim_end().ends_with([':', '\u{ff1a}']) { none } else { body }
    }

    fn is_next(&self, line: Span, content: &str) -> bool {
        let at = line.start + self.text[line.range()].find(content).unwrap_or(0);
        let at = at + content.len() - content.trim_start_matches(MARKS).len();
        line::read(self.text, at).is_some() || self.labels(at).is_some()
    }

    /// A message with the line of its data word, when that stands after a blank line.
    fn with_data(&self, body: Span) -> Span {
        let rest = self.text[body.end..].trim_start();
        let at = self.text.len() - rest.len();
        if body.is_empty() || !rest.starts_with("Data word") || at - body.end > 64 {
            return body;
        }
        let line = bare(self.text, Span::new(at, line_end(self.text, at, self.text.len())));
        Span::new(body.start, line.end.min(at + MAX_SOURCE).max(body.end))
    }
}

#[cfg(test)]
mod tests;
