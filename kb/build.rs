//! Compiles `articles/` into the default pack. An article with a mistake fails the build, with everything that is wrong.

#[allow(unreachable_pub, reason = "the file is a module of the library too, and public there")]
#[path = "src/folder.rs"]
#[allow(dead_code, reason = "the command uses more of it")]
mod folder;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

fn main() -> ExitCode {
    match build() {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            // Cargo shows the standard error of a build script that fails. If that cannot be written, nobody is listening.
            let _ = writeln!(io::stderr(), "{why}");
            ExitCode::FAILURE
        }
    }
}

fn build() -> Result<(), String> {
    writeln!(io::stdout(), "cargo:rerun-if-changed=articles").map_err(|error| error.to_string())?;
    let articles = var("CARGO_MANIFEST_DIR")?.join("articles");
    let pack = var("OUT_DIR")?.join("default.kbpack");
    let bytes = compile(&articles)?;
    fs::write(&pack, bytes).map_err(|error| format!("cannot write {pack:?}: {error}"))
}

fn compile(articles: &Path) -> Result<Vec<u8>, String> {
    let files = folder::read_folder(articles).map_err(|error| error.to_string())?;
    let base = kbmatch::compile(&files)
        .map_err(|mistakes| folder::render(&files, &mistakes, "kb/articles", false))?;
    Ok(base.to_pack())
}

fn var(name: &str) -> Result<PathBuf, String> {
    env::var_os(name).map(PathBuf::from).ok_or_else(|| format!("{name} is not set: cargo sets it"))
}
