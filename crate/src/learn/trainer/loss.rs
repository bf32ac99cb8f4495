//! Softmax cross-entropy and its gradient.

use crate::classifier::best;

/// What each head should say of each picture of a batch.
#[derive(Debug)]
pub struct Targets {
    pub pictures: usize,
    pub heads: usize,
    pub labels: usize,
    /// (pictures, heads, labels), times how much each counts: smoothed targets, then votes.
    pub shares: Vec<f32>,
}

/// The mean over pictures of −Σ target · log softmax(logits).
#[derive(Debug)]
pub struct Loss {
    pub mean: f32,
    /// Of the logits: (softmax · Σ target − target) / pictures.
    pub gradient: Vec<f32>,
    /// Pictures whose largest logit of the first head is the largest target's.
    pub right: usize,
}

impl Loss {
    /// Of logits (pictures, heads · labels).
    pub fn of(logits: &[f32], targets: &Targets) -> Self {
        let Targets { pictures, heads, labels, shares } = targets;
        let (mut total, mut right, mut gradient) = (0.0, 0, Vec::with_capacity(logits.len()));
        for (row, (logits, targets)) in logits.chunks_exact(*labels).zip(shares.chunks_exact(*labels)).enumerate() {
            right += usize::from(row % heads == 0 && best(logits) == best(targets));
            let largest = logits.iter().fold(f32::NEG_INFINITY, |largest, v| largest.max(*v));
            let powers: Vec<f32> = logits.iter().map(|v| (v - largest).exp()).collect();
            let (sum, wanted) = (powers.iter().sum::<f32>(), targets.iter().sum::<f32>());
            let log_sum = sum.ln();
            for ((logit, target), power) in logits.iter().zip(targets).zip(&powers) {
                total -= f64::from(target * (logit - largest - log_sum));
                gradient.push((power / sum * wanted - target) / *pictures as f32);
            }
        }
        Self { mean: (total / *pictures as f64) as f32, gradient, right }
    }
}
