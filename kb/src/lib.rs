//! The default knowledge base: the articles under `kb/articles`, compiled when this crate is built.
//!
//! ```
//! let base = kbmatch_kb::default_base()?;
//! assert!(base.article("kb3193683").is_some());
//! # Ok::<(), kbmatch::PackError>(())
//! ```

#[cfg(feature = "folder")]
pub mod folder;

use kbmatch::{KnowledgeBase, PackError};

/// The default knowledge base as a pack: for a caller that hands packs on, as the page does to its worker.
pub static PACK: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/default.kbpack"));

/// The default knowledge base. Cost: decoding [`PACK`]; keep the result.
///
/// # Errors
///
/// None that a user can cause: the pack was made when this crate was built, by the same engine.
pub fn default_base() -> Result<KnowledgeBase, PackError> {
    KnowledgeBase::from_pack(PACK)
}
