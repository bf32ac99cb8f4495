//! Shares: how well a network says how people would vote, against the votes that they gave.

use crate::classifier::best;
use crate::evaluate::{Bin, ClassFigures, Evaluation, bins_of, bootstrap, group_sums};
use crate::expression::groups_of;
use crate::metadata::Unsure;
use crate::report::Intervals;
use crate::votes::majority;
use crate::{Error, Head, Prediction, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Predicted shares against counted ones, on pictures that were voted on. Fractions, 0 to 1.
///
/// `n`, `accuracy`, `macro_f1`, `confusion` and `per_class` are of the pictures with a majority: one label has more votes than
/// any other. The others are of all pictures with a vote for one of the labels.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShareEvaluation {
    /// Pictures with a majority.
    pub n: usize,
    /// Pictures with a vote for one of the labels.
    pub voted: usize,
    /// Share of the pictures with a majority whose largest predicted share is the majority's.
    pub accuracy: f64,
    /// Mean F1 over the labels, each counting the same however rare.
    pub macro_f1: f64,
    /// Expected calibration error: mean distance between the largest predicted share and the share that people gave this
    /// label, over 15 equal-width bins.
    pub ece: f64,
    /// Mean cross-entropy of the counted shares by the predicted ones, in nats. Its floor is the counted shares' entropy.
    pub cross_entropy: f64,
    /// Mean absolute difference between predicted and counted share, over pictures and labels.
    pub share_error: f64,
    /// The labels, in the order of `confusion`.
    pub labels: Vec<String>,
    /// Pictures by the majority's label (row) and the predicted one (column).
    pub confusion: Vec<Vec<usize>>,
    /// Figures of each label, by label.
    pub per_class: BTreeMap<String, ClassFigures>,
    /// The bins of the calibration error, least sure first: `confidence` is the mean of the largest predicted share, `accuracy`
    /// that of the counted share of the same label.
    pub reliability: Vec<Bin>,
    /// What is answered and how much of it is the majority's, by the share below which nothing is answered; of the pictures with
    /// a majority.
    #[serde(default)]
    pub risk_coverage: Vec<Unsure>,
    /// The threshold of the answer "unsure", which halves the share of answers that are not the majority's.
    #[serde(default)]
    pub unsure: Option<Unsure>,
}

/// All that is said of one checkpoint's shares on one split.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VotesReport {
    /// Whose answer it is: of a network without a votes head its label head's, as a yardstick.
    pub head: Head,
    /// The figures on the labels.
    #[serde(flatten)]
    pub evaluation: ShareEvaluation,
    /// The figures on the three groups, by sums of shares; none when the labels are the groups.
    pub groups: Option<ShareEvaluation>,
    /// Between which bounds 95 of 100 sets of as many pictures would put some figures.
    pub intervals: Intervals,
}

impl ShareEvaluation {
    /// Compares predicted with counted shares, picture by picture.
    ///
    /// # Errors
    /// [`Error::Data`] when no picture has a majority.
    pub fn new(labels: Vec<String>, predicted: &[Vec<f32>], counted: &[Vec<f32>]) -> Result<Self> {
        let (truths, of_majority) = with_majority(predicted, counted);
        if truths.is_empty() {
            let reason = format!(
                "expected votes by which one label leads alone, none of {} voted pictures has any: give FER+'s fer2013new.csv",
                counted.len()
            );
            return Err(Error::Data { reason });
        }
        let (voted, pairs) = (counted.len() as f64, || predicted.iter().zip(counted));
        let sum = |of: &dyn Fn(f64, f64) -> f64| -> f64 {
            pairs().flat_map(|(p, c)| p.iter().zip(c)).map(|(p, c)| of(f64::from(*p), f64::from(*c))).sum()
        };
        let cross_entropy = sum(&|p, c| -c * p.max(1e-12).ln()) / voted;
        let share_error = sum(&|p, c| (p - c).abs()) / (voted * labels.len() as f64);
        let (reliability, ece) = bins_of(pairs().map(|(p, c)| (f64::from(p[best(p)]), f64::from(c[best(p)]))));
        let Evaluation { n, accuracy, macro_f1, labels, confusion, per_class, risk_coverage, unsure, .. } =
            Evaluation::new(labels, &of_majority, &truths);
        let voted = counted.len();
        Ok(Self {
            n,
            voted,
            accuracy,
            macro_f1,
            ece,
            cross_entropy,
            share_error,
            labels,
            confusion,
            per_class,
            reliability,
            risk_coverage,
            unsure,
        })
    }
}

