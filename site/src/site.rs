//! A whole site, file by file.

use crate::error::SiteError;
use crate::feed::{Change, feed, sitemaps};
use crate::file::{File, Need, lasting_name};
use crate::kit::Kit;
use crate::pack::Pack;
use crate::page::{ENTRY, LIVE, LOGO, Page, STYLE};
use crate::pages::{Collector, Frame, Groups, article_page, article_path, browse_pages, updated};
use crate::settings::Settings;
use crate::words::Words;
use kbmatch::KnowledgeBase;
use std::collections::BTreeMap;

/// Hosts take so many files: a site of more articles has no page for each, unless it is told to.
/// Source: <https://developers.cloudflare.com/pages/platform/limits/>.
pub const MOST_FILES: usize = 20_000;

/// What a site is made of.
#[derive(Clone, Copy, Debug)]
pub struct Site<'a> {
    /// The page's programs and files.
    pub kit: &'a Kit,
    /// The knowledge base as the page loads it.
    pub pack: &'a Pack,
    /// How the site is called and looks.
    pub settings: &'a Settings,
    /// The same knowledge base, where there are to be pages without script as well.
    pub base: Option<&'a KnowledgeBase>,
    /// Whether pages are reloaded when articles change: they are being written.
    pub is_live: bool,
}

/// What a site came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// How many files it has.
    pub files: usize,
    /// How many bytes they have.
    pub bytes: u64,
    /// How many articles have a page of their own.
    pub article_pages: usize,
    /// Whether there would have been pages of articles, were there not too many.
    pub has_too_many: bool,
}

impl<'a> Site<'a> {
    /// Gives every file of the site to `put`: what others refer to first, and the entry last. Articles' pages are made one at a
    /// time, so memory does not grow with them.
    ///
    /// # Errors
    ///
    /// When the kit is not whole, and the first error of `put`.
    pub fn files<E: From<SiteError>>(&self, mut put: impl FnMut(File) -> Result<(), E>) -> Result<Made, E> {
        let page = self.page()?;
        let pages = self.base.map(|base| Pages::new(self, base, &page)).transpose()?;
        let mut made = Made::default();
        let mut put = |file: File| {
            made.files += 1;
            made.bytes += file.bytes.len() as u64;
            put(file)
        };
        let (lasting, staying): (Vec<File>, Vec<File>) =
            page.files.into_iter().partition(|file| file.is_lasting);
        lasting.into_iter().try_for_each(&mut put)?;
        let (mut article_pages, mut has_too_many) = (0, false);
        if let Some(pages) = &pages {
            pages.files(&mut put)?;
            has_too_many = pages.has_too_many;
            article_pages = if pages.frame.has_article_pages { pages.base.len() } else { 0 };
        }
        // The service worker names the others, and comes before the entry, which starts it.
        let (entry, others): (Vec<File>, Vec<File>) =
            staying.into_iter().partition(|file| file.path == ENTRY);
        others.into_iter().chain(entry).try_for_each(&mut put)?;
        Ok(Made { article_pages, has_too_many, ..made })
    }
}

/// The pages without script of a site.
struct Pages<'a> {
    site: &'a Site<'a>,
    base: &'a KnowledgeBase,
    frame: Frame<'a>,
    groups: Groups,
    changes: Vec<Change>,
    has_too_many: bool,
}

impl<'a> Pages<'a> {
    fn new(site: &'a Site<'a>, base: &'a KnowledgeBase, page: &Page) -> Result<Self, SiteError> {
        let settings = site.settings;
        let mut pages = Self {
            site,
            base,
            frame: Frame {
                settings,
                words: Words::of(settings.language()),
                styles: [page.name(STYLE)?, lasting(site.kit, SITE_STYLE)?.path],
                icon: site.icon()?,
                logo: page.name(LOGO).ok(),
                has_article_pages: false,
                has_feed: false,
                is_live: site.is_live,
            },
            groups: Groups::default(),
            changes: Vec::new(),
            has_too_many: false,
        };
        pages.collect(page.files.len());
        Ok(pages)
    }

