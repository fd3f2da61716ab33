//! `kbmatch pack` as its users meet it.

mod support;

use serde_json::Value;
use std::fs;
use support::{folder, path, run};

#[test]
fn a_pack_tells_what_is_in_it() {
    let files = folder(&[]);
    let pack = path(&files, "our.kbpack");
    assert_eq!(run(&["build", "tests/golden/base", "-o", &pack]).status, Some(0));
    let text = run(&["pack", "info", &pack]);
    assert_eq!(text.status, Some(0));
    for part in
        ["format      version ", "checksum    valid", "articles ", "symptoms ", "predicates ", " bytes"]
    {
        assert!(text.out.contains(part), "{part:?} in\n{}", text.out);
    }
    let info: Value =
        serde_json::from_str(&run(&["pack", "info", "--format", "json", &pack]).out).expect("JSON");
    let size = fs::metadata(&pack).expect("a file").len();
    assert_eq!((&info["checksum"], &info["bytes"]), (&"valid".into(), &size.into()));
    assert!(info["counts"]["articles"].as_u64() > Some(0), "{info}");
    assert_eq!(info.get("problem"), None);
}

#[test]
fn a_pack_in_parts_is_a_manifest_with_shards_named_by_their_hashes() {
    let files = folder(&[]);
    let (pack, parts) = (path(&files, "our.kbpack"), path(&files, "site/kb"));
    assert_eq!(run(&["build", "tests/golden/base", "-o", &pack]).status, Some(0));
    assert_eq!(run(&["build", "tests/golden/base", "-o", &parts, "--parts"]).status, Some(0));
    let whole = fs::read(&pack).expect("a pack");
    let mut joined = fs::read(format!("{parts}/manifest")).expect("a manifest");
    let base = kbmatch::KnowledgeBase::from_manifest(&joined).expect("it is one");
    for shard in &base.manifest().shards {
        joined.extend(fs::read(format!("{parts}/{}.shard", shard.sha256)).expect("a shard"));
    }
    assert!(joined == whole);
}

#[test]
fn a_damaged_pack_and_a_file_that_is_none_say_so() {
    let files = folder(&[("event.txt", "Something else.\n")]);
    let pack = path(&files, "our.kbpack");
    assert_eq!(run(&["build", "tests/golden/base", "-o", &pack]).status, Some(0));
    let mut bytes = fs::read(&pack).expect("a pack");
    *bytes.last_mut().expect("a byte") ^= 1;
    fs::write(&pack, bytes).expect("a file");
    let damaged = run(&["pack", "info", &pack]);
    assert_eq!(damaged.status, Some(1));
    assert!(
        damaged.out.contains("checksum    does not fit") && damaged.out.contains("problem"),
        "{}",
        damaged.out
    );
    let none = run(&["pack", "info", &path(&files, "event.txt")]);
    assert_eq!((none.status, none.out.as_str()), (Some(2), ""));
    assert!(none.err.contains("not a kbmatch pack"), "{}", none.err);
    assert_eq!(run(&["pack", "info", "no-such-file"]).status, Some(2));
}
