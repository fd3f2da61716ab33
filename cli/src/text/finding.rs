//! One article of a report.

use super::article::{Sections, about};
use super::excerpt::{Mark, Tone, excerpts};
use super::missing;
use super::page::{BAD, BOLD, DIM, GOOD, OPEN, Page};
use super::report::View;
use super::rich::Rich;
use kbmatch::Verdict;
use kbmatch::report::{CauseFinding, Finding, Holds, Place};

/// How much is said of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Detail {
    /// All of it.
    Full,
    /// What decides, and how to read the rest.
    Brief,
}

/// How much of what is absent is listed: the first of it decides already.
const MAX_ABSENT: usize = 3;

/// Writes what is to be said of one article.
pub(super) fn write(page: &mut Page, view: &View<'_>, finding: &Finding, detail: Detail) {
    write_head(page, view, finding);
    write_causes(page, &finding.causes);
    match finding.verdict {
        Verdict::NearMiss => write_against(page, view, finding),
        _ => write_evidence(page, view, finding),
    }
    missing::write(page, view.report, finding);
    let article = view.base.article(&finding.article);
    match &article {
        Some(article) if detail == Detail::Full => {
            let causes: Vec<&str> = finding
                .causes
                .iter()
                .filter(|cause| cause.holds != Holds::No)
                .map(|cause| cause.name.as_str())
                .collect();
            Sections { base: view.base, article, captures: &finding.captures }.write(page, &causes);
        }
        _ => {
            page.blank();
            page.paragraph(&Rich::styled(DIM, &format!("The article: kbmatch show {}", finding.article)));
        }
    }
}

fn write_head(page: &mut Page, view: &View<'_>, finding: &Finding) {
    let verdict = match finding.verdict {
        Verdict::Match => Rich::styled(GOOD, "MATCH"),
        Verdict::Possible => Rich::styled(OPEN, "POSSIBLE"),
        Verdict::NearMiss => Rich::styled(BAD, "NOT THIS ONE"),
    };
    let lead = verdict.and(BOLD, "  ");
    page.blank();
    page.hanging_styled(&lead, &Rich::styled(BOLD, &finding.title));
    let about = view.base.entry(&finding.article).map_or_else(|| finding.article.clone(), about);
    page.hanging(&" ".repeat(lead.columns()), &Rich::styled(DIM, &about));
}

fn write_causes(page: &mut Page, causes: &[CauseFinding]) {
    let shown: Vec<&CauseFinding> = causes.iter().filter(|cause| cause.holds != Holds::No).collect();
    if shown.is_empty() {
        return;
    }
    page.heading(&Rich::styled(BOLD, "Causes"));
    for cause in shown {
        let title = if cause.title.is_empty() { &cause.name } else { &cause.title };
        let lead = match cause.holds {
            Holds::Yes => Rich::text("  ").and(GOOD, "this one   "),
            _ => Rich::text("  ").and(OPEN, "undecided  "),
        };
        page.hanging_styled(&lead, &Rich::text(title));
    }
}

fn write_evidence(page: &mut Page, view: &View<'_>, finding: &Finding) {
    let marks = finding.evidence.iter().flat_map(|evidence| marks(view, &evidence.spans, &evidence.expected));
    let marks: Vec<Mark> = marks.collect();
    if !marks.is_empty() {
        page.heading(&Rich::styled(BOLD, "Evidence"));
        page.content(&excerpts(view.passages, marks, Tone::For, page.content_columns()));
    }
}

fn write_against(page: &mut Page, view: &View<'_>, finding: &Finding) {
    page.heading(&Rich::styled(BOLD, "Why not"));
    let marks = finding
        .against
        .iter()
        .flat_map(|against| marks(view, &against.spans, &format!("needed: {}", against.expected)));
    let marks: Vec<Mark> = marks.collect();
    if !marks.is_empty() {
        page.content(&excerpts(view.passages, marks, Tone::Against, page.content_columns()));
    }
    write_absent(page, view, finding);
}

/// What decides by its absence, which nothing can underline.
fn write_absent(page: &mut Page, view: &View<'_>, finding: &Finding) {
    let mut said: Vec<String> = Vec::new();
    for absent in finding.against.iter().filter(|against| against.spans.is_empty()) {
        let event = view.report.events.get(absent.event);
        let line = event.map_or(1, |event| event.span.line);
        let sentence = format!("not so in the event at line {line}: {}", absent.expected);
        if !said.contains(&sentence) {
            said.push(sentence);
        }
    }
    said.iter().take(MAX_ABSENT).for_each(|sentence| page.item(&Rich::text(sentence)));
    if let Some(more @ 1..) = said.len().checked_sub(MAX_ABSENT) {
        page.item(&Rich::styled(DIM, &format!("and {more} more")));
    }
}

/// The words of one finding, the first with the label.
fn marks(view: &View<'_>, spans: &[Place], label: &str) -> Vec<Mark> {
    let labels = std::iter::once(label).chain(std::iter::repeat(""));
    spans
        .iter()
        .zip(labels)
        .filter_map(|(place, label)| {
            Some(Mark { span: view.passages.text_span(place.bytes)?, label: label.to_owned() })
        })
        .collect()
}
