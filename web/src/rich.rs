//! Rich text from the clipboard, where its plain part has lost a table: as text, with tabs between the cells of a row.

use wasm_bindgen::JsCast;
use web_sys::{DomParser, Element, Node, SupportedType};

/// The text of some HTML, if that has a table and `plain`, what the clipboard has beside it, does not show its rows. The HTML is read as a
/// document of its own, in which nothing runs and nothing is loaded.
pub fn table_text(html: &str, plain: &str) -> Option<String> {
    if !html.to_ascii_lowercase().contains("<table") || plain.contains('\t') {
        return None;
    }
    let document = DomParser::new().ok()?.parse_from_string(html, SupportedType::TextHtml).ok()?;
    let mut out = Text::default();
    out.node(document.body()?.as_ref(), 0);
    let text = out.0.trim().to_owned();
    (!text.is_empty()).then_some(text)
}

/// Elements nest no deeper than this in what people write.
const DEEPEST: usize = 200;

#[derive(Default)]
struct Text(String);

impl Text {
    fn node(&mut self, node: &Node, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        if let Some(element) = node.dyn_ref::<Element>() {
            return self.element(element, depth);
        }
        if node.node_type() == Node::TEXT_NODE {
            self.words(&node.text_content().unwrap_or_default());
        }
    }

    fn element(&mut self, element: &Element, depth: usize) {
        let name = element.tag_name().to_ascii_lowercase();
        match name.as_str() {
            "script" | "style" | "template" | "title" => return,
            "br" => return self.0.push('\n'),
            "td" | "th" if !self.0.ends_with('\n') && !self.0.is_empty() => self.0.push('\t'),
            "tr" | "p" | "div" | "li" | "table" | "h1" | "h2" | "h3" | "pre" => self.line(),
            _ => {}
        }
        let children = element.child_nodes();
        for at in 0..children.length() {
            if let Some(child) = children.get(at) {
                self.node(&child, depth + 1);
            }
        }
        // Paragraphs inside of a cell do not end its row.
        let is_in_cell = matches!(element.closest("td, th"), Ok(Some(_)));
        if !is_in_cell && matches!(name.as_str(), "tr" | "p" | "div" | "li" | "table" | "pre") {
            self.line();
        }
    }

    fn line(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with(['\n', '\t']) {
            self.0.push('\n');
        }
    }

    /// Words with single spaces between them.
    fn words(&mut self, text: &str) {
        let begins = text.starts_with(char::is_whitespace) && !self.0.ends_with(char::is_whitespace);
        if begins && !self.0.is_empty() {
            self.0.push(' ');
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        self.0.push_str(&words.join(" "));
        if !words.is_empty() && text.ends_with(char::is_whitespace) {
            self.0.push(' ');
        }
    }
}
