//! What could be said of an event, by how well it survives another machine, language and layout.

use super::Line;
use super::fragments::fragments;
use super::spelling::literal;
use crate::code::Code;
use crate::event::{Event, FieldKey, Header};
use crate::symptom::{Predicate, Subject, Test, TextTest, Truth, Words};
use crate::text::caseless;

/// So many codes are taken from the event: what comes first is what failed.
const MAX_CODES: usize = 2;

/// So many pieces of its words are looked at, and so many of its fields.
const MAX_WORDS: usize = 12;
const MAX_FIELDS: usize = 24;

/// A value longer than that is a sentence.
const MAX_VALUE: usize = 60;

/// Success, and numbers that every API has for "something".
const SAYS_NOTHING: [u32; 3] = [0, 1, 0xffff_ffff];

/// Parts of names of fields whose values belong to one machine, one person or one moment.
const PERSONAL: [&str; 26] = [
    "account",
    "address",
    "caller",
    "client",
    "computer",
    "domain",
    "file",
    "folder",
    "guid",
    "host",
    "id",
    "ip",
    "machine",
    "name",
    "path",
    "pid",
    "port",
    "process",
    "query",
    "server",
    "sid",
    "target",
    "thread",
    "time",
    "user",
    "workstation",
];

/// All of them are true of the event.
pub(super) struct Candidates {
    /// Provider and event id, where it has both.
    pub(super) identity: Vec<Line>,
    /// Its error codes.
    pub(super) codes: Vec<Line>,
    /// Pieces of its words, the best first.
    pub(super) words: Vec<Line>,
    /// Fields with values that are no machine's own.
    pub(super) fields: Vec<Line>,
    /// What else its header says.
    pub(super) header: Vec<Line>,
}

impl Candidates {
    pub(super) fn of(event: &Event) -> Self {
        let header = |header: Header| header_line(header, event);
        let mut identity: Vec<Line> =
            [Header::Provider, Header::EventId].into_iter().filter_map(header).collect();
        let mut others: Vec<Line> =
            [Header::Channel, Header::Level, Header::Task].into_iter().filter_map(header).collect();
        // A number alone names no event.
        if identity.len() < 2 {
            others.splice(0..0, identity.drain(..));
        }
        let mut found = Self {
            identity,
            codes: codes(event).iter().map(code_line).collect(),
            words: fragments(event)
                .into_iter()
                .take(MAX_WORDS)
                .filter_map(|words| text_line(&words))
                .collect(),
            fields: fields(event),
            header: others,
        };
        for lines in
            [&mut found.identity, &mut found.codes, &mut found.words, &mut found.fields, &mut found.header]
        {
            lines.retain(|line| line.truth(event) == Truth::True);
        }
        found
    }

    /// In the order in which they are tried when the event has to be told from others.
    pub(super) fn all(&self) -> impl Iterator<Item = &Line> {
        let tiers = [&self.codes, &self.fields, &self.words, &self.header, &self.identity];
        tiers.into_iter().flatten()
    }
}

/// What tells another event from this one, to be negated.
pub(super) fn of_other(other: &Event) -> Vec<Line> {
    let words = fragments(other).into_iter().take(MAX_WORDS).filter_map(|words| text_line(&words));
    let lines = codes(other).iter().map(code_line).chain(words).collect::<Vec<_>>();
    lines.into_iter().map(|line| Line { negated: true, ..line }).collect()
}

fn codes(event: &Event) -> Vec<Code> {
    let mut codes: Vec<Code> = Vec::new();
    for found in event.codes() {
        let fails = !matches!(found.code, Code::Number(number) if SAYS_NOTHING.contains(&number));
        if fails && codes.len() < MAX_CODES && !codes.contains(&found.code) {
            codes.push(found.code.clone());
        }
    }
    codes
}

fn code_line(code: &Code) -> Line {
    let words = words("code", &code.to_string());
    Line::new(Predicate { subject: Subject::Text, test: Test::Code(code.clone()), words })
}

fn text_line(text: &str) -> Option<Line> {
    let value = literal(text);
    let test = Test::Text(TextTest::new(&value, false, false, false).ok()?);
    Some(Line::new(Predicate { subject: Subject::Text, test, words: words("text", &value) }))
}

fn header_line(header: Header, event: &Event) -> Option<Line> {
    let value = event.normal(header)?;
    let value = value.trim();
    if value.is_empty() || value.contains('\n') || value.len() > MAX_VALUE {
        return None;
    }
    let test = match header {
        Header::Level => Test::Level(event.level()?),
        header => Test::Text(TextTest::new(&literal(value), true, true, false).ok()?.normal(header)),
    };
    let value = if header == Header::Level { caseless(value) } else { literal(value) };
    let words = words(header.name(), &value);
    Some(Line::new(Predicate { subject: Subject::Field(FieldKey::Header(header)), test, words }))
}

fn fields(event: &Event) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let names = names(event);
    for field in &event.fields {
        let FieldKey::Named(name) = &field.key else { continue };
        let value = event.value(field).trim();
        let own = names.iter().any(|name| name.eq_ignore_ascii_case(value));
        if lines.len() < MAX_FIELDS && !own && is_stable(name.as_str(), value) {
            lines.extend(field_line(&field.key, name.as_str(), value));
        }
    }
    lines
}

/// The names of the machine, its domain and the account, and their parts.
fn names(event: &Event) -> Vec<&str> {
    let values = [Header::Computer, Header::User].into_iter().filter_map(|header| event.header(header));
    values.flat_map(|value| value.split(['.', '\\', '@']).chain([value])).collect()
}

/// Whether a field's value would be the same on another machine: words, not the name or number of something.
fn is_stable(name: &str, value: &str) -> bool {
    let words = value.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '_' | '.'));
    let personal = PERSONAL.iter().any(|part| name.ends_with(part) || name.starts_with(part));
    words && !personal && (2..=MAX_VALUE).contains(&value.len())
}

fn field_line(key: &FieldKey, name: &str, value: &str) -> Option<Line> {
    let test = Test::Text(TextTest::new(&literal(value), true, true, false).ok()?);
    let words = words(name, &literal(value));
    Some(Line::new(Predicate { subject: Subject::Field(key.clone()), test, words }))
}

fn words(subject: &str, value: &str) -> Words {
    Words { subject: subject.to_owned(), modifiers: String::new(), value: value.to_owned() }
}
