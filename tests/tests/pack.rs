//! Packs: the same base, and no way to harm.

use kbmatch::{Checksum, Input, KnowledgeBase, PackError, PackInfo, PackParts};
use kbmatch_tests::{Golden, compile, default_base, folders, read_base, scan};
use sha2::{Digest as _, Sha256};

fn small() -> Vec<u8> {
    compile("tests/golden/base").to_pack()
}

#[test]
fn a_pack_gives_the_same_reports_as_its_folder() {
    let folder = compile("tests/golden/base");
    let pack = KnowledgeBase::from_pack(folder.to_pack()).expect("a pack");
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
        let checked = KnowledgeBase::from_pack(&wrong).and_then(|base| base.check_bodies());
        assert!(checked.is_err(), "byte {at}");
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
    pack[8] = 99;
    let error = KnowledgeBase::from_pack(&pack).expect_err("a newer version");
    assert!(matches!(error, PackError::Version { found: 99, .. }), "{error}");
    assert!(error.to_string().contains("version 99"), "{error}");
}

#[test]
fn what_is_no_pack_says_so() {
    for bytes in [&b""[..], b"KBMATCH", b"PK\x03\x04 something", b"{\"version\": 1}"] {
        assert!(matches!(KnowledgeBase::from_pack(bytes), Err(PackError::NotAPack)), "{bytes:?}");
    }
}

/// The manifest and the shards of a pack, as files of their own.
fn parts(pack: &[u8]) -> (Vec<u8>, Vec<Vec<u8>>) {
    let parts = PackParts::of(pack).expect("a pack");
    (parts.manifest.to_vec(), parts.shards.into_iter().map(|(_, bytes)| bytes.to_vec()).collect())
}

#[test]
fn parts_make_up_the_pack_and_one_that_is_cut_or_longer_has_none() {
    let mut pack = small();
    let (manifest, shards) = parts(&pack);
    assert_eq!([manifest, shards.concat()].concat(), pack);
    for len in 0..pack.len() {
        assert!(PackParts::of(&pack[..len]).is_err(), "{len} bytes");
    }
    pack.push(0);
    assert!(PackParts::of(&pack).is_err());
}

#[test]
fn a_pack_comes_in_shards_too() {
    let pack = small();
    let (manifest, shards) = parts(&pack);
    let whole = KnowledgeBase::from_pack(&pack).expect("a pack");
    let mut base = KnowledgeBase::from_manifest(&manifest).expect("a manifest");
    assert!(base.is_empty());
    // In whatever order they arrive.
    for shard in shards.iter().rev() {
        base.add_shard(shard).expect("a shard of this pack");
    }
    assert_eq!(base.to_pack(), pack);
    let mut at_once = KnowledgeBase::from_manifest(&manifest).expect("a manifest");
    at_once.add_shards(&shards.iter().map(Vec::as_slice).collect::<Vec<_>>()).expect("shards of this pack");
    assert_eq!(at_once.to_pack(), pack);
    let text = Input::decode(b"Error 0xCAA2000C AADSTS50076");
    assert_eq!(base.scan(&text), whole.scan(&text));
    base.verify().expect("nothing is wrong with it");
}

#[test]
fn without_bodies_a_base_scans_and_says_what_to_load() {
    let (manifest, shards) = parts(&small());
    let mut base = KnowledgeBase::from_manifest(&manifest).expect("a manifest");
    base.add_shard(&shards[0]).expect("its symptoms");
    let id = base.entries().next().expect("an article").id.clone();
    assert!(base.article(&id).is_none());
    let wanted = base.body_shard(&id).expect("a shard").sha256.clone();
    let body = base.manifest().shards.iter().position(|shard| shard.sha256 == wanted).expect("it is listed");
    base.add_shard(&shards[body]).expect("its body");
    assert_eq!(base.article(&id).map(|article| article.id), Some(id));
}

#[test]
fn an_article_is_read_from_its_own_shard_only() {
    let pack = kbmatch_kb::PACK;
    let (manifest, shards) = parts(pack);
    let mut base = KnowledgeBase::from_manifest(&manifest).expect("a manifest");
    base.add_shard(&shards[0]).expect("its symptoms");
    let whole = default_base();
    for entry in whole.entries() {
        let wanted = &base.body_shard(&entry.id).expect("a shard").sha256;
        let (at, _) =
            (1..).zip(&base.manifest().shards[1..]).find(|(_, s)| s.sha256 == *wanted).expect("listed");
        let article = base.article_from(&entry.id, &shards[at]).expect("its shard");
        assert_eq!(Some(article.body), whole.article(&entry.id).map(|article| article.body));
        let other = if at == 1 { 2 } else { 1 };
        assert!(base.article_from(&entry.id, &shards[other]).is_err(), "{}", entry.id);
    }
    assert!(base.article_from("no-such-article", &shards[1]).is_err());
}

