//! The service worker, which keeps a page for when there is no network.

use crate::error::SiteError;
use crate::file::{File, Need, digest};
use crate::kit::Kit;
use crate::link::resolve;
use crate::page::ENTRY;

const SERVICE_WORKER: &str = "sw.js";

/// In place of a service worker, one that takes itself and what it kept away: while articles are written, every load shows the
/// newest.
pub(crate) fn no_service_worker(kit: &Kit) -> Result<File, SiteError> {
    Ok(File::staying(SERVICE_WORKER, kit.bytes("no-sw.js")?.to_vec(), Need::Later))
}

/// The service worker of these files: it names all that the page needs, and a build by what they hold.
///
/// # Errors
///
/// When the kit has none, or it refers to what it is not told.
pub(crate) fn service_worker(kit: &Kit, files: &[File]) -> Result<File, SiteError> {
    let names = |need: Need| {
        let names = files.iter().filter(|file| file.need == need).map(|file| file.path.as_str());
        // Strings only: serde_json has no way to fail on them.
        serde_json::to_string(&names.collect::<Vec<_>>()).unwrap_or_default()
    };
    let build = digest(files.iter().flat_map(|file| [file.path.as_bytes(), &file.bytes]));
    let script = resolve(kit.text(SERVICE_WORKER)?, |name| match name {
        "build" => Ok(build.clone()),
        "first" => Ok(names(Need::First)),
        "later" => Ok(names(Need::Later)),
        "entry" => Ok(ENTRY.to_owned()),
        other => {
            Err(SiteError::new(format!("it refers to {other}, which it is not told")).within(SERVICE_WORKER))
        }
    })?;
    Ok(File::staying(SERVICE_WORKER, script.into_bytes(), Need::Later))
}
