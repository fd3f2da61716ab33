//! Private values that are known by the fields that hold them.

use super::{Kind, Private};
use crate::Span;
use crate::event::{Event, FieldKey, Header};
use crate::text::caseless;
use aho_corasick::automaton::Automaton as _;
use aho_corasick::nfa::contiguous::NFA;
use aho_corasick::{Input, MatchKind};
use std::collections::BTreeMap;

/// More names than this are not learned.
const MAX_NAMES: usize = 4_000;

/// Shorter names would be found in ordinary words; longer ones are sentences.
const LENGTHS: std::ops::RangeInclusive<usize> = 3..=64;

/// Names that every machine has, or that are no names; folded.
const COMMON: &[&str] = &[
    "administrator",
    "administrators",
    "all users",
    "anonymous",
    "anonymous logon",
    "anonymous-anmeldung",
    "builtin",
    "computer",
    "default",
    "default user",
    "domain",
    "everyone",
    "font driver host",
    "guest",
    "host",
    "iis apppool",
    "iusr",
    "local",
    "local service",
    "localhost",
    "localservice",
    "localsystem",
    "lokaler dienst",
    "machine",
    "microsoft",
    "network service",
    "networkservice",
    "netzwerkdienst",
    "none",
    "nt authority",
    "nt service",
    "nt virtual machine",
    "nt-autorit\u{e4}t",
    "null",
    "null sid",
    "public",
    "root",
    "server",
    "service",
    "sistema",
    "system",
    "syst\u{e8}me",
    "unknown",
    "user",
    "users",
    "windows",
    "window manager",
    "workgroup",
    "workstation",
];

/// Names below these are of public services, the same for everybody.
const PUBLIC: &[&str] = &[
    "azure.com",
    "azure.net",
    "azurewebsites.net",
    "digicert.com",
    "live.com",
    "microsoft.com",
    "microsoftonline.com",
    "msftncsi.com",
    "msftconnecttest.com",
    "office.com",
    "office.net",
    "office365.com",
    "outlook.com",
    "sharepoint.com",
    "skype.com",
    "symantec.com",
    "verisign.com",
    "windows.com",
    "windows.net",
    "windowsupdate.com",
];

/// Names by their folded spelling.
#[derive(Debug, Default)]
pub(super) struct Names(BTreeMap<String, Kind>);

impl Names {
    /// Learns what an event's fields hold.
    pub(super) fn learn(&mut self, event: &Event) {
        for field in &event.fields {
            let value = event.value(field).trim();
            match &field.key {
                FieldKey::Header(Header::Computer) => self.host(value),
                FieldKey::Header(Header::User) => self.user(value),
                FieldKey::Header(_) => {}
                FieldKey::Named(name) => self.learn_named(name.as_str(), value),
            }
        }
    }

    /// Learns a value by the name of its field.
    pub(super) fn learn_named(&mut self, name: &str, value: &str) {
        let name: String = caseless(name).chars().filter(|c| c.is_alphanumeric()).collect();
        let ends = |with: &[&str]| with.iter().any(|end| name.ends_with(end));
        if ends(&["domainname", "domain", "forest", "forestname", "realm"]) {
            self.domain(value);
        } else if ends(&[
            "computername",
            "computer",
            "workstation",
            "workstationname",
            "hostname",
            "host",
            "machinename",
            "servername",
            "clientname",
            "devicename",
            "dcname",
            "dnsname",
            "dnshostname",
        ]) {
            self.host(value);
        } else if ends(&["username", "accountname", "useraccount", "samaccountname", "user", "logonaccount"])
        {
            self.user(value);
        }
    }

    /// A machine's name, short or full; the account of a machine ends in `$`.
    pub(super) fn host(&mut self, value: &str) {
        let value = value.trim_start_matches('\\').trim_end_matches('$').trim_end_matches('.');
        if !is_private_host(value) {
            return;
        }
        match value.split_once('.') {
            Some((host, domain)) => {
                self.put(Kind::Host, host);
                self.domain(domain);
            }
            None => self.put(Kind::Host, value),
        }
    }

    /// An account's name, alone or behind its domain. One that looks like a mail address is found by its shape.
    pub(super) fn user(&mut self, value: &str) {
        if let Some((domain, user)) = value.split_once('\\') {
            let user = user.trim_start_matches('\\');
            if is_private_user(user) {
                self.domain(domain);
            }
            return self.user(user);
        }
        if value.ends_with('$') {
            return self.host(value);
        }
        if !value.contains('@') && is_private_user(value) {
            self.put(Kind::User, value);
        }
    }

    fn domain(&mut self, value: &str) {
        let value = value.trim_end_matches('.');
        if is_private_host(value) {
            self.put(Kind::Domain, value);
        }
    }

    fn put(&mut self, kind: Kind, value: &str) {
        let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ' | '\'');
        let is_name = LENGTHS.contains(&value.len())
            && value.chars().all(is_plain)
            && value.chars().any(char::is_alphabetic)
            && !is_common(value);
        if is_name && self.0.len() < MAX_NAMES {
            // What a name was first is what it stays: a domain may be a machine's name as well.
            self.0.entry(value.to_ascii_lowercase()).or_insert(kind);
        }
    }

    /// Where the names stand, as words of their own.
    pub(super) fn find(&self, text: &str) -> Vec<Private> {
        let kinds: Vec<Kind> = self.0.values().copied().collect();
        let automaton = NFA::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .build(self.0.keys());
        // It fails for more names than are ever learned.
        let Ok(automaton) = automaton else { return Vec::new() };
        let Ok(found) = automaton.try_find_iter(Input::new(text)) else { return Vec::new() };
        let found = found.filter_map(|found| {
            let span = Span::new(found.start(), found.end());
            let kind = *kinds.get(found.pattern().as_usize())?;
            is_word(text, span).then_some(Private { span, kind })
        });
        found.collect()
    }
}

fn is_word(text: &str, span: Span) -> bool {
    let goes_on = |c: char| c.is_alphanumeric() || c == '_';
    // Hyphens join names: the host PC-1 is not in PC-1-OLD.
    let joins = |c: char| goes_on(c) || c == '-';
    !text[..span.start].chars().next_back().is_some_and(joins)
        && !text[span.end..].chars().next().is_some_and(joins)
}

fn is_common(value: &str) -> bool {
    let folded = caseless(value.trim());
    COMMON.contains(&folded.as_str()) || folded.starts_with("dwm-") || folded.starts_with("umfd-")
}

/// Whether this is the name of a machine or a domain that not everybody knows.
pub(super) fn is_private_host(value: &str) -> bool {
    let folded = caseless(value);
    let is_public = |suffix: &&str| {
        folded.strip_suffix(*suffix).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    let is_number = value.chars().all(|c| c.is_ascii_digit() || c == '.');
    !is_number && !value.contains(['\\', '/', ':', '@']) && !is_common(value) && !PUBLIC.iter().any(is_public)
}

/// Whether this is the name of an account that not every machine has.
pub(super) fn is_private_user(value: &str) -> bool {
    let is_sid = value.starts_with("S-1-");
    let is_id = value.contains("0x") || value.chars().all(|c| c.is_ascii_digit() || c == '-');
    !is_sid && !is_id && !is_common(value)
}
