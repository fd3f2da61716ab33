//! Node, Playwright and Chromium for the page's tests.

use crate::process::{apt_install, command, find, probe, run};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

const TESTS: &str = "tests/browser";
const LOCK: &str = "tests/browser/package-lock.json";

/// The oldest Node that the locked Playwright runs on.
const NODE: u32 = 18;

/// A copy of the lock file, beside the packages that were installed from it.
const INSTALLED: &str = "tests/browser/node_modules/.installed-lock.json";

/// npm, as this system calls it.
pub(crate) const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// Names that a system's Chromium goes by.
const CHROMIUM: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// The browser that the tests drive.
pub(crate) enum Chromium {
    /// One of the system's, or one that the user named.
    At(PathBuf),
    /// The one that Playwright downloaded.
    Playwrights,
}

/// Makes sure of Node and npm.
///
/// # Errors
/// When they are not there and cannot be installed, or are too old.
pub(crate) fn ensure_node() -> Result<()> {
    for (program, package) in [("node", "nodejs"), (NPM, "npm")] {
        if probe(&mut command(program, &["--version"])).is_none() {
            apt_install(&[package]).context("the page's tests run on Node")?;
        }
    }
    let version = probe(&mut command("node", &["--version"])).context("node does not run")?;
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < NODE) {
        bail!("the page's tests need Node {NODE} or newer, and this is {version}");
    }
    Ok(())
}

/// Installs the tests' packages, as the lock file says, if that has changed since.
///
/// # Errors
/// When npm fails.
pub(crate) fn install_packages() -> Result<()> {
    let lock = fs::read(LOCK).context(LOCK)?;
    if fs::read(INSTALLED).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    run(command(NPM, &["ci", "--no-audit", "--no-fund"]).current_dir(TESTS))?;
    fs::write(INSTALLED, lock).context(INSTALLED)
}

/// Finds a Chromium: the one that `KBMATCH_CHROMIUM` names, the system's, or one that is installed now.
///
/// # Errors
/// When there is none and none can be installed.
pub(crate) fn ensure_chromium() -> Result<Chromium> {
    if let Some(named) = env::var_os("KBMATCH_CHROMIUM") {
        return Ok(Chromium::At(named.into()));
    }
    if let Some(chromium) = of_system() {
        return Ok(Chromium::At(chromium));
    }
    if Path::new("/etc/debian_version").exists() {
        apt_install(&["chromium"]).unwrap_or_else(|why| println!("{why:#}"));
        if let Some(chromium) = of_system() {
            return Ok(Chromium::At(chromium));
        }
    }
    run(&mut playwright(&["install", "chromium"]))
        .context("no Chromium here, and none could be installed")?;
    Ok(Chromium::Playwrights)
}

/// Some systems have a `chromium` that only tells how to install one, so it has to run.
fn of_system() -> Option<PathBuf> {
    find(CHROMIUM).filter(|chromium| probe(&mut command(chromium, &["--version"])).is_some())
}

/// Runs the tests on the page at `url`.
///
/// # Errors
/// When one fails.
pub(crate) fn test(chromium: &Chromium, url: &str) -> Result<()> {
    let mut tests = playwright(&["test"]);
    tests.env("KBMATCH_URL", url);
    if let Chromium::At(path) = chromium {
        tests.env("KBMATCH_CHROMIUM", path);
    }
    run(&mut tests)
}

fn playwright(args: &[&str]) -> Command {
    let mut playwright = command("node", &["node_modules/@playwright/test/cli.js"]);
    playwright.args(args).current_dir(TESTS);
    playwright
}
