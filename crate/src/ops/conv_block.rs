//! One convolution block as training needs it, `relu(max pool(conv + bias))` or with batch normalisation before the pool,
//! as one op each way: the convolution's output, four times the pooled one, never leaves the cache on its way to the pool,
//! nor does its gradient on the way back.

use super::gemm::{Matrix, gemm};
use super::norm::{self, BatchStatistics};
use super::pool::ReluPool;
use super::unfold::Sizes;
use super::{parallel, slice, with_values};
use candle_core::{CpuStorage, CustomOp3, Layout, Result, Shape, Tensor};
use std::sync::{Arc, OnceLock};

/// Convolves maps (batch, in, height, width) with `weight` (out, in, kernel, kernel) after adding `padding` zero pixels on
/// each side, adds `bias` (out), and takes relu and the largest of each `pool` × `pool` square: (batch, out, height',
/// width') with height' = (height + 2 · padding − kernel + 1) / pool, rounded down.
///
/// The gradient of `maps` is computed only if they have one.
pub fn conv_relu_pool(maps: &Tensor, weight: &Tensor, bias: &Tensor, padding: usize, pool: usize) -> Result<Tensor> {
    let op = Block { padding, pool, input_gradient: maps.track_op(), norm: false, saved: Arc::default() };
    maps.contiguous()?.apply_op3(&weight.contiguous()?, &bias.contiguous()?, op)
}

/// As [`conv_relu_pool`], but the convolution's output is not given a bias but normalised by the batch's own mean and
/// variance, channel by channel: `norm` is (2, out), factor and summand. Also gives those statistics.
pub fn conv_norm_relu_pool(
    maps: &Tensor,
    weight: &Tensor,
    norm: &Tensor,
    padding: usize,
    pool: usize,
) -> Result<(Tensor, BatchStatistics)> {
    let saved = Arc::default();
    let op = Block { padding, pool, input_gradient: maps.track_op(), norm: true, saved: Arc::clone(&saved) };
    let out = maps.contiguous()?.apply_op3(&weight.contiguous()?, &norm.contiguous()?, op)?;
    let saved = saved.get().and_then(|s: &Saved| s.normed.as_ref()).expect("the forward pass has run");
    Ok((out, saved.statistics.clone()))
}

struct Block {
    padding: usize,
    pool: usize,
    input_gradient: bool,
    norm: bool,
    saved: Arc<OnceLock<Saved>>,
}

/// What the backward pass needs of the forward one.
struct Saved {
    winners: Vec<u8>,
    normed: Option<Normed>,
}

struct Normed {
    /// The convolution's output before normalisation.
    convolved: Vec<f32>,
    statistics: BatchStatistics,
}

/// Pictures whose weight gradients are summed before they are added to the others'.
const PICTURES_PER_SUM: usize = 8;

impl Block {
    fn sizes(&self, maps: &[usize], weight: &[usize], last: &[usize]) -> Result<(Sizes, ReluPool)> {
        let sizes = Sizes::new(maps, weight, self.padding)?;
        let expected = if self.norm { vec![2, sizes.outputs] } else { vec![sizes.outputs] };
        if last != expected {
            let name = if self.norm { "norm" } else { "bias" };
            candle_core::bail!("a convolution of {} maps takes a {name} of {expected:?}, got {last:?}", sizes.outputs);
        }
        let pool = ReluPool { size: self.pool, height: sizes.out_height, width: sizes.out_width };
        if self.pool == 0 || pool.out_plane() == 0 {
            candle_core::bail!(
                "a max pool of {} takes maps of at least that size, got {} × {}",
                self.pool,
                sizes.out_height,
                sizes.out_width
            );
        }
        Ok((sizes, pool))
    }
}

