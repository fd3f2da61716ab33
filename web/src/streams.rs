//! The browser's own streams that pack and unpack, called by their names: few bytes of program, and none for the first visit.

use js_sys::{Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

#[wasm_bindgen]
extern "C" {
    type CompressionStream;
    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<CompressionStream, JsValue>;

    type DecompressionStream;
    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<DecompressionStream, JsValue>;
}

/// What a stream does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Deflates.
    Pack,
    /// Undoes that.
    Unpack,
}

impl Format {
    fn stream(self) -> Result<JsValue, JsValue> {
        match self {
            Self::Pack => CompressionStream::new("deflate-raw").map(Into::into),
            Self::Unpack => DecompressionStream::new("deflate-raw").map(Into::into),
        }
    }
}

/// What a stream makes of some bytes.
///
/// # Errors
///
/// When the browser has no such stream, the bytes are damaged, or more than `most` come out.
pub async fn through(format: Format, bytes: &JsValue, most: usize) -> Result<Vec<u8>, JsValue> {
    let blob = Blob::new_with_u8_array_sequence(&js_sys::Array::of1(bytes))?;
    let mut out = Vec::new();
    for part in parts(format, &blob, most).await? {
        out.extend(part.to_vec());
    }
    Ok(out)
}

/// The same, of a blob, in the parts in which it comes.
///
/// # Errors
///
/// As [`through`].
pub async fn parts(format: Format, blob: &Blob, most: usize) -> Result<Vec<Uint8Array>, JsValue> {
    let stream = call(blob, "stream", &[])?;
    let made = call(&stream, "pipeThrough", &[format.stream()?])?;
    let reader = call(&made, "getReader", &[])?;
    let (mut parts, mut length) = (Vec::new(), 0_usize);
    loop {
        let next = JsFuture::from(call(&reader, "read", &[])?.dyn_into::<Promise>()?).await?;
        if Reflect::get(&next, &"done".into())?.is_truthy() {
            return Ok(parts);
        }
        let part: Uint8Array = Reflect::get(&next, &"value".into())?.dyn_into()?;
        length = length.saturating_add(part.length() as usize);
        if length > most {
            // What is left is of no interest, however the browser ends it.
            let _ = call(&reader, "cancel", &[]);
            return Err(JsValue::NULL);
        }
        parts.push(part);
    }
}

/// Calls a method.
fn call(object: &JsValue, method: &str, values: &[JsValue]) -> Result<JsValue, JsValue> {
    let method: Function = Reflect::get(object, &method.into())?.dyn_into()?;
    method.apply(object, &values.iter().collect())
}
