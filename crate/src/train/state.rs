//! A training run on disk, so that it can be broken off and go on: a safetensors file of variables, velocities and
//! running statistics, with the recipe it belongs to.

use super::{Recipe, Trainer};
use crate::{Architecture, Error, Result, checkpoint};
use candle_core::{Device, Tensor};
use std::collections::BTreeMap;

impl Trainer {
    /// Everything that [`resume`](Self::resume) needs.
    pub fn state(&self) -> Result<Vec<u8>> {
        let mut tensors = BTreeMap::new();
        for ((name, var), velocity) in self.network.parameters().iter().zip(&self.optimiser.velocities) {
            tensors.insert(name.clone(), var.as_detached_tensor());
            let velocity = Tensor::from_slice(velocity, var.shape(), &Device::Cpu)?;
            tensors.insert(format!("velocity.{name}"), velocity);
        }
        for (i, statistics) in self.network.running().iter().enumerate() {
            tensors.insert(format!("mean{}", i + 1), Tensor::new(statistics.mean.as_slice(), &Device::Cpu)?);
            tensors.insert(format!("variance{}", i + 1), Tensor::new(statistics.variance.as_slice(), &Device::Cpu)?);
        }
        let metadata = BTreeMap::from([("setup", self.setup()), ("step", self.step.to_string())]);
        checkpoint::serialize(&metadata, &tensors, false)
    }

    /// Goes on where [`state`](Self::state) was taken. Architecture, labels and recipe must be the same.
    pub fn resume(architecture: Architecture, labels: usize, recipe: Recipe, state: &[u8]) -> Result<Self> {
        let mut trainer = Self::new(architecture, labels, recipe)?;
        let bad =
            |reason: &str| Error::Training { reason: format!("the training state {reason}: start without --resume") };
        let file = safetensors::SafeTensors::deserialize(state).map_err(|e| bad(&format!("cannot be read ({e})")))?;
        let (_, header) = safetensors::SafeTensors::read_metadata(state).map_err(|e| bad(&e.to_string()))?;
        let metadata = header.metadata().clone().unwrap_or_default();
        if metadata.get("setup") != Some(&trainer.setup()) {
            return Err(bad("was made with other options"));
        }
        let read = |name: &str, length: usize| -> Result<Vec<f32>> {
            let view = file.tensor(name).map_err(|_| bad(&format!("lacks `{name}`")))?;
            let bytes = view.data().chunks_exact(4);
            let values: Vec<f32> = bytes.map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
            if values.len() == length { Ok(values) } else { Err(bad(&format!("has another size of `{name}`"))) }
        };
        for ((name, var), velocity) in trainer.network.parameters().iter().zip(&mut trainer.optimiser.velocities) {
            var.set(&Tensor::from_vec(read(name, var.elem_count())?, var.shape(), &Device::Cpu)?)?;
            *velocity = read(&format!("velocity.{name}"), velocity.len())?;
        }
        for (i, statistics) in trainer.network.running_mut().iter_mut().enumerate() {
            statistics.mean = read(&format!("mean{}", i + 1), statistics.mean.len())?;
            statistics.variance = read(&format!("variance{}", i + 1), statistics.variance.len())?;
        }
        trainer.step = metadata.get("step").and_then(|s| s.parse().ok()).ok_or_else(|| bad("lacks its step"))?;
        Ok(trainer)
    }

    fn setup(&self) -> String {
        serde_json::json!({ "architecture": self.architecture, "labels": self.labels, "recipe": self.recipe })
            .to_string()
    }
}
