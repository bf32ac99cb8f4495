//! A convolution's sizes, and the unfolding of a map's windows into columns and back.

use super::direct::KERNELS;

/// Sizes of one convolution, in pixels and channels.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    pub batch: usize,
    pub inputs: usize,
    pub height: usize,
    pub width: usize,
    pub outputs: usize,
    pub kernel: usize,
    pub padding: usize,
    pub out_height: usize,
    pub out_width: usize,
}

/// Values that a piece of columns should have at most: it is written and read again, so it should stay in the second cache.
const COLUMN_VALUES: usize = 160 * 1024;

impl Sizes {
    /// Of maps (batch, in, height, width) and so many kernels of `kernel` × `kernel` pixels.
    ///
    /// Panics when a kernel is larger than the maps with their padding, or the padding not below the kernel, which no [`Architecture`](crate::Architecture) allows.
    pub fn new([batch, inputs, height, width]: [usize; 4], outputs: usize, kernel: usize, padding: usize) -> Self {
        let side = |side: usize| (side + 2 * padding + 1).checked_sub(kernel).filter(|side| *side > 0);
        let (Some(out_height), Some(out_width)) = (side(height), side(width)) else {
            panic!("a kernel of {kernel} does not fit maps of {height} × {width} with a padding of {padding}")
        };
        assert!(padding < kernel, "a padding of {padding} is not below a kernel of {kernel}");
        Self { batch, inputs, height, width, outputs, kernel, padding, out_height, out_width }
    }

    /// Whether windows are read as they lie. Natively a product of matrices by AVX is faster than that, and worth the unfolding.
    pub fn is_direct(&self) -> bool {
        cfg!(target_arch = "wasm32") && KERNELS.contains(&self.kernel)
    }

    pub fn map(&self) -> usize {
        self.inputs * self.height * self.width
    }

    pub fn out_pixels(&self) -> usize {
        self.out_height * self.out_width
    }

    pub fn out_map(&self) -> usize {
        self.outputs * self.out_pixels()
    }

    /// Values in one window: the rows of the unfolded matrix.
    pub fn window(&self) -> usize {
        self.inputs * self.kernel * self.kernel
    }

    /// Pieces of output rows whose columns fit the cache, as (first row, rows).
    pub fn pieces(self) -> impl Iterator<Item = (usize, usize)> {
        let rows = (COLUMN_VALUES / (self.window() * self.out_width)).clamp(1, self.out_height);
        (0..self.out_height).step_by(rows).map(move |first| (first, rows.min(self.out_height - first)))
    }

    /// Height and width with the padding.
    fn padded(&self) -> (usize, usize) {
        (self.height + 2 * self.padding, self.width + 2 * self.padding)
    }

    /// One picture with zero pixels around each plane.
    pub fn pad(&self, map: &[f32]) -> Vec<f32> {
        if self.padding == 0 {
            return map.to_vec();
        }
        let (height, width) = self.padded();
        let mut padded = vec![0.0; self.inputs * height * width];
        let planes = padded.chunks_exact_mut(height * width).zip(map.chunks_exact(self.height * self.width));
        for (padded, plane) in planes {
            let rows = padded.chunks_exact_mut(width).skip(self.padding).zip(plane.chunks_exact(self.width));
            rows.for_each(|(padded, row)| padded[self.padding..][..self.width].copy_from_slice(row));
        }
        padded
    }

    /// The reverse of [`pad`](Self::pad).
    pub fn unpad(&self, padded: &[f32], map: &mut [f32]) {
        let (height, width) = self.padded();
        let planes = padded.chunks_exact(height * width).zip(map.chunks_exact_mut(self.height * self.width));
        for (padded, plane) in planes {
            let rows = padded.chunks_exact(width).skip(self.padding).zip(plane.chunks_exact_mut(self.width));
            rows.for_each(|(padded, row)| row.copy_from_slice(&padded[self.padding..][..self.width]));
        }
    }

    /// For every value of the window and output row `first..first + rows`, in the columns' order, where that row of columns
    /// comes from in the padded map.
    #[inline(always)]
    fn sources(self, first: usize, rows: usize) -> impl Iterator<Item = usize> {
        let (height, width) = self.padded();
        let k = self.kernel;
        (0..self.inputs * k * k).flat_map(move |i| {
            let (channel, ky, kx) = (i / (k * k), i / k % k, i % k);
            (first + ky..first + ky + rows).map(move |y| (channel * height + y) * width + kx)
        })
    }

    /// Unfolds one padded picture's windows for some output rows: `columns` becomes (window, rows · out_width).
    #[inline(always)]
    pub fn unfold(self, padded: &[f32], columns: &mut [f32], first: usize, rows: usize) {
        for (columns, source) in columns.chunks_exact_mut(self.out_width).zip(self.sources(first, rows)) {
            copy(columns, &padded[source..source + self.out_width]);
        }
    }

    /// The reverse of [`unfold`](Self::unfold): adds every column back to the values of the padded map it was copied from.
    #[inline(always)]
    pub fn fold(self, columns: &[f32], padded: &mut [f32], first: usize, rows: usize) {
        for (columns, source) in columns.chunks_exact(self.out_width).zip(self.sources(first, rows)) {
            let sums = &mut padded[source..source + self.out_width];
            sums.iter_mut().zip(columns).for_each(|(sum, value)| *sum += value);
        }
    }
}

/// Copies a short row.
#[cfg(not(target_arch = "wasm32"))]
#[inline(always)]
fn copy(to: &mut [f32], from: &[f32]) {
    to.copy_from_slice(from);
}

/// Copies a short row. The addition of nothing keeps the compiler from making it a call of `memory.copy`, which takes ten
/// times as long for so few values.
#[cfg(target_arch = "wasm32")]
#[inline(always)]
fn copy(to: &mut [f32], from: &[f32]) {
    use crate::ops::simd::{F32x4, LANES};
    let ((to, to_rest), (from, from_rest)) = (to.as_chunks_mut::<LANES>(), from.as_chunks::<LANES>());
    let zero = F32x4::splat(0.0);
    to.iter_mut().zip(from).for_each(|(to, from)| (F32x4::load(from) + zero).store(to));
    to_rest.iter_mut().zip(from_rest).for_each(|(to, from)| *to = from + 0.0);
}
