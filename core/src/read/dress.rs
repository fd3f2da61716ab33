//! Undoes what mail programs, Markdown, HTML, source code and serialisers put around and into the text of an event, so that
//! the layouts see it as Windows printed it.
//!
//! Each kind of dress has a file of its own and is one pass: it looks for its marks at the speed of `memchr`, rewrites the
//! text when it is sure, and leaves it alone when it is not. What passes take away is marks, never words; what they put in
//! place of it is a character of the same meaning. The plain text keeps a map to the text that was pasted.
//!
//! Event XML and JSON are left alone where they stand plainly: their readers know their escapes.
//!
//! Cost: a few passes over the text; memory for the plain text and a segment of its map for each mark.

mod bare;
mod chars;
mod dots;
mod escapes;
mod html;
mod labels;
mod lines;
mod literal;
mod markdown;
mod quoted_printable;
mod regions;
#[cfg(test)]
mod tests;

use super::Reading;
use super::window::{Manner, Part, read_plain};
use crate::Span;
use crate::text::Mapped;

/// Rewrites a text, or finds nothing to do.
type Pass = fn(&str) -> Option<Mapped>;

/// The passes before those that take away tags, and then what stands before lines: characters before tags, tags before the
/// lines that they end.
const OUTER: &[Pass] = &[quoted_printable::body, chars::spaces];

/// The passes after them: lines before the escapes that run over several of them.
const INNER: &[Pass] = &[
    literal::rockets,
    markdown::tildes,
    markdown::lines,
    labels::bold,
    bare::colons,
    dots::columns,
    escapes::strings,
    escapes::xml,
    markdown::tags,
    markdown::escapes,
    literal::breaks,
    chars::brackets,
    chars::colons,
];

/// A text without its dress.
pub(super) struct Undressed {
    /// The text, with a map to the one that wore it.
    plain: Mapped,
    /// Where something begins that has nothing to do with what stands before: the end of a quotation or a listing.
    cuts: Vec<usize>,
}

/// The text without its dress; `None` when it wears none.
pub(super) fn undress(text: &str) -> Option<Undressed> {
    let mut plain = OUTER.iter().fold(None, |plain, pass| after(pass, plain, text));
    let mut ends = Vec::new();
    for pass in [html::tags, lines::quotes, lines::prefixes] {
        if let Some((next, found)) = pass(plain.as_ref().map_or(text, Mapped::text)) {
            ends.extend(found.into_iter().map(|end| original(plain.as_ref(), end)));
            plain = Some(stacked(next, plain.as_ref()));
        }
    }
    let plain = INNER.iter().fold(plain, |plain, pass| after(pass, plain, text))?;
    let mut cuts: Vec<usize> =
        ends.into_iter().map(|end| plain.made_from(Span::new(end, end)).start).collect();
    cuts.sort_unstable();
    Some(Undressed { plain, cuts })
}

/// What a pass makes of a text that other passes made `plain`.
fn after(pass: &Pass, plain: Option<Mapped>, text: &str) -> Option<Mapped> {
    match pass(plain.as_ref().map_or(text, Mapped::text)) {
        Some(next) => Some(stacked(next, plain.as_ref())),
        None => plain,
    }
}

/// A rewritten text, its map counting in the source of `outer`, which it was made from.
fn stacked(next: Mapped, outer: Option<&Mapped>) -> Mapped {
    match outer {
        Some(outer) => next.through(outer, 0),
        None => next,
    }
}

/// The place in the original text.
fn original(outer: Option<&Mapped>, at: usize) -> usize {
    outer.map_or(at, |outer| outer.hull(Span::new(at, at)).start)
}

impl Undressed {
    /// Reads the plain text as [`read_plain`] does; what is read counts in `original`, which wore the dress.
    pub(super) fn read(&self, original: &str, manner: Manner<'_>) -> Part {
        let text = self.plain.text();
        let mut all = Reading::default();
        let (mut start, mut resume) = (0, manner.resume);
        for &end in &self.cuts {
            let part = Manner { last: true, full: false, resume: resume.take() };
            self.add(read_plain(&text[start..end], part).reading, start, &mut all);
            start = end;
        }
        let mut part =
            read_plain(&text[start..], Manner { full: manner.full && start == 0, resume, ..manner });
        if manner.full && start + part.used == 0 {
            // So much dress around so little text: it is taken as it is.
            part = read_plain(text, Manner { last: true, ..manner });
        }
        let used = start + part.used;
        let used =
            if used == text.len() { original.len() } else { self.plain.hull(Span::new(used, used)).start };
        self.add(part.reading, start, &mut all);
        Part { reading: all, used, resume: part.resume }
    }

    /// Adds what was read of the plain text from `start` on.
    fn add(&self, reading: Reading, start: usize, all: &mut Reading) {
        all.events.extend(reading.events.into_iter().map(|event| event.rebased(&self.plain, start)));
        for mut note in reading.notes {
            note.span = self.plain.hull(note.span.bytes.shifted(start)).into();
            all.note(note);
        }
    }
}

/// Copies a text, but for the stretches that are replaced.
struct Rewriter<'t> {
    text: &'t str,
    /// The end of what was copied or replaced.
    at: usize,
    out: Option<Mapped>,
}

impl<'t> Rewriter<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, at: 0, out: None }
    }

    /// Puts `with`, at most one character, in place of `span`, which lies after all that was replaced before.
    fn replace(&mut self, span: Span, with: &str) {
        if span.start < self.at || span.is_empty() {
            return;
        }
        let out = self.out.get_or_insert_with(|| Mapped::with_capacity(self.text.len(), 0));
        out.copy(&self.text[self.at..span.start], self.at);
        if !with.is_empty() {
            out.replace(with, span);
        }
        self.at = span.end;
    }

    /// Leaves `span` out.
    fn remove(&mut self, span: Span) {
        self.replace(span, "");
    }

    /// The new text; `None` when nothing was replaced.
    fn finish(self) -> Option<Mapped> {
        let mut out = self.out?;
        out.copy(&self.text[self.at..], self.at);
        Some(out)
    }
}

/// Longer words are looked at from their end only.
const MAX_WORD: usize = 260;

/// What stands before `at` without white space or quotes, not beginning before `floor`.
fn word_before(text: &str, floor: usize, at: usize) -> &str {
    let near = &text[text.ceil_char_boundary(floor.max(at.saturating_sub(MAX_WORD)))..at];
    let space = near.bytes().rposition(|b| matches!(b, b' ' | b'\t' | b'\n' | b'"' | b'\''));
    space.map_or(near, |space| &near[space + 1..])
}
