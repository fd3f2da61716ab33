//! What happens to text on its way from a machine to a paste, without loss of what it says.

use super::layout::{Body, Layout, Render, Shape};
use std::fmt;

/// A kind of damage. A text takes at most one of each [`Class`], in the order of classes.
#[derive(Clone, Copy)]
pub struct Damage {
    /// Its name, for reports.
    pub name: &'static str,
    /// What it does to a text.
    pub class: Class,
    /// Which layouts say the same after it.
    pub bears: fn(&Layout) -> bool,
    /// The damaged text.
    pub apply: fn(&str) -> String,
}

impl fmt::Debug for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// What damage changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Characters between words.
    Spaces,
    /// Where lines end.
    Lines,
    /// How characters are written.
    Escapes,
    /// What stands around lines.
    Around,
    /// The bytes at ends of lines.
    Ends,
}

/// All classes, in the order in which texts take them.
pub const CLASSES: [Class; 5] = [Class::Spaces, Class::Lines, Class::Escapes, Class::Around, Class::Ends];

/// All damage.
pub const DAMAGES: &[Damage] = &[
    damage("no-break-spaces", Class::Spaces, is_labels, |text| text.replace("  ", "\u{a0}\u{a0}")),
    damage("zero-width", Class::Spaces, |_| true, zero_width),
    damage("full-width-colons", Class::Spaces, is_viewer, full_width_colons),
    damage("hard-wraps-60", Class::Lines, is_viewer, |text| wrapped(text, 60)),
    damage("hard-wraps-76", Class::Lines, is_viewer, |text| wrapped(text, 76)),
    damage("hard-wraps-120", Class::Lines, is_viewer, |text| wrapped(text, 120)),
    damage("double-spacing", Class::Lines, is_labels, |text| text.replace('\n', "\n\n")),
    damage("one-line", Class::Lines, is_viewer, one_line),
    damage("html-breaks", Class::Lines, is_labels, |text| text.replace('\n', "<br>\n")),
    damage("html-breaks-alone", Class::Lines, is_labels, |text| {
        format!("{}\n", text.trim_end().replace('\n', "<br/>"))
    }),
    damage("html-escapes", Class::Escapes, is_xml, html_escapes),
    damage("unicode-escapes", Class::Escapes, is_xml, unicode_escapes),
    damage("markdown-escapes", Class::Escapes, is_xml, |text| text.replace('<', "\\<")),
    damage("fence", Class::Around, |_| true, |text| format!("```\n{text}```\n")),
    damage("tilde-fence", Class::Around, |_| true, |text| format!("~~~\n{text}~~~\n")),
    damage("quote", Class::Around, |_| true, |text| prefixed(text, "> ")),
    damage("quote-twice", Class::Around, |_| true, |text| prefixed(text, "> > ")),
    damage("quote-thrice", Class::Around, |_| true, |text| prefixed(text, ">>> ")),
    damage("indent", Class::Around, |layout| layout.shape != Shape::Table, |text| prefixed(text, "    ")),
    damage("comment-hash", Class::Around, has_lines, |text| prefixed(text, "# ")),
    damage("comment-slashes", Class::Around, has_lines, |text| prefixed(text, "// ")),
    damage("crlf", Class::Ends, |_| true, |text| text.replace('\n', "\r\n")),
];

const fn damage(
    name: &'static str,
    class: Class,
    bears: fn(&Layout) -> bool,
    apply: fn(&str) -> String,
) -> Damage {
    Damage { name, class, bears, apply }
}

/// The damage of a class that a layout bears.
pub fn borne(layout: &Layout, class: Class) -> Vec<Damage> {
    DAMAGES.iter().filter(|damage| damage.class == class && (damage.bears)(layout)).copied().collect()
}

fn is_labels(layout: &Layout) -> bool {
    layout.shape == Shape::Labels
}

fn is_viewer(layout: &Layout) -> bool {
    is_labels(layout) && matches!(layout.render, Render::Viewer(..))
}

fn is_xml(layout: &Layout) -> bool {
    layout.shape == Shape::Xml
}

/// Comments are told by several lines in a row.
fn has_lines(layout: &Layout) -> bool {
    matches!(layout.shape, Shape::Labels | Shape::Columns) && layout.body != Body::Line
}

/// Lines behind a prefix, without white space at their ends: what quotes and comments, takes it away.
fn prefixed(text: &str, prefix: &str) -> String {
    let trimmed = |line: String| line.trim_end_matches([' ', '\t', '\r', '\u{200b}']).to_owned();
    text.lines().map(|line| trimmed(format!("{prefix}{line}")) + "\n").collect()
}

/// A zero-width space before every third space between words.
fn zero_width(text: &str) -> String {
    let mut count = 0;
    text.chars().fold(String::with_capacity(text.len() * 2), |mut out, c| {
        count += usize::from(c == ' ');
        if c == ' ' && count % 3 == 0 {
            out.push('\u{200b}');
        }
        out.push(c);
        out
    })
}

/// The colons of the header's labels.
fn full_width_colons(text: &str) -> String {
    let lines = text.lines().enumerate();
    lines.map(|(n, line)| if n < 10 { line.replacen(':', "：", 1) } else { line.into() } + "\n").collect()
}

/// Lines broken at spaces before a column.
fn wrapped(text: &str, width: usize) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let mut column = 0;
        for word in line.split_inclusive(' ') {
            let length = word.trim_end().chars().count();
            if column > 0 && column + length > width && !out.ends_with("  ") {
                out.truncate(out.trim_end().len());
                out.push('\n');
                column = 0;
            }
            out.push_str(word);
            column += word.chars().count();
        }
        out.push('\n');
    }
    out
}

fn one_line(text: &str) -> String {
    super::event::words(text) + "\n"
}

fn html_escapes(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// As a serialiser of JSON writes it inside a string.
fn unicode_escapes(text: &str) -> String {
    let text = text.trim_end().replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\r\\n");
    let text = text.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026");
    format!("\"{text}\"\n")
}
