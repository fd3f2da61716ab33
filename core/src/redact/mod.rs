//! A text without what tells who and where: users, hosts, domains, addresses, mails, SIDs and GUIDs give way to stand-ins, the
//! same for the same value wherever it stands.
//!
//! What is private is known in two ways: by its shape (`shapes`), and by the field of an event that names it (`names`), which is
//! then found in the rest of the text, too. What is the same on every machine stays: `SYSTEM`, `127.0.0.1`, `S-1-5-18`, hosts of
//! public services. A stand-in has the shape of what it stands for, so that a redacted text is read as the original is.

mod names;
mod shapes;
mod stand_ins;
#[cfg(test)]
mod tests;

pub use stand_ins::{Kind, StandIn};

use crate::arrange::Arrange as _;
use crate::read::read;
use crate::report::{Finding, Report};
use crate::{Event, Input, KnowledgeBase, Span};
use names::Names;
use serde::Serialize;
use stand_ins::StandIns;
use std::borrow::Cow;

/// Replaces private values. What it has learned and given a stand-in, it knows in the next text, too.
#[derive(Debug, Default)]
pub struct Redactor {
    names: Names,
    stand_ins: StandIns,
}

impl Redactor {
    /// Learns the names that an event's fields tell. Cost: the event's fields.
    pub fn learn(&mut self, event: &Event) {
        self.names.learn(event);
    }

    /// Learns the names that a report tells: of its events, and of the values that its articles ask for.
    pub fn learn_report(&mut self, report: &Report) {
        for event in &report.events {
            event.computer.iter().for_each(|name| self.names.host(name));
            event.user.iter().for_each(|name| self.names.user(name));
        }
        for (name, capture) in report.results.iter().flat_map(|finding| &finding.captures) {
            self.names.learn_named(name, &capture.value);
        }
    }

    /// The text with stand-ins. Cost: linear in the text.
    pub fn redact(&mut self, text: &str) -> String {
        self.redact_but(text, &[])
    }

    /// What it put in place of what, in the order in which it met them.
    pub fn stand_ins(&self) -> &[StandIn] {
        self.stand_ins.all()
    }

    /// Leaves alone what overlaps `kept`, ascending spans.
    fn redact_but(&mut self, text: &str, kept: &[Span]) -> String {
        let mut found = shapes::find(text);
        found.extend(self.names.find(text));
        // Of those that overlap, the one that begins first, then the longer one.
        found.arrange_by_key(|private| (private.span.start, usize::MAX - private.span.end));
        let (mut out, mut at) = (String::with_capacity(text.len()), 0);
        for private in found {
            let Span { start, end } = private.span;
            let is_kept = || {
                let next = kept.partition_point(|span| span.end <= start);
                kept.get(next).is_some_and(|span| span.start < end)
            };
            if start < at || is_kept() {
                continue;
            }
            out.push_str(&text[at..start]);
            out.push_str(&self.stand_ins.of(private.kind, &text[start..end]));
            at = end;
        }
        out.push_str(&text[at..]);
        out
    }
}

/// Something private.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Private {
    span: Span,
    kind: Kind,
}

/// A redacted text.
#[derive(Clone, Debug, Serialize)]
pub struct Redaction {
    /// The text with stand-ins.
    pub text: String,
    /// What stands for what, in the order of the text.
    pub stand_ins: Vec<StandIn>,
}

impl KnowledgeBase {
    /// The text of `input` without what tells who and where. The same articles match, are possible or come close, on the
    /// redacted text as on the original: a value that decides about an article stays if a stand-in would change that.
    /// Cost: two scans; more when values decide.
    pub fn redact(&self, input: &Input<'_>) -> Redaction {
        let report = self.scan(input);
        let events = read(input.text()).events;
        let mut kept = Vec::new();
        loop {
            let mut redactor = Redactor::default();
            events.iter().for_each(|event| redactor.learn(event));
            let text = redactor.redact_but(input.text(), &kept);
            let again = self.scan(&Input::decode(text.as_bytes()));
            let changed = changed(&report, &again);
            let more = deciding(&report, &again, input, &changed);
            let is_done = changed.is_empty() || more.iter().all(|span| kept.contains(span));
            if is_done {
                // What no single value decides is left as it was: a text that says something else is worse.
                let text = if changed.is_empty() { Cow::Owned(text) } else { Cow::Borrowed(input.text()) };
                let stand_ins = if changed.is_empty() { redactor.stand_ins.into_all() } else { Vec::new() };
                return Redaction { text: text.into_owned(), stand_ins };
            }
            kept.extend(more);
            kept = merged(kept);
        }
    }
}

/// The articles of which the two reports say different things.
fn changed(before: &Report, after: &Report) -> Vec<String> {
    let says = |report: &Report, of: &Finding| {
        report.results.iter().any(|finding| finding.article == of.article && finding.verdict == of.verdict)
    };
    let lost = before.results.iter().filter(|finding| !says(after, finding));
    let new = after.results.iter().filter(|finding| !says(before, finding));
    lost.chain(new).map(|finding| finding.article.clone()).collect()
}

/// The words of the original on which those articles rest; all words that bear on any article when they rest on none.
fn deciding(before: &Report, after: &Report, input: &Input<'_>, changed: &[String]) -> Vec<Span> {
    let of_articles = |is_wanted: &dyn Fn(&Finding) -> bool| -> Vec<Span> {
        let results = before.results.iter().filter(|finding| is_wanted(finding));
        let places = results.flat_map(|finding| {
            let evidence = finding.evidence.iter().flat_map(|e| &e.spans);
            evidence.chain(finding.against.iter().flat_map(|a| &a.spans))
        });
        places.map(|place| input.text_span(place.bytes)).filter(|span| span.start < span.end).collect()
    };
    let own = of_articles(&|finding| changed.contains(&finding.article));
    if own.is_empty() || after.results.is_empty() { of_articles(&|_| true) } else { own }
}

/// Spans in order, those that overlap as one.
fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.arrange_by_key(|span| (span.start, span.end));
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}
