//! Evaluation: how often, and where, a classifier agrees with the labels people gave.

use crate::classifier::best;
use crate::expression::{expression_labels, group_labels, groups_of};
use crate::{Classifier, Error, Face, Prediction, Result, dataset::Sample};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Figures of one classifier on one set of pictures. Fractions, 0 to 1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evaluation {
    /// Pictures.
    pub n: usize,
    /// Share of pictures whose most probable label is the true one.
    pub accuracy: f64,
    /// Mean F1 over the labels, each counting the same however rare.
    pub macro_f1: f64,
    /// Expected calibration error: mean distance between probability and accuracy of the most probable label, over 15
    /// equal-width bins.
    pub ece: f64,
    /// Mean cross-entropy of the calibrated probabilities, in nats.
    pub loss: f64,
    /// The labels, in the order of `confusion`.
    pub labels: Vec<String>,
    /// Pictures by true label (row) and predicted label (column).
    pub confusion: Vec<Vec<usize>>,
    /// Figures of each label, by label.
    pub per_class: BTreeMap<String, ClassFigures>,
}

/// Figures of one label. 0 where there is nothing to divide by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClassFigures {
    /// Share of the pictures given this label whose true label it is.
    pub precision: f64,
    /// Share of the pictures of this true label that were given it.
    pub recall: f64,
    /// Harmonic mean of precision and recall.
    pub f1: f64,
    /// Pictures of this true label.
    pub support: usize,
}

/// Bins of the expected calibration error.
const BINS: usize = 15;

impl Evaluation {
    /// Compares probabilities with true labels (indices into `labels`), picture by picture.
    pub fn new(labels: Vec<String>, probabilities: &[Vec<f32>], truths: &[usize]) -> Self {
        let (n, k) = (truths.len(), labels.len());
        let mut confusion = vec![vec![0usize; k]; k];
        let mut bins = [(0usize, 0f64, 0f64); BINS];
        let mut loss = 0.0;
        for (probabilities, &truth) in probabilities.iter().zip(truths) {
            let predicted = best(probabilities);
            confusion[truth][predicted] += 1;
            loss -= f64::from(probabilities[truth].max(1e-12)).ln();
            let confidence = f64::from(probabilities[predicted]);
            let bin = &mut bins[((confidence * BINS as f64) as usize).min(BINS - 1)];
            *bin = (bin.0 + 1, bin.1 + confidence, bin.2 + f64::from(u8::from(predicted == truth)));
        }
        let per_class: BTreeMap<String, ClassFigures> =
            labels.iter().enumerate().map(|(i, label)| (label.clone(), class(&confusion, i))).collect();
        let right: usize = (0..k).map(|i| confusion[i][i]).sum();
        Self {
            n,
            accuracy: ratio(right as f64, n as f64),
            macro_f1: ratio(per_class.values().map(|c| c.f1).sum(), k as f64),
            ece: ratio(bins.iter().map(|(_, confidence, right)| (confidence - right).abs()).sum(), n as f64),
            loss: ratio(loss, n as f64),
            labels,
            confusion,
            per_class,
        }
    }
}

fn ratio(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

fn class(confusion: &[Vec<usize>], i: usize) -> ClassFigures {
    let right = confusion[i][i] as f64;
    let support: usize = confusion[i].iter().sum();
    let given: usize = confusion.iter().map(|row| row[i]).sum();
    let (precision, recall) = (ratio(right, given as f64), ratio(right, support as f64));
    let f1 = ratio(2.0 * precision * recall, precision + recall);
    ClassFigures { precision, recall, f1, support }
}

/// The true label of a sample as an index into a checkpoint's labels: one of the seven expressions, or of the three
/// groups. An error for other labels.
pub fn truth(sample: &Sample, labels: &[String]) -> Result<usize> {
    match labels {
        _ if labels == expression_labels() => Ok(sample.expression as usize),
        _ if labels == group_labels() => Ok(sample.expression.group() as usize),
        _ => {
            let reason =
                format!("expected the seven expressions or the three groups, got {labels:?}: FER2013 has no others");
            Err(Error::Labels { reason })
        }
    }
}

/// Predictions for all faces, in order, a batch at a time.
pub fn predict(classifier: &Classifier, faces: &[Face]) -> Result<Vec<Prediction>> {
    let mut predictions = Vec::with_capacity(faces.len());
    for batch in faces.chunks(128) {
        predictions.extend(classifier.classify_all(batch)?);
    }
    Ok(predictions)
}

/// Evaluates predictions on their samples; `group` sums the probabilities of the seven expressions into the groups.
pub fn evaluate(
    classifier: &Classifier,
    samples: &[Sample],
    predictions: &[Prediction],
    group: bool,
) -> Result<Evaluation> {
    let labels = &classifier.metadata().labels;
    let truths: Vec<usize> = samples.iter().map(|s| truth(s, labels)).collect::<Result<_>>()?;
    let probabilities = predictions.iter().map(|p| p.probabilities.clone());
    if !group {
        return Ok(Evaluation::new(labels.clone(), &probabilities.collect::<Vec<_>>(), &truths));
    }
    let groups = groups_of(labels);
    let sums: Vec<Vec<f32>> =
        probabilities.map(|p| groups.iter().map(|g| g.members.iter().map(|&i| p[i]).sum()).collect()).collect();
    let group_of =
        |truth: usize| groups.iter().position(|g| g.members.contains(&truth)).expect("every label has a group");
    let truths: Vec<usize> = truths.into_iter().map(group_of).collect();
    Ok(Evaluation::new(groups.into_iter().map(|g| g.label).collect(), &sums, &truths))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_of_a_known_confusion() {
        // True a, a, b, b; predicted a, b, b, b.
        let probabilities = [[0.9, 0.1], [0.4, 0.6], [0.2, 0.8], [0.3, 0.7]].map(|p| p.to_vec());
        let e = Evaluation::new(vec!["a".into(), "b".into()], &probabilities, &[0, 0, 1, 1]);
        assert_eq!(e.confusion, [[1, 1], [0, 2]]);
        assert_eq!(e.accuracy, 0.75);
        assert_eq!((e.per_class["a"].precision, e.per_class["a"].recall), (1.0, 0.5));
        assert!((e.per_class["b"].f1 - 0.8).abs() < 1e-12);
        assert!((e.macro_f1 - (2.0 / 3.0 + 0.8) / 2.0).abs() < 1e-12);
        // Bins hold .9 (right), .6 (wrong), .8 (right), .7 (right): distances .1, .6, .2, .3.
        assert!((e.ece - 1.2 / 4.0).abs() < 1e-6, "{}", e.ece);
    }

    #[test]
    fn a_label_without_pictures_counts_as_zero() {
        let e = Evaluation::new(vec!["a".into(), "b".into()], &[vec![1.0, 0.0]], &[0]);
        assert_eq!(e.per_class["b"].f1, 0.0);
        assert_eq!(Evaluation::new(vec!["a".into()], &[], &[]).accuracy, 0.0);
    }
}
