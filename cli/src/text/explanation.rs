//! Why an article is the answer to a text, or why not.

use super::article::about;
use super::events::event_line;
use super::excerpt::{Mark, Tone, excerpts};
use super::page::{BAD, BOLD, DIM, GOOD, OPEN, PLAIN, Page};
use super::rich::Rich;
use anstyle::Style;
use kbmatch::article::Entry;
use kbmatch::explanation::{
    ConditionForm, ConditionValue, CorrelationValue, Deciding, EventValue, Explanation, PredicateValue,
    Relation, Status, SymptomTruth, SymptomValue, Tree,
};
use kbmatch::report::Place;
use kbmatch::symptom::Truth;
use kbmatch::{Passages, Verdict};

/// An explanation, with what it is about, and how to show it.
#[derive(Clone, Copy, Debug)]
pub struct ExplanationView<'a> {
    /// The article.
    pub entry: &'a Entry,
    /// The text that the explanation points at.
    pub passages: &'a Passages<'a>,
    /// What was found.
    pub explanation: &'a Explanation,
    /// How wide the page is.
    pub columns: usize,
}

/// An explanation as text with styles: the verdict, the conditions, what keeps the article from a match, and every predicate.
pub fn explanation_text(view: &ExplanationView<'_>) -> String {
    let mut page = Page::new(view.columns);
    write_head(&mut page, view);
    write_conditions(&mut page, view.explanation);
    write_deciding(&mut page, view);
    for symptom in &view.explanation.symptoms {
        write_symptom(&mut page, view, symptom);
    }
    page.finish()
}

fn write_head(page: &mut Page, view: &ExplanationView<'_>) {
    let Explanation { verdict, score, specific, read, .. } = view.explanation;
    let (name, style) = match verdict {
        Some(Verdict::Match) => ("MATCH", GOOD),
        Some(Verdict::Possible) => ("POSSIBLE", OPEN),
        Some(Verdict::NearMiss) => ("NOT THIS ONE", BAD),
        None => ("NO VERDICT", BAD),
    };
    let lead = Rich::styled(style, name).and(BOLD, "  ");
    page.hanging_styled(&lead, &Rich::styled(BOLD, &view.entry.title));
    let below = " ".repeat(lead.columns());
    page.hanging(&below, &Rich::styled(DIM, &about(view.entry)));
    let events = if *read == 1 { "1 event was".to_owned() } else { format!("{read} events were") };
    let mut bits = format!("{events} read; evidence of {score:.1} bits");
    if verdict.is_none() {
        bits.push_str(&format!(", of which a `possible` needs {specific:.1}, with nothing against it"));
    }
    page.hanging(&below, &Rich::styled(DIM, &bits));
}

fn write_conditions(page: &mut Page, explanation: &Explanation) {
    page.heading(&Rich::styled(BOLD, "Conditions"));
    write_condition(page, "match", &explanation.matches);
    for cause in &explanation.causes {
        write_condition(page, &format!("cause {}", cause.name), &cause.when);
    }
    for support in &explanation.supports {
        write_condition(page, "support", support);
    }
}

fn write_condition(page: &mut Page, name: &str, condition: &ConditionValue) {
    let mut lead = Rich::text("  ").and(truth_style(condition.truth), &padded(condition.truth));
    lead.push(PLAIN, &format!("  {name}: "));
    let words = match &condition.form {
        ConditionForm::Formula(formula) => formula_words(formula, true),
        ConditionForm::Correlation(correlation) => correlation_words(correlation),
    };
    page.hanging_styled(&lead, &words);
}

/// The formula in the grammar that authors write, each symptom with its value.
fn formula_words(formula: &Tree<SymptomTruth>, outermost: bool) -> Rich {
    let (of, between) = match formula {
        Tree::Leaf(leaf) => return symptom_words(leaf),
        Tree::Not { of, .. } => {
            let mut words = Rich::text("not ");
            words.append(&formula_words(of, false));
            return words;
        }
        Tree::All { of, .. } => (of, " and "),
        Tree::AtLeast { at_least: 1, of, .. } => (of, " or "),
        Tree::AtLeast { of, .. } => (of, ", "),
    };
    let mut words = Rich::default();
    if let Tree::AtLeast { at_least: at_least @ 2.., .. } = formula {
        words.push(PLAIN, &format!("{at_least} of "));
    }
    let bare = of.len() == 1 || outermost && between != ", ";
    words.push(PLAIN, if bare { "" } else { "(" });
    for (at, part) in of.iter().enumerate() {
        words.push(PLAIN, if at == 0 { "" } else { between });
        words.append(&formula_words(part, false));
    }
    words.push(PLAIN, if bare { "" } else { ")" });
    words
}

