//! `mimique train`, as a user meets it, and what goes with it: evaluate, soft-targets, compare.

mod support;

use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use support::{LABELS, csv, folder, mimique, train, weights};

/// Data, a checkpoint that learned it, and what the run said: trained once for all that looks at it.
fn learned() -> &'static (PathBuf, PathBuf, String) {
    static LEARNED: OnceLock<(PathBuf, PathBuf, String)> = OnceLock::new();
    LEARNED.get_or_init(|| {
        let folder = folder("train");
        let (data, out) = (csv(&folder, 280), folder.join("model.safetensors"));
        let (ok, _, errors) = train(&data, &out, &["--learning-rate", "0.01"]);
        assert!(ok, "{errors}");
        (data, out, errors)
    })
}

/// What `mimique evaluate` prints of that checkpoint.
fn evaluated(more: &[&str]) -> String {
    let (data, out, _) = learned();
    let words = ["evaluate", "--weights", out.to_str().unwrap(), "--data", data.to_str().unwrap()];
    let (ok, text, errors) = mimique(&[&words[..], more].concat());
    assert!(ok, "{errors}");
    text
}

fn figures(more: &[&str]) -> Value {
    serde_json::from_str(&evaluated(&[&["--format", "json"], more].concat())).unwrap()
}

#[test]
fn a_run_tells_each_epoch_with_its_speed() {
    let errors = &learned().2;
    assert!(errors.contains("epoch 3/3: train loss") && errors.contains(" img/s, about "), "{errors}");
}

#[test]
fn a_run_tells_that_it_measures() {
    assert!(learned().2.contains("measuring on 70 pictures"), "{}", learned().2);
}

#[test]
fn a_run_leaves_its_card_report_log_and_charts_but_no_state() {
    let out = &learned().1;
    for extension in ["md", "json", "csv", "svg", "confusion.svg", "reliability.svg"] {
        assert!(out.with_extension(extension).exists(), "no .{extension}");
    }
    assert!(!out.with_extension("state").exists());
}

#[test]
fn a_log_has_a_line_per_epoch() {
    assert_eq!(fs::read_to_string(learned().1.with_extension("csv")).unwrap().lines().count(), 4);
}

#[test]
fn a_runs_report_is_what_evaluate_prints() {
    assert_eq!(evaluated(&["--format", "json"]), fs::read_to_string(learned().1.with_extension("json")).unwrap());
}

#[test]
fn a_report_is_of_the_validation_split_and_its_labels() {
    let figures = figures(&[]);
    assert_eq!((&figures["n"], &figures["labels"]), (&Value::from(70), &serde_json::json!(LABELS)));
    assert!(figures["accuracy"].as_f64().unwrap() > 0.5, "{figures}");
}

#[test]
fn a_report_has_every_figure() {
    let figures = figures(&[]);
    for key in ["macro_f1", "ece", "loss", "confusion", "groups", "without_duplicates", "mirrored_accuracy"] {
        assert!(!figures[key].is_null(), "no {key}");
    }
    for key in ["precision", "recall", "f1", "support"] {
        assert!(!figures["per_class"]["disgust"][key].is_null(), "no {key}");
    }
    assert_eq!(figures["disturbed"].as_object().unwrap().len(), 6);
    assert_eq!(figures["bytes"], fs::metadata(&learned().1).unwrap().len());
}

#[test]
fn an_interval_holds_its_figure() {
    let figures = figures(&[]);
    let [low, high] = [0, 1].map(|i| figures["intervals"]["accuracy"][i].as_f64().unwrap());
    let accuracy = figures["accuracy"].as_f64().unwrap();
    assert!(low <= accuracy && accuracy <= high, "{figures}");
}

#[test]
fn a_card_holds_the_table_that_evaluate_prints() {
    let card = fs::read_to_string(learned().1.with_extension("md")).unwrap();
    let table = evaluated(&["--format", "md"]);
    assert!(card.contains(table.trim()), "{table}");
}

