//! Running other programs.

use anyhow::{Context, Result, bail};
use std::env;
use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// A command with its arguments.
pub(crate) fn command(program: impl AsRef<OsStr>, args: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(args);
    command
}

/// The cargo that runs this program, so that native builds stay with the toolchain that the user chose.
pub(crate) fn cargo(args: &[&str]) -> Command {
    command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()), args)
}

/// Runs `command`, its output going where ours goes.
///
/// # Errors
/// When it cannot be started, or ends with anything but success; the message shows the command.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot run `{}`", shown(command)))?;
    if !status.success() {
        bail!("`{}` failed: {status}", shown(command));
    }
    Ok(())
}

/// What `command` prints.
///
/// # Errors
/// As [`run`]; and when it is no text.
pub(crate) fn text_of(command: &mut Command) -> Result<String> {
    let output = command.stderr(Stdio::inherit()).output();
    let output = output.with_context(|| format!("cannot run `{}`", shown(command)))?;
    if !output.status.success() {
        bail!("`{}` failed: {}", shown(command), output.status);
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{}` printed no text", shown(command)))
}

/// What `command` prints, trimmed, if it can be run and succeeds.
pub(crate) fn probe(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

/// The first of `names` that is a file in a folder of `PATH`.
pub(crate) fn find(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    let file = |name: &&str| {
        let name = format!("{name}{}", env::consts::EXE_SUFFIX);
        folders.iter().map(|folder| folder.join(&name)).find(|file| file.is_file())
    };
    names.iter().find_map(file)
}

/// Installs Debian packages, asking for the administrator's rights through `sudo` where they are needed.
///
/// # Errors
/// When there is no apt-get, or it fails even with fresh package lists.
pub(crate) fn apt_install(packages: &[&str]) -> Result<()> {
    if find(&["apt-get"]).is_none() {
        bail!("install {} by hand: there is no apt-get here", packages.join(" "));
    }
    let install = [&["install", "--no-install-recommends"], packages].concat();
    println!("apt-get install {}", packages.join(" "));
    if run(&mut apt_get(&install)).is_ok() {
        return Ok(());
    }
    run(&mut apt_get(&["update"]))?;
    run(&mut apt_get(&install))
}

fn apt_get(args: &[&str]) -> Command {
    let is_root = probe(&mut command("id", &["-u"])).is_some_and(|id| id == "0");
    let prefix: &[&str] = if is_root { &["env"] } else { &["sudo", "env"] };
    let mut apt = command(prefix[0], &prefix[1..]);
    apt.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-qy"]).args(args);
    apt
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}
