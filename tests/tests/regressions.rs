//! Inputs on which a fuzzer once found a mistake: `fuzz/regressions/read/`.

use kbmatch_tests::{compile, files_below, read, scan};

#[test]
fn what_fuzzing_found_is_answered() {
    let base = compile("tests/golden/base");
    let cases = files_below("../fuzz/regressions/read");
    assert!(!cases.is_empty());
    for (_, path) in cases {
        scan(&base, &read(&path), true);
    }
}
