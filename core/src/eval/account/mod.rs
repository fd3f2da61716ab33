//! The account of one article on one text: every predicate of every symptom with its value, and the conditions.
//!
//! A path of its own: it reads the text, looks at every event and computes every predicate, without an index and without stopping
//! early. What it shares with a scan is the definition: what a predicate means on an event, what events together say of a
//! symptom, what a condition and a verdict are. A property in the suites holds the two equal.

mod deciding;
mod gathered;
mod shown;
mod values;

use super::explain::evidence;
use super::gathering::summary;
use super::sighting::{self, Seen};
use super::test::leaf;
use super::weight::SPECIFIC;
use super::{Evaluation, verdict};
use crate::Input;
use crate::arrange::Arrange as _;
use crate::article::Entry;
use crate::event::Event;
use crate::explanation::{EventValue, Explanation, Status, SymptomValue, VERSION};
use crate::passages::Passages;
use crate::symptom::{CompiledRule, Shared, Symptom, SymptomId};
use gathered::Gathered;
use shown::{Shown, rests_on, shown};
use values::{on_event, tree};

/// Why the article `entry` with this rule matches `input`, or does not. Cost: linear in the input, times the article's predicates.
pub(crate) fn explain(entry: &Entry, rule: &CompiledRule, input: &Input<'_>) -> Explanation {
    let gathered = Gathered::of(rule, input);
    let evaluation =
        Evaluation { entry, rule, events: &gathered.events, sightings: &gathered.sightings, hits: 0 };
    let account = Account { evaluation, gathered: &gathered };
    let mut explanation = account.explanation();
    account.list_events(&mut explanation);
    explanation.count_lines(&Passages::whole(input));
    explanation
}

/// What one event says of one symptom.
fn seen(symptom: &Symptom<Shared>, event: &Event) -> Seen {
    let truth = &mut |shared: &Shared, negated| leaf(&shared.predicate, negated, event).truth;
    Seen::of(&symptom.expr, &mut Vec::new(), truth)
}

/// One article on one text.
struct Account<'a> {
    evaluation: Evaluation<'a>,
    gathered: &'a Gathered,
}

impl Account<'_> {
    /// The explanation, with events by their places in the evaluation.
    fn explanation(&self) -> Explanation {
        let evaluation = &self.evaluation;
        let rule = evaluation.rule;
        let finding = verdict::finding(evaluation);
        Explanation {
            version: VERSION,
            article: evaluation.entry.id.clone(),
            title: evaluation.entry.title.clone(),
            verdict: finding.as_ref().map(|finding| finding.verdict),
            score: finding.map_or_else(|| self.bits(), |finding| finding.score),
            specific: SPECIFIC,
            read: self.gathered.read,
            events: Vec::new(),
            matches: evaluation.condition_value(&rule.matches),
            causes: rule.causes.iter().map(|cause| evaluation.cause_value(cause)).collect(),
            supports: rule.supports.iter().map(|support| evaluation.condition_value(support)).collect(),
            deciding: self.deciding(),
            symptoms: self.symptoms(),
            notes: self.gathered.notes.clone(),
        }
    }

    /// The information in the evidence for the condition.
    fn bits(&self) -> f64 {
        let value = self.evaluation.value(&self.evaluation.rule.matches);
        // The sum of nothing is -0.0.
        verdict::information(&evidence(&self.evaluation, &value.rests_on)) + 0.0
    }

    fn symptoms(&self) -> Vec<SymptomValue> {
        let rests_on = rests_on(&self.evaluation);
        let ids = (0..).map(SymptomId).take(self.evaluation.rule.symptoms.len());
        ids.map(|id| self.symptom_value(id, shown(&self.evaluation, id, self.gathered.bearing, &rests_on)))
            .collect()
    }

    fn symptom_value(&self, id: SymptomId, shown: Shown) -> SymptomValue {
        let status = self.evaluation.sighting(id).status;
        let forgotten = self.gathered.forgotten[id.index()];
        let mut events = shown.events;
        if events.is_empty() {
            events.extend(self.nearest(id));
        }
        SymptomValue {
            name: self.evaluation.symptom(id).name.clone(),
            status: match status {
                sighting::Status::Seen(_) => Status::Seen,
                sighting::Status::Partly(_) => Status::Partly,
                sighting::Status::Contradicted(_) => Status::Contradicted,
                sighting::Status::Absent => Status::Absent,
            },
            truth: status.truth(false),
            hits: shown.hits + forgotten.hits,
            bearing: shown.bearing + forgotten.bearing,
            shown: events.into_iter().map(|at| self.event_value(id, at)).collect(),
        }
    }

    fn event_value(&self, id: SymptomId, at: usize) -> EventValue {
        let event = &self.evaluation.events[at];
        let symptom = self.evaluation.symptom(id);
        let seen = seen(symptom, event);
        EventValue {
            event: at,
            truth: seen.truth,
            bits: seen.bits,
            bears: seen.bears(),
            formula: tree(on_event(symptom, event), |leaf| leaf.truth),
        }
    }

    /// The event that comes nearest to a symptom.
    fn nearest(&self, id: SymptomId) -> Option<usize> {
        self.gathered.nearest.get(id.index()).copied().flatten()
    }

    /// Lists the events that the explanation speaks of, in the order of the input, and lets it point into that list. An event
    /// that is nearest to one symptom and bears on another is one event.
    fn list_events(&self, explanation: &mut Explanation) {
        let events = self.evaluation.events;
        let mut listed: Vec<usize> = points(explanation).map(|at| *at).collect();
        listed.arrange_by_key(|&at| (events[at].span, at));
        listed.dedup_by_key(|at| events[*at].span);
        for at in points(explanation) {
            let span = events[*at].span;
            *at = listed.partition_point(|&listed| events[listed].span < span);
        }
        explanation.events =
            listed.into_iter().map(|at| summary(&events[at], events[at].span.into())).collect();
    }
}

/// Everything in an explanation that points at an event.
fn points(explanation: &mut Explanation) -> impl Iterator<Item = &mut usize> {
    let shown = explanation.symptoms.iter_mut().flat_map(|symptom| &mut symptom.shown);
    let deciding = explanation.deciding.iter_mut().filter_map(|deciding| deciding.event.as_mut());
    shown.map(|shown| &mut shown.event).chain(deciding)
}
