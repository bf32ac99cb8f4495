//! A checkpoint: weights and the metadata that explain them, in one safetensors file.
//!
//! `__metadata__` holds strings only, so structured entries are JSON: `format`, `name`, `architecture`, `labels`,
//! `normalisation`, `temperature`, and, where known, `dataset`, `figures`, `training`, `licence`, `source`.

use crate::storage::{self, SCALE, Storage};
use crate::{Error, Metadata, Result};
use candle_core::{Device, Tensor};
use safetensors::{Dtype, SafeTensors};
use std::collections::{BTreeMap, HashMap};

/// The largest checkpoint that is read.
pub const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// Weights that fit their metadata: every tensor is there, has its shape and is finite.
#[derive(Clone, Debug)]
pub struct Checkpoint {
    metadata: Metadata,
    tensors: BTreeMap<String, Tensor>,
}

impl Checkpoint {
    /// Puts weights and metadata together. Tensors are f32, named and shaped as [`Architecture::tensors`] says.
    pub fn new(metadata: Metadata, tensors: BTreeMap<String, Tensor>) -> Result<Self> {
        metadata.validate()?;
        let expected = metadata.architecture.tensors(metadata.labels.len());
        check_names(&expected, tensors.keys().map(String::as_str))?;
        for (name, shape) in &expected {
            let tensor = &tensors[name];
            check_shape(name, shape, tensor.dims())?;
            check_finite(name, tensor.flatten_all()?.to_vec1::<f32>()?)?;
        }
        Ok(Self { metadata, tensors })
    }

    /// Reads a safetensors file. Everything is checked before the first tensor is built.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        if bytes.len() as u64 > MAX_BYTES {
            return Err(Error::CheckpointTooLarge { got: bytes.len() as u64 });
        }
        check_header(bytes)?;
        let not_safetensors = |e: safetensors::SafeTensorError| Error::NotSafetensors { reason: e.to_string() };
        let file = SafeTensors::deserialize(bytes).map_err(not_safetensors)?;
        let (_, header) = SafeTensors::read_metadata(bytes).map_err(not_safetensors)?;
        let metadata = Metadata::from_strings(header.metadata().as_ref().unwrap_or(&HashMap::new()))?;
        metadata.validate()?;

        let expected = metadata.architecture.tensors(metadata.labels.len());
        let is_scale = |name: &&str| {
            let of = name.strip_suffix(SCALE).and_then(|of| file.tensor(of).ok());
            of.is_some_and(|tensor| tensor.dtype() == Dtype::I8)
        };
        check_names(&expected, file.names().into_iter().filter(|name| !is_scale(name)))?;
        let mut values = BTreeMap::new();
        for (name, shape) in expected {
            let view = file.tensor(&name).map_err(not_safetensors)?;
            check_shape(&name, &shape, view.shape())?;
            let data = storage::load(&file, &name, &view)?;
            values.insert(name.clone(), (check_finite(&name, data)?, shape));
        }
        let mut tensors = BTreeMap::new();
        for (name, (data, shape)) in values {
            tensors.insert(name, Tensor::from_vec(data, shape, &Device::Cpu)?);
        }
        Ok(Self { metadata, tensors })
    }

    /// Writes a safetensors file. The same checkpoint gives the same bytes.
    pub fn to_bytes(&self, storage: Storage) -> Result<Vec<u8>> {
        Ok(storage::serialize(&self.metadata.to_strings(), &storage::store(&self.tensors, storage)?))
    }

    /// What the checkpoint says of itself.
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// The same weights under other metadata, which must describe the same network.
    pub fn with_metadata(self, metadata: Metadata) -> Result<Self> {
        Self::new(metadata, self.tensors)
    }

    /// The weights by name, f32.
    pub fn tensors(&self) -> &BTreeMap<String, Tensor> {
        &self.tensors
    }
}

/// Checks header length and offsets in `u64`: the safetensors crate adds them in `usize`, which overflows on wasm32.
fn check_header(bytes: &[u8]) -> Result<()> {
    let bad = |reason: String| Err(Error::NotSafetensors { reason });
    let Some(length) = bytes.first_chunk::<8>().map(|b| u64::from_le_bytes(*b)) else {
        return bad(format!("only {} bytes", bytes.len()));
    };
    let rest = (bytes.len() - 8) as u64;
    if length > rest {
        return bad(format!("its first 8 bytes announce a header of {length} bytes, {rest} follow"));
    }
    let header = &bytes[8..8 + length as usize];
    let header: BTreeMap<String, serde_json::Value> = match serde_json::from_slice(header) {
        Ok(header) => header,
        Err(error) => return bad(format!("its header is not JSON: {error}")),
    };
    for (name, entry) in header.iter().filter(|(name, _)| *name != "__metadata__") {
        let end = |i: usize| entry["data_offsets"][i].as_u64();
        match (end(0), end(1)) {
            (Some(start), Some(stop)) if start <= stop && stop <= rest - length => {}
            _ => return bad(format!("tensor `{name}` lies outside of the file's {} data bytes", rest - length)),
        }
        let elements = entry["shape"]
            .as_array()
            .and_then(|shape| shape.iter().try_fold(1u64, |product, side| product.checked_mul(side.as_u64()?)));
        if elements.is_none_or(|n| n > rest) {
            return bad(format!("tensor `{name}` has a shape that the file cannot hold: {}", entry["shape"]));
        }
    }
    Ok(())
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

fn check_shape(name: &str, expected: &[usize], got: &[usize]) -> Result<()> {
    if expected == got {
        return Ok(());
    }
    Err(Error::TensorShape { name: name.to_owned(), expected: expected.to_vec(), got: got.to_vec() })
}

fn check_finite(name: &str, data: Vec<f32>) -> Result<Vec<f32>> {
    match data.iter().position(|v| !v.is_finite()) {
        Some(index) => Err(Error::NotFinite { name: name.to_owned(), index }),
        None => Ok(data),
    }
}
