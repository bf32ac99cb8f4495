//! One convolution block as training needs it, `relu(max pool(conv + bias))` or with batch normalisation before the pool,
//! as one pass each way: the convolution's output, four times the pooled one, never leaves the cache on its way to the pool,
//! nor does its gradient on the way back.

use super::direct::Direct;
use super::gemm::{Matrix, gemm};
use super::norm::{self, BatchStatistics};
use super::pool::ReluPool;
use super::unfold::Sizes;
use crate::ops::parallel;

/// A block at the sizes of one batch.
///
/// Convolves maps (batch, in, height, width) with a weight (out, in, kernel, kernel) after adding zero pixels on each side. With
/// `norm` each channel of the result is normalised by the batch's own mean and variance, and given a factor and a summand (2,
/// out); without it, a bias (out). Then relu and the largest of each square: (batch, out, height', width') with height' = (height
/// + 2 · padding − kernel + 1) / pool, rounded down.
#[derive(Clone, Copy, Debug)]
pub struct TrainedBlock {
    pub sizes: Sizes,
    pub pool: ReluPool,
    norm: bool,
}

/// What came out of a block, and what its backward pass needs.
#[derive(Debug)]
pub struct Passed {
    /// Maps (batch, out, height', width').
    pub out: Vec<f32>,
    pub winners: Vec<u8>,
    pub normed: Option<Normed>,
}

#[derive(Debug)]
pub struct Normed {
    /// The convolution's output before normalisation.
    pub convolved: Vec<f32>,
    pub statistics: BatchStatistics,
}

impl Passed {
    /// The batch's own statistics, where there is batch normalisation.
    pub fn statistics(&self) -> Option<&BatchStatistics> {
        self.normed.as_ref().map(|normed| &normed.statistics)
    }
}

impl TrainedBlock {
    /// Panics when nothing is left of the maps, which no [`Architecture`](crate::Architecture) allows.
    pub fn new(sizes: Sizes, pool: usize, norm: bool) -> Self {
        let pool = ReluPool { size: pool, height: sizes.out_height, width: sizes.out_width };
        assert!(pool.size > 0 && pool.out_plane() > 0, "a max pool of {pool:?} leaves nothing");
        Self { sizes, pool, norm }
    }

    /// Values of one picture that come out.
    pub fn out_map(&self) -> usize {
        self.sizes.outputs * self.pool.out_plane()
    }

    /// `last` is the bias or, with batch normalisation, factors and summands.
    pub fn forward(&self, maps: &[f32], weight: &[f32], last: &[f32]) -> Passed {
        let Self { sizes, pool, .. } = self;
        let (outputs, out_map) = (sizes.outputs, self.out_map());
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
            let mut moments = vec![[0.0; 2]; sizes.batch * outputs];
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
            let identity = vec![(1.0, 0.0); outputs];
            parallel::for_each_pair((&mut out, out_map), (&mut winners, out_map), |i, out, winners| {
                let mut convolved = vec![0.0; sizes.out_map()];
                sizes.convolve(map(i), weight, Some(last), &mut convolved);
                pools(&convolved, out, winners, &identity);
            });
            None
        };
        Passed { out, winners, normed }
    }
}

impl Sizes {
    /// Convolves one picture and adds the bias.
    #[inline(always)]
    fn convolve(&self, map: &[f32], weight: &[f32], bias: Option<&[f32]>, out: &mut [f32]) {
        if let Some(bias) = bias {
            out.chunks_exact_mut(self.out_pixels()).zip(bias).for_each(|(plane, bias)| plane.fill(*bias));
        }
        if self.is_direct() {
            if bias.is_none() {
                out.fill(0.0);
            }
            Direct::forward(*self, map).convolve(weight, out);
            return;
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

#[cfg(test)]
#[path = "block_tests.rs"]
mod tests;
