use super::command::command_line;
use super::data::DataArgs;
use super::out::OutArgs;
use super::output::Busy;
use super::publish::{Validation, publish};
use super::ranges::seed;
use super::storage::StorageName;
use super::{read_checkpoint, targets};
use anyhow::Result;
use clap::Args as ClapArgs;
use mimique::train::{VOTES_HEAD_RECIPE, with_votes_head};
use mimique::{Checkpoint, Face, Split};
use std::path::PathBuf;

/// Give a checkpoint a second head, which says how ten people would vote, and write it with its card and evaluation
///
/// The network stays as it is, and so does what it says of labels: only the new head is fitted. It takes minutes where training
/// takes hours; `train --votes` teaches the whole network both.
#[derive(ClapArgs)]
pub struct Args {
    /// The checkpoint
    #[arg(long, value_name = "MODEL")]
    weights: PathBuf,
    #[command(flatten)]
    data: DataArgs,
    /// FER+'s fer2013new.csv: what ten people said of each picture
    #[arg(long, value_name = "FILE")]
    votes: PathBuf,
    #[command(flatten)]
    out: OutArgs,
    /// How to store weights
    #[arg(long, value_enum, default_value = "f32")]
    storage: StorageName,
    /// The order of the pictures follows from it
    #[arg(long, default_value_t = 1, value_parser = seed())]
    seed: u64,
}

impl Args {
    pub fn run(self) -> Result<()> {
        let _lock = self.out.take_with_report()?;
        let checkpoint = read_checkpoint(&self.weights)?;
        let labels = checkpoint.metadata().labels.clone();
        let data = self.data.read()?.labelled(&labels)?;
        let (training, validation) = (data.split(Split::Training)?, data.split(Split::PublicTest)?);
        let votes = |samples| targets::votes(&self.votes, data.rows(), samples, &labels);
        let voted = training.iter().zip(votes(&training)?);
        let (faces, shares): (Vec<Face>, Vec<_>) =
            voted.filter_map(|(sample, shares)| Some((sample.face.clone(), shares?))).unzip();
        let busy = Busy::new(format!("fitting the head to the votes on {} pictures", faces.len()));
        let checkpoint = with_votes_head(&checkpoint, &faces, &shares, self.seed)?;
        drop(busy);

        let mut metadata = checkpoint.metadata().clone();
        if let Some(training) = &mut metadata.training {
            training.recipe += &format!("; {VOTES_HEAD_RECIPE}");
            training.command += &format!(" && {}", command_line());
        }
        metadata.name = self.out.name();
        let checkpoint = Checkpoint::new(metadata, checkpoint.tensors().clone())?;
        let validation = Validation { votes: Some(votes(&validation)?), samples: &validation };
        publish(checkpoint, &training, &validation, &self.out.model, self.storage.into())
    }
}
