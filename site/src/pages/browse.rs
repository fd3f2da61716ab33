//! The pages that lead to articles: by area, by product, by tag.

use super::layout::{Frame, Head, up};
use super::{ARTICLES, BROWSE};
use crate::file::{File, Need};
use crate::page::ENTRY;
use kbmatch::article::{Article, Entry, area_name};
use kbmatch::pack::runs;
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A page lists so many articles, or up to four times as many; what is more goes on to another page. Where it does depends on the
/// articles near by, so that another article changes one page.
const PER_PAGE: usize = 250;

/// So many products, and so many tags, have pages: those with the most articles.
const MOST_GROUPS: usize = 1_000;

/// A tag that only one article has groups nothing.
const FEWEST_TAGGED: usize = 2;

/// What groups articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Area,
    Product,
    Tag,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Area => "area",
            Self::Product => "product",
            Self::Tag => "tag",
        }
    }
}

/// The articles of a base under what they share.
#[derive(Debug, Default)]
pub(crate) struct Groups {
    entries: Vec<Entry>,
    areas: Vec<Group>,
    products: Vec<Group>,
    tags: Vec<Group>,
}

#[derive(Debug)]
struct Group {
    /// As articles spell it.
    key: String,
    /// The path of its first page, without the end.
    path: String,
    /// Indexes of entries, ascending.
    articles: Vec<usize>,
    /// What of these each page lists.
    pages: Vec<Range<usize>>,
}

/// Collects articles into groups, one by one.
#[derive(Debug, Default)]
pub(crate) struct Collector {
    entries: Vec<Entry>,
    groups: BTreeMap<(Kind, String), Vec<usize>>,
}

impl Collector {
    /// Adds an article.
    pub(crate) fn add(&mut self, article: &Article) {
        let at = self.entries.len();
        let products = article.products.iter().map(|product| (Kind::Product, product.clone()));
        let tags = article.tags.iter().map(|tag| (Kind::Tag, tag.clone()));
        let keys: BTreeSet<_> = products.chain(tags).chain([(Kind::Area, article.area.clone())]).collect();
        keys.into_iter().for_each(|key| self.groups.entry(key).or_default().push(at));
        self.entries.push(article.entry());
    }

    /// The groups of all that was added.
    pub(crate) fn finish(self) -> Groups {
        let mut groups = Groups { entries: self.entries, ..Groups::default() };
        let mut paths = BTreeSet::new();
        for ((kind, key), articles) in self.groups {
            if kind == Kind::Tag && articles.len() < FEWEST_TAGGED {
                continue;
            }
            let path = free_path(kind, &key, &mut paths);
            let ids = articles.iter().filter_map(|at| groups.entries.get(*at)).map(|entry| entry.id.as_str());
            let group = Group { pages: runs(ids, PER_PAGE), key, path, articles };
            match kind {
                Kind::Area => groups.areas.push(group),
                Kind::Product => groups.products.push(group),
                Kind::Tag => groups.tags.push(group),
            }
        }
        keep_largest(&mut groups.products);
        keep_largest(&mut groups.tags);
        groups
    }
}

/// Keeps the largest groups, in the order of their names.
fn keep_largest(groups: &mut Vec<Group>) {
    if groups.len() > MOST_GROUPS {
        groups.sort_by(|a, b| b.articles.len().cmp(&a.articles.len()).then_with(|| a.key.cmp(&b.key)));
        groups.truncate(MOST_GROUPS);
        groups.sort_by(|a, b| a.key.cmp(&b.key));
    }
}

/// A path that no other group has: letters, digits and hyphens.
fn free_path(kind: Kind, key: &str, taken: &mut BTreeSet<String>) -> String {
    let words = key.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let slug: String = words.collect::<Vec<_>>().join("-").to_ascii_lowercase().chars().take(60).collect();
    let slug = if slug.is_empty() { "other" } else { slug.trim_end_matches('-') };
    let base = format!("{BROWSE}/{}-{slug}", kind.name());
    let numbered = (2..).map(|number| format!("{base}-{number}"));
    let free = std::iter::once(base.clone()).chain(numbered).find(|path| !taken.contains(path));
    let path = free.unwrap_or(base);
    taken.insert(path.clone());
    path
}

impl Group {
    fn page_path(&self, page: usize) -> String {
        // No path has a dot before its end, so this is no other group's.
        if page == 0 { format!("{}.html", self.path) } else { format!("{}.{}.html", self.path, page + 1) }
    }

    fn pages(&self) -> usize {
        self.pages.len()
    }
}

impl Groups {
    /// The first page of an area.
    pub(super) fn area_path(&self, area: &str) -> String {
        let at = self.areas.binary_search_by(|group| group.key.as_str().cmp(area));
        match at.ok().and_then(|at| self.areas.get(at)) {
            Some(group) => group.page_path(0),
            None => format!("{BROWSE}/{ENTRY}"),
        }
    }

    fn all(&self) -> impl Iterator<Item = (Kind, &Group)> {
        let of = |kind: Kind| move |group| (kind, group);
        let (areas, products) =
            (self.areas.iter().map(of(Kind::Area)), self.products.iter().map(of(Kind::Product)));
        areas.chain(products).chain(self.tags.iter().map(of(Kind::Tag)))
    }

