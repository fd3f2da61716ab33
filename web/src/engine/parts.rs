//! Where the worker gets the parts of its knowledge base: the script that starts it knows.

use super::describe;
use js_sys::{ArrayBuffer, Promise, Uint8Array};
use kbmatch::KnowledgeBase;
use kbmatch::pack::ShardKind;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// A part of the base, as an `ArrayBuffer`: `manifest`, or a shard by its hash.
    #[wasm_bindgen(catch, js_name = kbmatchPart)]
    fn part(name: &str) -> Result<Promise, JsValue>;
}

/// The base with all of its symptoms; prose is loaded when it is read.
pub(super) async fn base() -> Result<KnowledgeBase, String> {
    let manifest = load("manifest").await?;
    let mut base = KnowledgeBase::from_manifest(&manifest).map_err(|error| error.to_string())?;
    let shards = base.manifest().shards.iter().filter(|shard| shard.kind == ShardKind::Symptoms);
    let names: Vec<String> = shards.map(|shard| shard.sha256.clone()).collect();
    let mut loaded = Vec::with_capacity(names.len());
    for name in &names {
        loaded.push(load(name).await?);
    }
    let shards: Vec<&[u8]> = loaded.iter().map(Vec::as_slice).collect();
    base.add_shards(&shards).map_err(|error| error.to_string())?;
    Ok(base)
}

/// The bytes of a part.
pub(super) async fn load(name: &str) -> Result<Vec<u8>, String> {
    let bytes = async { JsFuture::from(part(name)?).await?.dyn_into::<ArrayBuffer>() };
    match bytes.await {
        Ok(buffer) => Ok(Uint8Array::new(&buffer).to_vec()),
        Err(error) => Err(format!("a part of the knowledge base could not be loaded: {}", describe(&error))),
    }
}
