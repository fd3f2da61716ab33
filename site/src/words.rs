//! The words of the pages that need no script, in the languages that a site can have.

use crate::settings::Language;
use kbmatch::article::Severity;

/// What the pages say beside what articles say.
#[derive(Debug)]
pub(crate) struct Words {
    pub(crate) skip: &'static str,
    pub(crate) views: &'static str,
    pub(crate) matcher: &'static str,
    pub(crate) articles: &'static str,
    pub(crate) search: &'static str,
    pub(crate) areas: &'static str,
    pub(crate) products: &'static str,
    pub(crate) tags: &'static str,
    pub(crate) no_area: &'static str,
    pub(crate) severity: &'static str,
    /// Critical, error, warning, information.
    severities: [&'static str; 4],
    pub(crate) applies_to: &'static str,
    pub(crate) versions: &'static str,
    pub(crate) area: &'static str,
    pub(crate) article: &'static str,
    pub(crate) updated: &'static str,
    pub(crate) symptoms: &'static str,
    /// One, several.
    pub(crate) cause: [&'static str; 2],
    pub(crate) resolution: [&'static str; 2],
    pub(crate) more: &'static str,
    pub(crate) related: &'static str,
    pub(crate) sources: &'static str,
    pub(crate) table: &'static str,
    pub(crate) code: &'static str,
    pub(crate) elsewhere: &'static str,
    pub(crate) draft: &'static str,
    pub(crate) looks_for: &'static str,
    pub(crate) looks_for_lead: &'static str,
    pub(crate) looks_for_nothing: &'static str,
    pub(crate) try_it: &'static str,
    pub(crate) try_it_lead: &'static str,
    pub(crate) try_it_link: &'static str,
    pub(crate) previous: &'static str,
    pub(crate) next: &'static str,
    pub(crate) pages: &'static str,
    pub(crate) privacy: &'static str,
    pub(crate) without_script: &'static str,
    pub(crate) license: &'static str,
    pub(crate) feed: &'static str,
    pub(crate) description: &'static str,
    /// One article, several articles.
    counts: [&'static str; 2],
    thousands: char,
}

const ENGLISH: Words = Words {
    skip: "Skip to the content",
    views: "Views",
    matcher: "Match",
    articles: "Articles",
    search: "Search",
    areas: "Areas",
    products: "Products",
    tags: "Tags",
    no_area: "Other",
    severity: "Severity",
    severities: ["Critical", "Error", "Warning", "Information"],
    applies_to: "Applies to",
    versions: "Versions",
    area: "Area",
    article: "Article",
    updated: "updated",
    symptoms: "Symptoms",
    cause: ["Cause", "Causes"],
    resolution: ["Resolution", "Resolutions"],
    more: "More information",
    related: "Related articles",
    sources: "Sources",
    table: "Table",
    code: "Code",
    elsewhere: " (another site)",
    draft: "A draft that a program made of its source: nobody has looked through it yet.",
    looks_for: "What kbmatch looks for",
    looks_for_lead: "This article is found by an event that shows, of these, what its conditions ask for:",
    looks_for_nothing: "This article is found by a search only: it names no events.",
    try_it: "Do you have the event?",
    try_it_lead: "Paste its text, and see whether this article explains it. Nothing of it leaves your browser.",
    try_it_link: "Paste an event",
    previous: "Previous",
    next: "Next",
    pages: "Pages",
    privacy: "What you paste is read in your browser. Nothing of it is sent or stored.",
    without_script: "The articles can be read without scripts:",
    license: "The terms of the articles:",
    feed: "Changed articles",
    description: "Paste the text of a Windows event; get the article that explains it. Nothing leaves this page.",
    counts: ["article", "articles"],
    thousands: ',',
};

const GERMAN: Words = Words {
    skip: "Zum Inhalt",
    views: "Ansichten",
    matcher: "Zuordnen",
    articles: "Artikel",
    search: "Suche",
    areas: "Bereiche",
    products: "Produkte",
    tags: "Stichwörter",
    no_area: "Sonstiges",
    severity: "Schweregrad",
    severities: ["Kritisch", "Fehler", "Warnung", "Information"],
    applies_to: "Gilt für",
    versions: "Versionen",
    area: "Bereich",
    article: "Artikel",
    updated: "aktualisiert",
    symptoms: "Symptome",
    cause: ["Ursache", "Ursachen"],
    resolution: ["Lösung", "Lösungen"],
    more: "Weitere Informationen",
    related: "Verwandte Artikel",
    sources: "Quellen",
    table: "Tabelle",
    code: "Code",
    elsewhere: " (andere Website)",
    draft: "Ein Entwurf, den ein Programm aus seiner Quelle gemacht hat: Noch hat ihn niemand durchgesehen.",
    looks_for: "Wonach kbmatch sucht",
    looks_for_lead: "Diesen Artikel findet ein Ereignis, das hiervon zeigt, was seine Bedingungen verlangen:",
    looks_for_nothing: "Diesen Artikel findet nur die Suche: Er nennt keine Ereignisse.",
    try_it: "Haben Sie das Ereignis?",
    try_it_lead: "Fügen Sie seinen Text ein und sehen Sie, ob dieser Artikel es erklärt. Nichts davon verlässt Ihren Browser.",
    try_it_link: "Ereignis einfügen",
    previous: "Zurück",
    next: "Weiter",
    pages: "Seiten",
    privacy: "Was Sie einfügen, wird in Ihrem Browser gelesen. Nichts davon wird gesendet oder gespeichert.",
    without_script: "Die Artikel sind ohne Skripte lesbar:",
    license: "Lizenz der Artikel:",
    feed: "Geänderte Artikel",
    description: "Text eines Windows-Ereignisses einfügen und den Artikel lesen, der es erklärt. Nichts verlässt diese Seite.",
    counts: ["Artikel", "Artikel"],
    thousands: '.',
};

impl Words {
    pub(crate) fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::German => &GERMAN,
        }
    }

    pub(crate) fn severity_of(&self, severity: Severity) -> &'static str {
        self.severities[match severity {
            Severity::Critical => 0,
            Severity::Error => 1,
            Severity::Warning => 2,
            Severity::Info => 3,
        }]
    }

    /// `1 article`, `12,345 articles`.
    pub(crate) fn count(&self, articles: usize) -> String {
        let digits = articles.to_string();
        let mut shown = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                shown.push(self.thousands);
            }
            shown.push(digit);
        }
        format!("{shown} {}", self.counts[usize::from(articles != 1)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_written_as_the_language_has_them() {
        assert_eq!(ENGLISH.count(1), "1 article");
        assert_eq!(ENGLISH.count(12_345), "12,345 articles");
        assert_eq!(GERMAN.count(100_000), "100.000 Artikel");
    }
}
