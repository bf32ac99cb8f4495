//! A head for people's votes beside the label head of a network that stays as it is.

use super::{Purpose, rng};
use crate::classifier::batch;
use crate::metadata::VotesHead;
use crate::{Checkpoint, Error, Face, LeNet, Result};
use candle_core::{D, Device::Cpu, Tensor};
use rand::seq::SliceRandom;

const EPOCHS: usize = 40;
const BATCH: usize = 256;
const RATE: f64 = 0.05;
const MOMENTUM: f64 = 0.9;
const WEIGHT_DECAY: f64 = 1e-4;
/// Faces in one pass through the network.
const PASS: usize = 256;

/// What [`with_votes_head`] does, for a model card.
pub const RECIPE: &str = "the head `votes` was fitted afterwards on the network as it stands: softmax regression of the shares of \
                          votes on what the last layer sees of each face and its mirror image (40 epochs, batch 256, rate 0.05 \
                          with cosine, momentum 0.9, weight decay 0.0001)";

/// The same checkpoint with a second head, fitted by softmax regression (the shares of votes as targets) to what the last dense
/// layer sees of the faces and their mirror images; a second head that is there is replaced. The label head stays as it is, bit for bit; its temperature and figures stay
/// too, the new head has temperature 1.
///
/// # Errors
/// [`Error::Training`] when there is no face, or a face without shares of each label.
pub fn with_votes_head(checkpoint: &Checkpoint, faces: &[Face], shares: &[Vec<f32>], seed: u64) -> Result<Checkpoint> {
    let labels = checkpoint.metadata().labels.len();
    let bad = |reason: String| Err(Error::Training { reason });
    if faces.is_empty() || faces.len() != shares.len() || shares.iter().any(|shares| shares.len() != labels) {
        let (faces, shares) = (faces.len(), shares.len());
        return bad(format!(
            "expected faces with a share of each of {labels} labels, got {faces} faces and {shares} votes"
        ));
    }
    let features = standardised(features(checkpoint, faces)?)?;
    let twice: Vec<f32> = shares.iter().flat_map(|shares| [&shares[..], &shares[..]].concat()).collect();
    let targets = Tensor::from_vec(twice, (2 * faces.len(), labels), &Cpu)?;
    let (weight, bias) = regression(&features, &targets, seed)?;

    let mut tensors = checkpoint.tensors().clone();
    let last = format!("dense{}", checkpoint.metadata().architecture.dense().len() + 1);
    for (part, head) in [("weight", weight), ("bias", bias)] {
        let name = format!("{last}.{part}");
        let label = tensors[&name].narrow(0, 0, labels)?;
        tensors.insert(name, Tensor::cat(&[label, head], 0)?);
    }
    let mut metadata = checkpoint.metadata().clone();
    metadata.votes = Some(VotesHead::default());
    Checkpoint::new(metadata, tensors)
}

/// What the last layer sees of each face and of its mirror image, one after the other: (2 · faces, values).
fn features(checkpoint: &Checkpoint, faces: &[Face]) -> Result<Tensor> {
    let metadata = checkpoint.metadata();
    let network = LeNet::new(&metadata.architecture, metadata.outputs(), checkpoint.tensors())?;
    let both: Vec<Face> = faces.iter().flat_map(|face| [face.clone(), face.mirrored()]).collect();
    let parts = both.chunks(PASS).map(|faces| network.features(&batch(faces)?)).collect::<Result<Vec<_>>>()?;
    Ok(Tensor::cat(&parts, 0)?)
}

/// Features of mean 0 and deviation 1, on which one rate suits all, and what they were before.
struct Standardised {
    values: Tensor,
    mean: Tensor,
    deviation: Tensor,
}

fn standardised(features: Tensor) -> Result<Standardised> {
    let mean = features.mean_keepdim(0)?;
    let centred = features.broadcast_sub(&mean)?;
    let deviation = (centred.sqr()?.mean_keepdim(0)? + 1e-6)?.sqrt()?;
    Ok(Standardised { values: centred.broadcast_div(&deviation)?, mean, deviation })
}

