//! The body of an article: Markdown by pulldown-cmark, into sections of [`Prose`].

use super::diagnostic::DiagnosticCode;
use super::problems::{Problems, suggest_or_list};
use crate::Span;
use crate::article::{Block, Body, Href, Inline, Piece, Prose, Section};
use pulldown_cmark::{
    CodeBlockKind, Event, HeadingLevel, OffsetIter, Options, Parser, Tag, TagEnd, TextMergeWithOffset,
};
use std::ops::Range;

/// What the body says, and what must be checked against the front matter.
#[derive(Default)]
pub(super) struct Markdown {
    pub(super) body: Body,
    /// Causes that a section names, with their places.
    pub(super) causes: Vec<(String, Span)>,
    /// Causes with a section `## Cause: name`.
    pub(super) cause_sections: Vec<String>,
    /// The names of fill-ins, with their places.
    pub(super) fills: Vec<(String, Span)>,
    /// Articles that are linked to.
    pub(super) references: Vec<(String, Span)>,
}

const SECTIONS: [&str; 4] = ["Symptoms", "Cause", "Resolution", "More information"];

/// How deep blocks and inlines may nest.
const MAX_DEPTH: usize = 16;

/// Reads the Markdown in `range` of `text`. A draft may lack sections.
pub(super) fn read(text: &str, range: Span, is_draft: bool, problems: &mut Problems<'_>) -> Markdown {
    let parser = Parser::new_ext(&text[range.range()], Options::ENABLE_TABLES);
    let events = TextMergeWithOffset::new(parser.into_offset_iter());
    let mut reader = Reader { events, text, base: range.start, markdown: Markdown::default(), problems };
    let mut sections = Sections::default();
    while let Some((event, span)) = reader.next() {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H2, .. }) => {
                let title = plain(&reader.inlines(TagEnd::Heading(HeadingLevel::H2), 0));
                sections.begin(&title, span, &mut reader);
            }
            event => {
                let block = reader.block(event, span, 0);
                sections.push(block, span, &mut reader);
            }
        }
    }
    if !is_draft {
        sections.check(reader.problems, Span::new(range.end, range.end));
    }
    sections.finish(reader.markdown)
}

type Events<'a> = TextMergeWithOffset<'a, OffsetIter<'a>>;

struct Reader<'a, 'p, 'f> {
    events: Events<'a>,
    /// The file's text.
    text: &'a str,
    /// Offset of the Markdown in its file.
    base: usize,
    markdown: Markdown,
    problems: &'p mut Problems<'f>,
}

impl<'a> Reader<'a, '_, '_> {
    fn next(&mut self) -> Option<(Event<'a>, Span)> {
        let (event, range): (_, Range<usize>) = self.events.next()?;
        let span = Span::from(range).shifted(self.base);
        let length = self.text[span.range()].trim_end().len();
        Some((event, Span::new(span.start, span.start + length)))
    }

    /// Everything up to the end of the element that has begun.
    fn blocks(&mut self, end: TagEnd, depth: usize) -> Prose {
        let mut blocks: Prose = Vec::new();
        let mut loose: Vec<Inline> = Vec::new();
        while let Some((event, span)) = self.next() {
            if event == Event::End(end) {
                break;
            }
            if is_inline(&event) {
                // A tight list's items hold text without a paragraph around it.
                loose.extend(self.inline(event, span, depth + 1));
                continue;
            }
            flush(&mut loose, &mut blocks);
            blocks.extend(self.block(event, span, depth + 1));
        }
        flush(&mut loose, &mut blocks);
        blocks
    }

