//! Targets beside FER2013's own labels: a crowd's votes, and what a teacher says.

use super::files::{Lock, check_checkpoint};
use super::ranges::within;
use super::{data::DataArgs, read_checkpoint, write};
use anyhow::{Context, Result, bail, ensure};
use clap::Args as ClapArgs;
use mimique::classifier::softmax;
use mimique::dataset::Sample;
use mimique::evaluate::predict;
use mimique::expression::{expression_labels, regrouped};
use mimique::votes::{read_votes, shares_of};
use mimique::{Classifier, Face, Split};
use safetensors::{Dtype, SafeTensors, tensor::TensorView};
use std::fs::File;
use std::path::{Path, PathBuf};

/// Write what checkpoints together say of the Training pictures, for `train --soft-targets`
///
/// Each checkpoint reads each picture and its mirror image. The file holds the mean of their probabilities, in 255ths: one
/// u8 tensor `probabilities` (rows, 7).
#[derive(ClapArgs)]
pub struct Args {
    /// The teachers: checkpoints of the seven expressions
    #[arg(long, value_name = "MODEL", required = true, num_args = 1..)]
    weights: Vec<PathBuf>,
    #[command(flatten)]
    data: DataArgs,
    /// Where to write them, ending in .safetensors
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Divides the logits, over each teacher's own temperature: above 1 for softer targets
    #[arg(long, default_value_t = 1.0, value_parser = within::<f32>(0.01..=100.0, "0.01 to 100"))]
    temperature: f32,
}

const TENSOR: &str = "probabilities";

impl Args {
    pub fn run(self) -> Result<()> {
        check_checkpoint(&self.out)?;
        let _lock = Lock::take(&self.out)?;
        let training = self.data.read()?.labelled(&expression_labels())?.split(Split::Training)?;
        let rows = training.iter().map(|s| s.row + 1).max().unwrap_or(0);
        let faces: Vec<Face> = training.iter().flat_map(|s| [s.face.clone(), s.face.mirrored()]).collect();
        let mut sums = vec![[0f32; 7]; rows];
        for path in &self.weights {
            let classifier = Classifier::new(&read_checkpoint(path)?)?;
            let metadata = classifier.metadata();
            if metadata.labels != expression_labels() {
                bail!(
                    "{}: expected a checkpoint of the seven expressions, got {}",
                    path.display(),
                    metadata.labels.join(", ")
                );
            }
            let temperature = metadata.temperature * self.temperature;
            let predictions = predict(&classifier, &faces)?;
            for (sample, pair) in training.iter().zip(predictions.chunks_exact(2)) {
                for prediction in pair {
                    let probabilities = softmax(&prediction.label.logits, temperature);
                    sums[sample.row].iter_mut().zip(probabilities).for_each(|(sum, p)| *sum += p);
                }
            }
        }
        let scale = 255.0 / (2 * self.weights.len()) as f32;
        let bytes: Vec<u8> = sums.as_flattened().iter().map(|sum| (sum * scale).round() as u8).collect();
        let view = TensorView::new(Dtype::U8, vec![rows, 7], &bytes)?;
        write(&self.out, safetensors::serialize([(TENSOR, view)], None)?)
    }
}

/// A teacher's probabilities for each sample, grouped when the labels are.
pub fn read_soft_targets(path: &Path, samples: &[Sample], labels: &[String]) -> Result<Vec<Vec<f32>>> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read the soft targets {}", path.display()))?;
    let expected = || format!("{}: expected a file of `mimique soft-targets`", path.display());
    let file = SafeTensors::deserialize(&bytes).with_context(expected)?;
    let tensor = file.tensor(TENSOR).with_context(expected)?;
    ensure!(tensor.dtype() == Dtype::U8 && tensor.shape().len() == 2 && tensor.shape()[1] == 7, "{}", expected());
    let rows: Vec<&[u8]> = tensor.data().chunks_exact(7).collect();
    let of = |sample: &Sample| {
        let counts = rows.get(sample.row).filter(|row| row.iter().any(|&n| n > 0));
        let counts = counts.with_context(|| {
            format!("{} has no soft target for row {}: make it anew from this data", path.display(), sample.row + 1)
        })?;
        let total: f32 = counts.iter().map(|&n| f32::from(n)).sum();
        Ok(regrouped(counts.iter().map(|&n| f32::from(n) / total).collect(), labels)?)
    };
    samples.iter().map(of).collect()
}

/// A crowd's votes on each sample as shares, grouped when the labels are; `None` where there is no vote. `rows` are all of the
/// data's.
pub fn votes(path: &Path, rows: usize, samples: &[Sample], labels: &[String]) -> Result<Vec<Option<Vec<f32>>>> {
    let file = File::open(path).with_context(|| format!("cannot open the votes {}", path.display()))?;
    let votes = read_votes(file).with_context(|| format!("cannot read {}", path.display()))?;
    shares_of(&votes, rows, samples, labels).with_context(|| format!("cannot use {}", path.display()))
}
