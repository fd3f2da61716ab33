//! An article's page.

use super::browse::Groups;
use super::layout::{Frame, Head, external, up};
use super::prose::{beginning, heading};
use super::structured::tech_article;
use super::{BROWSE, article_path};
use crate::file::{File, Need};
use crate::page::ENTRY;
use kbmatch::KnowledgeBase;
use kbmatch::article::{Article, License, Prose, Section, Severity, Source, area_name};
use maud::{Markup, html};

/// So many characters of an article describe it.
const DESCRIPTION: usize = 155;

/// So many predicates of an article are listed.
const MOST_EXPECTED: usize = 40;

/// Of more than so many, the list opens when somebody wants to see it.
const MOST_SHOWN: usize = 16;

/// The page of an article of `base`.
pub(crate) fn article_page(
    frame: &Frame<'_>,
    base: &KnowledgeBase,
    groups: &Groups,
    article: &Article,
) -> File {
    let description = beginning(&article.body.symptoms, DESCRIPTION);
    let description = if description.is_empty() { article.title.clone() } else { description };
    let head = Head {
        title: article.title.clone(),
        path: article_path(&article.id),
        canonical: original(article),
        data: Some(tech_article(article, &description, frame.settings)),
        description,
    };
    let content = html! {
        div.view {
            p.back { a href=(up(&format!("{BROWSE}/{ENTRY}"))) { "← " (frame.words.articles) } }
            article.article aria-labelledby="article-title" {
                header.article-head {
                    h1 #article-title lang=(frame.settings.article_language()) { (article.title) }
                    (frame.facts(groups, article))
                }
                div.sections { (frame.sections(base, article)) }
                (frame.looks_for(base, article))
            }
            (frame.try_it())
        }
    };
    File::staying(&head.path, frame.page(&head, &content), Need::Apart)
}

/// The address of the page that an article was made from, by which search engines should know its text.
fn original(article: &Article) -> Option<String> {
    article.origin.as_ref()?;
    article.sources.first().map(|source| source.url.as_str().to_owned())
}

impl Frame<'_> {
    fn facts(&self, groups: &Groups, article: &Article) -> Markup {
        let words = self.words;
        let area = area_name(&article.area).unwrap_or_else(|| words.no_area.to_owned());
        html! {
            dl.article-facts {
                div { dt { (words.severity) } dd { (self.severity(article.severity)) } }
                @if !article.products.is_empty() {
                    div { dt { (words.applies_to) } dd { (article.products.join(", ")) } }
                }
                @if !article.versions.is_empty() {
                    div { dt { (words.versions) } dd { (article.versions.join(", ")) } }
                }
                div {
                    dt { (words.area) }
                    dd { a href=(up(&groups.area_path(&article.area))) { (area) } }
                }
                div { dt { (words.article) } dd { a href=(up(&format!("{ENTRY}#/{}", article.id))) { (article.id) } } }
            }
        }
    }

    /// How bad a problem is, by word, colour and shape.
    pub(super) fn severity(&self, severity: Severity) -> Markup {
        html! { span class={ "severity is-" (severity.name()) } { (self.words.severity_of(severity)) } }
    }

    fn sections(&self, base: &KnowledgeBase, article: &Article) -> Markup {
        let (words, body) = (self.words, &article.body);
        let several = usize::from(article.rule.causes.len() > 1);
        html! {
            (self.section(words.symptoms, &body.symptoms))
            (self.by_cause(words.cause[several], &body.causes, article))
            (self.by_cause(words.resolution[several], &body.resolutions, article))
            (self.section(words.more, &body.more))
            (self.related(base, article))
            (self.sources(&article.sources, article.draft, article.license.as_ref()))
        }
    }

    fn section(&self, title: &str, prose: &Prose) -> Markup {
        html! { @if !prose.is_empty() { section { h2 { (title) } (self.words_of(prose, 3)) } } }
    }

    /// Prose of an article, in its own language.
    fn words_of(&self, prose: &Prose, level: u8) -> Markup {
        html! { div lang=(self.settings.article_language()) { (self.prose(prose, level)) } }
    }

    fn by_cause(&self, title: &str, sections: &[Section], article: &Article) -> Markup {
        let name = |section: &Section| {
            let name = section.cause.as_ref()?;
            let cause = article.rule.causes.iter().find(|cause| cause.name == *name);
            Some(cause.map_or_else(|| name.replace(['-', '_'], " "), |cause| cause.title.clone()))
        };
        html! {
            @if !sections.is_empty() {
                section {
                    h2 { (title) }
                    @for section in sections {
                        @match name(section) {
                            None => (self.words_of(&section.prose, 3)),
                            Some(name) => section.cause { (heading(3, &html! { (name) })) (self.words_of(&section.prose, 4)) },
                        }
                    }
                }
            }
        }
    }

    fn related(&self, base: &KnowledgeBase, article: &Article) -> Markup {
        let entries = article.related.iter().filter_map(|id| base.entry(id));
        html! {
            @if !article.related.is_empty() {
                section.links {
                    h2 { (self.words.related) }
                    ul { @for entry in entries { li { a href=(self.article(&entry.id)) { (entry.title) } } } }
                }
            }
        }
    }

    fn sources(&self, sources: &[Source], is_draft: bool, license: Option<&License>) -> Markup {
        let words = self.words;
        html! {
            @if !sources.is_empty() || is_draft || license.is_some() {
                section.links {
                    h2 { (words.sources) }
                    ul {
                        @for source in sources {
                            li {
                                (external(source.url.as_str(), &html! { (source.title) }, words.elsewhere))
                                @if let Some(updated) = &source.updated {
                                    span.source-date { " " (words.updated) " " time datetime=(updated) { (updated) } }
                                }
                            }
                        }
                    }
                    @if is_draft { p { (words.draft) } }
                    @if let Some(license) = license {
                        p {
                            (license.attribution) ", "
                            @match &license.url {
                                Some(url) => (external(url.as_str(), &html! { (license.name) }, words.elsewhere)),
                                None => (license.name),
                            }
                        }
                    }
                }
            }
        }
    }

    /// What an event must show for the article to be found by it: event ids and codes are what people search for.
    fn looks_for(&self, base: &KnowledgeBase, article: &Article) -> Markup {
        let mut expected = base.expectations(&article.id);
        let mut seen = std::collections::BTreeSet::new();
        expected.retain(|words| seen.insert(words.clone()));
        expected.truncate(MOST_EXPECTED);
        let listed = html! { ul { @for words in &expected { li { (words) } } } };
        html! {
            section.symptoms {
                h2 { (self.words.looks_for) }
                @if expected.is_empty() {
                    p { (self.words.looks_for_nothing) }
                } @else if expected.len() > MOST_SHOWN {
                    details { summary { (self.words.looks_for_lead) } (listed) }
                } @else {
                    p { (self.words.looks_for_lead) }
                    (listed)
                }
            }
        }
    }

    fn try_it(&self) -> Markup {
        html! {
            aside.try-it aria-labelledby="try-it" {
                h2 #try-it { (self.words.try_it) }
                p { (self.words.try_it_lead) }
                p { a.button.is-primary href=(up(&format!("{ENTRY}#/"))) { (self.words.try_it_link) } }
            }
        }
    }
}
