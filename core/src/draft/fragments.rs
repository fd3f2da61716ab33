//! The pieces of an event's words between its changing values.

use crate::arrange::Arrange as _;
use crate::event::{Event, FieldKey, Header};
use regex_automata::meta::Regex;
use std::ops::Range;
use std::sync::OnceLock;

/// What is another on the next machine or the next day: identifiers, addresses, paths, names in quotes, numbers.
const VOLATILE: &str = r#"(?xi)
      \{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?
    | \b[a-z][a-z0-9+.-]*://\S+
    | [\w.+-]+@[\w.-]+
    | (?:\b[a-z]:)?\\\S+ | \b\w+\\\S+
    | (?:^|[\s(=:])/[\w.-]+(?:/[\w.-]*)+
    | %[^%\s]+% | \$\{[^}\n]*\}
    | "[^"\n]{1,160}" | “[^”\n]{1,160}” | «[^»\n]{1,160}» | „[^“”\n]{1,160}[“”] | <[^>\n]{1,160}> | \[[^\]\n]{1,160}\]
    | (?:^|[\s(=:])'[^'\n]{1,160}'
    | \S*\d\S*
    | \b[\w-]+(?:\.[\w-]+)+\b
"#;

/// Where a sentence, a label or a column ends.
const BREAKS: [char; 10] = ['\n', '\r', '\t', ':', ';', '=', '|', '!', '。', '：'];

/// Fewer letters are no evidence, more are no better.
const FEWEST_LETTERS: usize = 12;
const ENOUGH_LETTERS: usize = 48;

/// A piece is cut behind a word after so many bytes.
const LONGEST: usize = 100;

/// Only so much of an event is looked at, in bytes.
const MOST_TEXT: usize = 64 << 10;

/// The pieces, the best first: the longest, and of two alike the first.
pub(super) fn fragments(event: &Event) -> Vec<String> {
    let text = event.text();
    let whole = 0..text.len();
    let messages: Vec<Range<usize>> =
        event.fields_named(&FieldKey::Header(Header::Message)).map(|field| field.range.clone()).collect();
    let mut cuts: Vec<Range<usize>> = event
        .fields
        .iter()
        .filter(|field| field.key != FieldKey::Header(Header::Message))
        .map(|field| field.range.clone())
        .collect();
    cuts.arrange_by_key(|range| (range.start, range.end));
    let ranges = if messages.is_empty() { vec![whole] } else { messages };
    let mut found: Vec<(usize, String)> = Vec::new();
    for range in ranges {
        let end = text.floor_char_boundary(range.end.min(range.start + MOST_TEXT));
        for piece in between(range.start..end, &cuts) {
            pieces(&text[piece], &mut found);
        }
    }
    found.arrange_by_key(|(letters, _)| std::cmp::Reverse(*letters));
    let mut distinct: Vec<String> = Vec::new();
    for (_, piece) in found {
        if !distinct.contains(&piece) {
            distinct.push(piece);
        }
    }
    distinct
}

/// The parts of `range` outside of `cuts`, which are in order.
fn between(range: Range<usize>, cuts: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = range.start;
    for cut in cuts.iter().filter(|cut| cut.end > range.start && cut.start < range.end) {
        if cut.start > start {
            parts.push(start..cut.start);
        }
        start = start.max(cut.end);
    }
    if start < range.end {
        parts.push(start..range.end);
    }
    parts
}

/// The pieces of `text` that hold words enough, each with how many letters count.
fn pieces(text: &str, found: &mut Vec<(usize, String)>) {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    let Some(pattern) = PATTERN.get_or_init(|| Regex::new(VOLATILE).ok()) else { return };
    let mut start = 0;
    let stable =
        pattern.find_iter(text).map(|m| m.range()).chain(std::iter::once(text.len()..text.len())).map(|m| {
            let piece = &text[start..m.start];
            start = m.end;
            piece
        });
    for part in stable.flat_map(|piece| piece.split(BREAKS)).flat_map(|part| part.split(". ")) {
        let part = part.trim_matches(|c: char| !c.is_alphanumeric());
        let part = cut(part);
        let letters = part.chars().filter(|c| c.is_alphabetic()).count();
        let words = part.split_whitespace().count() > 1 || !part.is_ascii();
        if letters >= FEWEST_LETTERS && words {
            found.push((letters.min(ENOUGH_LETTERS), part.split_whitespace().collect::<Vec<_>>().join(" ")));
        }
    }
}

/// At most [`LONGEST`] bytes of `text`, whole words.
fn cut(text: &str) -> &str {
    if text.len() <= LONGEST {
        return text;
    }
    let head = &text[..text.floor_char_boundary(LONGEST)];
    head.rfind(char::is_whitespace)
        .map_or(head, |end| head[..end].trim_end_matches(|c: char| !c.is_alphanumeric()))
}
