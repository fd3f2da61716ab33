//! Golden reports: one folder a case under `golden/`, scanned against `golden/base`, as JSON and as the terminal shows it.

use kbmatch::KnowledgeBase;
use kbmatch_tests::{Golden, compile, folders, scan};
use libtest_mimic::{Arguments, Failed, Trial};
use std::process::ExitCode;
use std::sync::Arc;

fn main() -> ExitCode {
    let base = Arc::new(compile("tests/golden/base"));
    let cases = folders("golden").into_iter().filter(|(name, _)| name != "base");
    let trials = cases.map(|(name, folder)| {
        let base = Arc::clone(&base);
        Trial::test(name, move || check(&base, &Golden::new(&folder)))
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit_code()
}

fn check(base: &KnowledgeBase, case: &Golden) -> Result<(), Failed> {
    let scanned = scan(base, &case.input(), false);
    let json = serde_json::to_string_pretty(&scanned.report)? + "\n";
    let as_data = case.check("report.json", &json);
    let as_text = case.check("report.out", &scanned.text);
    Ok(as_data.and(as_text)?)
}
