//! `mimique classify`: pictures in, a line a face out.

mod support;

use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use support::{LABELS, folder, mimique, shipped};

fn classify(words: &[&str]) -> (bool, String, String) {
    mimique(&[&["classify", "--weights", &shipped("models/lenet.safetensors")][..], words].concat())
}

/// The first line of a classification, which succeeds.
fn line(words: &[&str]) -> Value {
    let (ok, json, errors) = classify(&[&["--format", "json"], words].concat());
    assert!(ok, "{errors}");
    serde_json::from_str(json.lines().next().unwrap()).unwrap()
}

fn refused(words: &[&str], expected: &str) {
    let (ok, _, errors) = classify(words);
    assert!(!ok && errors.contains(expected), "{errors}");
}

/// A picture without a face.
fn picture(test: &str) -> String {
    let path = folder(test).join("picture.png");
    image::RgbImage::from_fn(120, 80, |x, y| image::Rgb([x as u8, y as u8, 9])).save(&path).unwrap();
    text(path)
}

fn text(path: PathBuf) -> String {
    path.into_os_string().into_string().unwrap()
}

fn portrait() -> String {
    shipped("www/sample.jpg")
}

#[test]
fn a_line_of_json_has_file_label_probabilities_and_face() {
    let picture = picture("json");
    let line = line(&["--no-detect", &picture]);
    assert_eq!(line["file"], picture);
    assert!(LABELS.contains(&line["label"].as_str().unwrap()));
    let sum: f64 = LABELS.iter().map(|label| line["probabilities"][label].as_f64().unwrap()).sum();
    assert!((sum - 1.0).abs() < 1e-4);
    assert!(line["face"]["width"].as_f64().unwrap() > 60.0);
}

#[test]
fn every_picture_has_a_line() {
    let picture = picture("lines");
    let (_, json, _) = classify(&["--no-detect", "--format", "json", &picture, &picture]);
    assert_eq!(json.lines().count(), 2);
}

#[test]
fn a_face_is_found_where_it_is() {
    let face = &line(&[&portrait()])["face"];
    let near = |key: &str, expected: f64| (face[key].as_f64().unwrap() - expected).abs() < 10.0;
    assert!(near("x", 98.0) && near("y", 72.0) && near("width", 104.0), "{face}");
    assert!(face["score"].as_f64().unwrap() > 0.7);
}

#[test]
fn a_detector_of_ones_own_finds_the_same_face() {
    let found = |words: &[&str]| line(words)["face"]["x"].as_f64().unwrap();
    let own = shipped("models/face.safetensors");
    assert_eq!(found(&["--detector", &own, &portrait()]), found(&[&portrait()]));
}

#[test]
fn what_is_no_detector_is_refused() {
    let model = shipped("models/lenet.safetensors");
    refused(&["--detector", &model, &portrait()], "is not usable");
}

#[test]
fn a_picture_without_a_face_has_null_for_its_label() {
    let none = line(&[&picture("none")]);
    assert!(none["face"].is_null() && none["label"].is_null(), "{none}");
}

#[test]
fn a_picture_without_a_face_is_told_what_to_do() {
    assert!(classify(&[&picture("none-text")]).1.contains("no face found: give its place with --box"));
}

#[test]
fn every_face_is_numbered_and_placed_in_text() {
    let (_, text, _) = classify(&["--all-faces", &portrait()]);
    assert!(text.contains("sample.jpg, face 1 of 1 at ") && text.contains(" pixels): "), "{text}");
}

#[test]
fn a_given_box_is_where_the_face_is() {
    assert_eq!(line(&["--box", "10,10,20,20", &picture("box")])["face"]["x"], 10.0);
}

#[test]
fn a_box_outside_the_picture_is_an_error() {
    refused(&["--box", "200,10,20,20", &picture("outside")], "outside the picture of 120 × 80 pixels");
}

#[test]
fn a_box_is_for_one_picture() {
    refused(&["--box", "1,1,20,20", "a.png", "b.png"], "expected one picture with --box, got 2");
}

