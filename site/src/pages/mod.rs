//! The pages that need no script: one for each article, and those that lead to them.

mod article;
mod browse;
mod layout;
mod prose;
mod structured;

pub(crate) use article::article_page;
pub(crate) use browse::{Collector, Groups, browse_pages};
pub(crate) use layout::Frame;
pub(crate) use structured::updated;

/// The folder of the articles' pages.
pub(crate) const ARTICLES: &str = "articles";

/// The folder of the pages that lead to them.
pub(crate) const BROWSE: &str = "browse";

/// The path of an article's page. Ids are letters, digits and hyphens.
pub(crate) fn article_path(id: &str) -> String {
    format!("{ARTICLES}/{id}.html")
}
