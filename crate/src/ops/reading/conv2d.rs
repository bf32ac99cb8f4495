//! A convolution as reading a face needs it: weights packed once, channels last, bias, relu and max pool in one pass.

use super::depthwise::Depthwise;
use super::direct::Direct;
use super::map::{Finish, Map};
use super::winograd::Winograd;
use crate::ops::packed::{Octet, WIDTH, pack};
use crate::ops::{parallel, slice};
use candle_core::{CpuStorage, CustomOp1, DType, Layout, Result, Shape, Tensor};
#[cfg(feature = "train")]
use candle_core::{D, Var};
use std::sync::Arc;

/// What a convolution does beside multiplying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Pixels from one window to the next.
    pub stride: usize,
    /// Zero pixels added at the top, left, bottom and right.
    pub padding: [usize; 4],
    /// Whether each channel has a kernel of its own: the weight is then (channels, 1, kernel, kernel).
    pub depthwise: bool,
    /// Whether only what is above 0 passes.
    pub relu: bool,
    /// Side and stride of the max pool; 1 for none.
    pub pool: usize,
}

impl Default for Options {
    /// Stride 1, nothing else.
    fn default() -> Self {
        Self { stride: 1, padding: [0; 4], depthwise: false, relu: false, pool: 1 }
    }
}

/// `max pool(relu(conv + bias))`, ready to run on maps (batch, height, width, channels).
///
/// A dense layer is a convolution of 1×1 maps by 1×1 kernels.
#[derive(Clone, Debug)]
pub struct Conv2d {
    weight: Tensor,
    #[cfg_attr(not(feature = "train"), expect(dead_code, reason = "only candle's own ops read it"))]
    bias: Tensor,
    options: Options,
    packed: Arc<Packed>,
}

/// The weights, packed for the kernel that runs them.
#[derive(Debug)]
enum Packed {
    Direct(Direct, Vec<Octet>),
    Winograd(Winograd, Vec<Octet>),
    Depthwise(Depthwise),
    /// Left to candle's own ops.
    None,
}

impl Packed {
    fn new(weight: &Tensor, bias: &Tensor, options: Options) -> Result<Self> {
        let (outputs, inputs, kernel, kernel_width) = weight.dims4()?;
        if kernel != kernel_width || weight.elem_count() == 0 {
            return Ok(Self::None);
        }
        let (weight, bias) = (weight.flatten_all()?.to_vec1::<f32>()?, bias.to_vec1::<f32>()?);
        if options.depthwise {
            let takes = Depthwise::takes(outputs, kernel) && options.pool == 1;
            return Ok(if takes {
                Self::Depthwise(Depthwise::new(&weight, bias, kernel, options.stride))
            } else {
                Self::None
            });
        }
        let bias = pack(outputs, 1, |output, _| bias[output]);
        let squares = kernel == 3 && options.stride == 1 && options.pool <= 2;
        Ok(if squares && outputs >= WIDTH && Winograd::takes(inputs) {
            Self::Winograd(Winograd::new(&weight, outputs, inputs), bias)
        } else {
            Self::Direct(Direct::new(&weight, outputs, inputs, kernel, options.stride), bias)
        })
    }
}

impl Conv2d {
    /// Packs `weight` (out, in, height, width) and `bias` (out), both f32.
    pub fn new(weight: &Tensor, bias: &Tensor, options: Options) -> Result<Self> {
        let (outputs, inputs, height, width) = weight.dims4()?;
        let fits = bias.dims() == [outputs] && (!options.depthwise || inputs == 1);
        if !fits || height == 0 || width == 0 || options.stride == 0 || options.pool == 0 {
            candle_core::bail!(
                "a convolution by weight {:?} with bias {:?} and {options:?} cannot be",
                weight.dims(),
                bias.dims()
            );
        }
        let packed = Arc::new(Packed::new(weight, bias, options)?);
        Ok(Self { weight: weight.clone(), bias: bias.clone(), options, packed })
    }

