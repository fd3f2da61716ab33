//! What the suites share: running the command, and folders to run it on.
#![allow(dead_code, reason = "each suite uses some of it")]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A text that `kb3193683` explains.
pub(crate) const KNOWN: &str = "Log Name:      Microsoft-Windows-AAD/Operational
Source:        Microsoft-Windows-AAD
Event ID:      1098
Level:         Error
Computer:      LT-0417.contoso.com
Description:
Error: 0xCAA2000C The request requires user interaction.
Description: AADSTS50076: The user is required to use multi-factor authentication to access this resource.
TokenEndpoint: https://login.microsoftonline.com/common/oauth2/token
Resource: https://syncservice.windows.net/*
Correlation ID (request): 41c9a6d0-8a5e-4a55-b1c7-6de3a9f0c2b8
";

pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("cli/ lies in the repository").to_owned()
}

pub(crate) struct Ran {
    pub(crate) status: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Self { status: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

pub(crate) fn kbmatch(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kbmatch"));
    command.args(args).current_dir(repository()).stdin(Stdio::null());
    command
}

pub(crate) fn run(args: &[&str]) -> Ran {
    kbmatch(args).output().expect("the command runs").into()
}

pub(crate) fn run_with_input(args: &[&str], input: &[u8]) -> Ran {
    let mut command = kbmatch(args);
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the command starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    // The command may end before it has read all of it.
    let _ = stdin.write_all(input);
    drop(stdin);
    child.wait_with_output().expect("the command ends").into()
}

/// A folder with these files.
pub(crate) fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    folder
}

pub(crate) fn path(folder: &tempfile::TempDir, name: &str) -> String {
    folder.path().join(name).to_string_lossy().into_owned()
}
