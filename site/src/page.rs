//! The page as files that a server sends: each but a few under a name that carries the hash of its content. Such a file can be
//! cached for ever, and a page never meets parts of another build.

use crate::error::SiteError;
use crate::file::{File, Need, lasting_name};
use crate::kit::is_template;
use crate::link::{Source, link};
use crate::pages::BROWSE;
use crate::script_json::script_json;
use crate::service_worker::{named, no_service_worker, service_worker};
use crate::settings::{Accent, Image, ImageKind, Link};
use crate::site::Site;
use crate::words::Words;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use maud::{Markup, html};
use serde_json::json;
use std::collections::BTreeMap;

/// The page's entry.
pub const ENTRY: &str = "index.html";

/// What makes the page an app; with the entry and the service worker, the files whose names stay.
const APP: &str = "app.webmanifest";

/// How the files begin that the page needs when it can match already.
const LATER: [&str; 2] = ["evtx-", "codes-"];

/// How the files begin that it may never need: it can do without, only slower.
const APART: [&str; 2] = ["fast-", "words-"];

/// What the page may load and do: its own files, and WebAssembly. The entry carries it itself, for hosts that cannot set
/// headers; others send it as well.
pub const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    worker-src 'self'; connect-src 'self'; img-src 'self' data:; manifest-src 'self'; base-uri 'none'; form-action 'none'";

/// Scripts that are made of others.
const JOINED: [(&str, &[&str]); 2] =
    [("boot.js", &["start.js", "hosted.js"]), ("worker.js", &["hosted-worker.js"])];

/// The style of all pages: one file, since nothing is shown before it is there.
pub(crate) const STYLE: &str = "style.css";

/// What it is made of, behind the tokens.
const STYLES: [&str; 7] =
    ["page.css", "input.css", "results.css", "article.css", "lists.css", "adapt.css", "first.css"];

/// What reloads a page while its articles are being written.
pub(crate) const LIVE: &str = "live.js";

/// The page as files.
#[derive(Clone, Debug)]
pub struct Page {
    /// The files, the service worker included.
    pub files: Vec<File>,
    /// The final names of files by those in the kit.
    names: BTreeMap<String, String>,
}

impl Page {
    /// The final name of a file of the kit.
    ///
    /// # Errors
    ///
    /// When the page does without it.
    pub(crate) fn name(&self, name: &str) -> Result<String, SiteError> {
        let found = self.names.get(name).cloned();
        found.ok_or_else(|| SiteError::new(format!("the page has no file {name}")))
    }
}

