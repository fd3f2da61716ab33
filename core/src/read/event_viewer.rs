//! Event Viewer's "Copy details as text": labels and values, then the message, then perhaps the event's XML.
//!
//! Pastes lose line breaks, columns and labels. So an event is found by labels that stand near each other, in any order;
//! a value goes to the next label. After `Description:` labels mean nothing any more, since messages have labels of their
//! own, until `Event Xml:` with XML after it, the header of another event, or the end of the code block.

use super::labels::{Label, Occurrence, occurrences};
use super::plain::is_fence;
use super::xml::{Rendered, Tag, Tags, render};
use super::{Block, Builder, Layout, MAX_EVENT, Spec, line_end, span_of, trimmed};
use crate::Span;
use crate::event::{Extent, Field, FieldKey, Format, Header};
use crate::report::{Note, NoteCode};

/// The layout.
pub(super) const SPEC: Spec = Spec {
    anchors: &[],
    start: |text| Box::new(EventViewer { text, fences: Fences::find(text), tags: Tags::find(text) }),
};

/// From the end of one label of a header to the start of the next there are at most so many bytes.
const MAX_GAP: usize = 400;

/// So many different labels make a header.
const MIN_LABELS: usize = 3;

/// A value goes on over so many lines.
const MAX_VALUE_LINES: usize = 3;

struct EventViewer<'t> {
    text: &'t str,
    fences: Fences,
    tags: Tags,
}

impl Layout for EventViewer<'_> {
    fn find(&mut self, from: usize) -> Option<usize> {
        occurrences(self.text, from, self.text.len())
            .find(|label| {
                label.label == CHANNEL || (is_header(label.label) && starts_line(self.text, label.start))
            })
            .map(|label| label.start)
    }

    fn read(&mut self, at: usize) -> Option<Block> {
        let head = self.head(at)?;
        let body = self.body(&head);
        Some(self.event(&head, &body))
    }
}

const CHANNEL: Label = Label::Header(Header::Channel);
const PROVIDER: Label = Label::Header(Header::Provider);
const EVENT_ID: Label = Label::Header(Header::EventId);

fn is_header(label: Label) -> bool {
    matches!(label, Label::Header(_))
}

/// The labels of an event's header, up to and including `Description`.
struct Head {
    labels: Vec<Occurrence>,
    /// Where nothing of this event can be any more: the end of its code block.
    limit: usize,
}

/// What comes after the header.
struct Body<'t> {
    /// The message; empty when there is none.
    message: Span,
    /// The event's XML.
    xml: Option<&'t Tag>,
    /// Whether the message had to be cut.
    cut: bool,
}

impl Body<'_> {
    /// Whether the message visibly ends before its end: programs and people shorten with an ellipsis.
    fn is_shortened(&self, text: &str) -> bool {
        let message = text[self.message.range()].trim_end();
        message.ends_with("...") || message.ends_with('\u{2026}')
    }
}

impl Head {
    fn has(&self, label: Label) -> bool {
        self.labels.iter().any(|found| found.label == label)
    }

    fn last(&self) -> &Occurrence {
        &self.labels[self.labels.len() - 1]
    }
}

