//! Mistakes as SARIF 2.1.0, which code review tools show beside the lines.
//!
//! Source: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>.

use crate::check::Located;
use kbmatch::DiagnosticCode;
use serde_json::{Value, json};

/// A log with one run, which lists every kind of mistake as a rule.
pub(crate) fn log(mistakes: &[Located<'_>]) -> Value {
    let rules: Vec<Value> = DiagnosticCode::ALL
        .iter()
        .map(|code| {
            json!({
                "id": code.name(),
                "shortDescription": { "text": code.summary() },
                "defaultConfiguration": { "level": code.level().name() },
            })
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "kbmatch", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "results": mistakes.iter().map(result).collect::<Vec<_>>(),
        }],
    })
}

fn result(mistake: &Located<'_>) -> Value {
    let hint = mistake.hint.map(|hint| format!("\n{hint}")).unwrap_or_default();
    let artifact = json!({ "uri": uri(&mistake.file) });
    let region = json!({
        "startLine": mistake.start.line,
        "startColumn": mistake.start.column,
        "endLine": mistake.end.line,
        "endColumn": mistake.end.column,
    });
    let mut result = json!({
        "ruleId": mistake.code,
        "level": mistake.level,
        "message": { "text": format!("{}{hint}", mistake.message) },
        "locations": [{ "physicalLocation": { "artifactLocation": artifact, "region": region } }],
    });
    if let Some(text) = mistake.fix {
        let replacement = json!({ "deletedRegion": region, "insertedContent": { "text": text } });
        result["fixes"] =
            json!([{ "artifactChanges": [{ "artifactLocation": artifact, "replacements": [replacement] }] }]);
    }
    result
}

/// A path as a relative URI reference (RFC 3986).
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => {
                uri.push(byte.into());
            }
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("kb/articles/a b/ü.md"), "kb/articles/a%20b/%C3%BC.md");
    }
}
