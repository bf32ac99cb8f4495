use super::*;
use crate::ops::testing::{assert_close, random};
use candle_core::D;

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
    ]
}

fn weights([_, _, _, inputs, outputs, kernel]: [usize; 6], seed: u64) -> Result<[Tensor; 2]> {
    Ok([random((outputs, inputs, kernel, kernel), seed)?, random(outputs, seed + 1)?])
}

fn conv(sizes: [usize; 6], options: Options, seed: u64) -> Result<Conv2d> {
    let [weight, bias] = weights(sizes, seed)?;
    Conv2d::new(&weight, &bias, options)
}

/// The same by candle's own ops.
fn reference(maps: &Tensor, [weight, bias]: &[Tensor; 2], options: Options) -> Result<Tensor> {
    let Options { stride, padding: [top, left, bottom, right], relu, pool } = options;
    let maps = maps.permute((0, 3, 1, 2))?.contiguous()?;
    let padded = maps.pad_with_zeros(2, top, bottom)?.pad_with_zeros(3, left, right)?;
    let bias = bias.reshape((1, (), 1, 1))?;
    let mut x = padded.contiguous()?.conv2d(weight, 0, stride, 1, 1)?.broadcast_add(&bias)?;
    if pool > 1 {
        let (batch, channels, height, width) = x.dims4()?;
        let (height, width) = (height / pool, width / pool);
        let whole = x.narrow(2, 0, height * pool)?.narrow(3, 0, width * pool)?.contiguous()?;
        let squares = whole.reshape(vec![batch * channels, height, pool, width, pool])?.transpose(2, 3)?;
        x = squares.flatten_from(3)?.max(D::Minus1)?.reshape((batch, channels, height, width))?;
    }
    let x = if relu { x.relu()? } else { x };
    x.permute((0, 2, 3, 1))?.contiguous()
}

#[test]
fn forward_equals_candles_own() -> Result<()> {
    for (i, (sizes, options)) in cases().into_iter().enumerate() {
        let seed = 10 * i as u64;
        let (conv, weights) = (conv(sizes, options, seed)?, weights(sizes, seed)?);
        let [batch, height, width, inputs, ..] = sizes;
        let maps = random((batch, height, width, inputs), seed + 2)?;
        assert_close(&conv.forward(&maps)?, &reference(&maps, &weights, options)?, 1e-4)?;
        let bare = Options { relu: false, pool: 1, ..options };
        assert_close(&conv.bare().forward(&maps)?, &reference(&maps, &weights, bare)?, 1e-4)?;
    }
    Ok(())
}

#[test]
fn maps_of_any_layout_are_read() -> Result<()> {
    let (conv, maps) = (conv([2, 9, 8, 4, 8, 3], Options::default(), 4)?, random((2, 9, 8, 4), 1)?);
    // (batch, channels, height, width) seen channels last.
    let first = maps.permute((0, 3, 1, 2))?.contiguous()?;
    assert_close(&conv.forward(&first.permute((0, 2, 3, 1))?)?, &conv.forward(&maps)?, 0.0)
}

#[test]
fn shapes_that_do_not_fit_are_an_error() -> Result<()> {
    let conv = conv([1, 8, 8, 4, 8, 3], Options::default(), 1)?;
    for dims in [vec![1, 8, 8, 3], vec![1, 2, 8, 4], vec![8, 8, 4], vec![1, 8, 8, 4, 1]] {
        let error = conv.forward(&random(dims, 2)?).unwrap_err();
        assert!(error.to_string().contains("expected maps (batch, height, width, 4)"), "{error}");
    }
    let (weight, bias) = (random((8, 4, 3, 3), 1)?, random(8, 2)?);
    for options in [Options { stride: 0, ..Options::default() }, Options { pool: 0, ..Options::default() }] {
        assert!(Conv2d::new(&weight, &bias, options).unwrap_err().to_string().contains("1 or more"));
    }
    for (weight, bias) in [(&weight, &random(7, 2)?), (&random((8, 4, 3, 5), 2)?, &bias)] {
        assert!(Conv2d::new(weight, bias, Options::default()).is_err(), "another bias, and a kernel that is no square");
    }
    let doubles = weight.to_dtype(candle_core::DType::F64)?;
    assert!(Conv2d::new(&doubles, &bias, Options::default()).is_err());
    assert!(conv.forward(&random((1, 8, 8, 4), 2)?.to_dtype(candle_core::DType::F64)?).is_err());
    Ok(())
}
