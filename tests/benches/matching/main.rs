//! How fast events are matched, and what that takes: `cargo xtask bench scan`, `literals`, `pack`, `paste`, `memory`,
//! `wasm`.
//!
//! Figures are the best of a few runs, those that are compared taken in turn, so that what else the machine does falls on all
//! of them. MB are 10^6 bytes. Texts and knowledge bases are made up, the same on every machine.
#![allow(clippy::print_stdout, reason = "a benchmark's table is its result")]
#![allow(clippy::cast_precision_loss, reason = "no count here is near 2^52")]

mod aho;
mod args;
mod figures;
mod literals;
mod memory;
mod pack;
mod paste;
mod scan;
mod wasm;

use args::{Args, What};
use clap::Parser as _;

fn main() -> std::io::Result<()> {
    let args = Args::parse();
    match &args.what {
        What::Literals(what) => literals::run(what),
        What::Scan(what) => scan::run(what),
        What::Pack(what) => pack::run(what),
        What::Paste(what) => paste::run(what),
        What::Memory(what) => memory::run(what),
        What::Wasm(what) => wasm::run(what)?,
        What::Load { pack } => pack::load(pack),
    }
    Ok(())
}
