//! `cargo xtask dist`: the page as static files, in `dist/`.

use crate::assets::{Asset, ENTRY, Source, link};
use crate::table::Table;
use crate::{server, wasm};
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const OUT: &str = "dist";
const STATIC: &str = "web/static";

/// Builds the page and prints what it weighs.
///
/// # Errors
/// When the page does not build or cannot be written.
pub(crate) fn run() -> Result<()> {
    let assets = build()?;
    print!("{}", weights(&assets));
    Ok(())
}

/// Builds the page into `dist/`. The same sources and toolchain give the same bytes.
///
/// # Errors
/// When the page does not build or cannot be written.
pub(crate) fn build() -> Result<Vec<Asset>> {
    let assets = link(&sources()?, &[("csp", server::PAGE_POLICY)])?;
    write(&assets).with_context(|| format!("cannot write to {OUT}"))?;
    Ok(assets)
}

/// The program, the files of `web/static` and the entry.
fn sources() -> Result<BTreeMap<String, Source>> {
    let program = wasm::build()?;
    let mut sources = BTreeMap::from([
        ("kbmatch.js".to_owned(), Source::Plain(program.glue)),
        ("kbmatch.wasm".to_owned(), Source::Plain(program.module)),
        (ENTRY.to_owned(), Source::Template(fs::read_to_string(ENTRY).context(ENTRY)?)),
    ]);
    for entry in fs::read_dir(STATIC).context(STATIC)? {
        let path = entry?.path();
        let source = read(&path).with_context(|| path.display().to_string())?;
        sources.insert(path.file_name().unwrap_or_default().to_string_lossy().into_owned(), source);
    }
    Ok(sources)
}

fn read(path: &Path) -> Result<Source> {
    let is_text = path.extension().is_some_and(|extension| extension == "js" || extension == "css");
    Ok(if is_text { Source::Template(fs::read_to_string(path)?) } else { Source::Plain(fs::read(path)?) })
}

fn write(assets: &[Asset]) -> Result<()> {
    if Path::new(OUT).exists() {
        fs::remove_dir_all(OUT)?;
    }
    fs::create_dir(OUT)?;
    for asset in assets {
        fs::write(Path::new(OUT).join(&asset.name), &asset.bytes)?;
    }
    Ok(())
}

/// A table of what the page takes, as files and as sent.
pub(crate) fn weights(assets: &[Asset]) -> Table {
    let mut table = Table::new(["file", "bytes", "gzip"]);
    for asset in assets {
        table.row([asset.name.clone(), asset.bytes.len().to_string(), asset.gzip.len().to_string()]);
    }
    let total = |size: fn(&Asset) -> usize| assets.iter().map(size).sum::<usize>().to_string();
    table.row(["total".to_owned(), total(|asset| asset.bytes.len()), total(|asset| asset.gzip.len())]);
    table
}
