//! Conditions over symptoms: Sigma's condition grammar, and correlations.
//!
//! ```text
//! or    = and { "or" and }
//! and   = not { "and" not }
//! not   = "not" not | "(" or ")" | count "of" which | name
//! count = number | "any" | "all"
//! which = "them" | name-with-*
//! ```
//!
//! Source: Sigma specification 2.1, "Condition": <https://sigmahq.io/sigma-specification/specification/sigma-rules-specification.html>.

use super::diagnostic::DiagnosticCode;
use super::problems::{Problems, suggest_or_list, suggestion};
use super::yaml::{Fields, Node, Value};
use crate::Span;
use crate::event::FieldKey;
use crate::symptom::{Condition, Correlation, Expr, Pattern, SymptomId};

/// The symptoms of an article, and which of them are used.
pub(super) struct Names<'a> {
    names: &'a [&'a str],
    used: Vec<bool>,
    /// Whether some condition could not be read; it may have used any of them.
    failed: bool,
}

impl<'a> Names<'a> {
    pub(super) fn new(names: &'a [&'a str]) -> Self {
        Self { names, used: vec![false; names.len()], failed: false }
    }

    /// Remembers that a condition is missing.
    pub(super) fn fail(&mut self) {
        self.failed = true;
    }

    pub(super) fn is_used(&self, name: &str) -> bool {
        self.failed || self.names.iter().zip(&self.used).any(|(known, used)| *known == name && *used)
    }

    fn find(&mut self, name: &str, span: Span, problems: &mut Problems<'_>) -> Option<SymptomId> {
        let found = self.names.iter().position(|known| *known == name);
        match found {
            Some(at) => Some(self.mark(at)),
            None => {
                let hint = if self.names.is_empty() {
                    "this article has no symptoms".to_owned()
                } else {
                    suggest_or_list(name, self.names)
                };
                problems
                    .add(DiagnosticCode::UnknownSymptom, span, format!("there is no symptom `{name}`"))
                    .hint(hint);
                None
            }
        }
    }

    /// The symptoms that a pattern with `*` names.
    fn matching(&mut self, pattern: &str) -> Vec<SymptomId> {
        let fits = |name: &str| match pattern.split_once('*') {
            None => name == pattern,
            Some((head, tail)) => {
                name.len() >= head.len() + tail.len() && name.starts_with(head) && name.ends_with(tail)
            }
        };
        let found: Vec<usize> = (0..self.names.len()).filter(|&at| fits(self.names[at])).collect();
        found.into_iter().map(|at| self.mark(at)).collect()
    }

    fn mark(&mut self, at: usize) -> SymptomId {
        self.used[at] = true;
        SymptomId(at as u32)
    }
}

/// Reads a condition: text in the grammar above, or the keys of a correlation.
pub(super) fn read(node: &Node, names: &mut Names<'_>, problems: &mut Problems<'_>) -> Option<Condition> {
    let condition = condition(node, names, problems);
    if condition.is_none() {
        names.fail();
    }
    condition
}

fn condition(node: &Node, names: &mut Names<'_>, problems: &mut Problems<'_>) -> Option<Condition> {
    match &node.value {
        Value::Scalar(text) => formula(text, node.span, names, problems).map(Condition::Formula),
        Value::Map(_) => correlation(node, names, problems).map(Condition::Correlation),
        other => {
            problems
                .add(DiagnosticCode::WrongType, node.span, format!("expected a condition, found {}", other.kind()))
                .hint("a condition is `a and not b`, or a correlation such as `{sequence: [a, b], within: 10m}`");
            None
        }
    }
}

pub(super) const CORRELATION: [&str; 6] = ["sequence", "together", "count", "without", "within", "by"];

pub(super) const COUNT: [&str; 2] = ["of", "at_least"];

fn correlation(node: &Node, names: &mut Names<'_>, problems: &mut Problems<'_>) -> Option<Correlation> {
    let fields = node.fields(&CORRELATION, problems)?;
    let pattern = pattern(fields, names, problems);
    let without = fields.get("without").map(|node| symptom(node, names, problems));
    let within = fields.get("within").map(|node| duration(node, problems));
    let by = fields.get("by").map(|node| node.texts(problems)).unwrap_or_default();
    let by = by.into_iter().map(|(name, _)| FieldKey::from_article(name)).collect();
    Some(Correlation {
        pattern: pattern?,
        without: without.transpose_option()?,
        within_ms: within.transpose_option()?,
        by,
    })
}

