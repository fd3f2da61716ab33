//! Correlations against their definition: every choice of events, tried one by one.

use kbmatch::{Input, KnowledgeBase, SourceFile, Verdict};
use proptest::prelude::*;

/// An event: which symptom it is (0 = a, 1 = b, 2 = c), the second it came, the machine.
type Logged = (u32, i64, u8);

const IDS: [u32; 3] = [7, 9, 11];

fn base(form: &str) -> KnowledgeBase {
    let article = format!(
        "---\nid: a\ntitle: T\nseverity: error\nproducts: [P]\nsources: [{{url: 'https://example.com/', title: S}}]\n\
         symptoms:\n  a: {{provider: P, event_id: 7}}\n  b: {{provider: P, event_id: 9}}\n  c: {{provider: P, event_id: 11}}\n\
         match: {form}\nsupports: [a or b or c]\n---\n## Symptoms\ns\n## Cause\nc\n## Resolution\nr\n"
    );
    let file = SourceFile { path: "a/article.md".into(), bytes: article.into_bytes() };
    kbmatch::compile_articles(&[file]).expect("a sound article")
}

fn paste(events: &[Logged]) -> String {
    events
        .iter()
        .map(|(symptom, second, machine)| {
            format!(
                "{{\"ProviderName\":\"P\",\"Id\":{},\"TimeCreated\":\"2026-01-01T10:{:02}:{:02}Z\",\"MachineName\":\"m{machine}\",\"Message\":\"x\"}}\n",
                IDS[*symptom as usize], second / 60, second % 60
            )
        })
        .collect()
}

fn matches(base: &KnowledgeBase, events: &[Logged]) -> bool {
    let report = base.scan(&Input::decode(paste(events).as_bytes()));
    report.results.first().is_some_and(|finding| finding.verdict == Verdict::Match)
}

fn of(events: &[Logged], symptom: u32) -> impl Iterator<Item = &Logged> {
    events.iter().filter(move |event| event.0 == symptom)
}

/// No c on that machine from `start` on for `within`.
fn clear(events: &[Logged], start: i64, within: i64, machine: u8) -> bool {
    of(events, 2).all(|&(_, time, m)| m != machine || time < start || time > start + within)
}

fn events() -> impl Strategy<Value = Vec<Logged>> {
    prop::collection::vec((0_u32..3, 0_i64..40, 0_u8..2), 0..9)
}

proptest! {
    #[test]
    fn a_sequence_is_some_pair_in_order_in_the_window_on_one_machine(events in events()) {
        let base = base("{sequence: [a, b], within: 10s, by: [computer], without: c}");
        let expected = of(&events, 0).any(|a| of(&events, 1).any(|b| {
            a.2 == b.2 && a.1 < b.1 && b.1 - a.1 <= 10 && clear(&events, a.1, 10, a.2)
        }));
        prop_assert_eq!(matches(&base, &events), expected);
    }

    #[test]
    fn together_is_some_pair_in_the_window_on_one_machine(events in events()) {
        let base = base("{together: [a, b], within: 10s, by: [computer], without: c}");
        let expected = of(&events, 0).any(|a| of(&events, 1).any(|b| {
            a.2 == b.2 && (b.1 - a.1).abs() <= 10 && clear(&events, a.1.min(b.1), 10, a.2)
        }));
        prop_assert_eq!(matches(&base, &events), expected);
    }

    #[test]
    fn count_is_so_many_from_some_event_on(events in events()) {
        let base = base("{count: {of: a, at_least: 3}, within: 10s, by: [computer]}");
        let expected = of(&events, 0).any(|first| {
            of(&events, 0).filter(|e| e.2 == first.2 && (0..=10).contains(&(e.1 - first.1))).count() >= 3
        });
        prop_assert_eq!(matches(&base, &events), expected);
    }

    #[test]
    fn the_order_of_the_paste_does_not_matter(events in events()) {
        let base = base("{sequence: [a, b, c], within: 20s}");
        let mut reversed = events.clone();
        reversed.reverse();
        prop_assert_eq!(matches(&base, &events), matches(&base, &reversed));
    }
}

#[test]
fn an_event_without_a_time_comes_together_with_itself_alone() {
    let article = "---\nid: a\ntitle: T\nseverity: error\nproducts: [P]\nsources: [{url: 'https://example.com/', title: S}]\n\
         symptoms:\n  a: {text: the queue stands still}\n  b: {text: the disk of the broker is full}\n\
         match: {together: [a, b], within: 10s}\n---\n## Symptoms\ns\n## Cause\nc\n## Resolution\nr\n";
    let file = SourceFile { path: "a/article.md".into(), bytes: article.into() };
    let base = kbmatch::compile_articles(&[file]).expect("a sound article");
    let verdict = |text: &str| base.scan(&Input::decode(text.as_bytes())).best();
    assert_eq!(verdict("the queue stands still: the disk of the broker is full"), Some(Verdict::Match));
    let apart =
        "{\"message\": \"the queue stands still\"}\n{\"message\": \"the disk of the broker is full\"}\n";
    assert_eq!(verdict(apart), Some(Verdict::Possible));
}
