//! What events are made of and articles ask for.

/// Some are other names of others.
pub(crate) const PROVIDERS: [&str; 6] = [
    "Contoso Sync",
    "Microsoft-Windows-AAD",
    "DCOM",
    "Microsoft-Windows-DistributedCOM",
    "Service Control Manager",
    "Dienst Größe",
];

pub(crate) const CHANNELS: [&str; 3] = ["System", "Application", "Microsoft-Windows-AAD/Operational"];

pub(crate) const IDS: [&str; 4] = ["1098", "1097", "7031", "10016"];

pub(crate) const LEVELS: [&str; 4] = ["Error", "Warning", "2", "Critical"];

/// Two are one number in two spellings; the last are numbers that also stand in fields.
pub(crate) const CODES: [&str; 7] =
    ["0xCAA2000C", "0x80070005", "AADSTS50076", "-2147024891", "2147942405", "5", "50076"];

/// Sentences, with what folding takes away or makes the same; the last has letters that fold to more bytes or fewer.
pub(crate) const PHRASES: [&str; 10] = [
    "the token service did not answer",
    "Access  is denied",
    "syncservice.windows.net refused",
    "resource https://graph.contoso.com",
    "a\u{a0}service stopped \u{201c}unexpectedly\u{201d}",
    "abc",
    "abcd",
    "queue quota quick quiz",
    "xabcdabcdabceabcd",
    "STRA\u{df}E \u{130}stanbul \u{fb01}le \u{3a3}\u{3a5}\u{3a3} \u{ff21}\u{ff22}",
];

/// Lines of a message that are fields.
pub(crate) const LINES: [&str; 10] = [
    "Resource: https://graph.contoso.com",
    "Resource: https://syncservice.windows.net/",
    "Attempts: 3",
    "Attempts: 12",
    "Address: 192.0.2.7",
    "status: 5",
    "Status: 0x80070005",
    "Error Code: 50076",
    "Ort: Größe",
    "Resource: -",
];
