//! What an event must show, cheaply found, for a predicate to be true on it.

use super::key::{FieldHash, Key};
use super::literals::GRAM;
use crate::event::{FieldKey, Header};
use crate::symptom::{Needle, Predicate, Subject, Test, TextTest};
use crate::text::fold;
use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind};

/// Without one of these, a predicate is not true. Both empty: it never is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Need {
    /// Keys of the event.
    pub(crate) keys: Vec<Key>,
    /// Folded texts, each at least [`GRAM`] bytes long, that stand in the event's folded text...
    pub(crate) literals: Vec<String>,
    /// Others of which the same holds: each of these lists has one that is there.
    pub(crate) others: Vec<Vec<String>>,
    /// ...or in the normal form of this header.
    pub(crate) normal: Option<Header>,
    /// Fields that keys of values ask for, and those that keys of presence do.
    pub(crate) valued: Option<FieldHash>,
    pub(crate) present: Option<FieldHash>,
}

impl Need {
    /// What `predicate` needs; `None` when it may be true on an event that shows nothing of it.
    pub(crate) fn of(predicate: &Predicate) -> Option<Self> {
        match (&predicate.subject, &predicate.test) {
            (Subject::Text, Test::Code(code)) => Some(Self::key(Key::code(code))),
            (Subject::Text, Test::Text(test)) => literals_of(test),
            (Subject::Text, Test::Regex(regex)) => literals_in(regex.as_str()),
            // Codes are looked for in the text, all else in fields.
            (Subject::Text, _) | (Subject::Field(_), Test::Code(_)) => Some(Self::default()),
            (Subject::Field(_), Test::Exists(false)) => None,
            (Subject::Field(FieldKey::Header(Header::Level)), Test::Level(level)) => {
                Some(Self::key(Key::level(*level)))
            }
            (Subject::Field(key), Test::Text(test)) => Some(Self::of_value(key, test)),
            (Subject::Field(key), Test::Regex(regex)) => {
                Some(literals_in(regex.as_str()).unwrap_or_else(|| Self::presence(key)))
            }
            (Subject::Field(key), Test::Exists(true) | Test::Level(_) | Test::Cidr(_) | Test::Number(..)) => {
                Some(Self::presence(key))
            }
        }
    }

    /// Whether it is that a field is there: most events have it.
    pub(crate) fn is_common(&self) -> bool {
        self.present.is_some()
    }

    fn of_value(key: &FieldKey, test: &TextTest) -> Self {
        if let (Needle::Literal(literal), true, true, false) =
            (&test.needle, test.at_start, test.at_end, test.cased)
        {
            let field = FieldHash::of(key);
            return Self { valued: Some(field), ..Self::key(Key::value(field, literal)) };
        }
        let Some(need) = literals_of(test) else { return Self::presence(key) };
        let normal = match key {
            FieldKey::Header(header) if !test.cased && *header != Header::Message => Some(*header),
            _ => None,
        };
        Self { normal, ..need }
    }

    fn key(key: Key) -> Self {
        Self { keys: vec![key], ..Self::default() }
    }

    fn literals(literals: Vec<String>) -> Self {
        Self { literals, ..Self::default() }
    }

    fn presence(key: &FieldKey) -> Self {
        let field = FieldHash::of(key);
        Self { present: Some(field), ..Self::key(Key::presence(field)) }
    }
}

fn literals_of(test: &TextTest) -> Option<Need> {
    match &test.needle {
        Needle::Literal(literal) => usable(fold(literal)).map(|literal| Need::literals(vec![literal])),
        Needle::Wildcards(regex) => literals_in(regex.as_str()),
    }
}

/// Of these folded texts one must stand in a folded text in which the expression matches, or matched before it was folded.
fn literals_in(pattern: &str) -> Option<Need> {
    let hir = regex_syntax::parse(pattern).ok()?;
    let part = Part::of(&hir);
    Some(Need { others: part.others, ..Need::literals(part.best?) })
}

fn usable(literal: String) -> Option<String> {
    (literal.len() >= GRAM).then_some(literal)
}

/// An alternation of more than so many is not taken apart.
const MAX_ALTERNATIVES: usize = 32;

/// What is known of a part of an expression.
struct Part {
    /// The only text that it matches, up to folding.
    exact: Option<String>,
    /// One of these must be there, folded.
    best: Option<Vec<String>>,
    /// And one of each of these.
    others: Vec<Vec<String>>,
}

/// So many lists of others are kept.
const MAX_OTHERS: usize = 8;

