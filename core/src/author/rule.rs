//! Symptoms, conditions, causes and captures of the front matter.

use super::condition::{self, Names};
use super::diagnostic::DiagnosticCode;
use super::never;
use super::problems::{Problems, suggest_or_list};
use super::yaml::{Fields, Key, Node, Value};
use crate::Span;
use crate::code::Code;
use crate::event::{FieldKey, Header, Level};
use crate::symptom::{
    CaptureRule, Cause, Comparison, Condition, Expr, Needle, Network, Predicate, Regex, Rule, Subject,
    Symptom, SymptomId, Test, TextTest, Words,
};

/// Reads the rule; beside it the causes' names and places. `None` when there is nothing to build one from. An article that may
/// lack symptoms, as a draft may, never matches without.
pub(super) fn read(
    fields: Fields<'_>,
    may_lack_symptoms: bool,
    problems: &mut Problems<'_>,
) -> Option<(Rule, Vec<(String, Span)>)> {
    if may_lack_symptoms && fields.get("symptoms").is_none() && fields.get("match").is_none() {
        let matches = Condition::Formula(Expr::any(Vec::new()));
        let (symptoms, causes, supports, captures) = Default::default();
        return Some((Rule { symptoms, matches, causes, supports, captures }, Vec::new()));
    }
    let node = fields.need("symptoms", problems);
    let matches = fields.need("match", problems);
    let entries = node.and_then(|node| node.entries(problems)).unwrap_or_default();
    let symptoms: Vec<Symptom> =
        entries.iter().filter_map(|(key, node)| symptom(key, node, problems)).collect();
    // Names whose symptom has a mistake are known all the same: one mistake is reported once.
    let names: Vec<&str> = entries.iter().map(|(key, _)| key.text.as_str()).collect();
    let mut names = Names::new(&names);
    if matches.is_none() {
        names.fail();
    }
    let matches = matches.and_then(|node| condition::read(node, &mut names, problems));
    let mut cause_spans = Vec::new();
    let mut causes = Vec::new();
    for (key, node) in fields.get("causes").and_then(|node| node.entries(problems)).unwrap_or_default() {
        cause_spans.push((key.text.clone(), key.span));
        causes.extend(cause(key, node, &mut names, problems));
    }
    let supports = fields.get("supports").map(|node| node.items(problems)).unwrap_or_default();
    let supports = supports.iter().filter_map(|node| condition::read(node, &mut names, problems)).collect();
    let captures = fields.get("capture").and_then(|node| node.entries(problems)).unwrap_or_default();
    let captures = captures.iter().flat_map(|(key, node)| captures_of(key, node, problems)).collect();
    for (key, _) in entries.iter().filter(|(key, _)| !names.is_used(&key.text)) {
        problems
            .add(
                DiagnosticCode::UnusedSymptom,
                key.span,
                format!("no condition uses the symptom `{}`", key.text),
            )
            .hint("use it in `match`, `causes` or `supports`, or delete it");
    }
    let rule = Rule { symptoms, matches: matches?, causes, supports, captures };
    if rule.symptoms.len() != entries.len() {
        return None;
    }
    check_never(&rule, fields, &cause_spans, problems);
    Some((rule, cause_spans))
}

/// Reports what can never be true.
fn check_never(rule: &Rule, fields: Fields<'_>, causes: &[(String, Span)], problems: &mut Problems<'_>) {
    let mut dead = Vec::new();
    let entries = fields.get("symptoms").and_then(|node| node.entries(problems)).unwrap_or_default();
    for (at, (symptom, (key, _))) in rule.symptoms.iter().zip(entries).enumerate() {
        if let Some(why) = never::symptom(&symptom.expr) {
            let message = format!("the symptom `{}` can never be true: {why}", symptom.name);
            problems
                .add(DiagnosticCode::NeverTrue, key.span, message)
                .hint("a list of values, or a list of maps, is OR");
            dead.push(SymptomId(at as u32));
        }
    }
    // What rests on a symptom that was reported needs no report of its own.
    let mut report = |condition: &Condition, span: Span, what: &str| {
        if !never::condition(condition, rule, &dead)
            || condition.symptoms().iter().any(|id| dead.contains(id))
        {
            return;
        }
        problems
            .add(DiagnosticCode::NeverTrue, span, format!("{what} can never be true"))
            .hint("no text makes it true: look for a symptom that is both asked for and forbidden");
    };
    if let Some(node) = fields.get("match") {
        report(&rule.matches, node.span, "this condition");
    }
    for cause in &rule.causes {
        let span = causes.iter().find(|(name, _)| *name == cause.name).map(|(_, span)| *span);
        report(&cause.when, span.unwrap_or_default(), "the condition of this cause");
    }
    let supports = match fields.get("supports").map(|node| &node.value) {
        Some(Value::List(items)) => items.as_slice(),
        _ => &[],
    };
    for (support, node) in rule.supports.iter().zip(supports) {
        report(support, node.span, "this condition");
    }
}

