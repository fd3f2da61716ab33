//! The service worker, which keeps a page for when there is no network.

use crate::error::SiteError;
use crate::file::{File, Need, digest, lasting_name};
use crate::kit::Kit;
use crate::link::resolve;
use crate::page::ENTRY;
use std::collections::BTreeSet;

const SERVICE_WORKER: &str = "sw.js";

/// In place of a service worker, one that takes itself and what it kept away: while articles are written, every load shows the
/// newest.
pub(crate) fn no_service_worker(kit: &Kit) -> Result<File, SiteError> {
    Ok(File::staying(SERVICE_WORKER, kit.bytes("no-sw.js")?.to_vec(), Need::Later))
}

/// What tells the service worker of a newer build what of that which was kept is still of use: of each lasting file that is kept once
/// somebody asks for it, the first eight digits of its hash, as a number of four bytes, ascending.
pub(crate) fn named(files: &[File]) -> File {
    let apart = files.iter().filter(|file| file.need == Need::Apart && file.is_lasting);
    let numbers: BTreeSet<u32> = apart.filter_map(|file| hash_in(&file.path)).collect();
    let bytes: Vec<u8> = numbers.into_iter().flat_map(u32::to_be_bytes).collect();
    File { path: lasting_name("named.bin", &bytes), bytes, is_lasting: true, need: Need::Apart }
}

/// The hash stands at the end of a name, behind a dash if there is one.
fn hash_in(path: &str) -> Option<u32> {
    let stem = path.rsplit_once('.')?.0;
    let digits = stem.rsplit_once('-').map_or(stem, |(_, digits)| digits);
    u32::from_str_radix(digits.get(..8)?, 16).ok()
}

/// The service worker of these files: it names all that the page needs, and a build by what they hold. `named` is the file of that name.
///
/// # Errors
///
/// When the kit has none, or it refers to what it is not told.
pub(crate) fn service_worker(kit: &Kit, files: &[File], named: &File) -> Result<File, SiteError> {
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
        "named" => Ok(named.path.clone()),
        other => {
            Err(SiteError::new(format!("it refers to {other}, which it is not told")).within(SERVICE_WORKER))
        }
    })?;
    Ok(File::staying(SERVICE_WORKER, script.into_bytes(), Need::Later))
}
