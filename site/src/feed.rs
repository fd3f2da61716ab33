//! What tells other programs of a site's pages: a map of them, and a feed of the articles that changed last.

use crate::file::{File, Need};
use crate::settings::{BaseUrl, Settings};
use crate::words::Words;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::io;

/// Its name: Atom, <https://www.rfc-editor.org/rfc/rfc4287>.
pub(crate) const FEED: &str = "feed.xml";

/// Its name: <https://www.sitemaps.org/protocol.html>.
const SITEMAP: &str = "sitemap.xml";

/// What its elements are of.
const SITEMAPS: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// A map may name so many pages.
const MOST_URLS: usize = 50_000;

/// A feed holds so many articles, the newest first.
const MOST_ENTRIES: usize = 50;

/// An article with its date.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Change {
    /// When its sources changed last, `YYYY-MM-DD`.
    pub(crate) day: String,
    pub(crate) id: String,
    pub(crate) title: String,
    /// The path of its page, or of the page that shows it.
    pub(crate) path: String,
}

/// The feed of these changes; `None` when there are none.
pub(crate) fn feed(base: &BaseUrl, settings: &Settings, mut changes: Vec<Change>) -> Option<File> {
    changes.sort_by(|a, b| b.day.cmp(&a.day).then_with(|| a.id.cmp(&b.id)));
    changes.truncate(MOST_ENTRIES);
    let newest = changes.first()?.day.clone();
    let written = document(|writer| {
        let feed = writer.create_element("feed").with_attribute(("xmlns", "http://www.w3.org/2005/Atom"));
        let feed = feed.with_attribute(("xml:lang", settings.language().tag()));
        feed.write_inner_content(|writer| {
            let title = format!("{}: {}", settings.title(), Words::of(settings.language()).feed);
            element(writer, "title", &title)?;
            element(writer, "id", &base.join(""))?;
            element(writer, "updated", &midnight(&newest))?;
            link(writer, "self", &base.join(FEED))?;
            link(writer, "alternate", &base.join(""))?;
            writer
                .create_element("author")
                .write_inner_content(|writer| element(writer, "name", settings.title()))?;
            changes.iter().try_for_each(|change| entry(writer, base, change))
        })?;
        Ok(())
    });
    Some(File::staying(FEED, written, Need::Apart))
}

fn entry(writer: &mut Writer<Vec<u8>>, base: &BaseUrl, change: &Change) -> io::Result<()> {
    let url = base.join(&change.path);
    writer.create_element("entry").write_inner_content(|writer| {
        element(writer, "title", &change.title)?;
        element(writer, "id", &url)?;
        element(writer, "updated", &midnight(&change.day))?;
        link(writer, "alternate", &url)
    })?;
    Ok(())
}

fn link(writer: &mut Writer<Vec<u8>>, rel: &str, href: &str) -> io::Result<()> {
    writer
        .create_element("link")
        .with_attribute(("rel", rel))
        .with_attribute(("href", href))
        .write_empty()?;
    Ok(())
}

/// A page by its path, and the day on which it changed where that is known.
pub(crate) type Address = (String, Option<String>);

/// A map of pages; of more than one may name, maps, and a map of these.
pub(crate) fn sitemaps(base: &BaseUrl, pages: impl Iterator<Item = Address>) -> Vec<File> {
    let pages: Vec<Address> = pages.collect();
    if pages.len() <= MOST_URLS {
        return vec![sitemap(SITEMAP, base, &pages)];
    }
    let part = |number: usize| format!("sitemap-{}.xml", number + 1);
    let parts = pages.chunks(MOST_URLS).enumerate();
    let mut files: Vec<File> = parts.map(|(number, pages)| sitemap(&part(number), base, pages)).collect();
    let written = document(|writer| {
        let map = writer.create_element("sitemapindex").with_attribute(("xmlns", SITEMAPS));
        map.write_inner_content(|writer| {
            for file in &files {
                let map = writer.create_element("sitemap");
                map.write_inner_content(|writer| element(writer, "loc", &base.join(&file.path)))?;
            }
            Ok(())
        })?;
        Ok(())
    });
    files.push(File::staying(SITEMAP, written, Need::Apart));
    files
}

