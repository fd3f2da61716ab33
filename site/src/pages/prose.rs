//! An article's prose as HTML. The tree holds no markup, and what it holds is escaped by the templates: there is nothing to
//! clean.

use super::layout::{Frame, external};
use kbmatch::article::{Block, Inline, Piece, Prose, Setting};
use maud::{Markup, html};
use std::collections::BTreeMap;

impl Frame<'_> {
    /// Blocks, one after the other; `level` is that of their topmost headings.
    pub(super) fn prose(&self, blocks: &Prose, level: u8) -> Markup {
        html! { @for block in blocks { (self.block(block, level)) } }
    }

    fn block(&self, block: &Block, level: u8) -> Markup {
        match block {
            Block::Paragraph(of) => html! { p { (self.inlines(of)) } },
            Block::Heading(depth, of) => heading(level + depth.saturating_sub(3), &self.inlines(of)),
            Block::List(None, items) => html! { ul { (self.items(items, level)) } },
            Block::List(Some(start), items) => html! { ol start=(start) { (self.items(items, level)) } },
            Block::Code(language, pieces) => html! {
                div.code-block {
                    @if !language.is_empty() { div.code-bar { span.code-language { (language) } } }
                    pre tabindex="0" role="group" aria-label=(self.words.code) { code { (pieces_of(pieces)) } }
                }
            },
            Block::Quote(inner) => html! { blockquote { (self.prose(inner, level)) } },
            Block::Table(head, rows) => self.table(head, rows),
            Block::Rule => html! { hr; },
        }
    }

    fn items(&self, items: &[Prose], level: u8) -> Markup {
        html! { @for item in items { li { (self.prose(item, level)) } } }
    }

    fn table(&self, head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) -> Markup {
        html! {
            div.table role="group" aria-label=(self.words.table) tabindex="0" {
                table {
                    thead { tr { @for cell in head { th scope="col" { (self.inlines(cell)) } } } }
                    tbody { @for row in rows { tr { @for cell in row { td { (self.inlines(cell)) } } } } }
                }
            }
        }
    }

    fn inlines(&self, inlines: &[Inline]) -> Markup {
        html! { @for inline in inlines { (self.inline(inline)) } }
    }

    fn inline(&self, inline: &Inline) -> Markup {
        match inline {
            Inline::Piece(piece) => html! { (text_of(piece)) },
            Inline::Code(pieces) => html! { code { (pieces_of(pieces)) } },
            Inline::Emphasis(of) => html! { em { (self.inlines(of)) } },
            Inline::Strong(of) => html! { strong { (self.inlines(of)) } },
            Inline::Link(href, of) if href.is_external() => {
                external(href.as_str(), &self.inlines(of), self.words.elsewhere)
            }
            Inline::Link(href, of) => self.link(href, &self.inlines(of)),
            Inline::Break => html! { br; },
        }
    }
}

/// A heading of that level, 6 at most.
pub(super) fn heading(level: u8, words: &Markup) -> Markup {
    match level {
        0..=2 => html! { h2 { (words) } },
        3 => html! { h3 { (words) } },
        4 => html! { h4 { (words) } },
        5 => html! { h5 { (words) } },
        _ => html! { h6 { (words) } },
    }
}

fn pieces_of(pieces: &[Piece]) -> Markup {
    html! { @for piece in pieces { (text_of(piece)) } }
}

/// The article's own words: there is no paste here to fill in.
fn text_of(piece: &Piece) -> &str {
    static NOTHING: BTreeMap<String, kbmatch::report::Capture> = BTreeMap::new();
    piece.filled(&NOTHING, Setting::Words).text()
}

/// The beginning of prose as plain text, for descriptions: at most `most` characters, cut between words.
pub(super) fn beginning(blocks: &Prose, most: usize) -> String {
    let mut text = String::new();
    for block in blocks {
        if let Block::Paragraph(inlines) = block {
            push_plain(inlines, &mut text);
            text.push(' ');
        }
        if text.chars().count() > most {
            break;
        }
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(most) {
        None => text,
        Some((end, _)) => {
            let cut = text[..end].rsplit_once(' ').map_or(&text[..end], |(head, _)| head);
            format!("{} …", cut.trim_end_matches(['.', ',', ';', ':']))
        }
    }
}

fn push_plain(inlines: &[Inline], text: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Piece(piece) => text.push_str(text_of(piece)),
            Inline::Code(pieces) => pieces.iter().for_each(|piece| text.push_str(text_of(piece))),
            Inline::Emphasis(of) | Inline::Strong(of) | Inline::Link(_, of) => push_plain(of, text),
            Inline::Break => text.push(' '),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_is_cut_between_words() {
        let paragraph = |text: &str| Block::Paragraph(vec![Inline::Piece(Piece::Text(text.to_owned()))]);
        let prose = vec![paragraph("One two."), Block::Rule, paragraph("Three  four")];
        assert_eq!(beginning(&prose, 100), "One two. Three four");
        assert_eq!(beginning(&prose, 12), "One two …");
    }
}