impl Site<'_> {
    /// The page as files, its service worker included.
    ///
    /// # Errors
    ///
    /// When the kit lacks a file, or one of it refers to something that is not there.
    pub fn page(&self) -> Result<Page, SiteError> {
        let early = self.pack.early().map(|shard| format!(r#"["{0}", load("{0}.shard")]"#, shard.name));
        let logo = self.logo();
        let mut values = self.values(logo.as_ref().map(|logo| logo.path.as_str()))?;
        values.push(("csp", POLICY.to_owned()));
        values.push(("early", early.collect::<Vec<_>>().join(", ")));
        let live = format!("<script defer src=\"{LIVE}\"></script>");
        values.push(("live", if self.is_live { live } else { String::new() }));
        let constants: Vec<(&str, &str)> =
            values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let roots: &[&str] = if self.is_live { &[ENTRY, APP, LIVE] } else { &[ENTRY, APP] };
        let linked = link(&self.sources()?, roots, &constants)?;
        let mut names: BTreeMap<String, String> =
            linked.iter().map(|(name, file)| (name.clone(), file.path.clone())).collect();
        let mut files: Vec<File> = linked.into_values().collect();
        if let Some(logo) = logo {
            names.insert(LOGO.to_owned(), logo.path.clone());
            files.push(logo);
        }
        for (starts, need) in [(&LATER[..], Need::Later), (&APART[..], Need::Apart)] {
            let is_meant = |file: &&mut File| starts.iter().any(|start| file.path.starts_with(start));
            files.iter_mut().filter(is_meant).for_each(|file| file.need = need);
        }
        files.extend(self.shards());
        if self.is_live {
            files.push(no_service_worker(self.kit)?);
        } else {
            let named = named(&files);
            let worker = service_worker(self.kit, &files, &named)?;
            files.extend([named, worker]);
        }
        Ok(Page { files, names })
    }

    /// The picture beside the site's name.
    fn logo(&self) -> Option<File> {
        let Image { kind, bytes } = self.settings.logo.as_ref()?;
        let path = lasting_name(&format!("{LOGO}.{}", kind.extension()), bytes);
        Some(File { path, bytes: bytes.clone(), is_lasting: true, need: Need::First })
    }

    fn shards(&self) -> impl Iterator<Item = File> {
        let later = if self.pack.has_stock() { Need::Later } else { Need::Apart };
        self.pack.shards.iter().map(move |shard| File {
            path: format!("{}.shard", shard.name),
            bytes: shard.bytes.clone(),
            is_lasting: true,
            need: if shard.is_early { Need::First } else { later },
        })
    }

    /// The files of the kit, what is joined of them, what the settings put in their place, and the manifest of the base.
    fn sources(&self) -> Result<BTreeMap<String, Source>, SiteError> {
        let (kit, pack) = (self.kit, self.pack);
        let mut sources = BTreeMap::from([("kb.manifest".to_owned(), Source::Plain(pack.manifest.clone()))]);
        for name in kit.names() {
            let source = if is_template(name) {
                Source::Template(kit.text(name)?.to_owned())
            } else {
                Source::Plain(kit.bytes(name)?.to_vec())
            };
            sources.insert(name.to_owned(), source);
        }
        for (name, parts) in JOINED {
            let parts: Result<Vec<&str>, _> = parts.iter().map(|part| kit.text(part)).collect();
            sources.insert(name.to_owned(), Source::Template(parts?.join("\n")));
        }
        sources.insert(STYLE.to_owned(), Source::Plain(self.style()?.into_bytes()));
        if let Some(icon) = &self.settings.icon {
            sources.insert(ICON.to_owned(), Source::Plain(icon.bytes.clone()));
        }
        Ok(sources)
    }

    /// The style of all pages, with the site's colours.
    pub(crate) fn style(&self) -> Result<String, SiteError> {
        let colors = self.settings.accent.map_or_else(String::new, Accent::css);
        let mut style = format!("{}{colors}", self.kit.text(TOKENS)?);
        for name in STYLES {
            style.push_str(self.kit.text(name)?);
        }
        Ok(style)
    }

    /// The page's icon as an address that holds it: a browser asks for a file again when the title changes.
    pub(crate) fn icon(&self) -> Result<String, SiteError> {
        let own = self.settings.icon.as_ref().map(|icon| icon.bytes.as_slice());
        Ok(data_url(ImageKind::Svg, own.map_or_else(|| self.kit.bytes(ICON), Ok)?))
    }

    /// What the entry and the app are told; `logo` is the logo's address.
    pub(crate) fn values(&self, logo: Option<&str>) -> Result<Vec<(&'static str, String)>, SiteError> {
        let (settings, words) = (self.settings, Words::of(self.settings.language()));
        let description = settings.description.as_deref().unwrap_or(words.description);
        let articles = html! {
            @if self.base.is_some() { p { (words.without_script) " " a href={ (BROWSE) "/" (ENTRY) } { (words.articles) } } }
        };
        let escaped = |text: &str| html! { (text) }.into_string();
        Ok(vec![
            ("icon", self.icon()?),
            ("logo", logo_markup(logo).into_string()),
            ("lang", settings.language().tag().to_owned()),
            ("title", escaped(settings.title())),
            ("description", escaped(description)),
            ("title.json", json!(settings.title()).to_string()),
            ("description.json", json!(description).to_string()),
            ("articles", articles.into_string()),
            ("site", self.told(logo)),
        ])
    }

    /// What the page's program is told of the site, as JSON.
    fn told(&self, logo: Option<&str>) -> String {
        let settings = self.settings;
        let as_json = |link: &Link| json!({ "text": link.text, "url": link.url.as_str() });
        let links: Vec<_> = settings.links.iter().map(as_json).collect();
        let told = [
            ("title", settings.title.as_ref().map(|title| json!(title))),
            ("lang", settings.language.map(|language| json!(language.tag()))),
            ("articles", settings.article_language.as_ref().map(|_| json!(settings.article_language()))),
            ("logo", logo.map(|logo| json!(logo))),
            ("footer", settings.footer.as_ref().map(|footer| json!(footer))),
            ("links", (!links.is_empty()).then(|| json!(links))),
            ("license", settings.license.as_ref().map(as_json)),
            ("routed", self.pack.is_routed.then_some(json!(true))),
            ("lists", self.base.map(|_| json!(format!("{BROWSE}/{ENTRY}")))),
        ];
        let told = told.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?)));
        script_json(&serde_json::Value::Object(told.collect()))
    }
}

/// The picture beside the site's name, at `address`; without one, what the program draws there.
fn logo_markup(address: Option<&str>) -> Markup {
    html! {
        @match address {
            Some(address) => img.logo src=(address) alt="";
            None => {
                svg.logo viewBox="0 0 24 24" aria-hidden="true" {
                    rect.logo-sheet x="1" y="1" width="22" height="22" rx="5" {}
                    path.logo-line d="M6 7.5h9M6 16.5h7" {}
                    rect.logo-mark x="5" y="10" width="14" height="4" rx="1.5" {}
                }
            }
        }
    }
}

const TOKENS: &str = "tokens.css";
const ICON: &str = "icon.svg";

/// The logo's name among those of the page, and the beginning of its file's.
pub(crate) const LOGO: &str = "logo";

/// A picture as an address that holds it.
pub(crate) fn data_url(kind: ImageKind, bytes: &[u8]) -> String {
    format!("data:{};base64,{}", kind.media_type(), BASE64_STANDARD.encode(bytes))
}
