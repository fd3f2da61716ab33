//! An article may spell a header value in any way, and matches an event that spells it in any other.

use kbmatch::report::Finding;
use kbmatch::{Input, KnowledgeBase, SourceFile, Verdict};

/// A base of one article with one symptom.
fn base(symptom: &str) -> KnowledgeBase {
    let article = format!(
        "---\nid: a\ntitle: T\nseverity: error\nproducts: [P]\nsources: [{{url: 'https://example.com/', title: S}}]\n\
         symptoms:\n  s: {{{symptom}}}\nmatch: s\n---\n## Symptoms\ns\n## Cause\nc\n## Resolution\nr\n"
    );
    let files = [SourceFile { path: "a/article.md".into(), bytes: article.clone().into() }];
    kbmatch::compile_articles(&files).unwrap_or_else(|found| {
        panic!("{}", found.iter().map(|d| d.render(&article, false)).collect::<Vec<_>>().join("\n"))
    })
}

/// An event as Event Viewer copies it, with one header field of this value.
fn event(label: &str, value: &str) -> String {
    let others =
        [("Log Name:", "L"), ("Source:", "S"), ("Event ID:", "7"), ("Level:", "Error"), ("User:", "u")];
    let mut text = String::new();
    for (name, other) in others {
        let value = if name == label { value } else { other };
        text += &format!("{name:15}{value}\n");
    }
    text + "Computer:      c\nDescription:\nm\n"
}

fn finding(symptom: &str, text: &str) -> Option<Finding> {
    base(symptom).scan(&Input::decode(text.as_bytes())).results.into_iter().next()
}

fn matches(symptom: &str, text: &str) -> bool {
    finding(symptom, text).is_some_and(|finding| finding.verdict == Verdict::Match)
}

/// Each spelling in an article matches each in an event.
fn assert_one(field: &str, label: &str, spellings: &[&str]) {
    for written in spellings {
        for printed in spellings {
            let symptom = format!("{field}: '{written}'");
            assert!(matches(&symptom, &event(label, printed)), "{symptom} on {printed}");
        }
    }
}

fn assert_different(field: &str, label: &str, pairs: &[(&str, &str)]) {
    for &(written, printed) in pairs {
        let symptom = format!("{field}: '{written}'");
        assert!(!matches(&symptom, &event(label, printed)), "{symptom} on {printed}");
    }
}

#[test]
fn a_provider_has_many_names() {
    assert_one("provider", "Source:", &["DCOM", "Microsoft-Windows-DistributedCOM", "DistributedCOM"]);
    assert_one(
        "provider",
        "Source:",
        &["Microsoft Windows security auditing.", "Microsoft-Windows-Security-Auditing", "security-auditing"],
    );
    assert_one(
        "provider",
        "Source:",
        &["Service Control Manager", "Microsoft-Windows-Service Control Manager", "Dienststeuerungs-Manager"],
    );
    assert_one("provider", "Source:", &["W32Time", "Time-Service", "Microsoft-Windows-Time-Service"]);
    assert_one(
        "provider",
        "Source:",
        &["GroupPolicy", "GroupPolicy (Microsoft-Windows-GroupPolicy)", "Microsoft-Windows-GroupPolicy"],
    );
    assert_one("provider", "Source:", &["BugCheck", "Microsoft-Windows-WER-SystemErrorReporting"]);
    assert_one(
        "provider",
        "Source:",
        &["User Device Registration", "Microsoft-Windows-User Device Registration"],
    );
}

#[test]
fn providers_with_like_names_stay_apart() {
    assert_different(
        "provider",
        "Source:",
        &[
            ("Microsoft-Windows-Kernel-Power", "Microsoft-Windows-Kernel-General"),
            ("EventLog", "Microsoft-Windows-Eventlog"),
            ("Microsoft-Windows-Eventlog", "EventLog"),
            ("Tcpip", "Microsoft-Windows-TCPIP"),
            ("disk", "Microsoft-Windows-Disk"),
            ("PowerShell", "Microsoft-Windows-PowerShell"),
            ("Userenv", "Microsoft-Windows-GroupPolicy"),
            ("Security", "Microsoft-Windows-Security-Auditing"),
            ("Contoso (Print)", "Microsoft-Windows-PrintService"),
            ("Windows Error Reporting", "Microsoft-Windows-WER-SystemErrorReporting"),
        ],
    );
}

#[test]
fn an_event_id_has_hexadecimal_and_qualified_spellings() {
    for printed in ["7026", "0x1B72", "0x00001b72", "0xC0001B72", "3221232498", "-1073734798", "07026"] {
        assert!(matches("event_id: 7026", &event("Event ID:", printed)), "{printed}");
        assert!(matches("event_id|gte: 7026", &event("Event ID:", printed)), "{printed}");
        assert!(!matches("event_id|gt: 7026", &event("Event ID:", printed)), "{printed}");
        assert!(!matches("event_id: 1026", &event("Event ID:", printed)), "{printed}");
    }
    assert!(matches("event_id: '70*'", &event("Event ID:", "0x1B72")));
    assert!(matches("event_id: 3221232498", &event("Event ID:", "7026")));
    for printed in ["72562", "702,6", "seven", "0x", "0x1B7200000000"] {
        assert!(!matches("event_id: 7026", &event("Event ID:", printed)), "{printed}");
    }
}

#[test]
fn an_event_id_is_no_error_code() {
    for printed in ["0xC0001B72", "3221232498"] {
        let text = event("Event ID:", printed);
        assert!(!matches("code: 0xC0001B72", &text), "{printed}");
        assert!(matches("code: 0xC0001B72", &text.replace("\nm\n", "\nfailed with c0001b72\n")), "{printed}");
    }
}

