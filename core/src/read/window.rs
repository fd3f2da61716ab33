//! A text of any length is read in windows: what a layout does with one, it cannot do with all of the text.
//!
//! Where a window ends depends on the text alone, not on how it came in, so that a stream is read as a whole text is.

use super::anchors::layouts_in;
use super::dress::undress;
use super::{Candidates, MAX_EVENT, Reading, Resume, plain};
use crate::Span;
use std::fmt;
use std::sync::Arc;

/// So much text is looked at.
const WINDOW: usize = 1 << 20;

/// What stands so near the end of a window may read otherwise once more is known.
const MARGIN: usize = 64 << 10;

/// When nothing in a window is whole, the next one has this length: the longest event fits, with its margin. It grows at once:
/// all that a larger window has is read, but what a smaller one has in vain, is read again.
const MAX_WINDOW: usize = 2 * MAX_EVENT;

/// Reads a text window by window. Each gives the span that was read, and the reading, whose spans count from the start of the
/// text.
#[derive(Debug)]
pub(crate) struct Windows<'t> {
    text: &'t str,
    at: usize,
    state: State,
}

/// The part of a text that a window of usual length has, if more comes after it.
pub(super) fn first_window(text: &str) -> Option<&str> {
    (text.len() > WINDOW).then(|| &text[..text.floor_char_boundary(WINDOW)])
}

/// Up to where a window of this length is read, if it is not the last one.
pub(super) fn limit_of(window: &str) -> usize {
    window.floor_char_boundary(window.len().saturating_sub(MARGIN))
}

/// What is known when a window is looked at, beside its text.
#[derive(Default)]
pub(super) struct State {
    /// Whether a window of usual length had nothing that is whole.
    is_large: bool,
    /// How a layout goes on that has begun in the window before.
    resume: Option<Resume>,
}

impl State {
    /// After a window that was read as usual, and a layout that goes on.
    pub(super) fn after(resume: Option<Resume>) -> Self {
        Self { is_large: false, resume }
    }

    /// How a layout goes on in the next window, if that is one of usual length.
    pub(super) fn usual(&self) -> Option<&Option<Resume>> {
        (!self.is_large).then_some(&self.resume)
    }

    /// How much text must be there before it is worth to look: a stream is not looked at again for every piece that comes in.
    fn size(&self) -> usize {
        if self.is_large { MAX_WINDOW } else { WINDOW }
    }
}

impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("State").field("is_large", &self.is_large).finish_non_exhaustive()
    }
}

impl<'t> Windows<'t> {
    /// The windows of a whole text.
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, at: 0, state: State::default() }
    }
}

impl Iterator for Windows<'_> {
    type Item = (Span, Reading);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = &self.text[self.at..];
        if rest.is_empty() {
            return None;
        }
        let mut part = read_window(rest, true, &mut self.state)?;
        part.reading.shift(self.at);
        let span = Span::new(self.at, self.at + part.used);
        self.at = span.end;
        Some((span, part.reading))
    }
}

/// What one window gave.
pub(super) struct Part {
    pub(super) reading: Reading,
    /// How much of the text is done with; more than nothing.
    pub(super) used: usize,
    /// How a layout goes on behind that.
    pub(super) resume: Option<Resume>,
}

/// How a window is read.
#[derive(Clone, Copy)]
pub(super) struct Manner<'r> {
    /// Whether it is the last one, and more text will not change what was read.
    pub(super) last: bool,
    /// Whether a block that goes up to the end is taken as it is.
    pub(super) full: bool,
    /// How a layout goes on that has begun before.
    pub(super) resume: Option<&'r Resume>,
}

/// Reads the window at the start of `text`, of which `complete` says whether it is all that there will be. `None` when it
/// takes more text. Cost: O(n) in the window.
pub(super) fn read_window(text: &str, complete: bool, state: &mut State) -> Option<Part> {
    loop {
        let size = state.size();
        let end = text.floor_char_boundary(size);
        let last = complete && end == text.len();
        // One byte more: else, whether this is the last one would depend on how the text came in.
        if !last && text.len() <= size {
            return None;
        }
        let manner = Manner { last, full: state.is_large, resume: state.resume.as_ref() };
        let mut part = read_part(&text[..end], manner);
        if part.used > 0 || last {
            *state = State::after(part.resume.take());
            return Some(part);
        }
        state.is_large = true;
    }
}

/// Reads the events of a text, without the dress that it wears: see [`read_plain`].
pub(super) fn read_part(text: &str, manner: Manner<'_>) -> Part {
    match undress(text) {
        Some(undressed) => undressed.read(text, manner),
        None => read_plain(text, manner),
    }
}

/// Reads the events of a text that wears no dress; unless it is the last part, only those that more text would not change.
pub(super) fn read_plain(text: &str, manner: Manner<'_>) -> Part {
    let Manner { last, full, resume } = manner;
    let limit = if last { text.len() } else { limit_of(text) };
    let mut reading = Reading::default();
    let resumed = resume.map(|resume| Arc::clone(resume).start(text));
    let layouts = layouts_in(text).map(|layout| (layout.start)(text));
    let mut candidates = Candidates::new(resumed.into_iter().chain(layouts), limit);
    let mut at = 0;
    while let Some((start, block)) = candidates.next_block(at, limit) {
        plain::read(text, Span::new(at, start), &mut reading);
        at = start;
        if block.end > limit && !(full && start == 0) {
            return Part { reading, used: at, resume: candidates.resume(at) };
        }
        at = block.end;
        reading.add(Reading { events: block.events, notes: block.notes });
    }
    if last {
        plain::read(text, Span::new(at, text.len()), &mut reading);
        return Part { reading, used: text.len(), resume: None };
    }
    if at < limit {
        at = plain::read_begun(text, Span::new(at, limit), &mut reading);
    }
    Part { reading, used: at, resume: candidates.resume(at) }
}
