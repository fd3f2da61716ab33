//! What the columns of tables and the properties in lists of events are called, and what makes a row an event.
//!
//! PowerShell's lists, tables and exports, Event Viewer's exports and those of log stores have the same names in common, in
//! any order. A name that is not known makes a field of that name.

mod names;

use super::Builder;
use crate::Span;
use crate::arrange::Arrange as _;
use crate::event::{Event, Extent, FieldKey, Format, Header};
use crate::text::fold;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

/// What a known name announces.
#[derive(Clone, Copy, Debug)]
pub(super) struct Property {
    pub header: Header,
    /// Its place among the names for the same header field, the best one first.
    rank: usize,
    /// Whether hardly anything but an event has something of that name.
    telling: bool,
}

impl Property {
    /// Whether hardly anything but an event has something of that name.
    pub(super) fn is_telling(self) -> bool {
        self.telling
    }
}

static PROPERTIES: LazyLock<BTreeMap<FieldKey, Property>> = LazyLock::new(|| {
    let common: Vec<FieldKey> = names::COMMON.iter().map(|name| FieldKey::named(name)).collect();
    let mut properties = BTreeMap::new();
    for (header, known) in names::PROPERTIES {
        for (rank, name) in known.iter().enumerate() {
            let key = FieldKey::named(name);
            let telling = !common.contains(&key);
            properties.entry(key).or_insert(Property { header, rank, telling });
        }
    }
    properties
});

static LEVELS: LazyLock<Vec<String>> =
    LazyLock::new(|| names::LEVELS.iter().map(|word| fold(word)).collect());
static AUDITS: LazyLock<Vec<String>> =
    LazyLock::new(|| names::AUDITS.iter().map(|word| fold(word)).collect());

/// No name of a column is longer, in bytes.
const MAX_NAME: usize = 96;

/// What a column or property of that name holds, if it is known. What stands in brackets after it is its unit:
/// `TimeGenerated [UTC]`.
pub(super) fn property(name: &str) -> Option<Property> {
    let name = without_unit(name);
    if name.is_empty() || name.len() > MAX_NAME {
        return None;
    }
    PROPERTIES.get(&FieldKey::named(name)).copied()
}

/// A name without the unit in brackets behind it.
pub(super) fn without_unit(name: &str) -> &str {
    let name = name.trim();
    let unit = name.ends_with([']', ')']).then(|| name.rfind([' ', '\u{a0}'])).flatten();
    unit.map_or(name, |at| name[..at].trim_end())
}

/// The header field in which a word in the first column of Event Viewer's list stands.
pub(super) fn level_word(word: &str) -> Option<Header> {
    if word.is_empty() || word.len() > MAX_NAME {
        return None;
    }
    let word = fold(word.trim());
    if LEVELS.contains(&word) {
        return Some(Header::Level);
    }
    AUDITS.contains(&word).then_some(Header::Keywords)
}

/// Whether a text could be a date with a time, in any notation.
pub(super) fn is_time(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    digits >= 4 && text.len() <= 64 && text.contains([':', '.']) && !text.contains('\n')
}

/// Whether a text is a number as event ids are.
pub(super) fn is_id(text: &str) -> bool {
    (1..=10).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The column in which an Entra sign-in's error code stands.
/// Source: <https://learn.microsoft.com/entra/identity/monitoring-health/howto-download-logs>.
const SIGN_IN_CODE: &str = "Sign-in error code";

/// A column of a table, or a property of a list.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// Its name as printed; empty when it has none.
    pub name: String,
    pub property: Option<Property>,
}

impl Column {
    pub(super) fn new(name: &str) -> Self {
        let name = name.trim();
        Self { name: name.to_owned(), property: property(name) }
    }

    /// The message column of Event Viewer's exports, which has no name.
    pub(super) fn unnamed(header: Header) -> Self {
        Self { name: String::new(), property: Some(Property { header, rank: 0, telling: false }) }
    }

    /// Whether hardly anything but an event has something of that name.
    pub(super) fn is_telling(&self) -> bool {
        self.property.is_some_and(|property| property.telling)
    }

    pub(super) fn header(&self) -> Option<Header> {
        self.property.map(|property| property.header)
    }
}

/// What the rows of a table are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Windows events.
    Events,
    /// Entra's sign-in logs.
    SignIns,
}

/// What the rows of a table with these columns are, and the column in which each of them has a number.
pub(super) fn kind(columns: &[Column]) -> Option<(Kind, usize)> {
    let id = best(columns, Header::EventId, |_| true);
    if let Some(id) = id
        && is_event(columns, id)
    {
        return Some((Kind::Events, id));
    }
    let code =
        columns.iter().position(|column| FieldKey::named(&column.name) == FieldKey::named(SIGN_IN_CODE))?;
    let reason = columns.iter().any(|column| column.header() == Some(Header::Message));
    (reason || columns.len() > 3).then_some((Kind::SignIns, code))
}

