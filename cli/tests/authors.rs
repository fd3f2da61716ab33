//! The commands for authors: `check` with its corrections and collisions, `draft`, and `import cre`.

mod support;

use std::fs;
use support::{folder, path, run};

fn article(id: &str, products: &str, updated: &str, more: &str) -> String {
    format!(
        "---\nid: {id}\ntitle: The disk is full\nseverity: error\nproducts: {products}\nsources:\n  - url: https://docs.contoso.com/17\n    title: Event 17\n    updated: {updated}\n\
         symptoms:\n  full:\n    provider: Contoso-Mail\n    event_id: 17\nmatch: full\n{more}---\n## Symptoms\n\nNo mail.\n\n## Cause\n\nNo room.\n\n## Resolution\n\nMake room.\n"
    )
}

fn event(id: u32) -> String {
    format!(
        "Log Name: Application\nSource: Contoso-Mail\nEvent ID: {id}\nLevel: Error\nComputer: mail.contoso.com\nDescription:\nThe disk of the queue is full.\n"
    )
}

/// A base with one article.
fn base(article: &str) -> tempfile::TempDir {
    folder(&[("kb1/article.md", article), ("kb1/match-a.txt", &event(17)), ("kb1/miss-b.txt", &event(18))])
}

#[test]
fn a_warning_is_said_and_fails_only_who_asks_for_that() {
    let files = base(&article("kb1", "[Windows Sever 2019]", "2020-06-08", ""));
    let folder = files.path().to_string_lossy().into_owned();
    let checked = run(&["check", &folder]);
    assert_eq!(checked.status, Some(0), "{}", checked.out);
    assert!(
        checked.out.contains("warning[KB0108]") && checked.out.contains("1 warning in"),
        "{}",
        checked.out
    );
    assert_eq!(run(&["check", "--deny-warnings", &folder]).status, Some(1));
    let json: serde_json::Value =
        serde_json::from_str(&run(&["check", "--format", "json", &folder]).out).expect("JSON");
    assert_eq!(json[0]["level"], "warning");
}

#[test]
fn a_source_is_stale_on_a_day_and_not_before() {
    let files = base(&article("kb1", "[Windows]", "2020-06-08", ""));
    let folder = files.path().to_string_lossy().into_owned();
    let warns =
        |args: &[&str]| run(&[&["check", "--deny-warnings", &folder], args].concat()).status == Some(1);
    assert!(!warns(&[]));
    assert!(!warns(&["--stale-after", "5", "--today", "2025-06-08"]));
    assert!(warns(&["--stale-after", "5", "--today", "2025-06-09"]));
    assert!(warns(&["--today", "2020-06-07"]), "in the future");
    assert_eq!(run(&["check", "--today", "June", &folder]).status, Some(2));
}

