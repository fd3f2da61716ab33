//! Files of a `.zip` archive, unpacked by the browser one after the other, each as a blob that the browser holds.

use crate::intake::bytes_of;
use crate::streams::{self, Format};
use crate::zip::{self, Entry, LOCAL_HEAD, LONGEST_END, Wrong};
use js_sys::Array;
use wasm_bindgen::JsValue;
use web_sys::Blob;

/// The files of an archive: their names, and what they hold.
///
/// # Errors
///
/// When it is damaged, holds too much, or the browser cannot unpack.
pub async fn files(archive: &Blob) -> Result<Vec<(String, Blob)>, Wrong> {
    let damaged = |_: JsValue| Wrong::Damaged;
    let size = archive.size() as usize;
    let tail = read(archive, size.saturating_sub(LONGEST_END), size).await.map_err(damaged)?;
    let directory = zip::directory(&tail).ok_or(Wrong::Damaged)?;
    let (start, length) = (directory.start as usize, directory.length as usize);
    let listed = read(archive, start, start.saturating_add(length)).await.map_err(damaged)?;
    let mut files = Vec::new();
    for entry in zip::entries(&listed)? {
        let blob = unpack(archive, &entry).await.map_err(damaged)?;
        files.push((entry.name, blob));
    }
    Ok(files)
}

async fn read(blob: &Blob, start: usize, end: usize) -> Result<Vec<u8>, JsValue> {
    bytes_of(&blob.slice_with_f64_and_f64(start as f64, end as f64)?).await
}

async fn unpack(archive: &Blob, entry: &Entry) -> Result<Blob, JsValue> {
    let start = entry.start as usize;
    let head = read(archive, start, start + LOCAL_HEAD).await?;
    let data = start + zip::local_head(&head).ok_or(JsValue::NULL)?;
    let packed = archive.slice_with_f64_and_f64(data as f64, data as f64 + f64::from(entry.packed))?;
    if entry.is_deflated { inflate(&packed, entry.size).await } else { Ok(packed) }
}

/// A file that is longer than it said is damaged, or made to fill the memory.
async fn inflate(packed: &Blob, size: u32) -> Result<Blob, JsValue> {
    let parts = streams::parts(Format::Unpack, packed, size as usize).await?;
    Blob::new_with_u8_array_sequence(&parts.iter().collect::<Array>())
}
