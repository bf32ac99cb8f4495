//! The network as training sees it: parameters, batch normalisation and dropout, which a checkpoint no longer has.

use crate::ops::training::{BatchStatistics, EPSILON, Linear, Passed, Sizes, TrainedBlock};
use crate::{Architecture, Block, Result, face};
use candle_core::{Device, Tensor};
use rand::RngCore;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, StandardNormal};
use std::collections::BTreeMap;

/// Share of a batch's statistics in the running ones; PyTorch's default.
const RUNNING_SHARE: f32 = 0.1;

/// What is learned of one layer: a weight, a bias, or factors and summands of a batch normalisation.
#[derive(Clone, Debug)]
pub struct Parameter {
    pub name: String,
    pub shape: Vec<usize>,
    pub values: Vec<f32>,
}

/// Where a layer's parameters stand among all.
#[derive(Clone, Copy, Debug)]
struct Layer {
    weight: usize,
    /// The bias; with batch normalisation a block's `normN`.
    last: usize,
}

#[derive(Clone, Debug)]
pub struct Network {
    blocks: Vec<(Block, Layer)>,
    dense: Vec<Layer>,
    /// Weights and biases in [`Architecture::tensors`]' order. With batch normalisation, whose summand makes a bias useless,
    /// `normN` (2, channels), factors and summands, stands in the place of each `convN.bias`.
    parameters: Vec<Parameter>,
    /// With batch normalisation, what the pictures gave so far, a block each.
    running: Vec<BatchStatistics>,
    /// Whether all layers but the last stay as they are.
    frozen: bool,
}

/// What a pass forward left for the one back.
#[derive(Debug)]
pub struct Pass {
    pictures: usize,
    blocks: Vec<(TrainedBlock, Passed)>,
    /// What went into the first dense layer.
    features: Vec<f32>,
    dense: Vec<(Linear, Vec<f32>)>,
    /// What dropout multiplied the features and each hidden dense layer by; empty where it left all as it was.
    masks: Vec<Vec<f32>>,
}

impl Pass {
    /// (batch, outputs)
    pub fn logits(&self) -> &[f32] {
        self.dense.last().map_or(&[], |(_, out)| out)
    }
}

impl Network {
    /// Weights from a normal distribution of variance 1 / (3 · inputs), that of PyTorch's default, biases 0. He's six times
    /// larger one (2015, <https://arxiv.org/abs/1502.01852>) learns more slowly here: batch normalisation undoes the scale of
    /// weights, but not that a step of the same length turns larger ones less.
    pub fn new(architecture: &Architecture, labels: usize, batch_norm: bool, rng: &mut ChaCha8Rng) -> Self {
        let mut parameters: Vec<Parameter> = Vec::new();
        for (name, shape) in architecture.tensors(labels) {
            let inputs: usize = shape[1..].iter().product();
            let deviation = if shape.len() > 1 { (1.0 / (3.0 * inputs as f32)).sqrt() } else { 0.0 };
            let draw = |_| deviation * <StandardNormal as Distribution<f32>>::sample(&StandardNormal, rng);
            let values = (0..shape.iter().product::<usize>()).map(draw).collect();
            parameters.push(Parameter { name, shape, values });
        }
        let place = |name: &str| parameters.iter().position(|p| p.name == name).expect("each layer has its tensors");
        let layer =
            |name: String| Layer { weight: place(&format!("{name}.weight")), last: place(&format!("{name}.bias")) };
        let blocks: Vec<(Block, Layer)> =
            (1..).zip(architecture.blocks()).map(|(n, block)| (*block, layer(format!("conv{n}")))).collect();
        let dense = (1..=architecture.dense().len() + 1).map(|n| layer(format!("dense{n}"))).collect();
        let mut running = Vec::new();
        if batch_norm {
            for (n, (block, layer)) in (1..).zip(&blocks) {
                let channels = block.channels();
                // Factors of 1 and summands of 0.
                let values = [vec![1.0; channels], vec![0.0; channels]].concat();
                parameters[layer.last] = Parameter { name: format!("norm{n}"), shape: vec![2, channels], values };
                running.push(BatchStatistics { mean: vec![0.0; channels], variance: vec![1.0; channels] });
            }
        }
        Self { blocks, dense, parameters, running, frozen: false }
    }

    /// A layer's weight, and its bias or normalisation.
    fn values(&self, layer: Layer) -> (&[f32], &[f32]) {
        (&self.parameters[layer.weight].values, &self.parameters[layer.last].values)
    }

    pub fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    pub fn parameters_mut(&mut self) -> &mut [Parameter] {
        &mut self.parameters
    }

    /// Leaves all layers but the last as they are.
    pub fn freeze(&mut self) {
        self.frozen = true;
    }

    pub fn running(&self) -> &[BatchStatistics] {
        &self.running
    }

    pub fn running_mut(&mut self) -> &mut [BatchStatistics] {
        &mut self.running
    }

