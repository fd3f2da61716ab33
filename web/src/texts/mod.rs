//! The words of the page: one table for each language, and how its sentences, counts and numbers are made.
//!
//! A sentence has places for values, `{0}`, `{1}`; what depends on a number has a form for each of the language's plurals,
//! `{0} line|{0} lines`. Whole sentences only: how words are put together differs from language to language.
//!
//! To add a language: a file beside `de.rs`, and a line in [`Language`]'s functions; the compiler names what is missing.

mod de;
mod en;
mod pseudo;
mod table;

pub(crate) use table::Texts;

use crate::dom;
use crate::site::Site;
use std::ops::Deref;
use std::sync::OnceLock;

const KEY: &str = "kbmatch-language";

/// A language of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// German.
    German,
    /// None, for tests: English with accents, in which every text that does not come from the table shows.
    Accented,
    /// The same from right to left.
    Mirrored,
}

/// A part of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part<'a> {
    /// Words.
    Words(&'a str),
    /// The place for the value with this number.
    Place(usize),
}

impl Language {
    /// Those that are offered.
    pub const OFFERED: [Self; 2] = [Self::English, Self::German];

    /// The language's tag, for `lang`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::Accented => "en-XA",
            Self::Mirrored => "ar-XB",
        }
    }

    /// The tag of the language of what comes from the engine: one of `web/codes/`.
    pub fn words(self) -> &'static str {
        match self {
            Self::German => "de",
            _ => "en",
        }
    }

    /// The way in which it is written, for `dir`.
    pub fn direction(self) -> &'static str {
        if self == Self::Mirrored { "rtl" } else { "ltr" }
    }

    /// What it calls itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::German => "Deutsch",
            Self::English | Self::Accented | Self::Mirrored => "English",
        }
    }

    /// The first language that the page knows of those that the user prefers, given their tags in order.
    pub fn preferred<T: AsRef<str>>(tags: impl IntoIterator<Item = T>) -> Self {
        tags.into_iter().find_map(|tag| Self::of(tag.as_ref())).unwrap_or_default()
    }

    /// The language of a tag: `de`, `de-CH`.
    pub fn of(tag: &str) -> Option<Self> {
        let all = [Self::Accented, Self::Mirrored, Self::English, Self::German];
        let is = |whole: &str| tag.eq_ignore_ascii_case(whole);
        let first = tag.split('-').next().unwrap_or_default();
        all.into_iter().find(|language| is(language.tag()) || first.eq_ignore_ascii_case(language.tag()))
    }

    /// The one that the user chose on this page; else the site's; else the one that the user prefers in general.
    pub fn remembered() -> Self {
        let chosen = dom::storage().and_then(|storage| storage.get_item(KEY).ok()?);
        let of_site = || Site::of(&dom::site()).lang.and_then(|tag| Self::of(&tag));
        let chosen = chosen.and_then(|tag| Self::of(&tag)).or_else(of_site);
        chosen.unwrap_or_else(|| Self::preferred(dom::languages()))
    }

    /// Remembers it, if the browser allows.
    pub fn remember(self) {
        if let Some(storage) = dom::storage() {
            // A browser that refuses to remember is no reason to bother the user.
            let _ = storage.set_item(KEY, self.tag());
        }
    }

    /// A sentence with values in its places.
    pub fn fill(self, sentence: &str, values: &[&str]) -> String {
        let part = |part| match part {
            Part::Words(words) => words,
            Part::Place(at) => values.get(at).copied().unwrap_or_default(),
        };
        parts(sentence).map(part).collect()
    }

    /// The form of a sentence that fits `n`, with that number in its first place: `12,345 lines`.
    pub fn count(self, forms: &str, n: usize) -> String {
        self.fill(self.form(forms, n), &[&self.number(n)])
    }

    /// As [`Language::count`], with more values in the places after the first.
    pub fn count_with(self, forms: &str, n: usize, more: &[&str]) -> String {
        let number = self.number(n);
        let values: Vec<&str> = std::iter::once(number.as_str()).chain(more.iter().copied()).collect();
        self.fill(self.form(forms, n), &values)
    }

    /// The form for `n`: so far all languages have one for one, and one for all other numbers.
    pub(crate) fn form(self, forms: &str, n: usize) -> &str {
        let (one, other) = forms.split_once('|').unwrap_or((forms, forms));
        if n == 1 { one } else { other }
    }

    /// A number with its digits in groups: `12,345`.
    pub fn number(self, n: usize) -> String {
        let digits = n.to_string();
        let mut out = String::with_capacity(digits.len() + digits.len() / 3);
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                out.push(if self == Self::German { '.' } else { ',' });
            }
            out.push(digit);
        }
        out
    }

    /// A size in bytes: `812 bytes`, `4.9 MB`.
    pub fn size(self, bytes: usize) -> String {
        let scaled = |unit: f64, sentence: &str| {
            let figure = format!("{:.1}", bytes as f64 / unit);
            let figure = if self == Self::German { figure.replace('.', ",") } else { figure };
            self.fill(sentence, &[&figure])
        };
        match bytes {
            0..=9_999 => self.count(self.bytes, bytes),
            10_000..=999_999 => scaled(1e3, self.kilobytes),
            1_000_000..=999_999_999 => scaled(1e6, self.megabytes),
            _ => scaled(1e9, self.gigabytes),
        }
    }
}

