use super::*;
use crate::fixture::{finding, report, with_verdict};

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
    let answer = Answer { id: ScanId(scan), report: report(results), lines: 1, excerpts: Vec::new() };
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

#[test]
fn a_file_that_vanished_is_said_for_its_own_scan_only() {
    let large = || Action::Open(Document::Large { name: "a.log".into(), size: 1 });
    let gone = |scan| Action::Engine(EngineEvent::Unreadable(ScanId(scan)));
    assert!(matches!(after([large(), gone(1)]).document, Document::Unreadable { why: Unreadable::Gone, .. }));
    assert!(matches!(after([large(), large(), gone(1)]).document, Document::Large { .. }));
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