fn sitemap(path: &str, base: &BaseUrl, pages: &[Address]) -> File {
    let written = document(|writer| {
        let map = writer.create_element("urlset").with_attribute(("xmlns", SITEMAPS));
        map.write_inner_content(|writer| {
            for (path, changed) in pages {
                writer.create_element("url").write_inner_content(|writer| {
                    element(writer, "loc", &base.join(path))?;
                    changed.iter().try_for_each(|day| element(writer, "lastmod", day))
                })?;
            }
            Ok(())
        })?;
        Ok(())
    });
    File::staying(path, written, Need::Apart)
}

/// An XML document; what is written to memory does not fail.
fn document(write: impl FnOnce(&mut Writer<Vec<u8>>) -> io::Result<()>) -> Vec<u8> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    let declared = writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
    match declared.and_then(|()| write(&mut writer)) {
        Ok(()) => writer.into_inner(),
        Err(_) => Vec::new(),
    }
}

fn element(writer: &mut Writer<Vec<u8>>, name: &str, text: &str) -> io::Result<()> {
    let text: String = text.chars().filter(|c| is_xml(*c)).collect();
    writer.create_element(name).write_text_content(BytesText::new(&text))?;
    Ok(())
}

/// Whether XML may hold a character at all: <https://www.w3.org/TR/xml/#charsets>.
fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

fn midnight(day: &str) -> String {
    format!("{day}T00:00:00Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(day: &str, id: &str, title: &str) -> Change {
        Change { day: day.into(), id: id.into(), title: title.into(), path: format!("articles/{id}.html") }
    }

    fn text(file: File) -> String {
        String::from_utf8(file.bytes).expect("UTF-8")
    }

    #[test]
    fn the_feed_has_the_newest_first_and_the_day_of_the_newest() {
        let base = BaseUrl::new("https://kb.contoso.com").expect("an address");
        let changes = vec![change("2020-06-08", "a", "Old"), change("2024-01-02", "b", "New & <b>")];
        let feed = text(feed(&base, &Settings::default(), changes).expect("a feed"));
        let at = |part: &str| feed.find(part).unwrap_or_else(|| panic!("{part} in {feed}"));
        assert!(at("New &amp; &lt;b&gt;") < at("Old"));
        assert!(at("<updated>2024-01-02T00:00:00Z</updated>") < at("<entry>"));
        assert!(at("https://kb.contoso.com/articles/b.html") > 0);
        assert_eq!(super::feed(&base, &Settings::default(), Vec::new()), None);
    }

    #[test]
    fn what_xml_cannot_hold_is_left_out() {
        let base = BaseUrl::new("https://kb.contoso.com").expect("an address");
        let changes = vec![change("2020-06-08", "a", "]]>\u{1}\u{fffe}\u{0}<script>x")];
        let feed = text(feed(&base, &Settings::default(), changes).expect("a feed"));
        assert!(feed.contains("<title>]]&gt;&lt;script&gt;x</title>"), "{feed}");
    }

    #[test]
    fn the_map_names_pages_with_their_days() {
        let base = BaseUrl::new("https://kb.contoso.com/help/").expect("an address");
        let pages = [(String::new(), None), ("articles/a.html".to_owned(), Some("2020-06-08".to_owned()))];
        let [map] = sitemaps(&base, pages.into_iter()).try_into().expect("one map");
        let map = text(map);
        assert!(map.contains("<loc>https://kb.contoso.com/help/</loc>"), "{map}");
        assert!(
            map.contains(
                "<loc>https://kb.contoso.com/help/articles/a.html</loc>\n  <lastmod>2020-06-08</lastmod>"
            ),
            "{map}"
        );
    }

    #[test]
    fn of_more_pages_than_a_map_may_name_there_are_several_and_a_map_of_them() {
        let base = BaseUrl::new("https://kb.contoso.com/help/").expect("an address");
        let pages = (0..=MOST_URLS).map(|number| (format!("articles/{number}.html"), None));
        let files = sitemaps(&base, pages);
        let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]);
        let count = |file: &File, tag: &str| String::from_utf8_lossy(&file.bytes).matches(tag).count();
        assert_eq!((count(&files[0], "<url>"), count(&files[1], "<url>")), (MOST_URLS, 1));
        let index = text(files[2].clone());
        assert!(
            index.contains("<sitemap>\n  <loc>https://kb.contoso.com/help/sitemap-2.xml</loc>"),
            "{index}"
        );
    }
}
