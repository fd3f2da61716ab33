//! What stands for what.

use crate::text::caseless;
use serde::Serialize;
use std::collections::BTreeMap;

/// What a private value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A person's or a service's account.
    User,
    /// A machine.
    Host,
    /// A domain, by its short or its full name.
    Domain,
    /// A mail address, or an account's name that looks like one.
    Mail,
    /// An IPv4 address.
    Ipv4,
    /// An IPv6 address.
    Ipv6,
    /// The security identifier of an account or a machine.
    Sid,
    /// A GUID.
    Guid,
}

/// A private value and what was put in its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StandIn {
    /// What it is.
    pub kind: Kind,
    /// As it was printed first.
    pub original: String,
    /// In its place.
    pub stand_in: String,
    /// How often.
    pub count: usize,
}

/// All stand-ins, numbered by kind.
#[derive(Debug, Default)]
pub(super) struct StandIns {
    all: Vec<StandIn>,
    /// By kind and value, without case: the place in `all`.
    known: BTreeMap<(Kind, String), usize>,
    counts: BTreeMap<(Kind, bool), usize>,
}

impl StandIns {
    /// What stands for `value`.
    pub(super) fn of(&mut self, kind: Kind, value: &str) -> String {
        let key = (kind, caseless(value));
        let at = match self.known.get(&key) {
            Some(&at) => at,
            None => {
                let has_dot = kind == Kind::Domain && value.contains('.');
                let number = self.counts.entry((kind, has_dot)).or_default();
                *number += 1;
                let stand_in = stand_in(kind, value, *number);
                self.all.push(StandIn { kind, original: value.to_owned(), stand_in, count: 0 });
                self.known.insert(key, self.all.len() - 1);
                self.all.len() - 1
            }
        };
        let known = &mut self.all[at];
        known.count += 1;
        known.stand_in.clone()
    }

    pub(super) fn all(&self) -> &[StandIn] {
        &self.all
    }

    pub(super) fn into_all(self) -> Vec<StandIn> {
        self.all
    }
}

/// Addresses, names and numbers that are set aside for examples, where there are such.
fn stand_in(kind: Kind, value: &str, number: usize) -> String {
    match kind {
        Kind::User => format!("USER-{number}"),
        Kind::Host => format!("HOST-{number}"),
        Kind::Domain if value.contains('.') => format!("domain-{number}.example"),
        Kind::Domain => format!("DOMAIN-{number}"),
        Kind::Mail => format!("mail-{number}@example.com"),
        Kind::Ipv4 => ipv4(number),
        Kind::Ipv6 => format!("2001:db8::{:x}", number & 0xffff),
        Kind::Sid => sid(value, number),
        Kind::Guid => format!("00000000-0000-4000-8000-{number:012x}"),
    }
}

/// RFC 5737 sets 192.0.2.0/24 aside for documents, RFC 2544 198.18.0.0/15 for benchmarks.
fn ipv4(number: usize) -> String {
    match number {
        1..=254 => format!("192.0.2.{number}"),
        _ => format!("198.18.{}.{}", (number >> 8) & 0xff, number & 0xff),
    }
}

/// The last number of an account that every domain has tells what it is, and stays.
fn sid(value: &str, number: usize) -> String {
    let (machine, last) = value.rsplit_once('-').unwrap_or((value, ""));
    let (authority, parts) = if machine.starts_with("S-1-12-") { ("S-1-12-1", 3) } else { ("S-1-5-21", 3) };
    let own = "-1".repeat(parts);
    match last.parse::<u32>() {
        Ok(last) if last < 1000 && authority == "S-1-5-21" => format!("{authority}{own}-{last}"),
        _ => format!("{authority}{own}-{}", 1000 + number),
    }
}
