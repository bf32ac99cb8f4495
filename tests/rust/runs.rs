//! What a run leaves, and what it refuses: nothing is lost, nothing wrong is recorded, faults come before the work.

mod support;

use flate2::{Compression, write::GzEncoder};
use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use support::{csv, folder, mimique, train};

fn refused(data: &Path, out: &Path, more: &[&str], expected: &str) {
    let (ok, _, errors) = train(data, out, more);
    assert!(!ok && errors.contains(expected), "{errors}");
}

fn trained(data: &Path, out: &Path, more: &[&str]) -> String {
    let (ok, _, errors) = train(data, out, more);
    assert!(ok, "{errors}");
    errors
}

#[test]
fn a_finished_run_is_replaced_only_with_force() {
    let folder = folder("force");
    let (data, out) = (csv(&folder, 140), folder.join("m.safetensors"));
    trained(&data, &out, &[]);
    let before = fs::read(&out).unwrap();
    refused(&data, &out, &["--seed", "2"], "--force");
    assert_eq!(fs::read(&out).unwrap(), before);
    trained(&data, &out, &["--seed", "2", "--force"]);
    assert_ne!(fs::read(&out).unwrap(), before);
}

#[test]
fn a_finished_run_says_so_and_names_the_option_that_differs() {
    let folder = folder("finished");
    let (data, out) = (csv(&folder, 140), folder.join("m.safetensors"));
    trained(&data, &out, &[]);
    assert!(trained(&data, &out, &["--resume"]).contains("already finished"));
    refused(&data, &out, &["--resume", "--arch", "wide"], "--arch lenet5, not --arch wide");
}

#[test]
fn an_unfinished_run_is_replaced_only_with_force() {
    let folder = folder("unfinished");
    let (data, out) = (csv(&folder, 140), folder.join("m.safetensors"));
    fs::write(out.with_extension("state"), "half a run").unwrap();
    refused(&data, &out, &[], "an unfinished run already");
    trained(&data, &out, &["--force"]);
}

#[test]
fn two_runs_do_not_write_to_one_model() {
    let folder = folder("locked");
    let (data, out) = (csv(&folder, 140), folder.join("m.safetensors"));
    let lock = fs::File::create(out.with_extension("lock")).unwrap();
    lock.lock().unwrap();
    refused(&data, &out, &[], "another run writes to");
    lock.unlock().unwrap();
    trained(&data, &out, &[]);
}

#[test]
fn one_of_several_runs_is_not_written_by_another_run() {
    let folder = folder("locked-seed");
    let (data, out) = (csv(&folder, 140), folder.join("m.safetensors"));
    let lock = fs::File::create(folder.join("m.seed2.lock")).unwrap();
    lock.lock().unwrap();
    refused(&data, &out, &["--runs", "2"], "another run writes to");
}

#[test]
fn a_card_has_the_epochs_of_a_run_that_stopped_early() {
    let folder = folder("early");
    let (data, out) = (csv(&folder, 140), folder.join("m.safetensors"));
    // Weights that hardly move: no epoch of the three is better than the first.
    trained(&data, &out, &["--patience", "1", "--learning-rate", "1e-9", "--no-batch-norm"]);
    let log = fs::read_to_string(out.with_extension("csv")).unwrap().lines().count() - 1;
    assert_eq!(log, 2);
    let (ok, text, _) = mimique(&["inspect", out.to_str().unwrap()]);
    assert!(ok && text.contains(&format!("\"epochs\": {log},")), "{text}");
}

#[test]
fn a_run_does_not_go_on_with_other_data() {
    let folder = folder("other-data");
    let (data, out) = (csv(&folder, 140), folder.join("m.safetensors"));
    trained(&data, &out, &["--keep-state"]);
    let other = csv(&folder, 147);
    refused(&other, &out, &["--keep-state", "--resume"], "other data");
}

#[test]
fn kept_states_patience_and_several_runs_are_resumed_together() {
    let folder = folder("kept");
    let (data, out) = (csv(&folder, 140), folder.join("m.safetensors"));
    let options = ["--keep-state", "--patience", "1", "--runs", "2"];
    trained(&data, &out, &options);
    let again = trained(&data, &out, &[&options[..], &["--resume"]].concat());
    assert_eq!(again.matches("already finished").count(), 2, "{again}");
}

#[test]
fn the_command_of_a_card_keeps_options_and_no_folders() {
    let folder = folder("recorded");
    let (data, out) = (csv(&folder, 140), folder.join("m.safetensors"));
    let words = [format!("--data={}", data.display()), format!("--out={}", out.display())];
    let (ok, _, errors) = mimique(&["train", &words[0], &words[1], "--epochs=1", "--batch=16"]);
    assert!(ok, "{errors}");
    let card = fs::read_to_string(out.with_extension("md")).unwrap();
    assert!(card.contains("`mimique train --data fer2013.csv --out m.safetensors --epochs 1 --batch 16`"), "{card}");
}

