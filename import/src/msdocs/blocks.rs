//! What a page shows, block by block, as text.

use super::page::Page;
use super::sections::Section;
use crate::words::GAP;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// A block of text.
#[derive(Debug)]
pub(super) struct Block {
    /// Its text; in quotations with [`GAP`] for what is written as a placeholder.
    pub(super) text: String,
    /// Where it begins in the page's body.
    pub(super) offset: usize,
    pub(super) kind: Kind,
    pub(super) section: Section,
    /// Parts that are set apart from the running text: strong, code, or a sentence in italics.
    pub(super) apart: Vec<Range<usize>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Paragraph,
    /// In the quotation of this number.
    Quote(usize),
    /// In this language.
    Code(String),
    Heading,
    Cell,
}

/// The dialect of Markdown that the pages are in.
pub(super) fn parser(text: &str) -> Parser<'_> {
    Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_GFM)
}

/// A part of emphasis of more words is a sentence, no placeholder.
const PLACEHOLDER_WORDS: usize = 4;

/// The blocks of a page, in order.
pub(super) fn read(page: &Page) -> Vec<Block> {
    let mut reader = Reader::default();
    for (event, range) in parser(&page.body).into_offset_iter() {
        reader.event(event, range.start);
    }
    reader.flush();
    reader.blocks
}

struct Reader {
    blocks: Vec<Block>,
    section: Section,
    current: Option<Block>,
    /// Open quotations: the number of each that is one, `None` for an alert.
    quotes: Vec<Option<usize>>,
    quoted: usize,
    emphasis: Vec<usize>,
    /// Parts of the current block that are emphasised.
    emphasised: Vec<Range<usize>>,
    strong: Vec<usize>,
    images: usize,
}

impl Default for Reader {
    fn default() -> Self {
        Self {
            blocks: Vec::new(),
            section: Section::Symptoms,
            current: None,
            quotes: Vec::new(),
            quoted: 0,
            emphasis: Vec::new(),
            emphasised: Vec::new(),
            strong: Vec::new(),
            images: 0,
        }
    }
}

impl Reader {
    fn event(&mut self, event: Event<'_>, at: usize) {
        match event {
            Event::Start(tag) => self.start(&tag, at),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.push(&text, at),
            Event::Code(text) => {
                let start = self.length();
                self.push(&text, at);
                self.set_apart(start);
            }
            Event::SoftBreak | Event::HardBreak => self.push("\n", at),
            Event::InlineHtml(tag) if is_placeholder(&tag) => self.push(&format!(" {GAP} "), at),
            Event::InlineHtml(_) => self.push(" ", at),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, at: usize) {
        match tag {
            Tag::BlockQuote(kind) => {
                self.flush();
                self.quoted += 1;
                self.quotes.push(kind.is_none().then_some(self.quoted));
            }
            Tag::Paragraph | Tag::Item => self.begin(self.running(), at),
            Tag::Heading { .. } => self.begin(Kind::Heading, at),
            Tag::TableCell => self.begin(Kind::Cell, at),
            Tag::CodeBlock(kind) => {
                let language = match kind {
                    CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or_default(),
                    CodeBlockKind::Indented => "",
                };
                self.begin(Kind::Code(language.to_lowercase()), at);
            }
            Tag::Emphasis => self.emphasis.push(self.length()),
            Tag::Strong => self.strong.push(self.length()),
            Tag::Image { .. } => self.images += 1,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quotes.pop();
            }
            TagEnd::Heading(level) => {
                if level == HeadingLevel::H2
                    && let Some(heading) = &self.current
                {
                    self.section = Section::of(&heading.text);
                }
                self.flush();
            }
            TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell | TagEnd::CodeBlock => self.flush(),
            TagEnd::Emphasis => {
                let start = self.emphasis.pop().unwrap_or_default();
                self.emphasised.push(start..self.length());
            }
            TagEnd::Strong => {
                let start = self.strong.pop().unwrap_or_default();
                self.set_apart(start);
            }
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            _ => {}
        }
    }

    /// What running text is here.
    fn running(&self) -> Kind {
        match self.quotes.last() {
            Some(Some(number)) => Kind::Quote(*number),
            _ => Kind::Paragraph,
        }
    }

    fn begin(&mut self, kind: Kind, at: usize) {
        self.flush();
        let section = self.section;
        self.current = Some(Block { text: String::new(), offset: at, kind, section, apart: Vec::new() });
    }

    fn push(&mut self, text: &str, at: usize) {
        if self.images > 0 {
            return;
        }
        if self.current.is_none() {
            self.begin(self.running(), at);
        }
        if let Some(block) = &mut self.current {
            block.text.push_str(text);
        }
    }

    fn length(&self) -> usize {
        self.current.as_ref().map_or(0, |block| block.text.len())
    }

    fn set_apart(&mut self, start: usize) {
        if let Some(block) = &mut self.current {
            block.apart.push(start..block.text.len());
        }
    }

    fn flush(&mut self) {
        let emphasised = std::mem::take(&mut self.emphasised);
        let Some(mut block) = self.current.take() else { return };
        if matches!(block.kind, Kind::Quote(_)) {
            let length = block.text.trim().len();
            for part in emphasised.into_iter().rev() {
                let Some(words) = block.text.get(part.clone()) else { continue };
                if part.len() < length && count(words) <= PLACEHOLDER_WORDS {
                    block.text.replace_range(part, &GAP.to_string());
                    block.apart.clear();
                }
            }
        } else {
            // A whole sentence in italics is a line of a log, or a message; a word or two are a name.
            let words = |part: &Range<usize>| block.text.get(part.clone()).map_or(0, count);
            block.apart.extend(emphasised.into_iter().filter(|part| words(part) > PLACEHOLDER_WORDS));
        }
        if !block.text.trim().is_empty() {
            self.blocks.push(block);
        }
    }
}

fn count(words: &str) -> usize {
    words.split_whitespace().count()
}

/// Elements of HTML that pages use; any other name in angle brackets stands for a value.
const ELEMENTS: [&str; 44] = [
    "a",
    "b",
    "blockquote",
    "br",
    "center",
    "code",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "hr",
    "i",
    "img",
    "kbd",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "small",
    "source",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
    "var",
    "video",
];

/// Whether a tag of HTML is in truth a placeholder such as `<Server>`.
pub(super) fn is_placeholder(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/']);
    let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_lowercase();
    !name.is_empty() && !ELEMENTS.contains(&name.as_str())
}
