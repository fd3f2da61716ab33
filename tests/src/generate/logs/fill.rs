//! Patterns of messages, and what stands in their places.

use crate::generate::random::Random;

const USERS: &[&str] = &["ada", "grace", "linus", "svc-backup", "svc-print", "edsger", "barbara", "HOST1$"];
const SERVICES: &[&str] = &[
    "Print Queue",
    "Update Helper",
    "Contoso Sync Agent",
    "Remote Registry",
    "Background Transfer",
    "Time Provider",
    "Contoso Backup Agent",
    "Search Indexer",
];
const PROGRAMS: &[&str] =
    &["explorer.exe", "outlook.exe", "svchost.exe", "contoso-sync.exe", "w3wp.exe", "spoolsv.exe"];
const FOLDERS: &[&str] = &[
    "C:\\Windows\\System32",
    "C:\\Program Files\\Contoso",
    "C:\\Users\\ada\\AppData\\Local\\Temp",
    "D:\\Shares\\plans",
    "\\\\files.contoso.com\\plans",
];
/// Codes that ordinary logs are full of.
pub(crate) const CODES: &[&str] =
    &["0x80070005", "0x80070002", "0x800706BA", "0x80004005", "0xC000006D", "0x8007045B", "0x80072EE7"];

/// `pattern` with each `{word}` replaced by a value of that kind.
pub(crate) fn fill(pattern: &str, random: &mut Random) -> String {
    let mut text = String::with_capacity(pattern.len() + 32);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((kind, after)) = after.split_once('}') else { break };
        text.push_str(before);
        text.push_str(&value(kind, random));
        rest = after;
    }
    text.push_str(rest);
    text
}

fn value(kind: &str, random: &mut Random) -> String {
    match kind {
        "user" => (*random.pick(USERS)).into(),
        "service" => (*random.pick(SERVICES)).into(),
        "program" => (*random.pick(PROGRAMS)).into(),
        "code" => (*random.pick(CODES)).into(),
        "path" => format!("{}\\f{}.dat", random.pick(FOLDERS), random.below(5000)),
        "ip" => format!("10.{}.{}.{}", random.below(4), random.below(256), random.below(254) + 1),
        "port" => (49_152 + random.below(16_000)).to_string(),
        "guid" => guid(random),
        "hex" => format!("0x{:x}", random.below(u32::MAX)),
        "small" => random.below(100).to_string(),
        _ => random.below(1_000_000).to_string(),
    }
}

fn guid(random: &mut Random) -> String {
    let (high, low) = (random.draw(), random.draw());
    let [a, b] = [high >> 32, (high >> 16) & 0xffff];
    format!("{{{a:08x}-{b:04x}-4{:03x}-8{:03x}-{:012x}}}", high & 0xfff, low >> 52, low & 0xffff_ffff_ffff)
}
