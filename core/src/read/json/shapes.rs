//! Which tool wrote a JSON object, and so where its event's header and data are. What the tools write is data: see
//! [`table`].

mod embedded;
mod table;

use crate::arrange::Arrange as _;
use crate::event::{Field, FieldKey, Header};
use crate::read::Builder;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::ops::Range;
use table::{SHAPES, Shape};

/// So many places of an object are tried as the one that holds the event.
const MAX_ROOTS: usize = 16;

/// What was found out about an object.
pub(in crate::read) struct Applied {
    /// Whether the object, if it is not cut, has all that the event says.
    pub has_all: bool,
    /// Whether it is plainly an event or an entry of a log.
    pub is_log_record: bool,
}

/// Adds the header fields, and short names of the event's data, to the fields of an object.
pub(in crate::read) fn apply(builder: &mut Builder<'_>) -> Applied {
    let paths = Paths::new(builder.fields());
    let Some((shape, root)) = SHAPES.iter().find_map(|shape| Some((shape, paths.root(shape)?))) else {
        return Applied { has_all: true, is_log_record: false };
    };
    let headers = paths.headers(shape, root);
    let data = paths.data(shape, root, builder);
    let has_message = headers.iter().any(|(header, _)| *header == Header::Message);
    let is_log_record = shape.is_windows_event || headers.len() > 1;
    for (header, range) in headers {
        match header {
            Header::Message => builder.message(range),
            // What tools write in place of nothing.
            _ if builder.text(range.clone()) == "-" => {}
            header => builder.field(FieldKey::Header(header), range),
        }
    }
    for (key, range) in data {
        builder.field(key, range.clone());
        builder.message_fields(range); // a value may be a piece of the message
    }
    if !shape.is_windows_event && embedded::apply(builder) {
        return Applied { has_all: has_header(builder, Header::Message), is_log_record: true };
    }
    Applied { has_all: has_message || !shape.is_windows_event, is_log_record }
}

fn has_header(builder: &Builder<'_>, header: Header) -> bool {
    builder.fields().iter().any(|field| field.key == FieldKey::Header(header))
}

/// The paths of an object, sorted, and where the first value of each stands.
struct Paths<'f>(Vec<(&'f str, Range<usize>)>);

impl<'f> Paths<'f> {
    fn new(fields: &'f [Field]) -> Self {
        let mut paths: Vec<_> = fields.iter().filter_map(named).collect();
        paths.arrange_by(|(a, x), (b, y)| (a, x.start).cmp(&(b, y.start)));
        paths.dedup_by(|(a, _), (b, _)| a == b);
        Self(paths)
    }

    fn get(&self, path: &str) -> Option<&Range<usize>> {
        let at = self.0.binary_search_by(|(known, _)| (*known).cmp(path)).ok()?;
        Some(&self.0[at].1)
    }

    /// Whether a path, or with a dot at its end one below it, is there.
    fn has(&self, root: &str, need: &str) -> bool {
        let path = below(root, need);
        let at = self.0.partition_point(|(known, _)| **known < *path);
        self.0.get(at).is_some_and(|(known, _)| {
            if need.ends_with('.') { known.starts_with(&*path) } else { **known == *path }
        })
    }

    /// What stands before the paths of this shape, if the object has it: Elasticsearch has all of a document below
    /// `_source`, and some of it once more below `fields`. The place that says most counts.
    fn root(&self, shape: &Shape) -> Option<&'f str> {
        shape.needs.iter().find_map(|needs| {
            let Some((first, others)) = needs.split_first() else { return Some("") };
            let roots = self.0.iter().filter_map(|(path, _)| root_before(path, first));
            let mut last = None;
            let new = roots.filter(|root| last.replace(*root) != Some(*root)).take(MAX_ROOTS);
            let fitting = new.filter(|root| others.iter().all(|need| self.has(root, need)));
            fitting.min_by_key(|root| Reverse(self.headers(shape, root).len()))
        })
    }

    fn headers(&self, shape: &Shape, root: &str) -> Vec<(Header, Range<usize>)> {
        let value = |path: &&str| self.get(&below(root, path)).filter(|range| !range.is_empty()).cloned();
        let outside =
            |path: &&str| self.get(path.strip_prefix('/')?).filter(|range| !range.is_empty()).cloned();
        let find = |paths: &[&str]| paths.iter().find_map(|path| value(path).or_else(|| outside(path)));
        shape.headers.iter().filter_map(|(header, paths)| Some((*header, find(paths)?))).collect()
    }

    /// The event's data by their last names; those without a name, by position, as event XML has them.
    fn data(&self, shape: &Shape, root: &str, builder: &Builder<'_>) -> Vec<(FieldKey, Range<usize>)> {
        let mut data = Data::default();
        let fields = if shape.data.is_empty() { &[] } else { builder.fields() };
        for (path, range) in fields.iter().filter_map(named) {
            let Some(path) = path.strip_prefix(root) else { continue };
            if shape.not_data.iter().any(|prefix| path.starts_with(prefix)) {
                continue;
            }
            if let Some(rest) = shape.data.iter().find_map(|prefix| path.strip_prefix(*prefix)) {
                let value = builder.text(range.clone());
                data.add(rest, value, range);
            }
        }
        data.found
    }
}

/// Event data, as they are found.
#[derive(Default)]
struct Data<'b> {
    /// The name that the attribute before says the next value has.
    name: Option<&'b str>,
    found: Vec<(FieldKey, Range<usize>)>,
    unnamed: usize,
}

/// What tools call an attribute that names a value, and the value beside it.
const NAMES: [&str; 4] = ["data.@name", "data.#attributes.name", "data.name", "data.attributes.name"];
const TEXTS: [&str; 4] = [".#text", ".text", ".value", ".$t"];

impl<'b> Data<'b> {
    fn add(&mut self, rest: &str, value: &'b str, range: Range<usize>) {
        if NAMES.contains(&rest) {
            self.name = Some(value);
            return;
        }
        let named = self.name.take();
        let rest = TEXTS.iter().find_map(|text| rest.strip_suffix(text)).unwrap_or(rest);
        let name = rest.rsplit('.').next().unwrap_or(rest);
        if let Some(name) = named.filter(|_| rest == "data") {
            self.found.push((FieldKey::named(name), range));
        } else if matches!(rest, "data" | "" | "data.data") {
            self.unnamed += 1;
            self.found.push((FieldKey::named(&format!("param{}", self.unnamed)), range));
        } else if !rest.contains("#attributes") && !name.starts_with(['#', '@']) {
            self.found.push((FieldKey::named(name), range));
        }
    }
}

fn named(field: &Field) -> Option<(&str, Range<usize>)> {
    match &field.key {
        FieldKey::Named(name) => Some((name.as_str(), field.range.clone())),
        FieldKey::Header(_) => None,
    }
}

/// What stands before `need` in a path, if it begins there or after a dot; and ends there, unless it ends with a dot.
fn root_before<'p>(path: &'p str, need: &str) -> Option<&'p str> {
    if !need.ends_with('.') {
        let root = path.strip_suffix(need)?;
        return (root.is_empty() || root.ends_with('.')).then_some(root);
    }
    let starts = std::iter::once(0).chain(memchr::memchr_iter(b'.', path.as_bytes()).map(|dot| dot + 1));
    starts.map(|at| path.split_at(at)).find(|(_, rest)| rest.starts_with(need)).map(|(root, _)| root)
}

/// A path below a root, which is mostly empty.
fn below<'p>(root: &str, path: &'p str) -> Cow<'p, str> {
    if root.is_empty() { Cow::Borrowed(path) } else { Cow::Owned([root, path].concat()) }
}
