//! `kbmatch show`

use crate::Answer;
use crate::args::ShowArgs;
use crate::base;
use crate::failure::Failure;
use crate::output::Output;
use anstyle::Style;
use kbmatch::KnowledgeBase;
use kbmatch_cli::text::{article_text, visible};

pub(crate) fn run(args: &ShowArgs, out: &Output) -> Result<Answer, Failure> {
    let base = args.base.load()?;
    let text = match &args.article {
        None => list(&base),
        Some(id) => {
            let article = base::article(&base, id)?;
            article_text(&base, &article, out.columns())
        }
    };
    out.print(&text)?;
    Ok(Answer::Yes)
}

/// One line for each article: id and title.
fn list(base: &KnowledgeBase) -> String {
    let bold = Style::new().bold();
    let width = base.entries().map(|entry| entry.id.len()).max().unwrap_or(0);
    let line = |id: &str, title: &str| format!("{bold}{:width$}{bold:#}  {}\n", visible(id), visible(title));
    base.entries().map(|entry| line(&entry.id, &entry.title)).collect()
}
