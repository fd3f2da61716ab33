use std::fmt;

/// Why a site cannot be made: the file of the kit that is at fault, and what is wrong with it.
#[derive(Debug, PartialEq, Eq)]
pub struct SiteError {
    /// The files that lead to the mistake, the innermost last.
    place: Vec<String>,
    why: String,
}

impl SiteError {
    pub(crate) fn new(why: impl Into<String>) -> Self {
        Self { place: Vec::new(), why: why.into() }
    }

    /// The same error, found while making this file.
    pub(crate) fn within(mut self, file: &str) -> Self {
        self.place.insert(0, file.to_owned());
        self
    }
}

impl fmt::Display for SiteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.place.iter().try_for_each(|file| write!(f, "in {file}: "))?;
        f.write_str(&self.why)
    }
}

impl std::error::Error for SiteError {}
