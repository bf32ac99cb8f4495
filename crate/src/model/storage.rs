//! How weights lie in a safetensors file: as f32, as f16, or as i8 with one scale per output.

use crate::{Error, Result};
use candle_core::Tensor;
use safetensors::{Dtype, SafeTensorError, SafeTensors};
use std::collections::{BTreeMap, HashMap};

/// How weights are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Storage {
    /// As they are: 4 bytes each.
    F32,
    /// Rounded to 11 binary digits: 2 bytes each.
    F16,
    /// 1 byte each: `name` (i8) times `name.scale` (f32, one per output); biases stay f32.
    I8,
}

/// What follows a tensor's name in that of its scales.
pub const SCALE: &str = ".scale";

/// The longest header that is read, in bytes; those of the shipped checkpoints have some thousands.
const MAX_HEADER: u64 = 1 << 20;

/// A tensor as it lies in a file.
pub struct Stored {
    pub dtype: Dtype,
    pub shape: Vec<usize>,
    pub bytes: Vec<u8>,
}

/// f32 tensors as they will lie in a file.
pub fn store(tensors: &BTreeMap<String, Tensor>, storage: Storage) -> Result<BTreeMap<String, Stored>> {
    let mut stored = BTreeMap::new();
    for (name, tensor) in tensors {
        let values = tensor.flatten_all()?.to_vec1::<f32>()?;
        let shape = tensor.dims().to_vec();
        let f32s = |values: &[f32]| values.iter().flat_map(|v| v.to_le_bytes()).collect();
        let (dtype, bytes) = match storage {
            Storage::F16 => {
                (Dtype::F16, values.iter().flat_map(|v| half::f16::from_f32(*v).to_le_bytes()).collect::<Vec<u8>>())
            }
            Storage::I8 if shape.len() > 1 => {
                let rows = values.chunks_exact(values.len() / shape[0]);
                let scales: Vec<f32> = rows.clone().map(best_scale).collect();
                let bytes = rows.zip(&scales).flat_map(|(row, scale)| row.iter().map(|v| rounded(*v, *scale) as u8));
                let bytes = bytes.collect();
                let entry = Stored { dtype: Dtype::F32, shape: vec![shape[0]], bytes: f32s(&scales) };
                stored.insert(format!("{name}{SCALE}"), entry);
                (Dtype::I8, bytes)
            }
            _ => (Dtype::F32, f32s(&values)),
        };
        stored.insert(name.clone(), Stored { dtype, shape, bytes });
    }
    Ok(stored)
}

fn rounded(value: f32, scale: f32) -> i8 {
    (value / scale).round().clamp(-127.0, 127.0) as i8
}

/// The scale with the least squared error: one that cuts off a few large weights serves the many small ones better.
fn best_scale(row: &[f32]) -> f32 {
    let largest = row.iter().fold(0f32, |largest, v| largest.max(v.abs()));
    if largest == 0.0 {
        return 1.0;
    }
    let error = |scale: f32| -> f32 {
        row.iter().map(|v| v - f32::from(rounded(*v, scale)) * scale).map(|difference| difference * difference).sum()
    };
    let scales = (60..=100).map(|percent| largest * percent as f32 / 100.0 / 127.0);
    scales.min_by(|a, b| error(*a).total_cmp(&error(*b))).expect("there are candidates")
}

/// A file and its metadata, its header checked.
pub fn open(bytes: &[u8]) -> Result<(SafeTensors<'_>, HashMap<String, String>)> {
    check_header(bytes)?;
    let bad = |e: SafeTensorError| Error::NotSafetensors { reason: e.to_string() };
    let file = SafeTensors::deserialize(bytes).map_err(bad)?;
    let (_, header) = SafeTensors::read_metadata(bytes).map_err(bad)?;
    Ok((file, header.metadata().clone().unwrap_or_default()))
}

