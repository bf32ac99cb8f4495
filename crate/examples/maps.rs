//! Shows what every layer of a network makes of a face: the shape of its maps, and the map that answers most.
//!
//! ```text
//! cargo run --example maps -- models/lenet.safetensors face.png
//! ```

use mimique::candle::Tensor;
use mimique::{Checkpoint, Classifier, FaceBox, Frame, crop};
use std::{env, error::Error, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let files: Vec<String> = env::args().skip(1).collect();
    let [model, picture] = &files[..] else { return Err("expected MODEL PICTURE".into()) };
    for layer in layers(&fs::read(model)?, &fs::read(picture)?)? {
        println!("{layer}");
    }
    Ok(())
}

/// A line a layer, such as `conv1: [16, 48, 48], most in map 3`.
pub(crate) fn layers(model: &[u8], picture: &[u8]) -> Result<Vec<String>, Box<dyn Error>> {
    let classifier = Classifier::new(&Checkpoint::from_bytes(model)?)?;
    let picture = image::load_from_memory(picture)?.into_rgba8();
    let frame = Frame::new(picture.as_raw(), picture.width(), picture.height())?;
    // The picture is a face already: its largest centred square is what the network sees.
    let face = crop(&frame, FaceBox::filling(&frame).square());
    let line = |name: &str, values: &Tensor| -> Result<String, Box<dyn Error>> {
        let maps = values.get(0)?;
        let means: Vec<f32> = match maps.dims().len() {
            3 => maps.mean((1, 2))?.to_vec1()?,
            _ => maps.to_vec1()?,
        };
        Ok(format!("{name}: {:?}, most in map {}", maps.dims(), mimique::classifier::best(&means)))
    };
    classifier.activations(&face)?.iter().map(|layer| line(&layer.name, &layer.values)).collect()
}