    /// Looks through the articles once: what they share, and when they changed.
    fn collect(&mut self, other_files: usize) {
        let (mut collector, mut days) = (Collector::default(), BTreeMap::new());
        for article in self.base.entries().filter_map(|entry| self.base.article(&entry.id)) {
            collector.add(&article);
            days.extend(updated(&article).map(|day| (article.id.clone(), day.to_owned())));
        }
        self.groups = collector.finish();
        // Two for the map and the feed, one for the style.
        let others = other_files + self.groups.paths().count() + 3;
        let fits = self.base.len() + others <= MOST_FILES;
        self.frame.has_article_pages = self.site.settings.article_pages.unwrap_or(fits);
        self.has_too_many = !fits && self.site.settings.article_pages.is_none();
        let path = |id: &str| match self.frame.has_article_pages {
            true => article_path(id),
            false => format!("{ENTRY}#/{id}"),
        };
        let change = |(id, day): (String, String)| {
            let title = self.base.entry(&id).map(|entry| entry.title.clone()).unwrap_or_default();
            Change { day, path: path(&id), id, title }
        };
        self.changes = days.into_iter().map(change).collect();
        self.frame.has_feed = self.site.settings.base_url.is_some() && !self.changes.is_empty();
    }

    fn files<E: From<SiteError>>(&self, put: &mut impl FnMut(File) -> Result<(), E>) -> Result<(), E> {
        put(lasting(self.site.kit, SITE_STYLE)?)?;
        if self.frame.has_article_pages {
            for article in self.base.entries().filter_map(|entry| self.base.article(&entry.id)) {
                put(article_page(&self.frame, self.base, &self.groups, &article))?;
            }
        }
        browse_pages(&self.frame, &self.groups).try_for_each(&mut *put)?;
        let Some(base_url) = &self.site.settings.base_url else { return Ok(()) };
        sitemaps(base_url, self.addresses()).into_iter().try_for_each(&mut *put)?;
        let feed = feed(base_url, self.site.settings, self.changes.clone());
        feed.into_iter().try_for_each(put)
    }

    /// The paths of all pages that a search engine should know, with the days on which they changed.
    fn addresses(&self) -> impl Iterator<Item = (String, Option<String>)> {
        let days: BTreeMap<&str, &str> =
            self.changes.iter().map(|change| (change.id.as_str(), change.day.as_str())).collect();
        let ids = self.base.entries().map(|entry| entry.id.as_str()).filter(|_| self.frame.has_article_pages);
        let articles = ids.map(move |id| (article_path(id), days.get(id).map(|day| (*day).to_owned())));
        let browse = self.groups.paths().map(|path| (path, None));
        std::iter::once((String::new(), None)).chain(browse).chain(articles)
    }
}

/// The style of the pages without script.
const SITE_STYLE: &str = "site.css";

/// A file of the kit as it is, under a name that changes with its content.
fn lasting(kit: &Kit, name: &str) -> Result<File, SiteError> {
    let bytes = kit.bytes(name)?.to_vec();
    Ok(File { path: lasting_name(name, &bytes), bytes, is_lasting: true, need: Need::Apart })
}

/// A page that waits for a site whose articles have mistakes: it is reloaded once they have none.
///
/// # Errors
///
/// When the kit is not whole.
pub fn waiting(kit: &Kit) -> Result<Vec<File>, SiteError> {
    let (style, script) =
        (lasting(kit, "tokens.css")?, File::staying(LIVE, kit.bytes(LIVE)?.to_vec(), Need::First));
    let page = maud::html! {
        (maud::DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                title { "kbmatch" }
                link rel="stylesheet" href=(style.path);
                script defer src=(LIVE) {}
            }
            body {}
        }
    };
    Ok(vec![File::staying(ENTRY, page.into_string().into_bytes(), Need::First), style, script])
}
