//! Importing pages: what becomes of a folder, as its user meets it.

use kbmatch::{Input, KnowledgeBase, SourceFile, Verdict, compile};
use kbmatch_import::{Import, Terms, msdocs};

macro_rules! pages {
    ($($path:literal),+ $(,)?) => {
        vec![$(SourceFile { path: $path.into(), bytes: include_bytes!(concat!("pages/", $path)).to_vec() }),+]
    };
}

fn pages() -> Vec<SourceFile> {
    pages![
        "README.md",
        "files/locked.md",
        "files/moved.md",
        "files/twin-a.md",
        "files/twin-b.md",
        "includes/cause.md",
        "mail/quota.md",
    ]
}

fn import(terms: &Terms) -> Import {
    msdocs::import(&pages(), terms)
}

fn base() -> KnowledgeBase {
    let files = import(&Terms::default()).files;
    compile(&files).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"))
}

fn article(import: &Import, path: &str) -> String {
    let file = import.files.iter().find(|file| file.path == path);
    String::from_utf8(file.unwrap_or_else(|| panic!("no {path}")).bytes.clone()).expect("text")
}

/// The articles that answer, with their verdicts.
fn answers(base: &KnowledgeBase, text: &str) -> Vec<(String, Verdict)> {
    let results = base.scan(&Input::decode(text.as_bytes())).results;
    let found = results.into_iter().filter(|finding| finding.verdict != Verdict::NearMiss);
    found.map(|finding| (finding.article, finding.verdict)).collect()
}

fn only(article: &str, verdict: Verdict) -> Vec<(String, Verdict)> {
    vec![(article.to_owned(), verdict)]
}

#[test]
fn every_article_is_a_draft_that_compiles_and_says_where_it_comes_from() {
    let import = import(&Terms::default());
    let paths: Vec<&str> = import.files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "files/locked/article.md",
            "files/twin-a/article.md",
            "files/twin-b/article.md",
            "mail/quota/article.md"
        ]
    );
    let base = base();
    let quota = base.article("quota").expect("an article");
    assert!(quota.draft);
    let origin = quota.origin.expect("an origin");
    assert_eq!((origin.file.as_str(), origin.line), ("mail/quota.md", Some(9)));
    assert_eq!(quota.products, ["Contoso Mail 2019", "Contoso Mail Online"]);
    assert_eq!(quota.sources[0].url.as_str(), "https://support.microsoft.com/help/1234567");
    // The lines of the symptoms are those of the page.
    let text = article(&import, "mail/quota/article.md");
    assert!(text.contains("  quote_1: # line 17\n"), "{text}");
}

#[test]
fn what_is_no_article_is_named_with_the_reason() {
    let skipped = import(&Terms::default()).skipped;
    let skipped: Vec<(&str, &str)> =
        skipped.iter().map(|skipped| (skipped.path.as_str(), skipped.reason)).collect();
    assert_eq!(
        skipped,
        [
            ("README.md", "no front matter"),
            ("files/moved.md", "it only leads to another page"),
            ("includes/cause.md", "a part that other pages include"),
        ]
    );
}

#[test]
fn a_text_with_other_values_matches_the_article_that_quotes_it() {
    let base = base();
    let error = "The transport refused the message of zoe@fabrikam.com because the outbox quota of the shared store is\nused up. \
                 Delete parked messages, then send again.";
    assert_eq!(answers(&base, error), only("quota", Verdict::Match));
    let log = "2026-01-02 10:11:12 QuotaKeeper[99] parked message 77771c9a-1111-2222-3333-444455556666: outbox allotment exhausted \
               for store TEAM7";
    assert_eq!(answers(&base, log), only("quota", Verdict::Match));
    let cell = "The file is locked by a session that has no owner any more.";
    assert_eq!(answers(&base, cell), only("locked", Verdict::Match));
    let italics = "Keeper (s) lease 4: abandoned byte range handed back to nobody";
    assert_eq!(answers(&base, italics), only("locked", Verdict::Match));
}

#[test]
fn a_cut_text_is_possible_and_one_with_other_words_is_nothing() {
    let base = base();
    assert_eq!(
        answers(&base, "The transport refused the message of zoe because the outbox quota of the sha"),
        only("quota", Verdict::Possible)
    );
    assert_eq!(answers(&base, "The transport is late; the file is here; nobody has seen the quota."), []);
}

#[test]
fn the_beginning_of_a_message_is_possible() {
    let base = base();
    assert_eq!(answers(&base, "The transport refused the mess"), only("quota", Verdict::Possible));
    assert_eq!(answers(&base, "The transport ref"), []);
}

#[test]
fn what_two_articles_show_alike_is_possible_for_both_and_matches_none() {
    let found = answers(&base(), "Both twins show the very same words on every screen of theirs.");
    assert_eq!(found, [("twin-a".to_owned(), Verdict::Possible), ("twin-b".to_owned(), Verdict::Possible)]);
}

#[test]
fn an_event_that_one_article_shows_is_a_hint() {
    let event = "Log Name: Application\nSource: ContosoFiles\nDate: 1/2/2026 10:00:00 AM\nEvent ID: 7788\nLevel: Error\n\
                 Computer: other\nDescription:\nThe lock keeper gave up.\n";
    assert_eq!(answers(&base(), event), only("locked", Verdict::Match));
}

