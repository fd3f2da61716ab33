//! Which paths of a JSON object hold an event's header, by the tool that wrote it, as data.
//!
//! Paths are as [`FieldName`](crate::FieldName) has them: lower case, without `_`, `-` and spaces.

use crate::event::{Field, FieldKey, Header};
use crate::read::Builder;
use std::collections::BTreeMap;
use std::ops::Range;

/// What one kind of tool writes.
struct Shape {
    /// The paths that tell it: all must be there. One that ends with a dot stands for all below it, at any depth.
    needs: &'static [&'static str],
    /// Where the header fields are; of several paths for one, the first that is there.
    headers: &'static [(&'static str, Header)],
    /// Below these, the last name of a path is a field of its own: the event's data.
    data: &'static [&'static str],
    /// Whether the object is a Windows event, which has a message even where the object lacks it.
    is_windows_event: bool,
}

/// The shapes; the first that fits counts.
const SHAPES: [Shape; 7] = [WINLOGBEAT, EVTX_DUMP, WAZUH, GET_WIN_EVENT, NXLOG, AZURE_MONITOR, ANY_OBJECT];

/// Source: <https://elastic.co/docs/reference/beats/winlogbeat/exported-fields-winlog>.
const WINLOGBEAT: Shape = Shape {
    needs: &["winlog."],
    headers: &[
        ("winlog.eventid", Header::EventId),
        ("event.code", Header::EventId),
        ("winlog.providername", Header::Provider),
        ("event.provider", Header::Provider),
        ("winlog.channel", Header::Channel),
        ("winlog.computername", Header::Computer),
        ("host.name", Header::Computer),
        ("log.level", Header::Level),
        ("winlog.level", Header::Level),
        ("winlog.task", Header::Task),
        ("winlog.opcode", Header::Opcode),
        ("winlog.keywords", Header::Keywords),
        ("winlog.user.identifier", Header::User),
        ("@timestamp", Header::Time),
        ("message", Header::Message),
    ],
    data: &["winlog.eventdata.", "winlog.userdata."],
    is_windows_event: true,
};

/// Event XML turned into JSON, with attributes as `#attributes` or in a key of their own.
/// Source: <https://github.com/omerbenamram/evtx>.
const EVTX_DUMP: Shape = Shape {
    needs: &["event.system."],
    headers: &[
        ("event.system.eventid", Header::EventId),
        ("event.system.eventid.#text", Header::EventId),
        ("event.system.provider.#attributes.name", Header::Provider),
        ("event.system.providerattributes.name", Header::Provider),
        ("event.system.channel", Header::Channel),
        ("event.system.computer", Header::Computer),
        ("event.renderinginfo.level", Header::Level),
        ("event.system.level", Header::Level),
        ("event.renderinginfo.task", Header::Task),
        ("event.system.task", Header::Task),
        ("event.system.opcode", Header::Opcode),
        ("event.system.keywords", Header::Keywords),
        ("event.system.security.#attributes.userid", Header::User),
        ("event.system.securityattributes.userid", Header::User),
        ("event.system.timecreated.#attributes.systemtime", Header::Time),
        ("event.system.timecreatedattributes.systemtime", Header::Time),
        ("event.renderinginfo.message", Header::Message),
    ],
    data: &["event.eventdata.", "event.userdata."],
    is_windows_event: true,
};

/// Source: <https://github.com/wazuh/wazuh/blob/v4.9.0/ruleset/rules/0575-win-base_rules.xml>.
const WAZUH: Shape = Shape {
    needs: &["win.system."],
    headers: &[
        ("win.system.eventid", Header::EventId),
        ("win.system.providername", Header::Provider),
        ("win.system.channel", Header::Channel),
        ("win.system.computer", Header::Computer),
        ("win.system.severityvalue", Header::Level),
        ("win.system.level", Header::Level),
        ("win.system.task", Header::Task),
        ("win.system.opcode", Header::Opcode),
        ("win.system.keywords", Header::Keywords),
        ("win.system.systemtime", Header::Time),
        ("win.system.message", Header::Message),
    ],
    data: &["win.eventdata."],
    is_windows_event: true,
};

/// `Get-WinEvent | ConvertTo-Json`.
/// Source: <https://learn.microsoft.com/dotnet/api/system.diagnostics.eventing.reader.eventlogrecord>.
const GET_WIN_EVENT: Shape = Shape {
    needs: &["id", "providername"],
    headers: &[
        ("id", Header::EventId),
        ("providername", Header::Provider),
        ("logname", Header::Channel),
        ("machinename", Header::Computer),
        ("leveldisplayname", Header::Level),
        ("level", Header::Level),
        ("taskdisplayname", Header::Task),
        ("task", Header::Task),
        ("opcodedisplayname", Header::Opcode),
        ("opcode", Header::Opcode),
        ("keywordsdisplaynames", Header::Keywords),
        ("keywords", Header::Keywords),
        ("userid.value", Header::User),
        ("userid", Header::User),
        ("timecreated", Header::Time),
        ("message", Header::Message),
    ],
    data: &[],
    is_windows_event: true,
};

