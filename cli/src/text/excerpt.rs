//! The lines of the user's text that matter, with the words that matter underlined.
//!
//! A paste may be one line of several megabytes: only the surroundings of the marks are looked at and shown.

use super::page::PLAIN;
use super::rich::Rich;
use super::visible::{columns, push_visible, visible};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use anstyle::{AnsiColor, Style};
use kbmatch::{Passages, Span};
use std::ops::Range;

/// Words to underline, and what to say of them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mark {
    /// Where they stand in the text.
    pub(super) span: Span,
    /// What is said of them.
    pub(super) label: String,
}

/// Whether the marks speak for an article or against it: decides their colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    For,
    Against,
}

impl Tone {
    fn level(self) -> Level<'static> {
        match self {
            Self::For => Level::NOTE,
            Self::Against => Level::ERROR,
        }
    }

    /// How the renderer shows labels of that level.
    fn style(self) -> Style {
        match self {
            Self::For => AnsiColor::BrightGreen.on_default().bold(),
            Self::Against => AnsiColor::BrightRed.on_default().bold(),
        }
    }
}

/// How the renderer shows the gutter.
const GUTTER: Style = AnsiColor::BrightBlue.on_default().bold();
/// How many columns of text before a mark are shown when the line is cropped.
const CONTEXT: usize = 24;
/// How many marks share a row: more would be hard to tell apart.
const MARKS_PER_ROW: usize = 3;
/// The renderer is not to crop: rows fit already.
const TERM_WIDTH: usize = 10_000;
const ELLIPSIS: &str = "\u{2026}";

/// Shows `marks` in their lines, in the order of the text, in at most so many columns.
pub(super) fn excerpts(passages: &Passages<'_>, marks: Vec<Mark>, tone: Tone, columns: usize) -> Vec<Rich> {
    let pieces = pieces(passages.text(), marks);
    let last = pieces.last().map_or(0, |piece| passages.line(piece.range.start));
    let gutter = last.to_string().len();
    let rows = rows(passages.text(), &pieces, columns.saturating_sub(gutter + 3).max(20));
    let mut out = vec![empty_gutter(gutter)];
    for row in &rows {
        out.extend(row.render(passages.line(row.line.start), gutter, tone));
    }
    out
}

fn empty_gutter(digits: usize) -> Rich {
    Rich::text(&" ".repeat(digits + 1)).and(GUTTER, "|")
}

/// A mark, or what of it stands on one line.
#[derive(Debug)]
struct Piece {
    range: Range<usize>,
    label: String,
}

/// The marks by line, in order, each place once: labels of the same words are joined.
fn pieces(text: &str, mut marks: Vec<Mark>) -> Vec<Piece> {
    marks.sort();
    marks.dedup();
    let mut pieces: Vec<Piece> = Vec::new();
    for Mark { span, label } in marks {
        let (mut label, mut start) = (label, span.start);
        for line in text[span.range()].split_inclusive('\n') {
            let shown = start + (line.len() - line.trim_start().len())..start + line.trim_end().len();
            start += line.len();
            if !shown.is_empty() {
                push_piece(&mut pieces, shown, std::mem::take(&mut label));
            }
        }
    }
    pieces.sort_by_key(|piece| (piece.range.start, piece.range.end));
    pieces
}

fn push_piece(pieces: &mut Vec<Piece>, range: Range<usize>, label: String) {
    match pieces.iter_mut().find(|piece| piece.range == range) {
        Some(same) if label.is_empty() || same.label.contains(&label) => {}
        Some(same) if same.label.is_empty() => same.label = label,
        Some(same) => same.label = format!("{}; {label}", same.label),
        None => pieces.push(Piece { range, label }),
    }
}

/// A line of the text, cropped so that it fits, and the marks in it.
#[derive(Debug)]
struct Row<'a> {
    text: &'a str,
    line: Range<usize>,
    /// What is shown of the line.
    window: Range<usize>,
    pieces: &'a [Piece],
    columns: usize,
}

/// As many neighbouring pieces in one row as fit with their labels.
fn rows<'a>(text: &'a str, pieces: &'a [Piece], columns: usize) -> Vec<Row<'a>> {
    let (mut rows, mut rest) = (Vec::new(), pieces);
    while !rest.is_empty() {
        let most = rest.len().min(MARKS_PER_ROW);
        let fitting = (2..=most).rev().find_map(|n| Row::fitting(text, &rest[..n], columns));
        let row = fitting.unwrap_or_else(|| Row::cropped(text, &rest[..1], columns));
        rest = &rest[row.pieces.len()..];
        rows.push(row);
    }
    rows
}

