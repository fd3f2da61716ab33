//! Values that were wrapped at the width of the console, put together again.
//!
//! In English, French, German, Italian, Portuguese and Spanish PowerShell wraps between words and cuts only those that are
//! longer than the line; in all other languages it cuts at the last cell. A break that was in the value looks the same. The
//! width is that of the longest line; where the next word would have had room, the break was in the value.
//!
//! Source: `StringManipulationHelper` in
//! <https://github.com/PowerShell/PowerShell/blob/master/src/System.Management.Automation/FormatAndOutput/common/ILineOutput.cs>.

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

impl Part {
    /// The cell after it, and after the space that follows it on its line.
    pub(super) fn full_end(self, text: &str) -> usize {
        self.end + usize::from(self.has_space(text))
    }

    fn has_space(self, text: &str) -> bool {
        text[self.span.end..].starts_with(' ')
    }
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
    let wrapped = parts.iter().zip(&joints).filter(|(_, joint)| **joint == Joint::Wrapped);
    let ends: Vec<usize> = wrapped.map(|(part, _)| part.full_end(text)).collect();
    let foreign = parts.iter().any(|part| text[part.span.range()].chars().any(is_foreign));
    let cuts = is_cutting(&ends, console, foreign);
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

/// Whether a letter is of a script of which PowerShell cuts the words.
fn is_foreign(c: char) -> bool {
    c > '\u{24f}' && c.is_alphabetic()
}

/// Whether words are cut: then lines are full, or one cell short where a space at the end was lost. One full line proves
/// nothing where words could be kept whole.
fn is_cutting(ends: &[usize], console: usize, foreign: bool) -> bool {
    let full = ends.iter().filter(|&&end| end == console).count();
    let nearly = ends.iter().all(|&end| end + 1 >= console);
    full == ends.len() && (full > 1 || foreign) || nearly && full > 1 && ends.len() > 2
}

/// Whether the last word of a line is whole, so that a space belongs after it.
fn is_whole(text: &str, part: Part, next: Part, console: usize, cuts: bool) -> bool {
    if text[next.span.range()].starts_with(' ') {
        return false;
    }
    let one_word = !text[part.span.range()].contains(char::is_whitespace) && part.end + 1 >= console;
    part.has_space(text) || if cuts { part.end < console } else { !one_word }
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
        cell.pieces.push(if at == 0 { Piece::Copy(part.span) } else { Piece::Lent(part.span) });
    }
    cell
}
