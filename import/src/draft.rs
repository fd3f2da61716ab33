//! Writing an article's file.

use crate::Terms;
use kbmatch::draft::quoted;
use pulldown_cmark::CowStr;
use std::fmt::Write as _;

/// An article as an importer knows it.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub(crate) id: String,
    pub(crate) title: String,
    /// How bad it is; `error` where nobody says.
    pub(crate) severity: Option<&'static str>,
    pub(crate) products: Vec<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) sources: Vec<Source>,
    /// The file that it was made from, and the line at which its text begins.
    pub(crate) origin: (String, u32),
    /// Who wrote it, when that is known beside whom the licence asks to name.
    pub(crate) author: Option<String>,
    pub(crate) related: Vec<String>,
    pub(crate) symptoms: Vec<Symptom>,
    /// What makes it match; empty without symptoms.
    pub(crate) matches: String,
    /// Markdown with kbmatch's sections.
    pub(crate) body: String,
}

/// Where facts come from.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) url: String,
    pub(crate) title: String,
    pub(crate) updated: Option<String>,
}

/// A symptom.
#[derive(Debug)]
pub(crate) struct Symptom {
    pub(crate) name: String,
    /// The line that it was derived from.
    pub(crate) line: u32,
    /// Keys, each with a list of values.
    pub(crate) predicates: Vec<(&'static str, Vec<String>)>,
}

impl Draft {
    /// The file's text: front matter and body.
    pub(crate) fn write(&self, terms: &Terms) -> String {
        let mut out = String::from("---\n");
        pair(&mut out, "", "id", &self.id);
        pair(&mut out, "", "title", &quoted(&self.title));
        pair(&mut out, "", "draft", "true");
        pair(&mut out, "", "severity", self.severity.unwrap_or("error"));
        list(&mut out, "products", &self.products);
        list(&mut out, "tags", &self.tags);
        if !self.sources.is_empty() {
            out.push_str("sources:\n");
            self.sources.iter().for_each(|source| source.write(&mut out));
        }
        let (file, line) = &self.origin;
        out.push_str("origin:\n");
        pair(&mut out, "  ", "file", &quoted(file));
        pair(&mut out, "  ", "line", &line.to_string());
        self.license(&mut out, terms);
        if !self.symptoms.is_empty() {
            out.push_str("symptoms:\n");
            self.symptoms.iter().for_each(|symptom| symptom.write(&mut out));
            pair(&mut out, "", "match", &self.matches);
        }
        list(&mut out, "related", &self.related);
        out.push_str("---\n");
        out.push_str(&self.body);
        out
    }

    fn license(&self, out: &mut String, terms: &Terms) {
        let (Some(name), Some(attribution)) = (&terms.license, &terms.attribution) else { return };
        out.push_str("license:\n");
        pair(out, "  ", "name", &quoted(name));
        if let Some(url) = &terms.license_url {
            pair(out, "  ", "url", &quoted(url));
        }
        let author = self.author.as_deref().map(|author| format!("{author}, {attribution}"));
        pair(out, "  ", "attribution", &quoted(author.as_deref().unwrap_or(attribution)));
    }
}

impl Source {
    fn write(&self, out: &mut String) {
        pair(out, "  - ", "url", &quoted(&self.url));
        pair(out, "    ", "title", &quoted(&self.title));
        if let Some(updated) = &self.updated {
            pair(out, "    ", "updated", updated);
        }
    }
}

impl Symptom {
    fn write(&self, out: &mut String) {
        // Writing to a string does not fail.
        let _ = writeln!(out, "  {}: # line {}", self.name, self.line);
        for (key, values) in &self.predicates {
            let _ = writeln!(out, "    {key}:");
            values.iter().for_each(|value| {
                let _ = writeln!(out, "      - {}", quoted(value));
            });
        }
    }
}

/// Text in which nothing looks like one of kbmatch's fill-ins.
pub(crate) fn without_fill_ins(text: CowStr<'_>) -> CowStr<'_> {
    if text.contains("{{") {
        // Twice: the first pass leaves one pair of each three braces.
        text.replace("{{", "{ {").replace("{{", "{ {").into()
    } else {
        text
    }
}

fn pair(out: &mut String, indent: &str, key: &str, value: &str) {
    let _ = writeln!(out, "{indent}{key}: {value}");
}

fn list(out: &mut String, key: &str, values: &[String]) {
    if !values.is_empty() || key == "products" {
        let values: Vec<String> = values.iter().map(|value| quoted(value)).collect();
        let _ = writeln!(out, "{key}: [{}]", values.join(", "));
    }
}
