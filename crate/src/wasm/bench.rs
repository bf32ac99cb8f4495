//! What `npm run bench` measures beside the shipped exports (feature `bench`): the network alone, training, candle's own
//! ops as they come, and the most arithmetic that registers allow.

use super::{Result, error};
use crate::ops::simd::F32x4;
use crate::{Architecture, Checkpoint, Example, Face, LeNet, Recipe, Trainer};
use candle_core::{D, Device, Tensor, Var};
use candle_nn::{Optimizer, SGD};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::hint::black_box;
use wasm_bindgen::prelude::*;

/// A network without what stands around it: a normalised face in, logits out.
#[wasm_bindgen]
pub struct Network(Engine);

enum Engine {
    Mimique(LeNet),
    Candle(CandleNet),
}

#[wasm_bindgen]
impl Network {
    /// Reads a checkpoint; `candle` runs it with candle's own ops.
    #[wasm_bindgen(constructor)]
    pub fn new(weights: &[u8], candle: bool) -> Result<Network> {
        let checkpoint = Checkpoint::from_bytes(weights).map_err(error)?;
        let metadata = checkpoint.metadata();
        let outputs = metadata.outputs();
        let engine = if candle {
            let tensors = metadata.architecture.tensors(outputs);
            let tensors = tensors.into_iter().map(|(name, _)| checkpoint.tensors()[&name].clone()).collect();
            Engine::Candle(CandleNet { architecture: metadata.architecture.clone(), tensors })
        } else {
            let network = LeNet::new(&metadata.architecture, outputs, checkpoint.tensors());
            Engine::Mimique(network.map_err(error)?)
        };
        Ok(Self(engine))
    }

    /// Logits of one face of 2304 normalised values.
    pub fn forward(&self, face: &[f32]) -> Result<Vec<f32>> {
        let run = || -> crate::Result<Vec<f32>> {
            let face = Tensor::from_slice(face, (1, 1, 48, 48), &Device::Cpu)?;
            let logits = match &self.0 {
                Engine::Mimique(network) => network.forward(&face)?,
                Engine::Candle(network) => network.forward(&face)?,
            };
            Ok(logits.flatten_all()?.to_vec1()?)
        };
        run().map_err(error)
    }
}

/// The network as a candle user writes it.
struct CandleNet {
    architecture: Architecture,
    tensors: Vec<Tensor>,
}

impl CandleNet {
    fn forward(&self, faces: &Tensor) -> candle_core::Result<Tensor> {
        let mut x = faces.clone();
        let mut tensors = self.tensors.chunks_exact(2);
        for block in self.architecture.blocks() {
            let [weight, bias] = tensors.next().expect("a block has tensors") else { unreachable!() };
            x = x.conv2d(weight, block.padding(), 1, 1, 1)?.broadcast_add(&bias.reshape((1, (), 1, 1))?)?.relu()?;
            if block.pool() > 1 {
                x = x.max_pool2d(block.pool())?;
            }
        }
        x = x.flatten_from(1)?;
        let layers = tensors.len();
        for (i, layer) in tensors.enumerate() {
            x = x.matmul(&layer[0].t()?)?.broadcast_add(&layer[1])?;
            if i + 1 < layers {
                x = x.relu()?;
            }
        }
        Ok(x)
    }
}

const BATCH: usize = 32;

/// Training of a named network on random pictures, plain: no batch normalisation, dropout or augmentation.
#[wasm_bindgen]
pub struct Training(Task);

enum Task {
    Mimique(Box<Trainer>, Vec<Example>),
    Candle { network: CandleNet, optimiser: SGD, faces: Tensor, targets: Tensor },
}

#[wasm_bindgen]
impl Training {
    /// `candle` trains with candle's own ops and its plain gradient descent.
    #[wasm_bindgen(constructor)]
    pub fn new(arch: &str, candle: bool) -> Result<Training> {
        let make = || -> crate::Result<Task> {
            let architecture = Architecture::named(arch)?;
            if !candle {
                return Ok(Task::Mimique(
                    Box::new(Trainer::new(architecture, 7, Recipe::plain(BATCH, 1e-4)?)?),
                    examples(2 * BATCH),
                ));
            }
            let examples = examples(BATCH);
            let faces: Vec<f32> = examples.iter().flat_map(|e| e.face().input()).collect();
            let targets: Vec<f32> = examples.iter().flat_map(|e| e.target().to_vec()).collect();
            let (mut tensors, mut vars) = (Vec::new(), Vec::new());
            for (i, (_, shape)) in architecture.tensors(7).into_iter().enumerate() {
                let var =
                    Var::from_tensor(&Tensor::from_vec(noise(shape.iter().product(), i as u64), shape, &Device::Cpu)?)?;
                tensors.push(var.as_tensor().clone());
                vars.push(var);
            }
            Ok(Task::Candle {
                network: CandleNet { architecture, tensors },
                optimiser: SGD::new(vars, 1e-4)?,
                faces: Tensor::from_vec(faces, (BATCH, 1, 48, 48), &Device::Cpu)?,
                targets: Tensor::from_vec(targets, (BATCH, 7), &Device::Cpu)?,
            })
        };
        make().map(Self).map_err(error)
    }

    /// Takes one step and returns the number of pictures in it.
    pub fn step(&mut self) -> Result<usize> {
        let mut run = || -> crate::Result<usize> {
            match &mut self.0 {
                Task::Mimique(trainer, examples) => trainer.step(examples).map(|step| step.n),
                Task::Candle { network, optimiser, faces, targets } => {
                    let log_probabilities = candle_nn::ops::log_softmax(&network.forward(faces)?, D::Minus1)?;
                    let loss = (log_probabilities.mul(targets)?.sum_all()? * (-1.0 / BATCH as f64))?;
                    optimiser.backward_step(&loss)?;
                    Ok(BATCH)
                }
            }
        };
        run().map_err(error)
    }
}

fn noise(n: usize, seed: u64) -> Vec<f32> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    (0..n).map(|_| rng.random_range(-0.05..0.05)).collect()
}

fn examples(n: usize) -> Vec<Example> {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let mut example = |i: usize| {
        let pixels: Vec<u8> = (0..48 * 48).map(|_| rng.random()).collect();
        Example::of_label(Face::new(&pixels).expect("48 × 48 pixels"), i % 7, 7).expect("one of seven labels")
    };
    (0..n).map(&mut example).collect()
}

/// Multiplies and adds in registers alone, as the kernels do but without a load; returns the floating-point operations done.
#[wasm_bindgen]
pub fn peak(rounds: u32) -> f64 {
    let values: [F32x4; 4] = std::array::from_fn(|i| F32x4::splat(black_box(0.1 * i as f32)));
    let mut weights = [F32x4::splat(black_box(0.3)), F32x4::splat(black_box(0.7))];
    let mut sums = [[F32x4::splat(0.0); 2]; 4];
    for _ in 0..rounds {
        for (sums, value) in sums.iter_mut().zip(values) {
            *sums = [sums[0].add_product(value, weights[0]), sums[1].add_product(value, weights[1])];
        }
        // Other products in every round, or the compiler would take them out of the loop.
        weights = [-weights[1], weights[0]];
    }
    let mut out = [0.0; 4];
    for sum in sums.into_iter().flatten() {
        sum.store(&mut out);
        black_box(out);
    }
    f64::from(rounds) * 8.0 * 4.0 * 2.0
}
