//! The command line, as a user meets it: mistakes are answered with what was expected and what to do.

mod support;

use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use support::{csv, folder, mimique, shipped, train};

fn refused(words: &[&str], expected: &str) {
    let (ok, _, errors) = mimique(words);
    assert!(!ok && errors.contains(expected), "{errors}");
}

/// 28 rows as Kaggle's, of which line 3 has a label that there is not.
fn broken(test: &str) -> PathBuf {
    let path = csv(&folder(test), 28);
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("\n1,", "\n9,", 1)).unwrap();
    path
}

#[test]
fn data_that_is_not_there_is_named() {
    let out = folder("no-data").join("m.safetensors");
    refused(&["train", "--data", "nowhere.csv", "--out", out.to_str().unwrap()], "cannot open nowhere.csv");
}

#[test]
fn a_checkpoint_that_is_not_there_is_named() {
    let expected = "cannot read the checkpoint nowhere.safetensors";
    refused(&["classify", "--weights", "nowhere.safetensors", "x.png"], expected);
    refused(&["inspect", "nowhere.safetensors"], expected);
}

#[test]
fn a_checkpoint_is_called_safetensors() {
    refused(&["train", "--data", "nowhere.csv", "--out", "model.bin"], "end in .safetensors");
}

#[test]
fn another_file_than_a_checkpoint_is_told() {
    let data = csv(&folder("no-checkpoint"), 7);
    let data = data.to_str().unwrap();
    refused(&["evaluate", "--weights", data, "--data", data], "expected a safetensors file");
}

#[test]
fn an_architecture_that_is_not_known_is_answered_with_those_that_are() {
    let folder = folder("no-architecture");
    let (ok, _, errors) = train(&csv(&folder, 28), &folder.join("m.safetensors"), &["--arch", "resnet"]);
    assert!(!ok && errors.contains("expected one of lenet5"), "{errors}");
}

#[test]
fn a_range_goes_from_the_smaller_to_the_larger() {
    let words = ["scenes", "--weights", "nowhere.safetensors", "--data", "nowhere.csv", "--widths", "100", "50"];
    refused(&words, "expected --widths SMALLEST LARGEST, got 100 50");
}

#[test]
fn an_architecture_is_built_before_the_data_is_read() {
    let out = folder("early-architecture").join("m.safetensors");
    let words = ["train", "--data", "nowhere.csv", "--out", out.to_str().unwrap(), "--arch", "resnet"];
    refused(&words, "expected one of lenet5");
}

#[test]
fn what_a_card_calls_the_data_takes_one_line() {
    for option in ["--dataset-name", "--dataset-licence"] {
        let words = ["train", "--data", "nowhere.csv", "--out", "m.safetensors", option, "a\u{1b}[31m"];
        refused(&words, "expected one line without control characters");
    }
}

#[test]
fn scenes_are_read_wherever_the_program_is_called() {
    let folder = folder("elsewhere");
    let data = csv(&folder, 28);
    let words = ["scenes", "--weights", &shipped("models/lenet-tiny.safetensors"), "--data", data.to_str().unwrap()];
    let mut run = Command::new(env!("CARGO_BIN_EXE_mimique"));
    let output = run.args(words).args(["--pictures", "1"]).current_dir(&folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_run_that_was_not_begun_cannot_go_on() {
    let folder = folder("not-begun");
    let (ok, _, errors) = train(&csv(&folder, 28), &folder.join("m.safetensors"), &["--resume"]);
    assert!(!ok && errors.contains("nothing to resume"), "{errors}");
}

#[test]
fn a_row_that_is_no_sample_is_named_with_its_line() {
    let data = broken("bad-row");
    let (ok, _, errors) = train(&data, &data.with_file_name("m.safetensors"), &[]);
    assert!(!ok && errors.contains("line 3: expected an emotion of 0 to 6, got `9`"), "{errors}");
    assert!(errors.contains("leave them out with --skip-bad-rows"), "{errors}");
}

#[test]
fn blank_lines_and_ends_as_on_windows_do_not_shift_a_line() {
    let data = broken("windows");
    let text = fs::read_to_string(&data).unwrap();
    fs::write(&data, text.replacen('\n', "\n\n\n", 1).replace('\n', "\r\n")).unwrap();
    let (ok, _, errors) = train(&data, &data.with_file_name("m.safetensors"), &[]);
    assert!(!ok && errors.contains("line 5: expected an emotion"), "{errors}");
}

#[test]
fn rows_that_are_no_samples_are_left_out_where_that_is_asked_for() {
    let data = broken("skipped");
    let (data, out) = (data.to_str().unwrap(), data.with_file_name("m.safetensors"));
    let words =
        ["train", "--data", data, "--out", out.to_str().unwrap(), "--skip-bad-rows", "--epochs", "1", "--batch", "4"];
    let (ok, _, errors) = mimique(&words);
    assert!(ok && errors.contains("left out line 3") && errors.contains("1 of 28 rows are left out"), "{errors}");
}

#[test]
fn data_without_an_end_is_refused_at_its_first_line() {
    let out = folder("no-end").join("m.safetensors");
    refused(&["train", "--data", "/dev/zero", "--out", out.to_str().unwrap()], "line 1: expected a line of CSV");
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
}

#[test]
fn a_bench_beside_a_python_that_is_not_there_says_so() {
    let words = ["bench", "--arch", "lenet5", "--threads", "1", "--turns", "1", "--seconds", "0.01", "--batch", "4"];
    refused(&[&words[..], &["--python", "no-such-python"]].concat(), "cannot start no-such-python");
}

#[test]
fn a_shell_is_told_how_to_complete_commands() {
    let (ok, script, _) = mimique(&["completions", "bash"]);
    assert!(ok && script.contains("mimique") && script.contains("--soft-targets"));
}
