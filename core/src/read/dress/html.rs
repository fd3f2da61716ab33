//! HTML around text: tags of known names, no-break spaces; with them, the entities of their text.
//!
//! Only names of HTML count, and only where they are used as in HTML: an Exchange message prints `<I>CN=...<S>CN=...`, and
//! documentation `<path>`.

use super::Rewriter;
use super::escapes::entity;
use super::regions::Regions;
use crate::Span;
use crate::text::Mapped;
use memchr::memmem;

/// What a tag is to the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// It ends a line by itself: `<br>`.
    Break,
    /// Its end tag ends a line: `</p>`.
    Block,
    /// Its end tag ends a cell of a table.
    Cell,
    /// It has no place in the text.
    Inline,
}

/// The names, in order.
const NAMES: [(&str, Role); 46] = [
    ("a", Role::Inline),
    ("article", Role::Block),
    ("b", Role::Inline),
    ("blockquote", Role::Block),
    ("body", Role::Block),
    ("br", Role::Break),
    ("center", Role::Inline),
    ("code", Role::Inline),
    ("dd", Role::Block),
    ("div", Role::Block),
    ("dl", Role::Block),
    ("dt", Role::Block),
    ("em", Role::Inline),
    ("font", Role::Inline),
    ("h1", Role::Block),
    ("h2", Role::Block),
    ("h3", Role::Block),
    ("h4", Role::Block),
    ("h5", Role::Block),
    ("h6", Role::Block),
    ("head", Role::Block),
    ("hr", Role::Break),
    ("html", Role::Block),
    ("i", Role::Inline),
    ("kbd", Role::Inline),
    ("li", Role::Block),
    ("main", Role::Block),
    ("mark", Role::Inline),
    ("o:p", Role::Inline),
    ("ol", Role::Block),
    ("p", Role::Block),
    ("pre", Role::Block),
    ("samp", Role::Inline),
    ("section", Role::Block),
    ("small", Role::Inline),
    ("span", Role::Inline),
    ("strong", Role::Inline),
    ("sub", Role::Inline),
    ("sup", Role::Inline),
    ("table", Role::Block),
    ("tbody", Role::Inline),
    ("td", Role::Cell),
    ("th", Role::Cell),
    ("tr", Role::Block),
    ("u", Role::Inline),
    ("ul", Role::Block),
];

/// A tag is not longer, in bytes.
const MAX_TAG: usize = 2048;

/// A tag of a known name.
struct Tag {
    name: usize,
    end: usize,
    closes: bool,
    attributes: bool,
}

/// Takes tags away, puts a line break or a tab where they end a line or a cell, and a space for `&nbsp;`. In a text with
/// such tags other entities are characters, too. Also gives the places in `text` where a listing has ended: what comes then
/// is other text.
pub(super) fn tags(text: &str) -> Option<(Mapped, Vec<usize>)> {
    memchr::memchr2(b'<', b'&', text.as_bytes())?;
    let page = is_page(text);
    let regions = if page { Regions::default() } else { Regions::find(text) };
    let used = Used::count(text, &regions);
    let mut rewriter = Rewriter::new(text);
    let mut listings = Listings::default();
    let mut originals = Originals::default();
    let mut cell = None;
    let mut from = 0;
    while let Some(at) = next(text, from, &regions) {
        from = at + 1;
        if text.as_bytes()[at] == b'<' {
            if let Some(end) = originals.translated_end(text, at) {
                rewriter.remove(Span::new(at, end));
                from = end;
            } else if let Some(end) = page.then(|| hidden_end(text, at)).flatten() {
                rewriter.remove(Span::new(at, end));
                from = end;
            } else if let Some(tag) = tag(text, at).filter(|tag| used.as_html(tag)) {
                if let Some(start) = cell {
                    join(&mut rewriter, text, Span::new(start, at));
                }
                let is_open = match NAMES[tag.name].1 {
                    Role::Cell => !tag.closes,
                    Role::Inline => cell.is_some(),
                    Role::Break | Role::Block => false,
                };
                cell = is_open.then_some(tag.end);
                rewriter.replace(Span::new(at, tag.end), replacement(&tag, &text[tag.end..]));
                listings.see(text, &tag);
                from = tag.end;
            }
        } else if let Some((with, length)) = entity(&text[at..])
            && (with == " " || used.any())
        {
            rewriter.replace(Span::new(at, at + length), with);
            from = at + length;
        }
    }
    Some((rewriter.finish()?, listings.ends))
}

