//! Event XML that was escaped as a whole: with entities, as a string of JSON or a programming language, or for Markdown.

use super::Rewriter;
use super::regions::{Regions, opens};
use crate::Span;
use crate::text::Mapped;
use memchr::memmem;

/// The character that an entity at the start of `text` stands for, and the length of the entity.
pub(super) fn entity(text: &str) -> Option<(&'static str, usize)> {
    let near = &text.as_bytes()[..text.len().min(10)];
    let end = memchr::memchr(b';', near)? + 1;
    let with = match &text[..end] {
        "&lt;" | "&#60;" | "&#x3C;" | "&#x3c;" => "<",
        "&gt;" | "&#62;" | "&#x3E;" | "&#x3e;" => ">",
        "&quot;" | "&#34;" | "&#x22;" => "\"",
        "&apos;" | "&#39;" | "&#x27;" | "&#039;" => "'",
        "&amp;" | "&#38;" | "&#x26;" => "&",
        "&nbsp;" | "&#160;" | "&#xA0;" | "&#xa0;" | "&ensp;" | "&emsp;" | "&thinsp;" => " ",
        "&#13;" | "&#xD;" | "&#xd;" => "\r",
        "&#10;" | "&#xA;" | "&#xa;" => "\n",
        "&#9;" | "&#x9;" => "\t",
        _ => return None,
    };
    Some((with, end))
}

/// The character that an escape of a string at the start of `text` stands for, and its length.
fn string_escape(text: &str) -> Option<(&'static str, usize)> {
    const ESCAPES: [(&str, &str); 14] = [
        ("\\u003c", "<"),
        ("\\u003e", ">"),
        ("\\u003C", "<"),
        ("\\u003E", ">"),
        ("\\u0026", "&"),
        ("\\u0027", "'"),
        ("\\u0022", "\""),
        ("\\\"", "\""),
        ("\\'", "'"),
        ("\\/", "/"),
        ("\\\\", "\\"),
        ("\\r", "\r"),
        ("\\n", "\n"),
        ("\\t", "\t"),
    ];
    ESCAPES.iter().find(|(escape, _)| text.starts_with(escape)).map(|(escape, with)| (*with, escape.len()))
}

/// The character that a Markdown escape at the start of `text` stands for, and its length.
fn markdown_escape(text: &str) -> Option<(&'static str, usize)> {
    const ESCAPES: [(&str, &str); 12] = [
        ("\\<", "<"),
        ("\\>", ">"),
        ("\\_", "_"),
        ("\\*", "*"),
        ("\\[", "["),
        ("\\]", "]"),
        ("\\\"", "\""),
        ("\\'", "'"),
        ("\\-", "-"),
        ("\\#", "#"),
        ("\\=", "="),
        ("\\&", "&"),
    ];
    ESCAPES.iter().find(|(escape, _)| text.starts_with(escape)).map(|(escape, with)| (*with, escape.len()))
}

