//! Whatever articles and settings say, nothing of it becomes markup or script.

mod support;

use kbmatch::SourceFile;
use kbmatch_site::Settings;
use support::{base, single, site};

const VECTORS: [&str; 8] = [
    "<script>pwned()</script>",
    "</script><script>pwned()</script>",
    "</title><img src=x onerror=pwned()>",
    "\" onmouseover=\"pwned()",
    "' autofocus onfocus='pwned()",
    "--><svg/onload=pwned()>",
    "]]><script>pwned()</script>",
    "javascript:pwned()",
];

/// In front matter: a string of YAML.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn article(at: usize, vector: &str) -> SourceFile {
    let q = quoted(vector);
    let escaped: String = vector
        .chars()
        .map(|c| if c.is_ascii_punctuation() { format!("\\{c}") } else { c.to_string() })
        .collect();
    let code = vector.replace('`', "");
    let text = format!(
        "---\nid: kb{at}\ntitle: {q}\nseverity: error\nproducts: [{q}]\nversions: [{q}]\ntags: [{q}]\n\
         sources: [{{url: 'https://contoso.com/?a=\"&b=<c>', title: {q}, updated: 2024-01-02}}]\n\
         license: {{name: {q}, url: 'https://contoso.com/', attribution: {q}}}\n\
         symptoms:\n  seen: {{provider: {q}, text: {q}}}\nmatch: seen\n\
         causes:\n  one: {{title: {q}, when: seen}}\n  two: {{when: seen}}\n---\n\
         ## Symptoms\n\n{escaped}, `{code}`, **{escaped}** and [{escaped}](a\"b'c)\n\n~~~ {code}\n{code}\n~~~\n\n\
         - {escaped}\n\n> {escaped}\n\n| {escaped} |\n| --- |\n| `{code}` |\n\n\
         ## Cause: one\n\n### {escaped}\n\n{escaped}\n\n## Cause: two\n\n{escaped}\n\n## Resolution\n\n{escaped}\n"
    );
    SourceFile { path: format!("{}/kb{at}/article.md", vector.replace('/', "")), bytes: text.into_bytes() }
}

fn hostile_settings() -> Settings {
    let q = |vector: &str| quoted(vector).replace("''", "\u{2019}");
    support::settings(&format!(
        "title = {}\ndescription = {}\nfooter = {}\nlogo = 'a.svg'\nbase-url = 'https://kb.contoso.com/'\n\
         [[links]]\ntext = {}\nurl = 'https://contoso.com/?\"><script>'\n",
        q(VECTORS[2]),
        q(VECTORS[3]),
        q(VECTORS[0]),
        q(VECTORS[5])
    ))
}

/// The tags of a page: templates write every `<` of a text as `&lt;`, so whatever begins with one is a tag.
fn tags(page: &str) -> impl Iterator<Item = &str> {
    page.split('<').skip(1).filter_map(|rest| rest.split('>').next())
}

const ELEMENTS: [&str; 55] = [
    "html",
    "head",
    "meta",
    "title",
    "link",
    "script",
    "body",
    "div",
    "a",
    "header",
    "img",
    "nav",
    "ul",
    "li",
    "main",
    "p",
    "article",
    "h1",
    "h2",
    "h3",
    "h4",
    "dl",
    "dt",
    "dd",
    "span",
    "section",
    "code",
    "strong",
    "em",
    "pre",
    "blockquote",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "aside",
    "footer",
    "time",
    "ol",
    "hr",
    "br",
    "noscript",
    "rect",
    "path",
    "svg",
    "style",
    "h5",
    "h6",
    "label",
    "textarea",
    "select",
    "option",
    "button",
];

const ATTRIBUTES: [&str; 44] = [
    "lang",
    "charset",
    "http-equiv",
    "content",
    "name",
    "rel",
    "href",
    "type",
    "title",
    "class",
    "id",
    "src",
    "alt",
    "tabindex",
    "role",
    "scope",
    "start",
    "datetime",
    "aria-label",
    "aria-labelledby",
    "aria-current",
    "defer",
    "as",
    "crossorigin",
    "data-engine",
    "data-languages",
    "hidden",
    "data-reason",
    // The box and the head of the entry.
    "translate",
    "dir",
    "for",
    "placeholder",
    "spellcheck",
    "autocomplete",
    "autocapitalize",
    "disabled",
    "aria-hidden",
    "viewBox",
    "x",
    "y",
    "width",
    "height",
    "rx",
    "d",
];