fn cause(key: &Key, node: &Node, names: &mut Names<'_>, problems: &mut Problems<'_>) -> Option<Cause> {
    let fields = node.fields(&CAUSE_KEYS, problems)?;
    let title = fields.get("title").and_then(|node| node.text(problems)).map(str::to_owned);
    let when = fields.need("when", problems).and_then(|node| condition::read(node, names, problems))?;
    Some(Cause { name: key.text.clone(), title: title.unwrap_or_else(|| title_from(&key.text)), when })
}

/// `per-user-mfa` as "Per user mfa".
fn title_from(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// One place for a value, or a list of them: the first that has one counts.
fn captures_of(key: &Key, node: &Node, problems: &mut Problems<'_>) -> Vec<CaptureRule> {
    let places = match &node.value {
        Value::List(places) => places.as_slice(),
        _ => std::slice::from_ref(node),
    };
    places.iter().filter_map(|place| capture(key, place, problems)).collect()
}

fn capture(key: &Key, node: &Node, problems: &mut Problems<'_>) -> Option<CaptureRule> {
    let (field, re) = match &node.value {
        Value::Scalar(field) => (field.as_str(), None),
        _ => {
            let fields = node.fields(&CAPTURE_KEYS, problems)?;
            let field = fields.need("field", problems)?.text(problems)?;
            let re = match fields.get("re") {
                None => None,
                Some(node) => Some(regex(node.text(problems)?, node.span, problems)?),
            };
            (field, re)
        }
    };
    let from = if field == "text" { Subject::Text } else { Subject::Field(FieldKey::from_article(field)) };
    if from == Subject::Text && re.is_none() {
        problems
            .add(DiagnosticCode::Predicate, node.span, "a capture from the text needs an expression")
            .hint(format!(
                "write `{}: {{field: text, re: '...(...)'}}`: the first group is the value",
                key.text
            ));
        return None;
    }
    Some(CaptureRule { name: key.text.clone(), from, re })
}

fn symptom(key: &Key, node: &Node, problems: &mut Problems<'_>) -> Option<Symptom> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let reserved = ["and", "or", "not", "of", "all", "any", "them"].contains(&key.text.as_str());
    if !key.text.chars().all(fits) || key.text.starts_with(|c: char| c.is_ascii_digit()) || reserved {
        problems
            .add(DiagnosticCode::InvalidValue, key.span, format!("`{}` cannot be a symptom's name", key.text))
            .hint("a name is made of lower-case letters, digits and `_`, and is no word of the condition grammar");
    }
    Some(Symptom { name: key.text.clone(), expr: symptom_expr(node, problems)? })
}

/// A map is AND, a list of maps is OR; texts are looked for anywhere in the event.
fn symptom_expr(node: &Node, problems: &mut Problems<'_>) -> Option<Expr<Predicate>> {
    match &node.value {
        Value::Map(entries) if !entries.is_empty() => {
            let all: Vec<_> = entries.iter().map(|(key, value)| predicates(key, value, problems)).collect();
            all.into_iter().collect::<Option<Vec<_>>>().map(Expr::All)
        }
        Value::List(items) if !items.is_empty() => {
            let any: Vec<_> = items.iter().map(|item| symptom_expr(item, problems)).collect();
            any.into_iter().collect::<Option<Vec<_>>>().map(Expr::any)
        }
        Value::Scalar(_) => predicates(&Key { span: node.span, text: "text".to_owned() }, node, problems),
        _ => {
            problems
                .add(DiagnosticCode::Predicate, node.span, "a symptom needs at least one predicate")
                .hint("for example `event_id: 1098`");
            None
        }
    }
}

/// What the modifiers behind a field's name ask for.
struct Modifiers {
    operator: Operator,
    quantity: Quantity,
    negated: bool,
    cased: bool,
    whole_words: bool,
    /// Flags of a regular expression: `re|i`.
    flags: String,
    /// The modifiers in the author's words, without `all`, `most` and `neq`, which are about the list and not about one value.
    words: String,
}

/// How many of a list must hold.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Quantity {
    Any,
    /// More than half.
    Most,
    All,
}

