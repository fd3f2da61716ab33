//! Runs cases by number, or scans files, and prints a line for each: what is compared between platforms.
//!
//! ```text
//! kbmatch-parity cases FIRST COUNT
//! kbmatch-parity reports PACK LIST-OF-FILES
//! kbmatch-parity time PACK FILE RUNS
//! ```
//!
//! As wasm it is a module of functions that a script calls: `run.cjs`, which takes the same arguments.
#![allow(clippy::print_stdout, reason = "its lines are its result")]

#[cfg(target_arch = "wasm32")]
mod exports;
#[cfg(not(target_arch = "wasm32"))]
mod native;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    native::run()
}

/// Nothing: the script calls what it needs.
#[cfg(target_arch = "wasm32")]
fn main() {}
