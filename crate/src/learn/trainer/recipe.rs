//! How to train: what is chosen before the first step.

use crate::augment::Augment;
use crate::{Error, Result};
use serde::{Deserialize, Serialize};

/// How to train.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recipe {
    /// Passes over the examples that are planned: the schedule's end. The trainer goes on for as long as it is called.
    pub epochs: usize,
    /// Pictures a step; all of them where there are fewer.
    pub batch: usize,
    /// The largest learning rate: reached after `warmup_epochs`.
    pub learning_rate: f64,
    /// How the learning rate goes on from there. States of runs before this was a choice do not tell it.
    #[serde(default, skip_serializing_if = "Schedule::is_default")]
    pub schedule: Schedule,
    /// Epochs over which the learning rate rises from 0.
    pub warmup_epochs: f64,
    /// How a gradient becomes a step.
    pub descent: Descent,
    /// Nesterov momentum, or the first of AdamW's two decay rates.
    pub momentum: f64,
    /// Decay of weights (not of biases or batch normalisation) a step, over the learning rate.
    pub weight_decay: f64,
    /// Share of the target that is spread over all labels (Szegedy et al. 2016, <https://arxiv.org/abs/1512.00567>).
    pub label_smoothing: f32,
    /// Share of the last feature maps' values that is set to 0 in a step.
    pub dropout_features: f32,
    /// Share of each hidden dense layer's values that is set to 0 in a step.
    pub dropout_dense: f32,
    /// How much a second head counts that learns how a crowd voted ([`Head::Votes`](crate::Head)); 0 for none.
    pub votes: f32,
    /// Decay a step of a moving average of the weights, which the checkpoint then holds in their place; 0 for none.
    pub average: f32,
    /// Normalise each convolution's output over the batch; folded into its weights in a checkpoint.
    pub batch_norm: bool,
    /// How pictures are changed each time they are used.
    pub augment: Augment,
    /// What every random choice comes from.
    pub seed: u64,
}

/// How the learning rate goes on after its warm-up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Descent {
    /// Stochastic gradient descent with Nesterov momentum.
    Nesterov,
    /// Adam with decay apart from the gradient (Loshchilov & Hutter 2019, <https://arxiv.org/abs/1711.05101>).
    AdamW,
}

impl Recipe {
    /// Gradient descent and nothing else: no batch normalisation, dropout, augmentation or smoothing.
    pub fn plain(batch: usize, learning_rate: f64) -> Self {
        Self {
            epochs: 1000,
            batch,
            learning_rate,
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
        }
    }

    pub(super) fn validate(&self) -> Result<()> {
        let share = |v: f32| (0.0..1.0).contains(&v);
        let checks = [
            (self.epochs >= 1, "epochs of 1 or more"),
            (self.batch >= 2, "a batch of 2 or more"),
            (self.learning_rate.is_finite() && self.learning_rate > 0.0, "a learning rate above 0"),
            (self.warmup_epochs >= 0.0, "warm-up epochs of 0 or more"),
            ((0.0..1.0).contains(&self.momentum), "a momentum from 0 to below 1"),
            (self.weight_decay >= 0.0, "a weight decay of 0 or more"),
            (share(self.label_smoothing), "a label smoothing from 0 to below 1"),
            (self.votes.is_finite() && self.votes >= 0.0, "votes that count 0 or more"),
            (share(self.average), "a decay of the average from 0 to below 1"),
            (share(self.dropout_features) && share(self.dropout_dense), "dropouts from 0 to below 1"),
        ];
        match checks.iter().find(|(holds, _)| !holds) {
            Some((_, expected)) => Err(Error::Training { reason: format!("expected {expected}") }),
            None => Ok(()),
        }
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
