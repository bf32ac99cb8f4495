//! The lab: pictures, settings and a trainer under one roof, so that a page can watch a network learn step by step.

mod pool;
mod settings;

use crate::evaluate::{Evaluation, groups_of_samples, predict};
use crate::metadata::{Dataset, Figures, Training};
use crate::train::{Example, Step, Trainer, balance};
use crate::{Architecture, Checkpoint, Classifier, Error, Face, Metadata, Prediction, Result};
use candle_core::Tensor;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::Serialize;
use std::collections::BTreeMap;

pub use pool::{Drawing, Part, Picture, Pool};
pub use settings::{Descent, Disturbance, Fall, Settings};

/// A run: a network that learns from some of the pictures.
#[derive(Debug)]
pub struct Run {
    settings: Settings,
    architecture: Architecture,
    labels: Vec<String>,
    trainer: Trainer,
    examples: Vec<Example>,
    /// Share of each label among the examples.
    shares: Vec<f32>,
}

/// What a network made of pictures that it was asked about.
#[derive(Clone, Debug, Serialize)]
pub struct Reading {
    /// The figures.
    pub evaluation: Evaluation,
    /// What each picture was read as, in the pool's order.
    pub predicted: Vec<usize>,
    /// How probable that was.
    pub probabilities: Vec<f32>,
    /// Share of the pictures that are read as one of their group, whose probabilities are sums over its labels.
    pub groups: f64,
}

impl Run {
    /// A run with fresh weights on the pictures that the settings choose.
    ///
    /// # Errors
    /// When a setting is out of its range or no picture is left.
    pub fn new(pool: &Pool, settings: Settings) -> Result<Self> {
        let architecture = settings.architecture()?;
        let trainer = Trainer::new(architecture.clone(), pool.labels().len(), settings.recipe()?)?;
        Self::with(pool, settings, architecture, trainer)
    }

    /// A run that begins with a checkpoint's weights, whose architecture counts in place of the settings'. Labels are its own, or
    /// else the last layer is a fresh one. `last_only` leaves all other layers as they are. Without batch normalisation, which a
    /// checkpoint no longer has.
    ///
    /// # Errors
    /// When a setting is out of its range or no picture is left.
    pub fn tuned(pool: &Pool, settings: Settings, checkpoint: &Checkpoint, last_only: bool) -> Result<Self> {
        let settings = Settings { batch_norm: false, ..settings };
        let trainer = Trainer::tuned(checkpoint, pool.labels(), settings.recipe()?, last_only)?;
        Self::with(pool, settings, checkpoint.metadata().architecture.clone(), trainer)
    }

    fn with(pool: &Pool, settings: Settings, architecture: Architecture, trainer: Trainer) -> Result<Self> {
        let (labels, examples) = (pool.labels().to_vec(), examples(pool, &settings)?);
        Ok(Self { shares: shares(&examples, labels.len()), settings, architecture, labels, trainer, examples })
    }

    /// Goes on where [`state`](Self::state) was taken. Pictures, settings and where it began must be the same.
    ///
    /// # Errors
    /// When they are others, or the state is no state.
    pub fn restore(&mut self, state: &[u8]) -> Result<()> {
        self.trainer.restore(state)
    }

    /// All that [`restore`](Self::restore) needs beside pictures and settings.
    ///
    /// # Errors
    /// When a tensor cannot be read.
    pub fn state(&mut self) -> Result<Vec<u8>> {
        self.trainer.state()
    }

    /// Takes one step of gradient descent.
    ///
    /// # Errors
    /// When the loss is no number any more.
    pub fn step(&mut self) -> Result<Step> {
        self.trainer.step(&self.examples)
    }

    /// Steps taken.
    pub fn steps(&self) -> usize {
        self.trainer.steps()
    }

    /// Steps of an epoch.
    pub fn steps_per_epoch(&self) -> usize {
        self.trainer.steps_per_epoch(self.examples.len())
    }

