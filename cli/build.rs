//! Puts the page kit into the command, where the environment of the build names one: `cargo xtask dist` does.

use std::path::PathBuf;
use std::process::ExitCode;
use std::{env, fs, io};

const KIT: &str = "KBMATCH_PAGE_KIT";

fn main() -> ExitCode {
    match build() {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            use io::Write as _;
            // Cargo shows the standard error of a build script that fails. If that cannot be written, nobody is listening.
            let _ = writeln!(io::stderr(), "{why}");
            ExitCode::FAILURE
        }
    }
}

fn build() -> Result<(), String> {
    use io::Write as _;
    let mut tell = io::stdout();
    let told = |error: io::Error| error.to_string();
    writeln!(tell, "cargo:rerun-if-changed=build.rs\ncargo:rerun-if-env-changed={KIT}").map_err(told)?;
    let out = env::var_os("OUT_DIR").map(PathBuf::from).ok_or("OUT_DIR is not set: cargo sets it")?;
    let kit = match env::var_os(KIT).filter(|path| !path.is_empty()) {
        None => "None".to_owned(),
        Some(path) => {
            let path = PathBuf::from(path);
            let copy = out.join("page.kit");
            fs::copy(&path, &copy).map_err(|error| format!("{KIT} names {path:?}: {error}"))?;
            writeln!(tell, "cargo:rerun-if-changed={}", path.display()).map_err(told)?;
            r#"Some(include_bytes!(concat!(env!("OUT_DIR"), "/page.kit")))"#.to_owned()
        }
    };
    let code = format!("static BUILT_IN: Option<&[u8]> = {kit};\n");
    fs::write(out.join("page_kit.rs"), code).map_err(|error| format!("cannot write to {out:?}: {error}"))
}