#[test]
fn fix_corrects_what_is_certain_and_nothing_else() {
    let files = base(&article("kb1", "[windows server 2019, \"IIS\", Windows Sever 2016]", "2020/06/08", ""));
    let folder = files.path().to_string_lossy().into_owned();
    let sarif: serde_json::Value =
        serde_json::from_str(&run(&["check", "--format", "sarif", &folder]).out).expect("JSON");
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    let fix = |rule: &str| {
        results.iter().find(|result| result["ruleId"] == rule).expect("a result")["fixes"].clone()
    };
    let date = &fix("KB0107")[0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"];
    assert_eq!(date, "2020-06-08");
    let fixed = run(&["check", "--fix", &folder]);
    assert_eq!(fixed.status, Some(0), "{}", fixed.out);
    assert!(fixed.err.contains("corrected 3 places in 1 files"), "{}", fixed.err);
    let text = fs::read_to_string(files.path().join("kb1/article.md")).expect("the article");
    let expected = article(
        "kb1",
        "[Windows Server 2019, Internet Information Services, Windows Sever 2016]",
        "2020-06-08",
        "",
    );
    assert_eq!(text, expected);
}

#[test]
fn collisions_are_listed_with_whether_they_are_declared() {
    let related =
        |id: &str, other: &str| article(id, "[Windows]", "2020-06-08", &format!("related: [{other}]\n"));
    let (match_event, miss_event) = (event(17), event(18));
    let files = folder(&[
        ("kb1/article.md", &related("kb1", "kb2")),
        ("kb1/match-a.txt", &match_event),
        ("kb1/miss-b.txt", &miss_event),
        ("kb2/article.md", &related("kb2", "kb1")),
        ("kb2/match-a.txt", &match_event),
        ("kb2/miss-b.txt", &miss_event),
    ]);
    let folder = files.path().to_string_lossy().into_owned();
    let text = run(&["check", "--collisions", &folder]);
    assert_eq!(text.status, Some(0), "{}", text.out);
    assert!(text.out.contains("kb1 also brings up kb2: related\n  match "), "{}", text.out);
    let json: serde_json::Value =
        serde_json::from_str(&run(&["check", "--collisions", "--format", "json", &folder]).out)
            .expect("JSON");
    assert_eq!(json.as_array().map(Vec::len), Some(2));
    assert_eq!((&json[0]["sample"], &json[0]["declared"]), (&"kb1/match-a.txt".into(), &true.into()));
    let sarif = run(&["check", "--collisions", "--format", "sarif", &folder]);
    assert_eq!(sarif.status, Some(2));
    assert!(sarif.err.contains("--format text and json"), "{}", sarif.err);
}

#[test]
fn a_draft_with_its_sample_passes_the_check_and_is_never_written_over() {
    let files = folder(&[("event.log", &event(17)), ("other.log", &event(17).replace("queue", "archive"))]);
    let (event, other) = (path(&files, "event.log"), path(&files, "other.log"));
    let out = path(&files, "out");
    let printed = run(&["draft", &event]);
    assert_eq!(printed.status, Some(0), "{}", printed.err);
    assert!(printed.out.contains("event_id: 17") && printed.out.contains("draft: true"), "{}", printed.out);
    let written = run(&["draft", &event, "-o", &out, "--against", &other]);
    assert_eq!(written.status, Some(0), "{}", written.err);
    let checked = run(&["check", &out]);
    assert_eq!((checked.status, checked.out.contains("no mistakes")), (Some(0), true), "{}", checked.out);
    assert_eq!(run(&["scan", "--kb", &out, &event]).status, Some(0));
    assert_eq!(
        run(&["scan", "--kb", &out, &other]).status,
        Some(1),
        "{}",
        fs::read_to_string(files.path().join("out/contoso-mail-17/article.md")).expect("the article")
    );
    let again = run(&["draft", &event, "-o", &out]);
    assert_eq!(again.status, Some(2));
    assert!(again.err.contains("cannot write"), "{}", again.err);
}

#[test]
fn a_draft_that_cannot_be_told_from_what_must_not_match_says_so() {
    let files = folder(&[("event.txt", &event(17)), ("numbers.txt", "17 4711\n")]);
    let (event, numbers) = (path(&files, "event.txt"), path(&files, "numbers.txt"));
    let same = run(&["draft", &event, "--against", &event]);
    assert_eq!(same.status, Some(1));
    assert!(same.err.contains("narrow the symptom by hand"), "{}", same.err);
    let nothing = run(&["draft", &numbers]);
    assert_eq!(nothing.status, Some(2));
    assert!(nothing.err.contains("nothing to begin with"), "{}", nothing.err);
}

#[test]
fn imported_rules_are_counted_and_what_is_out_of_reach_is_listed() {
    let rule = |id: &str, text: &str| {
        format!(
            "rules:\n  - cre:\n      id: {id}\n      title: \"T\"\n      severity: 1\n    rule:\n      set:\n        match:\n          - value: \"{text}\"\n"
        )
    };
    let files = folder(&[
        ("rules/a/rule.yaml", &rule("CRE-1", "the write queue of the broker is blocked")),
        ("rules/a/test.log", "the write queue of the broker is blocked\n"),
        ("rules/b/rule.yaml", &rule("CRE-2", "the reader of the broker has left")),
        ("rules/b/test.log", "something else\n"),
        ("rules/LICENSE", "Apache License\nVersion 2.0\n"),
    ]);
    let (rules, out) = (path(&files, "rules"), path(&files, "out"));
    let imported = run(&["import", "cre", &rules, "-o", &out]);
    assert_eq!(imported.status, Some(0), "{}", imported.err);
    assert_eq!(imported.out, "b/rule.yaml: test.log is nothing\n");
    assert!(imported.err.contains("1 of 2 rules"), "{}", imported.err);
    assert_eq!(run(&["check", &out]).status, Some(0), "{}", run(&["check", &out]).out);
    let shown = run(&["show", "--kb", &out, "cre-1"]).out;
    assert!(shown.contains("Apache-2.0") && shown.contains("a/rule.yaml"), "{shown}");
}

#[test]
fn a_page_that_is_too_large_is_named_and_the_others_are_imported() {
    let page = "---\ntitle: The queue is full\n---\n# The queue is full\n\n## Symptoms\n\nYou see: `The write queue of the broker is blocked.`\n";
    let large = page.to_owned() + &"word ".repeat(2 << 20);
    let files = folder(&[("pages/small.md", page), ("pages/large.md", &large)]);
    let (pages, out) = (path(&files, "pages"), path(&files, "out"));
    let imported = run(&["import", "msdocs", &pages, "-o", &out]);
    assert_eq!(imported.status, Some(0), "{}", imported.err);
    assert!(
        imported.err.contains("large.md") && imported.err.contains("larger than 8 MiB"),
        "{}",
        imported.err
    );
    assert!(imported.err.contains("wrote 1 drafts"), "{}", imported.err);
}
