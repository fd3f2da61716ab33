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
            return Self { valued: Some(field), ..Self::key(Key::value(field, literal.as_str())) };
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
        Needle::Literal(literal) => {
            usable(fold(literal.as_str())).map(|literal| Need::literals(vec![literal]))
        }
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

/// More texts than so many are not told apart.
const MAX_ALTERNATIVES: usize = 32;

/// What is known of a part of an expression.
struct Part {
    /// The only texts that it matches, up to folding.
    exact: Option<Vec<String>>,
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
            HirKind::Empty | HirKind::Look(_) => Self::exact(vec![String::new()]),
            HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
                Ok(text) => Self::exact(vec![text.to_owned()]),
                Err(_) => Self::unknown(),
            },
            HirKind::Class(Class::Unicode(class)) => chars_of(class).map_or_else(Self::unknown, Self::exact),
            HirKind::Class(Class::Bytes(_)) => Self::unknown(),
            HirKind::Capture(capture) => Self::of(&capture.sub),
            HirKind::Repetition(repetition) => {
                let part = Self::of(&repetition.sub);
                match (repetition.min, part) {
                    (0, Self { exact: Some(texts), .. }) if repetition.max == Some(1) => {
                        Self::exact(texts.into_iter().chain([String::new()]).collect())
                    }
                    (0, _) => Self::unknown(),
                    // Any run of white space folds to one space.
                    (1.., Self { exact: Some(texts), .. }) if texts.iter().all(|text| fold(text) == " ") => {
                        Self::exact(texts)
                    }
                    (1.., part) => Self { exact: None, ..part },
                }
            }
            HirKind::Concat(parts) => Self::concat(parts),
            HirKind::Alternation(parts) => Self::alternation(parts),
        }
    }

    fn exact(texts: Vec<String>) -> Self {
        let best = texts.iter().map(|text| usable(fold(text))).collect::<Option<Vec<_>>>();
        Self { best: best.map(unique), exact: Some(texts), others: Vec::new() }
    }

    fn unknown() -> Self {
        Self { exact: None, best: None, others: Vec::new() }
    }

    fn concat(parts: &[Hir]) -> Self {
        let nothing = || vec![String::new()];
        let mut needed: Vec<Vec<String>> = Vec::new();
        let mut runs = nothing();
        let mut whole = true;
        for part in parts.iter().map(Self::of) {
            let longer = part.exact.as_ref().and_then(|texts| joined(&runs, texts));
            whole = whole && longer.is_some();
            match (longer, part.exact) {
                (Some(longer), _) => runs = longer,
                (None, Some(texts)) => needed.extend(Self::exact(std::mem::replace(&mut runs, texts)).best),
                (None, None) => {
                    needed.extend(Self::exact(std::mem::replace(&mut runs, nothing())).best);
                    needed.extend(part.best);
                    needed.extend(part.others);
                }
            }
        }
        if whole {
            return Self::exact(runs);
        }
        needed.extend(Self::exact(runs).best);
        let best = needed.iter().cloned().map(Some).fold(None, better);
        needed.retain(|list| Some(list) != best.as_ref());
        needed.truncate(MAX_OTHERS);
        Self { exact: None, best, others: needed }
    }

    fn alternation(parts: &[Hir]) -> Self {
        let parts: Vec<Self> = parts.iter().map(Self::of).collect();
        let few = |lists: Option<Vec<Vec<String>>>| {
            lists.map(|lists| unique(lists.concat())).filter(|texts| texts.len() <= MAX_ALTERNATIVES)
        };
        let best = few(parts.iter().map(|part| part.best.clone()).collect());
        let exact = few(parts.into_iter().map(|part| part.exact).collect());
        Self { exact, best, others: Vec::new() }
    }
}

fn unique(mut texts: Vec<String>) -> Vec<String> {
    texts.sort_unstable();
    texts.dedup();
    texts
}

/// Each of the first texts before each of the second; `None` when that are too many.
fn joined(first: &[String], second: &[String]) -> Option<Vec<String>> {
    let all = || first.iter().flat_map(|a| second.iter().map(move |b| format!("{a}{b}")));
    (first.len() * second.len() <= MAX_ALTERNATIVES).then(|| all().collect())
}

/// The set whose shortest literal is the longer one.
fn better(a: Option<Vec<String>>, b: Option<Vec<String>>) -> Option<Vec<String>> {
    let shortest = |set: &Vec<String>| set.iter().map(String::len).min().unwrap_or_default();
    match (a, b) {
        (Some(a), Some(b)) => Some(if shortest(&b) > shortest(&a) { b } else { a }),
        (a, b) => a.or(b),
    }
}

/// A class of few characters; those that folding makes one, as the cases of a letter or white space, count as one.
fn chars_of(class: &ClassUnicode) -> Option<Vec<String>> {
    const MOST: usize = 40;
    let chars: Vec<char> =
        class.iter().flat_map(|range| range.start()..=range.end()).take(MOST + 1).collect();
    let mut folded = Vec::new();
    let mut texts = Vec::new();
    for c in &chars {
        let text = c.to_string();
        let key = fold(&text);
        if !folded.contains(&key) {
            folded.push(key);
            texts.push(text);
        }
    }
    (chars.len() <= MOST && (1..=MAX_ALTERNATIVES).contains(&texts.len())).then_some(texts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn literals(pattern: &str) -> Vec<String> {
        literals_in(pattern).unwrap_or_default().literals
    }

    #[test]
    fn the_longest_sure_part_of_an_expression_is_needed() {
        assert_eq!(literals(r"(?i)\baz (?:login|account)\b"), ["az account", "az login"]);
        assert_eq!(literals("AADSTS[0-9]+: the"), ["aadsts"]);
        assert_eq!(literals(r"(?i)https://[^\s/]+/adfs\b"), ["https://"]);
        assert_eq!(literals(r"Access\s+denied"), ["access denied"]);
        assert_eq!(literals("(?:abcd|ef)ghi|jklm"), ["abcdghi", "efghi", "jklm"]);
        assert_eq!(literals("(?:abcd|efgh)+x|jklm"), ["abcd", "efgh", "jklm"]);
    }

    #[test]
    fn few_texts_are_told_apart() {
        assert_eq!(literals("ab[xy]cd"), ["abxcd", "abycd"]);
        assert_eq!(literals(r"(?:[45][0-9]{2} |#)5\.(?:2\.3|3\.4)\b"), ["5.2.3", "5.3.4"]);
        assert_eq!(literals(r"\b(?:status|code)\s0x0*(?:7e|[23])"), ["code 0x", "status 0x"]);
        assert_eq!(literals(r"\.a?vhdx?\b"), [".avhd", ".avhdx", ".vhd", ".vhdx"]);
        assert_eq!(literals(r"[0-9]{2}[a-z][0-9]5"), [] as [&str; 0]);
    }

    #[test]
    fn every_sure_part_of_an_expression_is_known() {
        let need =
            literals_in(r"could not open (?:the|a) queue of .* agent in \d+ attempts").expect("literals");
        assert_eq!(need.literals, ["could not open a queue of ", "could not open the queue of "]);
        assert_eq!(need.others, [[" agent in "], [" attempts"]]);
    }

    #[test]
    fn what_may_be_missing_is_not_needed() {
        let patterns = [
            "(?:abcdef)?",
            "[a-z]+",
            "abcd|",
            "ab.cd",
            "(?:abcd|ef)ghi|jkl",
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
