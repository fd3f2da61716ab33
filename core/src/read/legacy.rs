//! The event log's text before Windows Vista, as its dialog's copy button and old articles have it:
//!
//! ```text
//! Event Type:     Error
//! Event Source:   Service Control Manager
//! Event Category: None
//! Event ID:       7023
//! Date:           3/11/2008
//! Time:           3:22:40 PM
//! User:           N/A
//! Computer:       SRV1
//! Description:
//! The Contoso service terminated with the following error: Access is denied.
//! Data:
//! 0000: 05 00 00 00               ....
//! ```
//!
//! Articles leave labels out, change their order, indent them, and put events one after another without a blank line, or on
//! one line. Windows' own sources: <https://learn.microsoft.com/troubleshoot/windows-server/>, and see [`labels`].

mod labels;
#[cfg(test)]
mod tests;

use super::labelled::{
    Found, Labels, end_of_lines, header_field, is_shortened, line_prefix, message, number, opens_other,
    value_in,
};
use super::opening::Opening;
use super::{Block, Builder, Layout, MAX_EVENT, Next, Spec, line_end, trimmed};
use crate::Span;
use crate::event::{Extent, FieldKey, Format, Header};
use crate::report::{Note, NoteCode};

/// The layout.
pub(super) const SPEC: Spec = Spec {
    anchors: &[
        "event type",
        "event source",
        "event category",
        "ereignistyp",
        "ereignisquelle",
        "ereigniskategorie",
        "de l'\u{e9}v\u{e9}nement",
        "de l\u{2019}\u{e9}v\u{e9}nement",
        "d'\u{e9}v\u{e9}nement",
        "d\u{2019}\u{e9}v\u{e9}nement",
        "tipo de evento",
        "tipo de suceso",
        "origen del evento",
        "origen de evento",
        "origen del suceso",
        "origen de suceso",
        "tipo evento",
        "tipo di evento",
        "origine evento",
        "origine dell",
        "tipo do evento",
        "origem do evento",
        "fonte do evento",
        "Тип события",
        "Источник события",
        "イベントの種類",
        "イベント ソース",
        "イベントソース",
        "事件类型",
        "事件来源",
        "事件源",
        "事件類型",
        "事件來源",
    ],
    start: |text| Box::new(Legacy { text }),
};

/// What a label announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label {
    Header(Header),
    /// The time of day, beside the date.
    Clock,
    Description,
    /// A label that this layout never has.
    Foreign,
}

static LABELS: Labels<Label> = Labels::new(labels::TABLES, b':');

/// So many different labels make a header.
const MIN_LABELS: usize = 3;

/// A type or a source is no longer than this: what is longer is prose.
const MAX_NAME: usize = 80;

/// Whether an event's header begins with the first word of a line.
pub(super) fn begins(opening: &Opening<'_>) -> bool {
    let (text, at) = (opening.near, opening.indent());
    let first = LABELS.between(text, at, at + opening.line.len()).next();
    let is_first = first.is_some_and(|label| label.start == at && matches!(label.what, Label::Header(_)));
    is_first && Legacy { text }.head(at).is_some_and(|head| head.len() > MIN_LABELS)
}

struct Legacy<'t> {
    text: &'t str,
}

impl Layout for Legacy<'_> {
    fn near(&mut self, from: usize, until: usize) -> Next {
        LABELS.near(self.text, from, until, |label| self.may_begin(label))
    }

    fn read(&mut self, at: usize) -> Option<Block> {
        let head = self.head(at)?;
        Some(self.event(&head))
    }
}

/// Whether a label has the word `Event` in it, in whatever language.
fn is_signature(label: Label) -> bool {
    matches!(label, Label::Header(Header::Level | Header::Provider | Header::Task | Header::EventId))
}

