use crate::article::{Article, Entry};
use crate::eval::{self, Gathering};
use crate::index::Index;
use crate::pack::{Loaded, Manifest, PackError, ShardInfo};
use crate::symptom::Predicate;
use crate::{Explanation, Input, Report, Routes, Scanner};
use std::borrow::Cow;

/// A compiled knowledge base: what a scan runs against.
#[derive(Clone, Debug)]
pub struct KnowledgeBase {
    pack: Loaded,
    index: Index,
}

impl KnowledgeBase {
    /// A base of these articles, ordered by id.
    ///
    /// Rules must be sound: every symptom that they refer to exists. The compiler checks that.
    #[cfg(feature = "author")]
    pub(crate) fn new(mut articles: Vec<Article>) -> Result<Self, PackError> {
        articles.sort_by(|a, b| a.id.cmp(&b.id));
        Self::from_pack(crate::pack::write(&articles))
    }

    /// Loads a pack that `kbmatch build` or [`KnowledgeBase::to_pack`] made. Packs are untrusted: everything is checked before it
    /// is used. Cost: copying the pack, unless it is owned, and linear in its symptoms; rules and regular expressions are decoded when a text
    /// brings them up, shards of prose are checked when an article of theirs is read
    /// ([`KnowledgeBase::check_bodies`] checks them now).
    ///
    /// # Errors
    ///
    /// [`PackError`] says what is wrong: no pack, another version, damaged, or not sound.
    pub fn from_pack<'a>(bytes: impl Into<Cow<'a, [u8]>>) -> Result<Self, PackError> {
        let (pack, index) = Loaded::read(bytes.into())?;
        Ok(Self { pack, index })
    }

    /// Begins with a pack's manifest alone; its shards come by [`KnowledgeBase::add_shard`]. Until then the base has no article. The root of
    /// a base in routed shards ([`Routes`]) is taken, too: its shards are then those of the whole base ([`Routes::whole`]).
    ///
    /// # Errors
    ///
    /// As [`KnowledgeBase::from_pack`].
    pub fn from_manifest(bytes: &[u8]) -> Result<Self, PackError> {
        if Routes::is_root(bytes) {
            return Ok(Self::from_routes(&Routes::read(bytes)?));
        }
        Ok(Self { pack: Loaded::of_manifest(bytes)?, index: Index::default() })
    }

    /// As [`KnowledgeBase::from_manifest`], of a root that was read already.
    pub fn from_routes(routes: &Routes) -> Self {
        Self { pack: routes.pack(), index: Index::default() }
    }

    /// Adds a shard of its pack. Those of symptoms make articles that match; those of bodies, what is to be read of them. Cost:
    /// for a shard of symptoms, linear in all that are loaded.
    ///
    /// # Errors
    ///
    /// When it is no shard of this pack, or not sound. The base is then as it was.
    pub fn add_shard(&mut self, bytes: &[u8]) -> Result<(), PackError> {
        if let Some(index) = self.pack.add(bytes)? {
            self.index = index;
        }
        Ok(())
    }

    /// Adds shards of its pack, all or none: as [`KnowledgeBase::add_shard`], one after the other, at the cost of one time.
    ///
    /// # Errors
    ///
    /// When one of them is no shard of this pack, or not sound. The base is then as it was.
    pub fn add_shards(&mut self, shards: &[&[u8]]) -> Result<(), PackError> {
        self.index = self.pack.add_all(shards)?;
        Ok(())
    }

    /// The part of a base in routed shards that these are: of a [`Route::Shards`](crate::Route), each with its name. It says of the text
    /// that asked for them what the whole base says. Cost: linear in the shards.
    ///
    /// # Errors
    ///
    /// When a shard is not the one of its name, or not sound.
    pub fn from_routed(routes: &Routes, shards: &[(String, &[u8])]) -> Result<Self, PackError> {
        let (pack, index) = routes.pack_of(shards)?;
        Ok(Self { pack, index })
    }

    /// What a list shows of each article whose rule can be decoded, and the rule.
    #[cfg(feature = "author")]
    pub(crate) fn compiled(&self) -> impl Iterator<Item = (&Entry, &crate::symptom::CompiledRule)> {
        (0..self.len()).filter_map(|at| Some((self.pack.entry(at)?, self.pack.rule(at)?)))
    }

    /// The base as one file. The same base always gives the same bytes.
    #[cfg(feature = "author")]
    pub fn to_pack(&self) -> Vec<u8> {
        self.pack.write()
    }

    /// What its pack holds.
    pub fn manifest(&self) -> &Manifest {
        self.pack.manifest()
    }

    /// What a list shows of its articles, ordered by id.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.pack.entries()
    }

    /// How many articles it has.
    pub fn len(&self) -> usize {
        self.pack.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What a list shows of the article with this id.
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.pack.entry(self.pack.find(id)?)
    }

    /// The article with this id; `None` when there is none, when its body is not loaded ([`KnowledgeBase::body_shard`]), or
    /// cannot be decoded. Cost: decoding it.
    pub fn article(&self, id: &str) -> Option<Article> {
        self.pack.article(self.pack.find(id)?)
    }

    /// The article with this id, its body being in the bytes of `shard`, which the base does not keep: for callers that hold
    /// bodies themselves. Cost: hashing the shard, and decoding the article.
    ///
    /// # Errors
    ///
    /// When `shard` is not the one that [`KnowledgeBase::body_shard`] names for this article, or not sound.
    pub fn article_from(&self, id: &str, shard: &[u8]) -> Result<Article, PackError> {
        let at = self.pack.find(id).ok_or(PackError::Stranger)?;
        self.pack.article_from(at, shard)
    }

    /// The shard of the pack that has the body of this article.
    pub fn body_shard(&self, id: &str) -> Option<&ShardInfo> {
        self.pack.body_shard(self.pack.find(id)?)
    }

    /// Reads `input`, evaluates every article on it, and says what was found. The same input and base give the same report.
    /// Cost: linear in the input, and hardly more with many articles.
    pub fn scan(&self, input: &Input<'_>) -> Report {
        eval::scan(Gathering::new(&self.pack, Some(&self.index)), input)
    }

    /// As [`KnowledgeBase::scan`], without the index: every symptom on every event. What is right by definition, for tests.
    pub fn scan_unindexed(&self, input: &Input<'_>) -> Report {
        eval::scan(Gathering::new(&self.pack, None), input)
    }

    /// Why the article with this id matches `input`, or does not: every predicate of every symptom, with what it found; `None`
    /// when there is no such article, or its rule cannot be decoded. What it says is what [`KnowledgeBase::scan`] goes by, computed
    /// in the plain way. Cost: every predicate of the article on every event, and memory for the events that are shown.
    pub fn explain(&self, id: &str, input: &Input<'_>) -> Option<Explanation> {
        let at = self.pack.find(id)?;
        Some(eval::explain(self.pack.entry(at)?, self.pack.rule(at)?, input))
    }

    /// What the article with this id looks for, each predicate in words; empty when there is none. Cost: decoding its rule.
    pub fn expectations(&self, id: &str) -> Vec<String> {
        let mut expected = Vec::new();
        self.for_each_predicate(id, |predicate| expected.push(predicate.describe()));
        expected
    }

    /// Visits the predicates of the article with this id, those of its symptoms in order. Cost: decoding its rule.
    pub(crate) fn for_each_predicate(&self, id: &str, mut visit: impl FnMut(&Predicate)) {
        let rule = self.pack.find(id).and_then(|at| self.pack.rule(at));
        for symptom in rule.into_iter().flat_map(|rule| &rule.symptoms) {
            symptom.expr.for_each_leaf(&mut |leaf, _| visit(&leaf.predicate));
        }
    }

    /// Whether the article with this id has symptoms: without, a search finds it and no text.
    pub fn has_symptoms(&self, id: &str) -> bool {
        self.pack.find(id).is_some_and(|at| !self.pack.symptoms_of(at).is_empty())
    }

    /// How many different predicates its symptoms have.
    pub(crate) fn predicates(&self) -> usize {
        self.pack.predicates()
    }

    /// Scans bytes that come in pieces: an input of any length.
    pub fn scanner(&self) -> Scanner<'_> {
        Scanner::new(Gathering::new(&self.pack, Some(&self.index)))
    }

    /// Checks the hashes of the shards of bodies that are loaded.
    ///
    /// # Errors
    ///
    /// The first that is damaged.
    pub fn check_bodies(&self) -> Result<(), PackError> {
        self.pack.check_bodies()
    }

    /// Decodes and compiles everything that is otherwise decoded when a text brings it up.
    ///
    /// # Errors
    ///
    /// The first article that cannot be used, and why.
    pub fn verify(&self) -> Result<(), PackError> {
        let wrong =
            |id: &str, why: &str| PackError::Content { part: format!("article {id:?}"), why: why.to_owned() };
        self.check_bodies()?;
        for (at, entry) in self.entries().enumerate() {
            let rule = self.pack.rule(at).ok_or_else(|| wrong(&entry.id, "its rule cannot be decoded"))?;
            if !rule.has_sound_expressions() {
                return Err(wrong(&entry.id, "a regular expression in it is none, or too large"));
            }
            if self.pack.article(at).is_none() {
                return Err(wrong(&entry.id, "its prose cannot be decoded, or is not there"));
            }
        }
        Ok(())
    }

    /// A gathering that forgets earlier, for tests.
    #[cfg(all(test, feature = "author"))]
    pub(crate) fn gathering_with(&self, room: eval::Room) -> Gathering<'_> {
        Gathering::with_room(&self.pack, Some(&self.index), room)
    }
}
