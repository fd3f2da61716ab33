//! The knowledge base of the page, in the parts that its worker loads.

use crate::process::{cargo, run};
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

const PARTS: &str = "target/page-kb";

/// A knowledge base in parts.
pub(crate) struct Base {
    /// What names the shards.
    pub(crate) manifest: Vec<u8>,
    /// The shards, by their names.
    pub(crate) shards: Vec<(String, Vec<u8>)>,
    /// The names of those that the engine needs before it can match: the shards of symptoms.
    pub(crate) early: Vec<String>,
}

/// Compiles the articles, by the command that people use for their own.
///
/// # Errors
/// When an article has a mistake, or the parts cannot be read.
pub(crate) fn build() -> Result<Base> {
    if Path::new(PARTS).exists() {
        fs::remove_dir_all(PARTS).context(PARTS)?;
    }
    let build =
        ["run", "--quiet", "--package", "kbmatch-cli", "--", "build", "kb/articles", "-o", PARTS, "--parts"];
    run(&mut cargo(&build))?;
    let read = |name: &str| fs::read(Path::new(PARTS).join(name)).with_context(|| format!("{PARTS}/{name}"));
    let manifest = read("manifest")?;
    let listed = listed(&manifest).context("the manifest of the base is none")?;
    let early = listed.iter().filter(|(is_early, _)| *is_early).map(|(_, name)| name.clone()).collect();
    let shards =
        listed.into_iter().map(|(_, name)| read(&format!("{name}.shard")).map(|bytes| (name, bytes)));
    Ok(Base { shards: shards.collect::<Result<_>>()?, early, manifest })
}

/// The shards that a manifest names, in its order, and whether each holds symptoms. `docs/pack.md` has the format.
fn listed(manifest: &[u8]) -> Result<Vec<(bool, String)>> {
    let json: serde_json::Value = serde_json::from_slice(manifest.get(48..).unwrap_or_default())?;
    let shards = json["shards"].as_array().context("it names no shards")?;
    let shard = |shard: &serde_json::Value| {
        let name = shard["sha256"].as_str().context("a shard without a hash")?;
        Ok((shard["kind"] == "symptoms", name.to_owned()))
    };
    shards.iter().map(shard).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_names_its_shards_and_which_hold_symptoms() -> Result<()> {
        let json = r#"{"shards":[{"kind":"symptoms","sha256":"a"},{"kind":"bodies","sha256":"b"}]}"#;
        let manifest = [vec![0; 48], json.into()].concat();
        assert_eq!(listed(&manifest)?, [(true, "a".to_owned()), (false, "b".to_owned())]);
        assert!(listed(b"too short").is_err());
        Ok(())
    }
}