impl Part {
    fn of(hir: &Hir) -> Self {
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => Self::exact(String::new()),
            HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
                Ok(text) => Self::exact(text.to_owned()),
                Err(_) => Self::unknown(),
            },
            HirKind::Class(Class::Unicode(class)) => only_char(class).map_or_else(Self::unknown, Self::exact),
            HirKind::Class(Class::Bytes(_)) => Self::unknown(),
            HirKind::Capture(capture) => Self::of(&capture.sub),
            HirKind::Repetition(repetition) => {
                let part = Self::of(&repetition.sub);
                match (repetition.min, part) {
                    (0, _) => Self::unknown(),
                    // Any run of white space folds to one space.
                    (1.., Self { exact: Some(text), .. }) if fold(&text) == " " => Self::exact(text),
                    (1.., part) => Self { exact: None, ..part },
                }
            }
            HirKind::Concat(parts) => Self::concat(parts),
            HirKind::Alternation(parts) => Self::alternation(parts),
        }
    }

    fn exact(text: String) -> Self {
        let best = usable(fold(&text)).map(|literal| vec![literal]);
        Self { exact: Some(text), best, others: Vec::new() }
    }

    fn unknown() -> Self {
        Self { exact: None, best: None, others: Vec::new() }
    }

    fn concat(parts: &[Hir]) -> Self {
        let mut needed: Vec<Vec<String>> = Vec::new();
        let mut run = String::new();
        let mut whole = true;
        for part in parts.iter().map(Self::of) {
            match part.exact {
                Some(text) => run.push_str(&text),
                None => {
                    whole = false;
                    needed.extend(Self::exact(std::mem::take(&mut run)).best);
                    needed.extend(part.best);
                    needed.extend(part.others);
                }
            }
        }
        if whole {
            return Self::exact(run);
        }
        needed.extend(Self::exact(run).best);
        let best = needed.iter().cloned().map(Some).fold(None, better);
        needed.retain(|list| Some(list) != best.as_ref());
        needed.truncate(MAX_OTHERS);
        Self { exact: None, best, others: needed }
    }

    fn alternation(parts: &[Hir]) -> Self {
        let each = parts.iter().map(|part| Self::of(part).best);
        let all: Option<Vec<Vec<String>>> = each.collect();
        let mut literals: Vec<String> = all.unwrap_or_default().concat();
        literals.sort_unstable();
        literals.dedup();
        let known = (1..=MAX_ALTERNATIVES).contains(&literals.len());
        Self { exact: None, best: known.then_some(literals), others: Vec::new() }
    }
}

/// The set whose shortest literal is the longer one.
fn better(a: Option<Vec<String>>, b: Option<Vec<String>>) -> Option<Vec<String>> {
    let shortest = |set: &Vec<String>| set.iter().map(String::len).min().unwrap_or_default();
    match (a, b) {
        (Some(a), Some(b)) => Some(if shortest(&b) > shortest(&a) { b } else { a }),
        (a, b) => a.or(b),
    }
}

/// A class is a character when folding makes all of it one: the cases of a letter, white space.
fn only_char(class: &ClassUnicode) -> Option<String> {
    const MOST: usize = 40;
    let mut chars = class.iter().flat_map(|range| range.start()..=range.end());
    let first = chars.next()?;
    let folded = fold(first.encode_utf8(&mut [0; 4]));
    let same = |c: char| fold(c.encode_utf8(&mut [0; 4])) == folded;
    let rest: Vec<char> = chars.take(MOST + 1).collect();
    (rest.len() <= MOST && rest.into_iter().all(same)).then(|| first.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn literals(pattern: &str) -> Vec<String> {
        literals_in(pattern).unwrap_or_default().literals
    }

    #[test]
    fn the_longest_sure_part_of_an_expression_is_needed() {
        assert_eq!(literals(r"(?i)\baz (?:login|account)\b"), ["account", "login"]);
        assert_eq!(literals("AADSTS[0-9]+: the"), ["aadsts"]);
        assert_eq!(literals(r"(?i)https://[^\s/]+/adfs\b"), ["https://"]);
        assert_eq!(literals(r"Access\s+denied"), ["access denied"]);
        assert_eq!(literals("(?:abcd|ef)ghi|jklm"), [] as [&str; 0]);
        assert_eq!(literals("(?:abcd|efgh)+x|jklm"), ["abcd", "efgh", "jklm"]);
    }

    #[test]
    fn every_sure_part_of_an_expression_is_known() {
        let need =
            literals_in(r"could not open (?:the|a) queue of .* agent in \d+ attempts").expect("literals");
        assert_eq!(need.literals, ["could not open "]);
        assert_eq!(need.others, [[" queue of "], [" agent in "], [" attempts"]]);
    }

    #[test]
    fn what_may_be_missing_is_not_needed() {
        let patterns = [
            "(?:abcdef)?",
            "[a-z]+",
            "abcd|",
            "ab.cd",
            "ab[xy]cd",
            "stop+s",
            "x*",
            r"\d{4}",
            "(?:abcdef){0,3}",
        ];
        for pattern in patterns {
            assert_eq!(literals(pattern), [] as [&str; 0], "{pattern}");
        }
    }

    #[test]
    fn letters_without_case_are_letters() {
        assert_eq!(literals("(?i)SecKill"), ["seckill"]);
        assert_eq!(literals("[Ss]ervice"), ["service"]);
    }
}
