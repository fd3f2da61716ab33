//! From the XML of one event, or of a part of one, to lines of `name: value`, and fields.

use super::schema::{self, SystemPart};
use super::value::{self, Piece};
use crate::Span;
use crate::event::{FieldKey, Header};
use crate::read::plain::is_fence;
use crate::read::{Builder, span_of};
use crate::report::{Note, NoteCode};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event as Xml};

/// Elements nested deeper than this are not read.
const MAX_DEPTH: usize = 64;

/// The depth of `System`, `EventData` and their like: what is deeper carries values.
const SECTION: usize = 2;

/// The depth of what they hold.
const VALUE: usize = 3;

/// How an event stands in the text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// From `<Event>` to `</Event>`.
    Closed,
    /// From `<Event>` on.
    Open,
    /// A part, without `<Event>`.
    Headless,
}

pub(super) struct Parser<'b, 't> {
    builder: &'b mut Builder<'t>,
    shape: Shape,
    /// The elements that are open.
    stack: Vec<Element<'t>>,
    /// The end of what was understood.
    pub(super) end: usize,
    /// Where the piece of XML stands that was looked at last.
    pub(super) reached: usize,
    /// How many `Data` had no name.
    unnamed: usize,
    /// How many fields the builder had before, and before `RenderingInfo`.
    first_field: usize,
    first_rendered: Option<usize>,
    pub(super) has_message: bool,
    pub(super) seen: Seen,
    pub(super) notes: Vec<Note>,
}

/// What tells that this is an event of Windows.
#[derive(Clone, Copy, Default)]
pub(super) struct Seen {
    /// `System` or another part of an event.
    section: bool,
    /// A part that only such events have.
    telling_section: bool,
    /// The namespace of such events.
    namespace: bool,
    /// Elements of `System` that stand without it, and how many of them only such events have.
    loose: usize,
    telling_loose: usize,
    /// Elements in a `System` that is there, of those that only such events have.
    telling_inside: usize,
    /// `Data` with a name, or outside of anything.
    loose_data: usize,
    /// An end without a start.
    pub(super) stray_end: bool,
}

struct Element<'t> {
    /// Its name, without the prefix.
    name: &'t str,
    /// Where that stands; `None` for an element whose tag is not there.
    place: Option<Span>,
    /// The value of its `Name` attribute.
    label: Option<Span>,
    /// Its own text.
    text: Vec<Piece>,
    has_children: bool,
}

/// What the next piece of XML means for going on.
#[derive(PartialEq, Eq)]
enum Step {
    Go,
    /// The event's end.
    Done,
    /// This is no part of the event.
    Stop,
}

impl<'b, 't> Parser<'b, 't> {
    pub(super) fn new(builder: &'b mut Builder<'t>, start: usize, shape: Shape) -> Self {
        let first_field = builder.fields().len();
        let stack = if shape == Shape::Headless { vec![Element::implied("Event")] } else { Vec::new() };
        Self {
            builder,
            shape,
            stack,
            end: start,
            reached: start,
            unnamed: 0,
            first_field,
            first_rendered: None,
            has_message: false,
            seen: Seen::default(),
            notes: Vec::new(),
        }
    }

