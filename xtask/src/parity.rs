//! The engine says as wasm, with pointers of 32 bits, what it says natively: the same lines for the same cases and texts.
//!
//! No other platform of 32 bits is tested: for x86 a dependency of the reader of event log files, sonic-rs, does not compile.

use crate::process::{cargo, command, run, text_of};
use crate::stages::{Outcome, missing};
use crate::{base, browser, wasm};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Made-up cases; each is a base and a text, evaluated with its index, without, and as a stream.
const CASES: [&str; 3] = ["cases", "0", "400"];

const FOLDER: &str = "target/parity";

/// The suite as wasm, under Node.
pub(crate) fn as_wasm() -> Result<Outcome> {
    if let Err(why) = browser::ensure_node() {
        return missing("the engine was NOT tested as wasm", why);
    }
    let module = wasm::build_for_node("kbmatch-parity", &Path::new(FOLDER).join("wasm"))?;
    compare(&|args| {
        let mut node = command("node", &["tests/parity/run.cjs"]);
        node.arg(&module).args(args);
        node
    })
}

/// Holds what `other` prints to what this platform's program prints.
fn compare(other: &dyn Fn(&[&str]) -> Command) -> Result<Outcome> {
    // In one command: for one of them alone its dependencies would be built with other features, once more.
    run(&mut cargo(&["build", "--package", "kbmatch-cli", "--package", "kbmatch-parity"]))?;
    let (pack, list) = (format!("{FOLDER}/base.kbpack"), format!("{FOLDER}/texts"));
    let texts = write_texts(&pack, &list)?;
    for args in [CASES, ["reports", &pack, &list]] {
        let here = text_of(&mut command("target/debug/kbmatch-parity", &args))?;
        if let Some(line) = here.lines().find(|line| line.contains(" differs: ")) {
            bail!("the ways of evaluation differ: {line}");
        }
        let there = text_of(&mut other(&args))?;
        if let Some((here, there)) = here.lines().zip(there.lines()).find(|(here, there)| here != there) {
            bail!("native and other:\n  {here}\n  {there}");
        }
        if here.lines().count() != there.lines().count() {
            bail!("{} and {} lines of {args:?}", here.lines().count(), there.lines().count());
        }
    }
    println!(
        "the same packs and reports for {} made-up bases, and the same reports on {texts} texts",
        CASES[2]
    );
    Ok(Outcome::Passed)
}

/// The pack of the articles, and a list of texts: their samples, and what readers are tested on.
fn write_texts(pack: &str, list: &str) -> Result<usize> {
    fs::create_dir_all(FOLDER).context(FOLDER)?;
    base::write(pack)?;
    let mut files = Vec::new();
    for folder in ["kb/articles", "tests/reading"] {
        add_files(Path::new(folder), &mut files).context(folder)?;
    }
    files.sort();
    fs::write(list, files.join("\n")).context("the list of texts")?;
    Ok(files.len())
}

fn add_files(folder: &Path, files: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_ours = path.extension().is_some_and(|extension| extension == "events" || extension == "md");
        if path.is_dir() {
            add_files(&path, files)?;
        } else if !is_ours {
            files.push(path.to_string_lossy().into_owned());
        }
    }
    Ok(())
}