    fn block(&mut self, event: Event<'a>, span: Span, depth: usize) -> Option<Block> {
        if depth > MAX_DEPTH {
            self.problems.add(DiagnosticCode::Unsupported, span, "this nests too deeply");
            self.skip(&event);
            return None;
        }
        Some(match event {
            Event::Start(Tag::Paragraph) => Block::Paragraph(self.inlines(TagEnd::Paragraph, depth)),
            Event::Start(Tag::Heading { level, .. }) => {
                if level == HeadingLevel::H1 {
                    self.problems
                        .add(DiagnosticCode::Section, span, "the title stands in the front matter")
                        .hint("sections begin with `##`, parts of a section with `###`");
                }
                Block::Heading(level as u8, self.inlines(TagEnd::Heading(level), depth))
            }
            Event::Start(Tag::List(first)) => Block::List(first, self.items(first.is_some(), depth)),
            Event::Start(Tag::BlockQuote(kind)) => Block::Quote(self.blocks(TagEnd::BlockQuote(kind), depth)),
            Event::Start(Tag::CodeBlock(kind)) => self.code_block(&kind, span),
            Event::Start(Tag::Table(_)) => self.table(depth),
            Event::Rule => Block::Rule,
            Event::Start(Tag::HtmlBlock) | Event::Html(_) => {
                self.html(span);
                self.skip(&event);
                return None;
            }
            other => {
                self.problems
                    .add(DiagnosticCode::Unsupported, span, "kbmatch does not show this kind of Markdown")
                    .hint("use paragraphs, lists, tables, quotations, code blocks and links");
                self.skip(&other);
                return None;
            }
        })
    }

    fn items(&mut self, ordered: bool, depth: usize) -> Vec<Prose> {
        let mut items = Vec::new();
        while let Some((event, _)) = self.next() {
            match event {
                Event::Start(Tag::Item) => items.push(self.blocks(TagEnd::Item, depth)),
                Event::End(TagEnd::List(end)) if end == ordered => break,
                _ => {}
            }
        }
        items
    }

