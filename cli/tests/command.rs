//! The command as its users meet it: exit status, standard output, standard error.

mod support;

use kbmatch_tests::generate::evtx::{Chunk, file};
use kbmatch_tests::generate::{Event, samples};
use std::fs;
use std::path::Path;
use std::process::Stdio;
use support::{KNOWN, Ran, folder, kbmatch, path, repository, run, run_with_input};

const UNKNOWN: &str = "Something else went wrong with 0x80004005.\n";

#[test]
fn the_status_says_whether_something_matched() {
    assert_eq!(run_with_input(&["scan"], KNOWN.as_bytes()).status, Some(0));
    assert_eq!(run_with_input(&["scan"], UNKNOWN.as_bytes()).status, Some(1));
    assert_eq!(run(&["scan", "no-such-file"]).status, Some(2));
    let possible = KNOWN.replace("Resource: https://syncservice.windows.net/*\n", "");
    assert_eq!(
        run_with_input(&["scan"], possible.split("TokenEndpoint").next().expect("a part").as_bytes()).status,
        Some(1)
    );
}

#[test]
fn where_nothing_explains_a_text_the_articles_that_speak_of_it_are_listed() {
    let bare = run_with_input(&["scan"], b"0xc0000005");
    assert_eq!(bare.status, Some(1));
    assert!(bare.out.starts_with("No known article explains this."), "{}", bare.out);
    assert!(bare.out.contains("application-error-1000-exception-code: 0xc0000005"), "{}", bare.out);
    let explained = run_with_input(&["scan"], KNOWN.as_bytes()).out;
    assert!(!explained.contains("speak of it"), "{explained}");
}

#[test]
fn a_file_a_dash_and_a_pipe_give_the_same_answer() {
    let files = folder(&[("event.txt", KNOWN)]);
    let from_file = run(&["scan", &path(&files, "event.txt")]).out;
    assert!(from_file.starts_with("MATCH"), "{from_file}");
    assert_eq!(run_with_input(&["scan"], KNOWN.as_bytes()).out, from_file);
    assert_eq!(run_with_input(&["scan", "-"], KNOWN.as_bytes()).out, from_file);
}

#[test]
fn many_files_give_the_same_answer_on_one_processor_and_on_several() {
    let names: Vec<String> = (0..40).map(|number| format!("{number:02}.txt")).collect();
    let long = UNKNOWN.repeat(400);
    let texts = [KNOWN, UNKNOWN, "", &long].into_iter().cycle();
    let files: Vec<(&str, &str)> = names.iter().map(String::as_str).zip(texts).collect();
    let files = folder(&files);
    let mut paths: Vec<String> = names.iter().map(|name| path(&files, name)).collect();
    paths.insert(7, path(&files, "not-there.txt"));
    for format in ["text", "json"] {
        let scan = |threads: &str| -> Ran {
            let mut command = kbmatch(&["scan", "--format", format]);
            command.args(&paths).env("RAYON_NUM_THREADS", threads).output().expect("it runs").into()
        };
        let (one, several) = (scan("1"), scan("8"));
        assert_eq!((one.status, &one.out, &one.err), (several.status, &several.out, &several.err));
        assert_eq!(one.status, Some(2));
        let places: Vec<_> = names.iter().map(|name| one.out.find(name.as_str())).collect();
        assert!(places.is_sorted() && places[0].is_some(), "{places:?}");
    }
}

/// An event log file with the known event between two others.
fn event_log() -> Vec<u8> {
    let mut events = samples(3);
    let field = |key: &str, value: &str| (key.to_owned(), value.to_owned());
    let known = &mut events[1];
    known.provider = "Microsoft-Windows-AAD".into();
    known.channel = "Microsoft-Windows-AAD/Operational".into();
    known.id = 1098;
    known.fields = vec![
        field("Error", "3399614476"),
        field("ErrorMessage", "AADSTS50076: The user is required to use multi-factor authentication."),
        field("AdditionalInformation", "Resource: https://syncservice.windows.net/*"),
    ];
    file(&events.chunks(2).zip([1, 3]).map(chunk).collect::<Vec<_>>())
}

fn chunk((events, first): (&[Event], u64)) -> Vec<u8> {
    let mut chunk = Chunk::new(first);
    events.iter().for_each(|event| chunk.logged(event));
    chunk.finish()
}

