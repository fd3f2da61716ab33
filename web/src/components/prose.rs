//! Prose as elements and text nodes: nothing of an article or a paste is ever read as markup.

use super::code_block::CodeBlock;
use super::sections::external;
use super::wording::value;
use crate::texts::Language;
use kbmatch::article::{Block, Filled, Href, Inline, Piece, Prose, Setting};
use kbmatch::report::Capture;
use std::collections::BTreeMap;
use yew::prelude::*;

/// What prose is filled with, and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Fill<'a> {
    /// The text's values; none when there is no text.
    pub(super) captures: &'a BTreeMap<String, Capture>,
    /// The level of the prose's topmost headings.
    pub(super) level: u8,
    /// The language of what the page says in between.
    pub(super) language: Language,
}

/// A heading of that level, 6 at most.
pub(super) fn heading(level: u8, words: Html) -> Html {
    html! { <@{format!("h{}", level.min(6))}>{ words }</@> }
}

/// Blocks, one after the other.
pub(super) fn prose(blocks: &Prose, fill: &Fill<'_>) -> Html {
    blocks.iter().map(|b| block(b, fill)).collect()
}

fn block(block: &Block, fill: &Fill<'_>) -> Html {
    match block {
        Block::Paragraph(of) => html! { <p>{ inlines(of, fill) }</p> },
        Block::Heading(depth, of) => heading(fill.level + depth.saturating_sub(3), inlines(of, fill)),
        Block::List(start, items) => list(*start, items, fill),
        Block::Code(language, pieces) => html! {
            <CodeBlock title={value(language)} text={plain(pieces, fill)}>{ for pieces.iter().map(|p| piece(p, fill, Setting::Code)) }</CodeBlock>
        },
        Block::Quote(inner) => html! { <blockquote>{ prose(inner, fill) }</blockquote> },
        Block::Table(head, rows) => table(head, rows, fill),
        Block::Rule => html! { <hr /> },
    }
}

fn list(start: Option<u64>, items: &[Prose], fill: &Fill<'_>) -> Html {
    let items = items.iter().map(|item| html! { <li>{ prose(item, fill) }</li> });
    match start {
        Some(start) => html! { <ol start={start.to_string()}>{ for items }</ol> },
        None => html! { <ul>{ for items }</ul> },
    }
}

fn table(head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>], fill: &Fill<'_>) -> Html {
    let row = |row: &Vec<Vec<Inline>>| html! { <tr>{ for row.iter().map(|cell| html! { <td>{ inlines(cell, fill) }</td> }) }</tr> };
    html! {
        <div class="table" role="region" aria-label={fill.language.table} tabindex="0">
            <table>
                <thead><tr>{ for head.iter().map(|cell| html! { <th scope="col">{ inlines(cell, fill) }</th> }) }</tr></thead>
                <tbody>{ for rows.iter().map(row) }</tbody>
            </table>
        </div>
    }
}

fn inlines(of: &[Inline], fill: &Fill<'_>) -> Html {
    of.iter().map(|i| inline(i, fill)).collect()
}

fn inline(inline: &Inline, fill: &Fill<'_>) -> Html {
    match inline {
        Inline::Piece(p) => piece(p, fill, Setting::Words),
        Inline::Code(pieces) => {
            html! { <code>{ for pieces.iter().map(|p| piece(p, fill, Setting::Code)) }</code> }
        }
        Inline::Emphasis(of) => html! { <em>{ inlines(of, fill) }</em> },
        Inline::Strong(of) => html! { <strong>{ inlines(of, fill) }</strong> },
        Inline::Link(href, of) => link(href, inlines(of, fill), fill),
        Inline::Break => html! { <br /> },
    }
}

fn link(href: &Href, words: Html, fill: &Fill<'_>) -> Html {
    if href.is_external() {
        return external(fill.language, href.as_str(), words);
    }
    html! { <a href={href.as_str().to_owned()}>{ words }</a> }
}

/// A value of the user's text is set apart; what stands in for one that the text did not show is ordinary words.
fn piece(piece: &Piece, fill: &Fill<'_>, setting: Setting) -> Html {
    match (piece, piece.filled(fill.captures, setting)) {
        (Piece::Fill { name, .. }, Filled::Value(value)) => {
            html! { <span class="fill" title={fill.language.from_your_text} translate="no" data-fill={name.clone()}>{ value }</span> }
        }
        (_, filled) => html! { filled.text() },
    }
}

/// The same pieces of code as text, for the clipboard.
fn plain(pieces: &[Piece], fill: &Fill<'_>) -> String {
    pieces.iter().map(|piece| piece.filled(fill.captures, Setting::Code).text()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copied_code_holds_harmless_values_and_else_the_words_that_stand_in() {
        let pieces =
            [Piece::Text("ping ".into()), Piece::Fill { name: "host".into(), fallback: "HOST".into() }];
        let copied = |value: &str| {
            let capture = Capture { value: value.into(), event: 0, spans: Vec::new() };
            let captures = BTreeMap::from([("host".to_owned(), capture)]);
            plain(&pieces, &Fill { captures: &captures, level: 4, language: Language::English })
        };
        assert_eq!(copied("PC-1"), "ping PC-1");
        assert_eq!(copied("PC-1; rm *"), "ping HOST");
        let none = Fill { captures: &BTreeMap::new(), level: 4, language: Language::English };
        assert_eq!(plain(&pieces, &none), "ping HOST");
    }
}
