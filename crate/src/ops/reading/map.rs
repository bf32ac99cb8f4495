//! A map in a slice, channels last, and where a kernel's results go.

use crate::ops::packed::{Octet, Sums, WIDTH, load, store};
use crate::ops::simd::F32x4;

/// One picture's map: (height, width, channels).
#[derive(Clone, Copy)]
pub struct Map<'a> {
    pub values: &'a [f32],
    pub height: usize,
    pub width: usize,
    pub channels: usize,
}

impl Map<'_> {
    /// A map with this many more zero pixels at the top, left, bottom and right.
    pub fn padded(&self, [top, left, bottom, right]: [usize; 4]) -> PaddedMap {
        let (height, width) = (self.height + top + bottom, self.width + left + right);
        let row = self.width * self.channels;
        let mut values = vec![0.0; height * width * self.channels];
        if row > 0 {
            for (y, row_values) in self.values.chunks_exact(row).enumerate() {
                values[((top + y) * width + left) * self.channels..][..row].copy_from_slice(row_values);
            }
        }
        PaddedMap { values, height, width, channels: self.channels }
    }
}

/// A map that owns its values.
pub struct PaddedMap {
    pub values: Vec<f32>,
    height: usize,
    width: usize,
    channels: usize,
}

impl PaddedMap {
    pub fn map(&self) -> Map<'_> {
        Map { values: &self.values, height: self.height, width: self.width, channels: self.channels }
    }
}

/// What becomes of a kernel's sums.
#[derive(Debug)]
pub struct Finish<'a> {
    /// Outputs a pixel.
    pub channels: usize,
    pub bias: &'a [Octet],
    pub relu: bool,
}

impl Finish<'_> {
    /// Adds the bias to eight outputs of a pixel and writes them, or as many as there are.
    #[inline(always)]
    pub fn write(&self, octet: usize, pixel: usize, sums: Sums, out: &mut [f32]) {
        let bias = load(&self.bias[octet]);
        let sums = [sums[0] + bias[0], sums[1] + bias[1]];
        let zero = F32x4::splat(0.0);
        let sums = if self.relu { [sums[0].max(zero), sums[1].max(zero)] } else { sums };
        let out = &mut out[pixel * self.channels..][octet * WIDTH..self.channels.min((octet + 1) * WIDTH)];
        if let Ok(out) = <&mut Octet>::try_from(&mut *out) {
            return store(sums, out);
        }
        let mut values = [0.0; WIDTH];
        store(sums, &mut values);
        // One by one: a copy of a length known only now is a call, which costs more than the copy.
        for (i, value) in values.into_iter().enumerate() {
            if i < out.len() {
                out[i] = value;
            }
        }
    }
}
