//! Event Viewer's "Copy details as text": labels and values, then the message, then perhaps the event's XML.
//!
//! ```text
//! Log Name:      Application
//! Source:        Contoso-Sync
//! Date:          3/7/2026 8:02:57 PM
//! Event ID:      4021
//! Task Category: (1)
//! Level:         Information
//! Keywords:      Classic
//! User:          N/A
//! Computer:      LT-1.contoso.com
//! Description:
//! The folder was read.
//! Event Xml:
//! <Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event">...</Event>
//! ```
//!
//! Labels are in the language of Windows, the message need not be. Values stand in column 15; a label of 15 characters or
//! more has nothing after its colon.
//!
//! Pastes lose line breaks, columns and labels. So an event is found by labels of one language that stand near each other,
//! in any order; a value goes to the next label, over line breaks. After `Description:` labels mean nothing any more, since
//! messages have labels of their own, until `Event Xml:` with XML after it, the header of another event, or the end of what
//! surrounds the event: a code block, a list, a table, an indentation.
//!
//! Source: copies of this kind, <https://learn.microsoft.com/troubleshoot/windows-server/>, and their translations.

mod frame;
mod head;
mod value;

use super::labelled::Lookout;
use super::labels::{
    ANCHORS, CHANNEL, Certainty, EVENT_ID, Label, MAX_LABEL, Occurrence, PROVIDER, first_whole, occurrences,
};
use super::opening::{self, Opening};
use super::plain::is_fence;
use super::xml::{Rendered, Tag, Tags, render};
use super::{Block, Builder, Layout, MAX_EVENT, Next, Spec, line_end, trimmed};
use crate::Span;
use crate::event::{Extent, Field, FieldKey, Format, Header};
use crate::report::{Note, NoteCode};
use crate::text::caseless;
use frame::{Fences, line_prefix, starts_line, without_prefix};
use head::{Head, MAX_GAP};
use std::cell::Cell;

/// The layout.
pub(super) const SPEC: Spec = Spec {
    anchors: &ANCHORS,
    start: |text| {
        let (fences, tags) = (Fences::find(text), Tags::find(text));
        Box::new(EventViewer { text, fences, tags, next: Cell::default() })
    },
};

/// What may stand before the first label of a header, of quotes, bullets and comments, is at most this long.
const MAX_MARKS: usize = 8;

/// People trim headers to so many labels; with more, a header is as Event Viewer printed it.
const MIN_PRINTED: usize = 4;

/// So many labels after one another in the middle of a line are no sentence.
const MIN_LISTED: usize = 3;

/// Whether an event's header begins with the first word of a line: with the log's name, or as long as people leave it.
pub(super) fn begins(opening: &Opening<'_>) -> bool {
    let (near, indent) = (opening.near, opening.indent());
    let first = first_whole(near, indent, indent + opening.line.len());
    let marks = |at: usize| !near[indent..at].contains(char::is_alphanumeric) && at - indent <= MAX_MARKS;
    let is_label = |label: &Occurrence| {
        label.certainty == Certainty::Printed && matches!(label.label, Label::Header(_)) && marks(label.start)
    };
    let Some(first) = first.filter(is_label) else { return false };
    Head::read(near, first.start, near.len(), |_| false).is_some_and(|head| {
        let is_long = head.entries().len() >= MIN_PRINTED || head.names_its_source();
        head.first().label == CHANNEL || head.is_numbered(near) && is_long
    })
}

/// Whether a text begins with nothing before the end of its line.
fn ends_line(text: &str) -> bool {
    text.bytes().find(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'>')).is_none_or(|byte| byte == b'\n')
}

struct EventViewer<'t> {
    text: &'t str,
    fences: Fences,
    tags: Tags,
    /// The header that ended the last message, and where it was asked for: the next one to be read.
    next: Cell<Option<(usize, Head)>>,
}