impl Quantity {
    fn of(self, mut leaves: Vec<Expr<Predicate>>) -> Expr<Predicate> {
        match self {
            _ if leaves.len() == 1 => leaves.remove(0),
            Self::Any => Expr::any(leaves),
            Self::Most => Expr::AtLeast(leaves.len() as u32 / 2 + 1, leaves),
            Self::All => Expr::All(leaves),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Operator {
    Equals,
    Contains,
    StartsWith,
    EndsWith,
    Regex,
    Exists,
    Cidr,
    Compare(Comparison),
}

pub(super) const CAUSE_KEYS: [&str; 2] = ["title", "when"];
pub(super) const CAPTURE_KEYS: [&str; 2] = ["field", "re"];

/// Flags of a regular expression, behind `re`.
pub(super) const FLAGS: [&str; 3] = ["i", "m", "s"];

pub(super) const MODIFIERS: [&str; 15] = [
    "neq",
    "contains",
    "startswith",
    "endswith",
    "re",
    "exists",
    "cidr",
    "lt",
    "lte",
    "gt",
    "gte",
    "all",
    "most",
    "cased",
    "words",
];

impl Modifiers {
    fn read(key: &Key, words: &[&str], problems: &mut Problems<'_>) -> Option<Self> {
        let mut read = Self {
            operator: Operator::Equals,
            quantity: Quantity::Any,
            negated: false,
            cased: false,
            whole_words: false,
            flags: String::new(),
            words: String::new(),
        };
        for word in words {
            let operator = match *word {
                "all" | "most" => {
                    if read.quantity != Quantity::Any {
                        problems
                            .add(
                                DiagnosticCode::Modifier,
                                key.span,
                                "`all` and `most` ask for different things",
                            )
                            .hint("`all` asks for the whole list, `most` for more than half of it");
                        return None;
                    }
                    read.quantity = if *word == "all" { Quantity::All } else { Quantity::Most };
                    continue;
                }
                "neq" => {
                    read.negated = true;
                    continue;
                }
                "cased" => {
                    read.cased = true;
                    None
                }
                "words" => {
                    read.whole_words = true;
                    None
                }
                flag if FLAGS.contains(&flag) && read.operator == Operator::Regex => {
                    read.flags.push_str(word);
                    None
                }
                other => Some(operator(other, key, problems)?),
            };
            if let Some(operator) = operator {
                if read.operator != Operator::Equals {
                    problems
                        .add(
                            DiagnosticCode::Modifier,
                            key.span,
                            format!("`{word}` does not go with the one before it"),
                        )
                        .hint("a predicate compares in one way; write two predicates for two");
                    return None;
                }
                read.operator = operator;
            }
            read.words =
                if read.words.is_empty() { (*word).to_owned() } else { format!("{}|{word}", read.words) };
        }
        Some(read)
    }
}

impl Modifiers {
    /// Whether a text is looked for inside of another.
    fn looks_inside(&self, name: &str) -> bool {
        self.operator == Operator::Contains || (name == "text" && self.operator == Operator::Equals)
    }
}

fn operator(word: &str, key: &Key, problems: &mut Problems<'_>) -> Option<Operator> {
    Some(match word {
        "contains" => Operator::Contains,
        "startswith" => Operator::StartsWith,
        "endswith" => Operator::EndsWith,
        "re" => Operator::Regex,
        "exists" => Operator::Exists,
        "cidr" => Operator::Cidr,
        "lt" => Operator::Compare(Comparison::Lt),
        "lte" => Operator::Compare(Comparison::Lte),
        "gt" => Operator::Compare(Comparison::Gt),
        "gte" => Operator::Compare(Comparison::Gte),
        _ => {
            problems
                .add(DiagnosticCode::Modifier, key.span, format!("unknown modifier `{word}`"))
                .hint(suggest_or_list(word, &MODIFIERS));
            return None;
        }
    })
}

/// One entry of a symptom: a subject with modifiers, and one value or a list of them.
fn predicates(key: &Key, value: &Node, problems: &mut Problems<'_>) -> Option<Expr<Predicate>> {
    let mut words = key.text.split('|').map(str::trim);
    let name = words.next().unwrap_or_default();
    let words: Vec<&str> = words.collect();
    let modifiers = Modifiers::read(key, &words, problems)?;
    check_subject(name, &modifiers, key, problems)?;
    let values = match &value.value {
        Value::List(items) => items.as_slice(),
        _ => std::slice::from_ref(value),
    };
    if values.is_empty() {
        problems.add(DiagnosticCode::Predicate, value.span, format!("`{}` needs a value", key.text));
        return None;
    }
    let leaves: Vec<_> = values.iter().map(|value| predicate(name, &modifiers, value, problems)).collect();
    let leaves = leaves.into_iter().collect::<Option<Vec<_>>>()?.into_iter().map(Expr::Leaf).collect();
    let shown = modifiers.quantity.of(leaves);
    Some(if modifiers.negated { Expr::Not(Box::new(shown)) } else { shown })
}

fn check_subject(name: &str, modifiers: &Modifiers, key: &Key, problems: &mut Problems<'_>) -> Option<()> {
    let operator = modifiers.operator;
    let wrong = match name {
        "" => "a predicate begins with the name of a field",
        "code" if operator != Operator::Equals || modifiers.cased => {
            "`code` takes no modifier but `all`, `most` and `neq`"
        }
        "text" if !matches!(operator, Operator::Equals | Operator::Contains | Operator::Regex) => {
            "`text` is looked for anywhere: it takes `contains`, `words`, `re`, `cased`, `all`, `most` and `neq`"
        }
        _ if modifiers.whole_words && !modifiers.looks_inside(name) => {
            "`words` is about a part of a text: it goes with `text` and with `contains`"
        }
        _ => return Some(()),
    };
    problems.add(DiagnosticCode::Modifier, key.span, wrong);
    None
}

fn predicate(
    name: &str,
    modifiers: &Modifiers,
    node: &Node,
    problems: &mut Problems<'_>,
) -> Option<Predicate> {
    let value = match &node.value {
        Value::Scalar(value) => value.as_str(),
        Value::Null => {
            problems
                .add(DiagnosticCode::Predicate, node.span, format!("`{name}` needs a value"))
                .hint(format!("to ask whether the field is there, write `{name}|exists: true` or `false`"));
            return None;
        }
        other => {
            let message = format!("expected text or a list of texts, found {}", other.kind());
            problems.add(DiagnosticCode::WrongType, node.span, message);
            return None;
        }
    };
    let subject = match name {
        "text" | "code" => Subject::Text,
        name => Subject::Field(FieldKey::from_article(name)),
    };
    let test = value_test(name, &subject, modifiers, value, node.span, problems)?;
    let words =
        Words { subject: name.to_owned(), modifiers: modifiers.words.clone(), value: value.to_owned() };
    Some(Predicate { subject, test, words })
}

fn value_test(
    name: &str,
    subject: &Subject,
    modifiers: &Modifiers,
    value: &str,
    span: Span,
    problems: &mut Problems<'_>,
) -> Option<Test> {
    let mut invalid = |message: String, hint: &str| {
        problems.add(DiagnosticCode::Predicate, span, message).hint(hint);
        None
    };
    match modifiers.operator {
        Operator::Equals if name == "code" => match value.parse::<Code>() {
            Ok(code) => Some(Test::Code(code)),
            Err(error) => {
                invalid(error.to_string(), "a code is `0xCAA2000C`, `-2147024891`, `1053`, `AADSTS50076`")
            }
        },
        Operator::Exists => match value {
            "true" => Some(Test::Exists(true)),
            "false" => Some(Test::Exists(false)),
            _ => invalid(
                format!("`{value}` is neither `true` nor `false`"),
                "`exists` takes `true` or `false`",
            ),
        },
        Operator::Cidr => match value.parse::<Network>() {
            Ok(network) => Some(Test::Cidr(network)),
            Err(_) => invalid(format!("`{value}` is no network"), "a network is `10.0.0.0/8` or `fe80::/10`"),
        },
        Operator::Compare(comparison) => match value.parse::<f64>() {
            Ok(bound) if bound.is_finite() => Some(Test::Number(comparison, bound)),
            _ => invalid(format!("`{value}` is no number"), "write a number, as in `5` or `0.5`"),
        },
        Operator::Regex => {
            let flags =
                if modifiers.flags.is_empty() { String::new() } else { format!("(?{})", modifiers.flags) };
            regex(&format!("{flags}{value}"), span, problems).map(Test::Regex)
        }
        _ => text_test(subject, modifiers, value, span, problems),
    }
}

/// A comparison with text: equal, contains, begins or ends with.
fn text_test(
    subject: &Subject,
    modifiers: &Modifiers,
    value: &str,
    span: Span,
    problems: &mut Problems<'_>,
) -> Option<Test> {
    let header = match subject {
        Subject::Field(FieldKey::Header(header)) if modifiers.operator == Operator::Equals => Some(*header),
        _ => None,
    };
    if header == Some(Header::EventId) && !value.bytes().all(|b| b.is_ascii_digit() || b == b'*' || b == b'?')
    {
        problems
            .add(DiagnosticCode::Predicate, span, format!("`{value}` is no event id"))
            .hint("an event id is a decimal number");
        return None;
    }
    if header == Some(Header::Level) {
        let level = Level::parse(value);
        if level.is_none() {
            problems
                .add(DiagnosticCode::Predicate, span, format!("`{value}` is no level"))
                .hint("known here: `critical`, `error`, `warning`, `information`, `verbose`");
        }
        return level.map(Test::Level);
    }
    let (at_start, at_end) = match modifiers.operator {
        _ if *subject == Subject::Text => (false, false),
        Operator::StartsWith => (true, false),
        Operator::EndsWith => (false, true),
        Operator::Contains => (false, false),
        _ => (true, true),
    };
    if value.trim_matches(['*', ' ']).is_empty() && !(at_start && at_end) {
        problems
            .add(DiagnosticCode::Predicate, span, format!("`{value}` is true of every text"))
            .hint("to ask whether a field is there, write `|exists: true`");
        return None;
    }
    match TextTest::new(value, at_start, at_end, modifiers.cased) {
        Ok(TextTest { needle: Needle::Wildcards(_), .. }) if modifiers.whole_words => {
            problems
                .add(DiagnosticCode::Predicate, span, "`words` takes no wildcards")
                .hint("write `\\*` for a star that stands there, or list the parts under `|words|all`");
            None
        }
        Ok(test) => Some(Test::Text(match header {
            Some(header) => test.normal(header),
            None => TextTest { whole_words: modifiers.whole_words, ..test },
        })),
        Err(_) => {
            problems.add(DiagnosticCode::Predicate, span, "this pattern is too large");
            None
        }
    }
}

fn regex(pattern: &str, span: Span, problems: &mut Problems<'_>) -> Option<Regex> {
    match Regex::new(pattern) {
        Ok(regex) if regex.find("").is_none() => Some(regex),
        Ok(_) => {
            problems
                .add(DiagnosticCode::Regex, span, "this expression matches the empty text, and so every text")
                .hint("ask for at least one character: `+` in place of `*`");
            None
        }
        Err(error) => {
            let reason = error.to_string();
            let reason = reason.lines().last().unwrap_or_default().trim_start_matches("error: ");
            problems
                .add(DiagnosticCode::Regex, span, format!("this is no regular expression: {reason}"))
                .hint("the syntax is that of https://docs.rs/regex; there is no look-around and no back-reference");
            None
        }
    }
}
