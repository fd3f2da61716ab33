//! `cargo xtask dist --check`: that the same sources give the same page, wherever they lie.

use crate::dist;
use crate::process::{cargo, command, run, text_of};
use anyhow::{Context, Result, bail};
use std::path::Path;
use std::{env, fs};

/// Builds the page here, and once more from a copy of the sources in a folder of its own, and compares what came of it. Cost: a
/// build of everything.
///
/// # Errors
/// When one of the two does not build, when they differ, or without git, which knows what belongs to the sources.
pub(crate) fn check() -> Result<()> {
    dist::page()?;
    let here = sums(Path::new("."))?;
    let copy = env::temp_dir().join(format!("kbmatch-twice-{}", std::process::id()));
    let outcome = copy_sources(&copy).and_then(|()| built_in(&copy));
    // What is left behind would be found by the next look at the disk.
    fs::remove_dir_all(&copy).with_context(|| copy.display().to_string())?;
    let there = outcome?;
    let differ: Vec<&str> = here.lines().filter(|line| !there.lines().any(|other| other == *line)).collect();
    if !differ.is_empty() || here.lines().count() != there.lines().count() {
        bail!("two builds differ: {}\n\nthe other one has\n\n{there}", differ.join("\n"));
    }
    println!("two builds, in two folders: the same {} files, byte for byte", here.lines().count());
    Ok(())
}

fn built_in(copy: &Path) -> Result<String> {
    let mut build = cargo(&["run", "--quiet", "--package", "xtask", "--", "test", "page"]);
    run(build.current_dir(copy).env_remove("CARGO_TARGET_DIR"))?;
    sums(copy)
}

fn sums(root: &Path) -> Result<String> {
    let path = root.join(dist::SUMS);
    fs::read_to_string(&path).with_context(|| path.display().to_string())
}

fn copy_sources(copy: &Path) -> Result<()> {
    let list = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    let names = text_of(&mut command("git", &list)).context("git knows what belongs to the sources")?;
    for name in names.split('\0').filter(|name| Path::new(name).is_file()) {
        let to = copy.join(name);
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
        }
        fs::copy(name, &to).with_context(|| to.display().to_string())?;
    }
    Ok(())
}
