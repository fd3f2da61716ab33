//! One predicate on one event.

use super::explain::quoted;
use crate::Span;
use crate::code::Code;
use crate::event::{Event, Extent, Field, FieldKey, Header};
use crate::normal;
use crate::report;
use crate::symptom::{Literal, Needle, Predicate, Subject, Test, TextTest, Truth};
use crate::text::fold;
use std::net::IpAddr;
use std::ops::Range;

/// Where in an event something stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A range of [`Event::text`].
    Text(Range<usize>),
    /// A range of [`Event::folded`].
    Folded(Range<usize>),
}

impl Place {
    pub(super) fn spans(&self, event: &Event) -> Vec<Span> {
        match self {
            Self::Text(range) => event.source(range.clone()),
            Self::Folded(range) => event.source_of_folded(range.clone()),
        }
    }
}

/// The value of a predicate, and the words that decide it: those that make it true, or the value that makes it false.
#[derive(Clone, Debug)]
pub(super) struct Outcome {
    pub(super) truth: Truth,
    pub(super) place: Option<Place>,
}

impl Outcome {
    /// The words of `event` that decide it, as they stand, and where; nothing when there are none.
    pub(super) fn shown(&self, event: &Event) -> (String, Vec<report::Place>) {
        let Some(place) = &self.place else { return (String::new(), Vec::new()) };
        (quoted(place, event), place.spans(event).into_iter().map(Into::into).collect())
    }

    fn holds(place: Place) -> Self {
        Self { truth: Truth::True, place: Some(place) }
    }

    fn absent(truth: Truth) -> Self {
        Self { truth, place: None }
    }
}

/// Computes `predicate` on `event`, as a leaf that stands under an odd number of negations or not. Behind *not*, what the
/// event does not show counts as absent.
pub(super) fn leaf(predicate: &Predicate, negated: bool, event: &Event) -> Outcome {
    let outcome = test(predicate, event);
    Outcome { truth: as_leaf(outcome.truth, negated), ..outcome }
}

/// The value of a predicate as a leaf: see [`leaf`].
pub(super) fn as_leaf(truth: Truth, negated: bool) -> Truth {
    if negated && truth == Truth::Unknown { Truth::False } else { truth }
}

/// The value of `predicate` on an `event` that does not have what it looks for.
pub(super) fn unfound(predicate: &Predicate, event: &Event) -> Truth {
    match &predicate.subject {
        Subject::Text => absent_text(event),
        Subject::Field(key) if event.fields_named(key).next().is_some() => Truth::False,
        Subject::Field(_) => Truth::Unknown,
    }
}

/// Computes `predicate` on `event`. Cost: linear in the text or field that it looks at.
fn test(predicate: &Predicate, event: &Event) -> Outcome {
    match (&predicate.subject, &predicate.test) {
        (Subject::Text, Test::Code(code)) => code_in(code, event),
        (Subject::Text, test) => text_of(test, event),
        (Subject::Field(key), Test::Exists(expected)) => exists(key, *expected, event),
        (Subject::Field(key), test) => field(key, test, event),
    }
}

/// What a text that is not found means: false where all of the text is there.
fn absent_text(event: &Event) -> Truth {
    if event.extent == Extent::Whole { Truth::False } else { Truth::Unknown }
}

/// What a code or data field that is not found means: false where all data is there.
fn absent_data(event: &Event) -> Truth {
    if event.extent == Extent::Fragment { Truth::Unknown } else { Truth::False }
}

fn code_in(code: &Code, event: &Event) -> Outcome {
    match code.find_in(event).into_iter().next() {
        Some(range) => Outcome::holds(Place::Text(range)),
        None => Outcome::absent(absent_data(event)),
    }
}

fn text_of(test: &Test, event: &Event) -> Outcome {
    let found = match test {
        Test::Text(test) if test.cased => find(test, event.text()).map(Place::Text),
        Test::Text(test) => find(test, event.folded()).map(Place::Folded),
        Test::Regex(regex) => regex.find(event.text()).map(Place::Text),
        _ => None,
    };
    found.map_or_else(|| Outcome::absent(absent_text(event)), Outcome::holds)
}

fn exists(key: &FieldKey, expected: bool, event: &Event) -> Outcome {
    match event.fields_named(key).next() {
        Some(field) => {
            // A value that says that there is none, as `N/A` for the user, is there only as a word.
            let there = event.says_something(field);
            Outcome { truth: (there == expected).into(), place: Some(Place::Text(field.range.clone())) }
        }
        None => {
            let there = match key {
                FieldKey::Header(Header::Message) => absent_text(event),
                _ => absent_data(event),
            };
            Outcome::absent(if expected { there } else { !there })
        }
    }
}

