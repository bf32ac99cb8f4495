//! A checkpoint: weights and the metadata that explain them, in one safetensors file.
//!
//! `__metadata__` holds strings only, so structured entries are JSON: `format`, `name`, `architecture`, `labels`,
//! `normalisation`, `temperature`, and, where known, `dataset`, `figures`, `votes` (the second head: its labels, temperature and figures), `training`, `licence`, `source`.

use crate::storage::{self, SCALE, Storage};
use crate::{Error, Metadata, Result};
use candle_core::{Device, Tensor};
use safetensors::Dtype;
use std::collections::BTreeMap;

/// The largest checkpoint that is read.
pub const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// Weights that fit their metadata: every tensor is there, has its shape and is finite.
///
/// ```
/// use mimique::{Architecture, Checkpoint, Metadata, Recipe, Storage, Trainer};
/// # fn main() -> mimique::Result<()> {
/// let architecture = Architecture::named("lenet5")?;
/// let metadata = Metadata::new("fresh", architecture.clone(), vec!["ring".into(), "cross".into()]);
/// let checkpoint = Trainer::new(architecture, 2, Recipe::plain(16, 0.01)?)?.checkpoint(metadata)?;
///
/// let bytes = checkpoint.to_bytes(Storage::F16)?;
/// let read = Checkpoint::from_bytes(&bytes)?;
/// assert_eq!(read.metadata().labels, ["ring", "cross"]);
/// assert_eq!(read.tensors()["conv1.weight"].dims(), [6, 1, 5, 5]);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Checkpoint {
    metadata: Metadata,
    tensors: BTreeMap<String, Tensor>,
}

impl Checkpoint {
    /// Puts weights and metadata together. Tensors are f32, named and shaped as
    /// [`Architecture::tensors`](crate::Architecture::tensors) says of [`Metadata::outputs`] outputs.
    ///
    /// # Errors
    /// [`Error::Labels`], [`Error::Metadata`] or [`Error::Architecture`] for metadata that say nothing usable;
    /// [`Error::TensorMissing`], [`Error::TensorUnknown`], [`Error::TensorShape`] or [`Error::NotFinite`] for tensors that are
    /// not the architecture's.
    pub fn new(metadata: Metadata, tensors: BTreeMap<String, Tensor>) -> Result<Self> {
        metadata.validate()?;
        let expected = metadata.architecture.tensors(metadata.outputs());
        check_names(&expected, tensors.keys().map(String::as_str))?;
        for (name, shape) in &expected {
            let tensor = &tensors[name];
            storage::check_shape(name, shape, tensor.dims())?;
            check_finite(name, tensor.flatten_all()?.to_vec1::<f32>()?)?;
        }
        Ok(Self { metadata, tensors })
    }

    /// Reads a safetensors file. Everything is checked before the first tensor is built.
    ///
    /// # Errors
    /// [`Error::CheckpointTooLarge`] above 16 MiB, [`Error::NotSafetensors`] for other bytes, [`Error::TensorType`] for tensors
    /// of another type than F32, F16 or I8, and the errors of [`new`](Self::new).
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        if bytes.len() as u64 > MAX_BYTES {
            return Err(Error::CheckpointTooLarge { got: bytes.len() as u64 });
        }
        let (file, strings) = storage::open(bytes)?;
        let metadata = Metadata::from_strings(&strings)?;
        metadata.validate()?;

        let expected = metadata.architecture.tensors(metadata.outputs());
        let is_scale = |name: &&str| {
            let of = name.strip_suffix(SCALE).and_then(|of| file.tensor(of).ok());
            of.is_some_and(|tensor| tensor.dtype() == Dtype::I8)
        };
        check_names(&expected, file.names().into_iter().filter(|name| !is_scale(name)))?;
        let mut values = BTreeMap::new();
        for (name, shape) in expected {
            let data = storage::load(&file, &name, &shape)?;
            values.insert(name.clone(), (check_finite(&name, data)?, shape));
        }
        let mut tensors = BTreeMap::new();
        for (name, (data, shape)) in values {
            tensors.insert(name, Tensor::from_vec(data, shape, &Device::Cpu)?);
        }
        Ok(Self { metadata, tensors })
    }

    /// Writes a safetensors file. The same checkpoint gives the same bytes.
    ///
    /// # Errors
    /// [`Error::Candle`] for what candle refuses, which no valid input reaches.
    pub fn to_bytes(&self, storage: Storage) -> Result<Vec<u8>> {
        Ok(storage::serialize(&self.metadata.to_strings(), &storage::store(&self.tensors, storage)?))
    }

    /// What the checkpoint says of itself.
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// The same weights under other metadata, which must describe the same network.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn with_metadata(self, metadata: Metadata) -> Result<Self> {
        Self::new(metadata, self.tensors)
    }

    /// The weights by name, f32.
    pub fn tensors(&self) -> &BTreeMap<String, Tensor> {
        &self.tensors
    }
}

fn check_names<'a>(expected: &[(String, Vec<usize>)], got: impl Iterator<Item = &'a str>) -> Result<()> {
    let got: Vec<&str> = got.collect();
    if let Some((name, shape)) = expected.iter().find(|(name, _)| !got.contains(&name.as_str())) {
        return Err(Error::TensorMissing { name: name.clone(), expected: shape.clone() });
    }
    match got.iter().find(|name| !expected.iter().any(|(known, _)| known == *name)) {
        Some(name) => Err(Error::TensorUnknown { name: (*name).to_owned() }),
        None => Ok(()),
    }
}

pub(crate) fn check_finite(name: &str, data: Vec<f32>) -> Result<Vec<f32>> {
    // The bits of an exponent that is not finite are all ones. Without an exit the compiler takes several values at once.
    let largest = data.iter().fold(0, |largest: u32, v| largest.max(v.to_bits() & f32::INFINITY.to_bits()));
    if largest < f32::INFINITY.to_bits() {
        return Ok(data);
    }
    let index = data.iter().position(|v| !v.is_finite()).unwrap_or_default();
    Err(Error::NotFinite { name: name.to_owned(), index })
}
