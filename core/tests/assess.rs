//! What an assessment counts, by hand-made cases.

use kbmatch::assess::{Assessment, Case, Figures, Given, Judgment, Metric, Reason, Share, judge};
use kbmatch::symptom::Truth;
use kbmatch::{KnowledgeBase, SourceFile, Verdict};

/// An article that knows one code and one word.
fn article(id: &str, symptom: &str) -> SourceFile {
    let text = format!(
        "---\nid: {id}\ntitle: T\nseverity: error\nproducts: [P]\nsources: [{{url: 'https://example.com/', title: S}}]\n\
         symptoms:\n  s: {symptom}\nmatch: s\n---\n## Symptoms\ns\n## Cause\nc\n## Resolution\nr\n"
    );
    SourceFile { path: format!("{id}/article.md"), bytes: text.into_bytes() }
}

fn base_without(left_out: &str) -> KnowledgeBase {
    let articles = [
        article("denied", "{provider: Contoso-Sync, event_id: 7, code: '0x80070005'}"),
        article("locked", "{provider: Contoso-Sync, event_id: 7, text: the drawer is locked}"),
        article("gone", "{provider: Contoso-Sync, event_id: 9, Share|startswith: plans}"),
    ];
    let kept: Vec<_> = articles.into_iter().filter(|file| !file.path.starts_with(left_out)).collect();
    kbmatch::compile_articles(&kept).expect("sound articles")
}

fn base() -> KnowledgeBase {
    base_without("none of them")
}

fn event(id: u32, message: &str) -> String {
    format!(
        "Log Name: Contoso\nSource: Contoso-Sync\nEvent ID: {id}\nLevel: Error\nDescription:\n{message}\n"
    )
}

fn case(text: &str, expect: &[&str]) -> Case {
    let expect = expect.iter().map(|&id| id.to_owned()).collect();
    Case { id: "c".to_owned(), text: text.to_owned(), expect, group: None }
}

/// A judgment of a case that expects these articles and is given those, each with its verdict and score.
fn judgment(expect: &[&str], given: &[(&str, Verdict, f64)]) -> Judgment {
    Judgment {
        expect: expect.iter().map(|&id| id.to_owned()).collect(),
        group: None,
        answers: given.iter().map(|&(id, verdict, score)| answer(id, verdict, score)).collect(),
        left_out: None,
        wrong: Vec::new(),
    }
}

fn answer(id: &str, verdict: Verdict, score: f64) -> Given {
    Given { article: id.to_owned(), verdict, score }
}

fn figures(judgments: &[Judgment]) -> Figures {
    Assessment::of(&base(), judgments.to_vec()).figures
}

fn counts(share: Share) -> (usize, usize) {
    (share.count, share.of)
}

const M: Verdict = Verdict::Match;
const P: Verdict = Verdict::Possible;

#[test]
fn every_share_counts_what_its_name_says() {
    let judgments = [
        judgment(&["a"], &[("a", M, 40.0)]),
        judgment(&["a"], &[("b", M, 30.0), ("a", M, 20.0)]),
        judgment(&["a", "b"], &[("b", P, 25.0)]),
        judgment(&["a"], &[]),
        judgment(&[], &[("a", M, 20.0)]),
        judgment(&[], &[("a", P, 20.0)]),
        judgment(&[], &[]),
    ];
    let figures = figures(&judgments);
    assert_eq!((figures.cases, figures.expecting), (7, 4));
    assert_eq!((counts(figures.top_1), counts(figures.top_5)), ((2, 4), (3, 4)));
    assert_eq!(counts(figures.matches.precision), (1, 3));
    assert_eq!(counts(figures.matches.recall), (1, 4));
    assert_eq!(counts(figures.any.precision), (2, 5));
    assert_eq!(counts(figures.any.recall), (2, 4));
    assert_eq!(counts(figures.unexpected.matches), (1, 3));
    assert_eq!((counts(figures.unexpected.any), figures.unexpected.any.share), ((2, 3), Some(0.6667)));
    assert_eq!(figures.leave_one_out, None);
}

#[test]
fn shares_of_nothing_have_no_value() {
    let figures = figures(&[]);
    for (metric, name) in Metric::NAMES {
        assert_eq!(metric.of(&figures), None, "{name}");
        assert_eq!((Metric::parse(name), metric.name()), (Some(metric), name));
    }
    assert_eq!(figures.top_1.share, None);
}

#[test]
fn recall_at_99_goes_down_the_scores_as_far_as_99_of_100_answers_are_right() {
    let mut judgments = vec![judgment(&["a"], &[("a", M, 50.0)]); 99];
    let recall = |judgments: &[Judgment]| {
        let at = figures(judgments).recall_at_99;
        (at.recall.count, at.score)
    };
    judgments.push(judgment(&[], &[("a", M, 40.0)]));
    judgments.push(judgment(&["a"], &[("a", P, 30.0)]));
    assert_eq!(recall(&judgments), (100, Some(30.0)));
    // One wrong answer more, and the lower scores are out.
    judgments.push(judgment(&["a"], &[("b", P, 30.0)]));
    assert_eq!(recall(&judgments), (99, Some(40.0)));
    // Answers of one score are taken or left together, whatever their order.
    judgments.push(judgment(&[], &[("a", P, 50.0)]));
    judgments.rotate_right(1);
    assert_eq!(recall(&judgments), (99, Some(50.0)));
    judgments.push(judgment(&[], &[("a", P, 60.0)]));
    assert_eq!(recall(&judgments), (0, None));
}

