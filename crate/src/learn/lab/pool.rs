//! The pictures of a lab, for training and for validation.

use crate::dataset::{Dataset, Fault, Split};
use crate::expression::expression_labels;
use crate::synth::{Difficulty, Synth};
use crate::{Error, Expression, Face, Result};
use serde::Deserialize;

/// A face and the index of its label.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// The picture.
    pub face: Face,
    /// Index into the pool's labels.
    pub label: usize,
}

/// What a picture is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Part {
    /// The network learns from it.
    Training,
    /// The network is asked about it, and never learns from it.
    Validation,
}

/// Which faces are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Drawing {
    /// From 0 to 1: see [`Difficulty`].
    pub pose: f32,
    /// From 0 to 1: see [`Difficulty`].
    pub ambiguity: f32,
    /// What every random choice comes from.
    pub seed: u32,
    /// Training pictures of each expression.
    pub training: usize,
    /// Validation pictures of each expression.
    pub validation: usize,
}

/// Pictures with labels.
#[derive(Clone, Debug)]
pub struct Pool {
    labels: Vec<String>,
    training: Vec<Picture>,
    validation: Vec<Picture>,
    name: String,
    licence: &'static str,
    rows: usize,
}

/// The most pictures of one label that are drawn.
const MOST_DRAWN: usize = 5_000;

impl Pool {
    /// Draws faces of the seven expressions, as many of each.
    ///
    /// # Errors
    /// When more are asked for than are drawn, or a knob is not from 0 to 1.
    pub fn drawn(drawing: &Drawing) -> Result<Self> {
        let Drawing { pose, ambiguity, seed, training, validation } = *drawing;
        if training.max(validation) > MOST_DRAWN {
            let got = training.max(validation);
            return Err(Error::Data {
                reason: format!("expected at most {MOST_DRAWN} drawn faces a label, got {got}"),
            });
        }
        let synth = Synth::new(Difficulty { pose, ambiguity, label_noise: 0.0 }, u64::from(seed))?;
        // Validation pictures have indices of their own, so that other counts leave both as they are.
        let draw = |count: usize, from: u64| {
            let indices = (0..7 * count as u64).map(|i| (i as usize % 7, from + i));
            indices
                .map(|(label, index)| Picture { face: synth.face(Expression::ALL[label], index), label })
                .collect::<Vec<_>>()
        };
        Ok(Self {
            labels: expression_labels(),
            training: draw(training, 0),
            validation: draw(validation, 1 << 32),
            name: format!("drawn faces (pose {pose}, ambiguity {ambiguity}, seed {seed})"),
            licence: "weights trained on drawn faces, which show nobody: no rights of others",
            rows: 0,
        })
    }

    /// A pool without pictures, for a file that is read piece by piece.
    pub fn of_file(name: &str) -> Self {
        Self {
            labels: expression_labels(),
            training: Vec::new(),
            validation: Vec::new(),
            name: name.to_owned(),
            licence: "weights trained on pictures that a visitor opened: their licence counts",
            rows: 0,
        }
    }

    /// Adds the rows of a piece of Kaggle's fer2013.csv, which begins with the header. Gives the lines that are no samples, as
    /// counted in the whole file, each with the reason. Of the test split nothing is kept.
    ///
    /// # Errors
    /// When the first piece has no header with the columns, or there are too many rows.
    pub fn read_csv(&mut self, piece: &[u8]) -> Result<Vec<(u64, String)>> {
        let dataset = Dataset::from_csv(piece)?;
        let (before, rows) = (self.rows as u64, dataset.rows());
        for sample in dataset.samples {
            let picture = Picture { face: sample.face, label: sample.label };
            match sample.split {
                Split::Training => self.training.push(picture),
                Split::PublicTest => self.validation.push(picture),
                Split::PrivateTest => {}
            }
        }
        self.rows += rows;
        let line = |place: &str| place.trim_start_matches("line ").parse::<u64>().unwrap_or_default() + before;
        Ok(dataset.faults.into_iter().map(|Fault { place, reason }| (line(&place), reason)).collect())
    }

    /// The labels, in the order of a picture's index.
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// The pictures of a part.
    pub fn pictures(&self, part: Part) -> &[Picture] {
        match part {
            Part::Training => &self.training,
            Part::Validation => &self.validation,
        }
    }

    /// How many pictures each label has in a part.
    pub fn counts(&self, part: Part) -> Vec<usize> {
        let mut counts = vec![0; self.labels.len()];
        self.pictures(part).iter().for_each(|picture| counts[picture.label] += 1);
        counts
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn licence(&self) -> &'static str {
        self.licence
    }

    pub(super) fn note(&self) -> String {
        let counts = |part| self.counts(part).iter().map(usize::to_string).collect::<Vec<_>>().join(", ");
        format!(
            "pictures of each label for training {}, for validation {}",
            counts(Part::Training),
            counts(Part::Validation)
        )
    }
}
