//! What machines log when nothing is wrong: no article explains it, whatever layout it comes in.

use super::Draft;
use super::diagnostic::{Diagnostic, DiagnosticCode};
use crate::report::{Finding, Report, Verdict};
use crate::{Input, KnowledgeBase};
use std::collections::BTreeSet;

macro_rules! logs {
    ($($name:literal,)+) => {
        /// Ordinary logs, a dozen layouts of them, by name. Providers, numbers and fields are those of the products; sentences and
        /// names are made up.
        pub const ORDINARY_LOGS: &[(&str, &str)] = &[$(($name, include_str!(concat!("ordinary/", $name)))),+];
    };
}

logs! {
    "access.log",
    "application.log",
    "cbs.log",
    "cmtrace.log",
    "dcdiag.txt",
    "dsregcmd.txt",
    "event-viewer-de.txt",
    "event-viewer.txt",
    "events.csv",
    "events.xml",
    "iis.log",
    "journal.log",
    "klog.log",
    "logfmt.log",
    "mail.txt",
    "powershell-list.txt",
    "powershell-table.txt",
    "setupact.log",
    "sign-ins.json",
    "syslog.log",
    "wevtutil.txt",
    "windows-update.log",
    "winlogbeat.jsonl",
}

/// Every article that an ordinary log brings up.
pub(super) fn check(drafts: &[Draft<'_>], base: &KnowledgeBase) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    for (name, text) in ORDINARY_LOGS {
        let report = base.scan(&Input::decode(text.as_bytes()));
        for finding in &report.results {
            let draft = drafts.iter().find(|draft| draft.article.id == finding.article);
            let Some((draft, code)) = draft.zip(code_of(finding.verdict)) else { continue };
            // One event in many layouts is one mistake.
            if !found.iter().any(|known| known.code == code && known.file == draft.file.path) {
                found.push(diagnostic(draft, code, finding, &report, name, text));
            }
        }
    }
    found
}

fn code_of(verdict: Verdict) -> Option<DiagnosticCode> {
    match verdict {
        Verdict::Match => Some(DiagnosticCode::OrdinaryMatch),
        Verdict::Possible => Some(DiagnosticCode::OrdinaryPossible),
        Verdict::NearMiss => None,
    }
}

fn diagnostic(
    draft: &Draft<'_>,
    code: DiagnosticCode,
    finding: &Finding,
    report: &Report,
    name: &str,
    text: &str,
) -> Diagnostic {
    let verdict = finding.verdict.name();
    let event = finding.evidence.first().and_then(|evidence| report.events.get(evidence.event));
    let line =
        event.and_then(|event| text.get(event.span.bytes.range())).map(first_words).unwrap_or_default();
    let message = format!("`{}` is a {verdict} for an ordinary event of {name}: {line}", draft.article.id);
    // Alternatives of a symptom often share predicates.
    let because: BTreeSet<String> = finding
        .evidence
        .iter()
        .map(|evidence| format!("{}: {}", evidence.symptom, evidence.expected))
        .collect();
    let because: Vec<String> = because.into_iter().collect();
    Diagnostic::new(code, &draft.file.path, draft.places.matches, message)
        .hint(format!("ask for more than {}", because.join("; ")))
}

/// So many characters of an event are shown.
const SHOWN: usize = 100;

fn first_words(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = words.join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}...", &line[..end]),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ordinary_log_is_read_as_events_of_its_layout() {
        let mut formats = BTreeSet::new();
        for (name, text) in ORDINARY_LOGS {
            let events = crate::read(text).events;
            assert!(!events.is_empty(), "{name}");
            // All of the mail is a text; dcdiag tells of tests around its events.
            let may_be_plain = match *name {
                "mail.txt" => events.len(),
                "dcdiag.txt" => events.len() - 1,
                _ => 0,
            };
            let plain = events.iter().filter(|event| event.format == crate::Format::Text).count();
            assert!(plain <= may_be_plain, "{name}: {plain} of {} events are plain text", events.len());
            formats.extend(events.iter().map(|event| event.format.label()));
        }
        assert!(formats.len() >= 16, "{formats:?}");
    }
}