impl<'a> Row<'a> {
    /// A row of these pieces, when they stand on one line and fit with their labels.
    fn fitting(text: &'a str, pieces: &'a [Piece], columns: usize) -> Option<Self> {
        let (first, last) = (pieces.first()?, pieces.last()?);
        if last.range.start - first.range.start > 4 * columns
            || text[first.range.start..last.range.start].contains('\n')
        {
            return None;
        }
        let row = Self::cropped(text, pieces, columns);
        let before_last = &pieces[..pieces.len() - 1];
        let stacked =
            |piece: &Piece| row.columns_to(piece.range.start) + columns_of(&row.label(piece)) <= columns;
        let fits = last.range.end <= row.window.end && before_last.iter().all(stacked) && row.label_fits();
        fits.then_some(row)
    }

    /// A row around the first of these pieces, with as much of the line as fits.
    fn cropped(text: &'a str, pieces: &'a [Piece], columns: usize) -> Self {
        let piece = &pieces[0];
        let line = line_around(text, piece.range.start, columns);
        let mut row = Self { text, window: line.clone(), line, pieces, columns };
        if row.columns_to(row.window.end) > columns {
            let mark = columns_of(&text[piece.range.start..row.end_of(piece)]);
            let room = columns - 2 * columns_of(ELLIPSIS);
            let before = CONTEXT.min(room.saturating_sub(mark));
            row.window.start = back(text, row.line.start, piece.range.start, before);
            row.window.end = forward(text, row.window.start, row.line.end, room);
        }
        row
    }

    /// Whether the label of the last piece fits behind it.
    fn label_fits(&self) -> bool {
        self.pieces.last().is_some_and(|piece| {
            self.columns_to(self.end_of(piece)) + 1 + columns_of(&self.label(piece)) <= self.columns
        })
    }

    /// What of a piece is underlined: a mark that is longer than half a line is cut.
    fn end_of(&self, piece: &Piece) -> usize {
        forward(self.text, piece.range.start, piece.range.end, self.columns / 2)
    }

    /// A label that is no wider than the row.
    fn label(&self, piece: &Piece) -> String {
        let label = visible(&piece.label);
        let end = forward(&label, 0, label.len(), self.columns - columns_of(ELLIPSIS));
        if end < label.len() { format!("{}{ELLIPSIS}", &label[..end]) } else { label.into_owned() }
    }

    /// The columns from the left edge to an offset.
    fn columns_to(&self, offset: usize) -> usize {
        let lead = if self.is_cropped_before() { columns_of(ELLIPSIS) } else { 0 };
        lead + columns_of(&self.text[self.window.start..offset.max(self.window.start)])
    }

    fn is_cropped_before(&self) -> bool {
        self.window.start > self.line.start
    }

    fn render(&self, number: usize, gutter: usize, tone: Tone) -> Vec<Rich> {
        let fits = self.label_fits();
        let annotations = self.pieces.iter().map(|piece| {
            let end = self.end_of(piece).min(self.window.end);
            let span = self.shown_offset(piece.range.start)..self.shown_offset(end);
            let label = Some(self.label(piece)).filter(|label| fits && !label.is_empty());
            AnnotationKind::Primary.span(span).label(label).highlight_source(true)
        });
        let snippet = Snippet::source(self.source()).line_start(number).annotations(annotations);
        let group = Group::with_level(tone.level()).element(snippet);
        let shown = Renderer::styled().term_width(TERM_WIDTH).render(&[group]);
        let pad = " ".repeat(gutter - number.to_string().len());
        // The first line is an empty gutter; the rows follow each other without.
        let mut lines: Vec<Rich> =
            shown.lines().skip(1).map(|line| Rich::rendered(format!("{pad}{line}"))).collect();
        if !fits {
            lines.push(self.label_below(gutter, tone));
        }
        lines
    }

    /// The label on a line of its own, below the words and as far left as it takes to fit.
    fn label_below(&self, gutter: usize, tone: Tone) -> Rich {
        let piece = &self.pieces[0];
        let label = self.label(piece);
        let indent = self.columns_to(piece.range.start).min(self.columns - columns_of(&label));
        let line = empty_gutter(gutter);
        line.and(PLAIN, &" ".repeat(indent + 1)).and(tone.style(), &label)
    }

    /// What is shown of the line, harmless.
    fn source(&self) -> String {
        let mut source = String::new();
        if self.is_cropped_before() {
            source.push_str(ELLIPSIS);
        }
        self.text[self.window.clone()].chars().for_each(|c| push_visible(&mut source, c));
        if self.window.end < self.line.end {
            source.push_str(ELLIPSIS);
        }
        source
    }

    /// Where an offset of the text stands in [`Row::source`].
    fn shown_offset(&self, offset: usize) -> usize {
        let lead = if self.is_cropped_before() { ELLIPSIS.len() } else { 0 };
        lead + visible(&self.text[self.window.start..offset.max(self.window.start)]).len()
    }
}