#[test]
fn an_event_log_file_and_a_pipe_of_it_give_the_same_answer() {
    let files = folder(&[]);
    let (log, bytes) = (path(&files, "AAD.evtx"), event_log());
    fs::write(&log, &bytes).expect("a file");
    for args in [&["scan"][..], &["scan", "--format", "json"], &["read"]] {
        let from_file = run(&[args, &[log.as_str()]].concat());
        let from_pipe = run_with_input(args, &bytes);
        assert_eq!((from_file.status, from_file.err.as_str()), (Some(0), ""), "{args:?}");
        assert_eq!((from_pipe.status, from_pipe.out), (Some(0), from_file.out), "{args:?}");
    }
    let scanned = run(&["scan", &log]).out;
    assert!(scanned.starts_with("MATCH") && scanned.contains("kb3193683"), "{scanned}");
    let read = run(&["read", &log]).out;
    let ids: Vec<_> = read.lines().map(|line| json(line)["event_id"].clone()).collect();
    assert_eq!((ids.len(), &ids[1]), (3, &1098.into()));
}

#[test]
fn an_event_log_file_that_is_cut_or_damaged_says_so_and_gives_what_it_has() {
    let cut = run_with_input(&["read"], &event_log()[..4096 + 5000]).out;
    assert!(cut.lines().any(|line| json(line)["event_id"] == 1098), "{cut}");
    assert!(cut.contains("this event log file is cut"), "{cut}");
    let mut damaged = event_log();
    damaged[4096 + 60_000] ^= 1;
    damaged[4096 + 512 + 28] ^= 0xff;
    let scanned = run_with_input(&["scan"], &damaged);
    assert!(scanned.out.contains("a part of this event log file is damaged"), "{}", scanned.out);
}

fn json(line: &str) -> serde_json::Value {
    serde_json::from_str(line).expect("JSON")
}

#[test]
fn a_file_that_cannot_be_read_is_named_with_the_reason() {
    let ran = run(&["scan", "no-such-file.txt"]);
    assert_eq!(ran.out, "");
    assert_eq!(ran.err, "kbmatch: cannot read \"no-such-file.txt\": No such file or directory\n");
    let directory = run(&["scan", "docs"]);
    assert_eq!(
        (directory.status, directory.err.as_str()),
        (Some(2), "kbmatch: cannot read \"docs\": Is a directory\n")
    );
}

#[test]
fn a_bad_option_is_named() {
    let ran = run(&["scan", "--fromat", "json"]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.err.contains("--fromat") && ran.err.contains("--format"), "{}", ran.err);
    let value = run(&["scan", "--format", "yaml"]);
    assert_eq!(value.status, Some(2));
    assert!(value.err.contains("yaml") && value.err.contains("json"), "{}", value.err);
}

#[test]
fn several_files_are_headed_by_their_names_and_one_bad_one_does_not_stop_the_rest() {
    let files = folder(&[("a.txt", UNKNOWN), ("b.txt", KNOWN)]);
    let (a, b) = (path(&files, "a.txt"), path(&files, "b.txt"));
    let both = run(&["scan", &a, &b]);
    assert_eq!(both.status, Some(0));
    assert!(
        both.out.contains(&format!("==> {a} <==\n")) && both.out.contains(&format!("==> {b} <==\n")),
        "{}",
        both.out
    );
    let with_bad = run(&["scan", &a, "no-such-file", &b]);
    assert_eq!(with_bad.status, Some(2));
    assert_eq!(with_bad.out, both.out);
    assert!(with_bad.err.contains("no-such-file"), "{}", with_bad.err);
}

#[test]
fn json_is_the_report_or_a_line_for_each_file() {
    let files = folder(&[("a.txt", UNKNOWN), ("b.txt", KNOWN)]);
    let (a, b) = (path(&files, "a.txt"), path(&files, "b.txt"));
    let one: serde_json::Value =
        serde_json::from_str(&run(&["scan", "--format", "json", &b]).out).expect("JSON");
    assert_eq!(one["results"][0]["article"], "kb3193683");
    let several = run(&["scan", "--format=json", &a, &b]).out;
    let lines: Vec<serde_json::Value> =
        several.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["file"], a.as_str());
    assert_eq!(lines[1]["report"], one);
}

