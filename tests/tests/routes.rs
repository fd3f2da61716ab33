//! Large bases in routed shards: a text asks for few of them, and they say what the whole base says.
//!
//! That they say the same of any text is held in `index.rs`, with the other ways of evaluating a base.

use kbmatch::{
    Checksum, Input, KnowledgeBase, PackError, PackInfo, PackParts, Route, Routed, RoutedKind, Routes,
    Verdict,
};
use kbmatch_tests::generate::articles::{Case, sources};
use std::collections::BTreeSet;

const ARTICLES: u32 = 600;

fn pack(articles: u32) -> Vec<u8> {
    kbmatch::compile_articles(&sources(articles)).expect("made-up articles compile").to_pack()
}

/// In many shards, as if the base were large.
fn routed(articles: u32) -> Routed {
    Routed::with_bits(&pack(articles), Some(8)).expect("a pack")
}

fn sample(number: u32) -> Vec<u8> {
    Case::new(number).samples().into_iter().next().expect("a sample").bytes
}

fn asked(routed: &Routed, routes: &Routes, text: &[u8]) -> Vec<(String, Vec<u8>)> {
    let Route::Shards(names) = routes.of(&Input::decode(text)) else { panic!("it asks for all of the base") };
    let shard = |name: String| {
        let found = routed.shards.iter().find(|shard| shard.name == name).expect("a shard that is there");
        (name, found.bytes.clone())
    };
    names.into_iter().map(shard).collect()
}

fn base(routes: &Routes, shards: &[(String, Vec<u8>)]) -> Result<KnowledgeBase, PackError> {
    let shards: Vec<(String, &[u8])> =
        shards.iter().map(|(name, bytes)| (name.clone(), bytes.as_slice())).collect();
    KnowledgeBase::from_routed(routes, &shards)
}

#[test]
fn a_text_asks_for_few_shards_and_these_say_what_the_whole_base_says() {
    let (whole, routed) = (KnowledgeBase::from_pack(pack(ARTICLES)).expect("a pack"), routed(ARTICLES));
    let routes = Routes::read(&routed.root).expect("a root");
    let mut most = 0;
    for number in (0..ARTICLES).step_by(7) {
        let text = sample(number);
        let shards = asked(&routed, &routes, &text);
        most = most.max(shards.len());
        let report = base(&routes, &shards).expect("sound shards").scan(&Input::decode(&text));
        assert_eq!(report, whole.scan(&Input::decode(&text)), "{number}");
        let first = report.results.first().expect("a result");
        assert_eq!((first.verdict, &first.article), (Verdict::Match, &Case::new(number).id()), "{number}");
    }
    assert!(most <= 16, "a text asks for {most} of 256 shards");
}

#[test]
fn a_text_of_which_no_article_knows_asks_for_nearly_nothing() {
    let routed = routed(ARTICLES);
    let routes = Routes::read(&routed.root).expect("a root");
    let text =
        "2026-01-01 00:00:00 INFO nothing of note happened while sheep grazed peacefully nearby\n".repeat(50);
    assert!(asked(&routed, &routes, text.as_bytes()).len() <= 3);
}

#[test]
fn a_log_asks_for_all_of_the_base() {
    let routes = Routes::read(&routed(20).root).expect("a root");
    let log = "2026-01-01 00:00:00 INFO nothing of note\n".repeat(8_001);
    assert_eq!(routes.of(&Input::decode(log.as_bytes())), Route::Whole);
}

#[test]
fn an_article_in_several_shards_counts_once_and_knows_where_its_prose_is() {
    let routed = routed(ARTICLES);
    let routes = Routes::read(&routed.root).expect("a root");
    let all = routed.shards.iter().filter(|shard| shard.kind == RoutedKind::Routed);
    let all: Vec<(String, Vec<u8>)> = all.map(|shard| (shard.name.clone(), shard.bytes.clone())).collect();
    let base = base(&routes, &all).expect("sound shards");
    let ids: BTreeSet<&str> = base.entries().map(|entry| entry.id.as_str()).collect();
    assert_eq!((base.len(), ids.len()), (ARTICLES as usize, ARTICLES as usize));
    for number in (0..ARTICLES).step_by(50) {
        let id = Case::new(number).id();
        let body = &base.body_shard(&id).expect("a shard of prose").sha256;
        let shard = routed.shards.iter().find(|shard| shard.name == *body).expect("it is there");
        let article = base.article_from(&id, &shard.bytes).expect("it holds the article");
        assert_eq!(article.id, id);
    }
}

