use super::look_up;
use crate::text::fold;
use std::borrow::Cow;

/// The account that a value means: a well-known account under the name that Event Viewer prints for it, whatever its language,
/// and by its SID as well. Any other account as it was printed.
pub fn user(value: &str) -> Cow<'_, str> {
    // No well-known account is longer.
    if value.len() > 64 {
        return Cow::Borrowed(value);
    }
    let folded = fold(value);
    let name = match folded.trim().split_once('\\') {
        Some((authority, name)) if AUTHORITIES.contains(&authority) => name,
        Some(_) => return Cow::Borrowed(value),
        None => folded.trim(),
    };
    match look_up(ACCOUNTS, name) {
        Some(known) if known != value => Cow::Borrowed(known),
        _ => Cow::Borrowed(value),
    }
}

/// The domain of the service accounts, folded, by language: en and es, de, fr, pt, pl, sv, nb.
const AUTHORITIES: [&str; 9] = [
    "nt authority",
    "nt-autorität",
    "nt-autoritat",
    "autorite nt",
    "autorité nt",
    "autoridade nt",
    "zarządzanie nt",
    "nt instans",
    "nt-myndighet",
];

/// Names and SIDs of service accounts, folded and sorted.
///
/// Sources: the table of localised service names in
/// <https://learn.microsoft.com/sql/database-engine/configure-windows/configure-windows-service-accounts-and-permissions>;
/// the SIDs in <https://learn.microsoft.com/windows-server/identity/ad-ds/manage/understand-security-identifiers>; Portuguese,
/// Polish and Swedish as `icacls` and `Get-Acl` print them there.
const ACCOUNTS: &[(&str, &str)] = &[
    ("anonymous logon", "ANONYMOUS LOGON"),
    ("local service", LOCAL_SERVICE),
    ("localservice", LOCAL_SERVICE),
    ("localsystem", SYSTEM),
    ("lokaler dienst", LOCAL_SERVICE),
    ("network service", NETWORK_SERVICE),
    ("networkservice", NETWORK_SERVICE),
    ("netzwerkdienst", NETWORK_SERVICE),
    ("s-1-5-18", SYSTEM),
    ("s-1-5-19", LOCAL_SERVICE),
    ("s-1-5-20", NETWORK_SERVICE),
    ("s-1-5-7", "ANONYMOUS LOGON"),
    ("service local", LOCAL_SERVICE),
    ("service reseau", NETWORK_SERVICE),
    ("service réseau", NETWORK_SERVICE),
    ("servicio de red", NETWORK_SERVICE),
    ("servicio loc", LOCAL_SERVICE),
    ("servicio local", LOCAL_SERVICE),
    ("servizio di rete", NETWORK_SERVICE),
    ("servizio locale", LOCAL_SERVICE),
    ("serviço de rede", NETWORK_SERVICE),
    ("serviço local", LOCAL_SERVICE),
    ("sistema", SYSTEM),
    ("systeem", SYSTEM),
    ("system", SYSTEM),
    ("système", SYSTEM),
    ("usługa lokalna", LOCAL_SERVICE),
    ("usługa sieciowa", NETWORK_SERVICE),
    ("система", SYSTEM),
];

const SYSTEM: &str = "SYSTEM";
const LOCAL_SERVICE: &str = "LOCAL SERVICE";
const NETWORK_SERVICE: &str = "NETWORK SERVICE";

#[cfg(test)]
pub(super) const TABLE: &[(&str, &str)] = ACCOUNTS;
