//! What `cargo xtask test` runs, in its order: the quickest first.

use crate::process::{cargo, probe, run};
use crate::toolchain::{WasmToolchain, ensure_subcommand};
use crate::{browser, dist, npm, parity, sites};
use anyhow::{Context, Error, Result, anyhow};
use kbmatch_serve::Server;
use std::{env, thread};

/// One part of the gate; it can be run alone, by its name.
pub(crate) struct Stage {
    /// What it is called on the command line.
    pub(crate) name: &'static str,
    /// What it makes sure of, in a few words.
    pub(crate) what: &'static str,
    /// Runs it, its set-up included. An error is a failure of the stage.
    pub(crate) run: fn() -> Result<Outcome>,
}

/// How a stage ended that did not fail.
pub(crate) enum Outcome {
    /// Everything held.
    Passed,
    /// It could not run on this machine; the text says why.
    Skipped(String),
}

/// The stage that needs a browser.
pub(crate) const BROWSER: &str = "browser";

/// All stages.
pub(crate) const STAGES: &[Stage] = &[
    Stage { name: "fmt", what: "the code is formatted", run: fmt },
    Stage { name: "deny", what: "dependencies have licences that we accept", run: deny },
    Stage { name: "clippy", what: "no warnings in native code", run: clippy },
    Stage { name: "clippy-web", what: "no warnings in the page's code", run: clippy_web },
    Stage { name: "test", what: "unit and integration tests", run: test },
    Stage { name: "wasm", what: "as wasm, on 32 bits, the engine says the same", run: parity::as_wasm },
    Stage { name: "articles", what: "the articles are right and their samples hold", run: articles },
    Stage { name: "page", what: "the page builds, and what it weighs", run: page },
    Stage { name: "npm", what: "the npm package in Node, its types and its reference", run: npm::in_node },
    Stage {
        name: "examples",
        what: "the package with each bundler, in a real browser",
        run: npm::in_examples,
    },
    Stage { name: BROWSER, what: "the page in a real browser", run: in_browser },
    Stage { name: "engines", what: "the main flow in Firefox and WebKit", run: in_other_engines },
];

fn fmt() -> Result<Outcome> {
    ensure_subcommand("fmt", "rustfmt")?;
    pass(&["fmt", "--all", "--check"])
}

/// Not installed for this: building cargo-deny takes longer than all the rest.
fn deny() -> Result<Outcome> {
    if probe(&mut cargo(&["deny", "--version"])).is_none() {
        return Ok(Outcome::Skipped("cargo-deny is not installed".into()));
    }
    pass(&["deny", "check", "bans", "licenses", "sources"])
}

/// Without the page, whose own stage sees the same code for the platform that it is for.
fn clippy() -> Result<Outcome> {
    ensure_subcommand("clippy", "clippy")?;
    pass(&["clippy", "--workspace", "--exclude", "kbmatch-web", "--all-targets", "--", "-D", "warnings"])
}

fn clippy_web() -> Result<Outcome> {
    ensure_subcommand("clippy", "clippy")?;
    let mut clippy = WasmToolchain::set_up()?.cargo("clippy")?;
    run(clippy.args([
        "--package",
        "kbmatch-web",
        "--all-features",
        "--lib",
        "--bins",
        "--",
        "-D",
        "warnings",
    ]))?;
    Ok(Outcome::Passed)
}

fn test() -> Result<Outcome> {
    pass(&["test", "--workspace"])
}

fn articles() -> Result<Outcome> {
    pass(&["run", "--quiet", "--package", "kbmatch-cli", "--", "check", "kb/articles"])
}

fn page() -> Result<Outcome> {
    dist::page()?;
    Ok(Outcome::Passed)
}

fn in_browser() -> Result<Outcome> {
    if let Err(why) = browser::ensure_node() {
        return missing(UNTESTED, why);
    }
    browser::install_packages()?;
    let chromium = match browser::ensure_chromium() {
        Ok(chromium) => chromium,
        Err(why) => return missing(UNTESTED, why),
    };
    let (kit, assets) = dist::made()?;
    sites::build(&kit)?;
    npm::build()?;
    let server = Server::bind(assets, 0)?;
    let url = server.url()?;
    thread::scope(|scope| {
        let serving = scope.spawn(|| server.run());
        let outcome = browser::test(&chromium, &url);
        server.stop();
        let served = serving.join().map_err(|_| anyhow!("the server panicked"));
        outcome.and(served.and_then(|served| Ok(served?)))
    })?;
    Ok(Outcome::Passed)
}

/// After the stage before it, which has built the page.
fn in_other_engines() -> Result<Outcome> {
    let untested = "the page was NOT tested in Firefox and WebKit";
    if let Err(why) = browser::ensure_node().and_then(|()| browser::ensure_engines()) {
        return Ok(Outcome::Skipped(format!("{untested}: {why:#}")));
    }
    browser::install_packages()?;
    let server = Server::bind(dist::build()?, 0)?;
    npm::build()?;
    let url = server.url()?;
    thread::scope(|scope| {
        let serving = scope.spawn(|| server.run());
        let outcome = browser::test_engines(&url);
        server.stop();
        let served = serving.join().map_err(|_| anyhow!("the server panicked"));
        outcome.and(served.and_then(|served| Ok(served?)))
    })?;
    Ok(Outcome::Passed)
}

const UNTESTED: &str = "the page was NOT tested in a browser";

/// A machine that cannot have what a stage needs may still run all the rest; the one that decides may not.
pub(crate) fn missing(untested: &str, why: Error) -> Result<Outcome> {
    if env::var_os("CI").is_some() {
        return Err(why).context(untested.to_owned());
    }
    Ok(Outcome::Skipped(format!("{untested}: {why:#}")))
}

fn pass(args: &[&str]) -> Result<Outcome> {
    run(&mut cargo(args))?;
    Ok(Outcome::Passed)
}
