//! The Rust that builds the page: the user's own where it has the wasm32 standard library or can get it, else one
//! made from Debian's packages. Native builds are never touched by this choice.

use crate::process::{apt_install, cargo, command, find, probe, run};
use anyhow::{Context, Result, bail};
use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the page is compiled for.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// `debian` or `rustup` forces that way of getting the standard library; anything else is an error.
const CHOICE: &str = "KBMATCH_WASM_STD";

/// A set-up toolchain that has the standard library for [`TARGET`].
pub(crate) enum WasmToolchain {
    /// The one that runs this program.
    Current,
    /// One of our own, in this folder.
    Private(PathBuf),
}

impl WasmToolchain {
    /// Finds a toolchain that builds for wasm32, or sets one up.
    ///
    /// # Errors
    /// When neither rustup nor Debian's packages can give one.
    pub(crate) fn set_up() -> Result<Self> {
        match env::var(CHOICE).as_deref() {
            Err(_) => Self::any(),
            Ok("rustup") => Self::from_rustup(),
            Ok("debian") => Self::from_debian(&sysroot()?),
            Ok(other) => bail!("{CHOICE} is `{other}`: it can be `rustup` or `debian`"),
        }
    }

    fn any() -> Result<Self> {
        let sysroot = sysroot()?;
        if has_std() {
            return Ok(Self::Current);
        }
        if sysroot.exists() {
            return Self::from_debian(&sysroot); // rustup failed before: do not wait for it again
        }
        Self::from_rustup().or_else(|why| {
            println!("{why:#}: trying Debian's packages");
            Self::from_debian(&sysroot)
        })
    }

    fn from_rustup() -> Result<Self> {
        if !has_std() {
            if find(&["rustup"]).is_none() {
                bail!("this Rust has no {TARGET}, and there is no rustup to add it");
            }
            run(&mut command("rustup", &["target", "add", TARGET]))?;
        }
        Ok(Self::Current)
    }

    fn from_debian(sysroot: &Path) -> Result<Self> {
        run(Command::new("bash").arg("xtask/setup/wasm-std.sh").arg(sysroot))
            .with_context(|| format!("no standard library for {TARGET} could be set up"))?;
        Ok(Self::Private(sysroot.to_owned()))
    }

    /// Cargo of this toolchain. It has a target folder of its own, so that page and native builds neither wait for
    /// nor invalidate each other.
    ///
    /// # Errors
    /// When the environment's paths cannot be read.
    pub(crate) fn cargo(&self, subcommand: &str) -> Result<Command> {
        self.cargo_with(subcommand, "target/web", &[])
    }

    /// As [`WasmToolchain::cargo`], with further flags of rustc; those ask for a folder of their own.
    ///
    /// # Errors
    /// When the environment's paths cannot be read.
    pub(crate) fn cargo_with(&self, subcommand: &str, folder: &str, flags: &[&str]) -> Result<Command> {
        let mut cargo = match self {
            Self::Current => cargo(&[]),
            Self::Private(sysroot) => private_cargo(sysroot)?,
        };
        cargo.args([subcommand, "--target", TARGET, "--target-dir", folder]);
        // Panic messages name source files: without their author's home folder.
        let remap = format!("--remap-path-prefix={}=cargo", cargo_home()?.display());
        cargo.env("CARGO_ENCODED_RUSTFLAGS", [&[remap.as_str()], flags].concat().join("\u{1f}"));
        Ok(cargo)
    }
}

/// Makes sure that `cargo SUBCOMMAND`, of rustup's `component`, can be run on native code.
///
/// # Errors
/// When it is not there and cannot be installed.
pub(crate) fn ensure_subcommand(subcommand: &str, component: &str) -> Result<()> {
    if probe(&mut cargo(&[subcommand, "--version"])).is_some() {
        return Ok(());
    }
    if find(&["rustup"]).is_some() {
        return run(&mut command("rustup", &["component", "add", component]));
    }
    apt_install(&["rustfmt-web", "rust-web-clippy"])
}

/// What rustup's cargo exports for its children must not reach another toolchain: it would win over `PATH`.
fn private_cargo(sysroot: &Path) -> Result<Command> {
    let bin = sysroot.join("bin");
    let mut cargo = Command::new(bin.join("cargo"));
    for name in ["RUSTUP_TOOLCHAIN", "CARGO", "RUSTC", "RUSTDOC", "LD_LIBRARY_PATH"] {
        cargo.env_remove(name);
    }
    cargo.env("PATH", with_first(bin)?);
    Ok(cargo)
}

fn with_first(folder: PathBuf) -> Result<OsString> {
    let path = env::var_os("PATH").unwrap_or_default();
    Ok(env::join_paths(std::iter::once(folder).chain(env::split_paths(&path)))?)
}

/// Whether the current Rust has the target's standard library; it may name its folder without having it.
fn has_std() -> bool {
    let folder = probe(&mut command("rustc", &["--print", "target-libdir", "--target", TARGET]));
    let entries = folder.and_then(|folder| std::fs::read_dir(folder).ok()).into_iter().flatten();
    entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("libstd-"))
}

/// Outside the project, so that a second checkout need not build the standard library again.
fn sysroot() -> Result<PathBuf> {
    let cache = match env::var_os("XDG_CACHE_HOME") {
        Some(folder) => PathBuf::from(folder),
        None => home()?.join(".cache"),
    };
    Ok(cache.join("kbmatch/wasm-toolchain"))
}

fn cargo_home() -> Result<PathBuf> {
    env::var_os("CARGO_HOME").map_or_else(|| Ok(home()?.join(".cargo")), |folder| Ok(folder.into()))
}

fn home() -> Result<PathBuf> {
    env::home_dir().context("this user has no home folder")
}