impl Sizes {
    /// Convolves one picture and adds the bias.
    #[inline(always)]
    fn convolve(&self, map: &[f32], weight: &[f32], bias: Option<&[f32]>, out: &mut [f32]) {
        if let Some(bias) = bias {
            out.chunks_exact_mut(self.out_pixels()).zip(bias).for_each(|(plane, bias)| plane.fill(*bias));
        }
        let mut columns = Vec::new();
        for (first, rows) in self.pieces() {
            let n = rows * self.out_width;
            columns.resize(self.window() * n, 0.0);
            self.unfold(map, &mut columns, first, rows);
            let (a, b) = (Matrix::new(weight, self.window()), Matrix::new(&columns, n));
            let out = &mut out[first * self.out_width..];
            gemm(self.outputs, n, self.window(), a, b, out, self.out_pixels(), bias.is_some());
        }
    }
}

/// Sums of gradients over some pictures; `maps` is of these pictures alone, and empty where nobody asks for it.
#[derive(Default)]
struct Gradients {
    maps: Vec<f32>,
    weight: Vec<f32>,
    /// Σ of the convolution's gradient by channel.
    bias: Vec<f32>,
}

impl Gradients {
    fn new(sizes: Sizes, pictures: usize, input_gradient: bool) -> Self {
        Self {
            maps: vec![0.0; if input_gradient { pictures * sizes.map() } else { 0 }],
            weight: vec![0.0; sizes.outputs * sizes.window()],
            bias: vec![0.0; sizes.outputs],
        }
    }

    /// Adds one picture: `grad` is the gradient of its convolution's output, `place` its place among `maps`.
    #[inline(always)]
    fn add(
        &mut self,
        sizes: Sizes,
        map: &[f32],
        weight: &[f32],
        grad: &[f32],
        place: usize,
        columns: &mut [Vec<f32>; 2],
    ) {
        let planes = grad.chunks_exact(sizes.out_pixels());
        self.bias.iter_mut().zip(planes).for_each(|(sum, plane)| *sum += norm::sum(plane));
        let [columns, column_grad] = columns;
        let window = sizes.window();
        for (first, rows) in sizes.pieces() {
            let n = rows * sizes.out_width;
            columns.resize(window * n, 0.0);
            sizes.unfold(map, columns, first, rows);
            let out_grad = Matrix::new(&grad[first * sizes.out_width..], sizes.out_pixels());
            let transposed = Matrix::new(columns, n).transposed();
            gemm(sizes.outputs, window, n, out_grad, transposed, &mut self.weight, window, true);
            if !self.maps.is_empty() {
                column_grad.resize(window * n, 0.0);
                let weight = Matrix::new(weight, window).transposed();
                gemm(window, n, sizes.outputs, weight, out_grad, column_grad, n, false);
                sizes.fold(column_grad, &mut self.maps[place * sizes.map()..(place + 1) * sizes.map()], first, rows);
            }
        }
    }

    /// All pictures' gradients from those of consecutive groups, added in order.
    fn sum(groups: Vec<Self>) -> Self {
        let mut groups = groups.into_iter();
        let mut all = groups.next().unwrap_or_default();
        for group in groups {
            all.maps.extend(group.maps);
            all.weight.iter_mut().zip(group.weight).for_each(|(sum, value)| *sum += value);
            all.bias.iter_mut().zip(group.bias).for_each(|(sum, value)| *sum += value);
        }
        all
    }
}