impl EventViewer<'_> {
    /// The header that starts at `at`, if one does.
    fn head(&self, at: usize) -> Option<Head> {
        let limit = self.fences.after(at).unwrap_or(self.text.len());
        let mut labels: Vec<Occurrence> = Vec::new();
        let mut repeated = None;
        // Colons are looked at one by one: the place up to which to look moves on with each label.
        let mut from = at;
        while let Some(label) = self.next_label(from, labels.last(), limit) {
            if labels.is_empty() && label.start != at {
                return None;
            }
            if labels.iter().any(|known| known.label == label.label) {
                repeated = Some(label.label);
                break;
            }
            from = label.end;
            if label.label == Label::EventXml && self.xml_after(label.end).is_none() {
                continue;
            }
            labels.push(label);
            if !is_header(label.label) {
                break;
            }
        }
        let head = Head { labels, limit };
        (self.is_event(&head) && !is_stray(&head, repeated)).then_some(head)
    }

    fn next_label(&self, from: usize, last: Option<&Occurrence>, limit: usize) -> Option<Occurrence> {
        let to = last.map_or(from + MAX_GAP, |last| last.end + MAX_GAP).min(limit);
        occurrences(self.text, from, self.text.floor_char_boundary(to).max(from)).next()
    }

    /// Whether these labels are enough to speak of an event.
    fn is_event(&self, head: &Head) -> bool {
        let numbered = self.event_id(head).is_some();
        let provider = head.labels.iter().position(|label| label.label == PROVIDER);
        let sourced = provider.is_some_and(|place| !self.value(head, place).is_empty());
        let count = head.labels.len();
        count >= MIN_LABELS
            && (numbered || sourced)
            && (numbered || head.has(CHANNEL) || count >= MIN_LABELS + 2)
    }

    /// The event id, when it is a number.
    fn event_id(&self, head: &Head) -> Option<Span> {
        let place = head.labels.iter().position(|label| label.label == EVENT_ID)?;
        Some(self.value(head, place))
            .filter(|value| value.len() <= 10 && self.text[value.range()].parse::<u32>().is_ok())
    }

    /// The value of a label of the header.
    fn value(&self, head: &Head, place: usize) -> Span {
        let label = &head.labels[place];
        let next = head.labels.get(place + 1).map(|next| next.start);
        let value = without_dress(self.text, value_lines(self.text, label.end, next, head.limit));
        if label.label != EVENT_ID {
            return value;
        }
        let slice = &self.text[value.range()];
        let digits = slice.bytes().take_while(u8::is_ascii_digit).count();
        let goes_on = slice[digits..].starts_with(|c: char| c.is_alphanumeric() || c == '-');
        if digits == 0 || goes_on { value } else { Span::new(value.start, value.start + digits) }
    }

    /// What comes after a header.
    fn body(&self, head: &Head) -> Body<'_> {
        let start = head.last().end;
        if is_header(head.last().label) {
            let value = self.value(head, head.labels.len() - 1);
            let end = if value.is_empty() { start } else { value.end };
            return Body { message: Span::new(end, end), xml: None, cut: false };
        }
        if head.last().label == Label::EventXml {
            let end = head.last().start;
            return Body { message: Span::new(end, end), xml: self.xml_after(start), cut: false };
        }
        let limit = if self.is_quoted(head) { quote_end(self.text, start, head.limit) } else { head.limit };
        let limit = self.next_event_xml(start).map_or(limit, |xml| limit.min(xml));
        let most = self.text.floor_char_boundary(limit.min(start + MAX_EVENT));
        let next = occurrences(self.text, start, most).find(|label| self.ends_message(head, label));
        let xml =
            next.filter(|label| label.label == Label::EventXml).and_then(|label| self.xml_after(label.end));
        let end = next.map_or(most, |label| label.start);
        let message = trimmed(self.text, Span::new(start, without_prefix(self.text, start, end)));
        Body { message, xml, cut: next.is_none() && most < limit }
    }

    /// The XML that stands after the end of its label, perhaps in a code block of its own.
    fn xml_after(&self, at: usize) -> Option<&Tag> {
        let tag = self.tags.first_event(at).filter(|tag| tag.region.start - at <= MAX_GAP)?;
        let between = &self.text[at..tag.region.start];
        let mut lines =
            between.split('\n').map(|line| line.trim_matches([' ', '\t', '\r', '>', '-', '\u{a0}', '\\']));
        lines.all(|line| line.is_empty() || is_fence(line) || line.starts_with("<?xml")).then_some(tag)
    }

    /// The start of the first event XML after `at` that begins a line.
    fn next_event_xml(&self, at: usize) -> Option<usize> {
        self.tags.first_event(at).map(|tag| tag.region.start).filter(|&start| starts_line(self.text, start))
    }

    /// Whether every line of the header is quoted. In some documents only the first one is.
    fn is_quoted(&self, head: &Head) -> bool {
        let mut prefixes = head.labels.iter().filter_map(|label| line_prefix(self.text, label.start));
        prefixes.all(|prefix| prefix.contains('>')) && line_prefix(self.text, head.last().start).is_some()
    }

    /// Whether a label inside a message is no part of it.
    fn ends_message(&self, head: &Head, label: &Occurrence) -> bool {
        let first = &head.labels[0];
        if label.label == Label::EventXml {
            return self.xml_after(label.end).is_some();
        }
        if label.label == CHANNEL {
            return self.head(label.start).is_some();
        }
        label.label == first.label
            && starts_line(self.text, label.start)
            && self.head(label.start).is_some_and(|head| self.event_id(&head).is_some())
    }

    fn event(&self, head: &Head, body: &Body<'_>) -> Block {
        let start = head.labels[0].start;
        let mut builder = Builder::new(self.text, start);
        let quoted = line_prefix(self.text, start).is_some_and(|prefix| prefix.contains('>'));
        copy_unquoted(&mut builder, Span::new(start, body.message.end), quoted);
        self.header_fields(&mut builder, head);
        let has_message = !body.message.is_empty();
        if has_message {
            let range = builder.made_from(body.message);
            builder.message(range);
        }
        let mut extent =
            if has_message && !body.is_shortened(self.text) { Extent::Whole } else { Extent::Fragment };
        let mut end = body.message.end;
        let mut notes = Vec::new();
        if let Some(tag) = body.xml {
            let rendered = append_xml(&mut builder, tag);
            end = rendered.end;
            notes = rendered.notes;
            if !has_message {
                extent = rendered.extent;
            }
        }
        let span = Span::new(start, end);
        if body.cut {
            notes.push(Note::new(NoteCode::Oversize, span, "an event of more than 4 MiB was cut"));
        }
        Block { end, events: vec![builder.build(Format::EventViewer, span, extent)], notes }
    }

    fn header_fields(&self, builder: &mut Builder<'_>, head: &Head) {
        for (place, label) in head.labels.iter().enumerate() {
            let value = self.value(head, place);
            if let Label::Header(header) = label.label
                && !value.is_empty()
            {
                let range = builder.made_from(value);
                builder.field(FieldKey::Header(header), range);
            }
        }
    }
}

