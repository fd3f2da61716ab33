use super::*;
use crate::read::Windows;
use crate::{Input, KnowledgeBase, SourceFile, Verdict};
use proptest::prelude::*;
use proptest::sample::select;

const CONDITIONS: [&str; 8] = [
    "a and b and c",
    "{sequence: [a, b, c]}",
    "{sequence: [a, b], within: 3m, by: [computer]}",
    "{together: [a, b, c], within: 4m}",
    "{together: [a, b], by: [computer]}",
    "{count: {of: a, at_least: 3}, within: 3m, by: [computer]}",
    "{count: {of: b, at_least: 4}}",
    "{together: [a, b], without: c, within: 2m}",
];

fn base() -> KnowledgeBase {
    let article = |(at, condition): (usize, &&str)| {
        let text = format!(
            "---\nid: a{at}\ntitle: T\nseverity: error\nproducts: [P]\nsources: [{{url: https://contoso.com, title: T}}]\nsymptoms:\n  \
             a: {{provider: Contoso, event_id: 1}}\n  b: {{provider: Contoso, event_id: 2}}\n  c: {{provider: Contoso, event_id: 3}}\n\
             match: {condition}\nsupports: [a, b, c]\n---\n## Symptoms\n\nS.\n\n## Cause\n\nC.\n\n## Resolution\n\nR.\n"
        );
        SourceFile { path: format!("t/a{at}/article.md"), bytes: text.into_bytes() }
    };
    let files: Vec<SourceFile> = CONDITIONS.iter().enumerate().map(article).collect();
    crate::compile_articles(&files).expect("articles without mistakes")
}

/// One event in a minute of its own: its number, and the machine.
fn event(minute: usize, id: u8, computer: u8) -> String {
    let id = if id == 0 { 9 } else { id };
    format!(
        "{{\"ProviderName\": \"Contoso\", \"Id\": {id}, \"TimeCreated\": \"2026-03-{:02}T{:02}:{:02}:00Z\", \"MachineName\": \"pc{computer}\", \
         \"Message\": \"m\"}}\n",
        2 + minute / 1440,
        minute / 60 % 24,
        minute % 60
    )
}

/// What a gathering with so much room says of each article, and whether it had to give up.
fn gathered(base: &KnowledgeBase, text: &str, room: Room) -> (Vec<(String, Verdict, usize)>, usize, bool) {
    let input = Input::decode(text.as_bytes());
    let mut gathering = base.gathering_with(room);
    let mut line = 1;
    for (span, reading) in Windows::new(input.text()) {
        let stretch =
            Stretch { text: &input.text()[span.range()], start: span.start, line, source: &|span| span };
        gathering.take(reading, &stretch, None);
        line += count_breaks(stretch.text.as_bytes());
    }
    let rounds = gathering.rounds();
    let report = gathering.finish(&Passages::whole(&input));
    let gave_up = report.notes.iter().any(|note| note.code == NoteCode::Oversize);
    (
        report.results.into_iter().map(|found| (found.article, found.verdict, found.hits)).collect(),
        rounds,
        gave_up,
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// Newest first is the order of Event Viewer.
    #[test]
    fn what_is_forgotten_does_not_change_a_verdict(
        events in prop::collection::vec((0..4_u8, 0..2_u8), 30..120),
        newest_first in any::<bool>(),
        room in select(&[24_usize, 40, 64][..]),
    ) {
        let base = base();
        let mut lines: Vec<String> =
            events.iter().enumerate().map(|(minute, (id, computer))| event(minute, *id, *computer)).collect();
        if newest_first {
            lines.reverse();
        }
        let text = lines.concat();
        let (all, none, _) = gathered(&base, &text, Room::FULL);
        prop_assert_eq!(none, 0);
        let (some, _, gave_up) = gathered(&base, &text, Room { events: room, text: usize::MAX });
        if !gave_up {
            let sorted = |mut found: Vec<(String, Verdict, usize)>| {
                found.sort_by(|a, b| a.0.cmp(&b.0));
                found
            };
            prop_assert_eq!(sorted(all), sorted(some));
        }
    }
}

#[test]
fn a_long_log_is_forgotten_again_and_again_and_counted_all_the_same() {
    let base = base();
    let text: String = (0..1000).map(|minute| event(minute, 1 + (minute / 20 % 2) as u8, 0)).collect();
    let (found, rounds, gave_up) = gathered(&base, &text, Room { events: 100, text: usize::MAX });
    assert!(rounds >= 5 && !gave_up, "{rounds} rounds, gave up: {gave_up}");
    let together = found.iter().find(|(id, ..)| id == "a4").expect("two kinds of events on one machine");
    assert_eq!((together.1, together.2), (Verdict::Match, 1000));
}

#[test]
fn an_explanation_of_a_long_log_says_what_a_scan_says() {
    let base = base();
    let mut text: String = (0..9000).map(|minute| event(minute, 1 + (minute / 20 % 2) as u8, 0)).collect();
    text += &event(9000, 3, 0);
    let input = Input::decode(text.as_bytes());
    let report = base.scan(&input);
    assert_eq!(report.results.len(), CONDITIONS.len());
    for found in report.results {
        let explanation = base.explain(&found.article, &input).expect("an article of the base");
        assert_eq!(
            (explanation.verdict, explanation.score),
            (Some(found.verdict), found.score),
            "{}",
            found.article
        );
        let hits: Vec<usize> = explanation.symptoms.iter().map(|symptom| symptom.hits).collect();
        assert_eq!(hits, [4500, 4500, 1], "{}", found.article);
    }
}
