//! Error codes in words, once the table of them is there.

use super::codes;
use super::protocol::{Reply, ScanId};
use kbmatch::Input;

/// What there is of the table, and who waits for it.
pub(super) struct Explainer {
    table: Option<String>,
    /// What it says in the page's language: nothing for English, `None` while it is on its way.
    words: Option<String>,
    /// The newest codes that wait for these, with their text.
    waiting: Option<(ScanId, Vec<String>, Vec<u8>)>,
}

impl Default for Explainer {
    fn default() -> Self {
        Self { table: None, words: Some(String::new()), waiting: None }
    }
}

impl Explainer {
    /// Takes the table, and answers who waits for it.
    pub(super) fn take_table(&mut self, table: String) -> Option<Reply> {
        self.table = Some(table);
        self.explain_waiting()
    }

    /// Explains nothing until [`Explainer::take_words`].
    pub(super) fn await_words(&mut self) {
        self.words = None;
    }

    /// Takes what the table says in the page's language, and answers who waits for it.
    pub(super) fn take_words(&mut self, words: String) -> Option<Reply> {
        self.words = Some(words);
        self.explain_waiting()
    }

    /// Explains codes, and those of mail systems in the text; later, if there is no table yet.
    pub(super) fn explain(&mut self, id: ScanId, codes: Vec<String>, text: &[u8]) -> Option<Reply> {
        let (Some(table), Some(words)) = (&self.table, &self.words) else {
            self.waiting = Some((id, codes, text.to_vec()));
            return None;
        };
        let codes = codes::explain(table, words, &codes, Input::decode(text).text());
        Some(Reply::Codes { id, codes })
    }

    /// Whether somebody waits for an answer.
    pub(super) fn is_awaited(&self) -> bool {
        self.waiting.is_some()
    }

    fn explain_waiting(&mut self) -> Option<Reply> {
        let (id, codes, text) = self.waiting.take()?;
        self.explain(id, codes, &text)
    }
}
