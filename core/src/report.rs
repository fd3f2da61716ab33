//! The answer: what was read, which articles explain it, and the evidence.
//!
//! Its JSON is a public interface, version [`VERSION`]; its schema is `docs/report.schema.json`. Spans count bytes of the
//! caller's input.

use crate::event::Format;
use crate::passages::Passages;
use crate::{Input, Span};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The version of the report's JSON. It is raised when a reader of the old one would misunderstand the new one.
pub const VERSION: u32 = 1;

/// Everything that a scan found out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// [`VERSION`]
    pub version: u32,
    /// What was read, in the order of the input.
    pub events: Vec<EventSummary>,
    /// How many events were read and are not listed, because there are very many and no article points at them.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub omitted: usize,
    /// The articles with something to say, best first: `match`, then `possible`, then `near_miss`; within each by
    /// `score`, then by id.
    pub results: Vec<Finding>,
    /// What the user should know of the reading.
    pub notes: Vec<Note>,
}

impl Report {
    /// The best verdict in it.
    pub fn best(&self) -> Option<Verdict> {
        self.results.first().map(|finding| finding.verdict)
    }

    /// Whether an article applies, or may.
    pub fn is_answered(&self) -> bool {
        self.best().is_some_and(Verdict::is_answer)
    }
}

/// One event as it was understood. What the paste did not show is absent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventSummary {
    /// The layout.
    pub format: Format,
    /// Where it stands.
    pub span: Place,
    /// Who logged it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// The log.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// Its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_id: Option<u32>,
    /// The level as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// The time as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// The machine.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub computer: Option<String>,
    /// The account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// The task category.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task: Option<String>,
    /// The error codes in it, in canonical spelling, each once, at most [`MAX_CODES`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<String>,
}

/// How many codes of one event a report lists.
pub const MAX_CODES: usize = 16;

/// How sure the engine is of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The article's condition is true.
    Match,
    /// It is unknown, with specific evidence and nothing against it.
    Possible,
    /// It is false, in spite of specific evidence.
    NearMiss,
}

impl Verdict {
    /// Whether it says that the article applies, or may.
    pub fn is_answer(self) -> bool {
        self != Self::NearMiss
    }
}

impl Verdict {
    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Match => "match",
            Self::Possible => "possible",
            Self::NearMiss => "near_miss",
        }
    }
}

/// What is to be said of one article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The article's id.
    pub article: String,
    /// Its title.
    pub title: String,
    /// How sure.
    pub verdict: Verdict,
    /// Bits of information in the evidence: comparable between articles and between texts.
    pub score: f64,
    /// How many events satisfy one of the article's symptoms.
    pub hits: usize,
    /// The article's causes: those that hold first, then those that the text does not decide. Empty for an article with
    /// one cause without a name.
    pub causes: Vec<CauseFinding>,
    /// What speaks for it.
    pub evidence: Vec<Evidence>,
    /// What would have to be added to be sure.
    pub missing: Vec<Missing>,
    /// What speaks against it.
    pub against: Vec<Against>,
    /// The values of this text that the article's prose asks for.
    pub captures: BTreeMap<String, Capture>,
}

/// One of several causes of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CauseFinding {
    /// Its name in the article.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Whether it applies.
    pub holds: Holds,
}

/// Whether a cause applies to this text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holds {
    /// Its condition is true.
    Yes,
    /// The text does not decide it.
    Unknown,
    /// Its condition is false.
    No,
}

/// One true predicate, and the words that make it true.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The symptom it belongs to.
    pub symptom: String,
    /// The predicate as an author writes it: `Resource|startswith: https://...`
    pub predicate: String,
    /// The same in words: `Resource starts with "https://..."`
    pub expected: String,
    /// What the text says, shortened to [`MAX_FOUND`] characters.
    pub found: String,
    /// Index into [`Report::events`].
    pub event: usize,
    /// The words; several when they are not in one piece.
    pub spans: Vec<Place>,
    /// How much this says, in bits.
    pub bits: f64,
}

/// One false predicate that decides against the article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Against {
    /// The symptom it belongs to.
    pub symptom: String,
    /// The predicate as an author writes it.
    pub predicate: String,
    /// The same in words.
    pub expected: String,
    /// What the text says instead; empty when it is the absence that decides.
    pub found: String,
    /// Index into [`Report::events`].
    pub event: usize,
    /// The words; empty when it is the absence that decides.
    pub spans: Vec<Place>,
}

/// How many characters of a value a report quotes.
pub const MAX_FOUND: usize = 200;

/// Something that would decide a `possible`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// The symptom it belongs to.
    pub symptom: String,
    /// The predicate as an author writes it; absent when the whole event is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub predicate: Option<String>,
    /// What to look for and add, in words.
    pub expected: String,
    /// Index into [`Report::events`] of the event that lacks it; absent when the whole event is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<usize>,
}

/// A value of the text for the article's prose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capture {
    /// The value, as text.
    pub value: String,
    /// Index into [`Report::events`].
    pub event: usize,
    /// Where it stands.
    pub spans: Vec<Place>,
}

