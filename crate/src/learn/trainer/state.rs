//! A training run on disk, so that it can be broken off and go on: a safetensors file of variables, what descent and average
//! remember and running statistics, with the recipe it belongs to.

use super::average::Average;
use super::network::Parameter;
use super::{Recipe, Trainer};
use crate::ops::training::BatchStatistics;
use crate::storage::{self, Storage};
use crate::{Architecture, Error, Result};
use candle_core::{Device, Tensor};
use safetensors::SafeTensors;
use std::collections::{BTreeMap, HashMap};

impl Trainer {
    /// Everything that [`resume`](Self::resume) needs.
    ///
    /// # Errors
    /// [`Error::Candle`] for what candle refuses, which no valid input reaches.
    pub fn state(&mut self) -> Result<Vec<u8>> {
        self.state_with("")
    }

    /// As [`state`](Self::state), with words of the caller's own, which [`state_note`](Self::state_note) reads.
    ///
    /// # Errors
    /// [`Error::Candle`] for what candle refuses, which no valid input reaches.
    pub fn state_with(&mut self, note: &str) -> Result<Vec<u8>> {
        let mut tensors = BTreeMap::new();
        for Parameter { name, shape, values } in self.network.parameters() {
            tensors.insert(name.clone(), Tensor::from_slice(values, shape.as_slice(), &Device::Cpu)?);
        }
        for (name, values) in self.memory() {
            tensors.insert(name, Tensor::new(values.as_slice(), &Device::Cpu)?);
        }
        let metadata =
            BTreeMap::from([("setup", self.setup()), ("step", self.step.to_string()), ("note", note.to_owned())]);
        Ok(storage::serialize(&metadata, &storage::store(&tensors, Storage::F32)?))
    }

    /// The caller's words in a state; empty where there are none. Errors when the bytes are no safetensors file.
    ///
    /// # Errors
    /// [`Error::NotSafetensors`] for other bytes.
    pub fn state_note(state: &[u8]) -> Result<String> {
        let (_, mut metadata) = storage::open(state)?;
        Ok(metadata.remove("note").unwrap_or_default())
    }

    /// Goes on where [`state`](Self::state) was taken. Architecture, labels and recipe must be the same.
    ///
    /// # Errors
    /// [`Error::Training`] for the state of another run, [`Error::NotSafetensors`] for other bytes.
    pub fn resume(architecture: Architecture, labels: usize, recipe: Recipe, state: &[u8]) -> Result<Self> {
        let mut trainer = Self::new(architecture, labels, recipe)?;
        trainer.restore(state)?;
        Ok(trainer)
    }

    /// Takes over where [`state`](Self::state) was taken; this trainer must have been made as that one was.
    ///
    /// # Errors
    /// As [`resume`](Self::resume).
    pub(crate) fn restore(&mut self, state: &[u8]) -> Result<()> {
        let state = State::open(state, "give the options that it was made with")?;
        if state.metadata.get("setup") != Some(&self.setup()) {
            return Err(state.bad("was made with other options"));
        }
        state.read_weights(self)?;
        for (name, values) in self.memory() {
            *values = state.read(&name, values.len())?;
        }
        let step = state.metadata.get("step").and_then(|s| s.parse().ok());
        self.step = step.ok_or_else(|| state.bad("lacks its step"))?;
        Ok(())
    }

    /// Begins a run with the weights of another one's state, in place of fresh ones. The architecture must be the same, and
    /// whether there is batch normalisation and a second head; all else of the recipe may differ.
    ///
    /// # Errors
    /// [`Error::Training`] for the state of another network, [`Error::NotSafetensors`] for other bytes.
    pub fn begin_with(architecture: Architecture, labels: usize, recipe: Recipe, state: &[u8]) -> Result<Self> {
        let mut trainer = Self::new(architecture, labels, recipe)?;
        let state = State::open(state, "give the state of another run")?;
        state.read_weights(&mut trainer)?;
        for (name, values) in statistics("", trainer.network.running_mut()) {
            *values = state.read(&name, values.len())?;
        }
        if trainer.average.is_some() {
            trainer.average = Some(Average::new(&trainer.network));
        }
        Ok(trainer)
    }

    /// All that a run remembers beside its weights, by name.
    fn memory(&mut self) -> Vec<(String, &mut Vec<f32>)> {
        let Self { network, optimiser, average, .. } = self;
        let names: Vec<String> = network.parameters().iter().map(|p| p.name.clone()).collect();
        let mut memory = named("velocity", &names, &mut optimiser.velocities);
        memory.extend(named("square", &names, &mut optimiser.squares));
        memory.extend(statistics("", network.running_mut()));
        if let Some(average) = average {
            memory.extend(named("average", &names, &mut average.parameters));
            memory.extend(statistics("average.", &mut average.running));
        }
        memory
    }

    fn setup(&self) -> String {
        serde_json::json!({ "architecture": self.architecture, "labels": self.labels, "recipe": self.recipe })
            .to_string()
    }
}

/// A state file, and what to do when it is of no use.
struct State<'a> {
    file: SafeTensors<'a>,
    metadata: HashMap<String, String>,
    remedy: &'static str,
}

impl<'a> State<'a> {
    fn open(bytes: &'a [u8], remedy: &'static str) -> Result<Self> {
        let (file, metadata) = storage::open(bytes)?;
        Ok(Self { file, metadata, remedy })
    }

    fn bad(&self, reason: &str) -> Error {
        Error::Training { reason: format!("the training state {reason}: {}", self.remedy) }
    }

    fn read(&self, name: &str, length: usize) -> Result<Vec<f32>> {
        let view = self.file.tensor(name).map_err(|_| self.bad(&format!("lacks `{name}`")))?;
        let bytes = view.data().chunks_exact(4);
        let values: Vec<f32> = bytes.map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
        if values.len() == length { Ok(values) } else { Err(self.bad(&format!("has another size of `{name}`"))) }
    }

    fn read_weights(&self, trainer: &mut Trainer) -> Result<()> {
        for Parameter { name, values, .. } in trainer.network.parameters_mut() {
            *values = self.read(name, values.len())?;
        }
        Ok(())
    }
}

fn named<'a>(kind: &str, names: &[String], values: &'a mut [Vec<f32>]) -> Vec<(String, &'a mut Vec<f32>)> {
    names.iter().zip(values).map(|(name, values)| (format!("{kind}.{name}"), values)).collect()
}

fn statistics<'a>(prefix: &str, running: &'a mut [BatchStatistics]) -> Vec<(String, &'a mut Vec<f32>)> {
    let both = |(i, s): (usize, &'a mut BatchStatistics)| {
        [(format!("{prefix}mean{}", i + 1), &mut s.mean), (format!("{prefix}variance{}", i + 1), &mut s.variance)]
    };
    running.iter_mut().enumerate().flat_map(both).collect()
}
