//! `cargo xtask serve`: the page, built and served on the loopback interface.

use crate::dist;
use anyhow::{Context, Result};
use kbmatch_serve::Server;

/// What `serve` can be told.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The port to serve on, or the next free one after it; 0 takes any.
    #[arg(long, value_name = "N", default_value_t = 8080)]
    port: u16,
}

/// Builds the page and serves it until the process is ended.
///
/// # Errors
/// When the page does not build, or no port is free.
pub(crate) fn run(args: &Args) -> Result<()> {
    let assets = dist::build()?;
    print!("{}", dist::weights(&assets));
    let server =
        Server::bind(assets, args.port).with_context(|| format!("no free port from {} on", args.port))?;
    println!("\n{}  (Ctrl+C ends it)", server.url()?);
    Ok(server.run()?)
}
