//! How a site is called and looks: `kbmatch.toml`.

mod color;

pub use color::{Accent, Color};

use kbmatch::article::Href;
use serde::Deserialize;
use std::fmt;

/// A picture is no larger than this, in bytes: every page shows it.
const MAX_IMAGE: usize = 512 << 10;

/// What a site is told about itself. Everything has a default: that of kbmatch's own page.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Its name: one line.
    pub title: Option<String>,
    /// What it is for, in a sentence, for search engines and where the page is installed.
    pub description: Option<String>,
    /// The language of its own words. Articles are in the language in which they were written.
    pub language: Option<Language>,
    /// That language; English without a word on it.
    pub article_language: Option<LanguageTag>,
    /// Where it will stand: sitemap and feed need that.
    pub base_url: Option<BaseUrl>,
    /// The picture beside its name.
    pub logo: Option<Image>,
    /// The picture on its tab: an SVG.
    pub icon: Option<Image>,
    /// The colour of what can be pressed.
    pub accent: Option<Accent>,
    /// A sentence at the end of every page.
    pub footer: Option<String>,
    /// Links at the end of every page.
    pub links: Vec<Link>,
    /// The terms of all articles that say nothing of their own: their name, and their address.
    pub license: Option<Link>,
    /// Whether each article gets a page of its own; without a word on it, when there are not too many.
    pub article_pages: Option<bool>,
}

/// The language of a site's own words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum Language {
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
    /// German.
    #[serde(rename = "de")]
    German,
}

impl Language {
    /// Its tag, as HTML has it.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }
}

/// The tag of a language, as HTML has it: `de`, `pt-BR`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct LanguageTag(String);

impl TryFrom<String> for LanguageTag {
    type Error = &'static str;

    fn try_from(tag: String) -> Result<Self, Self::Error> {
        let is_part =
            |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
        let first = tag.split('-').next().unwrap_or_default();
        let is_language = (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_lowercase());
        if tag.len() > 35 || !is_language || !tag.split('-').all(is_part) {
            return Err("this is no tag of a language: `de`, `pt-BR`");
        }
        Ok(Self(tag))
    }
}

/// A picture of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// Its kind.
    pub kind: ImageKind,
    /// Its content. An SVG is only ever shown as a picture: scripts in it do not run.
    pub bytes: Vec<u8>,
}

/// What a picture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImageKind {
    /// Lines and shapes.
    Svg,
    /// Pixels.
    Png,
}

impl ImageKind {
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
        }
    }

    pub(crate) fn media_type(self) -> &'static str {
        match self {
            Self::Svg => "image/svg+xml",
            Self::Png => "image/png",
        }
    }
}

/// A link at the end of every page.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// Its words.
    pub text: String,
    /// Where it leads.
    pub url: Href,
}

/// An absolute address of a folder; it ends with a slash.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct BaseUrl(String);

impl BaseUrl {
    /// Checks an address.
    ///
    /// # Errors
    ///
    /// In words, when it is no address of a folder on the web.
    pub fn new(text: &str) -> Result<Self, String> {
        let is_web = ["https://", "http://"]
            .iter()
            .any(|scheme| text.starts_with(scheme) && text.len() > scheme.len());
        let is_plain = text.bytes().all(|b| b.is_ascii_graphic() && !b"\"'<>\\^`{|}?#".contains(&b));
        if !is_web || !is_plain {
            return Err(format!("{text:?} is no address of a folder, as in https://kb.contoso.com/"));
        }
        Ok(Self(format!("{}/", text.trim_end_matches('/'))))
    }

    /// The address of a path below it, whose names are made of letters, digits and hyphens.
    pub(crate) fn join(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }
}

impl TryFrom<String> for BaseUrl {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::new(&text)
    }
}

/// The file, key by key.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Written {
    title: Option<Line>,
    description: Option<Line>,
    language: Option<Language>,
    article_language: Option<LanguageTag>,
    base_url: Option<BaseUrl>,
    logo: Option<String>,
    icon: Option<String>,
    colors: Option<Accent>,
    footer: Option<Line>,
    #[serde(default)]
    links: Vec<Link>,
    license: Option<Link>,
    article_pages: Option<bool>,
}

/// A text of one line.
#[derive(Deserialize)]
#[serde(try_from = "String")]
struct Line(String);

impl TryFrom<String> for Line {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let text = text.trim();
        if text.is_empty() || text.chars().any(char::is_control) {
            return Err("this must be one line, and not empty");
        }
        Ok(Self(text.to_owned()))
    }
}

/// Why settings cannot be used, with the place.
#[derive(Debug, PartialEq, Eq)]
pub struct SettingsError(String);

impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for SettingsError {}

