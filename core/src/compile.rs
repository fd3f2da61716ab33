//! From a folder's files to a knowledge base, or to everything that is wrong with them.

use crate::KnowledgeBase;
use crate::diagnostic::Diagnostic;

/// A file of a knowledge base's folder.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Its path below the folder, with `/` between names.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// What compiling gave: a base, or everything that is wrong, in the order of files and places.
///
/// # Errors
///
/// All [`Diagnostic`]s, when there is one.
pub fn compile(_files: &[SourceFile]) -> Result<KnowledgeBase, Vec<Diagnostic>> {
    Ok(KnowledgeBase::new(Vec::new()))
}
