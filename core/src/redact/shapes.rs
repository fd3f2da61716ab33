//! Private values that are known by their shape.

use super::{Kind, Private};
use crate::Span;
use regex_automata::meta::Regex;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::LazyLock;

/// A shape; its group 1, or else all of it, is the value.
struct Shape {
    kind: Kind,
    regex: Option<Regex>,
    /// Whether what has the shape is private.
    is_private: fn(&str) -> bool,
}

/// Patterns end by their length: nothing here looks at the same bytes for long.
static SHAPES: LazyLock<[Shape; 7]> = LazyLock::new(|| {
    let shape = |kind, pattern: &str, is_private| Shape { kind, regex: Regex::new(pattern).ok(), is_private };
    [
        shape(Kind::Mail, r"[A-Za-z0-9._%+'-]{1,64}@([A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z0-9-]{2,63}", is_mail),
        shape(Kind::Sid, r"S-1-(?:5-21|12-1)(?:-[0-9]{1,10}){3,5}", |_| true),
        shape(
            Kind::Guid,
            r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}",
            is_guid,
        ),
        shape(Kind::Ipv4, r"[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}", is_ipv4),
        shape(Kind::Ipv6, r"[0-9a-fA-F]{0,4}:[0-9a-fA-F:]{1,38}[0-9a-fA-F]{1,4}", is_ipv6),
        shape(Kind::Host, r"\\{2,4}([A-Za-z0-9][A-Za-z0-9._-]{0,62})\\", is_host),
        shape(
            Kind::User,
            r#"(?:[A-Za-z]:\\{1,2}|/)(?:[Uu]sers|[Dd]ocuments and [Ss]ettings)[\\/]{1,2}([^\\/:*?"<>|\r\n\t]{1,64})[\\/]"#,
            is_user,
        ),
    ]
});

/// What has one of the shapes.
pub(super) fn find(text: &str) -> Vec<Private> {
    SHAPES.iter().flat_map(|shape| shape.find(text)).collect()
}

impl Shape {
    fn find(&self, text: &str) -> Vec<Private> {
        let Some(regex) = &self.regex else { return Vec::new() };
        let has_group = matches!(self.kind, Kind::Host | Kind::User);
        let found = regex.captures_iter(text).filter_map(|found| {
            let value = found.get_group(usize::from(has_group))?;
            let span = Span::new(value.start, value.end);
            let stands_alone = has_group || stands_alone(text, span);
            (stands_alone && (self.is_private)(&text[value.range()]))
                .then_some(Private { span, kind: self.kind })
        });
        found.collect()
    }
}

/// Not a part of a longer number, name or address.
fn stands_alone(text: &str, span: Span) -> bool {
    let goes_on = |c: char| c.is_alphanumeric() || c == '_';
    let before = text[..span.start].chars().next_back();
    let mut after = text[span.end..].chars();
    let (next, then) = (after.next(), after.next());
    let dotted = |c: Option<char>, beside: Option<char>| c == Some('.') && beside.is_some_and(goes_on);
    let before_dot = text[..span.start].chars().rev().nth(1);
    !before.is_some_and(goes_on)
        && !next.is_some_and(goes_on)
        && !dotted(before, before_dot)
        && !dotted(next, then)
}

fn is_mail(value: &str) -> bool {
    !is_example(value)
}

/// GUIDs that say nothing: all zeros, all ones.
fn is_guid(value: &str) -> bool {
    let mut digits = value.bytes().filter(|byte| *byte != b'-');
    let first = digits.next();
    digits.any(|digit| Some(digit) != first)
}

fn is_ipv4(value: &str) -> bool {
    value.parse::<Ipv4Addr>().is_ok_and(|ip| {
        !ip.is_loopback()
            && !ip.is_unspecified()
            && !ip.is_broadcast()
            && !ip.is_multicast()
            && !ip.is_link_local()
    })
}

/// A name such as `fe::ed` or a time reads as an address, too.
fn is_ipv6(value: &str) -> bool {
    let is_long = value.split(':').any(|group| group.len() >= 3) && value.bytes().any(|b| b.is_ascii_digit());
    is_long
        && value
            .parse::<Ipv6Addr>()
            .is_ok_and(|ip| !ip.is_loopback() && !ip.is_unspecified() && !ip.is_multicast())
}

fn is_host(value: &str) -> bool {
    super::names::is_private_host(value)
}

fn is_user(value: &str) -> bool {
    super::names::is_private_user(value)
}

/// Whether it is a stand-in already.
fn is_example(value: &str) -> bool {
    value.to_ascii_lowercase().ends_with("@example.com")
}
