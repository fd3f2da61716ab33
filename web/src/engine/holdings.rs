//! What the worker holds of the knowledge base: all of it, or, of a large one, the parts that texts asked for.

use super::finder::Finder;
use kbmatch::{Input, KnowledgeBase, Route, Routes};
use std::collections::{BTreeSet, VecDeque};
use std::rc::Rc;

/// So many shards are kept for the next texts.
const SHELF: usize = 600;

/// The base as far as it is here.
pub(super) enum Holdings<'kb> {
    /// All of it.
    Whole(&'kb KnowledgeBase),
    /// Parts of a base in routed shards.
    Parts(Box<Parts>),
}

/// Parts of a base in routed shards.
pub(super) struct Parts {
    routes: Rc<Routes>,
    /// Shards by their names, the newest last.
    shelf: VecDeque<(String, Vec<u8>)>,
    /// What the newest text asked for, and the base that it makes.
    names: Vec<String>,
    base: KnowledgeBase,
    /// The part of the base that has an article which no text brought up.
    aside: Option<(String, KnowledgeBase)>,
}

/// What has to be fetched before a request can be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Missing {
    /// Nothing.
    Nothing,
    /// The shards of these names.
    Shards(Vec<String>),
    /// All of the base.
    Whole,
}

impl Missing {
    /// Whether something of it was not asked for yet. It is from now on.
    pub(super) fn is_new(&self, asked: &mut BTreeSet<String>) -> bool {
        match self {
            Self::Nothing => false,
            Self::Shards(names) => names.iter().filter(|name| asked.insert((*name).clone())).count() > 0,
            Self::Whole => asked.insert(String::new()),
        }
    }
}

/// Shards, or why they did not come.
pub(super) type Fetched = Vec<(String, Result<Vec<u8>, String>)>;

impl<'kb> Holdings<'kb> {
    /// A base in routed shards of which nothing is here.
    pub(super) fn none_of(routes: Rc<Routes>) -> Result<Self, String> {
        let base = base_of(&routes, &[])?;
        let (shelf, names) = (VecDeque::new(), Vec::new());
        Ok(Self::Parts(Box::new(Parts { routes, shelf, names, base, aside: None })))
    }

    /// All of the base, if it is here.
    pub(super) fn all(&self) -> Option<&'kb KnowledgeBase> {
        match self {
            Self::Whole(base) => Some(base),
            Self::Parts(_) => None,
        }
    }

    /// What a search goes by, if not all are here.
    pub(super) fn finder(&self) -> Option<Finder> {
        match self {
            Self::Whole(_) => None,
            Self::Parts(parts) => Some(Finder::new(&parts.routes)),
        }
    }

    /// The number of articles, if not all are here.
    pub(super) fn routed(&self) -> Option<usize> {
        match self {
            Self::Whole(_) => None,
            Self::Parts(parts) => Some(parts.routes.articles()),
        }
    }

    /// What the newest text is looked up in.
    pub(super) fn current(&self) -> &KnowledgeBase {
        match self {
            Self::Whole(base) => base,
            Self::Parts(parts) => &parts.base,
        }
    }

    /// What has the article with this id, if it is here.
    pub(super) fn about(&self, id: &str) -> &KnowledgeBase {
        match self {
            Self::Whole(base) => base,
            Self::Parts(parts) => parts.about(id),
        }
    }

    /// Turns to what a text asks for, as far as that is here. Gives what is not. Cost: reading the text.
    pub(super) fn turn_to_text(&mut self, bytes: &[u8]) -> Missing {
        let Self::Parts(parts) = self else { return Missing::Nothing };
        match parts.routes.of(&Input::decode(bytes)) {
            Route::Whole => Missing::Whole,
            Route::Shards(names) => parts.turn_to(names),
        }
    }

    /// Turns to what has an article. Gives what is needed for that and is not here.
    pub(super) fn turn_to_article(&mut self, id: &str) -> Missing {
        let Self::Parts(parts) = self else { return Missing::Nothing };
        let name = parts.routes.whole_shard(id).filter(|_| parts.about(id).entry(id).is_none());
        let Some(name) = name else { return Missing::Nothing };
        if parts.aside.as_ref().is_some_and(|(known, _)| *known == name) {
            return Missing::Nothing; // there is no such article
        }
        let Some((_, bytes)) = parts.shelf.iter().find(|(known, _)| *known == name) else {
            return Missing::Shards(vec![name]);
        };
        let base = base_of(&parts.routes, &[(name.clone(), bytes.as_slice())]);
        parts.aside = base.ok().map(|base| (name, base));
        Missing::Nothing
    }

    /// Keeps shards that were fetched. Gives why one of them is not here, if one is not.
    pub(super) fn shelve(&mut self, fetched: Fetched) -> Option<String> {
        let Self::Parts(parts) = self else { return None };
        let mut failure = None;
        for (name, bytes) in fetched {
            match bytes
                .and_then(|bytes| base_of(&parts.routes, &[(name.clone(), bytes.as_slice())]).map(|_| bytes))
            {
                Ok(bytes) => parts.shelf.push_back((name, bytes)),
                Err(why) => failure = Some(why),
            }
        }
        failure
    }
}

impl Parts {
    fn about(&self, id: &str) -> &KnowledgeBase {
        match &self.aside {
            Some((_, base)) if self.base.entry(id).is_none() => base,
            _ => &self.base,
        }
    }

    fn turn_to(&mut self, asked: Vec<String>) -> Missing {
        let is_here = |name: &String| self.shelf.iter().any(|(known, _)| known == name);
        let (here, missing): (Vec<String>, Vec<String>) = asked.into_iter().partition(is_here);
        if here != self.names {
            let shards = self.shelf.iter().filter(|(name, _)| here.contains(name));
            let shards: Vec<(String, &[u8])> =
                shards.map(|(name, bytes)| (name.clone(), bytes.as_slice())).collect();
            // Each was looked at when it came.
            if let Ok(base) = base_of(&self.routes, &shards) {
                (self.base, self.names) = (base, here);
            }
        }
        while self.shelf.len() > SHELF {
            let Some(oldest) = self.shelf.iter().position(|(name, _)| !self.names.contains(name)) else {
                break;
            };
            self.shelf.remove(oldest);
        }
        if missing.is_empty() { Missing::Nothing } else { Missing::Shards(missing) }
    }
}

fn base_of(routes: &Routes, shards: &[(String, &[u8])]) -> Result<KnowledgeBase, String> {
    KnowledgeBase::from_routed(routes, shards).map_err(|error| error.to_string())
}

#[cfg(test)]
#[path = "holdings_tests.rs"]
mod tests;
