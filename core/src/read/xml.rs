//! Event XML: `<Event>` elements, bare or below `<Events>`, one or many, with or without a declaration.
//!
//! A pass over the tags pairs each `<Event>` with its `</Event>` first, so that damage in one event stays there.

mod render;

pub(super) use render::{Rendered, render};

use super::{Block, Builder, Layout, MAX_EVENT, Spec, span_of};
use crate::Span;
use crate::event::Format;
use crate::report::{Note, NoteCode};

/// The layout.
pub(super) const SPEC: Spec = Spec {
    anchors: &["<event", ":event", "<?xml", "<!doctype"],
    start: |text| Box::new(Xml { text, tags: Tags::find(text), tried: 0 }),
};

struct Xml<'t> {
    text: &'t str,
    tags: Tags,
    /// Up to here there is no event, in spite of tags.
    tried: usize,
}

impl Layout for Xml<'_> {
    fn find(&mut self, from: usize) -> Option<usize> {
        self.tags.first(from.max(self.tried)).map(|tag| tag.region.start)
    }

    fn read(&mut self, at: usize) -> Option<Block> {
        let tag = self.tags.first(at)?;
        match tag.kind {
            Kind::Wrapper => Some(Block { end: tag.region.end, events: Vec::new(), notes: Vec::new() }),
            Kind::DocType => {
                let message = "a document type declaration was not read: its entities could do harm";
                let note = Note::new(NoteCode::Refused, tag.region, message);
                Some(Block { end: tag.region.end, events: Vec::new(), notes: vec![note] })
            }
            Kind::Event { .. } => {
                let mut builder = Builder::new(self.text, at);
                let Rendered { end, extent, notes } = render(&mut builder, tag);
                if builder.fields().is_empty() {
                    // A tag in somebody's prose.
                    self.tried = if tag.is_closed() { tag.region.end } else { at + 1 };
                    return None;
                }
                let event = builder.build(Format::Xml, Span::new(at, end), extent);
                Some(Block { end, events: vec![event], notes })
            }
        }
    }
}

/// A tag outside of what an event holds, and what belongs to it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag {
    /// For an event all of it; if it is cut, up to the next tag of this kind or the end of the text.
    pub region: Span,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Event {
        /// Whether its end is there.
        closed: bool,
    },
    /// An XML declaration, or a tag of the `Events` element: of no meaning here.
    Wrapper,
    DocType,
}

/// The tags of a text that matter for finding events, each kind in order.
#[derive(Debug)]
pub(super) struct Tags {
    events: Vec<Tag>,
    others: Vec<Tag>,
}

impl Tags {
    /// Finds them. Cost: linear in the text.
    pub(super) fn find(text: &str) -> Self {
        let (mut events, mut others) = (Vec::<Tag>::new(), Vec::new());
        let mut open = Vec::new();
        for at in memchr::memchr_iter(b'<', text.as_bytes()) {
            let Some((token, end)) = token(text, at) else { continue };
            let region = Span::new(at, end);
            match token {
                Token::Open => {
                    open.push(events.len());
                    events.push(Tag { region, kind: Kind::Event { closed: false } });
                }
                Token::Close => {
                    if let Some(tag) = open.pop().and_then(|index| events.get_mut(index)) {
                        *tag = Tag {
                            region: Span::new(tag.region.start, end),
                            kind: Kind::Event { closed: true },
                        };
                    }
                }
                Token::Other(kind) => others.push(Tag { region, kind }),
            }
        }
        for index in open {
            let end = events.get(index + 1).map_or(text.len(), |next| next.region.start);
            events[index].region.end = end;
        }
        Self { events, others }
    }

    /// The first one that starts at or after `from`.
    fn first(&self, from: usize) -> Option<&Tag> {
        let other = self.others.get(self.others.partition_point(|tag| tag.region.start < from));
        let event = self.first_event(from);
        other.into_iter().chain(event).min_by_key(|tag| tag.region.start)
    }

    /// The first event that starts at or after `from`.
    pub(super) fn first_event(&self, from: usize) -> Option<&Tag> {
        self.events.get(self.events.partition_point(|tag| tag.region.start < from))
    }
}

impl Tag {
    fn is_closed(&self) -> bool {
        self.kind == Kind::Event { closed: true }
    }

    /// The part of its region that is read, and whether that is less than all.
    fn bounded(&self, text: &str) -> (Span, bool) {
        let end = text.floor_char_boundary(self.region.end.min(self.region.start + MAX_EVENT));
        (Span::new(self.region.start, end), end < self.region.end)
    }
}

enum Token {
    Open,
    Close,
    Other(Kind),
}

/// The tag that matters at `at`, and where it ends.
fn token(text: &str, at: usize) -> Option<(Token, usize)> {
    let rest = &text[at + 1..];
    if rest.starts_with("?xml") {
        return Some((Token::Other(Kind::Wrapper), at + 1 + find_near(rest, "?>")?));
    }
    if let Some(declaration) = rest.strip_prefix(DOCTYPE) {
        return Some((Token::Other(Kind::DocType), at + 1 + DOCTYPE.len() + doc_type(declaration)?));
    }
    let closing = rest.starts_with('/');
    let name = local_name(&rest[usize::from(closing)..])?;
    let after = span_of(text, name)?.end;
    // What stands between the name and the bracket has no bracket: an unclosed tag costs no more than that.
    let end = after + memchr::memchr2(b'<', b'>', &text.as_bytes()[after..])? + 1;
    let tag = &text[at..end];
    let token = match (name, closing) {
        _ if !tag.ends_with('>') => return None,
        ("Events", _) => Token::Other(Kind::Wrapper),
        (_, true) => Token::Close,
        _ if tag.ends_with("/>") => return None,
        _ => Token::Open,
    };
    Some((token, end))
}

const DOCTYPE: &str = "!DOCTYPE";

/// The element name at the start of a text, without its prefix, if it is one of those looked for.
fn local_name(text: &str) -> Option<&str> {
    let near = &text[..text.floor_char_boundary(MAX_NAME)];
    let end = near.find(|c: char| !(c.is_alphanumeric() || matches!(c, ':' | '_' | '-' | '.')))?;
    let name = near[..end].rsplit_once(':').map_or(&near[..end], |(_, local)| local);
    matches!(name, "Event" | "Events").then_some(name)
}

/// A longer name is not looked at.
const MAX_NAME: usize = 64;

/// The length of a document type declaration after its first word, if it is one for events or brings declarations.
fn doc_type(text: &str) -> Option<usize> {
    let near = &text[..text.floor_char_boundary(MAX_NEAR)];
    let head = near.find(['[', '>', '<'])?;
    match near.as_bytes()[head] {
        b'[' => Some(find_near(text, "]>").unwrap_or(head + 1)),
        b'>' if near.trim_start().starts_with("Event") => Some(head + 1),
        _ => None,
    }
}

/// So far ahead the end of a declaration is looked for.
const MAX_NEAR: usize = 4 << 10;

/// The end of `what`, if it comes soon.
fn find_near(text: &str, what: &str) -> Option<usize> {
    let near = &text.as_bytes()[..text.len().min(MAX_NEAR)];
    memchr::memmem::find(near, what.as_bytes()).map(|at| at + what.len())
}

#[cfg(test)]
mod tests;
