//! One convolution block as training needs it, `relu(max pool(conv + bias))` or with batch normalisation before the pool,
//! as one op each way: the convolution's output, four times the pooled one, never leaves the cache on its way to the pool,
//! nor does its gradient on the way back.

use super::gemm::{Matrix, gemm};
use super::norm::{self, BatchStatistics};
use super::pool::ReluPool;
use super::unfold::Sizes;
use crate::ops::{parallel, slice, with_values};
use candle_core::{CpuStorage, CustomOp3, Layout, Result, Shape, Tensor};
use std::sync::{Arc, OnceLock};

/// Convolves maps (batch, in, height, width) with `weight` (out, in, kernel, kernel) after adding `padding` zero pixels on
/// each side, adds `bias` (out), and takes relu and the largest of each `pool` × `pool` square: (batch, out, height',
/// width') with height' = (height + 2 · padding − kernel + 1) / pool, rounded down.
///
/// The gradient of `maps` is computed only if they have one.
///
/// # Errors
/// [`Error::Candle`](crate::Error::Candle) for a tensor of another shape or type.
pub fn conv_relu_pool(maps: &Tensor, weight: &Tensor, bias: &Tensor, padding: usize, pool: usize) -> Result<Tensor> {
    let op = Block { padding, pool, input_gradient: maps.track_op(), norm: false, saved: Arc::default() };
    maps.contiguous()?.apply_op3(&weight.contiguous()?, &bias.contiguous()?, op)
}

/// As [`conv_relu_pool`], but the convolution's output is not given a bias but normalised by the batch's own mean and
/// variance, channel by channel: `norm` is (2, out), factor and summand. Also gives those statistics.
///
/// # Errors
/// [`Error::Candle`](crate::Error::Candle) for a tensor of another shape or type.
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

pub struct Block {
    padding: usize,
    pool: usize,
    pub input_gradient: bool,
    norm: bool,
    pub saved: Arc<OnceLock<Saved>>,
}

/// What the backward pass needs of the forward one.
pub struct Saved {
    pub winners: Vec<u8>,
    pub normed: Option<Normed>,
}

pub struct Normed {
    /// The convolution's output before normalisation.
    pub convolved: Vec<f32>,
    pub statistics: BatchStatistics,
}

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
        let (padded, mut columns) = (self.pad(map), Vec::new());
        for (first, rows) in self.pieces() {
            let n = rows * self.out_width;
            columns.resize(self.window() * n, 0.0);
            self.unfold(&padded, &mut columns, first, rows);
            let (a, b) = (Matrix::new(weight, self.window()), Matrix::new(&columns, n));
            let out = &mut out[first * self.out_width..];
            gemm([self.outputs, n, self.window()], a, b, out, self.out_pixels(), bias.is_some());
        }
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

#[cfg(test)]
#[path = "block_tests.rs"]
mod tests;
