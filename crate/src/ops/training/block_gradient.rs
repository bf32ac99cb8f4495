//! The gradient of a convolution block.

use super::block::{Normed, Passed, TrainedBlock};
use super::direct::{Direct, turned};
use super::gemm::{Matrix, gemm};
use super::norm;
use super::unfold::Sizes;
use crate::ops::parallel;

/// Pictures whose weight gradients are summed before they are added to the others'.
const PICTURES_PER_SUM: usize = 8;

/// Gradients of what goes into a block.
#[derive(Debug, Default)]
pub struct BlockGradients {
    /// Of the maps; empty where nobody asks for it.
    pub maps: Vec<f32>,
    /// Of the weight.
    pub weight: Vec<f32>,
    /// Of the bias, or of factors and summands.
    pub last: Vec<f32>,
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
        scratch: &mut [Vec<f32>; 3],
    ) {
        let planes = grad.chunks_exact(sizes.out_pixels());
        self.bias.iter_mut().zip(planes).for_each(|(sum, plane)| *sum += norm::sum(plane));
        if sizes.is_direct() {
            Direct::forward(sizes, map).weight_gradient(grad, &mut self.weight);
            if !self.maps.is_empty() {
                let maps = &mut self.maps[place * sizes.map()..(place + 1) * sizes.map()];
                Direct::backward(sizes, grad).convolve(&turned(sizes, weight), maps);
            }
            return;
        }
        let [columns, column_grad, map_grad] = scratch;
        let (padded, window) = (sizes.pad(map), sizes.window());
        map_grad.clear();
        map_grad.resize(if self.maps.is_empty() { 0 } else { padded.len() }, 0.0);
        for (first, rows) in sizes.pieces() {
            let n = rows * sizes.out_width;
            columns.resize(window * n, 0.0);
            sizes.unfold(&padded, columns, first, rows);
            let out_grad = Matrix::new(&grad[first * sizes.out_width..], sizes.out_pixels());
            let transposed = Matrix::new(columns, n).transposed();
            gemm([sizes.outputs, window, n], out_grad, transposed, &mut self.weight, window, true);
            if !self.maps.is_empty() {
                column_grad.resize(window * n, 0.0);
                let weight = Matrix::new(weight, window).transposed();
                gemm([window, n, sizes.outputs], weight, out_grad, column_grad, n, false);
                sizes.fold(column_grad, map_grad, first, rows);
            }
        }
        if !self.maps.is_empty() {
            sizes.unpad(map_grad, &mut self.maps[place * sizes.map()..(place + 1) * sizes.map()]);
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

impl TrainedBlock {
    /// Gradients from that of what came out; that of the maps only where it is asked for.
    pub fn backward(
        &self,
        maps: &[f32],
        weight: &[f32],
        last: &[f32],
        passed: &Passed,
        out_grad: &[f32],
        map_gradient: bool,
    ) -> BlockGradients {
        let (Self { sizes, pool, .. }, out_map) = (*self, self.out_map());
        // The gradient of a picture's normalised (or else convolved) maps.
        let unpool = |picture: usize, grad: &mut [f32]| {
            let pooled = picture * out_map..(picture + 1) * out_map;
            let pooled = out_grad[pooled.clone()]
                .chunks_exact(pool.out_plane())
                .zip(passed.winners[pooled].chunks_exact(pool.out_plane()));
            for ((out_grad, winners), grad) in pooled.zip(grad.chunks_exact_mut(pool.plane())) {
                pool.backward(out_grad, winners, grad);
            }
        };
        let norm = passed.normed.as_ref().map(|normed| normed.gradient(sizes, last, unpool));
        let groups = parallel::map(sizes.batch.div_ceil(PICTURES_PER_SUM), |group| {
            let first = group * PICTURES_PER_SUM;
            let pictures = first..(first + PICTURES_PER_SUM).min(sizes.batch);
            let mut sums = Gradients::new(sizes, pictures.len(), map_gradient);
            let (mut scratch, mut grad) = (Default::default(), vec![0.0; sizes.out_map()]);
            for (place, picture) in pictures.enumerate() {
                unpool(picture, &mut grad);
                if let (Some(normed), Some(norm)) = (&passed.normed, &norm) {
                    let convolved = &normed.convolved[picture * sizes.out_map()..];
                    let planes = grad.chunks_exact_mut(pool.plane()).zip(convolved.chunks_exact(pool.plane()));
                    for ((grad, map), affine) in planes.zip(&norm.affine) {
                        grad.iter_mut().zip(map).for_each(|(g, v)| *g = *g * affine[0] + v * affine[1] + affine[2]);
                    }
                }
                let map = &maps[picture * sizes.map()..(picture + 1) * sizes.map()];
                sums.add(sizes, map, weight, &grad, place, &mut scratch);
            }
            sums
        });
        let Gradients { maps, weight, bias } = Gradients::sum(groups);
        BlockGradients { maps, weight, last: norm.map_or(bias, |norm| norm.parameters) }
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