#[test]
fn prose_keeps_its_sections_and_loses_what_kbmatch_does_not_show() {
    let import = import(&Terms { base_url: Some("https://example.com/docs/".into()), ..Terms::default() });
    let text = article(&import, "mail/quota/article.md");
    let body = text.split("---\n").nth(2).expect("a body");
    let headings: Vec<&str> = body.lines().filter(|line| line.starts_with('#')).collect();
    assert_eq!(headings, ["## Symptoms", "## Cause", "### Cause 1", "## Resolution"]);
    for kept in [
        "The keeper counts parked messages, too.",
        "`<ServerName>`",
        "{ {Settings",
        "`{ { {1},{2}}}` or { {3}",
        "https://example.com/docs/mail/../files/locked.md#what",
        "https://learn.microsoft.com/mail/overview",
    ] {
        assert!(body.contains(kept), "{kept} in {body}");
    }
    for lost in ["image", "<details>", "INCLUDE", "{{"] {
        assert!(!body.contains(lost), "{lost} in {body}");
    }
    assert!(article(&import, "files/locked/article.md").contains("**Note**"));
}

#[test]
fn the_licence_goes_into_every_article() {
    let terms = Terms {
        license: Some("CC-BY-4.0".into()),
        license_url: Some("https://creativecommons.org/licenses/by/4.0/".into()),
        attribution: Some("Contoso: \"the\" authors".into()),
        base_url: Some("https://example.com/docs".into()),
    };
    let base = compile(&import(&terms).files).expect("a base");
    for id in ["quota", "locked", "twin-a"] {
        let license = base.article(id).and_then(|article| article.license).expect("a licence");
        assert_eq!(
            (license.name.as_str(), license.attribution.as_str()),
            ("CC-BY-4.0", "Contoso: \"the\" authors")
        );
    }
    let source = &base.article("locked").expect("an article").sources[0];
    assert_eq!(source.url.as_str(), "https://example.com/docs/files/locked.md");
}

#[test]
fn hostile_pages_are_read_or_left_out() {
    let deep = ["---\ntitle: t\n---\n## Symptoms\n".to_owned(), "> ".repeat(3000), "x".into()].concat();
    let loop_ = "---\ntitle: t\n---\n[!INCLUDE [a](a.md)]\n[!INCLUDE [a](a.md)]\n[!INCLUDE [b](../../../../etc/passwd)]\n";
    let markup = "---\ntitle: \"a: 'b' # c\"\n---\n> <script>alert(1)</script> [x](javascript:alert(1)) {{a|b}} * ? \\\n";
    let broken = "---\ntitle: [\n---\n## Symptoms\n> text\n";
    for text in [
        deep.as_str(),
        loop_,
        markup,
        broken,
        "---\n---\n",
        "",
        "\u{feff}---\r\ntitle: t\r\n---\r\n> quoted words of it\r\n",
    ] {
        let files = [SourceFile { path: "a.md".into(), bytes: text.into() }];
        let import = msdocs::import(&files, &Terms::default());
        if !import.files.is_empty() {
            compile(&import.files).unwrap_or_else(|mistakes| panic!("{text:.200}: {mistakes:#?}"));
        }
    }
    let bytes = [SourceFile { path: "a.md".into(), bytes: vec![0xff, 0xfe, 0x00, b'-'] }];
    assert_eq!(msdocs::import(&bytes, &Terms::default()).articles, 0);
}

#[test]
fn plain_markdown_needs_no_front_matter_and_is_called_by_its_heading_or_its_file() {
    let file = |path: &str, text: &str| SourceFile { path: path.into(), bytes: text.into() };
    let files = [
        file("network/vpn-drops.md", "# The VPN drops after an hour\n\nSee [the portal](/portal).\n"),
        file("printer_offline.md", "Turn it off and on again.\n"),
    ];
    assert_eq!(msdocs::import(&files, &Terms::default()).articles, 0);
    let import = msdocs::import_plain(&files, &Terms::default());
    assert_eq!((import.articles, import.without_symptoms), (2, 2));
    let base = compile(&import.files).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"));
    let titles: Vec<&str> = base.entries().map(|entry| entry.title.as_str()).collect();
    assert_eq!(titles, ["printer offline", "The VPN drops after an hour"]);
    assert!(!article(&import, "network/vpn-drops/article.md").contains("learn.microsoft.com"));
}

#[test]
fn a_file_whose_name_needs_escapes_in_an_address_is_linked_all_the_same() {
    let bytes = b"# Clip art is gone\n\nLook elsewhere.\n".to_vec();
    let files = [SourceFile { path: "word/clip art 50%.md".into(), bytes }];
    let terms = Terms { base_url: Some("https://example.com/docs/".into()), ..Terms::default() };
    let import = msdocs::import_plain(&files, &terms);
    assert!(import.files.iter().any(|file| {
        String::from_utf8_lossy(&file.bytes).contains("https://example.com/docs/word/clip%20art%2050%25.md")
    }));
    assert!(compile(&import.files).is_ok());
}
