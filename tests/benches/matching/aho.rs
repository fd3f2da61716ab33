//! The least that a search for all literals can cost: `aho-corasick` alone.

use aho_corasick::{AhoCorasick, AhoCorasickKind, StartKind};
use std::hint::black_box;

/// A search for the literals of a base, built in one way.
pub(crate) struct Bare {
    /// `contiguous` or `dfa`
    pub(crate) name: &'static str,
    automaton: AhoCorasick,
}

/// With more literals than this, in bytes, a DFA takes gigabytes.
const MOST_FOR_DFA: usize = 1_500_000;

impl Bare {
    /// Each kind of automaton that fits into memory.
    pub(crate) fn all(literals: &[String]) -> Vec<Self> {
        let length: usize = literals.iter().map(String::len).sum();
        let mut kinds = vec![("contiguous", AhoCorasickKind::ContiguousNFA)];
        if length <= MOST_FOR_DFA {
            kinds.push(("dfa", AhoCorasickKind::DFA));
        }
        let build = |(name, kind)| {
            let mut builder = AhoCorasick::builder();
            let automaton = builder.kind(Some(kind)).start_kind(StartKind::Unanchored).build(literals);
            automaton.ok().map(|automaton| Self { name, automaton })
        };
        kinds.into_iter().filter_map(build).collect()
    }

    /// Finds every occurrence of every literal.
    pub(crate) fn scan(&self, folded: &str) {
        black_box(self.automaton.find_overlapping_iter(folded).count());
    }
}
