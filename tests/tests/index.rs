//! The index selects enough: with it a scan says what it says when every symptom is asked for every event; and so does a stream.
//!
//! The same cases run as wasm, on 32 bits (`cargo xtask test wasm`), and without end in `fuzz/fuzz_targets/index.rs`.

use kbmatch::{Input, Verdict};
use kbmatch_parity::{Case, difference, joined, seeded};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn an_indexed_scan_says_what_a_plain_one_says(bytes in prop::collection::vec(any::<u8>(), 0..1500)) {
        let difference = Case::of(&bytes).difference();
        prop_assert!(difference.is_none(), "{}", difference.unwrap_or_default());
    }
}

/// A shard of a pack holds 2,000 articles; the numbers of the others begin behind it.
#[test]
fn a_base_of_several_shards_says_with_its_index_what_it_says_without() {
    let base = kbmatch::compile_articles(&joined(650)).expect("each part compiles");
    assert!(base.len() > 2_000, "{} articles", base.len());
    let mut texts: Vec<Vec<u8>> = (0..40).map(|number| Case::of(&seeded(number)).text).collect();
    texts.push(
        b"Log Name: System\nSource: Contoso Sync\nEvent ID: 1\nLevel: Error\nDescription:\nZuletzt: ja\n"
            .to_vec(),
    );
    let mut named = std::collections::BTreeSet::new();
    for text in &texts {
        let different = difference(&base, text);
        assert!(different.is_none(), "{}\n{}", different.unwrap_or_default(), String::from_utf8_lossy(text));
        named.extend(base.scan(&Input::decode(text)).results.into_iter().map(|found| found.article));
    }
    assert!(named.len() > 400 && named.contains("z-last"), "{named:?}");
}

/// Cases that say nothing would hold nothing.
#[test]
fn cases_mostly_compile_and_often_have_something_to_say() {
    let (mut compiled, mut verdicts) = (0, [0; 3]);
    for case in (0..200).map(|number| Case::of(&seeded(number))) {
        let Some(base) = case.compile() else { continue };
        compiled += 1;
        let report = base.scan(&Input::decode(&case.text));
        for (count, verdict) in
            verdicts.iter_mut().zip([Verdict::Match, Verdict::Possible, Verdict::NearMiss])
        {
            *count += usize::from(report.results.iter().any(|finding| finding.verdict == verdict));
        }
    }
    assert!(compiled >= 140 && verdicts.iter().all(|&count| count >= 40), "{compiled}, {verdicts:?}");
}
