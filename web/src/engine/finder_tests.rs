use super::*;
use kbmatch::Routed;

struct Site {
    routed: Routed,
    finder: Finder,
    /// What was fetched, in rounds.
    rounds: Vec<Vec<String>>,
}

/// The repository's articles, as if they were many.
fn site() -> Site {
    let routed = Routed::with_bits(kbmatch_kb::PACK, Some(6)).expect("the pack is whole");
    let routes = Routes::read(&routed.root).expect("a root");
    Site { finder: Finder::new(&routes), routed, rounds: Vec::new() }
}

impl Site {
    fn find(&mut self, query: &str) -> Vec<String> {
        self.rounds.clear();
        loop {
            let missing = self.finder.turn_to(query);
            if missing.is_empty() {
                break;
            }
            let bytes = |name: &String| {
                let found = self.routed.shards.iter().find(|shard| shard.name == *name);
                found.expect("a part that is there").bytes.clone()
            };
            let fetched = missing.iter().map(|name| (name.clone(), Ok(bytes(name)))).collect();
            assert_eq!(self.finder.shelve(fetched), None);
            self.rounds.push(missing);
            assert!(self.rounds.len() <= 3, "{:?}", self.rounds);
        }
        self.finder.find().into_iter().map(|entry| entry.id).collect()
    }
}

#[test]
fn an_id_a_code_and_words_of_the_title_lead_to_the_article() {
    let mut site = site();
    for query in
        ["kb3193683", "KB3193683", "enterprise state roaming", "enterprise roamin", "0xCAA2000C roaming"]
    {
        assert_eq!(site.find(query).first().map(String::as_str), Some("kb3193683"), "{query}");
    }
    assert!(site.find("0xCAA2000C").iter().any(|id| id == "kb3193683"));
}

#[test]
fn a_slip_behind_the_first_letters_is_forgiven() {
    assert_eq!(site().find("Enterprize roaming").first().map(String::as_str), Some("kb3193683"));
}

#[test]
fn what_no_article_has_finds_nothing() {
    let mut site = site();
    for query in ["enterprise xylophone", "0xCAA2000D", "  -- "] {
        assert!(site.find(query).is_empty(), "{query}");
    }
}

#[test]
fn a_search_loads_a_few_parts_and_the_same_once_more_none() {
    let mut site = site();
    site.find("enterprise roaming");
    let search = site.routed.shards.iter().filter(|shard| shard.kind == kbmatch::RoutedKind::Search).count();
    let loaded: usize = site.rounds.iter().map(Vec::len).sum();
    assert!(loaded * 2 < search && site.rounds.len() == 3, "{loaded} of {search}: {:?}", site.rounds);
    site.find("enterprise roaming");
    assert!(site.rounds.is_empty());
}

#[test]
fn a_part_that_is_not_what_its_name_says_is_missing_and_said_to_be() {
    let mut site = site();
    let directory = site.finder.turn_to("roaming");
    let fetched = directory.iter().map(|name| (name.clone(), Ok(b"something else".to_vec()))).collect();
    assert!(site.finder.shelve(fetched).is_some());
    assert_eq!(site.finder.turn_to("roaming"), directory);
    assert!(site.finder.find().is_empty());
}
