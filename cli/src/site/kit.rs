//! Where the page's programs come from.

use crate::failure::Failure;
use kbmatch_site::Kit;
use std::path::Path;

include!(concat!(env!("OUT_DIR"), "/page_kit.rs"));

/// The kit at `path`, or the one that this command was built with.
pub(super) fn load(path: Option<&Path>) -> Result<Kit, Failure> {
    let Some(path) = path else {
        let built_in = BUILT_IN.ok_or(Failure::NoKit)?;
        return Kit::read(built_in).map_err(|error| Failure::Kit(None, error));
    };
    let bytes = std::fs::read(path).map_err(|error| Failure::read(path, error))?;
    Kit::read(&bytes).map_err(|error| Failure::Kit(Some(path.to_owned()), error))
}
