//! The command line, as a user meets it: sentences about what goes in and what comes out.

use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const LABELS: [&str; 7] = ["anger", "disgust", "fear", "happiness", "sadness", "surprise", "neutral"];

/// A folder of this test's own, empty.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::remove_dir_all(&path).ok();
    fs::create_dir_all(&path).unwrap();
    path
}

/// Runs `mimique` with words, and gives whether it succeeded, its output and its errors.
fn mimique(arguments: &[&str]) -> (bool, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_mimique")).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.success(), text(output.stdout), text(output.stderr))
}

/// A file as Kaggle's: a stripe for each label, at its own height, so that there is something to learn.
fn csv(folder: &Path, rows: usize) -> PathBuf {
    let mut text = String::from("emotion,pixels,Usage\n");
    for i in 0..rows {
        let label = i % 7;
        let grey = |p: usize| if p / 48 / 7 == label { 200 + (i + p) % 50 } else { (i * 31 + p * 17) % 90 };
        let pixels: Vec<String> = (0..2304).map(|p| grey(p).to_string()).collect();
        let usage = if i < rows * 3 / 4 { "Training" } else { "PublicTest" };
        text += &format!("{label},{},{usage}\n", pixels.join(" "));
    }
    let path = folder.join("fer2013.csv");
    fs::write(&path, text).unwrap();
    path
}

fn train(data: &Path, out: &Path, more: &[&str]) -> (bool, String, String) {
    let (data, out) = (data.to_str().unwrap(), out.to_str().unwrap());
    let fixed = ["train", "--data", data, "--out", out, "--epochs", "3", "--batch", "16", "--augment", "none"];
    mimique(&[&fixed[..], more].concat())
}

#[test]
fn training_writes_a_checkpoint_that_evaluates_as_its_card_says() {
    let folder = folder("train");
    let (data, out) = (csv(&folder, 280), folder.join("model.safetensors"));
    let (ok, _, errors) = train(&data, &out, &["--learning-rate", "0.01"]);
    assert!(ok, "{errors}");
    assert!(errors.contains("epoch 3/3") && errors.contains("img/s"), "{errors}");
    for extension in ["md", "json", "csv", "svg", "confusion.svg", "reliability.svg"] {
        assert!(out.with_extension(extension).exists(), "no .{extension}");
    }
    assert!(!out.with_extension("state").exists());
    assert_eq!(fs::read_to_string(out.with_extension("csv")).unwrap().lines().count(), 4);

    let weights = out.to_str().unwrap();
    let (ok, json, _) =
        mimique(&["evaluate", "--weights", weights, "--data", data.to_str().unwrap(), "--format", "json"]);
    assert!(ok);
    assert_eq!(json, fs::read_to_string(out.with_extension("json")).unwrap());
    let figures: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(figures["n"], 70);
    assert_eq!(figures["labels"], serde_json::json!(LABELS));
    assert!(figures["accuracy"].as_f64().unwrap() > 0.5, "{json}");
    for key in ["macro_f1", "ece", "loss", "confusion", "groups", "without_duplicates", "mirrored_accuracy"] {
        assert!(!figures[key].is_null(), "no {key}");
    }
    let [low, high] = [0, 1].map(|i| figures["intervals"]["accuracy"][i].as_f64().unwrap());
    assert!(low <= figures["accuracy"].as_f64().unwrap() && figures["accuracy"].as_f64().unwrap() <= high, "{json}");
    assert_eq!(figures["disturbed"].as_object().unwrap().len(), 6);
    assert_eq!(figures["bytes"], fs::metadata(&out).unwrap().len());
    for key in ["precision", "recall", "f1", "support"] {
        assert!(!figures["per_class"]["disgust"][key].is_null(), "no {key}");
    }
    let card = fs::read_to_string(out.with_extension("md")).unwrap();
    let (_, table, _) =
        mimique(&["evaluate", "--weights", weights, "--data", data.to_str().unwrap(), "--format", "md"]);
    assert!(card.contains(table.trim()), "{table}");

    let arguments = ["evaluate", "--weights", weights, "--data", data.to_str().unwrap(), "--group", "--format", "json"];
    let groups: Value = serde_json::from_str(&mimique(&arguments).1).unwrap();
    assert_eq!(groups["labels"], serde_json::json!(["positive", "negative", "neutral"]));
    assert!(groups["accuracy"].as_f64() >= figures["accuracy"].as_f64());

    let (ok, text, _) = mimique(&["evaluate", "--weights", weights, "--data", data.to_str().unwrap()]);
    assert!(ok && text.starts_with("70 pictures: accuracy") && text.lines().count() == 10, "{text}");

    // Written again under another name, all that is said of it is the same.
    let again = folder.join("again");
    let arguments =
        ["evaluate", "--weights", weights, "--data", data.to_str().unwrap(), "--out", again.to_str().unwrap()];
    assert!(mimique(&arguments).0);
    for extension in ["json", "md", "confusion.svg", "reliability.svg"] {
        let read = |path: &Path| fs::read_to_string(path.with_extension(extension)).unwrap();
        assert_eq!(read(&again), read(&out), "{extension}");
    }

    let (ok, text, _) = mimique(&["inspect", weights]);
    assert!(ok && text.contains("205451 parameters") && text.contains("conv1.weight"), "{text}");
}

