//! `kbmatch eval` as maintainers of a base meet it.

mod support;

use serde_json::{Value, json};
use std::path::Path;
use support::{KNOWN, Ran, folder, kbmatch, path, run, run_with_input};

/// Cases, one a line.
fn lines(cases: &[Value]) -> String {
    cases.iter().map(|case| format!("{case}\n")).collect()
}

/// One that is answered, one that is not, one that should not be.
fn cases() -> Vec<Value> {
    vec![
        json!({"id": "right", "text": KNOWN, "expect": ["kb3193683"], "kind": "event", "more": {"n": 1}}),
        json!({"id": "missed", "text": "nothing is in here", "expect": ["kb3193683"], "kind": "words"}),
        json!({"id": "silent", "text": "nothing is in here", "kind": "words"}),
        json!({"id": "answered", "text": KNOWN, "expect": []}),
    ]
}

fn eval(args: &[&str], cases: &[Value]) -> Ran {
    run_with_input(&[&["eval"], args].concat(), lines(cases).as_bytes())
}

fn eval_json(args: &[&str], cases: &[Value]) -> Value {
    let ran = eval(&[args, &["--format", "json"]].concat(), cases);
    assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""));
    serde_json::from_str(&ran.out).expect("JSON")
}

#[test]
fn the_figures_are_those_of_the_cases() {
    let figures = &eval_json(&[], &cases())["figures"];
    let share =
        |count: u32, of: u32| json!({"count": count, "of": of, "share": f64::from(count) / f64::from(of)});
    assert_eq!((&figures["cases"], &figures["expecting"]), (&json!(4), &json!(2)));
    assert_eq!(figures["top_1"], share(1, 2));
    assert_eq!(figures["any"], json!({"precision": share(1, 2), "recall": share(1, 2)}));
    assert_eq!(figures["unexpected"]["match"], share(1, 2));
    assert_eq!(figures["recall_at_99"], json!({"recall": share(0, 2), "score": null}));
    assert_eq!(figures.get("leave_one_out"), None);
}

#[test]
fn every_wrong_answer_is_explained() {
    let wrong = eval_json(&[], &cases())["wrong"].clone();
    assert_eq!((&wrong[0]["case"], &wrong[0]["reason"]), (&json!("missed"), &json!("no_answer")));
    assert_eq!(wrong[0]["why_not"][0]["article"], "kb3193683");
    assert!(!wrong[0]["why_not"][0]["deciding"].as_array().expect("a list").is_empty());
    assert_eq!((&wrong[1]["case"], &wrong[1]["reason"]), (&json!("answered"), &json!("nothing_expected")));
    assert_eq!(wrong[1]["given"]["evidence"][1]["predicate"], "event_id: 1098");
    assert_eq!(wrong[2], Value::Null);
}

#[test]
fn text_shows_figures_confusion_and_as_many_wrong_answers_as_asked_for() {
    let out = eval(&[], &cases()).out;
    for part in ["4 cases, 2 of them expect", "top-1", "50.0 %", "1 of 2", "kb3193683 → nothing"] {
        assert!(out.contains(part), "{part:?} in\n{out}");
    }
    assert!(out.contains("missed  expected kb3193683, nothing was given"), "{out}");
    assert!(out.contains("answered  nothing was expected"), "{out}");
    let one = eval(&["--list", "1"], &cases()).out;
    assert!(one.contains("missed  expected") && !one.contains("answered  nothing"), "{one}");
    assert!(one.contains("1 more: --list N"), "{one}");
    assert!(!eval(&["--list", "0"], &cases()).out.contains("Wrong answers"));
}

#[test]
fn the_expected_article_can_be_left_out() {
    let assessment = eval_json(&["--leave-one-out"], &cases());
    let left_out = &assessment["figures"]["leave_one_out"];
    assert_eq!((&left_out["any"]["count"], &left_out["any"]["of"]), (&json!(0), &json!(2)));
    // Without its own article the event is that of another one.
    let other = json!({"text": KNOWN, "expect": ["aad-1098-aadsts50076"]});
    let assessment = eval_json(&["--leave-one-out"], &[other]);
    assert_eq!(assessment["figures"]["leave_one_out"]["match"]["count"], 1);
    assert_eq!(assessment["wrong"][1]["reason"], "left_out");
    assert_eq!(assessment["wrong"][1]["given"]["article"], "kb3193683");
}

#[test]
fn cases_are_grouped_by_the_value_of_a_key() {
    let groups = eval_json(&["--group-by", "kind"], &cases())["groups"].clone();
    let found: Vec<_> = groups
        .as_array()
        .expect("a list")
        .iter()
        .map(|group| (group["group"].as_str(), group["figures"]["cases"].as_u64()))
        .collect();
    assert_eq!(found, [(None, Some(1)), (Some("event"), Some(1)), (Some("words"), Some(2))]);
    assert_eq!(eval_json(&["--group-by", "no-such-key"], &cases()).get("groups"), None);
    let out = eval(&["--group-by", "kind"], &cases()).out;
    assert!(out.contains("words") && out.contains("(none)"), "{out}");
}

