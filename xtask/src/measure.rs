//! `cargo xtask measure`: what the page costs its users, as a table.

use crate::browser::{self, Chromium};
use crate::dist;
use crate::process::{command, run};
use anyhow::{Result, anyhow};
use kbmatch_serve::Server;
use std::path::Path;
use std::thread;

const FOLDER: &str = "tests/measure";

/// What `measure` can be told.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// How long the log is that is scanned while the page is watched; 0 leaves that out.
    #[arg(long, value_name = "N", default_value_t = 1000)]
    megabytes: u32,
}

/// Builds the page, serves it, and measures it in Chromium.
///
/// # Errors
/// When the page does not build, or there is no Node or Chromium.
pub(crate) fn run_measures(args: &Args) -> Result<()> {
    browser::ensure_node()?;
    browser::install_in(Path::new(FOLDER))?;
    let chromium = browser::ensure_chromium()?;
    let server = Server::bind(dist::packed()?, 0)?;
    let url = server.url()?;
    thread::scope(|scope| {
        let serving = scope.spawn(|| server.run());
        let outcome = measure(&chromium, &url, args);
        server.stop();
        let served = serving.join().map_err(|_| anyhow!("the server panicked"));
        outcome.and(served.and_then(|served| Ok(served?)))
    })
}

fn measure(chromium: &Chromium, url: &str, args: &Args) -> Result<()> {
    let mut measure = command("node", &["measure.js"]);
    measure.current_dir(FOLDER).env("KBMATCH_URL", url);
    measure.env("KBMATCH_MEGABYTES", args.megabytes.to_string());
    if let Chromium::At(path) = chromium {
        measure.env("KBMATCH_CHROMIUM", path);
    }
    run(&mut measure)
}
