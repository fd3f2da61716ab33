use crate::code::Code;
use crate::event::{FieldKey, Format, Header, Level};
use crate::normal;
use crate::text::fold;
use memchr::memmem::Finder;
use regex_automata::meta;
use regex_automata::util::captures::Captures;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::net::IpAddr;
use std::ops::Range;
use std::sync::OnceLock;

/// One test on one event. Its value is computed in `eval`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Predicate {
    /// What is tested.
    pub subject: Subject,
    /// How.
    pub test: Test,
    /// The author's words for it.
    pub words: Words,
}

/// A predicate as its author wrote it, with one value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// `Resource`
    pub subject: String,
    /// `startswith`; `exists`; several joined by `|`; or nothing
    pub modifiers: String,
    /// `https://...`
    pub value: String,
}

impl Predicate {
    /// Whether it asks for the event's number.
    pub(crate) fn is_event_id(&self) -> bool {
        self.subject == Subject::Field(FieldKey::Header(Header::EventId))
    }

    /// The expression that it tests with.
    pub(crate) fn regex(&self) -> Option<&Regex> {
        match &self.test {
            Test::Regex(regex) | Test::Text(TextTest { needle: Needle::Wildcards(regex), .. }) => Some(regex),
            _ => None,
        }
    }

    /// As an author writes it: `Resource|startswith: https://...`
    pub fn source(&self) -> String {
        let Words { subject, modifiers, value } = &self.words;
        let bar = if modifiers.is_empty() { "" } else { "|" };
        format!("{subject}{bar}{modifiers}: {value}")
    }

    /// In words, for people: `Resource starts with "https://..."`
    pub fn describe(&self) -> String {
        let Words { subject, modifiers, value } = &self.words;
        let what = match subject.as_str() {
            "text" => "the text",
            "code" => return format!("error code {value}"),
            "event_id" => "event ID",
            other => other,
        };
        let verb = match &self.test {
            Test::Text(_) if value.trim_matches(['*', '?']).is_empty() => {
                return format!("{what} has a value");
            }
            Test::Exists(true) => return format!("{what} is there"),
            Test::Exists(false) => return format!("{what} is not there"),
            Test::Regex(_) => "matches",
            Test::Cidr(_) => "is an address in",
            Test::Number(comparison, _) => comparison.words(),
            Test::Level(_) | Test::Code(_) => "is",
            Test::Text(_) if modifiers.contains("startswith") => "starts with",
            Test::Text(_) if modifiers.contains("endswith") => "ends with",
            Test::Text(test) if test.whole_words => "contains the words",
            Test::Text(test) if !test.at_start => "contains",
            Test::Text(_) => "is",
        };
        let value = if matches!(self.test, Test::Text(_)) { unescaped(value) } else { value.clone() };
        match &self.test {
            Test::Text(_) | Test::Regex(_) if !value.bytes().all(|b| b.is_ascii_digit()) => {
                format!("{what} {verb} \u{201c}{value}\u{201d}")
            }
            _ => format!("{what} {verb} {value}"),
        }
    }
}

/// What a predicate tests.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// All of the event's text.
    Text,
    /// A field.
    Field(FieldKey),
}

/// How a predicate tests.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Test {
    /// By its text.
    Text(TextTest),
    /// By a regular expression, unanchored, on the text as it stands (not folded).
    Regex(Regex),
    /// Holds this error code, however it is written.
    Code(Code),
    /// Is this level, by name or number.
    Level(Level),
    /// Is there, or is not.
    Exists(bool),
    /// Is an address inside this network.
    Cidr(Network),
    /// Compares so with this number.
    Number(Comparison, f64),
}

/// A test on text; on folded text unless `cased`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TextTest {
    /// What is looked for.
    pub needle: Needle,
    /// Whether the value must begin with it.
    pub at_start: bool,
    /// Whether the value must end with it.
    pub at_end: bool,
    /// Whether case counts; then the text is compared as it stands.
    pub cased: bool,
    /// Whether a literal must stand there as whole words: no letter or digit right before it or behind it.
    pub whole_words: bool,
}

