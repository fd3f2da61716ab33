//! The page's Markdown as kbmatch's: its four sections, without HTML, images and includes.

use super::Shape;
use super::blocks::{is_placeholder, parser};
use super::page::Page;
use super::sections::Section;
use crate::draft::without_fill_ins;
use kbmatch::article::Href;
use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Tag, TagEnd, TextMergeStream};
use pulldown_cmark_to_cmark::cmark;
use std::collections::BTreeMap;

/// What nests deeper is left out: no page does, and an article may not.
const MAX_DEPTH: usize = 12;

/// Addresses that begin with `/` are on this host.
const HOST: &str = "https://learn.microsoft.com";

/// The body of an article. Relative links are kept when `base` is the folder's address.
pub(super) fn write(page: &Page, base: Option<&str>) -> String {
    let mut writer = Writer {
        page,
        base,
        section: Section::Symptoms,
        sections: BTreeMap::new(),
        links: Vec::new(),
        depth: 0,
    };
    // Braces that a backslash precedes are texts of their own.
    let mut events = TextMergeStream::new(parser(&page.body));
    while let Some(event) = events.next() {
        writer.event(event, &mut events);
    }
    let mut out = String::new();
    for section in Section::ALL {
        let Some(events) = writer.sections.remove(&section) else { continue };
        let mut text = String::new();
        if cmark(events.iter(), &mut text, Options::ENABLE_TABLES).is_ok() && !text.trim().is_empty() {
            out.push_str(&format!("\n## {}\n\n{}\n", section.name(), text.trim()));
        }
    }
    out
}

struct Writer<'a> {
    page: &'a Page,
    base: Option<&'a str>,
    section: Section,
    sections: BTreeMap<Section, Vec<Event<'a>>>,
    /// Whether each open link is kept.
    links: Vec<bool>,
    /// How many elements are open.
    depth: usize,
}

impl<'a> Writer<'a> {
    fn push(&mut self, event: Event<'a>) {
        self.sections.entry(self.section).or_default().push(event);
    }

    fn event(&mut self, event: Event<'a>, rest: &mut impl Iterator<Item = Event<'a>>) {
        match event {
            Event::Start(_) if self.depth == MAX_DEPTH => return skip(rest),
            // These take their ends with them.
            Event::Start(Tag::Heading { .. } | Tag::Image { .. } | Tag::HtmlBlock) => {}
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        match event {
            Event::Start(Tag::Heading { level, .. }) => self.heading(level, rest),
            Event::Start(Tag::BlockQuote(Some(kind))) => {
                let name = format!("{kind:?}");
                self.push(Event::Start(Tag::BlockQuote(None)));
                self.push(Event::Start(Tag::Paragraph));
                self.push(Event::Start(Tag::Strong));
                self.push(Event::Text(name.into()));
                self.push(Event::End(TagEnd::Strong));
                self.push(Event::End(TagEnd::Paragraph));
            }
            Event::End(TagEnd::BlockQuote(Some(_))) => self.push(Event::End(TagEnd::BlockQuote(None))),
            Event::Start(Tag::Image { .. }) => skip(rest),
            Event::Start(Tag::HtmlBlock) => skip(rest),
            Event::Start(Tag::Link { dest_url, title, id, .. }) => {
                let href = self.href(&dest_url);
                self.links.push(href.is_some());
                if let Some(href) = href {
                    self.push(Event::Start(Tag::Link {
                        link_type: LinkType::Inline,
                        dest_url: href.into(),
                        title,
                        id,
                    }));
                }
            }
            Event::End(TagEnd::Link) => {
                if self.links.pop() == Some(true) {
                    self.push(Event::End(TagEnd::Link));
                }
            }
            Event::InlineHtml(tag) => self.html(&tag),
            Event::Html(_) => {}
            Event::Text(text) => self.push(Event::Text(without_fill_ins(text))),
            Event::Code(text) => self.push(Event::Code(without_fill_ins(text))),
            other => self.push(other),
        }
    }

    /// A heading of the second level begins a section; its words are kept when they say more than that.
    fn heading(&mut self, level: HeadingLevel, rest: &mut impl Iterator<Item = Event<'a>>) {
        let mut inner = Vec::new();
        for event in rest.by_ref() {
            if matches!(event, Event::End(TagEnd::Heading(_))) {
                break;
            }
            inner.push(event);
        }
        let text: String = inner
            .iter()
            .filter_map(|event| match event {
                Event::Text(text) | Event::Code(text) => Some(text.as_ref()),
                _ => None,
            })
            .collect();
        let is_tab = inner.iter().any(|event| {
            matches!(event, Event::Start(Tag::Link { dest_url, .. }) if dest_url.starts_with("#tab/"))
        });
        match level {
            // The page's title, which the front matter has.
            HeadingLevel::H1 if !is_tab => return,
            HeadingLevel::H2 => {
                self.section = Section::of(&text);
                if self.section.is_plain(&text) {
                    return;
                }
            }
            _ => {}
        }
        if text.trim().is_empty() {
            return;
        }
        let level = level.max(HeadingLevel::H3);
        self.push(Event::Start(Tag::Heading { level, id: None, classes: Vec::new(), attrs: Vec::new() }));
        self.push(Event::Text(without_fill_ins(text.into())));
        self.push(Event::End(TagEnd::Heading(level)));
    }

    fn html(&mut self, tag: &str) {
        if is_placeholder(tag) {
            self.push(Event::Code(without_fill_ins(tag.to_owned().into())));
        } else if tag.to_ascii_lowercase().starts_with("<br") {
            self.push(Event::HardBreak);
        }
    }

    /// Where a link leads when it stands in an article; `None` when it then leads nowhere.
    fn href(&self, target: &str) -> Option<String> {
        let target = target.trim();
        let absolute = match target {
            _ if target.starts_with('#') => return None,
            _ if target.starts_with('/') && self.page.shape == Shape::Plain => return None,
            _ if target.starts_with('/') && !target.starts_with("//") => format!("{HOST}{target}"),
            _ if target.contains("://") || target.starts_with("mailto:") => target.to_owned(),
            _ => {
                let folder = self.page.path.rsplit_once('/').map_or("", |(folder, _)| folder);
                format!("{}/{folder}/{target}", self.base?.trim_end_matches('/'))
            }
        };
        Href::new(&absolute).is_ok().then_some(absolute)
    }
}

/// Passes over the rest of the element that has begun.
fn skip<'a>(events: &mut impl Iterator<Item = Event<'a>>) {
    let mut open = 1;
    for event in events {
        match event {
            Event::Start(_) => open += 1,
            Event::End(_) => open -= 1,
            _ => {}
        }
        if open == 0 {
            return;
        }
    }
}
