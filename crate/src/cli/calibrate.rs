use super::data::DataArgs;
use super::out::OutArgs;
use super::publish::{Validation, publish};
use super::storage::StorageName;
use super::{read_checkpoint, targets};
use anyhow::Result;
use clap::Args as ClapArgs;
use mimique::Split;
use std::path::PathBuf;

/// Fit a checkpoint's temperatures and its threshold of "unsure" on PublicTest, and write it with its card and evaluation
///
/// Weights stay as they are. For a network that was trained elsewhere, or by an older version.
#[derive(ClapArgs)]
pub struct Args {
    /// The checkpoint
    #[arg(long, value_name = "MODEL")]
    weights: PathBuf,
    #[command(flatten)]
    data: DataArgs,
    /// FER+'s fer2013new.csv, for the head of votes
    #[arg(long, value_name = "FILE")]
    votes: Option<PathBuf>,
    #[command(flatten)]
    out: OutArgs,
    /// How to store weights: as they were, so that nothing else changes
    #[arg(long, value_enum)]
    storage: StorageName,
}

impl Args {
    pub fn run(self) -> Result<()> {
        let _lock = self.out.take_with_report()?;
        let checkpoint = read_checkpoint(&self.weights)?;
        let labels = checkpoint.metadata().labels.clone();
        let data = self.data.read()?.labelled(&labels)?;
        let (training, validation) = (data.split(Split::Training)?, data.split(Split::PublicTest)?);
        let votes =
            self.votes.as_ref().map(|path| targets::votes(path, data.rows(), &validation, &labels)).transpose()?;
        publish(
            checkpoint,
            &training,
            &Validation { votes, samples: &validation },
            &self.out.model,
            self.storage.into(),
        )
    }
}
