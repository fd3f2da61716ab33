use super::*;
use crate::engine::protocol::Progress;
use crate::engine::rendered::stand_ins::{Native, Notebook};
use crate::viewer::{LineEnds, LineIndex};
use kbmatch::PackParts;
use kbmatch::pack::ShardKind;
use kbmatch_tests::generate::evtx::{self, Chunk, string};

const EVENT: &str = include_str!("../../../kb/articles/entra/kb3193683/match-joined.txt");

fn base() -> KnowledgeBase {
    KnowledgeBase::from_pack(kbmatch_kb::PACK).expect("the pack is whole")
}

fn begin(id: u32, total: usize) -> Request {
    Request::Begin { id: ScanId(id), total, ends: LineEnds::Byte }
}

fn piece(id: u32) -> Request {
    Request::Piece { id: ScanId(id) }
}

#[test]
fn another_engine_may_take_over_a_document_that_has_not_come_far() {
    let base = base();
    let mut desk = Desk::new(Holdings::Whole(&base));
    assert!(desk.may_give_way(&begin(1, 90)));
    assert!(!desk.may_give_way(&Request::Scan { id: ScanId(1) }), "a short text is answered at once");
    assert!(!desk.may_give_way(&piece(1)), "nothing has begun");
    desk.handle(begin(1, 90), &[]);
    desk.handle(piece(1), &[b'x'; 50]);
    assert!(desk.may_give_way(&piece(1)) && !desk.may_give_way(&piece(2)) && !desk.may_give_way(&end(1)));
    desk.handle(piece(1), &[b'x'; 10]);
    assert!(!desk.may_give_way(&piece(1)), "its end is nearer than its beginning there");
}

#[test]
fn no_other_engine_takes_over_while_an_answer_is_owed() {
    let base = base();
    let mut desk = Desk::new(Holdings::Whole(&base));
    let article = base.entries().next().map(|entry| entry.id.clone()).expect("there are articles");
    assert_eq!(
        desk.handle(Request::Article { id: article }, &[]),
        Outcome::Silence,
        "its prose is on its way"
    );
    assert!(!desk.may_give_way(&begin(1, 90)));
    while desk.wanted_in_stock().is_some() {
        desk.put_in_stock(&Err("no network".to_owned()));
    }
    assert!(desk.may_give_way(&begin(1, 90)));
    desk.handle(Request::Codes { id: ScanId(1), codes: Vec::new() }, &[]);
    assert!(!desk.may_give_way(&begin(1, 90)), "the table of codes is on its way");
    desk.take_codes(None);
    assert!(desk.may_give_way(&begin(1, 90)));
}

fn end(id: u32) -> Request {
    Request::End { id: ScanId(id) }
}

fn answer(reply: Outcome) -> Answer {
    match reply {
        Outcome::Reply(Reply::Answer(answer)) => *answer,
        other => panic!("no answer but {other:?}"),
    }
}

fn progress(reply: Outcome) -> Progress {
    match reply {
        Outcome::Reply(Reply::Progress(progress)) => progress,
        other => panic!("no progress but {other:?}"),
    }
}

#[test]
fn pieces_are_acknowledged_and_answered_as_the_whole_would_be() {
    let base = base();
    let mut desk = Desk::new(Holdings::Whole(&base));
    let filler = "nothing of note happened here\n".repeat(1_000);
    let text = format!("{filler}\n{EVENT}\n{filler}");
    assert_eq!(desk.handle(begin(7, text.len()), &[]), Outcome::Silence);
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
fn where_nothing_explains_a_text_the_articles_that_speak_of_it_come_with_the_answer() {
    let base = base();
    let mut desk = Desk::new(Holdings::Whole(&base));
    let code = b"it failed with 0x800f0922 again";
    let short = answer(desk.handle(Request::Scan { id: ScanId(1) }, code));
    let spoken: Vec<&str> = short.mentions.iter().map(|mention| mention.article.as_str()).collect();
    assert_eq!(spoken, ["windows-update-0x800f0922"]);
    assert!(answer(desk.handle(Request::Scan { id: ScanId(2) }, EVENT.as_bytes())).mentions.is_empty());
    desk.handle(begin(3, code.len()), &[]);
    desk.handle(piece(3), code);
    assert_eq!(answer(desk.handle(end(3), &[])).mentions, short.mentions, "of a document in pieces, too");
}

fn ask(desk: &mut Desk<'_>, id: &str) -> Outcome {
    desk.handle(Request::Article { id: id.to_owned() }, &[])
}

/// The bytes of a shard.
fn shard(hash: &str) -> Vec<u8> {
    let parts = PackParts::of(kbmatch_kb::PACK).expect("a pack");
    let found = parts.shards.into_iter().find(|(info, _)| info.sha256 == hash);
    found.expect("a shard of the pack").1.to_vec()
}

/// A desk that has given up on its stock.
fn without_stock(base: &KnowledgeBase) -> Desk<'_> {
    let mut desk = Desk::new(Holdings::Whole(base));
    while desk.wanted_in_stock().is_some() {
        desk.put_in_stock(&Err("offline".into()));
    }
    desk
}

