//! A redacted text is answered as the original is, and tells less.

use kbmatch::{Input, KnowledgeBase, Report, Verdict};
use kbmatch_tests::generate::{LAYOUTS, samples};
use kbmatch_tests::{default_base, read_base};

/// What is said of each article.
fn said(report: &Report) -> Vec<(&str, Verdict)> {
    let mut said: Vec<_> = report.results.iter().map(|f| (f.article.as_str(), f.verdict)).collect();
    said.sort_unstable();
    said
}

fn assert_answered_alike(base: &KnowledgeBase, bytes: &[u8], what: &str) {
    let input = Input::decode(bytes);
    let before = base.scan(&input);
    let redacted = base.redact(&input);
    let after = base.scan(&Input::decode(redacted.text.as_bytes()));
    assert_eq!(said(&after), said(&before), "{what}:\n{}", redacted.text);
}

#[test]
fn every_sample_is_answered_as_before() {
    let base = default_base();
    let files = read_base("kb/articles");
    for file in files.iter().filter(|file| !file.path.ends_with("/article.md")) {
        assert_answered_alike(&base, &file.bytes, &file.path);
    }
}

#[test]
fn events_in_every_layout_are_answered_as_before() {
    let base = default_base();
    for event in samples(20) {
        for layout in LAYOUTS.iter() {
            let text = layout.render(&event);
            assert_answered_alike(&base, text.as_bytes(), layout.name);
        }
    }
}

/// What a value that an article asks for must not lose: its stand-in would be another one.
#[test]
fn a_private_value_that_decides_stays_and_others_go() {
    let article = "---\nid: here\ntitle: A server that the article names\nseverity: error\nproducts: [X]\n\
        sources:\n  - {url: \"https://learn.microsoft.com/x\", title: X}\nsymptoms:\n  here:\n    \
        provider: Contoso-Sync\n    event_id: 4021\n    text: 10.20.30.40\nmatch: here\n---\n\n\
        ## Symptoms\n\nX.\n\n## Cause\n\nX.\n\n## Resolution\n\nX.\n";
    let event = |ip: &str| {
        format!(
            "Log Name: Contoso\nSource: Contoso-Sync\nEvent ID: 4021\nLevel: Error\nComputer: PC-17\nDescription:\n\
             No answer from {ip} to 10.9.8.7.\n"
        )
    };
    let file = |path: &str, text: String| kbmatch::SourceFile { path: path.into(), bytes: text.into() };
    let files = [
        file("x/here/article.md", article.to_owned()),
        file("x/here/match-a.txt", event("10.20.30.40")),
        file("x/here/match-b.txt", event("10.20.30.40")),
        file("x/here/miss-a.txt", event("10.20.30.41")),
        file("x/here/miss-b.txt", event("10.20.30.42")),
    ];
    let base = kbmatch::compile(&files).unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
    let text = event("10.20.30.40");
    let redacted = base.redact(&Input::decode(text.as_bytes())).text;
    assert!(redacted.contains("10.20.30.40") && !redacted.contains("10.9.8.7"), "{redacted}");
    assert!(!redacted.contains("PC-17"), "{redacted}");
}