fn field(key: &FieldKey, test: &Test, event: &Event) -> Outcome {
    let mut first = None;
    for field in event.fields_named(key) {
        if let Some(place) = value_holds(test, event, field) {
            return Outcome::holds(place);
        }
        first.get_or_insert_with(|| Place::Text(field.range.clone()));
    }
    match first {
        Some(place) => Outcome { truth: Truth::False, place: Some(place) },
        None => Outcome::absent(Truth::Unknown),
    }
}

/// Where `test` holds within the field's value: as it was printed, or in its normal form; then all of it is the place.
fn value_holds(test: &Test, event: &Event, field: &Field) -> Option<Place> {
    let value = event.value(field);
    let whole = || Place::Text(field.range.clone());
    let within = |range: Range<usize>| field.range.start + range.start..field.range.start + range.end;
    match test {
        Test::Text(test) if test.cased => find(test, value).map(|range| Place::Text(within(range))),
        Test::Text(test) => {
            let outer = event.folded_range(field.range.clone());
            match find(test, &event.folded()[outer.clone()]) {
                Some(range) => Some(Place::Folded(outer.start + range.start..outer.start + range.end)),
                None => normal_holds(test, event, field).then(whole),
            }
        }
        Test::Regex(regex) => regex.find(value).map(|range| Place::Text(within(range))),
        Test::Level(level) => (normal::level(value, event.format) == Some(*level)).then(whole),
        Test::Cidr(network) => {
            value.trim().parse::<IpAddr>().is_ok_and(|address| network.contains(address)).then(whole)
        }
        Test::Number(comparison, bound) => {
            number(event, field).is_some_and(|found| comparison.holds(found, *bound)).then(whole)
        }
        // Codes are looked for in the text, presence by `exists`.
        Test::Code(_) | Test::Exists(_) => None,
    }
}

/// The number that a field's value is.
fn number(event: &Event, field: &Field) -> Option<f64> {
    let value = event.value(field);
    match field.key {
        FieldKey::Header(Header::EventId) => normal::event_id(value).map(f64::from),
        FieldKey::Header(Header::Level) => {
            normal::level(value, event.format).map(|level| f64::from(level.number()))
        }
        _ => decimal(value.trim()),
    }
}

/// A number in decimal digits; one of up to fifteen is told from any other. What the standard library needs to tell longer ones as
/// well is 13 KB of the page's engine.
fn decimal(text: &str) -> Option<f64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1.0, digits),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    let is_digit = |c: char| c.is_ascii_digit();
    if !digits.starts_with(is_digit) && !digits.strip_prefix('.')?.starts_with(is_digit) {
        return None;
    }
    // JSON has exactly one nought before a point, and no point at the end.
    let number = digits.trim_start_matches('0');
    let number = number.strip_suffix('.').unwrap_or(number);
    let nought = if number.starts_with(is_digit) { "" } else { "0" };
    serde_json::from_str::<f64>(&format!("{nought}{number}")).ok().map(|number| sign * number)
}

/// Whether the test holds for the field's normal form, where that is not what was printed.
fn normal_holds(test: &TextTest, event: &Event, field: &Field) -> bool {
    event.other_normal(field).is_some_and(|normal| find(test, &fold(normal)).is_some())
}

/// The first place in `text` where the test holds.
fn find(test: &TextTest, text: &str) -> Option<Range<usize>> {
    let literal = match &test.needle {
        Needle::Wildcards(regex) => return regex.find(text),
        Needle::Literal(literal) => literal,
    };
    let words = literal.as_str();
    match (test.at_start, test.at_end) {
        (true, true) => (text == words).then_some(0..text.len()),
        (true, false) => text.starts_with(words).then_some(0..words.len()),
        (false, true) => text.ends_with(words).then(|| text.len() - words.len()..text.len()),
        (false, false) if test.whole_words => find_words(literal, text),
        (false, false) => literal.find(text),
    }
}

/// The first place in `text` where `literal` stands between characters that are no letters and no digits.
fn find_words(literal: &Literal, text: &str) -> Option<Range<usize>> {
    let joins = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let mut from = 0;
    while let Some(found) = literal.find(&text[from..]) {
        let range = from + found.start..from + found.end;
        if !joins(text[..range.start].chars().next_back()) && !joins(text[range.end..].chars().next()) {
            return Some(range);
        }
        // Another one may begin within this one.
        from = text.ceil_char_boundary(range.start + 1);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_what_the_standard_library_says() {
        for text in [
            "0",
            "-7",
            "+007",
            "0.5",
            ".25",
            "3.",
            "-0.10",
            "1e3",
            "2.5E-4",
            "18446744073709551615",
            "900719925474099.3",
        ] {
            assert_eq!(decimal(text), text.parse().ok(), "{text}");
        }
        for text in ["", "-", ".", ".e5", "- 5", "--5", "0x1F", "5 %", "1_000", "five"] {
            assert_eq!((decimal(text), text.parse::<f64>().ok()), (None, None), "{text}");
        }
    }
}
