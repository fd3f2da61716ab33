//! `kbmatch redact`

use crate::Answer;
use crate::args::{RedactArgs, ReportFormat};
use crate::failure::Failure;
use crate::input::Source;
use crate::output::Output;
use kbmatch::Input;
use kbmatch_cli::text::visible;

pub(crate) fn run(args: &RedactArgs, out: &Output) -> Result<Answer, Failure> {
    let base = args.base.load()?;
    let source = match args.file.as_deref() {
        Some(file) if file.as_os_str() != "-" => Source::File(file),
        _ => Source::Stdin,
    };
    let bytes = source.read(out)?;
    let redacted = base.redact(&Input::decode(&bytes));
    match args.format {
        ReportFormat::Json => out.print_json(&redacted, false)?,
        // Line by line: a line break is the one control character that a terminal may get.
        ReportFormat::Text => {
            let lines: Vec<_> =
                redacted.text.split('\n').map(|line| visible(line.trim_end_matches('\r'))).collect();
            out.print(&lines.join("\n"))?;
        }
    }
    Ok(Answer::Yes)
}