/// Puts a space for each line break among the words of a cell: there it is white space like any other. Labels in a cell are
/// lines that somebody has put there.
fn join(rewriter: &mut Rewriter<'_>, text: &str, words: Span) {
    let slice = &text[words.range()];
    if slice.len() > MAX_CELL || slice.trim().is_empty() || slice.contains(':') {
        return;
    }
    for newline in memchr::memchr_iter(b'\n', slice.as_bytes()) {
        let before = slice[..newline].trim_end().len();
        let after = slice.len() - slice[newline..].trim_start().len();
        rewriter.replace(Span::new(words.start + before, words.start + after), " ");
    }
}

/// Words of a cell are not longer, in bytes.
const MAX_CELL: usize = 256;

/// Finds sentences beside which a translated page keeps the original:
/// `<span data-ttu-id="1">Quelle: Disk</span><span class="sxs-lookup">...Source: Disk...</span>`. Only the original is what the
/// machine printed.
#[derive(Default)]
struct Originals {
    /// Where the next one begins: the end of its tag. `Some(None)` when there is no more.
    next: Option<Option<usize>>,
}

/// How a translated sentence begins, and how the original after it.
const TRANSLATED: &str = "<span data-ttu-id=";
const ORIGINAL: &str = "</span><span class=\"sxs-lookup\">";

impl Originals {
    /// Where the original of the translated sentence begins that starts at `at`.
    fn translated_end(&mut self, text: &str, at: usize) -> Option<usize> {
        if !text[at..].starts_with(TRANSLATED) {
            return None;
        }
        let from = at + TRANSLATED.len();
        if self.next.is_none_or(|known| known.is_some_and(|next| next < from)) {
            let found = memmem::find(&text.as_bytes()[from..], ORIGINAL.as_bytes());
            self.next = Some(found.map(|found| from + found + ORIGINAL.len()));
        }
        let end = self.next.flatten()?;
        memmem::find(&text.as_bytes()[from..end], TRANSLATED.as_bytes()).is_none().then_some(end)
    }
}

/// Finds where listings end, `<pre>` with several lines in it. What stands in one has nothing to do with the page around it.
#[derive(Default)]
struct Listings {
    /// Where the one begins that is open.
    start: Option<usize>,
    ends: Vec<usize>,
}

/// A listing has so many line breaks.
const MIN_BREAKS: usize = 2;

/// So many ends of listings are told apart.
const MAX_ENDS: usize = 4096;

impl Listings {
    fn see(&mut self, text: &str, tag: &Tag) {
        if NAMES[tag.name].0 != "pre" {
            return;
        }
        if !tag.closes {
            self.start = Some(tag.end);
        } else if let Some(start) = self.start.take()
            && memchr::memchr_iter(b'\n', &text.as_bytes()[start..tag.end]).nth(MIN_BREAKS - 1).is_some()
            && self.ends.len() < MAX_ENDS
            && !goes_on(&text[tag.end..])
        {
            self.ends.push(tag.end);
        }
    }
}

/// Whether the next listing holds the XML of the event in this one, behind its label or without.
fn goes_on(after: &str) -> bool {
    let near = &after[..after.floor_char_boundary(MAX_BETWEEN)];
    ["Event Xml", "Event XML", "&lt;Event", "<Event"].iter().any(|start| near.contains(start))
}

/// So much stands between a listing and the next one at most, where they belong together.
const MAX_BETWEEN: usize = 200;

