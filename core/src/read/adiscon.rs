//! The lines of Adiscon's EventReporter and MonitorWare Agent, often behind a syslog header: the number, the user, the source,
//! the log, the type in brackets, the category, and the message.
//!
//! `7035,CONTOSO\ina,Service Control Manager,System,[INF],0,The Contoso service was sent a start control.`
//!
//! Source: the maker's own parser of such lines, <https://github.com/rsyslog/loganalyzer> (`msgparser.eventlog.class.php`).

use super::lines::{Entries, Head, Kind, MAX_HEAD};
use super::{Spec, columns, span_of, syslog};
use crate::Span;
use crate::event::{Extent, Format, Header};

/// The layout.
pub(super) const SPEC: Spec = Spec {
    anchors: &[",[INF],", ",[WRN],", ",[ERR],", ",[AUS],", ",[AUF],"],
    start: |text| Box::new(Entries::new(text, Adiscon)),
};

struct Adiscon;

/// The types, and the level of each.
const TYPES: [(&str, &str); 5] = [
    (",[INF],", "Information"),
    (",[WRN],", "Warning"),
    (",[ERR],", "Error"),
    (",[AUS],", "Information"),
    (",[AUF],", "Information"),
];

impl Kind for Adiscon {
    fn head(&mut self, text: &str, line: Span) -> Option<Head> {
        let near = &text[line.start..text.floor_char_boundary(line.end.min(line.start + MAX_HEAD))];
        let (at, level) = TYPES.iter().find_map(|(mark, level)| Some((near.find(mark)?, level)))?;
        let mut before = near[..at].rsplitn(4, ',');
        let (channel, source, user, first) = (before.next()?, before.next()?, before.next()?, before.next()?);
        let id = first.rsplit([' ', ':']).next().unwrap_or(first);
        if !columns::is_id(id) || source.is_empty() || channel.is_empty() {
            return None;
        }
        let kind = Span::new(line.start + at + 1, line.start + at + 6);
        let rest = &text[kind.end + 1..line.end];
        let (task, told) = rest.split_once(',')?;
        let head_end = span_of(text, told)?;
        let mut head = Head::new(Format::Syslog, Extent::Whole, head_end);
        head.level = Some((*level, kind));
        let sender = syslog::sender(text, Span::new(line.start, line.start + first.len() - id.len()));
        if let Some(sender) = sender {
            head.header(Header::Time, sender.time);
            head.header(Header::Computer, sender.host);
        }
        for (header, value) in [
            (Header::EventId, id),
            (Header::User, user),
            (Header::Provider, source),
            (Header::Channel, channel),
            (Header::Task, task),
        ] {
            head.header(header, span_of(text, value)?);
        }
        Some(head)
    }
}

#[cfg(test)]
mod tests {
    use crate::event::Header;
    use crate::read::read;

    #[test]
    fn a_line_is_read_with_its_header_and_without() {
        let row = "7035,CONTOSO\\ina,Service Control Manager,System,[ERR],0,The Contoso service is gone.";
        for line in [row.to_owned(), format!("Jan  2 03:04:05 dc1 EvntSLog: {row}")] {
            let event = &read(&line).events[0];
            let values = [Header::EventId, Header::Provider, Header::Channel, Header::Level, Header::Message]
                .map(|header| event.header(header).unwrap_or_default());
            let expected =
                ["7035", "Service Control Manager", "System", "[ERR]", "The Contoso service is gone."];
            assert_eq!(values, expected, "{line}");
        }
    }
}
