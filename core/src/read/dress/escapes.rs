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
        named => letter(named)?,
    };
    Some((with, end))
}

/// The letter or mark that an entity of the form `&name;` stands for.
fn letter(entity: &str) -> Option<&'static str> {
    let name = entity.strip_prefix('&')?.strip_suffix(';')?;
    let place = LETTERS.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?;
    Some(LETTERS[place].1)
}

/// The letters of western languages and the marks around them, in order of their names.
const LETTERS: [(&str, &str); 73] = [
    ("AElig", "\u{c6}"),
    ("Aacute", "\u{c1}"),
    ("Acirc", "\u{c2}"),
    ("Agrave", "\u{c0}"),
    ("Aring", "\u{c5}"),
    ("Atilde", "\u{c3}"),
    ("Auml", "\u{c4}"),
    ("Ccedil", "\u{c7}"),
    ("Eacute", "\u{c9}"),
    ("Ecirc", "\u{ca}"),
    ("Egrave", "\u{c8}"),
    ("Euml", "\u{cb}"),
    ("Iacute", "\u{cd}"),
    ("Icirc", "\u{ce}"),
    ("Igrave", "\u{cc}"),
    ("Iuml", "\u{cf}"),
    ("Ntilde", "\u{d1}"),
    ("OElig", "\u{152}"),
    ("Oacute", "\u{d3}"),
    ("Ocirc", "\u{d4}"),
    ("Ograve", "\u{d2}"),
    ("Oslash", "\u{d8}"),
    ("Otilde", "\u{d5}"),
    ("Ouml", "\u{d6}"),
    ("Uacute", "\u{da}"),
    ("Ucirc", "\u{db}"),
    ("Ugrave", "\u{d9}"),
    ("Uuml", "\u{dc}"),
    ("Yacute", "\u{dd}"),
    ("aacute", "\u{e1}"),
    ("acirc", "\u{e2}"),
    ("aelig", "\u{e6}"),
    ("agrave", "\u{e0}"),
    ("aring", "\u{e5}"),
    ("atilde", "\u{e3}"),
    ("auml", "\u{e4}"),
    ("bdquo", "\u{201e}"),
    ("ccedil", "\u{e7}"),
    ("eacute", "\u{e9}"),
    ("ecirc", "\u{ea}"),
    ("egrave", "\u{e8}"),
    ("euml", "\u{eb}"),
    ("hellip", "\u{2026}"),
    ("iacute", "\u{ed}"),
    ("icirc", "\u{ee}"),
    ("iexcl", "\u{a1}"),
    ("igrave", "\u{ec}"),
    ("iquest", "\u{bf}"),
    ("iuml", "\u{ef}"),
    ("laquo", "\u{ab}"),
    ("ldquo", "\u{201c}"),
    ("lsquo", "\u{2018}"),
    ("mdash", "\u{2014}"),
    ("ndash", "\u{2013}"),
    ("ntilde", "\u{f1}"),
    ("oacute", "\u{f3}"),
    ("ocirc", "\u{f4}"),
    ("oelig", "\u{153}"),
    ("ograve", "\u{f2}"),
    ("oslash", "\u{f8}"),
    ("otilde", "\u{f5}"),
    ("ouml", "\u{f6}"),
    ("raquo", "\u{bb}"),
    ("rdquo", "\u{201d}"),
    ("rsquo", "\u{2019}"),
    ("sbquo", "\u{201a}"),
    ("szlig", "\u{df}"),
    ("uacute", "\u{fa}"),
    ("ucirc", "\u{fb}"),
    ("ugrave", "\u{f9}"),
    ("uuml", "\u{fc}"),
    ("yacute", "\u{fd}"),
    ("yuml", "\u{ff}"),
];

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

/// So many levels of escapes are undone.
const MAX_LEVELS: usize = 3;

/// Undoes the escapes of event XML that is escaped as a whole, level by level.
pub(super) fn xml(text: &str) -> Option<Mapped> {
    let level = |text: &str| ESCAPES.iter().find_map(|escape| unescape(text, escape));
    let mut plain = level(text)?;
    for _ in 1..MAX_LEVELS {
        match level(plain.text()) {
            Some(next) => plain = next.through(&plain, 0),
            None => break,
        }
    }
    Some(plain)
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
