//! Rules become articles that find what the rules find.

use kbmatch::{CheckOptions, Input, SourceFile, Verdict};
use kbmatch_import::Terms;
use kbmatch_import::cre::{Rules, import};

fn file(path: &str, text: &str) -> SourceFile {
    SourceFile { path: path.to_owned(), bytes: text.into() }
}

fn rule(id: &str, rule: &str) -> String {
    format!(
        "rules:\n  - cre:\n      id: {id}\n      severity: 2\n      title: \"The queue stands still\"\n      author: Contoso Operations\n      \
         description: |\n        # What one sees\n        Orders wait <b>long</b>. ![a picture](x.png) See [notes](notes.md).\n      \
         cause: The broker waits for {{{{disk}}}}.\n      impact: Orders are late.\n      mitigation: |\n        - Make room\n      \
         tags: [queue-problem]\n      references: [\"https://docs.contoso.com/queue\"]\n      applications:\n        - name: kafka\n\
         \x20   metadata:\n      id: x\n    rule:\n{rule}"
    )
}

fn terms() -> Terms {
    Terms {
        license: Some("Apache-2.0".to_owned()),
        attribution: Some("the authors of the rules".to_owned()),
        ..Terms::default()
    }
}

fn imported(files: &[(&str, String)]) -> Rules {
    let files: Vec<SourceFile> = files.iter().map(|(path, text)| file(path, text)).collect();
    import(&files, &terms())
}

fn article<'r>(rules: &'r Rules, path: &str) -> &'r str {
    let file = rules.import.files.iter().find(|file| file.path == path);
    let file = file.unwrap_or_else(|| panic!("{path}: {:?} {:?}", rules.unproven, rules.import.skipped));
    std::str::from_utf8(&file.bytes).expect("UTF-8")
}

const TOGETHER: &str = "      set:\n        window: 10s\n        event: {source: cre.log.broker}\n        match:\n          - value: \"the write queue is blocked\"\n          - regex: \"no space (left|free) on volume\"\n";

const LOG: &str = "2026-01-01T10:00:00Z ERROR broker: the write queue is blocked\n2026-01-01T10:00:04Z ERROR broker: no space left on volume 3\n";

#[test]
fn a_rule_is_a_draft_with_its_terms_its_source_and_its_licence() {
    let rules = imported(&[
        ("rules/cre-1/rule.yaml", rule("CRE-1", TOGETHER)),
        ("rules/cre-1/test.log", LOG.to_owned()),
    ]);
    assert_eq!((rules.proven, rules.unproven.len()), (1, 0), "{:?}", rules.unproven);
    let article = article(&rules, "cre-1/article.md");
    for expected in [
        "id: cre-1\n",
        "draft: true\n",
        "severity: warning\n",
        "products: [\"Apache Kafka\"]\n",
        "file: \"rules/cre-1/rule.yaml\"\n  line: 3\n",
        "name: \"Apache-2.0\"\n",
        "attribution: \"Contoso Operations, the authors of the rules\"\n",
        "url: \"https://docs.contoso.com/queue\"\n",
        "match: {together: [line_1, line_2], within: 10s}\n",
        "### What one sees\n",
        "Make room\n",
    ] {
        assert!(article.contains(expected), "{expected:?} in\n{article}");
    }
    assert!(
        !article.contains("![") && !article.contains("](notes.md)") && !article.contains("{{"),
        "{article}"
    );
    let checked = kbmatch::check(&rules.import.files, &CheckOptions::default());
    let base = checked.base.unwrap_or_else(|| panic!("{:?}", checked.diagnostics));
    let far = LOG.replace("10:00:04", "10:07:00");
    let verdict = |text: &str| base.scan(&Input::decode(text.as_bytes())).best();
    assert_eq!(verdict(LOG), Some(Verdict::Match));
    assert_ne!(verdict(&far), Some(Verdict::Match), "outside of the window");
}

fn matches(rule_text: &str, log: &str, silent: &str) -> bool {
    let rules = imported(&[
        ("cre-1/rule.yaml", rule("CRE-1", rule_text)),
        ("cre-1/test.log", log.to_owned()),
        ("cre-1/test-fp.log", silent.to_owned()),
    ]);
    assert!(rules.import.skipped.is_empty(), "{:?}", rules.import.skipped);
    rules.proven == 1
}

