//! `cargo xtask dist`: the page as static files, in `dist/`.

use crate::process::{cargo, run as run_command};
use crate::table::Table;
use crate::{base, kit};
use anyhow::{Context, Result};
use flate2::{Compression, write::GzEncoder};
use kbmatch_serve::Asset;
use kbmatch_site::{File, Kit, Link, Need, SINGLE, Settings, Site, sha256};
use std::fs;
use std::io::Write as _;
use std::path::Path;

const OUT: &str = "dist";

/// The SHA-256 sums of the page's files.
pub(crate) const SUMS: &str = "dist/SHA256SUMS";

/// What `dist` can be told.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Build the page twice instead, the second time in another folder, and fail unless both are the same.
    #[arg(long)]
    pub(crate) check: bool,
}

/// The kit in `dist/`, of which [`COMMAND`] makes sites.
const KIT: &str = "dist/kbmatch.kit";

/// The command in `dist/`.
const COMMAND: &str = "kbmatch";

/// Builds the page and prints what it weighs; then the kit of the page, and the command that holds it.
///
/// # Errors
/// When something does not build or cannot be written.
pub(crate) fn run() -> Result<()> {
    page()?;
    command()
}

/// The release build of the command, with the kit in it: who has it needs no toolchain to make sites.
fn command() -> Result<()> {
    let build = ["build", "--quiet", "--release", "--package", "kbmatch-cli", "--target-dir", "target"];
    run_command(cargo(&build).env("KBMATCH_PAGE_KIT", std::path::absolute(KIT)?))?;
    let name = format!("{COMMAND}{}", std::env::consts::EXE_SUFFIX);
    let (from, to) = (Path::new("target/release").join(&name), Path::new(OUT).join(&name));
    let bytes = fs::copy(&from, &to)
        .with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))?;
    println!("{}: {bytes} bytes, the page in it", to.display());
    Ok(())
}

/// Builds the page, packed as servers send it, and its kit; prints what it weighs.
///
/// # Errors
/// When the page does not build or cannot be written.
pub(crate) fn page() -> Result<()> {
    let (kit, assets) = made()?;
    pack(&assets).with_context(|| format!("cannot write to {OUT}"))?;
    fs::write(KIT, kit.write()).context(KIT)?;
    print!("{}", weights(&assets));
    Ok(())
}

/// Builds the page into `dist/`. The same sources and toolchain give the same bytes.
///
/// # Errors
/// When the page does not build or cannot be written.
pub(crate) fn build() -> Result<Vec<Asset>> {
    made().map(|(_, assets)| assets)
}

/// As [`build`], packed as servers send it.
///
/// # Errors
/// As [`build`].
pub(crate) fn packed() -> Result<Vec<Asset>> {
    let assets = build()?;
    pack(&assets).with_context(|| format!("cannot write to {OUT}"))?;
    Ok(assets)
}

/// The kit of the page, and its files in `dist/`.
pub(crate) fn made() -> Result<(Kit, Vec<Asset>)> {
    let base = base::build()?;
    let kit = kit::build()?;
    let settings = Settings { license: Some(license()?), ..Settings::default() };
    let site = Site { kit: &kit, pack: &base, settings: &settings, base: None, is_live: false };
    let mut files = site.page()?.files;
    let bytes = site.single()?;
    files.push(File { path: SINGLE.to_owned(), bytes, is_lasting: false, need: Need::Apart });
    write(&files).with_context(|| format!("cannot write to {OUT}"))?;
    let assets: Result<Vec<Asset>> = files.into_iter().map(zipped).collect();
    Ok((kit, assets?))
}

/// The terms of `kb/articles`: `kb/LICENSE.md`.
fn license() -> Result<Link> {
    let url = "https://creativecommons.org/licenses/by/4.0/".to_owned();
    Ok(Link { text: "CC BY 4.0".to_owned(), url: url.try_into()? })
}

fn zipped(file: File) -> Result<Asset> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&file.bytes)?;
    Ok(Asset { file, gzip: Some(encoder.finish()?) })
}

/// What is sent where brotli is accepted. Cost: seconds for a megabyte.
fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &params)?;
    Ok(packed)
}

fn write(files: &[File]) -> Result<()> {
    if Path::new(OUT).exists() {
        fs::remove_dir_all(OUT)?;
    }
    fs::create_dir(OUT)?;
    for file in files {
        fs::write(Path::new(OUT).join(&file.path), &file.bytes)?;
    }
    Ok(())
}

/// Adds what a server can send as it is where gzip or brotli is accepted, and the sums of all files.
fn pack(assets: &[Asset]) -> Result<()> {
    let mut sums = String::new();
    for Asset { file, gzip } in assets {
        let at = |end: &str| Path::new(OUT).join(format!("{}{end}", file.path));
        fs::write(at(".gz"), gzip.as_deref().unwrap_or_default())?;
        fs::write(at(".br"), brotli(&file.bytes)?)?;
        sums.push_str(&format!("{}  {}\n", sha256(&file.bytes), file.path));
    }
    Ok(fs::write(SUMS, sums)?)
}

/// A table of what the page takes, as files and as sent.
pub(crate) fn weights(assets: &[Asset]) -> Table {
    let sizes = |asset: &Asset| (asset.file.bytes.len(), asset.gzip.as_ref().map_or(0, Vec::len));
    let mut table = Table::new(["file", "bytes", "gzip"]);
    for asset in assets {
        let (plain, gzip) = sizes(asset);
        table.row([asset.file.path.clone(), plain.to_string(), gzip.to_string()]);
    }
    let mut sum = |title: &str, need: Need| {
        let all = assets.iter().filter(|asset| asset.file.need == need).map(sizes);
        let (plain, gzip) = all.fold((0, 0), |sum, size| (sum.0 + size.0, sum.1 + size.1));
        table.row([title.to_owned(), plain.to_string(), gzip.to_string()]);
    };
    sum("before it can match", Need::First);
    sum("after that", Need::Later);
    sum("as one file", Need::Apart);
    table
}
