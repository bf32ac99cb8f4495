use super::*;
use crate::learn::trainer::loss::{Loss, Targets};
use crate::ops::testing::{assert_near, random};
use crate::ops::training::reference::{batch_norm, conv, relu_pool, values};
use candle_core::{D, Var};
use rand::SeedableRng;

fn rng() -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(1)
}

fn network(name: &str, batch_norm: bool) -> Network {
    Network::new(&Architecture::named(name).unwrap(), 7, batch_norm, &mut rng())
}

/// The cross-entropy of a network by candle's own ops, without dropout.
fn reference(network: &Network, vars: &[Var], faces: &Tensor, targets: &Tensor) -> candle_core::Result<Tensor> {
    let mut x = faces.clone();
    for ((block, _), vars) in network.blocks.iter().zip(vars.chunks_exact(2)) {
        x = if network.running.is_empty() {
            conv(&x, &vars[0], &vars[1], block.padding())?
        } else {
            batch_norm(&x.conv2d(&vars[0], block.padding(), 1, 1, 1)?, &vars[1])?
        };
        x = relu_pool(&x, block.pool())?;
    }
    x = x.flatten_from(1)?;
    let layers = vars[2 * network.blocks.len()..].chunks_exact(2);
    let hidden = layers.len() - 1;
    for (i, vars) in layers.enumerate() {
        x = x.matmul(&vars[0].t()?)?.broadcast_add(&vars[1])?;
        x = if i < hidden { x.relu()? } else { x };
    }
    candle_nn::ops::log_softmax(&x, D::Minus1)?.mul(targets)?.sum_all()? * (-1.0 / faces.dim(0)? as f64)
}

#[test]
fn loss_and_gradients_of_whole_networks_equal_candles_own() -> candle_core::Result<()> {
    for (name, normed) in [("lenet5", true), ("lenet5", false), ("wide", true), ("tiny", false)] {
        let mut network = network(name, normed);
        let vars = network.parameters.iter().map(|p| {
            let tensor = Tensor::from_slice(&p.values, p.shape.as_slice(), &Device::Cpu)?;
            Var::from_tensor(&tensor)
        });
        let vars = vars.collect::<candle_core::Result<Vec<_>>>()?;
        // Smoothed and weighted, so that they do not sum to 1.
        let (faces, targets) = (random((9, 1, 48, 48), 3)?, random((9, 7), 4)?.abs()?);
        let theirs = reference(&network, &vars, &faces, &targets)?;

        let pass = network.forward(&values(&faces), [0.0; 2], &mut rng());
        let given = Targets { pictures: 9, heads: 1, labels: 7, shares: values(&targets) };
        let loss = Loss::of(pass.logits(), &given);
        assert!((loss.mean - theirs.to_scalar::<f32>()?).abs() < 1e-4 * loss.mean, "{name} {loss:?} {theirs}");
        let ours = network.backward(&values(&faces), &pass, loss.gradient);
        let gradients = theirs.backward()?;
        for ((ours, var), parameter) in ours.iter().zip(&vars).zip(&network.parameters) {
            let theirs = values(gradients.get(var).expect("a gradient"));
            assert!(theirs.iter().any(|v| *v != 0.0), "{}", parameter.name);
            assert_near(ours, &theirs, 1e-4);
        }
    }
    Ok(())
}

