//! The network as training sees it: variables, batch normalisation and dropout, which a checkpoint no longer has.

use crate::ops::{self, BatchStatistics};
use crate::{Architecture, Block, Result};
use candle_core::DType::F32;
use candle_core::Device::{self, Cpu};
use candle_core::{D, Tensor, Var};
use rand::RngCore;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, StandardNormal};
use std::collections::BTreeMap;

/// Share of a batch's statistics in the running ones; PyTorch's default.
const RUNNING_SHARE: f32 = 0.1;

#[derive(Debug)]
pub struct Network {
    blocks: Vec<Block>,
    /// Dense layers, the last of them the logits.
    dense: usize,
    /// Weights and biases in [`Architecture::tensors`]' order. With batch normalisation, whose summand makes a bias useless,
    /// `normN` (2, channels), factors and summands, stands in the place of each `convN.bias`.
    parameters: Vec<(String, Var)>,
    /// With batch normalisation, what the pictures gave so far, a block each.
    running: Vec<BatchStatistics>,
}

impl Network {
    /// Weights from a normal distribution of variance 1 / (3 · inputs), that of PyTorch's default, biases 0. He's six times
    /// larger one (2015, <https://arxiv.org/abs/1502.01852>) learns more slowly here: batch normalisation undoes the scale of
    /// weights, but not that a step of the same length turns larger ones less.
    pub fn new(architecture: &Architecture, labels: usize, batch_norm: bool, rng: &mut ChaCha8Rng) -> Result<Self> {
        let mut parameters = Vec::new();
        for (name, shape) in architecture.tensors(labels) {
            let inputs: usize = shape[1..].iter().product();
            let deviation = if shape.len() > 1 { (1.0 / (3.0 * inputs as f32)).sqrt() } else { 0.0 };
            let draw = |_| deviation * <StandardNormal as Distribution<f32>>::sample(&StandardNormal, rng);
            let values: Vec<f32> = (0..shape.iter().product::<usize>()).map(draw).collect();
            parameters.push((name, Var::from_vec(values, shape, &Device::Cpu)?));
        }
        let mut running = Vec::new();
        if batch_norm {
            for (i, channels) in architecture.blocks().iter().map(Block::channels).enumerate() {
                // Factors of 1 and summands of 0.
                let norm = Tensor::cat(&[Tensor::ones(channels, F32, &Cpu)?, Tensor::zeros(channels, F32, &Cpu)?], 0)?;
                let bias = format!("conv{}.bias", i + 1);
                let norm = (format!("norm{}", i + 1), Var::from_tensor(&norm.reshape((2, channels))?)?);
                parameters.iter_mut().filter(|(name, _)| *name == bias).for_each(|parameter| *parameter = norm.clone());
                running.push(BatchStatistics { mean: vec![0.0; channels], variance: vec![1.0; channels] });
            }
        }
        Ok(Self { blocks: architecture.blocks().to_vec(), dense: architecture.dense().len() + 1, parameters, running })
    }

    pub fn parameters(&self) -> &[(String, Var)] {
        &self.parameters
    }

    pub fn running(&self) -> &[BatchStatistics] {
        &self.running
    }

    pub fn running_mut(&mut self) -> &mut [BatchStatistics] {
        &mut self.running
    }

    /// One of the tensors that [`new`](Self::new) made.
    fn tensor(&self, name: &str) -> &Tensor {
        let named = self.parameters.iter().find(|(known, _)| known == name);
        named.unwrap_or_else(|| unreachable!("no parameter {name}")).1.as_tensor()
    }

    /// Faces (batch, 1, 48, 48) to logits (batch, labels), with dropout of the last maps and the hidden dense layers.
    pub fn forward(&mut self, faces: &Tensor, dropout: [f32; 2], rng: &mut ChaCha8Rng) -> Result<Tensor> {
        let mut x = faces.clone();
        for i in 0..self.blocks.len() {
            let block = self.blocks[i];
            let (padding, pool) = (block.padding(), block.pool());
            let n = i + 1;
            let weight = self.tensor(&format!("conv{n}.weight"));
            x = if self.running.is_empty() {
                ops::conv_relu_pool(&x, weight, self.tensor(&format!("conv{n}.bias")), padding, pool)?
            } else {
                let norm = self.tensor(&format!("norm{n}"));
                let (normal, batch) = ops::conv_norm_relu_pool(&x, weight, norm, padding, pool)?;
                let side = x.dim(D::Minus1)? + 2 * padding + 1 - block.kernel();
                self.running[i].update(&batch, faces.dim(0)? * side * side);
                normal
            };
        }
        x = drop(&x.flatten_from(1)?, dropout[0], rng)?;
        for n in 1..=self.dense {
            let hidden = n < self.dense;
            let (weight, bias) = (self.tensor(&format!("dense{n}.weight")), self.tensor(&format!("dense{n}.bias")));
            x = ops::linear(&x, weight, bias, hidden)?;
            if hidden {
                x = drop(&x, dropout[1], rng)?;
            }
        }
        Ok(x)
    }

    /// The same network with other parameters and statistics.
    pub fn with(&self, values: &[Vec<f32>], running: Vec<BatchStatistics>) -> Result<Self> {
        let parameters = self
            .parameters
            .iter()
            .zip(values)
            .map(|((name, var), values)| Ok((name.clone(), Var::from_slice(values, var.shape(), &Device::Cpu)?)));
        let parameters = parameters.collect::<Result<_>>()?;
        Ok(Self { blocks: self.blocks.clone(), dense: self.dense, parameters, running })
    }

