//! Turns knowledge bases that already exist into articles of kbmatch: text in, an ordinary folder of drafts out.
//!
//! Every importer does the same three things: it reads pages of its own shape, derives symptoms from what they show, and
//! writes folders with an `article.md` each, marked `draft`, that say which file and line they were made from. Nothing here
//! does I/O.

#![forbid(unsafe_code)]

pub mod cre;
mod draft;
mod fragments;
pub mod msdocs;
mod rarity;
mod words;

use kbmatch::SourceFile;

/// What an import gave.
#[derive(Debug, Default)]
pub struct Import {
    /// The files of the new base, ordered by path.
    pub files: Vec<SourceFile>,
    /// Articles in it.
    pub articles: usize,
    /// Articles among them for which no symptoms could be derived: they can be searched for, and never match.
    pub without_symptoms: usize,
    /// What was not imported, and why.
    pub skipped: Vec<Skipped>,
}

/// A file that was not imported.
#[derive(Debug)]
pub struct Skipped {
    /// Its path below the folder.
    pub path: String,
    /// Why.
    pub reason: &'static str,
}

/// What an importer cannot find in the files.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    /// The licence's short name: `CC-BY-4.0`.
    pub license: Option<String>,
    /// Where the licence's text stands.
    pub license_url: Option<String>,
    /// Whom the licence asks to name.
    pub attribution: Option<String>,
    /// The address of the imported folder on the web; a file's path below it, appended, is the file's address.
    pub base_url: Option<String>,
}
