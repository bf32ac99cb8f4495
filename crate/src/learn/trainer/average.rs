//! A moving average of the weights: it forgets the noise of the last steps (Izmailov et al. 2018,
//! <https://arxiv.org/abs/1803.05407>).

use super::network::Network;
use crate::ops::training::BatchStatistics;

#[derive(Debug)]
pub struct Average {
    /// One a parameter, in the parameters' order.
    pub parameters: Vec<Vec<f32>>,
    /// The running statistics', which belong to the averaged weights.
    pub running: Vec<BatchStatistics>,
}

impl Average {
    pub fn new(network: &Network) -> Self {
        let parameters = network.parameters().iter().map(|parameter| parameter.values.clone()).collect();
        Self { parameters, running: network.running().to_vec() }
    }

    /// Moves towards the network after its `step`th step, the first ones faster, so that fresh weights are soon forgotten.
    pub fn update(&mut self, network: &Network, decay: f32, step: usize) {
        let share = 1.0 - decay.min((1 + step) as f32 / (10 + step) as f32);
        let mix = |average: &mut [f32], values: &[f32]| {
            average.iter_mut().zip(values).for_each(|(average, value)| *average += share * (value - *average));
        };
        for (average, parameter) in self.parameters.iter_mut().zip(network.parameters()) {
            mix(average, &parameter.values);
        }
        for (average, statistics) in self.running.iter_mut().zip(network.running()) {
            mix(&mut average.mean, &statistics.mean);
            mix(&mut average.variance, &statistics.variance);
        }
    }

    /// The network with the averaged weights.
    pub fn of(&self, network: &Network) -> Network {
        network.with(&self.parameters, self.running.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Architecture;
    use rand::SeedableRng;

    #[test]
    fn weights_and_statistics_move_by_what_the_decay_leaves() {
        let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(1);
        let mut network = Network::new(&Architecture::named("lenet5").unwrap(), 7, true, &mut rng);
        let mut average = Average::new(&network);
        let bias = network.parameters().iter().position(|p| p.name == "dense3.bias").unwrap();
        network.parameters_mut()[bias].values.fill(10.0);
        network.running_mut()[0].mean.fill(10.0);
        network.running_mut()[0].variance.fill(11.0);
        // After so many steps the decay counts in full.
        average.update(&network, 0.9, 10_000);
        let near = |values: &[f32], expected: f32| values.iter().all(|v| (v - expected).abs() < 1e-5);
        assert!(near(&average.parameters[bias], 1.0), "{:?}", average.parameters[bias]);
        assert!(
            near(&average.running[0].mean, 1.0) && near(&average.running[0].variance, 2.0),
            "{:?}",
            average.running
        );
        // After the first one, fresh weights are forgotten to 2/11.
        let mut average = Average::new(&network);
        average.parameters[bias].fill(0.0);
        average.update(&network, 0.9, 1);
        assert!(near(&average.parameters[bias], 10.0 * 9.0 / 11.0), "{:?}", average.parameters[bias]);
        let of = average.of(&network);
        assert_eq!(of.parameters()[bias].values, average.parameters[bias]);
        assert_eq!(of.running()[0].mean, average.running[0].mean);
    }
}
