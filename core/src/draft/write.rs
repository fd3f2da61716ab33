//! A draft as the file that an author goes on with.

use super::spelling::{quoted, slug};
use super::{Draft, Line};
use crate::event::{Event, Header};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// So long may a title be, in characters, and an id, in bytes.
const LONGEST_TITLE: usize = 100;
const LONGEST_ID: usize = 60;

impl Draft {
    /// The article's file, `article.md`: front matter with the symptom, and sections to be written.
    pub fn article(&self) -> String {
        let mut out = String::from("---\n");
        pair(&mut out, "", "id", &self.id);
        pair(&mut out, "", "title", &quoted(&self.title));
        pair(&mut out, "", "draft", "true");
        pair(&mut out, "", "severity", self.severity.name());
        pair(&mut out, "", "products", &format!("[{}]", self.products.join(", ")));
        out.push_str("sources: []\nsymptoms:\n  seen:\n");
        for (key, values) in self.grouped() {
            match values.as_slice() {
                [value] => pair(&mut out, "    ", &key, &scalar(&key, value)),
                values => {
                    let _ = writeln!(out, "    {key}:");
                    values.iter().for_each(|value| {
                        let _ = writeln!(out, "      - {}", scalar(&key, value));
                    });
                }
            }
        }
        out.push_str("match: seen\n---\n");
        out.push_str(SECTIONS);
        out
    }

    /// The predicates as keys with values, in order: several of one subject must all hold.
    fn grouped(&self) -> Vec<(String, Vec<String>)> {
        let subject = |line: &Line| (line.predicate.words.subject.clone(), line.negated);
        let mut count: BTreeMap<(String, bool), usize> = BTreeMap::new();
        self.predicates.iter().for_each(|line| *count.entry(subject(line)).or_default() += 1);
        let mut groups: Vec<(String, Vec<String>)> = Vec::new();
        for line in &self.predicates {
            let (name, negated) = subject(line);
            let modifier = match (negated, count[&(name.clone(), negated)] > 1) {
                (true, _) => "|neq",
                (false, true) => "|all",
                (false, false) => "",
            };
            let key = format!("{name}{modifier}");
            let value = line.predicate.words.value.clone();
            match groups.iter_mut().find(|(known, _)| *known == key) {
                Some((_, values)) => values.push(value),
                None => groups.push((key, vec![value])),
            }
        }
        groups
    }
}

const SECTIONS: &str = "## Symptoms

Say what the reader sees fail.

## Cause

Say why, and name the source of that under `sources`.

## Resolution

Say what to check first, what to do, and how to see that it worked.
";

fn pair(out: &mut String, indent: &str, key: &str, value: &str) {
    // Writing to a string does not fail.
    let _ = writeln!(out, "{indent}{key}: {value}");
}

/// A value as an author would write it: plain where that is one scalar whatever reads the YAML.
fn scalar(key: &str, value: &str) -> String {
    let simple = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/' | '.' | ' ');
    let plain = value.starts_with(|c: char| c.is_ascii_alphabetic()) && value.chars().all(simple);
    let number = key == "event_id";
    if number || plain && !value.ends_with(' ') && !is_word_of_yaml(value) {
        value.to_owned()
    } else {
        quoted(value)
    }
}

fn is_word_of_yaml(value: &str) -> bool {
    ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]
        .iter()
        .any(|word| value.eq_ignore_ascii_case(word))
}

/// An id made of who logged the event and what it is.
pub(super) fn id(event: &Event, lines: &[Line]) -> String {
    let provider = event.normal(Header::Provider).map(|provider| {
        let short = provider.rsplit("Microsoft-Windows-").next().unwrap_or_default();
        slug(short)
    });
    let number = event.event_id().map(|id| id.to_string());
    let code = lines.iter().find(|line| line.predicate.words.subject == "code" && !line.negated);
    let code = code.map(|line| slug(&line.predicate.words.value));
    let mut parts: Vec<String> = provider.into_iter().chain(number).chain(code).collect();
    if parts.is_empty() || parts.concat().is_empty() {
        parts = lines.iter().map(|line| slug(&line.predicate.words.value)).collect();
    }
    let mut id = slug(&parts.join("-"));
    id.truncate(LONGEST_ID);
    let id = id.trim_end_matches('-');
    if id.is_empty() { "new-article".to_owned() } else { id.to_owned() }
}

/// The first sentence of what the event says.
pub(super) fn title(event: &Event) -> String {
    let said = match (event.header(Header::Message), event.normal(Header::Provider), event.event_id()) {
        (Some(message), ..) => message,
        // Data without a message says nothing that people read.
        (None, Some(provider), Some(id)) => return format!("{provider} logs event {id}"),
        (None, ..) => event.text(),
    };
    let line = said.lines().map(str::trim).find(|line| line.chars().any(char::is_alphabetic)).unwrap_or(said);
    let words: Vec<&str> = line.split_whitespace().collect();
    let line = words.join(" ");
    let sentence = line.split_once(". ").map_or(line.as_str(), |(first, _)| first).trim_end_matches('.');
    match sentence.char_indices().nth(LONGEST_TITLE) {
        _ if sentence.is_empty() => "An event".to_owned(),
        Some((end, _)) => {
            let head = &sentence[..end];
            format!("{}...", head.rsplit_once(' ').map_or(head, |(words, _)| words))
        }
        None => sentence.to_owned(),
    }
}
