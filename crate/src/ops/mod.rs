//! The network's arithmetic as candle custom ops with a forward and a backward, each beside the plain candle
//! reference that its tests hold it to. Layout is candle's: (batch, channels, height, width), contiguous f32.

mod conv;
mod gemm;
mod norm;
pub(crate) mod parallel;
mod pool;
mod unfold;

pub use conv::conv2d;
pub use norm::{BatchStatistics, EPSILON, batch_norm};
pub use pool::{max_pool, relu_max_pool};

use candle_core::{CpuStorage, Layout, Result, Storage, Tensor};

/// The op's input as one slice. Callers make tensors contiguous before they apply an op.
fn slice<'a>(storage: &'a CpuStorage, layout: &Layout) -> Result<&'a [f32]> {
    let values = storage.as_slice::<f32>()?;
    match layout.contiguous_offsets() {
        Some((start, end)) => Ok(&values[start..end]),
        None => candle_core::bail!("an op takes contiguous tensors, got {layout:?}"),
    }
}

/// Lends a tensor's values to `work`, without a copy where they lie in one piece.
fn with_values<T>(tensor: &Tensor, work: impl FnOnce(&[f32]) -> T) -> Result<T> {
    let tensor = tensor.contiguous()?;
    let (storage, layout) = tensor.storage_and_layout();
    match &*storage {
        Storage::Cpu(storage) => Ok(work(slice(storage, layout)?)),
        _ => candle_core::bail!("an op takes tensors on the CPU"),
    }
}

#[cfg(test)]
mod testing {
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
        let (a, b) = (a.flatten_all()?.to_vec1::<f32>()?, b.flatten_all()?.to_vec1::<f32>()?);
        for (i, (a, b)) in a.iter().zip(&b).enumerate() {
            assert!((a - b).abs() <= tolerance * b.abs().max(1.0), "value {i}: {a} and {b}");
        }
        Ok(())
    }
}
