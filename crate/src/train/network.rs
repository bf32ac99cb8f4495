//! The network as training sees it: variables, batch normalisation and dropout, which a checkpoint no longer has.

use crate::ops::{self, BatchStatistics};
use crate::{Architecture, Block, Result};
use candle_core::{DType, Device, Tensor, Var};
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, StandardNormal};
use std::collections::BTreeMap;

/// Share of a batch's statistics in the running ones; PyTorch's default.
const RUNNING_SHARE: f32 = 0.1;

#[derive(Debug)]
pub struct Network {
    blocks: Vec<Block>,
    /// Weights and biases in [`Architecture::tensors`]' order and, with batch normalisation, `normN.weight`, `normN.bias`.
    parameters: Vec<(String, Var)>,
    /// With batch normalisation, what the pictures gave so far, a block each.
    running: Vec<BatchStatistics>,
}

impl Network {
    /// Weights from a normal distribution of variance 2 / inputs (He et al. 2015, <https://arxiv.org/abs/1502.01852>),
    /// biases 0.
    pub fn new(architecture: &Architecture, labels: usize, batch_norm: bool, rng: &mut ChaCha8Rng) -> Result<Self> {
        let mut parameters = Vec::new();
        for (name, shape) in architecture.tensors(labels) {
            let inputs: usize = shape[1..].iter().product();
            let deviation = if shape.len() > 1 { (2.0 / inputs as f32).sqrt() } else { 0.0 };
            let draw = |_| deviation * <StandardNormal as Distribution<f32>>::sample(&StandardNormal, rng);
            let values: Vec<f32> = (0..shape.iter().product::<usize>()).map(draw).collect();
            parameters.push((name, Var::from_vec(values, shape, &Device::Cpu)?));
        }
        let mut running = Vec::new();
        if batch_norm {
            for (i, block) in architecture.blocks.iter().enumerate() {
                let channels = block.channels;
                parameters.push((format!("norm{}.weight", i + 1), Var::ones(channels, DType::F32, &Device::Cpu)?));
                parameters.push((format!("norm{}.bias", i + 1), Var::zeros(channels, DType::F32, &Device::Cpu)?));
                running.push(BatchStatistics { mean: vec![0.0; channels], variance: vec![1.0; channels] });
            }
        }
        Ok(Self { blocks: architecture.blocks.clone(), parameters, running })
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

    fn tensor(&self, i: usize) -> &Tensor {
        self.parameters[i].1.as_tensor()
    }

    /// Number of weight and bias tensors of convolutions and dense layers.
    fn layers(&self) -> usize {
        self.parameters.len() - 2 * self.running.len()
    }

    /// Faces (batch, 1, 48, 48) to logits (batch, labels), with dropout of the last maps and the hidden dense layers.
    pub fn forward(&mut self, faces: &Tensor, dropout: [f32; 2], rng: &mut ChaCha8Rng) -> Result<Tensor> {
        let mut x = faces.clone();
        for (i, block) in self.blocks.clone().into_iter().enumerate() {
            x = ops::conv2d(&x, self.tensor(2 * i), self.tensor(2 * i + 1), block.padding)?;
            if !self.running.is_empty() {
                let norm = self.layers() + 2 * i;
                let (normal, batch) = ops::batch_norm(&x, self.tensor(norm), self.tensor(norm + 1))?;
                let pixels = x.elem_count() / block.channels;
                self.running[i].update(&batch, pixels);
                x = normal;
            }
            x = ops::relu_max_pool(&x, block.pool)?;
        }
        x = drop(&x.flatten_from(1)?, dropout[0], rng)?;
        for i in (2 * self.blocks.len()..self.layers()).step_by(2) {
            x = x.matmul(&self.tensor(i).t()?)?.broadcast_add(self.tensor(i + 1))?;
            if i + 2 < self.layers() {
                x = drop(&x.relu()?, dropout[1], rng)?;
            }
        }
        Ok(x)
    }

    /// The weights of the same network without batch normalisation: conv' = γ/σ · conv, bias' = γ/σ · (bias − μ) + β.
    pub fn folded(&self) -> Result<BTreeMap<String, Tensor>> {
        let parameters = self.parameters[..self.layers()].iter();
        let mut tensors: BTreeMap<String, Tensor> =
            parameters.map(|(name, var)| (name.clone(), var.as_detached_tensor())).collect();
        for (i, statistics) in self.running.iter().enumerate() {
            let (conv, norm) = (2 * i, self.layers() + 2 * i);
            let channels = statistics.mean.len();
            let mean = Tensor::new(statistics.mean.as_slice(), &Device::Cpu)?;
            let variance = Tensor::new(statistics.variance.as_slice(), &Device::Cpu)?;
            let scale = self.tensor(norm).div(&(variance + f64::from(ops::EPSILON))?.sqrt()?)?.detach();
            let weight = self.tensor(conv).detach().broadcast_mul(&scale.reshape((channels, 1, 1, 1))?)?;
            let bias = (self.tensor(conv + 1).sub(&mean)?.mul(&scale)? + self.tensor(norm + 1))?;
            tensors.insert(self.parameters[conv].0.clone(), weight);
            tensors.insert(self.parameters[conv + 1].0.clone(), bias.detach());
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
    let draw = |_| if rng.random::<f32>() < share { 0.0 } else { kept };
    let mask: Vec<f32> = (0..x.elem_count()).map(draw).collect();
    Ok(x.mul(&Tensor::from_vec(mask, x.shape(), &Device::Cpu)?)?)
}