impl Legacy<'_> {
    fn may_begin(&self, label: &Found<Label>) -> bool {
        match label.what {
            Label::Header(_) if is_signature(label.what) => true,
            Label::Header(_) | Label::Clock => line_prefix(self.text, label.start).is_some(),
            Label::Description | Label::Foreign => false,
        }
    }

    /// The header that starts at `at`, if one does.
    fn head(&self, at: usize) -> Option<Vec<Found<Label>>> {
        let ends = |label| matches!(label, Label::Description | Label::Foreign);
        let head = LABELS.head(self.text, at, self.text.len(), ends);
        let value = |header| self.value_of(&head, header);
        let (id, source) = (value(Header::EventId), value(Header::Provider));
        let kind = value(Header::Level);
        let is_foreign = head.last().is_none_or(|last| last.what == Label::Foreign);
        let is_numbered = id.is_some_and(|id| number(self.text, id).is_some());
        let signed = kind.is_some() || source.is_some() || value(Header::Task).is_some();
        // The end of a sentence before the event: `with the following Event ID:`.
        let is_sentence = head[..head.len().min(1)]
            .iter()
            .any(|first| first.what == Label::Header(Header::EventId) && id.is_none());
        let is_event = head.len() >= MIN_LABELS
            && !is_sentence
            && signed
            && [kind, source].into_iter().flatten().all(|value| value.len() <= MAX_NAME)
            && (is_numbered || (kind.is_some() && source.is_some() && head.len() > MIN_LABELS));
        (is_event && !is_foreign).then_some(head)
    }

    /// The value of a header field, if it is there and not empty.
    fn value_of(&self, head: &[Found<Label>], header: Header) -> Option<Span> {
        let place = head.iter().position(|label| label.what == Label::Header(header))?;
        Some(value_in(self.text, head, place, self.text.len())).filter(|value| !value.is_empty())
    }

    /// Where the message after a header ends.
    fn message_end(&self, head: &[Found<Label>], from: usize) -> usize {
        let limit = self.text.floor_char_boundary((from + MAX_EVENT).min(self.text.len()));
        let columns = head.iter().filter_map(|label| Some(line_prefix(self.text, label.start)?.len()));
        let mut edge = columns.min().unwrap_or(0);
        let own_line = line_end(self.text, from, limit);
        let mut seen = !self.text[from..own_line].trim().is_empty();
        end_of_lines(self.text, from, limit, |line| {
            let content = self.text[line.range()].trim_end();
            let indent = content.len() - content.trim_start().len();
            if line.start > from && !content.trim().is_empty() {
                if !seen && indent < edge {
                    edge = 0; // the message does not keep the header's indent
                }
                seen = true;
                let ends = indent < edge
                    || opens_other(content)
                    || self.data(line.start).is_some()
                    || self.is_underlined(line);
                if ends {
                    return Some(line.start);
                }
            }
            let mut labels = LABELS.between(self.text, line.start, line.end);
            labels
                .find(|label| self.may_begin(label) && self.head(label.start).is_some())
                .map(|label| label.start.max(from))
        })
    }

    /// Whether the line is a heading with a rule of signs below it.
    fn is_underlined(&self, line: Span) -> bool {
        let from = (line.end + 1).min(self.text.len());
        let Some(rest) = self.text.get(from..) else { return false };
        let near = &rest[..rest.floor_char_boundary(96)];
        let rule = near[..line_end(near, 0, near.len())].trim();
        rule.len() >= 3 && (rule.bytes().all(|b| b == b'=') || rule.bytes().all(|b| b == b'-'))
    }

    /// The event's data, if its label stands at the start of the line at `at`: lines of hexadecimal bytes.
    fn data(&self, at: usize) -> Option<Span> {
        let near = &self.text[at..self.text.floor_char_boundary(at + 96)];
        let content = near.trim_start();
        let name = DATA.iter().find(|name| content.starts_with(**name))?;
        let after = content[name.len()..].trim_start_matches([' ', '\u{a0}']).strip_prefix(':')?;
        let start = at + near.len() - after.trim_start().len();
        let mut end = start;
        let mut from = start;
        while let Some(rest) = self.text.get(from..) {
            let line = from..line_end(self.text, from, self.text.len());
            if !is_dump(rest) {
                break;
            }
            end = line.end;
            from = line.end + 1;
        }
        (end > start).then(|| trimmed(self.text, Span::new(start, end)))
    }

    fn event(&self, head: &[Found<Label>]) -> Block {
        let start = head[0].start;
        let last = &head[head.len() - 1];
        let mut end = last.end;
        let mut body = Span::new(end, end);
        if last.what == Label::Description {
            body = trimmed(self.text, Span::new(end, self.message_end(head, end)));
            end = end.max(body.end);
        } else {
            end = end.max(value_in(self.text, head, head.len() - 1, self.text.len()).end);
        }
        let data = self.data_after(end);
        end = data.map_or(end, |data| data.end);
        let mut builder = Builder::new(self.text, start);
        self.copy(&mut builder, head, Span::new(start, end));
        for (place, label) in head.iter().enumerate() {
            self.header(&mut builder, head, place, label.what);
        }
        message(&mut builder, body);
        if let Some(data) = data {
            let range = builder.made_from(data);
            builder.field(FieldKey::named("Data"), range);
        }
        let is_whole = !body.is_empty() && !is_shortened(&self.text[body.range()]);
        let extent = if is_whole { Extent::Whole } else { Extent::Fragment };
        let span = Span::new(start, end);
        let cut = body.end - body.start >= MAX_EVENT - 4;
        let note = cut.then(|| Note::new(NoteCode::Oversize, span, "an event of more than 4 MiB was cut"));
        Block {
            end,
            events: vec![builder.build(Format::EventViewer, span, extent)],
            notes: note.into_iter().collect(),
        }
    }

    /// The data that follow a message, after blank lines at most.
    fn data_after(&self, end: usize) -> Option<Span> {
        let rest = &self.text[end..];
        let blank = rest.len() - rest.trim_start().len();
        let at = end + blank;
        self.text[end..at].contains('\n').then(|| self.data(at)).flatten()
    }

    /// Copies the event, with the time of day right after the date: together they are one value.
    fn copy(&self, builder: &mut Builder<'_>, head: &[Found<Label>], span: Span) {
        if let Some((date, clock)) = self.date_and_clock(head) {
            builder.copy(Span::new(span.start, date.end));
            builder.insert(" ");
            builder.copy(Span::new(clock.start, span.end));
        } else {
            builder.copy(span);
        }
    }

    /// The values of the date and of the time of day, when these labels stand next to each other.
    fn date_and_clock(&self, head: &[Found<Label>]) -> Option<(Span, Span)> {
        let date = head.iter().position(|label| label.what == Label::Header(Header::Time))?;
        head.get(date + 1).filter(|label| label.what == Label::Clock)?;
        let value = |place| Some(value_in(self.text, head, place, self.text.len())).filter(|v| !v.is_empty());
        Some((value(date)?, value(date + 1)?))
    }

    fn header(&self, builder: &mut Builder<'_>, head: &[Found<Label>], place: usize, label: Label) {
        let value = value_in(self.text, head, place, self.text.len());
        let joined = self.date_and_clock(head);
        match label {
            Label::Header(Header::EventId) => {
                header_field(builder, Header::EventId, number(self.text, value).unwrap_or(value));
            }
            Label::Header(Header::Time) if let Some((date, clock)) = joined => {
                let range = builder.made_from(date).start..builder.made_from(clock).end;
                builder.field(FieldKey::Header(Header::Time), range);
            }
            Label::Header(header) => header_field(builder, header, value),
            Label::Clock if joined.is_none() && self.value_of(head, Header::Time).is_none() => {
                header_field(builder, Header::Time, value);
            }
            Label::Clock | Label::Description | Label::Foreign => {}
        }
    }
}

/// What the event's data are called.
const DATA: [&str; 9] =
    ["Data", "Daten", "Datos", "Donn\u{e9}es", "Dati", "Dados", "Данные", "データ", "数据"];

/// Whether a text starts with a line of a dump: an offset and bytes in hexadecimal.
fn is_dump(text: &str) -> bool {
    let line = text.trim_start_matches([' ', '\t']);
    let digits = line.bytes().take_while(u8::is_ascii_hexdigit).count();
    let Some(bytes) = line[digits..].strip_prefix(':') else { return false };
    let first: Vec<u8> = bytes.trim_start_matches([' ', '\t']).bytes().take(2).collect();
    (4..=8).contains(&digits) && first.len() == 2 && first.iter().all(u8::is_ascii_hexdigit)
}