impl VotesReport {
    /// Compares predictions with the shares of the votes on the same pictures, `None` where there was no vote.
    ///
    /// # Errors
    /// [`Error::Data`] when no picture has a majority.
    pub fn new(labels: &[String], predictions: &[Prediction], votes: &[Option<Vec<f32>>]) -> Result<Self> {
        let head = if predictions.iter().all(|p| p.votes.is_some()) { Head::Votes } else { Head::Label };
        let voted = predictions.iter().zip(votes).filter_map(|(p, votes)| Some((p.of(head)?, votes.as_ref()?)));
        let (predicted, counted): (Vec<_>, Vec<_>) = voted.map(|(p, v)| (p.probabilities.clone(), v.clone())).unzip();
        let groups = groups_of(labels);
        let sums = |shares: &[Vec<f32>]| -> Vec<Vec<f32>> { shares.iter().map(|s| group_sums(&groups, s)).collect() };
        let (group_predicted, group_counted) = (sums(&predicted), sums(&counted));
        let of_groups = ShareEvaluation::new(
            groups.iter().map(|group| group.label.clone()).collect(),
            &group_predicted,
            &group_counted,
        )?;
        let interval = |predicted: &[Vec<f32>], counted: &[Vec<f32>], labels| {
            let (truths, predicted) = with_majority(predicted, counted);
            bootstrap(&truths, &predicted.iter().map(|p| best(p)).collect::<Vec<_>>(), labels)
        };
        let [accuracy, macro_f1] = interval(&predicted, &counted, labels.len());
        let [groups_accuracy, _] = interval(&group_predicted, &group_counted, groups.len());
        Ok(Self {
            head,
            evaluation: ShareEvaluation::new(labels.to_vec(), &predicted, &counted)?,
            groups: (groups.len() != labels.len()).then_some(of_groups),
            intervals: Intervals { accuracy, macro_f1, groups_accuracy },
        })
    }

    /// The figures on the three groups, whether they are the labels or sums.
    pub fn on_groups(&self) -> &ShareEvaluation {
        self.groups.as_ref().unwrap_or(&self.evaluation)
    }
}

/// Whether each network answer is the majority's, of the pictures that have one: the votes head's, or of a network without it the
/// label head's.
pub fn agreement(predictions: &[Prediction], votes: &[Option<Vec<f32>>]) -> Vec<bool> {
    let pairs = predictions.iter().zip(votes);
    let agrees = |(p, votes): (&Prediction, &Option<Vec<f32>>)| {
        let majority = majority(votes.as_ref()?)?;
        Some(p.of(Head::Votes).unwrap_or(&p.label).best() == majority)
    };
    pairs.filter_map(agrees).collect()
}

