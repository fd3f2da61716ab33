use super::*;
use crate::engine::{EngineEvent, Lookup, Progress, Reply};
use crate::fixture::{finding, report, with_verdict};
use crate::unreadable::Unreadable;
use kbmatch::report::{Finding, Verdict};

fn after(actions: impl IntoIterator<Item = Action>) -> State {
    actions
        .into_iter()
        .fold(State::default(), |state, action| Rc::unwrap_or_clone(Rc::new(state).reduce(action)))
}

fn typed(text: &str) -> Action {
    Action::Edit(text.into(), Change::Typed)
}

fn choose(id: &str) -> Action {
    Action::Choose(Some(id.into()))
}

fn answer(scan: u32, results: Vec<Finding>) -> Action {
    let answer = Answer {
        id: ScanId(scan),
        report: report(results),
        digest: None,
        overview: None,
        unloaded: 0,
        mentions: Vec::new(),
    };
    Action::Engine(EngineEvent::Reply(Reply::Answer(Box::new(answer))))
}

fn shown(state: &State) -> Option<&str> {
    state.finding().map(|(_, finding)| finding.article.as_str())
}

#[test]
fn the_last_of_two_fast_edits_gives_the_answer_whatever_order_answers_come_in() {
    let state = after([
        typed("a"),
        typed("b"),
        answer(2, vec![finding("second", &[], &[])]),
        answer(1, vec![finding("first", &[], &[])]),
    ]);
    assert_eq!(shown(&state), Some("second"));
    assert!(state.is_current());
}

#[test]
fn an_answer_to_an_older_text_is_dropped() {
    let state = after([typed("a"), typed("ab"), answer(1, vec![finding("first", &[], &[])])]);
    assert_eq!(shown(&state), None);
    assert!(!state.is_current());
}

#[test]
fn the_answer_stays_with_its_marks_in_place_while_the_text_is_edited() {
    let state =
        after([typed("code 1098"), answer(1, vec![finding("a", &[(5, 9)], &[])]), typed("the code 1098")]);
    let (_, finding) = state.finding().expect("the answer stays");
    assert_eq!(evidence::marks(finding)[0].range, 9..13);
    assert!(!state.is_current());
}

#[test]
fn an_emptied_text_has_no_answer_even_when_one_is_still_on_its_way() {
    let state = after([typed("a"), typed(""), answer(2, vec![finding("a", &[], &[])])]);
    assert_eq!((&state.document, shown(&state)), (&Document::Empty, None));
}

#[test]
fn a_choice_survives_edits_and_not_another_document() {
    let both = || vec![finding("best", &[], &[]), finding("other", &[], &[])];
    let chosen = [typed("a"), answer(1, both()), choose("other")];
    let edited = after(chosen.clone().into_iter().chain([typed("ab"), answer(2, both())]));
    assert_eq!(shown(&edited), Some("other"));
    let opened =
        after(chosen.into_iter().chain([Action::Open(Document::Text("x".into())), answer(2, both())]));
    assert_eq!(shown(&opened), Some("best"));
}

#[test]
fn a_choice_that_is_no_result_any_more_gives_way_to_the_best() {
    let state = after([
        typed("a"),
        answer(1, vec![finding("best", &[], &[]), finding("other", &[], &[])]),
        choose("other"),
        typed("b"),
        answer(2, vec![finding("best", &[], &[])]),
    ]);
    assert_eq!(shown(&state), Some("best"));
}

#[test]
fn near_misses_are_shown_in_full_only_when_chosen() {
    let near = [typed("a"), answer(1, vec![with_verdict("near", Verdict::NearMiss)])];
    assert_eq!(shown(&after(near.clone())), None);
    assert_eq!(shown(&after(near.clone().into_iter().chain([choose("near"), Action::Choose(None)]))), None);
    assert_eq!(shown(&after(near.into_iter().chain([choose("near")]))), Some("near"));
}

#[test]
fn steps_go_through_the_evidence_and_start_again_after_an_edit() {
    let start = [typed("abcd"), answer(1, vec![finding("a", &[(2, 3), (0, 1)], &[])])];
    let step = |back| Action::Step { back };
    let at = |steps: &[Action]| after(start.iter().chain(steps).cloned()).current;
    assert_eq!(at(&[step(false)]), Some(0));
    assert_eq!(at(&[step(false), step(false)]), Some(1));
    assert_eq!(at(&[step(true)]), Some(1));
    assert_eq!(at(&[step(false), typed("abcde")]), None);
}

fn large(size: usize) -> Action {
    Action::Open(Document::Large { name: "a.log".into(), size, ends: None, made: None })
}

fn files(names: &[&str]) -> Action {
    let entry = |name: &&str| FileEntry::new((*name).into(), Document::Text((*name).into()));
    Action::OpenAll(names.iter().map(entry).collect())
}

#[test]
fn several_files_are_scanned_one_after_the_other_and_the_best_is_shown() {
    let scanned = after([
        files(&["a", "b", "c"]),
        answer(1, Vec::new()),
        answer(2, vec![finding("kb1", &[], &[])]),
        answer(3, vec![with_verdict("kb2", Verdict::Possible)]),
    ]);
    assert_eq!((scanned.file, shown(&scanned), scanned.document.text()), (1, Some("kb1"), "b"));
    assert!(scanned.is_current() && !scanned.wants_scan(), "it has its answer");
    let other = Rc::new(scanned).reduce(Action::TurnTo(2));
    assert_eq!((other.file, shown(&other), other.document.text()), (2, Some("kb2"), "c"));
    assert!(!other.wants_scan());
}

