//! Trains a small network on drawn pictures, rings and crosses, and says how often it is right on new ones.
//!
//! Pictures of one's own go the same way: a [`Face`] of 48 × 48 grey values, and a target with 1 at the place of its label.
//!
//! ```text
//! cargo run --release --example train
//! ```

use mimique::{Architecture, Checkpoint, Classifier, Evaluation, Example, Face, Metadata, Recipe, Trainer};
use std::error::Error;

const LABELS: [&str; 2] = ["ring", "cross"];

fn main() -> Result<(), Box<dyn Error>> {
    let checkpoint = train(60)?;
    println!("{:.0} % of new pictures are read rightly", 100.0 * evaluate(&checkpoint)?.accuracy);
    Ok(())
}

/// A checkpoint after so many steps of 16 pictures each.
pub(crate) fn train(steps: usize) -> Result<Checkpoint, Box<dyn Error>> {
    let examples = drawn(0..128).map(|(face, label)| Example::of_label(face, label, LABELS.len()));
    let examples = examples.collect::<Result<Vec<_>, _>>()?;
    let architecture = Architecture::named("lenet5")?;
    let mut trainer = Trainer::new(architecture.clone(), LABELS.len(), Recipe::plain(16, 0.02)?)?;
    for _ in 0..steps {
        trainer.step(&examples)?;
    }
    let labels = LABELS.map(String::from).to_vec();
    Ok(trainer.checkpoint(Metadata::new("rings", architecture, labels))?)
}

/// The figures on pictures that were not trained on.
pub(crate) fn evaluate(checkpoint: &Checkpoint) -> Result<Evaluation, Box<dyn Error>> {
    let (faces, truths): (Vec<Face>, Vec<usize>) = drawn(1000..1064).unzip();
    let predictions = Classifier::new(checkpoint)?.classify_all(&faces)?;
    let probabilities: Vec<Vec<f32>> = predictions.into_iter().map(|p| p.label.probabilities).collect();
    Ok(Evaluation::new(LABELS.map(String::from).to_vec(), &probabilities, &truths))
}

/// Rings and crosses in turn, each somewhere else.
fn drawn(numbers: std::ops::Range<usize>) -> impl Iterator<Item = (Face, usize)> {
    numbers.map(|i| {
        let (left, top, radius) = ((17 + i * 7 % 13) as f32, (17 + i * 5 % 13) as f32, (8 + i * 3 % 5) as f32);
        let inked = |x: f32, y: f32| match i % 2 {
            0 => ((x * x + y * y).sqrt() - radius).abs() < 2.0,
            _ => (x.abs() < 2.0 || y.abs() < 2.0) && x.abs().max(y.abs()) < radius,
        };
        let grey =
            |p: usize| if inked((p % 48) as f32 - left, (p / 48) as f32 - top) { 230 } else { 20 + (p * i % 30) as u8 };
        let pixels: Vec<u8> = (0..48 * 48).map(grey).collect();
        (Face::new(&pixels).expect("48 × 48 grey values"), i % 2)
    })
}
