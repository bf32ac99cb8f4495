//! Calibrate: one temperature that makes probabilities mean what they say.

/// The temperature with the least cross-entropy on pictures that were not trained on: logits and true label of each.
/// Between 0.05 and 20; 1 when there is no picture. Guo et al. 2017, <https://arxiv.org/abs/1706.04599>.
pub fn fit_temperature(logits: &[Vec<f32>], truths: &[usize]) -> f32 {
    if logits.is_empty() {
        return 1.0;
    }
    fit(|temperature| {
        let pairs = logits.iter().zip(truths);
        pairs.map(|(logits, &truth)| -log_softmax(logits, truth, temperature)).sum()
    })
}

/// As [`fit_temperature`], for shares of votes in place of one true label.
pub fn fit_temperature_to_shares(logits: &[Vec<f32>], shares: &[Vec<f32>]) -> f32 {
    if logits.is_empty() {
        return 1.0;
    }
    let loss = |logits: &[f32], shares: &[f32], temperature| -> f64 {
        let voted = shares.iter().enumerate().filter(|(_, share)| **share > 0.0);
        voted.map(|(label, share)| -f64::from(*share) * log_softmax(logits, label, temperature)).sum()
    };
    fit(|temperature| logits.iter().zip(shares).map(|(logits, shares)| loss(logits, shares, temperature)).sum())
}

/// The temperature between 0.05 and 20 with the least loss.
fn fit(loss: impl Fn(f64) -> f64) -> f32 {
    let loss = |log_temperature: f64| loss(log_temperature.exp());
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

/// The natural logarithm of one label's probability at a temperature, which stays finite where the probability is 0 in f32.
pub(crate) fn log_softmax(logits: &[f32], label: usize, temperature: f64) -> f64 {
    let largest = f64::from(logits.iter().copied().fold(f32::NEG_INFINITY, f32::max));
    let scaled = |logit: f32| (f64::from(logit) - largest) / temperature;
    scaled(logits[label]) - logits.iter().map(|l| scaled(*l).exp()).sum::<f64>().ln()
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
    fn shares_are_fitted_like_as_many_pictures() {
        let one_by_one = fit_temperature(&vec![vec![2.0, -1.0, 0.0]; 4], &[0, 0, 0, 2]);
        let as_shares = fit_temperature_to_shares(&[vec![2.0, -1.0, 0.0]], &[vec![0.75, 0.0, 0.25]]);
        assert!((one_by_one - as_shares).abs() < 1e-4, "{one_by_one} {as_shares}");
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
