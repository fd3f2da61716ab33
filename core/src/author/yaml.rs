//! YAML as a tree of nodes with spans.
//!
//! Scalars stay text: what `0xCAA2000C` or `1511` is, the reader of the key decides. Anchors, aliases and tags are refused,
//! which also rules out documents that grow as they are expanded.

use super::diagnostic::DiagnosticCode;
use super::problems::{Problems, suggest_or_list, suggestion};
use crate::Span;
use saphyr_parser::{Event, Parser, ScalarStyle};

/// A node and its place in the file.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) span: Span,
    pub(super) value: Value,
}

/// What a node is.
#[derive(Debug)]
pub(super) enum Value {
    /// Nothing, or `null`.
    Null,
    /// Any scalar, as text.
    Scalar(String),
    List(Vec<Node>),
    Map(Vec<(Key, Node)>),
}

/// A key of a map.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) span: Span,
    pub(super) text: String,
}

/// How deep a document may nest.
const MAX_DEPTH: usize = 32;

/// Parses one document. `base` is the offset of `text` in its file. Reports every mistake; `None` when there is no tree.
pub(super) fn parse(text: &str, base: usize, problems: &mut Problems<'_>) -> Option<Node> {
    let offsets: Vec<usize> =
        text.char_indices().map(|(at, _)| base + at).chain([base + text.len()]).collect();
    let mut reader = Reader { parser: Parser::new_from_str(text), text, base, offsets, problems };
    loop {
        match reader.next()? {
            (Event::StreamStart | Event::DocumentStart(_), _) => {}
            (Event::StreamEnd | Event::DocumentEnd, span) => return Some(Node { span, value: Value::Null }),
            first => return reader.node(first, 0),
        }
    }
}

struct Reader<'a, 'p, 'f> {
    parser: Parser<'a, saphyr_parser::StrInput<'a>>,
    text: &'a str,
    /// Offset of the text in its file.
    base: usize,
    /// Byte offsets in the file of the characters of the text.
    offsets: Vec<usize>,
    problems: &'p mut Problems<'f>,
}

impl<'a> Reader<'a, '_, '_> {
    fn next(&mut self) -> Option<(Event<'a>, Span)> {
        match self.parser.next()? {
            Ok((event, span)) => {
                let (start, end) = (span.start.index(), span.end.index());
                // Blocks end where the next token begins: without the white space before it.
                let blank = |at: usize| self.text[at..].starts_with(char::is_whitespace);
                let end = (start..end).rev().find(|&at| !blank(self.local(at))).map_or(start, |at| at + 1);
                Some((event, Span::new(self.offset(start), self.offset(end))))
            }
            Err(error) => {
                let at = self.offset(error.marker().index());
                self.problems
                    .add(
                        DiagnosticCode::Yaml,
                        Span::new(at, at),
                        format!("this is not valid YAML: {}", error.info()),
                    )
                    .hint("quote values that hold `: `, ` #`, or begin with one of * & ! { [ @ ` %");
                None
            }
        }
    }

    /// The offset in the text of a character.
    fn local(&self, index: usize) -> usize {
        self.offset(index) - self.base
    }

    fn offset(&self, index: usize) -> usize {
        let last = self.offsets.len() - 1;
        self.offsets[index.min(last)]
    }

    fn node(&mut self, (event, span): (Event<'a>, Span), depth: usize) -> Option<Node> {
        if depth > MAX_DEPTH {
            self.problems.add(DiagnosticCode::Yaml, span, "this is nested too deeply");
            return None;
        }
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse(anchor != 0 || tag.is_some(), span)?;
                let null = style == ScalarStyle::Plain && matches!(&*text, "" | "~" | "null");
                let value = if null { Value::Null } else { Value::Scalar(text.into_owned()) };
                Some(Node { span, value })
            }
            Event::SequenceStart(anchor, tag) => {
                self.refuse(anchor != 0 || tag.is_some(), span)?;
                self.list(span, depth)
            }
            Event::MappingStart(anchor, tag) => {
                self.refuse(anchor != 0 || tag.is_some(), span)?;
                self.map(span, depth)
            }
            _ => {
                self.refuse(true, span)?;
                None
            }
        }
    }

    fn refuse(&mut self, refused: bool, span: Span) -> Option<()> {
        if refused {
            self.problems
                .add(DiagnosticCode::Yaml, span, "anchors, aliases and tags are not used in articles")
                .hint("write the value out; quote it when it begins with `&`, `*` or `!`");
            return None;
        }
        Some(())
    }

    fn list(&mut self, start: Span, depth: usize) -> Option<Node> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, end) => {
                    let span = Span::new(start.start, end.end.max(start.end));
                    return Some(Node { span, value: Value::List(items) });
                }
                other => items.push(self.node(other, depth + 1)?),
            }
        }
    }

    fn map(&mut self, start: Span, depth: usize) -> Option<Node> {
        let mut entries: Vec<(Key, Node)> = Vec::new();
        loop {
            let key = match self.next()? {
                (Event::MappingEnd, end) => {
                    let end = entries.last().map_or(end.end, |(_, last)| last.span.end);
                    let span = Span::new(start.start, end.max(start.end));
                    return Some(Node { span, value: Value::Map(entries) });
                }
                other => self.node(other, depth + 1)?,
            };
            let following = self.next()?;
            let value = self.node(following, depth + 1)?;
            let Value::Scalar(text) = key.value else {
                self.problems.add(DiagnosticCode::Yaml, key.span, "a key must be plain text");
                continue;
            };
            if entries.iter().any(|(known, _)| known.text == text) {
                self.problems
                    .add(DiagnosticCode::DuplicateKey, key.span, format!("`{text}` comes twice"))
                    .hint("keep one; two values for one key are a list");
                continue;
            }
            entries.push((Key { span: key.span, text }, value));
        }
    }
}