#[test]
fn a_log_has_a_name_in_each_language() {
    let application = ["Application", "Anwendung", "Applicazione", "Aplicativo", "애플리케이션", "应用程序"];
    assert_one("channel", "Log Name:", &application);
    assert_one("channel", "Log Name:", &["System", "Система", "Systeem", "Système", "システム"]);
    assert_one("channel", "Log Name:", &["OAlerts", "Microsoft Office Alerts"]);
    assert_different(
        "channel",
        "Log Name:",
        &[("System", "Application"), ("Security", "Setup"), ("System", "Systems")],
    );
}

#[test]
fn a_level_has_a_number_and_a_word_in_each_language() {
    assert_one(
        "level",
        "Level:",
        &["error", "2", "Fehler", "Ошибка", "エラー", "错误", "錯誤", "오류", "Błąd", "err"],
    );
    assert_one(
        "level",
        "Level:",
        &["information", "4", "0", "Informationen", "Сведения", "資訊", "Audit Failure"],
    );
    assert_one("level", "Level:", &["warning", "3", "Warnung", "警告", "WARN", "[Warning]"]);
    assert_different("level", "Level:", &[("error", "3"), ("critical", "Error"), ("verbose", "Information")]);
}

#[test]
fn a_level_compares_as_a_number_by_its_word_too() {
    for printed in ["2", "Error", "Fehler"] {
        assert!(matches("level|lte: 2", &event("Level:", printed)), "{printed}");
        assert!(!matches("level|lt: 2", &event("Level:", printed)), "{printed}");
    }
}

#[test]
fn a_service_account_has_a_sid_and_a_name_in_each_language() {
    assert_one(
        "user",
        "User:",
        &["SYSTEM", "S-1-5-18", "NT AUTHORITY\\SYSTEM", "СИСТЕМА", "NT-AUTORITÄT\\SYSTEM"],
    );
    assert_one("user", "User:", &["NETWORK SERVICE", "S-1-5-20", "AUTORITE NT\\SERVICE RÉSEAU"]);
    assert_different(
        "user",
        "User:",
        &[("SYSTEM", "CONTOSO\\SYSTEM"), ("SYSTEM", "S-1-5-19"), ("S-1-5-18", "S-1-5-180")],
    );
}

#[test]
fn a_word_for_none_is_no_user() {
    for none in ["N/A", "暂缺", "不適用", "Н/Д"] {
        assert!(matches("user|exists: false", &event("User:", none)), "{none}");
        assert!(!matches("user|exists: true", &event("User:", none)), "{none}");
    }
    assert!(matches("user|exists: true", &event("User:", "CONTOSO\\ada")));
}

#[test]
fn parts_of_a_value_are_looked_for_in_what_was_printed_and_in_its_normal_form() {
    assert!(matches("provider|endswith: distributedcom", &event("Source:", "DCOM")));
    assert!(matches("provider|contains: DCOM", &event("Source:", "DCOM")));
    assert!(matches("provider: 'Microsoft-Windows-*'", &event("Source:", "DCOM")));
    assert!(!matches("provider|cased: dcom", &event("Source:", "DCOM")));
}

#[test]
fn evidence_points_at_the_words_that_were_printed() {
    let text = event("Source:", "DCOM");
    let found = finding("provider: Microsoft-Windows-DistributedCOM", &text).expect("a finding");
    assert_eq!(found.evidence[0].found, "DCOM");
    assert_eq!(found.evidence[0].expected, "provider is \u{201c}Microsoft-Windows-DistributedCOM\u{201d}");
    let place = &found.evidence[0].spans[0];
    assert_eq!(&text[place.bytes.range()], "DCOM");
}

#[test]
fn times_of_open_days_are_ordered_within_the_day_only() {
    let article = |text: &str| {
        let article = "---\nid: a\ntitle: T\nseverity: error\nproducts: [P]\nsources: [{url: 'https://example.com/', title: S}]\n\
             symptoms:\n  a: {provider: Contoso-A, event_id: 1}\n  b: {provider: Contoso-B, event_id: 2}\n\
             match: {sequence: [a, b]}\n---\n## Symptoms\ns\n## Cause\nc\n## Resolution\nr\n";
        let files = [SourceFile { path: "a/article.md".into(), bytes: article.into() }];
        let base = kbmatch::compile_articles(&files).unwrap_or_else(|_| panic!("it compiles"));
        base.scan(&Input::decode(text.as_bytes())).results.into_iter().next().map(|finding| finding.verdict)
    };
    let events = |a: &str, b: &str| {
        format!(
            "Source:        Contoso-A\nDate:          {a}\nEvent ID:      1\nLevel:         Error\nComputer:      c\nDescription:\nm\n\n\
             Source:        Contoso-B\nDate:          {b}\nEvent ID:      2\nLevel:         Error\nComputer:      c\nDescription:\nm\n"
        )
    };
    assert_eq!(article(&events("04/05/2026 10:00:00", "04/05/2026 10:01:00")), Some(Verdict::Match));
    assert_ne!(article(&events("04/05/2026 10:01:00", "04/05/2026 10:00:00")), Some(Verdict::Match));
    assert_eq!(article(&events("04/05/2026 10:00:00", "05/04/2026 10:01:00")), Some(Verdict::Possible));
    assert_eq!(article(&events("04/05/2026 10:00:00", "2026-05-04 10:01:00")), Some(Verdict::Possible));
    assert_eq!(article(&events("2026-05-04 10:00:00", "5/13/2026 10:01:00 AM")), Some(Verdict::Match));
}
