//! Verdicts, areas and announcements in words.

use crate::engine::Progress;
use crate::texts::Language;
use kbmatch::Format;
use kbmatch::article::Severity;
use kbmatch::report::{Note, NoteCode, Report, Verdict};
use std::borrow::Cow;

/// A verdict as a label.
pub fn verdict(t: Language, verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Match => t.verdict_match,
        Verdict::Possible => t.verdict_possible,
        Verdict::NearMiss => t.verdict_near,
    }
}

/// How bad a problem is, as a label.
pub fn severity(t: Language, severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => t.severity_critical,
        Severity::Error => t.severity_error,
        Severity::Warning => t.severity_warning,
        Severity::Info => t.severity_info,
    }
}

/// A layout as a label.
pub fn format(t: Language, format: Format) -> &'static str {
    match format {
        Format::EventViewer => t.format_event_viewer,
        Format::FriendlyView => t.format_friendly_view,
        Format::WindowsNt => t.format_windows_nt,
        Format::Scom => t.format_scom,
        Format::Dcdiag => t.format_dcdiag,
        Format::Wevtutil => t.format_wevtutil,
        Format::Xml => t.format_xml,
        Format::PowerShell => t.format_powershell,
        Format::Csv => t.format_csv,
        Format::Table => t.format_table,
        Format::Json => t.format_json,
        Format::Yaml => t.format_yaml,
        Format::Splunk => t.format_splunk,
        Format::Snare => t.format_snare,
        Format::Ossec => t.format_ossec,
        Format::Cef => t.format_cef,
        Format::Leef => t.format_leef,
        Format::WinCollect => t.format_wincollect,
        Format::Cmtrace => t.format_cmtrace,
        Format::WindowsUpdateLog => t.format_windows_update_log,
        Format::Cbs => t.format_cbs,
        Format::SetupLog => t.format_setup_log,
        Format::EntraPage => t.format_entra_page,
        Format::OauthError => t.format_oauth_error,
        Format::Dsregcmd => t.format_dsregcmd,
        Format::Syslog => t.format_syslog,
        Format::Journal => t.format_journal,
        Format::Klog => t.format_klog,
        Format::Logfmt => t.format_logfmt,
        Format::StackTrace => t.format_stack_trace,
        Format::Log => t.format_log,
        Format::Text => t.format_text,
        other => other.label(),
    }
}

/// A note as a sentence. In English the engine says more than its kind.
pub fn note(t: Language, note: &Note) -> Cow<'_, str> {
    if t == Language::English {
        return note.message.as_str().into();
    }
    let kind = match note.code {
        NoteCode::Empty => t.note_empty,
        NoteCode::InvalidEncoding => t.note_encoding,
        NoteCode::Truncated => t.note_truncated,
        NoteCode::Oversize => t.note_oversize,
        NoteCode::Refused => t.note_refused,
        NoteCode::Damaged => t.note_damaged,
        _ => return note.message.as_str().into(),
    };
    kind.into()
}

/// A symptom's or a field's name as words.
pub fn humanize(name: &str) -> String {
    name.replace('_', " ")
}

/// An area's folder as a heading; empty for none.
pub fn area(area: &str) -> String {
    kbmatch::article::area_name(area).unwrap_or_default()
}

/// How many events were read, whether or not the report lists them.
pub fn events_read(report: &Report) -> usize {
    report.events.len().saturating_add(report.omitted)
}

/// What a screen reader says while a long document is read: at its start, and after each quarter.
pub fn progress_announcement(t: Language, name: &str, progress: &Progress) -> String {
    match progress.percent() / 25 {
        0 => t.fill(t.announce_reading, &[name, &t.size(progress.total)]),
        quarters => t.fill(t.announce_percent, &[&(25 * quarters).to_string()]),
    }
}

/// What a screen reader says when an answer is there.
pub fn announcement(t: Language, report: &Report) -> String {
    let with = |verdict: Verdict| report.results.iter().filter(move |finding| finding.verdict == verdict);
    let said = |verdict: Verdict, forms: &str| {
        let titles: Vec<&str> = with(verdict).map(|finding| finding.title.as_str()).take(3).collect();
        t.count_with(forms, with(verdict).count(), &[&titles.join("; ")])
    };
    match report.best() {
        Some(Verdict::Match) => said(Verdict::Match, t.announce_matches),
        Some(Verdict::Possible) => said(Verdict::Possible, t.announce_possible),
        Some(Verdict::NearMiss) => t.count(t.announce_near, with(Verdict::NearMiss).count()),
        None => t.announce_none.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{report, with_verdict};

    const EN: Language = Language::English;

    #[test]
    fn areas_are_written_as_people_write_them() {
        for (folder, written) in [
            ("active-directory", "Active Directory"),
            ("dns-dhcp", "DNS and DHCP"),
            ("entra-connect", "Microsoft Entra Connect"),
            ("hyper-v", "Hyper-V"),
            ("vss-backup", "VSS and backup"),
            ("mail-delivery", "Mail delivery"),
            ("", ""),
        ] {
            assert_eq!(area(folder), written);
        }
    }

    #[test]
    fn progress_is_said_after_each_quarter_only() {
        let said = |done| {
            let progress = Progress { done, total: 200, ..Progress::default() };
            progress_announcement(EN, "a.log", &progress)
        };
        assert_eq!([said(0), said(49)], ["Reading a.log, 200 bytes.", "Reading a.log, 200 bytes."]);
        assert_eq!(
            [said(50), said(99), said(150)],
            ["25 percent read.", "25 percent read.", "75 percent read."]
        );
    }

    #[test]
    fn events_that_are_not_listed_count_as_read() {
        let report = Report { omitted: 3, ..report(Vec::new()) };
        assert_eq!(events_read(&report), 3);
    }

    #[test]
    fn the_announcement_names_the_best_verdict_only() {
        let both = report(vec![with_verdict("a", Verdict::Match), with_verdict("b", Verdict::NearMiss)]);
        assert_eq!(announcement(EN, &both), "1 article matches: Title of a.");
        assert_eq!(announcement(Language::German, &both), "1 Artikel trifft zu: Title of a.");
        let possible =
            report(vec![with_verdict("a", Verdict::Possible), with_verdict("b", Verdict::Possible)]);
        assert_eq!(announcement(EN, &possible), "2 articles are possible: Title of a; Title of b.");
        assert_eq!(
            announcement(EN, &report(vec![with_verdict("b", Verdict::NearMiss)])),
            "No article matches. 1 article came close."
        );
        assert_eq!(announcement(EN, &report(Vec::new())), "No article matches.");
    }

    #[test]
    fn layouts_have_in_english_the_names_that_the_engine_gives_them() {
        assert!(Format::ALL.iter().all(|&of| format(EN, of) == of.label()));
    }
}