#[test]
fn no_gradient_passes_what_dropout_set_to_zero() {
    let mut network = network("lenet5", true);
    let faces = values(&random((4, 1, 48, 48), 3).unwrap());
    let pass = network.forward(&faces, [0.3, 0.5], &mut rng());
    let gradients = network.backward(&faces, &pass, vec![1.0; 4 * 7]);
    let of = |name: &str| {
        let i = network.parameters.iter().position(|p| p.name == name).unwrap();
        (&gradients[i], network.parameters[i].shape[1])
    };
    // The gradient of a weight is that of its output times its input: 0 where the input was dropped in every picture.
    let (last, inputs) = of("dense3.weight");
    let dropped = |input: &usize| (0..4).all(|i| pass.masks[2][i * inputs + input] == 0.0);
    let unseen: Vec<usize> = (0..inputs).filter(dropped).collect();
    assert!(!unseen.is_empty());
    for input in unseen {
        assert!(last.chunks_exact(inputs).all(|row| row[input] == 0.0));
    }
    // And a step along the gradient changes the logits' sum as it says, with the same dropout.
    let mut moved = network.clone();
    let weight = moved.parameters.iter_mut().position(|p| p.name == "conv1.weight").unwrap();
    let length: f32 = gradients[weight].iter().map(|g| g * g).sum();
    moved.parameters[weight].values.iter_mut().zip(&gradients[weight]).for_each(|(v, g)| *v += 1e-3 * g / length);
    let sum = |pass: &Pass| pass.logits().iter().map(|v| f64::from(*v)).sum::<f64>();
    let after = moved.forward(&faces, [0.3, 0.5], &mut rng());
    let change = (sum(&after) - sum(&pass)) / 1e-3;
    assert!((change - 1.0).abs() < 0.05, "{change}");
}

#[test]
fn dropout_sets_its_share_to_zero_and_keeps_the_mean() {
    let mut values = vec![1.0; 10_000];
    let mask = drop(&mut values, 0.25, &mut rng());
    assert_eq!(mask, values);
    let dropped = values.iter().filter(|v| **v == 0.0).count();
    assert!((2300..2700).contains(&dropped), "{dropped}");
    assert!(values.iter().all(|v| *v == 0.0 || (v - 4.0 / 3.0).abs() < 1e-6));
}

#[test]
fn running_statistics_move_by_a_tenth_and_their_variance_is_unbiased() {
    let mut running = BatchStatistics { mean: vec![0.0], variance: vec![1.0] };
    running.update(&BatchStatistics { mean: vec![1.0], variance: vec![2.0] }, 5);
    // 2 · 5/4 = 2.5, a tenth of the way from 1.
    assert!((running.mean[0] - 0.1).abs() < 1e-6 && (running.variance[0] - 1.15).abs() < 1e-6, "{running:?}");
}

#[test]
fn each_block_counts_the_pixels_of_its_own_maps() {
    let mut network = network("lenet5", true);
    let faces = values(&random((2, 1, 48, 48), 3).unwrap());
    let pass = network.forward(&faces, [0.0, 0.0], &mut rng());
    let batch = pass.blocks[1].1.statistics().unwrap();
    // Two pictures of 20 × 20 pixels.
    for (running, variance) in network.running()[1].variance.iter().zip(&batch.variance) {
        let expected = 0.9 + 0.1 * variance * 800.0 / 799.0;
        assert!((running - expected).abs() < 1e-6, "{running}, expected {expected}");
    }
}

#[test]
fn normalisation_is_folded_into_weights_and_biases() {
    let mut network = network("lenet5", true);
    let channels = 6;
    network.running_mut()[0] = BatchStatistics { mean: vec![3.0; channels], variance: vec![4.0; channels] };
    network.parameters[1].values = [[5f32; 6], [7f32; 6]].concat();
    let before = network.parameters[0].values.clone();
    let folded = network.folded().unwrap();
    // Factor over deviation: 5 / 2; summand less that times the mean.
    for (folded, before) in values(&folded["conv1.weight"]).iter().zip(before) {
        assert!((folded - 2.5 * before).abs() < 1e-5);
    }
    assert!(values(&folded["conv1.bias"]).iter().all(|bias| (bias - (7.0 - 2.5 * 3.0)).abs() < 1e-4));
    assert!(!folded.contains_key("norm1"));
}

#[test]
fn fresh_weights_have_a_third_of_the_variance_that_their_inputs_would_share() {
    let network = network("lenet5", true);
    let named = |name: &str| &network.parameters.iter().find(|p| p.name == name).unwrap().values;
    let weights = named("dense1.weight");
    let variance = weights.iter().map(|w| w * w).sum::<f32>() / weights.len() as f32;
    let inputs = 16.0 * 10.0 * 10.0;
    assert!((variance * 3.0 * inputs - 1.0).abs() < 0.02, "{variance}");
    assert!(named("dense1.bias").iter().all(|bias| *bias == 0.0));
}
