//! Where the text to scan comes from.

use crate::failure::Failure;
use crate::output::Output;
use std::fs::File;
use std::io::{self, IsTerminal as _, Read};
use std::path::{Path, PathBuf};

/// So much is read at a time, in bytes.
const PIECE: usize = 256 << 10;

/// What to read.
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
        files.iter().map(|file| Self::of(file)).collect()
    }

    /// The source that this argument names.
    pub(crate) fn of(file: &'a Path) -> Self {
        if file.as_os_str() == "-" { Self::Stdin } else { Self::File(file) }
    }

    /// Its name for people and programs.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Stdin => "-".to_owned(),
            Self::File(path) => path.to_string_lossy().into_owned(),
        }
    }

    /// Hands all of it to `take`, piece by piece: an input may be larger than memory.
    pub(crate) fn for_each_piece(
        &self,
        out: &Output,
        take: impl FnMut(&[u8]) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        match self {
            Self::Stdin => {
                let stdin = io::stdin().lock();
                if stdin.is_terminal() {
                    let end = if cfg!(windows) { "Ctrl-Z and Enter" } else { "Ctrl-D" };
                    out.remark(&format!("reading from the terminal, end with {end}"));
                }
                pieces(stdin, Path::new("-"), take)
            }
            Self::File(path) => {
                let file = File::open(path).map_err(|error| Failure::read(path, error))?;
                pieces(file, path, take)
            }
        }
    }
}

impl Source<'_> {
    /// All of it.
    pub(crate) fn read(&self, out: &Output) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        self.for_each_piece(out, |piece| {
            bytes.extend(piece);
            Ok(())
        })?;
        Ok(bytes)
    }
}

fn pieces(
    mut from: impl Read,
    path: &Path,
    mut take: impl FnMut(&[u8]) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut piece = vec![0; PIECE];
    loop {
        match from.read(&mut piece) {
            Ok(0) => return Ok(()),
            Ok(length) => take(&piece[..length])?,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(Failure::read(path, error)),
        }
    }
}

/// Does `run` for each source. What cannot be read does not keep the others from being read.
pub(crate) fn for_each_source<'a>(
    sources: &'a [Source<'a>],
    out: &Output,
    mut run: impl FnMut(&'a Source<'a>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut failed = false;
    for source in sources {
        match run(source) {
            Ok(()) => {}
            Err(failure @ Failure::Read(..)) if sources.len() > 1 => {
                out.complain(&failure);
                failed = true;
            }
            Err(failure) => return Err(failure),
        }
    }
    if failed { Err(Failure::Partial) } else { Ok(()) }
}
