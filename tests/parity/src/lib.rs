//! Knowledge bases and texts made up from bytes, and what every way of evaluating them must agree on.
//!
//! The bytes come from wherever cases are wanted: from proptest, which makes failing ones shorter; from a fuzzer; or from a number,
//! the same everywhere, to compare platforms. Few values, often the same in articles and in events: so they meet.
//!
//! ```
//! use kbmatch_parity::{Case, seeded};
//!
//! let case = Case::of(&seeded(7));
//! assert_eq!(case.difference(), None);
//! ```

mod articles;
mod case;
mod draw;
mod events;
mod words;

pub use case::{Case, difference, joined};
pub use draw::seeded;

use kbmatch::{Input, KnowledgeBase};
use sha2::{Digest as _, Sha256};

/// What the cases of these numbers give, a line each: the same on every platform. A line that says `differs` is of a case whose
/// ways of evaluation differ among themselves.
pub fn lines_of_cases(first: u32, count: u32) -> String {
    (first..first.saturating_add(count)).map(|number| line_of_case(number) + "\n").collect()
}

fn line_of_case(number: u32) -> String {
    let case = Case::of(&seeded(number));
    let Some(base) = case.compile() else { return format!("{number} does not compile") };
    if let Some(difference) = case.difference() {
        return format!("{number} differs: {}", difference.lines().next().unwrap_or_default());
    }
    format!("{number} pack {} report {}", hash(&base.to_pack()), hash(&report(&base, &case.text)))
}

/// The report on these bytes, as JSON.
pub fn report(base: &KnowledgeBase, bytes: &[u8]) -> Vec<u8> {
    // A report has neither maps with keys that are no strings nor anything else that JSON cannot say.
    serde_json::to_vec(&base.scan(&Input::decode(bytes))).unwrap_or_default()
}

/// The start of a hash: enough to tell two apart.
pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
