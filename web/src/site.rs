//! What the page is told of the site that it belongs to: `index.html` has it, as JSON. `docs/site.md` says where it comes from.

use kbmatch::article::Href;
use serde::Deserialize;

/// The site, as far as its owner said something of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Site {
    title: Option<String>,
    /// The tag of the language of the page's words.
    pub lang: Option<String>,
    /// The tag of the language of its articles, where that is not English.
    articles: Option<String>,
    /// The address of the picture beside its name.
    pub logo: Option<String>,
    /// A sentence at the end of every view.
    pub footer: Option<String>,
    /// Links at the end of every view.
    pub links: Vec<Link>,
    /// Whether texts are answered by parts of the base, which are loaded for them.
    pub routed: bool,
    /// The address of its lists of articles.
    pub lists: Option<Href>,
    /// The terms of its articles: their name, and their address.
    pub license: Option<Link>,
}

/// Words that lead somewhere.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Link {
    /// The words.
    pub text: String,
    /// Where they lead.
    pub url: Href,
}

impl Site {
    /// The site of this JSON; one of which nothing was said, when it is none.
    pub fn of(json: &str) -> Self {
        serde_json::from_str(json).unwrap_or_default()
    }

    /// Its name.
    pub fn title(&self) -> &str {
        self.title.as_deref().unwrap_or("kbmatch")
    }

    /// The language of its articles.
    pub fn articles(&self) -> &str {
        self.articles.as_deref().unwrap_or("en")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_called_what_it_says_and_else_kbmatch() {
        let site = Site::of(r#"{"title":"Contoso","links":[{"text":"Desk","url":"mailto:a@contoso.com"}]}"#);
        assert_eq!((site.title(), site.links.len(), site.articles()), ("Contoso", 1, "en"));
        assert_eq!(Site::of(r#"{"articles":"de"}"#).articles(), "de");
        for json in ["", "{}", "[1]", r#"{"links":[{"text":"x","url":"javascript:alert(1)"}]}"#] {
            assert_eq!(Site::of(json), Site::default(), "{json}");
            assert_eq!(Site::of(json).title(), "kbmatch");
        }
    }
}
