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
    ///
    /// # Errors
    /// [`Error::Labels`](crate::Error::Labels) for a sample whose label is none of the classifier's;
    /// [`Error::NotFinite`](crate::Error::NotFinite) for weights so large that a logit overflows.
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
        let [groups_accuracy, _] = bootstrap(&group_truths, &group_best, classifier.groups().len());
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expression::group_labels;
    use crate::face::{PIXELS, SIDE};
    use crate::{Architecture, Checkpoint, Group, Metadata};
    use candle_core::{Device, Tensor};

    /// Sees light on the left as positive, of logit 1 or so, and light on the right as negative, of logit 3 or so.
    fn sides() -> Classifier {
        let architecture = r#"{"name":"sides","blocks":[{"channels":1,"kernel":1,"padding":0,"pool":4}],"dense":[]}"#;
        let architecture: Architecture = serde_json::from_str(architecture).unwrap();
        let side = SIDE / 4;
        // 72 of the 144 values of the pooled map are light: nearly 1 each.
        let of = |logit: f32, light_left: bool| {
            (0..side * side).map(move |i| if (i % side < side / 2) == light_left { logit / 72.0 } else { 0.0 })
        };
        let weight: Vec<f32> = of(1.0, true).chain(of(3.0, false)).chain(of(0.0, true)).collect();
        let tensor = |values: Vec<f32>, shape: &[usize]| Tensor::from_vec(values, shape, &Device::Cpu).unwrap();
        let tensors = BTreeMap::from([
            ("conv1.weight".to_owned(), tensor(vec![1.0], &[1, 1, 1, 1])),
            ("conv1.bias".to_owned(), tensor(vec![0.0], &[1])),
            ("dense1.weight".to_owned(), tensor(weight, &[3, side * side])),
            ("dense1.bias".to_owned(), tensor(vec![0.0; 3], &[3])),
        ]);
        let metadata = Metadata::new("sides", architecture, group_labels());
        Classifier::new(&Checkpoint::new(metadata, tensors).unwrap()).unwrap()
    }

    fn face(light_left: bool) -> Face {
        let light = |i: usize| (i % SIDE < SIDE / 2) == light_left;
        Face::new(&(0..PIXELS).map(|i| if light(i) { 200 } else { 0 }).collect::<Vec<_>>()).unwrap()
    }

    fn sample(light_left: bool, group: Group) -> Sample {
        Sample { face: face(light_left), label: group as usize, split: Split::PublicTest, row: 0 }
    }

    fn report(training: Option<&[Sample]>) -> Report {
        let samples = [
            sample(true, Group::Positive),
            sample(false, Group::Negative),
            sample(false, Group::Negative),
            sample(false, Group::Positive),
        ];
        let disturbed = [("all-left", vec![face(true); 4]), ("all-right", vec![face(false); 4])];
        Report::new(&sides(), 1234, Split::PublicTest, &samples, None, training, &disturbed).unwrap()
    }

    #[test]
    fn the_mirrored_accuracy_is_of_each_picture_with_its_mirror_image() {
        let report = report(None);
        assert_eq!(report.evaluation.accuracy, 0.75);
        // With its mirror image, which is surer, the first picture becomes negative too.
        assert_eq!(report.mirrored_accuracy, 0.5);
    }

    #[test]
    fn pictures_that_were_trained_on_are_left_out_pixel_by_pixel() {
        assert_eq!(report(None).without_duplicates, None);
        let none = report(Some(&[])).without_duplicates.unwrap();
        assert_eq!(none, Accuracy { n: 4, accuracy: 0.75 });
        let right = report(Some(&[sample(false, Group::Neutral)])).without_duplicates.unwrap();
        assert_eq!(right, Accuracy { n: 1, accuracy: 1.0 });
        let left = report(Some(&[sample(true, Group::Neutral)])).without_duplicates.unwrap();
        assert_eq!((left.n, (left.accuracy * 3.0).round()), (3, 2.0));
    }

    #[test]
    fn disturbed_pictures_are_compared_with_the_same_labels() {
        let report = report(None);
        assert_eq!(report.disturbed, BTreeMap::from([("all-left".into(), 0.5), ("all-right".into(), 0.5)]));
    }

    #[test]
    fn a_report_says_what_was_measured() {
        let report = report(None);
        assert_eq!((report.model.as_str(), report.split.as_str(), report.bytes), ("sides", "PublicTest", 1234));
        assert_eq!((report.parameters, report.command.clone(), report.votes.is_none()), (2 + 3 * 145, None, true));
        assert!((report.mflop - 2.0 * (48.0 * 48.0 + 3.0 * 144.0) / 1e6).abs() < 1e-9, "{}", report.mflop);
        // The labels are the groups.
        assert!(report.groups.is_none());
        assert_eq!(report.on_groups(), &report.evaluation);
        for [low, high] in [report.intervals.accuracy, report.intervals.groups_accuracy] {
            assert!(low < 0.75 && high >= 0.75, "{low} to {high}");
        }
    }
}
