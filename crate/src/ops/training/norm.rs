//! Batch normalisation as training needs it: over the batch and the pixels, channel by channel. Ioffe & Szegedy 2015,
//! <https://arxiv.org/abs/1502.03167>.

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

/// Mean and sum of squared distances from it of one plane, in two passes: one pass loses the variance of a channel with a
/// large mean.
#[inline(always)]
pub fn moments(plane: &[f32]) -> [f32; 2] {
    let mean = sum(plane) / plane.len() as f32;
    [mean, lanes(plane, |v| (v - mean) * (v - mean))]
}

impl BatchStatistics {
    /// Of the moments of planes of `pixels` values, one row of channels per picture (Chan et al. 1983).
    pub fn combine(moments: &[[f32; 2]], channels: usize, pixels: usize) -> Self {
        let pictures = (moments.len() / channels) as f32;
        let channel = |c: usize| moments.iter().skip(c).step_by(channels);
        let mean = |c: usize| channel(c).map(|m| m[0]).sum::<f32>() / pictures;
        let mean: Vec<f32> = (0..channels).map(mean).collect();
        let spread = |c: usize| {
            let squares: f32 = channel(c).map(|m| m[1] + pixels as f32 * (m[0] - mean[c]) * (m[0] - mean[c])).sum();
            squares / (pictures * pixels as f32)
        };
        Self { variance: (0..channels).map(spread).collect(), mean }
    }

    /// 1 / √(variance + ε) of a channel.
    pub fn inverse_deviation(&self, c: usize) -> f32 {
        1.0 / (self.variance[c] + EPSILON).sqrt()
    }
}

/// Sum of a plane.
#[inline(always)]
pub fn sum(values: &[f32]) -> f32 {
    lanes(values, |v| v)
}

/// Sum of `f(value)` in 16 lanes, which the compiler turns into vector adds; a plain sum may not be reordered.
#[inline(always)]
fn lanes(values: &[f32], f: impl Fn(f32) -> f32) -> f32 {
    let mut sums = [0f32; 16];
    let (pieces, rest) = values.as_chunks::<16>();
    for piece in pieces {
        for lane in 0..16 {
            sums[lane] += f(piece[lane]);
        }
    }
    sums.iter().sum::<f32>() + rest.iter().map(|v| f(*v)).sum::<f32>()
}

/// Σ (map − mean) · grad, in 16 lanes.
#[inline(always)]
pub fn product(map: &[f32], grad: &[f32], mean: f32) -> f32 {
    let mut sums = [0f32; 16];
    let ((maps, map_rest), (grads, grad_rest)) = (map.as_chunks::<16>(), grad.as_chunks::<16>());
    for (m, g) in maps.iter().zip(grads) {
        for lane in 0..16 {
            sums[lane] += (m[lane] - mean) * g[lane];
        }
    }
    sums.iter().sum::<f32>() + map_rest.iter().zip(grad_rest).map(|(m, g)| (m - mean) * g).sum::<f32>()
}
