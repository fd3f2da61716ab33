//! The front matter of an article.

use super::day::Day;
use super::diagnostic::DiagnosticCode;
use super::markdown::Markdown;
use super::problems::{Problems, suggest_or_list};
use super::products::{self, Spelling};
use super::rule;
use super::yaml::{Fields, Node, Value};
use crate::Span;
use crate::article::{Article, Body, Href, License, Origin, Severity, Source};

pub(super) const KEYS: [&str; 16] = [
    "id", "title", "draft", "severity", "products", "versions", "tags", "sources", "origin", "license",
    "symptoms", "match", "causes", "supports", "capture", "related",
];

pub(super) const SOURCE_KEYS: [&str; 3] = ["url", "title", "updated"];
pub(super) const ORIGIN_KEYS: [&str; 2] = ["file", "line"];
pub(super) const LICENSE_KEYS: [&str; 3] = ["name", "url", "attribution"];

/// What the front matter says; the article's body and area are still empty.
pub(super) struct Front {
    pub(super) article: Article,
    pub(super) id_span: Span,
    /// Ids that it refers to.
    pub(super) references: Vec<(String, Span)>,
    /// Where each cause is defined.
    pub(super) causes: Vec<(String, Span)>,
    pub(super) places: Places,
}

/// Where things stand that are checked over the whole base.
#[derive(Debug)]
pub(super) struct Places {
    /// The condition under which the article matches.
    pub(super) matches: Span,
    /// When its sources were last changed.
    pub(super) updated: Vec<(Day, Span)>,
}

/// Reads the front matter; `None` when something that the rest needs is missing, which is then reported.
/// An article that is no draft may lack symptoms only where `may_lack_symptoms` says so.
pub(super) fn read(root: &Node, may_lack_symptoms: bool, problems: &mut Problems<'_>) -> Option<Front> {
    let fields = root.fields(&KEYS, problems)?;
    let id = fields.need("id", problems).and_then(|node| Some((id(node, problems)?, node.span)));
    let title = fields.need("title", problems).and_then(|node| one_line(node, problems));
    let severity = fields.need("severity", problems).and_then(|node| severity(node, problems));
    let products = fields.need("products", problems).map(|node| products(node, problems));
    let draft = fields.get("draft").is_some_and(|node| flag(node, problems));
    let mut updated = Vec::new();
    // A draft's sources may still have to be found.
    let unsourced = fields
        .get("sources")
        .is_none_or(|node| matches!(&node.value, Value::List(items) if items.is_empty()));
    let sources = match draft && unsourced {
        true => Some(Vec::new()),
        false => fields.need("sources", problems).map(|node| sources(node, &mut updated, problems)),
    };
    let optional = |key, problems: &mut Problems<'_>| {
        fields.get(key).map(|node| strings(node, problems)).unwrap_or_default()
    };
    let (versions, tags) = (optional("versions", problems), optional("tags", problems));
    let origin = fields.get("origin").map(|node| origin(node, problems));
    let license = fields.get("license").map(|node| license(node, problems));
    let references = references(fields, problems);
    let rule = rule::read(fields, draft || may_lack_symptoms, problems);
    let (id, id_span) = id?;
    let (rule, causes) = rule?;
    let article = Article {
        id,
        area: String::new(),
        title: title?,
        draft,
        severity: severity?,
        products: products?,
        versions,
        tags,
        sources: sources?,
        origin: origin.flatten(),
        license: license.flatten(),
        related: references.iter().map(|(id, _)| id.clone()).collect(),
        body: Body::default(),
        rule,
    };
    let matches = fields.get("match").map(|node| node.span).unwrap_or_default();
    Some(Front { article, id_span, references, causes, places: Places { matches, updated } })
}

fn references(fields: Fields<'_>, problems: &mut Problems<'_>) -> Vec<(String, Span)> {
    let related = fields.get("related").map(|node| node.texts(problems)).unwrap_or_default();
    related.into_iter().map(|(id, span)| (id.to_owned(), span)).collect()
}

fn id(node: &Node, problems: &mut Problems<'_>) -> Option<String> {
    let text = node.text(problems)?;
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if text.is_empty() || !text.chars().all(fits) || text.starts_with('-') {
        problems
            .add(DiagnosticCode::InvalidValue, node.span, format!("`{text}` is no id"))
            .hint("an id is made of lower-case letters, digits and hyphens, as in `kb3193683`");
        return None;
    }
    Some(text.to_owned())
}

fn one_line(node: &Node, problems: &mut Problems<'_>) -> Option<String> {
    let text = node.text(problems)?.trim();
    if text.is_empty() || text.contains('\n') {
        problems.add(DiagnosticCode::InvalidValue, node.span, "this must be one line, and not empty");
        return None;
    }
    Some(text.to_owned())
}

fn severity(node: &Node, problems: &mut Problems<'_>) -> Option<Severity> {
    const ALL: [Severity; 4] = [Severity::Critical, Severity::Error, Severity::Warning, Severity::Info];
    let text = node.text(problems)?;
    let known = ALL.into_iter().find(|severity| severity.name() == text);
    if known.is_none() {
        problems
            .add(DiagnosticCode::InvalidValue, node.span, format!("`{text}` is no severity"))
            .hint_or_fix(
                ALL.map(Severity::name).into_iter().find(|name| text.eq_ignore_ascii_case(name)),
                || suggest_or_list(text, &ALL.map(Severity::name)),
            );
    }
    known
}

