//! Convolution with bias, stride 1: windows of the map unfolded into columns, then one matrix product.

use super::gemm::{Matrix, gemm};
use super::unfold::Sizes;
use super::{parallel, slice, with_values};
use candle_core::{CpuStorage, CustomOp3, Layout, Result, Shape, Tensor};

/// Convolves maps (batch, in, height, width) with `weight` (out, in, kernel, kernel) and adds `bias` (out).
/// `padding` zero pixels are added on each side. Gives (batch, out, height', width') with
/// height' = height + 2 · padding − kernel + 1. The gradient of `maps` is computed only if they have one.
pub fn conv2d(maps: &Tensor, weight: &Tensor, bias: &Tensor, padding: usize) -> Result<Tensor> {
    let op = Conv2d { padding, input_gradient: maps.track_op() };
    maps.contiguous()?.apply_op3(&weight.contiguous()?, &bias.contiguous()?, op)
}

struct Conv2d {
    padding: usize,
    input_gradient: bool,
}

/// Pictures whose weight gradients are summed before they are added to the others'.
const PICTURES_PER_SUM: usize = 8;

impl Sizes {
    fn forward(self, maps: &[f32], weight: &[f32], bias: &[f32]) -> Vec<f32> {
        let mut out = vec![0.0; self.batch * self.out_map()];
        if out.is_empty() {
            return out;
        }
        parallel::for_each_piece(&mut out, self.out_map(), |i, out| {
            let map = &maps[i * self.map()..(i + 1) * self.map()];
            out.chunks_exact_mut(self.out_pixels()).zip(bias).for_each(|(plane, bias)| plane.fill(*bias));
            let mut columns = Vec::new();
            for (first, rows) in self.pieces() {
                let n = rows * self.out_width;
                columns.resize(self.window() * n, 0.0);
                self.unfold(map, &mut columns, first, rows);
                let (a, b) = (Matrix::new(weight, self.window()), Matrix::new(&columns, n));
                gemm(self.outputs, n, self.window(), a, b, &mut out[first * self.out_width..], self.out_pixels(), true);
            }
        });
        out
    }

    /// Gradients of maps (empty unless asked for), weight and bias.
    fn backward(self, maps: &[f32], weight: &[f32], grad: &[f32], input_gradient: bool) -> [Vec<f32>; 3] {
        let groups = parallel::map(self.batch.div_ceil(PICTURES_PER_SUM), |group| {
            let first = group * PICTURES_PER_SUM;
            let pictures = first..(first + PICTURES_PER_SUM).min(self.batch);
            self.backward_group(pictures, maps, weight, grad, input_gradient)
        });
        let mut groups = groups.into_iter();
        let mut sums = groups.next().unwrap_or_default();
        for [map_gradient, weight_gradient, bias_gradient] in groups {
            sums[0].extend(map_gradient);
            sums[1].iter_mut().zip(weight_gradient).for_each(|(sum, value)| *sum += value);
            sums[2].iter_mut().zip(bias_gradient).for_each(|(sum, value)| *sum += value);
        }
        sums
    }

    #[inline(always)]
    fn backward_group(
        self,
        pictures: std::ops::Range<usize>,
        maps: &[f32],
        weight: &[f32],
        grad: &[f32],
        input_gradient: bool,
    ) -> [Vec<f32>; 3] {
        let mut map_gradient = vec![0.0; if input_gradient { pictures.len() * self.map() } else { 0 }];
        let mut weight_gradient = vec![0.0; weight.len()];
        let mut bias_gradient = vec![0.0; self.outputs];
        let (mut columns, mut column_gradient) = (Vec::new(), Vec::new());
        for (place, picture) in pictures.enumerate() {
            let map = &maps[picture * self.map()..(picture + 1) * self.map()];
            let grad = &grad[picture * self.out_map()..(picture + 1) * self.out_map()];
            let planes = grad.chunks_exact(self.out_pixels());
            bias_gradient.iter_mut().zip(planes).for_each(|(sum, plane)| *sum += plane.iter().sum::<f32>());
            for (first, rows) in self.pieces() {
                let n = rows * self.out_width;
                columns.resize(self.window() * n, 0.0);
                self.unfold(map, &mut columns, first, rows);
                let out_grad = Matrix::new(&grad[first * self.out_width..], self.out_pixels());
                let window = self.window();
                let transposed = Matrix::new(&columns, n).transposed();
                gemm(self.outputs, window, n, out_grad, transposed, &mut weight_gradient, window, true);
                if input_gradient {
                    column_gradient.resize(window * n, 0.0);
                    let weight = Matrix::new(weight, window).transposed();
                    gemm(window, n, self.outputs, weight, out_grad, &mut column_gradient, n, false);
                    let map_gradient = &mut map_gradient[place * self.map()..(place + 1) * self.map()];
                    self.fold(&column_gradient, map_gradient, first, rows);
                }
            }
        }
        [map_gradient, weight_gradient, bias_gradient]
    }
}

