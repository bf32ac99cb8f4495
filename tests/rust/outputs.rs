//! What is there already stays: a command writes over a file only with `--force`, and never over one that it reads.

mod support;

use std::fs;
use std::path::Path;
use support::{csv, folder, mimique, shipped, train};

const WEIGHTS: &str = "models/lenet-tiny.safetensors";

fn refused(words: &[&str], expected: &str) {
    let (ok, _, errors) = mimique(words);
    assert!(!ok && errors.contains(expected), "{words:?}: {errors}");
}

#[test]
fn what_writes_a_checkpoint_leaves_one_that_is_there() {
    let folder = folder("outputs-checkpoint");
    let (taken, weights) = (folder.join("m.safetensors"), shipped(WEIGHTS));
    fs::write(&taken, "hours of training").unwrap();
    let out = taken.to_str().unwrap();
    for words in [
        &["average", "--weights", &weights, &weights][..],
        &["calibrate", "--weights", &weights, "--storage", "i8"],
        &["votes-head", "--weights", &weights, "--votes", "nowhere.csv"],
        &["soft-targets", "--weights", &weights],
    ] {
        // Before the data is read.
        let words = [words, &["--data", "nowhere.csv", "--out", out]].concat();
        refused(&words, "m.safetensors is there already: replace it with --force, or give another --out");
    }
    assert_eq!(fs::read_to_string(&taken).unwrap(), "hours of training");
}

#[test]
fn a_card_beside_a_new_checkpoint_stays() {
    let folder = folder("outputs-card");
    let (card, weights) = (folder.join("m.md"), shipped(WEIGHTS));
    fs::write(&card, "my notes").unwrap();
    let out = folder.join("m.safetensors");
    let files = ["--data", "nowhere.csv", "--out", out.to_str().unwrap()];
    refused(&[&["average", "--weights", &weights, &weights][..], &files].concat(), "m.md is there already");
    refused(&[&["train"][..], &files].concat(), "m.md is there already");
}

#[test]
fn an_evaluation_replaces_reports_only_with_force() {
    let folder = folder("outputs-evaluation");
    let (data, weights) = (csv(&folder, 28), shipped(WEIGHTS));
    let name = folder.join("report");
    let words = ["evaluate", "--weights", &weights, "--data", data.to_str().unwrap(), "--out", name.to_str().unwrap()];
    fs::write(folder.join("report.json"), "{}").unwrap();
    refused(&words, "report.json is there already: replace it with --force");
    let (ok, _, errors) = mimique(&[&words[..], &["--force"]].concat());
    assert!(ok && fs::read_to_string(folder.join("report.json")).unwrap().contains("macro_f1"), "{errors}");
}

#[test]
fn an_evaluation_keeps_the_dots_of_its_name() {
    let folder = folder("outputs-dots");
    let (data, out) = (csv(&folder, 140), folder.join("m.safetensors"));
    assert!(train(&data, &out, &[]).0);
    let before = fs::read(out.with_extension("json")).unwrap();
    let (weights, data, name) = (out.to_str().unwrap(), data.to_str().unwrap(), folder.join("m.private"));
    let words =
        ["evaluate", "--weights", weights, "--data", data, "--split", "training", "--out", name.to_str().unwrap()];
    assert!(mimique(&words).0);
    assert!(folder.join("m.private.json").exists());
    assert_eq!(fs::read(out.with_extension("json")).unwrap(), before);
}

#[test]
fn an_evaluation_wants_a_name_and_not_a_folder() {
    let folder = folder("outputs-folder");
    let weights = shipped(WEIGHTS);
    let name = format!("{}/", folder.display());
    let words = ["evaluate", "--weights", &weights, "--data", "nowhere.csv", "--out", &name];
    refused(&words, "expected the name of a file");
}

#[test]
fn drawn_faces_replace_a_file_only_with_force() {
    let folder = folder("outputs-synth");
    let (data, count) = (csv(&folder, 28), ["--count", "56"]);
    let before = fs::read(&data).unwrap();
    let words = [&["synth", "--out", data.to_str().unwrap()][..], &count].concat();
    refused(&words, "fer2013.csv is there already: replace it with --force");
    assert_eq!(fs::read(&data).unwrap(), before);
    assert!(mimique(&[&words[..], &["--force"]].concat()).0);
    assert_ne!(fs::read(&data).unwrap(), before);
}

#[test]
fn a_log_is_not_written_over_the_data() {
    let folder = folder("outputs-data");
    let data = csv(&folder, 140);
    let before = fs::read(&data).unwrap();
    let out = data.with_extension("safetensors");
    for more in [&[][..], &["--force"]] {
        let (ok, _, errors) = train(&data, &out, more);
        assert!(!ok && errors.contains("fer2013.csv is read by this run: give another --out"), "{errors}");
    }
    assert_eq!(fs::read(&data).unwrap(), before);
}

#[test]
fn a_run_does_not_write_over_what_it_begins_with() {
    let folder = folder("outputs-inputs");
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    for (option, name) in
        [("--votes", "m.csv"), ("--soft-targets", "m.safetensors"), ("--from", "m.state"), ("--arch", "m.json")]
    {
        fs::write(path(name), "much work").unwrap();
        let (ok, _, errors) =
            train(Path::new("nowhere.csv"), Path::new(&path("m.safetensors")), &["--force", option, &path(name)]);
        assert!(!ok && errors.contains(&format!("{name} is read by this run")), "{option}: {errors}");
        assert_eq!(fs::read_to_string(path(name)).unwrap(), "much work");
        fs::remove_file(path(name)).unwrap();
    }
}

#[test]
fn a_finished_run_leaves_no_lock() {
    let folder = folder("outputs-lock");
    let (data, out) = (csv(&folder, 140), folder.join("m.safetensors"));
    assert!(train(&data, &out, &[]).0);
    let names = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let locks: Vec<_> = names.filter(|name| name.ends_with("lock")).collect();
    assert!(locks.is_empty(), "{locks:?}");
}

#[test]
fn a_lock_takes_no_file_of_another_name() {
    let folder = folder("outputs-foreign");
    let (data, out) = (csv(&folder, 140), folder.join("Cargo.safetensors"));
    fs::write(folder.join("Cargo.lock"), "versions").unwrap();
    assert!(train(&data, &out, &[]).0);
    assert_eq!(fs::read_to_string(folder.join("Cargo.lock")).unwrap(), "versions");
}
