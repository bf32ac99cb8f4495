//! A convolution and its gradients without unfolding, for the small maps and few channels that train in a page: each row of the
//! result gathers its windows from the rows of the map as they lie, four pixels in a register.

use super::unfold::Sizes;
use crate::ops::simd::{Columns, F32x4, LANES};

/// Outputs whose sums fit the registers beside two registers of pixels each.
const ROWS: usize = 4;

/// Sides of the kernels that there is code for: those of this project's networks.
pub const KERNELS: [usize; 2] = [3, 5];

/// One picture's maps with zero pixels at the left and right, and what slides over them.
#[derive(Debug)]
pub struct Direct {
    /// Rows of `width` pixels, plane by plane; a register more at the end, which the last row's may reach into.
    values: Vec<f32>,
    channels: usize,
    height: usize,
    width: usize,
    kernel: usize,
    /// Rows of zeros that one has to think of above and below.
    padding: usize,
    out_height: usize,
    out_width: usize,
}

impl Direct {
    /// Maps as the convolution reads them.
    pub fn forward(sizes: Sizes, map: &[f32]) -> Self {
        let Sizes { inputs, height, width, kernel, padding, out_height, out_width, .. } = sizes;
        Self::new(map, [inputs, height, width], kernel, padding, [out_height, out_width])
    }

    /// The gradient of what comes out, as that of the maps reads it with a [`turned`] weight.
    pub fn backward(sizes: Sizes, grad: &[f32]) -> Self {
        let Sizes { outputs, height, width, kernel, padding, out_height, out_width, .. } = sizes;
        Self::new(grad, [outputs, out_height, out_width], kernel, kernel - 1 - padding, [height, width])
    }

    fn new(
        map: &[f32],
        [channels, height, inner]: [usize; 3],
        kernel: usize,
        padding: usize,
        [out_height, out_width]: [usize; 2],
    ) -> Self {
        let width = inner + 2 * padding;
        let mut values = vec![0.0; channels * height * width + 2 * LANES + kernel];
        let rows = values.chunks_exact_mut(width).zip(map.chunks_exact(inner));
        rows.take(channels * height).for_each(|(row, map)| row[padding..][..inner].copy_from_slice(map));
        Self { values, channels, height, width, kernel, padding, out_height, out_width }
    }

    /// The rows of the kernel that meet the map where it stands at row `y` of the result.
    fn kernel_rows(&self, y: usize) -> std::ops::Range<usize> {
        let first = self.padding.saturating_sub(y);
        first..self.kernel.min((self.height + self.padding).saturating_sub(y)).max(first)
    }

    /// Adds the convolution with `weight` (outputs, channels, kernel, kernel) to `out` (outputs, out_height, out_width).
    pub fn convolve(&self, weight: &[f32], out: &mut [f32]) {
        match self.kernel {
            3 => self.convolve_by::<3>(weight, out),
            5 => self.convolve_by::<5>(weight, out),
            other => panic!("a kernel of {other} pixels is none of KERNELS"),
        }
    }

    #[inline(always)]
    fn convolve_by<const K: usize>(&self, weight: &[f32], out: &mut [f32]) {
        let (window, plane) = (self.channels * K * K, self.out_height * self.out_width);
        let outputs = weight.len() / window;
        // As many in each group: six are two threes rather than a four and a two.
        let rows = outputs.div_ceil(outputs.div_ceil(ROWS).max(1)).max(1);
        for (weight, out) in weight.chunks(rows * window).zip(out.chunks_mut(rows * plane)) {
            match weight.len() / window {
                1 => self.group::<1, K>(weight, out),
                2 => self.group::<2, K>(weight, out),
                3 => self.group::<3, K>(weight, out),
                _ => self.group::<ROWS, K>(weight, out),
            }
        }
    }

    fn group<const R: usize, const K: usize>(&self, weight: &[f32], out: &mut [f32]) {
        let window = self.channels * K * K;
        // By the kernels' rows: for each of its values those of all outputs.
        let value = |row: usize, kx: usize, r: usize| weight[r * window + row * K + kx];
        let weights: Vec<[[f32; R]; K]> = (0..self.channels * K)
            .map(|row| std::array::from_fn(|kx| std::array::from_fn(|r| value(row, kx, r))))
            .collect();
        for y in 0..self.out_height {
            let mut x = 0;
            while x + LANES < self.out_width {
                self.pixels::<R, K, 2>(&weights, out, y, x);
                x += 2 * LANES;
            }
            if x < self.out_width {
                self.pixels::<R, K, 1>(&weights, out, y, x);
            }
        }
    }

