//! Convolution of each channel by a kernel of its own, four channels at a time.

use super::map::Map;
use crate::ops::simd::{F32x4, LANES};

/// The kernels, channels last.
#[derive(Debug)]
pub struct Depthwise {
    channels: usize,
    kernel: usize,
    stride: usize,
    weights: Vec<f32>,
    bias: Vec<f32>,
}

impl Depthwise {
    /// Whether it can convolve this many channels by such a kernel.
    pub fn takes(channels: usize, kernel: usize) -> bool {
        channels.is_multiple_of(LANES) && (kernel == 3 || kernel == 5)
    }

    /// Of a weight (channels, 1, kernel, kernel) and a bias.
    pub fn new(weight: &[f32], bias: Vec<f32>, kernel: usize, stride: usize) -> Self {
        let (channels, window) = (bias.len(), kernel * kernel);
        let weights = (0..weight.len()).map(|i| weight[i % channels * window + i / channels]).collect();
        Self { channels, kernel, stride, weights, bias }
    }

    /// Convolves a map that needs no more padding.
    pub fn run(&self, map: Map, relu: bool, out: &mut [f32]) {
        match self.kernel {
            3 => self.run_windows::<9>(map, relu, out),
            _ => self.run_windows::<25>(map, relu, out),
        }
    }

    fn run_windows<const WINDOW: usize>(&self, map: Map, relu: bool, out: &mut [f32]) {
        let (n, kernel) = (self.channels, self.kernel);
        let out_width = (map.width - kernel) / self.stride + 1;
        let weights: [&[[f32; LANES]]; WINDOW] =
            std::array::from_fn(|i| self.weights[i * n..(i + 1) * n].as_chunks().0);
        let (bias, _) = self.bias.as_chunks::<LANES>();
        let floor = F32x4::splat(if relu { 0.0 } else { f32::NEG_INFINITY });
        for (y, out) in out.chunks_exact_mut(out_width * n).enumerate() {
            for (x, out) in out.chunks_exact_mut(n).enumerate() {
                let corner = (y * map.width + x) * self.stride * n;
                let pixels: [&[[f32; LANES]]; WINDOW] = std::array::from_fn(|i| {
                    let start = corner + (i / kernel * map.width + i % kernel) * n;
                    map.values[start..start + n].as_chunks().0
                });
                let (out, _) = out.as_chunks_mut::<LANES>();
                for c in 0..n / LANES {
                    let mut sum = F32x4::load(&bias[c]);
                    for i in 0..WINDOW {
                        sum = sum.add_product(F32x4::load(&pixels[i][c]), F32x4::load(&weights[i][c]));
                    }
                    sum.max(floor).store(&mut out[c]);
                }
            }
        }
    }
}
