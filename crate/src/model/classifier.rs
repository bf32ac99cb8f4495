//! Classifier: a face in, a prediction out.

use crate::checkpoint::check_finite;
use crate::expression::{LabelGroup, groups_of};
use crate::face::SIDE;
use crate::lenet::Activation;
use crate::{Checkpoint, Face, Head, LeNet, Metadata, Result};
use candle_core::{D, Device, Tensor};

/// A network with the labels and the temperatures that turn its logits into a prediction.
///
/// ```
/// use mimique::{Architecture, Classifier, Face, Metadata, Recipe, Trainer};
/// # fn main() -> mimique::Result<()> {
/// // Fresh weights; `Checkpoint::from_bytes` reads trained ones.
/// let architecture = Architecture::named("lenet5")?;
/// let metadata = Metadata::new("fresh", architecture.clone(), vec!["ring".into(), "cross".into()]);
/// let checkpoint = Trainer::new(architecture, 2, Recipe::plain(16, 0.01)?)?.checkpoint(metadata)?;
///
/// let classifier = Classifier::new(&checkpoint)?;
/// let prediction = classifier.classify(&Face::new(&[128; 48 * 48])?)?;
/// let probabilities = &prediction.label.probabilities;
/// assert_eq!(probabilities.len(), classifier.metadata().labels.len());
/// assert!((probabilities.iter().sum::<f32>() - 1.0).abs() < 1e-5);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Classifier {
    network: LeNet,
    metadata: Metadata,
}

/// What the network makes of one face: an answer of each head.
#[derive(Clone, Debug, PartialEq)]
pub struct Prediction {
    /// Which of FER2013's labels the picture would have.
    pub label: Answer,
    /// Which share of ten people would give it each label; none from a network without that head.
    pub votes: Option<Answer>,
}

/// What one head makes of one face.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// One number per label, before temperature and softmax.
    pub logits: Vec<f32>,
    /// Calibrated probabilities, one per label, summing to 1; of the votes head, shares of the votes.
    pub probabilities: Vec<f32>,
}

impl Prediction {
    /// A head's answer; none from a network without it.
    pub fn of(&self, head: Head) -> Option<&Answer> {
        match head {
            Head::Label => Some(&self.label),
            Head::Votes => self.votes.as_ref(),
        }
    }
}

impl Answer {
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

impl Classifier {
    /// Builds the checkpoint's network.
    ///
    /// # Errors
    /// [`Error::Candle`](crate::Error::Candle) for what candle refuses, which no valid input reaches.
    pub fn new(checkpoint: &Checkpoint) -> Result<Self> {
        let metadata = checkpoint.metadata().clone();
        let network = LeNet::new(&metadata.architecture, metadata.outputs(), checkpoint.tensors())?;
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
    ///
    /// # Errors
    /// As [`classify_all`](Self::classify_all).
    pub fn classify(&self, face: &Face) -> Result<Prediction> {
        Ok(self.classify_all(std::slice::from_ref(face))?.remove(0))
    }

    /// Reads several faces in one batch.
    ///
    /// # Errors
    /// [`Error::NotFinite`](crate::Error::NotFinite) for weights so large that a logit overflows.
    pub fn classify_all(&self, faces: &[Face]) -> Result<Vec<Prediction>> {
        let logits = self.network.forward(&batch(faces)?)?.to_vec2::<f32>()?;
        logits.into_iter().map(|logits| self.prediction(check_finite("logits", logits)?)).collect()
    }

    /// Both heads' logits, the label head's first, as a prediction.
    fn prediction(&self, mut logits: Vec<f32>) -> Result<Prediction> {
        let votes = logits.split_off(self.metadata.labels.len());
        let votes = self.metadata.votes.as_ref().map(|head| Answer::new(votes, head.temperature));
        Ok(Prediction { label: Answer::new(logits, self.metadata.temperature), votes })
    }

    /// Every layer's activation for one face, from the input to the `logits`; those of a votes head follow as `votes`.
    ///
    /// # Errors
    /// [`Error::Candle`](crate::Error::Candle) for what candle refuses, which no valid input reaches.
    pub fn activations(&self, face: &Face) -> Result<Vec<Activation>> {
        let mut activations = self.network.forward_all(&batch(std::slice::from_ref(face))?)?;
        if self.metadata.votes.is_some()
            && let Some(Activation { name, values }) = activations.pop()
        {
            let labels = self.metadata.labels.len();
            activations.push(Activation { name, values: values.narrow(D::Minus1, 0, labels)? });
            activations.push(Activation { name: "votes".into(), values: values.narrow(D::Minus1, labels, labels)? });
        }
        Ok(activations)
    }
}

/// Faces as the network's input: (faces, 1, 48, 48).
pub(crate) fn batch(faces: &[Face]) -> Result<Tensor> {
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
        let answer = Answer::new(vec![1e30, -1e30, 1e30, 3.0], 0.5);
        assert_eq!(answer.probabilities, [0.5, 0.0, 0.5, 0.0]);
        assert_eq!(answer.best(), 0);
    }

    #[test]
    fn a_higher_temperature_flattens() {
        let (cold, warm) = (softmax(&[2.0, 0.0], 1.0), softmax(&[2.0, 0.0], 4.0));
        assert!(cold[0] > warm[0] && warm[0] > 0.5);
    }
}