#[test]
fn order_counts_and_negation_are_kept() {
    let line = |second: u32, text: &str| format!("2026-01-01T10:00:{second:02}Z ERROR broker: {text}\n");
    let order = "      sequence:\n        window: 30s\n        event: {source: x}\n        order:\n          - the leader has resigned\n          - value: \"no leader could be found\"\n            count: 2\n        negate:\n          - a planned change of the leader\n";
    let (resigned, none) = ("the leader has resigned", "no leader could be found");
    let found = [line(1, resigned), line(2, none), line(3, none)].concat();
    assert!(matches(order, &found, &[line(1, none), line(2, none), line(3, resigned)].concat()), "the order");
    assert!(
        matches(
            order,
            &found,
            &[line(1, resigned), line(2, "a planned change of the leader"), line(3, none), line(4, none)]
                .concat()
        ),
        "negation"
    );
    let count = "      set:\n        window: 30s\n        event: {source: x}\n        match:\n          - regex: \"connection .* was refused by the broker\"\n            count: 3\n";
    let refused = "connection 17 was refused by the broker";
    let three = [line(1, refused), line(2, refused), line(3, refused)].concat();
    assert!(
        matches(
            count,
            &three,
            &[line(1, refused), line(2, refused)].concat().replace("10:00:02", "11:00:02")
        ),
        "the count"
    );
}

#[test]
fn terms_on_members_of_json_find_the_event_that_was_read_from_it() {
    let set = "      set:\n        event: {source: x}\n        match:\n          - regex: '\"response_code\":(500|503).*\"upstream\":\"orders\"'\n";
    let log = "{\"response_code\":503,\"upstream\":\"orders\",\"path\":\"/\"}\n";
    assert!(matches(set, log, &log.replace("503", "200")));
}

#[test]
fn a_rule_that_is_out_of_reach_is_named_with_the_reason() {
    let jq = "      set:\n        event: {source: x}\n        match:\n          - jq: '.kind == \"Pod\"'\n";
    let common = "      set:\n        event: {source: x}\n        match:\n          - value: \"session\"\n";
    let rules = imported(&[
        ("a/rule.yaml", rule("CRE-1", jq)),
        ("b/rule.yaml", rule("CRE-2", common)),
        ("b/test.log", "session\n".to_owned()),
        ("c/rule.yaml", rule("CRE-3", TOGETHER)),
        ("c/test.log", "nothing of the kind\n".to_owned()),
        ("d/notes.yaml", "a: b\n".to_owned()),
        ("e/rule.yaml", rule("CRE-4", &TOGETHER.replace("blocked\"", "blocked\"\n            count: 3"))),
    ]);
    let why = |path: &str| rules.unproven.iter().find(|rule| rule.path == path).map(|rule| rule.why.as_str());
    assert_eq!(why("a/rule.yaml"), Some("it asks a JSON document by a jq program"));
    assert_eq!(why("b/rule.yaml"), Some("it finds ordinary logs"));
    assert_eq!(why("c/rule.yaml"), Some("test.log is nothing"));
    let skipped: Vec<&str> = rules.import.skipped.iter().map(|skipped| skipped.path.as_str()).collect();
    assert_eq!(why("e/rule.yaml"), Some("it counts one term beside others of a set"));
    assert_eq!(skipped, ["a/rule.yaml", "d/notes.yaml", "e/rule.yaml", "b/rule.yaml"]);
    assert_eq!((rules.proven, rules.import.articles), (0, 1));
}

#[test]
fn articles_that_find_each_others_logs_are_related() {
    let narrow = "      set:\n        event: {source: x}\n        match:\n          - value: \"the write queue is blocked\"\n";
    let rules = imported(&[
        ("a/rule.yaml", rule("CRE-1", narrow)),
        ("a/test.log", LOG.to_owned()),
        ("b/rule.yaml", rule("CRE-2", TOGETHER)),
        ("b/test.log", LOG.to_owned()),
    ]);
    assert!(article(&rules, "cre-1/article.md").contains("related: [\"cre-2\"]"));
    let checked = kbmatch::check(&rules.import.files, &CheckOptions::default());
    assert!(checked.base.is_some(), "{:?}", checked.diagnostics);
}
