//! The network's arithmetic as candle custom ops; tests hold each to plain candle.
//!
//! [`Conv2d`] reads; what learns passes forward and back on plain slices.

mod packed;
pub(crate) mod parallel;
mod reading;
pub(crate) mod simd;
#[cfg(feature = "train")]
pub(crate) mod training;

pub use reading::{Conv2d, Options, SeparableBlock};

use candle_core::{CpuStorage, Layout, Result};

/// The op's input as one slice. Callers make tensors contiguous before they apply an op.
pub(crate) fn slice<'a>(storage: &'a CpuStorage, layout: &Layout) -> Result<&'a [f32]> {
    let values = storage.as_slice::<f32>()?;
    match layout.contiguous_offsets() {
        Some((start, end)) => Ok(&values[start..end]),
        None => candle_core::bail!("an op takes contiguous tensors, got {layout:?}"),
    }
}

#[cfg(test)]
pub(crate) mod testing {
    use candle_core::{Device, Result, Shape, Tensor};
    use rand::{Rng, SeedableRng};

    /// Values in -1..1, the same for a seed.
    pub fn random(shape: impl Into<Shape>, seed: u64) -> Result<Tensor> {
        let shape = shape.into();
        let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(seed);
        let values: Vec<f32> = (0..shape.elem_count()).map(|_| rng.random_range(-1.0..1.0)).collect();
        Tensor::from_vec(values, shape, &Device::Cpu)
    }

    /// Same shape, and values within `tolerance`, absolute for small values and relative for large ones.
    pub fn assert_close(a: &Tensor, b: &Tensor, tolerance: f32) -> Result<()> {
        assert_eq!(a.dims(), b.dims());
        assert_near(&a.flatten_all()?.to_vec1()?, &b.flatten_all()?.to_vec1()?, tolerance);
        Ok(())
    }

    /// As many values, each within `tolerance`, absolute for small ones and relative for large ones.
    pub fn assert_near(a: &[f32], b: &[f32], tolerance: f32) {
        assert_eq!(a.len(), b.len());
        for (i, (a, b)) in a.iter().zip(b).enumerate() {
            assert!((a - b).abs() <= tolerance * b.abs().max(1.0), "value {i}: {a} and {b}");
        }
    }
}
