use super::*;
use crate::engine::desk::{Desk, Outcome};
use crate::engine::protocol::{Answer, Lookup, Reply, Request, ScanId};
use crate::viewer::LineEnds;
use kbmatch::Routed;

const EVENT: &[u8] = include_bytes!("../../../kb/articles/entra/kb3193683/match-joined.txt");

struct Site {
    routed: Routed,
    routes: Rc<Routes>,
}

/// The repository's articles, as if they were many.
fn site() -> Site {
    let routed = Routed::with_bits(kbmatch_kb::PACK, Some(6)).expect("the pack is whole");
    let routes = Rc::new(Routes::read(&routed.root).expect("a root"));
    Site { routed, routes }
}

impl Site {
    fn desk(&self) -> Desk<'static> {
        Desk::new(Holdings::none_of(Rc::clone(&self.routes)).expect("an empty base"))
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        let found = self.routed.shards.iter().find(|shard| shard.name == name);
        found.expect("a shard that is there").bytes.clone()
    }

    fn fetched(&self, names: &[String]) -> Fetched {
        names.iter().map(|name| (name.clone(), Ok(self.bytes(name)))).collect()
    }
}

fn scan() -> Request {
    Request::Scan { id: ScanId(1) }
}

fn shards(missing: Missing) -> Vec<String> {
    match missing {
        Missing::Shards(names) => names,
        other => panic!("{other:?}"),
    }
}

fn answer(outcome: Outcome) -> Answer {
    match outcome {
        Outcome::Reply(Reply::Answer(answer)) => *answer,
        other => panic!("no answer but {other:?}"),
    }
}

fn best(answer: &Answer) -> Option<&str> {
    answer.report.results.first().map(|finding| finding.article.as_str())
}

#[test]
fn a_text_is_answered_with_the_shards_that_it_asks_for() {
    let site = site();
    let mut desk = site.desk();
    let missing = shards(desk.prepare(&scan(), EVENT));
    assert!(missing.len() < site.routed.shards.len() / 4, "{}", missing.len());
    desk.shelve_parts(site.fetched(&missing));
    assert_eq!(desk.prepare(&scan(), EVENT), Missing::Nothing);
    let answer = answer(desk.handle(scan(), EVENT));
    let whole = kbmatch_kb::default_base().expect("the pack is whole");
    let mut expected = whole.scan(&Input::decode(EVENT));
    expected.add_utf16(&Input::decode(EVENT));
    assert_eq!((answer.report, answer.unloaded), (expected, 0));
}

#[test]
fn without_some_of_them_the_answer_says_so_and_a_second_try_completes_it() {
    let site = site();
    let mut desk = site.desk();
    let missing = shards(desk.prepare(&scan(), EVENT));
    desk.shelve_parts(missing.iter().map(|name| (name.clone(), Err("offline".to_owned()))).collect());
    assert_eq!(shards(desk.prepare(&scan(), EVENT)), missing);
    let first = answer(desk.handle(scan(), EVENT));
    assert_eq!((best(&first), first.unloaded), (None, missing.len()));
    // One comes as something else than its name says.
    let mut fetched = site.fetched(&missing);
    fetched[0].1 = Ok(b"something else".to_vec());
    desk.shelve_parts(fetched);
    assert_eq!(shards(desk.prepare(&scan(), EVENT)), missing[..1]);
    desk.shelve_parts(site.fetched(&missing[..1]));
    assert_eq!(desk.prepare(&scan(), EVENT), Missing::Nothing);
    let second = answer(desk.handle(scan(), EVENT));
    assert_eq!((best(&second), second.unloaded), (Some("kb3193683"), 0));
}

#[test]
fn an_article_that_no_text_brought_up_is_read_with_one_shard() {
    let site = site();
    let mut desk = site.desk();
    let ask = Request::Article { id: "kb3193683".to_owned() };
    let missing = shards(desk.prepare(&ask, &[]));
    assert_eq!(missing.len(), 1);
    desk.shelve_parts(site.fetched(&missing));
    assert_eq!(desk.prepare(&ask, &[]), Missing::Nothing);
    let Outcome::Wants { article, shard } = desk.handle(ask, &[]) else { panic!("prose is to be fetched") };
    let reply = desk.shelve(article, shard.clone(), Ok(site.bytes(&shard)));
    assert!(matches!(reply, Reply::Article { found: Lookup::Page(_), .. }), "{reply:?}");
    let unknown = Request::Article { id: "kb3193684".to_owned() };
    desk.prepare(&unknown, &[]);
    let reply = desk.handle(unknown, &[]);
    assert!(matches!(reply, Outcome::Reply(Reply::Article { found: Lookup::Unknown, .. })), "{reply:?}");
}

#[test]
fn a_document_in_pieces_needs_all_of_the_base_and_a_search_does_not() {
    let site = site();
    let whole = kbmatch_kb::default_base().expect("the pack is whole");
    let mut desk = Desk::new(Holdings::none_of(Rc::clone(&site.routes)).expect("an empty base"));
    let begin = Request::Begin { id: ScanId(2), total: EVENT.len(), ends: LineEnds::Byte };
    let (piece, end) = (Request::Piece { id: ScanId(2) }, Request::End { id: ScanId(2) });
    // It does not come.
    desk.handle(begin.clone(), &[]);
    assert_eq!(desk.prepare(&piece, EVENT), Missing::Whole);
    assert!(matches!(desk.handle(piece.clone(), EVENT), Outcome::Reply(Reply::Progress(_))));
    desk.prepare(&end, &[]);
    let without = answer(desk.handle(end.clone(), &[]));
    assert!(best(&without).is_none() && without.unloaded > 0, "{without:?}");
    // It comes.
    desk.handle(begin, &[]);
    assert_eq!(desk.prepare(&piece, EVENT), Missing::Whole);
    desk.take_whole(&whole);
    desk.handle(piece, EVENT);
    let with = answer(desk.handle(end, &[]));
    assert_eq!((best(&with), with.unloaded), (Some("kb3193683"), 0));
    let search = Request::Search { query: "kb3193683".to_owned() };
    let mut rounds = 0;
    while let Missing::Shards(names) = desk.prepare(&search, &[]) {
        desk.shelve_found(site.fetched(&names));
        rounds += 1;
    }
    assert_eq!(rounds, 3);
    let Outcome::Reply(Reply::Found { found, .. }) = desk.handle(search, &[]) else { panic!("no result") };
    assert_eq!(found[0].id, "kb3193683");
}
