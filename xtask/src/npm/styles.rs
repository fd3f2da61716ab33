//! The page's styles as those of a shadow root in a page that is not ours.

use anyhow::{Context, Result};

/// Sets every token from outside as `--kb-NAME`, or to the page's value.
const TOKEN: &str = "  --";

/// What a length in rem is counted in: portals have root fonts of all sizes.
const UNIT: &str = "var(--kb-unit, 1rem)";

/// `rem` in conditions, which know no variables.
const PIXELS: f64 = 16.0;

/// One sheet of `tokens` and the `sheets` that use them.
///
/// # Errors
/// When the tokens are not written as expected.
pub(super) fn for_shadow_root(tokens: &str, sheets: &[String]) -> Result<String> {
    let (_, rest) = tokens.split_once(":root {\n").context("tokens.css has no block of :root")?;
    let (block, _) = rest.split_once("\n}").context("the tokens' block has no end")?;
    let tokens: Result<Vec<String>> =
        block.lines().filter(|line| line.starts_with(TOKEN)).map(token).collect();
    let sheets = [format!(":host {{\n{}\n}}\n", tokens?.join("\n")), sheets.join("\n")].join("\n");
    Ok(sheets.lines().map(line).collect())
}

fn token(line: &str) -> Result<String> {
    let parts =
        line.trim_end_matches(';').trim_start().strip_prefix("--").and_then(|rest| rest.split_once(": "));
    let (name, value) = parts.with_context(|| format!("`{line}` is no token"))?;
    Ok(format!("  --{name}: var(--kb-{name}, {value});"))
}

fn line(line: &str) -> String {
    match line.trim_start().strip_prefix("@media (m") {
        // `min-width` and `max-width` of the window.
        Some(condition) if condition.contains("-width:") => {
            format!("@container (m{}\n", lengths(condition, |rem| format!("{}px", rem * PIXELS)))
        }
        _ if line.trim_start().starts_with('@') => format!("{line}\n"),
        _ => format!("{}\n", lengths(line, |rem| format!("calc({rem} * {UNIT})"))),
    }
}

/// `text` with another spelling of each of its lengths in rem.
fn lengths(text: &str, spell: impl Fn(f64) -> String) -> String {
    let mut parts = text.split("rem");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let number = out.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.' || c == '-').len();
        match out[number..].parse::<f64>() {
            Ok(rem) => {
                out.truncate(number);
                out.push_str(&spell(rem));
            }
            Err(_) => out.push_str("rem"),
        }
        out.push_str(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(sheet: &str) -> Result<String> {
        let tokens =
            ":root {\n  color-scheme: light dark;\n\n  --ink: light-dark(#000, #fff);\n  --s1: 0.25rem;\n}\n";
        for_shadow_root(tokens, &[sheet.to_owned()])
    }

    #[test]
    fn tokens_can_be_set_from_outside() -> Result<()> {
        let made = made("a { color: var(--ink); }")?;
        let tokens = ":host {\n  --ink: var(--kb-ink, light-dark(#000, #fff));\n  \
            --s1: var(--kb-s1, calc(0.25 * var(--kb-unit, 1rem)));\n}\n";
        assert!(made.starts_with(tokens) && !made.contains("color-scheme"), "{made}");
        assert!(made.ends_with("a { color: var(--ink); }\n"), "{made}");
        Ok(())
    }

    #[test]
    fn lengths_follow_the_unit_and_conditions_the_element() -> Result<()> {
        let made = made(
            ".premium { top: -4rem; }\n@media (max-width: 40rem) {\n  b { min-width: 1.5rem; }\n}\n@media print {\n}",
        )?;
        assert!(made.contains(".premium { top: calc(-4 * var(--kb-unit, 1rem)); }"), "{made}");
        assert!(made.contains("@container (max-width: 640px) {"), "{made}");
        assert!(made.contains("  b { min-width: calc(1.5 * var(--kb-unit, 1rem)); }"), "{made}");
        assert!(made.contains("@media print {"), "{made}");
        Ok(())
    }
}
