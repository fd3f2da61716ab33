//! What a rule asks for, in the symptom language.
//!
//! | rule | symptom language |
//! | --- | --- |
//! | one term of a set | `match: a` |
//! | several terms | `a and b`; with a window `{together: [a, b], within: 30s}` |
//! | a term with a count | `{count: {of: a, at_least: 3}}` |
//! | terms in order | `{sequence: [a, b], within: 30s}`, a term with a count as often as that |
//! | what may not come | `and not c`; beside a correlation `without: c` |

use super::rule::{Asks, Group, Rule, Term, Test};
use crate::draft::Symptom;
use kbmatch::draft::literal;
use regex::Regex;
use std::sync::LazyLock;

/// A count inside of a sequence becomes so many steps at most.
const MOST_STEPS: usize = 64;

/// What a dot in an expression is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lines {
    /// Any character of one line, as in the rule.
    One,
    /// Any character: an event may be several lines where a rule looks at one.
    All,
}

/// The symptoms, and the condition over them.
pub(super) fn of(rule: &Rule, lines: Lines) -> Result<(Vec<Symptom>, String), &'static str> {
    let (group, ordered) = match &rule.asks {
        Asks::Nothing => return Err("it has neither a set nor a sequence"),
        Asks::Set(group) => (group, false),
        Asks::Sequence(group) => (group, true),
    };
    if group.terms.is_empty() {
        return Err("it has no terms");
    }
    if group.terms.iter().chain(&group.negated).any(|term| matches!(term.test, Test::Jq)) {
        return Err("it asks a JSON document by a jq program");
    }
    let mut symptoms = Vec::new();
    let mut names: Vec<(String, u32)> = Vec::new();
    for term in &group.terms {
        // A term that comes again is the same symptom again.
        let predicates = predicates(std::slice::from_ref(term), lines)?;
        let name = match symptoms.iter().find(|known: &&Symptom| known.predicates == predicates) {
            Some(known) => known.name.clone(),
            None => {
                let name = format!("line_{}", symptoms.len() + 1);
                symptoms.push(Symptom { name: name.clone(), line: rule.line, predicates });
                name
            }
        };
        names.push((name, term.count));
    }
    let negated = !group.negated.is_empty();
    if negated {
        let predicates = predicates(&group.negated, lines)?;
        symptoms.push(Symptom { name: "stopped".to_owned(), line: rule.line, predicates });
    }
    let condition = condition(&names, group, ordered, negated)?;
    Ok((symptoms, condition))
}

fn condition(
    names: &[(String, u32)],
    group: &Group,
    ordered: bool,
    negated: bool,
) -> Result<String, &'static str> {
    let within = group.window.as_deref().map(window).transpose()?;
    let within = within.map(|window| format!(", within: {window}")).unwrap_or_default();
    let without = if negated { ", without: stopped" } else { "" };
    let correlation = match names {
        [(name, 1)] => {
            let not = if negated { " and not stopped" } else { "" };
            return Ok(format!("{name}{not}"));
        }
        [(name, count)] => format!("count: {{of: {name}, at_least: {count}}}"),
        _ if ordered => {
            let steps =
                names.iter().flat_map(|(name, count)| std::iter::repeat_n(name.as_str(), *count as usize));
            let steps: Vec<&str> = steps.take(MOST_STEPS + 1).collect();
            if steps.len() > MOST_STEPS {
                return Err("it counts to a high number inside of a sequence");
            }
            format!("sequence: [{}]", steps.join(", "))
        }
        _ if names.iter().any(|(_, count)| *count > 1) => {
            return Err("it counts one term beside others of a set");
        }
        _ => {
            let parts: Vec<&str> = names.iter().map(|(name, _)| name.as_str()).collect();
            if within.is_empty() {
                let not = if negated { " and not stopped" } else { "" };
                return Ok(format!("{}{not}", parts.join(" and ")));
            }
            format!("together: [{}]", parts.join(", "))
        }
    };
    Ok(format!("{{{correlation}{within}{without}}}"))
}

