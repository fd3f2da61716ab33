//! Whether files below a folder changed. Looked at again and again: the same on every system and file system, and quick enough
//! for folders that people write by hand.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use walkdir::WalkDir;

/// What a look at some files shows: their sizes and times, by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Look(BTreeMap<PathBuf, (u64, Option<SystemTime>)>);

impl Look {
    /// Looks at all files below a folder, and at one that may lie elsewhere. Hidden ones are passed over, as they are when
    /// articles are read; what cannot be looked at counts as not there.
    pub(super) fn at(folder: &Path, other: &Path) -> Self {
        let hidden = |name: &std::ffi::OsStr| name.as_encoded_bytes().starts_with(b".");
        let entries = WalkDir::new(folder).into_iter();
        let below = entries.filter_entry(|entry| entry.depth() == 0 || !hidden(entry.file_name()));
        let paths =
            below.flatten().filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path);
        let seen = |path: PathBuf| {
            let meta = path.metadata().ok()?;
            Some((path, (meta.len(), meta.modified().ok())))
        };
        Self(paths.chain([other.to_owned()]).filter_map(seen).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_file_that_comes_goes_or_changes_is_seen() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("kb1/article.md");
        let look = || Look::at(folder.path(), &folder.path().join("kbmatch.toml"));
        let empty = look();
        fs::create_dir(folder.path().join("kb1")).expect("a folder");
        fs::write(&path, "one").expect("a file");
        let one = look();
        fs::write(&path, "three").expect("a file");
        let three = look();
        assert!(empty != one && one != three && three == look());
        fs::write(folder.path().join(".swap"), "editor").expect("a file");
        assert_eq!(three, look());
        fs::remove_file(&path).expect("removed");
        assert_eq!(empty, look());
    }
}