/// Whether something with these properties is an event: it has an id, and a name that hardly anything else has, or an event
/// id's unmistakable name and one of where it is from or how grave it is, or both names of the id.
fn is_event(columns: &[Column], id: usize) -> bool {
    let others =
        || columns.iter().enumerate().filter(|&(at, _)| at != id).filter_map(|(_, column)| column.property);
    let telling = |property: Property| property.telling && property.header != Header::EventId;
    let origin = |property: Property| {
        matches!(property.header, Header::Provider | Header::Channel | Header::Level | Header::Time)
    };
    let mut headers: Vec<Header> = others().map(|property| property.header).collect();
    headers.arrange_by(Ord::cmp);
    headers.dedup();
    let named = columns[id].property.is_some_and(|property| property.telling);
    // `InstanceId` beside `EventID`: nothing else has both.
    let numbered_twice = named
        && others().any(|other| other.header == Header::EventId && other.telling)
        && others().any(origin);
    headers.len() >= 2
        && (numbered_twice
            || others().any(telling)
            || (named && others().filter(|&other| origin(other)).count() >= 2))
        || headers.len() == 1 && named && others().any(telling)
}

/// The best column for a header field among those for which `fits` holds.
pub(super) fn best(columns: &[Column], header: Header, fits: impl Fn(usize) -> bool) -> Option<usize> {
    let ranked = columns.iter().enumerate().filter_map(|(at, column)| Some((column.property?, at)));
    let fitting = ranked.filter(|&(property, at)| property.header == header && fits(at));
    fitting.min_by_key(|&(property, at)| (property.rank, at)).map(|(_, at)| at)
}

/// The text of a cell, in pieces: a cell may be wrapped, or have quotes doubled.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    pub pieces: Vec<Piece>,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Piece {
    /// A stretch of the input.
    Copy(Span),
    /// A stretch of the input that comes too early to be marked as its source.
    Lent(Span),
    /// What stands for a stretch of the input.
    For(&'static str, Span),
}

impl Cell {
    /// A cell that is one stretch of the input.
    pub(super) fn of(span: Span) -> Self {
        Self { pieces: if span.is_empty() { Vec::new() } else { vec![Piece::Copy(span)] } }
    }

    /// What it says.
    pub(super) fn value<'t>(&self, text: &'t str) -> std::borrow::Cow<'t, str> {
        let part = |piece: &Piece| match *piece {
            Piece::Copy(span) | Piece::Lent(span) => &text[span.range()],
            Piece::For(stand_in, _) => stand_in,
        };
        match self.pieces[..] {
            [] => "".into(),
            [Piece::Copy(span)] => text[span.range()].trim().into(),
            _ => self.pieces.iter().map(part).collect::<String>().trim().to_owned().into(),
        }
    }

    pub(super) fn write(&self, builder: &mut Builder<'_>) -> Range<usize> {
        let start = builder.len();
        for piece in &self.pieces {
            match *piece {
                Piece::Copy(span) => builder.copy(span),
                Piece::Lent(span) => builder.insert(&builder.input()[span.range()]),
                Piece::For(stand_in, span) => builder.replace(stand_in, span),
            };
        }
        start..builder.len()
    }
}

/// Makes fields of values whose names are known: of several names for one header field the best one that has a usable value
/// counts, the others are fields of their own name.
pub(super) fn add_fields(builder: &mut Builder<'_>, columns: &[Column], values: &[Range<usize>]) {
    let usable = |header: Header, at: usize| {
        values.get(at).is_some_and(|range| is_usable(header, builder.text(range.clone()).trim()))
    };
    let chosen: Vec<Option<Header>> = columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            column.header().filter(|&header| best(columns, header, |at| usable(header, at)) == Some(at))
        })
        .collect();
    for ((column, header), range) in columns.iter().zip(chosen).zip(values) {
        let range = trimmed_braces(builder, header, range.clone());
        if range.is_empty() {
            continue;
        }
        match header {
            Some(Header::Message) => builder.message(range),
            Some(header) => builder.field(FieldKey::Header(header), range),
            None => add_named(builder, column, range),
        }
    }
}

/// A field that is no header field; of event data also under its short name.
fn add_named(builder: &mut Builder<'_>, column: &Column, range: Range<usize>) {
    builder.field(FieldKey::named(without_unit(&column.name)), range.clone());
    let data = ["winlog.event_data.", "winlog.user_data."];
    if let Some(short) = data.iter().find_map(|prefix| column.name.strip_prefix(prefix)) {
        builder.field(FieldKey::named(short), range);
    } else if FieldKey::named(&column.name) == FieldKey::named(SIGN_IN_CODE) {
        builder.field(FieldKey::named("ErrorCode"), range);
    }
}

