use kbmatch::PackError;
use kbmatch_cli::text::visible;
use kbmatch_kb::folder::FolderError;
use kbmatch_site::{KitError, SettingsError, SiteError};
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
    /// The command has no page kit, and none was named.
    NoKit,
    /// A page kit that cannot be used: the file, or the command's own.
    Kit(Option<PathBuf>, KitError),
    /// A site's settings have a mistake.
    Settings(PathBuf, SettingsError),
    /// A site cannot be made of the kit.
    Site(SiteError),
    /// A folder that something else lies in than a site.
    NotASite(PathBuf),
    /// A folder, where a file is to be written.
    NotAFile(PathBuf),
    /// A site is to lie inside of the folder that it is made of.
    Inside(PathBuf, PathBuf),
    /// A folder with Markdown and no articles.
    OnlyMarkdown(PathBuf),
    /// Articles without symptoms: the first of them, and how many.
    SearchOnly { first: String, count: usize },
    /// A server cannot do its work.
    Serve(io::Error),
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
            Self::NoKit => f.write_str(
                "this kbmatch was built without the page: take the one that `cargo xtask dist` makes (dist/kbmatch), or name a \
                 page kit with --kit (dist/kbmatch.kit)",
            ),
            Self::Kit(Some(path), error) => write!(f, "cannot use {path:?}: {error}"),
            Self::Kit(None, error) => write!(f, "cannot use the built-in page: {error}"),
            Self::Settings(path, error) => write!(f, "{path:?} has a mistake\n\n{}", visible_lines(&error.to_string())),
            Self::Site(error) => write!(f, "cannot make the site: {error}"),
            Self::NotASite(path) => write!(
                f,
                "{path:?} is not empty, and no site that kbmatch wrote: name another folder, so that nothing is lost"
            ),
            Self::NotAFile(path) => {
                write!(f, "{path:?} is a folder: with --single-file, name the file, as in `-o support.html`")
            }
            Self::Inside(output, folder) => {
                write!(f, "{output:?} lies inside of {folder:?}: the site would become part of what it is made of")
            }
            Self::OnlyMarkdown(path) => write!(
                f,
                "{path:?} has Markdown and no articles: --allow-search-only makes articles of it, with symptoms where it quotes \
                 errors; `kbmatch import msdocs` writes them, to be edited"
            ),
            Self::SearchOnly { first, count } => write!(
                f,
                "articles without symptoms: {count}, {first:?} first; nothing that is pasted brings them up. --allow-search-only publishes \
                 them to be searched for"
            ),
            Self::Serve(error) => write!(f, "cannot serve the site: {}", Plain(error)),
            Self::Partial => f.write_str("not everything could be read"),
        }
    }
}

/// Text of several lines, in which nothing acts on a terminal.
fn visible_lines(text: &str) -> String {
    text.lines().map(|line| visible(line).into_owned()).collect::<Vec<_>>().join("\n")
}

/// An I/O error without the number that the standard library appends.
struct Plain<'a>(&'a io::Error);

impl fmt::Display for Plain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.0.to_string();
        f.write_str(text.split(" (os error").next().unwrap_or(&text))
    }
}
