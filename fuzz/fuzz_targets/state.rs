#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| mimique_fuzz::state(bytes));
