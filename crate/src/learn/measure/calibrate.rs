//! Calibrate: one temperature that makes probabilities mean what they say.

use crate::classifier::log_softmax;

/// The temperature with the least cross-entropy on pictures that were not trained on: logits and true label of each.
/// Between 0.05 and 20; 1 when there is no picture. Guo et al. 2017, <https://arxiv.org/abs/1706.04599>.
pub fn fit_temperature(logits: &[Vec<f32>], truths: &[usize]) -> f32 {
    if logits.is_empty() {
        return 1.0;
    }
    let loss = |log_temperature: f64| -> f64 {
        let pairs = logits.iter().zip(truths);
        pairs.map(|(logits, &truth)| -log_softmax(logits, truth, log_temperature.exp())).sum()
    };
    // The loss has one minimum along the logarithm of the temperature: golden-section search.
    let golden = (5f64.sqrt() - 1.0) / 2.0;
    let (mut low, mut high) = (0.05f64.ln(), 20f64.ln());
    let (mut a, mut b) = (high - golden * (high - low), low + golden * (high - low));
    let (mut loss_a, mut loss_b) = (loss(a), loss(b));
    for _ in 0..40 {
        if loss_a < loss_b {
            (high, b, loss_b) = (b, a, loss_a);
            a = high - golden * (high - low);
            loss_a = loss(a);
        } else {
            (low, a, loss_a) = (a, b, loss_b);
            b = low + golden * (high - low);
            loss_b = loss(b);
        }
    }
    ((low + high) / 2.0).exp() as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logits_that_are_twice_too_sure_get_temperature_two() {
        // Right three times in four: the calibrated logit difference is ln 3.
        let logits = vec![vec![2.0 * 3f32.ln(), 0.0]; 4];
        let temperature = fit_temperature(&logits, &[0, 0, 0, 1]);
        assert!((temperature - 2.0).abs() < 1e-3, "{temperature}");
    }

    #[test]
    fn logits_whose_probabilities_underflow_are_calibrated_too() {
        // One picture wrong by 1000 weighs more than a hundred right ones, and the more the lower the temperature.
        let mut logits = vec![vec![2.0, 0.0]; 100];
        logits.push(vec![0.0, 1000.0]);
        let temperature = fit_temperature(&logits, &[0; 101]);
        assert!((temperature - 20.0).abs() < 1e-2, "{temperature}");
    }
}
