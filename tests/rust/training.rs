//! `mimique train`, as a user meets it, and what goes with it: evaluate, soft-targets, compare.

mod support;

use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use support::{LABELS, csv, folder, mimique, train, weights};

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

    let (ok, _, errors) = train(&data, &broken, &[&options[..], &["--resume"]].concat());
    assert!(ok && errors.contains("already finished"), "{errors}");
}

#[test]
fn a_run_may_begin_with_the_weights_of_another() {
    let folder = folder("from");
    let (data, first) = (csv(&folder, 140), folder.join("first.safetensors"));
    assert!(train(&data, &first, &["--keep-state", "--learning-rate", "0.01"]).0);
    let (state, second) = (folder.join("first.state"), folder.join("second.safetensors"));
    let state = state.to_str().unwrap();
    let (ok, _, errors) = train(&data, &second, &["--from", state, "--learning-rate", "0.000001", "--average", "0.9"]);
    assert!(ok, "{errors}");
    let accuracy = |path: &Path| -> f64 {
        let report: Value = serde_json::from_str(&fs::read_to_string(path.with_extension("json")).unwrap()).unwrap();
        report["accuracy"].as_f64().unwrap()
    };
    assert!((accuracy(&first) - accuracy(&second)).abs() < 0.1, "nothing was learned, and nothing forgotten");

    // The mean of a checkpoint with itself is that checkpoint.
    let (same, mean) = (first.to_str().unwrap(), folder.join("mean.safetensors"));
    let files = ["--data", data.to_str().unwrap(), "--out", mean.to_str().unwrap()];
    let (ok, _, errors) = mimique(&[&["average", "--weights", same, same][..], &files].concat());
    assert!(ok, "{errors}");
    // As numbers: 0 and -0 are the same.
    let numbers = |path: &Path| -> Vec<f32> {
        weights(path).chunks_exact(4).map(|b| f32::from_le_bytes(b.try_into().unwrap())).collect()
    };
    assert!(numbers(&mean) == numbers(&first));
    assert!(fs::read_to_string(mean.with_extension("md")).unwrap().contains("the mean of 2 checkpoints"));
    let (ok, _, errors) = train(&data, &second, &["--from", state, "--arch", "wide", "--force"]);
    assert!(!ok && errors.contains("give the state of another run"), "{errors}");
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
        // As in FER+'s columns, the label's own the most.
        let count = |label: usize| if i % 7 == label { 5 } else { 1 };
        let counts = [6, 3, 5, 4, 0, 1, 2].map(|label| count(label).to_string()).join(",");
        votes += &format!("{usage},{i}.png,{counts},0,0,0\n");
    }
    fs::write(folder.join("votes.csv"), &votes).unwrap();
    let (soft, crowd, student) = (path("soft.safetensors"), path("votes.csv"), path("student.safetensors"));
    let both = ["--soft-targets", &soft, "--votes", &crowd, "--balance", "0.5", "--storage", "i8"];
    for classes in ["7", "3"] {
        let (ok, _, errors) =
            train(&data, Path::new(&student), &[&both[..], &["--classes", classes, "--force"]].concat());
        assert!(ok, "{errors}");
    }
    assert!(fs::metadata(&student).unwrap().len() < 240_000, "one byte a weight");
    let card = fs::read_to_string(folder.join("student.md")).unwrap();
    assert!(card.contains("what a teacher says") && card.contains("FER+") && card.contains("rare labels"), "{card}");
    assert!(card.contains("`votes`, which share of ten people") && card.contains("head `votes`, which was"), "{card}");
    assert!(
        folder.join("student.votes.reliability.svg").exists() && folder.join("student.votes.confusion.svg").exists()
    );

    let compare = |other: &str| mimique(&["compare", &teacher, other, "--data", data_name, "--format", "json"]);
    let same: Value = serde_json::from_str(&compare(&teacher).1).unwrap();
    assert_eq!((&same["only_first"], &same["p"]), (&Value::from(0), &Value::from(1.0)));
    let (ok, _, errors) = compare(&student);
    assert!(!ok && errors.contains("same labels"), "{errors}");
    let (_, text, _) = mimique(&["compare", &teacher, &teacher, "--data", data_name]);
    assert!(text.contains("McNemar"), "{text}");

    // Files that do not belong together are told apart.
    fs::write(folder.join("votes.csv"), votes.replacen("Training", "PublicTest", 1)).unwrap();
    let (ok, _, errors) = train(&data, Path::new(&student), &[&both[..], &["--force"]].concat());
    assert!(!ok && errors.contains("row 1 is PublicTest, but Training in the data"), "{errors}");
    let (ok, _, errors) = train(&data, Path::new(&student), &["--soft-targets", &teacher, "--force"]);
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
