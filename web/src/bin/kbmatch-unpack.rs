//! The program that unpacks the others, where the page is one file: `web/boot/archive.js`.

use lzma_rust2::LzmaReader;
use std::io::Read as _;
use wasm_bindgen::prelude::*;

/// What was packed. Memory: twice its length.
///
/// # Errors
///
/// When the file is damaged.
#[wasm_bindgen]
pub fn unpack(archive: &[u8]) -> Result<Vec<u8>, JsError> {
    let mut unpacked = Vec::new();
    LzmaReader::new_mem_limit(archive, u32::MAX, None)?.read_to_end(&mut unpacked)?;
    Ok(unpacked)
}

fn main() {}
