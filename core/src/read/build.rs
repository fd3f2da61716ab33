use super::message;
use crate::Span;
use crate::arrange::Arrange as _;
use crate::event::{Event, Extent, Field, FieldKey, Format, Header};
use crate::text::Mapped;
use std::ops::Range;

/// So many fields are kept of one event.
const MAX_FIELDS: usize = 4096;

/// Room for so many is made at once.
const USUAL_FIELDS: usize = 12;

/// Puts together the text of one event from pieces of the input, and its fields.
///
/// Pieces come in the order of the input: evidence is marked by mapping back and forth. A piece that comes too late (an
/// element's name before its second attribute) is inserted, that is, has no place in the input.
pub(super) struct Builder<'t> {
    input: &'t str,
    out: Mapped,
    /// The end of the input that was used.
    used: usize,
    fields: Vec<Field>,
}

impl<'t> Builder<'t> {
    /// A builder for an event of `input` that starts at `start`.
    pub(super) fn new(input: &'t str, start: usize) -> Self {
        Self { input, out: Mapped::default(), used: start, fields: Vec::with_capacity(USUAL_FIELDS) }
    }

    /// All of the input.
    pub(super) fn input(&self) -> &'t str {
        self.input
    }

    /// The length of the text so far.
    pub(super) fn len(&self) -> usize {
        self.out.text().len()
    }

    /// Appends a stretch of the input.
    pub(super) fn copy(&mut self, span: Span) -> Range<usize> {
        let piece = &self.input[span.range()];
        if span.start < self.used {
            return self.insert(piece);
        }
        self.used = span.end;
        self.out.copy(piece, span.start)
    }

    /// Appends `piece`, which stands for `span` of the input.
    pub(super) fn replace(&mut self, piece: &str, span: Span) -> Range<usize> {
        if span.start < self.used {
            return self.insert(piece);
        }
        self.used = span.end;
        self.out.replace(piece, span)
    }

    /// Appends a stretch of the input, in which each backslash together with the byte behind it stands for what `undone` says;
    /// where that says nothing, the backslash is one. Cost: linear.
    pub(super) fn unescape(
        &mut self,
        span: Span,
        undone: impl Fn(u8) -> Option<&'static str>,
    ) -> Range<usize> {
        let (start, bytes) = (self.len(), self.input.as_bytes());
        let mut at = span.start;
        while let Some(slash) = memchr::memchr(b'\\', &bytes[at..span.end]) {
            let slash = at + slash;
            self.copy(Span::new(at, slash));
            match bytes[slash + 1..span.end].first().and_then(|&escaped| undone(escaped)) {
                Some(undone) => {
                    self.replace(undone, Span::new(slash, slash + 2));
                    at = slash + 2;
                }
                None => {
                    self.copy(Span::new(slash, slash + 1));
                    at = slash + 1;
                }
            }
        }
        self.copy(Span::new(at, span.end));
        start..self.len()
    }

    /// Appends text that is not in the input.
    pub(super) fn insert(&mut self, piece: &str) -> Range<usize> {
        self.out.insert(piece, self.used)
    }

    /// Appends a line break, unless the text is empty or ends with one.
    pub(super) fn end_line(&mut self) {
        if !self.out.text().is_empty() && !self.out.text().ends_with('\n') {
            self.insert("\n");
        }
    }

    /// What was made of a stretch of the input.
    pub(super) fn made_from(&self, span: Span) -> Range<usize> {
        self.out.made_from(span)
    }

    /// The text of a range of it.
    pub(super) fn text(&self, range: Range<usize>) -> &str {
        &self.out.text()[range]
    }

    /// Adds a field whose value is a range of the text, without white space around it. One without a name is none.
    pub(super) fn field(&mut self, key: FieldKey, range: Range<usize>) {
        let is_nameless = matches!(&key, FieldKey::Named(name) if name.as_str().is_empty());
        if self.fields.len() < MAX_FIELDS && !is_nameless {
            let range = super::trimmed(self.out.text(), range.into()).range();
            self.fields.push(Field { key, range });
        }
    }

    /// Adds the rendered message, and as fields what it says in `Key: value` form.
    pub(super) fn message(&mut self, range: Range<usize>) {
        self.field(FieldKey::Header(Header::Message), range.clone());
        self.message_fields(range);
    }

    /// Adds as fields what a range of the text says in `Key: value` form.
    pub(super) fn message_fields(&mut self, range: Range<usize>) {
        let found = message::fields(self.out.text(), range);
        let room = MAX_FIELDS.saturating_sub(self.fields.len());
        self.fields.extend(found.into_iter().take(room));
    }

    /// The first value of a header field so far.
    pub(super) fn header(&self, header: Header) -> Option<&str> {
        let field = self.fields.iter().find(|field| field.key == FieldKey::Header(header))?;
        Some(self.text(field.range.clone()))
    }

    /// The fields so far.
    pub(super) fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// Turns the header fields for which `give_way` holds, among the fields in `range`, into fields of the same name that
    /// are no header fields.
    pub(super) fn demote(&mut self, range: Range<usize>, give_way: impl Fn(Header) -> bool) {
        for field in &mut self.fields[range] {
            if let FieldKey::Header(header) = field.key
                && give_way(header)
            {
                field.key = FieldKey::named(header.name());
            }
        }
    }

    /// The event, with its fields in the order in which they stand.
    pub(super) fn build(mut self, format: Format, span: Span, extent: Extent) -> Event {
        self.fields.arrange_by_key(|field| field.range.start);
        Event::new(format, span, extent, self.out, self.fields)
    }
}
