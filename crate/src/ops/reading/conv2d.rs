//! A convolution as reading a face needs it: weights packed once, channels last, bias, relu and max pool in one pass.

use super::depthwise::Depthwise;
use super::direct::Direct;
use super::map::{Finish, Map};
use super::winograd::Winograd;
use crate::ops::packed::{Octet, WIDTH, pack};
use crate::ops::{parallel, slice};
#[cfg(any(feature = "train", test))]
use candle_core::D;
#[cfg(feature = "train")]
use candle_core::Var;
use candle_core::{CpuStorage, CustomOp1, DType, Layout, Result, Shape, Tensor};
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
    #[cfg_attr(not(any(feature = "train", test)), expect(dead_code, reason = "only candle's own ops read it"))]
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
        let bias = pack(&bias, outputs, 0..1);
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
    ///
    /// # Errors
    /// [`Error::Candle`](crate::Error::Candle) for a tensor of another shape or type.
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
    /// Maps may have a gradient, weights not: a [`Trainer`](crate::Trainer) has passes of its own. What no kernel
    /// here takes (kernels that are not square, maps that are not f32) goes to candle's own ops. Both need the feature `train`:
    /// they would be more than a third of a page's download, which reads faces without.
    ///
    /// # Errors
    /// [`Error::Candle`](crate::Error::Candle) for a tensor of another shape or type.
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

    /// The same convolution without relu and pool.
    pub fn bare(&self) -> Self {
        Self { options: Options { relu: false, pool: 1, ..self.options }, ..self.clone() }
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
    #[cfg(not(any(feature = "train", test)))]
    fn reference(&self, maps: &Tensor) -> Result<Tensor> {
        candle_core::bail!(
            "a convolution by weight {:?} on maps of {:?} needs the feature `train`",
            self.weight.dims(),
            maps.dtype()
        )
    }

    /// The same by candle's own ops.
    #[cfg(any(feature = "train", test))]
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
#[path = "conv2d_tests.rs"]
mod tests;
