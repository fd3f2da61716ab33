//! The index selects enough: with it a scan says what it says when every symptom is asked for every event.

use kbmatch::{Input, KnowledgeBase, SourceFile};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree as _;

/// What events are made of, and what articles ask for: so few values that they meet often.
const PROVIDERS: [&str; 5] = [
    "Microsoft-Windows-AAD",
    "DCOM",
    "Microsoft-Windows-DistributedCOM",
    "Service Control Manager",
    "Contoso Sync",
];
const CHANNELS: [&str; 3] = ["System", "Application", "Microsoft-Windows-AAD/Operational"];
const IDS: [&str; 4] = ["1098", "1097", "7031", "10016"];
const LEVELS: [&str; 3] = ["Error", "Warning", "2"];
const CODES: [&str; 5] = ["0xCAA2000C", "0x80070005", "AADSTS50076", "-2147024891", "5"];
const PHRASES: [&str; 6] = [
    "the token service did not answer",
    "Access  is denied",
    "syncservice.windows.net refused",
    "resource https://graph.contoso.com",
    "a\u{a0}service stopped \u{201c}unexpectedly\u{201d}",
    "abc",
];

fn value_condition() -> impl Strategy<Value = String> {
    let exact = |key: &'static str, values: &'static [&'static str]| {
        select(values).prop_map(move |v| format!("{key}: '{v}'"))
    };
    prop_oneof![
        3 => exact("provider", &PROVIDERS),
        2 => exact("channel", &CHANNELS),
        3 => exact("event_id", &IDS),
        1 => exact("level", &LEVELS),
        3 => exact("code", &CODES),
        1 => exact("user", &["SYSTEM", "S-1-5-18", "CONTOSO\\anna"]),
        2 => select(&PHRASES[..5]).prop_map(|phrase| format!("text: '{}'", &phrase[..phrase.floor_char_boundary(18)])),
        1 => select(&PHRASES[..]).prop_map(|phrase| format!("message|contains: '{phrase}'")),
        1 => exact("text|cased", &["Access  is", "access is denied", "Access is"]),
        1 => exact("text|re", &[r"(?i)did\s+not\s+answer", "AADSTS[0-9]+", r"\d{4,}", "[Ss]ervice stopped|refused"]),
        1 => exact("text", &["token*answer", "abc", "sync?ervice"]),
        1 => exact("provider|contains", &["DistributedCOM", "windows", "sync", "co"]),
        1 => exact("provider|re", &["^DCOM$", "(?i)contoso"]),
        1 => exact("provider|startswith", &["Microsoft-Windows-D", "service"]),
        1 => exact("Resource|startswith", &["https://sync", "https://graph"]),
        1 => exact("Resource", &["https://graph.contoso.com", "*contoso*", "?*"]),
        1 => exact("Resource|neq", &["https://graph.contoso.com"]),
        1 => select(&["Resource|exists: true", "Resource|exists: false", "Attempts|gte: 3", "Address|cidr: 192.0.2.0/24"][..])
            .prop_map(str::to_owned),
        1 => exact("status", &["0x80070005", "5"]),
    ]
}

/// One condition for each key, as a map.
fn map() -> impl Strategy<Value = String> {
    prop::collection::vec(value_condition(), 1..4).prop_map(|mut conditions| {
        conditions.sort();
        conditions.dedup_by_key(|condition| condition.split(':').next().unwrap_or_default().to_owned());
        conditions.join("\n      ")
    })
}

fn symptom() -> impl Strategy<Value = String> {
    prop::collection::vec(map(), 1..3)
        .prop_map(|maps| maps.iter().map(|map| format!("    - {map}\n")).collect())
}

