//! `kbmatch eval`

mod cases;
mod judge;

use crate::Answer;
use crate::args::{EvalArgs, Floor, ReportFormat};
use crate::failure::Failure;
use crate::input::{Source, for_each_source};
use crate::output::Output;
use kbmatch::assess::{Assessment, Case, Figures};
use kbmatch_cli::text::assessment_text;

pub(crate) fn run(args: &EvalArgs, out: &Output) -> Result<Answer, Failure> {
    let base = args.base.load()?;
    let (cases, unread) = read(args, out);
    if cases.is_empty() {
        return Err(unread.unwrap_or(Failure::NoCases));
    }
    let judgments = judge::all(&base, &cases, args.leave_one_out, out);
    let assessment = Assessment::of(&base, judgments);
    match args.format {
        ReportFormat::Json => out.print_json(&assessment, false)?,
        ReportFormat::Text => out.print(&assessment_text(&assessment, out.columns(), args.list))?,
    }
    let high_enough = hold(&args.fail_under, &assessment.figures, out);
    match unread {
        Some(failure) => Err(failure),
        None if high_enough => Ok(Answer::Yes),
        None => Ok(Answer::No),
    }
}

/// The cases of all files; and, if something could not be read, the failure to end with. Nothing is lost by it but that.
fn read(args: &EvalArgs, out: &Output) -> (Vec<Case>, Option<Failure>) {
    let sources = Source::from_args(&args.files);
    let mut cases = Vec::new();
    let mut bad_lines = false;
    let read = for_each_source(&sources, out, |source| {
        let bytes = source.read(out)?;
        for case in cases::read(&bytes, args.group_by.as_deref()) {
            match case {
                Ok(case) => cases.push(case),
                Err((line, why)) => {
                    out.complain(&Failure::Case(source.name(), line, why));
                    bad_lines = true;
                }
            }
        }
        Ok(())
    });
    let unread = read.err().or(bad_lines.then_some(Failure::Partial));
    (cases, unread)
}

/// Whether every figure is as high as it has to be; says which is not.
fn hold(floors: &[Floor], figures: &Figures, out: &Output) -> bool {
    let mut hold = true;
    for Floor { metric, value } in floors {
        let name = metric.name();
        match metric.of(figures) {
            Some(found) if found >= *value => continue,
            Some(found) => out.remark(&format!("{name} is {found:.4}, less than {value}")),
            None => out.remark(&format!("{name} has no value: there is no such case or answer")),
        }
        hold = false;
    }
    hold
}