impl Node {
    /// The text of a scalar; anything else is a mistake.
    pub(super) fn text(&self, problems: &mut Problems<'_>) -> Option<&str> {
        match &self.value {
            Value::Scalar(text) => Some(text),
            other => {
                problems.add(
                    DiagnosticCode::WrongType,
                    self.span,
                    format!("expected text, found {}", other.kind()),
                );
                None
            }
        }
    }

    /// A list of texts; anything else is a mistake.
    pub(super) fn texts(&self, problems: &mut Problems<'_>) -> Vec<(&str, Span)> {
        let items = self.items(problems);
        items.iter().filter_map(|item| item.text(problems).map(|text| (text, item.span))).collect()
    }

    /// The items of a list; anything else is a mistake.
    pub(super) fn items(&self, problems: &mut Problems<'_>) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            other => {
                problems
                    .add(
                        DiagnosticCode::WrongType,
                        self.span,
                        format!("expected a list, found {}", other.kind()),
                    )
                    .hint("a list is written `[a, b]`, or one `- item` to a line");
                &[]
            }
        }
    }

    /// The entries of a map; anything else is a mistake.
    pub(super) fn entries(&self, problems: &mut Problems<'_>) -> Option<&[(Key, Node)]> {
        match &self.value {
            Value::Map(entries) => Some(entries),
            other => {
                problems.add(
                    DiagnosticCode::WrongType,
                    self.span,
                    format!("expected keys with values, found {}", other.kind()),
                );
                None
            }
        }
    }

    /// The entries of a map that knows only these keys; each unknown one is a mistake.
    pub(super) fn fields<'a>(&'a self, known: &'a [&str], problems: &mut Problems<'_>) -> Option<Fields<'a>> {
        let entries = self.entries(problems)?;
        for (key, _) in entries.iter().filter(|(key, _)| !known.contains(&key.text.as_str())) {
            problems
                .add(DiagnosticCode::UnknownKey, key.span, format!("unknown key `{}`", key.text))
                .hint(suggest_or_list(&key.text, known));
        }
        Some(Fields { span: self.span, entries, known })
    }
}

impl Value {
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Scalar(_) => "text",
            Self::List(_) => "a list",
            Self::Map(_) => "keys with values",
        }
    }
}

/// The entries of a map, by key.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a> {
    pub(super) span: Span,
    entries: &'a [(Key, Node)],
    known: &'a [&'a str],
}

impl<'a> Fields<'a> {
    pub(super) fn get(self, key: &str) -> Option<&'a Node> {
        self.entries.iter().find(|(known, _)| known.text == key).map(|(_, node)| node)
    }

    /// Whether an unknown key, which is reported, seems to mean this one.
    fn is_misspelt(self, key: &str) -> bool {
        let unknown =
            self.entries.iter().map(|(known, _)| known.text.as_str()).filter(|k| !self.known.contains(k));
        unknown.into_iter().any(|k| {
            suggestion(k, self.known.iter().copied()).is_some_and(|s| s.contains(&format!("`{key}`")))
        })
    }

    /// The value of a key that must be there.
    pub(super) fn need(self, key: &str, problems: &mut Problems<'_>) -> Option<&'a Node> {
        let found = self.get(key).filter(|node| !matches!(node.value, Value::Null));
        if found.is_none() && !self.is_misspelt(key) {
            let known = self.entries.iter().find(|(known, _)| known.text == key);
            let span = known.map_or(Span::new(self.span.start, self.span.start), |(key, _)| key.span);
            problems.add(DiagnosticCode::MissingKey, span, format!("`{key}` is needed here"));
        }
        found
    }
}
