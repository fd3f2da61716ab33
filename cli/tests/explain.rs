//! `kbmatch explain` as authors meet it.

mod support;

use serde_json::Value;
use support::{KNOWN, folder, path, run, run_with_input};

/// The same event for another resource.
fn other_resource() -> String {
    KNOWN.replace("https://syncservice.windows.net", "https://graph.contoso.com")
}

#[test]
fn the_status_is_that_of_the_article() {
    let status = |article: &str, text: &str| run_with_input(&["explain", article], text.as_bytes()).status;
    assert_eq!(status("kb3193683", KNOWN), Some(0));
    assert_eq!(status("kb3193683", &other_resource()), Some(1));
    assert_eq!(status("kb3193683", ""), Some(1));
    assert_eq!(status("azure-cli-aadsts50076", KNOWN), Some(1));
    assert_eq!(status("kb0", KNOWN), Some(2));
    assert_eq!(run(&["explain", "kb3193683", "no-such-file"]).status, Some(2));
}

#[test]
fn a_file_a_dash_and_a_pipe_are_explained_alike() {
    let files = folder(&[("event.txt", KNOWN)]);
    let from_file = run(&["explain", "kb3193683", &path(&files, "event.txt")]).out;
    assert!(from_file.starts_with("MATCH  Enterprise State Roaming"), "{from_file}");
    assert_eq!(run_with_input(&["explain", "kb3193683"], KNOWN.as_bytes()).out, from_file);
    assert_eq!(run_with_input(&["explain", "kb3193683", "-"], KNOWN.as_bytes()).out, from_file);
}

#[test]
fn every_predicate_is_listed_with_its_value_and_its_words() {
    let out = run_with_input(&["explain", "kb3193683"], KNOWN.as_bytes()).out;
    for line in [
        "  true     match: token_needs_mfa [true]",
        "        true     event_id: 1098  (line 3: 1098)",
        "        true     code: AADSTS50076  (line 8: AADSTS50076)",
        "   3 | Event ID:      1098",
        "     |                ^^^^ event ID is 1098",
    ] {
        assert!(out.lines().any(|shown| shown == line), "{line:?} in\n{out}");
    }
    assert!(!out.contains("What keeps it from a match"), "{out}");
}

#[test]
fn what_keeps_it_from_a_match_is_shown_in_the_text() {
    let out = run_with_input(&["explain", "kb3193683"], other_resource().as_bytes()).out;
    assert!(out.starts_with("NOT THIS ONE"), "{out}");
    let why = out.split("What keeps it from a match").nth(1).expect("a section");
    let why = why.split("Symptom ").next().expect("a section");
    assert!(why.contains("10 | Resource: https://graph.contoso.com/*"), "{why}");
    assert!(why.contains("needed: Resource starts with “https://syncservice.windows.net”"), "{why}");
}

#[test]
fn nothing_and_a_text_about_something_else_are_explained() {
    let out = run_with_input(&["explain", "kb3193683"], b"").out;
    assert!(out.starts_with("NO VERDICT") && out.contains("0 events were read"), "{out}");
    let out = run_with_input(&["explain", "kb3193683"], b"Something else went wrong.\n").out;
    assert!(out.contains("1 event was read; evidence of 0.0 bits"), "{out}");
    assert!(out.contains("no event bears on it") && out.contains("the nearest: line 1: plain text"), "{out}");
}

#[test]
fn json_says_the_same() {
    let ran = run_with_input(&["explain", "--format", "json", "kb3193683"], other_resource().as_bytes());
    assert_eq!(ran.status, Some(1));
    let explained: Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!((&explained["verdict"], &explained["match"]["truth"]), (&"near_miss".into(), &"false".into()));
    assert_eq!(explained["deciding"][0]["predicate"], "Resource|startswith: https://syncservice.windows.net");
    assert_eq!(explained["deciding"][0]["spans"][0]["line"], 10);
}

#[test]
fn an_unknown_article_is_named_with_those_that_are_near() {
    for (id, near) in [("kb3193638", "is it kb3193683?"), ("AADSTS50076", "is it aad-1098-aadsts50076, or ")]
    {
        for command in ["explain", "show"] {
            let ran = run(&[command, id]);
            assert_eq!((ran.status, ran.out.as_str()), (Some(2), ""));
            assert!(ran.err.contains(id) && ran.err.contains(near), "{}", ran.err);
        }
    }
    assert!(!run(&["explain", "zzz"]).err.contains("is it"));
}

#[test]
fn a_paste_cannot_write_escape_sequences() {
    let hostile = KNOWN.replace("LT-0417.contoso.com", "\u{1b}]0;owned\u{7}\u{9b}2J\u{202e}host");
    let hostile = hostile.replace("windows.net", "windows.net\u{1b}[2J");
    for args in [&["--color", "always"][..], &["--format", "json"], &[]] {
        let out = run_with_input(&[&["explain", "kb3193683"], args].concat(), hostile.as_bytes()).out;
        assert!(!out.contains(['\u{7}', '\u{9b}', '\u{202e}']), "{args:?}: {out:?}");
        assert!(!out.contains("\u{1b}]") && !out.contains("\u{1b}[2J"), "{args:?}: {out:?}");
    }
}
