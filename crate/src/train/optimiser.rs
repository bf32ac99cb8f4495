//! Stochastic gradient descent with Nesterov momentum and weight decay, in place.

use super::Recipe;
use crate::{Error, Result, ops};
use candle_core::backprop::GradStore;
use candle_core::{CpuStorage, InplaceOp2, Layout, Var};
use std::cell::RefCell;

#[derive(Debug)]
pub struct Optimiser {
    /// One a parameter, in the parameters' order.
    pub velocities: Vec<Vec<f32>>,
}

impl Optimiser {
    pub fn new(parameters: &[(String, Var)]) -> Self {
        Self { velocities: parameters.iter().map(|(_, var)| vec![0.0; var.elem_count()]).collect() }
    }

    /// v ← momentum · v + g; w ← w − rate · (g + momentum · v), with g the gradient plus, for weights, decay · w. As
    /// PyTorch's `SGD(nesterov=True)`, but biases and batch normalisation do not decay.
    pub fn step(
        &mut self,
        parameters: &[(String, Var)],
        gradients: &GradStore,
        learning_rate: f64,
        recipe: &Recipe,
    ) -> Result<()> {
        for ((name, var), velocity) in parameters.iter().zip(&mut self.velocities) {
            let Some(gradient) = gradients.get(var) else {
                return Err(Error::Training { reason: format!("no gradient reached `{name}`") });
            };
            let update = Update {
                velocity: RefCell::new(velocity),
                rate: learning_rate as f32,
                momentum: recipe.momentum as f32,
                decay: if name.ends_with(".weight") { recipe.weight_decay as f32 } else { 0.0 },
            };
            var.inplace_op2(&gradient.contiguous()?, &update)?;
        }
        Ok(())
    }
}

struct Update<'a> {
    velocity: RefCell<&'a mut [f32]>,
    rate: f32,
    momentum: f32,
    decay: f32,
}

/// Values that are updated in one piece.
const PIECE: usize = 16 * 1024;

impl InplaceOp2 for Update<'_> {
    fn name(&self) -> &'static str {
        "nesterov"
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
        let mut velocity = self.velocity.borrow_mut();
        let (rate, momentum, decay) = (self.rate, self.momentum, self.decay);
        ops::parallel::for_each_pair((values, PIECE), (&mut velocity, PIECE), |i, values, velocity| {
            for ((value, velocity), gradient) in values.iter_mut().zip(velocity).zip(&gradient[i * PIECE..]) {
                let gradient = gradient + decay * *value;
                *velocity = momentum * *velocity + gradient;
                *value -= rate * (gradient + momentum * *velocity);
            }
        });
        Ok(())
    }
}