#[test]
fn a_card_names_the_data_and_its_licence() {
    let folder = folder("named");
    let (data, out) = (csv(&folder, 140), folder.join("m.safetensors"));
    trained(&data, &out, &["--dataset-name", "Drawn faces", "--dataset-licence", "CC0"]);
    let card = fs::read_to_string(out.with_extension("md")).unwrap();
    assert!(card.contains("- Data: Drawn faces,") && card.contains("- Licence: Data: CC0."), "{card}");
}

#[test]
fn a_card_says_nothing_of_dense_dropout_without_dense_layers() {
    let folder = folder("dense");
    let (data, out) = (csv(&folder, 140), folder.join("m.safetensors"));
    trained(&data, &out, &["--arch", "tiny"]);
    assert!(!fs::read_to_string(out.with_extension("md")).unwrap().contains("dense layers;"));
}

#[test]
fn an_evaluation_keeps_the_dots_of_its_name() {
    let folder = folder("dots");
    let (data, out) = (csv(&folder, 140), folder.join("m.safetensors"));
    trained(&data, &out, &[]);
    let before = fs::read(out.with_extension("json")).unwrap();
    let (weights, data, name) = (out.to_str().unwrap(), data.to_str().unwrap(), folder.join("m.private"));
    let words =
        ["evaluate", "--weights", weights, "--data", data, "--split", "training", "--out", name.to_str().unwrap()];
    assert!(mimique(&words).0);
    assert!(folder.join("m.private.json").exists());
    assert_eq!(fs::read(out.with_extension("json")).unwrap(), before);
}

#[test]
fn an_average_is_a_safetensors_file() {
    let (ok, _, errors) = mimique(&["average", "--weights", "a", "b", "--data", "x.csv", "--out", "mean.json"]);
    assert!(!ok && errors.contains("end in .safetensors"), "{errors}");
}

#[test]
fn every_member_of_a_gz_is_read() {
    let folder = folder("members");
    let (data, out) = (csv(&folder, 140), folder.join("m.safetensors"));
    let text = fs::read(&data).unwrap();
    let cut = text.iter().enumerate().filter(|(_, b)| **b == b'\n').nth(70).unwrap().0 + 1;
    let member = |bytes: &[u8]| {
        let mut gz = GzEncoder::new(Vec::new(), Compression::fast());
        gz.write_all(bytes).unwrap();
        gz.finish().unwrap()
    };
    let both = folder.join("both.csv.gz");
    fs::write(&both, [member(&text[..cut]), member(&text[cut..])].concat()).unwrap();
    trained(&both, &out, &[]);
    assert!(fs::read_to_string(out.with_extension("md")).unwrap().contains("105 Training and 35 PublicTest"));
}

#[test]
fn a_missing_folder_is_said_before_the_data_is_read() {
    let out = folder("absent").join("none/m.safetensors");
    refused(Path::new("nowhere.csv"), &out, &[], "is missing: make it");
}

#[test]
fn a_folder_is_no_checkpoint() {
    let out = folder("taken").join("m.safetensors");
    fs::create_dir(&out).unwrap();
    refused(Path::new("nowhere.csv"), &out, &[], "is a folder");
}

#[test]
fn numbers_out_of_range_are_refused_by_name() {
    let out = folder("ranges").join("m.safetensors");
    for option in ["--patience=0", "--soft-share=5", "--balance=-50", "--learning-rate=inf", "--dropout-dense=1"] {
        let name = option.split('=').next().unwrap();
        let (ok, _, errors) = train(Path::new("nowhere.csv"), &out, &[option]);
        assert!(!ok && errors.contains(name) && errors.contains("expected "), "{option}: {errors}");
    }
    for words in [
        &["scenes", "--light=0"][..],
        &["scenes", "--widths", "0", "100"],
        &["scenes", "--roll=inf"],
        &["bench", "--turns=0"],
    ] {
        let (ok, _, errors) = mimique(words);
        assert!(!ok && errors.contains("invalid value"), "{words:?}: {errors}");
    }
}

#[test]
fn a_reader_that_leaves_is_no_fault() {
    let model = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/lenet.safetensors");
    let mut run = Command::new(env!("CARGO_BIN_EXE_mimique"))
        .arg("inspect")
        .arg(model)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(run.stdout.take());
    let mut errors = String::new();
    run.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
    assert!(run.wait().unwrap().success() && errors.is_empty(), "{errors}");
}
