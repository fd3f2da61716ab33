//! A site as its owner meets it.

mod support;

use kbmatch::SourceFile;
use kbmatch_site::{File, Settings};
use std::collections::BTreeSet;
use support::{article, base, settings, site, text};

fn two() -> Vec<SourceFile> {
    let of = |updated: &str, tags: &str| {
        format!(
            "products: [Windows 10]\ntags: [{tags}]\n\
             sources: [{{url: 'https://contoso.com/x', title: About it, updated: {updated}}}]\n"
        )
    };
    vec![
        article("kb1", "The first fails", &of("2023-01-02", "shared, one")),
        article("kb2", "The second fails", &of("2024-03-04", "shared")),
    ]
}

fn paths(files: &[File]) -> BTreeSet<&str> {
    files.iter().map(|file| file.path.as_str()).collect()
}

#[test]
fn every_article_has_a_page_and_every_group_leads_to_its_articles() {
    let (files, made) = site(&base(&two()), &Settings::default());
    assert_eq!((made.article_pages, made.files), (2, files.len()));
    let paths = paths(&files);
    for path in [
        "index.html",
        "sw.js",
        "app.webmanifest",
        "articles/kb1.html",
        "articles/kb2.html",
        "articles/index.html",
        "browse/index.html",
        "browse/area-network.html",
        "browse/product-windows-10.html",
        "browse/tag-shared.html",
    ] {
        assert!(paths.contains(path), "{path} in {paths:#?}");
    }
    // A tag of one article groups nothing; without an address there is neither map nor feed.
    assert!(!paths.contains("browse/tag-one.html") && !paths.contains("sitemap.xml"));
    let area = text(&files, "browse/area-network.html");
    assert!(area.contains(r#"<a href="../articles/kb1.html">The first fails</a>"#), "{area}");
}

#[test]
fn every_relative_link_leads_to_a_file_of_the_site() {
    let (files, _) = site(&base(&two()), &settings("base-url = 'https://kb.contoso.com/'\nlogo = 'a.svg'"));
    let paths = paths(&files);
    for file in files.iter().filter(|file| file.path.contains('/') && file.path.ends_with(".html")) {
        let page = text(&files, &file.path);
        let targets = ["href=\"../", "src=\"../"].into_iter().flat_map(|start| page.split(start).skip(1));
        for target in targets.filter_map(|rest| rest.split(['"', '#', '?']).next()) {
            assert!(paths.contains(target), "{target} of {}", file.path);
        }
    }
}

#[test]
fn an_article_can_be_read_without_script_and_tells_search_engines_what_it_is() {
    let (files, _) =
        site(&base(&two()), &settings("title = 'Contoso'\nbase-url = 'https://kb.contoso.com/'"));
    let page = text(&files, "articles/kb1.html");
    for part in [
        "<title>The first fails · Contoso</title>",
        r#"<link rel="canonical" href="https://kb.contoso.com/articles/kb1.html">"#,
        r#""@type":"TechArticle""#,
        r#""dateModified":"2023-01-02""#,
        r#"<a href="../articles/kb2.html">the other</a>"#,
        "<h2>Resolution</h2><div lang=\"en\"><p>Turn it on.</p>",
        r#"<a href="https://contoso.com/x""#,
        "event ID is 17",
        "default-src 'none'; style-src 'self'",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    assert!(!page.contains("<script defer") && !page.contains("<script src"));
}

#[test]
fn what_comes_from_elsewhere_names_its_source_as_the_original() {
    let more =
        "products: []\nsources: [{url: 'https://contoso.com/x', title: About it}]\norigin: {file: x.md}\n";
    let articles = [article("kb1", "It fails", more), article("kb2", "It stops", more)];
    let (files, _) = site(&base(&articles), &settings("base-url = 'https://kb.contoso.com/'"));
    assert!(
        text(&files, "articles/kb1.html").contains(r#"<link rel="canonical" href="https://contoso.com/x">"#)
    );
}

#[test]
fn map_and_feed_name_all_pages_and_the_newest_article_first() {
    let (files, _) = site(&base(&two()), &settings("base-url = 'https://kb.contoso.com/'"));
    let map = text(&files, "sitemap.xml");
    assert!(
        map.contains("<loc>https://kb.contoso.com/articles/kb2.html</loc>\n  <lastmod>2024-03-04</lastmod>"),
        "{map}"
    );
    let feed = text(&files, "feed.xml");
    assert!(feed.find("The second fails") < feed.find("The first fails"), "{feed}");
}

#[test]
fn without_pages_of_articles_everything_leads_to_the_matcher() {
    let (files, made) = site(&base(&two()), &settings("article-pages = false"));
    assert_eq!(made.article_pages, 0);
    assert!(files.iter().all(|file| !file.path.starts_with("articles/")));
    assert!(text(&files, "browse/area-network.html").contains(r#"<a href="../index.html#/kb1">"#));
}

#[test]
fn the_same_articles_give_the_same_bytes_and_the_entry_comes_last() {
    let settings = settings("title = 'Contoso'\nlogo = 'a.svg'\nbase-url = 'https://kb.contoso.com/'");
    let (one, _) = site(&base(&two()), &settings);
    let (two, _) = site(&base(&two()), &settings);
    assert_eq!(one, two);
    assert_eq!(one.last().map(|file| file.path.as_str()), Some("index.html"));
}

#[test]
fn the_page_is_told_what_it_is_called() {
    let settings = settings(
        "title = 'Contoso \"Help\"'\nlanguage = 'de'\narticle-language = 'pt-BR'\nlogo = 'a.svg'\n[colors]\naccent = '#7a3e9d'",
    );
    let (files, _) = site(&base(&two()), &settings);
    let entry = text(&files, "index.html");
    assert!(
        entry.contains(r#"<html lang="de""#) && entry.contains("<title>Contoso &quot;Help&quot;</title>")
    );
    assert!(entry.contains(r#""title":"Contoso \"Help\"""#), "{entry}");
    assert!(entry.contains(r#""articles":"pt-BR""#), "{entry}");
    assert!(text(&files, "articles/kb1.html").contains(r#"<div lang="pt-BR"><p>It stops."#));
    let styles = files.iter().find(|file| file.path.starts_with("style-")).expect("the style");
    assert!(String::from_utf8_lossy(&styles.bytes).contains("--accent: light-dark(#7a3e9d, #7a3e9d)"));
    let app: serde_json::Value = serde_json::from_str(text(&files, "app.webmanifest")).expect("JSON");
    assert_eq!(app["name"], "Contoso \"Help\"");
}

#[test]
fn what_the_service_worker_keeps_is_there_and_pages_of_articles_are_not_in_it() {
    let (files, _) = site(&base(&two()), &Settings::default());
    let worker = text(&files, "sw.js");
    let list = |name: &str| -> Vec<String> {
        let json = worker.split(&format!("const {name} = ")).nth(1).and_then(|rest| rest.split(";\n").next());
        serde_json::from_str(json.expect("a list")).expect("JSON")
    };
    let paths = paths(&files);
    for name in list("FIRST").iter().chain(&list("LATER")) {
        assert!(paths.contains(name.as_str()) && !name.contains('/'), "{name}");
    }
    assert!(list("LATER").iter().any(|name| name.ends_with(".shard")));
    let is_fast = |name: &str| name.starts_with("fast-");
    assert!(paths.iter().any(|name| is_fast(name)));
    assert!(!list("FIRST").iter().chain(&list("LATER")).any(|name| is_fast(name)), "kept once it was needed");
}

#[test]
fn what_is_kept_once_it_was_asked_for_is_named_by_its_hash_for_the_next_build() {
    let (files, _) = site(&base(&two()), &Settings::default());
    let named = files.iter().find(|file| file.path.starts_with("named-")).expect("the list of names");
    assert!(text(&files, "sw.js").contains(&format!("fetch(\"{}\"", named.path)));
    let numbers: Vec<String> =
        named.bytes.chunks(4).map(|four| four.iter().map(|byte| format!("{byte:02x}")).collect()).collect();
    let is_named = |path: &str| numbers.iter().any(|number| path.contains(number.as_str()));
    let fast: Vec<&File> = files.iter().filter(|file| file.path.starts_with("fast-")).collect();
    assert!(!fast.is_empty() && fast.iter().all(|file| is_named(&file.path)), "{numbers:?}");
    assert!(!files.iter().filter(|file| file.path.starts_with("page-")).any(|file| is_named(&file.path)));
}
