//! The knowledge base of the page.

use crate::process::{cargo, run};
use anyhow::{Context, Result};
use kbmatch_site::Pack;
use std::fs;

const PACK: &str = "target/page.kbpack";

/// Compiles the articles, by the command that people use for their own.
///
/// # Errors
/// When an article has a mistake, or the pack cannot be read.
pub(crate) fn build() -> Result<Pack> {
    Pack::of(&pack()?).context(PACK)
}

/// As [`build`], as one file.
///
/// # Errors
/// As [`build`].
pub(crate) fn pack() -> Result<Vec<u8>> {
    write(PACK)?;
    fs::read(PACK).context(PACK)
}

/// Writes the pack of the articles to `path`.
///
/// # Errors
/// When an article has a mistake.
pub(crate) fn write(path: &str) -> Result<()> {
    run(&mut cargo(&["run", "--quiet", "--package", "kbmatch-cli", "--", "build", "kb/articles", "-o", path]))
}
