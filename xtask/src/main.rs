//! The project's own commands: `cargo xtask serve`, `test`, `dist`, `bench`. Each does the set-up that it needs.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line program for people")]

mod base;
mod bench;
mod browser;
mod codes;
mod dist;
mod kit;
mod measure;
mod npm;
mod parity;
mod process;
mod serve;
mod sites;
mod stages;
mod table;
mod test;
mod toolchain;
mod twice;
mod wasm;

use anyhow::{Context, Result};
use clap::Parser;
use std::process::ExitCode;

/// Builds, serves and tests kbmatch, with all the set-up that takes.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
enum Task {
    /// Build the page into dist/ and serve it on a loopback port.
    Serve(serve::Args),
    /// Run every check: format, lints, tests, articles, the page in a browser.
    Test(test::Args),
    /// Build into dist/: the page, the npm package, what sites are made of, and the command that makes them.
    Dist(dist::Args),
    /// Measure how fast events are read.
    Bench(bench::Args),
    /// Write the table of error codes that the page explains anew.
    Codes,
    /// Measure what the page costs its users: sizes, times, Lighthouse.
    Measure(measure::Args),
}

fn main() -> ExitCode {
    match run(Task::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<()> {
    enter_project()?;
    match task {
        Task::Serve(args) => serve::run(&args),
        Task::Test(args) => test::run(&args),
        Task::Dist(dist::Args { check: true }) => twice::check(),
        Task::Dist(_) => dist::run().and_then(|()| npm::dist()),
        Task::Bench(args) => bench::run_benches(&args),
        Task::Codes => codes::run(),
        Task::Measure(args) => measure::run_measures(&args),
    }
}

/// Makes the project's root the current directory, so that every path below can be relative to it.
fn enter_project() -> Result<()> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    std::env::set_current_dir(root).with_context(|| format!("the project is not at {root} any more"))
}