/// Runs `classify` with a file as its standard input.
fn piped(file: &str, words: &[&str]) -> Output {
    let mut run = Command::new(env!("CARGO_BIN_EXE_mimique"))
        .arg("classify")
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    run.stdin.take().unwrap().write_all(&fs::read(file).unwrap()).unwrap();
    run.wait_with_output().unwrap()
}

#[test]
fn a_picture_is_read_from_standard_input() {
    let model = shipped("models/lenet.safetensors");
    let output = piped(&portrait(), &["--format", "json", "--weights", &model, "-"]);
    let line: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(line["file"] == "standard input" && line["label"].is_string(), "{line}");
}

#[test]
fn standard_input_is_read_but_once() {
    let output = piped(&shipped("models/lenet.safetensors"), &["--weights", "-", "-"]);
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && errors.contains("can be read but once"), "{errors}");
}

#[test]
fn all_pictures_of_a_folder_and_of_those_in_it_are_read() {
    let folder = folder("nested");
    fs::create_dir(folder.join("more")).unwrap();
    for name in ["a.jpg", "more/b.jpg", "notes.txt"] {
        fs::copy(portrait(), folder.join(name)).unwrap();
    }
    let (ok, json, errors) = classify(&["--format", "json", folder.to_str().unwrap()]);
    assert!(ok && json.lines().count() == 2, "{json}{errors}");
}

#[test]
fn a_pattern_stands_for_the_files_that_fit_it() {
    let folder = folder("pattern");
    for name in ["a1.jpg", "a2.jpg", "b.jpg"] {
        fs::copy(portrait(), folder.join(name)).unwrap();
    }
    let (ok, json, errors) = classify(&["--format", "json", folder.join("a*.jpg").to_str().unwrap()]);
    assert!(ok && json.lines().count() == 2, "{json}{errors}");
}

#[test]
fn a_pattern_that_fits_nothing_is_told() {
    refused(&[folder("fits-nothing").join("*.jpg").to_str().unwrap()], "found none in");
}

#[test]
fn a_picture_of_another_kind_is_told_its_kind() {
    let path = folder("kind").join("picture.jpg");
    fs::write(&path, b"\0\0\0\x18ftypheic\0\0\0\0mif1heic").unwrap();
    refused(&[path.to_str().unwrap()], "of the kind HEIC: save it as JPEG, PNG or WebP");
}

#[test]
fn one_picture_that_cannot_be_read_does_not_stop_the_others() {
    let path = folder("one-bad").join("bad.png");
    fs::write(&path, "no picture").unwrap();
    let (ok, text, errors) = classify(&[path.to_str().unwrap(), &portrait()]);
    assert!(!ok && text.lines().count() == 1 && errors.contains("1 of 2 pictures could not be read"), "{errors}");
}

#[test]
fn what_is_wrong_with_a_picture_is_said_once() {
    let path = folder("cut").join("cut.jpg");
    let whole = fs::read(portrait()).unwrap();
    fs::write(&path, [&b"\x89PNG\r\n\x1a\n"[..], &whole].concat()).unwrap();
    let (_, _, errors) = classify(&[path.to_str().unwrap()]);
    let words = errors.lines().next().unwrap().rsplit(": ").next().unwrap();
    assert_eq!(errors.matches(words).count(), 1, "{errors}");
}

#[test]
fn a_name_that_steers_the_terminal_is_printed_escaped() {
    let path = folder("steers").join("a\u{1b}[31m\nb.jpg");
    fs::copy(portrait(), &path).unwrap();
    let (_, text, _) = classify(&[path.to_str().unwrap()]);
    assert!(text.contains("a\\u{1b}[31m\\nb.jpg: ") && text.lines().count() == 1, "{text:?}");
}

#[test]
fn a_picture_without_an_end_is_read_to_its_limit() {
    refused(&["/dev/zero"], "at most 128 MiB, got more");
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
    refused(&[path.to_str().unwrap()], "at most 16384 × 16384 pixels");
}
