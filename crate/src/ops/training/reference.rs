//! What learns by candle's own ops and its gradients, for tests.

use super::norm;
use candle_core::{D, Result, Tensor};

/// A tensor's values.
pub fn values(tensor: &Tensor) -> Vec<f32> {
    tensor.flatten_all().and_then(|tensor| tensor.to_vec1()).expect("f32 on the CPU")
}

/// Not candle's own `max_pool2d`: version 0.11.1 divides its gradient by the pool's area.
pub fn relu_pool(maps: &Tensor, size: usize) -> Result<Tensor> {
    let (b, c, h, w) = maps.dims4()?;
    let whole = maps.narrow(2, 0, h / size * size)?.narrow(3, 0, w / size * size)?.contiguous()?;
    let squares = whole.reshape(vec![b * c, h / size, size, w / size, size])?.transpose(2, 3)?;
    squares.flatten_from(3)?.max(D::Minus1)?.reshape((b, c, h / size, w / size))?.relu()
}

/// A convolution with a bias.
pub fn conv(maps: &Tensor, weight: &Tensor, bias: &Tensor, padding: usize) -> Result<Tensor> {
    maps.conv2d(weight, padding, 1, 1, 1)?.broadcast_add(&bias.reshape((1, (), 1, 1))?)
}

/// Batch normalisation by the batch's own statistics; `norm` is (2, channels), factors and summands.
pub fn batch_norm(maps: &Tensor, norm: &Tensor) -> Result<Tensor> {
    let channels = maps.dim(1)?;
    let flat = maps.transpose(0, 1)?.flatten_from(1)?;
    let mean = flat.mean_keepdim(D::Minus1)?.reshape((1, channels, 1, 1))?;
    let centred = maps.broadcast_sub(&mean)?;
    let squares = centred.sqr()?.transpose(0, 1)?.flatten_from(1)?;
    let variance = squares.mean_keepdim(D::Minus1)?.reshape((1, channels, 1, 1))?;
    let normal = centred.broadcast_div(&(variance + f64::from(norm::EPSILON))?.sqrt()?)?;
    let (factor, summand) = (norm.get(0)?.reshape((1, channels, 1, 1))?, norm.get(1)?.reshape((1, channels, 1, 1))?);
    normal.broadcast_mul(&factor)?.broadcast_add(&summand)
}
