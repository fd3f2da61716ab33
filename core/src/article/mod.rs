//! Articles: what they say to people ([`Body`]) and to the engine ([`Rule`]).

mod area;
mod prose;

pub use area::area_name;
pub use prose::{Block, Filled, Href, Inline, Piece, Prose, Setting, UnsafeHref};

use crate::symptom::Rule;
use serde::{Deserialize, Serialize};

/// One article of a knowledge base.
#[derive(Clone, Debug)]
pub struct Article {
    /// Its id: lower-case letters, digits and hyphens.
    pub id: String,
    /// The folder above it: `entra`; empty when there is none.
    pub area: String,
    /// What the reader sees fail, in one line.
    pub title: String,
    /// Whether nobody has looked through it yet: it was made from something else.
    pub draft: bool,
    /// How bad that is.
    pub severity: Severity,
    /// Product names.
    pub products: Vec<String>,
    /// Versions of these products.
    pub versions: Vec<String>,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// Where its facts come from.
    pub sources: Vec<Source>,
    /// What it was made from, when a program made it.
    pub origin: Option<Origin>,
    /// Under which terms its text may be used, when these are not the terms of the whole base.
    pub license: Option<License>,
    /// Ids of articles on neighbouring problems.
    pub related: Vec<String>,
    /// Its prose.
    pub body: Body,
    /// When it applies.
    pub rule: Rule,
}

/// What a list of articles shows of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// The folder above it.
    pub area: String,
    /// What the reader sees fail, in one line.
    pub title: String,
    /// How bad that is.
    pub severity: Severity,
    /// Product names.
    pub products: Vec<String>,
}

/// What only somebody who reads the article sees of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Details {
    versions: Vec<String>,
    tags: Vec<String>,
    sources: Vec<Source>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    draft: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    origin: Option<Origin>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    license: Option<License>,
    related: Vec<String>,
    body: Body,
}

impl Article {
    /// What a list shows of it.
    pub fn entry(&self) -> Entry {
        Entry {
            id: self.id.clone(),
            area: self.area.clone(),
            title: self.title.clone(),
            severity: self.severity,
            products: self.products.clone(),
        }
    }

    #[cfg(feature = "author")]
    pub(crate) fn details(&self) -> Details {
        Details {
            versions: self.versions.clone(),
            tags: self.tags.clone(),
            sources: self.sources.clone(),
            draft: self.draft,
            origin: self.origin.clone(),
            license: self.license.clone(),
            related: self.related.clone(),
            body: self.body.clone(),
        }
    }

    pub(crate) fn of_parts(entry: Entry, details: Details, rule: Rule) -> Self {
        let Entry { id, area, title, severity, products } = entry;
        let Details { versions, tags, sources, draft, origin, license, related, body } = details;
        Self {
            id,
            area,
            title,
            draft,
            severity,
            products,
            versions,
            tags,
            sources,
            origin,
            license,
            related,
            body,
            rule,
        }
    }
}

/// How bad the problem is that an article describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Work stops for many.
    Critical,
    /// Something fails.
    Error,
    /// Something is not as it should be.
    Warning,
    /// Good to know; nothing to repair.
    Info,
}

impl Severity {
    /// The name in articles.
    pub fn name(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// Where an article's facts come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its address.
    pub url: Href,
    /// Its title.
    pub title: String,
    /// When it was last changed, `YYYY-MM-DD`.
    pub updated: Option<String>,
}

/// What an article was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The file, relative to the folder that was imported, with `/` between names.
    pub file: String,
    /// The line in it at which the article's text begins, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
}

/// The terms under which an article's text may be used, and who is to be named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct License {
    /// Its short name: `CC-BY-4.0`.
    pub name: String,
    /// Where its text stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<Href>,
    /// Whom it asks to name, and for what.
    pub attribution: String,
}

/// An article's prose, by section.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// What the reader sees.
    pub symptoms: Prose,
    /// Why: one section without a name, or one for each named cause.
    pub causes: Vec<Section>,
    /// What to do: one section without a name, or one for each named cause.
    pub resolutions: Vec<Section>,
    /// Background; may be empty.
    pub more: Prose,
}

/// A section that may belong to one of several causes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// The cause it belongs to; `None` when it holds for all.
    pub cause: Option<String>,
    /// Its prose.
    pub prose: Prose,
}
