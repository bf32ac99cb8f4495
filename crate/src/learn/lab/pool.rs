//! The pictures of a lab, for training and for validation.

use crate::expression::{expression_labels, group_labels};
use crate::face::PIXELS;
use crate::synth::{Difficulty, Synth};
use crate::{Error, Expression, Face, Group, Result};
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
    /// The network is asked about it while settings are chosen, and never learns from it.
    Validation,
    /// Nothing is chosen by it: it is asked once, at the end.
    Test,
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
    /// Test pictures of each expression.
    #[serde(default)]
    pub test: usize,
    /// Whether pictures go by their group, positive, negative or neutral, instead of by their expression.
    #[serde(default)]
    pub groups: bool,
}

/// Pictures with labels.
#[derive(Clone, Debug)]
pub struct Pool {
    labels: Vec<String>,
    training: Vec<Picture>,
    validation: Vec<Picture>,
    test: Vec<Picture>,
    name: String,
    licence: &'static str,
}

/// The most pictures of one label that are drawn.
const MOST_DRAWN: usize = 5_000;

impl Pool {
    /// Draws faces of the seven expressions, as many of each.
    ///
    /// # Errors
    /// When more are asked for than are drawn, or a knob is not from 0 to 1.
    pub fn drawn(drawing: &Drawing) -> Result<Self> {
        let Drawing { pose, ambiguity, seed, training, validation, test, groups } = *drawing;
        let most = training.max(validation).max(test);
        if most > MOST_DRAWN {
            let reason = format!("expected at most {MOST_DRAWN} drawn faces a label, got {most}");
            return Err(Error::Data { reason });
        }
        let synth = Synth::new(Difficulty { pose, ambiguity, label_noise: 0.0 }, u64::from(seed))?;
        // Each part has indices of its own, so that other counts leave the others as they are.
        let draw = |count: usize, from: u64| {
            let indices = (0..7 * count as u64).map(|i| (Expression::ALL[i as usize % 7], from + i));
            let label = |expression: Expression| match Group::ALL.iter().position(|g| *g == expression.group()) {
                Some(group) if groups => group,
                _ => expression as usize,
            };
            let picture =
                |(expression, index)| Picture { face: synth.face(expression, index), label: label(expression) };
            indices.map(picture).collect::<Vec<_>>()
        };
        Ok(Self {
            labels: if groups { group_labels() } else { expression_labels() },
            training: draw(training, 0),
            validation: draw(validation, 1 << 32),
            test: draw(test, 2 << 32),
            name: format!("drawn faces (pose {pose}, ambiguity {ambiguity}, seed {seed})"),
            licence: "weights trained on drawn faces, which show nobody: no rights of others",
        })
    }

    /// Pictures that somebody gave: 48 × 48 grey bytes each, its label as an index, and its part, 0 for training, 1 for validation,
    /// 2 for test.
    ///
    /// # Errors
    /// When there are not 2 to 64 labels, the three do not fit each other, or not two labels have a training picture.
    pub fn given(name: &str, labels: Vec<String>, pixels: &[u8], truths: &[u8], parts: &[u8]) -> Result<Self> {
        let bad = |reason: String| Err(Error::Data { reason });
        if !(2..=64).contains(&labels.len()) {
            return bad(format!("expected 2 to 64 labels, got {}: add a label", labels.len()));
        }
        if pixels.len() != PIXELS * truths.len() || parts.len() != truths.len() {
            let got = format!("{} bytes, {} labels and {} parts", pixels.len(), truths.len(), parts.len());
            return bad(format!("expected a label, a part and {PIXELS} bytes of each picture, got {got}"));
        }
        let mut pool = Self {
            labels,
            training: Vec::new(),
            validation: Vec::new(),
            test: Vec::new(),
            name: name.to_owned(),
            licence: "weights trained on pictures that a visitor gave: their licence counts",
        };
        for ((pixels, &label), part) in pixels.chunks_exact(PIXELS).zip(truths).zip(parts) {
            let label = usize::from(label);
            if label >= pool.labels.len() {
                return bad(format!("expected a label below {}, got {label}", pool.labels.len()));
            }
            let picture = Picture { face: Face::new(pixels)?, label };
            match part {
                0 => pool.training.push(picture),
                1 => pool.validation.push(picture),
                2 => pool.test.push(picture),
                other => return bad(format!("expected a part of 0, 1 or 2, got {other}")),
            }
        }
        let learned = pool.counts(Part::Training).iter().filter(|count| **count > 0).count();
        if learned < 2 {
            return bad(format!(
                "expected training pictures of 2 labels or more, got them of {learned}: give another label some"
            ));
        }
        Ok(pool)
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
            Part::Test => &self.test,
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