    /// The weights of the same network without batch normalisation, conv' = γ/σ · conv, bias' = β − γ/σ · μ.
    pub fn folded(&self) -> Result<BTreeMap<String, Tensor>> {
        let parameters = self.parameters.iter();
        let mut tensors: BTreeMap<String, Tensor> =
            parameters.map(|(name, var)| (name.clone(), var.as_detached_tensor())).collect();
        for (i, statistics) in self.running.iter().enumerate() {
            let (weight, norm) = (format!("conv{}.weight", i + 1), format!("norm{}", i + 1));
            let mean = Tensor::new(statistics.mean.as_slice(), &Device::Cpu)?;
            let variance = Tensor::new(statistics.variance.as_slice(), &Device::Cpu)?;
            let (factor, summand) = (self.tensor(&norm).get(0)?, self.tensor(&norm).get(1)?);
            let scale = factor.div(&(variance + f64::from(ops::EPSILON))?.sqrt()?)?.detach();
            let folded = self.tensor(&weight).detach().broadcast_mul(&scale.reshape(((), 1, 1, 1))?)?;
            tensors.insert(weight, folded);
            tensors.remove(&norm);
            tensors.insert(format!("conv{}.bias", i + 1), summand.sub(&mean.mul(&scale)?)?.detach());
        }
        Ok(tensors)
    }
}

impl BatchStatistics {
    /// Moves towards a batch's statistics; its variance is made unbiased, as the running one estimates all pictures'.
    fn update(&mut self, batch: &BatchStatistics, pixels: usize) {
        let unbiased = pixels as f32 / (pixels as f32 - 1.0);
        let step = |running: &mut f32, batch: f32| *running += RUNNING_SHARE * (batch - *running);
        self.mean.iter_mut().zip(&batch.mean).for_each(|(running, v)| step(running, *v));
        self.variance.iter_mut().zip(&batch.variance).for_each(|(running, v)| step(running, v * unbiased));
    }
}

/// Sets a share of the values to 0 and scales the others up to the same mean (Srivastava et al. 2014).
fn drop(x: &Tensor, share: f32, rng: &mut ChaCha8Rng) -> Result<Tensor> {
    if share == 0.0 {
        return Ok(x.clone());
    }
    let kept = 1.0 / (1.0 - share);
    let limit = (f64::from(share) * f64::from(u32::MAX)) as u32;
    let draw = |_| if rng.next_u32() < limit { 0.0 } else { kept };
    let mask: Vec<f32> = (0..x.elem_count()).map(draw).collect();
    Ok(x.mul(&Tensor::from_vec(mask, x.shape(), &Device::Cpu)?)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::testing::random;
    use rand::SeedableRng;

    fn rng() -> ChaCha8Rng {
        ChaCha8Rng::seed_from_u64(1)
    }

    fn network() -> Network {
        Network::new(&Architecture::named("lenet5").unwrap(), 7, true, &mut rng()).unwrap()
    }

    #[test]
    fn dropout_sets_its_share_to_zero_and_keeps_the_mean() {
        let x = Tensor::ones((10, 1000), F32, &Cpu).unwrap();
        let values = drop(&x, 0.25, &mut rng()).unwrap().flatten_all().unwrap().to_vec1::<f32>().unwrap();
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
        let mut network = network();
        let faces = random((2, 1, 48, 48), 3).unwrap();
        network.forward(&faces, [0.0, 0.0], &mut rng()).unwrap();
        let weights = |n| (network.tensor(&format!("conv{n}.weight")), network.tensor(&format!("norm{n}")));
        let maps = ops::conv_norm_relu_pool(&faces, weights(1).0, weights(1).1, 2, 2).unwrap().0;
        let batch = ops::conv_norm_relu_pool(&maps, weights(2).0, weights(2).1, 0, 2).unwrap().1;
        // Two pictures of 20 × 20 pixels.
        for (running, variance) in network.running()[1].variance.iter().zip(batch.variance) {
            let expected = 0.9 + 0.1 * variance * 800.0 / 799.0;
            assert!((running - expected).abs() < 1e-6, "{running}, expected {expected}");
        }
    }

    #[test]
    fn normalisation_is_folded_into_weights_and_biases() {
        let mut network = network();
        let channels = 6;
        network.running_mut()[0] = BatchStatistics { mean: vec![3.0; channels], variance: vec![4.0; channels] };
        let norm = network.parameters.iter().find(|(name, _)| name == "norm1").unwrap();
        let (factors, summands) = ([5f32; 6], [7f32; 6]);
        norm.1.set(&Tensor::new(&[factors, summands], &Cpu).unwrap()).unwrap();
        let values = |tensor: &Tensor| tensor.flatten_all().unwrap().to_vec1::<f32>().unwrap();
        let before = values(network.tensor("conv1.weight"));
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
        let network = network();
        let weights = network.tensor("dense1.weight").flatten_all().unwrap().to_vec1::<f32>().unwrap();
        let variance = weights.iter().map(|w| w * w).sum::<f32>() / weights.len() as f32;
        let inputs = 16.0 * 10.0 * 10.0;
        assert!((variance * 3.0 * inputs - 1.0).abs() < 0.02, "{variance}");
        let biases = network.tensor("dense1.bias").to_vec1::<f32>().unwrap();
        assert!(biases.iter().all(|bias| *bias == 0.0));
    }
}