/// The names of a tag's attributes: templates write every quotation mark of a value as `&quot;`.
fn attributes(tag: &str) -> Vec<&str> {
    let outside = tag.split('"').step_by(2);
    outside
        .flat_map(|part| part.split_whitespace().skip(usize::from(tag.starts_with(part))))
        .map(|name| name.trim_end_matches('='))
        .collect()
}

fn expect_harmless(path: &str, page: &str) {
    for tag in tags(page) {
        let name = tag.trim_start_matches('/').split_whitespace().next().unwrap_or_default();
        if name.eq_ignore_ascii_case("!doctype") || name == "!--" {
            continue;
        }
        assert!(ELEMENTS.contains(&name), "{path}: <{tag}>");
        for attribute in attributes(tag).into_iter().filter(|name| !name.is_empty() && *name != "/") {
            assert!(ATTRIBUTES.contains(&attribute), "{path}: {attribute} of <{tag}>");
        }
        let target =
            |key: &str| tag.split(&format!("{key}=\"")).nth(1).and_then(|rest| rest.split('"').next());
        for target in ["href", "src"].into_iter().filter_map(target) {
            let scheme = target.split(['/', '?', '#']).next().and_then(|head| head.split_once(':'));
            let is_harmless = scheme.is_none_or(|(scheme, _)| ["https", "mailto"].contains(&scheme));
            assert!(is_harmless || target.starts_with("data:image/svg+xml;base64,"), "{path}: {target}");
        }
    }
}

#[test]
fn no_field_of_an_article_or_of_the_settings_becomes_markup() {
    let articles: Vec<SourceFile> =
        VECTORS.iter().enumerate().map(|(at, vector)| article(at, vector)).collect();
    let base = base(&articles);
    let (files, made) = site(&base, &hostile_settings());
    assert_eq!(made.article_pages, VECTORS.len());
    let mut looked_at = 0;
    for file in files.iter().filter(|file| file.path.ends_with(".html")) {
        expect_harmless(&file.path, std::str::from_utf8(&file.bytes).expect("text"));
        looked_at += 1;
    }
    assert!(looked_at > 2 * VECTORS.len(), "{looked_at}");
}

#[test]
fn data_for_search_engines_and_for_the_page_cannot_end_its_script() {
    let articles: Vec<SourceFile> =
        VECTORS.iter().enumerate().map(|(at, vector)| article(at, vector)).collect();
    let (files, _) = site(&base(&articles), &hostile_settings());
    for (at, vector) in VECTORS.iter().enumerate() {
        let page = support::text(&files, &format!("articles/kb{at}.html"));
        let data = page.split(r#"<script type="application/ld+json">"#).nth(1).expect("data");
        let data: serde_json::Value =
            serde_json::from_str(data.split("</script>").next().expect("an end")).expect("JSON");
        assert_eq!(data["headline"], *vector);
        assert_eq!(data["keywords"][0], *vector);
    }
}

#[test]
fn map_and_feed_are_sound_xml() {
    let articles: Vec<SourceFile> =
        VECTORS.iter().enumerate().map(|(at, vector)| article(at, vector)).collect();
    let (files, _) = site(&base(&articles), &hostile_settings());
    for path in ["feed.xml", "sitemap.xml"] {
        let mut reader = quick_xml::Reader::from_str(support::text(&files, path));
        let mut open = Vec::new();
        loop {
            match reader.read_event().unwrap_or_else(|error| panic!("{path}: {error}")) {
                quick_xml::events::Event::Start(start) => open.push(start.name().as_ref().to_owned()),
                quick_xml::events::Event::End(_) => drop(open.pop()),
                quick_xml::events::Event::Eof => break,
                _ => {}
            }
            assert!(open.iter().all(|name| name != "script"));
        }
        assert!(open.is_empty());
    }
}

#[test]
fn the_page_as_one_file_holds_its_settings_as_text() {
    let page = single(&base(&[article(0, VECTORS[0])]), &hostile_settings());
    assert!(!page.contains("<script>pwned()") && !page.contains("<img src=x"), "{page}");
}
