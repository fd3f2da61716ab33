//! What the engine concludes: verdicts, evidence and correlations, on small articles and events.

use kbmatch::report::{Finding, Holds};
use kbmatch::{Input, KnowledgeBase, Report, SourceFile, Verdict, compile};

/// A base of one article with this rule (`symptoms:`, `match:` and what else belongs to it).
fn base(rule: &str) -> KnowledgeBase {
    let causes: Vec<&str> = rule
        .lines()
        .skip_while(|line| !line.starts_with("causes:"))
        .skip(1)
        .take_while(|line| line.starts_with(' '))
        .filter_map(|line| line.trim().split_once(':').map(|(name, _)| name))
        .collect();
    let causes: String = match causes.as_slice() {
        [] => "## Cause\nc\n".to_owned(),
        names => names.iter().map(|name| format!("## Cause: {name}\nc\n")).collect(),
    };
    let article = format!(
        "---\nid: a\ntitle: T\nseverity: error\nproducts: [P]\nsources: [{{url: 'https://example.com/', title: S}}]\n\
         {rule}---\n## Symptoms\ns\n{causes}## Resolution\nr\n"
    );
    let file = |path: &str, text: &str| SourceFile { path: path.into(), bytes: text.into() };
    // Samples are beside the point here; these satisfy the compiler whatever the rule is.
    let files = [file("a/article.md", &article)];
    kbmatch::compile_articles(&files).unwrap_or_else(|found| {
        panic!("{}", found.iter().map(|d| d.render(&article, false)).collect::<Vec<_>>().join("\n"))
    })
}

fn scan(base: &KnowledgeBase, text: &str) -> Report {
    base.scan(&Input::decode(text.as_bytes()))
}

fn finding(base: &KnowledgeBase, text: &str) -> Option<Finding> {
    scan(base, text).results.into_iter().next()
}

fn verdict(base: &KnowledgeBase, text: &str) -> Option<Verdict> {
    finding(base, text).map(|finding| finding.verdict)
}