impl Settings {
    /// Reads the text of a `kbmatch.toml`; `read` gives the bytes of a file that it names, or says why there are none.
    ///
    /// # Errors
    ///
    /// The first mistake, with its line.
    pub fn parse(
        text: &str,
        mut read: impl FnMut(&str) -> Result<Vec<u8>, String>,
    ) -> Result<Self, SettingsError> {
        let written: Written =
            toml::from_str(text).map_err(|error| SettingsError(error.to_string().trim_end().to_owned()))?;
        let mut image = |key: &str, path: Option<String>| {
            path.map(|path| image(&path, &mut read))
                .transpose()
                .map_err(|why| SettingsError(format!("{key}: {why}")))
        };
        let (logo, icon) = (image("logo", written.logo)?, image("icon", written.icon)?);
        if icon.as_ref().is_some_and(|icon| icon.kind != ImageKind::Svg) {
            return Err(SettingsError("icon: the picture on the tab is an SVG".to_owned()));
        }
        let icon = icon.or_else(|| logo.clone().filter(|logo| logo.kind == ImageKind::Svg));
        let line = |line: Option<Line>| line.map(|line| line.0);
        Ok(Self {
            title: line(written.title),
            description: line(written.description),
            language: written.language,
            article_language: written.article_language,
            base_url: written.base_url,
            logo,
            icon,
            accent: written.colors,
            footer: line(written.footer),
            links: written.links,
            license: written.license,
            article_pages: written.article_pages,
        })
    }

    /// Its name, or kbmatch's.
    pub fn title(&self) -> &str {
        self.title.as_deref().unwrap_or("kbmatch")
    }

    /// The language of its own words.
    pub fn language(&self) -> Language {
        self.language.unwrap_or_default()
    }

    /// The tag of the language of its articles.
    pub fn article_language(&self) -> &str {
        self.article_language.as_ref().map_or("en", |tag| &tag.0)
    }

    /// What to look at before it is published: colours that are hard to read.
    pub fn warnings(&self) -> Vec<String> {
        self.accent.iter().flat_map(Accent::warnings).collect()
    }
}

fn image(path: &str, read: &mut impl FnMut(&str) -> Result<Vec<u8>, String>) -> Result<Image, String> {
    let kind = match path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).as_deref() {
        Some("svg") => ImageKind::Svg,
        Some("png") => ImageKind::Png,
        _ => return Err(format!("{path:?} is neither an SVG nor a PNG")),
    };
    let bytes = read(path)?;
    if bytes.len() > MAX_IMAGE {
        return Err(format!(
            "{path:?} has {} bytes, and every page shows it: {MAX_IMAGE} are enough",
            bytes.len()
        ));
    }
    Ok(Image { kind, bytes })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Settings, String> {
        let read = |path: &str| match path {
            "logo.svg" => Ok(b"<svg/>".to_vec()),
            _ => Err(format!("cannot read {path:?}: not found")),
        };
        Settings::parse(text, read).map_err(|error| error.to_string())
    }

    #[test]
    fn everything_can_be_said_and_nothing_has_to_be() {
        let settings = parse(
            "title = 'Contoso help'\nlanguage = 'de'\nbase-url = 'https://kb.contoso.com/help'\nlogo = 'logo.svg'\n\
             article-pages = false\n[colors]\naccent = '#0b5c8f'\n[[links]]\ntext = 'Desk'\nurl = 'mailto:desk@contoso.com'\n",
        )
        .expect("settings");
        assert_eq!(settings.title(), "Contoso help");
        assert_eq!(settings.language().tag(), "de");
        assert_eq!(
            settings.base_url.expect("an address").join("a.html"),
            "https://kb.contoso.com/help/a.html"
        );
        // An SVG serves as icon, too.
        assert_eq!(settings.icon, settings.logo);
        assert_eq!(settings.article_pages, Some(false));
        assert_eq!(parse("").expect("settings").title(), "kbmatch");
    }

    #[test]
    fn a_mistake_is_shown_at_its_place() {
        for (text, part) in [
            ("titel = 'x'", "unknown field `titel`"),
            ("title = ''", "one line"),
            ("title = 'x'\nlanguage = 'fr'", "line 2"),
            ("article-language = 'German'", "no tag of a language"),
            ("article-language = 'de\" onload'", "no tag of a language"),
            ("base-url = 'kb.contoso.com'", "is no address of a folder"),
            ("base-url = 'https://a/?q'", "is no address of a folder"),
            ("[colors]\naccent = 'red;}body{display:none'", "is no colour"),
            ("[[links]]\ntext = 'x'\nurl = 'javascript:alert(1)'", "links go to http"),
            ("logo = 'other.svg'", "logo: cannot read \"other.svg\""),
            ("logo = 'logo.gif'", "neither an SVG nor a PNG"),
        ] {
            let error = parse(text).expect_err(text);
            assert!(error.contains(part), "{text}: {error}");
        }
    }
}
