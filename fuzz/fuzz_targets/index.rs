//! Makes articles and a text of any bytes, and holds the scan with the index, and that of a stream, to the plain one.
#![no_main]

use kbmatch_parity::Case;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Some(difference) = Case::of(bytes).difference() {
        panic!("{difference}");
    }
});
