//! The options of `mimique train` that say how to train.

use clap::{Args, ValueEnum};
use mimique::Recipe;
use mimique::augment::Augment;

#[derive(Args)]
pub struct RecipeArgs {
    /// Passes over the Training pictures
    #[arg(long, default_value_t = 24)]
    pub epochs: usize,
    /// What every random choice comes from
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Pictures a step
    #[arg(long, default_value_t = 64)]
    pub batch: usize,
    /// The largest learning rate, after the warm-up and before the cosine
    #[arg(long, default_value_t = 0.05)]
    learning_rate: f64,
    /// Epochs over which the learning rate rises
    #[arg(long, default_value_t = 1.0)]
    warmup_epochs: f64,
    /// Nesterov momentum
    #[arg(long, default_value_t = 0.9)]
    momentum: f64,
    /// Decay of weights, not of biases
    #[arg(long, default_value_t = 5e-4)]
    weight_decay: f64,
    /// Share of the target that is spread over all labels
    #[arg(long, default_value_t = 0.1)]
    label_smoothing: f32,
    /// Dropout of the last feature maps
    #[arg(long, default_value_t = 0.18)]
    dropout_features: f32,
    /// Dropout of the hidden dense layers
    #[arg(long, default_value_t = 0.35)]
    dropout_dense: f32,
    /// Train without batch normalisation
    #[arg(long)]
    no_batch_norm: bool,
    /// How pictures are changed each time they are used
    #[arg(long, value_enum, default_value = "full")]
    augment: AugmentName,
}

#[derive(Clone, Copy, ValueEnum)]
enum AugmentName {
    /// Pictures as they are
    None,
    /// Mirror, ± 5°, ± 2 pixels, ± 5 % size
    Light,
    /// Mirror, ± 10°, ± 3 pixels, ± 10 % size, contrast, brightness, erasing
    Full,
}

impl RecipeArgs {
    pub fn recipe(&self) -> Recipe {
        Recipe {
            epochs: self.epochs,
            batch: self.batch,
            learning_rate: self.learning_rate,
            warmup_epochs: self.warmup_epochs,
            momentum: self.momentum,
            weight_decay: self.weight_decay,
            label_smoothing: self.label_smoothing,
            dropout_features: self.dropout_features,
            dropout_dense: self.dropout_dense,
            batch_norm: !self.no_batch_norm,
            augment: match self.augment {
                AugmentName::None => Augment::NONE,
                AugmentName::Light => Augment::LIGHT,
                AugmentName::Full => Augment::FULL,
            },
            seed: self.seed,
        }
    }

    /// What the recipe adds to plain gradient descent, for the card.
    pub fn in_words(&self) -> String {
        let norm = if self.no_batch_norm {
            "no batch normalisation"
        } else {
            "batch normalisation, folded into the convolutions"
        };
        let augment = match self.augment {
            AugmentName::None => "no augmentation",
            AugmentName::Light => "light augmentation (mirror, ± 5°, ± 2 pixels, ± 5 % size)",
            AugmentName::Full => {
                "full augmentation (mirror, ± 10°, ± 3 pixels, ± 10 % size, contrast, brightness, erasing)"
            }
        };
        format!(
            "SGD with Nesterov momentum {}, batch {}, learning rate {} with warm-up and cosine, weight decay {}; {norm}; \
             dropout {} of the last maps and {} of the dense layers; label smoothing {}; {augment}",
            self.momentum,
            self.batch,
            self.learning_rate,
            self.weight_decay,
            self.dropout_features,
            self.dropout_dense,
            self.label_smoothing
        )
    }
}