impl CustomOp3 for Block {
    fn name(&self) -> &'static str {
        if self.norm { "conv_norm_relu_pool" } else { "conv_relu_pool" }
    }

    fn cpu_fwd(
        &self,
        maps: &CpuStorage,
        maps_layout: &Layout,
        weight: &CpuStorage,
        weight_layout: &Layout,
        last: &CpuStorage,
        last_layout: &Layout,
    ) -> Result<(CpuStorage, Shape)> {
        let (sizes, pool) = self.sizes(maps_layout.dims(), weight_layout.dims(), last_layout.dims())?;
        let (maps, weight, last) =
            (slice(maps, maps_layout)?, slice(weight, weight_layout)?, slice(last, last_layout)?);
        let out_map = sizes.outputs * pool.out_plane();
        let mut out = vec![0.0; sizes.batch * out_map];
        let mut winners = vec![0; sizes.batch * out_map];
        let map = |i: usize| &maps[i * sizes.map()..(i + 1) * sizes.map()];
        let pools = |convolved: &[f32], out: &mut [f32], winners: &mut [u8], affine: &[(f32, f32)]| {
            let planes = out.chunks_exact_mut(pool.out_plane()).zip(winners.chunks_exact_mut(pool.out_plane()));
            for ((plane, (out, winners)), (scale, shift)) in
                convolved.chunks_exact(pool.plane()).zip(planes).zip(affine)
            {
                pool.forward(plane, *scale, *shift, out, winners);
            }
        };
        let normed = if self.norm {
            let mut convolved = vec![0.0; sizes.batch * sizes.out_map()];
            let mut moments = vec![[0.0; 2]; sizes.batch * sizes.outputs];
            let outputs = sizes.outputs;
            parallel::for_each_pair((&mut convolved, sizes.out_map()), (&mut moments, outputs), |i, out, moments| {
                sizes.convolve(map(i), weight, None, out);
                let planes = out.chunks_exact(sizes.out_pixels());
                moments.iter_mut().zip(planes).for_each(|(m, plane)| *m = norm::moments(plane));
            });
            let statistics = BatchStatistics::combine(&moments, outputs, sizes.out_pixels());
            let affine: Vec<_> = (0..outputs)
                .map(|c| {
                    let scale = last[c] * statistics.inverse_deviation(c);
                    (scale, last[outputs + c] - statistics.mean[c] * scale)
                })
                .collect();
            parallel::for_each_pair((&mut out, out_map), (&mut winners, out_map), |i, out, winners| {
                pools(&convolved[i * sizes.out_map()..], out, winners, &affine);
            });
            Some(Normed { convolved, statistics })
        } else {
            let identity = vec![(1.0, 0.0); sizes.outputs];
            parallel::for_each_pair((&mut out, out_map), (&mut winners, out_map), |i, out, winners| {
                let mut convolved = vec![0.0; sizes.out_map()];
                sizes.convolve(map(i), weight, Some(last), &mut convolved);
                pools(&convolved, out, winners, &identity);
            });
            None
        };
        self.saved.get_or_init(|| Saved { winners, normed });
        let shape = (sizes.batch, sizes.outputs, pool.out_height(), pool.out_width());
        Ok((CpuStorage::F32(out), shape.into()))
    }

    fn bwd(
        &self,
        maps: &Tensor,
        weight: &Tensor,
        last: &Tensor,
        _out: &Tensor,
        grad: &Tensor,
    ) -> Result<(Option<Tensor>, Option<Tensor>, Option<Tensor>)> {
        let (sizes, pool) = self.sizes(maps.dims(), weight.dims(), last.dims())?;
        let (sums, last_grad) = with_values(maps, |maps| {
            with_values(weight, |weight| {
                with_values(last, |last| with_values(grad, |grad| self.backward(sizes, pool, maps, weight, last, grad)))
            })
        })????;
        let device = maps.device();
        let map_grad =
            if self.input_gradient { Some(Tensor::from_vec(sums.maps, maps.shape(), device)?) } else { None };
        let weight_grad = Tensor::from_vec(sums.weight, weight.shape(), device)?;
        Ok((map_grad, Some(weight_grad), Some(Tensor::from_vec(last_grad, last.shape(), device)?)))
    }
}

