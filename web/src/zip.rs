//! The directory of a `.zip` archive: which files it has, and where. The browser itself unpacks them.
//!
//! Source: PKWARE's APPNOTE.TXT, 4.3 and 4.4; archives of more than 4 GB (Zip64), in parts, or encrypted are not read.

/// The end of an archive, in which its directory is named, is not longer than this: a record, and a comment.
pub const LONGEST_END: usize = 22 + 0xffff;

/// More files than this are not looked at.
pub const MOST_FILES: usize = 100;

/// Files that are longer together, unpacked, are not looked at, in bytes.
pub const MOST_BYTES: u64 = 2_000_000_000;

/// The fixed part of what stands before each file.
pub const LOCAL_HEAD: usize = 30;

const END: &[u8] = b"PK\x05\x06";
const ENTRY: &[u8] = b"PK\x01\x02";
const LOCAL: &[u8] = b"PK\x03\x04";
const ENCRYPTED: u16 = 1;

/// Why an archive cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It is damaged, or of a kind that is not read.
    Damaged,
    /// It holds more than is read.
    TooMuch,
}

/// Where the directory is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Directory {
    /// Its first byte.
    pub start: u32,
    /// How many bytes it has.
    pub length: u32,
}

/// A file in an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name, with its folders.
    pub name: String,
    /// Where what stands before it begins.
    pub start: u32,
    /// How long it is in the archive.
    pub packed: u32,
    /// How long it says that it is, unpacked.
    pub size: u32,
    /// Whether it is deflated; else it stands there as it is.
    pub is_deflated: bool,
}

/// Finds the directory, given the last [`LONGEST_END`] bytes of an archive, or all of a shorter one.
pub fn directory(tail: &[u8]) -> Option<Directory> {
    let at = tail.windows(END.len()).rposition(|bytes| bytes == END)?;
    let (length, start) = (long(tail, at + 12)?, long(tail, at + 16)?);
    (start != u32::MAX && length != u32::MAX).then_some(Directory { start, length })
}

/// The files that a directory names; folders and what systems add of their own are left out.
///
/// # Errors
///
/// When it is damaged, or names more than is read.
pub fn entries(directory: &[u8]) -> Result<Vec<Entry>, Wrong> {
    let (mut at, mut entries, mut bytes) = (0, Vec::new(), 0_u64);
    while directory.get(at..at + ENTRY.len()) == Some(ENTRY) {
        let lengths = [28, 30, 32].map(|field| short(directory, at + field).map(usize::from));
        let [Some(name), Some(extra), Some(comment)] = lengths else { return Err(Wrong::Damaged) };
        let head = at + 46;
        if let Some(entry) = entry(directory, at, head..head + name)? {
            bytes += u64::from(entry.size);
            entries.push(entry);
        }
        if entries.len() > MOST_FILES || bytes > MOST_BYTES {
            return Err(Wrong::TooMuch);
        }
        at = head + name + extra + comment;
    }
    if entries.is_empty() { Err(Wrong::Damaged) } else { Ok(entries) }
}

fn entry(directory: &[u8], at: usize, name: std::ops::Range<usize>) -> Result<Option<Entry>, Wrong> {
    let name = directory.get(name).ok_or(Wrong::Damaged)?;
    let name = String::from_utf8_lossy(name).into_owned();
    if name.ends_with('/') || name.starts_with("__MACOSX/") {
        return Ok(None);
    }
    let field = |offset: usize| long(directory, at + offset).ok_or(Wrong::Damaged);
    let flags = short(directory, at + 8).ok_or(Wrong::Damaged)?;
    let is_deflated = match short(directory, at + 10) {
        Some(0) => false,
        Some(8) => true,
        _ => return Err(Wrong::Damaged),
    };
    let (packed, size, start) = (field(20)?, field(24)?, field(42)?);
    let is_large = [packed, size, start].contains(&u32::MAX);
    if flags & ENCRYPTED != 0 || is_large {
        return Err(Wrong::Damaged);
    }
    Ok(Some(Entry { name, start, packed, size, is_deflated }))
}

/// How much stands before a file, given the first [`LOCAL_HEAD`] bytes of that.
pub fn local_head(bytes: &[u8]) -> Option<usize> {
    let is_head = bytes.starts_with(LOCAL);
    let (name, extra) = (short(bytes, 26)?, short(bytes, 28)?);
    is_head.then_some(LOCAL_HEAD + usize::from(name) + usize::from(extra))
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|bytes| u16::from_le_bytes(*bytes))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|bytes| u32::from_le_bytes(*bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An entry of a directory.
    fn listed(name: &str, method: u16, flags: u16, size: u32) -> Vec<u8> {
        let mut bytes = ENTRY.to_vec();
        bytes.extend([0; 4]);
        bytes.extend(flags.to_le_bytes());
        bytes.extend(method.to_le_bytes());
        bytes.extend([0; 8]);
        bytes.extend(3_u32.to_le_bytes());
        bytes.extend(size.to_le_bytes());
        bytes.extend((name.len() as u16).to_le_bytes());
        bytes.extend([0; 12]);
        bytes.extend(7_u32.to_le_bytes());
        bytes.extend(name.as_bytes());
        bytes
    }

    #[test]
    fn a_directory_names_its_files_and_where_they_are() {
        let directory =
            [listed("logs/", 0, 0, 0), listed("logs/a.log", 8, 0, 9), listed("b.txt", 0, 0, 3)].concat();
        let named = entries(&directory).map(|entries| {
            entries
                .into_iter()
                .map(|of| (of.name, of.start, of.packed, of.size, of.is_deflated))
                .collect::<Vec<_>>()
        });
        assert_eq!(
            named,
            Ok(vec![("logs/a.log".to_owned(), 7, 3, 9, true), ("b.txt".to_owned(), 7, 3, 3, false)])
        );
    }

    #[test]
    fn what_is_damaged_encrypted_or_too_much_is_refused() {
        assert_eq!(entries(b""), Err(Wrong::Damaged));
        assert_eq!(entries(&listed("a", 8, ENCRYPTED, 1)), Err(Wrong::Damaged));
        assert_eq!(entries(&listed("a", 14, 0, 1)), Err(Wrong::Damaged));
        assert_eq!(entries(&listed("a", 8, 0, u32::MAX)), Err(Wrong::Damaged));
        assert_eq!(entries(&listed("a", 8, 0, 2_000_000_001)), Err(Wrong::TooMuch));
        let many: Vec<u8> = (0..=MOST_FILES).flat_map(|_| listed("a", 8, 0, 1)).collect();
        assert_eq!(entries(&many), Err(Wrong::TooMuch));
        let cut = listed("abc", 8, 0, 1);
        assert_eq!(entries(&cut[..cut.len() - 1]), Err(Wrong::Damaged));
    }

    #[test]
    fn the_directory_is_found_behind_everything_else() {
        let mut archive = b"files".to_vec();
        archive.extend(END);
        archive.extend([0; 8]);
        archive.extend(46_u32.to_le_bytes());
        archive.extend(5_u32.to_le_bytes());
        archive.extend(b"\x03\0odd");
        assert_eq!(directory(&archive), Some(Directory { start: 5, length: 46 }));
        assert_eq!((directory(b"PK\x05\x06"), directory(b"")), (None, None));
    }
}
