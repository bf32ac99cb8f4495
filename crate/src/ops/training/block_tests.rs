use super::*;
use crate::ops::testing::{assert_gradients_are_slopes, assert_gradients_equal, random};
use candle_core::{D, Device, Var};

/// Not candle's own `max_pool2d`: version 0.11.1 divides its gradient by the pool's area.
fn relu_pool(maps: &Tensor, size: usize) -> Result<Tensor> {
    let (b, c, h, w) = maps.dims4()?;
    let whole = maps.narrow(2, 0, h / size * size)?.narrow(3, 0, w / size * size)?.contiguous()?;
    let squares = whole.reshape(vec![b * c, h / size, size, w / size, size])?.transpose(2, 3)?;
    squares.flatten_from(3)?.max(D::Minus1)?.reshape((b, c, h / size, w / size))?.relu()
}

fn conv(maps: &Tensor, weight: &Tensor, bias: &Tensor, padding: usize) -> Result<Tensor> {
    maps.conv2d(weight, padding, 1, 1, 1)?.broadcast_add(&bias.reshape((1, (), 1, 1))?)
}

fn batch_norm(maps: &Tensor, norm: &Tensor) -> Result<Tensor> {
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

/// batch, inputs, height, width, outputs, kernel, padding, pool
const SHAPES: [[usize; 8]; 8] = [
    [1, 1, 48, 48, 6, 5, 2, 2],
    [3, 6, 24, 24, 16, 5, 0, 2],
    [2, 3, 7, 11, 5, 3, 1, 2],
    [1, 2, 3, 3, 1, 3, 0, 1],
    [2, 1, 1, 1, 3, 1, 0, 1],
    [64, 2, 6, 5, 3, 5, 2, 3],
    [1, 40, 50, 50, 2, 3, 1, 1],
    [9, 4, 12, 10, 8, 3, 1, 4],
];

fn variables([b, c, h, w, o, k, ..]: [usize; 8], seed: u64) -> Result<[Var; 4]> {
    Ok([
        Var::from_tensor(&random((b, c, h, w), seed)?)?,
        Var::from_tensor(&random((o, c, k, k), seed + 1)?)?,
        Var::from_tensor(&random(o, seed + 2)?)?,
        Var::from_tensor(&random((2, o), seed + 3)?)?,
    ])
}

#[test]
fn forward_and_gradients_equal_candles_own() -> Result<()> {
    for (i, shape) in SHAPES.into_iter().enumerate() {
        let [maps, weight, bias, norm] = &variables(shape, 10 * i as u64)?;
        let [.., padding, pool] = shape;
        let convolved = conv(maps, weight, bias, padding)?;
        let ours = conv_relu_pool(maps, weight, bias, padding, pool)?;
        assert_gradients_equal(&ours, &relu_pool(&convolved, pool)?, &[maps, weight, bias])?;
        let ours = conv_norm_relu_pool(maps, weight, norm, padding, pool)?.0;
        if shape[0] * shape[2] * shape[3] > 4 {
            let theirs = relu_pool(&batch_norm(&maps.conv2d(weight, padding, 1, 1, 1)?, norm)?, pool)?;
            assert_gradients_equal(&ours, &theirs, &[maps, weight, norm])?;
        }
    }
    Ok(())
}

#[test]
fn gradients_are_slopes() -> Result<()> {
    let shape = [3, 2, 9, 8, 4, 3, 1, 2];
    let [maps, weight, bias, norm] = &variables(shape, 5)?;
    let [.., padding, pool] = shape;
    assert_gradients_are_slopes(|| conv_relu_pool(maps, weight, bias, padding, pool), &[maps, weight, bias], 1e-3)?;
    let normed = || Ok(conv_norm_relu_pool(maps, weight, norm, padding, pool)?.0);
    assert_gradients_are_slopes(normed, &[maps, weight, norm], 1e-3)
}

#[test]
fn the_statistics_are_those_of_the_convolution() -> Result<()> {
    let [maps, weight, bias, norm] = &variables([5, 2, 6, 7, 3, 3, 1, 2], 1)?;
    let (_, statistics) = conv_norm_relu_pool(&(maps.as_tensor() + 10.0)?, weight, norm, 1, 2)?;
    let convolved = conv(&(maps.as_tensor() + 10.0)?, weight, &bias.zeros_like()?, 1)?;
    for c in 0..3 {
        let values = convolved.get_on_dim(1, c)?.flatten_all()?.to_vec1::<f32>()?;
        let mean = values.iter().sum::<f32>() / values.len() as f32;
        let variance = values.iter().map(|v| (v - mean).powi(2)).sum::<f32>() / values.len() as f32;
        assert!((statistics.mean[c] - mean).abs() < 1e-4 * mean.abs().max(1.0), "{statistics:?} {mean}");
        assert!((statistics.variance[c] - variance).abs() < 1e-4 * variance, "{statistics:?} {variance}");
    }
    Ok(())
}

#[test]
fn the_first_layer_computes_no_input_gradient() -> Result<()> {
    let [_, weight, bias, _] = &variables([2, 1, 8, 8, 4, 3, 1, 2], 2)?;
    let maps = random((2, 1, 8, 8), 1)?;
    let grads = conv_relu_pool(&maps, weight, bias, 1, 2)?.sqr()?.backward()?;
    assert!(grads.get(&maps).is_none() && grads.get(weight).is_some());
    Ok(())
}

#[test]
fn shapes_that_do_not_fit_are_an_error() -> Result<()> {
    let zeros = |dims: &[usize]| Tensor::zeros(dims, candle_core::DType::F32, &Device::Cpu);
    for (maps, weight, bias, pool) in [
        ([1, 2, 8, 8], [4, 3, 3, 3], 4, 1), // channels
        ([1, 3, 2, 2], [4, 3, 5, 5], 4, 1), // kernel
        ([1, 3, 8, 8], [4, 3, 3, 3], 5, 1), // bias
        ([1, 3, 8, 8], [4, 3, 3, 3], 4, 0), // pool
        ([1, 3, 4, 4], [4, 3, 3, 3], 4, 7), // pool
    ] {
        assert!(conv_relu_pool(&zeros(&maps)?, &zeros(&weight)?, &zeros(&[bias])?, 1, pool).is_err());
    }
    Ok(())
}
