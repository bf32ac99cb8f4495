//! A depthwise-separable residual block, as MobileNet-like detectors stack them: a row of it at a time, so that what lies
//! between its two convolutions stays in the nearest cache.

use super::map::Map;
use crate::ops::packed::{Octet, ROWS, Sums, WIDTH, add_products, load, pack, store};
use crate::ops::simd::{Columns, F32x4, LANES};
use crate::ops::{parallel, slice};
use candle_core::{CpuStorage, CustomOp1, Layout, Result, Shape, Tensor};
use std::sync::Arc;

/// `relu(pointwise(depthwise(maps)) + shortcut)` on maps (batch, height, width, channels), channels last and a multiple of 8.
///
/// The depthwise kernels are 3×3; zero pixels are added as TensorFlow's SAME does: one on each side for stride 1, one at the
/// bottom and right for stride 2. The shortcut, where there is one, is the maps themselves, for stride 2 their 2×2 max pool,
/// with zeros for channels that they lack. Heights and widths are even for stride 2.
#[derive(Clone, Debug)]
pub struct SeparableBlock(Arc<Packed>);

#[derive(Debug)]
struct Packed {
    inputs: usize,
    outputs: usize,
    stride: usize,
    shortcut: bool,
    /// For each four channels, the bias and then nine weights.
    depthwise: Vec<[[f32; LANES]; 10]>,
    pointwise: Vec<Octet>,
    bias: Vec<Octet>,
}

impl SeparableBlock {
    /// Packs the weights (channels, 1, 3, 3) and (out, channels, 1, 1) and their biases, all f32. `stride` is 1 or 2.
    ///
    /// # Errors
    /// [`Error::Candle`](crate::Error::Candle) for a tensor of another shape or type.
    pub fn new(depthwise: [&Tensor; 2], pointwise: [&Tensor; 2], stride: usize, shortcut: bool) -> Result<Self> {
        let (inputs, outputs) = (depthwise[0].dim(0)?, pointwise[0].dim(0)?);
        let fits = depthwise[0].dims() == [inputs, 1, 3, 3]
            && depthwise[1].dims() == [inputs]
            && pointwise[0].dims() == [outputs, inputs, 1, 1]
            && pointwise[1].dims() == [outputs];
        let whole = inputs > 0 && inputs.is_multiple_of(WIDTH) && outputs.is_multiple_of(WIDTH);
        if !fits || !whole || (shortcut && outputs < inputs) || !(1..=2).contains(&stride) {
            candle_core::bail!(
                "a separable block of stride {stride} by {:?} and {:?} cannot be",
                depthwise[0].dims(),
                pointwise[0].dims()
            );
        }
        let values = |tensor: &Tensor| tensor.flatten_all()?.to_vec1::<f32>();
        let (kernels, kernel_bias) = (values(depthwise[0])?, values(depthwise[1])?);
        let (weights, bias) = (values(pointwise[0])?, values(pointwise[1])?);
        let quad = |first: usize| {
            std::array::from_fn(|i| {
                std::array::from_fn(|c| if i == 0 { kernel_bias[first + c] } else { kernels[(first + c) * 9 + i - 1] })
            })
        };
        Ok(Self(Arc::new(Packed {
            inputs,
            outputs,
            stride,
            shortcut,
            depthwise: (0..inputs).step_by(LANES).map(quad).collect(),
            pointwise: pack(&weights, outputs, 0..inputs),
            bias: pack(&bias, outputs, 0..1),
        })))
    }

    /// Maps (batch, height, width, channels) to (batch, height / stride, width / stride, out).
    ///
    /// # Errors
    /// [`Error::Candle`](crate::Error::Candle) for a tensor of another shape or type.
    pub fn forward(&self, maps: &Tensor) -> Result<Tensor> {
        maps.contiguous()?.apply_op1_no_bwd(self)
    }
}

impl Packed {
    /// One picture.
    fn run(&self, map: Map, out: &mut [f32]) {
        let width = map.width / self.stride;
        let mut rows = Rows::new(map, if self.stride == 1 { 1 } else { 0 });
        let mut between = vec![0.0; width * self.inputs];
        for (y, out) in out.chunks_exact_mut(width * self.outputs).enumerate() {
            let window = rows.window(y * self.stride);
            match self.stride {
                1 => self.convolve_row::<1, 6>(window, &mut between),
                _ => self.convolve_row::<2, 9>(window, &mut between),
            }
            self.combine_row(map, y * self.stride, &between, out);
        }
    }

