//! Training: a recipe, examples, and a [`Trainer`] that takes one step at a time.
//!
//! It touches no clock, file or console, so that the command line and a page can drive it alike. Weights, shuffles,
//! augmentation and dropout come from the seed alone: the same seed gives the same weights, bit for bit, also when a run
//! is broken off and resumed at an epoch.

mod average;
mod batches;
mod example;
mod loss;
mod network;
mod optimiser;
mod recipe;
mod state;
mod tune;
mod votes_head;

use crate::checkpoint::Checkpoint;
use crate::{Architecture, Error, Metadata, Result, ops};
use average::Average;
use batches::{Batch, Batches};
use loss::Loss;
use network::Network;
use optimiser::Optimiser;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

pub use example::{Example, SoftTarget, balance, distil};
pub use recipe::{Descent, Recipe, Schedule};
pub use votes_head::{RECIPE as VOTES_HEAD_RECIPE, with_votes_head};

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
/// let dark = Example::of_label(Face::new(&[40; 48 * 48])?, 0, 2)?;
/// let light = Example::of_label(Face::new(&[200; 48 * 48])?, 1, 2)?;
/// let examples = vec![[dark, light]; 8].concat();
///
/// let architecture = Architecture::named("lenet5")?;
/// let mut trainer = Trainer::new(architecture.clone(), 2, Recipe::plain(8, 0.01)?)?;
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

impl Trainer {
    /// A network with fresh weights.
    ///
    /// # Errors
    /// [`Error::Architecture`] for a network that cannot be built.
    pub fn new(architecture: Architecture, labels: usize, recipe: Recipe) -> Result<Self> {
        let outputs = labels * recipe.heads();
        architecture.check_outputs(outputs)?;
        let network =
            Network::new(&architecture, outputs, recipe.batch_norm, &mut rng(recipe.seed, Purpose::Weights, 0));
        let optimiser = Optimiser::new(network.parameters(), recipe.descent);
        let average = (recipe.average > 0.0).then(|| Average::new(&network));
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
        self.recipe = self.recipe.clone().with_learning_rate(learning_rate)?;
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
        parameters.map(|(parameter, velocity)| (parameter.name.clone(), scale * size(velocity))).collect()
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
            average.update(network, recipe.average, *step);
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
            Some(average) => &average.of(&self.network),
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
    let pass = network.forward(faces, [recipe.dropout_features, recipe.dropout_dense], &mut dropout);
    let Loss { mean: loss, gradient, right } = Loss::of(pass.logits(), targets);
    let gradients = network.backward(faces, &pass, gradient);
    optimiser.step(network.parameters_mut(), &gradients, learning_rate, recipe, step);
    if !loss.is_finite() {
        let reason = format!("the loss became {loss} at step {}: lower the learning rate", step + 1);
        return Err(Error::Training { reason });
    }
    Ok(Step { loss, right, n: targets.pictures, learning_rate })
}

#[cfg(test)]
mod recipe_tests;
#[cfg(test)]
mod tests;
