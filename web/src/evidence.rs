//! The items of an answer that point into the text: what speaks for an article, then what speaks against it.

use crate::marks::{Edit, Mark};
use kbmatch::Span;
use kbmatch::report::{Finding, Place, Report};

/// Which way an item points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    /// What the article asks for, in words.
    pub expected: &'a str,
    /// What the text says.
    pub found: &'a str,
    /// Where.
    pub spans: &'a [Place],
}

/// The items of a finding. Marks and lists number them by their place here.
pub fn items(finding: &Finding) -> Vec<Item<'_>> {
    let speaks_for = finding.evidence.iter().map(|e| Item {
        side: Side::For,
        expected: &e.expected,
        found: &e.found,
        spans: &e.spans,
    });
    let speaks_against = finding.against.iter().map(|a| Item {
        side: Side::Against,
        expected: &a.expected,
        found: &a.found,
        spans: &a.spans,
    });
    speaks_for.chain(speaks_against).collect()
}

/// The marks of a finding, item by item.
pub fn marks(finding: &Finding) -> Vec<Mark> {
    let of_item = |(item, Item { spans, .. }): (usize, Item<'_>)| {
        spans.iter().map(move |place| Mark { range: place.bytes.range(), item }).collect::<Vec<_>>()
    };
    items(finding).into_iter().enumerate().flat_map(of_item).collect()
}

/// The items that have a place in the text, in the order of the text: what F8 steps through.
pub fn steps(finding: &Finding) -> Vec<usize> {
    let mut placed: Vec<(usize, usize)> = items(finding)
        .iter()
        .enumerate()
        .filter_map(|(item, Item { spans, .. })| Some((spans.first()?.bytes.start, item)))
        .collect();
    placed.sort_unstable();
    placed.into_iter().map(|(_, item)| item).collect()
}

/// The item after `current` (before it, when `back`), around the end; the first when there is no current one.
pub fn step(finding: &Finding, current: Option<usize>, back: bool) -> Option<usize> {
    let steps = steps(finding);
    let at = current.and_then(|current| steps.iter().position(|&item| item == current));
    let next = match (at, back) {
        (None, false) => 0,
        (None, true) => steps.len().checked_sub(1)?,
        (Some(at), false) => (at + 1) % steps.len(),
        (Some(at), true) => (at + steps.len() - 1) % steps.len(),
    };
    steps.get(next).copied()
}

/// Moves the report's spans along with an edit of its text, until the next report is there.
pub fn carry(report: &mut Report, edit: &Edit) {
    for finding in &mut report.results {
        let evidence = finding.evidence.iter_mut().map(|e| &mut e.spans);
        let against = finding.against.iter_mut().map(|a| &mut a.spans);
        for spans in evidence.chain(against) {
            let moved =
                |place: &Place| edit.carry(place.bytes.range()).map(|range| Place::from(Span::from(range)));
            *spans = spans.iter().filter_map(moved).collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[test]
    fn items_against_come_after_items_for() {
        let finding = fixture::finding("a", &[(10, 14), (2, 6)], &[(20, 22)]);
        let sides: Vec<_> = items(&finding).iter().map(|item| item.side).collect();
        assert_eq!(sides, [Side::For, Side::For, Side::Against]);
        let marks: Vec<_> = marks(&finding).into_iter().map(|mark| (mark.range, mark.item)).collect();
        assert_eq!(marks, [(10..14, 0), (2..6, 1), (20..22, 2)]);
    }

    #[test]
    fn stepping_follows_the_text_and_goes_around() {
        let finding = fixture::finding("a", &[(10, 14), (2, 6)], &[]);
        assert_eq!(step(&finding, None, false), Some(1));
        assert_eq!(step(&finding, Some(1), false), Some(0));
        assert_eq!(step(&finding, Some(0), false), Some(1));
        assert_eq!(step(&finding, Some(1), true), Some(0));
        assert_eq!(step(&finding, None, true), Some(0));
        assert_eq!(step(&fixture::finding("a", &[], &[]), None, false), None);
        assert_eq!(step(&fixture::finding("a", &[], &[]), None, true), None);
    }

    #[test]
    fn an_edit_moves_marks_and_drops_what_it_touched() {
        let mut report = fixture::report(vec![fixture::finding("a", &[(4, 7), (8, 13)], &[])]);
        carry(&mut report, &Edit::between("one two three", "one xx three"));
        let marks: Vec<_> =
            marks(&report.results[0]).into_iter().map(|mark| (mark.range, mark.item)).collect();
        assert_eq!(marks, [(7..12, 1)]);
    }
}
