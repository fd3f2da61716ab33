//! The npm package `kbmatch`: the element, the engine alone, their programs, styles and types, in `dist/npm/`.

mod stages;
mod styles;

pub(crate) use stages::{in_examples, in_node};

use crate::process::{command, probe, run};
use crate::table::Table;
use crate::{base, browser, wasm};
use anyhow::{Context, Result, bail, ensure};
use flate2::{Compression, write::GzEncoder};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The package's folder.
pub(crate) const OUT: &str = "dist/npm";

/// The package as npm publishes it. The examples' lock files name it, so its name has no version.
const PACKED: &str = "dist/kbmatch-npm.tgz";

/// Where its sources are. All files of this folder but those that others are made of belong to the package.
const SOURCES: &str = "web/npm";

/// The style sheets that the element's is made of, in their order.
const STYLES: [&str; 8] = [
    "web/static/tokens.css",
    "web/static/page.css",
    "web/static/input.css",
    "web/static/results.css",
    "web/static/article.css",
    "web/static/lists.css",
    "web/static/adapt.css",
    "web/npm/element.css",
];

/// What is not a file of the package as it is.
const INGREDIENTS: [&str; 2] = ["element.css", "worker.js"];

/// The table of error codes, of which the worker explains those that stand in a text; and what it says in German.
const TABLES: [(&str, &str); 2] =
    [("codes.txt", "web/static/codes.txt"), ("words-de.txt", "web/static/words-de.txt")];

/// The whole knowledge base: one file, which bundlers can follow.
const PACK: &str = "base.kbpack";

type Files = BTreeMap<String, Vec<u8>>;

/// Builds the package into [`OUT`]. The same sources and toolchain give the same bytes.
///
/// # Errors
/// When it does not build or cannot be written.
pub(crate) fn build() -> Result<()> {
    let programs = wasm::build_package()?;
    let mut files = Files::new();
    add_sources(&mut files)?;
    add_programs(&mut files, programs)?;
    let styles = STYLES.map(|path| fs::read_to_string(path).context(path));
    let styles = styles.into_iter().collect::<Result<Vec<_>>>()?;
    let styles = styles::for_shadow_root(&styles[0], &styles[1..])?;
    files.insert("styles.js".into(), format!("export default {};\n", serde_json::to_string(&styles)?).into());
    files.insert("styles.css".into(), styles.into_bytes());
    for (name, path) in TABLES {
        files.insert(name.into(), fs::read(path).context(path)?);
    }
    files.insert(PACK.into(), base::pack()?);
    write(&files).with_context(|| format!("cannot write to {OUT}"))
}

/// Builds the package, packs it where there is npm, and prints what it weighs.
///
/// # Errors
/// As [`build`].
pub(crate) fn dist() -> Result<()> {
    build()?;
    print!("\n{}", weights()?);
    match probe(&mut command(browser::NPM, &["--version"])) {
        Some(_) => println!("{}", pack()?.display()),
        None => println!("not packed: there is no npm here; `npm pack` in {OUT} does it"),
    }
    Ok(())
}

/// A table of what the package takes, as files and as sent.
fn weights() -> Result<Table> {
    let mut table = Table::new(["npm package", "bytes", "gzip"]);
    let mut paths = fs::read_dir(OUT)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    for path in paths {
        let bytes = fs::read(&path)?;
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&bytes)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        table.row([name, bytes.len().to_string(), encoder.finish()?.len().to_string()]);
    }
    Ok(table)
}

/// Packs what [`build`] built, as npm publishes it. Gives the archive.
///
/// # Errors
/// When npm fails.
pub(crate) fn pack() -> Result<PathBuf> {
    let mut pack =
        command(browser::NPM, &["pack", "--silent", "--ignore-scripts", "--pack-destination", ".."]);
    run(pack.current_dir(OUT))?;
    let named = Path::new("dist").join(format!("kbmatch-{}.tgz", env!("CARGO_PKG_VERSION")));
    let packed = PathBuf::from(PACKED);
    fs::rename(&named, &packed).with_context(|| named.display().to_string())?;
    Ok(packed)
}

fn add_sources(files: &mut Files) -> Result<()> {
    for entry in fs::read_dir(SOURCES).context(SOURCES)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !INGREDIENTS.contains(&name.as_str()) {
            files.insert(name, fs::read(entry.path()).with_context(|| entry.path().display().to_string())?);
        }
    }
    for license in ["LICENSE-MIT", "LICENSE-APACHE"] {
        files.insert(license.to_owned(), fs::read(license).context(license)?);
    }
    let package = files.get_mut("package.json").context("the package has no package.json")?;
    *package = String::from_utf8_lossy(package).replace("{{version}}", env!("CARGO_PKG_VERSION")).into();
    Ok(())
}

/// The modules, their glue as ES modules, and the worker, which is one classic script.
fn add_programs(files: &mut Files, programs: wasm::PackagePrograms) -> Result<()> {
    let mut worker = Vec::new();
    for name in ["engine", "evtx"] {
        let script = programs.scripts.get(name).context("a program without its script")?;
        let module = programs.modules.get(name).context("a program without its module")?;
        ensure!(
            script.module == module.module,
            "the glue of a script and of an ES module want different {name}.wasm"
        );
        worker.extend_from_slice(&script.glue);
    }
    for name in ["load.js", "pack.js"] {
        worker.extend_from_slice(classic(&text(files, name)?).as_bytes());
    }
    worker.extend_from_slice(&fs::read(Path::new(SOURCES).join("worker.js"))?);
    files.insert("worker.js".into(), worker);
    for (name, program) in programs.modules {
        files.insert(format!("kbmatch-{name}.js"), program.glue);
        files.insert(format!("kbmatch-{name}.wasm"), program.module);
    }
    Ok(())
}

fn text(files: &Files, name: &str) -> Result<String> {
    let bytes = files.get(name).with_context(|| format!("the package has no {name}"))?;
    Ok(String::from_utf8(bytes.clone())?)
}

/// An ES module that imports nothing, as a part of a classic script.
fn classic(module: &str) -> String {
    let line = |line: &str| format!("{}\n", line.strip_prefix("export ").unwrap_or(line));
    module.lines().map(line).collect()
}

fn write(files: &Files) -> Result<()> {
    if Path::new(OUT).exists() {
        fs::remove_dir_all(OUT)?;
    }
    fs::create_dir_all(OUT)?;
    for (name, bytes) in files {
        if name.contains(['/', '\\']) {
            bail!("{name} is no name of a file");
        }
        fs::write(Path::new(OUT).join(name), bytes)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_es_module_becomes_a_part_of_a_script() {
        assert_eq!(classic("// a\nexport const a = 1;\n  b();\n"), "// a\nconst a = 1;\n  b();\n");
    }
}
