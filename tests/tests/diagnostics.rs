//! Golden diagnostics: for each code a folder under `diagnostics/` with a knowledge base, `base`, that has the mistake, and what
//! `kbmatch check` says of it.

use kbmatch::{CheckOptions, DiagnosticCode};
use kbmatch_tests::{Golden, folders, read_base};
use libtest_mimic::{Arguments, Failed, Trial};
use std::process::ExitCode;

fn main() -> ExitCode {
    let cases = folders("diagnostics");
    let codes: Vec<String> = cases.iter().map(|(name, _)| code_of(name).to_owned()).collect();
    let mut trials: Vec<Trial> = cases
        .into_iter()
        .map(|(name, folder)| Trial::test(name.clone(), move || check(&name, &Golden::new(&folder))))
        .collect();
    trials.push(Trial::test("every_code_has_a_case", move || every_code_has_a_case(&codes)));
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// The code that a case is for: `KB0103-misspelt` is for `KB0103`.
fn code_of(case: &str) -> &str {
    case.split('-').next().unwrap_or(case)
}

/// The day on which the cases are checked.
const TODAY: &str = "2026-01-31";

/// Only the cases that are about it look at how old sources are.
fn stale_after(name: &str) -> Option<u16> {
    (code_of(name) == "KB0109").then_some(5)
}

fn check(name: &str, case: &Golden) -> Result<(), Failed> {
    let files = read_base(&format!("tests/diagnostics/{name}/base"));
    let options = CheckOptions {
        today: Some(TODAY.parse()?),
        stale_after_years: stale_after(name),
        ..CheckOptions::default()
    };
    let mistakes = kbmatch::check(&files, &options).diagnostics;
    if !mistakes.iter().any(|mistake| mistake.code.name() == code_of(name)) {
        let codes: Vec<&str> = mistakes.iter().map(|mistake| mistake.code.name()).collect();
        return Err(format!("no {}, only {codes:?}", code_of(name)).into());
    }
    let shown = kbmatch_kb::folder::render(&files, &mistakes, "base", false);
    Ok(case.check("expected.out", &(shown + "\n"))?)
}

fn every_code_has_a_case(cases: &[String]) -> Result<(), Failed> {
    // More articles than a pack holds are more than a repository should.
    let possible = DiagnosticCode::ALL.iter().filter(|code| **code != DiagnosticCode::TooLarge);
    let bare: Vec<&str> =
        possible.map(|code| code.name()).filter(|code| !cases.iter().any(|case| case == code)).collect();
    if bare.is_empty() { Ok(()) } else { Err(format!("no case for {bare:?}").into()) }
}