/// A checkpoint's bytes after its header, which holds the command line.
fn weights(out: &Path) -> Vec<u8> {
    let bytes = fs::read(out).unwrap();
    let header = u64::from_le_bytes(bytes[..8].try_into().unwrap()) as usize;
    bytes[8 + header..].to_vec()
}

#[test]
fn a_run_that_is_broken_off_and_resumed_ends_as_one_that_is_not() {
    let folder = folder("resume");
    let data = csv(&folder, 140);
    let (whole, broken) = (folder.join("whole.safetensors"), folder.join("broken.safetensors"));
    let options = ["--average", "0.9", "--optimiser", "adamw", "--learning-rate", "0.001", "--arch", "wide"];
    assert!(train(&data, &whole, &options).0);

    let mut arguments = vec!["train", "--data", data.to_str().unwrap(), "--out", broken.to_str().unwrap()];
    arguments.extend(["--epochs", "3", "--batch", "16", "--augment", "none"].iter().chain(&options));
    let mut run = Command::new(env!("CARGO_BIN_EXE_mimique")).args(&arguments).stderr(Stdio::piped()).spawn().unwrap();
    // The state of an epoch is written before the next one's line is.
    let mut lines = BufReader::new(run.stderr.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap().contains("epoch 2/3")));
    run.kill().unwrap();
    run.wait().unwrap();
    assert!(!broken.exists() && broken.with_extension("state").exists());

    let (ok, _, errors) = train(&data, &broken, &[&options[..], &["--resume"]].concat());
    assert!(ok && !errors.contains("epoch 1/3"), "{errors}");
    assert_eq!(weights(&whole), weights(&broken));
    assert_eq!(fs::read_to_string(broken.with_extension("csv")).unwrap().lines().count(), 4);

    let (ok, _, errors) = train(&data, &broken, &["--resume"]);
    assert!(ok, "nothing is left to do: {errors}");
}

#[test]
fn several_runs_stop_early_and_leave_the_best_one() {
    let folder = folder("runs");
    let (data, out) = (csv(&folder, 140), folder.join("m.safetensors"));
    let files = ["train", "--data", data.to_str().unwrap(), "--out", out.to_str().unwrap()];
    let options = ["--epochs", "30", "--batch", "16", "--runs", "2", "--seed", "5", "--patience", "1"];
    let (ok, _, errors) = mimique(&[&files[..], &options].concat());
    assert!(ok, "{errors}");
    assert!(errors.contains("2 runs: ") && errors.contains("no better epoch than"), "{errors}");
    let [first, second] = [5, 6].map(|seed| weights(&folder.join(format!("m.seed{seed}.safetensors"))));
    assert_ne!(first, second);
    assert!([first, second].contains(&weights(&out)));
    assert!(out.with_extension("md").exists() && !folder.join("m.seed5.state").exists());

    let accuracy = |path: &Path| -> f64 {
        let report: Value = serde_json::from_str(&fs::read_to_string(path.with_extension("json")).unwrap()).unwrap();
        report["accuracy"].as_f64().unwrap()
    };
    let log = fs::read_to_string(folder.join("m.seed5.csv")).unwrap();
    let best =
        log.lines().skip(1).map(|line| line.split(',').nth(5).unwrap().parse::<f64>().unwrap()).fold(0.0, f64::max);
    assert!((accuracy(&folder.join("m.seed5.safetensors")) - best).abs() < 1e-3, "{log}");
}

