//! `kbmatch pack`

use crate::Answer;
use crate::args::{PackInfoArgs, ReportFormat};
use crate::failure::Failure;
use crate::output::Output;
use kbmatch::{Checksum, PackInfo};
use kbmatch_cli::text::visible;
use std::fmt::Write as _;

pub(crate) fn info(args: &PackInfoArgs, out: &Output) -> Result<Answer, Failure> {
    let bytes = std::fs::read(&args.file).map_err(|error| Failure::read(&args.file, error))?;
    let info = PackInfo::of(&bytes).map_err(|error| Failure::Pack(args.file.clone(), error))?;
    match args.format {
        ReportFormat::Text => out.print(&text(&info))?,
        ReportFormat::Json => out.print_json(&info, false)?,
    }
    Ok(if info.problem.is_none() { Answer::Yes } else { Answer::No })
}

fn text(info: &PackInfo) -> String {
    let mut text = String::new();
    let mut line = |name: &str, value: String| {
        // A string takes everything.
        let _ = writeln!(text, "{name:<10}  {value}");
    };
    let read = if info.version == info.supported { "" } else { ", which this kbmatch does not read" };
    line("format", format!("version {}{read}", info.version));
    let checksum = match info.checksum {
        Checksum::Valid => "valid",
        Checksum::Invalid => "does not fit: the pack is damaged",
        Checksum::Unknown => "not looked at",
    };
    line("checksum", checksum.to_owned());
    if let Some(counts) = info.counts {
        line("articles", counts.articles.to_string());
        line("symptoms", counts.symptoms.to_string());
        line("predicates", counts.predicates.to_string());
    }
    line("size", format!("{} bytes", info.bytes));
    for part in &info.parts {
        let pieces = if part.pieces == 1 { String::new() } else { format!(" in {} pieces", part.pieces) };
        line(&format!("  {}", part.name), format!("{} bytes{pieces}", part.bytes));
    }
    if let Some(problem) = &info.problem {
        line("problem", visible(problem).into_owned());
    }
    text
}
