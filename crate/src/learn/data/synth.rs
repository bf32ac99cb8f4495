//! Drawn faces: as many labelled pictures as one likes, without a photo of anybody.
//!
//! A face is drawn from action units, the movements by which the Facial Action Coding System describes expressions (Ekman &
//! Friesen 1978). Only additions, products and square roots are used, so that a seed draws the same grey values natively and
//! in the page.

mod drawing;
mod movement;

use super::dataset::{Sample, Split};
use super::strokes::Canvas;
use crate::{Error, Expression, Face, Result};
use drawing::{Looks, disturb, draw, light, placed};
use movement::Movement;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};

/// How hard drawn faces are to tell apart. Every knob is from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Difficulty {
    /// How far faces differ in what no expression is: place, size, roll, build, light, noise. It defeats templates.
    pub pose: f32,
    /// How weak expressions are, and how much of others strays into them. It sets the best accuracy that anybody can reach.
    pub ambiguity: f32,
    /// Share of the training labels that are wrong. Labels of the other splits are right.
    pub label_noise: f32,
}

impl Default for Difficulty {
    /// A linear classifier fails on these, and LeNet-5 does not.
    fn default() -> Self {
        Self { pose: 1.0, ambiguity: 0.3, label_noise: 0.0 }
    }
}

/// A source of drawn faces. Each picture depends on the seed and its index alone.
#[derive(Clone, Debug)]
pub struct Synth {
    difficulty: Difficulty,
    seed: u64,
}

impl Synth {
    /// A source of faces.
    ///
    /// # Errors
    /// When a knob is not from 0 to 1.
    pub fn new(difficulty: Difficulty, seed: u64) -> Result<Self> {
        let Difficulty { pose, ambiguity, label_noise } = difficulty;
        for (name, value) in [("pose", pose), ("ambiguity", ambiguity), ("label noise", label_noise)] {
            if !(0.0..=1.0).contains(&value) {
                return Err(Error::Data { reason: format!("expected a {name} from 0 to 1, got {value}") });
            }
        }
        Ok(Self { difficulty, seed })
    }

    /// The face of an index, showing an expression.
    pub fn face(&self, expression: Expression, index: u64) -> Face {
        let rng = &mut self.rng(index, 0);
        let movement = Movement::draw(expression, self.difficulty.ambiguity, rng);
        let pose = self.difficulty.pose;
        let mut canvas = Canvas::new();
        light(&mut canvas, pose, rng);
        draw(&mut canvas, &movement, &Looks::draw(pose, rng), &placed(pose, rng));
        disturb(&mut canvas, pose, rng);
        canvas.into_face()
    }

    /// The label that a training picture of this expression gets: another one in a share of `label_noise`.
    pub fn label(&self, expression: Expression, index: u64) -> Expression {
        let rng = &mut self.rng(index, 1);
        let (wrong, step) = (rng.random::<f32>() < self.difficulty.label_noise, rng.random_range(1..7));
        if wrong { Expression::ALL[(expression as usize + step) % 7] } else { expression }
    }

    /// So many samples, as many of each expression, an eighth of them for validation and an eighth for the test.
    pub fn samples(&self, count: usize) -> impl Iterator<Item = Sample> {
        (0..count).map(|row| {
            let expression = Expression::ALL[row % 7];
            let split = match row / 7 % 8 {
                6 => Split::PublicTest,
                7 => Split::PrivateTest,
                _ => Split::Training,
            };
            let face = self.face(expression, row as u64);
            let noisy = split == Split::Training;
            let given = if noisy { self.label(expression, row as u64) } else { expression };
            Sample { face, label: given as usize, split, row }
        })
    }

    fn rng(&self, index: u64, purpose: u64) -> ChaCha8Rng {
        let mut rng = ChaCha8Rng::seed_from_u64(self.seed);
        rng.set_stream(2 * index + purpose);
        rng
    }
}

#[cfg(test)]
mod tests;
