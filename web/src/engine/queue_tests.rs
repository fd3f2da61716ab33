use super::*;

type Jobs = Queue<(), &'static str>;

fn ready() -> Jobs {
    let mut queue = Queue::default();
    queue.ready();
    queue
}

fn whole(id: u32) -> Job<()> {
    Job { id: ScanId(id), in_pieces: false, payload: () }
}

fn in_pieces(id: u32) -> Job<()> {
    Job { in_pieces: true, ..whole(id) }
}

fn starts(job: Job<()>) -> Change<()> {
    Change { cancel: None, start: Some(job) }
}

const WAITS: Change<()> = Change { cancel: None, start: None };

#[test]
fn nothing_is_sent_or_lost_before_the_worker_is_ready() {
    let mut queue = Jobs::default();
    assert_eq!(queue.scan(in_pieces(1)), WAITS);
    assert_eq!(queue.look_up("a"), None);
    assert_eq!(queue.look_up("b"), None);
    assert_eq!(queue.scan(whole(2)), WAITS);
    assert_eq!(queue.ready(), (vec!["a", "b"], Some(whole(2))));
    assert_eq!(queue.scanned(ScanId(2)), None);
}

#[test]
fn one_scan_runs_and_only_the_newest_waits() {
    let mut queue = ready();
    assert_eq!(queue.scan(whole(1)), starts(whole(1)));
    assert_eq!(queue.scan(whole(2)), WAITS);
    assert_eq!(queue.scan(in_pieces(3)), WAITS);
    assert_eq!(queue.scanned(ScanId(1)), Some(in_pieces(3)));
    assert_eq!(queue.scanned(ScanId(3)), None);
    assert_eq!(queue.scan(whole(4)), starts(whole(4)));
}

#[test]
fn a_newer_scan_stops_one_in_pieces_at_once() {
    let mut queue = ready();
    assert_eq!(queue.scan(in_pieces(1)), starts(in_pieces(1)));
    assert!(queue.is_streaming(ScanId(1)));
    assert_eq!(queue.scan(in_pieces(2)), Change { cancel: Some(ScanId(1)), start: Some(in_pieces(2)) });
    assert!(!queue.is_streaming(ScanId(1)) && queue.is_streaming(ScanId(2)));
    assert_eq!(queue.scan(whole(3)), Change { cancel: Some(ScanId(2)), start: Some(whole(3)) });
}

#[test]
fn a_late_answer_to_a_stopped_scan_does_not_pass_for_that_of_the_next() {
    let mut queue = ready();
    queue.scan(in_pieces(1));
    queue.scan(whole(2));
    queue.scan(whole(3));
    assert_eq!(queue.scanned(ScanId(1)), None);
    assert_eq!(queue.scanned(ScanId(2)), Some(whole(3)));
}

#[test]
fn a_worker_that_is_ready_again_keeps_its_scan() {
    let mut queue = ready();
    queue.scan(in_pieces(1));
    assert_eq!(queue.ready(), (Vec::new(), None));
    assert!(queue.is_streaming(ScanId(1)));
    assert_eq!(queue.scan(in_pieces(2)), Change { cancel: Some(ScanId(1)), start: Some(in_pieces(2)) });
    queue.scan(whole(3));
    queue.scan(whole(4));
    assert_eq!(queue.ready(), (Vec::new(), None), "one at a time");
    assert_eq!(queue.scanned(ScanId(3)), Some(whole(4)));
}

#[test]
fn look_ups_do_not_wait_for_a_scan() {
    let mut queue = ready();
    queue.scan(in_pieces(1));
    assert_eq!(queue.look_up("a"), Some("a"));
}

#[test]
fn a_forgotten_scan_is_not_sent_and_one_in_pieces_is_stopped() {
    let mut queue = ready();
    queue.scan(whole(1));
    queue.scan(whole(2));
    assert_eq!(queue.forget_scan(), None);
    assert_eq!(queue.scanned(ScanId(1)), None);
    queue.scan(in_pieces(3));
    assert_eq!(queue.forget_scan(), Some(ScanId(3)));
    assert!(!queue.is_streaming(ScanId(3)));
    assert_eq!(queue.scan(whole(4)), starts(whole(4)));
}
