//! Rules and figures in words, for people.

use kbmatch::FieldKey;
use kbmatch::article::Severity;
use kbmatch::report::{Report, Verdict};
use kbmatch::symptom::{Condition, Correlation, Expr, Pattern, Predicate, Rule, SymptomId};

use crate::engine::{Progress, SymptomWords};

/// What must hold on one event, for every symptom of a rule.
pub fn symptoms(rule: &Rule) -> Vec<SymptomWords> {
    let words = |symptom: &kbmatch::symptom::Symptom| SymptomWords {
        name: humanize(&symptom.name),
        expr: map(&symptom.expr, &Predicate::describe),
    };
    rule.symptoms.iter().map(words).collect()
}

/// A condition of `rule`, as one phrase: `token needs mfa and not azure cli output`.
pub fn condition(rule: &Rule, condition: &Condition) -> String {
    let name = |id: &SymptomId| {
        let symptom = rule.symptoms.get(id.0 as usize);
        symptom.map_or_else(String::new, |symptom| humanize(&symptom.name))
    };
    match condition {
        Condition::Formula(expr) => formula(&map(expr, &name), false),
        Condition::Correlation(correlation) => correlated(correlation, &name),
    }
}

/// The same formula over other leaves.
fn map<A, B>(expr: &Expr<A>, leaf: &impl Fn(&A) -> B) -> Expr<B> {
    let all = |of: &[Expr<A>]| of.iter().map(|e| map(e, leaf)).collect();
    match expr {
        Expr::Leaf(a) => Expr::Leaf(leaf(a)),
        Expr::All(of) => Expr::All(all(of)),
        Expr::AtLeast(n, of) => Expr::AtLeast(*n, all(of)),
        Expr::Not(inner) => Expr::Not(Box::new(map(inner, leaf))),
    }
}

fn formula(expr: &Expr<String>, nested: bool) -> String {
    let join = |of: &[Expr<String>], word: &str| {
        let parts: Vec<String> = of.iter().map(|e| formula(e, of.len() > 1)).collect();
        let joined = parts.join(word);
        if nested && of.len() > 1 { format!("({joined})") } else { joined }
    };
    match expr {
        Expr::Leaf(name) => name.clone(),
        Expr::All(of) => join(of, " and "),
        Expr::AtLeast(1, of) => join(of, " or "),
        Expr::AtLeast(n, of) => format!("at least {n} of ({})", join(of, ", ")),
        Expr::Not(inner) => format!("not {}", formula(inner, true)),
    }
}

fn correlated(correlation: &Correlation, name: &impl Fn(&SymptomId) -> String) -> String {
    let names = |of: &[SymptomId], word: &str| of.iter().map(name).collect::<Vec<_>>().join(word);
    let mut phrase = match &correlation.pattern {
        Pattern::Sequence(of) => names(of, ", then "),
        Pattern::Together(of) => names(of, " together with "),
        Pattern::Count { of, at_least } => format!("at least {at_least} times {}", name(of)),
    };
    if let Some(id) = &correlation.without {
        phrase.push_str(&format!(", without {}", name(id)));
    }
    if let Some(ms) = correlation.within_ms {
        phrase.push_str(&format!(", within {}", duration(ms)));
    }
    if !correlation.by.is_empty() {
        let fields: Vec<String> = correlation.by.iter().map(FieldKey::to_string).collect();
        phrase.push_str(&format!(", with the same {}", fields.join(" and ")));
    }
    phrase
}

fn duration(ms: u64) -> String {
    let units = [(86_400_000, "day"), (3_600_000, "hour"), (60_000, "minute"), (1_000, "second")];
    let exact = units.iter().find(|(unit, _)| ms >= *unit && ms.is_multiple_of(*unit));
    exact.map_or_else(
        || format!("{ms} ms"),
        |(unit, word)| count(usize::try_from(ms / unit).unwrap_or(usize::MAX), word),
    )
}

fn humanize(name: &str) -> String {
    name.replace('_', " ")
}

/// `1 line`, `2 lines`.
pub fn count(n: usize, word: &str) -> String {
    format!("{} {word}{}", thousands(n), if n == 1 { "" } else { "s" })
}

/// `12,345`.
pub fn thousands(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A size in bytes: `812 bytes`, `4.9 MB`.
pub fn size(bytes: usize) -> String {
    let scaled = |unit: f64, name: &str| format!("{:.1} {name}", bytes as f64 / unit);
    match bytes {
        0..=9_999 => count(bytes, "byte"),
        10_000..=999_999 => scaled(1e3, "KB"),
        1_000_000..=999_999_999 => scaled(1e6, "MB"),
        _ => scaled(1e9, "GB"),
    }
}

/// A verdict as a label.
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Match => "Match",
        Verdict::Possible => "Possible",
        Verdict::NearMiss => "Near miss",
    }
}

/// How bad a problem is, as a label.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "Critical",
        Severity::Error => "Error",
        Severity::Warning => "Warning",
        Severity::Info => "Information",
    }
}

