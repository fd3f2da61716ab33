//! Drafts: what is made of an event is true of the event in other layouts, of no text that must not match, and passes the checks.

use kbmatch::Header;
use kbmatch::draft::draft;
use kbmatch::{
    CheckOptions, DiagnosticCode, Input, KnowledgeBase, ORDINARY_LOGS, SourceFile, Verdict, check,
};
use kbmatch_tests::generate::layout::Layout;
use kbmatch_tests::generate::{Event, LAYOUTS, event};
use proptest::prelude::*;

fn base_of(article: &str, id: &str, sample: &str) -> Result<KnowledgeBase, Vec<String>> {
    let file = |name: &str, text: &str| SourceFile { path: format!("{id}/{name}"), bytes: text.into() };
    let files = [file("article.md", article), file("match-event.txt", sample)];
    let checked = check(&files, &CheckOptions::default());
    checked.base.ok_or_else(|| checked.diagnostics.iter().map(|mistake| mistake.message.clone()).collect())
}

fn verdict(base: &KnowledgeBase, text: &str) -> Option<Verdict> {
    base.scan(&Input::decode(text.as_bytes())).results.first().map(|finding| finding.verdict)
}

/// Whether a layout shows who logged the event, and its number.
fn names_the_event(layout: &Layout, event: &Event) -> bool {
    let shown = layout.headers(event);
    [Header::Provider, Header::EventId].iter().all(|header| shown.iter().any(|(known, _)| known == header))
}

fn with_ordinary(against: &[String]) -> impl Iterator<Item = &str> {
    against.iter().map(String::as_str).chain(ORDINARY_LOGS.iter().map(|(_, text)| *text))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_draft_matches_its_event_in_every_layout_that_names_it(event in event(), choice in any::<prop::sample::Index>()) {
        let layouts: Vec<&Layout> = LAYOUTS.iter().filter(|layout| names_the_event(layout, &event)).collect();
        let text = choice.get(&layouts).render(&event);
        let drafted = draft(&text, with_ordinary(&[])).expect("an event has a number");
        let base = base_of(&drafted.article(), &drafted.id, &text);
        prop_assert!(base.is_ok(), "{:?}\n{}", base.err(), drafted.article());
        let base = base.expect("just looked at");
        // A code is in the message or in the data; a layout shows one of them.
        let codes = drafted.predicates.iter().any(|line| line.predicate.words.subject == "code");
        for layout in layouts.iter().filter(|_| !codes) {
            let other = layout.render(&event);
            prop_assert_eq!(verdict(&base, &other), Some(Verdict::Match), "{} to {}\n{}", text, other, drafted.article());
        }
    }

    #[test]
    fn a_draft_matches_nothing_that_it_is_sharpened_against(first in event(), second in event()) {
        let layout = &LAYOUTS[0];
        // The same kind of event with other values: only what it says tells them apart.
        let second = Event { provider: first.provider.clone(), channel: first.channel.clone(), id: first.id, ..second };
        let (text, against) = (layout.render(&first), vec![layout.render(&second)]);
        let drafted = draft(&text, with_ordinary(&against)).expect("an event has a number");
        let base = base_of(&drafted.article(), &drafted.id, &text);
        prop_assert!(base.is_ok(), "{:?}\n{}", base.err(), drafted.article());
        if drafted.confused_with.is_empty() {
            prop_assert_ne!(verdict(&base.expect("just looked at"), &against[0]), Some(Verdict::Match), "{}", drafted.article());
        }
    }
}

const STOPPED: &str = "Log Name: Application
Source: Contoso-Mail
Event ID: 17
Level: Error
Computer: mail07.contoso.com
Description:
The queue 41c9a6d0-8a5e-4a55-b1c7-6de3a9f0c2b8 on mail07.contoso.com was stopped at 10:31 because the disk D:\\Queue is full.
Error: 0x80070070
";

#[test]
fn what_belongs_to_one_machine_or_moment_stays_out() {
    let article = draft(STOPPED, []).expect("an event").article();
    for expected in [
        "provider: Contoso-Mail",
        "event_id: 17",
        "code: \"0x80070070\"",
        "draft: true",
        "id: contoso-mail-17",
    ] {
        assert!(article.contains(expected), "{expected} in\n{article}");
    }
    let front = article.split("match: seen").next().expect("front matter");
    let symptoms = front.split("symptoms:").nth(1).expect("symptoms");
    for volatile in ["41c9a6d0", "mail07", "10:31", "Queue"] {
        assert!(!symptoms.contains(volatile), "{volatile} in\n{symptoms}");
    }
}

#[test]
fn text_without_structure_is_told_by_its_code_and_its_words() {
    let text = "Setup could not copy the catalogue of drivers to C:\\Temp\\a17: 0x80070020\n";
    let drafted = draft(text, []).expect("a code");
    let article = drafted.article();
    assert!(article.contains("0x80070020") && article.contains("Setup could not copy"), "{article}");
    let base = base_of(&article, &drafted.id, text).expect("a sound draft");
    let elsewhere = "12:07 Setup could not copy the catalogue of drivers to E:\\: 2147942432\n";
    assert_eq!(verdict(&base, elsewhere), Some(Verdict::Match), "{article}");
}

#[test]
fn what_another_event_has_is_forbidden_when_nothing_else_tells_them_apart() {
    let other = STOPPED.replace(
        "Error: 0x80070070",
        "Error: 0x80070070\nThe message store was dismounted by the administrator",
    );
    let drafted = draft(STOPPED, [other.as_str()]).expect("an event");
    let article = drafted.article();
    assert!(article.contains("|neq"), "{article}");
    let base = base_of(&article, &drafted.id, STOPPED).expect("a sound draft");
    assert_ne!(verdict(&base, &other), Some(Verdict::Match), "{article}");
}

#[test]
fn an_event_that_must_not_match_itself_is_confused_with_it() {
    let drafted = draft(STOPPED, ["nothing of the kind", STOPPED]).expect("an event");
    assert_eq!(drafted.confused_with, [1]);
}

#[test]
fn a_text_that_says_nothing_lasting_gives_no_draft() {
    assert!(draft("", []).is_none());
    assert!(draft("17 4711 10.0.0.1\n", []).is_none());
}

#[test]
fn ordinary_events_are_told_from_the_draft_or_named() {
    let (_, text) = ORDINARY_LOGS.iter().find(|(name, _)| *name == "event-viewer.txt").expect("a log");
    let event = &text[..text.find("\n\n").expect("events") + 1];
    let drafted = draft(event, [*text]).expect("an event");
    assert_eq!(drafted.confused_with, [0]);
    let mistakes = base_of(&drafted.article(), &drafted.id, event).expect_err("it matches an ordinary event");
    assert!(mistakes.iter().any(|message| message.contains("ordinary")), "{mistakes:?}");
    assert_eq!(DiagnosticCode::OrdinaryMatch.name(), "KB0505");
}
