use super::*;

const EVENT: &str = include_str!("../../../kb/articles/entra/kb3193683/match-joined.txt");

fn base() -> KnowledgeBase {
    KnowledgeBase::from_pack(kbmatch_kb::PACK).expect("the pack is whole")
}

fn begin(id: u32, total: usize) -> Request {
    Request::Begin { id: ScanId(id), total }
}

fn piece(id: u32) -> Request {
    Request::Piece { id: ScanId(id) }
}

fn end(id: u32) -> Request {
    Request::End { id: ScanId(id) }
}

fn answer(reply: Option<Reply>) -> Answer {
    match reply {
        Some(Reply::Answer(answer)) => *answer,
        other => panic!("no answer but {other:?}"),
    }
}

fn progress(reply: Option<Reply>) -> Progress {
    match reply {
        Some(Reply::Progress(progress)) => progress,
        other => panic!("no progress but {other:?}"),
    }
}

#[test]
fn pieces_are_acknowledged_and_answered_as_the_whole_would_be() {
    let base = base();
    let mut desk = Desk::new(&base);
    let filler = "nothing of note happened here\n".repeat(1_000);
    let text = format!("{filler}\n{EVENT}\n{filler}");
    assert_eq!(desk.handle(begin(7, text.len()), &[]), None);
    let mut done = 0;
    for bytes in text.as_bytes().chunks(10_000) {
        done += bytes.len();
        let progress = progress(desk.handle(piece(7), bytes));
        assert_eq!((progress.id, progress.done, progress.total), (ScanId(7), done, text.len()));
    }
    let streamed = answer(desk.handle(end(7), &[]));
    let whole = answer(desk.handle(Request::Scan { id: ScanId(8) }, text.as_bytes()));
    let results = |answer: &Answer| {
        let result = |finding: &kbmatch::report::Finding| (finding.article.clone(), finding.verdict);
        answer.report.results.iter().map(result).collect::<Vec<_>>()
    };
    assert_eq!((streamed.id, results(&streamed)), (ScanId(7), results(&whole)));
    assert_eq!(whole.digest, None);
    let digest = streamed.digest.expect("the page does not hold the text");
    assert_eq!(digest.lines, text.lines().count());
    assert_eq!(digest.excerpts.len(), streamed.report.results.len());
    assert!(digest.excerpts[0][0].lines[0].number > 990, "{:?}", digest.excerpts[0][0]);
}

#[test]
fn articles_are_looked_up_between_pieces() {
    let base = base();
    let mut desk = Desk::new(&base);
    desk.handle(begin(1, 20), &[]);
    desk.handle(piece(1), b"ten bytes\n");
    let id = base.entries().next().expect("an article").id.clone();
    let reply = desk.handle(Request::Article { id: id.clone() }, &[]);
    assert!(matches!(reply, Some(Reply::Article { id: of, page: Some(_) }) if of == id));
    assert_eq!(progress(desk.handle(piece(1), b"ten bytes\n")).done, 20);
}

#[test]
fn what_was_given_up_gets_no_reply() {
    let base = base();
    let mut desk = Desk::new(&base);
    assert_eq!(desk.handle(piece(1), b"x"), None);
    desk.handle(begin(1, 9), &[]);
    assert_eq!(desk.handle(Request::Cancel { id: ScanId(1) }, &[]), None);
    assert_eq!(desk.handle(piece(1), b"x"), None);
    assert_eq!(desk.handle(end(1), &[]), None);
}

#[test]
fn a_newer_scan_in_pieces_takes_the_place_of_an_older_one() {
    let base = base();
    let mut desk = Desk::new(&base);
    desk.handle(begin(1, 9), &[]);
    desk.handle(begin(2, 9), &[]);
    assert_eq!(desk.handle(piece(1), b"x"), None);
    assert_eq!(desk.handle(Request::Cancel { id: ScanId(1) }, &[]), None);
    assert_eq!(progress(desk.handle(piece(2), b"xy")).done, 2);
}
