//! From the XML of one event to lines of `name: value`, and fields.

use super::Tag;
use crate::Span;
use crate::event::{Extent, FieldKey, Header};
use crate::read::plain::is_fence;
use crate::read::{Builder, span_of, trimmed};
use crate::report::{Note, NoteCode};
use quick_xml::events::{BytesStart, Event as Xml};
use quick_xml::{Reader, escape};
use std::borrow::Cow;
use std::ops::Range;

/// Elements nested deeper than this are not read.
const MAX_DEPTH: usize = 64;

/// The depth of `System`, `EventData` and their like: what is deeper carries values.
const SECTION: usize = 2;

/// What became of an event.
pub(in crate::read) struct Rendered {
    /// Where it ends in the input.
    pub end: usize,
    /// How much of it is there.
    pub extent: Extent,
    /// What the user should know.
    pub notes: Vec<Note>,
}

/// Appends the event in `tag` to the builder's text, and its fields. Cost: linear in the tag's region.
pub(in crate::read) fn render(builder: &mut Builder<'_>, tag: &Tag) -> Rendered {
    let (region, oversize) = tag.bounded(builder.input());
    let mut parser = Parser::new(builder, region.start);
    let complete = parser.run(region);
    if !complete {
        parser.finish_cut();
    }
    parser.prefer_names();
    let Parser { mut end, mut notes, has_message, .. } = parser;
    if !complete && (tag.is_closed() || oversize) {
        // Damage inside: the rest is kept as it is, so that nothing is lost and nothing is read twice.
        builder.end_line();
        builder.copy(Span::new(end, region.end));
        end = region.end;
    }
    let span = trimmed(builder.input(), Span::new(region.start, end));
    if oversize {
        notes.push(Note::new(NoteCode::Oversize, span, "an event of more than 4 MiB was cut"));
    } else if !complete && notes.is_empty() {
        let message = "this event's XML is cut or damaged; what it shows was read";
        notes.push(Note::new(NoteCode::Truncated, span, message));
    }
    let extent = match complete {
        true if has_message => Extent::Whole,
        true => Extent::DataOnly,
        false => Extent::Fragment,
    };
    Rendered { end: span.end, extent, notes }
}

struct Parser<'b, 't> {
    builder: &'b mut Builder<'t>,
    /// The elements that are open.
    stack: Vec<Element>,
    /// The end of what was understood.
    end: usize,
    /// How many `Data` had no name.
    unnamed: usize,
    /// How many fields the builder had before, and before `RenderingInfo`.
    first_field: usize,
    first_rendered: Option<usize>,
    has_message: bool,
    notes: Vec<Note>,
}

struct Element {
    /// Its name in the tag, without the prefix.
    name: Span,
    /// The value of its `Name` attribute.
    label: Option<Span>,
    /// Its own text.
    text: Vec<Piece>,
}

/// A stretch of text, or one reference (`&lt;`).
#[derive(Clone, Copy)]
enum Piece {
    Text(Span),
    Reference(Span),
}

/// What the next piece of XML means for going on.
enum Step {
    Go,
    /// The event's end.
    Done,
    /// Too deep.
    Stop,
}

impl<'b, 't> Parser<'b, 't> {
    fn new(builder: &'b mut Builder<'t>, start: usize) -> Self {
        let first_field = builder.fields().len();
        Self {
            builder,
            stack: Vec::new(),
            end: start,
            unnamed: 0,
            first_field,
            first_rendered: None,
            has_message: false,
            notes: Vec::new(),
        }
    }

    /// Reads the region up to the event's end, and says whether that was there.
    fn run(&mut self, region: Span) -> bool {
        let mut reader = Reader::from_str(&self.builder.input()[region.range()]);
        let config = reader.config_mut();
        config.allow_dangling_amp = true;
        config.allow_unmatched_ends = true;
        config.check_end_names = false;
        loop {
            let start = region.start + reader.buffer_position() as usize;
            let Ok(xml) = reader.read_event() else { return false };
            let span = Span::new(start, region.start + reader.buffer_position() as usize);
            match self.step(&xml, span) {
                Step::Go if matches!(xml, Xml::Eof) => return false,
                Step::Go => {}
                Step::Done => return true,
                Step::Stop => return false,
            }
        }
    }

