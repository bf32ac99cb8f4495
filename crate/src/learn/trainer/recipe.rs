//! How to train: what is chosen before the first step.

use crate::augment::Augment;
use crate::{Error, Result};
use serde::Serialize;
use std::fmt::Display;

/// How to train. Each choice is checked where it is made, so that there is no recipe out of its ranges.
///
/// ```
/// use mimique::Recipe;
/// use mimique::augment::Augment;
/// # fn main() -> mimique::Result<()> {
/// let recipe = Recipe::plain(64, 0.05)?.with_epochs(24)?.with_dropout(0.18, 0.35)?.with_augment(Augment::FULL);
/// assert_eq!((recipe.batch(), recipe.epochs()), (64, 24));
/// assert!(recipe.with_momentum(1.0).is_err());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Recipe {
    pub(super) epochs: usize,
    pub(super) batch: usize,
    pub(super) learning_rate: f64,
    // States of runs before this was a choice do not tell it.
    #[serde(skip_serializing_if = "Schedule::is_default")]
    pub(super) schedule: Schedule,
    pub(super) warmup_epochs: f64,
    pub(super) descent: Descent,
    pub(super) momentum: f64,
    pub(super) weight_decay: f64,
    pub(super) label_smoothing: f32,
    pub(super) dropout_features: f32,
    pub(super) dropout_dense: f32,
    pub(super) votes: f32,
    pub(super) average: f32,
    pub(super) batch_norm: bool,
    pub(super) augment: Augment,
    pub(super) seed: u64,
}

/// How the learning rate goes on after its warm-up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum Schedule {
    /// It falls along a cosine, to 0 at the last of the planned epochs.
    #[default]
    Cosine,
    /// It stays until somebody stops the run, and `epochs` count for nothing.
    Constant,
}

impl Schedule {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// How a gradient becomes a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Descent {
    /// Stochastic gradient descent with Nesterov momentum.
    Nesterov,
    /// Adam with decay apart from the gradient (Loshchilov & Hutter 2019, <https://arxiv.org/abs/1711.05101>).
    AdamW,
}

impl Recipe {
    /// Gradient descent and nothing else, no batch normalisation, dropout, augmentation or smoothing: steps of `batch` pictures,
    /// 2 or more (all of them where there are fewer), with a largest learning rate above 0.
    ///
    /// # Errors
    /// [`Error::Training`] outside of these ranges.
    pub fn plain(batch: usize, learning_rate: f64) -> Result<Self> {
        let recipe = Self {
            epochs: 1000,
            batch: checked("a batch of 2 pictures or more", batch, batch >= 2)?,
            learning_rate: 0.0,
            schedule: Schedule::Cosine,
            warmup_epochs: 0.0,
            descent: Descent::Nesterov,
            momentum: 0.9,
            weight_decay: 5e-4,
            label_smoothing: 0.0,
            dropout_features: 0.0,
            dropout_dense: 0.0,
            votes: 0.0,
            average: 0.0,
            batch_norm: false,
            augment: Augment::NONE,
            seed: 1,
        };
        recipe.with_learning_rate(learning_rate)
    }

    /// Passes over the examples that are planned: the schedule's end. The trainer goes on for as long as it is called.
    pub fn epochs(&self) -> usize {
        self.epochs
    }

    /// Pictures a step; all of them where there are fewer.
    pub fn batch(&self) -> usize {
        self.batch
    }

    /// Plans so many passes over the examples, 1 or more.
    ///
    /// # Errors
    /// [`Error::Training`] for none.
    pub fn with_epochs(self, epochs: usize) -> Result<Self> {
        Ok(Self { epochs: checked("epochs of 1 or more", epochs, epochs >= 1)?, ..self })
    }

    /// The largest learning rate, above 0: reached after the warm-up.
    ///
    /// # Errors
    /// [`Error::Training`] when it is not above 0 or not finite.
    pub fn with_learning_rate(self, rate: f64) -> Result<Self> {
        let learning_rate = checked("a learning rate above 0", rate, rate.is_finite() && rate > 0.0)?;
        Ok(Self { learning_rate, ..self })
    }

    /// How the learning rate goes on after the warm-up.
    pub fn with_schedule(self, schedule: Schedule) -> Self {
        Self { schedule, ..self }
    }

    /// Epochs over which the learning rate rises from 0: 0 or more, whole or not.
    ///
    /// # Errors
    /// [`Error::Training`] below 0 or not finite.
    pub fn with_warmup_epochs(self, epochs: f64) -> Result<Self> {
        let warmup_epochs = checked("warm-up epochs of 0 or more", epochs, epochs.is_finite() && epochs >= 0.0)?;
        Ok(Self { warmup_epochs, ..self })
    }

