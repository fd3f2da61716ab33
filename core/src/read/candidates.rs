//! Which layout reads next: the one of which a block begins first.
//!
//! Most of a text belongs to one layout. Where its next block begins is asked of it first, and of the others only whether one
//! of theirs begins before; so they look at what lies between the blocks, not at all of the text.

use super::{Block, Layout, Resume};

/// Where a block of a layout may begin next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// Here, and nowhere before.
    At(usize),
    /// At none of the places before this one. What comes then was not looked at.
    NotBefore(usize),
}

impl Next {
    /// What a layout knows that has looked at all of the text.
    pub(super) fn of(place: Option<usize>) -> Self {
        place.map_or(Self::NotBefore(usize::MAX), Self::At)
    }
}

/// The layouts that are asked, in their order.
pub(super) struct Candidates<'t> {
    layouts: Vec<Candidate<'t>>,
    /// The one that read the last block.
    last: usize,
}

struct Candidate<'t> {
    layout: Box<dyn Layout + 't>,
    next: Next,
}

/// So far all layouts look ahead at first, before one of them is known to have a block there.
const FIRST_STEP: usize = 2 << 10;

impl<'t> Candidates<'t> {
    /// Layouts that read a text up to `limit`.
    pub(super) fn new(layouts: impl Iterator<Item = Box<dyn Layout + 't>>, limit: usize) -> Self {
        let layouts = layouts.map(|mut layout| {
            layout.leave_at(limit);
            Candidate { layout, next: Next::NotBefore(0) }
        });
        Self { layouts: layouts.collect(), last: 0 }
    }

    /// The first block that begins at or after `from`, and before `limit`, that some layout can read, and where it starts.
    pub(super) fn next_block(&mut self, from: usize, limit: usize) -> Option<(usize, Block)> {
        let mut seen = from;
        loop {
            let (start, place) = self.first(from, seen, limit)?;
            let candidate = &mut self.layouts[place];
            if let Some(block) = candidate.layout.read(start) {
                debug_assert!(block.end > start);
                self.last = place;
                return Some((start, block));
            }
            candidate.next = Next::NotBefore(start + 1);
            seen = start;
        }
    }

    /// How the layout goes on at `at` that read the last block, if it must know something for that.
    pub(super) fn resume(&self, at: usize) -> Option<Resume> {
        self.layouts.get(self.last)?.layout.resume(at)
    }

    /// Where the first block may begin before `limit`, and of which layout; of the first in their order where several may. Up
    /// to `seen` there is none.
    fn first(&mut self, from: usize, seen: usize, limit: usize) -> Option<(usize, usize)> {
        let last = limit.checked_sub(1)?;
        let mut step = FIRST_STEP;
        loop {
            let until = seen.saturating_add(step).min(last);
            let found = self.first_until(from, until);
            if found.is_some() || until == last {
                return found;
            }
            step *= 4;
        }
    }

    fn first_until(&mut self, from: usize, until: usize) -> Option<(usize, usize)> {
        let mut found: Option<(usize, usize)> = None;
        let count = self.layouts.len();
        let last = self.last;
        let order = std::iter::once(last).chain((0..count).filter(move |&place| place != last));
        for place in order.take(count) {
            let until = found.map_or(until, |(at, _)| at);
            if let Some(at) = self.layouts[place].find(from, until) {
                found = found.into_iter().chain([(at, place)]).min();
            }
        }
        found
    }
}

impl Candidate<'_> {
    /// Where a block may begin between `from` and `until`.
    fn find(&mut self, from: usize, until: usize) -> Option<usize> {
        let known = match self.next {
            Next::At(at) => at >= from,
            Next::NotBefore(at) => at > until,
        };
        if !known {
            let looked = if let Next::NotBefore(at) = self.next { at } else { 0 };
            self.next = self.layout.near(from.max(looked), until);
        }
        match self.next {
            Next::At(at) => (at <= until).then_some(at),
            Next::NotBefore(_) => None,
        }
    }
}
