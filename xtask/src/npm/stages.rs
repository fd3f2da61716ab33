//! What the gate makes sure of: the package as it is packed, where it is used.

use super::{build, pack};
use crate::browser::{self, Chromium};
use crate::process::{cargo, command, run};
use crate::stages::{Outcome, missing};
use anyhow::{Context, Result};
use std::env;
use std::path::{Path, PathBuf};

/// The tests' folder.
const TESTS: &str = "tests/npm";

/// The examples that are built, each a project of its own.
const BUILT: [&str; 3] = ["vite", "webpack", "next"];

const UNTESTED: &str = "the npm package was NOT tested";

/// In Node: modules, types, reference.
///
/// # Errors
/// When something does not hold.
pub(crate) fn in_node() -> Result<Outcome> {
    if let Err(why) = browser::ensure_node() {
        return missing(UNTESTED, why);
    }
    set_up(&[TESTS])?;
    run(&mut cargo(&["build", "--quiet", "--package", "kbmatch-cli"]))?;
    let tests = ["--test", "package.test.js"];
    run(command("node", &tests).current_dir(TESTS).env("KBMATCH_CLI", command_line()?))?;
    Ok(Outcome::Passed)
}

/// In the examples: each is built with the packed package, and opened in a browser.
///
/// # Errors
/// When one does not build or does not work.
pub(crate) fn in_examples() -> Result<Outcome> {
    if let Err(why) = browser::ensure_node() {
        return missing(UNTESTED, why);
    }
    browser::install_packages()?;
    let chromium = match browser::ensure_chromium() {
        Ok(chromium) => chromium,
        Err(why) => return missing(UNTESTED, why),
    };
    let folders: Vec<String> = BUILT.iter().map(|name| format!("web/examples/{name}")).collect();
    let folders: Vec<&str> = folders.iter().map(String::as_str).chain(["web/examples/node"]).collect();
    set_up(&folders)?;
    for name in BUILT {
        let mut build = command(browser::NPM, &["run", "--silent", "build"]);
        // Next sends figures home otherwise.
        run(build.current_dir(Path::new("web/examples").join(name)).env("NEXT_TELEMETRY_DISABLED", "1"))?;
    }
    browse(&chromium)?;
    Ok(Outcome::Passed)
}

/// Builds and packs the package, and installs it in these projects.
fn set_up(folders: &[&str]) -> Result<()> {
    build()?;
    pack()?;
    run(&mut command("node", &[&["tests/npm/packed.js"], folders].concat()))
}

fn browse(chromium: &Chromium) -> Result<()> {
    let mut tests = command("node", &["node_modules/@playwright/test/cli.js", "test", "examples"]);
    tests.current_dir("tests/browser").env("KBMATCH_EXAMPLES", "built");
    if let Chromium::At(path) = chromium {
        tests.env("KBMATCH_CHROMIUM", path);
    }
    run(&mut tests)
}

fn command_line() -> Result<PathBuf> {
    let root = env::current_dir().context("there is no current folder")?;
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    Ok(target.join("debug").join(format!("kbmatch{}", env::consts::EXE_SUFFIX)))
}
