//! A run that begins with the weights of a checkpoint.

use super::{Recipe, Trainer};
use crate::{Checkpoint, Error, Result};

impl Trainer {
    /// A trainer of a checkpoint's network. Its last layer stays where the labels are its own, and is a fresh one otherwise;
    /// `last_only` leaves all the others as they are. A votes head falls away.
    ///
    /// # Errors
    /// [`Error::Training`] for a recipe with batch normalisation, which a checkpoint no longer has, with votes or out of its ranges.
    pub(crate) fn tuned(checkpoint: &Checkpoint, labels: &[String], recipe: Recipe, last_only: bool) -> Result<Self> {
        if recipe.batch_norm || recipe.heads() > 1 {
            let reason =
                "expected a recipe without batch normalisation and votes to go on with a checkpoint".to_owned();
            return Err(Error::Training { reason });
        }
        let metadata = checkpoint.metadata();
        let mut trainer = Self::new(metadata.architecture.clone(), labels.len(), recipe)?;
        let parameters = trainer.network.parameters_mut();
        let kept = if metadata.labels == labels { parameters.len() } else { parameters.len() - 2 };
        for parameter in &mut parameters[..kept] {
            let mut values = checkpoint.tensors()[&parameter.name].flatten_all()?.to_vec1()?;
            values.truncate(parameter.values.len()); // the label head comes first
            parameter.values = values;
        }
        if last_only {
            trainer.network.freeze();
        }
        Ok(trainer)
    }
}
