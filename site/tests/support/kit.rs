//! A page kit without programs: for tests that need no browser. The command's suites use this file too.

use kbmatch_site::Kit;
use std::path::Path;

/// The kit of the repository, with something else in the place of its programs.
pub(crate) fn kit() -> Kit {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files =
        vec![("index.html".to_owned(), std::fs::read(root.join("index.html")).expect("the entry"))];
    for folder in ["web/static", "web/boot"] {
        for entry in std::fs::read_dir(root.join(folder)).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            files.push((name, std::fs::read(&path).expect("a file")));
        }
    }
    for name in ["page", "engine", "fast", "evtx", "unpack"] {
        files.push((format!("{name}.js"), format!("/* {{{{{name}}}}} */").into_bytes()));
        files.push((format!("{name}.wasm"), name.into()));
    }
    Kit::new(files)
}
