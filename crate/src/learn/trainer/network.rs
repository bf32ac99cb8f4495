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
            for (i, &Block { channels, .. }) in architecture.blocks.iter().enumerate() {
                // Factors of 1 and summands of 0.
                let norm = Tensor::cat(&[Tensor::ones(channels, F32, &Cpu)?, Tensor::zeros(channels, F32, &Cpu)?], 0)?;
                let bias = format!("conv{}.bias", i + 1);
                let norm = (format!("norm{}", i + 1), Var::from_tensor(&norm.reshape((2, channels))?)?);
                parameters.iter_mut().filter(|(name, _)| *name == bias).for_each(|parameter| *parameter = norm.clone());
                running.push(BatchStatistics { mean: vec![0.0; channels], variance: vec![1.0; channels] });
            }
        }
        Ok(Self { blocks: architecture.blocks.clone(), dense: architecture.dense.len() + 1, parameters, running })
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
            let Block { padding, pool, .. } = self.blocks[i];
            let n = i + 1;
            let weight = self.tensor(&format!("conv{n}.weight"));
            x = if self.running.is_empty() {
                ops::conv_relu_pool(&x, weight, self.tensor(&format!("conv{n}.bias")), padding, pool)?
            } else {
                let norm = self.tensor(&format!("norm{n}"));
                let (normal, batch) = ops::conv_norm_relu_pool(&x, weight, norm, padding, pool)?;
                let side = x.dim(D::Minus1)? + 2 * padding + 1 - self.blocks[i].kernel;
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
