//! How values are written in an article's front matter.

use crate::text::simple_fold;

/// A YAML scalar with this value. A JSON string is one: <https://yaml.org/spec/1.2.2/#12-relation-to-json>.
pub fn quoted(value: &str) -> String {
    serde_json::Value::from(value).to_string()
}

/// The value of a predicate that looks for this text: its `*`, `?` and `\` are no wildcards.
pub fn literal(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '*' | '?' | '\\') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// An id made of a name: lower-case letters, digits and single hyphens; empty when the name has none of them.
pub fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.chars().map(simple_fold) {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}
