//! A convolution as reading a face needs it: weights packed once, channels last, bias, relu and max pool in one pass.

use super::direct::Direct;
use super::map::{Finish, Map};
use super::winograd::Winograd;
use crate::ops::packed::{Octet, WIDTH, pack};
use crate::ops::{parallel, slice};
use candle_core::{CpuStorage, CustomOp1, Layout, Result, Shape, Tensor};
use std::sync::Arc;

/// What a convolution does beside multiplying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Pixels from one window to the next.
    pub stride: usize,
    /// Zero pixels added at the top, left, bottom and right.
    pub padding: [usize; 4],
    /// Whether only what is above 0 passes.
    pub relu: bool,
    /// Side and stride of the max pool; 1 for none.
    pub pool: usize,
}

impl Default for Options {
    /// Stride 1, nothing else.
    fn default() -> Self {
        Self { stride: 1, padding: [0; 4], relu: false, pool: 1 }
    }
}

/// `max pool(relu(conv + bias))`, ready to run on maps (batch, height, width, channels).
///
/// A dense layer is a convolution of 1×1 maps by 1×1 kernels.
#[derive(Clone, Debug)]
pub struct Conv2d {
    outputs: usize,
    inputs: usize,
    kernel: usize,
    options: Options,
    packed: Arc<Packed>,
}

/// The weights and the bias, packed for the kernel that runs them.
#[derive(Debug)]
enum Packed {
    Direct(Direct, Vec<Octet>),
    Winograd(Winograd, Vec<Octet>),
}

impl Conv2d {
    /// Packs `weight` (out, in, kernel, kernel) and `bias` (out), both f32.
    ///
    /// # Errors
    /// [`Error::Candle`](crate::Error::Candle) for a tensor of another shape or type, a stride or a pool of 0.
    pub fn new(weight: &Tensor, bias: &Tensor, options: Options) -> Result<Self> {
        let (outputs, inputs, kernel, width) = weight.dims4()?;
        let fits = bias.dims() == [outputs] && kernel == width && weight.elem_count() > 0;
        if !fits || options.stride == 0 || options.pool == 0 {
            candle_core::bail!(
                "expected a weight (out, in, kernel, kernel), a bias (out), a stride and a pool of 1 or more; got a weight {:?}, \
                 a bias {:?}, a stride of {} and a pool of {}",
                weight.dims(),
                bias.dims(),
                options.stride,
                options.pool
            );
        }
        let (weight, bias) = (weight.flatten_all()?.to_vec1::<f32>()?, bias.to_vec1::<f32>()?);
        let bias = pack(&bias, outputs, 0..1);
        let squares = kernel == 3 && options.stride == 1 && options.pool <= 2;
        let packed = if squares && outputs >= WIDTH && Winograd::takes(inputs) {
            Packed::Winograd(Winograd::new(&weight, outputs, inputs), bias)
        } else {
            Packed::Direct(Direct::new(&weight, outputs, inputs, kernel, options.stride), bias)
        };
        Ok(Self { outputs, inputs, kernel, options, packed: Arc::new(packed) })
    }

    /// Maps (batch, height, width, in) to maps (batch, height', width', out), where
    /// height' = ((height + top + bottom − kernel) / stride + 1) / pool, rounded down each time.
    ///
    /// It has no gradient: a [`Trainer`](crate::train::Trainer) has passes of its own.
    ///
    /// # Errors
    /// [`Error::Candle`](crate::Error::Candle) for a tensor of another shape or type.
    pub fn forward(&self, maps: &Tensor) -> Result<Tensor> {
        self.out_dims(maps.dims())?;
        maps.contiguous()?.apply_op1_no_bwd(self)
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
        let Options { stride, padding: [top, left, bottom, right], pool, .. } = self.options;
        let side = |size: usize| {
            let side = (size.checked_sub(self.kernel)? / stride + 1) / pool;
            (side > 0).then_some(side)
        };
        if let &[batch, height, width, channels] = dims
            && channels == self.inputs
            && let Some(height) = side(height + top + bottom)
            && let Some(width) = side(width + left + right)
        {
            return Ok([batch, height, width, self.outputs]);
        }
        candle_core::bail!(
            "expected maps (batch, height, width, {}) of {} × {} pixels or more with their padding, got {dims:?}",
            self.inputs,
            self.kernel,
            self.kernel
        )
    }

    /// One picture, or some pixels of a matrix product.
    fn run(&self, map: Map, out: &mut [f32]) {
        let Options { padding, relu, pool, .. } = self.options;
        let finish = |bias| Finish { channels: self.outputs, bias, relu };
        match &*self.packed {
            Packed::Winograd(winograd, bias) => winograd.run(map, padding, pool == 2, &finish(bias), out),
            Packed::Direct(direct, bias) => direct.run(map, padding, pool, &finish(bias), out),
        }
    }

    /// Whether every pixel stands alone: the convolution is then one product of pixels and weights.
    fn is_product(&self) -> bool {
        let alone = Options { relu: self.options.relu, ..Options::default() };
        self.kernel == 1 && self.options == alone
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
}

#[cfg(test)]
#[path = "conv2d_tests.rs"]
mod tests;
