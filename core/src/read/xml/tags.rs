//! The tags of a text that matter for finding events.

use crate::Span;
use crate::read::MAX_EVENT;

/// A tag outside of what an event holds, and what belongs to it.
#[derive(Clone, Copy, Debug)]
pub(in crate::read) struct Tag {
    /// For an event all of it; if it is cut, up to the next tag of this kind or the end of the text.
    pub region: Span,
    pub(super) kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Event {
        /// Whether its end is there.
        closed: bool,
    },
    /// A part of an event whose start is not there.
    Headless,
    /// An XML declaration, or a tag of the `Events` element: of no meaning here.
    Wrapper,
    DocType,
}

/// The tags of a text that matter for finding events, each kind in order.
#[derive(Debug)]
pub(in crate::read) struct Tags {
    events: Vec<Tag>,
    others: Vec<Tag>,
}

impl Tags {
    /// Finds them. Cost: linear in the text.
    pub(in crate::read) fn find(text: &str) -> Self {
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
    pub(super) fn first(&self, from: usize) -> Option<&Tag> {
        let other = self.others.get(self.others.partition_point(|tag| tag.region.start < from));
        let event = self.first_event(from);
        other.into_iter().chain(event).min_by_key(|tag| tag.region.start)
    }

    /// The first event that starts at or after `from`.
    pub(in crate::read) fn first_event(&self, from: usize) -> Option<&Tag> {
        self.events.get(self.events.partition_point(|tag| tag.region.start < from))
    }
}

impl Tag {
    pub(super) fn is_closed(&self) -> bool {
        self.kind == Kind::Event { closed: true }
    }

    /// The part of its region that is read, and whether that is less than all.
    pub(super) fn bounded(&self, text: &str) -> (Span, bool) {
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
    let Name { local, closing, end } = name(text, at)?;
    let is_root = local == "Events";
    if !is_root && local != "Event" {
        return None;
    }
    let end = tag_end(text, end)?;
    let token = match closing {
        _ if is_root => Token::Other(Kind::Wrapper),
        true => Token::Close,
        _ if text[..end].ends_with("/>") => return None,
        false => Token::Open,
    };
    Some((token, end))
}

const DOCTYPE: &str = "!DOCTYPE";

/// What a tag is called.
pub(super) struct Name<'t> {
    /// Without its prefix.
    pub(super) local: &'t str,
    pub(super) closing: bool,
    /// Where it ends.
    pub(super) end: usize,
}

/// The name in the tag that opens with the bracket at `at`.
pub(super) fn name(text: &str, at: usize) -> Option<Name<'_>> {
    let bytes = text.as_bytes();
    let closing = bytes.get(at + 1) == Some(&b'/');
    let start = at + 1 + usize::from(closing);
    let is_name =
        |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'_' | b'-' | b'.' | 0x80..);
    let near = &bytes[start..bytes.len().min(start + MAX_NAME)];
    let length = near.iter().position(|byte| !is_name(byte))?;
    let local = near[..length].iter().rposition(|byte| *byte == b':').map_or(0, |colon| colon + 1);
    Some(Name { local: &text[start + local..start + length], closing, end: start + length })
}

/// A longer name is not looked at.
const MAX_NAME: usize = 64;

/// The end of the tag whose name ends at `at`. An unclosed tag costs no more than the way to the next one; only within
/// quotes there may be brackets, and not many (`xmlns="<https://...>"`, as mail programs write addresses).
fn tag_end(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let first = at + memchr::memchr2(b'<', b'>', &bytes[at..])?;
    if bytes[first] == b'>' && !in_quotes(&bytes[at..first]) {
        return Some(first + 1);
    }
    let near = &bytes[..bytes.len().min(at + MAX_TAG)];
    let mut quote = None;
    for (place, &byte) in near.iter().enumerate().skip(at) {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            (None, b'>') => return Some(place + 1),
            (None, b'<') => break,
            _ => {}
        }
    }
    (bytes[first] == b'>').then_some(first + 1)
}

/// So long is the tag of an event at most whose attributes have brackets.
const MAX_TAG: usize = 512;

/// Whether a quotation is open at the end of a tag's attributes.
fn in_quotes(attributes: &[u8]) -> bool {
    let mut quote = None;
    for &byte in &attributes[..attributes.len().min(MAX_TAG)] {
        match quote {
            None if matches!(byte, b'"' | b'\'') => quote = Some(byte),
            Some(open) if open == byte => quote = None,
            _ => {}
        }
    }
    quote.is_some()
}

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