#[test]
fn a_file_that_cannot_be_read_does_not_stop_the_others() {
    let why = Unreadable::Binary;
    let unreadable = FileEntry::new("a".into(), Document::Unreadable { name: "a".into(), why });
    let text = FileEntry::new("b".into(), Document::Text("b".into()));
    let state = after([Action::OpenAll(vec![unreadable, text]), answer(1, vec![finding("kb1", &[], &[])])]);
    assert_eq!((state.file, shown(&state), state.files.len()), (1, Some("kb1"), 2));
    let edited = Rc::new(state).reduce(typed("bb"));
    assert!(edited.files.is_empty(), "what the user edits is no file any more");
}

fn progress(scan: u32, done: usize) -> Action {
    let progress = Progress { id: ScanId(scan), done, total: 100, events: 1, ..Progress::default() };
    Action::Engine(EngineEvent::Reply(Reply::Progress(progress)))
}

fn done(state: &State) -> Option<usize> {
    state.reading.map(|reading| reading.progress.done)
}

#[test]
fn progress_is_that_of_the_newest_large_document_until_its_answer() {
    assert_eq!(done(&after([typed("a")])), None);
    assert_eq!(done(&after([large(100)])), Some(0));
    assert_eq!(done(&after([large(100), progress(1, 40)])), Some(40));
    assert_eq!(done(&after([large(100), large(100), progress(2, 10), progress(1, 40)])), Some(10));
    assert_eq!(done(&after([large(100), progress(1, 100), answer(1, Vec::new())])), None);
    assert_eq!(done(&after([large(100), progress(1, 40), Action::Open(Document::Empty)])), None);
}

#[test]
fn a_stopped_document_stays_and_neither_progress_nor_answer_changes_that() {
    let stopped = after([
        large(100),
        progress(1, 40),
        Action::StopReading,
        progress(1, 50),
        answer(1, vec![finding("a", &[], &[])]),
    ]);
    assert_eq!((done(&stopped), shown(&stopped), stopped.wants_scan()), (Some(40), None, false));
    assert!(matches!(stopped.document, Document::Large { .. }));
    let again = Rc::unwrap_or_clone(Rc::new(stopped).reduce(Action::ReadAgain));
    assert_eq!((done(&again), again.wants_scan()), (Some(0), true));
}

#[test]
fn stopping_what_is_answered_already_changes_nothing() {
    let answered = [large(100), answer(1, vec![finding("a", &[], &[])])];
    let state = after(answered.into_iter().chain([Action::StopReading]));
    assert!(state.is_current() && state.wants_scan());
}

#[test]
fn an_engine_that_starts_again_reads_from_the_beginning() {
    let failed = Action::Engine(EngineEvent::Failed("x".into()));
    assert_eq!(done(&after([large(100), progress(1, 40), failed, Action::Restart])), Some(0));
}

#[test]
fn a_file_that_vanished_is_said_for_its_own_scan_only() {
    let gone = |scan| Action::Engine(EngineEvent::Unreadable(ScanId(scan)));
    let lost = after([large(1), gone(1)]);
    assert!(matches!(lost.document, Document::Unreadable { why: Unreadable::Gone, .. }));
    assert_eq!(done(&lost), None);
    assert!(matches!(after([large(1), large(1), gone(1)]).document, Document::Large { .. }));
}

#[test]
fn the_engine_can_fail_and_be_started_again_with_the_document_kept() {
    let failed = after([typed("a"), Action::Engine(EngineEvent::Failed("out of memory".into()))]);
    assert_eq!(failed.engine, EngineState::Failed("out of memory".into()));
    assert_eq!(failed.document.text(), "a");
    let again = after([typed("a"), Action::Engine(EngineEvent::Failed("x".into())), Action::Restart]);
    assert_eq!(again.engine, EngineState::Starting);
}

#[test]
fn the_paste_is_kept_from_route_to_route_and_the_title_follows() {
    let state =
        after([typed("a"), answer(1, vec![finding("kb1", &[], &[])]), Action::Navigate(Route::Articles)]);
    assert_eq!((state.title().as_str(), state.document.text()), ("Articles · kbmatch", "a"));
    assert_eq!(state.wanted_article(), None);
    let home = Rc::unwrap_or_clone(Rc::new(state).reduce(Action::Navigate(Route::Home)));
    assert_eq!((home.title().as_str(), home.wanted_article()), ("Title of kb1 · kbmatch", Some("kb1")));
}

#[test]
fn a_file_whose_reader_could_not_be_loaded_is_said_for_its_own_scan_only() {
    let lost = |scan| Action::Engine(EngineEvent::Reply(Reply::NoReader { id: ScanId(scan) }));
    let unread = after([large(1), lost(1)]);
    assert!(matches!(unread.document, Document::Unreadable { why: Unreadable::NoReader, .. }));
    assert!(matches!(after([large(1), large(1), lost(1)]).document, Document::Large { .. }));
}

#[test]
fn an_article_that_could_not_be_loaded_can_be_asked_for_again() {
    let found = Lookup::Unloaded("offline".into());
    let lost = after([Action::Engine(EngineEvent::Reply(Reply::Article { id: "kb1".into(), found }))]);
    assert_eq!(lost.articles.get("kb1"), Some(&Asked::Unloaded("offline".into())));
    let again = Rc::new(lost).reduce(Action::AskAgain("kb1".into()));
    assert!(again.articles.is_empty());
}
