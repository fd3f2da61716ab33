//! The user's last texts, in this browser, once the user asked for that.

use crate::dom;
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// Whether there is a history is whether this key is there.
const KEY: &str = "kbmatch-history";

/// So many texts are kept, and none that is longer, in bytes.
const MOST: usize = 20;
const LONGEST: usize = 64 * 1024;

/// The last texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// The texts, the newest first; `None` when none are to be kept.
    kept: Option<Rc<[Kept]>>,
}

/// A text that is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The text.
    pub text: String,
    /// The title of the article that explained it; none when none did.
    pub title: Option<String>,
}

impl Kept {
    /// What a list shows of it: its first line that says something.
    pub fn label(&self) -> &str {
        let line = self.text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
        let end = line.char_indices().nth(100).map_or(line.len(), |(end, _)| end);
        &line[..end]
    }
}

impl History {
    /// What was kept; nothing where storage is forbidden, or holds what this page did not write.
    pub fn remembered() -> Self {
        let stored = dom::storage().and_then(|storage| storage.get_item(KEY).ok()?);
        Self { kept: stored.map(|json| serde_json::from_str::<Vec<Kept>>(&json).unwrap_or_default().into()) }
    }

    /// Whether texts are kept.
    pub fn is_on(&self) -> bool {
        self.kept.is_some()
    }

    /// The texts, the newest first.
    pub fn texts(&self) -> &[Kept] {
        self.kept.as_deref().unwrap_or_default()
    }

    /// Keeps texts from now on.
    pub fn begin(&mut self) {
        self.kept.get_or_insert_default();
        self.store();
    }

    /// Forgets all texts, and keeps none from now on.
    pub fn wipe(&mut self) {
        self.kept = None;
        if let Some(storage) = dom::storage() {
            // Where storage is forbidden nothing was stored.
            let _ = storage.remove_item(KEY);
        }
    }

    /// Keeps a text, if texts are kept; one that is there already becomes the newest.
    pub fn add(&mut self, text: &str, title: Option<&str>) {
        if !self.is_on() || text.trim().is_empty() || text.len() > LONGEST {
            return;
        }
        let new = Kept { text: text.to_owned(), title: title.map(str::to_owned) };
        if self.texts().first() == Some(&new) {
            return;
        }
        let others = self.texts().iter().filter(|kept| kept.text != text).cloned();
        self.kept = Some(std::iter::once(new).chain(others).take(MOST).collect());
        self.store();
    }

    /// Where the browser has no room, older texts make way.
    fn store(&mut self) {
        let Some(storage) = dom::storage() else { return };
        loop {
            // Words only: serde_json has no way to fail on them.
            let json = serde_json::to_string(self.texts()).unwrap_or_default();
            if storage.set_item(KEY, &json).is_ok() {
                return;
            }
            let Some((_, rest)) = self.texts().split_last() else { return };
            self.kept = Some(rest.into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_the_first_line_that_says_something() {
        let kept = |text: &str| Kept { text: text.into(), title: None };
        assert_eq!(kept("\n  \n Log Name: System\nx").label(), "Log Name: System");
        assert_eq!(kept(&"\u{e4}".repeat(300)).label().chars().count(), 100);
    }
}
