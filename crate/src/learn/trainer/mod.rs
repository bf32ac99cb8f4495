//! Training: a recipe, examples, and a [`Trainer`] that takes one step at a time.
//!
//! It touches no clock, file or console, so that the command line and a page can drive it alike. Weights, shuffles,
//! augmentation and dropout come from the seed alone: the same seed gives the same weights, bit for bit, also when a run
//! is broken off and resumed at an epoch.

mod average;
mod batches;
mod example;
mod network;
mod optimiser;
mod state;
mod votes_head;

use crate::augment::Augment;
use crate::checkpoint::Checkpoint;
use crate::{Architecture, Error, Metadata, Result, classifier::best, ops};
use average::Average;
use batches::{Batch, Batches};
use candle_core::{D, Tensor};
use network::Network;
use optimiser::Optimiser;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};

pub use example::{Example, SoftTarget, balance, distil};
pub use votes_head::{RECIPE as VOTES_HEAD_RECIPE, with_votes_head};

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

/// What one step did.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// Mean cross-entropy over the step's pictures, before the step, as weights and a second head make it count.
    pub loss: f32,
    /// Pictures whose most probable label was the target's, before the step.
    pub right: usize,
    /// Pictures.
    pub n: usize,
    /// The learning rate used.
    pub learning_rate: f64,
}

/// A network being trained.
///
/// ```
/// use mimique::{Architecture, Example, Face, Metadata, Recipe, Trainer};
/// # fn main() -> mimique::Result<()> {
/// // Dark pictures have the first label, light ones the second.
/// let dark = Example::new(Face::new(&[40; 48 * 48])?, vec![1.0, 0.0]);
/// let light = Example::new(Face::new(&[200; 48 * 48])?, vec![0.0, 1.0]);
/// let examples = vec![[dark, light]; 8].concat();
///
/// let architecture = Architecture::named("lenet5")?;
/// let mut trainer = Trainer::new(architecture.clone(), 2, Recipe::plain(8, 0.01))?;
/// for _ in 0..10 {
///     let step = trainer.step(&examples)?;
///     assert_eq!(step.n, 8);
/// }
/// let checkpoint = trainer.checkpoint(Metadata::new("light", architecture, vec!["dark".into(), "light".into()]))?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Trainer {
    architecture: Architecture,
    labels: usize,
    recipe: Recipe,
    network: Network,
    optimiser: Optimiser,
    average: Option<Average>,
    batches: Batches,
    step: usize,
}

/// What a random choice is for; each has a stream of its own, so that adding one does not change the others.
#[derive(Clone, Copy)]
enum Purpose {
    Weights = 0,
    Shuffle = 1,
    Augment = 2,
    Dropout = 3,
}

