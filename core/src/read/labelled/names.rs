//! The names of labels, and where they stand in a text: before colons.

use super::{Lookout, MAX_GAP};
use crate::arrange::Arrange as _;
use crate::read::Next;
use crate::text::simple_fold;
use std::sync::OnceLock;

/// No label with its mark-up is longer, in bytes.
const MAX_LABEL: usize = 96;

/// A name with what it announces.
type Name<L> = (&'static str, L);

/// The labels of a layout.
pub(in crate::read) struct Labels<L: 'static> {
    /// The tables, one for each language.
    tables: &'static [&'static [Name<L>]],
    /// What may stand between a label and its value, beside a colon.
    separator: u8,
    /// All names, sorted by their last bytes: most colons stand after those of none.
    by_end: OnceLock<Vec<(End, Name<L>)>>,
}

/// The last two bytes of a name, without the case of ASCII letters.
type End = [u8; 2];

fn end_of(name: &str) -> Option<End> {
    name.as_bytes().last_chunk().map(|end: &End| end.map(|byte| byte.to_ascii_lowercase()))
}

/// A label in the text.
#[derive(Clone, Copy, Debug)]
pub(in crate::read) struct Found<L> {
    /// What it announces.
    pub what: L,
    /// Where it starts, with the mark-up before it.
    pub start: usize,
    /// The end of its colon and the mark-up after it.
    pub end: usize,
}

impl<L: Copy + PartialEq> Labels<L> {
    /// The labels of these tables. `separator` may stand between a label and its value, beside a colon.
    pub(in crate::read) const fn new(tables: &'static [&'static [Name<L>]], separator: u8) -> Self {
        Self { tables, separator, by_end: OnceLock::new() }
    }

    /// The labels whose colon stands in `text[from..to]`, none beginning before `from`, in order.
    pub(in crate::read) fn between<'t>(
        &'static self,
        text: &'t str,
        from: usize,
        to: usize,
    ) -> impl Iterator<Item = Found<L>> + use<'t, L> {
        let bytes = &text.as_bytes()[from..to.max(from)];
        memchr::memchr2_iter(b':', self.separator, bytes)
            .filter_map(move |colon| self.before(text, from, from + colon))
    }

    /// Where the first label for which `begins` holds may begin, between `from` and `until`.
    pub(in crate::read) fn near(
        &'static self,
        text: &str,
        from: usize,
        until: usize,
        begins: impl FnMut(&Found<L>) -> bool,
    ) -> Next {
        let Lookout { to, next } = Lookout::new(text, from, until, MAX_LABEL);
        self.between(text, from, to).find(begins).map_or(next, |label| Next::At(label.start))
    }

    /// The labels of a header that starts at `at`: they stand near each other, and each comes once. `last` ends it.
    pub(in crate::read) fn head(
        &'static self,
        text: &str,
        at: usize,
        limit: usize,
        last: impl Fn(L) -> bool,
    ) -> Vec<Found<L>> {
        let mut found: Vec<Found<L>> = Vec::new();
        let mut from = at;
        loop {
            let to = text.floor_char_boundary(limit.min(from + MAX_GAP)).max(from);
            let Some(label) = self.between(text, from, to).next() else { return found };
            let repeated = found.iter().any(|known| known.what == label.what);
            let is_near =
                if found.is_empty() { label.start == at } else { !is_apart(&text[from..label.start]) };
            if repeated || !is_near {
                return found;
            }
            from = label.end;
            found.push(label);
            if last(label.what) {
                return found;
            }
        }
    }

    /// The names that may stand at the end of `text`.
    fn ending_as(&self, text: &str) -> impl Iterator<Item = &Name<L>> {
        let by_end = self.by_end.get_or_init(|| {
            let names = self.tables.iter().copied().flatten();
            let mut names: Vec<_> = names.filter_map(|name| Some((end_of(name.0)?, *name))).collect();
            names.arrange_by_key(|(end, _)| *end);
            names
        });
        let end = end_of(text).unwrap_or_default();
        let first = by_end.partition_point(|(known, _)| *known < end);
        by_end[first..].iter().take_while(move |(known, _)| *known == end).map(|(_, name)| name)
    }

    /// The longest label that stands before a colon, not beginning before `from`.
    fn before(&self, text: &str, from: usize, colon: usize) -> Option<Found<L>> {
        let near = text.ceil_char_boundary(from.max(colon.saturating_sub(MAX_LABEL)));
        let before = &text[near..colon];
        let name = before.trim_end_matches([' ', '\t', '\u{a0}']).trim_end_matches('*');
        let (length, what) = self
            .ending_as(name)
            .filter_map(|&(known, what)| Some((ends_with(name, known)?, what)))
            .max_by_key(|(length, _)| *length)?;
        let head = &name[..name.len() - length];
        if head
            .chars()
            .next_back()
            .is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '/' | '\'' | '"' | '%'))
            || head.trim_end_matches('_').ends_with(char::is_alphanumeric)
        {
            return None;
        }
        let start = near + head.trim_end_matches(['*', '`', '_']).len();
        let after = &text[colon + 1..];
        let marked = start < near + head.len();
        let end = colon + 1 + if marked { after.len() - after.trim_start_matches('*').len() } else { 0 };
        Some(Found { what, start, end })
    }
}

/// Whether more than a value and one further line stand between two labels, or words of another sentence.
fn is_apart(between: &str) -> bool {
    let has_words = |line: &str| line.chars().any(char::is_alphanumeric);
    let (before, last) = between.rsplit_once('\n').unwrap_or(("", between));
    let is_inside = !before.trim().is_empty() && has_words(last);
    is_inside || between.split('\n').filter(|line| has_words(line)).count() > 2
}

/// The length of the label `known` at the end of `text`, if it stands there: its first letter in its own case, any other in
/// any, either apostrophe, and any blanks for a space.
fn ends_with(text: &str, known: &str) -> Option<usize> {
    let mut rest = text;
    for (at, c) in known.char_indices().rev() {
        if c == ' ' {
            let shorter = rest.trim_end_matches([' ', '\t', '\u{a0}']);
            if shorter.len() == rest.len() {
                return None;
            }
            rest = shorter;
            continue;
        }
        let found = rest.chars().next_back()?;
        let same = found == c
            || (c == '\'' && found == '\u{2019}')
            || (at > 0 && simple_fold(found) == simple_fold(c));
        if !same {
            return None;
        }
        rest = &rest[..rest.len() - found.len_utf8()];
    }
    Some(text.len() - rest.len())
}
