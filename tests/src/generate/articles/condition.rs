//! Symptoms as data: written as an article's YAML, as a Sigma rule, and as the literals in them.

use kbmatch::fold;

/// A piece between wildcards that is no longer says nothing: ` in `.
const SHORT: usize = 4;

/// One line of a symptom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// `event_id`, `text`, `Resource`
    pub subject: &'static str,
    /// `startswith`, `all`, or nothing.
    pub modifier: &'static str,
    /// One of them holds, or with `all` each.
    pub values: Vec<String>,
}

/// A condition on one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symptom {
    /// Its name in the article.
    pub name: &'static str,
    /// All hold.
    pub conditions: Vec<Condition>,
}

impl Condition {
    /// A condition with one value.
    pub fn new(subject: &'static str, modifier: &'static str, value: impl Into<String>) -> Self {
        Self { subject, modifier, values: vec![value.into()] }
    }

    /// `subject|modifier`
    pub(super) fn key(&self) -> String {
        if self.modifier.is_empty() {
            self.subject.into()
        } else {
            format!("{}|{}", self.subject, self.modifier)
        }
    }

    /// What must stand in a text for this to hold, folded; empty for numbers, which no text search looks for.
    pub(super) fn literals(&self) -> Vec<String> {
        match (self.subject, self.modifier) {
            ("event_id", _) => Vec::new(),
            ("code", _) => {
                self.values.iter().map(|code| code.trim_start_matches("0x").to_lowercase()).collect()
            }
            // The one kind of expression that is made here: a literal, then digits.
            (_, "re") => self.values.iter().filter_map(|value| value.split('\\').next()).map(fold).collect(),
            _ => {
                let parts = self.values.iter().flat_map(|value| value.split(['*', '?']));
                parts.map(fold).filter(|part| part.len() > SHORT).collect()
            }
        }
    }
}