    /// The depthwise convolution of one row of windows: four channels after four, four windows at once, which share
    /// `COLUMNS` = 3 · `STRIDE` + 3 columns.
    fn convolve_row<const STRIDE: usize, const COLUMNS: usize>(&self, rows: [&[f32]; 3], between: &mut [f32]) {
        let n = self.inputs;
        let width = between.len() / n;
        for (quad, weights) in self.depthwise.iter().enumerate() {
            let first = quad * LANES;
            for x in (0..width - width % ROWS).step_by(ROWS) {
                let sums = windows::<ROWS, STRIDE, COLUMNS>(rows.map(|row| &row[x * STRIDE * n + first..]), n, weights);
                write_column(sums, &mut between[x * n + first..], n);
            }
            for x in width - width % ROWS..width {
                let sums = windows::<1, STRIDE, 3>(rows.map(|row| &row[x * STRIDE * n + first..]), n, weights);
                write_column(sums, &mut between[x * n + first..], n);
            }
        }
    }

    /// The pointwise convolution of one row, with bias, shortcut and relu.
    fn combine_row(&self, map: Map, top: usize, between: &[f32], out: &mut [f32]) {
        let width = map.width / self.stride;
        for (octet, weights) in self.pointwise.chunks_exact(self.inputs).enumerate() {
            let bias = load(&self.bias[octet]);
            for x in (0..width).step_by(ROWS) {
                let pixels = ROWS.min(width - x);
                let mut sums = [bias; ROWS];
                let row = |i: usize| &between[(x + i.min(pixels - 1)) * self.inputs..][..self.inputs];
                add_products(&mut sums, [row(0), row(1), row(2), row(3)], weights);
                for (i, sums) in sums.into_iter().enumerate().take(pixels) {
                    let [a, b] = self.shortcut(map, top, (x + i) * self.stride, octet);
                    let zero = F32x4::splat(0.0);
                    let sums = [(sums[0] + a).max(zero), (sums[1] + b).max(zero)];
                    if let Some(out) = out[(x + i) * self.outputs + octet * WIDTH..].first_chunk_mut() {
                        store(sums, out);
                    }
                }
            }
        }
    }

    #[inline(always)]
    fn shortcut(&self, map: Map, y: usize, x: usize, octet: usize) -> Sums {
        if !self.shortcut || octet * WIDTH >= self.inputs {
            return [F32x4::splat(0.0); 2];
        }
        let at =
            |y: usize, x: usize| match map.values[(y * map.width + x) * self.inputs + octet * WIDTH..].first_chunk() {
                Some(values) => load(values),
                None => [F32x4::splat(0.0); 2],
            };
        if self.stride == 1 {
            return at(y, x);
        }
        let [a, b, c, d] = [at(y, x), at(y, x + 1), at(y + 1, x), at(y + 1, x + 1)];
        std::array::from_fn(|half| a[half].max(b[half]).max(c[half].max(d[half])))
    }
}

/// The sums of `COUNT` windows of 3 × 3, `STRIDE` apart, each column loaded once for all of them.
#[inline(always)]
fn windows<const COUNT: usize, const STRIDE: usize, const COLUMNS: usize>(
    rows: [&[f32]; 3],
    step: usize,
    [bias, weights @ ..]: &[[f32; LANES]; 10],
) -> [F32x4; COUNT] {
    let mut sums = [F32x4::load(bias); COUNT];
    for (row, weights) in rows.into_iter().zip(weights.as_chunks::<3>().0) {
        let weights = weights.each_ref().map(F32x4::load);
        let columns = Columns::<COLUMNS>::new(row, step);
        for column in 0..COLUMNS {
            let values = columns.load(column);
            for (i, sum) in sums.iter_mut().enumerate() {
                if (i * STRIDE..i * STRIDE + 3).contains(&column) {
                    *sum = sum.add_product(values, weights[column - i * STRIDE]);
                }
            }
        }
    }
    sums
}

/// Writes four channels of `COUNT` pixels, `step` values apart.
#[inline(always)]
fn write_column<const COUNT: usize>(sums: [F32x4; COUNT], out: &mut [f32], step: usize) {
    for (i, sum) in sums.into_iter().enumerate() {
        if let Some(out) = out[i * step..].first_chunk_mut() {
            sum.store(out);
        }
    }
}

/// The three rows under a window, with zero pixels at their ends: copied when they are needed, into the nearest cache.
struct Rows<'a> {
    map: Map<'a>,
    /// Zero pixels on each side; without them one at the end, as TensorFlow adds it for stride 2.
    before: usize,
    /// Row y of the padded map at y modulo 3.
    ring: [Vec<f32>; 3],
    copied: usize,
}

impl<'a> Rows<'a> {
    fn new(map: Map<'a>, before: usize) -> Self {
        let ring = std::array::from_fn(|_| vec![0.0; (map.width + before + 1) * map.channels]);
        Self { map, before, ring, copied: 0 }
    }

