use kbmatch::PackError;
use kbmatch_cli::text::visible;
use kbmatch_kb::folder::FolderError;
use std::path::{Path, PathBuf};
use std::{fmt, io};

/// Why a command could not do what it was asked for.
#[derive(Debug)]
pub(crate) enum Failure {
    /// A file cannot be read.
    Read(PathBuf, io::Error),
    /// A file cannot be written.
    Write(PathBuf, io::Error),
    /// Standard output cannot be written.
    Output(io::Error),
    /// A knowledge base's folder cannot be read.
    Folder(FolderError),
    /// A file is no usable pack.
    Pack(PathBuf, PackError),
    /// The built-in knowledge base cannot be used.
    DefaultPack(PackError),
    /// A knowledge base has mistakes: the mistakes as text.
    Mistakes(String),
    /// There is no knowledge base where one is looked for.
    NoBase,
    /// A file, where the articles that a pack is built from are needed.
    NoFolder(PathBuf),
    /// There is no such article: its id, and those that may be meant.
    NoArticle { id: String, near: Vec<String> },
    /// A folder to be written holds something already.
    NotEmpty(PathBuf),
    /// A line is no case: the file, the line from 1, and why.
    Case(String, usize, String),
    /// There is no case.
    NoCases,
    /// A text that holds nothing that an article could go by.
    NothingToDraft,
    /// Two arguments that do not go together, in words.
    Arguments(&'static str),
    /// Some of what was to be read could not be; each was said already.
    Partial,
}

impl Failure {
    pub(crate) fn read(path: &Path, error: io::Error) -> Self {
        Self::Read(path.to_owned(), error)
    }

    /// Whether the reader of the output went away, which is no failure.
    pub(crate) fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(path, error) => write!(f, "cannot read {path:?}: {}", Plain(error)),
            Self::Write(path, error) => write!(f, "cannot write {path:?}: {}", Plain(error)),
            Self::Output(error) => write!(f, "cannot write the output: {}", Plain(error)),
            Self::Folder(error) => error.fmt(f),
            Self::Pack(path, error) => write!(f, "cannot use {path:?}: {error}"),
            Self::DefaultPack(error) => write!(f, "cannot use the built-in knowledge base: {error}"),
            Self::Mistakes(mistakes) => write!(f, "the knowledge base has mistakes\n\n{mistakes}"),
            Self::NoBase => {
                f.write_str("no articles here: name their folder, as in `kbmatch check ../our-articles`")
            }
            Self::NoFolder(path) => write!(
                f,
                "{path:?} is a file: the folder of the articles is needed; `kbmatch pack info` looks into a pack"
            ),
            Self::NoArticle { id, near } if near.is_empty() => {
                write!(f, "no article {id:?}: `kbmatch show` lists all of them")
            }
            Self::NoArticle { id, near } => {
                write!(f, "no article {id:?}: is it {}? `kbmatch show` lists all of them", near.join(", or "))
            }
            Self::NotEmpty(path) => {
                write!(f, "{path:?} is not empty: name a new folder, so that nothing is lost")
            }
            Self::Case(file, line, why) => write!(f, "{}:{line}: {}", visible(file), visible(why)),
            Self::NoCases => {
                f.write_str("no cases: a case is a line {\"id\": ..., \"text\": ..., \"expect\": [...]}")
            }
            Self::NothingToDraft => f.write_str(
                "nothing to begin with: the text holds no event id, no error code and no sentence that another event could have",
            ),
            Self::Arguments(why) => f.write_str(why),
            Self::Partial => f.write_str("not everything could be read"),
        }
    }
}

/// An I/O error without the number that the standard library appends.
struct Plain<'a>(&'a io::Error);

impl fmt::Display for Plain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.0.to_string();
        f.write_str(text.split(" (os error").next().unwrap_or(&text))
    }
}
