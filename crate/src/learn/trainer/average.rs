//! A moving average of the weights: it forgets the noise of the last steps (Izmailov et al. 2018,
//! <https://arxiv.org/abs/1803.05407>).

use super::network::Network;
use crate::Result;
use crate::ops::BatchStatistics;
use candle_core::Var;

#[derive(Debug)]
pub struct Average {
    /// One a parameter, in the parameters' order.
    pub parameters: Vec<Vec<f32>>,
    /// The running statistics', which belong to the averaged weights.
    pub running: Vec<BatchStatistics>,
}

impl Average {
    pub fn new(network: &Network) -> Result<Self> {
        let parameters = network.parameters().iter().map(|(_, var)| values(var)).collect::<Result<_>>()?;
        Ok(Self { parameters, running: network.running().to_vec() })
    }

    /// Moves towards the network after its `step`th step, the first ones faster, so that fresh weights are soon forgotten.
    pub fn update(&mut self, network: &Network, decay: f32, step: usize) -> Result<()> {
        let share = 1.0 - decay.min((1 + step) as f32 / (10 + step) as f32);
        let mix = |average: &mut [f32], values: &[f32]| {
            average.iter_mut().zip(values).for_each(|(average, value)| *average += share * (value - *average));
        };
        for (average, (_, var)) in self.parameters.iter_mut().zip(network.parameters()) {
            mix(average, &values(var)?);
        }
        for (average, statistics) in self.running.iter_mut().zip(network.running()) {
            mix(&mut average.mean, &statistics.mean);
            mix(&mut average.variance, &statistics.variance);
        }
        Ok(())
    }

    /// The network with the averaged weights.
    pub fn of(&self, network: &Network) -> Result<Network> {
        network.with(&self.parameters, self.running.clone())
    }
}

fn values(var: &Var) -> Result<Vec<f32>> {
    Ok(var.flatten_all()?.to_vec1()?)
}
