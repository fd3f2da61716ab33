//! Where the text to scan comes from.

use crate::failure::Failure;
use crate::output::Output;
use std::fs::File;
use std::io::{self, IsTerminal as _, Read};
use std::path::{Path, PathBuf};

/// The largest input that is taken, in bytes. All of it is held in memory, several times over.
const MAX_INPUT: u64 = 256 << 20;

/// What to scan.
#[derive(Debug)]
pub(crate) enum Source<'a> {
    Stdin,
    File(&'a Path),
}

impl<'a> Source<'a> {
    /// The sources that these arguments name.
    pub(crate) fn from_args(files: &'a [PathBuf]) -> Vec<Self> {
        if files.is_empty() {
            return vec![Self::Stdin];
        }
        files
            .iter()
            .map(|file| if file.as_os_str() == "-" { Self::Stdin } else { Self::File(file) })
            .collect()
    }

    /// Its name for people and programs.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Stdin => "-".to_owned(),
            Self::File(path) => path.to_string_lossy().into_owned(),
        }
    }

    /// All of it.
    pub(crate) fn read(&self, out: &Output) -> Result<Vec<u8>, Failure> {
        match self {
            Self::Stdin => {
                let stdin = io::stdin().lock();
                if stdin.is_terminal() {
                    let end = if cfg!(windows) { "Ctrl-Z and Enter" } else { "Ctrl-D" };
                    out.remark(&format!("reading from the terminal, end with {end}"));
                }
                read_all(stdin, Path::new("-"))
            }
            Self::File(path) => read_all(File::open(path).map_err(|error| Failure::read(path, error))?, path),
        }
    }
}

fn read_all(from: impl Read, path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    from.take(MAX_INPUT + 1).read_to_end(&mut bytes).map_err(|error| Failure::read(path, error))?;
    if bytes.len() as u64 > MAX_INPUT {
        return Err(Failure::TooLarge(path.to_owned(), MAX_INPUT >> 20));
    }
    Ok(bytes)
}
