//! All that is said of one checkpoint on one split: what the command line writes as JSON, and cards, the ladder and lessons
//! read.

use crate::classifier::best;
use crate::evaluate::{Evaluation, bootstrap, evaluate, groups_of_samples, predict, truth};
use crate::{Classifier, Face, Prediction, Result, Sample, Split, VotesReport};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};

/// Figures of one checkpoint on one split, and how sure they are. Fractions, 0 to 1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The checkpoint's name.
    pub model: String,
    /// How it was trained.
    pub command: Option<String>,
    /// Its learned numbers.
    pub parameters: u64,
    /// Its floating-point operations a face, in millions.
    pub mflop: f64,
    /// Its file's bytes.
    pub bytes: usize,
    /// What it was evaluated on.
    pub split: String,
    /// Its figures on the labels.
    #[serde(flatten)]
    pub evaluation: Evaluation,
    /// Between which bounds 95 of 100 sets of as many pictures would put some figures.
    pub intervals: Intervals,
    /// The figures on how people voted, where votes were given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub votes: Option<VotesReport>,
    /// The figures on the three groups, by summed probabilities; none when the labels are the groups.
    pub groups: Option<Evaluation>,
    /// Of pictures that stand in Training too, pixel by pixel, a network may know the answer: the accuracy without them.
    pub without_duplicates: Option<Accuracy>,
    /// The accuracy when each picture's probabilities are averaged with its mirror image's, at twice the work.
    pub mirrored_accuracy: f64,
    /// The accuracy on disturbed pictures, by disturbance.
    pub disturbed: BTreeMap<String, f64>,
}

/// 95 % intervals by bootstrap: percentiles over 1000 draws of as many pictures, with replacement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Intervals {
    /// Of the accuracy.
    pub accuracy: [f64; 2],
    /// Of the macro F1.
    pub macro_f1: [f64; 2],
    /// Of the accuracy on the three groups.
    pub groups_accuracy: [f64; 2],
}

/// An accuracy and what it was measured on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Accuracy {
    /// Pictures.
    pub n: usize,
    /// Share of them whose most probable label is the true one.
    pub accuracy: f64,
}

/// A disturbance's name, and the disturbed pictures.
pub type Disturbed = (&'static str, Vec<Face>);

impl Report {
    /// Evaluates a checkpoint of `bytes` bytes on `samples`, all of `split`, on how people voted on them (a share a label, `None`
    /// where nobody did), and on the same pictures disturbed. `training`, where it is at hand, is what duplicates are looked for
    /// in.
    pub fn new(
        classifier: &Classifier,
        bytes: usize,
        split: Split,
        samples: &[Sample],
        votes: Option<&[Option<Vec<f32>>]>,
        training: Option<&[Sample]>,
        disturbed: &[Disturbed],
    ) -> Result<Self> {
        let metadata = classifier.metadata();
        let labels = metadata.labels.len();
        let truths = samples.iter().map(|s| truth(s, &metadata.labels)).collect::<Result<Vec<_>>>()?;
        let right = |predictions: &[Prediction]| -> Vec<bool> {
            predictions.iter().zip(&truths).map(|(p, truth)| p.label.best() == *truth).collect()
        };
        let faces: Vec<Face> = samples.iter().map(|s| s.face.clone()).collect();
        let predictions = predict(classifier, &faces)?;
        let mirrored = predict(classifier, &faces.iter().map(Face::mirrored).collect::<Vec<_>>())?;
        let best_of_both = |(a, b): (&Prediction, &Prediction)| {
            let pairs = a.label.probabilities.iter().zip(&b.label.probabilities);
            best(&pairs.map(|(a, b)| a + b).collect::<Vec<_>>())
        };
        let both = predictions.iter().zip(&mirrored).map(best_of_both);
        let right_of_both: Vec<bool> = both.zip(&truths).map(|(best, truth)| best == *truth).collect();

        let best: Vec<usize> = predictions.iter().map(|p| p.label.best()).collect();
        let [accuracy, macro_f1] = bootstrap(&truths, &best, labels);
        let (group_truths, group_best) = groups_of_samples(classifier, &truths, &predictions);
        let [groups_accuracy, _] = bootstrap(&group_truths, &group_best, 3);
        let evaluation = evaluate(classifier, samples, &predictions, false)?;
        let groups = evaluate(classifier, samples, &predictions, true)?;

        let known: Option<HashSet<&[u8; crate::face::PIXELS]>> =
            training.map(|samples| samples.iter().map(|s| s.face.pixels()).collect());
        let without_duplicates = known.map(|known| {
            let new: Vec<bool> = right(&predictions)
                .into_iter()
                .zip(&faces)
                .filter(|(_, f)| !known.contains(f.pixels()))
                .map(|p| p.0)
                .collect();
            Accuracy { n: new.len(), accuracy: share(&new) }
        });
        let of = |(name, faces): &Disturbed| Ok(((*name).to_owned(), share(&right(&predict(classifier, faces)?))));
        Ok(Self {
            model: metadata.name.clone(),
            command: metadata.training.as_ref().map(|training| training.command.clone()),
            parameters: metadata.architecture.parameters(metadata.outputs()),
            mflop: metadata.architecture.mflop(metadata.outputs()),
            bytes,
            split: split.to_string(),
            votes: votes.map(|votes| VotesReport::new(&metadata.labels, &predictions, votes)).transpose()?,
            groups: (groups.labels != evaluation.labels).then_some(groups),
            evaluation,
            intervals: Intervals { accuracy, macro_f1, groups_accuracy },
            without_duplicates,
            mirrored_accuracy: share(&right_of_both),
            disturbed: disturbed.iter().map(of).collect::<Result<_>>()?,
        })
    }

    /// The figures on the three groups, whether they are the labels or sums.
    pub fn on_groups(&self) -> &Evaluation {
        self.groups.as_ref().unwrap_or(&self.evaluation)
    }
}

fn share(right: &[bool]) -> f64 {
    right.iter().filter(|right| **right).count() as f64 / right.len().max(1) as f64
}
