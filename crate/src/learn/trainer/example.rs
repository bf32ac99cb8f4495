//! What a network learns from.

use crate::classifier::best;
use crate::{Error, Face, Result};

/// A picture and what the network should say of it.
#[derive(Clone, Debug)]
pub struct Example {
    /// The picture.
    pub face: Face,
    /// One probability a label, summing to 1: 1 for the true label, or soft targets.
    pub target: Vec<f32>,
    /// How a crowd voted on the picture, one share a label, for the second head ([`Recipe::votes`](super::Recipe::votes));
    /// `None` where nobody did, and the second head learns nothing of the picture.
    pub votes: Option<Vec<f32>>,
    /// How much the picture counts in the loss: 1 as a rule.
    pub weight: f32,
}

impl Example {
    /// A picture that counts as all others, without votes.
    pub fn new(face: Face, target: Vec<f32>) -> Self {
        Self { face, target, votes: None, weight: 1.0 }
    }
}

/// Lets pictures of rare labels count more: weights of count^−power, with a mean of 1 over the pictures. 0 changes nothing, 1
/// makes all labels count the same.
pub fn balance(examples: &mut [Example], power: f32) {
    let labels = examples.first().map_or(0, |e| e.target.len());
    let mut counts = vec![0usize; labels];
    examples.iter().for_each(|e| counts[best(&e.target)] += 1);
    let weight = |label: usize| (counts[label] as f32).powf(-power);
    let total: f32 = (0..labels).filter(|&l| counts[l] > 0).map(|l| counts[l] as f32 * weight(l)).sum();
    let scale = examples.len() as f32 / total;
    examples.iter_mut().for_each(|e| e.weight = weight(best(&e.target)) * scale);
}

/// What a teacher says of a picture.
#[derive(Clone, Debug)]
pub struct SoftTarget {
    /// One probability a label, summing to 1.
    pub label: Vec<f32>,
    /// Shares of a crowd's votes, one a label, summing to 1; `None` from a teacher without that head.
    pub votes: Option<Vec<f32>>,
}

/// Moves each target a share of the way to its picture's soft target, what a teacher says of it (Hinton et al. 2015,
/// <https://arxiv.org/abs/1503.02531>); so too the votes of a picture that has some.
///
/// # Errors
/// [`Error::Training`] unless there is a soft target of as many labels for each example.
pub fn distil(examples: &mut [Example], soft: &[SoftTarget], share: f32) -> Result<()> {
    let fits = |(e, s): (&Example, &SoftTarget)| {
        e.target.len() == s.label.len() && s.votes.as_ref().is_none_or(|votes| e.target.len() == votes.len())
    };
    if examples.len() != soft.len() || !examples.iter().zip(soft).all(fits) {
        let reason = format!("expected a soft target for each of {} examples, got {}", examples.len(), soft.len());
        return Err(Error::Training { reason });
    }
    let moved = |target: &mut [f32], soft: &[f32]| {
        target.iter_mut().zip(soft).for_each(|(target, soft)| *target += share * (soft - *target));
    };
    for (example, soft) in examples.iter_mut().zip(soft) {
        moved(&mut example.target, &soft.label);
        if let (Some(votes), Some(soft)) = (&mut example.votes, &soft.votes) {
            moved(votes, soft);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::face::PIXELS;

    fn example(label: usize) -> Example {
        let mut target = vec![0.0; 2];
        target[label] = 1.0;
        Example::new(Face::new(&[0; PIXELS]).unwrap(), target)
    }

    #[test]
    fn rare_labels_count_more_and_the_mean_stays_one() {
        let mut examples = [0, 0, 0, 1].map(example);
        balance(&mut examples, 1.0);
        assert!((examples[3].weight - 2.0).abs() < 1e-6 && (examples[0].weight - 2.0 / 3.0).abs() < 1e-6);
        balance(&mut examples, 0.5);
        assert!((examples.iter().map(|e| e.weight).sum::<f32>() - 4.0).abs() < 1e-5);
        assert!((examples[3].weight / examples[0].weight - 3f32.sqrt()).abs() < 1e-5);
        balance(&mut examples, 0.0);
        assert!(examples.iter().all(|e| (e.weight - 1.0).abs() < 1e-6));
    }

    #[test]
    fn targets_move_to_the_teachers() {
        let mut examples = [example(0), Example { votes: Some(vec![0.9, 0.1]), ..example(0) }];
        let soft = SoftTarget { label: vec![0.2, 0.8], votes: Some(vec![0.5, 0.5]) };
        distil(&mut examples, &[soft.clone(), soft], 0.5).unwrap();
        assert!((examples[0].target[0] - 0.6).abs() < 1e-6 && (examples[0].target[1] - 0.4).abs() < 1e-6);
        assert_eq!(examples[0].votes, None);
        let votes = examples[1].votes.as_ref().unwrap();
        assert!((votes[0] - 0.7).abs() < 1e-6 && (votes[1] - 0.3).abs() < 1e-6, "{votes:?}");
        assert!(distil(&mut examples, &[], 0.5).is_err());
    }
}
