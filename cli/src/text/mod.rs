//! From reports and articles to text with styles (ANSI). Callers strip the styles where they are not wanted.

mod article;
mod assessment;
mod events;
mod excerpt;
mod explanation;
mod finding;
mod missing;
mod page;
mod prose;
mod report;
mod rich;
mod table;
mod visible;

pub use article::article_text;
pub use assessment::assessment_text;
pub use explanation::{ExplanationView, explanation_text};
pub use report::{View, report_text};
pub use visible::{shows_as_itself, visible};