impl Layout for EventViewer<'_> {
    fn near(&mut self, from: usize, until: usize) -> Next {
        let Lookout { to, next } = Lookout::new(self.text, from, until, frame::MAX_PREFIX + MAX_LABEL);
        occurrences(self.text, from, to)
            .find(|label| self.may_start_header(label))
            .map_or(next, |label| Next::At(frame::start(self.text, label.start).max(from)))
    }

    fn read(&mut self, at: usize) -> Option<Block> {
        let at = at + frame::number(&self.text[at..]);
        let known = self.next.take().filter(|(place, _)| *place == at);
        let head = known.map(|(_, head)| head).or_else(|| self.head(at))?;
        let body = self.body(&head);
        Some(self.event(&head, &body))
    }
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

impl EventViewer<'_> {
    /// Whether a header may start with this label: that of the channel may stand anywhere.
    fn may_start_header(&self, label: &Occurrence) -> bool {
        if label.label == CHANNEL {
            let start = starts_line(self.text, label.start);
            let has_value = || !ends_line(&self.text[label.end..]);
            // `log:` is also the end of a sentence before an event, or of a heading: `Application Log:`.
            return match label.certainty {
                Certainty::LowerCase => start && has_value(),
                _ => start || !self.text[label.start..label.end].ends_with("Log:") || has_value(),
            };
        }
        label.certainty != Certainty::LowerCase
            && matches!(label.label, Label::Header(_))
            && (starts_line(self.text, label.start) || self.is_inline(label))
    }

    /// Whether a number in the middle of a line begins an event that is all on this line, with source and message; or a source
    /// in a list of labels there.
    fn is_inline(&self, label: &Occurrence) -> bool {
        [EVENT_ID, PROVIDER].contains(&label.label)
            && label.certainty == Certainty::Printed
            && self.head(label.start).is_some_and(|head| {
                let labels = &self.text[label.start..head.last().label.end];
                let begins =
                    if label.label == PROVIDER { self.is_list(&head) } else { head.names_its_source() };
                head.is_numbered(self.text) && begins && !labels.contains('\n')
            })
    }

    /// Whether a mark stands before each further label of a header: in a sentence there is none.
    fn is_list(&self, head: &Head) -> bool {
        let is_apart = |label: &Occurrence| {
            self.text[..label.start]
                .trim_end_matches(' ')
                .ends_with([',', ';', '|', '\t', ')', '\u{b7}', '\u{a6}'])
        };
        head.entries().len() >= MIN_LISTED && head.entries()[1..].iter().all(|entry| is_apart(&entry.label))
    }

    fn head(&self, at: usize) -> Option<Head> {
        let limit = self.fences.after(at).unwrap_or(self.text.len());
        Head::read(self.text, at, limit, |at| self.xml_after(at).is_some())
    }

    /// What comes after a header.
    fn body(&self, head: &Head) -> Body<'_> {
        let last = head.last();
        let start = last.label.end;
        match last.label.label {
            Label::Header(_) => {
                let end = if last.value.is_empty() { start } else { last.value.end };
                let none = Body { message: Span::new(end, end), xml: None, cut: false };
                let told = self.unlabelled(head, line_end(self.text, end, self.text.len()));
                told.filter(|told| !told.message.is_empty()).unwrap_or(none)
            }
            Label::EventXml => {
                let end = last.label.start;
                Body { message: Span::new(end, end), xml: self.xml_after(start), cut: false }
            }
            Label::Description => self.described(head, start, head.limit),
        }
    }

    /// The message of a header that has lost the label in front of it: what stands right below, up to a blank line; in a
    /// code block or between two rules, all that is there. Only a log's name tells such a header from notes on an event.
    fn unlabelled(&self, head: &Head, start: usize) -> Option<Body<'_>> {
        if !head.names_its_log() || !head.is_numbered(self.text) {
            return None;
        }
        let from = head.first().start;
        let end = if self.fences.holds(from) {
            Some(head.limit)
        } else {
            frame::rule_after(self.text, from, start)
        };
        let end = end.unwrap_or_else(|| frame::paragraph_end(self.text, start)).min(head.limit);
        (start < end && !self.begins_with_label(start, end)).then(|| self.described(head, start, end))
    }

    /// Whether the first words of a stretch are a label: of the next event's header.
    fn begins_with_label(&self, start: usize, end: usize) -> bool {
        occurrences(self.text, start, end).next().is_some_and(|label| {
            let before =
                self.text[start..label.start].trim_matches([' ', '\t', '\r', '\n', '>', '|', '*', '-']);
            matches!(label.label, Label::Header(_)) && before.is_empty()
        })
    }

    /// The message that starts at `start` and ends before `limit`.
    fn described(&self, head: &Head, start: usize, limit: usize) -> Body<'_> {
        let limit = self.next_event_xml(start).map_or(limit, |xml| limit.min(xml));
        // In the middle of a line, the event is what stands on it.
        let is_inline = head.first().label != CHANNEL && !starts_line(self.text, head.first().start);
        let limit = if is_inline { line_end(self.text, start, limit.max(start)) } else { limit };
        let most = self.text.floor_char_boundary(limit.min(start + MAX_EVENT));
        let next = occurrences(self.text, start, most)
            .find(|label| label.certainty != Certainty::LowerCase && self.ends_message(head, label));
        let end = next.map_or(most, |label| label.start);
        let end = without_prefix(self.text, start, end);
        let end = opening::next(self.text, start, end).unwrap_or(end);
        let framed = frame::end(self.text, head, Span::new(start, end));
        let framed = self.code_span_end(head, Span::new(start, framed));
        let xml = next
            .filter(|label| framed == end && label.label == Label::EventXml)
            .and_then(|label| self.xml_after(label.end));
        let message = self.undressed_message(head, trimmed(self.text, Span::new(start, framed)));
        Body { message, xml, cut: next.is_none() && framed == most && most < limit }
    }

    /// Where the code span ends that begins with the header, if one does: a backquote at the end of a line.
    fn code_span_end(&self, head: &Head, span: Span) -> usize {
        let start = head.first().start;
        let label = &self.text[start..head.first().end];
        let is_code = label.starts_with('`') && label.matches('`').count() == 1;
        let marks = memchr::memchr_iter(b'`', &self.text.as_bytes()[span.range()]).filter(|_| is_code);
        let ends_line =
            |at: &usize| self.text[at + 1..span.end].trim_start_matches([' ', '\r']).starts_with('\n');
        marks.map(|at| span.start + at).find(|at| at + 1 == span.end || ends_line(at)).unwrap_or(span.end)
    }

    /// A message without the bars of the table in which the event is.
    fn undressed_message(&self, head: &Head, message: Span) -> Span {
        let is_row = line_prefix(self.text, head.first().start).is_some_and(|prefix| prefix.contains('|'));
        if !is_row {
            return message;
        }
        let inner = self.text[message.range()].trim_matches(['|', ' ', '\t', '\r', '\n']);
        super::span_of(self.text, inner).unwrap_or(message)
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

    /// Whether a label inside a message is no part of it.
    fn ends_message(&self, head: &Head, label: &Occurrence) -> bool {
        if label.label == Label::EventXml {
            return self.xml_after(label.end).is_some();
        }
        if label.label == CHANNEL {
            return self.is_next(label.start, |_| true);
        }
        label.label == head.first().label
            && starts_line(self.text, label.start)
            && self.is_next(label.start, |next| next.is_numbered(self.text))
    }

    /// Whether a header starts at `at` for which `fits` holds: then it is the next one.
    fn is_next(&self, at: usize, fits: impl Fn(&Head) -> bool) -> bool {
        let next = self.head(at).filter(fits).map(|head| (at, head));
        let found = next.is_some();
        self.next.set(next);
        found
    }

    fn event(&self, head: &Head, body: &Body<'_>) -> Block {
        let mut builder = Builder::new(self.text, head.first().start);
        self.copy(&mut builder, head, body);
        for entry in head.entries() {
            if let Some(header) = entry.header().filter(|_| !entry.value.is_empty()) {
                let range = builder.made_from(entry.value);
                builder.field(FieldKey::Header(header), range);
            }
        }
        let has_message = !body.message.is_empty();
        if has_message {
            let range = builder.made_from(body.message);
            builder.message(range);
        }
        let is_cut = head.first().certainty == Certainty::Cut;
        let is_labelled = !matches!(head.last().label.label, Label::Header(_));
        let is_whole = has_message && is_labelled && !is_cut && !body.is_shortened(self.text);
        let extent = if is_whole { Extent::Whole } else { Extent::Fragment };
        let (end, extent, mut notes) = match body.xml {
            Some(tag) => {
                let rendered = append_xml(&mut builder, tag);
                (rendered.end, if has_message { extent } else { rendered.extent }, rendered.notes)
            }
            None => (body.message.end, extent, Vec::new()),
        };
        let span = Span::new(head.first().start, end);
        notes.extend(damage(span, is_cut, self.ends_in_header(head), body.cut));
        let end = frame::after_marks(self.text, end);
        Block { end, events: vec![builder.build(Format::EventViewer, span, extent)], notes }
    }

    /// Whether the text ends before a header that has begun as Event Viewer prints it.
    fn ends_in_header(&self, head: &Head) -> bool {
        let last = head.last();
        last.header().is_some_and(|header| header != Header::Computer)
            && head.first().label == CHANNEL
            && head.entries().len() > MIN_PRINTED
            && self.text[last.value.end.max(last.label.end)..].trim_start().is_empty()
    }

    /// Copies an event without its XML, with the values of its header in one piece each.
    fn copy(&self, builder: &mut Builder<'_>, head: &Head, body: &Body<'_>) {
        let start = head.first().start;
        let mut at = start;
        for entry in head.entries().iter().filter(|entry| entry.header().is_some()) {
            for joint in value::joints(self.text, entry.label.label, entry.value) {
                builder.copy(Span::new(at, joint.span.start));
                if !joint.as_text.is_empty() {
                    builder.replace(joint.as_text, joint.span);
                }
                at = joint.span.end;
            }
        }
        builder.copy(Span::new(at, body.message.end.max(at)));
    }
}

