//! `kbmatch site`, as somebody with a folder of articles meets it.

#[path = "../../site/tests/support/kit.rs"]
mod kit;
mod support;

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, SystemTime};
use support::{folder, kbmatch, path, run};

const ARTICLE: &str = "---
id: kb1
title: It stops
severity: error
products: [Windows 10]
sources: [{url: 'https://contoso.com/kb1', title: About it, updated: 2024-01-02}]
symptoms:
  seen: {provider: Contoso-Sync, event_id: 4711}
match: seen
---
## Symptoms

It stops.

## Cause

A switch.

## Resolution

Turn it on.
";

const EVENT: &str =
    "Log Name: Application\nSource: Contoso-Sync\nEvent ID: 4711\nLevel: Error\nDescription:\nIt stopped.\n";

/// A folder of one article, and a kit.
fn base() -> tempfile::TempDir {
    let other = EVENT.replace("4711", "4712");
    let files = [
        ("kb/sync/kb1/article.md", ARTICLE),
        ("kb/sync/kb1/match-event.txt", EVENT),
        ("kb/sync/kb1/miss-other.txt", &other),
    ];
    let folder = folder(&files);
    fs::write(folder.path().join("page.kit"), kit::kit().write()).expect("a kit");
    folder
}

fn site(folder: &tempfile::TempDir, more: &[&str]) -> support::Ran {
    let (kb, kit, out) = (path(folder, "kb"), path(folder, "page.kit"), path(folder, "site"));
    run(&[&["site", &kb, "--kit", &kit, "-o", &out][..], more].concat())
}

/// Every file below a folder, with its content and the time of its last change.
fn files(folder: &Path) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if path.is_dir() {
            found.extend(files(&path).into_iter().map(|(below, file)| (format!("{name}/{below}"), file)));
        } else {
            let changed = path.metadata().and_then(|meta| meta.modified()).expect("a time");
            found.insert(name, (fs::read(&path).expect("a file"), changed));
        }
    }
    found
}

#[test]
fn a_folder_of_articles_becomes_a_site_and_only_changes_are_written_again() {
    let folder = base();
    let first = site(&folder, &["--base-url", "https://kb.contoso.com/"]);
    assert_eq!(first.status, Some(0), "{}", first.err);
    let before = files(&folder.path().join("site"));
    for name in
        ["index.html", "articles/kb1.html", "browse/index.html", "sitemap.xml", "feed.xml", "SHA256SUMS"]
    {
        assert!(before.contains_key(name), "{name}");
    }
    let again = site(&folder, &["--base-url", "https://kb.contoso.com/"]);
    assert!(again.err.contains("0 new or changed, 0 removed"), "{}", again.err);
    assert_eq!(files(&folder.path().join("site")), before);

    let article = folder.path().join("kb/sync/kb1/article.md");
    fs::write(article, ARTICLE.replace("Turn it on.", "Turn it off and on.")).expect("an article");
    fs::write(folder.path().join("site/CNAME"), "kb.contoso.com").expect("a file of the owner's");
    let changed = site(&folder, &["--base-url", "https://kb.contoso.com/"]);
    assert_eq!(changed.status, Some(0), "{}", changed.err);
    let after = files(&folder.path().join("site"));
    assert!(String::from_utf8_lossy(&after["articles/kb1.html"].0).contains("Turn it off and on."));
    assert_eq!(after["browse/index.html"], before["browse/index.html"]);
    assert!(after.contains_key("CNAME"));
    let shards = |files: &BTreeMap<String, _>| files.keys().filter(|name| name.ends_with(".shard")).count();
    assert_eq!(shards(&after), shards(&before));
}

#[test]
fn mistakes_are_shown_as_by_check_and_nothing_is_written() {
    let folder = base();
    let wrong = ARTICLE.replace("match: seen", "match: sen");
    fs::write(folder.path().join("kb/sync/kb1/article.md"), wrong).expect("an article");
    let ran = site(&folder, &[]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.err.contains("error[KB") && ran.err.contains("article.md:9:8"), "{}", ran.err);
    assert!(!folder.path().join("site").exists());
}

#[test]
fn settings_with_a_mistake_are_refused_with_the_line() {
    let folder = base();
    fs::write(folder.path().join("kb/kbmatch.toml"), "title = 'x'\ncolour = 'red'\n").expect("settings");
    let ran = site(&folder, &[]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.err.contains("kbmatch.toml") && ran.err.contains("line 2"), "{}", ran.err);
    let missing = site(&folder, &["--config", "no-such.toml"]);
    assert!(missing.err.contains("cannot read \"no-such.toml\""), "{}", missing.err);
}

