//! The files of the page, each but the entry under a name that carries the hash of its content: such a file can be
//! cached for ever, and a page never meets parts of another build.
//!
//! A template refers to another file as `{{name}}`, and gets that file's final name.

use crate::error::SiteError;
use crate::file::{File, Need, lasting_name};
use std::collections::BTreeMap;

/// A file as it is before its references are resolved.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    /// Used as it is.
    Plain(Vec<u8>),
    /// Text with `{{name}}` in it.
    Template(String),
}

/// Resolves the references of `sources` to each other and to `constants`, starting from `roots`, whose names stay; what
/// they do not lead to is left out. Gives the files by the names of their sources.
///
/// # Errors
///
/// When a template refers to something unknown, or to itself through others.
pub(crate) fn link(
    sources: &BTreeMap<String, Source>,
    roots: &[&str],
    constants: &[(&str, &str)],
) -> Result<BTreeMap<String, File>, SiteError> {
    let mut linker = Linker { sources, roots, constants, open: Vec::new(), done: BTreeMap::new() };
    for root in roots {
        linker.finish(root)?;
    }
    Ok(linker.done)
}

struct Linker<'a> {
    sources: &'a BTreeMap<String, Source>,
    roots: &'a [&'a str],
    constants: &'a [(&'a str, &'a str)],
    /// The templates that are being resolved, outermost first.
    open: Vec<String>,
    /// By the name of the source.
    done: BTreeMap<String, File>,
}

impl Linker<'_> {
    /// The final name of the source called `name`.
    fn finish(&mut self, name: &str) -> Result<String, SiteError> {
        if let Some(file) = self.done.get(name) {
            return Ok(file.path.clone());
        }
        if self.open.iter().any(|open| open == name) {
            let way = self.open.join(", ");
            return Err(SiteError::new(format!("{name} refers to itself, by way of {way}")));
        }
        let source =
            self.sources.get(name).ok_or_else(|| SiteError::new(format!("there is no file {name}")))?;
        self.open.push(name.to_owned());
        let bytes = match source {
            Source::Plain(bytes) => bytes.clone(),
            Source::Template(text) => {
                let resolved = resolve(text, |name| self.value(name));
                resolved.map_err(|error| error.within(name))?.into_bytes()
            }
        };
        self.open.pop();
        let stays = self.roots.contains(&name);
        let path = if stays { name.to_owned() } else { lasting_name(name, &bytes) };
        let file = File { path: path.clone(), bytes, is_lasting: !stays, need: Need::First };
        self.done.insert(name.to_owned(), file);
        Ok(path)
    }

    fn value(&mut self, name: &str) -> Result<String, SiteError> {
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
pub(crate) fn resolve(
    text: &str,
    mut value: impl FnMut(&str) -> Result<String, SiteError>,
) -> Result<String, SiteError> {
    let mut resolved = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) =
            after.split_once("}}").ok_or_else(|| SiteError::new("a `{{` without its `}}`"))?;
        resolved.push_str(before);
        resolved.push_str(&value(name)?);
        rest = after;
    }
    Ok(resolved + rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRY: &str = "index.html";

    fn site(files: &[(&str, &str)]) -> Result<BTreeMap<String, String>, SiteError> {
        let source = |(name, text): &(&str, &str)| ((*name).to_owned(), Source::Template((*text).to_owned()));
        let files = link(&files.iter().map(source).collect(), &[ENTRY], &[("policy", "none")])?;
        let shown = |file: File| (file.path, String::from_utf8_lossy(&file.bytes).into_owned());
        Ok(files.into_values().map(shown).collect())
    }

    #[test]
    fn a_reference_becomes_the_hashed_name_of_its_file() -> Result<(), SiteError> {
        let site = site(&[(ENTRY, "<script src={{a.js}}>"), ("a.js", "1")])?;
        assert_eq!(site[ENTRY], "<script src=a-6b86b273ff34fce1.js>");
        assert_eq!(site["a-6b86b273ff34fce1.js"], "1");
        Ok(())
    }

    #[test]
    fn a_file_gets_another_name_when_one_that_it_refers_to_changes() -> Result<(), SiteError> {
        let entry = |leaf| -> Result<String, SiteError> {
            Ok(site(&[(ENTRY, "{{a.js}}"), ("a.js", "load {{b.js}}"), ("b.js", leaf)])?[ENTRY].clone())
        };
        assert_ne!(entry("1")?, entry("2")?);
        Ok(())
    }

    #[test]
    fn constants_are_filled_in_and_unused_files_left_out() -> Result<(), SiteError> {
        let site = site(&[(ENTRY, "{{policy}}"), ("unused.js", "")])?;
        assert_eq!(site.into_iter().collect::<Vec<_>>(), [(ENTRY.to_owned(), "none".to_owned())]);
        Ok(())
    }

    #[test]
    fn a_wrong_reference_is_an_error_that_names_file_and_reference() {
        let message = |files| site(files).err().map_or_else(String::new, |error| error.to_string());
        assert_eq!(message(&[(ENTRY, "{{no.js}}")]), "in index.html: there is no file no.js");
        assert_eq!(message(&[(ENTRY, "{{no.js")]), "in index.html: a `{{` without its `}}`");
        let cycle = message(&[(ENTRY, "{{a.js}}"), ("a.js", "{{a.js}}")]);
        assert_eq!(cycle, "in index.html: in a.js: a.js refers to itself, by way of index.html, a.js");
    }
}