#[test]
fn prose_is_fetched_in_the_same_order_whatever_is_asked_and_answers_who_waits_for_it() {
    let base = base();
    let mut desk = Desk::new(Holdings::Whole(&base));
    let last = base.entries().last().expect("an article").id.clone();
    assert_eq!(ask(&mut desk, &last), Outcome::Silence);
    let mut fetched = Vec::new();
    let mut replies = Vec::new();
    while let Some(hash) = desk.wanted_in_stock() {
        replies.extend(desk.put_in_stock(&Ok(shard(&hash))));
        fetched.push(hash);
    }
    let bodies = base.manifest().shards.iter().filter(|shard| shard.kind == ShardKind::Bodies);
    assert_eq!(fetched, bodies.map(|shard| shard.sha256.clone()).collect::<Vec<_>>());
    assert!(matches!(&replies[..], [Reply::Article { id, found: Lookup::Page(_) }] if *id == last));
    for entry in base.entries() {
        let reply = ask(&mut desk, &entry.id);
        assert!(matches!(reply, Outcome::Reply(Reply::Article { found: Lookup::Page(_), .. })), "{reply:?}");
    }
}

#[test]
fn who_waits_for_prose_that_does_not_come_is_told() {
    let base = base();
    let mut desk = Desk::new(Holdings::Whole(&base));
    let first = base.entries().next().expect("an article").id.clone();
    assert_eq!(ask(&mut desk, &first), Outcome::Silence);
    let replies = desk.put_in_stock(&Err("offline".into()));
    assert_eq!(replies, [Reply::Article { id: first.clone(), found: Lookup::Unloaded("offline".into()) }]);
    assert!(matches!(ask(&mut desk, &first), Outcome::Wants { .. }), "another try");
}

#[test]
fn articles_are_looked_up_between_pieces_and_their_neighbours_need_no_shard() {
    let base = base();
    let mut desk = without_stock(&base);
    desk.handle(begin(1, 20), &[]);
    desk.handle(piece(1), b"ten bytes\n");
    let ids: Vec<String> = base.entries().take(2).map(|entry| entry.id.clone()).collect();
    let Outcome::Wants { article, shard: hash } = ask(&mut desk, &ids[0]) else {
        panic!("no shard is wanted")
    };
    assert_eq!(article, ids[0]);
    let bytes = shard(&hash);
    let reply = desk.shelve(article, hash, Ok(bytes));
    let is_page = |reply: &Reply| matches!(reply, Reply::Article { found: Lookup::Page(_), .. });
    assert!(is_page(&reply), "{reply:?}");
    assert!(matches!(ask(&mut desk, &ids[1]), Outcome::Reply(reply) if is_page(&reply)));
    assert_eq!(progress(desk.handle(piece(1), b"ten bytes\n")).done, 20);
}

#[test]
fn an_article_that_is_not_there_and_a_shard_that_is_not_say_so() {
    let base = base();
    let mut desk = Desk::new(Holdings::Whole(&base));
    let unknown = Reply::Article { id: "nothing".into(), found: Lookup::Unknown };
    assert_eq!(ask(&mut desk, "nothing"), Outcome::Reply(unknown));
    let id = base.entries().next().expect("an article").id.clone();
    for bytes in [Err("offline".to_owned()), Ok(b"something else".to_vec())] {
        let reply = desk.shelve(id.clone(), String::new(), bytes);
        assert!(matches!(reply, Reply::Article { found: Lookup::Unloaded(_), .. }), "{reply:?}");
    }
}

#[test]
fn what_was_given_up_gets_no_reply() {
    let base = base();
    let mut desk = Desk::new(Holdings::Whole(&base));
    assert_eq!(desk.handle(piece(1), b"x"), Outcome::Silence);
    desk.handle(begin(1, 9), &[]);
    assert_eq!(desk.handle(Request::Cancel { id: ScanId(1) }, &[]), Outcome::Silence);
    assert_eq!(desk.handle(piece(1), b"x"), Outcome::Silence);
    assert_eq!(desk.handle(end(1), &[]), Outcome::Silence);
}

