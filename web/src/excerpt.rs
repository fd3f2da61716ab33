//! The few lines of a large document that hold the evidence: the page never holds the document itself.

use crate::marks::{Mark, Segment, char_start, segments};
use kbmatch::Arrange as _;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Lines before and after a line with evidence.
const CONTEXT: usize = 2;
/// A line with more bytes than this is clipped.
const LONG_LINE: usize = 320;
/// What a clipped line keeps on each side of a mark, in bytes.
const AROUND: usize = 120;
/// More excerpts than this help nobody.
pub const MAX_EXCERPTS: usize = 60;

/// Some lines that follow each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excerpt {
    /// The lines.
    pub lines: Vec<Line>,
}

/// One line of an excerpt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Its number, from 1.
    pub number: usize,
    /// What is shown of it.
    pub parts: Vec<Part>,
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Words, and the items of the evidence that they belong to.
    Text(String, Vec<usize>),
    /// Something is left out here.
    Gap,
}

/// The excerpts of `text` that show `marks`, in the order of the text; at most [`MAX_EXCERPTS`]. `number` gives the number of the
/// line at an offset; where numbers jump, lines of the document are left out between those of the text.
pub fn excerpts(text: &str, marks: &[Mark], number: impl Fn(usize) -> usize) -> Vec<Excerpt> {
    let mut marks: Vec<Mark> = marks.iter().filter(|m| m.range.end <= text.len()).cloned().collect();
    marks.arrange_by_key(|mark| mark.range.start);
    marks.truncate(4 * MAX_EXCERPTS);
    let mut groups: Vec<Range<usize>> = Vec::new();
    for mark in &marks {
        let around = widen(text, &mark.range);
        match groups.last_mut() {
            Some(last) if around.start <= last.end => last.end = last.end.max(around.end),
            _ => groups.push(around),
        }
    }
    groups.truncate(MAX_EXCERPTS);
    let cut = groups.into_iter().flat_map(|group| runs(lines(text, group, &marks, &number)));
    cut.filter(Excerpt::has_marks).take(MAX_EXCERPTS).collect()
}

impl Excerpt {
    fn has_marks(&self) -> bool {
        let is_mark = |part: &Part| matches!(part, Part::Text(_, items) if !items.is_empty());
        self.lines.iter().any(|line| line.parts.iter().any(is_mark))
    }
}

/// Cuts lines apart where they do not follow each other.
fn runs(lines: Vec<Line>) -> Vec<Excerpt> {
    let mut runs: Vec<Excerpt> = Vec::new();
    for line in lines {
        match runs.last_mut() {
            Some(run) if run.lines.last().is_some_and(|last| last.number + 1 == line.number) => {
                run.lines.push(line);
            }
            _ => runs.push(Excerpt { lines: vec![line] }),
        }
    }
    runs
}

/// From the start of the line [`CONTEXT`] lines before the range to the end of the one [`CONTEXT`] lines after it.
fn widen(text: &str, range: &Range<usize>) -> Range<usize> {
    let before = text[..char_start(text, range.start)].rmatch_indices('\n').nth(CONTEXT);
    let after = text[char_start(text, range.end)..].match_indices('\n').nth(CONTEXT);
    let start = before.map_or(0, |(at, _)| at + 1);
    let end = after.map_or(text.len(), |(at, _)| char_start(text, range.end) + at + 1);
    start..end
}

fn lines(text: &str, group: Range<usize>, marks: &[Mark], number: &impl Fn(usize) -> usize) -> Vec<Line> {
    let mut at = group.start;
    text[group]
        .split_inclusive('\n')
        .map(|line| {
            let range = at..at + line.trim_end_matches(['\n', '\r']).len();
            at += line.len();
            Line { number: number(range.start), parts: parts(text, range, marks) }
        })
        .collect()
}

/// What is shown of a line: of one with more bytes than `long`, so many `around` each mark and at its ends. The marks count its bytes.
pub(crate) fn clipped(line: &str, marks: &[Mark], long: usize, around: usize) -> Vec<Part> {
    let shown = segments(line, marks);
    if line.len() <= long {
        return shown.into_iter().map(|segment| part(line, segment)).collect();
    }
    let last = shown.len().saturating_sub(1);
    shown
        .iter()
        .enumerate()
        .flat_map(|(at, segment)| clip(line, segment, (at == 0, at == last), around))
        .collect()
}

fn parts(text: &str, line: Range<usize>, marks: &[Mark]) -> Vec<Part> {
    let inside: Vec<Mark> = marks
        .iter()
        .filter(|mark| mark.range.start < line.end && line.start < mark.range.end)
        .map(|mark| Mark { range: clamp(&mark.range, &line), item: mark.item })
        .collect();
    clipped(&text[line], &inside, LONG_LINE, AROUND)
}

fn clamp(range: &Range<usize>, to: &Range<usize>) -> Range<usize> {
    range.start.max(to.start) - to.start..range.end.min(to.end) - to.start
}