    fn code_block(&mut self, kind: &CodeBlockKind<'_>, span: Span) -> Block {
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or_default().to_owned(),
            CodeBlockKind::Indented => String::new(),
        };
        let mut text = String::new();
        while let Some((event, _)) = self.next() {
            match event {
                Event::Text(piece) => text.push_str(&piece),
                Event::End(TagEnd::CodeBlock) => break,
                _ => {}
            }
        }
        Block::Code(language, self.pieces(text.trim_end_matches('\n'), span))
    }

    fn table(&mut self, depth: usize) -> Block {
        let (mut header, mut rows, mut row) = (Vec::new(), Vec::new(), Vec::new());
        while let Some((event, _)) = self.next() {
            match event {
                Event::Start(Tag::TableCell) => row.push(self.inlines(TagEnd::TableCell, depth)),
                Event::End(TagEnd::TableHead) => header = std::mem::take(&mut row),
                Event::End(TagEnd::TableRow) => rows.push(std::mem::take(&mut row)),
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        Block::Table(header, rows)
    }

    fn inlines(&mut self, end: TagEnd, depth: usize) -> Vec<Inline> {
        let mut inlines = Vec::new();
        while let Some((event, span)) = self.next() {
            if event == Event::End(end) {
                break;
            }
            inlines.extend(self.inline(event, span, depth + 1));
        }
        inlines
    }

    fn inline(&mut self, event: Event<'a>, span: Span, depth: usize) -> Vec<Inline> {
        if depth > MAX_DEPTH {
            self.problems.add(DiagnosticCode::Unsupported, span, "this nests too deeply");
            self.skip(&event);
            return Vec::new();
        }
        match event {
            Event::Text(text) => self.pieces(&text, span).into_iter().map(Inline::Piece).collect(),
            Event::Code(text) => vec![Inline::Code(self.pieces(&text, span))],
            Event::SoftBreak => vec![Inline::Piece(Piece::Text(" ".to_owned()))],
            Event::HardBreak => vec![Inline::Break],
            Event::Start(Tag::Emphasis) => vec![Inline::Emphasis(self.inlines(TagEnd::Emphasis, depth))],
            Event::Start(Tag::Strong) => vec![Inline::Strong(self.inlines(TagEnd::Strong, depth))],
            Event::Start(Tag::Link { dest_url, .. }) => {
                let inner = self.inlines(TagEnd::Link, depth);
                match self.href(&dest_url, span) {
                    Some(href) => vec![Inline::Link(href, inner)],
                    None => inner,
                }
            }
            Event::InlineHtml(_) | Event::Html(_) => {
                self.html(span);
                Vec::new()
            }
            other => {
                self.problems
                    .add(DiagnosticCode::Unsupported, span, "kbmatch does not show this kind of Markdown")
                    .hint("images are left out: pages must work without any request");
                self.skip(&other);
                Vec::new()
            }
        }
    }

    fn href(&mut self, target: &str, span: Span) -> Option<Href> {
        match Href::new(target) {
            Ok(href) => {
                if let Some(id) = target.strip_prefix("#/") {
                    self.markdown.references.push((id.to_owned(), span));
                }
                Some(href)
            }
            Err(error) => {
                self.problems.add(DiagnosticCode::UnsafeLink, span, error.to_string());
                None
            }
        }
    }

    fn html(&mut self, span: Span) {
        self.problems
            .add(DiagnosticCode::Html, span, "HTML is not shown in articles")
            .hint("for a placeholder such as <name>, write it as code: `<name>`");
    }

    /// Passes over the rest of an element that is not shown.
    fn skip(&mut self, event: &Event<'a>) {
        let mut open = usize::from(matches!(event, Event::Start(_)));
        while open > 0 {
            match self.next() {
                Some((Event::Start(_), _)) => open += 1,
                Some((Event::End(_), _)) => open -= 1,
                Some(_) => {}
                None => break,
            }
        }
    }

    /// Splits text at its fill-ins.
    fn pieces(&mut self, text: &str, span: Span) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut rest = text;
        // Where the fill-ins stand in the source, which may hold escapes that the text does not.
        let source = &self.text[span.range()];
        let mut places = source.match_indices("{{").map(|(at, _)| span.start + at);
        while let Some(open) = rest.find("{{") {
            let start = places.next().unwrap_or(span.start);
            let end = self.text[start..span.end].find("}}").map_or(span.end, |at| start + at + 2);
            let span = Span::new(start, end);
            if open > 0 {
                pieces.push(Piece::Text(rest[..open].to_owned()));
            }
            let Some(close) = rest[open..].find("}}") else {
                self.bad_fill(span, "`{{` is never closed by `}}`");
                return pieces;
            };
            pieces.extend(self.fill(&rest[open + 2..open + close], span));
            rest = &rest[open + close + 2..];
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        pieces
    }

    fn fill(&mut self, inner: &str, span: Span) -> Option<Piece> {
        let parts = inner.split_once('|').map(|(name, fallback)| (name.trim(), fallback.trim()));
        match parts.filter(|(name, fallback)| !name.is_empty() && !fallback.is_empty()) {
            Some((name, fallback)) => {
                self.markdown.fills.push((name.to_owned(), span));
                Some(Piece::Fill { name: name.to_owned(), fallback: fallback.to_owned() })
            }
            None => {
                self.bad_fill(span, "a fill-in needs a name, and words for when there is no value");
                None
            }
        }
    }

    fn bad_fill(&mut self, span: Span, message: &str) {
        self.problems
            .add(DiagnosticCode::Fill, span, message)
            .hint("write `{{host|the device}}`; inside a table, escape the bar: `{{host\\|the device}}`");
    }
}

fn is_inline(event: &Event<'_>) -> bool {
    matches!(
        event,
        Event::Text(_)
            | Event::Code(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::InlineHtml(_)
            | Event::Start(Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::Image { .. })
    )
}

fn flush(loose: &mut Vec<Inline>, blocks: &mut Prose) {
    if !loose.is_empty() {
        blocks.push(Block::Paragraph(std::mem::take(loose)));
    }
}

fn plain(inlines: &[Inline]) -> String {
    inlines
        .iter()
        .map(|inline| match inline {
            Inline::Piece(Piece::Text(text)) => text.as_str(),
            _ => "",
        })
        .collect()
}

/// The sections as they come.
#[derive(Default)]
struct Sections {
    done: Vec<(Heading, Prose)>,
    reported_loose: bool,
}

struct Heading {
    /// Index into [`SECTIONS`]; `None` for one that is not known, whose prose is dropped.
    kind: Option<usize>,
    cause: Option<String>,
    span: Span,
    /// Whether nothing stands below it, not even something that is refused.
    is_empty: bool,
}

impl Sections {
    fn begin(&mut self, title: &str, span: Span, reader: &mut Reader<'_, '_, '_>) {
        let (name, cause) = match title.split_once(':') {
            Some((name, cause)) => (name.trim(), Some(cause.trim().to_owned())),
            None => (title.trim(), None),
        };
        let kind = SECTIONS.iter().position(|known| known.eq_ignore_ascii_case(name));
        let may_have_cause = matches!(kind, Some(1 | 2));
        if kind.is_none() {
            reader
                .problems
                .add(DiagnosticCode::Section, span, format!("there is no section `{name}`"))
                .hint(suggest_or_list(name, &SECTIONS));
        } else if cause.is_some() && !may_have_cause {
            reader
                .problems
                .add(DiagnosticCode::Section, span, format!("`{name}` does not belong to one cause"))
                .hint("only `## Cause: name` and `## Resolution: name` do");
        } else if self.done.iter().any(|(heading, _)| heading.kind == kind && heading.cause == cause) {
            reader.problems.add(DiagnosticCode::Section, span, format!("the section `{title}` comes twice"));
        }
        if let Some(cause) = cause.as_ref().filter(|_| may_have_cause) {
            reader.markdown.causes.push((cause.clone(), span));
            if kind == Some(1) {
                reader.markdown.cause_sections.push(cause.clone());
            }
        }
        self.done.push((Heading { kind, cause, span, is_empty: true }, Vec::new()));
    }

    fn push(&mut self, block: Option<Block>, span: Span, reader: &mut Reader<'_, '_, '_>) {
        match self.done.last_mut() {
            Some((heading, prose)) => {
                heading.is_empty = false;
                prose.extend(block);
            }
            None if self.reported_loose => {}
            None => {
                self.reported_loose = true;
                reader
                    .problems
                    .add(DiagnosticCode::Section, span, "this stands before the first section")
                    .hint("begin the body with `## Symptoms`");
            }
        }
    }

    /// Reports what is missing. `end` is where it could stand.
    fn check(&self, problems: &mut Problems<'_>, end: Span) {
        for (at, name) in SECTIONS.iter().enumerate().take(3) {
            let of_kind: Vec<_> = self.done.iter().filter(|(heading, _)| heading.kind == Some(at)).collect();
            // A heading that is not known may be a misspelt one of these, and is reported.
            let misspelt = self.done.iter().any(|(heading, _)| heading.kind.is_none());
            if of_kind.is_empty() && !misspelt {
                problems
                    .add(DiagnosticCode::MissingSection, end, format!("the section `## {name}` is missing"))
                    .hint("an article tells its symptoms, its cause and its resolution");
            }
            for (heading, _) in of_kind.iter().filter(|(heading, _)| heading.is_empty) {
                problems.add(DiagnosticCode::MissingSection, heading.span, "this section is empty");
            }
        }
    }

    fn finish(self, mut markdown: Markdown) -> Markdown {
        for (heading, prose) in self.done {
            let Heading { kind, cause, .. } = heading;
            match kind {
                Some(0) => markdown.body.symptoms.extend(prose),
                Some(1) => markdown.body.causes.push(Section { cause, prose }),
                Some(2) => markdown.body.resolutions.push(Section { cause, prose }),
                Some(_) => markdown.body.more.extend(prose),
                None => {}
            }
        }
        markdown
    }
}