    /// So many registers of pixels of `R` outputs.
    #[inline(always)]
    fn pixels<const R: usize, const K: usize, const V: usize>(
        &self,
        weights: &[[[f32; R]; K]],
        out: &mut [f32],
        y: usize,
        x: usize,
    ) {
        let mut sums = [[F32x4::splat(0.0); V]; R];
        let kernel_rows = self.kernel_rows(y);
        for (channel, weights) in weights.chunks_exact(K).enumerate() {
            let mut at = self.place(channel, y + kernel_rows.start - self.padding, x);
            for weights in &weights[kernel_rows.clone()] {
                let pixels: [Columns<K>; V] = std::array::from_fn(|v| Columns::new(&self.values[at + v * LANES..], 1));
                at += self.width;
                for (kx, weights) in weights.iter().enumerate() {
                    let pixels: [F32x4; V] = std::array::from_fn(|v| pixels[v].load(kx));
                    for (sums, weight) in sums.iter_mut().zip(weights) {
                        let weight = F32x4::splat(*weight);
                        sums.iter_mut().zip(pixels).for_each(|(sum, pixels)| *sum = sum.add_product(weight, pixels));
                    }
                }
            }
        }
        let n = (V * LANES).min(self.out_width - x);
        for (r, sums) in sums.into_iter().enumerate() {
            let out = &mut out[(r * self.out_height + y) * self.out_width + x..][..n];
            let (quads, rest) = out.as_chunks_mut::<LANES>();
            quads.iter_mut().zip(sums).for_each(|(quad, sum)| (F32x4::load(quad) + sum).store(quad));
            let mut last = [0.0; LANES];
            sums[V - 1].store(&mut last);
            rest.iter_mut().zip(last).for_each(|(out, value)| *out += value);
        }
    }

    /// Adds the gradient of the weight, from that of what came out, `grad` (outputs, out_height, out_width), to `sums`.
    pub fn weight_gradient(&self, grad: &[f32], sums: &mut [f32]) {
        let plane = self.out_height * self.out_width;
        let outputs = if self.kernel == 5 { 2 } else { 3 };
        let window = self.channels * self.kernel * self.kernel;
        for (grad, sums) in grad.chunks(outputs * plane).zip(sums.chunks_mut(outputs * window)) {
            match (self.kernel, grad.len() / plane) {
                (5, 2) => self.kernels::<2, 5>(grad, sums),
                (5, _) => self.kernels::<1, 5>(grad, sums),
                (3, 3) => self.kernels::<3, 3>(grad, sums),
                (3, 2) => self.kernels::<2, 3>(grad, sums),
                (3, _) => self.kernels::<1, 3>(grad, sums),
                (other, _) => panic!("a kernel of {other} pixels is none of KERNELS"),
            }
        }
    }

    /// The kernels' values of `R` outputs, a row of each at once.
    fn kernels<const R: usize, const K: usize>(&self, grad: &[f32], sums: &mut [f32]) {
        let plane = self.out_height * self.out_width;
        let quads = self.out_width / LANES;
        for channel in 0..self.channels {
            for ky in 0..K {
                let mut totals = [[F32x4::splat(0.0); K]; R];
                let mut rest = [[0.0; K]; R];
                let rows = self.padding.saturating_sub(ky)..self.out_height.min(self.height + self.padding - ky);
                for y in rows {
                    let at = self.place(channel, y + ky - self.padding, 0);
                    let row = &self.values[at..][..self.out_width + K];
                    let grads: [&[f32]; R] =
                        std::array::from_fn(|r| &grad[r * plane + y * self.out_width..][..self.out_width]);
                    let lanes = grads.map(|grads| &grads.as_chunks::<LANES>().0[..quads]);
                    for q in 0..quads {
                        let pixels = Columns::<K>::new(&row[q * LANES..], 1);
                        let grads: [F32x4; R] = std::array::from_fn(|r| F32x4::load(&lanes[r][q]));
                        for kx in 0..K {
                            let pixels = pixels.load(kx);
                            for (totals, grad) in totals.iter_mut().zip(grads) {
                                totals[kx] = totals[kx].add_product(grad, pixels);
                            }
                        }
                    }
                    for x in quads * LANES..self.out_width {
                        for r in 0..R {
                            (0..K).for_each(|kx| rest[r][kx] += grads[r][x] * row[x + kx]);
                        }
                    }
                }
                for r in 0..R {
                    let sums = &mut sums[(r * self.channels + channel) * K * K + ky * K..][..K];
                    (0..K).for_each(|kx| sums[kx] += totals[r][kx].total() + rest[r][kx]);
                }
            }
        }
    }