/// Majority and predicted shares of the pictures that have a majority.
fn with_majority(predicted: &[Vec<f32>], counted: &[Vec<f32>]) -> (Vec<usize>, Vec<Vec<f32>>) {
    predicted.iter().zip(counted).filter_map(|(p, counted)| Some((majority(counted)?, p.clone()))).unzip()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Answer;
    use crate::expression::expression_labels;

    fn labels() -> Vec<String> {
        vec!["a".into(), "b".into()]
    }

    #[test]
    fn figures_of_known_shares() {
        // Majorities a, b and none; predicted a, a, b.
        let counted = [[0.8, 0.2], [0.4, 0.6], [0.5, 0.5]].map(Vec::from);
        let predicted = [[0.9, 0.1], [0.7, 0.3], [0.2, 0.8]].map(Vec::from);
        let e = ShareEvaluation::new(labels(), &predicted, &counted).unwrap();
        assert_eq!((e.n, e.voted, e.accuracy), (2, 3, 0.5));
        assert_eq!(e.confusion, [[1, 0], [1, 0]]);
        assert!((e.share_error - (0.1 + 0.3 + 0.3) / 3.0).abs() < 1e-6, "{}", e.share_error);
        // Three bins of one picture: .9 for .8, .7 for .4, .8 for .5.
        assert!((e.ece - (0.1 + 0.3 + 0.3) / 3.0).abs() < 1e-6, "{}", e.ece);
        assert_eq!(e.reliability.iter().map(|bin| bin.n).collect::<Vec<_>>(), [1, 1, 1]);
        let entropy = -(0.8 * 0.9f64.ln() + 0.2 * 0.1f64.ln() + 0.4 * 0.7f64.ln() + 0.6 * 0.3f64.ln())
            - 0.5 * (0.2f64.ln() + 0.8f64.ln());
        assert!((e.cross_entropy - entropy / 3.0).abs() < 1e-6, "{}", e.cross_entropy);
    }

    #[test]
    fn groups_are_sums_of_both_sides() {
        // No label leads alone, but the negative ones do together.
        let votes = vec![0.3, 0.0, 0.3, 0.2, 0.0, 0.0, 0.2];
        assert_eq!((majority(&votes), best(&votes)), (None, 0));
        let answer = |probabilities| Answer { logits: Vec::new(), probabilities };
        let prediction = Prediction { label: answer(vec![0.0, 0.3, 0.3, 0.4, 0.0, 0.0, 0.0]), votes: None };
        let mut happy = vec![0.0; 7];
        happy[3] = 1.0;
        let votes = [Some(votes), Some(happy), None];
        let report =
            VotesReport::new(&expression_labels(), &[prediction.clone(), prediction.clone(), prediction], &votes);
        let report = report.unwrap();
        assert_eq!((report.head, report.evaluation.n, report.evaluation.voted), (Head::Label, 1, 2));
        assert_eq!((report.on_groups().n, report.on_groups().accuracy), (2, 0.5));
    }

    #[test]
    fn a_votes_head_is_preferred_to_the_label_head() {
        let answer = |shares: [f32; 2]| Answer { logits: Vec::new(), probabilities: shares.to_vec() };
        let prediction = Prediction { label: answer([1.0, 0.0]), votes: Some(answer([0.0, 1.0])) };
        let report = VotesReport::new(&labels(), &[prediction], &[Some(vec![0.2, 0.8])]).unwrap();
        assert_eq!((report.head, report.evaluation.accuracy), (Head::Votes, 1.0));
    }

    #[test]
    fn agreement_is_that_of_pictures_with_a_majority() {
        let answer = |shares: [f32; 2]| Answer { logits: Vec::new(), probabilities: shares.to_vec() };
        let two = Prediction { label: answer([1.0, 0.0]), votes: Some(answer([0.0, 1.0])) };
        let one = Prediction { label: answer([1.0, 0.0]), votes: None };
        let votes = |shares: [f32; 2]| Some(shares.to_vec());
        let votes = [votes([0.2, 0.8]), votes([0.2, 0.8]), votes([0.5, 0.5]), None];
        assert_eq!(agreement(&[two.clone(), one, two.clone(), two], &votes), [true, false]);
    }

    #[test]
    fn votes_without_a_majority_are_an_error() {
        let error = ShareEvaluation::new(labels(), &[vec![0.5, 0.5]], &[vec![0.5, 0.5]]).unwrap_err().to_string();
        assert!(error.contains("leads alone, none of 1 voted pictures"), "{error}");
    }
}
