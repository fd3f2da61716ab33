//! A page's file: front matter, and its lines with what they include.

use kbmatch::SourceFile;
use regex::Regex;
use saphyr::{LoadableYamlNode, Yaml};
use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::Shape;
use crate::draft::Source;

/// A page as it was written.
#[derive(Debug)]
pub(super) struct Page {
    /// Its path below the folder.
    pub(super) path: String,
    pub(super) shape: Shape,
    /// One line.
    pub(super) title: String,
    pub(super) description: String,
    /// When it was last looked through, `YYYY-MM-DD`.
    pub(super) date: Option<String>,
    pub(super) products: Vec<String>,
    /// The number under which it was first published.
    pub(super) kb: Option<String>,
    /// The Markdown, with what it includes.
    pub(super) body: String,
    /// For each line of the body where it begins, and the line of the file that it comes from, from 1.
    lines: Vec<(usize, u32)>,
    /// The line of the file at which the body begins.
    pub(super) first_line: u32,
}

/// The files that pages include, by path.
pub(super) struct Includes<'a>(BTreeMap<&'a str, &'a SourceFile>);

/// Includes nest no deeper.
const MAX_DEPTH: usize = 4;

/// A page has no more lines than this, with all that it includes.
const MAX_LINES: usize = 50_000;

static INCLUDE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\[!INCLUDE\s*\[[^\]]*\]\(([^)\s]+)\)\]").ok());

static KB: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)original KB number:[_*]*\s*(?:&nbsp;)?\s*(\d{4,8})").ok());

impl<'a> Includes<'a> {
    pub(super) fn of(files: &'a [SourceFile]) -> Self {
        Self(files.iter().map(|file| (file.path.as_str(), file)).collect())
    }

    fn get(&self, from: &str, target: &str) -> Option<(&'a str, String)> {
        let path = if let Some(rooted) = target.strip_prefix("~/") {
            rooted.to_owned()
        } else {
            joined(from, target)?
        };
        let (&path, file) = self.0.get_key_value(path.as_str())?;
        Some((path, String::from_utf8_lossy(&file.bytes).into_owned()))
    }
}

/// The path of `target` as the file `from` names it; `None` when that lies outside of the folder.
fn joined(from: &str, target: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

impl Page {
    /// Reads a file; the reason when it is no article.
    pub(super) fn read(
        file: &SourceFile,
        includes: &Includes<'_>,
        shape: Shape,
    ) -> Result<Self, &'static str> {
        if file.path.split('/').any(|folder| folder.eq_ignore_ascii_case("includes")) {
            return Err("a part that other pages include");
        }
        let text = String::from_utf8_lossy(&file.bytes);
        let text = text.trim_start_matches('\u{feff}');
        let (front, rest, first_line) = match split(text) {
            None if shape == Shape::Plain => ("", text, 1),
            split => split.ok_or("no front matter")?,
        };
        let front = Front::read(front);
        if front.text("redirect_url").is_some() {
            return Err("it only leads to another page");
        }
        let topic = front.text("ms.topic").unwrap_or_default();
        if topic.contains("landing") || topic.contains("hub") {
            return Err("a page that leads to articles");
        }
        let mut body = Body { text: String::new(), lines: Vec::new() };
        body.add(rest, &file.path, includes, first_line, None, MAX_DEPTH);
        let heading = rest.lines().find_map(|line| line.strip_prefix("# "));
        let title = front.text("title").or_else(|| heading.map(str::to_owned));
        let title = title.or_else(|| (shape == Shape::Plain).then(|| stem(&file.path))).ok_or("no title")?;
        let title = one_line(&title);
        if title.is_empty() {
            return Err("no title");
        }
        let folder = file.path.split('/').next().filter(|_| file.path.contains('/'));
        let products = front.texts("appliesto");
        let products =
            if products.is_empty() { folder.map(str::to_owned).into_iter().collect() } else { products };
        let kb = KB.as_ref().and_then(|kb| Some(kb.captures(rest)?.get(1)?.as_str().to_owned()));
        Ok(Self {
            path: file.path.clone(),
            shape,
            title,
            description: front.text("description").unwrap_or_default(),
            date: front.text("ms.date").and_then(|date| iso(&date)),
            products,
            kb,
            body: body.text,
            lines: body.lines,
            first_line,
        })
    }

    /// The line of the file from which the body's byte `at` comes. Cost: O(log lines).
    pub(super) fn line(&self, at: usize) -> u32 {
        let behind = self.lines.partition_point(|(start, _)| *start <= at);
        self.lines[..behind].last().map_or(self.first_line, |(_, number)| *number)
    }

    /// Where it was first published.
    pub(super) fn kb_source(&self) -> Option<Source> {
        let kb = self.kb.as_ref()?;
        let url = format!("https://support.microsoft.com/help/{kb}");
        Some(Source { url, title: format!("KB {kb}"), updated: None })
    }
}

