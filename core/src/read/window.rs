//! A text of any length is read in windows: what a layout does with one, it cannot do with all of the text.
//!
//! Where a window ends depends on the text alone, not on how it came in, so that a stream is read as a whole text is.

use super::anchors::layouts_in;
use super::dress::undress;
use super::{Candidates, MAX_EVENT, Reading, plain};
use crate::Span;

/// So much text is looked at.
const WINDOW: usize = 1 << 20;

/// What stands so near the end of a window may read otherwise once more is known.
const MARGIN: usize = 64 << 10;

/// A window grows up to this length when nothing in it is whole: the longest event fits, with its margin.
const MAX_WINDOW: usize = 2 * MAX_EVENT;

/// Reads a text window by window. Each gives the span that was read, and the reading, whose spans count from the start of the
/// text.
#[derive(Debug)]
pub(crate) struct Windows<'t> {
    text: &'t str,
    at: usize,
    size: Size,
}

/// How much text must be there before it is worth to look: a stream is not looked at again for every piece that comes in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Size(usize);

impl Default for Size {
    fn default() -> Self {
        Self(WINDOW)
    }
}

impl<'t> Windows<'t> {
    /// The windows of a whole text.
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, at: 0, size: Size::default() }
    }
}

impl Iterator for Windows<'_> {
    type Item = (Span, Reading);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = &self.text[self.at..];
        if rest.is_empty() {
            return None;
        }
        let mut part = read_window(rest, true, &mut self.size)?;
        part.reading.shift(self.at);
        let span = Span::new(self.at, self.at + part.used);
        self.at = span.end;
        Some((span, part.reading))
    }
}

/// What one window gave.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) reading: Reading,
    /// How much of the text is done with; more than nothing.
    pub(super) used: usize,
}

/// Reads the window at the start of `text`, of which `complete` says whether it is all that there will be. `None` when it
/// takes more text. Cost: O(n) in the window.
pub(super) fn read_window(text: &str, complete: bool, size: &mut Size) -> Option<Part> {
    loop {
        let end = text.floor_char_boundary(size.0);
        let last = complete && end == text.len();
        if !last && text.len() < size.0 {
            return None;
        }
        let part = read_part(&text[..end], last, size.0 >= MAX_WINDOW);
        if part.used > 0 || last {
            *size = Size::default();
            return Some(part);
        }
        size.0 *= 2;
    }
}

/// Reads the events of a text, without the dress that it wears: see [`read_plain`].
fn read_part(text: &str, last: bool, full: bool) -> Part {
    match undress(text) {
        Some(undressed) => undressed.read(text, last, full),
        None => read_plain(text, last, full),
    }
}

/// Reads the events of a text that wears no dress; unless it is the `last` part, only those that more text would not change. When it is `full`,
/// a block that goes up to the end is taken as it is.
pub(super) fn read_plain(text: &str, last: bool, full: bool) -> Part {
    let limit = if last { text.len() } else { text.floor_char_boundary(text.len().saturating_sub(MARGIN)) };
    let mut reading = Reading::default();
    let mut candidates = Candidates::new(layouts_in(text).map(|layout| (layout.start)(text)));
    let mut at = 0;
    while let Some((start, block)) = candidates.next_block(at, limit) {
        plain::read(text, Span::new(at, start), &mut reading);
        at = start;
        if block.end > limit && !(full && start == 0) {
            return Part { reading, used: at };
        }
        at = block.end;
        reading.add(Reading { events: block.events, notes: block.notes });
    }
    if last {
        plain::read(text, Span::new(at, text.len()), &mut reading);
        return Part { reading, used: text.len() };
    }
    if at < limit {
        at = plain::read_begun(text, Span::new(at, limit), &mut reading);
    }
    Part { reading, used: at }
}