fn article(id: usize) -> impl Strategy<Value = SourceFile> {
    let matches = select(
        &[
            "a and b",
            "a or b",
            "a and not b",
            "not a and not b",
            "1 of them",
            "{sequence: [a, b]}",
            "{together: [a, b], within: 5m, by: [computer]}",
            "{count: {of: a, at_least: 2}, without: b, within: 10m}",
        ][..],
    );
    (symptom(), symptom(), matches, any::<bool>()).prop_map(move |(a, b, matches, supports)| {
        let supports = if supports { "supports: [b]\n" } else { "" };
        let text = format!(
            "---\nid: a{id}\ntitle: Article {id}\nseverity: error\nproducts: [Windows]\nsources: [{{url: https://contoso.com, title: T}}]\n\
             symptoms:\n  a:\n{a}  b:\n{b}match: {matches}\n{supports}---\n## Symptoms\n\nS.\n\n## Cause\n\nC.\n\n## Resolution\n\nR.\n"
        );
        SourceFile { path: format!("t/a{id}/article.md"), bytes: text.into_bytes() }
    })
}

fn base() -> impl Strategy<Value = Vec<SourceFile>> {
    (1..8_usize).prop_flat_map(|count| (0..count).map(article).collect::<Vec<_>>())
}

fn message() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        select(&PHRASES[..]).prop_map(str::to_owned),
        select(&CODES[..]).prop_map(|code| format!("Error: {code}")),
        select(&["https://graph.contoso.com", "https://syncservice.windows.net/"][..])
            .prop_map(|r| format!("Resource: {r}")),
        select(&["Attempts: 3", "Attempts: 12", "Address: 192.0.2.7", "status: 5"][..])
            .prop_map(str::to_owned),
    ];
    prop::collection::vec(part, 0..4).prop_map(|parts| parts.join("\n"))
}

fn event() -> impl Strategy<Value = String> {
    let header =
        (select(&PROVIDERS[..]), select(&CHANNELS[..]), select(&IDS[..]), select(&LEVELS[..2]), 0..4_u32);
    (header, message(), 0..5_u32).prop_map(|((provider, channel, id, level, minute), message, layout)| match layout {
        0 => format!("{message}\n"),
        1 => format!(
            "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='{provider}'/>\
             <EventID>{id}</EventID><Level>2</Level><TimeCreated SystemTime='2026-03-02T08:0{minute}:00Z'/><Channel>{channel}</Channel>\
             <Computer>pc1</Computer></System><EventData><Data Name='Message'>{message}</Data></EventData></Event>\n"
        ),
        2 => format!(
            "{{\"ProviderName\": \"{provider}\", \"Id\": {id}, \"LevelDisplayName\": \"{level}\", \"LogName\": \"{channel}\", \
             \"Message\": {}}}\n",
            serde_json::to_string(&message).unwrap_or_default()
        ),
        _ => format!(
            "Log Name:      {channel}\nSource:        {provider}\nDate:          2026-03-02 08:0{minute}:00\nEvent ID:      {id}\n\
             Task Category: None\nLevel:         {level}\nKeywords:      \nUser:          SYSTEM\nComputer:      pc1\nDescription:\n{message}\n\n"
        ),
    })
}

fn compile(files: &[SourceFile]) -> Option<KnowledgeBase> {
    // Some random articles have mistakes: a title that repeats, an expression that the language refuses.
    kbmatch::compile_articles(files).ok()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, max_global_rejects: 20_000, ..ProptestConfig::default() })]

    #[test]
    fn an_indexed_scan_says_what_a_plain_one_says(files in base(), events in prop::collection::vec(event(), 1..5)) {
        let base = compile(&files);
        prop_assume!(base.is_some());
        let base = base.expect("it compiles");
        let text = events.concat();
        let input = Input::decode(text.as_bytes());
        prop_assert_eq!(base.scan(&input), base.scan_unindexed(&input), "{}", text);
    }
}

#[test]
fn random_articles_mostly_compile_and_often_match() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut compiled, mut matched) = (0, 0);
    for _ in 0..100 {
        let files = base().new_tree(&mut runner).expect("a base").current();
        let text: String = event().new_tree(&mut runner).expect("an event").current();
        let Some(base) = compile(&files) else { continue };
        compiled += 1;
        matched += usize::from(!base.scan(&Input::decode(text.as_bytes())).results.is_empty());
    }
    assert!(
        compiled >= 60 && matched >= 20,
        "{compiled} bases compile, {matched} of them have something to say"
    );
}