/// Markdown with what it includes, and where each line comes from.
struct Body {
    text: String,
    lines: Vec<(usize, u32)>,
}

impl Body {
    /// Adds `text`, which begins at line `first` of its file; or stands at the line `at` of the page that includes it.
    fn add(
        &mut self,
        text: &str,
        path: &str,
        includes: &Includes<'_>,
        first: u32,
        at: Option<u32>,
        depth: usize,
    ) {
        for (number, line) in (first..).zip(text.lines()) {
            let number = at.unwrap_or(number);
            if self.lines.len() >= MAX_LINES {
                return;
            }
            let target = INCLUDE.as_ref().and_then(|include| include.captures(line)?.get(1));
            match target.filter(|_| depth > 0).and_then(|target| includes.get(path, target.as_str())) {
                Some((path, included)) => {
                    let rest = split(&included).map_or(included.as_str(), |(_, rest, _)| rest);
                    self.add(rest, path, includes, 1, Some(number), depth - 1);
                }
                None if target.is_some() || is_left_out(line) => {}
                None => {
                    self.lines.push((self.text.len(), number));
                    self.text.push_str(line);
                    self.text.push('\n');
                }
            }
        }
    }
}

/// Whether a line is an extension that shows nothing as text, such as an image; or the number that becomes a source.
fn is_left_out(line: &str) -> bool {
    let text = line.trim_start_matches([' ', '\t', '>']);
    text.starts_with(":::") || text.starts_with("[!VIDEO") || KB.as_ref().is_some_and(|kb| kb.is_match(text))
}

/// The front matter, what follows, and the line at which that begins.
fn split(text: &str) -> Option<(&str, &str, u32)> {
    let inner = text.strip_prefix("---")?.strip_prefix("\r\n").or_else(|| text.strip_prefix("---\n"))?;
    let mut at = 0;
    for (number, line) in (2..).zip(inner.split_inclusive('\n')) {
        if line.trim_end() == "---" {
            return Some((&inner[..at], &inner[at + line.len()..], number + 1));
        }
        at += line.len();
    }
    None
}

/// A file's name without its end, as words.
fn stem(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).replace(['-', '_'], " ")
}

/// Front matter; empty when it is no YAML.
struct Front<'a>(Option<Yaml<'a>>);

impl<'a> Front<'a> {
    fn read(text: &'a str) -> Self {
        Self(Yaml::load_from_str(text).ok().and_then(|documents| documents.into_iter().next()))
    }

    fn get(&self, key: &str) -> Option<&Yaml<'a>> {
        self.0.as_ref()?.as_mapping_get(key)
    }

    fn text(&self, key: &str) -> Option<String> {
        scalar(self.get(key)?)
    }

    fn texts(&self, key: &str) -> Vec<String> {
        match self.get(key) {
            Some(Yaml::Sequence(items)) => items.iter().filter_map(scalar).collect(),
            Some(other) => scalar(other).into_iter().collect(),
            None => Vec::new(),
        }
    }
}

fn scalar(node: &Yaml<'_>) -> Option<String> {
    let text = match node {
        Yaml::Representation(text, ..) => text.to_string(),
        other => match (other.as_str(), other.as_integer(), other.as_floating_point()) {
            (Some(text), ..) => text.to_owned(),
            (_, Some(number), _) => number.to_string(),
            (.., Some(number)) => number.to_string(),
            _ => return None,
        },
    };
    let text = one_line(&text);
    (!text.is_empty()).then_some(text)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `01/24/2024` as `2024-01-24`; other dates only when they are in that form already.
fn iso(date: &str) -> Option<String> {
    let number = |text: &str, length| text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = date.split(['/', '-']).collect();
    let [a, b, c] = parts.as_slice() else { return None };
    let pad = |part: &str| format!("{part:0>2}");
    let (year, month, day) = match () {
        () if number(c, 4) => (*c, pad(a), pad(b)),
        () if number(a, 4) => (*a, pad(b), pad(c)),
        () => return None,
    };
    let sound = (1..=12).contains(&month.parse::<u8>().ok()?) && (1..=31).contains(&day.parse::<u8>().ok()?);
    sound.then(|| format!("{year}-{month}-{day}"))
}
