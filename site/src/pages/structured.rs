//! What search engines are told of an article: <https://schema.org/TechArticle>.

use super::article_path;
use crate::script_json::script_json;
use crate::settings::Settings;
use kbmatch::article::Article;
use serde_json::{Value, json};

/// The data of an article, safe between the tags of a script.
pub(super) fn tech_article(article: &Article, description: &str, settings: &Settings) -> String {
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "TechArticle",
        "identifier": article.id,
        "headline": article.title,
        "description": description,
        "keywords": article.tags,
        "about": article.products,
        "isBasedOn": article.sources.iter().map(|source| source.url.as_str()).collect::<Vec<_>>(),
    });
    let mut add = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            data[key] = Value::String(value);
        }
    };
    add("dateModified", updated(article).map(str::to_owned));
    add("url", settings.base_url.as_ref().map(|base| base.join(&article_path(&article.id))));
    let license = article.license.as_ref().and_then(|license| license.url.as_ref());
    add("license", license.map(|url| url.as_str().to_owned()));
    add("creditText", article.license.as_ref().map(|license| license.attribution.clone()));
    script_json(&data)
}

/// When the newest of an article's sources was changed, `YYYY-MM-DD`.
pub(crate) fn updated(article: &Article) -> Option<&str> {
    article.sources.iter().filter_map(|source| source.updated.as_deref()).max()
}
