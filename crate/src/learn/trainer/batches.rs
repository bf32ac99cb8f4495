//! Batches of augmented pictures, in a seeded order.

use super::loss::Targets;
use super::{Example, Purpose, Recipe, rng};
use crate::face::{self, PIXELS};
use crate::{Error, Result, ops};
use rand::seq::SliceRandom;

/// What a step learns from.
#[derive(Debug)]
pub struct Batch {
    step: usize,
    /// Augmented, normalised pictures (batch, 1, 48, 48).
    pub faces: Vec<f32>,
    /// What each head should say.
    pub targets: Targets,
}

/// Makes each step's batch, one ahead of the step.
#[derive(Debug, Default)]
pub struct Batches {
    /// The examples' order in an epoch.
    order: Vec<usize>,
    epoch: usize,
    next: Option<Batch>,
}

impl Batches {
    /// The batch of a step: the one made ahead, if it is this step's.
    pub fn take(&mut self, recipe: &Recipe, labels: usize, examples: &[Example], step: usize) -> Result<Batch> {
        let same_examples = self.order.len() == examples.len();
        match self.next.take().filter(|batch| batch.step == step && same_examples) {
            Some(batch) => Ok(batch),
            None => self.make(recipe, labels, examples, step),
        }
    }

    /// Makes the batch of a step ahead of it.
    pub fn prepare(&mut self, recipe: &Recipe, labels: usize, examples: &[Example], step: usize) -> Result<()> {
        self.next = Some(self.make(recipe, labels, examples, step)?);
        Ok(())
    }

    fn make(&mut self, recipe: &Recipe, labels: usize, examples: &[Example], step: usize) -> Result<Batch> {
        let per_epoch = recipe.steps_per_epoch(examples.len());
        let (epoch, place) = (step / per_epoch, step % per_epoch);
        if self.epoch != epoch || self.order.len() != examples.len() {
            self.order = (0..examples.len()).collect();
            self.order.shuffle(&mut rng(recipe.seed, Purpose::Shuffle, epoch as u64));
            self.epoch = epoch;
        }
        let end = ((place + 1) * recipe.batch).min(examples.len());
        let batch = &self.order[place * recipe.batch..end];

        let mut pixels = vec![0f32; batch.len() * PIXELS];
        ops::parallel::for_each_piece(&mut pixels, PIXELS, |place, out| {
            let index = batch[place];
            let mut rng = rng(recipe.seed, Purpose::Augment, (epoch * examples.len() + index) as u64);
            out.copy_from_slice(&recipe.augment.apply(&examples[index].face, &mut rng));
            face::normalise(out);
        });
        let heads = recipe.heads();
        let mut targets = Vec::with_capacity(batch.len() * heads * labels);
        for example in batch.iter().map(|&i| &examples[i]) {
            let smoothing = recipe.label_smoothing;
            let smooth = |share: &f32| example.weight * (share * (1.0 - smoothing) + smoothing / labels as f32);
            targets.extend(example.target.iter().map(smooth));
            match (&example.votes, heads) {
                (_, 1) => {}
                (Some(votes), _) => targets.extend(votes.iter().map(|share| example.weight * recipe.votes * share)),
                (None, _) => targets.extend(vec![0.0; labels]),
            }
        }
        if targets.len() != batch.len() * heads * labels {
            return Err(Error::Training { reason: format!("expected targets and votes of {labels} shares each") });
        }
        let targets = Targets { pictures: batch.len(), heads, labels, shares: targets };
        Ok(Batch { step, faces: pixels, targets })
    }
}