/// Weights (labels, values) and biases (labels) for the features as they were.
fn regression(features: &Standardised, targets: &Tensor, seed: u64) -> Result<(Tensor, Tensor)> {
    let Standardised { values, mean, deviation } = features;
    let ((rows, width), labels) = (values.dims2()?, targets.dim(1)?);
    // The bias is one more weight, of a feature that is always 1.
    let values = Tensor::cat(&[values, &Tensor::ones((rows, 1), values.dtype(), &Cpu)?], 1)?;
    let mut weight = Tensor::zeros((width + 1, labels), values.dtype(), &Cpu)?;
    let mut velocity = weight.zeros_like()?;
    let steps = EPOCHS * rows.div_ceil(BATCH);
    let mut step = 0;
    let mut order: Vec<u32> = (0..rows as u32).collect();
    for epoch in 0..EPOCHS {
        order.shuffle(&mut rng(seed, Purpose::Shuffle, epoch as u64));
        for chosen in order.chunks(BATCH) {
            let chosen = Tensor::new(chosen, &Cpu)?;
            let (seen, wanted) = (values.index_select(&chosen, 0)?, targets.index_select(&chosen, 0)?);
            let said = candle_nn::ops::softmax(&seen.matmul(&weight)?, D::Minus1)?;
            let slope = (seen.t()?.matmul(&(said - wanted)?)? / chosen.elem_count() as f64)?;
            let slope = (slope + (&weight * WEIGHT_DECAY)?)?;
            let rate = RATE * (1.0 + (std::f64::consts::PI * step as f64 / steps as f64).cos()) / 2.0;
            velocity = ((velocity * MOMENTUM)? + slope)?;
            weight = (weight - (&velocity * rate)?)?;
            step += 1;
        }
    }
    let bias = weight.narrow(0, width, 1)?;
    let weight = weight.narrow(0, 0, width)?.broadcast_div(&deviation.t()?)?;
    let bias = (bias - mean.matmul(&weight)?)?.squeeze(0)?;
    Ok((weight.t()?.contiguous()?, bias.contiguous()?))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{metadata, trainer};
    use super::*;
    use crate::{Classifier, Recipe};

    fn checkpoint() -> Checkpoint {
        trainer(Recipe::plain(2, 0.1).unwrap()).checkpoint(metadata()).unwrap()
    }

    /// A dark and a light half, on one side or the other: what tells them apart is not the label.
    fn faces() -> Vec<Face> {
        let face = |i: usize| {
            let pixels: Vec<u8> = (0..48 * 48)
                .map(|p| if (p / 48 < 24) == i.is_multiple_of(2) { 40 + u8::try_from(i).unwrap() } else { 200 })
                .collect();
            Face::new(&pixels).unwrap()
        };
        (0..16).map(face).collect()
    }

    fn shares(labels: usize) -> Vec<Vec<f32>> {
        (0..16).map(|i| (0..labels).map(|label| f32::from(u8::from(label == i % 2))).collect()).collect()
    }

    #[test]
    fn the_new_head_says_the_votes_and_the_label_head_stays() {
        let before = checkpoint();
        let labels = before.metadata().labels.len();
        let after = with_votes_head(&before, &faces(), &shares(labels), 1).unwrap();
        let (before, after) = (Classifier::new(&before).unwrap(), Classifier::new(&after).unwrap());
        for (i, face) in faces().iter().enumerate() {
            let (old, new) = (before.classify(face).unwrap(), after.classify(face).unwrap());
            assert_eq!(old.label.logits, new.label.logits);
            assert!(new.votes.unwrap().probabilities[i % 2] > 0.8);
        }
    }

    #[test]
    fn votes_of_three_to_one_whatever_is_seen_are_said_as_three_to_one() {
        let rows = 4 * BATCH;
        let seen = Tensor::from_iter((0..rows).map(|i| f32::from(u8::from(i % 2 == 0))), &Cpu).unwrap();
        let wanted = Tensor::from_vec([0.75f32, 0.25].repeat(rows), (rows, 2), &Cpu).unwrap();
        let (weight, bias) = regression(&standardised(seen.reshape((rows, 1)).unwrap()).unwrap(), &wanted, 1).unwrap();
        let (weight, bias) = (weight.flatten_all().unwrap().to_vec1::<f32>().unwrap(), bias.to_vec1::<f32>().unwrap());
        // The decay of weights takes a ten-thousandth.
        assert!((bias[0] - bias[1] - 3f32.ln()).abs() < 0.01, "{bias:?}");
        assert!((weight[0] - weight[1]).abs() < 0.01, "{weight:?}");
    }

    #[test]
    fn the_same_seed_gives_the_same_head() {
        let before = checkpoint();
        let head = || with_votes_head(&before, &faces(), &shares(before.metadata().labels.len()), 3).unwrap();
        assert_eq!(head().to_bytes(crate::Storage::F32).unwrap(), head().to_bytes(crate::Storage::F32).unwrap());
    }

    #[test]
    fn a_head_that_is_there_is_replaced() {
        let before = checkpoint();
        let labels = before.metadata().labels.len();
        let once = with_votes_head(&before, &faces(), &shares(labels), 1).unwrap();
        let twice = with_votes_head(&once, &faces(), &shares(labels), 1).unwrap();
        assert_eq!(once.to_bytes(crate::Storage::F32).unwrap(), twice.to_bytes(crate::Storage::F32).unwrap());
    }

    #[test]
    fn votes_that_do_not_fit_are_refused() {
        let before = checkpoint();
        for (faces, shares) in [(vec![], vec![]), (faces(), shares(3)), (faces(), shares(7)[1..].to_vec())] {
            let error = with_votes_head(&before, &faces, &shares, 1).unwrap_err();
            assert!(error.to_string().contains("a share of each of 7 labels"), "{error}");
        }
    }
}