/// What the user should know of an event that is not all there.
fn damage(span: Span, at_start: bool, at_end: bool, too_long: bool) -> impl Iterator<Item = Note> {
    let place = if at_start { "begins" } else { "ends" };
    let truncated = (at_start || at_end).then(|| {
        let message = format!("the text {place} in the middle of an event's header");
        Note::new(NoteCode::Truncated, span, message)
    });
    let oversize =
        too_long.then(|| Note::new(NoteCode::Oversize, span, "an event of more than 4 MiB was cut"));
    truncated.into_iter().chain(oversize)
}

/// Appends an event's XML to its text. Of its header fields only those count that the text lacks, the time, since that of
/// the text is in a zone that it does not name, and names that the text has otherwise: people shorten and translate them.
pub(super) fn append_xml(builder: &mut Builder<'_>, tag: &Tag) -> Rendered {
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
    let mut better: Vec<Header> = [Header::Channel, Header::Provider].into();
    better.retain(|header| differs(builder, from_xml, *header));
    better.push(Header::Time);
    builder.demote(0..from_xml, |header| better.contains(&header) && in_xml.contains(&header));
    let end = builder.fields().len();
    builder.demote(from_xml..end, |header| !better.contains(&header) && in_text.contains(&header));
    rendered
}

/// Whether the fields before `from_xml` have another value for `header` than those after it.
fn differs(builder: &Builder<'_>, from_xml: usize, header: Header) -> bool {
    let (text, xml) = builder.fields().split_at(from_xml);
    let value = |fields: &[Field]| {
        let field = fields.iter().find(|field| field.key == FieldKey::Header(header))?;
        Some(caseless(builder.text(field.range.clone())))
    };
    value(xml).is_some_and(|xml| value(text).is_some_and(|text| text != xml))
}

#[cfg(test)]
mod tests;
