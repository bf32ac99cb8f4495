//! How tests of properties draw their inputs: always the same ones, and few enough to stay quick.

use proptest::test_runner::{Config, RngSeed};

/// This many inputs, the same at every run. A failing one is shown in the test's message, not kept in a file.
pub fn cases(n: u32) -> Config {
    Config { cases: n, rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..Config::default() }
}
