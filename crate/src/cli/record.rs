//! What a run was begun with, so that only the same run goes on.

use super::command::difference;
use super::output::shown;
use anyhow::{Result, bail};
use mimique::Sample;
use mimique::train::Example;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Kept in MODEL.state.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Record {
    pub command: String,
    pub fingerprint: String,
    /// The exact validation accuracy of each epoch: the log's are rounded.
    pub accuracies: Vec<f64>,
    /// Whether the checkpoint is written, and the state stayed for another run to begin with.
    pub finished: bool,
}

impl Record {
    /// An error that names what differs between a run's record and what is asked for now.
    pub fn check(command: &str, fingerprint: &str, now: (&str, &str), out: &Path) -> Result<()> {
        let out = shown(out);
        if let Some(option) = difference(command, now.0) {
            bail!("{out} was begun with {option}: give the options it was begun with, or another --out");
        }
        if fingerprint != now.1 {
            bail!(
                "{out} was begun with other data, votes or soft targets: give the files it was begun with, or another --out"
            );
        }
        Ok(())
    }
}

/// A hash of all that a run learns from and chooses on (FNV-1a, 64 bits).
pub fn fingerprint(examples: &[Example], validation: &[Sample], labels: &[String]) -> Result<String> {
    let mut hash = Fnv::new();
    for example in examples {
        hash.add(example.face().pixels());
        let votes = example.votes().unwrap_or_default();
        for value in example.target().iter().chain(votes).chain([&example.weight()]) {
            hash.add(&value.to_le_bytes());
        }
    }
    for sample in validation {
        hash.add(sample.face.pixels());
        hash.add(&[mimique::evaluate::truth(sample, labels)? as u8]);
    }
    Ok(format!("{:016x}", hash.0))
}

/// The hash by Fowler, Noll and Vo, which is the same in every release of Rust.
pub struct Fnv(pub u64);

impl Fnv {
    /// The hash of these bytes alone.
    pub fn of(bytes: &[u8]) -> u64 {
        let mut hash = Self::new();
        hash.add(bytes);
        hash.0
    }

    pub fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    pub fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3);
        }
    }
}
