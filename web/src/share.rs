//! Links that carry a text: deflated, in base64 that addresses may have, behind the `#`, which browsers send to nobody.

use crate::streams::{self, Format};
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;

/// What a link carries is not longer than this, in bytes.
pub const LONGEST: usize = 32 * 1024;

/// What stands behind the `#/` of a link that carries this text; `None` when the browser cannot pack it, or it is too long.
pub async fn packed(text: &str) -> Option<String> {
    if text.len() > LONGEST {
        return None;
    }
    let bytes =
        streams::through(Format::Pack, &Uint8Array::from(text.as_bytes()).into(), LONGEST).await.ok()?;
    Some(encode(&bytes))
}

/// The text that a link carries.
///
/// # Errors
///
/// When it carries none, or more than a link of this page does.
pub async fn unpacked(packed: &str) -> Result<String, JsValue> {
    let bytes = decode(packed).ok_or(JsValue::NULL)?;
    let bytes = streams::through(Format::Unpack, &Uint8Array::from(&bytes[..]).into(), LONGEST).await?;
    String::from_utf8(bytes).map_err(|_| JsValue::NULL)
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Base64 for addresses, RFC 4648, 5, without padding.
fn encode(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 4 / 3 + 3);
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..=chunk.len() {
            out.push(char::from(DIGITS[(bits >> (18 - 6 * at) & 63) as usize]));
        }
    }
    out
}

fn decode(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() * 3 / 4);
    for chunk in text.as_bytes().chunks(4) {
        let mut bits = 0_u32;
        for digit in chunk {
            bits = bits << 6 | DIGITS.iter().position(|known| known == digit)? as u32;
        }
        bits <<= 6 * (4 - chunk.len());
        let bytes = [(bits >> 16) as u8, (bits >> 8) as u8, bits as u8];
        out.extend_from_slice(bytes.get(..chunk.len().checked_sub(1)?)?);
    }
    Some(out)
}

/// Whether this may be what [`packed`] gives.
pub fn is_packed(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| DIGITS.contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_survive_the_way_through_an_address() {
        for length in 0..20_usize {
            let bytes: Vec<u8> = (0..length).map(|n| (n * 89 + 250) as u8).collect();
            let text = encode(&bytes);
            assert!(text.bytes().all(|byte| DIGITS.contains(&byte)));
            assert_eq!(decode(&text), Some(bytes));
        }
        assert_eq!([decode("a b"), decode("\u{e4}")], [None, None]);
    }
}
