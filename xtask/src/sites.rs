//! The sites that the browser's tests look at.

use crate::process::{cargo, run};
use anyhow::{Context, Result};
use kbmatch_site::Kit;
use std::fs;

const FOLDER: &str = "target/browser";
const KIT: &str = "target/browser/page.kit";
const HOSTILE: &str = "tests/browser/fixtures/hostile-kb";

/// Makes them, by the command that people use for their own.
///
/// # Errors
/// When one cannot be made.
pub(crate) fn build(kit: &Kit) -> Result<()> {
    fs::create_dir_all(FOLDER).context(FOLDER)?;
    fs::write(KIT, kit.write()).context(KIT)?;
    let hostile = [HOSTILE, "--allow-search-only"];
    site(&[&hostile[..], &["-o", "target/browser/hostile-site"]].concat())?;
    site(&[&hostile[..], &["-o", "target/browser/hostile.html", "--single-file"]].concat())?;
    let settings = "tests/browser/fixtures/kb-site/kbmatch.toml";
    site(&["kb/articles", "--skip-samples", "--config", settings, "-o", "target/browser/kb-site"])?;
    large()
}

/// So many made-up articles are a large base, whose parts are loaded when a text asks for them.
const MANY: &str = "5000";
const LARGE: &str = "target/browser/large-kb";

fn large() -> Result<()> {
    let generate = ["run", "--quiet", "--package", "kbmatch-tests", "--bin", "generate-kb", "--"];
    run(cargo(&generate).args(["--articles", MANY, "-o", LARGE]))?;
    site(&[LARGE, "--skip-samples", "--no-article-pages", "-o", "target/browser/large-site"])?;
    let build = ["run", "--quiet", "--package", "kbmatch-cli", "--", "build", LARGE, "--parts"];
    run(cargo(&build).args(["-o", "target/browser/large-parts"]))?;
    let small = ["run", "--quiet", "--package", "kbmatch-cli", "--", "build", "kb/articles", "--parts"];
    run(cargo(&small).args(["-o", "target/browser/kb-parts"]))
}

fn site(args: &[&str]) -> Result<()> {
    run(cargo(&["run", "--quiet", "--package", "kbmatch-cli", "--", "site", "--kit", KIT]).args(args))
}