    /// Reads the region up to the event's end, and says whether that was there.
    pub(super) fn run(&mut self, region: Span) -> bool {
        let mut reader = Reader::from_str(&self.builder.input()[region.range()]);
        let config = reader.config_mut();
        config.allow_dangling_amp = true;
        config.allow_unmatched_ends = true;
        config.check_end_names = false;
        loop {
            let start = region.start + reader.buffer_position() as usize;
            self.reached = start;
            let Ok(xml) = reader.read_event() else {
                self.reached = region.end;
                return false;
            };
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
                let name = self.name_span(tag);
                self.notes.push(Note::new(NoteCode::Refused, name, message));
                return Step::Stop;
            }
            Xml::Start(tag) => return self.start(tag, span),
            Xml::Empty(tag) => {
                let step = self.start(tag, span);
                if step == Step::Go {
                    self.close(span, false);
                }
                return step;
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

    fn start(&mut self, tag: &BytesStart<'_>, span: Span) -> Step {
        if self.is_left() {
            return Step::Stop;
        }
        let place = self.name_span(tag);
        let name = self.source(place);
        if self.is_beside(name) {
            self.close(Span::new(self.end, self.end), false);
        }
        self.flush_text();
        let is_placed = match self.shape {
            Shape::Headless => self.place_headless(name, span),
            _ => self.may_hold(name),
        };
        if !is_placed {
            return Step::Stop;
        }
        self.end = span.end;
        match self.stack.len() + 1 {
            1 => self.seen.namespace = self.source(span).contains("/win/2004/08/events"),
            SECTION => self.see_section(name),
            VALUE if self.section() == "System" && !self.in_implied() => {
                let telling = schema::system_part(name) == Some(SystemPart::Telling);
                self.seen.telling_inside += usize::from(telling);
            }
            _ => {}
        }
        if let Some(parent) = self.stack.last_mut() {
            parent.has_children = true;
        }
        let label = self.attributes(tag, name, place);
        self.stack.push(Element { name, place: Some(place), label, text: Vec::new(), has_children: false });
        if self.stack.len() == 2 && name == "DataItem" {
            self.stack.pop(); // a wrapper around `EventData`
        }
        Step::Go
    }

    /// Whether an element may stand here: an `Event` that is not one of Windows may hold one that is.
    fn may_hold(&self, name: &str) -> bool {
        name != "Event" || self.stack.is_empty() || self.seen.section
    }

    /// Whether an element stands beside the section that is open: a browser shows a section that is folded in as a tag
    /// without an end, and the marker of the next one after it (`+ <System>`, `- <EventData>`).
    fn is_beside(&self, name: &str) -> bool {
        let Some(element) = self.stack.last().filter(|_| self.stack.len() == SECTION) else { return false };
        let is_marker = |piece: &Piece| matches!(self.source(piece.span()).trim(), "+" | "-");
        schema::is_section(name) && !element.has_children && element.text.iter().any(is_marker)
    }

    fn see_section(&mut self, name: &str) {
        self.seen.section |= schema::is_section(name);
        self.seen.telling_section |= schema::is_telling_section(name);
        if name == "RenderingInfo" {
            self.first_rendered.get_or_insert(self.builder.fields().len());
        }
    }

    /// Finds the place of an element in an event whose start is not there, and says whether it has one.
    fn place_headless(&mut self, name: &'t str, span: Span) -> bool {
        if self.stack.len() > SECTION || (self.stack.len() == SECTION && !self.in_implied()) {
            return true;
        }
        let section = match schema::system_part(name) {
            _ if schema::is_section(name) || name == "DataItem" => "",
            Some(part) => {
                self.seen.loose += 1;
                self.seen.telling_loose += usize::from(part == SystemPart::Telling);
                if self.is_rendering(span.start) { "RenderingInfo" } else { "System" }
            }
            None if schema::is_data(name) => {
                self.seen.loose_data += 1;
                "EventData"
            }
            None => return false,
        };
        if self.in_implied() && self.section() != section {
            self.stack.pop();
        }
        if !section.is_empty() && self.stack.len() < SECTION {
            self.stack.push(Element::implied(section));
            if section == "RenderingInfo" {
                self.see_section(section);
            }
        }
        true
    }

    /// Whether the section that is open is one whose tag is not there.
    fn in_implied(&self) -> bool {
        self.stack.len() == SECTION && self.stack.last().is_some_and(|element| element.place.is_none())
    }

    /// Whether the tag that tells the section at `at`, if one follows soon, is the end of `RenderingInfo`.
    fn is_rendering(&self, at: usize) -> bool {
        if self.in_implied() {
            return self.section() == "RenderingInfo";
        }
        let input = self.builder.input();
        let near = &input[at..input.floor_char_boundary(at + MAX_LOOK)];
        memchr::memchr_iter(b'<', near.as_bytes())
            .filter_map(|bracket| super::tags::name(near, bracket))
            .find(|name| schema::is_section(name.local) || name.local == "Event")
            .is_some_and(|name| name.closing && name.local == "RenderingInfo")
    }

    /// Writes the attributes of a tag, but for the `Name` of a `Data` element, which is returned.
    fn attributes(&mut self, tag: &BytesStart<'_>, name: &'t str, place: Span) -> Option<Span> {
        let is_section = self.stack.len() + 1 == SECTION;
        if self.stack.is_empty() || (is_section && name != "EventData") {
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
                self.attribute(place, key, value);
            }
        }
        label
    }

    fn attribute(&mut self, element: Span, name: Span, value: Span) {
        let start = self.builder.copy(element).start;
        self.builder.insert(".");
        let end = self.builder.copy(name).end;
        self.builder.insert(": ");
        let header = schema::header_of_attribute(self.section(), self.source(element), self.source(name));
        let key = match header {
            Some(header) => FieldKey::Header(header),
            None => FieldKey::named(self.builder.text(start..end)),
        };
        let range = value::write(self.builder, &value::pieces(self.source(value), value.start));
        self.builder.field(key, range);
        self.builder.insert("\n");
    }

    /// Closes the innermost element of that name.
    fn end(&mut self, name: &str, span: Span) -> Step {
        if let Some(open) =
            self.stack.iter().rposition(|element| element.name == name && element.place.is_some())
        {
            while self.stack.len() > open {
                self.close(span, false);
            }
            return if self.stack.is_empty() { Step::Done } else { Step::Go };
        }
        if self.shape == Shape::Headless { self.end_headless(name, span) } else { Step::Go }
    }

    /// The end of an element whose start is not there.
    fn end_headless(&mut self, name: &str, span: Span) -> Step {
        let ends_all = matches!(name, "Event" | "DataItem");
        let part = schema::system_part(name);
        if !(ends_all || schema::is_section(name) || part.is_some() || schema::is_data(name)) {
            return Step::Stop;
        }
        while self.stack.len() > 1 {
            if self.in_implied() && (part.is_some() || schema::is_data(name)) {
                break;
            }
            self.close(span, false);
        }
        self.seen.stray_end |= name != "DataItem";
        self.end = span.end;
        self.seen.telling_loose += usize::from(part == Some(SystemPart::Telling));
        self.seen.loose += usize::from(part.is_some());
        self.seen.section |= schema::is_section(name) || name == "Event";
        self.seen.telling_section |= schema::is_telling_section(name);
        if ends_all { Step::Done } else { Step::Go }
    }

    /// Closes the innermost element, at the tag at `span`; `cut` where its value stops before its end.
    fn close(&mut self, span: Span, cut: bool) {
        self.end = span.end;
        let depth = self.stack.len();
        let section = self.section();
        let Some(element) = self.stack.pop() else { return };
        let is_leaf = depth == SECTION && !element.has_children && element.place.is_some();
        if depth > SECTION || (is_leaf && self.has_words(&element.text)) {
            self.leaf(section, &element, cut);
        }
    }

    /// Writes an element with its value.
    fn leaf(&mut self, section: &str, element: &Element<'t>, cut: bool) {
        let is_data = section == "EventData" && matches!(element.name, "Data" | "ComplexData");
        let is_blank = element.text.iter().all(|piece| self.source(piece.span()).trim().is_empty());
        if is_blank && !is_data {
            return;
        }
        let name = match (element.label, element.place) {
            (Some(label), _) => value::write(self.builder, &value::pieces(self.source(label), label.start)),
            (None, Some(place)) if !is_data => self.builder.copy(place),
            _ => {
                self.unnamed += 1;
                self.builder.insert(&format!("param{}", self.unnamed))
            }
        };
        let key = match schema::header_of(section, element.name) {
            Some(header) => FieldKey::Header(header),
            None => FieldKey::named(self.builder.text(name)),
        };
        self.builder.insert(": ");
        let range = value::write(self.builder, &element.text);
        let range = value::without_backticks(self.builder.text(range.clone()), range);
        match key {
            FieldKey::Header(Header::Message) => {
                self.has_message |= !cut && !self.builder.text(range.clone()).trim().is_empty();
                self.builder.message(range);
            }
            // The start of a number is another number.
            FieldKey::Header(_) if cut || self.builder.text(range.clone()).trim().is_empty() => {}
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

    /// Whether the text before the next tag belongs to no event: people write on after an event that is cut.
    fn is_left(&self) -> bool {
        let Some(element) = self.stack.last() else { return false };
        self.shape != Shape::Closed && self.stack.len() <= SECTION && self.has_words(&element.text)
    }

    /// Writes the text that stands between elements, as it is.
    fn flush_text(&mut self) {
        let Some(element) = self.stack.last_mut() else { return };
        let text = std::mem::take(&mut element.text);
        if self.has_words(&text) {
            value::write(self.builder, &text);
            self.builder.end_line();
        }
    }

    /// Whether there is a word beside code fences.
    fn has_words(&self, text: &[Piece]) -> bool {
        text.iter().any(|piece| {
            let source = self.source(piece.span());
            source.contains(char::is_alphanumeric)
                && source.lines().any(|line| line.contains(char::is_alphanumeric) && !is_fence(line))
        })
    }

    /// At the end of an event that is cut: takes the value in which it stops.
    pub(super) fn finish_cut(&mut self) {
        let depth = self.stack.len();
        let Some(element) = self.stack.last_mut().filter(|_| depth > SECTION) else { return };
        let mut text = std::mem::take(&mut element.text);
        if let Some(at) = text.iter().position(|piece| self.paragraph_end(piece.span()).is_some()) {
            text.truncate(at + 1);
        }
        while let Some(last) = text.pop() {
            let span = last.span();
            let end = self.paragraph_end(span).unwrap_or(span.end);
            let end = span.start + self.source(Span::new(span.start, end)).trim_end().len();
            if end == span.start {
                continue;
            }
            text.push(if end == span.end { last } else { Piece::Text(Span::new(span.start, end)) });
            if let Some(element) = self.stack.last_mut() {
                element.text = text;
            }
            let whole = self.builder.input()[end..].starts_with("</");
            self.close(Span::new(end, end), !whole);
            return;
        }
    }

    /// Where a blank line or a code fence stands in a stretch of text: an event that is cut does not go on there.
    pub(super) fn paragraph_end(&self, span: Span) -> Option<usize> {
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
    pub(super) fn prefer_names(&mut self) {
        let Some(first_rendered) = self.first_rendered else { return };
        let rendered: Vec<FieldKey> =
            self.builder.fields()[first_rendered..].iter().map(|field| field.key.clone()).collect();
        let range = self.first_field..first_rendered;
        self.builder.demote(range, |header| rendered.contains(&FieldKey::Header(header)));
    }

    /// Goes on with what was rendered of the event, where that follows its end.
    pub(super) fn resume(&mut self) {
        self.stack.push(Element::implied("Event"));
    }

    /// Whether no element is open whose start is there.
    pub(super) fn is_balanced(&self) -> bool {
        self.stack.iter().all(|element| element.place.is_none())
    }

    /// How many fields it has given.
    pub(super) fn count(&self) -> usize {
        self.builder.fields().len() - self.first_field
    }

    fn push_text(&mut self, piece: Piece) {
        if let Some(element) = self.stack.last_mut() {
            element.text.push(piece);
        }
    }

    /// The name of the section that is open: `System`, `EventData`.
    fn section(&self) -> &'t str {
        self.stack.get(SECTION - 1).map_or("", |section| section.name)
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

/// The tag that tells the section of a part stands at most so far ahead.
const MAX_LOOK: usize = 4 << 10;

impl<'t> Element<'t> {
    fn implied(name: &'t str) -> Self {
        Self { name, place: None, label: None, text: Vec::new(), has_children: false }
    }
}

impl Seen {
    /// Whether an `Event` element is one of Windows.
    pub(super) fn is_event(self) -> bool {
        self.section || self.namespace
    }

    /// Whether elements without an `Event` are the part of one.
    pub(super) fn is_part(self) -> bool {
        self.telling_section
            || (self.telling_loose >= 1 && (self.section || self.loose >= 2))
            || (self.section && self.stray_end && self.loose >= 2)
            || (self.section && self.telling_inside >= 2)
            || self.loose_data >= 2
    }
}