/// Words of areas' folders that are not written as they are there.
const WORDS: [(&str, &str); 20] = [
    ("ad", "AD"),
    ("bitlocker", "BitLocker"),
    ("connect", "Connect"),
    ("dcom", "DCOM"),
    ("dfs", "DFS"),
    ("dhcp", "and DHCP"),
    ("directory", "Directory"),
    ("dns", "DNS"),
    ("entra", "Microsoft Entra"),
    ("fs", "FS"),
    ("hyper", "Hyper-V"),
    ("iis", "IIS"),
    ("policy", "Policy"),
    ("server", "Server"),
    ("sql", "SQL"),
    ("tls", "TLS"),
    ("update", "Update"),
    ("v", ""),
    ("vss", "VSS and"),
    ("desktop", "Desktop"),
];

/// An area's folder as a heading.
pub fn area(area: &str) -> String {
    if area.is_empty() {
        return "Other".to_owned();
    }
    let word = |(at, word): (usize, &str)| match WORDS.iter().find(|(known, _)| *known == word) {
        Some((_, written)) => (*written).to_owned(),
        None if at == 0 => {
            let mut chars = word.chars();
            chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
        }
        None => word.to_owned(),
    };
    let words: Vec<String> =
        area.split(['-', '/']).enumerate().map(word).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// How many events were read, whether or not the report lists them.
pub fn events_read(report: &Report) -> usize {
    report.events.len().saturating_add(report.omitted)
}

/// What a screen reader says while a long document is read: at its start, and after each quarter.
pub fn progress_announcement(name: &str, progress: &Progress) -> String {
    match progress.percent() / 25 {
        0 => format!("Reading {name}, {}.", size(progress.total)),
        quarters => format!("{} percent read.", 25 * quarters),
    }
}

/// What a screen reader says when an answer is there.
pub fn announcement(report: &Report) -> String {
    let with = |verdict: Verdict| report.results.iter().filter(move |finding| finding.verdict == verdict);
    let said = |verdict: Verdict, one: &str, many: &str| {
        let titles: Vec<&str> = with(verdict).map(|finding| finding.title.as_str()).take(3).collect();
        let verb = if with(verdict).count() == 1 { one } else { many };
        format!("{} {verb}: {}.", count(with(verdict).count(), "article"), titles.join("; "))
    };
    match report.best() {
        Some(Verdict::Match) => said(Verdict::Match, "matches", "match"),
        Some(Verdict::Possible) => said(Verdict::Possible, "is possible", "are possible"),
        Some(Verdict::NearMiss) => {
            let near = count(with(Verdict::NearMiss).count(), "article");
            format!("No article matches. {near} came close.")
        }
        None => "No article matches.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{report, with_verdict};

    fn leaf(name: &str) -> Expr<String> {
        Expr::Leaf(name.to_owned())
    }

    #[test]
    fn formulas_read_as_phrases_with_brackets_where_needed() {
        let either = Expr::any(vec![leaf("b"), leaf("c")]);
        let expr = Expr::All(vec![leaf("a"), either.clone(), Expr::Not(Box::new(leaf("d")))]);
        assert_eq!(formula(&expr, false), "a and (b or c) and not d");
        assert_eq!(formula(&Expr::Not(Box::new(either)), false), "not (b or c)");
        assert_eq!(
            formula(&Expr::AtLeast(2, vec![leaf("a"), leaf("b"), leaf("c")]), false),
            "at least 2 of (a, b, c)"
        );
        assert_eq!(formula(&Expr::All(vec![leaf("a")]), true), "a");
    }

    #[test]
    fn figures_read_well() {
        assert_eq!(
            [count(0, "line"), count(1, "line"), count(12_345, "line")],
            ["0 lines", "1 line", "12,345 lines"]
        );
        assert_eq!([size(812), size(50_000_000), size(262_144)], ["812 bytes", "50.0 MB", "262.1 KB"]);
        assert_eq!(
            [duration(600_000), duration(1_000), duration(90_000)],
            ["10 minutes", "1 second", "90 seconds"]
        );
    }

    #[test]
    fn areas_are_written_as_people_write_them() {
        for (folder, written) in [
            ("active-directory", "Active Directory"),
            ("dns-dhcp", "DNS and DHCP"),
            ("entra-connect", "Microsoft Entra Connect"),
            ("hyper-v", "Hyper-V"),
            ("vss-backup", "VSS and backup"),
            ("mail-delivery", "Mail delivery"),
            ("", "Other"),
        ] {
            assert_eq!(area(folder), written);
        }
    }

    #[test]
    fn progress_is_said_after_each_quarter_only() {
        let said = |done| {
            let progress = Progress { done, total: 200, ..Progress::default() };
            progress_announcement("a.log", &progress)
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
        assert_eq!(announcement(&both), "1 article matches: Title of a.");
        let possible =
            report(vec![with_verdict("a", Verdict::Possible), with_verdict("b", Verdict::Possible)]);
        assert_eq!(announcement(&possible), "2 articles are possible: Title of a; Title of b.");
        assert_eq!(
            announcement(&report(vec![with_verdict("b", Verdict::NearMiss)])),
            "No article matches. 1 article came close."
        );
        assert_eq!(announcement(&report(Vec::new())), "No article matches.");
    }
}