    fn step(&mut self, xml: &Xml<'_>, span: Span) -> Step {
        match xml {
            Xml::Start(tag) | Xml::Empty(tag) if self.stack.len() >= MAX_DEPTH => {
                let message = "elements nested this deep are not read";
                self.notes.push(Note::new(NoteCode::Refused, self.name_span(tag), message));
                return Step::Stop;
            }
            Xml::Start(tag) => self.start(tag, span),
            Xml::Empty(tag) => {
                self.start(tag, span);
                self.close(span);
            }
            Xml::End(tag) => {
                let name = tag.local_name();
                return self.end(name.into_inner(), span);
            }
            Xml::Text(_) => self.push_text(Piece::Text(span)),
            Xml::CData(text) => {
                let start = span.start + "<![CDATA[".len();
                self.push_text(Piece::Text(Span::new(start, start + text.len())));
            }
            Xml::GeneralRef(_) => self.push_text(Piece::Reference(span)),
            Xml::DocType(_) => {
                let message = "a document type declaration was not read: its entities could do harm";
                self.notes.push(Note::new(NoteCode::Refused, span, message));
            }
            Xml::Comment(_) | Xml::Decl(_) | Xml::PI(_) | Xml::Eof => {}
        }
        Step::Go
    }

    fn start(&mut self, tag: &BytesStart<'_>, span: Span) {
        self.flush_text();
        self.end = span.end;
        let name = self.name_span(tag);
        if self.stack.len() == SECTION - 1 && self.source(name) == "RenderingInfo" {
            self.first_rendered = Some(self.builder.fields().len());
        }
        let label = self.attributes(tag, name);
        self.stack.push(Element { name, label, text: Vec::new() });
    }

    /// Writes the attributes of a tag, but for the `Name` of a `Data` element, which is returned.
    fn attributes(&mut self, tag: &BytesStart<'_>, name: Span) -> Option<Span> {
        if self.stack.len() < SECTION {
            return None;
        }
        let mut label = None;
        for attribute in tag.attributes().with_checks(false).map_while(Result::ok) {
            let key = attribute.key;
            let declares = key.as_namespace_binding().is_some() || key.prefix().is_some();
            let spans = self.span_of(key.into_inner()).zip(self.span_of(&attribute.value));
            let Some((key, value)) = spans.filter(|(_, value)| !declares && !value.is_empty()) else {
                continue;
            };
            if self.section() == "EventData" && self.source(key) == "Name" {
                label = Some(value);
            } else {
                self.attribute(name, key, value);
            }
        }
        label
    }

    fn attribute(&mut self, element: Span, name: Span, value: Span) {
        let start = self.builder.copy(element).start;
        self.builder.insert(".");
        let end = self.builder.copy(name).end;
        self.builder.insert(": ");
        let key = match (self.section(), self.builder.text(start..end)) {
            ("System", "Provider.Name") => FieldKey::Header(Header::Provider),
            ("System", "TimeCreated.SystemTime") => FieldKey::Header(Header::Time),
            ("System", "Security.UserID") => FieldKey::Header(Header::User),
            (_, name) => FieldKey::named(name),
        };
        let range = self.value(&pieces(self.source(value), value.start));
        self.builder.field(key, range);
        self.builder.insert("\n");
    }

    /// Closes the innermost element of that name; none, when none is open.
    fn end(&mut self, name: &str, span: Span) -> Step {
        let Some(open) = self.stack.iter().rposition(|element| self.source(element.name) == name) else {
            return Step::Go;
        };
        while self.stack.len() > open {
            self.close(span);
        }
        if self.stack.is_empty() { Step::Done } else { Step::Go }
    }

    /// Closes the innermost element, at the tag at `span`.
    fn close(&mut self, span: Span) {
        self.end = span.end;
        let depth = self.stack.len();
        let section = self.section();
        let Some(element) = self.stack.pop() else { return };
        if depth > SECTION {
            self.leaf(section, &element);
        }
    }

    /// Writes an element with its value.
    fn leaf(&mut self, section: &str, element: &Element) {
        let is_data = self.source(element.name) == "Data" && section == "EventData";
        if element.text.is_empty() && !is_data {
            return;
        }
        let name = match element.label {
            Some(label) => self.value(&pieces(self.source(label), label.start)),
            None if is_data => {
                self.unnamed += 1;
                self.builder.insert(&format!("param{}", self.unnamed))
            }
            None => self.builder.copy(element.name),
        };
        let key = header_of(section, self.source(element.name))
            .map_or_else(|| FieldKey::named(self.builder.text(name)), FieldKey::Header);
        self.builder.insert(": ");
        let range = self.value(&element.text);
        let is_empty = self.builder.text(range.clone()).trim().is_empty();
        match key {
            FieldKey::Header(_) if is_empty => {}
            FieldKey::Header(Header::Message) => {
                self.has_message = true;
                self.builder.message(range);
            }
            key => {
                // A value may be a piece of the message, with keys of its own (`Resource: ...`).
                self.builder.field(key, range.clone());
                if section != "System" {
                    self.builder.message_fields(range);
                }
            }
        }
        self.builder.insert("\n");
    }

    /// Writes the text that stands between elements, as it is.
    fn flush_text(&mut self) {
        let Some(element) = self.stack.last_mut() else { return };
        let text = std::mem::take(&mut element.text);
        let words =
            |piece: &Piece| self.builder.input()[piece.span().range()].contains(char::is_alphanumeric);
        if text.iter().any(words) {
            self.value(&text);
            self.builder.end_line();
        }
    }

