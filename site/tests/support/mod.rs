//! Sites made of a kit without programs.
#![allow(dead_code, reason = "each suite uses some of it")]

mod kit;

use kbmatch::{KnowledgeBase, SourceFile, compile_articles};
use kbmatch_site::{File, Made, Pack, Settings, Site, SiteError};
pub(crate) use kit::kit;

pub(crate) fn base(files: &[SourceFile]) -> KnowledgeBase {
    compile_articles(files).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"))
}

pub(crate) fn settings(text: &str) -> Settings {
    Settings::parse(text, |_| Ok(b"<svg onload='pwned()'/>".to_vec())).expect("settings")
}

/// All files of the site, in the order in which they come.
pub(crate) fn site(base: &KnowledgeBase, settings: &Settings) -> (Vec<File>, Made) {
    let (kit, pack) = (kit(), Pack::of(&base.to_pack()).expect("a pack"));
    let site = Site { kit: &kit, pack: &pack, settings, base: Some(base), is_live: false };
    let mut files = Vec::new();
    let made = site.files::<SiteError>(|file| {
        files.push(file);
        Ok(())
    });
    (files, made.expect("a site"))
}

pub(crate) fn single(base: &KnowledgeBase, settings: &Settings) -> String {
    let (kit, pack) = (kit(), Pack::of(&base.to_pack()).expect("a pack"));
    let site = Site { kit: &kit, pack: &pack, settings, base: Some(base), is_live: false };
    String::from_utf8(site.single().expect("a file")).expect("text")
}

pub(crate) fn text<'f>(files: &'f [File], path: &str) -> &'f str {
    let file = files.iter().find(|file| file.path == path);
    std::str::from_utf8(&file.unwrap_or_else(|| panic!("no {path}")).bytes).expect("text")
}

/// An article, `kb1` or `kb2`, which leads to the other one; `more` are further lines of its front matter.
pub(crate) fn article(id: &str, title: &str, more: &str) -> SourceFile {
    let other = if id == "kb1" { "kb2" } else { "kb1" };
    let text = format!(
        "---\nid: {id}\ntitle: {title}\nseverity: error\n{more}symptoms:\n  seen: {{provider: Contoso, event_id: 17}}\nmatch: seen\n\
         ---\n## Symptoms\n\nIt stops. See [the other](#/{other}).\n\n## Cause\n\nA switch.\n\n## Resolution\n\nTurn it on.\n"
    );
    SourceFile { path: format!("network/{id}/article.md"), bytes: text.into_bytes() }
}