impl Block {
    /// Gradients of maps and weight, and of bias or norm.
    fn backward(
        &self,
        sizes: Sizes,
        pool: ReluPool,
        maps: &[f32],
        weight: &[f32],
        last: &[f32],
        out_grad: &[f32],
    ) -> (Gradients, Vec<f32>) {
        let saved = self.saved.get().expect("the forward pass has run");
        let (outputs, out_map) = (sizes.outputs, sizes.outputs * pool.out_plane());
        // The gradient of a picture's normalised (or else convolved) maps.
        let unpool = |picture: usize, grad: &mut [f32]| {
            let pooled = picture * out_map..(picture + 1) * out_map;
            let pooled = out_grad[pooled.clone()]
                .chunks_exact(pool.out_plane())
                .zip(saved.winners[pooled].chunks_exact(pool.out_plane()));
            for ((out_grad, winners), grad) in pooled.zip(grad.chunks_exact_mut(pool.plane())) {
                pool.backward(out_grad, winners, grad);
            }
        };
        let norm = saved.normed.as_ref().map(|normed| normed.gradient(sizes, last, unpool));
        let groups = parallel::map(sizes.batch.div_ceil(PICTURES_PER_SUM), |group| {
            let first = group * PICTURES_PER_SUM;
            let pictures = first..(first + PICTURES_PER_SUM).min(sizes.batch);
            let mut sums = Gradients::new(sizes, pictures.len(), self.input_gradient);
            let (mut columns, mut grad) = (Default::default(), vec![0.0; sizes.out_map()]);
            for (place, picture) in pictures.enumerate() {
                unpool(picture, &mut grad);
                if let (Some(normed), Some(norm)) = (&saved.normed, &norm) {
                    let convolved = &normed.convolved[picture * sizes.out_map()..];
                    let planes = grad.chunks_exact_mut(pool.plane()).zip(convolved.chunks_exact(pool.plane()));
                    for ((grad, map), affine) in planes.zip(&norm.affine) {
                        grad.iter_mut().zip(map).for_each(|(g, v)| *g = *g * affine[0] + v * affine[1] + affine[2]);
                    }
                }
                let map = &maps[picture * sizes.map()..(picture + 1) * sizes.map()];
                sums.add(sizes, map, weight, &grad, place, &mut columns);
            }
            sums
        });
        let mut sums = Gradients::sum(groups);
        let last_grad = match norm {
            Some(norm) => norm.parameters,
            None => std::mem::take(&mut sums.bias),
        };
        debug_assert_eq!(last_grad.len(), last.len().max(outputs));
        (sums, last_grad)
    }
}

/// The gradient of a batch normalisation.
struct NormGradient {
    /// Of its factors and summands, as they lie in its (2, channels) tensor.
    parameters: Vec<f32>,
    /// By channel, the gradient of the maps as `[0] · dy + [1] · map + [2]`.
    affine: Vec<[f32; 3]>,
}