#[test]
fn a_newer_scan_in_pieces_takes_the_place_of_an_older_one() {
    let base = base();
    let mut desk = Desk::new(Holdings::Whole(&base));
    desk.handle(begin(1, 9), &[]);
    desk.handle(begin(2, 9), &[]);
    assert_eq!(desk.handle(piece(1), b"x"), Outcome::Silence);
    assert_eq!(desk.handle(Request::Cancel { id: ScanId(1) }, &[]), Outcome::Silence);
    assert_eq!(progress(desk.handle(piece(2), b"xy")).done, 2);
}

/// A file of two events; its end is cut, which is noted.
fn log_file() -> Vec<u8> {
    let mut chunk = Chunk::new(1);
    chunk.event(100, string("one"));
    chunk.event(101, string("two"));
    let mut file = evtx::file(&[chunk.finish(), Chunk::new(3).finish()]);
    file.truncate(file.len() - 1000);
    file
}

#[test]
fn an_event_log_file_is_read_by_way_of_its_text_as_the_engine_alone_reads_it() {
    let base = base();
    let file = log_file();
    let mut desk = Desk::new(Holdings::Whole(&base));
    desk.handle(begin(1, file.len()), &[]);
    let (head, tail) = file.split_at(70_000.min(file.len() / 2));
    assert!(desk.needs_renderer(ScanId(1), head));
    let notebook = Notebook::default();
    desk.render_with(ScanId(1), Box::new(Native::default()), Box::new(notebook.clone()));
    assert!(!desk.needs_renderer(ScanId(1), head));
    assert_eq!(progress(desk.handle(piece(1), head)).done, head.len());
    let last = progress(desk.handle(piece(1), tail));
    assert_eq!(
        (last.done, last.line_ends),
        (file.len(), 0),
        "what is counted are the file's bytes, which have no lines"
    );
    let Outcome::Rendered(Reply::Answer(rendered), _) = desk.handle(end(1), &[]) else {
        panic!("no answer with a text")
    };
    let mut scanner = base.scanner();
    scanner.push(&file);
    let whole = scanner.finish();
    assert!(!whole.report.notes.is_empty() && whole.report.events.len() == 2, "{:?}", whole.report);
    assert_eq!(rendered.report, whole.report);
    let text = notebook.text();
    let shown: Vec<&str> = whole.report.events.iter().map(|event| &text[event.span.bytes.range()]).collect();
    assert!(
        shown.iter().all(|event| event.starts_with("<Event ")),
        "the report counts bytes of the text: {shown:?}"
    );
    let mut index = LineIndex::default();
    let lines = text.lines().count();
    index.add(text.len(), lines);
    assert_eq!(rendered.digest.map(|digest| (digest.lines, digest.index)), Some((lines, Some(index))));
}

#[test]
fn of_an_event_log_file_that_is_given_up_no_text_is_kept() {
    let base = base();
    let file = log_file();
    let mut desk = Desk::new(Holdings::Whole(&base));
    let notebook = Notebook::default();
    for ends in [Request::Cancel { id: ScanId(1) }, begin(2, 9)] {
        desk.handle(begin(1, file.len()), &[]);
        desk.render_with(ScanId(1), Box::new(Native::default()), Box::new(notebook.clone()));
        desk.handle(piece(1), &file);
        assert!(notebook.is_open() && !notebook.text().is_empty());
        desk.handle(ends, &[]);
        assert!(!notebook.is_open());
    }
}

#[test]
fn a_text_needs_nothing_that_makes_text_of_it() {
    let base = base();
    let mut desk = Desk::new(Holdings::Whole(&base));
    desk.handle(begin(1, 9), &[]);
    assert!(!desk.needs_renderer(ScanId(1), b"Log Name"));
    assert!(!desk.needs_renderer(ScanId(2), b"ElfFile\0"));
}

#[test]
fn a_ticket_is_the_text_or_the_report_without_the_names_of_the_last_scan() {
    let base = base();
    let mut desk = Desk::new(Holdings::Whole(&base));
    let event = "Log Name: System\nSource: X\nEvent ID: 1\nComputer: PC-17\nDescription:\nFailed.\n";
    answer(desk.handle(Request::Scan { id: ScanId(1) }, event.as_bytes()));
    let mut ask =
        |is_report, is_redacted| match desk.handle(Request::Ticket { is_report, is_redacted }, b"on PC-17") {
            Outcome::Reply(Reply::Ticket { text, .. }) => text,
            other => panic!("no ticket but {other:?}"),
        };
    assert_eq!(ask(false, false), "on PC-17");
    assert_eq!(ask(false, true), "on HOST-1");
    // As the command prints it: without what only JavaScript counts.
    let report = base.scan(&Input::decode(event.as_bytes()));
    assert_eq!(serde_json::from_str::<Report>(&ask(true, false)).ok(), Some(report));
    assert!(!ask(true, true).contains("PC-17"));
}
