//! The items of an answer that point into the text: what speaks for an article, then what speaks against it.

use crate::marks::{Edit, Mark};
use kbmatch::Arrange as _;
use kbmatch::Span;
use kbmatch::report::{Finding, Place, Report};
use std::collections::BTreeSet;

/// Which way an item points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// It speaks for the article.
    For,
    /// It speaks against the article.
    Against,
}

/// One thing that the text says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item<'a> {
    /// Which way it points.
    pub side: Side,
    /// What the article asks for, as an author writes it.
    pub predicate: &'a str,
    /// The same in English.
    pub expected: &'a str,
    /// What the text says.
    pub found: &'a str,
    /// Where.
    pub spans: &'a [Place],
}

/// The items of a finding: what speaks for it, then what speaks against it, each in the order of the text, and each once,
/// however many of the article's symptoms ask for it. Marks and lists number them by their place here.
pub fn items(finding: &Finding) -> Vec<Item<'_>> {
    let speaks_for = finding.evidence.iter().map(|e| Item {
        side: Side::For,
        predicate: &e.predicate,
        expected: &e.expected,
        found: &e.found,
        spans: &e.spans,
    });
    let mut items: Vec<Item<'_>> = speaks_for.collect();
    items.extend(against(finding));
    items.arrange_by_key(|item| {
        (item.side, item.spans.is_empty(), item.spans.first().map(|place| place.bytes))
    });
    distinct(items)
}

/// What speaks against an article, in the order of the report, each once.
pub fn against(finding: &Finding) -> Vec<Item<'_>> {
    let speaks_against = finding.against.iter().map(|a| Item {
        side: Side::Against,
        predicate: &a.predicate,
        expected: &a.expected,
        found: &a.found,
        spans: &a.spans,
    });
    distinct(speaks_against.collect())
}

fn distinct(items: Vec<Item<'_>>) -> Vec<Item<'_>> {
    let mut seen = BTreeSet::new();
    items
        .into_iter()
        .filter(|item| seen.insert((item.side, item.expected, item.spans.first().map(|p| p.bytes))))
        .collect()
}

/// The marks of a finding, item by item.
pub fn marks(finding: &Finding) -> Vec<Mark> {
    let of_item = |(item, Item { spans, .. }): (usize, Item<'_>)| {
        spans.iter().map(move |place| Mark { range: place.bytes.range(), item }).collect::<Vec<_>>()
    };
    items(finding).into_iter().enumerate().flat_map(of_item).collect()
}

/// The item after `current` (before it, when `back`) that has a place in the text, around the end; the first or last when
/// there is no current one.
pub fn step(finding: &Finding, current: Option<usize>, back: bool) -> Option<usize> {
    let items = items(finding);
    let placed: Vec<usize> = (0..items.len()).filter(|&at| !items[at].spans.is_empty()).collect();
    let at = current.and_then(|current| placed.iter().position(|&item| item == current));
    let next = match (at, back) {
        (None, false) => 0,
        (None, true) => placed.len().checked_sub(1)?,
        (Some(at), false) => (at + 1) % placed.len(),
        (Some(at), true) => (at + placed.len() - 1) % placed.len(),
    };
    placed.get(next).copied()
}

/// Moves the report's spans along with an edit of its text, until the next report is there.
pub fn carry(report: &mut Report, edit: &Edit) {
    for finding in &mut report.results {
        let evidence = finding.evidence.iter_mut().map(|e| &mut e.spans);
        let against = finding.against.iter_mut().map(|a| &mut a.spans);
        for spans in evidence.chain(against) {
            let moved = |place: &Place| {
                let line = edit.carry_line(place.bytes.start, place.line);
                edit.carry(place.bytes.range()).map(|range| Place { line, ..Span::from(range).into() })
            };
            *spans = spans.iter().filter_map(moved).collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[test]
    fn items_follow_the_text_with_those_against_behind() {
        let finding = fixture::finding("a", &[(10, 14), (2, 6)], &[(0, 1)]);
        let sides: Vec<_> = items(&finding).iter().map(|item| item.side).collect();
        assert_eq!(sides, [Side::For, Side::For, Side::Against]);
        let marks: Vec<_> = marks(&finding).into_iter().map(|mark| (mark.range, mark.item)).collect();
        assert_eq!(marks, [(2..6, 0), (10..14, 1), (0..1, 2)]);
    }

    #[test]
    fn a_fact_that_several_symptoms_ask_for_is_one_item() {
        let finding = fixture::finding("a", &[(2, 6), (8, 9), (2, 6)], &[]);
        assert_eq!(items(&finding).len(), 2);
    }

    #[test]
    fn stepping_follows_the_text_and_goes_around() {
        let finding = fixture::finding("a", &[(10, 14), (2, 6)], &[]);
        let step = |current, back| step(&finding, current, back);
        assert_eq!(
            [step(None, false), step(Some(0), false), step(Some(1), false)],
            [Some(0), Some(1), Some(0)]
        );
        assert_eq!([step(None, true), step(Some(1), true), step(Some(0), true)], [Some(1), Some(0), Some(1)]);
    }

    #[test]
    fn there_is_no_step_where_nothing_has_a_place() {
        let mut finding = fixture::finding("a", &[(1, 2)], &[]);
        finding.evidence[0].spans.clear();
        assert_eq!([step(&finding, None, false), step(&finding, None, true)], [None, None]);
    }

    #[test]
    fn an_edit_moves_marks_and_drops_what_it_touched() {
        let mut report = fixture::report(vec![fixture::finding("a", &[(4, 7), (8, 13)], &[])]);
        carry(&mut report, &Edit::between("one two three", "one xx three"));
        let marks: Vec<_> =
            marks(&report.results[0]).into_iter().map(|mark| (mark.range, mark.item)).collect();
        assert_eq!(marks, [(7..12, 0)]);
    }
}
