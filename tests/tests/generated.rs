//! Made-up logs and knowledge bases are the same every time, and a scan finds in them what was put into them.

use kbmatch::{KnowledgeBase, Report, SourceFile, Verdict, compile, compile_articles};
use kbmatch_tests::generate::articles::{Case, MOST, literals, sources};
use kbmatch_tests::generate::logs::{Form, Plan, Written, text};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Two of each kind of article.
const ARTICLES: u32 = 20;

static BASE: LazyLock<KnowledgeBase> = LazyLock::new(|| base(ARTICLES));

fn base(articles: u32) -> KnowledgeBase {
    compile_articles(&sources(articles)).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"))
}

fn scan(text: &str) -> Report {
    let mut scanner = BASE.scanner();
    scanner.push(text.as_bytes());
    scanner.finish().report
}

fn matched(report: &Report) -> Vec<&str> {
    let matches = report.results.iter().filter(|finding| finding.verdict == Verdict::Match);
    let mut ids: Vec<&str> = matches.map(|finding| finding.article.as_str()).collect();
    ids.sort_unstable();
    ids
}

/// A short log with each article's events.
fn log(form: Form) -> (String, Written) {
    text(&Plan { noise: 12, articles: ARTICLES, ..Plan::new(form, 180_000) })
}

#[test]
fn a_scan_finds_exactly_the_articles_that_were_put_into_a_log() {
    for form in Form::ALL {
        let (text, written) = log(form);
        let report = scan(&text);
        let put: Vec<&str> = written.hits.keys().map(String::as_str).collect();
        assert_eq!(matched(&report), put, "{form:?}");
        assert!(put.len() >= 4, "{form:?}: {put:?}");
    }
}

#[test]
fn every_kind_of_article_is_found() {
    let (_, written) = log(Form::FlatJson);
    assert_eq!(written.hits.len(), ARTICLES as usize);
}

#[test]
fn each_hit_of_one_event_is_counted_once() {
    let (text, written) = log(Form::EventViewer);
    let report = scan(&text);
    for case in (0..ARTICLES).map(Case::new).filter(Case::needs_one_event) {
        let finding = report.results.iter().find(|finding| finding.article == case.id());
        assert_eq!(finding.map(|finding| finding.hits as u64), written.hits.get(&case.id()).copied());
    }
}

#[test]
fn a_log_has_as_many_events_as_it_says() {
    for form in Form::ALL {
        let (text, written) = log(form);
        assert_eq!(written.bytes, text.len() as u64, "{form:?}");
        let events = kbmatch::read(&text).events.len() as u64;
        assert_eq!(events, written.events, "{form:?}");
    }
}

#[test]
fn logs_and_articles_are_the_same_every_time() {
    for form in Form::ALL {
        assert_eq!(log(form), log(form), "{form:?}");
    }
    let bytes = |count| sources(count).into_iter().map(|file| (file.path, file.bytes)).collect::<Vec<_>>();
    assert_eq!(bytes(40)[..30], bytes(30));
}

/// Another machine, another compiler or a change of the generators must not change what is measured unseen.
#[test]
fn logs_and_articles_are_those_that_were_measured_before() {
    let sum = |bytes: &[u8]| bytes.iter().fold(0_u32, |sum, byte| sum.rotate_left(5) ^ u32::from(*byte));
    let logs = Form::ALL.map(|form| sum(log(form).0.as_bytes()));
    let articles = sources(30).iter().fold(0, |all, file| all ^ sum(&file.bytes));
    assert_eq!((logs, articles), SUMS);
}

const SUMS: ([u32; 6], u32) =
    ([3_138_393_474, 897_167_744, 2_750_203_285, 2_237_048_419, 3_615_492_256, 394_621_740], 4_153_782_765);

#[test]
fn another_seed_gives_another_log() {
    let plan = Plan::new(Form::Syslog, 1000);
    assert_ne!(text(&plan).0, text(&Plan { seed: 2, ..plan }).0);
}

#[test]
fn no_two_articles_share_an_id_or_all_literals() {
    let mut ids = BTreeSet::new();
    let mut told_by = BTreeSet::new();
    for case in (0..2000).chain(MOST - 2000..MOST).map(Case::new) {
        assert!(ids.insert(case.id()));
        assert!(told_by.insert(case.literals()), "{case:?}");
    }
}

#[test]
fn literals_are_shared_as_in_real_bases() {
    let each: usize = (0..1000).map(|number| Case::new(number).literals().len()).sum();
    let distinct = literals(1000).len();
    assert!(distinct > 1000 && distinct * 10 < each * 8, "{distinct} of {each}");
}

#[test]
fn generated_folders_pass_the_check_with_their_samples() {
    let cases = || (0..ARTICLES).map(Case::new);
    let samples = cases().flat_map(|case| case.samples());
    let files: Vec<SourceFile> = samples.chain(cases().map(|case| case.source())).collect();
    assert!(compile(&files).is_ok_and(|base| base.len() == ARTICLES as usize));
}

#[test]
fn symptoms_of_one_event_are_written_as_sigma_rules() {
    for case in (0..ARTICLES).map(Case::new) {
        let rule = case.sigma();
        assert_eq!(rule.is_some(), case.needs_one_event(), "{case:?}");
        assert!(rule.is_none_or(|rule| rule.contains("condition: failure")));
    }
}
