//! The explanation of an article says what a scan goes by, whatever the input is.

use kbmatch::explanation::{Deciding, Explanation, PredicateValue};
use kbmatch::report::{Evidence, Finding, Holds, Place, Report};
use kbmatch::symptom::Truth;
use kbmatch::{Input, KnowledgeBase, SourceFile, Verdict};
use kbmatch_tests::{default_base, read_base};
use proptest::collection::vec;
use proptest::prelude::*;
use std::sync::LazyLock;

static BASE: LazyLock<KnowledgeBase> = LazyLock::new(default_base);

/// The samples of the base that ships, as text.
static SAMPLES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let samples = read_base("kb/articles").into_iter().filter(|file| !file.path.ends_with("/article.md"));
    samples.map(|file| String::from_utf8_lossy(&file.bytes).into_owned()).collect()
});

/// What a report leaves out of the articles that do not apply.
const MAX_NEAR_MISSES: usize = 10;

/// Of the articles that a report says nothing of, one in so many is explained, another for each text.
const STRIDE: usize = 61;

/// Holds the explanations of articles to the report.
fn assert_explained(base: &KnowledgeBase, bytes: &[u8]) {
    let input = Input::decode(bytes);
    let report = base.scan(&input);
    let near_misses = report.results.iter().filter(|found| found.verdict == Verdict::NearMiss).count();
    for (at, article) in base.entries().enumerate() {
        let finding = report.results.iter().find(|finding| finding.article == article.id);
        if finding.is_none() && at % STRIDE != bytes.len() % STRIDE {
            continue;
        }
        let explained = base.explain(&article.id, &input).expect("an article of the base");
        match finding {
            None if explained.verdict == Some(Verdict::NearMiss) && near_misses == MAX_NEAR_MISSES => {}
            None => assert_eq!(explained.verdict, None, "{}", article.id),
            Some(finding) => assert_explains(&report, finding, &explained),
        }
        assert_agrees_with_itself(&explained);
    }
}

fn assert_explains(report: &Report, finding: &Finding, explained: &Explanation) {
    let article = &finding.article;
    assert_eq!(explained.verdict, Some(finding.verdict), "{article}");
    assert_eq!((explained.score, explained.read), (finding.score, report.events.len()), "{article}");
    assert_eq!(explained.matches.truth == Truth::True, finding.verdict == Verdict::Match, "{article}");
    for cause in &finding.causes {
        let when = &explained.causes.iter().find(|value| value.name == cause.name).expect("the cause").when;
        let holds = match when.truth {
            Truth::True => Holds::Yes,
            Truth::Unknown => Holds::Unknown,
            Truth::False => Holds::No,
        };
        assert_eq!(holds, cause.holds, "{article}: {}", cause.name);
    }
    for evidence in &finding.evidence {
        let same = |place: &Place, leaf: &PredicateValue| is_evidence(report, evidence, *place, leaf);
        let leaves = leaves(explained, &evidence.symptom);
        assert!(leaves.iter().any(|(place, leaf)| same(place, leaf)), "{article}: {evidence:?}");
    }
    for missing in finding.missing.iter().filter(|missing| missing.predicate.is_some()) {
        let same = |d: &&Deciding| d.predicate == missing.predicate && d.truth == Truth::Unknown;
        assert!(explained.deciding.iter().any(|d| same(&d)), "{article}: {missing:?}");
    }
    for against in finding.against.iter().filter(|against| !against.predicate.is_empty()) {
        let same = |d: &&Deciding| (&d.expected, &d.spans) == (&against.expected, &against.spans);
        assert!(explained.deciding.iter().any(|d| same(&d)), "{article}: {against:?}");
    }
}

fn is_evidence(report: &Report, evidence: &Evidence, event: Place, leaf: &PredicateValue) -> bool {
    let Evidence { predicate, found, spans, bits, .. } = evidence;
    (leaf.truth, leaf.negated) == (Truth::True, false)
        && (&leaf.predicate, &leaf.found, &leaf.spans, &leaf.bits) == (predicate, found, spans, bits)
        && report.events[evidence.event].span == event
}

/// The predicates of a symptom on the events that are shown, each with the place of the event.
fn leaves<'a>(explained: &'a Explanation, symptom: &str) -> Vec<(Place, &'a PredicateValue)> {
    let symptom = explained.symptoms.iter().find(|value| value.name == symptom).expect("the symptom");
    let shown = symptom.shown.iter();
    shown
        .flat_map(|on| on.formula.leaves().into_iter().map(|leaf| (explained.events[on.event].span, leaf)))
        .collect()
}