fn symptom_words(leaf: &SymptomTruth) -> Rich {
    Rich::text(&leaf.symptom).and(truth_style(leaf.truth), &format!(" [{}]", truth_name(leaf.truth)))
}

fn correlation_words(correlation: &CorrelationValue) -> Rich {
    let mut words = Rich::text(match correlation.relation {
        Relation::Sequence => "in this order: ",
        Relation::Together => "together: ",
        Relation::Count => "often: ",
    });
    for (at, symptom) in correlation.symptoms.iter().enumerate() {
        words.push(PLAIN, if at == 0 { "" } else { ", " });
        words.append(&symptom_words(symptom));
    }
    if let Some(at_least) = correlation.at_least {
        words.push(PLAIN, &format!(", at least {at_least}"));
    }
    if let Some(within) = correlation.within_ms {
        words.push(PLAIN, &format!(", within {}", duration(within)));
    }
    if !correlation.by.is_empty() {
        words.push(PLAIN, &format!(", with the same {}", correlation.by.join(", ")));
    }
    if let Some(without) = &correlation.without {
        words.push(PLAIN, ", without ");
        words.append(&symptom_words(without));
    }
    words
}

fn duration(ms: u64) -> String {
    const UNITS: [(u64, &str); 4] = [(86_400_000, "d"), (3_600_000, "h"), (60_000, "m"), (1000, "s")];
    match UNITS.iter().find(|(unit, _)| ms > 0 && ms.is_multiple_of(*unit)) {
        Some((unit, name)) => format!("{}{name}", ms / unit),
        None => format!("{ms} ms"),
    }
}

/// What keeps the article from a match: the words that speak against it, and what is not there.
fn write_deciding(page: &mut Page, view: &ExplanationView<'_>) {
    let deciding = &view.explanation.deciding;
    if deciding.is_empty() {
        return;
    }
    page.heading(&Rich::styled(BOLD, "What keeps it from a match"));
    let marks = deciding
        .iter()
        .flat_map(|deciding| marks(view, &deciding.spans, &format!("needed: {}", deciding.expected)));
    write_excerpts(page, view, marks.collect(), Tone::Against);
    for deciding in deciding.iter().filter(|deciding| deciding.spans.is_empty()) {
        page.item(&deciding_words(view.explanation, deciding));
    }
}

fn deciding_words(explanation: &Explanation, deciding: &Deciding) -> Rich {
    let mut words = Rich::styled(truth_style(deciding.truth), truth_name(deciding.truth));
    words.push(PLAIN, ": ");
    words.push(PLAIN, &deciding.expected);
    words.push(DIM, &format!(" ({}", deciding.symptom));
    if let Some(event) = deciding.event.and_then(|at| explanation.events.get(at)) {
        words.push(DIM, &format!(", event at line {}", event.span.line));
    }
    words.push(DIM, ")");
    words
}

fn write_symptom(page: &mut Page, view: &ExplanationView<'_>, symptom: &SymptomValue) {
    let status = match symptom.status {
        Status::Seen => format!("true on {}", events(symptom.hits)),
        Status::Partly => "unknown on an event that is specific enough".to_owned(),
        Status::Contradicted => "false on an event that is specific enough".to_owned(),
        Status::Absent => "no event bears on it".to_owned(),
    };
    let style = match symptom.status {
        Status::Seen => GOOD,
        Status::Contradicted => BAD,
        _ => OPEN,
    };
    let heading = Rich::styled(BOLD, &format!("Symptom {}: ", symptom.name));
    page.heading(&heading.and(style, &status));
    for (at, on) in symptom.shown.iter().enumerate() {
        write_event(page, view, on, at == 0);
    }
    if let Some(more @ 1..) = symptom.bearing.checked_sub(symptom.shown.len()) {
        page.item(&Rich::styled(DIM, &format!("and {more} more that bear on it")));
    }
}

fn events(count: usize) -> String {
    if count == 1 { "1 event".to_owned() } else { format!("{count} events") }
}