fn products(node: &Node, problems: &mut Problems<'_>) -> Vec<String> {
    let names = node.texts(problems);
    for (name, span) in &names {
        let near = match products::spelling(name) {
            Spelling::Right => continue,
            Spelling::Other(known) => {
                problems
                    .add(DiagnosticCode::ProductName, *span, format!("`{name}` is called `{known}` here"))
                    .fix(known);
                continue;
            }
            Spelling::Near(known) => known,
        };
        problems
            .add(DiagnosticCode::ProductName, *span, format!("`{name}` is no product that is known here"))
            .hint(format!("did you mean `{near}`?"));
    }
    names.into_iter().map(|(name, _)| name.to_owned()).collect()
}

fn strings(node: &Node, problems: &mut Problems<'_>) -> Vec<String> {
    node.texts(problems).into_iter().map(|(text, _)| text.to_owned()).collect()
}

fn sources(node: &Node, updated: &mut Vec<(Day, Span)>, problems: &mut Problems<'_>) -> Vec<Source> {
    let items = node.items(problems);
    if items.is_empty() {
        problems
            .add(DiagnosticCode::InvalidValue, node.span, "an article needs a source for its facts")
            .hint("add `{url: https://..., title: ..., updated: 2020-06-08}`");
    }
    items.iter().filter_map(|item| source(item, updated, problems)).collect()
}

fn source(node: &Node, updates: &mut Vec<(Day, Span)>, problems: &mut Problems<'_>) -> Option<Source> {
    let fields = node.fields(&SOURCE_KEYS, problems)?;
    let url = fields.need("url", problems).and_then(|node| url(node, problems));
    let title = fields.need("title", problems).and_then(|node| one_line(node, problems));
    let updated = match fields.get("updated") {
        None => None,
        Some(node) => {
            let day = date(node, problems)?;
            updates.push((day, node.span));
            Some(day.to_string())
        }
    };
    Some(Source { url: url?, title: title?, updated })
}

fn origin(node: &Node, problems: &mut Problems<'_>) -> Option<Origin> {
    let fields = node.fields(&ORIGIN_KEYS, problems)?;
    let file = fields.need("file", problems).and_then(|node| one_line(node, problems));
    let line = fields.get("line").and_then(|node| {
        let line = node.text(problems)?.parse().ok().filter(|line| *line > 0);
        if line.is_none() {
            problems.add(DiagnosticCode::InvalidValue, node.span, "a line is a number from 1");
        }
        line
    });
    Some(Origin { file: file?, line })
}

fn license(node: &Node, problems: &mut Problems<'_>) -> Option<License> {
    let fields = node.fields(&LICENSE_KEYS, problems)?;
    let name = fields.need("name", problems).and_then(|node| one_line(node, problems));
    let link = fields.get("url").map(|node| url(node, problems));
    let attribution = fields.need("attribution", problems).and_then(|node| one_line(node, problems));
    Some(License { name: name?, url: link.flatten(), attribution: attribution? })
}

fn flag(node: &Node, problems: &mut Problems<'_>) -> bool {
    let text = node.text(problems);
    if text.is_some_and(|text| text != "true" && text != "false") {
        problems.add(DiagnosticCode::InvalidValue, node.span, "this is `true` or `false`");
    }
    text == Some("true")
}

fn url(node: &Node, problems: &mut Problems<'_>) -> Option<Href> {
    let text = node.text(problems)?;
    match Href::new(text) {
        Ok(href) if href.is_external() => Some(href),
        Ok(_) => {
            problems.add(DiagnosticCode::UnsafeLink, node.span, "this needs an absolute address");
            None
        }
        Err(error) => {
            problems.add(DiagnosticCode::UnsafeLink, node.span, error.to_string());
            None
        }
    }
}

fn date(node: &Node, problems: &mut Problems<'_>) -> Option<Day> {
    let text = node.text(problems)?;
    let day = text.parse().ok();
    if day.is_none() {
        problems
            .add(DiagnosticCode::InvalidValue, node.span, format!("`{text}` is no date"))
            .hint_or_fix(Day::meant_by(text).map(|day| day.to_string()), || {
                "write year, month, day: 2020-06-08".to_owned()
            });
    }
    day
}

/// Checks that front matter and body speak of the same causes, and that every fill-in has a capture.
pub(super) fn check_against_body(front: &Front, markdown: &Markdown, problems: &mut Problems<'_>) {
    for (name, span) in &markdown.causes {
        if !front.causes.iter().any(|(known, _)| known == name) {
            problems
                .add(DiagnosticCode::CauseMismatch, *span, format!("the cause `{name}` has no condition"))
                .hint(format!("add it to the front matter: `causes: {{{name}: {{when: ...}}}}`"));
        }
    }
    for (name, span) in &front.causes {
        if !markdown.cause_sections.contains(name) {
            problems
                .add(DiagnosticCode::CauseMismatch, *span, format!("the cause `{name}` has no section"))
                .hint(format!("add a section `## Cause: {name}` to the body"));
        }
    }
    let captures = &front.article.rule.captures;
    for (name, span) in &markdown.fills {
        if !captures.iter().any(|capture| capture.name == *name) {
            let known: Vec<&str> = captures.iter().map(|capture| capture.name.as_str()).collect();
            problems.add(DiagnosticCode::Fill, *span, format!("no capture is called `{name}`")).hint(
                if known.is_empty() {
                    format!("add `capture: {{{name}: ...}}` to the front matter")
                } else {
                    suggest_or_list(name, &known)
                },
            );
        }
    }
}
