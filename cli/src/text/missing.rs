//! What a `possible` lacks, and where to get it.

use super::page::{CODE, DIM, OPEN, Page};
use super::rich::Rich;
use kbmatch::report::{EventSummary, Finding, Missing, Report};

/// Says what to add to be sure, and where it can be copied from.
pub(super) fn write(page: &mut Page, report: &Report, finding: &Finding) {
    if finding.missing.is_empty() {
        return;
    }
    page.heading(&Rich::styled(OPEN, "To be sure, add"));
    let mut said: Vec<&str> = Vec::new();
    for Missing { expected, .. } in &finding.missing {
        if !said.contains(&expected.as_str()) {
            said.push(expected);
            page.item(&Rich::text(expected));
        }
    }
    page.blank();
    write_where(page, report, &finding.missing);
}

fn write_where(page: &mut Page, report: &Report, missing: &[Missing]) {
    let how = "Copy the whole event: select it in Event Viewer, then Action > Copy > Copy Details as Text.";
    page.paragraph(&Rich::styled(DIM, how));
    let events = missing.iter().filter_map(|missing| report.events.get(missing.event?));
    if let Some(command) = events.filter_map(command).next() {
        page.paragraph(&Rich::styled(DIM, "Or, on that machine, print the latest of them:"));
        page.content(&[Rich::text("    ").and(CODE, &command)]);
    }
}

/// The command that prints such events. None for a log whose name could do more than name a log.
fn command(event: &EventSummary) -> Option<String> {
    let (channel, id) = (event.channel.as_ref()?, event.event_id?);
    let harmless = |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '_' | '/' | '.');
    let named = !channel.is_empty()
        && channel.len() < 256
        && channel.starts_with(|c: char| c.is_ascii_alphanumeric());
    (named && channel.chars().all(harmless))
        .then(|| format!("wevtutil qe \"{channel}\" /q:\"*[System[EventID={id}]]\" /c:5 /rd:true /f:text"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use kbmatch::{Format, Span};

    fn event(channel: &str) -> EventSummary {
        EventSummary {
            format: Format::EventViewer,
            span: Span::default().into(),
            provider: None,
            channel: Some(channel.to_owned()),
            event_id: Some(1098),
            level: None,
            time: None,
            computer: None,
            user: None,
            task: None,
            codes: Vec::new(),
        }
    }

    #[test]
    fn a_command_names_the_log_and_the_event() {
        let expected = "wevtutil qe \"Microsoft-Windows-AAD/Operational\" /q:\"*[System[EventID=1098]]\" /c:5 /rd:true /f:text";
        assert_eq!(command(&event("Microsoft-Windows-AAD/Operational")).as_deref(), Some(expected));
    }

    #[test]
    fn a_paste_cannot_write_the_command() {
        for channel in ["x\" & calc \"", "$(calc)", "`calc`", "/cl:calc", "a%PATH%", "", "x\ny"] {
            assert_eq!(command(&event(channel)), None, "{channel}");
        }
    }
}