fn assert_agrees_with_itself(explained: &Explanation) {
    assert_eq!(explained.deciding.is_empty(), explained.matches.truth == Truth::True, "{explained:?}");
    for symptom in &explained.symptoms {
        assert_eq!(symptom.hits > 0, symptom.truth == Truth::True, "{symptom:?}");
        assert!(symptom.bearing == 0 || symptom.shown.iter().all(|on| on.bears), "{symptom:?}");
        assert_eq!(symptom.shown.is_empty(), explained.read == 0, "{symptom:?}");
    }
}

#[test]
fn articles_are_explained_on_every_sample_as_the_scan_judges_them() {
    for sample in SAMPLES.iter() {
        assert_explained(&BASE, sample.as_bytes());
    }
}

#[test]
fn nothing_is_explained_too() {
    for bytes in [&b""[..], b"\n", b"x"] {
        assert_explained(&BASE, bytes);
    }
}

#[test]
fn there_is_no_explanation_of_an_article_that_is_not_there() {
    assert_eq!(BASE.explain("no-such-article", &Input::decode(b"x")), None);
}

/// An article whose condition is of every kind: `form` is its match, the rest its causes and supports.
fn correlated(form: &str) -> KnowledgeBase {
    let article = format!(
        "---\nid: a\ntitle: T\nseverity: error\nproducts: [P]\nsources: [{{url: 'https://example.com/', title: S}}]\n\
         symptoms:\n  a: {{provider: P, event_id: 7}}\n  b: {{provider: P, event_id: 9, message|contains: loud}}\n\
         \x20 c:\n    - {{provider: P, event_id: 11}}\n    - {{provider: P, text|neq: quiet, event_id: 12}}\n\
         match: {form}\ncauses:\n  one: {{when: 1 of them}}\n  two: {{when: a and not c}}\n\
         supports: [a or b, {{together: [b, c], within: 5s}}]\n---\n\
         ## Symptoms\ns\n## Cause: one\nc\n## Cause: two\nc\n## Resolution\nr\n"
    );
    let file = SourceFile { path: "a/article.md".into(), bytes: article.clone().into_bytes() };
    kbmatch::compile_articles(&[file]).unwrap_or_else(|mistakes| {
        panic!("{}", mistakes.iter().map(|m| m.render(&article, false)).collect::<String>())
    })
}

static FORMS: LazyLock<Vec<KnowledgeBase>> = LazyLock::new(|| {
    let forms = [
        "a and b and not c",
        "(a or c) and not (b and c)",
        "2 of them",
        "{sequence: [a, b], within: 10s, by: [computer], without: c}",
        "{together: [a, b, c], by: [computer]}",
        "{count: {of: a, at_least: 3}, within: 10s}",
    ];
    forms.into_iter().map(correlated).collect()
});

/// An event: its number, the second, the machine, the message.
type Logged = (u32, Option<u32>, u8, &'static str);

fn paste(events: &[Logged]) -> String {
    let line = |&(id, second, machine, message): &Logged| {
        let time =
            second.map(|s| format!("\"TimeCreated\":\"2026-01-01T10:00:{s:02}Z\",")).unwrap_or_default();
        format!(
            "{{\"ProviderName\":\"P\",\"Id\":{id},{time}\"MachineName\":\"m{machine}\",\"Message\":\"{message}\"}}\n"
        )
    };
    events.iter().map(line).collect()
}

fn logged() -> impl Strategy<Value = Logged> {
    let id = prop::sample::select(vec![7, 7, 9, 9, 11, 12, 13]);
    let message = prop::sample::select(vec!["loud", "quiet", "so loud and quiet", "x"]);
    (id, prop::option::of(0_u32..40), 0_u8..2, message)
}

/// Some samples, one after the other, of which some lines are gone: what each line number below divides is dropped.
fn damaged() -> impl Strategy<Value = String> {
    let part = (any::<prop::sample::Index>(), 2_usize..9, 0_usize..200);
    vec(part, 1..4).prop_map(|parts| {
        let text = parts.into_iter().map(|(sample, every, cut)| {
            let lines = SAMPLES[sample.index(SAMPLES.len())].lines().enumerate();
            let kept = lines.filter(|(number, _)| (number + 1) % every != 0 && *number < 200 - cut);
            kept.map(|(_, line)| format!("{line}\n")).collect::<String>() + "\n"
        });
        text.collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_samples_are_explained_as_the_scan_judges_them(text in damaged()) {
        assert_explained(&BASE, text.as_bytes());
    }

    #[test]
    fn conditions_of_every_kind_are_explained_as_the_scan_judges_them(events in vec(logged(), 0..12)) {
        let text = paste(&events);
        for base in FORMS.iter() {
            assert_explained(base, text.as_bytes());
        }
    }
}