/// One symptom on one event; `marked`: with the words of the event.
fn write_event(page: &mut Page, view: &ExplanationView<'_>, on: &EventValue, marked: bool) {
    let Some(event) = view.explanation.events.get(on.event) else { return };
    let how = if on.bears { "" } else { "the nearest: " };
    let mut line = Rich::styled(DIM, &format!("{how}line {}: ", event.span.line));
    line.append(&event_line(event));
    line.push(DIM, &format!(" ({:.1} bits)", on.bits));
    page.item(&line);
    write_formula(page, &on.formula, 4);
    if !marked {
        return;
    }
    for tone in [Tone::For, Tone::Against] {
        let leaves = on.formula.leaves().into_iter().filter(|leaf| tone_of(leaf) == Some(tone));
        let marks = leaves.flat_map(|leaf| marks(view, &leaf.spans, &label(leaf))).collect();
        write_excerpts(page, view, marks, tone);
    }
}

/// Whether the words of a predicate speak for the symptom or against it, if it has some.
fn tone_of(leaf: &PredicateValue) -> Option<Tone> {
    match leaf.truth {
        Truth::Unknown => None,
        truth if (truth == Truth::True) != leaf.negated => Some(Tone::For),
        _ => Some(Tone::Against),
    }
}

fn label(leaf: &PredicateValue) -> String {
    if leaf.negated { format!("not: {}", leaf.expected) } else { leaf.expected.clone() }
}

/// A formula as a tree: a part on a line, its value first.
fn write_formula(page: &mut Page, formula: &Tree<PredicateValue>, indent: usize) {
    let (truth, name, parts) = match formula {
        Tree::Leaf(leaf) => return write_predicate(page, leaf, indent),
        // What has one part is that part.
        Tree::All { of, .. } | Tree::AtLeast { at_least: 1, of, .. } if of.len() == 1 => {
            return of.iter().for_each(|part| write_formula(page, part, indent));
        }
        Tree::All { truth, of } => (truth, "all of".to_owned(), of.as_slice()),
        Tree::AtLeast { truth, at_least: 1, of } => (truth, "one of".to_owned(), of.as_slice()),
        Tree::AtLeast { truth, at_least, of } => (truth, format!("{at_least} of"), of.as_slice()),
        Tree::Not { truth, of } => (truth, "not".to_owned(), std::slice::from_ref(of.as_ref())),
    };
    page.hanging_styled(&truth_lead(*truth, indent), &Rich::text(&name));
    for part in parts {
        match (formula, part) {
            // All of all of them are all of them.
            (Tree::All { .. }, Tree::All { of, .. }) => {
                of.iter().for_each(|part| write_formula(page, part, indent + 2));
            }
            _ => write_formula(page, part, indent + 2),
        }
    }
}

fn write_predicate(page: &mut Page, leaf: &PredicateValue, indent: usize) {
    let mut words = Rich::text(&leaf.predicate);
    match (leaf.spans.first(), leaf.truth) {
        (Some(place), _) => words.push(DIM, &format!("  (line {}: {})", place.line, leaf.found)),
        (None, Truth::Unknown) => words.push(DIM, "  (not shown)"),
        (None, _) => words.push(DIM, "  (not there)"),
    }
    page.hanging_styled(&truth_lead(leaf.truth, indent), &words);
}

fn truth_lead(truth: Truth, indent: usize) -> Rich {
    // Deep formulas keep room for their words.
    let indent = " ".repeat(indent.min(24));
    Rich::text(&indent).and(truth_style(truth), &padded(truth)).and(PLAIN, "  ")
}

fn write_excerpts(page: &mut Page, view: &ExplanationView<'_>, marks: Vec<Mark>, tone: Tone) {
    if !marks.is_empty() {
        page.content(&excerpts(view.passages, marks, tone, page.content_columns()));
    }
}

/// The words at these places, the first with the label.
fn marks(view: &ExplanationView<'_>, spans: &[Place], label: &str) -> Vec<Mark> {
    let labels = std::iter::once(label).chain(std::iter::repeat(""));
    let mark = |(place, label): (&Place, &str)| {
        Some(Mark { span: view.passages.text_span(place.bytes)?, label: label.to_owned() })
    };
    spans.iter().zip(labels).filter_map(mark).collect()
}

/// The name of a value.
pub(super) fn truth_name(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "true",
        Truth::Unknown => "unknown",
        Truth::False => "false",
    }
}

fn padded(truth: Truth) -> String {
    format!("{:7}", truth_name(truth))
}

/// The style of a value.
pub(super) fn truth_style(truth: Truth) -> Style {
    match truth {
        Truth::True => GOOD,
        Truth::Unknown => OPEN,
        Truth::False => BAD,
    }
}