    /// Maps (batch, height, width, in) to maps (batch, height', width', out), where
    /// height' = ((height + top + bottom − kernel) / stride + 1) / pool, rounded down each time.
    ///
    /// Maps may have a gradient, weights not: training has [`conv_relu_pool`](crate::ops::conv_relu_pool). What no kernel here
    /// takes (kernels that are not square, maps that are not f32) goes to candle's own ops. Both need the feature `train`:
    /// they are a third of a page's download, which reads faces without.
    pub fn forward(&self, maps: &Tensor) -> Result<Tensor> {
        self.out_dims(maps.dims())?;
        match (&*self.packed, maps.dtype()) {
            (Packed::None, _) => self.reference(maps),
            #[cfg(feature = "train")]
            (_, DType::F32) if maps.track_op() => maps.contiguous()?.apply_op1(self.clone()),
            (_, DType::F32) => maps.contiguous()?.apply_op1_no_bwd(self),
            _ => self.reference(maps),
        }
    }

    /// What it does beside multiplying.
    pub fn options(&self) -> Options {
        self.options
    }

    /// The same convolution with another end: relu, and a pool of 1 or its own.
    pub fn ending(&self, relu: bool, pooled: bool) -> Self {
        let pool = if pooled { self.options.pool } else { 1 };
        Self { options: Options { relu, pool, ..self.options }, ..self.clone() }
    }

    /// Dimensions of what comes out, if maps of these dimensions fit.
    fn out_dims(&self, dims: &[usize]) -> Result<[usize; 4]> {
        let Options { stride, padding: [top, left, bottom, right], depthwise, pool, .. } = self.options;
        let (outputs, inputs, kernel_height, kernel_width) = self.weight.dims4()?;
        let side = |size: usize, kernel: usize| {
            let side = (size.checked_sub(kernel)? / stride + 1) / pool;
            (side > 0).then_some(side)
        };
        if let &[batch, height, width, channels] = dims
            && channels == if depthwise { outputs } else { inputs }
            && let Some(height) = side(height + top + bottom, kernel_height)
            && let Some(width) = side(width + left + right, kernel_width)
        {
            return Ok([batch, height, width, outputs]);
        }
        candle_core::bail!(
            "a convolution by weight {:?} with {:?} does not fit maps {dims:?}",
            self.weight.dims(),
            self.options
        )
    }

    /// The same by candle's own ops.
    #[cfg(not(feature = "train"))]
    fn reference(&self, maps: &Tensor) -> Result<Tensor> {
        candle_core::bail!(
            "a convolution by weight {:?} on maps of {:?} needs the feature `train`",
            self.weight.dims(),
            maps.dtype()
        )
    }

    /// The same by candle's own ops.
    #[cfg(feature = "train")]
    fn reference(&self, maps: &Tensor) -> Result<Tensor> {
        let Options { stride, padding: [top, left, bottom, right], depthwise, relu, pool } = self.options;
        let groups = if depthwise { self.weight.dim(0)? } else { 1 };
        let (weight, bias) = (self.weight.to_dtype(maps.dtype())?, self.bias.to_dtype(maps.dtype())?);
        let maps = maps.permute((0, 3, 1, 2))?.contiguous()?;
        let mut padded = maps.pad_with_zeros(2, top, bottom)?.pad_with_zeros(3, left, right)?;
        for (dim, kernel) in [(2, weight.dim(2)?), (3, weight.dim(3)?)] {
            // What no window covers: candle 0.11.1's gradient would lack it and not fit.
            let size = padded.dim(dim)?;
            padded = padded.narrow(dim, 0, size - (size - kernel) % stride)?;
        }
        let mut x = padded.contiguous()?.conv2d(&weight, 0, stride, 1, groups)?.broadcast_add(&bias.reshape((
            1,
            (),
            1,
            1,
        ))?)?;
        if pool > 1 {
            // Not candle's max_pool2d: version 0.11.1 divides its gradient by the pool's area.
            let (batch, channels, height, width) = x.dims4()?;
            let (height, width) = (height / pool, width / pool);
            let whole = x.narrow(2, 0, height * pool)?.narrow(3, 0, width * pool)?.contiguous()?;
            let squares = whole.reshape(vec![batch * channels, height, pool, width, pool])?.transpose(2, 3)?;
            x = squares.flatten_from(3)?.max(D::Minus1)?.reshape((batch, channels, height, width))?;
        }
        let x = if relu { x.relu()? } else { x };
        x.permute((0, 2, 3, 1))?.contiguous()
    }