    /// Pictures that are learned from, repeated ones counted as often as they are.
    pub fn examples(&self) -> usize {
        self.examples.len()
    }

    /// Changes the learning rate from the next step on.
    ///
    /// # Errors
    /// When the rate is not above 0.
    pub fn set_learning_rate(&mut self, learning_rate: f64) -> Result<()> {
        self.trainer.set_learning_rate(learning_rate)?;
        self.settings.learning_rate = learning_rate;
        Ok(())
    }

    /// What the network as it stands makes of a part of the pictures. `prior` takes the log share of each label among the
    /// examples off its logit: what is rare is then read as readily as what is common.
    ///
    /// # Errors
    /// When a logit is not finite.
    pub fn read(&self, pool: &Pool, part: Part, prior: bool) -> Result<Reading> {
        let (classifier, predictions, truths) = self.predictions(pool, part)?;
        let groups = groups_right(&classifier, &truths, &predictions);
        let mut rows: Vec<Vec<f32>> = predictions.into_iter().map(|p| p.label.probabilities).collect();
        if prior {
            rows.iter_mut().for_each(|row| divide(row, &self.shares));
        }
        let predicted: Vec<usize> = rows.iter().map(|row| crate::classifier::best(row)).collect();
        let probabilities = rows.iter().zip(&predicted).map(|(row, &best)| row[best]).collect();
        let evaluation = Evaluation::new(self.labels.clone(), &rows, &truths);
        Ok(Reading { evaluation, predicted, probabilities, groups })
    }

    /// What the network as it stands says of each picture of a part, and the true labels.
    fn predictions(&self, pool: &Pool, part: Part) -> Result<(Classifier, Vec<Prediction>, Vec<usize>)> {
        let (faces, truths): (Vec<Face>, Vec<usize>) =
            pool.pictures(part).iter().map(|picture| (picture.face.clone(), picture.label)).unzip();
        let classifier = self.classifier()?;
        let predictions = predict(&classifier, &faces)?;
        Ok((classifier, predictions, truths))
    }

    /// The first layer's kernels (channels, 1, side, side).
    ///
    /// # Errors
    /// When the weights are not finite.
    pub fn kernels(&self) -> Result<Tensor> {
        Ok(self.checkpoint_with(self.metadata("lab")?)?.tensors()["conv1.weight"].clone())
    }

    /// How large each parameter's gradients have lately been; see [`Trainer::gradients`].
    pub fn gradients(&self) -> Vec<(String, f32)> {
        self.trainer.gradients()
    }

    /// The network as it stands, ready to read.
    ///
    /// # Errors
    /// When the weights are not finite.
    pub fn classifier(&self) -> Result<Classifier> {
        Classifier::new(&self.checkpoint_with(self.metadata("lab")?)?)
    }

    /// The network as it stands with all that is known of it: its figures on the validation pictures, its data and recipe.
    /// `address` is the page's with these settings, by which it can be made again.
    ///
    /// # Errors
    /// When the weights are not finite.
    pub fn checkpoint(&self, pool: &Pool, name: &str, address: &str) -> Result<Checkpoint> {
        let (classifier, predictions, truths) = self.predictions(pool, Part::Validation)?;
        let rows: Vec<Vec<f32>> = predictions.iter().map(|p| p.label.probabilities.clone()).collect();
        let Evaluation { n, accuracy, macro_f1, ece, loss, unsure, .. } =
            Evaluation::new(self.labels.clone(), &rows, &truths);
        let groups_accuracy = groups_right(&classifier, &truths, &predictions);
        let counts = BTreeMap::from([("Training".to_owned(), self.examples.len()), ("PublicTest".to_owned(), n)]);
        let epochs = self.steps() / self.steps_per_epoch();
        let metadata = Metadata {
            dataset: Some(Dataset { name: pool.name().to_owned(), rows: counts, note: pool.note(), fingerprint: None }),
            figures: (n > 0).then(|| Figures {
                split: "PublicTest".to_owned(),
                n,
                accuracy,
                macro_f1,
                ece,
                loss,
                groups_accuracy,
                unsure,
                groups_unsure: None,
            }),
            training: Some(Training {
                command: address.to_owned(),
                seed: u64::from(self.settings.seed),
                epochs,
                recipe: self.settings.in_words(),
            }),
            licence: Some(pool.licence().to_owned()),
            ..self.metadata(name)?
        };
        self.checkpoint_with(metadata)
    }

