//! Values that were wrapped at the width of the console, put together again.
//!
//! In English, French, German, Italian, Portuguese and Spanish PowerShell wraps between words and cuts only those that are
//! longer than the line; in all other languages it cuts at the last cell. A break that was in the value looks the same. The
//! width is that of the longest line; where the next word would have had room, the break was in the value. PowerShell leaves
//! the space after the last word of a line that it wraps: where such spaces were not lost on the way, a line that has none was
//! not wrapped, unless it is full. Else, what a line says tells whether it begins anew.
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

/// What the lines of a block say of the console that it was printed on.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Console {
    /// Its width in cells, as far as it was used; 0 when nothing shows it.
    width: usize,
    /// Whether spaces at the ends of lines are still there: then the one after the last word of a wrapped line is.
    keeps_spaces: bool,
    /// Whether lines were wrapped before they were full: between words.
    keeps_words: bool,
    /// How many lines are full and go on below.
    full: usize,
}

impl Console {
    /// A console of which only the width is known.
    pub(super) fn of_width(width: usize) -> Self {
        Self { width, ..Self::default() }
    }

    /// The console of a list with these values. `keeps_spaces` says whether there are spaces at ends of other lines.
    pub(super) fn of_values(text: &str, values: &[&[Part]], keeps_spaces: bool) -> Self {
        let parts = || values.iter().copied().flatten();
        if values.iter().all(|parts| parts.len() < 2) {
            return Self::default();
        }
        let mut console = Self::of_width(parts().map(|part| part.full_end(text)).max().unwrap_or_default());
        let pairs = values.iter().flat_map(|parts| parts.windows(2)).map(|pair| (pair[0], pair[1]));
        let tight: Vec<(Part, bool)> = pairs
            .filter(|(before, after)| !console.has_room(text, *before, *after))
            .map(|(before, after)| (before, console.is_full(text, before, after)))
            .collect();
        console.full = tight.iter().filter(|(_, is_full)| *is_full).count();
        console.keeps_words = tight.iter().any(|(part, is_full)| part.has_space(text) && !is_full);
        let has_spaces = tight.iter().any(|(part, _)| part.has_space(text));
        // Lines that were wrapped between words have lost them, whatever others have.
        console.keeps_spaces = has_spaces || keeps_spaces && console.full == tight.len();
        console
    }

    /// Whether the first word of a line would have had room on the line before it; a line without a word needs none.
    fn has_room(&self, text: &str, before: Part, after: Part) -> bool {
        let next = &text[after.span.range()];
        let mut words = next.split_whitespace();
        let word = cells(words.next().unwrap_or_default());
        let space = usize::from(self.keeps_spaces && words.next().is_some());
        let blank = before.span.is_empty() || word == 0;
        blank || next.starts_with('\t') || before.end + 1 + word + space <= self.width
    }

    /// Whether a line goes up to the last cell, or to the one before it where two would be needed.
    fn is_full(&self, text: &str, before: Part, after: Part) -> bool {
        let next = text[after.span.range()].chars().next().map_or(0, width);
        before.full_end(text) + next.saturating_sub(1) >= self.width
    }

    /// Whether the last word of a line is whole, so that a space belongs after it.
    fn is_whole(&self, text: &str, part: Part, next: Part, cuts: bool) -> bool {
        if text[next.span.range()].starts_with(' ') {
            return false;
        }
        let one_word = is_word(&text[part.span.range()]) && part.end + 1 >= self.width;
        let is_between = if cuts { !self.is_full(text, part, next) } else { !one_word };
        part.has_space(text) || is_between && !self.keeps_spaces
    }

    /// How two lines belong together.
    fn joint(&self, text: &str, before: Part, after: Part) -> Joint {
        if self.width < MIN_WIDTH || self.has_room(text, before, after) || self.is_break(text, before, after)
        {
            Joint::Break
        } else {
            Joint::Wrapped
        }
    }

    /// Whether the break between two lines, of which the first has no room for a word more, was in the value.
    fn is_break(&self, text: &str, before: Part, after: Part) -> bool {
        let (line, next) = (&text[before.span.range()], &text[after.span.range()]);
        if !self.keeps_spaces {
            return begins_anew(line, next);
        }
        if before.has_space(text) || is_word(line) {
            return false;
        }
        // A full line was cut, or ends there by chance: the longest line always looks full.
        let chance = self.full < 2 && (begins_anew(line, next) || !is_usual(self.width));
        !self.is_full(text, before, after) || self.keeps_words || chance
    }
}

/// How two lines belong together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// By the line break that was in the value.
    Break,
    /// They are one line.
    Wrapped,
}

/// Whether consoles often have this width, or, as PowerShell leaves the last cell free, one more.
fn is_usual(width: usize) -> bool {
    matches!(width % 10, 0 | 9)
}

fn is_word(line: &str) -> bool {
    !line.contains(char::is_whitespace)
}

/// Whether a line seems to begin something new after the one before it: a sentence after a sentence, or a key.
fn begins_anew(line: &str, next: &str) -> bool {
    if !next.starts_with(char::is_uppercase) {
        return false;
    }
    let is_ended = line.trim_end().ends_with(['.', ':', '!', '?', '\u{3002}']);
    let key = next.split_once(": ").map(|(key, _)| key).or_else(|| next.strip_suffix(':'));
    let is_key = key.is_some_and(|key| key.split(' ').count() <= MAX_KEY_WORDS);
    // Such a word may be the first one of the key.
    let last = line.split_whitespace().next_back().unwrap_or_default();
    let is_open = last.starts_with(char::is_uppercase) && last.chars().all(char::is_alphabetic);
    is_ended || is_key && !is_open
}

/// The names of values in messages have no more words.
const MAX_KEY_WORDS: usize = 4;

/// The lines as one value.
pub(super) fn join(text: &str, parts: &[Part], console: Console) -> Cell {
    let joints: Vec<Joint> = parts.windows(2).map(|pair| console.joint(text, pair[0], pair[1])).collect();
    let wrapped = parts.iter().zip(&joints).filter(|(_, joint)| **joint == Joint::Wrapped);
    let ends: Vec<usize> = wrapped.map(|(part, _)| part.full_end(text)).collect();
    let foreign = parts.iter().any(|part| text[part.span.range()].chars().any(is_foreign));
    let cuts = console.keeps_spaces || is_cutting(&ends, console.width, foreign);
    let mut cell = Cell::default();
    for (at, part) in parts.iter().enumerate() {
        if let Some(before) = at.checked_sub(1) {
            let last = parts[before];
            let between = match joints[before] {
                Joint::Break => "\n",
                Joint::Wrapped if console.is_whole(text, last, *part, cuts) => " ",
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