#[test]
fn a_root_leads_to_the_whole_base_and_to_the_shard_of_one_article() {
    let (pack, routed) = (pack(ARTICLES), routed(ARTICLES));
    let routes = Routes::read(&routed.root).expect("a root");
    let mut whole = KnowledgeBase::from_manifest(&routed.root).expect("a root");
    let bytes = |name: &String| {
        routed.shards.iter().find(|shard| shard.name == *name).expect("it is there").bytes.as_slice()
    };
    let shards: Vec<&[u8]> = routes.whole().iter().map(bytes).collect();
    whole.add_shards(&shards).expect("its shards");
    let text = sample(42);
    let expected = KnowledgeBase::from_pack(pack).expect("a pack");
    assert_eq!(whole.scan(&Input::decode(&text)), expected.scan(&Input::decode(&text)));
    let id = Case::new(577).id();
    let name = routes.whole_shard(&id).expect("a shard");
    let part = base(&routes, &[(name.clone(), bytes(&name).to_vec())]).expect("sound");
    assert!(part.entry(&id).is_some() && part.len() < ARTICLES as usize);
    assert_eq!(routes.whole_shard("a"), None);
}

#[test]
fn the_same_base_gives_the_same_files() {
    let (one, other) = (routed(ARTICLES), routed(ARTICLES));
    assert_eq!((one.root, one.shards), (other.root, other.shards));
}

/// Few whatever the number of articles: its own shards, and those that say where the prose of its neighbours is. (Now and then more:
/// those of all articles that share a predicate of which a tenth of a bit is gone.)
#[test]
fn an_article_more_in_the_middle_of_the_base_changes_few_files() {
    let all = sources(ARTICLES);
    let shards = |left_out: Option<u32>| -> BTreeSet<(RoutedKind, String)> {
        let left_out = left_out.map(|number| Case::new(number).source().path);
        let sources: Vec<_> =
            all.iter().filter(|file| Some(&file.path) != left_out.as_ref()).cloned().collect();
        let pack = kbmatch::compile_articles(&sources).expect("made-up articles compile").to_pack();
        let routed = Routed::with_bits(&pack, Some(9)).expect("a pack");
        routed.shards.into_iter().map(|shard| (shard.kind, shard.name)).collect()
    };
    let with = shards(None);
    let fewest = [3, 300, 400].map(|number| {
        let without = shards(Some(number));
        let changed: Vec<RoutedKind> = with.difference(&without).map(|(kind, _)| *kind).collect();
        let of = |kind| changed.iter().filter(|changed| **changed == kind).count();
        [RoutedKind::Bodies, RoutedKind::Routed, RoutedKind::Search].map(of)
    });
    let mut routed = fewest.map(|[_, routed, _]| routed);
    routed.sort_unstable();
    let of = |kind| with.iter().filter(|(of, _)| *of == kind).count();
    assert!(fewest.iter().all(|[bodies, ..]| *bodies <= 3), "{fewest:?} of {}", of(RoutedKind::Bodies));
    assert!(routed[1] <= 150, "{fewest:?} of {}", of(RoutedKind::Routed));
    assert!(fewest.iter().all(|[.., search]| *search <= 40), "{fewest:?} of {}", of(RoutedKind::Search));
}

#[test]
fn a_root_with_a_flipped_byte_or_of_another_length_is_refused() {
    let mut root = routed(30).root;
    for at in 0..root.len() {
        let mut wrong = root.clone();
        wrong[at] ^= 1 << (at % 8);
        assert!(Routes::read(&wrong).is_err(), "byte {at}");
        assert!(Routes::read(&root[..at]).is_err(), "{at} bytes");
    }
    root.push(0);
    assert!(matches!(Routes::read(&root), Err(PackError::Length { .. })));
    root[8] = 9;
    assert!(matches!(Routes::read(&root), Err(PackError::Version { found: 9, reads: 4 })));
}

#[test]
fn a_shard_that_is_not_what_its_name_says_is_refused() {
    let routed = routed(30);
    let routes = Routes::read(&routed.root).expect("a root");
    let (name, bytes) = asked(&routed, &routes, &sample(3)).into_iter().next().expect("a shard");
    for at in 0..bytes.len() {
        let mut wrong = bytes.clone();
        wrong[at] ^= 1 << (at % 8);
        assert!(matches!(base(&routes, &[(name.clone(), wrong)]), Err(PackError::Checksum(_))), "byte {at}");
    }
}

#[test]
fn only_a_base_that_gains_by_it_is_routed() {
    assert!(Routed::if_large(&pack(100)).expect("a pack").is_none());
    let large = pack(4_000);
    let symptoms = PackParts::of(&large).expect("a pack").shards.into_iter();
    let bytes: usize = symptoms
        .filter(|(info, _)| info.kind == kbmatch::pack::ShardKind::Symptoms)
        .map(|(_, b)| b.len())
        .sum();
    assert!(bytes > 1 << 20, "{bytes}");
    assert!(Routed::if_large(&large).expect("a pack").is_some());
}

#[test]
fn a_root_tells_what_it_is_of() {
    let info = PackInfo::of(&routed(30).root).expect("a root");
    let counts = info.counts.expect("counts");
    assert_eq!((counts.articles, info.checksum, info.problem), (30, Checksum::Valid, None));
}
