use super::*;
use crate::ops::testing::{assert_near, random};
use crate::ops::training::block_gradient::BlockGradients;
use crate::ops::training::reference::{batch_norm, conv, relu_pool, values};
use candle_core::{Result, Tensor, Var};

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

fn block([b, c, h, w, o, k, padding, pool]: [usize; 8], norm: bool) -> TrainedBlock {
    TrainedBlock::new(Sizes::new([b, c, h, w], o, k, padding), pool, norm)
}

/// Maps, weight, bias and norm.
fn variables([b, c, h, w, o, k, ..]: [usize; 8], seed: u64) -> Result<[Var; 4]> {
    Ok([
        Var::from_tensor(&random((b, c, h, w), seed)?)?,
        Var::from_tensor(&random((o, c, k, k), seed + 1)?)?,
        Var::from_tensor(&random(o, seed + 2)?)?,
        Var::from_tensor(&random((2, o), seed + 3)?)?,
    ])
}

/// Ours equals `theirs`, forward and, for a random gradient, back.
fn assert_equal(block: TrainedBlock, theirs: &Tensor, vars: [&Var; 3]) -> Result<()> {
    let [maps, weight, last] = vars.map(|var| values(var));
    let passed = block.forward(&maps, &weight, &last);
    assert_near(&passed.out, &values(theirs), 1e-4);
    let out_grad = random(theirs.dims(), 99)?;
    let gradients = theirs.mul(&out_grad)?.backward()?;
    let ours = block.backward(&maps, &weight, &last, &passed, &values(&out_grad), true);
    for (ours, var) in [ours.maps, ours.weight, ours.last].iter().zip(vars) {
        assert_near(ours, &values(gradients.get(var).unwrap()), 1e-3);
    }
    Ok(())
}

#[test]
fn forward_and_gradients_equal_candles_own() -> Result<()> {
    for (i, shape) in SHAPES.into_iter().enumerate() {
        let [maps, weight, bias, norm] = &variables(shape, 10 * i as u64)?;
        let [.., padding, pool] = shape;
        let theirs = relu_pool(&conv(maps, weight, bias, padding)?, pool)?;
        assert_equal(block(shape, false), &theirs, [maps, weight, bias])?;
        if shape[0] * shape[2] * shape[3] > 4 {
            let theirs = relu_pool(&batch_norm(&maps.conv2d(weight, padding, 1, 1, 1)?, norm)?, pool)?;
            assert_equal(block(shape, true), &theirs, [maps, weight, norm])?;
        }
    }
    Ok(())
}

#[test]
fn gradients_are_slopes() -> Result<()> {
    const STEP: f32 = 1e-3;
    let shape = [3, 2, 9, 8, 4, 3, 1, 2];
    let [maps, weight, bias, norm] = variables(shape, 5)?.map(|var| values(&var));
    for (norm, last) in [(false, bias), (true, norm)] {
        let block = block(shape, norm);
        let inputs = [maps.clone(), weight.clone(), last];
        let forward = |[maps, weight, last]: &[Vec<f32>; 3]| block.forward(maps, weight, last);
        let passed = forward(&inputs);
        let out_grad = values(&random(passed.out.len(), 98)?);
        let total = |inputs: &[Vec<f32>; 3]| -> f64 {
            forward(inputs).out.iter().zip(&out_grad).map(|(v, g)| f64::from(v * g)).sum()
        };
        let BlockGradients { maps, weight, last } =
            block.backward(&inputs[0], &inputs[1], &inputs[2], &passed, &out_grad, true);
        for (of, gradient) in [maps, weight, last].iter().enumerate() {
            for i in (0..gradient.len()).step_by(gradient.len().div_ceil(7)) {
                let moved = |by: f32| {
                    let mut inputs = inputs.clone();
                    inputs[of][i] += by;
                    total(&inputs)
                };
                let slope = ((moved(STEP) - moved(-STEP)) / f64::from(2.0 * STEP)) as f32;
                assert!((slope - gradient[i]).abs() <= 0.02 * slope.abs().max(1.0), "{slope} and {}", gradient[i]);
            }
        }
    }
    Ok(())
}

#[test]
fn the_statistics_are_those_of_the_convolution() -> Result<()> {
    let shape = [5, 2, 6, 7, 3, 3, 1, 2];
    let [maps, weight, bias, norm] = &variables(shape, 1)?;
    let maps = (maps.as_tensor() + 10.0)?;
    let passed = block(shape, true).forward(&values(&maps), &values(weight), &values(norm));
    let statistics = passed.statistics().unwrap();
    let convolved = conv(&maps, weight, &bias.zeros_like()?, 1)?;
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
fn a_gradient_of_the_maps_that_nobody_asks_for_is_not_computed() -> Result<()> {
    let shape = [2, 1, 8, 8, 4, 3, 1, 2];
    let [maps, weight, bias, _] = variables(shape, 2)?.map(|var| values(&var));
    let block = block(shape, false);
    let passed = block.forward(&maps, &weight, &bias);
    let gradient = |asked| block.backward(&maps, &weight, &bias, &passed, &passed.out, asked);
    assert!(gradient(false).maps.is_empty() && gradient(true).maps.len() == maps.len());
    assert_eq!(gradient(false).weight, gradient(true).weight);
    Ok(())
}

#[test]
#[should_panic(expected = "does not fit")]
fn a_kernel_larger_than_its_maps_is_refused() {
    Sizes::new([1, 3, 2, 2], 4, 5, 1);
}

#[test]
#[should_panic(expected = "leaves nothing")]
fn a_pool_larger_than_its_maps_is_refused() {
    block([1, 3, 4, 4, 4, 3, 1, 7], false);
}