#[test]
fn colours_come_when_asked_for_and_not_into_a_pipe() {
    let styled = |args: &[&str]| run_with_input(args, KNOWN.as_bytes()).out.contains('\u{1b}');
    assert!(styled(&["scan", "--color", "always"]));
    assert!(!styled(&["scan"]));
    assert!(!styled(&["scan", "--color", "never"]));
    assert!(!styled(&["scan", "--format", "json", "--color", "always"]));
}

#[test]
fn colours_change_nothing_but_the_colour() {
    let plain = run_with_input(&["scan"], KNOWN.as_bytes()).out;
    let styled = run_with_input(&["scan", "--color", "always"], KNOWN.as_bytes()).out;
    assert_eq!(anstream::adapter::strip_str(&styled).to_string(), plain);
}

#[test]
fn a_paste_cannot_write_escape_sequences() {
    let hostile = KNOWN.replace("LT-0417.contoso.com", "\u{1b}]0;owned\u{7}\u{9b}2J\u{202e}host");
    for args in [&["scan", "--color", "always"][..], &["scan", "--format", "json"], &["scan"]] {
        let out = run_with_input(args, hostile.as_bytes()).out;
        assert!(
            !out.contains("\u{1b}]") && !out.contains(['\u{7}', '\u{9b}', '\u{202e}']),
            "{args:?}: {out:?}"
        );
        assert!(out.contains("owned"), "{args:?}: {out}");
    }
}

#[test]
fn all_shows_the_look_alikes_beside_a_match() {
    let usual = run_with_input(&["scan"], KNOWN.as_bytes()).out;
    let all = run_with_input(&["scan", "--all"], KNOWN.as_bytes()).out;
    assert!(!usual.contains("NOT THIS ONE") && usual.contains("--all says why"), "{usual}");
    assert!(all.contains("NOT THIS ONE") && !all.contains("--all says why"), "{all}");
}

#[test]
fn a_folder_and_its_pack_give_the_same_answer() {
    let files = folder(&[]);
    let pack = path(&files, "our.kbpack");
    let built = run(&["build", "tests/golden/base", "-o", &pack]);
    assert_eq!(built.status, Some(0), "{}", built.err);
    let event = fs::read(repository().join("tests/golden/match-event-viewer/input.txt")).expect("an event");
    let from_folder = run_with_input(&["scan", "--kb", "tests/golden/base", "--format", "json"], &event);
    let from_pack = run_with_input(&["scan", "--kb", &pack, "--format", "json"], &event);
    assert_eq!(from_folder.status, Some(0), "{}", from_folder.err);
    assert_eq!(from_pack.out, from_folder.out);
}

#[test]
fn every_command_takes_a_folder_or_a_pack_by_the_same_option() {
    let files = folder(&[("event.txt", KNOWN), ("cases.jsonl", "{\"text\": \"x\"}\n")]);
    let (pack, again) = (path(&files, "our.kbpack"), path(&files, "again.kbpack"));
    let (event, cases) = (path(&files, "event.txt"), path(&files, "cases.jsonl"));
    assert_eq!(run(&["build", "--kb", "tests/golden/base", "-o", &pack]).status, Some(0));
    let commands =
        [&["show"][..], &["scan", &event], &["explain", "sync-4021-denied", &event], &["eval", &cases]];
    for args in commands {
        let with = |kb: &str| run(&[args, &["--kb", kb]].concat());
        let (from_folder, from_pack) = (with("tests/golden/base"), with(&pack));
        assert_eq!((from_folder.status, from_folder.err.as_str()), (from_pack.status, ""), "{args:?}");
        assert_eq!(from_folder.out, from_pack.out, "{args:?}");
        assert!(!from_folder.out.is_empty(), "{args:?}");
    }
    assert_eq!(run(&["check", "--kb", "tests/golden/base"]).status, Some(0));
    for args in [&["check"][..], &["build", "-o", &again]] {
        let ran = run(&[args, &["--kb", &pack]].concat());
        assert_eq!(ran.status, Some(2), "{args:?}");
        assert!(ran.err.contains("the folder of the articles is needed"), "{args:?}: {}", ran.err);
        assert_eq!(run(&[args, &["--kb", "a", "b"]].concat()).status, Some(2), "{args:?}: one of the two");
    }
}