fn rng(seed: u64, purpose: Purpose, index: u64) -> ChaCha8Rng {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(((purpose as u64) << 56) | index);
    rng
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

    fn validate(&self) -> Result<()> {
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
    fn heads(&self) -> usize {
        if self.votes > 0.0 { 2 } else { 1 }
    }

    fn steps_per_epoch(&self, examples: usize) -> usize {
        (examples / self.batch).max(1)
    }

    fn learning_rate(&self, step: usize, steps_per_epoch: usize) -> f64 {
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

impl Trainer {
    /// A network with fresh weights.
    ///
    /// # Errors
    /// [`Error::Training`] for a recipe out of its ranges, [`Error::Architecture`] for a network that cannot be built.
    pub fn new(architecture: Architecture, labels: usize, recipe: Recipe) -> Result<Self> {
        recipe.validate()?;
        let outputs = labels * recipe.heads();
        architecture.check_outputs(outputs)?;
        let network =
            Network::new(&architecture, outputs, recipe.batch_norm, &mut rng(recipe.seed, Purpose::Weights, 0))?;
        let optimiser = Optimiser::new(network.parameters(), recipe.descent);
        let average = if recipe.average > 0.0 { Some(Average::new(&network)?) } else { None };
        Ok(Self { architecture, labels, recipe, network, optimiser, average, batches: Batches::default(), step: 0 })
    }

    /// Steps in a pass over this many examples, at least one. A last batch that is not full is left for the next epoch's shuffle.
    pub fn steps_per_epoch(&self, examples: usize) -> usize {
        self.recipe.steps_per_epoch(examples)
    }

    /// Changes the recipe's learning rate from the next step on; what descent remembers stays.
    ///
    /// # Errors
    /// When it is not above 0.
    pub fn set_learning_rate(&mut self, learning_rate: f64) -> Result<()> {
        let recipe = Recipe { learning_rate, ..self.recipe.clone() };
        recipe.validate()?;
        self.recipe = recipe;
        Ok(())
    }

    /// How large the gradients of each parameter have lately been: the root of the mean square of their moving average.
    pub fn gradients(&self) -> Vec<(String, f32)> {
        let scale = match self.recipe.descent {
            Descent::Nesterov => 1.0 - self.recipe.momentum as f32, // a moving sum
            Descent::AdamW => 1.0,
        };
        let size = |values: &[f32]| (values.iter().map(|v| v * v).sum::<f32>() / values.len() as f32).sqrt();
        let parameters = self.network.parameters().iter().zip(&self.optimiser.velocities);
        parameters.map(|((name, _), velocity)| (name.clone(), scale * size(velocity))).collect()
    }

    /// Steps taken.
    pub fn steps(&self) -> usize {
        self.step
    }

    /// Takes the next step on the next batch of a seeded shuffle of `examples`, which must be the same at every call.
    ///
    /// # Errors
    /// [`Error::Training`] for fewer examples than a batch, for targets of other labels, or when the loss is no longer finite.
    pub fn step(&mut self, examples: &[Example]) -> Result<Step> {
        if examples.is_empty() {
            return Err(Error::Training { reason: "expected examples, got none".to_owned() });
        }
        let per_epoch = self.steps_per_epoch(examples.len());
        let Self { recipe, network, optimiser, average, batches, step, labels, .. } = self;
        let batch = batches.take(recipe, *labels, examples, *step)?;
        let learning_rate = recipe.learning_rate(*step, per_epoch);
        let (learned, prepared) = ops::parallel::join(
            || learn(network, optimiser, recipe, &batch, *step, learning_rate),
            || batches.prepare(recipe, *labels, examples, *step + 1),
        );
        prepared?;
        *step += 1;
        if let Some(average) = average {
            average.update(network, recipe.average, *step)?;
        }
        learned
    }

    /// The network as it stands, batch normalisation folded into the convolutions. It has a votes head where votes counted.
    ///
    /// # Errors
    /// [`Error::Labels`] or [`Error::Architecture`] for metadata of another network; [`Error::NotFinite`] when training
    /// diverged.
    pub fn checkpoint(&self, metadata: Metadata) -> Result<Checkpoint> {
        let votes = (self.recipe.heads() > 1).then(|| metadata.votes.clone().unwrap_or_default());
        let network = match &self.average {
            Some(average) => &average.of(&self.network)?,
            None => &self.network,
        };
        Checkpoint::new(Metadata { votes, ..metadata }, network.folded()?)
    }
}

/// One step of gradient descent on a batch.
fn learn(
    network: &mut Network,
    optimiser: &mut Optimiser,
    recipe: &Recipe,
    Batch { faces, targets, .. }: &Batch,
    step: usize,
    learning_rate: f64,
) -> Result<Step> {
    let mut dropout = rng(recipe.seed, Purpose::Dropout, step as u64);
    let logits = network.forward(faces, [recipe.dropout_features, recipe.dropout_dense], &mut dropout)?;
    let log_probabilities = candle_nn::ops::log_softmax(&logits.reshape(targets.shape())?, D::Minus1)?;
    let n = faces.dim(0)?;
    let loss = (log_probabilities.mul(targets)?.sum_all()? * (-1.0 / n as f64))?;
    optimiser.step(network.parameters(), &loss.backward()?, learning_rate, recipe, step)?;

    let first_head = |values: &Tensor| values.get_on_dim(1, 0)?.to_vec2::<f32>();
    let (logits, targets) = (first_head(&log_probabilities)?, first_head(targets)?);
    let right = logits.iter().zip(&targets).filter(|(logits, target)| best(logits) == best(target)).count();
    let loss = loss.to_scalar::<f32>()?;
    if !loss.is_finite() {
        let reason = format!("the loss became {loss} at step {}: lower the learning rate", step + 1);
        return Err(Error::Training { reason });
    }
    Ok(Step { loss, right, n, learning_rate })
}

#[cfg(test)]
mod recipe_tests;
#[cfg(test)]
mod tests;
