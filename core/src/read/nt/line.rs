//! The number and the source of an event on one line: how articles of the 1990s began one, and how Event Viewer titles the
//! pane with the message, in the language of Windows: `Ereignis 7023, Service Control Manager`.

use crate::Span;
use crate::read::line_end;

/// What stands before the number: the title of the pane in the languages of Windows, English with `ID` too.
/// Source: the resources of `miguiresource.dll`, as <https://forsenergy.com/en-us/eventviewer/> and its translations show them.
const TITLES: [&str; 20] = [
    // Before the word that it begins with.
    "Evento",
    "Event",
    "Ereignis",
    "\u{c9}v\u{e9}nement",
    "Событие",
    "Подія",
    "イベント",
    "事件",
    "이벤트",
    "Zdarzenie",
    "Gebeurtenis",
    "H\u{e4}ndelse",
    "Ud\u{e1}lost",
    "Esem\u{e9}ny",
    "H\u{e6}ndelse",
    "Hendelse",
    "Olay",
    "Tapahtuma",
    "Udalos\u{165}",
    "Eveniment",
];

/// Marks of headings, lists, quotations and code that may stand before the first word.
pub(super) const MARKS: [char; 11] = [' ', '\t', '>', '-', '*', '`', '#', '"', '\u{201c}', '\u{300c}', '_'];

/// The same after the last word; a colon announces the message.
const MARKS_AFTER: [char; 9] = ['*', '\\', ' ', '"', '\u{201d}', '`', ':', '\u{300d}', '_'];

/// A source has at most so many words and bytes.
const MAX_WORDS: usize = 5;
pub(super) const MAX_SOURCE: usize = 48;

/// No such line is longer.
const MAX_LINE: usize = 120;

/// The number and the source of an event.
pub(super) struct Line {
    pub id: Span,
    pub source: Span,
}

/// Whether a text begins with the word that may begin such a line.
pub(super) fn is_title(text: &str) -> bool {
    TITLES.iter().any(|title| text.starts_with(title))
}

/// The line that starts at `at`, if it is such a line.
pub(super) fn read(text: &str, at: usize) -> Option<Line> {
    let end = line_end(text, at, text.floor_char_boundary((at + MAX_LINE).min(text.len())));
    let line = text[at..end].trim_end().trim_end_matches(MARKS_AFTER);
    let rest = TITLES.iter().find_map(|title| line.strip_prefix(title))?;
    let rest = rest.trim_start_matches([' ', '-']);
    let rest = rest.strip_prefix("ID").unwrap_or(rest).trim_start_matches([':', ' ', '\u{a0}']);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let after = rest[digits..].trim_start();
    let source = match after.strip_prefix('(') {
        Some(inner) => inner.strip_suffix(')')?,
        None => after.strip_prefix([',', ';', '\u{ff0c}', '\u{3001}'])?.trim_start(),
    };
    let source = source.strip_prefix("Source").map_or(source, |inner| inner.trim_start_matches([':', ' ']));
    let id = at + line.len() - rest.len();
    let source_end = at + line.len() - usize::from(after.starts_with('('));
    let source = Span::new(source_end - source.len(), source_end);
    let is_id = (1..=5).contains(&digits);
    (is_id && is_source(text, source, end)).then(|| Line { id: Span::new(id, id + digits), source })
}

/// Whether this is a source, and no half of a sentence: a few capitalised words, or one word with a message below.
fn is_source(text: &str, source: Span, line_end: usize) -> bool {
    let name = &text[source.range()];
    let words = name.split(' ').count();
    let is_plain = name.chars().all(|c| c.is_alphanumeric() || " -_./\\$".contains(c));
    let is_ended = name.ends_with(|c: char| c.is_alphanumeric());
    // `.NET Runtime`
    let is_capital = |word: &str| {
        word.trim_start_matches('.').starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
    };
    let is_name = name.split(' ').all(is_capital);
    let below = text[line_end..].strip_prefix('\n').unwrap_or_default();
    let is_told = below.trim_start_matches([' ', '\t', '"']).starts_with(char::is_uppercase);
    is_plain
        && is_ended
        && words <= MAX_WORDS
        && source.len() <= MAX_SOURCE
        && (is_name || (words == 1 && is_told))
}
