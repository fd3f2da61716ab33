//! What articles ask for, in words of the user's language.

use crate::engine::{Expected, SymptomWords};
use crate::texts::{Language, Texts};
use kbmatch::FieldKey;
use kbmatch::symptom::{Condition, Correlation, Expr, Pattern, SymptomId};
use std::borrow::Cow;

/// What an article asks for, in words: in the user's language where the notation of authors says it all, else as the engine says
/// it, in English.
pub fn asked(t: Language, asked: &Expected) -> Cow<'_, str> {
    expected(t, asked.predicate.as_deref().unwrap_or_default(), &asked.words)
}

/// The same of a predicate as authors write it, and as the engine words it.
pub fn expected<'a>(t: Language, predicate: &str, expected: &'a str) -> Cow<'a, str> {
    if t == Language::English {
        return expected.into();
    }
    let Some(words) = predicate_in(t, predicate) else { return expected.into() };
    // The engine's way to say that it must not be so.
    if expected.starts_with("not: ") { t.fill(t.not_of, &[&words]).into() } else { words.into() }
}

/// A predicate as authors write it, `Resource|startswith: https://...`, in words; `None` where it is none.
fn predicate_in(t: Language, predicate: &str) -> Option<String> {
    let (key, value) = predicate.split_once(": ")?;
    let mut key = key.split('|');
    let what = match key.next()? {
        "code" => return Some(t.fill(t.has_code, &[value])),
        "text" => t.the_text,
        "event_id" => t.the_event_id,
        field => field,
    };
    let modifiers: Vec<&str> = key.collect();
    let has = |modifier: &str| modifiers.contains(&modifier);
    if has("exists") {
        let sentence = if value == "false" { t.is_not_there } else { t.is_there };
        return Some(t.fill(sentence, &[what]));
    }
    if value.trim_matches(['*', '?']).is_empty() {
        return Some(t.fill(t.has_value, &[what]));
    }
    let known: [(&str, fn(&Texts) -> &'static str); 9] = [
        ("re", |t| t.is_matched),
        ("cidr", |t| t.is_address_in),
        ("lte", |t| t.is_at_most),
        ("lt", |t| t.is_less),
        ("gte", |t| t.is_at_least),
        ("gt", |t| t.is_greater),
        ("startswith", |t| t.starts_with),
        ("endswith", |t| t.ends_with),
        ("contains", |t| t.contains),
    ];
    let sentence = known.iter().find(|(modifier, _)| has(modifier)).map(|(_, sentence)| sentence(&t));
    let plain = if what == t.the_text { t.contains } else { t.is };
    let is_number = value.bytes().all(|byte| byte.is_ascii_digit()) || has("cidr");
    let value = if is_number { value.to_owned() } else { t.fill(t.quoted, &[value]) };
    Some(t.fill(sentence.unwrap_or(plain), &[what, &value]))
}

/// When an article matches, as one phrase: `token needs mfa and not azure cli output`.
pub fn condition(t: Language, condition: &Condition, symptoms: &[SymptomWords]) -> String {
    let name = |id: &SymptomId| symptoms.get(id.0 as usize).map_or("", |symptom| symptom.name.as_str());
    match condition {
        Condition::Formula(expr) => formula(t, expr, &name, false),
        Condition::Correlation(correlation) => correlated(t, correlation, &name),
    }
}

fn formula<'a, L>(t: Language, expr: &Expr<L>, name: &impl Fn(&L) -> &'a str, nested: bool) -> String {
    let parts = |of: &[Expr<L>]| -> Vec<String> {
        of.iter().map(|part| formula(t, part, name, of.len() > 1)).collect()
    };
    let join = |of: &[Expr<L>], word: &str| {
        let joined = parts(of).join(word);
        if nested && of.len() > 1 { format!("({joined})") } else { joined }
    };
    match expr {
        Expr::Leaf(leaf) => name(leaf).to_owned(),
        Expr::All(of) => join(of, t.and),
        Expr::AtLeast(1, of) => join(of, t.or),
        Expr::AtLeast(n, of) => t.fill(t.at_least_listed, &[&n.to_string(), &parts(of).join(", ")]),
        Expr::Not(inner) => t.fill(t.not, &[&formula(t, inner, name, true)]),
    }
}