/// What a text test looks for.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Needle {
    /// This text; folded unless the test is cased.
    Literal(Literal),
    /// A text with wildcards, as a regular expression that holds the anchors.
    Wildcards(Regex),
}

/// A text that is looked for in many texts. What a search needs to know of it is found out at the first one.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Literal {
    text: String,
    finder: OnceLock<Box<Finder<'static>>>,
}

impl Literal {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The first place in `text` where it stands. Cost: linear in `text`.
    pub fn find(&self, text: &str) -> Option<Range<usize>> {
        let finder = self.finder.get_or_init(|| Box::new(Finder::new(&self.text).into_owned()));
        finder.find(text.as_bytes()).map(|at| at..at + self.text.len())
    }
}

impl From<String> for Literal {
    fn from(text: String) -> Self {
        Self { text, finder: OnceLock::new() }
    }
}

impl From<Literal> for String {
    fn from(literal: Literal) -> Self {
        literal.text
    }
}

impl TextTest {
    /// The test for an author's `value`, in which `*` and `?` are wildcards and `\` before `*`, `?` or `\` escapes.
    ///
    /// # Errors
    ///
    /// When the pattern is larger than the engine takes.
    pub fn new(value: &str, at_start: bool, at_end: bool, cased: bool) -> Result<Self, NotARegex> {
        let parts = wildcard_parts(value, cased);
        let needle = match parts.as_slice() {
            [] => Needle::Literal(Literal::default()),
            [Part::Literal(text)] => Needle::Literal(text.clone().into()),
            parts => {
                let middle: String = parts.iter().map(Part::pattern).collect();
                let (head, tail) = (if at_start { "^" } else { "" }, if at_end { "$" } else { "" });
                Needle::Wildcards(Regex::new(&format!("(?s){head}{middle}{tail}"))?)
            }
        };
        Ok(Self { needle, at_start, at_end, cased, whole_words: false })
    }

    /// The test for a value of `header` in whatever spelling: what it looks for is the normal form. As it is when it looks for
    /// a part, or with case.
    #[must_use]
    pub fn normal(mut self, header: Header) -> Self {
        if let (Needle::Literal(text), true, true, false) =
            (&self.needle, self.at_start, self.at_end, self.cased)
            && let Some(normal) = normal::header(header, text.as_str(), Format::Text)
        {
            self.needle = Needle::Literal(fold(&normal).into());
        }
        self
    }
}

/// A pattern as people read it: wildcards as they are, the rest without escapes.
fn unescaped(value: &str) -> String {
    let parts = wildcard_parts(value, true);
    parts
        .iter()
        .map(|part| match part {
            Part::Literal(text) => text.as_str(),
            Part::AnyOne => "?",
            Part::AnyRun => "*",
        })
        .collect()
}

enum Part {
    Literal(String),
    AnyOne,
    AnyRun,
}

impl Part {
    fn pattern(&self) -> String {
        match self {
            Self::Literal(text) => regex_syntax::escape(text),
            Self::AnyOne => ".".to_owned(),
            Self::AnyRun => ".*?".to_owned(),
        }
    }
}

fn wildcard_parts(value: &str, cased: bool) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut literal = String::new();
    let mut chars = value.chars().peekable();
    while let Some(c) = chars.next() {
        let wildcard = match c {
            '*' => Part::AnyRun,
            '?' => Part::AnyOne,
            '\\' => {
                literal.push(chars.next_if(|next| matches!(next, '*' | '?' | '\\')).unwrap_or(c));
                continue;
            }
            _ => {
                literal.push(c);
                continue;
            }
        };
        push_literal(&mut parts, &mut literal, cased);
        parts.push(wildcard);
    }
    push_literal(&mut parts, &mut literal, cased);
    parts
}

fn push_literal(parts: &mut Vec<Part>, literal: &mut String, cased: bool) {
    if !literal.is_empty() {
        let text = std::mem::take(literal);
        parts.push(Part::Literal(if cased { text } else { fold(&text) }));
    }
}

