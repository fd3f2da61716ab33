//! A pack from a stranger, whose hashes are right and whose content is anything: it is refused, or used without harm.
#![no_main]

use kbmatch::{Input, KnowledgeBase, Routes};
use libfuzzer_sys::fuzz_target;
use sha2::{Digest as _, Sha256};

const TEXT: &[u8] = b"Log Name: System\nSource: Contoso-Sync\nEvent ID: 1098\nLevel: Error\nDescription:\nError: 0xCAA2000C AADSTS50076\n\
Resource: https://syncservice.windows.net/\n";

fuzz_target!(|data: &[u8]| {
    // As it is, the hashes stop nearly everything.
    let _ = KnowledgeBase::from_pack(data);
    // The first two bytes tell how long the shard of symptoms is; that of bodies follows.
    let Some((length, shards)) = data.split_first_chunk::<2>() else { return };
    let (symptoms, bodies) = shards.split_at(usize::from(u16::from_le_bytes(*length)).min(shards.len()));
    routed(symptoms, bodies);
    for articles in [1, 4] {
        if let Ok(base) = KnowledgeBase::from_pack(&pack(symptoms, bodies, articles)) {
            let input = Input::decode(TEXT);
            let report = base.scan(&input);
            // A forged index may miss what the rules say; a scan never harms.
            let _ = (report, base.scan_unindexed(&input), base.verify());
        }
    }
});

/// A root with this content, and a shard that it may ask for.
fn routed(content: &[u8], shard: &[u8]) {
    let mut root = b"KBROUTES\x04\0\0\0".to_vec();
    root.extend((content.len() as u32).to_le_bytes());
    root.extend(Sha256::digest(content));
    root.extend(content);
    let Ok(routes) = Routes::read(&root) else { return };
    let input = Input::decode(TEXT);
    let _ = (routes.of(&input), routes.whole(), routes.whole_shard("kb1"));
    let name: String = Sha256::digest(shard).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    if let Ok(base) = KnowledgeBase::from_routed(&routes, &[(name.clone(), shard), (name, shard)]) {
        let _ = (base.scan(&input), base.scan_unindexed(&input), base.verify());
    }
}

/// A pack with these shards, as the format asks for (`docs/pack.md`).
fn pack(symptoms: &[u8], bodies: &[u8], articles: usize) -> Vec<u8> {
    let shard = |kind: &str, bytes: &[u8]| {
        let hash: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        let length = bytes.len();
        format!(r#"{{"kind":"{kind}","first":0,"articles":{articles},"bytes":{length},"sha256":"{hash}"}}"#)
    };
    let shards = [shard("symptoms", symptoms), shard("bodies", bodies)].join(",");
    let manifest = format!(r#"{{"articles":{articles},"symptoms":2,"shards":[{shards}]}}"#);
    let mut pack = b"KBMATCH\0\x03\0\0\0".to_vec();
    pack.extend((manifest.len() as u32).to_le_bytes());
    pack.extend(Sha256::digest(manifest.as_bytes()));
    pack.extend([manifest.as_bytes(), symptoms, bodies].concat());
    pack
}
