//! A dense layer as training needs it, with its relu in the same pass.

use super::gemm::{Matrix, gemm};
use crate::ops::{parallel, slice, with_values};
use candle_core::{CpuStorage, CustomOp3, Layout, Result, Shape, Tensor};

/// `x · weightᵀ + bias`, and its relu where asked for: x (batch, in), `weight` (out, in), `bias` (out) give (batch, out).
///
/// # Errors
/// [`Error::Candle`](crate::Error::Candle) for a tensor of another shape or type.
pub fn linear(x: &Tensor, weight: &Tensor, bias: &Tensor, relu: bool) -> Result<Tensor> {
    x.contiguous()?.apply_op3(&weight.contiguous()?, &bias.contiguous()?, Linear { relu })
}

struct Linear {
    relu: bool,
}

/// Rows of a result that are computed in one piece.
const ROWS: usize = 32;

#[derive(Clone, Copy)]
struct Sizes {
    batch: usize,
    inputs: usize,
    outputs: usize,
}

impl Sizes {
    fn new(x: &[usize], weight: &[usize], bias: &[usize]) -> Result<Self> {
        match (x, weight, bias) {
            (&[batch, inputs], &[outputs, columns], &[biases]) if inputs == columns && outputs == biases => {
                Ok(Self { batch, inputs, outputs })
            }
            _ => candle_core::bail!("a dense layer with input {x:?}, weight {weight:?} and bias {bias:?} does not fit"),
        }
    }
}

impl CustomOp3 for Linear {
    fn name(&self) -> &'static str {
        "linear"
    }

    fn cpu_fwd(
        &self,
        x: &CpuStorage,
        x_layout: &Layout,
        weight: &CpuStorage,
        weight_layout: &Layout,
        bias: &CpuStorage,
        bias_layout: &Layout,
    ) -> Result<(CpuStorage, Shape)> {
        let Sizes { batch, inputs, outputs } = Sizes::new(x_layout.dims(), weight_layout.dims(), bias_layout.dims())?;
        let (x, weight, bias) = (slice(x, x_layout)?, slice(weight, weight_layout)?, slice(bias, bias_layout)?);
        let mut out = vec![0.0; batch * outputs];
        parallel::for_each_piece(&mut out, (ROWS * outputs).max(1), |i, out| {
            out.chunks_exact_mut(outputs).for_each(|row| row.copy_from_slice(bias));
            let (x, weight) = (Matrix::new(&x[i * ROWS * inputs..], inputs), Matrix::new(weight, inputs).transposed());
            gemm([out.len() / outputs, outputs, inputs], x, weight, out, outputs, true);
            if self.relu {
                out.iter_mut().for_each(|v| *v = v.max(0.0));
            }
        });
        Ok((CpuStorage::F32(out), (batch, outputs).into()))
    }

    fn bwd(
        &self,
        x: &Tensor,
        weight: &Tensor,
        bias: &Tensor,
        out: &Tensor,
        grad: &Tensor,
    ) -> Result<(Option<Tensor>, Option<Tensor>, Option<Tensor>)> {
        let sizes = Sizes::new(x.dims(), weight.dims(), bias.dims())?;
        let grad = match self.relu {
            true => with_values(grad, |grad| with_values(out, |out| through_relu(grad, out)))??,
            false => with_values(grad, <[f32]>::to_vec)?,
        };
        let weight_grad = with_values(x, |x| sizes.weight_gradient(x, &grad))?;
        let x_grad = if x.track_op() {
            let x_grad = with_values(weight, |weight| sizes.input_gradient(weight, &grad))?;
            Some(Tensor::from_vec(x_grad, x.shape(), x.device())?)
        } else {
            None
        };
        let mut bias_grad = vec![0.0; sizes.outputs];
        for row in grad.chunks_exact(sizes.outputs.max(1)) {
            bias_grad.iter_mut().zip(row).for_each(|(sum, v)| *sum += v);
        }
        Ok((
            x_grad,
            Some(Tensor::from_vec(weight_grad, weight.shape(), x.device())?),
            Some(Tensor::from_vec(bias_grad, bias.shape(), x.device())?),
        ))
    }
}

fn through_relu(grad: &[f32], out: &[f32]) -> Vec<f32> {
    grad.iter().zip(out).map(|(g, v)| if *v > 0.0 { *g } else { 0.0 }).collect()
}

impl Sizes {
    fn input_gradient(self, weight: &[f32], grad: &[f32]) -> Vec<f32> {
        let Self { batch, inputs, outputs } = self;
        let mut x_grad = vec![0.0; batch * inputs];
        parallel::for_each_piece(&mut x_grad, (ROWS * inputs).max(1), |i, x_grad| {
            let (grad, weight) = (Matrix::new(&grad[i * ROWS * outputs..], outputs), Matrix::new(weight, inputs));
            gemm([x_grad.len() / inputs, inputs, outputs], grad, weight, x_grad, inputs, false);
        });
        x_grad
    }

    fn weight_gradient(self, x: &[f32], grad: &[f32]) -> Vec<f32> {
        let Self { batch, inputs, outputs } = self;
        let mut weight_grad = vec![0.0; outputs * inputs];
        parallel::for_each_piece(&mut weight_grad, (ROWS * inputs).max(1), |i, weight_grad| {
            let (grad, x) = (Matrix::new(&grad[i * ROWS..], outputs).transposed(), Matrix::new(x, inputs));
            gemm([weight_grad.len() / inputs, inputs, batch], grad, x, weight_grad, inputs, false);
        });
        weight_grad
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::testing::{assert_gradients_equal, random};
    use candle_core::Var;

    #[test]
    fn forward_and_gradients_equal_candles_own() -> Result<()> {
        for (i, [batch, inputs, outputs]) in [[1, 1, 1], [3, 5, 7], [64, 33, 12], [65, 100, 70]].into_iter().enumerate()
        {
            let seed = 10 * i as u64;
            let x = Var::from_tensor(&random((batch, inputs), seed)?)?;
            let weight = Var::from_tensor(&random((outputs, inputs), seed + 1)?)?;
            let bias = Var::from_tensor(&random(outputs, seed + 2)?)?;
            for relu in [false, true] {
                let theirs = x.matmul(&weight.t()?)?.broadcast_add(&bias)?;
                let theirs = if relu { theirs.relu()? } else { theirs };
                assert_gradients_equal(&linear(&x, &weight, &bias, relu)?, &theirs, &[&x, &weight, &bias])?;
            }
        }
        Ok(())
    }

    #[test]
    fn shapes_that_do_not_fit_are_an_error() -> Result<()> {
        let error = linear(&random((2, 3), 1)?, &random((4, 5), 2)?, &random(4, 3)?, false).unwrap_err();
        assert!(error.to_string().contains("does not fit"), "{error}");
        Ok(())
    }
}