/// How a number is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// Less than.
    Lt,
    /// Less than or equal.
    Lte,
    /// Greater than.
    Gt,
    /// Greater than or equal.
    Gte,
}

impl Comparison {
    /// Whether `found` compares so with `bound`.
    pub fn holds(self, found: f64, bound: f64) -> bool {
        match self {
            Self::Lt => found < bound,
            Self::Lte => found <= bound,
            Self::Gt => found > bound,
            Self::Gte => found >= bound,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Lt => "is less than",
            Self::Lte => "is at most",
            Self::Gt => "is more than",
            Self::Gte => "is at least",
        }
    }
}

/// A regular expression of bounded size. Matching is linear in the text. One that comes out of a pack is compiled when it is
/// first asked for: a base may have thousands, and a paste ask for three.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Regex {
    pattern: String,
    compiled: OnceLock<Option<meta::Regex>>,
}

impl Regex {
    /// The largest compiled program that is taken, in bytes: a pack from a stranger must not eat the memory.
    const SIZE_LIMIT: usize = 1 << 20;

    /// How much memory a search may take for states that it has met.
    const CACHE_LIMIT: usize = 1 << 18;

    /// Compiles `pattern`.
    ///
    /// # Errors
    ///
    /// When it is no regular expression, or too large.
    pub fn new(pattern: &str) -> Result<Self, NotARegex> {
        let compiled = OnceLock::from(Some(Self::compile(pattern)?));
        Ok(Self { pattern: pattern.to_owned(), compiled })
    }

    fn compile(pattern: &str) -> Result<meta::Regex, NotARegex> {
        let limits = meta::Config::new()
            .nfa_size_limit(Some(Self::SIZE_LIMIT))
            .hybrid_cache_capacity(Self::CACHE_LIMIT);
        meta::Builder::new().configure(limits).build(pattern).map_err(|error| NotARegex(Box::new(error)))
    }

    /// The pattern.
    pub fn as_str(&self) -> &str {
        &self.pattern
    }

    /// Whether it is a regular expression, and not too large.
    pub(crate) fn is_sound(&self) -> bool {
        self.get().is_some()
    }

    fn get(&self) -> Option<&meta::Regex> {
        self.compiled.get_or_init(|| Self::compile(&self.pattern).ok()).as_ref()
    }

    /// The first match. None for a pattern out of a pack that is no regular expression.
    pub(crate) fn find(&self, text: &str) -> Option<Range<usize>> {
        self.get()?.find(text).map(|found| found.range())
    }

    /// Where the first match has its first group, or else all of it.
    pub(crate) fn find_group(&self, text: &str) -> Option<Range<usize>> {
        let regex = self.get()?;
        let mut groups: Captures = regex.create_captures();
        regex.captures(text, &mut groups);
        groups.get_group(1).or_else(|| groups.get_group(0)).map(|group| group.range())
    }
}

/// Why a pattern is no regular expression.
#[derive(Clone, Debug)]
pub struct NotARegex(Box<meta::BuildError>);

impl fmt::Display for NotARegex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0.syntax_error(), self.0.size_limit()) {
            (Some(error), _) => error.fmt(f),
            (None, Some(limit)) => write!(f, "it takes more than {limit} bytes"),
            (None, None) => self.0.fmt(f),
        }
    }
}

impl std::error::Error for NotARegex {}

impl From<String> for Regex {
    fn from(pattern: String) -> Self {
        Self { pattern, compiled: OnceLock::new() }
    }
}

impl From<Regex> for String {
    fn from(regex: Regex) -> Self {
        regex.pattern
    }
}

/// A network in CIDR notation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Network(ipnet::IpNet);

impl Network {
    /// Whether the address lies in it.
    pub fn contains(self, address: IpAddr) -> bool {
        self.0.contains(&address)
    }
}

impl std::str::FromStr for Network {
    type Err = ipnet::AddrParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

impl TryFrom<String> for Network {
    type Error = ipnet::AddrParseError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Network> for String {
    fn from(network: Network) -> Self {
        network.to_string()
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
