//! Several files as one: the length of a list in four bytes, that list as JSON (names and sizes), and the files' bytes; packed.

use flate2::read::GzDecoder;
use flate2::{Compression, write::GzEncoder};
use lzma_rust2::{DICT_SIZE_MIN, LzmaOptions, LzmaWriter};
use std::io::{self, Read as _, Write as _};

/// Packs files with gzip, for [`unpack`].
pub(crate) fn pack(parts: &[(&str, &[u8])]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&joined(parts)?)?;
    encoder.finish()
}

/// Packs files with LZMA, for the page as one file: of programs and prose it leaves three quarters of what gzip does. Cost: seconds for
/// each of their megabytes.
pub(crate) fn pack_tightly(parts: &[(&str, &[u8])]) -> io::Result<Vec<u8>> {
    let joined = joined(parts)?;
    let mut options = LzmaOptions::with_preset(9);
    // The page needs memory for what lies that far back.
    options.dict_size = u32::try_from(joined.len()).unwrap_or(u32::MAX).clamp(DICT_SIZE_MIN, MAX_FAR_BACK);
    options.nice_len = LzmaOptions::NICE_LEN_MAX;
    let size = Some(joined.len() as u64);
    let mut encoder = LzmaWriter::new_use_header(Vec::new(), &options, size)?;
    encoder.write_all(&joined)?;
    encoder.finish()
}

/// How far back a repetition is found, in bytes.
const MAX_FAR_BACK: u32 = 16 << 20;

fn joined(parts: &[(&str, &[u8])]) -> io::Result<Vec<u8>> {
    let list: Vec<(&str, usize)> = parts.iter().map(|(name, bytes)| (*name, bytes.len())).collect();
    let list = serde_json::to_vec(&list)?;
    let length = u32::try_from(list.len()).map_err(io::Error::other)?;
    let mut all = length.to_le_bytes().to_vec();
    all.extend(list);
    parts.iter().for_each(|(_, bytes)| all.extend(*bytes));
    Ok(all)
}

/// The files of an archive that unpacks to no more than `most` bytes; `None` when it is none, or larger.
pub(crate) fn unpack(bytes: &[u8], most: u64) -> Option<Vec<(String, Vec<u8>)>> {
    let mut all = Vec::new();
    GzDecoder::new(bytes).take(most + 1).read_to_end(&mut all).ok()?;
    if all.len() as u64 > most {
        return None;
    }
    let (length, rest) = all.split_first_chunk::<4>()?;
    let (list, mut rest) = rest.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
    let list: Vec<(String, usize)> = serde_json::from_slice(list).ok()?;
    let mut files = Vec::with_capacity(list.len());
    for (name, size) in list {
        let (bytes, after) = rest.split_at_checked(size)?;
        files.push((name, bytes.to_vec()));
        rest = after;
    }
    rest.is_empty().then_some(files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use lzma_rust2::LzmaReader;

    #[test]
    fn files_come_out_as_they_went_in() {
        let packed = pack(&[("a.js", b"one"), ("empty", b""), ("b.wasm", &[0, 1, 2])]).expect("memory");
        let files = unpack(&packed, 1 << 10).expect("an archive");
        let expected: Vec<(String, Vec<u8>)> =
            vec![("a.js".into(), b"one".into()), ("empty".into(), vec![]), ("b.wasm".into(), vec![0, 1, 2])];
        assert_eq!(files, expected);
    }

    #[test]
    fn what_is_packed_tightly_holds_the_same() {
        let parts: [(&str, &[u8]); 2] = [("a.js", b"one"), ("b.wasm", &[7; 9000])];
        let packed = pack_tightly(&parts).expect("memory");
        let mut all = Vec::new();
        let mut reader = LzmaReader::new_mem_limit(packed.as_slice(), u32::MAX, None).expect("a header");
        reader.read_to_end(&mut all).expect("an archive");
        assert!(packed.len() < 200 && all == joined(&parts).expect("a list"));
    }

    #[test]
    fn what_is_no_archive_is_none() {
        let packed = pack(&[("a.js", b"one")]).expect("memory");
        assert_eq!(unpack(b"text", 1 << 10), None);
        assert_eq!(unpack(&packed[..packed.len() / 2], 1 << 10), None);
        assert_eq!(unpack(&packed, 8), None);
    }
}
