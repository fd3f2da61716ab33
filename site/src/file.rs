//! A file of a site.

use sha2::{Digest, Sha256};

/// A finished file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path below the site's folder, with `/` between names.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// Whether the name changes with the content, so that it can be kept for ever.
    pub is_lasting: bool,
    /// When the page needs it.
    pub need: Need,
}

/// When the page needs a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Before it can match.
    First,
    /// After that.
    Later,
    /// Never, or when somebody asks for it.
    Apart,
}

impl File {
    /// A file whose name stays when its content changes.
    pub(crate) fn staying(path: &str, bytes: Vec<u8>, need: Need) -> Self {
        Self { path: path.to_owned(), bytes, is_lasting: false, need }
    }

    /// Its media type, by the end of its name.
    pub fn media_type(&self) -> &'static str {
        match self.path.rsplit_once('.').map(|(_, extension)| extension) {
            Some("html") => "text/html; charset=utf-8",
            Some("css") => "text/css; charset=utf-8",
            Some("js") => "text/javascript; charset=utf-8",
            Some("json") => "application/json",
            Some("webmanifest") => "application/manifest+json",
            Some("xml") => "application/xml",
            Some("svg") => "image/svg+xml",
            Some("png") => "image/png",
            Some("wasm") => "application/wasm",
            _ => "application/octet-stream",
        }
    }
}

/// The name of a file that carries the hash of its content: `page-0123456789abcdef.js`.
pub(crate) fn lasting_name(name: &str, bytes: &[u8]) -> String {
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
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