/// A length of time: Go writes several units one after the other, `1m30s`.
fn window(text: &str) -> Result<String, &'static str> {
    let mut seconds = 0_u64;
    let mut rest = text.trim();
    while !rest.is_empty() {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let number: u64 = rest[..digits].parse().map_err(|_| "its window is no length of time")?;
        let unit = &rest[digits..];
        let (factor, length) = match unit.as_bytes() {
            [b'm', b's', ..] => (0, 2),
            [b's', ..] => (1, 1),
            [b'm', ..] => (60, 1),
            [b'h', ..] => (3600, 1),
            _ => return Err("its window is no length of time"),
        };
        seconds = seconds.saturating_add(number.saturating_mul(factor));
        rest = &unit[length..];
    }
    // Less than a second is a second: most logs count in seconds.
    Ok(format!("{}s", seconds.max(1)))
}

/// Any of the terms, as keys with values.
fn predicates(terms: &[Term], lines: Lines) -> Result<Vec<(&'static str, Vec<String>)>, &'static str> {
    let literals: Option<Vec<&str>> = terms
        .iter()
        .map(|term| match &term.test {
            Test::Value(value) if structured(value).is_none() => Some(value.trim()),
            _ => None,
        })
        .collect();
    if let Some(literals) = literals {
        let values: Vec<String> = literals.into_iter().map(literal).collect();
        return Ok(vec![("text", values)]);
    }
    let mut patterns = Vec::new();
    for term in terms {
        let pattern = match &term.test {
            Test::Value(value) => regex::escape(value.trim()),
            Test::Regex(pattern) => sound(pattern).ok_or("its expression has no counterpart")?,
            Test::Jq => return Err("it asks a JSON document by a jq program"),
        };
        // What was an object on one line is a line for each member.
        patterns.extend(structured(&pattern).map(|pattern| format!("(?s){pattern}")));
        patterns.push(if lines == Lines::All { format!("(?s){pattern}") } else { pattern });
    }
    Ok(vec![("text|re", patterns)])
}

/// A member of a JSON object, up to its value.
static MEMBER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#""([\w.@$-]+)"(?:\\s\*|\s*):(?:\\s\*|\s*)"?"#).ok());

/// The same for an event that was read from JSON, whose text is lines of `name: value`; `None` when it names no member.
fn structured(pattern: &str) -> Option<String> {
    let member = MEMBER.as_ref()?;
    let pattern = pattern.replace("\\\"", "\"");
    let replaced = member.is_match(&pattern).then(|| member.replace_all(&pattern, "${1}: ").replace('"', ""));
    replaced.filter(|pattern| Regex::new(pattern).is_ok())
}

/// The expression as kbmatch reads it: Go takes a brace that counts nothing as itself.
fn sound(pattern: &str) -> Option<String> {
    if Regex::new(pattern).is_ok() {
        return Some(pattern.to_owned());
    }
    let mut escaped = String::with_capacity(pattern.len() + 8);
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                escaped.push(c);
                escaped.extend(chars.next());
            }
            '{' if !chars.peek().is_some_and(char::is_ascii_digit) => escaped.push_str(r"\{"),
            c => escaped.push(c),
        }
    }
    Regex::new(&escaped).is_ok().then_some(escaped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_are_seconds() {
        assert_eq!(window("30s").as_deref(), Ok("30s"));
        assert_eq!(window("1m30s").as_deref(), Ok("90s"));
        assert_eq!(window("500ms").as_deref(), Ok("1s"));
        assert!(window("soon").is_err());
    }

    #[test]
    fn a_brace_that_counts_nothing_is_itself() {
        assert_eq!(sound(r"a{2}").as_deref(), Some(r"a{2}"));
        assert_eq!(sound(r"({name}").as_deref(), None);
        assert_eq!(sound(r"gave {code\}").as_deref(), Some(r"gave \{code\}"));
    }

    #[test]
    fn a_member_of_an_object_is_also_a_line() {
        assert_eq!(structured(r#""code":\s*(?:500|503)"#).as_deref(), Some("code: (?:500|503)"));
        assert_eq!(structured(r#""level":"error""#).as_deref(), Some("level: error"));
        assert_eq!(structured("no member"), None);
    }
}
