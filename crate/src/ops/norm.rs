//! Batch normalisation as training needs it: over the batch and the pixels, channel by channel.

use super::{parallel, slice, with_values};
use candle_core::{CpuStorage, CustomOp3, Layout, Result, Shape, Tensor};
use std::sync::{Arc, OnceLock};

/// Keeps a flat channel from being divided by 0; PyTorch's default.
pub const EPSILON: f32 = 1e-5;

/// Mean and (biased) variance of each channel in one batch.
#[derive(Clone, Debug)]
pub struct BatchStatistics {
    /// Means by channel.
    pub mean: Vec<f32>,
    /// Variances by channel.
    pub variance: Vec<f32>,
}

/// `(maps − mean) / √(variance + 1e-5) · gamma + beta` with the batch's own mean and variance by channel, which are
/// returned as well. Maps are (batch, channels, height, width), gamma and beta (channels). Ioffe & Szegedy 2015,
/// <https://arxiv.org/abs/1502.03167>.
pub fn batch_norm(maps: &Tensor, gamma: &Tensor, beta: &Tensor) -> Result<(Tensor, BatchStatistics)> {
    let statistics = Arc::new(OnceLock::new());
    let op = BatchNorm { statistics: statistics.clone() };
    let out = maps.contiguous()?.apply_op3(&gamma.contiguous()?, &beta.contiguous()?, op)?;
    let statistics = statistics.get().expect("the forward pass has run").clone();
    Ok((out, statistics))
}

struct BatchNorm {
    statistics: Arc<OnceLock<BatchStatistics>>,
}

/// For channel `c` of maps (batch, channels, plane): its planes, one a picture.
fn planes(maps: &[f32], c: usize, channels: usize, plane: usize) -> impl Iterator<Item = &[f32]> {
    maps.chunks_exact(plane).skip(c).step_by(channels)
}

/// Mean and variance, in two passes: one pass loses the variance of a channel with a large mean.
fn moments(maps: &[f32], c: usize, channels: usize, plane: usize) -> (f32, f32) {
    let n = (maps.len() / channels) as f32;
    let mean = planes(maps, c, channels, plane).map(sum).sum::<f32>() / n;
    let squares = |p: &[f32]| lanes(p, |v| (v - mean) * (v - mean));
    (mean, planes(maps, c, channels, plane).map(squares).sum::<f32>() / n)
}

fn sum(values: &[f32]) -> f32 {
    lanes(values, |v| v)
}

/// Sum of `f(value)` in 16 lanes, which the compiler turns into vector adds; a plain sum may not be reordered.
fn lanes(values: &[f32], f: impl Fn(f32) -> f32) -> f32 {
    let mut sums = [0f32; 16];
    let pieces = values.chunks_exact(16);
    let rest: f32 = pieces.remainder().iter().map(|v| f(*v)).sum();
    pieces.for_each(|piece| sums.iter_mut().zip(piece).for_each(|(sum, v)| *sum += f(*v)));
    sums.iter().sum::<f32>() + rest
}

impl CustomOp3 for BatchNorm {
    fn name(&self) -> &'static str {
        "batch_norm"
    }

    fn cpu_fwd(
        &self,
        maps: &CpuStorage,
        layout: &Layout,
        gamma: &CpuStorage,
        gamma_layout: &Layout,
        beta: &CpuStorage,
        beta_layout: &Layout,
    ) -> Result<(CpuStorage, Shape)> {
        let (maps, gamma, beta) = (slice(maps, layout)?, slice(gamma, gamma_layout)?, slice(beta, beta_layout)?);
        let (_, channels, height, width) = layout.shape().dims4()?;
        if gamma.len() != channels || beta.len() != channels || maps.is_empty() {
            candle_core::bail!(
                "batch_norm: maps {:?} with {} gammas and {} betas",
                layout.dims(),
                gamma.len(),
                beta.len()
            );
        }
        let plane = height * width;
        let (mean, variance): (Vec<f32>, Vec<f32>) =
            parallel::map(channels, |c| moments(maps, c, channels, plane)).into_iter().unzip();
        let mut out = vec![0.0; maps.len()];
        parallel::for_each_piece(&mut out, channels * plane, |i, out| {
            let maps = &maps[i * channels * plane..];
            for (c, (out, map)) in out.chunks_exact_mut(plane).zip(maps.chunks_exact(plane)).enumerate() {
                let scale = gamma[c] / (variance[c] + EPSILON).sqrt();
                let shift = beta[c] - mean[c] * scale;
                out.iter_mut().zip(map).for_each(|(out, v)| *out = v * scale + shift);
            }
        });
        self.statistics.get_or_init(|| BatchStatistics { mean, variance });
        Ok((CpuStorage::F32(out), layout.shape().clone()))
    }

    fn bwd(
        &self,
        maps: &Tensor,
        gamma: &Tensor,
        beta: &Tensor,
        _out: &Tensor,
        grad: &Tensor,
    ) -> Result<(Option<Tensor>, Option<Tensor>, Option<Tensor>)> {
        let statistics = self.statistics.get().expect("the forward pass has run");
        let [map_grad, gamma_grad, beta_grad] = with_values(maps, |map_values| {
            with_values(gamma, |gamma| {
                with_values(grad, |grad| statistics.backward(map_values, gamma, grad, maps.dims()))
            })
        })???;
        Ok((
            Some(Tensor::from_vec(map_grad, maps.shape(), maps.device())?),
            Some(Tensor::from_vec(gamma_grad, gamma.shape(), gamma.device())?),
            Some(Tensor::from_vec(beta_grad, beta.shape(), beta.device())?),
        ))
    }
}

