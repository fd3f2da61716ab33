use super::visible::visible;
use anstyle::Style;

/// A piece of text with styles. What people wrote gets in through [`Rich::push`] only, which makes it harmless.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Rich(String);

impl Rich {
    /// `text` without a style.
    pub(super) fn text(text: &str) -> Self {
        Self::styled(Style::new(), text)
    }

    /// `text` in `style`.
    pub(super) fn styled(style: Style, text: &str) -> Self {
        let mut rich = Self::default();
        rich.push(style, text);
        rich
    }

    /// A line that a renderer made of harmless text.
    pub(super) fn rendered(line: String) -> Self {
        Self(line)
    }

    /// Appends `text` in `style`.
    pub(super) fn push(&mut self, style: Style, text: &str) {
        if !text.is_empty() {
            self.0.push_str(&format!("{style}{}{style:#}", visible(text)));
        }
    }

    /// Appends `text` in `style`, for callers who chain.
    #[must_use]
    pub(super) fn and(mut self, style: Style, text: &str) -> Self {
        self.push(style, text);
        self
    }

    /// Appends another piece.
    pub(super) fn append(&mut self, other: &Self) {
        self.0.push_str(&other.0);
    }

    /// Breaks the line here.
    pub(super) fn push_break(&mut self) {
        self.0.push('\n');
    }

    /// How many columns it takes on one line.
    pub(super) fn columns(&self) -> usize {
        textwrap::core::display_width(&self.0)
    }

    /// Appends spaces up to `columns`.
    pub(super) fn pad(&mut self, columns: usize) {
        let missing = columns.saturating_sub(self.columns());
        self.0.extend(std::iter::repeat_n(' ', missing));
    }

    /// Broken into lines of at most `columns`, between words only: addresses and commands stay whole.
    pub(super) fn wrapped(&self, columns: usize) -> Vec<Self> {
        let options = textwrap::Options::new(columns.max(1))
            .break_words(false)
            .word_separator(textwrap::WordSeparator::AsciiSpace)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        textwrap::wrap(&self.0, options).into_iter().map(|line| Self(line.into_owned())).collect()
    }

    /// The text with its styles.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}
