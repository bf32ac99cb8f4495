//! The command line, as a user meets it: sentences about what goes in and what comes out.

mod support;

use serde_json::Value;
use std::fs;
use std::path::Path;
use support::{LABELS, csv, folder, mimique, train};

#[test]
fn a_picture_is_classified_as_text_and_as_json_lines() {
    let folder = folder("classify");
    let (data, out) = (csv(&folder, 140), folder.join("m.safetensors"));
    assert!(train(&data, &out, &["--storage", "f16"]).0);
    let picture = folder.join("picture.png");
    image::RgbImage::from_fn(120, 80, |x, y| image::Rgb([x as u8, y as u8, 9])).save(&picture).unwrap();
    let (weights, picture) = (out.to_str().unwrap(), picture.to_str().unwrap());
    let (ok, json, errors) =
        mimique(&["classify", "--weights", weights, "--no-detect", "--format", "json", picture, picture]);
    assert!(ok, "{errors}");
    assert_eq!(json.lines().count(), 2);
    let line: Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
    assert_eq!(line["file"], picture);
    assert!(LABELS.contains(&line["label"].as_str().unwrap()));
    let sum: f64 = LABELS.iter().map(|label| line["probabilities"][label].as_f64().unwrap()).sum();
    assert!((sum - 1.0).abs() < 1e-4);
    assert!(line["face"]["width"].as_f64().unwrap() > 60.0);
    // A real face is found, in a picture of two all are, and where there is none the answer is null.
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let portrait = root.join("www/sample.jpg").to_str().unwrap().to_owned();
    let line = |more: &[&str]| -> Value {
        let arguments = ["classify", "--weights", weights, "--format", "json"];
        let (ok, json, errors) = mimique(&[&arguments[..], more].concat());
        assert!(ok, "{errors}");
        serde_json::from_str(json.lines().next().unwrap()).unwrap()
    };
    let detector = root.join("models/face.safetensors").to_str().unwrap().to_owned();
    for face in [&line(&[&portrait])["face"], &line(&["--all-faces", "--detector", &detector, &portrait])["face"]] {
        let near = |key: &str, expected: f64| (face[key].as_f64().unwrap() - expected).abs() < 10.0;
        assert!(near("x", 98.0) && near("y", 72.0) && near("width", 104.0), "{face}");
        assert!(face["score"].as_f64().unwrap() > 0.7);
    }
    let none = line(&[picture]);
    assert!(none["face"].is_null() && none["label"].is_null(), "{none}");
    assert!(mimique(&["classify", "--weights", weights, picture]).1.contains("no face found"));
    assert!(!mimique(&["classify", "--weights", weights, "--detector", weights, picture]).0);

    let (_, boxed, _) =
        mimique(&["classify", "--weights", weights, "--box", "10,10,20,20", "--format", "json", picture]);
    assert!(boxed.contains(r#""x":10.0"#), "{boxed}");
    assert!(mimique(&["classify", "--weights", weights, &portrait]).1.contains(" %"));
}

#[test]
fn mistakes_are_answered_with_what_to_do() {
    let folder = folder("mistakes");
    let data = csv(&folder, 28);
    let text = fs::read_to_string(&data).unwrap();
    let broken = folder.join("broken.csv");
    fs::write(&broken, text.replacen("\n1,", "\n9,", 2)).unwrap();
    let (broken, data, picture) = (broken.to_str().unwrap(), data.to_str().unwrap(), folder.join("no.png"));
    let out = folder.join("m.safetensors");
    let out = out.to_str().unwrap();
    let cases: [(&[&str], &str); 8] = [
        (&["train", "--data", "nowhere.csv", "--out", out], "cannot open nowhere.csv"),
        (&["train", "--data", data, "--out", "model.bin"], "end in .safetensors"),
        (&["train", "--data", broken, "--out", out], "line 3: expected an emotion of 0 to 6, got `9`"),
        (&["train", "--data", data, "--out", out, "--arch", "resnet"], "expected one of lenet5"),
        (&["train", "--data", data, "--out", out, "--resume"], "nothing to resume"),
        (&["evaluate", "--weights", data, "--data", data], "expected a safetensors file"),
        (&["classify", "--weights", "nowhere.safetensors", "x.png"], "cannot read the checkpoint nowhere.safetensors"),
        (&["inspect", picture.to_str().unwrap()], "cannot read the checkpoint"),
    ];
    for (arguments, expected) in cases {
        let (ok, _, errors) = mimique(arguments);
        assert!(!ok && errors.contains(expected), "{arguments:?}: {errors}");
    }
    // Faulty rows can be left out, and are named all the same.
    let (_, _, errors) =
        mimique(&["train", "--data", broken, "--out", out, "--skip-bad-rows", "--epochs", "1", "--batch", "4"]);
    assert!(
        errors.contains("left out line 3")
            && errors.contains("of 28 rows are left out")
            && errors.contains("epoch 1/1"),
        "{errors}"
    );
}

#[test]
fn the_bench_prints_the_speed_of_training_by_network_and_threads() {
    let short = ["bench", "--arch", "lenet5", "--threads", "1,2", "--turns", "1", "--seconds", "0.01", "--batch", "4"];
    let (ok, json, errors) = mimique(&short);
    assert!(ok, "{errors}");
    let figures: Value = serde_json::from_str(&json).unwrap();
    for threads in ["threads1", "threads2"] {
        let measured = &figures["training"]["native"]["lenet5"][threads];
        assert!(measured["images_per_s"].as_f64().unwrap() > 0.0, "{json}");
        assert!(measured["ratio"].is_null(), "a ratio without a peer: {json}");
    }
    let (ok, _, errors) = mimique(&[&short[..], &["--python", "no-such-python"]].concat());
    assert!(!ok && errors.contains("cannot start no-such-python"), "{errors}");
}

fn boxed(place: &str, pictures: &[&str]) -> String {
    let model = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/lenet.safetensors");
    let words = ["classify", "--weights", model.to_str().unwrap(), "--box", place];
    let (ok, _, errors) = mimique(&[&words[..], pictures].concat());
    assert!(!ok, "{place}");
    errors
}

#[test]
fn a_box_outside_the_picture_is_an_error() {
    let picture = folder("outside").join("picture.png");
    image::GrayImage::new(60, 60).save(&picture).unwrap();
    let errors = boxed("100,10,20,20", &[picture.to_str().unwrap()]);
    assert!(errors.contains("outside the picture of 60 × 60 pixels"), "{errors}");
}

#[test]
fn a_box_is_for_one_picture() {
    let errors = boxed("1,1,20,20", &["a.png", "b.png"]);
    assert!(errors.contains("expected one picture with --box, got 2"), "{errors}");
}

#[test]
fn a_picture_larger_than_a_frame_is_refused_by_its_header() {
    let path = folder("vast").join("vast.png");
    let chunk = |kind: &[u8], data: &[u8]| {
        let mut crc = flate2::Crc::new();
        crc.update(kind);
        crc.update(data);
        [&(data.len() as u32).to_be_bytes(), kind, data, &crc.sum().to_be_bytes()].concat()
    };
    let side = 30_000u32.to_be_bytes();
    let header = chunk(b"IHDR", &[&side[..], &side, &[8, 0, 0, 0, 0]].concat());
    // No pixel follows: only what is asked before they are read can tell.
    fs::write(&path, [&b"\x89PNG\r\n\x1a\n"[..], &header, &chunk(b"IDAT", &[]), &chunk(b"IEND", &[])].concat())
        .unwrap();
    let model = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/lenet.safetensors");
    let (ok, _, errors) = mimique(&["classify", "--weights", model.to_str().unwrap(), path.to_str().unwrap()]);
    assert!(!ok && errors.contains("at most 16384 × 16384 pixels"), "{errors}");
}