#[test]
fn the_seven_are_summed_into_the_groups() {
    let groups = figures(&["--group"]);
    assert_eq!(groups["labels"], serde_json::json!(["positive", "negative", "neutral"]));
    assert!(groups["accuracy"].as_f64() >= figures(&[])["accuracy"].as_f64());
}

#[test]
fn figures_in_text_have_a_row_per_label() {
    let text = evaluated(&[]);
    assert!(text.starts_with("70 pictures: accuracy") && text.lines().count() == 10, "{text}");
}

#[test]
fn an_evaluation_under_another_name_says_the_same() {
    let out = &learned().1;
    let again = out.with_file_name("again");
    evaluated(&["--out", again.to_str().unwrap()]);
    for extension in ["json", "md", "confusion.svg", "reliability.svg"] {
        let read = |path: &Path| fs::read_to_string(path.with_extension(extension)).unwrap();
        assert_eq!(read(&again), read(out), "{extension}");
    }
}

#[test]
fn a_checkpoint_says_what_it_holds() {
    let (ok, text, _) = mimique(&["inspect", learned().1.to_str().unwrap()]);
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

/// A checkpoint with its state, for another run to begin with.
fn kept(test: &str) -> (PathBuf, PathBuf, String) {
    let folder = folder(test);
    let (data, first) = (csv(&folder, 140), folder.join("first.safetensors"));
    let (ok, _, errors) = train(&data, &first, &["--keep-state", "--learning-rate", "0.01"]);
    assert!(ok, "{errors}");
    let state = folder.join("first.state").to_str().unwrap().to_owned();
    (data, first, state)
}

fn accuracy(model: &Path) -> f64 {
    let report: Value = serde_json::from_str(&fs::read_to_string(model.with_extension("json")).unwrap()).unwrap();
    report["accuracy"].as_f64().unwrap()
}

#[test]
fn a_run_may_begin_with_the_weights_of_another() {
    let (data, first, state) = kept("from");
    let second = first.with_file_name("second.safetensors");
    let words = ["--from", &state, "--learning-rate", "0.000001", "--average", "0.9"];
    let (ok, _, errors) = train(&data, &second, &words);
    assert!(ok, "{errors}");
    assert!((accuracy(&first) - accuracy(&second)).abs() < 0.1, "nothing was learned, and nothing forgotten");
}

#[test]
fn a_run_does_not_begin_with_the_weights_of_another_network() {
    let (data, first, state) = kept("from-other");
    let second = first.with_file_name("second.safetensors");
    let (ok, _, errors) = train(&data, &second, &["--from", &state, "--arch", "wide"]);
    assert!(!ok && errors.contains("give the state of another run"), "{errors}");
}

#[test]
fn the_mean_of_a_checkpoint_with_itself_is_that_checkpoint() {
    let (data, same, _) = learned();
    let (same, mean) = (same.to_str().unwrap(), same.with_file_name("mean.safetensors"));
    let files = ["--data", data.to_str().unwrap(), "--out", mean.to_str().unwrap()];
    let (ok, _, errors) = mimique(&[&["average", "--weights", same, same][..], &files].concat());
    assert!(ok, "{errors}");
    // As numbers: 0 and -0 are the same.
    let numbers = |path: &Path| -> Vec<f32> {
        weights(path).chunks_exact(4).map(|b| f32::from_le_bytes(b.try_into().unwrap())).collect()
    };
    assert!(numbers(&mean) == numbers(Path::new(same)));
    assert!(fs::read_to_string(mean.with_extension("md")).unwrap().contains("the mean of 2 checkpoints"));
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
fn three_classes_have_three_labels() {
    let folder = folder("three");
    let (data, out) = (csv(&folder, 140), folder.join("m.safetensors"));
    let (ok, _, errors) = train(&data, &out, &["--classes", "3"]);
    assert!(ok, "{errors}");
    let words = ["evaluate", "--weights", out.to_str().unwrap(), "--data", data.to_str().unwrap(), "--format", "json"];
    let figures: Value = serde_json::from_str(&mimique(&words).1).unwrap();
    assert_eq!(figures["labels"], serde_json::json!(["positive", "negative", "neutral"]));
}