trait TransposeOption<T> {
    /// A part that is there must be right; one that is not there is fine.
    fn transpose_option(self) -> Option<Option<T>>;
}

impl<T> TransposeOption<T> for Option<Option<T>> {
    fn transpose_option(self) -> Option<Option<T>> {
        match self {
            None => Some(None),
            Some(None) => None,
            Some(some) => Some(some),
        }
    }
}

fn pattern(fields: Fields<'_>, names: &mut Names<'_>, problems: &mut Problems<'_>) -> Option<Pattern> {
    let forms = [fields.get("sequence"), fields.get("together"), fields.get("count")];
    match forms {
        [Some(node), None, None] => Some(Pattern::Sequence(symptoms(node, names, problems)?)),
        [None, Some(node), None] => Some(Pattern::Together(symptoms(node, names, problems)?)),
        [None, None, Some(node)] => {
            let fields = node.fields(&COUNT, problems)?;
            let of = fields.need("of", problems).and_then(|node| symptom(node, names, problems));
            let at_least = fields.need("at_least", problems).and_then(|node| number(node, problems));
            Some(Pattern::Count { of: of?, at_least: at_least? })
        }
        _ => {
            problems
                .add(
                    DiagnosticCode::Correlation,
                    fields.span,
                    "a correlation has one of `sequence`, `together`, `count`",
                )
                .hint("for example `{sequence: [first, then], within: 10m, by: [computer]}`");
            None
        }
    }
}

fn symptoms(node: &Node, names: &mut Names<'_>, problems: &mut Problems<'_>) -> Option<Vec<SymptomId>> {
    let items = node.items(problems);
    if items.len() < 2 {
        problems.add(DiagnosticCode::Correlation, node.span, "this needs at least two symptoms");
        return None;
    }
    let ids: Vec<_> = items.iter().map(|item| symptom(item, names, problems)).collect();
    ids.into_iter().collect()
}

fn symptom(node: &Node, names: &mut Names<'_>, problems: &mut Problems<'_>) -> Option<SymptomId> {
    let name = node.text(problems)?;
    names.find(name, node.span, problems)
}

fn number(node: &Node, problems: &mut Problems<'_>) -> Option<u32> {
    let text = node.text(problems)?;
    let number = text.parse().ok().filter(|&n| n > 0);
    if number.is_none() {
        problems.add(DiagnosticCode::Correlation, node.span, format!("`{text}` is no number of events"));
    }
    number
}

/// `90s`, `10m`, `2h`, `1d` in milliseconds.
fn duration(node: &Node, problems: &mut Problems<'_>) -> Option<u64> {
    let text = node.text(problems)?;
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match &text[digits.len()..] {
        "s" => Some(1_000),
        "m" => Some(60_000),
        "h" => Some(3_600_000),
        "d" => Some(86_400_000),
        _ => None,
    };
    let value =
        unit.and_then(|unit| digits.parse::<u32>().ok().map(|n| u64::from(n) * unit)).filter(|&ms| ms > 0);
    if value.is_none() {
        problems
            .add(DiagnosticCode::Correlation, node.span, format!("`{text}` is no length of time"))
            .hint("write a number with s, m, h or d, as in `10m`");
    }
    value
}

/// How deep a formula may nest.
const MAX_DEPTH: usize = 32;

fn formula(
    text: &str,
    span: Span,
    names: &mut Names<'_>,
    problems: &mut Problems<'_>,
) -> Option<Expr<SymptomId>> {
    // Inside quotes the text begins one later; escapes in a condition have no use.
    let base = span.start + usize::from(span.len() > text.len());
    let mut parser = Parser { tokens: tokens(text, base), at: 0, end: base + text.len(), names, problems };
    let expr = parser.or(0)?;
    match parser.tokens.get(parser.at) {
        None => Some(expr),
        Some(&(word, at)) => {
            parser.fail(at, format!("`{word}` does not belong here"), "join names by `and` or `or`");
            None
        }
    }
}

fn tokens(text: &str, base: usize) -> Vec<(&str, Span)> {
    let mut tokens = Vec::new();
    let mut rest = 0;
    let is_word = |c: char| !c.is_whitespace() && c != '(' && c != ')';
    while let Some(skip) = text[rest..].find(|c: char| !c.is_whitespace()) {
        let start = rest + skip;
        let word = text[start..].find(|c| !is_word(c)).unwrap_or(text.len() - start);
        let end = start + if word == 0 { 1 } else { word };
        tokens.push((&text[start..end], Span::new(base + start, base + end)));
        rest = end;
    }
    tokens
}

