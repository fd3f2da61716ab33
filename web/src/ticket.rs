//! The answer as a text to take along into a ticket.

use crate::evidence::{self, Item};
use crate::texts::Language;
use crate::{conditions, words};
use kbmatch::article::Source;
use kbmatch::report::Finding;
use kbmatch::{Report, gathered};
use std::collections::BTreeSet;

/// How it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// For trackers that read Markdown.
    Markdown,
    /// For all others.
    Plain,
    /// For programs: the report as it is.
    Json,
}

impl Form {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Markdown, Self::Plain, Self::Json];

    /// The name for people.
    pub fn label(self, t: Language) -> &'static str {
        match self {
            Self::Markdown => t.markdown,
            Self::Plain => t.plain_text,
            Self::Json => t.json,
        }
    }
}

/// More events than this are not listed.
const EVENTS: usize = 5;

/// The finding in that form; `None` for the report itself, which the worker has. `sources` are the article's; they are public.
pub fn write(
    t: Language,
    form: Form,
    report: &Report,
    finding: &Finding,
    sources: &[Source],
) -> Option<String> {
    let marks = match form {
        Form::Json => return None,
        Form::Markdown => Marks { bold: "**", code: "`", bullet: "- " },
        Form::Plain => Marks { bold: "", code: "\"", bullet: "- " },
    };
    Some(text(t, report, finding, sources, &marks))
}

struct Marks {
    bold: &'static str,
    code: &'static str,
    bullet: &'static str,
}

impl Marks {
    fn bold(&self, text: &str) -> String {
        format!("{0}{text}{0}", self.bold)
    }

    /// A value of the text. What would end the marks around it, or the line, is left out.
    fn code(&self, text: &str) -> String {
        let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        format!("{0}{1}{0}", self.code, plain.replace(self.code, "'"))
    }
}

fn text(t: Language, report: &Report, finding: &Finding, sources: &[Source], marks: &Marks) -> String {
    let Marks { bullet, .. } = marks;
    let mut out = format!("{}\n", marks.bold(&finding.title));
    out.push_str(&t.fill(t.ticket_article, &[words::verdict(t, finding.verdict), &finding.article]));
    out.push('\n');
    let lines = |title: &str, lines: Vec<String>| {
        let lines: String = lines.into_iter().map(|line| format!("{bullet}{line}\n")).collect();
        if lines.is_empty() { lines } else { format!("\n{}\n{lines}", marks.bold(title)) }
    };
    out.push_str(&lines(t.ticket_events, events(t, report, finding, marks)));
    let items = evidence::items(finding);
    out.push_str(&lines(t.ticket_evidence, items.iter().map(|item| fact(t, item, marks)).collect()));
    let missing = finding.missing.iter().map(|missing| {
        let predicate = missing.predicate.as_deref().unwrap_or_default();
        conditions::expected(t, predicate, &missing.expected).into_owned()
    });
    out.push_str(&lines(t.ticket_missing, missing.collect()));
    let sources = sources.iter().map(|source| format!("{}: {}", source.title, source.url.as_str()));
    out.push_str(&lines(t.sources, sources.collect()));
    out
}

fn events(t: Language, report: &Report, finding: &Finding, marks: &Marks) -> Vec<String> {
    let numbers: BTreeSet<usize> = gathered(finding.evidence.iter().map(|evidence| evidence.event));
    let events = numbers.iter().filter_map(|at| report.events.get(*at));
    let line = |event: &kbmatch::report::EventSummary| {
        let id = event.event_id.map(|id| t.fill(t.event_id, &[&id.to_string()]));
        let from = event.provider.as_ref().map(|provider| t.fill(t.ticket_from, &[&marks.code(provider)]));
        let on = event.computer.as_ref().map(|computer| t.fill(t.ticket_on, &[&marks.code(computer)]));
        let at = event.time.as_ref().map(|time| t.fill(t.ticket_at, &[&marks.code(time)]));
        [id, from, on, at].into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    events.take(EVENTS).map(line).filter(|line| !line.is_empty()).collect()
}

fn fact(t: Language, item: &Item<'_>, marks: &Marks) -> String {
    let expected = conditions::expected(t, item.predicate, item.expected);
    let found = if item.found.is_empty() { t.ticket_not_there.to_owned() } else { marks.code(item.found) };
    let fact = match item.side {
        evidence::Side::For => format!("{expected}: {found}"),
        evidence::Side::Against => t.fill(t.ticket_against, &[&expected, &found]),
    };
    match item.spans.first() {
        Some(place) => t.fill(t.ticket_line, &[&fact, &place.line.to_string()]),
        None => fact,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{finding, report};

    fn written(form: Form, finding: &Finding) -> String {
        write(Language::English, form, &report(vec![finding.clone()]), finding, &[]).unwrap_or_default()
    }

    #[test]
    fn a_ticket_names_verdict_evidence_and_line() {
        let finding = finding("kb1", &[(2, 6)], &[]);
        assert_eq!(
            written(Form::Markdown, &finding),
            "**Title of kb1**\nMatch (article kb1)\n\n**Evidence**\n- the text contains x: `x`, line 1\n"
        );
        assert_eq!(
            written(Form::Plain, &finding),
            "Title of kb1\nMatch (article kb1)\n\nEvidence\n- the text contains x: \"x\", line 1\n"
        );
    }

    #[test]
    fn a_value_cannot_leave_its_marks() {
        let mut hostile = finding("kb1", &[(2, 6)], &[]);
        hostile.evidence[0].found = "a`\n# b".into();
        let text = written(Form::Markdown, &hostile);
        assert!(text.contains("`a' # b`"), "{text}");
    }
}
