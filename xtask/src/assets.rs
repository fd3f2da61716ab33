//! The files of the page, each but the entry under a name that carries the hash of its content: such a file can be
//! cached for ever, and a page never meets parts of another build.
//!
//! A template refers to another file as `{{name}}`, and gets that file's final name.

use anyhow::{Context, Result, bail};
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::Write;

/// The page's entry, the one file whose name stays.
pub(crate) const ENTRY: &str = "index.html";

/// A file as it is before its references are resolved.
pub(crate) enum Source {
    /// Used as it is.
    Plain(Vec<u8>),
    /// Text with `{{name}}` in it.
    Template(String),
}

/// A finished file.
pub(crate) struct Asset {
    /// Its name in the site's only folder.
    pub(crate) name: String,
    /// Its content.
    pub(crate) bytes: Vec<u8>,
    /// Its content as it is sent where gzip is accepted.
    pub(crate) gzip: Vec<u8>,
    /// Whether the name changes with the content, so that it can be kept for ever.
    pub(crate) is_lasting: bool,
    /// When the page needs it.
    pub(crate) need: Need,
}

/// When the page needs a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// Before it can match.
    First,
    /// After that.
    Later,
    /// Never.
    Apart,
}

impl Asset {
    /// A file under that name.
    ///
    /// # Errors
    /// None that can happen in memory.
    pub(crate) fn new(name: String, bytes: Vec<u8>, is_lasting: bool) -> Result<Self> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&bytes)?;
        Ok(Self { name, gzip: encoder.finish()?, bytes, is_lasting, need: Need::First })
    }

    /// Its content as it is sent where brotli is accepted. Cost: seconds for a megabyte.
    ///
    /// # Errors
    /// None that can happen in memory.
    pub(crate) fn brotli(&self) -> Result<Vec<u8>> {
        let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
        let mut packed = Vec::new();
        brotli::BrotliCompress(&mut self.bytes.as_slice(), &mut packed, &params)?;
        Ok(packed)
    }
}

/// Resolves the references of `sources` to each other and to `constants`, starting from `roots`, whose names stay; what
/// they do not lead to is left out.
///
/// # Errors
/// When a template refers to something unknown, or to itself through others.
pub(crate) fn link(
    sources: &BTreeMap<String, Source>,
    roots: &[&str],
    constants: &[(&str, &str)],
) -> Result<Vec<Asset>> {
    let mut linker = Linker { sources, roots, constants, open: Vec::new(), done: BTreeMap::new() };
    for root in roots {
        linker.finish(root)?;
    }
    Ok(linker.done.into_values().collect())
}

struct Linker<'a> {
    sources: &'a BTreeMap<String, Source>,
    roots: &'a [&'a str],
    constants: &'a [(&'a str, &'a str)],
    /// The templates that are being resolved, outermost first.
    open: Vec<String>,
    /// By the name of the source.
    done: BTreeMap<String, Asset>,
}

impl Linker<'_> {
    /// The final name of the source called `name`.
    fn finish(&mut self, name: &str) -> Result<String> {
        if let Some(asset) = self.done.get(name) {
            return Ok(asset.name.clone());
        }
        if self.open.iter().any(|open| open == name) {
            bail!("{name} refers to itself, by way of {}", self.open.join(", "));
        }
        let source = self.sources.get(name).with_context(|| format!("there is no file {name}"))?;
        self.open.push(name.to_owned());
        let bytes = match source {
            Source::Plain(bytes) => bytes.clone(),
            Source::Template(text) => {
                resolve(text, |name| self.value(name)).with_context(|| format!("in {name}"))?.into_bytes()
            }
        };
        self.open.pop();
        let stays = self.roots.contains(&name);
        let final_name = if stays { name.to_owned() } else { final_name(name, &bytes) };
        let asset = Asset::new(final_name, bytes, !stays)?;
        let final_name = asset.name.clone();
        self.done.insert(name.to_owned(), asset);
        Ok(final_name)
    }

    fn value(&mut self, name: &str) -> Result<String> {
        match self.constants.iter().find(|(constant, _)| *constant == name) {
            Some((_, value)) => Ok((*value).to_owned()),
            None => self.finish(name),
        }
    }
}

/// `text` with a value in place of each `{{name}}`.
///
/// # Errors
/// When there is no such value, or a `{{` has no end.
pub(crate) fn resolve(text: &str, mut value: impl FnMut(&str) -> Result<String>) -> Result<String> {
    let mut resolved = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}").context("a `{{` without its `}}`")?;
        resolved.push_str(before);
        resolved.push_str(&value(name)?);
        rest = after;
    }
    Ok(resolved + rest)
}

fn final_name(name: &str, bytes: &[u8]) -> String {
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}-{}.{extension}", digest([bytes])),
        None => name.to_owned(),
    }
}

/// Sixteen digits that tell contents apart.
pub(crate) fn digest<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hash = Sha256::new();
    parts.into_iter().for_each(|part| hash.update(part));
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// The SHA-256 in hexadecimal digits.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(files: &[(&str, &str)]) -> Result<BTreeMap<String, String>> {
        let source = |(name, text): &(&str, &str)| ((*name).to_owned(), Source::Template((*text).to_owned()));
        let assets = link(&files.iter().map(source).collect(), &[ENTRY], &[("policy", "none")])?;
        Ok(assets
            .into_iter()
            .map(|asset| (asset.name, String::from_utf8_lossy(&asset.bytes).into()))
            .collect())
    }

    #[test]
    fn a_reference_becomes_the_hashed_name_of_its_file() -> Result<()> {
        let site = site(&[(ENTRY, "<script src={{a.js}}>"), ("a.js", "1")])?;
        assert_eq!(site[ENTRY], "<script src=a-6b86b273ff34fce1.js>");
        assert_eq!(site["a-6b86b273ff34fce1.js"], "1");
        Ok(())
    }

    #[test]
    fn a_file_gets_another_name_when_one_that_it_refers_to_changes() -> Result<()> {
        let entry = |leaf| -> Result<String> {
            Ok(site(&[(ENTRY, "{{a.js}}"), ("a.js", "load {{b.js}}"), ("b.js", leaf)])?[ENTRY].clone())
        };
        assert_ne!(entry("1")?, entry("2")?);
        Ok(())
    }

    #[test]
    fn constants_are_filled_in_and_unused_files_left_out() -> Result<()> {
        let site = site(&[(ENTRY, "{{policy}}"), ("unused.js", "")])?;
        assert_eq!(site.into_iter().collect::<Vec<_>>(), [(ENTRY.to_owned(), "none".to_owned())]);
        Ok(())
    }

    #[test]
    fn a_wrong_reference_is_an_error_that_names_file_and_reference() {
        let message =
            |files| format!("{:#}", site(files).err().unwrap_or_else(|| anyhow::anyhow!("no error")));
        assert_eq!(message(&[(ENTRY, "{{no.js}}")]), "in index.html: there is no file no.js");
        assert_eq!(message(&[(ENTRY, "{{no.js")]), "in index.html: a `{{` without its `}}`");
        let cycle = message(&[(ENTRY, "{{a.js}}"), ("a.js", "{{a.js}}")]);
        assert_eq!(cycle, "in index.html: in a.js: a.js refers to itself, by way of index.html, a.js");
    }
}
