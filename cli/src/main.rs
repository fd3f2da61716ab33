//! `kbmatch`: paste the text of an event, get the article that explains it.

mod ahead;
mod args;
mod base;
mod build;
mod check;
mod draft;
mod eval;
mod explain;
mod failure;
mod import;
mod input;
mod output;
mod pack;
mod parallel;
mod read;
mod redact;
mod sarif;
mod scan;
mod show;
mod site;

use args::{Args, Command, ImportCommand, PackCommand};
use clap::Parser as _;
use failure::Failure;
use output::Output;
use std::process::ExitCode;

/// How a command that could run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    /// Something matched; nothing is wrong; it is done.
    Yes,
    /// Nothing matched; there are mistakes.
    No,
}

fn main() -> ExitCode {
    let args = Args::parse();
    let out = Output::new(args.color);
    match run(&args.command, &out) {
        Ok(Answer::Yes) => ExitCode::SUCCESS,
        Ok(Answer::No) => ExitCode::from(1),
        // The reader has seen enough, as in `kbmatch scan FILE | head`.
        Err(failure) if failure.is_broken_pipe() => ExitCode::SUCCESS,
        Err(failure) => {
            out.complain(&failure);
            ExitCode::from(2)
        }
    }
}

fn run(command: &Command, out: &Output) -> Result<Answer, Failure> {
    match command {
        Command::Scan(args) => scan::run(args, out),
        Command::Read(args) => read::run(args, out),
        Command::Explain(args) => explain::run(args, out),
        Command::Redact(args) => redact::run(args, out),
        Command::Check(args) => check::run(args, out),
        Command::Draft(args) => draft::run(args, out),
        Command::Eval(args) => eval::run(args, out),
        Command::Pack(PackCommand::Info(args)) => pack::info(args, out),
        Command::Import(ImportCommand::Cre(args)) => import::cre(args, out),
        Command::Import(ImportCommand::Msdocs(args)) => import::msdocs(args, out),
        Command::Build(args) => build::run(args, out),
        Command::Show(args) => show::run(args, out),
        Command::Site(args) => site::run(args, out),
    }
}