fn part(line: &str, Segment { range, items }: Segment) -> Part {
    Part::Text(line[range].to_owned(), items)
}

/// A segment of a long line: what lies next to a mark, or its own two ends.
fn clip(line: &str, segment: &Segment, (first, last): (bool, bool), around: usize) -> Vec<Part> {
    let words = &line[segment.range.clone()];
    let text = |range: Range<usize>| Part::Text(words[range].to_owned(), segment.items.clone());
    if words.len() <= 2 * around {
        return vec![text(0..words.len())];
    }
    let head = char_start(words, around);
    let tail = char_start(words, words.len() - around);
    match (segment.items.is_empty(), first, last) {
        (true, true, false) => vec![Part::Gap, text(tail..words.len())],
        (true, _, true) => vec![text(0..head), Part::Gap],
        _ => vec![text(0..head), Part::Gap, text(tail..words.len())],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excerpts(text: &str, marks: &[Mark]) -> Vec<Excerpt> {
        super::excerpts(text, marks, |at| 1 + text[..at].matches('\n').count())
    }

    fn mark(text: &str, words: &str, item: usize) -> Mark {
        let start = text.find(words).expect("the words are in the text");
        Mark { range: start..start + words.len(), item }
    }

    fn shown(line: &Line) -> String {
        let show = |part: &Part| match part {
            Part::Text(words, items) if items.is_empty() => words.clone(),
            Part::Text(words, items) => format!("[{words}]{items:?}"),
            Part::Gap => "…".to_owned(),
        };
        line.parts.iter().map(show).collect()
    }

    #[test]
    fn an_excerpt_is_the_line_with_two_lines_around_it() {
        let text: String = (1..=20).map(|n| format!("line {n}\r\n")).collect();
        let found = excerpts(&text, &[mark(&text, "ne 10", 3)]);
        assert_eq!(found.len(), 1);
        let lines: Vec<_> = found[0].lines.iter().map(|l| (l.number, shown(l))).collect();
        assert_eq!(lines[0], (8, "line 8".to_owned()));
        assert_eq!(lines[2], (10, "li[ne 10][3]".to_owned()));
        assert_eq!(lines.last(), Some(&(12, "line 12".to_owned())));
    }

    #[test]
    fn neighbours_share_an_excerpt_and_strangers_do_not() {
        let text: String = (1..=40).map(|n| format!("line {n};\n")).collect();
        let found = excerpts(
            &text,
            &[mark(&text, "line 30;", 1), mark(&text, "line 5;", 0), mark(&text, "line 7;", 2)],
        );
        let numbers: Vec<_> =
            found.iter().map(|e| (e.lines[0].number, e.lines.last().map(|l| l.number))).collect();
        assert_eq!(numbers, [(3, Some(9)), (28, Some(32))]);
    }

    #[test]
    fn a_long_line_is_clipped_around_its_mark() {
        let text = format!("{}needle{}", "ä".repeat(500_000), "b".repeat(1_000_000));
        let found = excerpts(&text, &[mark(&text, "needle", 0)]);
        let line = shown(&found[0].lines[0]);
        assert!(line.len() < 2 * LONG_LINE, "{}", line.len());
        assert!(line.starts_with("…ä") && line.contains("ä[needle][0]b") && line.ends_with("b…"), "{line}");
    }

    #[test]
    fn a_long_mark_shows_its_two_ends() {
        let text = format!("x{}y", "m".repeat(10_000));
        let found = excerpts(&text, &[Mark { range: 0..text.len(), item: 0 }]);
        let line = shown(&found[0].lines[0]);
        assert!(line.starts_with("[xm") && line.contains('…') && line.ends_with("my][0]"), "{line}");
    }

    #[test]
    fn a_mark_over_several_lines_is_marked_in_each() {
        let text = "a\nbc\nde\nf";
        let lines: Vec<_> =
            excerpts(text, &[Mark { range: 3..6, item: 0 }])[0].lines.iter().map(shown).collect();
        assert_eq!(lines, ["a", "b[c][0]", "[d][0]e", "f"]);
    }

    #[test]
    fn lines_that_are_no_neighbours_in_the_document_stay_apart() {
        let text = "a\nneedle\nb\nneedle\nc\n";
        let marks = [mark(text, "needle", 0), Mark { range: 11..17, item: 1 }];
        let number = |at: usize| text[..at].matches('\n').count() + if at < 11 { 7 } else { 90 };
        let numbers: Vec<Vec<_>> = super::excerpts(text, &marks, number)
            .iter()
            .map(|excerpt| excerpt.lines.iter().map(|line| line.number).collect())
            .collect();
        assert_eq!(numbers, [vec![7, 8, 9], vec![93, 94]]);
        let one = super::excerpts(text, &marks[1..], number);
        assert_eq!(
            (one.len(), one[0].lines[0].number),
            (1, 93),
            "lines without a mark of their own are dropped"
        );
    }
}
