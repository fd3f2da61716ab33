//! Which symptoms an event may matter to: found by what the event shows, not by asking each symptom.
//!
//! ```text
//! symptom --anchors--> predicates --need--> keys and literals --Triggers--> pack
//! event --keys, one pass for literals--> symptoms to evaluate
//! ```
//!
//! The index may select too much, never too little: a symptom that it does not select would not have mattered. That is held by
//! property tests against the evaluation of every symptom.

#[cfg(feature = "author")]
mod anchors;
#[cfg(feature = "author")]
mod build;
mod key;
mod literals;
#[cfg(feature = "author")]
mod need;
mod postings;
mod triggers;

#[cfg(feature = "author")]
pub(crate) use build::{Builder, Wake, wakes};
#[cfg(feature = "author")]
pub(crate) use literals::rarity;
#[cfg(feature = "author")]
pub(crate) use need::Need;
pub(crate) use triggers::Triggers;

use crate::event::{Event, FieldKey, Header};
use crate::normal;
use key::{FieldHash, Key, header_number};
pub use literals::Literals;
use postings::Postings;

/// The triggers of all symptoms of a base, ready for events.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    keys: Postings,
    literals: Literals,
    by_literal: Postings,
    /// For each predicate the literals of which it needs one; none for a predicate that is tested anyway.
    gates: Postings,
    valued: FieldSet,
    present: FieldSet,
    /// The headers whose normal forms are searched for literals, a bit for each.
    normals: u16,
    levels: bool,
    always: Vec<u32>,
    symptoms: usize,
}

/// A part of a base: its triggers, and where its numbers begin in the whole.
pub(crate) struct Part {
    pub(crate) triggers: Triggers,
    pub(crate) symptoms: u32,
    pub(crate) predicates: u32,
}

impl Index {
    /// The index of a base's parts with so many symptoms in all. Cost: linear in the triggers, and their order.
    pub(crate) fn new(parts: &[Part], symptoms: usize) -> Self {
        let mut index = Self { symptoms, ..Self::default() };
        let (mut keys, mut by_literal, mut gates) = (Vec::new(), Vec::new(), Vec::new());
        let mut literals = 0;
        for Part { triggers, symptoms, predicates } in parts {
            keys.extend(triggers.keys.iter().map(|&(key, symptom)| (key, symptom + symptoms)));
            by_literal
                .extend(triggers.by_literal.iter().map(|&(l, symptom)| (l + literals, symptom + symptoms)));
            gates.extend(triggers.gates.iter().map(|&(predicate, l)| (predicate + predicates, l + literals)));
            index.always.extend(triggers.always.iter().map(|symptom| symptom + symptoms));
            triggers.valued.iter().for_each(|&field| index.valued.add(field));
            triggers.present.iter().for_each(|&field| index.present.add(field));
            index.normals |= triggers.normals;
            index.levels |= triggers.levels;
            literals += triggers.literals.len() as u32;
        }
        index.keys = Postings::hashed(keys);
        let literals = parts.iter().flat_map(|part| &part.triggers.literals);
        // As a list, of which the length is known: the set is made to measure.
        index.literals = Literals::new(literals.map(String::as_bytes).collect::<Vec<_>>());
        index.by_literal = Postings::dense(by_literal);
        index.gates = Postings::dense(gates);
        index
    }

    /// Selects into `scratch` the symptoms that `event` may matter to, in order. Cost: linear in the event and in what is
    /// selected.
    pub(crate) fn select(&self, event: &Event, scratch: &mut Scratch) {
        scratch.begin();
        self.always.iter().for_each(|&symptom| scratch.select(symptom));
        self.keys_of(event, |key| {
            self.keys.of(key.0).for_each(|symptom| scratch.select(symptom));
        });
        self.scan(event.folded(), scratch);
        if self.normals != 0 {
            self.scan_normals(event, scratch);
        }
        scratch.selected.sort_unstable();
    }

    /// Whether a predicate needs a literal that the event, the last one selected for, does not have.
    pub(crate) fn lacks_literal(&self, predicate: u32, scratch: &Scratch) -> bool {
        let mut needed = self.gates.of(predicate).peekable();
        needed.peek().is_some() && !needed.any(|literal| scratch.literals.has(literal))
    }

    fn scan(&self, text: &str, scratch: &mut Scratch) {
        self.literals.scan(text.as_bytes(), |literal| {
            if scratch.literals.add(literal) {
                self.by_literal.of(literal).for_each(|symptom| scratch.select(symptom));
            }
        });
    }

    fn scan_normals(&self, event: &Event, scratch: &mut Scratch) {
        for field in &event.fields {
            if let FieldKey::Header(header) = field.key
                && self.normals >> header_number(header) & 1 != 0
                && let Some(normal) = event.other_normal(field)
            {
                self.scan(&crate::text::fold(normal), scratch);
            }
        }
    }