impl Capture {
    /// Whether the value may stand inside code that people copy and run. A paste is untrusted: a name such as
    /// `x'; Remove-Item C:\\ #` must not become part of a command. Harmless are values without quotes of any kind, without
    /// characters that a shell reads as its own, and without what looks like a further option.
    pub fn is_harmless_in_code(&self) -> bool {
        let harmless = |c: char| match c {
            ' ' | '-' | '_' | '.' | ':' | ',' | '@' | '/' | '\\' | '+' | '=' | '#' | '*' | '?' | '~' => true,
            _ => c.is_alphanumeric(),
        };
        self.value.chars().all(harmless)
            && !self.value.starts_with(['-', '#'])
            && !self.value.contains(" -")
            && !self.value.contains(" #")
    }
}

/// A span of the input, for callers who count bytes and for callers who count UTF-16 code units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Bytes of the input.
    #[serde(flatten)]
    pub bytes: Span,
    /// The number of the line in which it starts, from 1.
    pub line: usize,
    /// UTF-16 code units of the input's text, as JavaScript counts: see [`Report::add_utf16`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub utf16: Option<Span>,
}

impl From<Span> for Place {
    fn from(bytes: Span) -> Self {
        Self { bytes, line: 1, utf16: None }
    }
}

/// Something about the reading that is no error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// What kind.
    pub code: NoteCode,
    /// In words, for people.
    pub message: String,
    /// Where.
    pub span: Place,
}

impl Note {
    pub(crate) fn new(code: NoteCode, span: Span, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), span: span.into() }
    }
}

/// The kinds of notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum NoteCode {
    /// There is nothing to read.
    Empty,
    /// Bytes that are no text were replaced.
    InvalidEncoding,
    /// An event stops in the middle.
    Truncated,
    /// Something longer than the engine takes in one piece was cut into pieces.
    Oversize,
    /// Something was not read because it is dangerous: a document type, nesting without end.
    Refused,
    /// A part of a file is damaged.
    Damaged,
}

impl Report {
    /// Adds the offsets that JavaScript counts in, for `input`, the input that was scanned. Cost: O(n), once.
    pub fn add_utf16(&mut self, input: &Input<'_>) {
        let mut places: Vec<&mut Place> = self.places().collect();
        let mut ends: Vec<usize> = places.iter().flat_map(|p| [p.bytes.start, p.bytes.end]).collect();
        ends.sort_unstable();
        ends.dedup();
        let (mut counted, mut at) = (Vec::with_capacity(ends.len()), 0);
        let mut units = 0;
        for end in &ends {
            let next = input.text_offset(*end);
            units += input.text()[at..next].chars().map(char::len_utf16).sum::<usize>();
            at = next;
            counted.push(units);
        }
        let count = |end: usize| ends.binary_search(&end).map_or(0, |i| counted[i]);
        for place in &mut places {
            place.utf16 = Some(Span::new(count(place.bytes.start), count(place.bytes.end)));
        }
    }

    /// Numbers the lines of the places that findings point at.
    pub(crate) fn count_lines(&mut self, passages: &Passages<'_>) {
        for place in places_of(&mut self.results) {
            place.line = passages.text_span(place.bytes).map_or(1, |span| passages.line(span.start));
        }
    }

    fn places(&mut self) -> impl Iterator<Item = &mut Place> {
        let events = self.events.iter_mut().map(|event| &mut event.span);
        let notes = self.notes.iter_mut().map(|note| &mut note.span);
        events.chain(notes).chain(places_of(&mut self.results))
    }
}

/// The places that findings point at.
fn places_of(results: &mut [Finding]) -> impl Iterator<Item = &mut Place> {
    results.iter_mut().flat_map(|finding| {
        let evidence = finding.evidence.iter_mut().flat_map(|e| &mut e.spans);
        let against = finding.against.iter_mut().flat_map(|a| &mut a.spans);
        evidence.chain(against).chain(finding.captures.values_mut().flat_map(|c| &mut c.spans))
    })
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn javascript_counts_code_units_whatever_the_bytes_are() {
        let text = "\u{1f600} \u{e9} 0x80070005";
        let utf16: Vec<u8> =
            std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        for (bytes, span) in [(text.as_bytes(), Span::new(8, 18)), (&utf16, Span::new(12, 32))] {
            let note = Note { code: NoteCode::Empty, message: String::new(), span: span.into() };
            let mut report = Report {
                version: VERSION,
                events: Vec::new(),
                omitted: 0,
                results: Vec::new(),
                notes: vec![note],
            };
            report.add_utf16(&Input::decode(bytes));
            // The smiley is two code units, each other character one.
            assert_eq!(report.notes[0].span.utf16, Some(Span::new(5, 15)));
        }
    }

    #[test]
    fn only_plain_values_go_into_commands() {
        let harmless =
            |value: &str| Capture { value: value.into(), event: 0, spans: Vec::new() }.is_harmless_in_code();
        for value in [
            "PC-1.contoso.com",
            "CONTOSO\\ada",
            "https://syncservice.windows.net/*",
            "7d20c3e1-94ab-4f6d",
            "Max Müller",
        ] {
            assert!(harmless(value), "{value}");
        }
        for value in [
            "x'; Remove-Item C:\\ #",
            "$(calc)",
            "a|b",
            "a\u{2019}b",
            "a`nb",
            "x -Force",
            "-rf",
            "a\nb",
            "<guid>",
            "%PATH%",
            "{x}",
        ] {
            assert!(!harmless(value), "{value}");
        }
    }
}
