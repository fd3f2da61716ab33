//! Reports and articles as text for a terminal. The command itself is the package's binary, `kbmatch`.
//!
//! What users and articles wrote is untrusted: a paste may hold escape sequences that move the cursor, rename the window or
//! reverse the direction of writing. All of it goes through [`text::visible`], which leaves nothing that a terminal obeys.
#![forbid(unsafe_code)]

pub mod text;
