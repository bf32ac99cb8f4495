//! A convolution's sizes, and the unfolding of a map's windows into columns and back.

use candle_core::Result;

/// Sizes of one convolution, in pixels and channels.
#[derive(Clone, Copy)]
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

/// Values that a piece of columns should have at most: it is written and read again, so it must stay in the L2 cache.
const COLUMN_VALUES: usize = 64 * 1024;

impl Sizes {
    pub fn new(maps: &[usize], weight: &[usize], padding: usize) -> Result<Self> {
        let (&[batch, inputs, height, width], &[outputs, w_inputs, kernel, kernel_x]) = (maps, weight) else {
            candle_core::bail!("a convolution takes maps and weights of 4 dimensions, got {maps:?} and {weight:?}")
        };
        let (padded_height, padded_width) = (height + 2 * padding, width + 2 * padding);
        let fits = w_inputs == inputs && kernel == kernel_x && kernel >= 1;
        if !fits || padded_height < kernel || padded_width < kernel {
            candle_core::bail!(
                "a convolution with maps {maps:?}, weight {weight:?} and padding {padding} does not fit"
            );
        }
        let (out_height, out_width) = (padded_height - kernel + 1, padded_width - kernel + 1);
        Ok(Self { batch, inputs, height, width, outputs, kernel, padding, out_height, out_width })
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
    pub fn unfold(self, map: &[f32], columns: &mut [f32], first: usize, rows: usize) {
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
    pub fn fold(self, columns: &[f32], map: &mut [f32], first: usize, rows: usize) {
        self.for_runs(first, rows, |Run { row, left, right, source }| {
            if let Some(source) = source {
                let sums = &mut map[source..source + right - left];
                for (sum, value) in sums.iter_mut().zip(&columns[row + left..row + right]) {
                    *sum += value;
                }
            }
        });
    }
}

/// One row of columns: where it starts, which part of it lies inside the map, and where that part comes from.
struct Run {
    row: usize,
    left: usize,
    right: usize,
    source: Option<usize>,
}
