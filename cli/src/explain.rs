//! `kbmatch explain`

use crate::Answer;
use crate::args::{ExplainArgs, ReportFormat};
use crate::base;
use crate::failure::Failure;
use crate::input::Source;
use crate::output::Output;
use kbmatch::{Input, Passages, Verdict};
use kbmatch_cli::text::{ExplanationView, explanation_text};

pub(crate) fn run(args: &ExplainArgs, out: &Output) -> Result<Answer, Failure> {
    let base = args.base.load()?;
    let entry = base::entry(&base, &args.article)?;
    let source = match args.file.as_deref() {
        Some(file) if file.as_os_str() != "-" => Source::File(file),
        _ => Source::Stdin,
    };
    let bytes = source.read(out)?;
    let input = Input::decode(&bytes);
    let Some(explanation) = base.explain(&entry.id, &input) else {
        return Err(Failure::NoArticle { id: entry.id.clone(), near: Vec::new() });
    };
    match args.format {
        ReportFormat::Json => out.print_json(&explanation, false)?,
        ReportFormat::Text => {
            let passages = Passages::whole(&input);
            let view = ExplanationView {
                entry,
                passages: &passages,
                explanation: &explanation,
                columns: out.columns(),
            };
            out.print(&explanation_text(&view))?;
        }
    }
    Ok(if explanation.verdict == Some(Verdict::Match) { Answer::Yes } else { Answer::No })
}