    /// Three rows of the padded map from `top` on; `top` never decreases.
    fn window(&mut self, top: usize) -> [&[f32]; 3] {
        for y in self.copied.max(top)..top + 3 {
            let size = self.map.width * self.map.channels;
            let row = &mut self.ring[y % 3][self.before * self.map.channels..][..size];
            match y.checked_sub(self.before).filter(|y| *y < self.map.height) {
                Some(y) => row.copy_from_slice(&self.map.values[y * size..][..size]),
                None => row.fill(0.0),
            }
        }
        self.copied = top + 3;
        std::array::from_fn(|y| self.ring[(top + y) % 3].as_slice())
    }
}

impl CustomOp1 for SeparableBlock {
    fn name(&self) -> &'static str {
        "separable_block"
    }

    fn cpu_fwd(&self, maps: &CpuStorage, layout: &Layout) -> Result<(CpuStorage, Shape)> {
        let (batch, height, width, channels) = layout.shape().dims4()?;
        let Packed { inputs, outputs, stride, .. } = *self.0;
        if channels != inputs || height == 0 || width == 0 || height % stride + width % stride > 0 {
            candle_core::bail!(
                "a separable block of {inputs} channels and stride {stride} does not fit {:?}",
                layout.dims()
            );
        }
        let (values, size) = (slice(maps, layout)?, height * width * channels);
        let out_size = height / stride * (width / stride) * outputs;
        let mut out = vec![0.0; batch * out_size];
        parallel::for_each_piece(&mut out, out_size, |i, out| {
            self.0.run(Map { values: &values[i * size..(i + 1) * size], height, width, channels }, out);
        });
        Ok((CpuStorage::F32(out), (batch, height / stride, width / stride, outputs).into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use candle_core::Device;

    /// The same by candle's own ops.
    fn reference(
        maps: &Tensor,
        depthwise: [&Tensor; 2],
        pointwise: [&Tensor; 2],
        stride: usize,
        shortcut: bool,
    ) -> Result<Tensor> {
        let maps = maps.permute((0, 3, 1, 2))?.contiguous()?;
        let before = if stride == 1 { 1 } else { 0 };
        let padded = maps.pad_with_zeros(2, before, 1)?.pad_with_zeros(3, before, 1)?;
        let (inputs, outputs) = (depthwise[0].dim(0)?, pointwise[0].dim(0)?);
        let x = padded.conv2d(depthwise[0], 0, stride, 1, inputs)?;
        let x = x.broadcast_add(&depthwise[1].reshape((1, (), 1, 1))?)?.conv2d(pointwise[0], 0, 1, 1, 1)?;
        let x = x.broadcast_add(&pointwise[1].reshape((1, (), 1, 1))?)?;
        let maps = if stride == 2 { maps.max_pool2d(2)? } else { maps };
        let x = if shortcut { (x + maps.pad_with_zeros(1, 0, outputs - inputs)?)? } else { x };
        x.relu()?.permute((0, 2, 3, 1))?.contiguous()
    }

    #[test]
    fn it_is_what_candles_own_ops_give() {
        for (inputs, outputs, stride, height, width) in
            [(24, 24, 1, 6, 10), (24, 32, 2, 8, 6), (8, 40, 1, 3, 5), (16, 8, 2, 2, 2)]
        {
            let shortcut = outputs >= inputs;
            let random = |shape: &[usize]| Tensor::randn(0f32, 1.0, shape, &Device::Cpu).unwrap();
            let (dw, dw_bias) = (random(&[inputs, 1, 3, 3]), random(&[inputs]));
            let (pw, pw_bias) = (random(&[outputs, inputs, 1, 1]), random(&[outputs]));
            let maps = random(&[2, height, width, inputs]);
            let block = SeparableBlock::new([&dw, &dw_bias], [&pw, &pw_bias], stride, shortcut).unwrap();
            let expected = reference(&maps, [&dw, &dw_bias], [&pw, &pw_bias], stride, shortcut).unwrap();
            let got = block.forward(&maps).unwrap();
            assert_eq!(got.dims(), expected.dims());
            let difference = (got - expected).unwrap().abs().unwrap().max_all().unwrap().to_scalar::<f32>().unwrap();
            assert!(difference < 1e-4, "{inputs} → {outputs}, stride {stride}: {difference}");
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let zeros = |shape: &[usize]| Tensor::zeros(shape, candle_core::DType::F32, &Device::Cpu).unwrap();
        let new = |inputs: usize, outputs: usize, stride| {
            let (dw, pw) = (zeros(&[inputs, 1, 3, 3]), zeros(&[outputs, inputs, 1, 1]));
            SeparableBlock::new([&dw, &zeros(&[inputs])], [&pw, &zeros(&[outputs])], stride, true)
        };
        assert!(new(12, 16, 1).is_err() && new(16, 8, 1).is_err() && new(16, 16, 3).is_err());
        let block = new(16, 16, 2).unwrap();
        assert!(block.forward(&zeros(&[1, 4, 5, 16])).is_err() && block.forward(&zeros(&[1, 4, 4, 8])).is_err());
    }
}
