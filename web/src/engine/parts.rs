//! Where the worker gets the parts of its knowledge base: the script that starts it knows.

use super::describe;
use super::holdings::Fetched;
use js_sys::{ArrayBuffer, Promise, Uint8Array};
use kbmatch::pack::ShardKind;
use kbmatch::{KnowledgeBase, Routes};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// A part of the base, as an `ArrayBuffer`: `manifest`, or a shard by its hash.
    #[wasm_bindgen(catch, js_name = kbmatchPart)]
    fn part(name: &str) -> Result<Promise, JsValue>;
}

/// What there is before the first scan: all symptoms of a base, or the root of a large one.
pub(super) enum Start {
    /// The base; prose is loaded when it is read.
    Whole(Box<KnowledgeBase>),
    /// Its parts are loaded when a text asks for them.
    Routed(Box<Routes>),
}

/// Loads what the first scan needs.
pub(super) async fn start() -> Result<Start, String> {
    let manifest = load("manifest").await?;
    if Routes::is_root(&manifest) {
        return Routes::read(&manifest)
            .map(|routes| Start::Routed(Box::new(routes)))
            .map_err(|error| error.to_string());
    }
    let base = KnowledgeBase::from_manifest(&manifest).map_err(|error| error.to_string())?;
    with_symptoms(base).await.map(|base| Start::Whole(Box::new(base)))
}

/// All of a base in routed shards.
pub(super) async fn whole(routes: &Routes) -> Result<KnowledgeBase, String> {
    with_symptoms(KnowledgeBase::from_routes(routes)).await
}

/// Adds all symptoms to a base.
async fn with_symptoms(mut base: KnowledgeBase) -> Result<KnowledgeBase, String> {
    let shards = base.manifest().shards.iter().filter(|shard| shard.kind == ShardKind::Symptoms);
    let names: Vec<String> = shards.map(|shard| shard.sha256.clone()).collect();
    let loaded = load_all(names).await.into_iter().map(|(_, bytes)| bytes).collect::<Result<Vec<_>, _>>()?;
    let shards: Vec<&[u8]> = loaded.iter().map(Vec::as_slice).collect();
    base.add_shards(&shards).map_err(|error| error.to_string())?;
    Ok(base)
}

/// The bytes of parts, all on their way at once.
pub(super) async fn load_all(names: Vec<String>) -> Fetched {
    let asked: Vec<_> = names.iter().map(|name| part(name).map(JsFuture::from)).collect();
    let mut fetched = Vec::with_capacity(names.len());
    for (name, asked) in names.into_iter().zip(asked) {
        let bytes = async { asked?.await?.dyn_into::<ArrayBuffer>() };
        let bytes = bytes.await;
        fetched.push((name, taken(bytes)));
    }
    fetched
}

/// The bytes of a part.
pub(super) async fn load(name: &str) -> Result<Vec<u8>, String> {
    let bytes = async { JsFuture::from(part(name)?).await?.dyn_into::<ArrayBuffer>() };
    taken(bytes.await)
}

fn taken(bytes: Result<ArrayBuffer, JsValue>) -> Result<Vec<u8>, String> {
    match bytes {
        Ok(buffer) => Ok(Uint8Array::new(&buffer).to_vec()),
        Err(error) => Err(format!("a part of the knowledge base could not be loaded: {}", describe(&error))),
    }
}
