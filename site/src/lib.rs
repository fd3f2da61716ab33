//! From a knowledge base to the files of a static site.
//!
//! ```text
//! Kit (programs, scripts, styles, the entry) ──┐         ┌─ page: the page as files
//! Pack (manifest, shards) ─────────────────────┼─ Site ──┼─ single: the page as one file
//! Settings (title, colours, language) ─────────┤         └─ files: the page, and pages that need no script
//! KnowledgeBase (the articles) ────────────────┘
//! ```
//!
//! Everything here is a function of its input: no I/O, no clock, the same bytes for the same kit, pack and settings. What
//! articles say becomes HTML through templates that escape it, and XML and JSON through their libraries.
#![forbid(unsafe_code)]

mod archive;
mod base85;
mod error;
mod feed;
mod file;
mod inline;
mod kit;
mod link;
mod pack;
mod page;
mod pages;
mod script_json;
mod service_worker;
mod settings;
mod single;
mod site;
mod words;

pub use error::SiteError;
pub use file::{File, Need, sha256};
pub use kit::{Kit, KitError};
pub use pack::{Pack, Shard};
pub use page::{ENTRY, POLICY, Page};
pub use settings::{Accent, BaseUrl, Color, Image, ImageKind, Language, Link, Settings, SettingsError};
pub use single::SINGLE;
pub use site::{MOST_FILES, Made, Site, waiting};