impl Deref for Language {
    type Target = Texts;

    fn deref(&self) -> &Texts {
        static PSEUDO: OnceLock<Texts> = OnceLock::new();
        match self {
            Self::English => &en::TEXTS,
            Self::German => &de::TEXTS,
            Self::Accented | Self::Mirrored => PSEUDO.get_or_init(|| {
                let mut texts = en::TEXTS.clone();
                texts.all_mut().for_each(|text| *text = pseudo::accented(text));
                texts
            }),
        }
    }
}

/// The parts of a sentence, in order.
pub(crate) fn parts(sentence: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = sentence;
    std::iter::from_fn(move || {
        if let Some((at, after)) = place(rest) {
            rest = after;
            return Some(Part::Place(at));
        }
        let next = rest.char_indices().skip(1).find(|(at, _)| place(&rest[*at..]).is_some());
        let (words, after) = rest.split_at(next.map_or(rest.len(), |(at, _)| at));
        rest = after;
        (!words.is_empty()).then_some(Part::Words(words))
    })
}

/// The place that a text begins with, and what stands behind it.
fn place(text: &str) -> Option<(usize, &str)> {
    let (digit, after) = text.strip_prefix('{')?.split_once('}')?;
    Some((digit.parse().ok()?, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_language_that_the_page_knows_is_taken() {
        for (tags, language) in [
            (&["de-AT", "en"][..], Language::German),
            (&["fr", "en-GB", "de"], Language::English),
            (&["fr"], Language::English),
            (&["en-XA"], Language::Accented),
            (&["ar-xb", "de"], Language::Mirrored),
            (&["den"], Language::English),
            (&[], Language::English),
        ] {
            assert_eq!(Language::preferred(tags), language, "{tags:?}");
        }
    }

    #[test]
    fn a_sentence_is_filled_in_the_order_of_its_language() {
        let all = |sentence| parts(sentence).collect::<Vec<_>>();
        assert_eq!(
            all("a {1} {x} {0}"),
            [Part::Words("a "), Part::Place(1), Part::Words(" {x} "), Part::Place(0)]
        );
        assert_eq!(Language::English.fill("{1}: {0}.", &["x", "{0}"]), "{0}: x.");
        assert_eq!(all(""), []);
    }

    #[test]
    fn counts_and_figures_read_well_in_each_language() {
        let (en, de) = (Language::English, Language::German);
        assert_eq!([en.count(en.lines, 0), en.count(en.lines, 1)], ["0 lines", "1 line"]);
        assert_eq!(
            [en.count(en.lines, 12_345), de.count(de.lines, 12_345)],
            ["12,345 lines", "12.345 Zeilen"]
        );
        assert_eq!(
            [en.size(812), en.size(50_000_000), en.size(262_144)],
            ["812 bytes", "50.0 MB", "262.1 KB"]
        );
        assert_eq!(de.size(50_000_000), "50,0 MB");
    }

    #[test]
    fn the_entry_begins_with_what_the_program_draws_then() {
        let entry = include_str!("../../../index.html").replace("<span>", "").replace("</span>", "");
        for t in Language::OFFERED {
            for words in [t.view_match, t.articles, t.headline, t.lead, t.paste_label] {
                let shown = format!(r#"<span lang="{}">{words}"#, t.tag());
                assert!(entry.contains(&shown), "{shown}");
            }
        }
    }

    #[test]
    fn every_text_has_the_same_places_in_every_language() {
        let places = |text: &str| {
            let place = |part| if let Part::Place(at) = part { Some(at) } else { None };
            let mut places: Vec<usize> = parts(text).filter_map(place).collect();
            places.sort_unstable();
            places.dedup();
            places
        };
        for language in [Language::German, Language::Accented] {
            for ((name, en), (_, other)) in en::TEXTS.all().into_iter().zip(language.all()) {
                assert!(!other.trim().is_empty(), "{name} in {language:?}");
                assert_eq!(places(en), places(other), "{name} in {language:?}");
                assert_eq!(en.contains('|'), other.contains('|'), "{name} in {language:?}");
            }
        }
    }
}
