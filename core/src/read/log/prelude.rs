//! What stands between the time and the message: the level, the thread, the logger.

use super::super::lines::{Cursor, Head};
use super::super::stamp;
use crate::Span;
use crate::event::{Extent, Format, Header};

/// So many words may stand before the level.
const MAX_WORDS: usize = 5;

/// What separates the parts of the prelude.
const SEPARATORS: [char; 6] = [' ', '\t', '|', '-', ':', ']'];

/// A line with a level.
pub(super) fn read(time: Span, mut cursor: Cursor<'_>) -> Option<Head> {
    let mut name = None;
    for first in std::iter::once(true).chain(std::iter::repeat_n(false, MAX_WORDS)) {
        let before = skip(&mut cursor);
        let token = Token::take(&mut cursor)?;
        if let Some((word, place)) = token.level(&cursor, first, before) {
            let logger = logger(&mut cursor);
            let mut head = Head::new(Format::Log, Extent::Whole, message(cursor));
            head.header(Header::Time, time);
            head.level = Some((word, place));
            if let Some(logger) = name.or(logger) {
                head.header(Header::Provider, logger);
            }
            return Some(head);
        }
        let slice = cursor.slice(token.place);
        // Python: `time - name - LEVEL - text`.
        if first && before.contains('-') && cursor.rest().starts_with(" - ") {
            name = Some(token.place);
        } else if !(token.bracketed || is_logger(slice) || is_number(slice) || cursor.rest().starts_with('|'))
        {
            return None;
        }
    }
    None
}

/// Skips what separates parts, and gives it back.
fn skip<'t>(cursor: &mut Cursor<'t>) -> &'t str {
    let rest = cursor.rest();
    let length = rest.len() - rest.trim_start_matches(SEPARATORS).len();
    let span = cursor.take(length);
    cursor.slice(span)
}

/// The message behind the prelude.
fn message(mut cursor: Cursor<'_>) -> Span {
    // A bullet belongs to the message, a dash with spaces on both sides does not.
    let _ = cursor.literal("]");
    let _ = cursor.literal(":");
    cursor.spaces();
    let _ = cursor.literal("- ").or_else(|| cursor.literal(": ")).or_else(|| cursor.literal("|"));
    cursor.remainder()
}

/// A word, or what stands in brackets.
struct Token {
    place: Span,
    bracketed: bool,
}

impl Token {
    fn take(cursor: &mut Cursor<'_>) -> Option<Self> {
        for (open, close) in [("[", "]"), ("(", ")")] {
            if cursor.literal(open).is_some() {
                let place = cursor.until(close).filter(|place| place.len() <= 120)?;
                return Some(Self { place, bracketed: true });
            }
        }
        let place = cursor.run(80, |c| !c.is_whitespace() && !matches!(c, '|' | ']' | '['))?;
        Some(Self { place, bracketed: false })
    }

    /// The level that the token is. In running text `Error` is a word: then its looks or its place must tell.
    fn level(&self, cursor: &Cursor<'_>, first: bool, before: &str) -> Option<(&'static str, Span)> {
        let slice = cursor.slice(self.place);
        let word = slice.trim().trim_end_matches(':');
        // Apache: `[core:error]`; Monolog: `production.ERROR:`.
        let word = word.rsplit([':', '.']).next().unwrap_or(word);
        let level = stamp::level(word)?;
        let end = self.place.start + slice.trim_end().trim_end_matches(':').len();
        let place = Span::new(end - word.len(), end);
        let rest = cursor.rest();
        let capitals = word.len() > 2 && word.bytes().all(|b| b.is_ascii_uppercase());
        let colon = slice.ends_with(':') || rest.starts_with(':');
        let framed = self.bracketed || before.contains('|') || rest.starts_with(['|', ']']);
        let column = before.contains("\t")
            || rest.starts_with('\t')
            || rest.starts_with("  ")
            || rest.starts_with(" - ");
        (capitals || framed || (first && (colon || column))).then_some((level, place))
    }
}

/// The logger after a level, perhaps after process and thread: `1234 --- [main] c.c.App : `, `[main] c.c.App - `.
fn logger(cursor: &mut Cursor<'_>) -> Option<Span> {
    let mut ahead = *cursor;
    for _ in 0..4 {
        skip(&mut ahead);
        let token = Token::take(&mut ahead)?;
        let slice = ahead.slice(token.place);
        let name = slice.trim_end_matches(':');
        let rest = ahead.rest();
        let ended = slice.ends_with(':')
            || rest.starts_with('|')
            || rest.starts_with(']')
            || rest.trim_start_matches(' ').starts_with("- ")
            || rest.trim_start_matches(' ').starts_with(": ")
            || token.bracketed;
        if is_logger(name) && ended {
            *cursor = ahead;
            return Some(Span::new(token.place.start, token.place.start + name.len()));
        }
        if !(token.bracketed || is_number(slice)) {
            return None;
        }
    }
    None
}

/// `com.contoso.Sync`, `contoso::sync`: a name of parts, which words of a sentence are not.
pub(super) fn is_logger(word: &str) -> bool {
    let word = word.trim_end_matches(':');
    let parts = || word.split(['.', ':', '$']).filter(|part| !part.is_empty());
    let plain = word.chars().all(|c| c.is_ascii_alphanumeric() || "._$:/-".contains(c));
    let names = parts().count() > 1 && parts().all(|part| !part.starts_with(|c: char| c.is_ascii_digit()));
    plain
        && names
        && !word.contains("//")
        && !word.ends_with('.')
        && (word.contains("::") || !word.contains(':'))
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_hexdigit() || b"#:*-_+x.".contains(&b))
        && word.contains(|c: char| c.is_ascii_digit())
}