impl BatchStatistics {
    /// Gradients of maps, gamma and beta. With x̂ the normalised map: dβ = Σ dy, dγ = Σ dy·x̂,
    /// dx = γ/σ · (dy − dβ/n − x̂·dγ/n).
    fn backward(&self, maps: &[f32], gamma: &[f32], grad: &[f32], dims: &[usize]) -> [Vec<f32>; 3] {
        let (channels, plane) = (dims[1], dims[2] * dims[3]);
        let n = (maps.len() / channels) as f32;
        let inverse = |c: usize| 1.0 / (self.variance[c] + EPSILON).sqrt();
        let (gamma_grad, beta_grad): (Vec<f32>, Vec<f32>) = parallel::map(channels, |c| {
            let pairs = planes(maps, c, channels, plane).zip(planes(grad, c, channels, plane));
            let (products, sums) = pairs.fold((0.0, 0.0), |(products, sums), (map, grad)| {
                (products + product(map, grad, self.mean[c]), sums + sum(grad))
            });
            (products * inverse(c), sums)
        })
        .into_iter()
        .unzip();
        let mut map_grad = vec![0.0; maps.len()];
        parallel::for_each_piece(&mut map_grad, channels * plane, |i, out| {
            let start = i * channels * plane;
            let sources = maps[start..].chunks_exact(plane).zip(grad[start..].chunks_exact(plane));
            for (c, (out, (map, grad))) in out.chunks_exact_mut(plane).zip(sources).enumerate() {
                let scale = gamma[c] * inverse(c);
                let per_map = -scale * inverse(c) * gamma_grad[c] / n;
                let constant = -scale * beta_grad[c] / n - self.mean[c] * per_map;
                for ((out, map), grad) in out.iter_mut().zip(map).zip(grad) {
                    *out = grad * scale + map * per_map + constant;
                }
            }
        });
        [map_grad, gamma_grad, beta_grad]
    }
}

/// Σ (map − mean) · grad, in 16 lanes.
fn product(map: &[f32], grad: &[f32], mean: f32) -> f32 {
    let mut sums = [0f32; 16];
    let (maps, grads) = (map.chunks_exact(16), grad.chunks_exact(16));
    let rest: f32 = maps.remainder().iter().zip(grads.remainder()).map(|(m, g)| (m - mean) * g).sum();
    for (m, g) in maps.zip(grads) {
        for lane in 0..16 {
            sums[lane] += (m[lane] - mean) * g[lane];
        }
    }
    sums.iter().sum::<f32>() + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::testing::{assert_close, random};
    use candle_core::{D, Var};

    fn reference(maps: &Tensor, gamma: &Tensor, beta: &Tensor) -> Result<Tensor> {
        let channels = maps.dim(1)?;
        let flat = maps.transpose(0, 1)?.flatten_from(1)?;
        let mean = flat.mean_keepdim(D::Minus1)?.reshape((1, channels, 1, 1))?;
        let centred = maps.broadcast_sub(&mean)?;
        let squares = centred.sqr()?.transpose(0, 1)?.flatten_from(1)?;
        let variance = squares.mean_keepdim(D::Minus1)?.reshape((1, channels, 1, 1))?;
        let normal = centred.broadcast_div(&(variance + f64::from(EPSILON))?.sqrt()?)?;
        normal.broadcast_mul(&gamma.reshape((1, channels, 1, 1))?)?.broadcast_add(&beta.reshape((1, channels, 1, 1))?)
    }

    #[test]
    fn forward_and_gradients_equal_the_formula() -> Result<()> {
        for (i, dims) in [[2, 1, 2, 2], [8, 3, 5, 7], [64, 4, 6, 6]].into_iter().enumerate() {
            let seed = 10 * i as u64;
            let maps = Var::from_tensor(&random(dims.as_slice(), seed)?.affine(2.0, 1.0)?)?;
            let gamma = Var::from_tensor(&random(dims[1], seed + 1)?)?;
            let beta = Var::from_tensor(&random(dims[1], seed + 2)?)?;
            let (ours, theirs) = (batch_norm(&maps, &gamma, &beta)?.0, reference(&maps, &gamma, &beta)?);
            assert_close(&ours, &theirs, 1e-4)?;
            let out_grad = random(dims.as_slice(), seed + 3)?;
            let (ours, theirs) = ((ours * &out_grad)?.backward()?, (theirs * &out_grad)?.backward()?);
            for var in [&maps, &gamma, &beta] {
                assert_close(ours.get(var).unwrap(), theirs.get(var).unwrap(), 1e-3)?;
            }
        }
        Ok(())
    }
}
