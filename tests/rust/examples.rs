//! The examples, as they are run by who reads them.

#[allow(dead_code, reason = "an example's main is run by cargo alone")]
#[path = "../../crate/examples/classify.rs"]
mod classify;
#[allow(dead_code, reason = "an example's main is run by cargo alone")]
#[path = "../../crate/examples/maps.rs"]
mod maps;
#[allow(dead_code, reason = "an example's main is run by cargo alone")]
#[path = "../../crate/examples/train.rs"]
mod train;

use std::fs;
use std::path::Path;

fn file(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name)).unwrap()
}

#[test]
fn classify_reads_the_face_in_a_photo() {
    let [model, detector, photo] = ["models/lenet.safetensors", "models/face.safetensors", "www/sample.jpg"].map(file);
    let shares = classify::classify(&model, &detector, &photo).unwrap().unwrap();
    assert_eq!(shares.len(), 7);
    assert!((shares.iter().map(|(_, share)| share).sum::<f32>() - 1.0).abs() < 1e-4);
}

#[test]
fn train_learns_what_is_drawn() {
    let evaluation = train::evaluate(&train::train(60).unwrap()).unwrap();
    assert!(evaluation.n == 64 && evaluation.accuracy > 0.9, "{}", evaluation.accuracy);
}

#[test]
fn maps_shows_every_layer() {
    let lines = maps::layers(&file("models/lenet.safetensors"), &file("www/sample.jpg")).unwrap();
    assert_eq!(lines[0].split(',').next().unwrap(), "input: [1");
    assert!(lines.iter().any(|line| line.starts_with("logits: [7]")));
    assert!(lines.last().unwrap().starts_with("votes: [7]"));
}