#[test]
fn what_is_no_base_says_so() {
    let files = folder(&[("event.txt", KNOWN), ("bad/kb1/article.md", "no front matter")]);
    let no_pack = run_with_input(&["scan", "--kb", &path(&files, "event.txt")], b"x");
    assert_eq!(no_pack.status, Some(2));
    assert!(no_pack.err.contains("not a kbmatch pack"), "{}", no_pack.err);
    let mistakes = run_with_input(&["scan", "--kb", &path(&files, "bad")], b"x");
    assert_eq!(mistakes.status, Some(2));
    assert!(mistakes.err.contains("KB0101") && mistakes.err.contains("kb1/article.md"), "{}", mistakes.err);
    for args in [&["scan"][..], &["show"], &["explain", "kb1"], &["eval"], &["check"], &["build", "-o", "no"]]
    {
        let ran = run_with_input(&[args, &["--kb", "no-such-base"]].concat(), b"x");
        assert_eq!(ran.status, Some(2), "{args:?}");
        assert!(ran.err.contains("no-such-base"), "{args:?}: {}", ran.err);
    }
}

#[test]
fn check_says_that_a_sound_base_is_sound() {
    for args in [&["check"][..], &["check", "tests/golden/base"]] {
        let ran = run(args);
        assert_eq!(ran.status, Some(0), "{}", ran.out);
        assert!(ran.out.ends_with("no mistakes\n"), "{}", ran.out);
    }
    assert_eq!(run(&["check", "no-such-folder"]).status, Some(2));
}

#[test]
fn check_finds_the_base_of_the_current_folder() {
    let files = folder(&[("area/kb1/article.md", "no front matter")]);
    let here = |folder: &Path| Ran::from(kbmatch(&["check"]).current_dir(folder).output().expect("it runs"));
    let found = here(files.path());
    assert_eq!(found.status, Some(1), "{}", found.err);
    assert!(found.out.contains(" area/kb1/article.md:1:1"), "{}", found.out);
    let nothing = here(folder(&[]).path());
    assert_eq!(nothing.status, Some(2));
    assert!(nothing.err.contains("no articles here"), "{}", nothing.err);
}

#[test]
fn check_gives_places_as_json_and_sarif() {
    let files = folder(&[("kb 1/kb1/article.md", "---\nid: kb1\ntitel: x\n---\n")]);
    let dir = files.path().to_string_lossy().into_owned();
    let json = run(&["check", "--format", "json", &dir]);
    assert_eq!(json.status, Some(1));
    let mistakes: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    let unknown =
        mistakes.as_array().expect("a list").iter().find(|mistake| mistake["code"] == "KB0103").expect("it");
    assert_eq!(unknown["start"], serde_json::json!({"line": 3, "column": 1}));
    assert_eq!(unknown["end"], serde_json::json!({"line": 3, "column": 6}));
    let sarif: serde_json::Value =
        serde_json::from_str(&run(&["check", "--format", "sarif", &dir]).out).expect("JSON");
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    assert_eq!(results.len(), mistakes.as_array().expect("a list").len());
    let result = results.iter().find(|result| result["ruleId"] == "KB0103").expect("it");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["region"]["startLine"], 3);
    assert!(place["artifactLocation"]["uri"].as_str().expect("a URI").ends_with("/kb%201/kb1/article.md"));
}

#[test]
fn show_lists_articles_and_prints_one() {
    let list = run(&["show"]);
    assert_eq!(list.status, Some(0));
    assert!(list.out.lines().any(|line| line.starts_with("kb3193683 ")), "{}", list.out);
    let one = run(&["show", "kb3193683"]);
    assert!(
        one.out.contains("Resolution") && one.out.contains("Sources") && !one.out.contains("{{"),
        "{}",
        one.out
    );
    let none = run(&["show", "kb0"]);
    assert_eq!((none.status, none.out.as_str()), (Some(2), ""));
    assert!(none.err.contains("kb0") && none.err.contains("kbmatch show"), "{}", none.err);
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let mut child = kbmatch(&["show", "kb3193683"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    drop(child.stdout.take());
    let ran = Ran::from(child.wait_with_output().expect("the command ends"));
    assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""));
}

#[test]
fn help_teaches_by_example() {
    for args in [
        &["--help"][..],
        &["scan", "--help"],
        &["check", "--help"],
        &["build", "--help"],
        &["show", "--help"],
        &["explain", "--help"],
        &["eval", "--help"],
        &["pack", "info", "--help"],
    ] {
        let ran = run(args);
        assert_eq!(ran.status, Some(0));
        assert!(ran.out.contains("Example") && ran.out.contains("  kbmatch "), "{args:?}: {}", ran.out);
    }
}
