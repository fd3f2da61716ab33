//! Which symptoms an event bears on, and what was seen of each.

use super::correlation::mark_needed;
use super::prospect::Prospect;
use super::sighting::{Seen, Sighting, Watch};
use super::test::{as_leaf, leaf, unfound};
use crate::arrange::gathered;
use crate::event::Event;
use crate::index::{Index, Marks, Scratch};
use crate::pack::Loaded;
use crate::symptom::{Expr, Shared, SymptomId, Truth};
use std::collections::{BTreeMap, BTreeSet};

/// What was seen of the symptoms of a base.
#[derive(Debug)]
pub(super) struct Watching<'kb> {
    pack: &'kb Loaded,
    look: Look<'kb>,
    /// For each symptom, one more than the place of its watch; 0 for one that no event bore on.
    places: Vec<u32>,
    watches: Vec<Watch>,
    /// The articles that an event bore on.
    touched: BTreeSet<usize>,
    /// The articles whose rules cannot be decoded.
    broken: BTreeSet<usize>,
    /// Of each article, how many events that satisfy one of its symptoms were forgotten.
    forgotten: BTreeMap<usize, usize>,
    /// What the last event says of symptoms.
    seen: Vec<(u32, Seen)>,
    counted: Vec<u32>,
}

/// Which symptoms are looked at.
#[derive(Debug)]
enum Look<'kb> {
    /// Every one: what is right by definition.
    Every,
    /// Those that the index selects, and each of their predicates once.
    Selected(Box<Selection<'kb>>),
}

#[derive(Debug)]
struct Selection<'kb> {
    index: &'kb Index,
    scratch: Scratch,
    memo: Memo,
    /// For each symptom that was selected before, what to ask first.
    prospects: Vec<Option<Box<Prospect<'kb>>>>,
}

/// The values of predicates on the last event, as far as they were asked for.
#[derive(Debug)]
struct Memo {
    known: Marks,
    values: Vec<Truth>,
}

impl<'kb> Selection<'kb> {
    /// Whether a symptom with this formula may matter on the event, the last one selected for.
    fn may_matter(
        &mut self,
        symptom: u32,
        expr: &'kb Expr<Shared>,
        wants: impl Fn(Seen) -> bool,
        event: &Event,
    ) -> bool {
        let Self { index, scratch, memo, prospects } = self;
        let prospect = prospects[symptom as usize].get_or_insert_with(|| Box::new(Prospect::of(expr)));
        let truth = &mut |shared: &Shared, negated| memo.truth(index, scratch, shared, negated, event);
        prospect.may_matter(wants, truth)
    }

    fn truth(&mut self, shared: &Shared, negated: bool, event: &Event) -> Truth {
        self.memo.truth(self.index, &self.scratch, shared, negated, event)
    }
}

impl Memo {
    fn truth(
        &mut self,
        index: &Index,
        scratch: &Scratch,
        shared: &Shared,
        negated: bool,
        event: &Event,
    ) -> Truth {
        let value = &mut self.values[shared.id as usize];
        if self.known.add(shared.id) {
            *value = if index.lacks_literal(shared.id, scratch) {
                unfound(&shared.predicate, event)
            } else {
                leaf(&shared.predicate, false, event).truth
            };
        }
        as_leaf(*value, negated)
    }
}

