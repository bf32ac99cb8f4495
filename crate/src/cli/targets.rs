//! Targets beside FER2013's own labels: a crowd's votes, and what a teacher says.

use super::input::open;
use super::out::OutArgs;
use super::output::{Busy, shown};
use super::ranges::within;
use super::soft::{Answer, SoftTargets, in_255ths, to_bytes};
use super::{data::DataArgs, read_checkpoint, write};
use anyhow::{Context, Result, bail};
use clap::Args as ClapArgs;
use mimique::classifier::softmax;
use mimique::dataset::Sample;
use mimique::evaluate::predict;
use mimique::expression::{expression_labels, regrouped};
use mimique::train::SoftTarget;
use mimique::votes::{read_votes, shares_of};
use mimique::{Classifier, Face, Split};
use std::path::{Path, PathBuf};

/// Write what checkpoints together say of the Training pictures, for `train --soft-targets`
///
/// Each checkpoint reads each picture and its mirror image. The file holds the mean of their probabilities, in 255ths, with a
/// hash of each picture's pixels; that of the votes' heads too, where each checkpoint has one.
#[derive(ClapArgs)]
pub struct Args {
    /// The teachers: checkpoints of the seven expressions
    #[arg(long, value_name = "MODEL", required = true, num_args = 1..)]
    weights: Vec<PathBuf>,
    #[command(flatten)]
    data: DataArgs,
    #[command(flatten)]
    out: OutArgs,
    /// Divides the logits, over each teacher's own temperature: above 1 for softer targets
    #[arg(long, default_value_t = 1.0, value_parser = within::<f32>(0.01..=100.0, "0.01 to 100"))]
    temperature: f32,
}

impl Args {
    pub fn run(self) -> Result<()> {
        let _lock = self.out.take()?;
        let training = self.data.read()?.labelled(&expression_labels())?.split(Split::Training)?;
        let faces: Vec<Face> = training.iter().flat_map(|s| [s.face.clone(), s.face.mirrored()]).collect();
        let mut label = vec![[0f32; 7]; training.len()];
        let mut votes = Some(label.clone());
        for path in &self.weights {
            let classifier = Classifier::new(&read_checkpoint(path)?)?;
            let metadata = classifier.metadata();
            if metadata.labels != expression_labels() {
                bail!(
                    "{}: expected a checkpoint of the seven expressions, got {}",
                    shown(path),
                    metadata.labels.join(", ")
                );
            }
            let busy = Busy::new(format!("{} reads {} pictures", shown(path), faces.len()));
            let predictions = predict(&classifier, &faces)?;
            drop(busy);
            self.add(&mut label, predictions.iter().map(|p| &p.label.logits), metadata.temperature);
            match &metadata.votes {
                Some(head) => votes.iter_mut().for_each(|sums| {
                    let logits = predictions.iter().filter_map(|p| p.votes.as_ref()).map(|answer| &answer.logits);
                    self.add(sums, logits, head.temperature);
                }),
                None => votes = None,
            }
        }
        let means = |sums: Vec<[f32; 7]>| -> Vec<Answer> {
            sums.into_iter().map(|sum| in_255ths(sum, 2 * self.weights.len())).collect()
        };
        write(&self.out.model, to_bytes(&training, &means(label), votes.map(means).as_deref())?)
    }

    /// Adds a head's probabilities of each picture and its mirror image.
    fn add<'a>(&self, sums: &mut [[f32; 7]], logits: impl Iterator<Item = &'a Vec<f32>>, temperature: f32) {
        for (i, logits) in logits.enumerate() {
            let probabilities = softmax(logits, temperature * self.temperature);
            sums[i / 2].iter_mut().zip(probabilities).for_each(|(sum, p)| *sum += p);
        }
    }
}

/// What a teacher says of each sample, grouped when the labels are.
pub fn read_soft_targets(path: &Path, samples: &[Sample], labels: &[String]) -> Result<Vec<SoftTarget>> {
    let targets = SoftTargets::read(path)?;
    let of = |sample: &Sample| {
        let target = targets.of(sample).with_context(|| {
            let row = sample.row + 1;
            format!("{} has no soft target for the picture of row {row}: make it anew from this data", shown(path))
        })?;
        let votes = target.votes().map(|votes| regrouped(votes.to_vec(), labels)).transpose()?;
        Ok(SoftTarget::new(regrouped(target.label().to_vec(), labels)?, votes)?)
    };
    samples.iter().map(of).collect()
}

/// A crowd's votes on each sample as shares, grouped when the labels are; `None` where there is no vote. `rows` are all of the
/// data's.
pub fn votes(path: &Path, rows: usize, samples: &[Sample], labels: &[String]) -> Result<Vec<Option<Vec<f32>>>> {
    let file = open(path).with_context(|| format!("cannot open the votes {}", shown(path)))?;
    let votes = read_votes(file).with_context(|| format!("cannot read {}", shown(path)))?;
    shares_of(&votes, rows, samples, labels).with_context(|| format!("cannot use {}", shown(path)))
}
