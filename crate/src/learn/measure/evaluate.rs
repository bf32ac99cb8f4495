//! Evaluation: how often, and where, a classifier agrees with the labels people gave.

use crate::classifier::best;
use crate::expression::{LabelGroup, groups_of};
use crate::metadata::Unsure;
use crate::unsure::{risk_coverage, unsure};
use crate::{Classifier, Error, Face, Prediction, Result, dataset::Sample};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Figures of one classifier on one set of pictures. Fractions, 0 to 1.
///
/// ```
/// use mimique::Evaluation;
/// // Of three pictures the second is read wrongly.
/// let probabilities = [vec![0.9, 0.1], vec![0.6, 0.4], vec![0.2, 0.8]];
/// let evaluation = Evaluation::new(vec!["ring".into(), "cross".into()], &probabilities, &[0, 1, 1]);
/// assert_eq!(evaluation.confusion, [[1, 0], [1, 1]]);
/// assert_eq!(evaluation.per_class["cross"].recall, 0.5);
/// ```
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
    /// The bins of the calibration error, least sure first, empty ones left out.
    pub reliability: Vec<Bin>,
    /// What is answered and how much of it is right, by the probability below which nothing is answered.
    #[serde(default)]
    pub risk_coverage: Vec<Unsure>,
    /// The threshold of the answer "unsure", which halves the share of wrong answers.
    #[serde(default)]
    pub unsure: Option<Unsure>,
}

/// Pictures whose most probable label got about the same probability.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bin {
    /// Pictures.
    pub n: usize,
    /// Their mean probability of the most probable label.
    pub confidence: f64,
    /// Share of them whose most probable label is the true one.
    pub accuracy: f64,
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
pub const BINS: usize = 15;

impl Evaluation {
    /// Compares probabilities with true labels (indices into `labels`), picture by picture.
    pub fn new(labels: Vec<String>, probabilities: &[Vec<f32>], truths: &[usize]) -> Self {
        let (n, k) = (truths.len(), labels.len());
        let mut confusion = vec![vec![0usize; k]; k];
        let mut loss = 0.0;
        for (probabilities, &truth) in probabilities.iter().zip(truths) {
            let predicted = best(probabilities);
            confusion[truth][predicted] += 1;
            loss -= f64::from(probabilities[truth].max(1e-12)).ln();
        }
        let sure = |(probabilities, truth): (&Vec<f32>, &usize)| {
            let predicted = best(probabilities);
            (f64::from(probabilities[predicted]), predicted == *truth)
        };
        let answers: Vec<(f64, bool)> = probabilities.iter().zip(truths).map(sure).collect();
        let (reliability, ece) = bins_of(answers.iter().map(|&(sure, right)| (sure, f64::from(u8::from(right)))));
        let per_class: BTreeMap<String, ClassFigures> =
            labels.iter().enumerate().map(|(i, label)| (label.clone(), class(&confusion, i))).collect();
        let right: usize = (0..k).map(|i| confusion[i][i]).sum();
        Self {
            n,
            accuracy: ratio(right as f64, n as f64),
            macro_f1: ratio(per_class.values().map(|c| c.f1).sum(), k as f64),
            ece,
            loss: ratio(loss, n as f64),
            labels,
            confusion,
            per_class,
            reliability,
            risk_coverage: risk_coverage(&answers),
            unsure: unsure(&answers),
        }
    }
}