    /// Faces (batch, 1, 48, 48) forward, with dropout of the last maps and the hidden dense layers.
    pub fn forward(&mut self, faces: &[f32], dropout: [f32; 2], rng: &mut ChaCha8Rng) -> Pass {
        let pictures = faces.len() / face::PIXELS;
        let mut blocks: Vec<(TrainedBlock, Passed)> = Vec::with_capacity(self.blocks.len());
        let mut shape = [pictures, 1, face::SIDE, face::SIDE];
        for (i, (block, layer)) in self.blocks.iter().enumerate() {
            let sizes = Sizes::new(shape, block.channels(), block.kernel(), block.padding());
            let trained = TrainedBlock::new(sizes, block.pool(), !self.running.is_empty());
            let maps = blocks.last().map_or(faces, |(_, passed)| &passed.out);
            let (weight, last) = self.values(*layer);
            let passed = trained.forward(maps, weight, last);
            if let Some(statistics) = passed.statistics() {
                self.running[i].update(statistics, pictures * sizes.out_pixels());
            }
            shape = [pictures, block.channels(), trained.pool.out_height(), trained.pool.out_width()];
            blocks.push((trained, passed));
        }
        let mut features = blocks.last().map_or_else(|| faces.to_vec(), |(_, passed)| passed.out.clone());
        let mut masks = vec![drop(&mut features, dropout[0], rng)];
        let hidden = self.dense.len() - 1;
        let mut dense: Vec<(Linear, Vec<f32>)> = Vec::with_capacity(self.dense.len());
        for (i, layer) in self.dense.iter().enumerate() {
            let (weight, bias) = self.values(*layer);
            let (outputs, inputs) = (bias.len(), weight.len() / bias.len());
            let linear = Linear { batch: pictures, inputs, outputs, relu: i < hidden };
            let x = dense.last().map_or(&features, |(_, out)| out);
            let mut out = linear.forward(x, weight, bias);
            if i < hidden {
                masks.push(drop(&mut out, dropout[1], rng));
            }
            dense.push((linear, out));
        }
        Pass { pictures, blocks, features, dense, masks }
    }

    /// The gradient of each parameter, in their order, from that of the logits; none of a frozen one. `faces` are those that went
    /// forward.
    pub fn backward(&self, faces: &[f32], pass: &Pass, logits_gradient: Vec<f32>) -> Vec<Vec<f32>> {
        debug_assert_eq!(logits_gradient.len() / pass.pictures, pass.logits().len() / pass.pictures);
        let mut gradients = vec![Vec::new(); self.parameters.len()];
        let mut grad = logits_gradient;
        for (i, ((linear, out), layer)) in pass.dense.iter().zip(&self.dense).enumerate().rev() {
            let x = if i == 0 { &pass.features } else { &pass.dense[i - 1].1 };
            let own = linear.backward(x, self.values(*layer).0, out, grad);
            (gradients[layer.weight], gradients[layer.last]) = (own.weight, own.bias);
            if self.frozen {
                return gradients; // the last layer's alone
            }
            grad = own.x;
            grad.iter_mut().zip(&pass.masks[i]).for_each(|(grad, mask)| *grad *= mask);
        }
        for (i, ((block, passed), (_, layer))) in pass.blocks.iter().zip(&self.blocks).enumerate().rev() {
            let maps = if i == 0 { faces } else { &pass.blocks[i - 1].1.out };
            let (weight, last) = self.values(*layer);
            let own = block.backward(maps, weight, last, passed, &grad, i > 0);
            (gradients[layer.weight], gradients[layer.last]) = (own.weight, own.last);
            grad = own.maps;
        }
        gradients
    }

    /// The same network with other parameters and statistics.
    pub fn with(&self, values: &[Vec<f32>], running: Vec<BatchStatistics>) -> Self {
        let mut network = Self { running, ..self.clone() };
        network.parameters.iter_mut().zip(values).for_each(|(own, values)| own.values.clone_from(values));
        network
    }

    /// The weights of the same network without batch normalisation, conv' = γ/σ · conv, bias' = β − γ/σ · μ.
    pub fn folded(&self) -> Result<BTreeMap<String, Tensor>> {
        let mut plain = self.parameters.clone();
        for ((n, statistics), (_, layer)) in (1..).zip(&self.running).zip(&self.blocks) {
            let channels = statistics.mean.len();
            let (factors, summands) = self.parameters[layer.last].values.split_at(channels);
            let scales: Vec<f32> =
                factors.iter().zip(&statistics.variance).map(|(factor, v)| factor / (v + EPSILON).sqrt()).collect();
            let window = plain[layer.weight].values.len() / channels;
            for (kernel, scale) in plain[layer.weight].values.chunks_exact_mut(window).zip(&scales) {
                kernel.iter_mut().for_each(|weight| *weight *= scale);
            }
            let bias = |((summand, mean), scale): ((&f32, &f32), &f32)| summand - mean * scale;
            let values = summands.iter().zip(&statistics.mean).zip(&scales).map(bias).collect();
            plain[layer.last] = Parameter { name: format!("conv{n}.bias"), shape: vec![channels], values };
        }
        let tensor = |Parameter { name, shape, values }| Ok((name, Tensor::from_vec(values, shape, &Device::Cpu)?));
        plain.into_iter().map(tensor).collect()
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

/// Sets a share of the values to 0 and scales the others up to the same mean (Srivastava et al. 2014). Gives what each was
/// multiplied by; nothing for a share of 0.
fn drop(x: &mut [f32], share: f32, rng: &mut ChaCha8Rng) -> Vec<f32> {
    if share == 0.0 {
        return Vec::new();
    }
    let kept = 1.0 / (1.0 - share);
    let limit = (f64::from(share) * f64::from(u32::MAX)) as u32;
    let mask: Vec<f32> = x.iter().map(|_| if rng.next_u32() < limit { 0.0 } else { kept }).collect();
    x.iter_mut().zip(&mask).for_each(|(value, mask)| *value *= mask);
    mask
}

#[cfg(test)]
#[path = "network_tests.rs"]
mod tests;
