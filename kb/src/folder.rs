//! A knowledge base's folder on disk: its files, and its mistakes as text. The build script uses this file too.

use kbmatch::{Diagnostic, SourceFile};
use std::borrow::Cow;
use std::fmt;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// The largest file that a knowledge base may hold, in bytes. Articles and samples are texts that people read; what is larger got
/// there by mistake.
pub const MAX_FILE: u64 = 8 << 20;

/// A folder that cannot be read as a knowledge base's: the place in it, and why.
#[derive(Debug)]
pub struct FolderError {
    path: PathBuf,
    reason: Reason,
}

#[derive(Debug)]
enum Reason {
    Io(io::Error),
    NotAFolder,
    NotAFile,
    NotUnicode,
    TooLarge,
}

impl FolderError {
    fn new(path: &Path, reason: Reason) -> Self {
        Self { path: path.to_owned(), reason }
    }
}

impl fmt::Display for FolderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot read {:?}: ", self.path)?;
        match &self.reason {
            Reason::Io(error) => error.fmt(f),
            Reason::NotAFolder => f.write_str("it is a file, not a folder"),
            Reason::NotAFile => f.write_str("only plain files are read, no links and no devices"),
            Reason::NotUnicode => f.write_str("its name is not valid Unicode"),
            Reason::TooLarge => write!(f, "it is larger than {} MiB", MAX_FILE >> 20),
        }
    }
}

impl std::error::Error for FolderError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.reason {
            Reason::Io(error) => Some(error),
            _ => None,
        }
    }
}

/// Reads all files below `folder`, ordered by path. Hidden files and folders (`.git`) are left out.
///
/// # Errors
///
/// When something in it cannot be read; when there is a link or a device, which could lead anywhere; when a file is larger
/// than [`MAX_FILE`].
pub fn read_folder(folder: &Path) -> Result<Vec<SourceFile>, FolderError> {
    walk(folder, |_| true)?.collect::<Result<_, _>>().map(sorted)
}

/// What there is of certain files below a folder.
#[derive(Debug, Default)]
pub struct Found {
    /// The files, ordered by path.
    pub files: Vec<SourceFile>,
    /// What could not be read, or may not be: a link, a file larger than [`MAX_FILE`].
    pub left_out: Vec<FolderError>,
}

/// Reads the files below `folder` for which `wanted` holds, and goes on where one cannot be read: a folder of other people's
/// files. Hidden ones are left out.
///
/// # Errors
///
/// When `folder` is none that can be read.
pub fn read_wanted(folder: &Path, wanted: impl Fn(&Path) -> bool) -> Result<Found, FolderError> {
    let mut found = Found::default();
    for file in walk(folder, wanted)? {
        match file {
            Ok(file) => found.files.push(file),
            Err(error) => found.left_out.push(error),
        }
    }
    found.files = sorted(found.files);
    Ok(found)
}

/// Walking sorts name by name; the whole path, with `/`, is what callers see.
fn sorted(mut files: Vec<SourceFile>) -> Vec<SourceFile> {
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn walk(
    folder: &Path,
    wanted: impl Fn(&Path) -> bool,
) -> Result<impl Iterator<Item = Result<SourceFile, FolderError>>, FolderError> {
    let meta = folder.metadata().map_err(|error| FolderError::new(folder, Reason::Io(error)))?;
    if !meta.is_dir() {
        return Err(FolderError::new(folder, Reason::NotAFolder));
    }
    let entries = WalkDir::new(folder).into_iter().filter_entry(|entry| !is_hidden(entry));
    Ok(entries.filter_map(move |entry| match entry {
        Ok(entry) if entry.file_type().is_dir() || !wanted(entry.path()) => None,
        Ok(entry) => Some(read_file(folder, &entry)),
        Err(error) => Some(Err(walk_error(folder, error))),
    }))
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn walk_error(folder: &Path, error: walkdir::Error) -> FolderError {
    let path = error.path().unwrap_or(folder).to_owned();
    FolderError { path, reason: Reason::Io(error.into()) }
}

fn read_file(folder: &Path, entry: &DirEntry) -> Result<SourceFile, FolderError> {
    let failed = |reason| FolderError::new(entry.path(), reason);
    // A device or a pipe might never end.
    if !entry.file_type().is_file() {
        return Err(failed(Reason::NotAFile));
    }
    let path = relative(folder, entry.path()).ok_or_else(|| failed(Reason::NotUnicode))?;
    let mut bytes = Vec::new();
    let file = File::open(entry.path()).map_err(|error| failed(Reason::Io(error)))?;
    file.take(MAX_FILE + 1).read_to_end(&mut bytes).map_err(|error| failed(Reason::Io(error)))?;
    if bytes.len() as u64 > MAX_FILE {
        return Err(failed(Reason::TooLarge));
    }
    Ok(SourceFile { path, bytes })
}

/// `path` below `folder`, with `/` between names on every system.
fn relative(folder: &Path, path: &Path) -> Option<String> {
    let names: Option<Vec<&str>> = path.strip_prefix(folder).ok()?.iter().map(|name| name.to_str()).collect();
    Some(names?.join("/"))
}

/// Mistakes as a compiler would print them, one after the other, and how many there are. Paths are shown below `folder`, so that
/// an editor finds them.
pub fn render(files: &[SourceFile], mistakes: &[Diagnostic], folder: &str, colour: bool) -> String {
    let mut shown = String::new();
    for mistake in mistakes {
        let mut mistake = mistake.clone();
        let text = text_of(files, &mistake.file);
        mistake.file = join(folder, &mistake.file);
        shown.push_str(&mistake.render(&text, colour));
        shown.push_str("\n\n");
    }
    let (errors, warnings): (Vec<&Diagnostic>, Vec<_>) =
        mistakes.iter().partition(|mistake| mistake.is_error());
    let count = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    let counts = match (errors.len(), warnings.len()) {
        (0, warnings) => count(warnings, "warning"),
        (errors, 0) => count(errors, "mistake"),
        (errors, warnings) => format!("{} and {}", count(errors, "mistake"), count(warnings, "warning")),
    };
    shown + &format!("{counts} in {folder}")
}

/// The text of one of `files`, for places in it; empty when it is none of them.
pub fn text_of<'a>(files: &'a [SourceFile], path: &str) -> Cow<'a, str> {
    files
        .iter()
        .find(|file| file.path == path)
        .map(|file| String::from_utf8_lossy(&file.bytes))
        .unwrap_or_default()
}

/// A path below `folder`, with `/` between.
pub fn join(folder: &str, path: &str) -> String {
    match folder.trim_end_matches('/') {
        "" | "." => path.to_owned(),
        folder => format!("{folder}/{path}"),
    }
}
