//! Convolution with bias, stride 1: windows of the map unfolded into columns, then one matrix product.

use super::gemm::{Matrix, gemm};
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

/// Sizes of one convolution, in pixels and channels.
#[derive(Clone, Copy)]
struct Sizes {
    batch: usize,
    inputs: usize,
    height: usize,
    width: usize,
    outputs: usize,
    kernel: usize,
    padding: usize,
    out_height: usize,
    out_width: usize,
}

/// Values that a piece of columns should have at most: it is written and read again, so it must stay in the L2 cache.
const COLUMN_VALUES: usize = 64 * 1024;
/// Pictures whose weight gradients are summed before they are added to the others'.
const PICTURES_PER_SUM: usize = 8;

impl Sizes {
    fn new(maps: &[usize], weight: &[usize], bias: &[usize], padding: usize) -> Result<Self> {
        let (&[batch, inputs, height, width], &[outputs, w_inputs, kernel, kernel_x]) = (maps, weight) else {
            candle_core::bail!("conv2d takes maps and weights of 4 dimensions, got {maps:?} and {weight:?}")
        };
        let (padded_height, padded_width) = (height + 2 * padding, width + 2 * padding);
        let fits = w_inputs == inputs && kernel == kernel_x && bias == [outputs] && kernel >= 1;
        if !fits || padded_height < kernel || padded_width < kernel {
            candle_core::bail!(
                "conv2d: maps {maps:?}, weight {weight:?}, bias {bias:?} and padding {padding} do not fit"
            );
        }
        let (out_height, out_width) = (padded_height - kernel + 1, padded_width - kernel + 1);
        Ok(Self { batch, inputs, height, width, outputs, kernel, padding, out_height, out_width })
    }

    fn map(&self) -> usize {
        self.inputs * self.height * self.width
    }

    fn out_pixels(&self) -> usize {
        self.out_height * self.out_width
    }

    fn out_map(&self) -> usize {
        self.outputs * self.out_pixels()
    }

    /// Values in one window: the rows of the unfolded matrix.
    fn window(&self) -> usize {
        self.inputs * self.kernel * self.kernel
    }

    /// Pieces of output rows whose columns fit the cache, as (first row, rows).
    fn pieces(self) -> impl Iterator<Item = (usize, usize)> {
        let rows = (COLUMN_VALUES / (self.window() * self.out_width)).clamp(1, self.out_height);
        (0..self.out_height).step_by(rows).map(move |first| (first, rows.min(self.out_height - first)))
    }

    /// For every value of the window and output row `first..first + rows`, calls `see` with the place of the row among
    /// the columns and the part of it that lies inside the map.
    #[inline(always)]
    fn for_runs(self, first: usize, rows: usize, mut see: impl FnMut(Run)) {
        let (k, padding) = (self.kernel, self.padding);
        let mut row = 0;
        for channel in 0..self.inputs {
            for (ky, kx) in (0..k * k).map(|i| (i / k, i % k)) {
                // Output x sees map x + kx - padding: inside the map for x in left..right.
                let left = padding.saturating_sub(kx);
                let right = (self.width + padding - kx).min(self.out_width).max(left);
                for y in first + ky..first + rows + ky {
                    let inside = y >= padding && y < self.height + padding;
                    let source =
                        inside.then(|| (channel * self.height + y - padding) * self.width + left + kx - padding);
                    see(Run { row, left, right, source });
                    row += self.out_width;
                }
            }
        }
    }

    /// Unfolds one picture's windows for some output rows: `columns` becomes (window, rows · out_width).
    #[inline(always)]
    fn unfold(self, map: &[f32], columns: &mut [f32], first: usize, rows: usize) {
        self.for_runs(first, rows, |Run { row, left, right, source }| {
            let target = &mut columns[row..row + self.out_width];
            match source {
                Some(source) => {
                    target[..left].fill(0.0);
                    target[left..right].copy_from_slice(&map[source..source + right - left]);
                    target[right..].fill(0.0);
                }
                None => target.fill(0.0),
            }
        });
    }

    /// The reverse of [`unfold`](Self::unfold): adds every column back to the map values it was copied from.
    #[inline(always)]
    fn fold(self, columns: &[f32], map: &mut [f32], first: usize, rows: usize) {
        self.for_runs(first, rows, |Run { row, left, right, source }| {
            if let Some(source) = source {
                let sums = &mut map[source..source + right - left];
                for (sum, value) in sums.iter_mut().zip(&columns[row + left..row + right]) {
                    *sum += value;
                }
            }
        });
    }

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

/// One row of columns: where it starts, which part of it lies inside the map, and where that part comes from.
struct Run {
    row: usize,
    left: usize,
    right: usize,
    source: Option<usize>,
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
