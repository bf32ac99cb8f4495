//! How a gradient becomes a step: gradient descent with Nesterov momentum, or AdamW, in place.

use super::network::Parameter;
use super::{Descent, Recipe};
use crate::ops;

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
    pub fn new(parameters: &[Parameter], descent: Descent) -> Self {
        let zeros = |parameter: &Parameter| vec![0.0; parameter.values.len()];
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
        parameters: &mut [Parameter],
        gradients: &[Vec<f32>],
        learning_rate: f64,
        recipe: &Recipe,
        step: usize,
    ) {
        let mut squares = self.squares.iter_mut();
        for ((parameter, velocity), gradient) in parameters.iter_mut().zip(&mut self.velocities).zip(gradients) {
            let decays = parameter.name.ends_with(".weight");
            let update = Update {
                descent: recipe.descent,
                rate: learning_rate as f32,
                momentum: recipe.momentum as f32,
                decay: if decays { recipe.weight_decay as f32 } else { 0.0 },
                step: step as i32 + 1,
            };
            let squares = squares.next().map(Vec::as_mut_slice).unwrap_or_default();
            if gradient.is_empty() {
                continue; // frozen
            }
            update.apply(&mut parameter.values, gradient, velocity, squares);
        }
    }
}

struct Update {
    descent: Descent,
    rate: f32,
    momentum: f32,
    decay: f32,
    /// Counted from 1.
    step: i32,
}

/// Values that are updated in one piece.
const PIECE: usize = 16 * 1024;

impl Update {
    fn apply(&self, values: &mut [f32], gradient: &[f32], velocity: &mut [f32], squares: &mut [f32]) {
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
                for ((value, velocity), square) in values.iter_mut().zip(&*velocity).zip(&*squares) {
                    *value -= self.rate * decay * *value + rate * velocity / ((square * unbias).sqrt() + EPSILON);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameter(name: &str, value: f32) -> [Parameter; 1] {
        [Parameter { name: name.to_owned(), shape: vec![1], values: vec![value] }]
    }

    /// Three steps of one weight with gradients 1, 2, 2·w, as PyTorch 2.15 takes them (rate 0.1, decay 0.01).
    fn three_steps(descent: Descent) -> f32 {
        let recipe = Recipe { descent, weight_decay: 0.01, ..Recipe::plain(2, 0.1).unwrap() };
        let mut weight = parameter("dense1.weight", 1.0);
        let mut optimiser = Optimiser::new(&weight, descent);
        for step in 0..3 {
            let gradient = [1.0, 2.0, 2.0 * weight[0].values[0]][step];
            optimiser.step(&mut weight, &[vec![gradient]], 0.1, &recipe, step);
        }
        weight[0].values[0]
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
                    let recipe = Recipe { descent, weight_decay, ..Recipe::plain(2, 0.1).unwrap() };
                    let mut value = parameter(name, 1.0);
                    Optimiser::new(&value, descent).step(&mut value, &[vec![1.0]], 0.1, &recipe, 0);
                    value[0].values[0]
                };
                assert_eq!(after(0.5) < after(0.0), decays, "{name} by {descent:?}: {} {}", after(0.5), after(0.0));
            }
        }
    }
}
