//! Convolution by sums over windows, four pixels and eight outputs at a time.

use super::map::{Finish, Map};
use crate::ops::packed::{Octet, ROWS, Sums, add_products, add_row, pack};
use crate::ops::simd::F32x4;

/// Kernels ready to multiply: for each eight outputs and each row of the kernel, an octet for each column and input.
#[derive(Debug)]
pub struct Direct {
    kernel: usize,
    inputs: usize,
    stride: usize,
    weights: Vec<Octet>,
}

/// Runs of a window so short that the loop over them would cost more than their products.
const SHORT_RUN: usize = 16;

/// Where the windows of a map lie in a slice.
struct Windows<'a> {
    values: &'a [f32],
    /// From a window to the one below.
    y: usize,
    /// From a window to the one on its right.
    x: usize,
    /// Runs of a window, and from one to the next.
    rows: usize,
    row: usize,
    /// Values of a run.
    run: usize,
}

impl Windows<'_> {
    /// Sums of the four windows that start there, or of the first.
    #[inline(always)]
    fn sums(&self, starts: [usize; ROWS], pixels: usize, weights: &[Octet]) -> [Sums; ROWS] {
        let mut sums = [[F32x4::splat(0.0); 2]; ROWS];
        for y in 0..self.rows {
            let weights = &weights[y * self.run..][..self.run];
            let row = |i: usize| &self.values[starts[i] + y * self.row..][..self.run];
            if pixels == 1 {
                add_row(&mut sums[0], row(0), weights);
            } else {
                add_products(&mut sums, [row(0), row(1), row(2), row(3)], weights);
            }
        }
        sums
    }
}

impl Direct {
    /// Of a weight (out, in, kernel, kernel).
    pub fn new(weight: &[f32], outputs: usize, inputs: usize, kernel: usize, stride: usize) -> Self {
        let order =
            (0..kernel * kernel).flat_map(|place| (0..inputs).map(move |input| input * kernel * kernel + place));
        let weights = pack(weight, outputs, order);
        Self { kernel, inputs, stride, weights }
    }

    /// Convolves a map, a padding of zero pixels around it, and takes the largest of each `pool` × `pool` square.
    pub fn run(&self, map: Map, padding: [usize; 4], pool: usize, finish: &Finish, out: &mut [f32]) {
        let [top, left, bottom, right] = padding;
        let (height, width) = (map.height + top + bottom, map.width + left + right);
        let side = |size: usize| ((size - self.kernel) / self.stride + 1) / pool;
        let (out_height, out_width) = (side(height), side(width));
        let run = self.kernel * self.inputs;
        let padded;
        let windows = if run < SHORT_RUN {
            padded = self.strips(map, padding);
            Windows { values: &padded, y: self.stride * run, x: height * run, rows: 1, row: 0, run: self.kernel * run }
        } else {
            let values = match padding {
                [0, 0, 0, 0] => map.values,
                _ => {
                    padded = map.padded(padding).values;
                    &padded
                }
            };
            let (x, row) = (self.stride * self.inputs, width * self.inputs);
            Windows { values, y: self.stride * row, x, rows: self.kernel, row, run }
        };
        // The windows of a pool's square, from its corner, as many at a time as are summed at once; the last repeated.
        let square: Vec<[usize; ROWS]> = (0..pool * pool)
            .step_by(ROWS)
            .map(|first| {
                let place = |i: usize| (first + i).min(pool * pool - 1);
                std::array::from_fn(|i| place(i) / pool * windows.y + place(i) % pool * windows.x)
            })
            .collect();
        for (octet, weights) in self.weights.chunks_exact(self.kernel * self.kernel * self.inputs).enumerate() {
            for y in 0..out_height {
                if pool == 1 {
                    for x in (0..out_width).step_by(ROWS) {
                        let pixels = ROWS.min(out_width - x);
                        let starts = std::array::from_fn(|i| y * windows.y + (x + i.min(pixels - 1)) * windows.x);
                        let sums = windows.sums(starts, pixels, weights);
                        for (i, sums) in sums.into_iter().take(pixels).enumerate() {
                            finish.write(octet, y * out_width + x + i, sums, out);
                        }
                    }
                } else {
                    for x in 0..out_width {
                        let mut best = [F32x4::splat(f32::NEG_INFINITY); 2];
                        let corner = (y * windows.y + x * windows.x) * pool;
                        for places in &square {
                            for sums in windows.sums(places.map(|place| corner + place), ROWS, weights) {
                                best = [best[0].max(sums[0]), best[1].max(sums[1])];
                            }
                        }
                        finish.write(octet, y * out_width + x, best, out);
                    }
                }
            }
        }
    }

    /// For each column of windows, what it covers of each row of the padded map: a window then lies in one run.
    fn strips(&self, map: Map, [top, left, bottom, right]: [usize; 4]) -> Vec<f32> {
        let (row, run) = (map.width * self.inputs, self.kernel * self.inputs);
        let columns = (map.width + left + right - self.kernel) / self.stride + 1;
        let height = map.height + top + bottom;
        let mut strips = vec![0.0; columns * height * run];
        for (x, strip) in strips.chunks_exact_mut(height * run).enumerate() {
            // The part of the column that lies in the map: from `first` of the map's row to `skipped` of the strip's.
            let start = (x * self.stride) as isize - left as isize;
            let first = start.clamp(0, map.width as isize) as usize;
            let end = (start + self.kernel as isize).clamp(0, map.width as isize) as usize;
            let skipped = (first as isize - start).clamp(0, self.kernel as isize) as usize * self.inputs;
            let values = first * self.inputs..end.max(first) * self.inputs;
            let rows = strip.chunks_exact_mut(run).skip(top).zip(map.values.chunks_exact(row.max(1)));
            if values.len() == 5 && skipped == 0 {
                // A copy of a length known only now is a call, which costs more than this copy.
                for (strip, row) in rows {
                    if let (Some(strip), Some(row)) = (strip.first_chunk_mut::<5>(), row[values.start..].first_chunk())
                    {
                        *strip = *row;
                    }
                }
            } else {
                for (strip, row) in rows {
                    strip[skipped..][..values.len()].copy_from_slice(&row[values.clone()]);
                }
            }
        }
        strips
    }
}