impl CustomOp3 for Conv2d {
    fn name(&self) -> &'static str {
        "conv2d"
    }

    fn cpu_fwd(
        &self,
        maps: &CpuStorage,
        maps_layout: &Layout,
        weight: &CpuStorage,
        weight_layout: &Layout,
        bias: &CpuStorage,
        bias_layout: &Layout,
    ) -> Result<(CpuStorage, Shape)> {
        let sizes = Sizes::new(maps_layout.dims(), weight_layout.dims(), bias_layout.dims(), self.padding)?;
        let (maps, weight) = (slice(maps, maps_layout)?, slice(weight, weight_layout)?);
        let out = sizes.forward(maps, weight, slice(bias, bias_layout)?);
        let shape = (sizes.batch, sizes.outputs, sizes.out_height, sizes.out_width);
        Ok((CpuStorage::F32(out), shape.into()))
    }

    fn bwd(
        &self,
        maps: &Tensor,
        weight: &Tensor,
        bias: &Tensor,
        _out: &Tensor,
        grad: &Tensor,
    ) -> Result<(Option<Tensor>, Option<Tensor>, Option<Tensor>)> {
        let sizes = Sizes::new(maps.dims(), weight.dims(), bias.dims(), self.padding)?;
        let backward =
            |maps: &[f32], weight: &[f32], grad: &[f32]| sizes.backward(maps, weight, grad, self.input_gradient);
        let [map_gradient, weight_gradient, bias_gradient] = with_values(maps, |maps| {
            with_values(weight, |weight| with_values(grad, |grad| backward(maps, weight, grad)))
        })???;
        let map_gradient =
            if self.input_gradient { Some(Tensor::from_vec(map_gradient, maps.shape(), maps.device())?) } else { None };
        Ok((
            map_gradient,
            Some(Tensor::from_vec(weight_gradient, weight.shape(), weight.device())?),
            Some(Tensor::from_vec(bias_gradient, bias.shape(), bias.device())?),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::testing::{assert_close, random};
    use candle_core::{Device, Var};

    fn reference(maps: &Tensor, weight: &Tensor, bias: &Tensor, padding: usize) -> Result<Tensor> {
        maps.conv2d(weight, padding, 1, 1, 1)?.broadcast_add(&bias.reshape((1, (), 1, 1))?)
    }

    #[test]
    fn forward_and_gradients_equal_candles_own() -> Result<()> {
        // batch, inputs, height, width, outputs, kernel, padding
        for (i, [b, c, h, w, o, k, p]) in [
            [1, 1, 48, 48, 6, 5, 2],
            [3, 6, 24, 24, 16, 5, 0],
            [2, 3, 7, 11, 5, 3, 1],
            [1, 2, 3, 3, 1, 3, 0],
            [2, 1, 1, 1, 3, 1, 0],
            [64, 2, 6, 5, 3, 5, 2],
            [1, 40, 50, 50, 2, 3, 1],
        ]
        .into_iter()
        .enumerate()
        {
            let seed = 10 * i as u64;
            let maps = Var::from_tensor(&random((b, c, h, w), seed)?)?;
            let weight = Var::from_tensor(&random((o, c, k, k), seed + 1)?)?;
            let bias = Var::from_tensor(&random(o, seed + 2)?)?;
            let ours = conv2d(&maps, &weight, &bias, p)?;
            let theirs = reference(&maps, &weight, &bias, p)?;
            assert_close(&ours, &theirs, 1e-4)?;
            let out_grad = random(ours.dims(), seed + 3)?;
            let (ours, theirs) = ((ours * &out_grad)?.backward()?, (theirs * &out_grad)?.backward()?);
            for var in [&maps, &weight, &bias] {
                assert_close(ours.get(var).unwrap(), theirs.get(var).unwrap(), 1e-3)?;
            }
        }
        Ok(())
    }

    #[test]
    fn the_first_layer_computes_no_input_gradient() -> Result<()> {
        let maps = random((2, 1, 8, 8), 1)?;
        let (weight, bias) = (Var::from_tensor(&random((4, 1, 3, 3), 2)?)?, Var::from_tensor(&random(4, 3)?)?);
        let grads = conv2d(&maps, &weight, &bias, 1)?.sqr()?.backward()?;
        assert!(grads.get(&maps).is_none() && grads.get(&weight).is_some());
        Ok(())
    }

    #[test]
    fn shapes_that_do_not_fit_are_an_error() -> Result<()> {
        let zeros = |dims: &[usize]| Tensor::zeros(dims, candle_core::DType::F32, &Device::Cpu);
        assert!(conv2d(&zeros(&[1, 2, 8, 8])?, &zeros(&[4, 3, 3, 3])?, &zeros(&[4])?, 1).is_err());
        assert!(conv2d(&zeros(&[1, 3, 2, 2])?, &zeros(&[4, 3, 3, 3])?, &zeros(&[4])?, 0).is_err());
        assert!(conv2d(&zeros(&[1, 3, 8, 8])?, &zeros(&[4, 3, 3, 3])?, &zeros(&[5])?, 0).is_err());
        Ok(())
    }
}
