//! A dense layer as training needs it, with its relu in the same pass.

use super::gemm::{Matrix, gemm};
use crate::ops::parallel;

/// A dense layer at the sizes of one batch: `x · weightᵀ + bias`, and its relu where asked for. x (batch, in), weight (out, in)
/// and bias (out) give (batch, out).
#[derive(Clone, Copy, Debug)]
pub struct Linear {
    pub batch: usize,
    pub inputs: usize,
    pub outputs: usize,
    pub relu: bool,
}

/// Gradients of what goes into a dense layer.
#[derive(Debug)]
pub struct LinearGradients {
    pub x: Vec<f32>,
    pub weight: Vec<f32>,
    pub bias: Vec<f32>,
}

/// Rows of a result that are computed in one piece.
const ROWS: usize = 32;

impl Linear {
    pub fn forward(&self, x: &[f32], weight: &[f32], bias: &[f32]) -> Vec<f32> {
        let Self { batch, inputs, outputs, relu } = *self;
        let mut out = vec![0.0; batch * outputs];
        parallel::for_each_piece(&mut out, (ROWS * outputs).max(1), |i, out| {
            out.chunks_exact_mut(outputs).for_each(|row| row.copy_from_slice(bias));
            let (x, weight) = (Matrix::new(&x[i * ROWS * inputs..], inputs), Matrix::new(weight, inputs).transposed());
            gemm([out.len() / outputs, outputs, inputs], x, weight, out, outputs, true);
            if relu {
                out.iter_mut().for_each(|v| *v = v.max(0.0));
            }
        });
        out
    }

    /// Gradients from that of `out`, what came forward. Values of `out` that a dropout set to 0 count as if relu had.
    pub fn backward(&self, x: &[f32], weight: &[f32], out: &[f32], mut grad: Vec<f32>) -> LinearGradients {
        if self.relu {
            grad.iter_mut().zip(out).filter(|(_, v)| **v <= 0.0).for_each(|(g, _)| *g = 0.0);
        }
        let mut bias = vec![0.0; self.outputs];
        for row in grad.chunks_exact(self.outputs.max(1)) {
            bias.iter_mut().zip(row).for_each(|(sum, v)| *sum += v);
        }
        LinearGradients { x: self.input_gradient(weight, &grad), weight: self.weight_gradient(x, &grad), bias }
    }

    fn input_gradient(self, weight: &[f32], grad: &[f32]) -> Vec<f32> {
        let Self { batch, inputs, outputs, .. } = self;
        let mut x_grad = vec![0.0; batch * inputs];
        parallel::for_each_piece(&mut x_grad, (ROWS * inputs).max(1), |i, x_grad| {
            let (grad, weight) = (Matrix::new(&grad[i * ROWS * outputs..], outputs), Matrix::new(weight, inputs));
            gemm([x_grad.len() / inputs, inputs, outputs], grad, weight, x_grad, inputs, false);
        });
        x_grad
    }

    fn weight_gradient(self, x: &[f32], grad: &[f32]) -> Vec<f32> {
        let Self { batch, inputs, outputs, .. } = self;
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
    use super::super::reference::values;
    use super::*;
    use crate::ops::testing::{assert_near, random};
    use candle_core::{Result, Var};

    #[test]
    fn forward_and_gradients_equal_candles_own() -> Result<()> {
        for (i, [batch, inputs, outputs]) in [[1, 1, 1], [3, 5, 7], [64, 33, 12], [65, 100, 70]].into_iter().enumerate()
        {
            let seed = 10 * i as u64;
            let x = Var::from_tensor(&random((batch, inputs), seed)?)?;
            let weight = Var::from_tensor(&random((outputs, inputs), seed + 1)?)?;
            let bias = Var::from_tensor(&random(outputs, seed + 2)?)?;
            let out_grad = random((batch, outputs), seed + 3)?;
            for relu in [false, true] {
                let theirs = x.matmul(&weight.t()?)?.broadcast_add(&bias)?;
                let theirs = if relu { theirs.relu()? } else { theirs };
                let gradients = theirs.mul(&out_grad)?.backward()?;
                let theirs_of = |var: &Var| values(gradients.get(var).unwrap());

                let layer = Linear { batch, inputs, outputs, relu };
                let out = layer.forward(&values(&x), &values(&weight), &values(&bias));
                assert_near(&out, &values(&theirs), 1e-4);
                let ours = layer.backward(&values(&x), &values(&weight), &out, values(&out_grad));
                assert_near(&ours.x, &theirs_of(&x), 1e-4);
                assert_near(&ours.weight, &theirs_of(&weight), 1e-4);
                assert_near(&ours.bias, &theirs_of(&bias), 1e-4);
            }
        }
        Ok(())
    }
}