/// Appends an event's XML to its text. Of its header fields only those count that the text lacks, and the time: that of the
/// text is in a zone that it does not name.
fn append_xml(builder: &mut Builder<'_>, tag: &Tag) -> Rendered {
    let from_xml = builder.fields().len();
    builder.end_line();
    let rendered = render(builder, tag);
    let headers = |fields: &[Field]| -> Vec<Header> {
        fields
            .iter()
            .filter_map(|field| if let FieldKey::Header(header) = field.key { Some(header) } else { None })
            .collect()
    };
    let (in_text, in_xml) = (headers(&builder.fields()[..from_xml]), headers(&builder.fields()[from_xml..]));
    builder.demote(0..from_xml, |header| header == Header::Time && in_xml.contains(&header));
    let end = builder.fields().len();
    builder.demote(from_xml..end, |header| header != Header::Time && in_text.contains(&header));
    rendered
}

/// Whether a header is only a label in front of another header, with which it has nothing to do: `Date:` of the mail in
/// which an event is quoted.
fn is_stray(head: &Head, repeated: Option<Label>) -> bool {
    let first = head.labels[0].label;
    repeated == Some(first) && ![CHANNEL, PROVIDER, EVENT_ID].contains(&first) && head.has(CHANNEL)
}

/// Whether only white space, quote marks and bullets stand before `at` on its line.
fn starts_line(text: &str, at: usize) -> bool {
    line_prefix(text, at).is_some()
}

