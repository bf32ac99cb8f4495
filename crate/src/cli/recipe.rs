//! The options of `mimique train` that say how to train.

use super::ranges::{seed, within};
use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};
use mimique::augment::Augment;
use mimique::train::Descent;
use mimique::{Recipe, Result};
use std::path::PathBuf;

#[derive(Args)]
pub struct RecipeArgs {
    /// Passes over the Training pictures
    #[arg(long, default_value_t = 24, value_parser = within::<usize>(1..=100_000, "1 to 100000 epochs"))]
    pub epochs: usize,
    /// What every random choice comes from
    #[arg(long, default_value_t = 1, value_parser = seed())]
    pub seed: u64,
    /// Pictures a step
    #[arg(long, default_value_t = 64, value_parser = within::<usize>(2..=65536, "2 to 65536 pictures"))]
    pub batch: usize,
    /// The largest learning rate, after the warm-up and before the cosine
    #[arg(long, default_value_t = 0.05, value_parser = within::<f64>(f64::MIN_POSITIVE..=100.0, "a number above 0, to 100"))]
    learning_rate: f64,
    /// Epochs over which the learning rate rises
    #[arg(long, default_value_t = 1.0, value_parser = within::<f64>(0.0..=100_000.0, "0 to 100000 epochs"))]
    warmup_epochs: f64,
    /// How a gradient becomes a step; AdamW wants a smaller learning rate (0.001) and more decay (0.01)
    #[arg(long, value_enum, default_value = "sgd")]
    optimiser: OptimiserName,
    /// Nesterov momentum, or AdamW's first decay rate
    #[arg(long, default_value_t = 0.9, value_parser = within::<f64>(0.0..1.0, "a share from 0 to below 1"))]
    momentum: f64,
    /// Decay of weights, not of biases
    #[arg(long, default_value_t = 5e-4, value_parser = within::<f64>(0.0..=1.0, "0 to 1"))]
    weight_decay: f64,
    /// Share of the target that is spread over all labels
    #[arg(long, default_value_t = 0.1, value_parser = within::<f32>(0.0..1.0, "a share from 0 to below 1"))]
    label_smoothing: f32,
    /// Dropout of the last feature maps
    #[arg(long, default_value_t = 0.18, value_parser = within::<f32>(0.0..1.0, "a share from 0 to below 1"))]
    dropout_features: f32,
    /// Dropout of the hidden dense layers
    #[arg(long, default_value_t = 0.35, value_parser = within::<f32>(0.0..1.0, "a share from 0 to below 1"))]
    dropout_dense: f32,
    /// Let pictures of rare labels count more in the loss: as their number to the power of minus this; 0 not, 1 all labels alike
    #[arg(long, default_value_t = 0.0, value_name = "POWER", value_parser = within::<f32>(0.0..=1.0, "a power of 0 to 1"))]
    pub balance: f32,
    /// FER+'s fer2013new.csv: trains a second head, which says what share of ten people would give each label
    #[arg(long, value_name = "FILE")]
    pub votes: Option<PathBuf>,
    /// How much the second head counts in the loss
    #[arg(long, default_value_t = 0.5, value_parser = within::<f32>(0.0..=100.0, "0 to 100"))]
    votes_weight: f32,
    /// What a teacher says of the Training pictures: a file of `mimique soft-targets`
    #[arg(long, value_name = "FILE")]
    pub soft_targets: Option<PathBuf>,
    /// Share of the target that comes from the teacher
    #[arg(long, default_value_t = 0.7, value_parser = within::<f32>(0.0..=1.0, "a share of 0 to 1"))]
    pub soft_share: f32,
    /// Keep a moving average of the weights with this decay a step; 0 for none
    #[arg(long, default_value_t = 0.0, value_name = "DECAY", value_parser = within::<f32>(0.0..1.0, "a share from 0 to below 1"))]
    average: f32,
    /// Train without batch normalisation
    #[arg(long)]
    no_batch_norm: bool,
    /// How pictures are changed each time they are used
    #[arg(long, value_enum, default_value = "full")]
    augment: AugmentName,
}

#[derive(Clone, Copy, ValueEnum)]
enum OptimiserName {
    /// Stochastic gradient descent with Nesterov momentum
    Sgd,
    /// Adam with decay apart from the gradient
    Adamw,
}

/// The place of one of [`Augment::PRESETS`].
#[derive(Clone, Copy)]
struct AugmentName(usize);

impl AugmentName {
    fn preset(self) -> (&'static str, Augment) {
        Augment::PRESETS[self.0]
    }
}

impl ValueEnum for AugmentName {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self(0), Self(1), Self(2), Self(3)]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (name, augment) = self.preset();
        Some(PossibleValue::new(name).help(augment.to_string()))
    }
}

impl RecipeArgs {
    pub fn recipe(&self, seed: u64) -> Result<Recipe> {
        let recipe = Recipe::plain(self.batch, self.learning_rate)?
            .with_epochs(self.epochs)?
            .with_warmup_epochs(self.warmup_epochs)?
            .with_momentum(self.momentum)?
            .with_weight_decay(self.weight_decay)?
            .with_label_smoothing(self.label_smoothing)?
            .with_dropout(self.dropout_features, self.dropout_dense)?
            .with_votes(if self.votes.is_some() { self.votes_weight } else { 0.0 })?
            .with_average(self.average)?;
        let descent = match self.optimiser {
            OptimiserName::Sgd => Descent::Nesterov,
            OptimiserName::Adamw => Descent::AdamW,
        };
        let recipe = recipe.with_descent(descent).with_batch_norm(!self.no_batch_norm);
        Ok(recipe.with_augment(self.augment.preset().1).with_seed(seed))
    }

    /// What the recipe adds to plain gradient descent, for the card.
    pub fn in_words(&self, dense: bool) -> String {
        let norm = if self.no_batch_norm {
            "no batch normalisation"
        } else {
            "batch normalisation, folded into the convolutions"
        };
        let (name, strength) = self.augment.preset();
        let augment = if strength == Augment::NONE {
            "no augmentation".to_owned()
        } else {
            format!("{name} augmentation ({strength})")
        };
        let optimiser = match self.optimiser {
            OptimiserName::Sgd => format!("SGD with Nesterov momentum {}", self.momentum),
            OptimiserName::Adamw => format!("AdamW with first decay rate {}", self.momentum),
        };
        // A network without hidden dense layers has nothing to drop there.
        let dropout_dense =
            if dense { format!(" and {} of the dense layers", self.dropout_dense) } else { String::new() };
        let mut words = format!(
            "{optimiser}, batch {}, learning rate {} with warm-up and cosine, weight decay {}; {norm}; dropout {} of the last \
             maps{dropout_dense}; label smoothing {}; {augment}",
            self.batch, self.learning_rate, self.weight_decay, self.dropout_features, self.label_smoothing
        );
        if self.balance > 0.0 {
            words += &format!("; pictures of rare labels count more (power {})", self.balance);
        }
        if self.votes.is_some() {
            words += &format!("; a second head of weight {} learns FER+'s votes", self.votes_weight);
        }
        if self.soft_targets.is_some() {
            words += &format!("; {} of the target is what a teacher says", self.soft_share);
        }
        if self.average > 0.0 {
            words += &format!("; the weights are a moving average with decay {}", self.average);
        }
        words
    }
}