    fn keys_of(&self, event: &Event, visit: impl FnMut(Key)) {
        let asked = Asked {
            values: |field| self.valued.has(field),
            presence: |field| self.present.has(field),
            levels: self.levels,
        };
        for_each_key(event, &asked, visit);
    }

    /// Memory for what one event after the other shows.
    pub(crate) fn scratch(&self) -> Scratch {
        Scratch {
            selected: Vec::new(),
            symptoms: Marks::new(self.symptoms),
            literals: Marks::new(self.literals.len()),
        }
    }
}

/// Which keys of an event are asked for, by the short hashes of fields.
struct Asked<V, P> {
    values: V,
    presence: P,
    levels: bool,
}

fn for_each_key<V: Fn(u32) -> bool, P: Fn(u32) -> bool>(
    event: &Event,
    asked: &Asked<V, P>,
    mut visit: impl FnMut(Key),
) {
    for field in &event.fields {
        let hash = FieldHash::of(&field.key);
        if (asked.values)(hash.short()) {
            visit(Key::value(hash, &event.folded()[event.folded_range(field.range.clone())]));
            if let Some(normal) = event.other_normal(field) {
                visit(Key::unfolded_value(hash, normal));
            }
        }
        if (asked.presence)(hash.short()) {
            visit(Key::presence(hash));
        }
        if asked.levels
            && field.key == FieldKey::Header(Header::Level)
            && let Some(level) = normal::level(event.value(field), event.format)
        {
            visit(Key::level(level));
        }
    }
    event.codes().iter().for_each(|found| visit(Key::code(&found.code)));
    crate::code::for_each_in_fields(event, |shown| match shown {
        crate::code::Shown::Number(number) => visit(Key::number(number)),
        crate::code::Shown::Digits(prefix, digits) => visit(Key::prefixed(prefix, digits)),
    });
}

/// Something of an event that an index may ask for.
pub(crate) enum Shown<'e> {
    /// A key.
    Key(u32),
    /// A folded text in which literals are looked for.
    Text(&'e [u8]),
}

/// Calls `visit` with all of an event that any index may ask for.
pub(crate) fn show(event: &Event, mut visit: impl FnMut(Shown<'_>)) {
    let asked = Asked { values: |_| true, presence: |_| true, levels: true };
    for_each_key(event, &asked, |key| visit(Shown::Key(key.0)));
    visit(Shown::Text(event.folded().as_bytes()));
    for field in event.fields.iter().filter(|field| matches!(field.key, FieldKey::Header(_))) {
        if let Some(normal) = event.other_normal(field) {
            visit(Shown::Text(crate::text::fold(normal).as_bytes()));
        }
    }
}

/// What the last event showed, in memory that is used again for the next.
#[derive(Clone, Debug)]
pub(crate) struct Scratch {
    selected: Vec<u32>,
    symptoms: Marks,
    literals: Marks,
}

impl Scratch {
    /// The symptoms that were selected, ascending.
    pub(crate) fn selected(&self) -> &[u32] {
        &self.selected
    }

    fn begin(&mut self) {
        self.selected.clear();
        self.symptoms.clear();
        self.literals.clear();
    }

    fn select(&mut self, symptom: u32) {
        if self.symptoms.add(symptom) {
            self.selected.push(symptom);
        }
    }
}

/// A set of numbers that is emptied in no time.
#[derive(Clone, Debug)]
pub(crate) struct Marks {
    round: u32,
    rounds: Vec<u32>,
}

impl Marks {
    pub(crate) fn new(len: usize) -> Self {
        Self { round: 1, rounds: vec![0; len] }
    }

    pub(crate) fn clear(&mut self) {
        self.round = self.round.checked_add(1).unwrap_or_else(|| {
            self.rounds.fill(0);
            1
        });
    }

    /// Whether it is new.
    pub(crate) fn add(&mut self, number: u32) -> bool {
        let round = self.round;
        self.rounds.get_mut(number as usize).is_some_and(|last| std::mem::replace(last, round) != round)
    }

    pub(crate) fn has(&self, number: u32) -> bool {
        self.rounds.get(number as usize) == Some(&self.round)
    }
}

/// A set of fields that may hold more than was put in.
#[derive(Clone, Debug)]
struct FieldSet([u64; 64]);

impl Default for FieldSet {
    fn default() -> Self {
        Self([0; 64])
    }
}

impl FieldSet {
    fn add(&mut self, field: u32) {
        self.0[(field >> 6 & 63) as usize] |= 1 << (field & 63);
    }

    fn has(&self, field: u32) -> bool {
        self.0[(field >> 6 & 63) as usize] >> (field & 63) & 1 != 0
    }
}
