//! The page as one file that opens from a disk: everything inline, the programs and the base packed.

use crate::assets::{ENTRY, Source, resolve};
use crate::base::Base;
use crate::wasm::Programs;
use anyhow::{Context, Result};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::Write;

/// Its name in `dist/`.
pub(crate) const NAME: &str = "kbmatch.html";

/// The table of error codes.
const CODES: &str = "codes.txt";

/// The part of the entry that leads to other files.
const FILES: (&str, &str) = ("<!-- files -->", "<!-- /files -->");

/// The page as one file.
///
/// # Errors
/// When a file is missing, or cannot be put into the page as it is.
pub(crate) fn build(sources: &BTreeMap<String, Source>, programs: &Programs, base: &Base) -> Result<Vec<u8>> {
    let text = |name: &str| source(sources, name);
    let worker = [
        &String::from_utf8_lossy(&programs.engine.glue),
        &String::from_utf8_lossy(&programs.evtx.glue),
        text("unpack.js")?,
        text("single-worker.js")?,
    ]
    .map(str::trim_end)
    .join("\n");
    let first = archive(&[("page.wasm", &programs.page.module), ("worker.js", worker.as_bytes())])?;
    let shards = base.shards.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
    let engine = [("engine.wasm", programs.engine.module.as_slice()), ("evtx.wasm", &programs.evtx.module)];
    let data = [("manifest", base.manifest.as_slice()), ("codes", text(CODES)?.as_bytes())];
    let rest: Vec<_> = engine.into_iter().chain(data).chain(shards).collect();
    let styles = [text("tokens.css")?, text("page.css")?].join("\n");
    let glue = String::from_utf8_lossy(&programs.page.glue);
    let script = [&glue, text("unpack.js")?, text("start.js")?, text("single.js")?].join("\n");
    let head =
        format!("<link rel=\"icon\" href=\"{}\" />\n    <style>{}</style>", icon(sources)?, inline(&styles)?);
    let body = format!(
        "<script type=\"text/plain\" id=\"kbmatch-page\">{first}</script>\n\
         <script type=\"text/plain\" id=\"kbmatch-engine\">{}</script>\n\
         <script>{}</script>\n",
        archive(&rest)?,
        inline(&script)?
    );
    let policy = policy(&styles, &script);
    let page = put_in(text(ENTRY)?, &head, &body)?;
    Ok(resolve(&page, |name| match name {
        "csp" => Ok(policy.clone()),
        other => anyhow::bail!("the page as one file has no {other}"),
    })?
    .into_bytes())
}

/// The page's icon as an address that holds it: a browser asks for a file again when the title changes.
///
/// # Errors
/// When there is none.
pub(crate) fn icon(sources: &BTreeMap<String, Source>) -> Result<String> {
    Ok(format!("data:image/svg+xml;base64,{}", BASE64_STANDARD.encode(source(sources, "icon.svg")?)))
}

/// The text of a source.
///
/// # Errors
/// When there is none, or it is no text.
pub(crate) fn source<'a>(sources: &'a BTreeMap<String, Source>, name: &str) -> Result<&'a str> {
    match sources.get(name) {
        Some(Source::Template(text)) => Ok(text),
        Some(Source::Plain(bytes)) => Ok(std::str::from_utf8(bytes)?),
        None => anyhow::bail!("there is no file {name}"),
    }
}

/// The entry with `head` in place of its links, and `body` at its end.
fn put_in(entry: &str, head: &str, body: &str) -> Result<String> {
    let no_files = || format!("{ENTRY} does not mark its links with {} and {}", FILES.0, FILES.1);
    let (before, rest) = entry.split_once(FILES.0).with_context(no_files)?;
    let (_, after) = rest.split_once(FILES.1).with_context(no_files)?;
    let (page, end) = after.rsplit_once("  </body>").context("the entry has no body")?;
    Ok(format!("{before}{head}{page}{body}  </body>{end}"))
}

/// Text that stands between tags as it is.
fn inline(text: &str) -> Result<&str> {
    let lower = text.to_ascii_lowercase();
    for end in ["</script", "</style", "<!--"] {
        if lower.contains(end) {
            anyhow::bail!("`{end}` in a script or style would end it, or change what follows");
        }
    }
    Ok(text)
}

/// What the page may do: run the one script and the one style that are in it, start a worker, and never reach out.
fn policy(styles: &str, script: &str) -> String {
    let hash = |text: &str| format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)));
    format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src {}; worker-src blob:; img-src data:; \
         base-uri 'none'; form-action 'none'",
        hash(script),
        hash(styles)
    )
}

/// What `unpack.js` unpacks, in base64.
fn archive(parts: &[(&str, &[u8])]) -> Result<String> {
    let list: Vec<(&str, usize)> = parts.iter().map(|(name, bytes)| (*name, bytes.len())).collect();
    let list = serde_json::to_vec(&list)?;
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&u32::try_from(list.len())?.to_le_bytes())?;
    encoder.write_all(&list)?;
    for (_, bytes) in parts {
        encoder.write_all(bytes)?;
    }
    Ok(BASE64_STANDARD.encode(encoder.finish()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn head_and_body_take_their_places_in_the_entry() -> Result<()> {
        let entry = "<head>{{csp}}<!-- files --><link><!-- /files --></head><body>text\n  </body>\n";
        assert_eq!(
            put_in(entry, "STYLE", "SCRIPT")?,
            "<head>{{csp}}STYLE</head><body>text\nSCRIPT  </body>\n"
        );
        assert!(put_in("<body>\n  </body>", "", "").is_err());
        Ok(())
    }

    #[test]
    fn what_would_end_its_element_is_refused() {
        assert!(inline("a < b").is_ok());
        for text in ["'</Script>'", "</style", "x = '<!--'"] {
            assert!(inline(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_policy_lets_nothing_out() {
        let policy = policy("a", "b");
        assert!(
            policy.starts_with("default-src 'none'; script-src 'sha256-") && !policy.contains("connect-src")
        );
    }
}