fn correlated<'a>(t: Language, correlation: &Correlation, name: &impl Fn(&SymptomId) -> &'a str) -> String {
    let names = |of: &[SymptomId], word: &str| of.iter().map(name).collect::<Vec<_>>().join(word);
    let mut phrase = match &correlation.pattern {
        Pattern::Sequence(of) => names(of, t.then),
        Pattern::Together(of) => names(of, t.together),
        Pattern::Count { of, at_least } => t.count_with(t.at_least_times, *at_least as usize, &[name(of)]),
    };
    if let Some(id) = &correlation.without {
        phrase.push_str(&t.fill(t.without, &[name(id)]));
    }
    if let Some(ms) = correlation.within_ms {
        phrase.push_str(&t.fill(t.within, &[&duration(t, ms)]));
    }
    if !correlation.by.is_empty() {
        let fields: Vec<String> = correlation.by.iter().map(FieldKey::to_string).collect();
        phrase.push_str(&t.fill(t.with_the_same, &[&fields.join(t.and)]));
    }
    phrase
}

fn duration(t: Language, ms: u64) -> String {
    let units = [(86_400_000, t.days), (3_600_000, t.hours), (60_000, t.minutes), (1_000, t.seconds)];
    let exact = units.iter().find(|(unit, _)| ms >= *unit && ms.is_multiple_of(*unit));
    let (unit, forms) = exact.copied().unwrap_or((1, t.milliseconds));
    t.count(forms, usize::try_from(ms / unit).unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    const EN: Language = Language::English;
    const DE: Language = Language::German;

    fn leaf(name: &'static str) -> Expr<&'static str> {
        Expr::Leaf(name)
    }

    #[test]
    fn formulas_read_as_phrases_with_brackets_where_needed() {
        let words = |t, expr: &Expr<&'static str>, nested| formula(t, expr, &|leaf| *leaf, nested);
        let either = Expr::any(vec![leaf("b"), leaf("c")]);
        let expr = Expr::All(vec![leaf("a"), either.clone(), Expr::Not(Box::new(leaf("d")))]);
        assert_eq!(words(EN, &expr, false), "a and (b or c) and not d");
        assert_eq!(words(DE, &expr, false), "a und (b oder c) und nicht d");
        assert_eq!(words(EN, &Expr::Not(Box::new(either)), false), "not (b or c)");
        let some = Expr::AtLeast(2, vec![leaf("a"), leaf("b"), leaf("c")]);
        assert_eq!(words(EN, &some, false), "at least 2 of (a, b, c)");
        assert_eq!(words(EN, &Expr::All(vec![leaf("a")]), true), "a");
    }

    #[test]
    fn times_read_well() {
        let all = [duration(EN, 600_000), duration(EN, 1_000), duration(EN, 90_000), duration(EN, 1_500)];
        assert_eq!(all, ["10 minutes", "1 second", "90 seconds", "1,500 ms"]);
    }

    #[test]
    fn a_predicate_is_worded_in_the_language_of_the_user() {
        let words = |predicate: &str, english: &str| expected(DE, predicate, english).into_owned();
        for (predicate, english, german) in [
            ("event_id: 1098", "event ID is 1098", "Ereignis-ID ist 1098"),
            ("code: 0xCAA2000C", "error code 0xCAA2000C", "Fehlercode 0xCAA2000C"),
            (
                "Resource|startswith: https://a",
                "Resource starts with \u{201c}https://a\u{201d}",
                "Resource beginnt mit \u{201e}https://a\u{201c}",
            ),
            ("text: a: b", "", "der Text enthält \u{201e}a: b\u{201c}"),
            ("event_id: 5", "not: event ID is 5", "nicht: Ereignis-ID ist 5"),
            ("x|exists: false", "", "x ist nicht da"),
            ("n|gte: 5", "", "n ist mindestens 5"),
            ("", "these events together", "these events together"),
        ] {
            assert_eq!(words(predicate, english), german);
        }
        assert_eq!(expected(EN, "event_id: 1098", "event ID is 1098"), "event ID is 1098");
    }
}