/// How event XML is escaped.
struct Escape {
    /// What stands for `<`.
    opening: &'static str,
    /// The first byte of all escapes.
    first: u8,
    unescape: fn(&str) -> Option<(&'static str, usize)>,
}

/// The ways, each before those that its own `<` is a part of.
const ESCAPES: [Escape; 9] = [
    Escape { opening: "&amp;amp;lt;", first: b'&', unescape: entity },
    Escape { opening: "&amp;lt;", first: b'&', unescape: entity },
    Escape { opening: "&lt;", first: b'&', unescape: entity },
    Escape { opening: "&#60;", first: b'&', unescape: entity },
    Escape { opening: "\\\\u003c", first: b'\\', unescape: string_escape },
    Escape { opening: "\\\\u003C", first: b'\\', unescape: string_escape },
    Escape { opening: "\\u003c", first: b'\\', unescape: string_escape },
    Escape { opening: "\\u003C", first: b'\\', unescape: string_escape },
    Escape { opening: "\\<", first: b'\\', unescape: markdown_escape },
];

/// The elements with which event XML begins.
const ELEMENTS: [&str; 8] =
    ["Event", "Events", "System", "EventData", "UserData", "RenderingInfo", "DataItem", "?xml"];

/// Undoes one level of escapes in event XML that is escaped as a whole.
pub(super) fn xml(text: &str) -> Option<Mapped> {
    ESCAPES.iter().find_map(|escape| unescape(text, escape))
}

fn unescape(text: &str, escape: &Escape) -> Option<Mapped> {
    memmem::find(text.as_bytes(), escape.opening.as_bytes())?;
    let regions = Regions::find(text);
    let mut rewriter = Rewriter::new(text);
    let mut from = 0;
    let mut unclosed = Unclosed::default();
    for at in memmem::find_iter(text.as_bytes(), escape.opening) {
        if at < from || regions.hold(at) {
            continue;
        }
        let inside = &text[at + escape.opening.len()..];
        if let Some(element) = ELEMENTS.iter().position(|name| begins(inside, name)) {
            let end = stretch_end(text, at, escape, element, &mut unclosed);
            undo(&mut rewriter, Span::new(at, end), escape);
            from = end;
        }
    }
    rewriter.finish()
}

/// Whether a text after an escaped `<` opens the element `name`: what follows its name may be escaped, too.
fn begins(text: &str, name: &str) -> bool {
    opens(text, name) || text.strip_prefix(name).is_some_and(|rest| rest.starts_with(['&', '\\', '>']))
}

/// The end tags that were looked for and are not there: for each element, with `/` and with `\/`.
type Unclosed = [[bool; 2]; ELEMENTS.len()];

/// Where the escaped XML ends that starts at `at`: with its end tag, or with the paragraph when it has none.
fn stretch_end(text: &str, at: usize, escape: &Escape, element: usize, unclosed: &mut Unclosed) -> usize {
    let rest = &text[at..];
    let name = if ELEMENTS[element] == "?xml" { "Event" } else { ELEMENTS[element] };
    for (slash, unclosed) in ["/", "\\/"].into_iter().zip(&mut unclosed[element]) {
        if !*unclosed {
            let close = format!("{}{slash}{name}", escape.opening);
            let ends = |end: &usize| !rest[end + close.len()..].starts_with(char::is_alphanumeric);
            if let Some(end) = memmem::find_iter(rest.as_bytes(), &close).find(ends) {
                return tag_end(text, at + end + close.len());
            }
            *unclosed = true;
        }
    }
    memmem::find(rest.as_bytes(), b"\n\n").map_or(text.len(), |end| at + end)
}

/// The end of the escaped `>` that follows at `at`.
fn tag_end(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let near = &rest[..rest.floor_char_boundary(rest.len().min(16))];
    for close in ["gt;", "#62;", "u003e", "u003E", ">"] {
        if let Some(end) = near.find(close) {
            return at + end + close.len();
        }
    }
    at
}

fn undo(rewriter: &mut Rewriter<'_>, span: Span, escape: &Escape) {
    let text = rewriter.text;
    let mut from = span.start;
    while let Some(found) = memchr::memchr(escape.first, &text.as_bytes()[from..span.end]) {
        let at = from + found;
        from = at + 1;
        if let Some((with, length)) = (escape.unescape)(&text[at..span.end]) {
            rewriter.replace(Span::new(at, at + length), with);
            from = at + length;
        }
    }
}

/// Undoes the escapes of event XML that was copied out of a string: `<Event xmlns=\"http://...\">`.
pub(super) fn strings(text: &str) -> Option<Mapped> {
    memmem::find(text.as_bytes(), b"=\\\"")?;
    let mut rewriter = Rewriter::new(text);
    let mut from = 0;
    for at in memmem::find_iter(text.as_bytes(), "<Event") {
        if at < from || !opens(&text[at + 1..], "Event") {
            continue;
        }
        let near = &text.as_bytes()[at..text.len().min(at + 400)];
        let Some(quote) = memmem::find(near, b"=\\\"") else { continue };
        if memchr::memchr(b'"', &near[..quote]).is_some() {
            continue;
        }
        let end = memmem::find(&text.as_bytes()[at..], b"</Event>").map_or(text.len(), |end| at + end);
        undo(&mut rewriter, Span::new(at, end), &ESCAPES[6]);
        from = end;
    }
    rewriter.finish()
}
