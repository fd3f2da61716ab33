use crate::read;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// A folder that holds an input and what is expected of it.
#[derive(Debug)]
pub struct Golden {
    folder: PathBuf,
}

impl Golden {
    /// The case in this folder.
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// The one file called `input`, with any extension.
    ///
    /// # Panics
    ///
    /// When there is none.
    pub fn input(&self) -> Vec<u8> {
        let found = entries(&self.folder)
            .into_iter()
            .find(|path| path.file_stem().is_some_and(|stem| stem == "input"));
        read(&found.unwrap_or_else(|| panic!("no input.* in {:?}", self.folder)))
    }

    /// Compares `actual` with the file of that name, or writes it when blessing.
    ///
    /// # Errors
    ///
    /// Where they differ first.
    pub fn check(&self, name: &str, actual: &str) -> Result<(), String> {
        let path = self.folder.join(name);
        if env::var_os("KBMATCH_BLESS").is_some() {
            return fs::write(&path, actual).map_err(|error| format!("{path:?}: {error}"));
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        let Some(line) = first_difference(&expected, actual) else { return Ok(()) };
        let at = |text: &str| text.lines().nth(line).map_or_else(|| "(ends)".to_owned(), str::to_owned);
        Err(format!(
            "{path:?}, line {}:\n  expected {}\n  actual   {}\nAll of it:\n{actual}\nIf that is right: KBMATCH_BLESS=1 cargo test -p kbmatch-tests",
            line + 1,
            at(&expected),
            at(actual),
        ))
    }
}

fn first_difference(a: &str, b: &str) -> Option<usize> {
    let same = a.lines().zip(b.lines()).take_while(|(a, b)| a == b).count();
    (a != b).then_some(same)
}

/// The folders in a folder of this package, by name.
pub fn folders(name: &str) -> Vec<(String, PathBuf)> {
    let entries = entries(&Path::new(env!("CARGO_MANIFEST_DIR")).join(name));
    let named = |path: PathBuf| Some((path.file_name()?.to_str()?.to_owned(), path));
    entries.into_iter().filter(|path| path.is_dir()).filter_map(named).collect()
}

/// The files below a folder of this package, each with its path from there.
pub fn files_below(name: &str) -> Vec<(String, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let mut folders = vec![root.clone()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in entries(&folder) {
            match path.strip_prefix(&root) {
                _ if path.is_dir() => folders.push(path),
                Ok(below) => files.push((below.to_string_lossy().replace('\\', "/"), path)),
                Err(_) => {}
            }
        }
    }
    files.sort();
    files
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{folder:?}: {error}"));
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    paths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_found_by_line_and_at_the_end() {
        assert_eq!(first_difference("a\nb\n", "a\nb\n"), None);
        assert_eq!(first_difference("a\nb\n", "a\nc\n"), Some(1));
        assert_eq!(first_difference("a\n", "a\nb\n"), Some(1));
        assert_eq!(first_difference("a\n", "a"), Some(1));
    }
}