#[test]
fn a_figure_that_is_too_low_ends_with_status_1_and_says_so() {
    let held = eval(&["--fail-under", "recall=50%", "--fail-under", "silence=0.5"], &cases());
    assert_eq!((held.status, held.err.as_str()), (Some(0), ""));
    let failed = eval(&["--fail-under", "recall=0.51", "--fail-under", "top-1=1"], &cases());
    assert_eq!(failed.status, Some(1));
    assert!(failed.err.contains("recall is 0.5000, less than 0.51"), "{}", failed.err);
    assert!(failed.err.contains("top-1 is 0.5000, less than 1"), "{}", failed.err);
    assert_eq!(failed.out, eval(&[], &cases()).out);
    let without = eval(&["--fail-under", "left-out-silence=0"], &cases());
    assert_eq!(without.status, Some(1));
    assert!(without.err.contains("left-out-silence has no value"), "{}", without.err);
    for wrong in ["recall", "recall=", "recall=2", "recall=-1", "recall=NaN", "rcall=0.5"] {
        let ran = eval(&["--fail-under", wrong], &cases());
        assert_eq!(ran.status, Some(2), "{wrong}");
        assert!(ran.err.contains(wrong.split('=').next().expect("a name")), "{}", ran.err);
    }
}

#[test]
fn help_names_every_figure() {
    let out = run(&["eval", "--help"]).out.replace(['\n', ','], " ");
    for (_, name) in kbmatch::assess::Metric::NAMES {
        assert!(out.split(' ').any(|word| word.trim_end_matches('.') == name), "{name} in {out}");
    }
}

#[test]
fn a_bad_line_is_named_and_loses_nothing_else() {
    let good = lines(&cases());
    let files =
        folder(&[("cases.jsonl", &format!("{{\"id\": 1}}\n{good}not JSON\n")), ("good.jsonl", &good)]);
    let (bad, good) = (path(&files, "cases.jsonl"), path(&files, "good.jsonl"));
    let ran = run(&["eval", &bad]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.err.contains(&format!("{bad}:1: no \"text\"")), "{}", ran.err);
    assert!(ran.err.contains(&format!("{bad}:6: column 2: expected")), "{}", ran.err);
    assert_eq!(ran.out, run(&["eval", &good]).out);
    let several = run(&["eval", &good, "no-such-file", &good]);
    assert_eq!(several.status, Some(2));
    assert!(several.err.contains("no-such-file") && several.out.contains("8 cases"), "{}", several.err);
}

#[test]
fn no_cases_are_no_answer() {
    for input in ["", "\n \n", "{\"text\": 1}\n"] {
        let ran = run_with_input(&["eval"], input.as_bytes());
        assert_eq!((ran.status, ran.out.as_str()), (Some(2), ""), "{input:?}");
        assert!(!ran.err.is_empty());
    }
}

#[test]
fn an_expected_article_that_the_base_lacks_is_pointed_out() {
    let case = json!({"id": "typo", "text": KNOWN, "expect": ["kb31936"]});
    let assessment = eval_json(&[], std::slice::from_ref(&case));
    assert_eq!(assessment["unknown"], json!(["kb31936"]));
    assert_eq!(assessment["wrong"][0]["why_not"][0]["known"], false);
    assert!(eval(&[], &[case]).out.contains("expected, and not in the base: kb31936"));
}

#[test]
fn the_answer_does_not_depend_on_who_is_done_first() {
    let many: Vec<Value> = (0..60).flat_map(|_| cases()).collect();
    let first = eval(&["--format", "json", "--leave-one-out"], &many).out;
    assert_eq!(eval(&["--format", "json", "--leave-one-out"], &many).out, first);
    let assessment: Value = serde_json::from_str(&first).expect("JSON");
    let names: Vec<_> = assessment["wrong"].as_array().expect("a list").iter().map(|w| &w["case"]).collect();
    assert!(names.chunks(2).all(|pair| pair == ["missed", "answered"]), "{names:?}");
}

#[test]
fn cases_cannot_write_escape_sequences() {
    let hostile = "\u{1b}]0;owned\u{7}\u{9b}2J\u{202e}";
    let case =
        json!({"id": hostile, "text": format!("{KNOWN}{hostile}"), "expect": [hostile], "kind": hostile});
    for args in [&["--color", "always"][..], &["--format", "json"]] {
        let ran = eval(&[args, &["--group-by", "kind"]].concat(), std::slice::from_ref(&case));
        assert_eq!(ran.status, Some(0));
        assert!(!ran.out.contains(['\u{7}', '\u{9b}', '\u{202e}']), "{args:?}: {:?}", ran.out);
        assert!(!ran.out.contains("\u{1b}]"), "{args:?}: {:?}", ran.out);
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let files = folder(&[("cases.jsonl", &lines(&cases()))]);
    let mut child = kbmatch(&["eval", &path(&files, "cases.jsonl")])
        .current_dir(Path::new("/"))
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("the command starts");
    drop(child.stdout.take());
    assert_eq!(child.wait().expect("the command ends").code(), Some(0));
}