    /// At the end of an event that is cut: takes the value in which it stops.
    fn finish_cut(&mut self) {
        let section = self.section();
        let depth = self.stack.len();
        let Some(mut element) = self.stack.pop() else { return };
        if depth <= SECTION {
            return;
        }
        if let Some(at) = element.text.iter().position(|piece| self.paragraph_end(piece.span()).is_some()) {
            element.text.truncate(at + 1);
        }
        while let Some(last) = element.text.pop() {
            let span = last.span();
            let end = self.paragraph_end(span).unwrap_or(span.end);
            let end = span.start + self.source(Span::new(span.start, end)).trim_end().len();
            if end > span.start {
                element.text.push(if end == span.end {
                    last
                } else {
                    Piece::Text(Span::new(span.start, end))
                });
                self.end = end;
                self.leaf(section, &element);
                return;
            }
        }
    }

    /// Where a blank line or a code fence stands in a stretch of text: an event that is cut does not go on there.
    fn paragraph_end(&self, span: Span) -> Option<usize> {
        let mut at = span.start;
        for line in self.source(span).split_inclusive('\n') {
            let is_blank = line.trim().is_empty() && line.ends_with('\n');
            if at > span.start && (is_blank || is_fence(line)) {
                return Some(at);
            }
            at += line.len();
        }
        None
    }

    /// Lets the names of level, task, opcode and keywords that were rendered go before their numbers.
    fn prefer_names(&mut self) {
        let Some(first_rendered) = self.first_rendered else { return };
        let rendered: Vec<FieldKey> =
            self.builder.fields()[first_rendered..].iter().map(|field| field.key.clone()).collect();
        let range = self.first_field..first_rendered;
        self.builder.demote(range, |header| rendered.contains(&FieldKey::Header(header)));
    }

    /// Appends a value to the text.
    fn value(&mut self, pieces: &[Piece]) -> Range<usize> {
        let start = self.builder.len();
        for &piece in pieces {
            let source = self.source(piece.span());
            match piece {
                Piece::Reference(span) if let Ok(Cow::Owned(text)) = escape::unescape(source) => {
                    self.builder.replace(&text, span);
                }
                piece => {
                    self.builder.copy(piece.span());
                }
            }
        }
        start..self.builder.len()
    }

    fn push_text(&mut self, piece: Piece) {
        if let Some(element) = self.stack.last_mut() {
            element.text.push(piece);
        }
    }

    /// The name of the section that is open: `System`, `EventData`.
    fn section(&self) -> &'t str {
        self.stack.get(SECTION - 1).map_or("", |section| self.source(section.name))
    }

    fn source(&self, span: Span) -> &'t str {
        &self.builder.input()[span.range()]
    }

    fn span_of(&self, piece: &str) -> Option<Span> {
        span_of(self.builder.input(), piece)
    }

    fn name_span(&self, tag: &BytesStart<'_>) -> Span {
        self.span_of(tag.local_name().into_inner()).unwrap_or(Span::new(self.end, self.end))
    }
}

impl Piece {
    fn span(self) -> Span {
        match self {
            Self::Text(span) | Self::Reference(span) => span,
        }
    }
}

/// The header field that an element holds.
fn header_of(section: &str, element: &str) -> Option<Header> {
    Some(match (section, element) {
        ("System", "EventID") => Header::EventId,
        ("System" | "RenderingInfo", "Level") => Header::Level,
        ("System" | "RenderingInfo", "Task") => Header::Task,
        ("System" | "RenderingInfo", "Opcode") => Header::Opcode,
        ("System", "Keywords") | ("RenderingInfo", "Keyword") => Header::Keywords,
        ("System", "Channel") => Header::Channel,
        ("System", "Computer") => Header::Computer,
        ("RenderingInfo", "Message") => Header::Message,
        _ => return None,
    })
}

/// A raw attribute value as text and references.
fn pieces(raw: &str, offset: usize) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut text = 0;
    for start in memchr::memchr_iter(b'&', raw.as_bytes()) {
        let near = &raw[start..raw.floor_char_boundary(start + MAX_REFERENCE)];
        let Some(length) = near[1..].find([';', '&']).map(|at| at + 2) else { continue };
        if !near[..length].ends_with(';') {
            continue;
        }
        pieces.push(Piece::Text(Span::new(offset + text, offset + start)));
        pieces.push(Piece::Reference(Span::new(offset + start, offset + start + length)));
        text = start + length;
    }
    pieces.push(Piece::Text(Span::new(offset + text, offset + raw.len())));
    pieces
}

/// A longer reference is none.
const MAX_REFERENCE: usize = 16;
