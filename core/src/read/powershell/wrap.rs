//! Values that were wrapped at the width of the console, put together again.
//!
//! PowerShell 5.1 and later wrap between words and cut only words that are longer than the line; older ones, and some hosts,
//! cut at the last cell. A break that was in the value looks the same. The width is that of the longest line; where the next
//! word would have had room, the break was in the value.

use crate::Span;
use crate::read::columns::{Cell, Piece};

/// No console is narrower: shorter lines were not wrapped.
const MIN_WIDTH: usize = 60;

/// A line of a value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    /// Without the indent.
    pub span: Span,
    /// The cell after its last one.
    pub end: usize,
}

/// How many cells of the console a text takes: ideographs take two.
pub(super) fn cells(text: &str) -> usize {
    text.chars().map(width).sum()
}

/// The cells of one character.
/// Source: <https://www.unicode.org/reports/tr11/>, the blocks of wide characters.
pub(super) fn width(c: char) -> usize {
    let wide = matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}');
    if wide { 2 } else { 1 }
}

/// How two lines belong together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// By the line break that was in the value.
    Break,
    /// They are one line.
    Wrapped,
}

/// The lines as one value, for a console of `console` cells.
pub(super) fn join(text: &str, parts: &[Part], console: usize) -> Cell {
    let joints: Vec<Joint> = parts.windows(2).map(|pair| joint(text, pair[0], pair[1], console)).collect();
    let ends = || parts.iter().zip(&joints).filter(|(_, joint)| **joint == Joint::Wrapped).map(|(part, _)| part.end);
    let cuts = is_cutting(ends(), console);
    let mut cell = Cell::default();
    for (at, part) in parts.iter().enumerate() {
        if let Some(before) = at.checked_sub(1) {
            let last = parts[before];
            let between = match joints[before] {
                Joint::Break => "\n",
                Joint::Wrapped if is_whole(text, last, *part, console, cuts) => " ",
                Joint::Wrapped => "",
            };
            cell.pieces.push(Piece::For(between, Span::new(last.span.end, part.span.start)));
        }
        if !part.span.is_empty() {
            cell.pieces.push(Piece::Copy(part.span));
        }
    }
    cell
}

fn joint(text: &str, before: Part, after: Part, console: usize) -> Joint {
    let next = &text[after.span.range()];
    let word = cells(next.split_whitespace().next().unwrap_or_default());
    let blank = before.span.is_empty() || word == 0;
    let fits = before.end + 1 + word <= console;
    if console < MIN_WIDTH || blank || fits || next.starts_with('\t') { Joint::Break } else { Joint::Wrapped }
}

/// Whether a console cuts words: then its lines are full, or one cell short where a space at the end was lost.
fn is_cutting(ends: impl Iterator<Item = usize> + Clone, console: usize) -> bool {
    let full = ends.clone().filter(|&end| end == console).count();
    let count = ends.clone().count();
    let typical = console % 10 == 0 || console % 10 == 9;
    let nearly = ends.clone().all(|end| end + 1 >= console);
    count > 0 && (full == count && (count > 1 || typical) || nearly && full > 1 && count > 2)
}

/// Whether the last word of a line is whole.
fn is_whole(text: &str, part: Part, next: Part, console: usize, cuts: bool) -> bool {
    let spaced = text[part.span.range()].ends_with(' ') || text[next.span.range()].starts_with(' ');
    if spaced {
        return false;
    }
    let one_word = !text[part.span.range()].contains(char::is_whitespace) && part.end + 1 >= console;
    if cuts { part.end < console } else { !one_word }
}

/// The lines of a cell in a narrow column, where the other columns' lines stand between them. What fills the column to `end`
/// was cut there.
pub(super) fn join_narrow(text: &str, parts: &[Part], end: usize) -> Cell {
    let mut cell = Cell::default();
    for (at, part) in parts.iter().enumerate() {
        if let Some(last) = at.checked_sub(1).map(|before| parts[before]) {
            let one_word = !text[last.span.range()].contains(char::is_whitespace);
            let between = if one_word && last.end == end { "" } else { " " };
            cell.pieces.push(Piece::For(between, Span::new(last.span.end, last.span.end)));
        }
        cell.pieces.push(Piece::Copy(part.span));
    }
    cell
}
