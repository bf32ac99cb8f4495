//! The network's arithmetic as candle custom ops, each beside the plain candle reference that its tests hold it to.
//!
//! [`Conv2d`] reads; what learns passes forward and back on plain slices.

mod packed;
pub(crate) mod parallel;
mod reading;
pub(crate) mod simd;
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
    use candle_core::{Device, Result, Shape, Tensor, Var};
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

    /// Two ways to compute the same: equal values, and for a random gradient of them equal gradients of `vars`.
    pub fn assert_gradients_equal(ours: &Tensor, theirs: &Tensor, vars: &[&Var]) -> Result<()> {
        assert_close(ours, theirs, 1e-4)?;
        let out_grad = random(ours.dims(), 99)?;
        let (ours, theirs) = ((ours * &out_grad)?.backward()?, (theirs * &out_grad)?.backward()?);
        for var in vars {
            assert_close(ours.get(var).unwrap(), theirs.get(var).unwrap(), 1e-3)?;
        }
        Ok(())
    }

    /// The gradient of Σ f() · weights in each of `vars` against finite differences at some of its values.
    pub fn assert_gradients_are_slopes(f: impl Fn() -> Result<Tensor>, vars: &[&Var], step: f32) -> Result<()> {
        let out_grad = random(f()?.dims(), 98)?;
        let total = || f()?.mul(&out_grad)?.to_dtype(candle_core::DType::F64)?.sum_all()?.to_scalar::<f64>();
        let gradients = f()?.mul(&out_grad)?.backward()?;
        for var in vars {
            let gradient = gradients.get(var).unwrap().flatten_all()?.to_vec1::<f32>()?;
            let values = var.flatten_all()?.to_vec1::<f32>()?;
            for i in (0..values.len()).step_by(values.len().div_ceil(7)) {
                let moved = |by: f32| {
                    let mut values = values.clone();
                    values[i] += by;
                    var.set(&Tensor::from_vec(values, var.shape(), var.device())?)?;
                    total()
                };
                let slope = ((moved(step)? - moved(-step)?) / f64::from(2.0 * step)) as f32;
                moved(0.0)?;
                assert!((slope - gradient[i]).abs() <= 0.02 * slope.abs().max(1.0), "{slope} and {}", gradient[i]);
            }
        }
        Ok(())
    }
}