#[test]
fn teachers_and_crowds_help_and_checkpoints_are_compared() {
    let folder = folder("teacher");
    let data = csv(&folder, 140);
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let data_name = data.to_str().unwrap();
    let teacher = path("teacher.safetensors");
    assert!(train(&data, Path::new(&teacher), &[]).0);
    let (ok, _, errors) = mimique(&[
        "soft-targets",
        "--weights",
        &teacher,
        &teacher,
        "--data",
        data_name,
        "--out",
        &path("soft.safetensors"),
    ]);
    assert!(ok, "{errors}");

    let mut votes =
        String::from("Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF\n");
    for i in 0..140 {
        let usage = if i < 105 { "Training" } else { "PublicTest" };
        votes += &format!("{usage},{i}.png,{},0,0,1,2,0,0,0,0,0\n", i % 7);
    }
    fs::write(folder.join("votes.csv"), &votes).unwrap();
    let (soft, crowd, student) = (path("soft.safetensors"), path("votes.csv"), path("student.safetensors"));
    let both = ["--soft-targets", &soft, "--votes", &crowd, "--balance", "0.5", "--storage", "i8"];
    for classes in ["7", "3"] {
        let (ok, _, errors) = train(&data, Path::new(&student), &[&both[..], &["--classes", classes]].concat());
        assert!(ok, "{errors}");
    }
    assert!(fs::metadata(&student).unwrap().len() < 240_000, "one byte a weight");
    let card = fs::read_to_string(folder.join("student.md")).unwrap();
    assert!(card.contains("what a teacher says") && card.contains("FER+") && card.contains("rare labels"), "{card}");

    let compare = |other: &str| mimique(&["compare", &teacher, other, "--data", data_name, "--format", "json"]);
    let same: Value = serde_json::from_str(&compare(&teacher).1).unwrap();
    assert_eq!((&same["only_first"], &same["p"]), (&Value::from(0), &Value::from(1.0)));
    let (ok, _, errors) = compare(&student);
    assert!(!ok && errors.contains("same labels"), "{errors}");
    let (_, text, _) = mimique(&["compare", &teacher, &teacher, "--data", data_name]);
    assert!(text.contains("McNemar"), "{text}");

    // Files that do not belong together are told apart.
    fs::write(folder.join("votes.csv"), votes.replacen("Training", "PublicTest", 1)).unwrap();
    let (ok, _, errors) = train(&data, Path::new(&student), &both);
    assert!(!ok && errors.contains("row 1 is PublicTest, but Training in the data"), "{errors}");
    let (ok, _, errors) = train(&data, Path::new(&student), &["--soft-targets", &teacher]);
    assert!(!ok && errors.contains("expected a file of `mimique soft-targets`"), "{errors}");
}

#[test]
fn the_same_seed_gives_the_same_weights_and_three_classes_have_three_labels() {
    let folder = folder("seed");
    let data = csv(&folder, 140);
    let model = |name: &str, more: &[&str]| {
        let out = folder.join(name).join("m.safetensors");
        fs::create_dir_all(out.parent().unwrap()).unwrap();
        let (ok, _, errors) = train(&data, &out, &[&["--classes", "3"], more].concat());
        assert!(ok, "{errors}");
        out
    };
    let (first, again, other) = (model("a", &[]), model("b", &[]), model("c", &["--seed", "2"]));
    assert_eq!(weights(&first), weights(&again));
    assert_ne!(weights(&first), weights(&other));

    let (_, json, _) = mimique(&[
        "evaluate",
        "--weights",
        first.to_str().unwrap(),
        "--data",
        data.to_str().unwrap(),
        "--format",
        "json",
    ]);
    let figures: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(figures["labels"], serde_json::json!(["positive", "negative", "neutral"]));
}

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
fn a_folder_of_pictures_is_data_too() {
    let folder = folder("folder");
    for (split, n) in [("Training", 6), ("PublicTest", 2)] {
        for (i, label) in LABELS.iter().enumerate() {
            let pictures = folder.join("data").join(split).join(label);
            fs::create_dir_all(&pictures).unwrap();
            for k in 0..n {
                let grey = |x: u32, y: u32| image::Luma([(x * y + 20 * i as u32 + k) as u8]);
                image::GrayImage::from_fn(48, 48, grey).save(pictures.join(format!("{k}.png"))).unwrap();
            }
        }
    }
    let out = folder.join("m.safetensors");
    let (ok, _, errors) = train(&folder.join("data"), &out, &[]);
    assert!(ok, "{errors}");
    assert!(fs::read_to_string(out.with_extension("md")).unwrap().contains("42 Training and 14 PublicTest"));
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
    assert!(errors.contains("left out line 3") && errors.contains("epoch 1/1"), "{errors}");
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