    fn metadata(&self, name: &str) -> Result<Metadata> {
        Ok(Metadata::new(name, self.architecture.clone(), self.labels.clone()))
    }

    /// The network's learned numbers, and million floating-point operations a face.
    pub fn size(&self) -> (u64, f64) {
        let labels = self.labels.len();
        (self.architecture.parameters(labels), self.architecture.mflop(labels))
    }

    fn checkpoint_with(&self, metadata: Metadata) -> Result<Checkpoint> {
        self.trainer.checkpoint(metadata)
    }
}

/// Share of the pictures that are read as one of their group.
fn groups_right(classifier: &Classifier, truths: &[usize], predictions: &[Prediction]) -> f64 {
    let (truths, groups) = groups_of_samples(classifier, truths, predictions);
    let right = truths.iter().zip(&groups).filter(|(truth, read)| truth == read).count();
    right as f64 / truths.len().max(1) as f64
}

/// The pictures that the settings choose of the training ones: of each label the first so many, some labels wrong, rare ones
/// repeated or weighted where asked.
fn examples(pool: &Pool, settings: &Settings) -> Result<Vec<Example>> {
    let labels = pool.labels().len();
    let mut of_label: Vec<Vec<&Picture>> = vec![Vec::new(); labels];
    for picture in pool.pictures(Part::Training) {
        if of_label[picture.label].len() < settings.counts.get(picture.label).copied().unwrap_or(usize::MAX) {
            of_label[picture.label].push(picture);
        }
    }
    let most = of_label.iter().map(Vec::len).max().unwrap_or_default();
    let mut examples = Vec::new();
    for (label, pictures) in of_label.iter().enumerate() {
        let count = if settings.repeat && !pictures.is_empty() { most } else { pictures.len() };
        for (i, picture) in pictures.iter().cycle().take(count).enumerate() {
            // By the picture and not by its place: a repeated picture keeps its wrong label.
            let mut rng = ChaCha8Rng::seed_from_u64(u64::from(settings.seed));
            rng.set_stream(((label as u64) << 32) | (i % pictures.len()) as u64);
            let (wrong, step) = (rng.random::<f32>() < settings.label_noise, rng.random_range(1..labels));
            let given = if wrong { (label + step) % labels } else { label };
            examples.push(Example::of_label(picture.face.clone(), given, labels)?);
        }
    }
    if examples.len() < 2 {
        let reason = format!("expected 2 training pictures or more, got {}: give some label more", examples.len());
        return Err(Error::Data { reason });
    }
    if settings.class_weights {
        balance(&mut examples, 1.0);
    }
    Ok(examples)
}

fn shares(examples: &[Example], labels: usize) -> Vec<f32> {
    let mut sums = vec![0.0; labels];
    for example in examples {
        sums.iter_mut().zip(example.target()).for_each(|(sum, share)| *sum += share / examples.len() as f32);
    }
    sums
}

/// Divides probabilities by shares, and makes them sum to 1 again. What has no share keeps its probability, nearly 0.
fn divide(row: &mut [f32], shares: &[f32]) {
    row.iter_mut().zip(shares).filter(|(_, share)| **share > 0.0).for_each(|(value, share)| *value /= share);
    let sum: f32 = row.iter().sum();
    row.iter_mut().for_each(|value| *value /= sum);
}

#[cfg(test)]
mod tests;