/// What stands before `at` on its line, if that is only white space, quote marks and bullets.
fn line_prefix(text: &str, at: usize) -> Option<&str> {
    let near = text.ceil_char_boundary(at.saturating_sub(MAX_PREFIX));
    let before = &text[near..at];
    let start = before.rfind('\n').map(|newline| newline + 1).or((near == 0).then_some(0))?;
    let prefix = &before[start..];
    prefix.chars().all(|c| matches!(c, ' ' | '\t' | '\u{a0}' | '>' | '-' | '*' | '|' | '`')).then_some(prefix)
}

/// Deeper quotes and indents than this are not looked through.
const MAX_PREFIX: usize = 64;

/// `end`, or the start of its line if only quote marks stand between.
fn without_prefix(text: &str, start: usize, end: usize) -> usize {
    line_prefix(text, end).map_or(end, |prefix| (end - prefix.len()).max(start))
}

/// The value after a label: up to the next label where that stands on the same line; else its line, and the lines after
/// it that are no `unknown label: value`.
fn value_lines(text: &str, from: usize, next: Option<usize>, limit: usize) -> Span {
    let last = next.unwrap_or(text.floor_char_boundary(limit.min(from + MAX_GAP)));
    let mut end = line_end(text, from, last);
    for _ in 0..if next.is_some() { MAX_VALUE_LINES } else { 0 } {
        if end == last {
            break;
        }
        let stop = line_end(text, end + 1, last);
        let line = text[end + 1..stop].trim_matches([' ', '\t', '\r', '>', '\u{a0}']);
        if line.is_empty() || line.contains(": ") || line.ends_with(':') {
            break;
        }
        end = stop;
    }
    Span::new(from, end)
}

/// The span without white space and what Markdown and HTML put in place of it.
fn without_dress(text: &str, span: Span) -> Span {
    let slice = &text[span.range()];
    let mut inner = slice;
    loop {
        let length = inner.len();
        inner = inner.trim().trim_matches(['*', '`']).trim_end_matches('\\');
        inner = inner.strip_prefix("&nbsp;").unwrap_or(inner);
        inner = inner.strip_suffix("&nbsp;").unwrap_or(inner);
        if inner.len() == length {
            break;
        }
    }
    span_of(text, inner).unwrap_or(span)
}

/// Where the first line after `from` starts that has text but is not quoted; at most `limit`.
fn quote_end(text: &str, from: usize, limit: usize) -> usize {
    let mut at = line_end(text, from, limit);
    while at < limit {
        let end = line_end(text, at + 1, limit);
        let line = text[at + 1..end].trim();
        if !line.is_empty() && !line.starts_with('>') {
            return at + 1;
        }
        at = end;
    }
    limit
}

/// Copies a stretch of the input; when it is quoted, without the quote marks at the start of its lines.
fn copy_unquoted(builder: &mut Builder<'_>, span: Span, quoted: bool) {
    if !quoted {
        builder.copy(span);
        return;
    }
    let text = builder.input();
    let mut at = span.start;
    while at < span.end {
        let end = (line_end(text, at, span.end) + 1).min(span.end);
        builder.copy(Span::new(at, end));
        let next = text[end..span.end].trim_start_matches([' ', '\t', '>']);
        at = if text[end..span.end].trim_start_matches([' ', '\t']).starts_with('>') {
            span.end - next.len()
        } else {
            end
        };
    }
}

/// Where the lines start that open or close a fenced code block.
struct Fences(Vec<usize>);

impl Fences {
    fn find(text: &str) -> Self {
        let lines = memchr::memmem::find_iter(text.as_bytes(), "```").filter_map(|at| {
            let start = at - line_prefix(text, at)?.len();
            is_fence(&text[start..]).then_some(start)
        });
        Self(lines.collect())
    }

    /// The first one after `at`.
    fn after(&self, at: usize) -> Option<usize> {
        self.0.get(self.0.partition_point(|&start| start <= at)).copied()
    }
}

#[cfg(test)]
mod tests;
