//! Which knowledge base to use.

use crate::failure::Failure;
use kbmatch::{KnowledgeBase, SourceFile};
use kbmatch_kb::folder;
use std::path::Path;

/// The base at `kb`, a folder or a pack; the built-in one without.
pub(crate) fn load(kb: Option<&Path>) -> Result<KnowledgeBase, Failure> {
    match kb {
        None => kbmatch_kb::default_base().map_err(Failure::DefaultPack),
        Some(path) if path.is_dir() => compile(path),
        Some(path) => {
            let bytes = std::fs::read(path).map_err(|error| Failure::read(path, error))?;
            KnowledgeBase::from_pack(&bytes).map_err(|error| Failure::Pack(path.to_owned(), error))
        }
    }
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
