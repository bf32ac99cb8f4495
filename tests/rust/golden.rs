//! Golden values: PyTorch's (tests/golden/make.py) and this project's own in the browser (tests/golden/{sample,turned}.json).

use mimique::lab::{Pool, Run};
use mimique::{Checkpoint, Classifier, Face, FaceBox, Frame, Point, crop};
use serde_json::{Value, json};
use std::path::PathBuf;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn classifier(model: &str) -> Classifier {
    let bytes = std::fs::read(root().join("models").join(model)).unwrap();
    Classifier::new(&Checkpoint::from_bytes(&bytes).unwrap()).unwrap()
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-4 * b.abs().max(1.0)
}

/// Face number `index` of tests/golden/make.py.
fn face(index: usize) -> Face {
    let pixels: Vec<u8> = (0..48 * 48)
        .map(|i| (i % 48, i / 48))
        .map(|(x, y)| (x * (3 + index) + y * y * (1 + index) + x * y) as u8)
        .collect();
    Face::new(&pixels).unwrap()
}

#[test]
fn every_layer_equals_pytorch() {
    let golden: Value =
        serde_json::from_slice(&std::fs::read(root().join("tests/golden/lenet5.json")).unwrap()).unwrap();
    let classifier = classifier("lenet5-article.safetensors");
    for expected in golden["faces"].as_array().unwrap() {
        let face = face(expected["index"].as_u64().unwrap() as usize);
        let activations = classifier.activations(&face).unwrap();
        for (name, layer) in expected["layers"].as_object().unwrap() {
            let activation = activations.iter().find(|a| a.name == *name).unwrap_or_else(|| panic!("no layer {name}"));
            assert_eq!(json!(&activation.values.dims()[1..]), layer["shape"], "{name}");
            let values: Vec<f32> = activation.values.flatten_all().unwrap().to_vec1().unwrap();
            let sum: f64 = values.iter().map(|v| f64::from(*v)).sum();
            let squares: f64 = values.iter().map(|v| f64::from(*v).powi(2)).sum();
            // Rounding adds up over a layer, in proportion to what is added.
            let magnitude: f64 = values.iter().map(|v| f64::from(v.abs())).sum();
            let expected = layer["sum"].as_f64().unwrap();
            assert!((sum - expected).abs() < 1e-5 * magnitude + 1e-4, "{name}: {sum} and {expected}");
            assert!(close(squares, layer["squares"].as_f64().unwrap()), "{name}: {squares}");
        }
        let logits = classifier.classify(&face).unwrap().label.logits;
        for (got, expected) in logits.iter().zip(expected["logits"].as_array().unwrap()) {
            assert!(close(f64::from(*got), expected.as_f64().unwrap()), "{got} and {expected}");
        }
    }
}

#[test]
fn the_sample_face_reads_as_in_the_browser() {
    reads_as_in("sample.json", FaceBox::new(20.5, 14.0, 70.0, 70.0).unwrap());
}

#[test]
fn a_face_with_a_roll_of_30_degrees_reads_as_in_the_browser() {
    let (sin, cos) = 30f32.to_radians().sin_cos();
    let eyes = vec![Point { x: 45.0, y: 40.0 }, Point { x: 45.0 + 25.0 * cos, y: 40.0 + 25.0 * sin }];
    let face = FaceBox::new(20.5, 14.0, 70.0, 70.0).unwrap().with_keypoints(eyes).unwrap();
    reads_as_in("turned.json", face);
}

/// The browser test holds the page's wasm to the same file. `GOLDEN=write cargo test …` makes it anew.
fn reads_as_in(file: &str, face_box: FaceBox) {
    let picture = image::open(root().join("tests/fixtures/frame.png")).unwrap().into_rgba8();
    let frame = Frame::new(picture.as_raw(), picture.width(), picture.height()).unwrap();
    let face = crop(&frame, face_box.square());
    let prediction = classifier("lenet.safetensors").classify(&face).unwrap();
    let mut got = json!({
        "box": face_box,
        "crop": face.pixels().as_slice(),
        "logits": prediction.label.logits,
        "probabilities": prediction.label.probabilities,
    });
    if let Some(votes) = prediction.votes {
        got["votes"] = json!({ "logits": votes.logits, "probabilities": votes.probabilities });
    }
    let path = root().join("tests/golden").join(file);
    if std::env::var("GOLDEN").is_ok_and(|v| v == "write") {
        std::fs::write(&path, got.to_string() + "\n").unwrap();
    }
    let expected: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    assert_eq!(got["crop"], expected["crop"]);
    assert_eq!(got["votes"].is_null(), expected["votes"].is_null());
    for key in ["/logits", "/probabilities", "/votes/logits", "/votes/probabilities"] {
        let values = |json: &Value| json.pointer(key).map_or(Vec::new(), |values| values.as_array().unwrap().clone());
        for (got, expected) in values(&got).iter().zip(values(&expected)) {
            assert!(close(got.as_f64().unwrap(), expected.as_f64().unwrap()), "{key}: {got} and {expected}");
        }
    }
}

/// The page's losses are held to the same file by tests/unit/lab.test.js.
#[test]
fn the_lab_takes_its_first_twenty_steps() {
    let path = root().join("tests/golden/lab.json");
    let mut golden: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    let pool = Pool::drawn(&serde_json::from_value(golden["drawing"].clone()).unwrap()).unwrap();
    let mut run = Run::new(&pool, serde_json::from_value(golden["settings"].clone()).unwrap()).unwrap();
    let losses: Vec<f32> = (0..20).map(|_| run.step().unwrap().loss).collect();
    if std::env::var("GOLDEN").is_ok_and(|v| v == "write") {
        golden["losses"] = json!(losses);
        std::fs::write(&path, golden.to_string() + "\n").unwrap();
    }
    assert_eq!(golden["losses"].as_array().unwrap().len(), losses.len());
    for (step, (got, expected)) in losses.iter().zip(golden["losses"].as_array().unwrap()).enumerate() {
        assert!((f64::from(*got) - expected.as_f64().unwrap()).abs() < 1e-4, "step {step}: {got} and {expected}");
    }
}