    /// One picture, or some pixels of a matrix product.
    fn run(&self, map: Map, out: &mut [f32]) {
        let Options { padding, relu, pool, .. } = self.options;
        let finish = |bias| Finish { channels: self.weight.dims()[0], bias, relu };
        match &*self.packed {
            Packed::Winograd(winograd, bias) => winograd.run(map, padding, pool == 2, &finish(bias), out),
            Packed::Direct(direct, bias) => direct.run(map, padding, pool, &finish(bias), out),
            Packed::Depthwise(depthwise) => depthwise.run(map.padded(padding).map(), relu, out),
            Packed::None => unreachable!("forward left this to the reference"),
        }
    }

    /// Whether every pixel stands alone: the convolution is then one product of pixels and weights.
    fn is_product(&self) -> bool {
        let alone = Options { relu: self.options.relu, ..Options::default() };
        self.weight.dims()[2..] == [1, 1] && self.options == alone
    }
}

impl CustomOp1 for Conv2d {
    fn name(&self) -> &'static str {
        "conv2d"
    }

    fn cpu_fwd(&self, maps: &CpuStorage, layout: &Layout) -> Result<(CpuStorage, Shape)> {
        let dims = self.out_dims(layout.dims())?;
        let (batch, height, width, channels) = layout.shape().dims4()?;
        let values = slice(maps, layout)?;
        let mut out = vec![0.0; dims.iter().product()];
        if self.is_product() {
            const PIXELS: usize = 64;
            parallel::for_each_piece(&mut out, PIXELS * dims[3], |i, out| {
                let width = out.len() / dims[3];
                let values = &values[i * PIXELS * channels..][..width * channels];
                self.run(Map { values, height: 1, width, channels }, out);
            });
        } else {
            let size = height * width * channels;
            debug_assert_eq!(values.len(), batch * size);
            parallel::for_each_piece(&mut out, dims[1..].iter().product(), |i, out| {
                self.run(Map { values: &values[i * size..(i + 1) * size], height, width, channels }, out);
            });
        }
        Ok((CpuStorage::F32(out), dims.to_vec().into()))
    }

    /// By candle's own ops: a gradient of the maps is asked for once in a lesson, not in every frame.
    #[cfg(feature = "train")]
    fn bwd(&self, maps: &Tensor, _out: &Tensor, grad: &Tensor) -> Result<Option<Tensor>> {
        let maps = Var::from_tensor(maps)?;
        let total = self.reference(&maps)?.mul(grad)?.sum_all()?;
        Ok(total.backward()?.remove(&maps))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::testing::{assert_close, assert_gradients_are_slopes, assert_gradients_equal, random};

    /// batch, height, width, inputs, outputs, kernel, and options
    fn cases() -> Vec<([usize; 6], Options)> {
        let plain = Options::default();
        let padded = |n: usize| Options { padding: [n; 4], ..plain };
        let block = |n: usize, pool: usize| Options { relu: true, pool, ..padded(n) };
        vec![
            ([1, 48, 48, 1, 6, 5], block(2, 2)), // LeNet-5, first: strips, fewer outputs than eight
            ([3, 24, 24, 6, 16, 5], block(0, 2)), // LeNet-5, second
            ([64, 5, 7, 2, 9, 3], block(1, 1)),  // odd sizes
            ([2, 9, 10, 3, 8, 3], block(1, 3)),  // a pool of three
            ([1, 3, 2, 1, 8, 5], block(4, 1)),   // strips, more padding than map
            ([1, 8, 8, 3, 8, 2], block(0, 4)),   // a pool of four, an even kernel
            ([2, 6, 6, 8, 16, 3], block(1, 2)),  // Winograd, pooled
            ([1, 7, 9, 12, 11, 3], block(1, 1)), // Winograd, odd sizes
            ([1, 7, 9, 12, 11, 3], block(2, 2)), // Winograd, odd sizes, pooled
            ([64, 3, 3, 4, 8, 3], plain),        // Winograd, one square
            ([1, 1, 1, 4, 8, 3], padded(1)),     // Winograd, one pixel
            ([1, 1, 1, 37, 10, 1], plain),       // dense
            ([1, 1, 65, 37, 10, 1], Options { relu: true, ..plain }), // dense, a batch
            ([2, 8, 9, 24, 28, 1], Options { relu: true, ..plain }), // pointwise
            ([1, 9, 8, 5, 3, 1], Options { stride: 2, ..plain }), // pointwise with a stride
            ([1, 17, 16, 3, 24, 5], Options { stride: 2, padding: [1, 1, 2, 2], relu: true, ..plain }),
            ([2, 9, 8, 8, 8, 3], Options { depthwise: true, ..padded(1) }),
            ([1, 8, 8, 12, 12, 3], Options { depthwise: true, stride: 2, padding: [0, 0, 1, 1], relu: true, ..plain }),
            ([1, 9, 9, 4, 4, 5], Options { depthwise: true, ..padded(2) }),
            ([1, 9, 9, 6, 6, 3], Options { depthwise: true, ..padded(1) }), // left to the reference
        ]
    }

    fn conv([_, _, _, inputs, outputs, kernel]: [usize; 6], options: Options, seed: u64) -> Result<Conv2d> {
        let inputs = if options.depthwise { 1 } else { inputs };
        Conv2d::new(&random((outputs, inputs, kernel, kernel), seed)?, &random(outputs, seed + 1)?, options)
    }

    #[test]
    fn forward_and_gradient_equal_candles_own() -> Result<()> {
        for (i, (sizes, options)) in cases().into_iter().enumerate() {
            let conv = conv(sizes, options, 10 * i as u64)?;
            let [batch, height, width, inputs, ..] = sizes;
            let maps = Var::from_tensor(&random((batch, height, width, inputs), 10 * i as u64 + 2)?)?;
            assert_gradients_equal(&conv.forward(&maps)?, &conv.reference(&maps)?, &[&maps])?;
            assert_close(&conv.forward(&maps.detach())?, &conv.reference(&maps)?, 1e-4)?;
            let bare = Conv2d::new(&conv.weight, &conv.bias, Options { relu: false, pool: 1, ..options })?;
            assert_close(&conv.ending(false, false).forward(&maps)?, &bare.reference(&maps)?, 1e-4)?;
        }
        Ok(())
    }

    #[test]
    fn the_gradient_is_a_slope() -> Result<()> {
        let options = Options { padding: [1; 4], relu: true, pool: 2, ..Options::default() };
        let conv = conv([1, 8, 8, 4, 8, 3], options, 1)?;
        let maps = Var::from_tensor(&random((1, 8, 8, 4), 3)?)?;
        assert_gradients_are_slopes(|| conv.forward(&maps), &[&maps], 1e-3)
    }

    #[test]
    fn what_no_kernel_takes_goes_to_candle_with_the_same_result() -> Result<()> {
        let maps = random((2, 9, 8, 4), 1)?;
        let wide = Conv2d::new(&random((8, 4, 3, 5), 2)?, &random(8, 3)?, Options::default())?;
        assert_eq!(wide.forward(&maps)?.dims(), [2, 7, 4, 8]);
        let square = conv([2, 9, 8, 4, 8, 3], Options::default(), 4)?;
        let double = square.forward(&maps.to_dtype(DType::F64)?)?;
        assert_close(&square.forward(&maps)?, &double.to_dtype(DType::F32)?, 1e-4)?;
        // Any layout: here (batch, channels, height, width) seen channels last.
        let first = maps.permute((0, 3, 1, 2))?.contiguous()?;
        assert_close(&square.forward(&first.permute((0, 2, 3, 1))?)?, &square.forward(&maps)?, 0.0)
    }

    #[test]
    fn shapes_that_do_not_fit_are_an_error() -> Result<()> {
        let conv = conv([1, 8, 8, 4, 8, 3], Options::default(), 1)?;
        for dims in [vec![1, 8, 8, 3], vec![1, 2, 8, 4], vec![8, 8, 4], vec![1, 8, 8, 4, 1]] {
            let error = conv.forward(&random(dims, 2)?).unwrap_err();
            assert!(error.to_string().contains("does not fit maps"), "{error}");
        }
        let (weight, bias) = (random((8, 4, 3, 3), 1)?, random(8, 2)?);
        for options in [
            Options { stride: 0, ..Options::default() },
            Options { pool: 0, ..Options::default() },
            Options { depthwise: true, ..Options::default() },
        ] {
            assert!(Conv2d::new(&weight, &bias, options).unwrap_err().to_string().contains("cannot be"));
        }
        assert!(Conv2d::new(&weight, &random(7, 2)?, Options::default()).is_err());
        Ok(())
    }
}
