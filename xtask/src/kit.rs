//! The page kit: what the toolchain makes of `web/`, and the files there that are taken as they are.

use crate::wasm;
use anyhow::{Context, Result};
use kbmatch_site::{ENTRY, Kit};
use std::fs;

const FOLDERS: [&str; 2] = ["web/static", "web/boot"];

/// Builds the programs and collects the files.
///
/// # Errors
/// When a program does not build, or a file cannot be read.
pub(crate) fn build() -> Result<Kit> {
    let programs = wasm::build()?;
    let mut files = vec![(ENTRY.to_owned(), fs::read(ENTRY).context(ENTRY)?)];
    let wasm::Programs { page, engine, fast, evtx, unpack } = programs;
    let programs = [("page", page), ("engine", engine), ("fast", fast), ("evtx", evtx), ("unpack", unpack)];
    for (name, program) in programs {
        files.push((format!("{name}.js"), program.glue));
        files.push((format!("{name}.wasm"), program.module));
    }
    for folder in FOLDERS {
        for entry in fs::read_dir(folder).context(folder)? {
            let path = entry?.path();
            let bytes = fs::read(&path).with_context(|| path.display().to_string())?;
            files.push((path.file_name().unwrap_or_default().to_string_lossy().into_owned(), bytes));
        }
    }
    Ok(Kit::new(files))
}
