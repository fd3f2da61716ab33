//! What a portal puts into a page of its own: the page's parts without the page around them, as the JavaScript class `KbMatch` of
//! `web/npm/kb-match.js` shows them in its shadow root.
//!
//! ```text
//! KbMatch (JavaScript) --View: text, file, clear--> state --Host: heard, opens--> KbMatch --events--> portal
//! ```

mod frame;
mod host;
mod links;
mod reports;
mod view;

pub use frame::use_frame;
pub use host::{Heard, Host, Suggested};
pub use reports::use_reports;
pub use view::{Remote, View};

/// What the element shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A box for the text, and the answer.
    Panel,
    /// Articles that may answer what the user writes elsewhere on the portal's page.
    Suggest,
}

impl Mode {
    /// By the name that the attribute `mode` has for it.
    pub fn named(name: &str) -> Self {
        if name == "suggest" { Self::Suggest } else { Self::Panel }
    }
}