    /// How a gradient becomes a step.
    pub fn with_descent(self, descent: Descent) -> Self {
        Self { descent, ..self }
    }

    /// Nesterov momentum, or the first of AdamW's two decay rates: from 0 to below 1.
    ///
    /// # Errors
    /// [`Error::Training`] outside of this range.
    pub fn with_momentum(self, momentum: f64) -> Result<Self> {
        let momentum = checked("a momentum from 0 to below 1", momentum, (0.0..1.0).contains(&momentum))?;
        Ok(Self { momentum, ..self })
    }

    /// Decay of weights (not of biases or batch normalisation) a step, over the learning rate: 0 or more.
    ///
    /// # Errors
    /// [`Error::Training`] below 0 or not finite.
    pub fn with_weight_decay(self, decay: f64) -> Result<Self> {
        let weight_decay = checked("a weight decay of 0 or more", decay, decay.is_finite() && decay >= 0.0)?;
        Ok(Self { weight_decay, ..self })
    }

    /// Share of the target that is spread over all labels, from 0 to below 1 (Szegedy et al. 2016,
    /// <https://arxiv.org/abs/1512.00567>).
    ///
    /// # Errors
    /// [`Error::Training`] outside of this range.
    pub fn with_label_smoothing(self, share: f32) -> Result<Self> {
        Ok(Self { label_smoothing: share_of("label smoothing", share)?, ..self })
    }

    /// Shares of the last feature maps' and of each hidden dense layer's values that are set to 0 in a step, from 0 to below 1.
    ///
    /// # Errors
    /// [`Error::Training`] outside of this range.
    pub fn with_dropout(self, features: f32, dense: f32) -> Result<Self> {
        let (dropout_features, dropout_dense) = (share_of("dropout", features)?, share_of("dropout", dense)?);
        Ok(Self { dropout_features, dropout_dense, ..self })
    }

    /// How much a second head counts that learns how a crowd voted ([`Head::Votes`](crate::Head)); 0 for none.
    ///
    /// # Errors
    /// [`Error::Training`] below 0 or not finite.
    pub fn with_votes(self, weight: f32) -> Result<Self> {
        let votes = checked("votes that count 0 or more", weight, weight.is_finite() && weight >= 0.0)?;
        Ok(Self { votes, ..self })
    }

    /// Decay a step, from 0 to below 1, of a moving average of the weights, which the checkpoint then holds in their place; 0
    /// for none.
    ///
    /// # Errors
    /// [`Error::Training`] outside of this range.
    pub fn with_average(self, decay: f32) -> Result<Self> {
        Ok(Self { average: share_of("decay of the average", decay)?, ..self })
    }

    /// Whether each convolution's output is normalised over the batch; folded into its weights in a checkpoint.
    pub fn with_batch_norm(self, batch_norm: bool) -> Self {
        Self { batch_norm, ..self }
    }

    /// How pictures are changed each time they are used.
    pub fn with_augment(self, augment: Augment) -> Self {
        Self { augment, ..self }
    }

    /// What every random choice comes from.
    pub fn with_seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    /// The labels' own head and, where votes count, a second one of as many outputs.
    pub(super) fn heads(&self) -> usize {
        if self.votes > 0.0 { 2 } else { 1 }
    }

    pub(super) fn steps_per_epoch(&self, examples: usize) -> usize {
        (examples / self.batch).max(1)
    }

    pub(super) fn learning_rate(&self, step: usize, steps_per_epoch: usize) -> f64 {
        let epoch = (step as f64 + 0.5) / steps_per_epoch as f64;
        if epoch < self.warmup_epochs {
            return self.learning_rate * epoch / self.warmup_epochs;
        }
        if self.schedule == Schedule::Constant {
            return self.learning_rate;
        }
        let rest = self.epochs as f64 - self.warmup_epochs;
        let progress = ((epoch - self.warmup_epochs) / rest.max(1e-9)).min(1.0);
        self.learning_rate * (1.0 + (std::f64::consts::PI * progress).cos()) / 2.0
    }
}

fn checked<T: Display>(expected: &str, value: T, holds: bool) -> Result<T> {
    if holds { Ok(value) } else { Err(Error::Training { reason: format!("expected {expected}, got {value}") }) }
}

fn share_of(name: &str, share: f32) -> Result<f32> {
    checked(&format!("a {name} from 0 to below 1"), share, (0.0..1.0).contains(&share))
}