/// The line that holds `at`, as far as it matters: no more than some columns on either side are looked at.
fn line_around(text: &str, at: usize, columns: usize) -> Range<usize> {
    // A character has at most four bytes; invisible ones may come on top.
    let reach = 16 * columns;
    let from = text.floor_char_boundary(at.saturating_sub(reach));
    let to = text.ceil_char_boundary((at + reach).min(text.len()));
    let start = text[from..at].rfind('\n').map_or(from, |i| from + i + 1);
    let end = text[at..to].find('\n').map_or(to, |i| at + i);
    start..start + text[start..end].trim_end_matches(['\r', ' ']).len()
}

/// The offset `limit` columns before `at`, not before `floor`.
fn back(text: &str, floor: usize, at: usize, limit: usize) -> usize {
    let mut room = limit;
    let fitting = text[floor..at].char_indices().rev().take_while(|&(_, c)| take(&mut room, c));
    fitting.last().map_or(at, |(i, _)| floor + i)
}

/// The offset `limit` columns after `at`, not after `ceiling`.
fn forward(text: &str, at: usize, ceiling: usize, limit: usize) -> usize {
    let mut room = limit;
    let fitting = text[at..ceiling].char_indices().take_while(|&(_, c)| take(&mut room, c));
    fitting.last().map_or(at, |(i, c)| at + i + c.len_utf8())
}

fn take(room: &mut usize, c: char) -> bool {
    room.checked_sub(columns(c)).map(|rest| *room = rest).is_some()
}

fn columns_of(text: &str) -> usize {
    text.chars().map(columns).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kbmatch::Input;

    fn shown(text: &str, marks: &[(&str, &str)], columns: usize) -> String {
        let marks = marks.iter().map(|(words, label)| {
            let start = text.find(words).expect("the words stand in the text");
            Mark { span: Span::new(start, start + words.len()), label: (*label).to_owned() }
        });
        let input = Input::decode(text.as_bytes());
        let rows = excerpts(&Passages::whole(&input), marks.collect(), Tone::For, columns);
        let lines = rows.iter().map(|row| anstream::adapter::strip_str(row.as_str()).to_string());
        lines.map(|line| format!("{}\n", line.trim_end())).collect()
    }

    #[test]
    fn words_are_underlined_in_their_line() {
        let text = "Source: Contoso\r\n\r\nEvent ID:\t17\r\n";
        let expected = "  |
1 | Source: Contoso
  |         ^^^^^^^ the provider
3 | Event ID:    17
  |              ^^ the id
";
        assert_eq!(shown(text, &[("17", "the id"), ("Contoso", "the provider")], 60), expected);
    }

    #[test]
    fn neighbours_on_one_line_share_it() {
        let expected = "  |
1 | id 17 code 0x5
  |    ^^      ^^^ the code
  |    |
  |    the id
";
        assert_eq!(shown("id 17 code 0x5", &[("17", "the id"), ("0x5", "the code")], 60), expected);
    }

    #[test]
    fn the_same_words_are_shown_once_with_all_that_is_said_of_them() {
        let expected = "  |
1 | id 17
  |    ^^ a; b
";
        assert_eq!(shown("id 17", &[("17", "a"), ("17", "b"), ("17", "a")], 60), expected);
    }

    #[test]
    fn words_across_lines_are_labelled_once() {
        let expected = "  |
1 | Keywords: Error,
  |           ^^^^^^ two words
2 | Error Computer: x
  | ^^^^^
";
        assert_eq!(
            shown("Keywords: Error,\nError Computer: x", &[("Error,\nError", "two words")], 60),
            expected
        );
    }

    #[test]
    fn a_long_line_is_cropped_around_the_words() {
        let text = format!("{}code 0x5 seen{}", "noise ".repeat(100_000), " noise".repeat(100_000));
        let expected = "  |
1 | … noise noise noise code 0x5 seen n…
  |                          ^^^
  |                          the code
";
        assert_eq!(shown(&text, &[("0x5", "the code")], 40), expected);
    }

    #[test]
    fn a_label_that_does_not_fit_behind_stands_below() {
        let expected = "  |
1 | the code is 0x80070005
  |             ^^^^^^^^^^
  |     access is denied for all of it
";
        assert_eq!(
            shown("the code is 0x80070005", &[("0x80070005", "access is denied for all of it")], 38),
            expected
        );
    }

    #[test]
    fn words_and_labels_longer_than_a_line_are_cut() {
        let (words, label) = ("w".repeat(5_000_000), "l".repeat(500));
        for line in shown(&words, &[(&words, &label)], 60).lines() {
            assert!(columns_of(line) <= 60, "{line}");
        }
    }

    #[test]
    fn what_a_terminal_obeys_is_shown_and_the_words_are_still_underlined() {
        let expected = "  |
1 | \u{241b}[2J 計画 0x5
  |           ^^^ the code
";
        assert_eq!(shown("\u{1b}[2J \u{200b}計画 0x5", &[("0x5", "the code")], 60), expected);
    }
}
