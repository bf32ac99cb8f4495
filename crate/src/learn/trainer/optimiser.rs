//! How a gradient becomes a step: gradient descent with Nesterov momentum, or AdamW, in place.

use super::{Descent, Recipe};
use crate::{Error, Result, ops};
use candle_core::backprop::GradStore;
use candle_core::{CpuStorage, InplaceOp2, Layout, Var};
use std::cell::RefCell;

#[derive(Debug)]
pub struct Optimiser {
    /// Moving sums of the gradients, one a parameter, in the parameters' order.
    pub velocities: Vec<Vec<f32>>,
    /// AdamW's moving averages of the squared gradients, likewise; empty otherwise.
    pub squares: Vec<Vec<f32>>,
}

/// The decay of AdamW's squares and what keeps it from dividing by 0: PyTorch's defaults.
const SQUARES_DECAY: f32 = 0.999;
const EPSILON: f32 = 1e-8;

impl Optimiser {
    pub fn new(parameters: &[(String, Var)], descent: Descent) -> Self {
        let zeros = |(_, var): &(String, Var)| vec![0.0; var.elem_count()];
        let squares = match descent {
            Descent::Nesterov => Vec::new(),
            Descent::AdamW => parameters.iter().map(zeros).collect(),
        };
        Self { velocities: parameters.iter().map(zeros).collect(), squares }
    }

    /// As PyTorch's `SGD(nesterov=True)` or `AdamW`, but biases and batch normalisation do not decay. `step` counts from 0.
    ///
    /// - Nesterov: v ← momentum · v + g; w ← w − rate · (g + momentum · v), with g the gradient plus decay · w.
    /// - AdamW: w ← (1 − rate · decay) · w; m ← β₁ · m + (1 − β₁) · g; s ← β₂ · s + (1 − β₂) · g²;
    ///   w ← w − rate · (m / (1 − β₁ᵗ)) / (√(s / (1 − β₂ᵗ)) + ε).
    pub fn step(
        &mut self,
        parameters: &[(String, Var)],
        gradients: &GradStore,
        learning_rate: f64,
        recipe: &Recipe,
        step: usize,
    ) -> Result<()> {
        let mut squares = self.squares.iter_mut();
        for ((name, var), velocity) in parameters.iter().zip(&mut self.velocities) {
            let Some(gradient) = gradients.get(var) else {
                return Err(Error::Training { reason: format!("no gradient reached `{name}`") });
            };
            let update = Update {
                memory: RefCell::new((velocity, squares.next().map(Vec::as_mut_slice).unwrap_or_default())),
                descent: recipe.descent,
                rate: learning_rate as f32,
                momentum: recipe.momentum as f32,
                decay: if name.ends_with(".weight") { recipe.weight_decay as f32 } else { 0.0 },
                step: step as i32 + 1,
            };
            var.inplace_op2(&gradient.contiguous()?, &update)?;
        }
        Ok(())
    }
}

struct Update<'a> {
    /// Velocity and squares.
    memory: RefCell<(&'a mut [f32], &'a mut [f32])>,
    descent: Descent,
    rate: f32,
    momentum: f32,
    decay: f32,
    /// Counted from 1.
    step: i32,
}

/// Values that are updated in one piece.
const PIECE: usize = 16 * 1024;

impl InplaceOp2 for Update<'_> {
    fn name(&self) -> &'static str {
        "descent"
    }

    fn cpu_fwd(
        &self,
        values: &mut CpuStorage,
        layout: &Layout,
        gradient: &CpuStorage,
        gradient_layout: &Layout,
    ) -> candle_core::Result<()> {
        let gradient = ops::slice(gradient, gradient_layout)?;
        let CpuStorage::F32(values) = values else { candle_core::bail!("parameters are f32, got {layout:?}") };
        let start = layout.start_offset();
        let values = &mut values[start..start + gradient.len()];
        let mut memory = self.memory.borrow_mut();
        let (velocity, squares) = &mut *memory;
        let (rate, momentum, decay) = (self.rate, self.momentum, self.decay);
        match self.descent {
            Descent::Nesterov => {
                ops::parallel::for_each_pair((values, PIECE), (velocity, PIECE), |i, values, velocity| {
                    for ((value, velocity), gradient) in values.iter_mut().zip(velocity).zip(&gradient[i * PIECE..]) {
                        let gradient = gradient + decay * *value;
                        *velocity = momentum * *velocity + gradient;
                        *value -= rate * (gradient + momentum * *velocity);
                    }
                });
            }
            Descent::AdamW => {
                ops::parallel::for_each_pair((velocity, PIECE), (squares, PIECE), |i, velocity, squares| {
                    for ((velocity, square), gradient) in velocity.iter_mut().zip(squares).zip(&gradient[i * PIECE..]) {
                        *velocity += (1.0 - momentum) * (gradient - *velocity);
                        *square += (1.0 - SQUARES_DECAY) * (gradient * gradient - *square);
                    }
                });
                let rate = rate / (1.0 - momentum.powi(self.step));
                let unbias = 1.0 / (1.0 - SQUARES_DECAY.powi(self.step));
                for ((value, velocity), square) in values.iter_mut().zip(&**velocity).zip(&**squares) {
                    *value -= self.rate * decay * *value + rate * velocity / ((square * unbias).sqrt() + EPSILON);
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use candle_core::{Device, Tensor};

    /// Three steps of one weight with gradients 1, 2, 2·w, as PyTorch 2.15 takes them (rate 0.1, decay 0.01).
    fn three_steps(descent: Descent) -> f32 {
        let recipe = Recipe { descent, weight_decay: 0.01, ..Recipe::plain(2, 0.1) };
        let weight = Var::new(&[1f32], &Device::Cpu).unwrap();
        let parameters = [("dense1.weight".to_owned(), weight.clone())];
        let mut optimiser = Optimiser::new(&parameters, descent);
        for step in 0..3 {
            let loss: Tensor = match step {
                0 => weight.as_tensor().clone(),
                1 => (weight.as_tensor() * 2.0).unwrap(),
                _ => weight.sqr().unwrap(),
            };
            let gradients = loss.sum_all().unwrap().backward().unwrap();
            optimiser.step(&parameters, &gradients, 0.1, &recipe, step).unwrap();
        }
        weight.to_vec1::<f32>().unwrap()[0]
    }

    #[test]
    fn steps_are_pytorchs() {
        assert!((three_steps(Descent::Nesterov) - -0.023_190_71).abs() < 1e-5, "{}", three_steps(Descent::Nesterov));
        assert!((three_steps(Descent::AdamW) - 0.702_921_75).abs() < 1e-5, "{}", three_steps(Descent::AdamW));
    }

    #[test]
    fn weights_decay_and_biases_and_normalisation_do_not() {
        for descent in [Descent::Nesterov, Descent::AdamW] {
            for (name, decays) in [("conv1.weight", true), ("dense1.bias", false), ("norm1", false)] {
                let after = |weight_decay: f64| {
                    let recipe = Recipe { descent, weight_decay, ..Recipe::plain(2, 0.1) };
                    let value = Var::new(&[1f32], &Device::Cpu).unwrap();
                    let parameters = [(name.to_owned(), value.clone())];
                    let gradients = value.sum_all().unwrap().backward().unwrap();
                    Optimiser::new(&parameters, descent).step(&parameters, &gradients, 0.1, &recipe, 0).unwrap();
                    value.to_vec1::<f32>().unwrap()[0]
                };
                assert_eq!(after(0.5) < after(0.0), decays, "{name} by {descent:?}: {} {}", after(0.5), after(0.0));
            }
        }
    }
}
