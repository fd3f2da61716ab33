//! A rule's prose as kbmatch's sections: Markdown without HTML, images and headings of its own.

use super::rule::Rule;
use crate::draft::without_fill_ins;
use kbmatch::article::Href;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use pulldown_cmark_to_cmark::cmark;

/// The body of an article.
pub(super) fn write(rule: &Rule) -> String {
    let mut out = String::new();
    let mut section = |name: &str, parts: &[&str]| {
        let parts: Vec<String> =
            parts.iter().map(|part| markdown(part)).filter(|part| !part.is_empty()).collect();
        if !parts.is_empty() {
            out.push_str(&format!("\n## {name}\n\n{}\n", parts.join("\n\n")));
        }
    };
    section("Symptoms", &[&rule.description, &rule.impact]);
    section("Cause", &[&rule.cause]);
    section("Resolution", &[&rule.mitigation]);
    out
}

/// Markdown that an article may hold.
fn markdown(text: &str) -> String {
    let mut links = Vec::new();
    let mut images = 0;
    let events = Parser::new_ext(text, Options::ENABLE_TABLES).filter_map(|event| match event {
        Event::Start(Tag::Image { .. }) => {
            images += 1;
            None
        }
        Event::End(TagEnd::Image) => {
            images -= 1;
            None
        }
        _ if images > 0 => None,
        // What looks like a tag is a placeholder.
        Event::Html(text) | Event::InlineHtml(text) => {
            Some(Event::Code(without_fill_ins(text.trim().to_owned().into())))
        }
        Event::Start(Tag::HtmlBlock) => Some(Event::Start(Tag::Paragraph)),
        Event::End(TagEnd::HtmlBlock) => Some(Event::End(TagEnd::Paragraph)),
        Event::Start(Tag::Heading { .. }) => Some(Event::Start(Tag::Heading {
            level: HeadingLevel::H3,
            id: None,
            classes: Vec::new(),
            attrs: Vec::new(),
        })),
        Event::End(TagEnd::Heading(_)) => Some(Event::End(TagEnd::Heading(HeadingLevel::H3))),
        Event::Start(Tag::Link { ref dest_url, .. }) => {
            let leads = dest_url.contains("://") && Href::new(dest_url).is_ok();
            links.push(leads);
            leads.then_some(event)
        }
        Event::End(TagEnd::Link) => links.pop().filter(|kept| *kept).map(|_| event),
        Event::Text(text) => Some(Event::Text(without_fill_ins(text))),
        Event::Code(text) => Some(Event::Code(without_fill_ins(text))),
        other => Some(other),
    });
    let events: Vec<Event<'_>> = events.collect();
    let mut out = String::new();
    match cmark(events.iter(), &mut out, Options::ENABLE_TABLES) {
        Ok(_) => out.trim().to_owned(),
        Err(_) => String::new(),
    }
}
