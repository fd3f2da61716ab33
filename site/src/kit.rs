//! The page kit: everything that a site is made of beside its knowledge base. It knows none, and serves all.

use crate::archive;
use crate::error::SiteError;
use std::collections::BTreeMap;
use std::fmt;

/// The files of a kit that are templates: in them `{{name}}` stands for another file's final name, or for a value.
const TEMPLATES: [&str; 5] = ["css", "html", "js", "svg", "webmanifest"];

/// The programs: what the toolchain makes of them is taken as it is, whatever stands in it.
const PROGRAMS: [&str; 5] = ["page", "engine", "fast", "evtx", "unpack"];

/// The format of kits. A command reads those of its own release only, so there is nothing to migrate.
const FORMAT: &str = concat!("kbmatch page kit 1, ", env!("CARGO_PKG_VERSION"));

/// The name under which the format stands in the archive, first of all.
const FORMAT_NAME: &str = "format";

/// A kit unpacks to no more than this, in bytes.
const MAX_KIT: u64 = 128 << 20;

/// The programs of the page, with their scripts, styles and templates, by their names.
#[derive(Clone, Debug, Default)]
pub struct Kit {
    files: BTreeMap<String, Vec<u8>>,
}

impl Kit {
    /// A kit of these files: `index.html`, those of `web/static` and `web/boot` by their names, and of each program its script
    /// (`page.js`) and its module (`page.wasm`).
    pub fn new(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        Self { files: files.into_iter().collect() }
    }

    /// Reads a kit that [`Kit::write`] wrote. Cost: unpacking it.
    ///
    /// # Errors
    ///
    /// When it is none, or one of another release.
    pub fn read(bytes: &[u8]) -> Result<Self, KitError> {
        let mut files = archive::unpack(bytes, MAX_KIT).ok_or(KitError::NotAKit)?.into_iter();
        match files.next() {
            Some((name, format)) if name == FORMAT_NAME => {
                if format == FORMAT.as_bytes() {
                    return Ok(Self { files: files.collect() });
                }
                Err(KitError::Other(String::from_utf8_lossy(&format).chars().take(80).collect()))
            }
            _ => Err(KitError::NotAKit),
        }
    }

    /// The kit as one file. The same kit always gives the same bytes.
    pub fn write(&self) -> Vec<u8> {
        let format = std::iter::once((FORMAT_NAME, FORMAT.as_bytes()));
        let files = self.files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
        // Writing to memory does not fail.
        archive::pack(&format.chain(files).collect::<Vec<_>>()).unwrap_or_default()
    }

    /// The bytes of a file.
    ///
    /// # Errors
    ///
    /// When the kit has none of that name.
    pub(crate) fn bytes(&self, name: &str) -> Result<&[u8], SiteError> {
        let file = self.files.get(name).map(Vec::as_slice);
        file.ok_or_else(|| SiteError::new(format!("there is no file {name}")))
    }

    /// The text of a file.
    ///
    /// # Errors
    ///
    /// When the kit has none of that name, or it is no text.
    pub(crate) fn text(&self, name: &str) -> Result<&str, SiteError> {
        std::str::from_utf8(self.bytes(name)?).map_err(|_| SiteError::new(format!("{name} is no text")))
    }

    /// The names of all files.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }
}

/// Whether a file of a kit is a template.
pub(crate) fn is_template(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(stem, extension)| {
        TEMPLATES.contains(&extension) && !(extension == "js" && PROGRAMS.contains(&stem))
    })
}

/// Why bytes are not taken as a kit.
#[derive(Debug, PartialEq, Eq)]
pub enum KitError {
    /// They are something else.
    NotAKit,
    /// A kit of another release: what it says of itself.
    Other(String),
}

impl fmt::Display for KitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAKit => {
                f.write_str("this is no page kit: `cargo xtask dist` makes one, dist/kbmatch.kit")
            }
            Self::Other(found) => {
                write!(
                    f,
                    "this is another release's kit ({found:?}), and {FORMAT:?} is needed: take both from one build"
                )
            }
        }
    }
}

impl std::error::Error for KitError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kit_comes_back_as_it_was_written() {
        let kit = Kit::new([("a.js".to_owned(), b"1".to_vec()), ("page.wasm".to_owned(), vec![0, 255])]);
        let read = Kit::read(&kit.write()).expect("a kit");
        assert_eq!(read.files, kit.files);
        assert_eq!(kit.write(), read.write());
    }

    #[test]
    fn another_release_and_other_files_are_told_apart() {
        let other = archive::pack(&[(FORMAT_NAME, b"kbmatch page kit 1, 0.0.9")]).expect("memory");
        assert_eq!(Kit::read(&other).err(), Some(KitError::Other("kbmatch page kit 1, 0.0.9".into())));
        assert_eq!(Kit::read(b"PK\x03\x04").err(), Some(KitError::NotAKit));
    }

    #[test]
    fn what_the_toolchain_made_is_no_template() {
        assert!(is_template("boot.js") && is_template("index.html") && is_template("page.css"));
        assert!(!is_template("page.js") && !is_template("engine.wasm") && !is_template("noextension"));
    }
}