    /// Where a pixel lies.
    fn place(&self, channel: usize, y: usize, x: usize) -> usize {
        (channel * self.height + y) * self.width + x
    }
}

/// A weight (outputs, inputs, kernel, kernel) as the gradient of the maps reads it: turned about, and (inputs, outputs, …).
pub fn turned(sizes: Sizes, weight: &[f32]) -> Vec<f32> {
    let area = sizes.kernel * sizes.kernel;
    let mut turned = vec![0.0; weight.len()];
    for (i, kernel) in weight.chunks_exact(area).enumerate() {
        let (output, input) = (i / sizes.inputs, i % sizes.inputs);
        let to = &mut turned[(input * sizes.outputs + output) * area..][..area];
        to.iter_mut().zip(kernel.iter().rev()).for_each(|(to, value)| *to = *value);
    }
    turned
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::testing::assert_near;
    use crate::ops::training::gemm::{Matrix, gemm};
    use rand::{Rng, SeedableRng};

    /// inputs, height, width, outputs, kernel, padding
    const SHAPES: [[usize; 6]; 7] = [
        [1, 48, 48, 6, 5, 2],
        [6, 24, 24, 16, 5, 0],
        [3, 7, 11, 5, 3, 1],
        [2, 3, 3, 1, 3, 0],
        [1, 2, 2, 3, 5, 4],
        [2, 6, 5, 7, 5, 2],
        [2, 9, 6, 4, 3, 2],
    ];

    #[test]
    fn it_gives_what_unfolding_gives() {
        let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(1);
        let mut noise = |n: usize| (0..n).map(|_| rng.random_range(-1.0..1.0)).collect::<Vec<f32>>();
        for [inputs, height, width, outputs, kernel, padding] in SHAPES {
            let sizes = Sizes::new([1, inputs, height, width], outputs, kernel, padding);
            let (map, grad) = (noise(sizes.map()), noise(sizes.out_map()));
            let (n, window) = (sizes.out_pixels(), sizes.window());
            let weight = noise(outputs * window);
            let padded = sizes.pad(&map);
            let mut columns = vec![0.0; window * n];
            sizes.unfold(&padded, &mut columns, 0, sizes.out_height);
            let (columns, grads) = (Matrix::new(&columns, n), Matrix::new(&grad, n));

            let (mut ours, mut theirs) = (vec![0.5; outputs * n], vec![0.5; outputs * n]);
            let direct = Direct::forward(sizes, &map);
            direct.convolve(&weight, &mut ours);
            gemm([outputs, n, window], Matrix::new(&weight, window), columns, &mut theirs, n, true);
            assert_near(&ours, &theirs, 1e-4);

            let (mut ours, mut theirs) = (vec![0.5; outputs * window], vec![0.5; outputs * window]);
            direct.weight_gradient(&grad, &mut ours);
            gemm([outputs, window, n], grads, columns.transposed(), &mut theirs, window, true);
            assert_near(&ours, &theirs, 1e-4);

            let (mut ours, mut theirs) = (vec![0.0; sizes.map()], vec![0.0; sizes.map()]);
            let mut folded = vec![0.0; padded.len()];
            let mut column_grad = vec![0.0; window * n];
            gemm([window, n, outputs], Matrix::new(&weight, window).transposed(), grads, &mut column_grad, n, false);
            sizes.fold(&column_grad, &mut folded, 0, sizes.out_height);
            sizes.unpad(&folded, &mut theirs);
            Direct::backward(sizes, &grad).convolve(&turned(sizes, &weight), &mut ours);
            assert_near(&ours, &theirs, 1e-4);
        }
    }
}