/// Checks header length and offsets in `u64`: the safetensors crate adds them in `usize`, which overflows on wasm32.
fn check_header(bytes: &[u8]) -> Result<()> {
    let bad = |reason: String| Err(Error::NotSafetensors { reason });
    let Some(length) = bytes.first_chunk::<8>().map(|b| u64::from_le_bytes(*b)) else {
        return bad(format!("only {} bytes", bytes.len()));
    };
    let rest = (bytes.len() - 8) as u64;
    if length > MAX_HEADER {
        return bad(format!("its header is of {length} bytes, expected at most {MAX_HEADER}"));
    }
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

/// A file's tensor as f32 values, if it has this shape. An i8 tensor's scales must be there, one for each of its first side.
pub fn load(file: &SafeTensors, name: &str, shape: &[usize]) -> Result<Vec<f32>> {
    let missing = |_| Error::TensorMissing { name: name.to_owned(), expected: shape.to_vec() };
    let view = file.tensor(name).map_err(missing)?;
    check_shape(name, shape, view.shape())?;
    let data = view.data();
    match view.dtype() {
        Dtype::F32 => Ok(data.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect()),
        Dtype::F16 => Ok(data.chunks_exact(2).map(|b| half::f16::from_le_bytes([b[0], b[1]]).to_f32()).collect()),
        // A scale of scales would have no end.
        Dtype::I8 if !name.ends_with(SCALE) => {
            let scales = load(file, &format!("{name}{SCALE}"), &shape[..shape.len().min(1)])?;
            let mut values = Vec::with_capacity(data.len());
            for (row, scale) in data.chunks_exact((data.len() / scales.len().max(1)).max(1)).zip(scales) {
                values.extend(row.iter().map(|b| f32::from(*b as i8) * scale));
            }
            Ok(values)
        }
        other => Err(Error::TensorType { name: name.to_owned(), got: format!("{other:?}") }),
    }
}

/// An error when a tensor has another shape.
pub fn check_shape(name: &str, expected: &[usize], got: &[usize]) -> Result<()> {
    if expected == got {
        return Ok(());
    }
    Err(Error::TensorShape { name: name.to_owned(), expected: expected.to_vec(), got: got.to_vec() })
}

/// A safetensors file with its entries in order. Written here and not by the safetensors crate, whose metadata is a hash
/// map: its order, and so the file, would change from run to run.
pub fn serialize(metadata: &BTreeMap<&str, String>, tensors: &BTreeMap<String, Stored>) -> Vec<u8> {
    let mut header = serde_json::Map::new();
    header.insert("__metadata__".into(), serde_json::json!(metadata));
    let mut data = Vec::new();
    // Wide types first: a reader may want each tensor to begin at a multiple of its type's size.
    let mut order: Vec<_> = tensors.iter().collect();
    order.sort_by_key(|(_, stored)| std::cmp::Reverse(stored.dtype.bitsize()));
    for (name, Stored { dtype, shape, bytes }) in order {
        let start = data.len();
        data.extend_from_slice(bytes);
        let entry = serde_json::json!({ "dtype": dtype, "shape": shape, "data_offsets": [start, data.len()] });
        header.insert(name.clone(), entry);
    }
    let mut header = serde_json::Value::from(header).to_string().into_bytes();
    header.resize(header.len().next_multiple_of(8), b' ');
    let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
    bytes.append(&mut header);
    bytes.append(&mut data);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn squared_error(row: &[f32], scale: f32) -> f32 {
        row.iter().map(|v| v - f32::from(rounded(*v, scale)) * scale).map(|difference| difference * difference).sum()
    }

    #[test]
    fn a_scale_cuts_off_one_large_weight_for_the_sake_of_many_small_ones() {
        let mut row = vec![0.004; 10_000];
        row.push(1.0);
        let (scale, largest) = (best_scale(&row), 1.0 / 127.0);
        assert!(scale < 0.9 * largest, "{scale}");
        assert!(squared_error(&row, scale) < 0.8 * squared_error(&row, largest));
        assert_eq!(rounded(1.0, scale), 127);
        assert_eq!(rounded(-1.0, scale), -127);
    }

    #[test]
    fn weights_that_fit_the_largest_scale_keep_it() {
        let row: Vec<f32> = (-127..=127i16).map(|i| f32::from(i) / 64.0).collect();
        assert!((best_scale(&row) - 1.0 / 64.0).abs() < 1e-8, "{}", best_scale(&row));
        assert_eq!(best_scale(&[0.0; 3]), 1.0);
    }
}
