//! `cargo xtask codes`: the table of error codes that the page explains, `web/static/codes.txt`.
//!
//! Names and values come from the crate `windows-sys` (Microsoft, MIT or Apache-2.0), which has them from the metadata of Windows,
//! and from the lists in `web/codes`; the sentences, all from there, are this project's own. `docs/codes.md` says more.

use crate::process::{cargo, text_of};
use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const TABLE: &str = "web/static/codes.txt";

/// What stands in the table in another language: the same in rows without names.
const GERMAN: &str = "web/static/words-de.txt";
const WORDS: &str = "web/codes";

/// Types of the constants that are codes.
const KINDS: [&str; 5] = ["WIN32_ERROR", "NTSTATUS", "HRESULT", "RPC_STATUS", "WSA_ERROR"];

/// A number with this bit is a failure.
const FAILURE: u32 = 0x8000_0000;

/// One code may have several names; more than these help nobody.
const NAMES: usize = 2;

/// Writes the table anew.
///
/// # Errors
/// When a source cannot be read, or a described name has no value.
pub(crate) fn run() -> Result<()> {
    let mut constants = Vec::new();
    constants_in(&windows_sys()?.join("src/Windows"), &mut constants)?;
    let words = |name: &str| {
        fs::read_to_string(Path::new(WORDS).join(name)).with_context(|| format!("{WORDS}/{name}"))
    };
    let table = table(&constants, &words)?;
    let german = translated(&table, &words("de.txt")?)?;
    for (path, table) in [(TABLE, table), (GERMAN, german)] {
        fs::write(path, &table).context(path)?;
        println!("{path}: {} codes", table.lines().count());
    }
    Ok(())
}

/// The table with its sentences and facilities in another language: `words` has each in English and in that.
fn translated(table: &str, words: &str) -> Result<String> {
    let words: BTreeMap<&str, &str> = words.lines().filter_map(|line| line.split_once('\t')).collect();
    let in_it =
        |words_of: &str| words.get(words_of).copied().with_context(|| format!("not translated: {words_of}"));
    let mut out = String::new();
    for line in table.lines() {
        match line.split('\t').collect::<Vec<_>>()[..] {
            [code, _, sentence] => out.push_str(&row(code, "", in_it(sentence)?)),
            [code, name] if code.starts_with("facility ") => out.push_str(&row(code, in_it(name)?, "")),
            _ => {}
        }
    }
    Ok(out)
}

/// The folder of the newest `windows-sys` that the project depends on.
fn windows_sys() -> Result<PathBuf> {
    let metadata = text_of(&mut cargo(&["metadata", "--format-version", "1"]))?;
    let metadata: serde_json::Value = serde_json::from_str(&metadata)?;
    let packages = metadata["packages"].as_array().context("cargo names no packages")?;
    let manifests = packages.iter().filter(|package| package["name"] == "windows-sys");
    let newest = manifests.filter_map(|package| package["manifest_path"].as_str()).max();
    let folder = newest.and_then(|manifest| Path::new(manifest).parent());
    Ok(folder.context("the project does not depend on windows-sys any more")?.to_owned())
}

