//! Which knowledge base to use: every command takes it here, in the same way.

use crate::failure::Failure;
use kbmatch::article::{Article, Entry};
use kbmatch::{KnowledgeBase, SourceFile};
use kbmatch_kb::folder;
use std::path::{Path, PathBuf};

// Comments, not documentation: clap would take that for the help of the command.

// The base of a command that looks things up.
#[derive(Debug, clap::Args)]
pub(crate) struct KbArgs {
    /// Another knowledge base than the built-in one: a folder of articles, or a pack that `kbmatch build` wrote
    #[arg(long, value_name = "DIR|PACK")]
    kb: Option<PathBuf>,
}

// The base of a command that needs the articles themselves, as their author wrote them.
#[derive(Debug, clap::Args)]
pub(crate) struct FolderArgs {
    /// The folder of articles; without it `kb/articles`, or the current folder if it holds articles
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    /// The same as DIR, as other commands take it
    #[arg(long, value_name = "DIR", conflicts_with = "folder")]
    kb: Option<PathBuf>,
}

impl KbArgs {
    /// The folder of articles, where the base is one: `--kb`, or the one that is meant without it.
    pub(crate) fn folder(&self) -> Option<PathBuf> {
        match &self.kb {
            Some(path) => path.is_dir().then(|| path.clone()),
            None => find(),
        }
    }

    /// The base at `--kb`, a folder or a pack; the built-in one without.
    pub(crate) fn load(&self) -> Result<KnowledgeBase, Failure> {
        match self.kb.as_deref() {
            None => kbmatch_kb::default_base().map_err(Failure::DefaultPack),
            Some(path) if path.is_dir() => compile(path),
            Some(path) => {
                let bytes = std::fs::read(path).map_err(|error| Failure::read(path, error))?;
                // A damaged article is found out now, not when it is the answer.
                let base =
                    KnowledgeBase::from_pack(&bytes).and_then(|base| base.check_bodies().map(|()| base));
                base.map_err(|error| Failure::Pack(path.to_owned(), error))
            }
        }
    }
}

impl FolderArgs {
    /// The folder that is named, or the one that is meant when none is.
    pub(crate) fn folder(&self) -> Result<PathBuf, Failure> {
        let folder = self.folder.clone().or_else(|| self.kb.clone()).or_else(find).ok_or(Failure::NoBase)?;
        if folder.is_file() { Err(Failure::NoFolder(folder)) } else { Ok(folder) }
    }
}

/// The folder of the repository or the current one, whichever holds articles.
fn find() -> Option<PathBuf> {
    let usual = Path::new("kb/articles");
    let here = Path::new(".");
    let holds_articles = |folder: &Path| folder.join("article.md").is_file();
    let below = |folder: &Path| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect()
    };
    if usual.is_dir() {
        return Some(usual.to_owned());
    }
    // An article lies in its own folder, below its area or not.
    let children = below(here);
    let found = children
        .iter()
        .any(|child| holds_articles(child) || below(child).iter().any(|path| holds_articles(path)));
    found.then(|| here.to_owned())
}

/// Compiles a folder of articles.
pub(crate) fn compile(path: &Path) -> Result<KnowledgeBase, Failure> {
    let files = read(path)?;
    kbmatch::compile(&files).map_err(|mistakes| {
        Failure::Mistakes(folder::render(&files, &mistakes, &path.to_string_lossy(), false))
    })
}

/// Reads a folder of articles.
pub(crate) fn read(path: &Path) -> Result<Vec<SourceFile>, Failure> {
    folder::read_folder(path).map_err(Failure::Folder)
}

/// The article with this id.
pub(crate) fn article(base: &KnowledgeBase, id: &str) -> Result<Article, Failure> {
    base.article(id).ok_or_else(|| unknown(base, id))
}

/// What a list shows of the article with this id.
pub(crate) fn entry<'b>(base: &'b KnowledgeBase, id: &str) -> Result<&'b Entry, Failure> {
    base.entry(id).ok_or_else(|| unknown(base, id))
}

fn unknown(base: &KnowledgeBase, id: &str) -> Failure {
    Failure::NoArticle { id: id.to_owned(), near: near(base, id) }
}

/// So many ids are proposed.
const MAX_NEAR: usize = 3;

/// The ids that an unknown one may be meant for, the nearest first.
fn near(base: &KnowledgeBase, id: &str) -> Vec<String> {
    let id = id.to_lowercase();
    let score = |known: &str| {
        let close = strsim::jaro_winkler(known, &id);
        // A part of an id is often all that one remembers.
        let part = !id.is_empty() && known.contains(&id);
        (close > 0.85 || part).then(|| ((close * 1000.0) as u32, known.to_owned()))
    };
    let mut found: Vec<(u32, String)> = base.entries().filter_map(|entry| score(&entry.id)).collect();
    found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    found.into_iter().take(MAX_NEAR).map(|(_, known)| known).collect()
}
