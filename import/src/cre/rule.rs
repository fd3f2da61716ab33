//! A rule's file as data.

use saphyr::{LoadableYamlNode, Yaml};

/// A rule.
#[derive(Debug, Default)]
pub(super) struct Rule {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) severity: i64,
    pub(super) author: Option<String>,
    pub(super) tags: Vec<String>,
    pub(super) applications: Vec<String>,
    pub(super) references: Vec<String>,
    pub(super) description: String,
    pub(super) impact: String,
    pub(super) cause: String,
    pub(super) mitigation: String,
    /// The line of its id, from 1.
    pub(super) line: u32,
    pub(super) asks: Asks,
}

/// What a rule asks for.
#[derive(Debug, Default)]
pub(super) enum Asks {
    /// Nothing that is known.
    #[default]
    Nothing,
    /// All of these, in any order.
    Set(Group),
    /// These, in this order.
    Sequence(Group),
}

/// Terms, and what may not come with them.
#[derive(Debug, Default)]
pub(super) struct Group {
    pub(super) terms: Vec<Term>,
    pub(super) negated: Vec<Term>,
    /// As it is written: `30s`.
    pub(super) window: Option<String>,
}

/// What a line must hold.
#[derive(Clone, Debug)]
pub(super) struct Term {
    pub(super) test: Test,
    /// In how many lines, at least.
    pub(super) count: u32,
}

#[derive(Clone, Debug)]
pub(super) enum Test {
    /// This text.
    Value(String),
    /// A match of this expression, in Go's syntax.
    Regex(String),
    /// What this program says of a JSON document.
    Jq,
}

/// The rules of a file; none when it holds none.
pub(super) fn read(text: &str) -> Vec<Rule> {
    let Some(root) = Yaml::load_from_str(text).ok().and_then(|documents| documents.into_iter().next()) else {
        return Vec::new();
    };
    let named = root.as_mapping_get("terms");
    let rules =
        root.as_mapping_get("rules").and_then(Yaml::as_sequence).map(Vec::as_slice).unwrap_or_default();
    rules.iter().filter_map(|node| rule(node, named, text)).collect()
}

fn rule(node: &Yaml<'_>, named: Option<&Yaml<'_>>, text: &str) -> Option<Rule> {
    let cre = node.as_mapping_get("cre")?;
    let text_of = |key: &str| cre.as_mapping_get(key).and_then(scalar).unwrap_or_default();
    let id = text_of("id");
    let applications = list(cre, "applications");
    let asks = node.as_mapping_get("rule").map(|rule| asks(rule, named)).unwrap_or_default();
    Some(Rule {
        line: line_of(text, &id),
        title: one_line(&text_of("title")),
        severity: cre.as_mapping_get("severity").and_then(Yaml::as_integer).unwrap_or(1),
        author: Some(one_line(&text_of("author"))).filter(|author| !author.is_empty()),
        tags: list(cre, "tags").iter().filter_map(scalar).collect(),
        applications: applications
            .iter()
            .filter_map(|application| application.as_mapping_get("name").and_then(scalar))
            .map(|name| one_line(&name))
            .collect(),
        references: list(cre, "references").iter().filter_map(scalar).map(|url| one_line(&url)).collect(),
        description: text_of("description"),
        impact: text_of("impact"),
        cause: text_of("cause"),
        mitigation: text_of("mitigation"),
        id,
        asks,
    })
}

/// The line that names the id.
fn line_of(text: &str, id: &str) -> u32 {
    let at = text.lines().position(|line| line.contains("id:") && line.contains(id));
    at.and_then(|at| u32::try_from(at + 1).ok()).unwrap_or(1)
}

fn asks(rule: &Yaml<'_>, named: Option<&Yaml<'_>>) -> Asks {
    let sequence = rule.as_mapping_get("sequence").map(|node| group(node, "order", named));
    let set = rule.as_mapping_get("set").map(|node| group(node, "match", named));
    match (sequence, set) {
        (Some(group), None) => Asks::Sequence(group),
        // Of a rule with both, the set names the events of the failure itself.
        (_, Some(group)) => Asks::Set(group),
        (None, None) => Asks::Nothing,
    }
}

fn group(node: &Yaml<'_>, key: &str, named: Option<&Yaml<'_>>) -> Group {
    let terms = |key| list(node, key).iter().filter_map(|item| term(item, named)).collect();
    Group {
        terms: terms(key),
        negated: terms("negate"),
        window: node.as_mapping_get("window").and_then(scalar),
    }
}

/// A term is a text, the name of a term, or a map.
fn term(node: &Yaml<'_>, named: Option<&Yaml<'_>>) -> Option<Term> {
    if let Some(text) = scalar(node) {
        return match named.and_then(|named| named.as_mapping_get(&text)) {
            Some(known) => term(known, None),
            None => Some(Term { test: Test::Value(text), count: 1 }),
        };
    }
    let get = |key| node.as_mapping_get(key).and_then(scalar);
    let test = match (get("value"), get("regex"), get("jq")) {
        (Some(value), ..) => Test::Value(value),
        (_, Some(regex), _) => Test::Regex(regex),
        (.., Some(_)) => Test::Jq,
        _ => return None,
    };
    let count = node.as_mapping_get("count").and_then(Yaml::as_integer).unwrap_or(1);
    Some(Term { test, count: u32::try_from(count).unwrap_or(1).max(1) })
}

fn list<'y, 'i>(node: &'y Yaml<'i>, key: &str) -> &'y [Yaml<'i>] {
    node.as_mapping_get(key).and_then(Yaml::as_sequence).map(Vec::as_slice).unwrap_or_default()
}

fn scalar(node: &Yaml<'_>) -> Option<String> {
    match node {
        Yaml::Representation(text, ..) => Some(text.to_string()),
        other => match (other.as_str(), other.as_integer(), other.as_floating_point()) {
            (Some(text), ..) => Some(text.to_owned()),
            (_, Some(number), _) => Some(number.to_string()),
            (.., Some(number)) => Some(number.to_string()),
            _ => None,
        },
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