    /// The paths of all its pages, the one that leads to the others first.
    pub(crate) fn paths(&self) -> impl Iterator<Item = String> {
        let groups = self.all().flat_map(|(_, group)| (0..group.pages()).map(|page| group.page_path(page)));
        std::iter::once(format!("{BROWSE}/{ENTRY}")).chain(groups)
    }
}

/// All pages of `groups`, one after the other; where articles have pages, also one for who asks for their folder.
pub(crate) fn browse_pages<'a>(frame: &'a Frame<'a>, groups: &'a Groups) -> impl Iterator<Item = File> + 'a {
    let of = move |(kind, group): (Kind, &'a Group)| {
        (0..group.pages()).map(move |page| frame.group_page(groups, kind, group, page))
    };
    let start = std::iter::once_with(|| frame.browse_page(groups, &format!("{BROWSE}/{ENTRY}")));
    let folder = frame.has_article_pages.then(|| frame.browse_page(groups, &format!("{ARTICLES}/{ENTRY}")));
    start.chain(folder).chain(groups.all().flat_map(of))
}

impl Frame<'_> {
    fn group_name(&self, kind: Kind, group: &Group) -> String {
        match kind {
            Kind::Area => area_name(&group.key).unwrap_or_else(|| self.words.no_area.to_owned()),
            Kind::Product | Kind::Tag => group.key.clone(),
        }
    }

    fn browse_page(&self, groups: &Groups, path: &str) -> File {
        let words = self.words;
        let count = words.count(groups.entries.len());
        let content = html! {
            div.view {
                h1 { (words.articles) }
                p.lead { (count) ". " a href=(up(&format!("{ENTRY}#/articles"))) { (words.search) } }
                (self.group_list(words.areas, Kind::Area, &groups.areas))
                (self.group_list(words.products, Kind::Product, &groups.products))
                (self.group_list(words.tags, Kind::Tag, &groups.tags))
            }
        };
        let head = Head {
            title: words.articles.to_owned(),
            description: format!("{}: {count}", self.settings.title()),
            path: format!("{BROWSE}/{ENTRY}"),
            ..Head::default()
        };
        File::staying(path, self.page(&head, &content), Need::Apart)
    }

    fn group_list(&self, title: &str, kind: Kind, groups: &[Group]) -> Markup {
        let mut named: Vec<(String, &Group)> =
            groups.iter().map(|group| (self.group_name(kind, group), group)).collect();
        named.sort_by_cached_key(|(name, _)| name.to_lowercase());
        html! {
            @if !named.is_empty() {
                section.area {
                    h2 { (title) }
                    ul.areas {
                        @for (name, group) in &named {
                            li {
                                a href=(up(&group.page_path(0))) { (name) }
                                span.areas-count { (group.articles.len()) }
                            }
                        }
                    }
                }
            }
        }
    }

    fn group_page(&self, groups: &Groups, kind: Kind, group: &Group, page: usize) -> File {
        let words = self.words;
        let (name, count) = (self.group_name(kind, group), words.count(group.articles.len()));
        let listed =
            group.pages.get(page).and_then(|run| group.articles.get(run.clone())).unwrap_or_default();
        let rows = listed.iter().filter_map(|at| groups.entries.get(*at)).map(|entry| self.row(entry));
        let content = html! {
            div.view {
                p.back { a href=(up(&format!("{BROWSE}/{ENTRY}"))) { "← " (words.articles) } }
                h1 { (name) }
                // Only there, so that another article changes no other page.
                @if page == 0 { p.lead { (count) } }
                ul.article-list { @for row in rows { (row) } }
                @if group.pages() > 1 { (self.turn(group, page)) }
            }
        };
        let (title, description) = match page {
            0 => (name.clone(), format!("{name}: {count}")),
            _ => (format!("{name} ({})", page + 1), format!("{name}, {} / {}", page + 1, group.pages())),
        };
        let head = Head { title, description, path: group.page_path(page), ..Head::default() };
        File::staying(&head.path, self.page(&head, &content), Need::Apart)
    }

    /// The way to the pages before and after.
    fn turn(&self, group: &Group, page: usize) -> Markup {
        let words = self.words;
        html! {
            nav.turn aria-label=(words.pages) {
                @if let Some(before) = page.checked_sub(1) {
                    a rel="prev" href=(up(&group.page_path(before))) { "← " (words.previous) }
                }
                span { (page + 1) " / " (group.pages()) }
                @if page + 1 < group.pages() {
                    a rel="next" href=(up(&group.page_path(page + 1))) { (words.next) " →" }
                }
            }
        }
    }

    fn row(&self, entry: &Entry) -> Markup {
        html! {
            li {
                a href=(self.article(&entry.id)) { (entry.title) }
                span.article-list-facts {
                    (self.severity(entry.severity))
                    span.card-id { (entry.id) }
                    span { (entry.products.join(", ")) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_group_has_a_path_of_its_own_whatever_it_is_called() {
        let mut taken = BTreeSet::new();
        let mut path = |key: &str| free_path(Kind::Product, key, &mut taken);
        assert_eq!(path("Windows 10"), "browse/product-windows-10");
        assert_eq!(path("windows/10"), "browse/product-windows-10-2");
        assert_eq!(path("Windows 10 2"), "browse/product-windows-10-2-2");
        assert_eq!(path("../../etc"), "browse/product-etc");
        assert_eq!(path("日本"), "browse/product-other");
        assert!(path(&"x".repeat(5_000)).len() < 100);
    }
}