impl Normed {
    /// With x̂ the normalised map: dβ = Σ dy, dγ = Σ dy·x̂, dx = γ/σ · (dy − dβ/n − x̂·dγ/n).
    fn gradient(&self, sizes: Sizes, norm: &[f32], unpool: impl Fn(usize, &mut [f32]) + Sync) -> NormGradient {
        let (outputs, plane) = (sizes.outputs, sizes.out_pixels());
        let groups = parallel::map(sizes.batch.div_ceil(PICTURES_PER_SUM), |group| {
            let first = group * PICTURES_PER_SUM;
            let (mut sums, mut grad) = (vec![[0.0; 2]; outputs], vec![0.0; sizes.out_map()]);
            for picture in first..(first + PICTURES_PER_SUM).min(sizes.batch) {
                unpool(picture, &mut grad);
                let maps = self.convolved[picture * sizes.out_map()..].chunks_exact(plane);
                for (c, (sums, (map, grad))) in sums.iter_mut().zip(maps.zip(grad.chunks_exact(plane))).enumerate() {
                    sums[0] += norm::product(map, grad, self.statistics.mean[c]);
                    sums[1] += norm::sum(grad);
                }
            }
            sums
        });
        let n = (sizes.batch * plane) as f32;
        let (mut parameters, mut affine) = (vec![0.0; 2 * outputs], Vec::with_capacity(outputs));
        for c in 0..outputs {
            let inverse = self.statistics.inverse_deviation(c);
            let factor_grad = groups.iter().map(|sums| sums[c][0]).sum::<f32>() * inverse;
            let summand_grad = groups.iter().map(|sums| sums[c][1]).sum::<f32>();
            (parameters[c], parameters[outputs + c]) = (factor_grad, summand_grad);
            let scale = norm[c] * inverse;
            let per_map = -scale * inverse * factor_grad / n;
            affine.push([scale, per_map, -scale * summand_grad / n - self.statistics.mean[c] * per_map]);
        }
        NormGradient { parameters, affine }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::testing::{assert_gradients_are_slopes, assert_gradients_equal, random};
    use candle_core::{D, Device, Var};

    /// Not candle's own `max_pool2d`: version 0.11.1 divides its gradient by the pool's area.
    fn relu_pool(maps: &Tensor, size: usize) -> Result<Tensor> {
        let (b, c, h, w) = maps.dims4()?;
        let whole = maps.narrow(2, 0, h / size * size)?.narrow(3, 0, w / size * size)?.contiguous()?;
        let squares = whole.reshape(vec![b * c, h / size, size, w / size, size])?.transpose(2, 3)?;
        squares.flatten_from(3)?.max(D::Minus1)?.reshape((b, c, h / size, w / size))?.relu()
    }

    fn conv(maps: &Tensor, weight: &Tensor, bias: &Tensor, padding: usize) -> Result<Tensor> {
        maps.conv2d(weight, padding, 1, 1, 1)?.broadcast_add(&bias.reshape((1, (), 1, 1))?)
    }

    fn batch_norm(maps: &Tensor, norm: &Tensor) -> Result<Tensor> {
        let channels = maps.dim(1)?;
        let flat = maps.transpose(0, 1)?.flatten_from(1)?;
        let mean = flat.mean_keepdim(D::Minus1)?.reshape((1, channels, 1, 1))?;
        let centred = maps.broadcast_sub(&mean)?;
        let squares = centred.sqr()?.transpose(0, 1)?.flatten_from(1)?;
        let variance = squares.mean_keepdim(D::Minus1)?.reshape((1, channels, 1, 1))?;
        let normal = centred.broadcast_div(&(variance + f64::from(norm::EPSILON))?.sqrt()?)?;
        let (factor, summand) =
            (norm.get(0)?.reshape((1, channels, 1, 1))?, norm.get(1)?.reshape((1, channels, 1, 1))?);
        normal.broadcast_mul(&factor)?.broadcast_add(&summand)
    }

    /// batch, inputs, height, width, outputs, kernel, padding, pool
    const SHAPES: [[usize; 8]; 8] = [
        [1, 1, 48, 48, 6, 5, 2, 2],
        [3, 6, 24, 24, 16, 5, 0, 2],
        [2, 3, 7, 11, 5, 3, 1, 2],
        [1, 2, 3, 3, 1, 3, 0, 1],
        [2, 1, 1, 1, 3, 1, 0, 1],
        [64, 2, 6, 5, 3, 5, 2, 3],
        [1, 40, 50, 50, 2, 3, 1, 1],
        [9, 4, 12, 10, 8, 3, 1, 4],
    ];

    fn variables([b, c, h, w, o, k, ..]: [usize; 8], seed: u64) -> Result<[Var; 4]> {
        Ok([
            Var::from_tensor(&random((b, c, h, w), seed)?)?,
            Var::from_tensor(&random((o, c, k, k), seed + 1)?)?,
            Var::from_tensor(&random(o, seed + 2)?)?,
            Var::from_tensor(&random((2, o), seed + 3)?)?,
        ])
    }

    #[test]
    fn forward_and_gradients_equal_candles_own() -> Result<()> {
        for (i, shape) in SHAPES.into_iter().enumerate() {
            let [maps, weight, bias, norm] = &variables(shape, 10 * i as u64)?;
            let [.., padding, pool] = shape;
            let convolved = conv(maps, weight, bias, padding)?;
            let ours = conv_relu_pool(maps, weight, bias, padding, pool)?;
            assert_gradients_equal(&ours, &relu_pool(&convolved, pool)?, &[maps, weight, bias])?;
            let ours = conv_norm_relu_pool(maps, weight, norm, padding, pool)?.0;
            if shape[0] * shape[2] * shape[3] > 4 {
                let theirs = relu_pool(&batch_norm(&maps.conv2d(weight, padding, 1, 1, 1)?, norm)?, pool)?;
                assert_gradients_equal(&ours, &theirs, &[maps, weight, norm])?;
            }
        }
        Ok(())
    }

    #[test]
    fn gradients_are_slopes() -> Result<()> {
        let shape = [3, 2, 9, 8, 4, 3, 1, 2];
        let [maps, weight, bias, norm] = &variables(shape, 5)?;
        let [.., padding, pool] = shape;
        assert_gradients_are_slopes(|| conv_relu_pool(maps, weight, bias, padding, pool), &[maps, weight, bias], 1e-3)?;
        let normed = || Ok(conv_norm_relu_pool(maps, weight, norm, padding, pool)?.0);
        assert_gradients_are_slopes(normed, &[maps, weight, norm], 1e-3)
    }

    #[test]
    fn the_statistics_are_those_of_the_convolution() -> Result<()> {
        let [maps, weight, bias, norm] = &variables([5, 2, 6, 7, 3, 3, 1, 2], 1)?;
        let (_, statistics) = conv_norm_relu_pool(&(maps.as_tensor() + 10.0)?, weight, norm, 1, 2)?;
        let convolved = conv(&(maps.as_tensor() + 10.0)?, weight, &bias.zeros_like()?, 1)?;
        for c in 0..3 {
            let values = convolved.get_on_dim(1, c)?.flatten_all()?.to_vec1::<f32>()?;
            let mean = values.iter().sum::<f32>() / values.len() as f32;
            let variance = values.iter().map(|v| (v - mean).powi(2)).sum::<f32>() / values.len() as f32;
            assert!((statistics.mean[c] - mean).abs() < 1e-4 * mean.abs().max(1.0), "{statistics:?} {mean}");
            assert!((statistics.variance[c] - variance).abs() < 1e-4 * variance, "{statistics:?} {variance}");
        }
        Ok(())
    }

    #[test]
    fn the_first_layer_computes_no_input_gradient() -> Result<()> {
        let [_, weight, bias, _] = &variables([2, 1, 8, 8, 4, 3, 1, 2], 2)?;
        let maps = random((2, 1, 8, 8), 1)?;
        let grads = conv_relu_pool(&maps, weight, bias, 1, 2)?.sqr()?.backward()?;
        assert!(grads.get(&maps).is_none() && grads.get(weight).is_some());
        Ok(())
    }

    #[test]
    fn shapes_that_do_not_fit_are_an_error() -> Result<()> {
        let zeros = |dims: &[usize]| Tensor::zeros(dims, candle_core::DType::F32, &Device::Cpu);
        for (maps, weight, bias, pool) in [
            ([1, 2, 8, 8], [4, 3, 3, 3], 4, 1), // channels
            ([1, 3, 2, 2], [4, 3, 5, 5], 4, 1), // kernel
            ([1, 3, 8, 8], [4, 3, 3, 3], 5, 1), // bias
            ([1, 3, 8, 8], [4, 3, 3, 3], 4, 0), // pool
            ([1, 3, 4, 4], [4, 3, 3, 3], 4, 7), // pool
        ] {
            assert!(conv_relu_pool(&zeros(&maps)?, &zeros(&weight)?, &zeros(&[bias])?, 1, pool).is_err());
        }
        Ok(())
    }
}
