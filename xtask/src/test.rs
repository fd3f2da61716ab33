//! `cargo xtask test`: the gate that every change passes.

use crate::stages::{BROWSER, Outcome, STAGES, Stage};
use crate::table::Table;
use anyhow::{Result, bail};
use clap::builder::PossibleValuesParser;
use std::time::{Duration, Instant};

/// What `test` can be told.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Run these stages only.
    #[arg(value_parser = PossibleValuesParser::new(STAGES.iter().map(|stage| stage.name)))]
    stages: Vec<String>,
    /// Leave out the stage that needs a browser.
    #[arg(long)]
    no_browser: bool,
}

impl Args {
    fn chosen(&self, stage: &Stage) -> bool {
        let named = self.stages.is_empty() || self.stages.iter().any(|name| name == stage.name);
        named && !(self.no_browser && stage.name == BROWSER)
    }
}

/// A stage that ran.
struct Run {
    stage: &'static Stage,
    outcome: Result<Outcome>,
    time: Duration,
}

/// Runs the chosen stages, all of them even when one fails, and sums up.
///
/// # Errors
/// When a stage failed.
pub(crate) fn run(args: &Args) -> Result<()> {
    let runs: Vec<Run> = STAGES.iter().filter(|stage| args.chosen(stage)).map(execute).collect();
    print!("\n{}", times(&runs));
    for run in &runs {
        report(run);
    }
    let count = |wanted: fn(&Result<Outcome>) -> bool| runs.iter().filter(|run| wanted(&run.outcome)).count();
    let failed = count(Result::is_err);
    let skipped = count(|outcome| matches!(outcome, Ok(Outcome::Skipped(_))));
    println!("stages: {} passed, {failed} failed, {skipped} skipped", runs.len() - failed - skipped);
    if failed > 0 {
        bail!("not everything holds");
    }
    Ok(())
}

fn execute(stage: &'static Stage) -> Run {
    println!("\n=== {}: {}", stage.name, stage.what);
    let start = Instant::now();
    let outcome = (stage.run)();
    if let Err(error) = &outcome {
        println!("{error:#}");
    }
    Run { stage, outcome, time: start.elapsed() }
}

fn times(runs: &[Run]) -> Table {
    let mut table = Table::new(["stage", "outcome", "seconds"]);
    for run in runs {
        let outcome = match run.outcome {
            Ok(Outcome::Passed) => "passed",
            Ok(Outcome::Skipped(_)) => "skipped",
            Err(_) => "FAILED",
        };
        table.row([run.stage.name.into(), outcome.into(), format!("{:.1}", run.time.as_secs_f64())]);
    }
    table
}

/// What a person has to know about a stage that did not simply pass.
fn report(run: &Run) {
    match &run.outcome {
        Ok(Outcome::Passed) => {}
        Ok(Outcome::Skipped(why)) => println!("\n!!! {} skipped: {why}", run.stage.name),
        Err(error) => {
            println!("\n!!! {}: {error:#}\n    again: cargo xtask test {}", run.stage.name, run.stage.name);
        }
    }
}
