//! Packs: the same base, and no way to harm.

use kbmatch::{KnowledgeBase, PackError};
use kbmatch_tests::{Golden, compile, default_base, folders, read_base, scan};

fn small() -> Vec<u8> {
    compile("tests/golden/base").to_pack()
}

#[test]
fn a_pack_gives_the_same_reports_as_its_folder() {
    let folder = compile("tests/golden/base");
    let pack = KnowledgeBase::from_pack(&folder.to_pack()).expect("a pack");
    for (name, case) in folders("golden").into_iter().filter(|(name, _)| name != "base") {
        let input = Golden::new(&case).input();
        assert_eq!(scan(&folder, &input, true).report, scan(&pack, &input, true).report, "{name}");
    }
}

#[test]
fn the_same_articles_give_the_same_bytes() {
    let mut files = read_base("tests/golden/base");
    files.reverse();
    let reversed = kbmatch::compile(&files).expect("a base").to_pack();
    assert_eq!(reversed, small());
    assert_eq!(default_base().to_pack(), kbmatch_kb::PACK);
}

#[test]
fn a_pack_with_a_flipped_byte_is_refused() {
    let pack = small();
    for at in 0..pack.len() {
        let mut wrong = pack.clone();
        wrong[at] ^= 1 << (at % 8);
        assert!(KnowledgeBase::from_pack(&wrong).is_err(), "byte {at}");
    }
}

#[test]
fn a_pack_that_is_cut_or_longer_is_refused() {
    let mut pack = small();
    for len in 0..pack.len() {
        assert!(KnowledgeBase::from_pack(&pack[..len]).is_err(), "{len} bytes");
    }
    pack.push(0);
    assert!(matches!(KnowledgeBase::from_pack(&pack), Err(PackError::Length { .. })));
}

#[test]
fn a_pack_of_another_version_says_so() {
    let mut pack = small();
    pack[8] = 2;
    let error = KnowledgeBase::from_pack(&pack).expect_err("a newer version");
    assert!(matches!(error, PackError::Version(2)), "{error}");
    assert!(error.to_string().contains("version 2"), "{error}");
}

#[test]
fn what_is_no_pack_says_so() {
    for bytes in [&b""[..], b"KBMATCH", b"PK\x03\x04 something", b"{\"version\": 1}"] {
        assert!(matches!(KnowledgeBase::from_pack(bytes), Err(PackError::NotAPack)), "{bytes:?}");
    }
}
