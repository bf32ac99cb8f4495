//! What a network learns from.

use crate::classifier::best;
use crate::{Error, Face, Result};

/// A picture and what the network should say of it.
///
/// ```
/// use mimique::{Example, Face};
/// # fn main() -> mimique::Result<()> {
/// let face = Face::new(&[128; 48 * 48])?;
/// // The second of three labels.
/// let sure = Example::of_label(face.clone(), 1, 3)?;
/// assert_eq!(sure.target(), [0.0, 1.0, 0.0]);
/// // What a crowd thinks.
/// let torn = Example::new(face, vec![0.1, 0.5, 0.4])?;
/// assert_eq!(torn.weight(), 1.0);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Example {
    pub(super) face: Face,
    pub(super) target: Vec<f32>,
    pub(super) votes: Option<Vec<f32>>,
    pub(super) weight: f32,
}

impl Example {
    /// A picture that counts as all others, without votes, and one probability a label, which sum to 1.
    ///
    /// # Errors
    /// [`Error::Training`] when they are not probabilities or do not sum to 1.
    pub fn new(face: Face, target: Vec<f32>) -> Result<Self> {
        Ok(Self { face, target: shares("target", target)?, votes: None, weight: 1.0 })
    }

    /// A picture of one of so many labels.
    ///
    /// # Errors
    /// [`Error::Training`] for a label that there is not.
    pub fn of_label(face: Face, label: usize, labels: usize) -> Result<Self> {
        if label >= labels {
            return Err(Error::Training { reason: format!("expected a label below {labels}, got {label}") });
        }
        Self::new(face, (0..labels).map(|i| f32::from(u8::from(i == label))).collect())
    }

    /// With how a crowd voted on the picture, one share a label, for the second head
    /// ([`Recipe::with_votes`](super::Recipe::with_votes)); `None` where nobody did, and the second head learns nothing of it.
    ///
    /// # Errors
    /// [`Error::Training`] unless there is a share of each label and they sum to 1.
    pub fn with_votes(self, votes: Option<Vec<f32>>) -> Result<Self> {
        let votes = votes.map(|votes| shares("votes", votes)).transpose()?;
        if let Some(got) = votes.as_ref().map(Vec::len).filter(|got| *got != self.target.len()) {
            let reason = format!("expected votes for {} labels, got {got}", self.target.len());
            return Err(Error::Training { reason });
        }
        Ok(Self { votes, ..self })
    }

    /// The picture.
    pub fn face(&self) -> &Face {
        &self.face
    }

    /// One probability a label, summing to 1: 1 for the true label, or soft targets.
    pub fn target(&self) -> &[f32] {
        &self.target
    }

    /// How a crowd voted, one share a label, summing to 1.
    pub fn votes(&self) -> Option<&[f32]> {
        self.votes.as_deref()
    }

    /// How much the picture counts in the loss: 1 as a rule ([`balance`]).
    pub fn weight(&self) -> f32 {
        self.weight
    }
}

/// Shares of each label, which sum to 1 but for rounding.
fn shares(name: &str, values: Vec<f32>) -> Result<Vec<f32>> {
    let sum: f32 = values.iter().sum();
    if values.iter().all(|share| (0.0..=1.0).contains(share)) && (sum - 1.0).abs() < 1e-3 {
        return Ok(values);
    }
    let reason = format!("expected {name} of one share from 0 to 1 a label, together 1; got shares that sum to {sum}");
    Err(Error::Training { reason })
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
    label: Vec<f32>,
    votes: Option<Vec<f32>>,
}

impl SoftTarget {
    /// One probability a label, and shares of a crowd's votes, or `None` from a teacher without that head; each sums to 1.
    ///
    /// # Errors
    /// [`Error::Training`] when they are not shares, do not sum to 1, or are of different numbers of labels.
    pub fn new(label: Vec<f32>, votes: Option<Vec<f32>>) -> Result<Self> {
        let (label, votes) = (shares("a target", label)?, votes.map(|votes| shares("votes", votes)).transpose()?);
        if votes.as_ref().is_some_and(|votes| votes.len() != label.len()) {
            return Err(Error::Training { reason: format!("expected votes for {} labels as well", label.len()) });
        }
        Ok(Self { label, votes })
    }

    /// One probability a label.
    pub fn label(&self) -> &[f32] {
        &self.label
    }

    /// Shares of a crowd's votes, one per label.
    pub fn votes(&self) -> Option<&[f32]> {
        self.votes.as_deref()
    }
}

/// Moves each target a share of the way to its picture's soft target, what a teacher says of it (Hinton et al. 2015,
/// <https://arxiv.org/abs/1503.02531>); so too the votes of a picture that has some.
///
/// # Errors
/// [`Error::Training`] unless there is a soft target of as many labels for each example.
pub fn distil(examples: &mut [Example], soft: &[SoftTarget], share: f32) -> Result<()> {
    let fits = |(e, s): (&Example, &SoftTarget)| e.target.len() == s.label.len();
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
        Example::of_label(Face::new(&[0; PIXELS]).unwrap(), label, 2).unwrap()
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
        let soft = SoftTarget::new(vec![0.2, 0.8], Some(vec![0.5, 0.5])).unwrap();
        distil(&mut examples, &[soft.clone(), soft], 0.5).unwrap();
        assert!((examples[0].target[0] - 0.6).abs() < 1e-6 && (examples[0].target[1] - 0.4).abs() < 1e-6);
        assert_eq!(examples[0].votes, None);
        let votes = examples[1].votes.as_ref().unwrap();
        assert!((votes[0] - 0.7).abs() < 1e-6 && (votes[1] - 0.3).abs() < 1e-6, "{votes:?}");
        assert!(distil(&mut examples, &[], 0.5).is_err());
    }

    #[test]
    fn what_are_not_shares_of_the_labels_is_refused() {
        let face = || Face::new(&[0; PIXELS]).unwrap();
        for bad in [vec![], vec![0.5, 0.4], vec![1.5, -0.5], vec![f32::NAN, 1.0]] {
            assert!(Example::new(face(), bad.clone()).is_err(), "{bad:?}");
            assert!(SoftTarget::new(bad.clone(), None).is_err() && SoftTarget::new(vec![1.0], Some(bad)).is_err());
        }
        assert!(Example::of_label(face(), 1, 2).is_ok() && Example::of_label(face(), 2, 2).is_err());
        let example = Example::of_label(face(), 0, 2).unwrap();
        assert!(example.clone().with_votes(Some(vec![1.0])).is_err(), "fewer labels");
        assert_eq!(example.with_votes(Some(vec![0.25, 0.75])).unwrap().votes(), Some(&[0.25, 0.75][..]));
        assert!(SoftTarget::new(vec![0.5, 0.5], Some(vec![1.0])).is_err(), "fewer labels");
    }
}
