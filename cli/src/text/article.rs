use super::page::{BOLD, DIM, PLAIN, Page};
use super::prose::Setter;
use super::rich::Rich;
use kbmatch::KnowledgeBase;
use kbmatch::article::{Article, Block, Entry, License, Origin, Section, Source};
use kbmatch::report::Capture;
use std::collections::BTreeMap;

/// An article of `base` as text: its prose with the words that stand in for values of a paste.
pub fn article_text(base: &KnowledgeBase, article: &Article, columns: usize) -> String {
    let mut page = Page::new(columns);
    page.hanging("", &Rich::styled(BOLD, &article.title));
    page.hanging("", &Rich::styled(DIM, &about(&article.entry())));
    let sections = Sections { base, article, captures: &BTreeMap::new() };
    let all: Vec<&str> = article.rule.causes.iter().map(|cause| cause.name.as_str()).collect();
    sections.write(&mut page, &all);
    page.finish()
}

/// One line about an article: id, area, severity, products.
pub(super) fn about(article: &Entry) -> String {
    let area = if article.area.is_empty() { String::new() } else { format!(" in {}", article.area) };
    let products = article.products.join(", ");
    format!("{}{area}, severity {}, {products}", article.id, article.severity.name())
}

/// The sections of an article, with the values of a paste.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sections<'a> {
    pub(super) base: &'a KnowledgeBase,
    pub(super) article: &'a Article,
    pub(super) captures: &'a BTreeMap<String, Capture>,
}

impl Sections<'_> {
    /// Writes the prose. Of named causes, only `causes`, in that order, each with its resolution.
    pub(super) fn write(self, page: &mut Page, causes: &[&str]) {
        let body = &self.article.body;
        self.section(page, "Symptoms", None, &body.symptoms);
        for cause in std::iter::once(None).chain(causes.iter().map(Some)) {
            let named = |section: &&Section| section.cause.as_deref() == cause.copied();
            for section in body.causes.iter().filter(named) {
                self.section(page, "Cause", cause.copied(), &section.prose);
            }
            for section in body.resolutions.iter().filter(named) {
                self.section(page, "Resolution", cause.copied(), &section.prose);
            }
        }
        self.section(page, "More information", None, &body.more);
        self.sources(page);
        self.related(page);
    }

    fn section(self, page: &mut Page, name: &str, cause: Option<&str>, prose: &[Block]) {
        if prose.is_empty() {
            return;
        }
        let mut heading = Rich::styled(BOLD, name);
        if let Some(cause) = cause {
            heading.push(PLAIN, &format!(": {}", self.cause_title(cause)));
        }
        page.heading(&heading);
        page.content(&Setter { captures: self.captures }.prose(prose, page.content_columns()));
    }

    fn cause_title<'c>(&'c self, name: &'c str) -> &'c str {
        let cause = self.article.rule.causes.iter().find(|cause| cause.name == name);
        cause.map_or(name, |cause| if cause.title.is_empty() { name } else { &cause.title })
    }

    fn sources(self, page: &mut Page) {
        if !self.article.sources.is_empty() {
            page.heading(&Rich::styled(BOLD, "Sources"));
            self.article.sources.iter().for_each(|source| page.item(&source_line(source)));
        }
        if let Some(license) = &self.article.license {
            page.heading(&Rich::styled(BOLD, "Licence"));
            page.item(&license_line(license));
        }
        if self.article.draft {
            page.heading(&Rich::styled(BOLD, "Draft"));
            page.item(&Rich::text(&draft_line(self.article.origin.as_ref())));
        }
    }

    fn related(self, page: &mut Page) {
        if !self.article.related.is_empty() {
            page.heading(&Rich::styled(BOLD, "Related"));
            for article in self.article.related.iter().filter_map(|id| self.base.entry(id)) {
                let command = format!(" (kbmatch show {})", article.id);
                page.item(&Rich::text(&article.title).and(DIM, &command));
            }
        }
    }
}

fn license_line(license: &License) -> Rich {
    let link = license.url.as_ref().map(|url| format!(" <{}>", url.as_str())).unwrap_or_default();
    Rich::text(&format!("{}: {}", license.name, license.attribution)).and(DIM, &link)
}

fn draft_line(origin: Option<&Origin>) -> String {
    let from = origin.map(|origin| format!(" from {}", origin.file)).unwrap_or_default();
    format!("Made by a program{from}; nobody has looked through it yet")
}

fn source_line(source: &Source) -> Rich {
    let updated = source.updated.as_ref().map(|date| format!(", {date}")).unwrap_or_default();
    Rich::text(&format!("{}{updated}", source.title)).and(DIM, &format!(" <{}>", source.url.as_str()))
}