/// The next `<` or `&` at or after `from`, outside of event XML and JSON.
fn next(text: &str, mut from: usize, regions: &Regions) -> Option<usize> {
    loop {
        let at = from + memchr::memchr2(b'<', b'&', &text.as_bytes()[from..])?;
        match regions.end_of(at) {
            Some(end) => from = end,
            None => return Some(at),
        }
    }
}

/// Which names have end tags.
struct Used {
    closed: [bool; NAMES.len()],
    broken: bool,
}

impl Used {
    fn count(text: &str, regions: &Regions) -> Self {
        let mut used = Self { closed: [false; NAMES.len()], broken: false };
        let mut from = 0;
        while let Some(at) = next(text, from, regions) {
            from = at + 1;
            if let Some(tag) = tag(text, at) {
                from = tag.end;
                used.closed[tag.name] |= tag.closes;
                used.broken |= NAMES[tag.name].1 == Role::Break;
            }
        }
        used
    }

    fn any(&self) -> bool {
        self.closed.contains(&true)
    }

    /// Whether a tag is one of HTML: breaks always, others if their name is closed somewhere; what need not be closed in
    /// HTML, if others are.
    fn as_html(&self, tag: &Tag) -> bool {
        match NAMES[tag.name].1 {
            Role::Break => true,
            Role::Block | Role::Cell => self.broken || self.any(),
            Role::Inline => self.closed[tag.name] || tag.attributes,
        }
    }
}

/// What stands for a tag before `after`: where a line ends there anyway, no second line break.
fn replacement(tag: &Tag, after: &str) -> &'static str {
    let ends = after.starts_with(['\n', '\r']);
    match NAMES[tag.name].1 {
        Role::Break | Role::Block if ends => "",
        Role::Break => "\n",
        Role::Block if tag.closes => "\n",
        Role::Cell if tag.closes => "\t",
        _ => "",
    }
}

/// The tag of a known name that starts at `at`.
fn tag(text: &str, at: usize) -> Option<Tag> {
    let rest = text[at..].strip_prefix('<')?;
    let closes = rest.starts_with('/');
    let rest = &rest[usize::from(closes)..];
    let length = rest.bytes().take(12).take_while(|b| b.is_ascii_alphanumeric() || *b == b':').count();
    if length == 0 {
        return None;
    }
    let name = rest.as_bytes()[..length].iter().map(u8::to_ascii_lowercase);
    let name = NAMES.binary_search_by(|(known, _)| known.bytes().cmp(name.clone())).ok()?;
    let near = &rest.as_bytes()[length..rest.len().min(MAX_TAG)];
    let close = memchr::memchr2(b'>', b'<', near).filter(|&close| near[close] == b'>')?;
    let attributes = &rest[length..length + close];
    let plain = attributes.trim_matches([' ', '/', '\r', '\n', '\t']);
    let fits = plain.is_empty() || (attributes.starts_with(char::is_whitespace) && plain.contains('='));
    let end = text.len() - rest.len() + length + close + 1;
    fits.then_some(Tag { name, end, closes, attributes: !plain.is_empty() })
}

/// What of a page is no text: where it begins and ends.
const HIDDEN: [(&str, &str); 6] = [
    ("<script", "</script>"),
    ("<style", "</style>"),
    ("<SCRIPT", "</SCRIPT>"),
    ("<STYLE", "</STYLE>"),
    ("<!--", "-->"),
    ("<!", ">"),
];

/// Whether a text is a page, whose scripts and styles are no text.
fn is_page(text: &str) -> bool {
    let near = text.as_bytes()[..text.len().min(1024)].to_ascii_lowercase();
    memmem::find(&near, b"<html").is_some() || memmem::find(&near, b"<!doctype html").is_some()
}

/// The end of a stretch of a page that is no text and begins at `at`.
fn hidden_end(text: &str, at: usize) -> Option<usize> {
    let (_, close) = HIDDEN.iter().find(|(open, _)| text[at..].starts_with(open))?;
    Some(
        memmem::find(&text.as_bytes()[at..], close.as_bytes())
            .map_or(text.len(), |end| at + end + close.len()),
    )
}
