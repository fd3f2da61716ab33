//! What is wrong with an article, where, and what to do about it.

use crate::Span;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::fmt;

/// A mistake in a knowledge base.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind.
    pub code: DiagnosticCode,
    /// The file, as [`SourceFile::path`](crate::SourceFile).
    pub file: String,
    /// Where in the file's text; empty at 0 when it is about the file as a whole.
    pub span: Span,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// What to write in place of the span, where that is certain to be what is meant: it may be done without being read.
    pub fix: Option<String>,
}

/// How bad a mistake is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DiagnosticLevel {
    /// The knowledge base is not built.
    Error,
    /// It is built; a person should look at it.
    Warning,
}

impl DiagnosticLevel {
    /// The name: `error`, `warning`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

impl Diagnostic {
    pub(crate) fn new(code: DiagnosticCode, file: &str, span: Span, message: impl Into<String>) -> Self {
        Self { code, file: file.to_owned(), span, message: message.into(), hint: None, fix: None }
    }

    #[must_use]
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Whether the base is not built because of it.
    pub fn is_error(&self) -> bool {
        self.code.level() == DiagnosticLevel::Error
    }

    /// Line and column of its start, from 1; columns count characters. `text` is the file's text.
    pub fn position(&self, text: &str) -> (usize, usize) {
        let start = text.floor_char_boundary(self.span.start);
        let before = &text[..start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }

    /// The diagnostic as a compiler would print it: place, the line with a caret, hint. `text` is the file's text.
    pub fn render(&self, text: &str, colour: bool) -> String {
        let span = text.floor_char_boundary(self.span.start)..text.floor_char_boundary(self.span.end);
        let snippet = Snippet::source(text)
            .path(&self.file)
            .annotation(AnnotationKind::Primary.span(span.start..span.end.max(span.start)));
        let level = match self.code.level() {
            DiagnosticLevel::Error => Level::ERROR,
            DiagnosticLevel::Warning => Level::WARNING,
        };
        let title = level.primary_title(self.message.as_str()).id(self.code.name());
        let mut report: Vec<Group<'_>> = match self.file.as_str() {
            "" => vec![Group::with_title(title)],
            _ => vec![title.element(snippet)],
        };
        if let Some(hint) = &self.hint {
            report.push(Group::with_title(Level::HELP.secondary_title(hint.as_str())));
        }
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        renderer.render(&report)
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)+) => {
        /// The kinds of mistakes. A code is permanent: it never gets another meaning, and a retired one is not used again.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum DiagnosticCode {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl DiagnosticCode {
            /// Every kind, in order of their codes.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The code: `KB0101`.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// What it is about, in one line.
            pub fn summary(self) -> &'static str {
                match self {
                    $(Self::$variant => concat!($($doc),+).trim_ascii(),)+
                }
            }
        }
    };
}

codes! {
    /// A file cannot be read as text.
    NotText = "KB0001",
    /// There is no article in the folder.
    NoArticles = "KB0002",
    /// An article does not begin with front matter.
    NoFrontMatter = "KB0101",
    /// The front matter is not valid YAML.
    Yaml = "KB0102",
    /// A key is not known here.
    UnknownKey = "KB0103",
    /// A key comes twice.
    DuplicateKey = "KB0104",
    /// A key is needed and missing.
    MissingKey = "KB0105",
    /// A value has the wrong type.
    WrongType = "KB0106",
    /// A value is not one of those that are allowed here.
    InvalidValue = "KB0107",
    /// A product is not spelt as others spell it.
    ProductName = "KB0108",
    /// A source was last changed long ago, or in the future.
    StaleSource = "KB0109",
    /// A symptom's predicate cannot be understood.
    Predicate = "KB0201",
    /// A modifier is not known, or does not go with its value or with another modifier.
    Modifier = "KB0202",
    /// A regular expression cannot be compiled.
    Regex = "KB0203",
    /// A condition cannot be parsed.
    Condition = "KB0204",
    /// A condition names a symptom that there is not.
    UnknownSymptom = "KB0205",
    /// A symptom is in no condition.
    UnusedSymptom = "KB0206",
    /// A correlation cannot be understood.
    Correlation = "KB0207",
    /// A symptom or a condition that can never be true.
    NeverTrue = "KB0208",
    /// An article matches on evidence that is too common.
    TooCommon = "KB0209",
    /// A section is not known, or comes twice.
    Section = "KB0301",
    /// A section is needed and missing.
    MissingSection = "KB0302",
    /// A cause has a section and no condition, or a condition and no section.
    CauseMismatch = "KB0303",
    /// HTML in the prose.
    Html = "KB0304",
    /// A link to an address that is not allowed.
    UnsafeLink = "KB0305",
    /// A fill-in that cannot be understood, or that no capture fills.
    Fill = "KB0306",
    /// Markdown that kbmatch does not show.
    Unsupported = "KB0307",
    /// Two articles have the same id.
    DuplicateId = "KB0401",
    /// An article's id is not the name of its folder.
    IdMismatch = "KB0402",
    /// A related article, or a link to an article, that there is not.
    DeadReference = "KB0403",
    /// More articles than a pack can hold.
    TooLarge = "KB0404",
    /// A sample that must be there is missing.
    MissingSample = "KB0501",
    /// A sample does not get the verdict that its name says.
    SampleVerdict = "KB0502",
    /// A file in an article's folder that is neither the article nor a sample.
    StrayFile = "KB0503",
    /// A sample matches another article, and neither declares the other as related.
    SampleCollision = "KB0504",
    /// An article matches an event that machines log when nothing is wrong.
    OrdinaryMatch = "KB0505",
    /// An article is possible for an event that machines log when nothing is wrong.
    OrdinaryPossible = "KB0506",
}

impl DiagnosticCode {
    /// How bad it is.
    pub fn level(self) -> DiagnosticLevel {
        match self {
            Self::ProductName | Self::StaleSource | Self::TooCommon | Self::OrdinaryPossible => {
                DiagnosticLevel::Warning
            }
            _ => DiagnosticLevel::Error,
        }
    }
}

impl fmt::Display for DiagnosticCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_ascend() {
        assert!(DiagnosticCode::ALL.windows(2).all(|pair| pair[0].name() < pair[1].name()));
    }

    #[test]
    fn a_diagnostic_shows_place_caret_and_hint() {
        let text = "---\nid: kb1\nmathc: a\n---\n";
        let d = Diagnostic::new(
            DiagnosticCode::UnknownKey,
            "a/kb1/article.md",
            Span::new(12, 17),
            "unknown key `mathc`",
        )
        .hint("did you mean `match`?");
        assert_eq!(d.position(text), (3, 1));
        let shown = d.render(text, false);
        for part in [
            "error[KB0103]: unknown key `mathc`",
            "a/kb1/article.md:3:1",
            "^^^^^",
            "help: did you mean `match`?",
        ] {
            assert!(shown.contains(part), "{part} in\n{shown}");
        }
    }
}