#[test]
fn left_out_answers_count_as_wrong_ones() {
    let mut judgments = vec![judgment(&["a"], &[("a", M, 50.0)]); 2];
    judgments[0].left_out = Some(Some(answer("b", P, 45.0)));
    judgments[1].left_out = Some(None);
    judgments.push(judgment(&["a"], &[("a", M, 40.0)]));
    judgments[2].left_out = Some(None);
    let figures = figures(&judgments);
    let left_out = figures.leave_one_out.expect("it was asked for");
    assert_eq!((counts(left_out.answered.matches), counts(left_out.answered.any)), ((0, 3), (1, 3)));
    assert_eq!((figures.recall_at_99.recall.count, left_out.recall_at_99.recall.count), (3, 2));
    let silence = Metric::LeftOutSilence.of(&figures).expect("a value");
    assert!((silence - 2.0 / 3.0).abs() < 1e-9, "{silence}");
}

#[test]
fn groups_have_figures_of_their_own_and_cases_without_one_are_a_group() {
    let mut judgments =
        vec![judgment(&["a"], &[("a", M, 9.0)]), judgment(&["a"], &[]), judgment(&["a"], &[("a", M, 9.0)])];
    assert!(Assessment::of(&base(), judgments.clone()).groups.is_empty());
    judgments[0].group = Some("xml".to_owned());
    judgments[1].group = Some("csv".to_owned());
    let groups = Assessment::of(&base(), judgments).groups;
    let found: Vec<_> = groups.iter().map(|g| (g.group.as_deref(), g.figures.top_1.count)).collect();
    assert_eq!(found, [(None, 1), (Some("csv"), 0), (Some("xml"), 1)]);
}

#[test]
fn confusion_names_what_was_given_instead_the_most_frequent_first() {
    let judgments = [
        judgment(&["a"], &[("b", M, 9.0)]),
        judgment(&["c"], &[]),
        judgment(&["c"], &[]),
        judgment(&[], &[("b", M, 9.0)]),
        judgment(&["a"], &[("a", M, 9.0)]),
    ];
    let confusion = Assessment::of(&base(), judgments.to_vec()).confusion;
    let found: Vec<_> =
        confusion.iter().map(|c| (c.expected.join(","), c.given.as_deref(), c.count)).collect();
    let expected = [("c", None, 2), ("", Some("b"), 1), ("a", Some("b"), 1)];
    assert_eq!(found, expected.map(|(expected, given, count)| (expected.to_owned(), given, count)));
}

#[test]
fn a_wrong_answer_is_explained_from_both_sides() {
    let text = event(7, "Reading failed with 0x80070005, a door is locked.");
    let judged = judge(&base(), &case(&text, &["locked", "unheard-of"]), false);
    let wrong = &judged.wrong[0];
    assert_eq!(wrong.reason, Reason::AnotherArticle);
    let given = wrong.given.as_ref().expect("an article");
    assert_eq!((given.article.as_str(), given.verdict), ("denied", M));
    let code = given.evidence.iter().find(|point| point.predicate.as_deref() == Some("code: 0x80070005"));
    assert_eq!(code.map(|point| (point.found.as_str(), point.line)), Some(("0x80070005", Some(6))));
    let [locked, unknown] = wrong.why_not.as_slice() else { panic!("{:?}", wrong.why_not) };
    assert_eq!((locked.article.as_str(), locked.verdict), ("locked", Some(Verdict::NearMiss)));
    assert_eq!(locked.deciding[0].predicate.as_deref(), Some("text: the drawer is locked"));
    assert_eq!((locked.deciding[0].truth, locked.deciding[0].line), (Truth::False, Some(1)));
    assert!(!unknown.known && unknown.deciding.is_empty());
}

#[test]
fn the_reason_says_what_is_wrong() {
    let reasons = |text: &str, expect: &[&str], leave_one_out| -> Vec<Reason> {
        judge(&base(), &case(text, expect), leave_one_out).wrong.iter().map(|wrong| wrong.reason).collect()
    };
    let both = event(7, "0x80070005: the drawer is locked");
    assert_eq!(reasons(&both, &[], true), [Reason::NothingExpected]);
    assert_eq!(reasons("nothing of all this", &["gone"], true), [Reason::NoAnswer]);
    assert_eq!(reasons(&both, &["gone"], true), [Reason::AnotherArticle, Reason::LeftOut]);
    assert_eq!(reasons(&both, &["denied", "locked"], true), []);
    assert_eq!(reasons("nothing of all this", &[], true), []);
    let best = judge(&base(), &case(&both, &[]), false).answers[0].article.clone();
    assert_eq!(reasons(&both, &[&best], true), [Reason::LeftOut]);
}

#[test]
fn leaving_an_article_out_gives_the_answers_of_a_base_without_it() {
    let texts = [
        event(7, "0x80070005: the drawer is locked"),
        event(7, "0x80070005"),
        event(9, "Share: plans and more"),
        event(9, "Share: other") + &event(7, "the drawer is locked"),
        "Contoso-Sync: the drawer is locked, 0x80070005".to_owned(),
    ];
    let mut answered = 0;
    for text in &texts {
        for id in ["denied", "locked", "gone"] {
            let masked = judge(&base(), &case(text, &[id]), true).left_out.expect("it was asked for");
            let without = judge(&base_without(id), &case(text, &[]), false);
            let ids = |given: Option<&Given>| given.map(|given| (given.article.clone(), given.verdict));
            assert_eq!(ids(masked.as_ref()), ids(without.answers.first()), "{id} left out of {text}");
            answered += usize::from(masked.is_some());
        }
    }
    assert!((3..12).contains(&answered), "{answered} of 15 are answered: of both kinds there are enough");
}
