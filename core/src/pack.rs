//! Packs: a compiled knowledge base as one file.
//!
//! ```text
//! offset  bytes  what
//!      0      8  "KBMATCH\0"
//!      8      4  format version, little endian: 1
//!     12      8  length of the payload, little endian
//!     20     32  SHA-256 of the payload
//!     52      -  payload: the articles as JSON (`[Article, ...]`)
//! ```
//!
//! A pack may come from a stranger. The header is checked before the payload is looked at; decoding allocates in proportion to
//! the payload and nests no deeper than serde_json allows (128); links and regular expressions are checked as they are
//! decoded; and a rule that refers to a symptom it does not have is refused.

use crate::article::Article;
use crate::symptom::{Condition, Rule};
use sha2::{Digest, Sha256};
use std::fmt;

const MAGIC: [u8; 8] = *b"KBMATCH\0";
const VERSION: u32 = 1;
const HEADER: usize = 8 + 4 + 8 + 32;

/// Why bytes are not taken as a pack.
#[derive(Debug)]
#[non_exhaustive]
pub enum PackError {
    /// They do not begin as a pack does.
    NotAPack,
    /// A pack of another format version: this one.
    Version(u32),
    /// Shorter or longer than the header says.
    Length {
        /// What the header says, in bytes.
        expected: u64,
        /// What is there, in bytes.
        found: u64,
    },
    /// The payload is not the one that the checksum was made of.
    Checksum,
    /// The payload is no list of articles.
    Payload(serde_json::Error),
    /// An article's rule cannot be evaluated: the article's id, and why.
    Rule(String, &'static str),
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAPack => f.write_str("not a kbmatch pack: `kbmatch build DIR -o PACK` makes one"),
            Self::Version(found) => write!(
                f,
                "the pack has format version {found}, this kbmatch reads version {VERSION}: build the pack again"
            ),
            Self::Length { expected, found } => {
                write!(f, "the pack should hold {expected} bytes and holds {found}: it was cut or added to")
            }
            Self::Checksum => f.write_str("the pack is damaged: its checksum does not fit"),
            Self::Payload(error) => write!(f, "the pack's articles cannot be read: {error}"),
            Self::Rule(article, why) => write!(f, "the pack's article {article:?} cannot be used: {why}"),
        }
    }
}

impl std::error::Error for PackError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Payload(error) => Some(error),
            _ => None,
        }
    }
}

pub(crate) fn encode(articles: &[Article]) -> Vec<u8> {
    // Articles hold maps with string keys, strings and numbers only: serde_json has no way to fail on them.
    let payload = serde_json::to_vec(articles).unwrap_or_default();
    let mut pack = Vec::with_capacity(HEADER + payload.len());
    pack.extend(MAGIC);
    pack.extend(VERSION.to_le_bytes());
    pack.extend((payload.len() as u64).to_le_bytes());
    pack.extend(Sha256::digest(&payload));
    pack.extend(payload);
    pack
}

pub(crate) fn decode(bytes: &[u8]) -> Result<Vec<Article>, PackError> {
    let (magic, rest) = bytes.split_first_chunk::<8>().ok_or(PackError::NotAPack)?;
    if *magic != MAGIC {
        return Err(PackError::NotAPack);
    }
    let cut = PackError::Length { expected: HEADER as u64, found: bytes.len() as u64 };
    let (version, rest) = rest.split_first_chunk::<4>().ok_or(PackError::NotAPack)?;
    match u32::from_le_bytes(*version) {
        VERSION => {}
        other => return Err(PackError::Version(other)),
    }
    let Some((length, rest)) = rest.split_first_chunk::<8>() else { return Err(cut) };
    let Some((checksum, payload)) = rest.split_first_chunk::<32>() else { return Err(cut) };
    let (expected, found) = (u64::from_le_bytes(*length), payload.len() as u64);
    if expected != found {
        return Err(PackError::Length { expected, found });
    }
    if Sha256::digest(payload).as_slice() != checksum {
        return Err(PackError::Checksum);
    }
    let articles: Vec<Article> = serde_json::from_slice(payload).map_err(PackError::Payload)?;
    for article in &articles {
        sound(&article.rule).map_err(|why| PackError::Rule(article.id.clone(), why))?;
    }
    Ok(articles)
}

fn sound(rule: &Rule) -> Result<(), &'static str> {
    let conditions = rule.conditions();
    let ids = conditions.flat_map(Condition::symptoms);
    let dangling = ids.into_iter().any(|id| id.index() >= rule.symptoms.len());
    if dangling { Err("it refers to a symptom that it does not have") } else { Ok(()) }
}