/// Pairs of a probability and of what became of it, in bins by probability, and the expected calibration error.
pub(crate) fn bins_of(pairs: impl IntoIterator<Item = (f64, f64)>) -> (Vec<Bin>, f64) {
    let mut bins = [(0usize, 0f64, 0f64); BINS];
    for (confidence, right) in pairs {
        let bin = &mut bins[((confidence * BINS as f64) as usize).min(BINS - 1)];
        *bin = (bin.0 + 1, bin.1 + confidence, bin.2 + right);
    }
    let n: usize = bins.iter().map(|bin| bin.0).sum();
    let ece = ratio(bins.iter().map(|(_, confidence, right)| (confidence - right).abs()).sum(), n as f64);
    let bin = |&(n, sum, right): &(usize, f64, f64)| Bin { n, confidence: sum / n as f64, accuracy: right / n as f64 };
    (bins.iter().filter(|bin| bin.0 > 0).map(bin).collect(), ece)
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

/// The true label of a sample, whose data has a checkpoint's labels (see [`Dataset::labelled`](crate::Dataset::labelled)).
///
/// # Errors
/// [`Error::Labels`] for an index that is none of theirs.
pub fn truth(sample: &Sample, labels: &[String]) -> Result<usize> {
    if sample.label < labels.len() {
        return Ok(sample.label);
    }
    let reason = format!("expected samples of {} labels, got the label {}", labels.len(), sample.label);
    Err(Error::Labels { reason })
}

/// Predictions for all faces, in order, a batch at a time.
///
/// # Errors
/// [`Error::NotFinite`] for weights so large that a logit overflows.
pub fn predict(classifier: &Classifier, faces: &[Face]) -> Result<Vec<Prediction>> {
    let mut predictions = Vec::with_capacity(faces.len());
    for batch in faces.chunks(128) {
        predictions.extend(classifier.classify_all(batch)?);
    }
    Ok(predictions)
}

/// Evaluates predictions on their samples; `group` sums the probabilities of the seven expressions into the groups; other
/// labels stand alone.
///
/// # Errors
/// [`Error::Labels`] for a sample whose label is none of the classifier's.
pub fn evaluate(
    classifier: &Classifier,
    samples: &[Sample],
    predictions: &[Prediction],
    group: bool,
) -> Result<Evaluation> {
    let labels = &classifier.metadata().labels;
    let truths: Vec<usize> = samples.iter().map(|s| truth(s, labels)).collect::<Result<_>>()?;
    let probabilities = predictions.iter().map(|p| p.label.probabilities.clone());
    if !group {
        return Ok(Evaluation::new(labels.clone(), &probabilities.collect::<Vec<_>>(), &truths));
    }
    let groups = groups_of(labels);
    let sums: Vec<Vec<f32>> = predictions.iter().map(|p| group_sums(&groups, &p.label.probabilities)).collect();
    let truths: Vec<usize> = truths.into_iter().map(|truth| group_of(&groups, truth)).collect();
    Ok(Evaluation::new(groups.into_iter().map(|g| g.label).collect(), &sums, &truths))
}

/// True and most probable group of each picture.
pub(crate) fn groups_of_samples(
    classifier: &Classifier,
    truths: &[usize],
    predictions: &[Prediction],
) -> (Vec<usize>, Vec<usize>) {
    let groups = classifier.groups();
    let pairs = truths.iter().zip(predictions);
    pairs.map(|(&truth, p)| (group_of(&groups, truth), best(&group_sums(&groups, &p.label.probabilities)))).unzip()
}

/// The groups' probabilities or shares, by sums over their labels.
pub(crate) fn group_sums(groups: &[LabelGroup], of_labels: &[f32]) -> Vec<f32> {
    groups.iter().map(|g| g.members.iter().map(|&i| of_labels[i]).sum()).collect()
}

fn group_of(groups: &[LabelGroup], truth: usize) -> usize {
    groups.iter().position(|g| g.members.contains(&truth)).expect("every label has a group")
}

/// 95 % intervals of accuracy and macro F1: the 2.5th and 97.5th percentile over 1000 seeded draws of as many pictures, with
/// replacement (Efron & Tibshirani 1993).
pub(crate) fn bootstrap(truths: &[usize], predicted: &[usize], labels: usize) -> [[f64; 2]; 2] {
    const DRAWS: usize = 1000;
    let mut rng = ChaCha8Rng::seed_from_u64(0);
    let mut figures = [Vec::with_capacity(DRAWS), Vec::with_capacity(DRAWS)];
    for _ in 0..DRAWS {
        let mut confusion = vec![vec![0usize; labels]; labels];
        for _ in 0..truths.len() {
            let i = rng.random_range(0..truths.len());
            confusion[truths[i]][predicted[i]] += 1;
        }
        let right: usize = (0..labels).map(|i| confusion[i][i]).sum();
        figures[0].push(ratio(right as f64, truths.len() as f64));
        figures[1].push(ratio((0..labels).map(|i| class(&confusion, i).f1).sum(), labels as f64));
    }
    figures.map(|mut values| {
        values.sort_by(f64::total_cmp);
        [values[DRAWS * 25 / 1000], values[DRAWS * 975 / 1000 - 1]]
    })
}

/// Between which bounds a share of `n` pictures lies, 95 times of 100 (Wilson 1927): also for few pictures, and near 0 and 1.
pub(crate) fn wilson(share: f64, n: usize) -> [f64; 2] {
    const Z: f64 = 1.96;
    if n == 0 {
        return [0.0, 1.0];
    }
    let n = n as f64;
    let centre = share + Z * Z / (2.0 * n);
    let half = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    // Rounding may lead a little beyond 0 and 1; the sum makes no 0 a negative one, which would be printed with its sign.
    [centre - half, centre + half].map(|bound| (bound / (1.0 + Z * Z / n)).clamp(0.0, 1.0) + 0.0)
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
        assert_eq!(
            e.reliability.iter().map(|b| (b.n, b.accuracy)).collect::<Vec<_>>(),
            [(1, 0.0), (1, 1.0), (1, 1.0), (1, 1.0)][..]
        );
    }

    #[test]
    fn intervals_are_those_of_the_binomial_distribution() {
        // 600 of 1000 right: 0.6 ± 1.96 · √(0.6 · 0.4 / 1000) = 0.6 ± 0.030.
        let truths: Vec<usize> = (0..1000).map(|i| i % 2).collect();
        let predicted: Vec<usize> = truths.iter().enumerate().map(|(i, t)| if i < 600 { *t } else { 1 - t }).collect();
        let [[low, high], macro_f1] = bootstrap(&truths, &predicted, 2);
        assert!((low - 0.57).abs() < 0.005 && (high - 0.63).abs() < 0.005, "{low} to {high}");
        assert!(macro_f1[0] < 0.6 && macro_f1[1] > 0.6);
    }

    #[test]
    fn the_interval_of_few_pictures_is_wide_and_stays_between_0_and_1() {
        // As tabulated by Newcombe 1998: 81 of 263, and 0 of 20.
        let [low, high] = wilson(81.0 / 263.0, 263);
        assert!((low - 0.2553).abs() < 1e-4 && (high - 0.3662).abs() < 1e-4, "{low} to {high}");
        let [low, high] = wilson(0.0, 20);
        assert!(low.abs() < 1e-12 && (high - 0.1611).abs() < 1e-4, "{low} to {high}");
        assert_eq!(wilson(0.0, 0), [0.0, 1.0]);
        for n in 1..100 {
            let ([low, _], [_, high]) = (wilson(0.0, n), wilson(1.0, n));
            assert!(low.is_sign_positive() && high <= 1.0, "{low} to {high} of {n}");
        }
    }

    #[test]
    fn a_label_without_pictures_counts_as_zero() {
        let e = Evaluation::new(vec!["a".into(), "b".into()], &[vec![1.0, 0.0]], &[0]);
        assert_eq!(e.per_class["b"].f1, 0.0);
        assert_eq!(Evaluation::new(vec!["a".into()], &[], &[]).accuracy, 0.0);
    }
}
