use super::*;
use crate::ops::testing::{assert_close, random};
#[cfg(feature = "train")]
use crate::ops::testing::{assert_gradients_are_slopes, assert_gradients_equal};

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
fn forward_equals_candles_own() -> Result<()> {
    for (i, (sizes, options)) in cases().into_iter().enumerate() {
        let conv = conv(sizes, options, 10 * i as u64)?;
        let [batch, height, width, inputs, ..] = sizes;
        let maps = random((batch, height, width, inputs), 10 * i as u64 + 2)?.detach();
        assert_close(&conv.forward(&maps)?, &conv.reference(&maps)?, 1e-4)?;
        let bare = Conv2d::new(&conv.weight, &conv.bias, Options { relu: false, pool: 1, ..options })?;
        assert_close(&conv.bare().forward(&maps)?, &bare.reference(&maps)?, 1e-4)?;
    }
    Ok(())
}

#[test]
#[cfg(feature = "train")]
fn the_gradient_equals_candles_own() -> Result<()> {
    for (i, (sizes, options)) in cases().into_iter().enumerate() {
        let conv = conv(sizes, options, 10 * i as u64)?;
        let [batch, height, width, inputs, ..] = sizes;
        let maps = Var::from_tensor(&random((batch, height, width, inputs), 10 * i as u64 + 2)?)?;
        assert_gradients_equal(&conv.forward(&maps)?, &conv.reference(&maps)?, &[&maps])?;
    }
    Ok(())
}

#[test]
#[cfg(feature = "train")]
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
