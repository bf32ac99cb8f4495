//! What can be set in the lab, by the names that the page and its address use.

use crate::augment::Augment;
use crate::train::{self, Recipe, Schedule};
use crate::{Architecture, Block, Error, Result};
use serde::{Deserialize, Serialize};

/// Everything that makes a run what it is beside its pictures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Settings {
    /// `lenet5`, `wide` or `tiny`.
    pub architecture: String,
    /// Kernels of LeNet-5's two convolutions, where they are other than its 6 and 16.
    pub channels: Option<[usize; 2]>,
    /// Training pictures of each label; a label without an entry gives all.
    pub counts: Vec<usize>,
    /// Share of the training labels that are wrong.
    pub label_noise: f32,
    /// Whether pictures of rare labels count more in the loss.
    pub class_weights: bool,
    /// Whether pictures of rare labels are repeated until all labels have as many.
    pub repeat: bool,
    /// How pictures are changed each time they are used.
    pub augment: Disturbance,
    /// Share of each hidden dense layer's values that is set to 0 in a step.
    pub dropout: f32,
    /// Decay of weights per step, over the learning rate.
    pub weight_decay: f64,
    /// How a gradient becomes a step.
    pub optimiser: Descent,
    /// The largest learning rate.
    pub learning_rate: f64,
    /// How the learning rate goes on.
    pub schedule: Fall,
    /// Epochs after which the cosine reaches 0.
    pub epochs: usize,
    /// Pictures a step.
    pub batch: usize,
    /// Whether each convolution's output is normalised over the batch.
    pub batch_norm: bool,
    /// What weights, shuffles, augmentation, dropout and wrong labels come from.
    pub seed: u32,
}

/// How far pictures are changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Disturbance {
    /// Not at all.
    None,
    /// [`Augment::LIGHT`].
    Light,
    /// [`Augment::FULL`].
    Full,
}

/// How a gradient becomes a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Descent {
    /// Stochastic gradient descent with Nesterov momentum of 0.9.
    Sgd,
    /// Adam with decay apart from the gradient.
    Adamw,
}

/// How the learning rate goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Fall {
    /// As it is until the run is stopped.
    Constant,
    /// Along a cosine, to 0 at the last epoch.
    Cosine,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            architecture: "lenet5".to_owned(),
            channels: None,
            counts: Vec::new(),
            label_noise: 0.0,
            class_weights: false,
            repeat: false,
            augment: Disturbance::None,
            dropout: 0.0,
            weight_decay: 5e-4,
            optimiser: Descent::Sgd,
            learning_rate: 0.01,
            schedule: Fall::Constant,
            epochs: 30,
            batch: 32,
            batch_norm: true,
            seed: 1,
        }
    }
}

impl Settings {
    /// The network.
    ///
    /// # Errors
    /// For an unknown name, or channels of another network than LeNet-5.
    pub fn architecture(&self) -> Result<Architecture> {
        let named = Architecture::named(&self.architecture)?;
        let Some(channels) = self.channels else { return Ok(named) };
        if named.name() != "lenet5" {
            let channels = channels.map(|channels| channels.to_string()).join(" and ");
            let reason = format!("only lenet5 takes other channels, got {channels} for {}", named.name());
            return Err(Error::Architecture { reason });
        }
        let other =
            |(block, channels): (&Block, usize)| Block::new(channels, block.kernel(), block.padding(), block.pool());
        let blocks = named.blocks().iter().zip(channels).map(other).collect::<Result<_>>()?;
        let [first, second] = channels;
        let name = if channels == [6, 16] { "lenet5".to_owned() } else { format!("lenet5-{first}-{second}") };
        Architecture::new(name, blocks, named.dense().to_vec())
    }

    /// The trainer's recipe.
    pub(super) fn recipe(&self) -> Result<Recipe> {
        if !(0.0..=1.0).contains(&self.label_noise) {
            return Err(Error::Data {
                reason: format!("expected a label noise from 0 to 1, got {}", self.label_noise),
            });
        }
        let schedule = match self.schedule {
            Fall::Constant => Schedule::Constant,
            Fall::Cosine => Schedule::Cosine,
        };
        let descent = match self.optimiser {
            Descent::Sgd => train::Descent::Nesterov,
            Descent::Adamw => train::Descent::AdamW,
        };
        let augment = match self.augment {
            Disturbance::None => Augment::NONE,
            Disturbance::Light => Augment::LIGHT,
            Disturbance::Full => Augment::FULL,
        };
        let recipe = Recipe::plain(self.batch, self.learning_rate)?.with_epochs(self.epochs)?;
        let recipe = recipe.with_weight_decay(self.weight_decay)?.with_dropout(0.0, self.dropout)?;
        let recipe = recipe.with_schedule(schedule).with_descent(descent).with_batch_norm(self.batch_norm);
        Ok(recipe.with_augment(augment).with_seed(u64::from(self.seed)))
    }

    /// The recipe for a model card.
    pub(super) fn in_words(&self) -> String {
        serde_json::to_string(self).expect("plain settings become JSON")
    }
}
