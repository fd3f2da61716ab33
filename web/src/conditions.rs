//! What articles ask for, in words of the user's language.

use crate::engine::{Applies, Expected, Relation};
use crate::texts::Language;
use kbmatch::symptom::Expr;
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
        "provider" => t.field_provider,
        "channel" => t.field_log,
        "level" => t.field_level,
        "time" => t.field_time,
        "computer" => t.field_computer,
        "user" => t.field_user,
        "task" => t.field_task,
        "message" => t.field_message,
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
    let known: [(&str, &str); 9] = [
        ("re", t.is_matched),
        ("cidr", t.is_address_in),
        ("lte", t.is_at_most),
        ("lt", t.is_less),
        ("gte", t.is_at_least),
        ("gt", t.is_greater),
        ("startswith", t.starts_with),
        ("endswith", t.ends_with),
        ("contains", t.contains),
    ];
    let sentence = known.iter().find(|(modifier, _)| has(modifier)).map(|(_, sentence)| *sentence);
    let plain = if what == t.the_text { t.contains } else { t.is };
    let is_number = value.bytes().all(|byte| byte.is_ascii_digit()) || has("cidr");
    let value = if is_number { value.to_owned() } else { t.fill(t.quoted, &[value]) };
    Some(t.fill(sentence.unwrap_or(plain), &[what, &value]))
}

/// When an article matches, as one phrase: `token needs mfa and not azure cli output`.
pub fn condition(t: Language, applies: &Applies) -> String {
    match applies {
        Applies::Formula(expr) => formula(t, expr, false),
        Applies::Related { relation, names, without, within_ms, by } => {
            let mut phrase = match relation {
                Relation::Sequence => names.join(t.then),
                Relation::Together => names.join(t.together),
                Relation::Times(times) => t.count_with(t.at_least_times, *times as usize, &[&names.concat()]),
            };
            if let Some(name) = without {
                phrase.push_str(&t.fill(t.without, &[name]));
            }
            if let Some(ms) = within_ms {
                phrase.push_str(&t.fill(t.within, &[&duration(t, *ms)]));
            }
            if !by.is_empty() {
                phrase.push_str(&t.fill(t.with_the_same, &[&by.join(t.and)]));
            }
            phrase
        }
    }
}

fn formula(t: Language, expr: &Expr<String>, nested: bool) -> String {
    let parts = |of: &[Expr<String>]| -> Vec<String> {
        of.iter().map(|part| formula(t, part, of.len() > 1)).collect()
    };
    let join = |of: &[Expr<String>], word: &str| {
        let joined = parts(of).join(word);
        if nested && of.len() > 1 { format!("({joined})") } else { joined }
    };
    match expr {
        Expr::Leaf(name) => name.clone(),
        Expr::All(of) => join(of, t.and),
        Expr::AtLeast(1, of) => join(of, t.or),
        Expr::AtLeast(n, of) => t.fill(t.at_least_listed, &[&n.to_string(), &parts(of).join(", ")]),
        Expr::Not(inner) => t.fill(t.not, &[&formula(t, inner, true)]),
    }
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

    fn leaf(name: &str) -> Expr<String> {
        Expr::Leaf(name.to_owned())
    }

    #[test]
    fn formulas_read_as_phrases_with_brackets_where_needed() {
        let words = formula;
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
    fn events_in_relation_read_as_a_phrase() {
        let applies = Applies::Related {
            relation: Relation::Sequence,
            names: vec!["a".to_owned(), "b".to_owned()],
            without: Some("c".to_owned()),
            within_ms: Some(600_000),
            by: vec!["computer".to_owned(), "user".to_owned()],
        };
        assert_eq!(
            condition(EN, &applies),
            "a, then b, without c, within 10 minutes, with the same computer and user"
        );
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
            (
                "provider: Contoso",
                "provider is \u{201c}Contoso\u{201d}",
                "Quelle ist \u{201e}Contoso\u{201c}",
            ),
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