#[test]
fn a_shard_of_another_pack_is_refused_and_changes_nothing() {
    let (manifest, shards) = parts(&small());
    let mut base = KnowledgeBase::from_manifest(&manifest).expect("a manifest");
    let mut wrong = shards[0].clone();
    wrong[40] ^= 1;
    assert!(matches!(base.add_shard(&wrong), Err(PackError::Stranger)));
    assert!(base.is_empty());
    assert!(base.add_shard(&shards[0]).is_ok());
}

/// The pack with one byte of its first shard changed and its hashes made right again, as an attacker would.
fn forged(pack: &[u8], at: usize, value: u8) -> Vec<u8> {
    let (manifest, mut shards) = parts(pack);
    let old = sha256(&shards[0]);
    shards[0][at] = value;
    let json = String::from_utf8(manifest[48..].to_vec()).expect("JSON").replace(&old, &sha256(&shards[0]));
    let mut forged = manifest[..16].to_vec();
    forged.extend(Sha256::digest(json.as_bytes()));
    forged.extend(json.into_bytes());
    forged.extend(shards.concat());
    forged
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn a_forged_pack_is_refused_or_harmless() {
    let pack = small();
    let (_, shards) = parts(&pack);
    let text = Input::decode(
        b"Log Name: System\nSource: Contoso\nEvent ID: 1098\nLevel: Error\nDescription:\n0xCAA2000C\n",
    );
    let mut refused = 0;
    for (at, byte) in shards[0].iter().enumerate() {
        for value in [byte ^ 0x80, byte.wrapping_add(1), 0xff] {
            match KnowledgeBase::from_pack(forged(&pack, at, value)) {
                Err(_) => refused += 1,
                // Whatever it says, it says it, and nothing else happens.
                Ok(base) => {
                    base.scan(&text);
                    let _ = base.verify();
                }
            }
        }
    }
    assert!(refused > 0);
}

#[test]
fn a_pack_tells_what_is_in_it() {
    let pack = small();
    let info = PackInfo::of(&pack).expect("a pack");
    let base = KnowledgeBase::from_pack(&pack).expect("a base");
    let counts = info.counts.expect("it can be used");
    assert_eq!((counts.articles, counts.symptoms), (base.len(), base.manifest().symptoms));
    assert!(counts.articles > 0 && counts.predicates > counts.articles, "{counts:?}");
    assert_eq!((info.version, info.checksum, info.problem), (info.supported, Checksum::Valid, None));
    assert_eq!(info.bytes, pack.len() as u64);
    assert_eq!(info.parts.iter().map(|part| part.bytes).sum::<u64>(), info.bytes);
}

#[test]
fn a_pack_that_cannot_be_used_tells_why() {
    let pack = small();
    let told = |pack: &[u8]| {
        let info = PackInfo::of(pack).expect("it begins as a pack does");
        assert_eq!(info.counts, None);
        (info.version, info.checksum, info.problem.expect("a problem"))
    };
    let mut damaged = pack.clone();
    *damaged.last_mut().expect("a byte") ^= 1;
    assert!(matches!(told(&damaged), (_, Checksum::Invalid, why) if why.contains("damaged")));
    let mut newer = pack.clone();
    newer[8] = 77;
    assert!(matches!(told(&newer), (77, Checksum::Unknown, why) if why.contains("version 77")));
    for len in 12..pack.len() {
        told(&pack[..len]);
    }
    assert!(matches!(PackInfo::of(&pack[..11]), Err(PackError::NotAPack)));
    assert!(matches!(PackInfo::of(b"PK\x03\x04 something"), Err(PackError::NotAPack)));
}

#[test]
fn an_article_of_a_damaged_shard_is_not_read() {
    let mut pack = small();
    let last = pack.len() - 1;
    pack[last] ^= 1;
    let base = KnowledgeBase::from_pack(&pack).expect("its symptoms are whole");
    assert!(matches!(base.check_bodies(), Err(PackError::Checksum(_))));
    let id = base.entries().last().expect("an article").id.clone();
    assert!(base.article(&id).is_none());
}
