//! What a run leaves, and what it refuses: nothing is lost, nothing wrong is recorded, faults come before the work.

mod support;

use flate2::{Compression, write::GzEncoder};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use support::{csv, folder, mimique, train, weights};

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
    let lock = fs::File::create(folder.join("m.safetensors.lock")).unwrap();
    lock.lock().unwrap();
    refused(&data, &out, &[], "another run writes to");
    lock.unlock().unwrap();
    trained(&data, &out, &[]);
}

#[test]
fn one_of_several_runs_is_not_written_by_another_run() {
    let folder = folder("locked-seed");
    let (data, out) = (csv(&folder, 140), folder.join("m.safetensors"));
    let lock = fs::File::create(folder.join("m.seed2.safetensors.lock")).unwrap();
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
    for option in [
        "--patience=0",
        "--soft-share=5",
        "--balance=-50",
        "--learning-rate=inf",
        "--dropout-dense=1",
        "--seed=18446744073709551615",
    ] {
        let name = option.split('=').next().unwrap();
        let (ok, _, errors) = train(Path::new("nowhere.csv"), &out, &[option]);
        assert!(!ok && errors.contains(name) && errors.contains("expected "), "{option}: {errors}");
    }
    for words in [
        &["scenes", "--light=0"][..],
        &["scenes", "--widths", "0", "100"],
        &["scenes", "--roll=inf"],
        &["bench", "--turns=0"],
        &["bench", "--seconds=0"],
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

#[test]
fn a_run_with_patience_that_is_broken_off_ends_as_one_that_is_not() {
    let folder = folder("patience");
    let (data, whole, broken) =
        (csv(&folder, 140), folder.join("whole.safetensors"), folder.join("broken.safetensors"));
    trained(&data, &whole, &["--patience", "2"]);
    break_off(&data, &broken, &["--patience", "2"], "epoch 2/3");
    trained(&data, &broken, &["--patience", "2", "--resume"]);
    assert_eq!(weights(&whole), weights(&broken));
}

/// Begins a run and ends it by force once it has said so.
fn break_off(data: &Path, out: &Path, more: &[&str], said: &str) {
    let mut run = Command::new(env!("CARGO_BIN_EXE_mimique"))
        .args(["train", "--data", data.to_str().unwrap(), "--out", out.to_str().unwrap()])
        .args(["--epochs", "3", "--batch", "16", "--augment", "none"])
        .args(more)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The state of an epoch is written before the next one's line is.
    let mut lines = BufReader::new(run.stderr.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap().contains(said)));
    run.kill().unwrap();
    run.wait().unwrap();
}

#[cfg(unix)]
#[test]
fn a_disk_that_is_full_leaves_the_old_checkpoint_as_it_was() {
    let folder = folder("full");
    let (data, out) = (csv(&folder, 140), folder.join("m.safetensors"));
    trained(&data, &out, &[]);
    let before = fs::read(&out).unwrap();
    // No file may grow beyond 100 KiB, and the signal that says so is ignored: writing fails as on a full disk.
    let script = "trap '' XFSZ; ulimit -f 200; exec \"$0\" \"$@\"";
    let output = Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_mimique"), "train", "--force", "--epochs", "1", "--batch", "16"])
        .args(["--data", data.to_str().unwrap(), "--out", out.to_str().unwrap()])
        .output()
        .unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && errors.contains("cannot write"), "{errors}");
    assert_eq!(fs::read(&out).unwrap(), before);
    let names = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert_eq!(names.filter(|name| name.ends_with(".partial")).count(), 0);
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_takes_no_files_is_said_before_the_data_is_read() {
    // Nobody writes to /proc, not even root, for whom no folder is read-only.
    refused(Path::new("nowhere.csv"), Path::new("/proc/m.safetensors"), &[], "cannot write /proc/m.safetensors.lock");
}

#[test]
fn a_state_of_an_older_version_is_told_as_that() {
    let folder = folder("older");
    let (data, out) = (csv(&folder, 140), folder.join("m.safetensors"));
    let header = r#"{"__metadata__":{"setup":"{}","step":"6"}}"#;
    let state = [&(header.len() as u64).to_le_bytes()[..], header.as_bytes()].concat();
    fs::write(out.with_extension("state"), state).unwrap();
    refused(&data, &out, &["--resume"], "was written by an older version");
}

#[test]
fn the_same_seed_gives_the_same_weights() {
    let folder = folder("seed");
    let data = csv(&folder, 140);
    let model = |name: &str, seed: &str| {
        let out = folder.join(name);
        let (ok, _, errors) = train(&data, &out, &["--seed", seed]);
        assert!(ok, "{errors}");
        weights(&out)
    };
    let first = model("first.safetensors", "1");
    assert!(first == model("again.safetensors", "1"));
    assert!(first != model("other.safetensors", "2"));
}
