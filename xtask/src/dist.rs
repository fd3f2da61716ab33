//! `cargo xtask dist`: the page as static files, in `dist/`.

use crate::assets::{self, Asset, ENTRY, Need, Source, link, resolve};
use crate::base::{self, Base};
use crate::table::Table;
use crate::wasm::{self, Programs};
use crate::{server, single};
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const OUT: &str = "dist";
const FOLDERS: [&str; 2] = ["web/static", "web/boot"];

/// The files of the page whose names stay, beside the entry and [`single::NAME`].
const SERVICE_WORKER: &str = "sw.js";
const APP: &str = "app.webmanifest";

/// How the files begin that the page needs when it can match already.
const LATER: [&str; 2] = ["evtx-", "codes-"];

/// Builds the page and prints what it weighs.
///
/// # Errors
/// When the page does not build or cannot be written.
pub(crate) fn run() -> Result<()> {
    let assets = build()?;
    pack(&assets).with_context(|| format!("cannot write to {OUT}"))?;
    print!("{}", weights(&assets));
    Ok(())
}

/// Builds the page into `dist/`. The same sources and toolchain give the same bytes.
///
/// # Errors
/// When the page does not build or cannot be written.
pub(crate) fn build() -> Result<Vec<Asset>> {
    let base = base::build()?;
    let programs = wasm::build()?;
    let sources = sources(&base, &programs)?;
    let mut assets = site(&sources, &base)?;
    let single = single::build(&sources, &programs, &base).with_context(|| format!("in {}", single::NAME))?;
    let mut single = Asset::new(single::NAME.to_owned(), single, false)?;
    single.need = Need::Apart;
    assets.push(single);
    write(&assets).with_context(|| format!("cannot write to {OUT}"))?;
    Ok(assets)
}

/// The page as files that a server sends.
fn site(sources: &BTreeMap<String, Source>, base: &Base) -> Result<Vec<Asset>> {
    let early = base.early.iter().map(|name| format!(r#"["{name}", load("{name}.shard")]"#));
    let early = early.collect::<Vec<_>>().join(", ");
    let icon = single::icon(sources)?;
    let constants = [("csp", server::PAGE_POLICY), ("early", &early), ("icon", &icon)];
    let mut assets = link(sources, &[ENTRY, APP], &constants)?;
    for (name, bytes) in &base.shards {
        let mut shard = Asset::new(format!("{name}.shard"), bytes.clone(), true)?;
        shard.need = if base.early.contains(name) { Need::First } else { Need::Later };
        assets.push(shard);
    }
    assets
        .iter_mut()
        .filter(|asset| LATER.iter().any(|program| asset.name.starts_with(program)))
        .for_each(|asset| asset.need = Need::Later);
    assets.push(service_worker(sources, &assets)?);
    Ok(assets)
}

/// The service worker, which names all files, and a build by what they hold.
fn service_worker(sources: &BTreeMap<String, Source>, assets: &[Asset]) -> Result<Asset> {
    let names = |need: Need| {
        let names = assets.iter().filter(|asset| asset.need == need).map(|asset| asset.name.as_str());
        serde_json::to_string(&names.collect::<Vec<_>>())
    };
    let (first, later) = (names(Need::First)?, names(Need::Later)?);
    let build = assets::digest(assets.iter().flat_map(|asset| [asset.name.as_bytes(), &asset.bytes]));
    let script = resolve(single::source(sources, SERVICE_WORKER)?, |name| match name {
        "build" => Ok(build.clone()),
        "first" => Ok(first.clone()),
        "later" => Ok(later.clone()),
        "entry" => Ok(ENTRY.to_owned()),
        other => anyhow::bail!("{SERVICE_WORKER} refers to {other}, which it is not told"),
    })?;
    let mut worker = Asset::new(SERVICE_WORKER.to_owned(), script.into_bytes(), false)?;
    worker.need = Need::Later;
    Ok(worker)
}

/// The programs, the files of `web/static` and `web/boot`, and the entry.
fn sources(base: &Base, programs: &Programs) -> Result<BTreeMap<String, Source>> {
    let mut sources = BTreeMap::from([
        ("kb.manifest".to_owned(), Source::Plain(base.manifest.clone())),
        (ENTRY.to_owned(), Source::Template(fs::read_to_string(ENTRY).context(ENTRY)?)),
    ]);
    for (name, program) in [("page", &programs.page), ("engine", &programs.engine), ("evtx", &programs.evtx)]
    {
        sources.insert(format!("{name}.js"), Source::Plain(program.glue.clone()));
        sources.insert(format!("{name}.wasm"), Source::Plain(program.module.clone()));
    }
    for folder in FOLDERS {
        for entry in fs::read_dir(folder).context(folder)? {
            let path = entry?.path();
            let source = read(&path).with_context(|| path.display().to_string())?;
            sources.insert(path.file_name().unwrap_or_default().to_string_lossy().into_owned(), source);
        }
    }
    for (name, parts) in BOOT {
        let parts: Result<Vec<&str>> = parts.iter().map(|part| single::source(&sources, part)).collect();
        sources.insert(name.to_owned(), Source::Template(parts?.join("\n")));
    }
    Ok(sources)
}

/// Scripts that are made of others.
const BOOT: [(&str, &[&str]); 2] =
    [("boot.js", &["start.js", "hosted.js"]), ("worker.js", &["hosted-worker.js"])];

fn read(path: &Path) -> Result<Source> {
    let text = ["js", "css", "svg", "webmanifest"];
    let is_text = path.extension().is_some_and(|extension| text.iter().any(|known| extension == *known));
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

/// Adds what a server can send as it is where gzip or brotli is accepted, and the sums of all files.
fn pack(assets: &[Asset]) -> Result<()> {
    let mut sums = String::new();
    for asset in assets {
        fs::write(Path::new(OUT).join(format!("{}.gz", asset.name)), &asset.gzip)?;
        fs::write(Path::new(OUT).join(format!("{}.br", asset.name)), asset.brotli()?)?;
        sums.push_str(&format!("{}  {}\n", assets::sha256(&asset.bytes), asset.name));
    }
    Ok(fs::write(Path::new(OUT).join("SHA256SUMS"), sums)?)
}

/// A table of what the page takes, as files and as sent.
pub(crate) fn weights(assets: &[Asset]) -> Table {
    let mut table = Table::new(["file", "bytes", "gzip"]);
    for asset in assets {
        table.row([asset.name.clone(), asset.bytes.len().to_string(), asset.gzip.len().to_string()]);
    }
    let mut sum = |title: &str, need: Need| {
        let of = |size: fn(&Asset) -> usize| {
            assets.iter().filter(|asset| asset.need == need).map(size).sum::<usize>().to_string()
        };
        table.row([title.to_owned(), of(|asset| asset.bytes.len()), of(|asset| asset.gzip.len())]);
    };
    sum("before it can match", Need::First);
    sum("after that", Need::Later);
    sum("as one file", Need::Apart);
    table
}
