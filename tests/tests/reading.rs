//! Golden readings: `reading/<layout>/<case>.<any extension>` is a paste, `<case>.events` beside it what is read from it.

use kbmatch_tests::{Golden, files_below, reading_text};
use libtest_mimic::{Arguments, Failed, Trial};
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let inputs = files_below("reading").into_iter().filter(|(_, path)| !is_expectation(path));
    let trials = inputs.map(|(name, path)| Trial::test(name, move || check(&path)));
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit_code()
}

fn is_expectation(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "events")
}

fn check(input: &Path) -> Result<(), Failed> {
    let folder = input.parent().ok_or("a file lies in a folder")?;
    let name = input.with_extension("events");
    let name = name.file_name().and_then(|name| name.to_str()).ok_or("names are UTF-8")?;
    Ok(Golden::new(folder).check(name, &reading_text(&kbmatch_tests::read(input)))?)
}
