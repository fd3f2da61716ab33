//! An article's prose as a tree that holds no markup: what a renderer may show, and nothing else.
//!
//! Articles and packs are untrusted. HTML cannot be expressed in this tree, and a link is an [`Href`], which exists only for
//! harmless schemes; so a renderer that turns nodes into text and elements is safe by construction.

use crate::report::Capture;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// A sequence of blocks.
pub type Prose = Vec<Block>;

/// A block of prose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A heading below the section's own; 3 to 6.
    Heading(u8, Vec<Inline>),
    /// A list: with its first number when it is ordered. Items are sequences of blocks.
    List(Option<u64>, Vec<Prose>),
    /// A code block: its language, or an empty string.
    Code(String, Vec<Piece>),
    /// A quotation.
    Quote(Prose),
    /// A table: the header's cells, and rows of cells.
    Table(Vec<Vec<Inline>>, Vec<Vec<Vec<Inline>>>),
    /// A thematic break.
    Rule,
}

/// A run of text inside a block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Inline {
    /// Text, or a value of the paste.
    Piece(Piece),
    /// Code.
    Code(Vec<Piece>),
    /// Emphasised text.
    Emphasis(Vec<Inline>),
    /// Strongly emphasised text.
    Strong(Vec<Inline>),
    /// A link.
    Link(Href, Vec<Inline>),
    /// A line break.
    Break,
}

/// Literal text, or a place for a value of the user's paste.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Piece {
    /// Literal text.
    Text(String),
    /// `{{name|fallback}}`: the capture of that name, or the fallback where the paste did not show it.
    Fill {
        /// The capture's name.
        name: String,
        /// What stands here without it.
        fallback: String,
    },
}

/// Where a piece stands, which decides what may be filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// In running text, where any value is only words.
    Words,
    /// In code, which people copy and run: there a value must be harmless.
    Code,
}

/// What stands at a piece's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filled<'a> {
    /// The article's own words.
    Own(&'a str),
    /// A value of the user's text.
    Value(&'a str),
}

impl<'a> Filled<'a> {
    /// The text, whosever it is.
    pub fn text(self) -> &'a str {
        match self {
            Self::Own(text) | Self::Value(text) => text,
        }
    }
}

impl Piece {
    /// What stands here, given the captures of a finding. In code a value that a shell could read as more than a value gives
    /// way to the fallback: see [`Capture::is_harmless_in_code`].
    pub fn filled<'a>(&'a self, captures: &'a BTreeMap<String, Capture>, setting: Setting) -> Filled<'a> {
        match self {
            Self::Text(text) => Filled::Own(text),
            Self::Fill { name, fallback } => captures
                .get(name)
                .filter(|capture| setting == Setting::Words || capture.is_harmless_in_code())
                .map_or(Filled::Own(fallback), |capture| Filled::Value(&capture.value)),
        }
    }
}

/// A link target that no reader needs to fear: `http`, `https`, `mailto`, or relative.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Href(String);

impl Href {
    /// Checks a link target.
    ///
    /// # Errors
    ///
    /// [`UnsafeHref`] for any other scheme, for control characters, and for a target that a browser could read as having
    /// another scheme or host than it seems to have.
    pub fn new(target: &str) -> Result<Self, UnsafeHref> {
        let refused = || UnsafeHref(target.chars().take(80).collect());
        if target.is_empty() || target.chars().any(|c| c.is_control() || c.is_whitespace() || c == '\\') {
            return Err(refused());
        }
        let head = target.split(['/', '?', '#']).next().unwrap_or_default();
        let allowed = match head.split_once(':') {
            None => !target.starts_with("//"),
            Some((scheme, _)) => ["http", "https", "mailto"].iter().any(|s| scheme.eq_ignore_ascii_case(s)),
        };
        if allowed { Ok(Self(target.to_owned())) } else { Err(refused()) }
    }

    /// The target.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it leaves the site.
    pub fn is_external(&self) -> bool {
        self.0.contains(':') && !self.0.starts_with(['#', '/', '.', '?'])
    }
}

impl TryFrom<String> for Href {
    type Error = UnsafeHref;

    fn try_from(target: String) -> Result<Self, UnsafeHref> {
        Self::new(&target)
    }
}

impl From<Href> for String {
    fn from(href: Href) -> Self {
        href.0
    }
}

/// A link target that is refused; holds its beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnsafeHref(String);

impl fmt::Display for UnsafeHref {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "links go to http, https, mailto or a relative address, not to {:?}", self.0)
    }
}

impl std::error::Error for UnsafeHref {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_could_run_is_words_in_prose_and_the_fallback_in_code() {
        let piece = Piece::Fill { name: "share".into(), fallback: "SHARE".into() };
        let filled = |value: &str, setting| {
            let capture = Capture { value: value.into(), event: 0, spans: Vec::new() };
            piece.filled(&BTreeMap::from([("share".to_owned(), capture)]), setting).text().to_owned()
        };
        assert_eq!(filled("'; calc #", Setting::Words), "'; calc #");
        assert_eq!(filled("'; calc #", Setting::Code), "SHARE");
        assert_eq!(filled("files", Setting::Code), "files");
        assert_eq!(piece.filled(&BTreeMap::new(), Setting::Words), Filled::Own("SHARE"));
    }

    #[test]
    fn links_go_to_harmless_schemes_only() {
        for good in [
            "https://learn.microsoft.com/x",
            "HTTP://a",
            "mailto:a@contoso.com",
            "#/kb1",
            "a/b:c",
            "?x",
            "../y",
        ] {
            assert!(Href::new(good).is_ok(), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "JaVaScRiPt:x",
            "data:text/html,x",
            " javascript:x",
            "java\nscript:x",
            "//evil.example",
            "\\\\evil",
            "vbscript:x",
            "",
            "file:///c:/x",
            "blob:x",
        ] {
            assert!(Href::new(bad).is_err(), "{bad}");
            assert!(serde_json::from_value::<Href>(bad.into()).is_err(), "{bad}");
        }
    }
}
