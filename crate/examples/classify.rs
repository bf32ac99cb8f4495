//! Reads the expression shown on the face in a picture.
//!
//! ```text
//! cargo run --example classify -- models/lenet.safetensors models/face.safetensors picture.jpg
//! ```

use mimique::{Checkpoint, Classifier, Detector, Frame, crop};
use std::{env, error::Error, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let files: Vec<String> = env::args().skip(1).collect();
    let [model, detector, picture] = &files[..] else { return Err("expected MODEL DETECTOR PICTURE".into()) };
    match classify(&fs::read(model)?, &fs::read(detector)?, &fs::read(picture)?)? {
        Some(shares) => shares.iter().for_each(|(label, share)| println!("{label}: {:.1} %", 100.0 * share)),
        None => println!("no face found"),
    }
    Ok(())
}

type Shares = Vec<(String, f32)>;

/// Each label and its probability; none where there is no face.
pub(crate) fn classify(model: &[u8], detector: &[u8], picture: &[u8]) -> Result<Option<Shares>, Box<dyn Error>> {
    let classifier = Classifier::new(&Checkpoint::from_bytes(model)?)?;
    let picture = image::load_from_memory(picture)?.into_rgba8();
    let frame = Frame::new(picture.as_raw(), picture.width(), picture.height())?;
    // The largest and most central face comes first.
    let Some(face) = Detector::new(detector)?.detect(&frame)?.into_iter().next() else { return Ok(None) };
    let prediction = classifier.classify(&crop(&frame, face.square()))?;
    let labels = classifier.metadata().labels.iter().cloned();
    Ok(Some(labels.zip(prediction.label.probabilities).collect()))
}
