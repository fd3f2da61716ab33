//! Characters that cannot be seen, and those that stand for others: no-break spaces, line ends of other systems,
//! full-width colons and brackets.

use super::Rewriter;
use crate::Span;
use crate::read::labels;
use crate::text::Mapped;

/// What a character becomes; `None` for one that stays.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        // No-break, figure, narrow no-break, ideographic space, and the spaces of typesetters.
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => " ",
        // Line and paragraph separators, next line, line tabulation, form feed.
        '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{b}' | '\u{c}' => "\n",
        // Soft hyphen, zero-width spaces and joiners, marks of direction, the byte order mark inside a text.
        '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206f}'
        | '\u{feff}' => "",
        _ => return None,
    })
}

/// White space as ASCII writes it, and no characters that cannot be seen.
pub(super) fn spaces(text: &str) -> Option<Mapped> {
    let mut rewriter = Rewriter::new(text);
    let mut from = 0;
    // All of them but three are not ASCII: runs of ASCII are skipped at once.
    while let Some(at) = next_candidate(text, from) {
        let Some(c) = text[at..].chars().next() else { break };
        from = at + c.len_utf8();
        if c == '\r' {
            if !text[from..].starts_with('\n') {
                rewriter.replace(Span::new(at, from), "\n");
            }
        } else if let Some(with) = plain(c) {
            rewriter.replace(Span::new(at, from), with);
        }
    }
    rewriter.finish()
}

/// The next carriage return, control character or character beyond ASCII.
fn next_candidate(text: &str, from: usize) -> Option<usize> {
    let is_candidate = |b: u8| (b >= 0x80) | (b == b'\r') | (b == 0x0b) | (b == 0x0c);
    let rest = &text.as_bytes()[from..];
    // A chunk without one is known by a few instructions for all of its bytes.
    let has_none = |chunk: &&[u8]| !chunk.iter().fold(false, |any, &b| any | is_candidate(b));
    let skipped: usize = rest.chunks(32).take_while(has_none).map(<[u8]>::len).sum();
    rest[skipped..].iter().position(|&b| is_candidate(b)).map(|at| from + skipped + at)
}

/// A label is not longer, in characters.
const MAX_LABEL: usize = 30;

/// Full-width colons after a label at the start of a line.
pub(super) fn colons(text: &str) -> Option<Mapped> {
    let mut rewriter = Rewriter::new(text);
    for at in memchr::memmem::find_iter(text.as_bytes(), "\u{ff1a}") {
        let near = text.ceil_char_boundary(at.saturating_sub(MAX_LABEL * 4));
        let before = &text[near..at];
        let label = match before.rfind('\n') {
            Some(newline) => &before[newline + 1..],
            None if near == 0 => before,
            None => continue,
        };
        if is_label(label) {
            rewriter.replace(Span::new(at, at + '\u{ff1a}'.len_utf8()), ":");
        }
    }
    rewriter.finish()
}

/// A line of its own and a colon for each label in full-width brackets: `【ソース】Contoso-Sync`.
pub(super) fn brackets(text: &str) -> Option<Mapped> {
    let mut rewriter = Rewriter::new(text);
    for close in memchr::memmem::find_iter(text.as_bytes(), CLOSE) {
        let near = text.ceil_char_boundary(close.saturating_sub(MAX_LABEL * 4));
        let Some(open) = text[near..close].rfind(OPEN).map(|open| near + open) else { continue };
        if !labels::is_label(text[open + OPEN.len()..close].trim()) {
            continue;
        }
        let starts_line = text[near..open].trim_end_matches([' ', '\t']).ends_with('\n') || open == 0;
        rewriter.replace(Span::new(open, open + OPEN.len()), if starts_line { "" } else { "\n" });
        let end = close + CLOSE.len();
        let has_colon = text[end..].trim_start_matches(' ').starts_with([':', '\u{ff1a}']);
        rewriter.replace(Span::new(close, end), if has_colon { "" } else { ":" });
    }
    rewriter.finish()
}

const OPEN: &str = "\u{3010}";
const CLOSE: &str = "\u{3011}";

/// Whether a text can be a label: not long, no part of a sentence.
fn is_label(text: &str) -> bool {
    let text = text.trim();
    let sentence = |c: char| {
        matches!(
            c,
            '\u{3001}' | '\u{3002}' | '\u{ff0c}' | '\u{ff1b}' | '\u{ff01}' | '\u{ff1f}' | '\u{ff1a}' | ':'
        )
    };
    text.chars().next().is_some_and(|c| c.is_alphanumeric() || matches!(c, '*' | '`' | '-' | '>' | '|'))
        && text.chars().count() <= MAX_LABEL
        && !text.contains(sentence)
}
