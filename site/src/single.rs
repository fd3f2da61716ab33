//! The page as one file that opens from a disk: everything inline, the programs and the base packed.

use crate::error::SiteError;
use crate::link::resolve;
use crate::page::{ENTRY, data_url};
use crate::site::Site;
use crate::{archive, base85, inline::inline};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

/// Its usual name.
pub const SINGLE: &str = "kbmatch.html";

/// Where head and body go, as the entry refers to other things.
const HEAD_NAME: &str = "head";
const BODY_NAME: &str = "body";
const HEAD: &str = "{{head}}";
const BODY: &str = "{{body}}";

/// The part of the entry that leads to other files.
const FILES: (&str, &str) = ("<!-- files -->", "<!-- /files -->");

impl Site<'_> {
    /// The page as one file.
    ///
    /// # Errors
    ///
    /// When the kit lacks a file, or one cannot be put into the page as it is.
    pub fn single(&self) -> Result<Vec<u8>, SiteError> {
        self.made().map_err(|error| error.within(SINGLE))
    }

    fn made(&self) -> Result<Vec<u8>, SiteError> {
        let (kit, pack) = (self.kit, self.pack);
        let text = |name: &str| kit.text(name);
        let worker = ["engine.js", "evtx.js", "unpack.js", "archive.js", "single-worker.js"]
            .map(|name| text(name).map(str::trim_end))
            .into_iter()
            .collect::<Result<Vec<_>, _>>()?
            .join("\n");
        let first = packed(&[("page.wasm", kit.bytes("page.wasm")?), ("worker.js", worker.as_bytes())])?;
        let shards = pack.shards.iter().map(|shard| (shard.name.as_str(), shard.bytes.as_slice()));
        let engine = [("engine.wasm", kit.bytes("engine.wasm")?), ("evtx.wasm", kit.bytes("evtx.wasm")?)];
        let data = [
            ("manifest", pack.manifest.as_slice()),
            ("codes", kit.bytes("codes.txt")?),
            ("words-de", kit.bytes("words-de.txt")?),
        ];
        let rest: Vec<_> = engine.into_iter().chain(data).chain(shards).collect();
        let styles = self.style()?;
        let before = text("first.js")?;
        let script = ["page.js", "unpack.js", "archive.js", "start.js", "single.js"]
            .map(text)
            .into_iter()
            .collect::<Result<Vec<_>, _>>()?
            .join("\n");
        let head = format!(
            "<link rel=\"icon\" href=\"{}\" />\n    <script>{}</script>\n    <style>{}</style>",
            self.icon()?,
            inline(before)?,
            inline(&styles)?
        );
        let body = format!(
            "<script type=\"text/plain\" id=\"kbmatch-unpack\">{}</script>\n\
         <script type=\"text/plain\" id=\"kbmatch-page\">{first}</script>\n\
         <script type=\"text/plain\" id=\"kbmatch-engine\">{}</script>\n\
         <script>{}</script>\n",
            base85::encode(kit.bytes("unpack.wasm")?),
            packed(&rest)?,
            inline(&script)?
        );
        let policy = policy(&styles, &[before, &script]);
        let logo = self.settings.logo.as_ref().map(|logo| data_url(logo.kind, &logo.bytes));
        let alone = Site { base: None, ..*self };
        let values = alone.values(logo.as_deref())?;
        // The entry's own references first: what is put into it may hold anything.
        let page = resolve(&put_in(text(ENTRY)?, HEAD, BODY)?, |name| match name {
            "csp" => Ok(policy.clone()),
            HEAD_NAME => Ok(head.clone()),
            BODY_NAME => Ok(body.clone()),
            other => match values.iter().find(|(known, _)| *known == other) {
                Some((_, value)) => Ok(value.clone()),
                None => Err(SiteError::new(format!("the page as one file has no {other}"))),
            },
        })?;
        Ok(page.into_bytes())
    }
}

/// The entry with `head` in place of its links, and `body` at its end.
fn put_in(entry: &str, head: &str, body: &str) -> Result<String, SiteError> {
    let no_files =
        || SiteError::new(format!("{ENTRY} does not mark its links with {} and {}", FILES.0, FILES.1));
    let (before, rest) = entry.split_once(FILES.0).ok_or_else(no_files)?;
    let (_, after) = rest.split_once(FILES.1).ok_or_else(no_files)?;
    let (page, end) =
        after.rsplit_once("  </body>").ok_or_else(|| SiteError::new(format!("{ENTRY} has no body")))?;
    Ok(format!("{before}{head}{page}{body}  </body>{end}"))
}

/// What the page may do: run the scripts and the one style that are in it, start a worker, and never reach out.
fn policy(styles: &str, scripts: &[&str]) -> String {
    let hash = |text: &str| format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)));
    let scripts: Vec<String> = scripts.iter().map(|script| hash(script)).collect();
    format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src {}; worker-src blob:; img-src data:; \
         base-uri 'none'; form-action 'none'",
        scripts.join(" "),
        hash(styles)
    )
}

/// What `archive.js` takes apart, as text.
fn packed(parts: &[(&str, &[u8])]) -> Result<String, SiteError> {
    let archive = archive::pack_tightly(parts).map_err(|error| SiteError::new(error.to_string()))?;
    Ok(base85::encode(&archive))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn head_and_body_take_their_places_in_the_entry() -> Result<(), SiteError> {
        let entry = "<head>{{csp}}<!-- files --><link><!-- /files --></head><body>text\n  </body>\n";
        assert_eq!(
            put_in(entry, "STYLE", "SCRIPT")?,
            "<head>{{csp}}STYLE</head><body>text\nSCRIPT  </body>\n"
        );
        assert!(put_in("<body>\n  </body>", "", "").is_err());
        Ok(())
    }

    #[test]
    fn the_policy_lets_nothing_out() {
        let policy = policy("a", &["b", "c"]);
        assert!(
            policy.starts_with("default-src 'none'; script-src 'sha256-") && !policy.contains("connect-src")
        );
    }
}
