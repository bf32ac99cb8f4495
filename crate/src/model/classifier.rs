//! Classifier: a face in, a prediction out.

use crate::checkpoint::check_finite;
use crate::expression::{LabelGroup, groups_of};
use crate::face::SIDE;
use crate::lenet::Activation;
use crate::{Checkpoint, Face, LeNet, Metadata, Result};
use candle_core::{Device, Tensor};

/// A network with the labels and the temperature that turn its logits into a prediction.
#[derive(Debug)]
pub struct Classifier {
    network: LeNet,
    metadata: Metadata,
}

/// What the network makes of one face.
#[derive(Clone, Debug, PartialEq)]
pub struct Prediction {
    /// One number a label, before temperature and softmax.
    pub logits: Vec<f32>,
    /// Calibrated probabilities, one a label, summing to 1.
    pub probabilities: Vec<f32>,
}

impl Prediction {
    /// Turns logits into calibrated probabilities: `softmax(logits / temperature)`.
    pub fn new(logits: Vec<f32>, temperature: f32) -> Self {
        let probabilities = softmax(&logits, temperature);
        Self { logits, probabilities }
    }

    /// Index of the most probable label; the first of equals.
    pub fn best(&self) -> usize {
        best(&self.probabilities)
    }
}

/// Index of the largest value; the first of equals, 0 for none.
pub fn best(values: &[f32]) -> usize {
    values.iter().enumerate().fold(0, |best, (i, v)| if *v > values[best] { i } else { best })
}

/// `exp(logit / temperature)` over their sum, without overflow.
pub fn softmax(logits: &[f32], temperature: f32) -> Vec<f32> {
    let largest = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let powers: Vec<f32> = logits.iter().map(|l| ((l - largest) / temperature).exp()).collect();
    let sum: f32 = powers.iter().sum();
    powers.iter().map(|p| p / sum).collect()
}

/// The natural logarithm of one label's probability at a temperature, which stays finite where the probability is 0 in f32.
pub(crate) fn log_softmax(logits: &[f32], label: usize, temperature: f64) -> f64 {
    let largest = f64::from(logits.iter().copied().fold(f32::NEG_INFINITY, f32::max));
    let scaled = |logit: f32| (f64::from(logit) - largest) / temperature;
    scaled(logits[label]) - logits.iter().map(|l| scaled(*l).exp()).sum::<f64>().ln()
}

impl Classifier {
    /// Builds the checkpoint's network.
    pub fn new(checkpoint: &Checkpoint) -> Result<Self> {
        let metadata = checkpoint.metadata().clone();
        let network = LeNet::new(&metadata.architecture, metadata.labels.len(), checkpoint.tensors())?;
        Ok(Self { network, metadata })
    }

    /// What the checkpoint says of itself.
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// How the labels fall into groups.
    pub fn groups(&self) -> Vec<LabelGroup> {
        groups_of(&self.metadata.labels)
    }

    /// Reads one face.
    pub fn classify(&self, face: &Face) -> Result<Prediction> {
        Ok(self.classify_all(std::slice::from_ref(face))?.remove(0))
    }

    /// Reads several faces in one batch.
    ///
    /// # Errors
    /// [`Error::NotFinite`](crate::Error::NotFinite) for weights so large that a logit overflows.
    pub fn classify_all(&self, faces: &[Face]) -> Result<Vec<Prediction>> {
        let logits = self.network.forward(&batch(faces)?)?.to_vec2::<f32>()?;
        let read = |logits| Ok(Prediction::new(check_finite("logits", logits)?, self.metadata.temperature));
        logits.into_iter().map(read).collect()
    }

    /// Every layer's activation for one face, from the input to the logits.
    pub fn activations(&self, face: &Face) -> Result<Vec<Activation>> {
        self.network.forward_all(&batch(std::slice::from_ref(face))?)
    }
}

/// Faces as the network's input: (faces, 1, 48, 48).
fn batch(faces: &[Face]) -> Result<Tensor> {
    let pixels: Vec<f32> = faces.iter().flat_map(Face::input).collect();
    Ok(Tensor::from_vec(pixels, (faces.len(), 1, SIDE, SIDE), &Device::Cpu)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Architecture;

    #[test]
    fn weights_that_overflow_give_an_error_and_no_reading() {
        let architecture = Architecture::named("lenet5").unwrap();
        let labels = vec!["one".to_owned(), "two".to_owned()];
        let huge = |shape: Vec<usize>| Tensor::full(1e30f32, shape, &Device::Cpu).unwrap();
        let tensors = architecture.tensors(2).into_iter().map(|(name, shape)| (name, huge(shape))).collect();
        let metadata = Metadata::new("huge", architecture, labels);
        let classifier = Classifier::new(&Checkpoint::new(metadata, tensors).unwrap()).unwrap();
        let face = Face::new(&[200; SIDE * SIDE]).unwrap();
        assert_eq!(classifier.classify(&face).unwrap_err().code(), "tensor-not-finite");
    }

    #[test]
    fn probabilities_sum_to_one_without_overflow() {
        let prediction = Prediction::new(vec![1e30, -1e30, 1e30, 3.0], 0.5);
        assert_eq!(prediction.probabilities, [0.5, 0.0, 0.5, 0.0]);
        assert_eq!(prediction.best(), 0);
    }

    #[test]
    fn a_higher_temperature_flattens() {
        let (cold, warm) = (softmax(&[2.0, 0.0], 1.0), softmax(&[2.0, 0.0], 4.0));
        assert!(cold[0] > warm[0] && warm[0] > 0.5);
    }
}
