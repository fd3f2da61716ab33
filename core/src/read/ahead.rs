//! Windows that are read before it is known that they are windows: by other threads, while this one has not come so far.
//!
//! A window starts where the one before it ended, which only who has read that one knows. But where it ends shows in what stands
//! there: its last part alone, read in the same way, tells it nearly always. So the windows to come are guessed, one after the
//! other, at a small part of what reading them costs. A reading is taken for the real one when it is of the very text, read in
//! the very manner; else it is forgotten. So guesses never change what is read, only when.

use super::window::{Manner, Part, State, first_window, limit_of, read_part};
use super::{Resume, line_end};
use std::fmt;
use std::sync::Arc;

/// Of a window, so much before the place where it will be left is looked at first, to guess where that is.
const REACH: usize = 8 << 10;

/// The most that is looked at: more would be as good as reading it.
const MAX_REACH: usize = 128 << 10;

/// After guesses that did not hold, at most so many windows are read without.
const MAX_PAUSE: usize = 256;

/// When so many have held, less is looked at again.
const MANY: usize = 32;

/// What can be done for a stream beside reading its next window.
#[derive(Debug)]
pub enum Ahead {
    /// A window that is likely to come: [`Guess::read`] it, wherever.
    Guess(Guess),
    /// Nothing before there is more text.
    NeedsText,
    /// Nothing before what was guessed is taken, or a window read without a guess.
    NeedsTaking,
}

/// A text that is likely to be a window. It can be sent to another thread.
pub struct Guess {
    text: String,
    resume: Option<Resume>,
    /// Whether it rests on another guess: else where it starts is known.
    is_bold: bool,
}

/// What was read of a [`Guess`].
pub struct Guessed {
    guess: Guess,
    part: Part,
}

impl Guess {
    /// Reads it. Cost: what reading costs.
    pub fn read(self) -> Guessed {
        let manner = Manner { last: false, full: false, resume: self.resume.as_ref() };
        let part = read_part(&self.text, manner);
        Guessed { guess: self, part }
    }
}

impl Guessed {
    /// What was read, if it is what reading the next window of `text` would give now.
    fn fitting(self, text: &str, complete: bool, state: &State) -> Option<Part> {
        let window = first_window(text).filter(|window| !complete || window.len() < text.len())?;
        let Guess { text, resume, .. } = &self.guess;
        let same = text == window && is_same(state.usual()?.as_ref(), resume.as_ref());
        (same && self.part.used > 0).then_some(self.part)
    }
}

impl fmt::Debug for Guess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Guess").field("bytes", &self.text.len()).finish_non_exhaustive()
    }
}

impl fmt::Debug for Guessed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Guessed").field("guess", &self.guess).finish_non_exhaustive()
    }
}

/// Whether a layout goes on, and with the same.
fn is_same(one: Option<&Resume>, other: Option<&Resume>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => std::ptr::addr_eq(Arc::as_ptr(one), Arc::as_ptr(other)),
        (None, None) => true,
        _ => false,
    }
}

/// The guesses of a stream.
#[derive(Default)]
pub(super) struct Guesses {
    /// How many were made and not taken yet.
    pub(super) standing: usize,
    /// Where the window after these starts, in all of the text, and how a layout goes on there, if that can be told.
    next: Option<(usize, Option<Resume>)>,
    /// How much more than [`REACH`] is looked at, as a power of two.
    wider: u32,
    /// How many bold ones have held since one failed.
    pub(super) held: usize,
    /// How many windows are read before the next guess, and how many after the next failure.
    pause: usize,
    next_pause: usize,
}

impl fmt::Debug for Guesses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Guesses").field("standing", &self.standing).finish_non_exhaustive()
    }
}

impl Guesses {
    /// The window that comes after those that were guessed. `text` is what there is from `start` on, where the next window that is
    /// read begins, in `state`.
    pub(super) fn guess(&mut self, text: &str, start: usize, state: &State) -> Ahead {
        if self.standing == 0 {
            self.next = state.usual().filter(|_| self.pause == 0).map(|resume| (start, resume.clone()));
        }
        let Some((at, resume)) = self.next.take() else { return Ahead::NeedsTaking };
        let Some(window) = text.get(at - start..).and_then(first_window) else {
            self.next = Some((at, resume));
            return Ahead::NeedsText;
        };
        self.next = self.end_of(window, resume.as_ref()).map(|(end, resume)| (at + end, resume));
        self.standing += 1;
        Ahead::Guess(Guess { text: window.to_owned(), resume, is_bold: self.standing > 1 })
    }

    /// What was read of the window at the start of `text`, which `state` becomes the state after, if the guess holds. If not, no
    /// other one does.
    pub(super) fn take(
        &mut self,
        guessed: Guessed,
        text: &str,
        complete: bool,
        state: &mut State,
    ) -> Option<Part> {
        let is_bold = guessed.guess.is_bold;
        let Some(mut part) = guessed.fitting(text, complete, state) else {
            self.fail();
            return None;
        };
        *state = State::after(part.resume.take());
        self.standing = self.standing.saturating_sub(1);
        if is_bold {
            self.hold();
        }
        Some(part)
    }

    /// Takes note that a window was read without a guess.
    pub(super) fn pass(&mut self) {
        self.standing = 0;
        self.pause = self.pause.saturating_sub(1);
    }

    fn fail(&mut self) {
        // One more: the window that is now read without.
        self.pause = self.next_pause + 1;
        self.next_pause = (2 * self.next_pause).clamp(1, MAX_PAUSE);
        self.held = 0;
        self.wider = (self.wider + 1).min((MAX_REACH / REACH).ilog2());
    }

    fn hold(&mut self) {
        self.held += 1;
        self.next_pause /= 2;
        if self.held.is_multiple_of(MANY) {
            self.wider = self.wider.saturating_sub(1);
        }
    }

    /// Lets the next guess be wrong.
    #[cfg(test)]
    pub(super) fn mislead(&mut self, by: usize, forgetting: bool) {
        if let Some((at, resume)) = &mut self.next {
            *at += by;
            *resume = resume.take().filter(|_| !forgetting);
        }
    }

    /// Where the window will be left, and how a layout goes on there, by the look of its last part.
    fn end_of(&self, window: &str, resume: Option<&Resume>) -> Option<(usize, Option<Resume>)> {
        (self.wider..).map(|wider| REACH << wider).take_while(|&reach| reach <= MAX_REACH).find_map(|reach| {
            let (from, resume) = beginning(window, reach, resume)?;
            let part = read_part(&window[from..], Manner { last: false, full: false, resume });
            (!part.reading.events.is_empty()).then_some((from + part.used, part.resume))
        })
    }
}

/// The start of a line that is so much before the place where a window will be left; where a layout goes on, of one with which
/// it may.
fn beginning<'r>(
    window: &str,
    reach: usize,
    resume: Option<&'r Resume>,
) -> Option<(usize, Option<&'r Resume>)> {
    let limit = limit_of(window);
    let near = window.floor_char_boundary(limit.saturating_sub(reach));
    let lines = || {
        let ends = memchr::memchr_iter(b'\n', &window.as_bytes()[near..limit]);
        ends.map(|end| near + end + 1)
    };
    let line = |at: usize| &window[at..line_end(window, at, window.len())];
    let known =
        resume.and_then(|resume| Some((lines().find(|&at| resume.may_go_on(line(at)))?, Some(resume))));
    known.or_else(|| Some((lines().next()?, None)))
}
