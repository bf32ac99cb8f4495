use super::command::command_line;
use super::data::DataArgs;
use super::out::OutArgs;
use super::publish::{Validation, publish};
use super::read_checkpoint;
use super::storage::StorageName;
use super::targets;
use anyhow::{Result, bail, ensure};
use candle_core::Tensor;
use clap::Args as ClapArgs;
use mimique::{Checkpoint, Split};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Average the weights of checkpoints of one network, and write the mean with its card and evaluation
///
/// Two ends of one run, of the kind that `train --from` makes, often lie on two sides of a better place between them (Izmailov et
/// al. 2018). Checkpoints of separate runs do not.
#[derive(ClapArgs)]
pub struct Args {
    /// The checkpoints
    #[arg(long, value_name = "MODEL", required = true, num_args = 2..)]
    weights: Vec<PathBuf>,
    #[command(flatten)]
    data: DataArgs,
    /// FER+'s fer2013new.csv, for checkpoints with a votes head: what its temperature is fitted on
    #[arg(long, value_name = "FILE")]
    votes: Option<PathBuf>,
    #[command(flatten)]
    out: OutArgs,
    /// How to store weights
    #[arg(long, value_enum, default_value = "f32")]
    storage: StorageName,
}

impl Args {
    pub fn run(self) -> Result<()> {
        let _lock = self.out.take_with_report()?;
        let checkpoints = self.weights.iter().map(|path| read_checkpoint(path)).collect::<Result<Vec<_>>>()?;
        let (last, others) = checkpoints.split_last().expect("clap asks for two");
        let mut metadata = last.metadata().clone();
        for other in others.iter().map(Checkpoint::metadata) {
            ensure!(
                other.architecture.tensors(other.outputs()) == metadata.architecture.tensors(metadata.outputs())
                    && other.labels == metadata.labels
                    && other.heads() == metadata.heads(),
                "expected checkpoints of one network with the same labels and heads: {} and {} differ",
                other.name,
                metadata.name
            );
        }
        ensure!(
            metadata.votes.is_none() || self.votes.is_some(),
            "{} has a head for people's votes: give FER+'s fer2013new.csv with --votes, by which it is calibrated",
            metadata.name
        );
        let share = 1.0 / checkpoints.len() as f64;
        let mut tensors: BTreeMap<String, Tensor> = BTreeMap::new();
        for name in last.tensors().keys() {
            let mut mean = (&last.tensors()[name] * share)?;
            for other in others {
                mean = (mean + (&other.tensors()[name] * share)?)?;
            }
            tensors.insert(name.clone(), mean);
        }
        let Some(training) = &mut metadata.training else { bail!("{} does not say how it was made", metadata.name) };
        training.recipe += &format!("; the mean of {} checkpoints' weights", checkpoints.len());
        training.command = command_line();
        metadata.name = self.out.name();
        let data = self.data.read()?.labelled(&metadata.labels)?;
        let (training, validation) = (data.split(Split::Training)?, data.split(Split::PublicTest)?);
        let votes = self.votes.as_ref();
        let votes = votes.map(|path| targets::votes(path, data.rows(), &validation, &metadata.labels)).transpose()?;
        let validation = Validation { samples: &validation, votes };
        publish(Checkpoint::new(metadata, tensors)?, &training, &validation, &self.out.model, self.storage.into())
    }
}
