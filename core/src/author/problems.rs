use super::diagnostic::{Diagnostic, DiagnosticCode};
use crate::Span;

/// Everything that is wrong with one file, as it is found.
pub(super) struct Problems<'a> {
    file: &'a str,
    list: Vec<Diagnostic>,
}

/// The diagnostic that was just added, for a hint.
pub(super) struct Added<'a>(&'a mut Diagnostic);

impl Added<'_> {
    pub(super) fn hint(self, hint: impl Into<String>) {
        self.0.hint = Some(hint.into());
    }

    /// What to write in place of the span, where that is certain; else a hint.
    pub(super) fn hint_or_fix(self, fix: Option<impl Into<String>>, hint: impl FnOnce() -> String) {
        match fix {
            Some(fix) => self.fix(fix),
            None => self.hint(hint()),
        }
    }

    /// What to write in place of the span; the hint says so, too.
    pub(super) fn fix(self, text: impl Into<String>) {
        let text = text.into();
        self.0.hint = Some(format!("write `{text}`"));
        self.0.fix = Some(text);
    }
}

impl<'a> Problems<'a> {
    pub(super) fn new(file: &'a str) -> Self {
        Self { file, list: Vec::new() }
    }

    pub(super) fn add(&mut self, code: DiagnosticCode, span: Span, message: impl Into<String>) -> Added<'_> {
        let at = self.list.len();
        self.list.push(Diagnostic::new(code, self.file, span, message));
        Added(&mut self.list[at])
    }

    /// How many of them keep the base from being built.
    pub(super) fn errors(&self) -> usize {
        self.list.iter().filter(|diagnostic| diagnostic.is_error()).count()
    }

    pub(super) fn into_list(self) -> Vec<Diagnostic> {
        self.list
    }
}

/// "did you mean ...?", when one of `known` is close to `word`.
pub(super) fn suggestion<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let close = |candidate: &&str| strsim::jaro_winkler(word, candidate) > 0.8;
    let score = |candidate: &&str| (strsim::jaro_winkler(word, candidate) * 1000.0) as u32;
    let best = known.into_iter().filter(close).max_by_key(score)?;
    Some(format!("did you mean `{best}`?"))
}

/// The suggestion, or else the list of what is allowed.
pub(super) fn suggest_or_list(word: &str, known: &[&str]) -> String {
    suggestion(word, known.iter().copied()).unwrap_or_else(|| {
        let list: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
        format!("known here: {}", list.join(", "))
    })
}