/// An event as PowerShell's ConvertTo-Json prints it: provider `P`, with this id, time, computer and message.
fn event(id: u32, time: &str, computer: &str, message: &str) -> String {
    let time =
        if time.is_empty() { String::new() } else { format!(r#""TimeCreated":"2026-01-01T{time}Z","#) };
    format!(r#"{{"ProviderName":"P","Id":{id},{time}"MachineName":"{computer}","Message":"{message}"}}"#)
        + "\n"
}

const ONE: &str =
    "symptoms:\n  s:\n    provider: P\n    event_id: 7\n    Resource|startswith: https://a\nmatch: s\n";

#[test]
fn a_field_that_is_not_shown_is_unknown_and_one_that_differs_decides() {
    let base = base(ONE);
    assert_eq!(verdict(&base, &event(7, "", "c", "Resource: https://a/b")), Some(Verdict::Match));
    let possible = finding(&base, &event(7, "", "c", "no more")).expect("a finding");
    assert_eq!(possible.verdict, Verdict::Possible);
    assert_eq!(possible.missing[0].predicate.as_deref(), Some("Resource|startswith: https://a"));
    let near = finding(&base, &event(7, "", "c", "Resource: https://b")).expect("a finding");
    assert_eq!((near.verdict, near.against[0].found.as_str()), (Verdict::NearMiss, "https://b"));
    assert_eq!(verdict(&base, &event(8, "", "c", "Resource: https://b")), None);
}

#[test]
fn of_the_ways_to_be_sure_those_are_named_of_which_something_is_there() {
    let way = |name: &str, id: u32, resource: &str| {
        format!("  {name}:\n    provider: P\n    event_id: {id}\n    Resource: {resource}\n")
    };
    let symptoms =
        ["symptoms:\n".to_owned(), way("w_a", 7, "x"), way("w_b", 8, "y"), way("w_c", 9, "z")].concat();
    let missing = |matches: &str| {
        let found = finding(&base(&format!("{symptoms}match: {matches}\n")), &event(7, "", "c", "cut"));
        found.expect("a finding").missing.into_iter().map(|missing| missing.symptom).collect::<Vec<_>>()
    };
    assert_eq!(missing("1 of w_*"), ["w_a"]);
    assert_eq!(missing("2 of w_*"), ["w_a", "w_b", "w_c"], "one is not enough");
    assert_eq!(missing("all of w_*"), ["w_a", "w_b", "w_c"]);
    let alternatives = "symptoms:\n  s:\n    - {provider: P, event_id: 7, Resource: x}\n    - {channel: Q, Code: 5, Name: y}\nmatch: s\n";
    let found = finding(&base(alternatives), &event(7, "", "c", "cut")).expect("a finding");
    assert_eq!(found.missing.len(), 1, "{:?}", found.missing);
}

#[test]
fn evidence_points_at_the_users_own_words() {
    let text = event(7, "", "c", "Resource:   HTTPS://A/b");
    let found = finding(&base(ONE), &text).expect("a match");
    let words: Vec<&str> =
        found.evidence.iter().flat_map(|e| &e.spans).map(|place| &text[place.bytes.range()]).collect();
    assert_eq!(words, ["P", "7", "HTTPS://A"]);
}

#[test]
fn a_text_that_is_not_found_is_false_on_a_whole_event_and_unknown_on_a_fragment() {
    let base =
        base("symptoms:\n  s:\n    code: 0x80070005\n    text: the frobnicator has stopped\nmatch: s\n");
    assert_eq!(verdict(&base, "failed with 0x80070005"), None);
    let base = self::base(
        "symptoms:\n  s:\n    text|all: [the frobnicator has stopped, and the door is locked]\nmatch: s\n",
    );
    assert_eq!(verdict(&base, "The Frobnicator has\n  stopped"), Some(Verdict::Possible));
    assert_eq!(verdict(&base, &event(7, "", "c", "The frobnicator has stopped.")), Some(Verdict::NearMiss));
}

#[test]
fn behind_not_what_is_not_shown_counts_as_absent() {
    let base = base(&format!(
        "{}  other:\n    provider: P\n    event_id: 9\nmatch: s and not other\n",
        ONE.replace("match: s\n", "")
    ));
    let seven = event(7, "", "c", "Resource: https://a");
    assert_eq!(verdict(&base, &seven), Some(Verdict::Match));
    let both = finding(&base, &(seven + &event(9, "", "c", "x"))).expect("a finding");
    assert_eq!(both.verdict, Verdict::NearMiss);
    assert!(both.against.iter().any(|a| a.expected == "not: event ID is 9"), "{:?}", both.against);
}

#[test]
fn neq_rules_out_what_the_same_event_shows() {
    let base = base(
        "symptoms:\n  s:\n    code: 0x80070005\n    provider: P\n    text|neq: [frobnicated, twisted]\nmatch: s\n",
    );
    assert_eq!(verdict(&base, &event(7, "", "c", "0x80070005 plain")), Some(Verdict::Match));
    let frobnicated = event(7, "", "c", "0x80070005 Frobnicated");
    let found = finding(&base, &frobnicated).expect("a finding");
    assert_eq!((found.verdict, found.against[0].found.as_str()), (Verdict::NearMiss, "Frobnicated"));
    let plain = event(7, "", "c", "0x80070005 plain");
    assert_eq!(verdict(&base, &(frobnicated + &plain)), Some(Verdict::Match));
}

#[test]
fn an_event_that_is_not_shown_makes_it_possible() {
    let base =
        base("symptoms:\n  a: {provider: P, event_id: 7}\n  b: {provider: P, event_id: 9}\nmatch: a and b\n");
    let found = finding(&base, &event(7, "", "c", "x")).expect("a finding");
    assert_eq!(found.verdict, Verdict::Possible);
    assert_eq!(found.missing[0].expected, "an event where provider is \u{201c}P\u{201d} and event ID is 9");
    assert_eq!(found.missing[0].event, None);
}

const PAIR: &str = "symptoms:\n  a: {provider: P, event_id: 7}\n  b: {provider: P, event_id: 9}\n  c: {provider: P, event_id: 11}\n";

fn correlation(form: &str) -> KnowledgeBase {
    let unused = if form.contains("without") {
        PAIR.to_owned()
    } else {
        PAIR.lines().take(3).map(|l| format!("{l}\n")).collect()
    };
    base(&format!("{unused}match: {form}\n"))
}

#[test]
fn a_sequence_goes_by_the_clock_not_by_the_order_in_the_paste() {
    let base = correlation("{sequence: [a, b], within: 10m}");
    let (a, b) = (event(7, "10:00:00", "c", "x"), event(9, "10:05:00", "c", "x"));
    let newest_first = format!("{b}{a}");
    assert_eq!(verdict(&base, &newest_first), Some(Verdict::Match));
    assert_eq!(verdict(&base, &format!("{a}{b}")), Some(Verdict::Match));
    let wrong_order = event(9, "09:59:00", "c", "x") + &a;
    assert_eq!(verdict(&base, &wrong_order), Some(Verdict::NearMiss));
    let too_late = a.clone() + &event(9, "10:10:01", "c", "x");
    assert_eq!(verdict(&base, &too_late), Some(Verdict::NearMiss));
    let only_one = a;
    assert_eq!(verdict(&base, &only_one), Some(Verdict::Possible));
}

#[test]
fn without_times_or_with_equal_times_an_order_is_unknown() {
    let base = correlation("{sequence: [a, b]}");
    let untimed = event(7, "", "c", "x") + &event(9, "", "c", "x");
    assert_eq!(verdict(&base, &untimed), Some(Verdict::Possible));
    let equal = event(7, "10:00:00", "c", "x") + &event(9, "10:00:00", "c", "x");
    let found = finding(&base, &equal).expect("a finding");
    assert_eq!(found.verdict, Verdict::Possible);
    assert!(found.missing[0].expected.contains("times"), "{:?}", found.missing);
}

#[test]
fn the_latest_start_counts_in_a_sequence() {
    let base = correlation("{sequence: [a, b], within: 10m}");
    let text =
        event(7, "09:00:00", "c", "x") + &event(7, "10:00:00", "c", "x") + &event(9, "10:05:00", "c", "x");
    assert_eq!(verdict(&base, &text), Some(Verdict::Match));
}

#[test]
fn together_asks_for_one_window_and_one_group() {
    let base = correlation("{together: [a, b], within: 10m, by: [computer]}");
    let a = event(7, "10:00:00", "one", "x");
    assert_eq!(verdict(&base, &(a.clone() + &event(9, "09:55:00", "ONE", "x"))), Some(Verdict::Match));
    assert_eq!(verdict(&base, &(a.clone() + &event(9, "09:55:00", "two", "x"))), Some(Verdict::NearMiss));
    assert_eq!(verdict(&base, &(a + &event(9, "09:49:00", "one", "x"))), Some(Verdict::NearMiss));
    let untimed = correlation("{together: [a, b]}");
    assert_eq!(verdict(&untimed, &(event(7, "", "c", "x") + &event(9, "", "c", "x"))), Some(Verdict::Match));
}

#[test]
fn count_asks_for_that_many_in_one_window() {
    let base = base(
        "symptoms:\n  a: {provider: P, event_id: 7}\nmatch: {count: {of: a, at_least: 3}, within: 1m}\n",
    );
    let at = |seconds: &[u32]| -> String {
        seconds.iter().map(|s| event(7, &format!("10:{:02}:{:02}", s / 60, s % 60), "c", "x")).collect()
    };
    assert_eq!(verdict(&base, &at(&[0, 50, 100, 110])), Some(Verdict::Match));
    assert_eq!(verdict(&base, &at(&[0, 50, 100])), Some(Verdict::Possible));
    assert_eq!(verdict(&base, &at(&[0, 10])), Some(Verdict::Possible));
}

#[test]
fn without_rules_out_what_comes_in_the_same_window_and_group() {
    let base = correlation("{sequence: [a, b], within: 10m, by: [computer], without: c}");
    let pair = event(7, "10:00:00", "one", "x") + &event(9, "10:05:00", "one", "x");
    let c = |time, computer| event(11, time, computer, "x");
    assert_eq!(verdict(&base, &pair), Some(Verdict::Match));
    assert_eq!(verdict(&base, &(pair.clone() + &c("10:03:00", "one"))), Some(Verdict::NearMiss));
    assert_eq!(verdict(&base, &(pair.clone() + &c("10:03:00", "two"))), Some(Verdict::Match));
    assert_eq!(verdict(&base, &(pair.clone() + &c("10:11:00", "one"))), Some(Verdict::Match));
    let later = event(7, "10:30:00", "one", "x") + &event(9, "10:31:00", "one", "x");
    assert_eq!(verdict(&base, &(pair + &c("10:03:00", "one") + &later)), Some(Verdict::Match));
}

#[test]
fn what_must_not_come_and_does_is_said_against_the_article() {
    let base = correlation("{sequence: [a, b], within: 10m, by: [computer], without: c}");
    let c = |time| event(11, time, "one", "x");
    let pair = event(7, "10:00:00", "one", "x") + &event(9, "10:05:00", "one", "x");
    let found = finding(&base, &(c("09:00:00") + &pair + &c("10:03:00"))).expect("a near miss");
    assert!(!found.against.is_empty());
    for against in &found.against {
        assert_eq!((against.symptom.as_str(), against.event), ("c", 3), "{against:?}");
        assert!(against.expected.starts_with("not: "), "{against:?}");
    }
}

#[test]
fn causes_that_hold_come_first_and_undecided_ones_are_told() {
    let base = base(
        "symptoms:\n  s: {provider: P, event_id: 7}\n  x: {provider: P, event_id: 7, Mode: x}\n  y: {provider: P, event_id: 7, Mode: y}\n\
         match: s\ncauses:\n  of-x: {when: x}\n  of-y: {title: The Y, when: y}\n",
    );
    let causes = |text: &str| -> Vec<(String, Holds)> {
        finding(&base, text).expect("a match").causes.into_iter().map(|c| (c.title, c.holds)).collect()
    };
    assert_eq!(
        causes(&event(7, "", "c", "Mode: y")),
        [("The Y".to_owned(), Holds::Yes), ("Of x".to_owned(), Holds::No)]
    );
    assert!(causes(&event(7, "", "c", "hm")).iter().all(|(_, holds)| *holds == Holds::Unknown));
}

#[test]
fn an_event_with_another_id_contradicts_nothing() {
    let base = base(
        "symptoms:\n  a: {provider: P, event_id: 7, Resource|startswith: https://a}\n  b: {provider: P, event_id: 9, Resource|startswith: https://a}\n\
         match: a and b\n",
    );
    let found = finding(&base, &event(7, "", "c", "Resource: https://a")).expect("a finding");
    assert_eq!((found.verdict, found.missing.len()), (Verdict::Possible, 1));
}

#[test]
fn a_capture_may_come_from_anywhere_in_the_text() {
    let base = base(&format!("{ONE}capture:\n  user: {{field: text, re: 'signed in as (\\S+)'}}\n"));
    let text = event(7, "", "c", "Resource: https://a and signed in as ada@contoso.com today");
    let found = finding(&base, &text).expect("a match");
    assert_eq!(found.captures["user"].value, "ada@contoso.com");
    assert_eq!(&text[found.captures["user"].spans[0].bytes.range()], "ada@contoso.com");
}

#[test]
fn of_several_places_for_a_capture_the_first_that_has_a_value_counts() {
    let places = "[Path, {field: Resource, re: 'https://a/(.+)'}]";
    let base = base(&format!("{ONE}capture:\n  path: {places}\n"));
    let path = |message: &str| {
        let found = finding(&base, &event(7, "", "c", message)).expect("a match");
        found.captures.get("path").map(|capture| capture.value.clone())
    };
    assert_eq!(path("Resource: https://a/b").as_deref(), Some("b"));
    assert_eq!(path("Resource: https://a/b\\nPath: c").as_deref(), Some("c"));
    assert_eq!(path("Resource: https://a"), None);
}

#[test]
fn captures_are_values_of_the_events_that_count() {
    let base = base(&format!(
        "{ONE}capture:\n  host: computer\n  path: {{field: Resource, re: 'https://a/(.+)'}}\n"
    ));
    let text =
        event(3, "", "other", "Resource: https://a/no") + &event(7, "", "mine", "Resource: https://a/yes");
    let found = finding(&base, &text).expect("a match");
    let value = |name: &str| found.captures.get(name).map(|capture| capture.value.as_str());
    assert_eq!((value("host"), value("path")), (Some("mine"), Some("yes")));
}

#[test]
fn the_same_input_gives_the_same_report_also_through_a_pack() {
    let base = base(ONE);
    let again = KnowledgeBase::from_pack(base.to_pack()).expect("its own pack");
    let text = event(7, "10:00:00", "c", "Resource: https://a");
    let json = |base: &KnowledgeBase| serde_json::to_string(&scan(base, &text)).expect("a report");
    assert_eq!(json(&base), json(&again));
    assert_eq!(base.to_pack(), again.to_pack());
}

#[test]
fn articles_need_their_samples() {
    let file = SourceFile { path: "a/article.md".into(), bytes: b"---\nid: a\n---\n".to_vec() };
    let found = compile(&[file]).expect_err("mistakes");
    assert!(found.iter().any(|d| d.code.name() == "KB0501"));
}

#[test]
fn that_the_symptom_which_must_not_come_is_contradicted_is_not_said_against_the_article() {
    let base = base(
        "symptoms:\n  a: {provider: P, event_id: 7}\n  b: {provider: P, event_id: 9, text: loud}\n  \
         c: {provider: P, event_id: 11, text: loud}\nmatch: {together: [a, b], without: c}\n",
    );
    let text = event(9, "", "c", "quiet") + &event(11, "", "c", "quiet");
    let found = finding(&base, &text).expect("a finding");
    let against: Vec<&str> = found.against.iter().map(|a| a.symptom.as_str()).collect();
    assert_eq!((found.verdict, against), (Verdict::NearMiss, vec!["b"]));
}

const MOST: &str = "symptoms:\n  s:\n    text|words|most: [the archive store, is not set on, so that the move stops]\nmatch: s\n";

#[test]
fn most_of_a_list_is_more_than_half_of_it() {
    let base = base(MOST);
    let whole = |message: &str| verdict(&base, &event(7, "", "c", message));
    assert_eq!(whole("the archive store of ann is not set on her mailbox"), Some(Verdict::Match));
    assert_eq!(whole("the archive store of ann"), Some(Verdict::NearMiss));
    // A line of a log may go on elsewhere: what it does not show may still be there.
    assert_eq!(verdict(&base, "the archive store of ann, so that the move stops"), Some(Verdict::Match));
    assert_eq!(verdict(&base, "something with so that the move stops"), Some(Verdict::Possible));
    assert_eq!(verdict(&base, "something else"), None);
}

#[test]
fn words_are_no_parts_of_longer_words() {
    let base = base("symptoms:\n  s:\n    text|words: or system resources\nmatch: s\n");
    assert_eq!(verdict(&base, "waiting for system resources"), None);
    assert_eq!(verdict(&base, "memory or system resourcesful"), None);
    for text in
        ["or system resources", "(memory or System  resources)", "for system resources or system resources."]
    {
        assert_eq!(verdict(&base, text), Some(Verdict::Match), "{text}");
    }
}
