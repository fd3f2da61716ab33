//! What of a page somebody else's text may quote.

use super::blocks::{Block, Kind};
use super::page::Page;
use super::sections::Section;
use crate::words::GAP;
use regex::Regex;
use std::sync::LazyLock;

/// A passage.
#[derive(Debug)]
pub(super) struct Passage {
    pub(super) text: String,
    /// The line of the page's file.
    pub(super) line: u32,
    /// Whether the page sets it apart as something that is seen, and does not only tell of it.
    pub(super) shown: bool,
}

/// Paragraphs of one quotation are one passage until it has so many words.
const QUOTE_WORDS: usize = 12;

/// A code block is cut into passages of so many words, and no more passages than this are taken of one.
const CODE_WORDS: usize = 40;
const MOST_OF_CODE: usize = 8;

/// Parts of running text have at least so many words to be taken for a message.
const PART_WORDS: usize = 4;

/// Paragraphs and headings have at least so many.
const PROSE_WORDS: usize = 6;

static IN_QUOTES: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"["\u{201c}]([^"\u{201c}\u{201d}]{8,2000})["\u{201d}]"#).ok());

/// Blocks of these languages say what to type, not what is seen.
const COMMANDS: [&str; 14] = [
    "powershell",
    "ps",
    "azurepowershell",
    "azurecli",
    "vb",
    "vba",
    "vbscript",
    "csharp",
    "c",
    "sql",
    "excel",
    "html",
    "dos",
    "bash",
];

/// The passages of a page, the likeliest first: quotations, logs, tables, messages in running text, titles, and what the
/// symptoms tell.
pub(super) fn of(page: &Page, blocks: &[Block]) -> Vec<Passage> {
    let mut passages = quotations(page, blocks);
    let of_kind = |fits: fn(&Block) -> bool| blocks.iter().filter(move |block| fits(block));
    for block in
        of_kind(|block| matches!(&block.kind, Kind::Code(language) if shows(language, block.section)))
    {
        passages.extend(chunks(&block.text).map(|text| Passage {
            text,
            line: page.line(block.offset),
            shown: true,
        }));
    }
    for block in of_kind(|block| block.kind == Kind::Cell) {
        passages.extend(at_least(PART_WORDS, &block.text, page.line(block.offset)));
    }
    for block in of_kind(|block| matches!(block.kind, Kind::Paragraph | Kind::Heading | Kind::Cell)) {
        let line = page.line(block.offset);
        passages.extend(parts(block).filter_map(|text| at_least(PART_WORDS, text, line)));
    }
    let shown = passages.len();
    passages.extend(at_least(PROSE_WORDS, &page.title, page.first_line));
    for block in of_kind(is_told) {
        passages.extend(at_least(PROSE_WORDS, &block.text, page.line(block.offset)));
    }
    passages[shown..].iter_mut().for_each(|passage| passage.shown = false);
    passages
}

/// Whether a code block shows what somebody sees.
fn shows(language: &str, section: Section) -> bool {
    section == Section::Symptoms || !COMMANDS.contains(&language)
}

fn is_told(block: &Block) -> bool {
    matches!(block.kind, Kind::Paragraph | Kind::Heading) && block.section == Section::Symptoms
}

fn at_least(words: usize, text: &str, line: u32) -> Option<Passage> {
    (text.split_whitespace().count() >= words).then(|| Passage { text: text.to_owned(), line, shown: true })
}

/// Quotations; short paragraphs of one are taken together, since people copy all of it.
fn quotations(page: &Page, blocks: &[Block]) -> Vec<Passage> {
    let mut passages: Vec<(Option<usize>, Passage)> = Vec::new();
    for block in blocks {
        let Kind::Quote(number) = block.kind else { continue };
        match passages.last_mut() {
            Some((Some(open), passage)) if *open == number && is_short(&passage.text) => {
                passage.text.push_str(&format!(" {GAP} {}", block.text));
            }
            _ => {
                let passage =
                    Passage { text: block.text.clone(), line: page.line(block.offset), shown: true };
                passages.push((Some(number), passage));
            }
        }
    }
    passages.into_iter().map(|(_, passage)| passage).collect()
}

fn is_short(text: &str) -> bool {
    text.split_whitespace().count() < QUOTE_WORDS
}

/// Lines of a code block, some at a time.
fn chunks(text: &str) -> impl Iterator<Item = String> {
    let mut chunks: Vec<String> = Vec::new();
    let mut words = CODE_WORDS;
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        if words >= CODE_WORDS {
            chunks.push(String::new());
            words = 0;
        }
        words += line.split_whitespace().count();
        if let Some(chunk) = chunks.last_mut() {
            chunk.push_str(line);
            chunk.push('\n');
        }
    }
    chunks.into_iter().take(MOST_OF_CODE)
}

/// What running text sets apart: strong parts, code, and what stands in quotation marks.
fn parts(block: &Block) -> impl Iterator<Item = &str> {
    let apart = block.apart.iter().filter_map(|range| block.text.get(range.clone()));
    let quoted = IN_QUOTES.iter().flat_map(|quotes| quotes.captures_iter(&block.text));
    apart.chain(quoted.filter_map(|quote| Some(quote.get(1)?.as_str())))
}
