//! Reading a knowledge base's folder.

use kbmatch_kb::folder::{MAX_FILE, read_folder};
use kbmatch_tests::{default_base, read_base};
use std::fs;
use std::path::Path;

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}

fn error(folder: &Path) -> String {
    read_folder(folder).expect_err("an error").to_string()
}

#[test]
fn files_come_in_order_with_slashes_and_without_hidden_ones() {
    let folder = tempfile::tempdir().expect("a folder");
    for path in ["b/x/article.md", "b-c/article.md", "a/z.txt", ".git/config", "b/x/.article.md.swp"] {
        write(folder.path(), path, path);
    }
    let files = read_folder(folder.path()).expect("files");
    let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths, ["a/z.txt", "b-c/article.md", "b/x/article.md"]);
    assert!(files.iter().all(|file| file.bytes == file.path.as_bytes()));
}

#[test]
fn a_folder_that_is_not_there_and_a_file_are_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let missing = folder.path().join("nowhere");
    assert!(error(&missing).contains("nowhere"), "{}", error(&missing));
    write(folder.path(), "file", "");
    assert!(error(&folder.path().join("file")).contains("not a folder"));
}

#[test]
fn a_file_that_is_too_large_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = fs::File::create(folder.path().join("dump.bin")).expect("a file");
    file.set_len(MAX_FILE).expect("a length");
    assert_eq!(read_folder(folder.path()).expect("it fits").len(), 1);
    file.set_len(MAX_FILE + 1).expect("a length");
    let error = error(folder.path());
    assert!(error.contains("dump.bin") && error.contains("8 MiB"), "{error}");
}

#[cfg(unix)]
#[test]
fn links_are_refused_by_name_and_not_followed() {
    let folder = tempfile::tempdir().expect("a folder");
    std::os::unix::fs::symlink(folder.path(), folder.path().join("loop")).expect("a link");
    let error = error(folder.path());
    assert!(error.contains("loop") && error.contains("links"), "{error}");
}

#[test]
fn the_base_that_ships_holds_every_article() {
    let files = read_base("kb/articles");
    let mut ids: Vec<&str> =
        files.iter().filter_map(|file| file.path.strip_suffix("/article.md")?.rsplit('/').next()).collect();
    ids.sort_unstable();
    let base = default_base();
    let shipped: Vec<&str> = base.entries().map(|entry| entry.id.as_str()).collect();
    assert_eq!(shipped, ids);
}
