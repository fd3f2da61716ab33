//! Node, Playwright and Chromium for the page's tests.

use crate::process::{apt_install, command, find, probe, run};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

const TESTS: &str = "tests/browser";

/// The oldest Node that the locked Playwright runs on.
const NODE: u32 = 18;

/// A copy of the lock file, beside the packages that were installed from it.
const INSTALLED: &str = "node_modules/.installed-lock.json";

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
    install_in(Path::new(TESTS))
}

/// The same for the packages of any folder.
///
/// # Errors
/// When npm fails.
pub(crate) fn install_in(folder: &Path) -> Result<()> {
    let lock = folder.join("package-lock.json");
    let lock = fs::read(&lock).with_context(|| lock.display().to_string())?;
    let installed = folder.join(INSTALLED);
    if fs::read(&installed).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    run(command(NPM, &["ci", "--no-audit", "--no-fund"]).current_dir(folder))?;
    fs::write(&installed, lock).with_context(|| installed.display().to_string())
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

/// Makes sure of Firefox, and of WebKit with what drives it on a screen that nobody sees.
///
/// # Errors
/// When they are not there and cannot be installed.
pub(crate) fn ensure_engines() -> Result<()> {
    let programs =
        [("firefox-esr", "firefox-esr"), ("WebKitWebDriver", "webkit2gtk-driver"), ("Xvfb", "xvfb")];
    let missing: Vec<&str> = programs
        .iter()
        .filter(|(program, _)| find(&[program]).is_none())
        .map(|(_, package)| *package)
        .collect();
    if missing.is_empty() { Ok(()) } else { apt_install(&missing) }
}

/// Runs the main flow in Firefox and WebKit on the page at `url`, and on the page as one file in `dist/`.
///
/// # Errors
/// When it fails in one of them.
pub(crate) fn test_engines(url: &str) -> Result<()> {
    run(command("node", &["engines/run.js"]).current_dir(TESTS).env("KBMATCH_URL", url))
}

fn playwright(args: &[&str]) -> Command {
    let mut playwright = command("node", &["node_modules/@playwright/test/cli.js"]);
    playwright.args(args).current_dir(TESTS);
    playwright
}