impl<'kb> Watching<'kb> {
    /// Looks at the symptoms that the index selects; without one at every symptom.
    pub(super) fn new(pack: &'kb Loaded, index: Option<&'kb Index>) -> Self {
        let memo =
            || Memo { known: Marks::new(pack.predicates()), values: vec![Truth::Unknown; pack.predicates()] };
        let prospects = || (0..pack.symptoms()).map(|_| None).collect();
        let selection = |index: &'kb Index| {
            let scratch = index.scratch();
            Box::new(Selection { index, scratch, memo: memo(), prospects: prospects() })
        };
        Self {
            pack,
            look: index.map_or(Look::Every, |index| Look::Selected(selection(index))),
            places: vec![0; pack.symptoms()],
            watches: Vec::new(),
            touched: BTreeSet::new(),
            broken: BTreeSet::new(),
            forgotten: BTreeMap::new(),
            seen: Vec::new(),
            counted: Vec::new(),
        }
    }

    /// Looks at an event. Whether it bears on an article.
    pub(super) fn look(&mut self, event: &Event) -> bool {
        self.seen.clear();
        let mut look = std::mem::replace(&mut self.look, Look::Every);
        match &mut look {
            Look::Every => {
                let truth = &mut |shared: &Shared, negated| leaf(&shared.predicate, negated, event).truth;
                for symptom in 0..self.places.len() as u32 {
                    if let Some(expr) = self.formula(symptom) {
                        self.see(symptom, expr, truth);
                    }
                }
            }
            Look::Selected(selection) => {
                selection.index.select(event, &mut selection.scratch);
                selection.memo.known.clear();
                for at in 0..selection.scratch.selected().len() {
                    let symptom = selection.scratch.selected()[at];
                    let Some(expr) = self.formula(symptom) else { continue };
                    if selection.may_matter(symptom, expr, |seen| self.wants(symptom, seen), event) {
                        self.see(symptom, expr, &mut |shared, negated| {
                            selection.truth(shared, negated, event)
                        });
                    }
                }
            }
        }
        self.look = look;
        !self.seen.is_empty()
    }

    fn formula(&mut self, symptom: u32) -> Option<&'kb Expr<Shared>> {
        let (article, at) = self.pack.article_of(symptom);
        let rule = self.pack.rule(article);
        if rule.is_none() {
            self.broken.insert(article);
        }
        Some(&rule?.symptoms[at].expr)
    }

    fn see(&mut self, symptom: u32, expr: &Expr<Shared>, truth: &mut impl FnMut(&Shared, bool) -> Truth) {
        let seen = Seen::of(expr, &mut self.counted, truth);
        if self.wants(symptom, seen) {
            self.seen.push((symptom, seen));
        }
    }

    /// Whether what an event says of a symptom matters after what was seen so far.
    fn wants(&self, symptom: u32, seen: Seen) -> bool {
        match self.watch(symptom) {
            Some(watch) => watch.wants(seen),
            None => Watch::default().wants(seen),
        }
    }

    /// Remembers what the last event that was looked at says; `event` is its number.
    pub(super) fn keep(&mut self, event: usize) {
        // What was seen is read only: its memory is used again for the next event.
        for &(symptom, seen) in &self.seen {
            let place = &mut self.places[symptom as usize];
            if *place == 0 {
                self.watches.push(Watch::default());
                *place = self.watches.len() as u32;
                self.touched.insert(self.pack.article_of(symptom).0);
            }
            self.watches[*place as usize - 1].add(event, seen);
        }
    }

    fn watch(&self, symptom: u32) -> Option<&Watch> {
        let place = (self.places[symptom as usize] as usize).checked_sub(1)?;
        self.watches.get(place)
    }

    /// The articles that may have something to say, ascending.
    pub(super) fn articles(&self) -> Vec<usize> {
        match self.look {
            Look::Every => (0..self.pack.len()).collect(),
            Look::Selected(_) => {
                let standing = self.pack.standing().iter().map(|&article| article as usize);
                let articles: BTreeSet<usize> = gathered(self.touched.iter().copied().chain(standing));
                articles.into_iter().collect()
            }
        }
    }

    /// The articles whose rules were asked for and cannot be decoded.
    pub(super) fn broken(&self) -> &BTreeSet<usize> {
        &self.broken
    }

    /// What all events together say of each symptom of an article.
    pub(super) fn sightings(&self, article: usize) -> Vec<Sighting> {
        let symptoms = self.pack.symptoms_of(article);
        symptoms.map(|symptom| self.watch(symptom).map_or_else(Sighting::absent, Watch::sighting)).collect()
    }

    /// The articles that decide by a symptom which the last event satisfies, in order and each once.
    pub(super) fn satisfied(&self) -> Vec<usize> {
        let is_true = self.seen.iter().filter(|(_, seen)| seen.truth == Truth::True);
        let deciding = is_true.filter_map(|&(symptom, _)| {
            let (article, at) = self.pack.article_of(symptom);
            let decides = self.pack.rule(article)?.matches.symptoms().iter().any(|id| id.index() == at);
            decides.then_some(article)
        });
        let articles: BTreeSet<usize> = gathered(deciding);
        articles.into_iter().collect()
    }

    /// How many events satisfied one of the symptoms that decide on an article.
    pub(super) fn hits(&self, article: usize) -> usize {
        let forgotten = self.forgotten.get(&article).copied().unwrap_or_default();
        forgotten + self.satisfying(article).len()
    }

    /// The events that satisfy one of the symptoms that decide on an article.
    fn satisfying(&self, article: usize) -> BTreeSet<usize> {
        let Some(rule) = self.pack.rule(article) else { return BTreeSet::new() };
        let first = self.pack.symptoms_of(article).start;
        let watches = rule.matches.symptoms().into_iter().filter_map(|SymptomId(id)| self.watch(first + id));
        gathered(watches.flat_map(Watch::true_events))
    }

    /// Which of `events` a verdict may still need: those that symptoms rest on, and those that correlations wait with.
    pub(super) fn needed(&self, events: &[Event]) -> Vec<bool> {
        let mut needed = vec![false; events.len()];
        self.watches.iter().flat_map(Watch::best).for_each(|event| needed[event] = true);
        for &article in &self.touched {
            let Some(rule) = self.pack.rule(article) else { continue };
            mark_needed(rule, &self.sightings(article), events, &mut needed);
        }
        needed
    }

    /// Gives every event the number that `numbers` has for it, and forgets those that it has none for.
    pub(super) fn renumber(&mut self, numbers: &[Option<usize>]) {
        for &article in &self.touched {
            let lost = self.satisfying(article).into_iter().filter(|&event| numbers[event].is_none()).count();
            *self.forgotten.entry(article).or_default() += lost;
        }
        self.watches.iter_mut().for_each(|watch| watch.renumber(numbers));
    }
}