struct Parser<'t, 'n, 'p, 'f> {
    tokens: Vec<(&'t str, Span)>,
    at: usize,
    /// Where the text ends, for what is missing there.
    end: usize,
    names: &'p mut Names<'n>,
    problems: &'p mut Problems<'f>,
}

impl<'t> Parser<'t, '_, '_, '_> {
    fn peek(&self) -> Option<&'t str> {
        self.tokens.get(self.at).map(|(word, _)| *word)
    }

    fn eat(&mut self, word: &str) -> bool {
        let found = self.peek().is_some_and(|next| next.eq_ignore_ascii_case(word));
        self.at += usize::from(found);
        found
    }

    fn next(&mut self, expected: &str) -> Option<(&'t str, Span)> {
        let token = self.tokens.get(self.at).copied();
        if token.is_none() {
            self.fail(
                Span::new(self.end, self.end),
                format!("the condition ends where {expected} should follow"),
                "",
            );
        }
        self.at += 1;
        token
    }

    fn fail(&mut self, span: Span, message: String, hint: &str) {
        let added = self.problems.add(DiagnosticCode::Condition, span, message);
        if !hint.is_empty() {
            added.hint(hint);
        }
    }

    fn or(&mut self, depth: usize) -> Option<Expr<SymptomId>> {
        let mut any = vec![self.and(depth)?];
        while self.eat("or") {
            any.push(self.and(depth)?);
        }
        Some(if any.len() == 1 { any.remove(0) } else { Expr::any(any) })
    }

    fn and(&mut self, depth: usize) -> Option<Expr<SymptomId>> {
        let mut all = vec![self.not(depth)?];
        while self.eat("and") {
            all.push(self.not(depth)?);
        }
        Some(if all.len() == 1 { all.remove(0) } else { Expr::All(all) })
    }

    fn not(&mut self, depth: usize) -> Option<Expr<SymptomId>> {
        let (word, span) = self.next("a symptom")?;
        if depth > MAX_DEPTH {
            self.fail(span, "this condition nests too deeply".to_owned(), "");
            return None;
        }
        match word {
            _ if word.eq_ignore_ascii_case("not") => Some(Expr::Not(Box::new(self.not(depth + 1)?))),
            "(" => {
                let inner = self.or(depth + 1)?;
                if !self.eat(")") {
                    self.fail(span, "this parenthesis is never closed".to_owned(), "add `)`");
                    return None;
                }
                Some(inner)
            }
            _ if self.eat("of") => self.of(word, span),
            _ if [")", "and", "or", "of"].iter().any(|w| word.eq_ignore_ascii_case(w)) => {
                self.fail(span, format!("a symptom should stand here, not `{word}`"), "");
                None
            }
            _ => self.names.find(word, span, self.problems).map(Expr::Leaf),
        }
    }

    fn of(&mut self, count: &str, span: Span) -> Option<Expr<SymptomId>> {
        let (which, which_span) = self.next("`them` or a pattern such as `aad_*`")?;
        let pattern = if which.eq_ignore_ascii_case("them") { "*" } else { which };
        let of = self.names.matching(pattern);
        if of.is_empty() {
            let hint = suggestion(which.trim_end_matches('*'), self.names.names.iter().copied());
            let added = self.problems.add(
                DiagnosticCode::UnknownSymptom,
                which_span,
                format!("no symptom fits `{which}`"),
            );
            if let Some(hint) = hint {
                added.hint(hint);
            }
            return None;
        }
        let leaves: Vec<_> = of.into_iter().map(Expr::Leaf).collect();
        match count.to_ascii_lowercase().as_str() {
            "all" => Some(Expr::All(leaves)),
            "any" => Some(Expr::any(leaves)),
            number => match number.parse::<u32>() {
                Ok(n) if n >= 1 && n as usize <= leaves.len() => Some(Expr::AtLeast(n, leaves)),
                _ => {
                    let message = format!("`{count} of` cannot be: {} symptoms fit `{which}`", leaves.len());
                    self.fail(span, message, "write `1 of`, `2 of` ..., `any of` or `all of`");
                    None
                }
            },
        }
    }
}
