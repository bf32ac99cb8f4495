//! Stochastic gradient descent with Nesterov momentum and decoupled-from-bias weight decay.

use super::Recipe;
use crate::{Error, Result};
use candle_core::backprop::GradStore;
use candle_core::{Tensor, Var};

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
        let (rate, momentum) = (learning_rate as f32, recipe.momentum as f32);
        for ((name, var), velocity) in parameters.iter().zip(&mut self.velocities) {
            let Some(gradient) = gradients.get(var) else {
                return Err(Error::Training { reason: format!("no gradient reached `{name}`") });
            };
            let decay = if var.rank() > 1 { recipe.weight_decay as f32 } else { 0.0 };
            let gradient = gradient.flatten_all()?.to_vec1::<f32>()?;
            let mut values = var.flatten_all()?.to_vec1::<f32>()?;
            for ((value, velocity), gradient) in values.iter_mut().zip(velocity).zip(gradient) {
                let gradient = gradient + decay * *value;
                *velocity = momentum * *velocity + gradient;
                *value -= rate * (gradient + momentum * *velocity);
            }
            var.set(&Tensor::from_vec(values, var.shape(), var.device())?)?;
        }
        Ok(())
    }
}