/// Source: <https://docs.nxlog.co/refman/current/im/msvistalog.html>.
const NXLOG: Shape = Shape {
    needs: &["eventid", "sourcename"],
    headers: &[
        ("eventid", Header::EventId),
        ("sourcename", Header::Provider),
        ("channel", Header::Channel),
        ("hostname", Header::Computer),
        ("severity", Header::Level),
        ("category", Header::Task),
        ("opcode", Header::Opcode),
        ("keywords", Header::Keywords),
        ("userid", Header::User),
        ("accountname", Header::User),
        ("eventtime", Header::Time),
        ("message", Header::Message),
    ],
    data: &[],
    is_windows_event: true,
};

/// Source: <https://learn.microsoft.com/azure/azure-monitor/reference/tables/event>.
const AZURE_MONITOR: Shape = Shape {
    needs: &["eventid", "eventlog"],
    headers: &[
        ("eventid", Header::EventId),
        ("source", Header::Provider),
        ("eventlog", Header::Channel),
        ("computer", Header::Computer),
        ("eventlevelname", Header::Level),
        ("eventcategory", Header::Task),
        ("username", Header::User),
        ("timegenerated", Header::Time),
        ("rendereddescription", Header::Message),
    ],
    data: &[],
    is_windows_event: true,
};

/// What most loggers agree on.
const ANY_OBJECT: Shape = Shape {
    needs: &[],
    headers: &[
        ("level", Header::Level),
        ("log.level", Header::Level),
        ("severity", Header::Level),
        ("@timestamp", Header::Time),
        ("timestamp", Header::Time),
        ("time", Header::Time),
        ("message", Header::Message),
        ("msg", Header::Message),
        ("errordescription", Header::Message),
    ],
    data: &[],
    is_windows_event: false,
};

/// Adds the header fields, and short names of the event's data, to the fields of an object. Returns whether the object, if
/// it is not cut, has all that the event says.
pub(super) fn apply(builder: &mut Builder<'_>) -> bool {
    let paths = Paths::new(builder.fields());
    let Some((shape, root)) = SHAPES.iter().find_map(|shape| Some((shape, paths.root(shape)?))) else {
        return true;
    };
    let headers = paths.headers(shape, &root);
    let data = paths.data(shape, &root, builder.fields());
    let has_message = headers.contains_key(&Header::Message);
    for (header, range) in headers {
        match header {
            Header::Message => builder.message(range),
            header => builder.field(FieldKey::Header(header), range),
        }
    }
    for (name, range) in data {
        builder.field(FieldKey::named(&name), range.clone());
        builder.message_fields(range); // a value may be a piece of the message
    }
    has_message || !shape.is_windows_event
}

/// The paths of an object, and where the first value of each stands.
struct Paths(BTreeMap<String, Range<usize>>);

impl Paths {
    fn new(fields: &[Field]) -> Self {
        let mut paths = BTreeMap::new();
        for (path, range) in fields.iter().filter_map(named) {
            paths.entry(path.to_owned()).or_insert(range);
        }
        Self(paths)
    }

    /// What stands before the paths of this shape, if the object has it: Elasticsearch has all of a document below
    /// `_source`.
    fn root(&self, shape: &Shape) -> Option<String> {
        let mut root = String::new();
        for &need in shape.needs {
            root = match need.strip_suffix('.') {
                Some(_) => self.0.keys().find_map(|path| root_before(path, need))?.to_owned(),
                None => self.0.contains_key(need).then(String::new)?,
            };
        }
        Some(root)
    }

    fn headers(&self, shape: &Shape, root: &str) -> BTreeMap<Header, Range<usize>> {
        let mut headers = BTreeMap::new();
        for (path, header) in shape.headers {
            if let Some(range) = self.0.get(&format!("{root}{path}")).filter(|range| !range.is_empty()) {
                headers.entry(*header).or_insert_with(|| range.clone());
            }
        }
        headers
    }

    /// The event's data by their last names; those without a name, by position, as event XML has them.
    fn data(&self, shape: &Shape, root: &str, fields: &[Field]) -> Vec<(String, Range<usize>)> {
        let mut unnamed = 0;
        let mut data = Vec::new();
        for (path, range) in fields.iter().filter_map(named) {
            let below = |prefix: &&str| path.strip_prefix(root)?.strip_prefix(*prefix);
            let Some(rest) = shape.data.iter().find_map(below) else { continue };
            let rest = rest.strip_suffix(".#text").unwrap_or(rest);
            let name = rest.rsplit('.').next().unwrap_or(rest);
            if rest == "data" {
                unnamed += 1;
                data.push((format!("param{unnamed}"), range));
            } else if !rest.contains("#attributes") && !name.starts_with('#') {
                data.push((name.to_owned(), range));
            }
        }
        data
    }
}

fn named(field: &Field) -> Option<(&str, Range<usize>)> {
    match &field.key {
        FieldKey::Named(name) => Some((name.as_str(), field.range.clone())),
        FieldKey::Header(_) => None,
    }
}

/// What stands before `needle` in a path, if it begins there or after a dot.
fn root_before<'p>(path: &'p str, needle: &str) -> Option<&'p str> {
    let at = path.match_indices(needle).map(|(at, _)| at).find(|&at| at == 0 || path[..at].ends_with('.'))?;
    Some(&path[..at])
}
