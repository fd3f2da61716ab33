//! The folder of a site. `SHA256SUMS` in it lists what was written: of a folder with such a list, files are written only where
//! they changed, and only those are removed that the list names.

use crate::failure::Failure;
use kbmatch_site::{File, sha256};
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::{fs, io};

/// The list, as `sha256sum --check` reads it.
const LIST: &str = "SHA256SUMS";

/// A folder that a site is written to.
#[derive(Debug)]
pub(super) struct Target {
    folder: PathBuf,
    /// The paths that the folder's list names.
    old: Vec<String>,
    /// The sums of what was put here, by path.
    new: BTreeMap<String, String>,
    written: usize,
}

/// What became of the folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Counts {
    /// Files that were new or had changed.
    pub(super) written: usize,
    /// Files of an older site that this one does not have.
    pub(super) removed: usize,
}

impl Target {
    /// A folder: a new one, an empty one, or one that a site was written to before.
    pub(super) fn open(folder: &Path) -> Result<Self, Failure> {
        let failed = |error| Failure::Write(folder.to_owned(), error);
        let old = match fs::read_to_string(folder.join(LIST)) {
            Ok(list) => listed(&list),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                fs::create_dir_all(folder).map_err(failed)?;
                if fs::read_dir(folder).map_err(failed)?.next().is_some() {
                    return Err(Failure::NotASite(folder.to_owned()));
                }
                // From now on the folder is a site's, also if this is interrupted.
                fs::write(folder.join(LIST), "").map_err(failed)?;
                Vec::new()
            }
            Err(error) => return Err(failed(error)),
        };
        Ok(Self { folder: folder.to_owned(), old, new: BTreeMap::new(), written: 0 })
    }

    /// Takes a file of the site.
    pub(super) fn put(&mut self, file: &File) -> Result<(), Failure> {
        self.written += usize::from(write_if_changed(&self.folder.join(&file.path), &file.bytes)?);
        self.new.insert(file.path.clone(), sha256(&file.bytes));
        Ok(())
    }

    /// Removes what an older site had and this one has not, and writes the list.
    pub(super) fn finish(self) -> Result<Counts, Failure> {
        let gone = self.old.iter().filter(|path| !self.new.contains_key(*path));
        let mut removed = 0;
        for path in gone {
            removed += usize::from(remove(&self.folder, path)?);
        }
        let list: String = self.new.iter().map(|(path, sum)| format!("{sum}  {path}\n")).collect();
        write_if_changed(&self.folder.join(LIST), list.as_bytes())?;
        Ok(Counts { written: self.written, removed })
    }
}

/// The paths that a list names. Whoever wrote it: none of them leads out of the folder.
fn listed(list: &str) -> Vec<String> {
    let path = |line: &str| line.split_once("  ").map(|(_, path)| path.to_owned());
    let is_below = |path: &String| {
        let mut parts = Path::new(path).components();
        !path.is_empty() && parts.all(|part| matches!(part, Component::Normal(_)))
    };
    list.lines().filter_map(path).filter(is_below).collect()
}

/// Removes a file that was listed, and its folder if that is empty then. Whether there was one: links are left alone.
fn remove(folder: &Path, path: &str) -> Result<bool, Failure> {
    let parents = Path::new(path).ancestors().skip(1).map(|parent| folder.join(parent));
    let is_plain = |path: &Path| path.symlink_metadata().is_ok_and(|meta| !meta.is_symlink());
    let at = folder.join(path);
    if !parents.clone().all(|parent| parent == *folder || is_plain(&parent)) || !is_plain(&at) || at.is_dir()
    {
        return Ok(false);
    }
    fs::remove_file(&at).map_err(|error| Failure::Write(at.clone(), error))?;
    for parent in parents.take_while(|parent| parent != folder) {
        // Not when something else is in it.
        if fs::remove_dir(parent).is_err() {
            break;
        }
    }
    Ok(true)
}

/// Writes a file unless it holds just that. Whether it was written.
pub(super) fn write_if_changed(path: &Path, bytes: &[u8]) -> Result<bool, Failure> {
    let is_same = fs::metadata(path).is_ok_and(|meta| meta.len() == bytes.len() as u64)
        && fs::read(path).is_ok_and(|found| found == bytes);
    if is_same {
        return Ok(false);
    }
    let failed = |error| Failure::Write(path.to_owned(), error);
    path.parent().map_or(Ok(()), fs::create_dir_all).map_err(failed)?;
    fs::write(path, bytes).map_err(failed)?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kbmatch_site::Need;

    fn file(path: &str, text: &str) -> File {
        File { path: path.into(), bytes: text.into(), is_lasting: false, need: Need::Apart }
    }

    fn build(folder: &Path, files: &[(&str, &str)]) -> Result<Counts, Failure> {
        let mut target = Target::open(folder)?;
        files.iter().try_for_each(|(path, text)| target.put(&file(path, text)))?;
        target.finish()
    }

    #[test]
    fn a_second_build_writes_what_changed_and_removes_what_is_gone() {
        let folder = tempfile::tempdir().expect("a folder");
        let folder = folder.path();
        build(folder, &[("index.html", "1"), ("articles/a.html", "a"), ("b.js", "b")]).expect("built");
        fs::write(folder.join("CNAME"), "kb.contoso.com").expect("a file of the owner's");
        let counts = build(folder, &[("index.html", "2"), ("b.js", "b")]).expect("built");
        assert_eq!(counts, Counts { written: 1, removed: 1 });
        assert!(!folder.join("articles").exists() && folder.join("CNAME").exists());
        let counts = build(folder, &[("index.html", "2"), ("b.js", "b")]).expect("built");
        assert_eq!(counts, Counts { written: 0, removed: 0 });
    }

    #[test]
    fn a_folder_of_something_else_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("thesis.txt"), "mine").expect("a file");
        assert!(matches!(build(folder.path(), &[("index.html", "1")]), Err(Failure::NotASite(_))));
        assert!(!folder.path().join("index.html").exists());
    }

    #[test]
    fn a_list_that_leads_elsewhere_removes_nothing_there() {
        let outside = tempfile::tempdir().expect("a folder");
        let (folder, victim) = (outside.path().join("site"), outside.path().join("victim"));
        fs::write(&victim, "mine").expect("a file");
        build(&folder, &[("index.html", "1")]).expect("built");
        let list = format!("0  ../victim\n0  {}\n0  ./index.html\n0  \n", victim.display());
        fs::write(folder.join(LIST), list).expect("a list");
        assert_eq!(build(&folder, &[("index.html", "1")]).expect("built").removed, 0);
        assert!(victim.exists());
    }
}
