//! The prose of articles, in shards: those that are here, and those that are on their way.

use kbmatch::KnowledgeBase;
use kbmatch::pack::ShardKind;
use std::collections::VecDeque;

/// So many shards are kept for the next article, where not all are.
const SHELF: usize = 8;

/// Prose up to so many bytes is fetched whether or not somebody reads it: what is fetched then tells nothing of what was pasted.
const STOCK: usize = 4 << 20;

/// Shards by their hashes.
pub(super) struct Prose {
    /// The newest last.
    shelf: VecDeque<(String, Vec<u8>)>,
    /// Whether all are kept.
    has_stock: bool,
    /// Those that are on their way without being asked for, the next one first.
    stock: VecDeque<String>,
    /// The articles that wait for one of those: id and shard.
    waiting: Vec<(String, String)>,
}

impl Prose {
    /// Of that base; of one that is routed, nothing comes without being asked for.
    pub(super) fn new(base: &KnowledgeBase, is_routed: bool) -> Self {
        let bodies = || base.manifest().shards.iter().filter(|shard| shard.kind == ShardKind::Bodies);
        let all = bodies().fold(0_usize, |sum, shard| sum.saturating_add(shard.bytes));
        let has_stock = all <= STOCK && !is_routed;
        let stock = bodies().filter(|_| has_stock).map(|shard| shard.sha256.clone()).collect();
        Self { shelf: VecDeque::new(), has_stock, stock, waiting: Vec::new() }
    }

    /// The next one to fetch without being asked.
    pub(super) fn wanted(&self) -> Option<&str> {
        self.stock.front().map(String::as_str)
    }

    /// Takes that one, or that it does not come. Gives the articles that waited for it.
    pub(super) fn take_wanted(&mut self, bytes: Option<&[u8]>) -> Vec<String> {
        let Some(shard) = self.stock.pop_front() else { return Vec::new() };
        let waited = self.waiting.extract_if(.., |(_, wanted)| *wanted == shard);
        let articles = waited.map(|(article, _)| article).collect();
        if let Some(bytes) = bytes {
            self.shelf.push_back((shard, bytes.to_vec()));
        }
        articles
    }

    /// Keeps one that was asked for.
    pub(super) fn shelve(&mut self, shard: String, bytes: Vec<u8>) {
        self.shelf.push_back((shard, bytes));
        // Where there is a stock, all are kept.
        if self.shelf.len() > SHELF && !self.has_stock {
            self.shelf.pop_front();
        }
    }

    /// One that is here.
    pub(super) fn get(&self, shard: &str) -> Option<&[u8]> {
        self.shelf.iter().find(|(of, _)| of == shard).map(|(_, bytes)| bytes.as_slice())
    }

    /// Whether it is on its way without being asked for.
    pub(super) fn comes(&self, shard: &str) -> bool {
        self.stock.iter().any(|of| of == shard)
    }

    /// Has an article wait for one that comes.
    pub(super) fn await_shard(&mut self, article: String, shard: String) {
        self.waiting.push((article, shard));
    }

    /// Whether an article waits.
    pub(super) fn is_awaited(&self) -> bool {
        !self.waiting.is_empty()
    }
}