fn constants_in(folder: &Path, found: &mut Vec<(String, u32)>) -> Result<()> {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    entries.sort();
    for path in entries {
        if path.is_dir() {
            constants_in(&path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.extend(fs::read_to_string(&path)?.lines().filter_map(constant));
        }
    }
    Ok(())
}

/// `pub const E_FAIL: windows_sys::core::HRESULT = 0x80004005_u32 as _;`
fn constant(line: &str) -> Option<(String, u32)> {
    let (name, rest) = line.trim().strip_prefix("pub const ")?.split_once(": ")?;
    let (kind, value) = rest.split_once(" = ")?;
    let kind = kind.rsplit("::").next()?;
    let value = value.trim_end_matches(';').trim_end_matches(" as _");
    let value = value.trim_end_matches("u32").trim_end_matches("i32").trim_end_matches('_');
    let value = match value.strip_prefix("0x") {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => value.parse::<i64>().ok()? as u32,
    };
    // A small number is a Win32 error, whatever else it may be.
    let is_win32 = !matches!(kind, "NTSTATUS" | "HRESULT");
    let is_small = value <= 0xffff;
    (KINDS.contains(&kind) && is_small == is_win32).then(|| (name.to_owned(), value))
}

/// The table: codes with their names and a sentence, then facilities.
fn table(constants: &[(String, u32)], words: &dyn Fn(&str) -> Result<String>) -> Result<String> {
    let mut rows: BTreeMap<u32, (BTreeSet<&str>, String)> = BTreeMap::new();
    let facilities = words("facilities.txt")?;
    let is_known = |facility: u32| {
        facility == 0
            || facilities
                .lines()
                .any(|line| line.split_once('\t').is_some_and(|(number, _)| number == facility.to_string()))
    };
    // Graphics, sound and games have facilities of their own, and informational codes stand in no event.
    let fails = |value: u32| value <= 0xffff || value & FAILURE != 0 && is_known(value >> 16 & 0x1fff);
    for (name, value) in constants.iter().filter(|(_, value)| fails(*value)) {
        rows.entry(*value).or_default().0.insert(name);
    }
    let (windows, more) = (words("windows.txt")?, words("more.txt")?);
    for line in windows.lines() {
        let (name, sentence) = line.split_once('\t').with_context(|| format!("no sentence: {line}"))?;
        let of_name = constants.iter().filter(|(known, _)| known == name);
        let values: BTreeSet<u32> = of_name.map(|(_, value)| *value).collect();
        if values.is_empty() {
            bail!("{name} has no value");
        }
        for value in values {
            let row = rows.entry(value).or_default();
            row.0.insert(name);
            row.1 = sentence.to_owned();
        }
    }
    for line in more.lines() {
        let [value, name, sentence] = cells(line)?;
        let value =
            u32::from_str_radix(value.trim_start_matches("0x"), 16).with_context(|| line.to_owned())?;
        let row = rows.entry(value).or_default();
        row.0.extend(Some(name).filter(|name| !name.is_empty()));
        row.1 = sentence.to_owned();
    }
    let mut out = String::new();
    for (value, (names, sentence)) in rows {
        let names: Vec<&str> = names.into_iter().take(NAMES).collect();
        out.push_str(&row(&format!("{value:08X}"), &names.join(", "), &sentence));
    }
    for line in words("entra.txt")?.lines() {
        let [code, name, sentence] = cells(line)?;
        out.push_str(&row(code, name, sentence));
    }
    for line in words("mail.txt")?.lines() {
        let (code, sentence) = line.split_once('\t').with_context(|| format!("no sentence: {line}"))?;
        out.push_str(&row(code, "", sentence));
    }
    for line in facilities.lines() {
        let (number, name) = line.split_once('\t').with_context(|| format!("no name: {line}"))?;
        out.push_str(&row(&format!("facility {number}"), name, ""));
    }
    Ok(out)
}

fn cells(line: &str) -> Result<[&str; 3]> {
    let cells: Vec<&str> = line.split('\t').collect();
    cells.try_into().map_err(|_| anyhow::anyhow!("not three cells: {line}"))
}

/// A row without empty cells at its end.
fn row(code: &str, name: &str, sentence: &str) -> String {
    let row = format!("{code}\t{name}\t{sentence}");
    format!("{}\n", row.trim_end_matches('\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_constant_is_read_with_its_value() {
        let name = |line| constant(line).map(|(name, value)| format!("{name} {value:X}"));
        for (line, read) in [
            ("pub const ERROR_X: WIN32_ERROR = 5u32;", Some("ERROR_X 5")),
            ("pub const E_X: windows_sys::core::HRESULT = 0x80004005_u32 as _;", Some("E_X 80004005")),
            ("pub const RPC_X: RPC_STATUS = 1722i32;", Some("RPC_X 6BA")),
            ("pub const S_OK: windows_sys::core::HRESULT = 0x0_u32 as _;", None),
            ("pub const OTHER: u32 = 5u32;", None),
            ("pub type X = u32;", None),
        ] {
            assert_eq!(name(line).as_deref(), read, "{line}");
        }
    }

    #[test]
    fn the_table_in_another_language_is_kept_whole() -> Result<()> {
        let read =
            |path: &str| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path));
        let words = read(&format!("{WORDS}/de.txt"))?;
        assert_eq!(read(GERMAN)?, translated(&read(TABLE)?, &words)?, "`cargo xtask codes` writes the table");
        let said: BTreeSet<&str> = words.lines().filter_map(|line| line.split('\t').next()).collect();
        assert_eq!(said.len(), words.lines().count(), "each sentence once");
        Ok(())
    }

    #[test]
    fn the_table_that_is_kept_has_every_sentence_of_the_lists() -> Result<()> {
        let read =
            |path: &str| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path));
        let table = read(TABLE)?;
        let sentences: BTreeSet<&str> = table.lines().filter_map(|line| line.split('\t').nth(2)).collect();
        for list in ["windows.txt", "more.txt", "entra.txt", "mail.txt"] {
            for line in read(&format!("{WORDS}/{list}"))?.lines() {
                let sentence = line.rsplit('\t').next().unwrap_or_default();
                assert!(sentences.contains(sentence), "{list}: {line}; `cargo xtask codes` writes the table");
            }
        }
        Ok(())
    }
}
