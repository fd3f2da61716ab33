//! What all pages have around their content.

use super::{BROWSE, article_path};
use crate::page::ENTRY;
use crate::settings::Settings;
use crate::words::Words;
use kbmatch::article::Href;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// What a page without script may load: styles and pictures of the site. Data for search engines is no script that runs.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'";

/// The same where the page is reloaded when its articles change.
const LIVE_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; \
    connect-src 'self'; base-uri 'none'; form-action 'none'";

/// What all pages of a site share. Every page lies in a folder of the site.
#[derive(Debug)]
pub(crate) struct Frame<'a> {
    pub(crate) settings: &'a Settings,
    pub(crate) words: &'static Words,
    /// The final names of the styles.
    pub(crate) styles: [String; 2],
    /// The icon's address.
    pub(crate) icon: String,
    /// The logo's final name.
    pub(crate) logo: Option<String>,
    /// Whether articles have pages of their own.
    pub(crate) has_article_pages: bool,
    /// Whether there is a feed.
    pub(crate) has_feed: bool,
    /// Whether pages are reloaded when articles change.
    pub(crate) is_live: bool,
}

/// What one page is.
#[derive(Debug, Default)]
pub(crate) struct Head {
    pub(crate) title: String,
    pub(crate) description: String,
    /// Its own path below the site's folder.
    pub(crate) path: String,
    /// The address by which search engines should know it; `None` when that is its own.
    pub(crate) canonical: Option<String>,
    /// Data for search engines, safe between the tags of a script.
    pub(crate) data: Option<String>,
}

impl Frame<'_> {
    /// A page, as bytes.
    pub(crate) fn page(&self, head: &Head, content: &Markup) -> Vec<u8> {
        let (settings, words) = (self.settings, self.words);
        let title = settings.title();
        let own = || settings.base_url.as_ref().map(|base| base.join(&head.path));
        let policy = if self.is_live { LIVE_POLICY } else { POLICY };
        let page = html! {
            (DOCTYPE)
            html lang=(settings.language().tag()) {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(policy);
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    meta name="description" content=(head.description);
                    meta name="referrer" content="no-referrer";
                    title { (head.title) " · " (title) }
                    @if let Some(canonical) = head.canonical.clone().or_else(own) {
                        link rel="canonical" href=(canonical);
                    }
                    link rel="icon" href=(self.icon) type="image/svg+xml";
                    @for style in &self.styles { link rel="stylesheet" href=(up(style)); }
                    @if self.has_feed {
                        link rel="alternate" type="application/atom+xml" title=(words.feed) href=(up(super::super::feed::FEED));
                    }
                    @if let Some(data) = &head.data {
                        script type="application/ld+json" { (PreEscaped(data)) }
                    }
                    @if self.is_live { script defer src=(up("live.js")) {} }
                }
                body {
                    div #page {
                        a.skip-link href="#content" { (words.skip) }
                        (self.header())
                        main #content tabindex="-1" { (content) }
                        (self.footer())
                    }
                }
            }
        };
        page.into_string().into_bytes()
    }

    fn header(&self) -> Markup {
        let words = self.words;
        html! {
            header.site-header {
                a.brand href=(up(ENTRY)) {
                    @match &self.logo {
                        Some(logo) => img.logo src=(up(logo)) alt="";
                        None => img.logo src=(self.icon) alt="";
                    }
                    (self.settings.title())
                }
                nav aria-label=(words.views) {
                    ul {
                        li { a href=(up(ENTRY)) { (words.matcher) } }
                        li { a href=(up(&format!("{BROWSE}/{ENTRY}"))) aria-current="true" { (words.articles) } }
                        li { a href=(up(&format!("{ENTRY}#/articles"))) { (words.search) } }
                    }
                }
            }
        }
    }

    fn footer(&self) -> Markup {
        html! {
            footer.site-footer {
                @if let Some(footer) = &self.settings.footer { p { (footer) } }
                @if !self.settings.links.is_empty() {
                    ul.footer-links {
                        @for link in &self.settings.links { li { (self.link(&link.url, &html! { (link.text) })) } }
                    }
                }
                @if let Some(license) = &self.settings.license {
                    p { (self.words.license) " " (self.link(&license.url, &html! { (license.text) })) }
                }
                p { (self.words.privacy) }
            }
        }
    }

    /// A link as it stands in articles and settings, for a page in a folder of the site.
    pub(crate) fn link(&self, href: &Href, words: &Markup) -> Markup {
        let target = href.as_str();
        if is_absolute(target) {
            return html! { a href=(target) rel="noreferrer" { (words) } };
        }
        let target = match target.strip_prefix("#/") {
            Some(id) => self.article(id),
            None if target.starts_with('/') => target.to_owned(),
            None if target.starts_with(['#', '?']) => up(&format!("{ENTRY}{target}")),
            None => up(target),
        };
        html! { a href=(target) { (words) } }
    }

    /// The address of an article, from a page in a folder of the site.
    pub(crate) fn article(&self, id: &str) -> String {
        let is_id =
            !id.is_empty() && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if self.has_article_pages && is_id && id != "articles" {
            up(&article_path(id))
        } else {
            up(&format!("{ENTRY}#/{id}"))
        }
    }
}

/// The address of a file of the site, from a page in one of its folders.
pub(crate) fn up(path: &str) -> String {
    format!("../{path}")
}

/// Whether a link that was checked names a scheme.
fn is_absolute(target: &str) -> bool {
    target.split(['/', '?', '#']).next().is_some_and(|head| head.contains(':'))
}

/// A link that leaves the site, and says so.
pub(crate) fn external(url: &str, words: &Markup, elsewhere: &str) -> Markup {
    html! {
        a href=(url) rel="noreferrer" { (words) span.visually-hidden { (elsewhere) } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Language;

    #[test]
    fn links_of_articles_lead_where_they_lead_in_the_page() {
        let settings = Settings::default();
        let mut frame = Frame {
            settings: &settings,
            words: Words::of(Language::English),
            styles: Default::default(),
            icon: String::new(),
            logo: None,
            has_article_pages: true,
            has_feed: false,
            is_live: false,
        };
        let target = |frame: &Frame<'_>, href: &str| {
            let link = frame.link(&Href::new(href).expect(href), &html! { "x" }).into_string();
            link.split('"').nth(1).unwrap_or_default().to_owned()
        };
        for (href, expected) in [
            ("https://contoso.com/a?b", "https://contoso.com/a?b"),
            ("mailto:a@contoso.com", "mailto:a@contoso.com"),
            ("#/kb1", "../articles/kb1.html"),
            ("#/articles", "../index.html#/articles"),
            ("#/../../x", "../index.html#/../../x"),
            ("?a", "../index.html?a"),
            ("/other", "/other"),
            ("files/a.zip", "../files/a.zip"),
            ("x\"y", "../x&quot;y"),
        ] {
            assert_eq!(target(&frame, href), expected, "{href}");
        }
        frame.has_article_pages = false;
        assert_eq!(target(&frame, "#/kb1"), "../index.html#/kb1");
    }
}