/// Whether a value can be what it is said to be: a name that was cut is none.
fn is_usable(header: Header, value: &str) -> bool {
    match header {
        Header::EventId => is_id(value) || (value.starts_with('-') && is_id(&value[1..])),
        Header::Message => !value.is_empty(),
        // What is exported of a list is its type.
        Header::Keywords if value.starts_with("System.Collections") => false,
        _ => !matches!(value, "" | "-" | "{}") && !is_cut(value),
    }
}

/// The value without the braces in which PowerShell shows a list: `{Classic}`.
fn trimmed_braces(builder: &Builder<'_>, header: Option<Header>, range: Range<usize>) -> Range<usize> {
    let range = super::trimmed(builder.text(0..builder.len()), range.into()).range();
    let value = builder.text(range.clone());
    if header == Some(Header::Keywords) && value.starts_with('{') && value.ends_with('}') && value.len() > 2 {
        return range.start + 1..range.end - 1;
    }
    range
}

/// Whether a text visibly ends before its end.
pub(super) fn is_cut(text: &str) -> bool {
    let text = text.trim_end();
    text.ends_with("...") || text.ends_with('\u{2026}')
}

/// What Windows prints in place of a message whose provider is not there.
/// Source: <https://learn.microsoft.com/powershell/module/microsoft.powershell.management/get-eventlog>.
const UNDESCRIBED: [&str; 6] = [
    "the description for event id",
    "die beschreibung für ereignis-id",
    "la description de l'id d'événement",
    "la description de l'id d'evenement",
    "no se encontró la descripción",
    "não é possível encontrar a descrição",
];

/// How much of an event a row shows, by its message.
pub(super) fn extent(event_message: Option<&str>) -> Extent {
    let Some(message) = event_message.filter(|message| !message.is_empty() && !is_cut(message)) else {
        return Extent::Fragment;
    };
    let start = fold(&message[..message.floor_char_boundary(MAX_NAME)]);
    let undescribed =
        UNDESCRIBED.iter().any(|words| start.starts_with(words)) || start.contains("説明が見つかりません");
    if undescribed { Extent::DataOnly } else { Extent::Whole }
}

/// The value of a column that several rows have in common.
#[derive(Clone, Debug)]
pub(super) enum Shared {
    /// A stretch of the input.
    Here(Span),
    /// What stood in a part of the text that has gone by.
    Before(Box<str>),
}

impl Shared {
    /// The same, for when the text has gone by.
    pub(super) fn gone(&self, text: &str) -> Self {
        match self {
            Self::Here(span) => Self::Before(text[span.range()].into()),
            Self::Before(value) => Self::Before(value.clone()),
        }
    }

    fn write(&self, builder: &mut Builder<'_>) -> Range<usize> {
        match self {
            Self::Here(span) => builder.copy(*span),
            Self::Before(value) => builder.insert(value),
        }
    }
}

/// A row of a table, about to become an event.
pub(super) struct Row<'a> {
    pub text: &'a str,
    pub span: Span,
    pub columns: &'a [Column],
    pub cells: &'a [Cell],
    /// What is said of several rows at once.
    pub shared: &'a [(Column, Shared)],
    /// Whether something of it is missing.
    pub cut: bool,
    pub kind: Kind,
}

impl Row<'_> {
    /// The event: lines of `name: value`.
    pub(super) fn event(&self, format: Format) -> Event {
        let mut builder = Builder::new(self.text, self.span.start);
        let mut columns = Vec::with_capacity(self.cells.len() + self.shared.len());
        let mut values = Vec::with_capacity(self.cells.len() + self.shared.len());
        for (column, shared) in self.shared {
            values.push(line(&mut builder, &column.name, |builder| shared.write(builder)));
            columns.push(column.clone());
        }
        for (at, cell) in self.cells.iter().enumerate().filter(|(_, cell)| !cell.pieces.is_empty()) {
            let column = self.columns.get(at).cloned().unwrap_or_else(|| Column::new(""));
            values.push(line(&mut builder, &column.name, |builder| cell.write(builder)));
            columns.push(column);
        }
        add_fields(&mut builder, &columns, &values);
        let extent = match self.kind {
            _ if self.cut => Extent::Fragment,
            Kind::SignIns => Extent::Whole,
            Kind::Events => extent(builder.header(Header::Message)),
        };
        builder.build(format, self.span, extent)
    }
}

/// Appends a line with a name and what `write` appends; the range of the latter.
fn line(
    builder: &mut Builder<'_>,
    name: &str,
    write: impl FnOnce(&mut Builder<'_>) -> Range<usize>,
) -> Range<usize> {
    if !name.is_empty() {
        builder.insert(name);
        builder.insert(": ");
    }
    let range = write(builder);
    builder.end_line();
    range
}