#[test]
fn articles_without_symptoms_and_plain_markdown_are_published_when_that_is_wanted() {
    let folder = base();
    let without = ARTICLE.replace(
        "symptoms:\n  seen: {provider: Contoso-Sync, event_id: 4711}\nmatch: seen\n",
        "draft: true\n",
    );
    fs::write(folder.path().join("kb/sync/kb1/article.md"), without).expect("an article");
    fs::remove_file(folder.path().join("kb/sync/kb1/match-event.txt")).expect("removed");
    let ran = site(&folder, &[]);
    assert!(ran.status == Some(2) && ran.err.contains("--allow-search-only"), "{}", ran.err);
    let ran = site(&folder, &["--allow-search-only"]);
    assert_eq!(ran.status, Some(0), "{}", ran.err);

    let markdown = support::folder(&[("kb/vpn.md", "# The VPN drops\n\nReconnect.\n")]);
    fs::write(markdown.path().join("page.kit"), kit::kit().write()).expect("a kit");
    let ran = site(&markdown, &[]);
    assert!(ran.status == Some(2) && ran.err.contains("has Markdown and no articles"), "{}", ran.err);
    let ran = site(&markdown, &["--allow-search-only"]);
    assert_eq!(ran.status, Some(0), "{}", ran.err);
    assert!(markdown.path().join("site/articles/vpn.html").exists());
}

#[test]
fn a_site_is_not_written_where_it_could_do_harm() {
    let folder = base();
    fs::create_dir(folder.path().join("site")).expect("a folder");
    fs::write(folder.path().join("site/thesis.txt"), "mine").expect("a file");
    let ran = site(&folder, &[]);
    assert!(ran.status == Some(2) && ran.err.contains("no site that kbmatch wrote"), "{}", ran.err);
    let (kb, kit, inside) = (path(&folder, "kb"), path(&folder, "page.kit"), path(&folder, "kb/site"));
    let ran = run(&["site", &kb, "--kit", &kit, "-o", &inside]);
    assert!(ran.status == Some(2) && ran.err.contains("lies inside of"), "{}", ran.err);
}

#[test]
fn all_of_it_is_one_file_when_that_is_wanted() {
    let folder = base();
    let (kb, kit, file) = (path(&folder, "kb"), path(&folder, "page.kit"), path(&folder, "support.html"));
    let ran = run(&["site", &kb, "--kit", &kit, "-o", &file, "--single-file"]);
    assert_eq!(ran.status, Some(0), "{}", ran.err);
    assert!(fs::read_to_string(file).expect("a file").contains("id=\"kbmatch-engine\""));
}

#[test]
fn a_command_without_the_page_says_where_there_is_one() {
    let folder = base();
    let ran = run(&[
        "site",
        &path(&folder, "kb"),
        "-o",
        &path(&folder, "site"),
        "--kit",
        &path(&folder, "kb/sync/kb1/article.md"),
    ]);
    assert!(ran.status == Some(2) && ran.err.contains("this is no page kit"), "{}", ran.err);
    if option_env!("KBMATCH_PAGE_KIT").is_none() {
        let ran = run(&["site", &path(&folder, "kb"), "-o", &path(&folder, "site")]);
        assert!(ran.status == Some(2) && ran.err.contains("cargo xtask dist"), "{}", ran.err);
    }
}

/// What a server at this address answers.
fn get(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("a server");
    stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a limit");
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").expect("asked");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("an answer");
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn a_served_site_follows_its_articles_and_shows_their_mistakes() {
    let folder = base();
    let (kb, kit) = (path(&folder, "kb"), path(&folder, "page.kit"));
    let mut command = kbmatch(&["site", &kb, "--kit", &kit, "--serve", "--port", "0"]);
    let mut child = command.stderr(Stdio::piped()).spawn().expect("the command starts");
    let mut said = BufReader::new(child.stderr.take().expect("a pipe")).lines().map_while(Result::ok);
    let address = said.find_map(|line| Some(line.split("http://").nth(1)?.split('/').next()?.to_owned()));
    let address = address.expect("an address");
    assert!(address.starts_with("127.0.0.1:"), "{address}");
    assert!(get(&address, "/articles/kb1.html").contains("live.js"));
    let first = get(&address, "/kbmatch-live");
    assert!(first.contains(r#""change":1"#) && first.contains(r#""problems":null"#), "{first}");

    let article = folder.path().join("kb/sync/kb1/article.md");
    fs::write(&article, ARTICLE.replace("match: seen", "match: sen")).expect("an article");
    let wrong = get(&address, "/kbmatch-live?1");
    assert!(wrong.contains(r#""build":0"#) && wrong.contains("article.md:9:8"), "{wrong}");
    assert!(get(&address, "/articles/kb1.html").contains("Turn it on."));

    fs::write(&article, ARTICLE.replace("Turn it on.", "Turn it off.")).expect("an article");
    let right = get(&address, "/kbmatch-live?2");
    assert!(right.contains(r#""build":1"#) && right.contains(r#""problems":null"#), "{right}");
    assert!(get(&address, "/articles/kb1.html").contains("Turn it off."));
    child.kill().expect("ended");
    child.wait().expect("ended");
}
